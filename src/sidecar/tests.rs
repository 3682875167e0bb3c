//! What a record system reads from the files beside a PDF. `.ci/long-sidecars` asks a FHIR library and two HL7 parsers.

use jiff::civil::date;
use serde_json::Value;

use super::*;

fn filing<'a>(topics: &'a Codes, authors: &'a [String]) -> Filing<'a> {
    Filing {
        id: "side-effects/cramps",
        language: "es",
        edition: "standard",
        code: "K7MP-3XQR",
        title: "Cramps | spasms & <more>",
        authors,
        clinic: Some("Riverside ^ Center"),
        updated: date(2025, 1, 2),
        is_draft: false,
        topics,
        file: "café cramps.es.pdf",
        bytes: b"%PDF-1.7",
        page: None,
    }
}

fn codes() -> Codes {
    Codes { icd10cm: vec!["R25.2".to_owned()], loinc: vec!["34133-9".to_owned()], ..Codes::default() }
}

fn fhir(filing: &Filing) -> Value {
    serde_json::from_slice(&Sidecar::Fhir.write(filing)).expect("JSON")
}

#[test]
fn a_document_reference_says_what_us_core_asks_for() {
    let (codes, authors) = (codes(), ["A. Nurse".to_owned()]);
    let resource = fhir(&filing(&codes, &authors));
    for (place, value) in [
        ("/status", "current"),
        ("/docStatus", "final"),
        ("/type/coding/0/code", "34895-3"),
        ("/category/0/coding/0/code", "clinical-note"),
        ("/date", "2025-01-02T12:00:00Z"),
        ("/author/0/display", "A. Nurse"),
        ("/custodian/display", "Riverside ^ Center"),
        ("/subject/reference", "Patient/REPLACE-WITH-PATIENT-ID"),
        ("/identifier/1/value", "K7MP-3XQR"),
        ("/context/event/0/coding/0/system", "http://hl7.org/fhir/sid/icd-10-cm"),
        ("/context/event/1/coding/0/code", "34133-9"),
        ("/content/0/attachment/contentType", "application/pdf"),
        ("/content/0/attachment/language", "es"),
        ("/content/0/attachment/url", "caf%C3%A9%20cramps.es.pdf"),
        // printf %s %PDF-1.7 | openssl sha1 -binary | base64
        ("/content/0/attachment/hash", "uvbBo/sl8K9aq7wyqoQeJ8sCUCA="),
        ("/content/0/attachment/creation", "2025-01-02"),
    ] {
        assert_eq!(resource.pointer(place).and_then(Value::as_str), Some(value), "{place}");
    }
    assert_eq!(resource.pointer("/content/0/attachment/size"), Some(&8.into()));
    let narrative = resource.pointer("/text/div").and_then(Value::as_str).expect("a narrative");
    assert!(narrative.contains("Cramps | spasms &amp; &lt;more&gt;"), "{narrative}");
}

/// FHIR forbids empty lists and objects.
#[test]
fn what_is_not_known_is_left_out() {
    let nothing = Codes::default();
    let resource = fhir(&Filing { clinic: None, ..filing(&nothing, &[]) });
    assert!(["author", "custodian", "context"].iter().all(|key| resource.get(key).is_none()));
}

#[test]
fn versions_have_names_of_their_own() {
    let codes = Codes::default();
    let now = filing(&codes, &[]);
    let next = Filing { code: "3YPH-W6TH", ..now.clone() };
    assert_eq!(now.handout_uuid(), next.handout_uuid());
    assert_ne!(now.version_uuid(), next.version_uuid());
    assert_ne!(now.handout_uuid(), Filing { edition: "large", ..now.clone() }.handout_uuid());
    let (version, variant) = (now.version_uuid().as_bytes()[14], now.version_uuid().as_bytes()[19]);
    assert!(version == b'8' && b"89ab".contains(&variant));
}

#[test]
fn a_message_holds_the_pdf_and_its_topics() {
    let (codes, authors) = (codes(), []);
    let message = String::from_utf8(Sidecar::Mdm.write(&filing(&codes, &authors))).expect("UTF-8");
    let segments: Vec<Vec<&str>> = message.split_terminator('\r').map(|segment| segment.split('|').collect()).collect();
    let names: Vec<&str> = segments.iter().map(|segment| segment[0]).collect();
    assert_eq!(names, ["MSH", "EVN", "PID", "PV1", "TXA", "OBX", "OBX", "OBX"]);
    let field = |segment: usize, field: usize| segments[segment][field];
    // MSH-1 is the first bar itself.
    assert_eq!((field(0, 8), field(0, 11), field(0, 17)), ("MDM^T02^MDM_T02", "2.7", "UNICODE UTF-8"));
    assert_eq!(field(0, 3), "Riverside \\S\\ Center");
    assert_eq!((field(4, 2), field(4, 17), field(4, 19)), ("34895-3^Education note^LN", "AU", "AV"));
    assert_eq!((field(4, 16), field(4, 25)), ("café cramps.es.pdf", "Cramps \\F\\ spasms \\T\\ <more>"));
    assert_eq!((field(5, 5), field(5, 11)), ("^application^PDF^Base64^JVBERi0xLjc=", "F"));
    assert_eq!(field(6, 5), "R25.2^^I10C^^^^^^^^^^^2.16.840.1.113883.6.90");
}

#[test]
fn names_stand_beside_the_pdf() {
    assert_eq!(Sidecar::Fhir.beside("a/b.es.pdf"), "a/b.es.fhir.json");
    assert!(Sidecar::is_name("a/b.mdm.hl7") && !Sidecar::is_name("a/fhir.json") && !Sidecar::is_name("a/b.json"));
}
