//! A FHIR R4 DocumentReference that follows the US Core profile.

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use super::{Filing, SLOT, TYPE, base64};
use crate::article::System;

const PROFILE: &str = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference";
const CATEGORY: &str = "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category";
/// For documents that need no more than their MIME type to be understood.
const FORMAT: &str = "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode";
const UUID: &str = "urn:ietf:rfc:3986";

/// The resource as JSON, ending in a line end.
pub(super) fn document_reference(filing: &Filing) -> Vec<u8> {
    let mut resource = json!({
        "resourceType": "DocumentReference",
        "meta": {"profile": [PROFILE]},
        "text": {"status": "generated", "div": narrative(filing)},
        "masterIdentifier": {"system": UUID, "value": format!("urn:uuid:{}", filing.version_uuid())},
        "identifier": [
            {"use": "official", "system": UUID, "value": format!("urn:uuid:{}", filing.handout_uuid())},
            {"use": "secondary", "type": {"text": "Code on every page"}, "value": filing.code},
        ],
        "status": "current",
        "docStatus": if filing.is_draft { "preliminary" } else { "final" },
        "type": {"coding": [coding(System::Loinc, TYPE.0, Some(TYPE.1))], "text": "Patient education"},
        "category": [{"coding": [{"system": CATEGORY, "code": "clinical-note", "display": "Clinical Note"}]}],
        "subject": {"reference": format!("Patient/{SLOT}PATIENT-ID"), "type": "Patient"},
        // An instant, where only a day is known: noon UTC is that day in every time zone of the Americas and of Europe.
        "date": format!("{}T12:00:00Z", filing.updated),
        "description": filing.title,
        "content": contents(filing),
    });
    if let Some(map) = resource.as_object_mut() {
        let authors: Vec<Value> = filing.authors.iter().map(|name| json!({"display": name})).collect();
        if !authors.is_empty() {
            map.insert("author".to_owned(), authors.into());
        }
        if let Some(clinic) = filing.clinic {
            map.insert("custodian".to_owned(), json!({"display": clinic}));
        }
        let topics = topics(filing);
        if !topics.is_empty() {
            map.insert("context".to_owned(), json!({"event": topics}));
        }
    }
    let mut text = serde_json::to_string_pretty(&resource).expect("strings and numbers always have a form in JSON");
    text.push('\n');
    text.into_bytes()
}

/// The PDF, then the web page of the same words (FHIR R4, DocumentReference.content: one document in several forms).
fn contents(filing: &Filing) -> Vec<Value> {
    let mut contents = vec![content(filing, "application/pdf", filing.file, filing.bytes)];
    contents.extend(filing.page.map(|(file, bytes)| content(filing, "text/html; charset=utf-8", file, bytes)));
    contents
}

fn content(filing: &Filing, kind: &str, file: &str, bytes: &[u8]) -> Value {
    json!({
        "attachment": {
            "contentType": kind,
            "language": filing.language,
            "url": address(file),
            "size": bytes.len(),
            "hash": base64(&Sha1::digest(bytes)),
            "title": filing.title,
            "creation": filing.updated.to_string(),
        },
        "format": {
            "system": FORMAT,
            "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient",
            "display": "mimeType Sufficient"
        },
    })
}

fn topics(filing: &Filing) -> Vec<Value> {
    let of = |system: System| {
        filing.topics.of(system).iter().map(move |code| json!({"coding": [coding(system, code, None)]}))
    };
    System::ALL.into_iter().flat_map(of).collect()
}

fn coding(system: System, code: &str, display: Option<&str>) -> Value {
    let mut coding = json!({"system": system.uri(), "code": code});
    if let (Some(display), Some(map)) = (display, coding.as_object_mut()) {
        map.insert("display".to_owned(), display.into());
    }
    coding
}

/// What a person reads where nothing else of the resource can be shown (FHIR, Narrative).
fn narrative(filing: &Filing) -> String {
    let escaped = filing.title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let language = filing.language.replace(['"', '&', '<'], "");
    let updated = filing.updated;
    format!(
        "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p><span lang=\"{language}\" xml:lang=\"{language}\">{escaped}</span>, \
         patient handout of {updated}, {}</p></div>",
        filing.code
    )
}

/// A file's name as a relative address (RFC 3986, 2.3 and 4.2).
fn address(file: &str) -> String {
    file.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
