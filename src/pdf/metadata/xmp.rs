//! The XMP packet (ISO 19005-2, 6.6): what the document information says, once more.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::info::CREATOR;
use crate::document::Metadata;
use crate::pdf::file::deflate::beginning::Beginning;
use crate::pdf::file::deflate::prefix_code::XMP;
use crate::pdf::page::encode::PRODUCER;

/// The namespaces of what a packet says.
const NAMESPACES: &str = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"";

/// PDF/A knows no PDF/UA, so its one property is described here (ISO 19005-2, 6.6.2.3.3); in elements, for not every
/// validator looks for the fields of a structure among attributes.
const EXTENSION: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>part</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";

/// The beginning of the packet of a file that names PDF/A-2a and PDF/UA-1, and of one that does not.
static CONFORMING: LazyLock<Beginning> = LazyLock::new(|| Beginning::of(beginning(true).into(), &XMP));
static OTHER: LazyLock<Beginning> = LazyLock::new(|| Beginning::of(beginning(false).into(), &XMP));

/// The XMP packet of a file, deflated, with the codes of the other handouts in it. It names PDF/A-2a and PDF/UA-1 if the file
/// `conforms`.
pub(in crate::pdf) fn packet(metadata: &Metadata, parts: &[String], conforms: bool) -> Vec<u8> {
    let beginning = if conforms { &CONFORMING } else { &OTHER };
    beginning.followed_by(own_properties(metadata, parts).as_bytes())
}

/// The beginning of a packet: what all files say, which is deflated once.
///
/// What is ours to say in a word is an attribute, the shortest spelling that RDF/XML has (ISO 16684-1, 7.9.2.2).
fn beginning(conforms: bool) -> String {
    let mut out = String::with_capacity(1500);
    out.push_str("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
    out.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">");
    out.push_str("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">");
    out.push_str("<rdf:Description rdf:about=\"\" ");
    out.push_str(NAMESPACES);
    attribute(&mut out, "pdf:Producer", PRODUCER);
    attribute(&mut out, "xmp:CreatorTool", CREATOR);
    // What is not claimed has no attribute.
    if conforms {
        attribute(&mut out, "pdfaid:part", "2");
        attribute(&mut out, "pdfaid:conformance", "A");
        attribute(&mut out, "pdfuaid:part", "1");
    }
    out.push('>');
    out.push_str(EXTENSION);
    out
}

/// The rest of a packet: what one file says, in elements. Keywords, which people write, and the code, which is looked for in files
/// of any version, are never attributes.
fn own_properties(metadata: &Metadata, parts: &[String]) -> String {
    let mut out = String::with_capacity(1000);
    element(&mut out, "xmp:CreateDate", &timestamp(metadata.created));
    element(&mut out, "xmp:ModifyDate", &timestamp(metadata.updated));
    dublin_core(&mut out, metadata);
    container(&mut out, "dc:relation", "Bag", parts);
    element(&mut out, "pdf:Keywords", &metadata.keywords.join(", "));
    out.push_str("</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>");
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

/// The day at noon UTC, as in the document information: PDF/A-2 wants both to say the same (ISO 19005-2, 6.6.3).
fn timestamp(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T12:00:00Z", date.year(), date.month(), date.day())
}

fn attribute(out: &mut String, name: &str, value: &str) {
    push_all(out, &[" ", name, "=\""]);
    push_escaped(out, value);
    out.push('"');
}

fn element(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        push_all(out, &["<", name, ">"]);
        push_escaped(out, value);
        push_all(out, &["</", name, ">"]);
    }
}

fn alternatives(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        push_all(out, &["<", name, "><rdf:Alt><rdf:li xml:lang=\"x-default\">"]);
        push_escaped(out, value);
        push_all(out, &["</rdf:li></rdf:Alt></", name, ">"]);
    }
}

fn container(out: &mut String, name: &str, kind: &str, values: &[String]) {
    if values.iter().all(String::is_empty) {
        return;
    }
    push_all(out, &["<", name, "><rdf:", kind, ">"]);
    for value in values.iter().filter(|value| !value.is_empty()) {
        element(out, "rdf:li", value);
    }
    push_all(out, &["</rdf:", kind, "></", name, ">"]);
}

fn push_all(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

/// Text of an XML element, or of an attribute without line ends.
fn push_escaped(out: &mut String, value: &str) {
    let mut rest = value;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use jiff::civil::date;

    use super::super::info::information;
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

    fn text(conforms: bool) -> String {
        let (packet, mut text) = (packet(&sample(), &[], conforms), String::new());
        flate2::read::ZlibDecoder::new(&packet[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, beginning(conforms) + &own_properties(&sample(), &[]));
        text
    }

    #[test]
    fn information_and_xmp_agree() {
        let mut info = Vec::new();
        information(&mut info, &sample());
        let (info, xmp) = (String::from_utf8_lossy(&info).into_owned(), text(true));
        assert!(info.contains("/CreationDate(D:20240510120000Z)/ModDate(D:20250102120000Z)"), "{info}");
        assert!(xmp.contains("<xmp:CreateDate>2024-05-10T12:00:00Z</xmp:CreateDate>"));
        assert!(xmp.contains("<xmp:ModifyDate>2025-01-02T12:00:00Z</xmp:ModifyDate>"));
        assert!(info.contains("/Keywords(fever, chills)"));
        assert!(xmp.contains("<pdf:Keywords>fever, chills</pdf:Keywords>"));
        assert!(xmp.contains("<rdf:Bag><rdf:li>fever</rdf:li><rdf:li>chills</rdf:li></rdf:Bag>"));
        assert!(xmp.contains("<dc:identifier>K7MP-3XQR</dc:identifier>"));
        assert!(!info.contains("/Subject") && !xmp.contains("dc:description"));
    }

    #[test]
    fn only_a_conforming_file_says_that_it_conforms() {
        for claim in [" pdfaid:part=\"2\"", " pdfaid:conformance=\"A\"", " pdfuaid:part=\"1\""] {
            assert!(text(true).contains(claim) && !text(false).contains(claim), "{claim}");
        }
    }

    #[test]
    fn xml_is_escaped() {
        assert!(text(true).contains(">Fever &amp; &lt;chills&gt;: fièvre</rdf:li>"));
    }
}
