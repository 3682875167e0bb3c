//! The XMP packet (ISO 19005-2, 6.6): what the document information says, once more.

use jiff::civil::Date;

use super::info::CREATOR;
use crate::document::Metadata;
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

/// The XMP packet of a file, with the codes of the other handouts in it. It names PDF/A-2a and PDF/UA-1 if the file
/// `conforms`.
///
/// What is ours to say in a word is an attribute, the shortest spelling that RDF/XML has (ISO 16684-1, 7.9.2.2). Keywords,
/// which people write, and the code, which is looked for in files of any version, are elements.
pub(in crate::pdf) fn xmp(metadata: &Metadata, parts: &[String], conforms: bool) -> String {
    let mut out = String::with_capacity(2500);
    out.push_str("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
    out.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">");
    out.push_str("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">");
    out.push_str("<rdf:Description rdf:about=\"\" ");
    out.push_str(NAMESPACES);
    let (created, updated) = (timestamp(metadata.created), timestamp(metadata.updated));
    for (name, value) in [
        ("pdf:Producer", PRODUCER),
        ("xmp:CreatorTool", CREATOR),
        ("xmp:CreateDate", &created),
        ("xmp:ModifyDate", &updated),
        // What is not claimed has no attribute.
        ("pdfaid:part", if conforms { "2" } else { "" }),
        ("pdfaid:conformance", if conforms { "A" } else { "" }),
        ("pdfuaid:part", if conforms { "1" } else { "" }),
    ] {
        attribute(&mut out, name, value);
    }
    out.push('>');
    dublin_core(&mut out, metadata);
    container(&mut out, "dc:relation", "Bag", parts);
    element(&mut out, "pdf:Keywords", &metadata.keywords.join(", "));
    out.push_str(EXTENSION);
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
    if !value.is_empty() {
        push_all(out, &[" ", name, "=\""]);
        push_escaped(out, value);
        out.push('"');
    }
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
