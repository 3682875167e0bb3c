//! What the file says of itself, twice over and in agreement: document information and XMP (ISO 19005-2, 6.6;
//! ISO 14289-1, 7.1).

pub(in crate::pdf) mod icc;

use std::fmt::Write;

use jiff::civil::Date;

use crate::layout::handout::Metadata;
use crate::pdf::file::syntax::{bytes, text};

/// The tool and its version.
const CREATOR: &str = concat!("handout ", env!("CARGO_PKG_VERSION"));
/// What makes PDF of it.
const PRODUCER: &str = concat!("handout ", env!("CARGO_PKG_VERSION"), " with printpdf");

/// PDF/A knows no PDF/UA, so its one property is described here (ISO 19005-2, 6.6.2.3.3).
const EXTENSION: &str = "<rdf:Description rdf:about=\"\" \
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>";

/// Writes the document information dictionary (ISO 32000-1, 14.3.3).
pub(in crate::pdf) fn information(out: &mut Vec<u8>, metadata: &Metadata) {
    let authors = metadata.authors.join("; ");
    let keywords = metadata.keywords.join(", ");
    let entries = [
        ("/Title", metadata.title.as_str()),
        ("/Author", &authors),
        ("/Subject", metadata.subject.as_deref().unwrap_or_default()),
        ("/Keywords", &keywords),
        ("/Creator", CREATOR),
        ("/Producer", PRODUCER),
    ];
    out.extend_from_slice(b"<<");
    for (key, value) in entries.iter().filter(|(_, value)| !value.is_empty()) {
        out.extend_from_slice(key.as_bytes());
        text(out, value);
    }
    for (key, date) in [("/CreationDate", metadata.created), ("/ModDate", metadata.updated)] {
        out.extend_from_slice(key.as_bytes());
        bytes(out, format!("D:{:04}{:02}{:02}000000Z", date.year(), date.month(), date.day()).as_bytes());
    }
    out.extend_from_slice(b">>");
}

/// The XMP packet, saying the same, and whether the file `conforms` to PDF/A-2a and PDF/UA-1.
pub(in crate::pdf) fn xmp(metadata: &Metadata, parts: &[String], conforms: bool) -> String {
    let mut out = String::with_capacity(3500);
    out.push_str("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
    out.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">");
    out.push_str("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">");
    out.push_str(
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">",
    );
    dublin_core(&mut out, metadata);
    container(&mut out, "dc:relation", "Bag", parts);
    let keywords = metadata.keywords.join(", ");
    let (created, updated) = (timestamp(metadata.created), timestamp(metadata.updated));
    for (name, value) in [
        ("pdf:Keywords", keywords.as_str()),
        ("pdf:Producer", PRODUCER),
        ("xmp:CreatorTool", CREATOR),
        ("xmp:CreateDate", &created),
        ("xmp:ModifyDate", &updated),
        ("xmp:MetadataDate", &updated),
        // What is not claimed has no element.
        ("pdfaid:part", if conforms { "2" } else { "" }),
        ("pdfaid:conformance", if conforms { "A" } else { "" }),
        ("pdfuaid:part", if conforms { "1" } else { "" }),
    ] {
        element(&mut out, name, value);
    }
    out.push_str("</rdf:Description>");
    out.push_str(EXTENSION);
    out.push_str("</rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>");
    out
}

fn dublin_core(out: &mut String, metadata: &Metadata) {
    let language = std::slice::from_ref(&metadata.language);
    alternatives(out, "dc:title", Some(metadata.title.as_str()));
    container(out, "dc:creator", "Seq", &metadata.authors);
    alternatives(out, "dc:description", metadata.subject.as_deref());
    container(out, "dc:language", "Bag", language);
    container(out, "dc:subject", "Bag", &metadata.keywords);
    element(out, "dc:identifier", &metadata.code);
}

fn timestamp(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year(), date.month(), date.day())
}

fn element(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(out, "<{name}>{}</{name}>", Escaped(value));
    }
}

fn alternatives(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        let value = Escaped(value);
        let _ = write!(out, "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt></{name}>");
    }
}

fn container(out: &mut String, name: &str, kind: &str, values: &[String]) {
    if values.iter().all(String::is_empty) {
        return;
    }
    let _ = write!(out, "<{name}><rdf:{kind}>");
    for value in values.iter().filter(|value| !value.is_empty()) {
        element(out, "rdf:li", value);
    }
    let _ = write!(out, "</rdf:{kind}></{name}>");
}

/// Text of an XML element.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                _ => out.write_char(character)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sample() -> Metadata {
        Metadata {
            title: "Fever & <chills>: fièvre".into(),
            language: "en-US".into(),
            authors: vec!["Clinic A".into(), "Dr. Å".into()],
            subject: None,
            keywords: vec!["fever".into(), "chills".into()],
            created: date(2024, 5, 10),
            updated: date(2025, 1, 2),
            code: "K7MP-3XQR".into(),
        }
    }

    #[test]
    fn information_and_xmp_agree() {
        let mut information = Vec::new();
        super::information(&mut information, &sample());
        let information = String::from_utf8_lossy(&information).into_owned();
        let xmp = xmp(&sample(), &[], true);
        assert!(information.contains("/CreationDate(D:20240510000000Z)/ModDate(D:20250102000000Z)"), "{information}");
        assert!(xmp.contains("<xmp:CreateDate>2024-05-10T00:00:00Z</xmp:CreateDate>"));
        assert!(xmp.contains("<xmp:ModifyDate>2025-01-02T00:00:00Z</xmp:ModifyDate>"));
        assert!(information.contains("/Keywords(fever, chills)"));
        assert!(xmp.contains("<pdf:Keywords>fever, chills</pdf:Keywords>"));
        assert!(xmp.contains("<rdf:Bag><rdf:li>fever</rdf:li><rdf:li>chills</rdf:li></rdf:Bag>"));
        assert!(xmp.contains("<dc:identifier>K7MP-3XQR</dc:identifier>"));
        assert!(!information.contains("/Subject") && !xmp.contains("dc:description"));
    }

    #[test]
    fn xml_is_escaped() {
        assert!(xmp(&sample(), &[], true).contains(">Fever &amp; &lt;chills&gt;: fièvre</rdf:li>"));
    }
}
