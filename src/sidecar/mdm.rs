//! An HL7 version 2.7 message MDM^T02 (original document notification and content), one segment a line, each ended by CR.

use super::{Filing, SLOT, TYPE, base64};
use crate::article::System;

/// A segment in the making: fields one after another.
struct Segment(String);

impl Segment {
    fn new(name: &str) -> Segment {
        Segment(name.to_owned())
    }

    /// The next field, as it stands.
    fn raw(mut self, field: &str) -> Segment {
        self.0.push('|');
        self.0.push_str(field);
        self
    }

    /// The next field, its own text.
    fn text(self, text: &str) -> Segment {
        let text = escaped(text);
        self.raw(&text)
    }

    /// Fields that nobody asks for.
    fn skip(self, fields: usize) -> Segment {
        (0..fields).fold(self, |segment, _| segment.raw(""))
    }
}

/// The message, with slots for the patient.
pub(super) fn message(filing: &Filing) -> Vec<u8> {
    let day = filing.updated.strftime("%Y%m%d").to_string();
    let version = filing.version_uuid();
    // The name of a facility is a code of up to 20 letters (HD-1): a longer one stands for the interface to fill in.
    let clinic = filing.clinic.filter(|name| name.chars().count() <= 20).unwrap_or_default();
    let kind = format!("{}^{}^LN", TYPE.0, TYPE.1);
    let message = Segment::new("MSH|^~\\&").raw("HANDOUT").text(clinic).skip(2).raw(&day).skip(1);
    let message = message.raw("MDM^T02^MDM_T02").raw(&version).raw("P").raw("2.7").skip(5).raw("UNICODE UTF-8");
    let event = Segment::new("EVN").skip(1).raw(&day);
    let patient = Segment::new("PID").raw("1").skip(1).raw(&format!("{SLOT}PATIENT-ID^^^{SLOT}ISSUER^MR")).skip(1);
    let patient = patient.raw(&format!("{SLOT}FAMILY-NAME^{SLOT}GIVEN-NAME"));
    // Patient class: unknown (table 0004).
    let visit = Segment::new("PV1").raw("1").raw("U");
    let mut segments = vec![message, event, patient, visit, document(filing, &kind, &day, &version)];
    let pdf = Segment::new("OBX").raw("1").raw("ED").raw(&kind).raw("1");
    let pdf = pdf.raw(&format!("^application^PDF^Base64^{}", base64(filing.bytes)));
    segments.push(pdf.skip(5).raw("F"));
    segments.extend(topics(filing).zip(2..).map(|(topic, index)| {
        let index = index.to_string();
        let observation = Segment::new("OBX").raw(&index).raw("CWE").raw("TOPIC^Topic of the handout^L").raw(&index);
        observation.raw(&topic).skip(5).raw("F")
    }));
    segments.into_iter().map(|segment| format!("{}\r", segment.0)).collect::<String>().into_bytes()
}

/// TXA: what the document is. Completion AU, authenticated, or IP, in progress (table 0271); availability AV (table 0273).
fn document(filing: &Filing, kind: &str, day: &str, version: &str) -> Segment {
    let unique = format!("{version}^HANDOUT");
    let completion = if filing.is_draft { "IP" } else { "AU" };
    let available = if filing.is_draft { "UN" } else { "AV" };
    let authors = filing.authors.iter().map(|name| format!("^{}", escaped(name))).collect::<Vec<_>>().join("~");
    let segment = Segment::new("TXA").raw("1").raw(kind).raw("AP").raw(day).skip(4).raw(&authors).skip(2);
    let segment = segment.raw(&unique).skip(3);
    segment.text(filing.file).raw(completion).skip(1).raw(available).skip(5).text(filing.title)
}

/// Topic codes, each with its system's name and object identifier (CWE-3 and CWE-14).
fn topics(filing: &Filing) -> impl Iterator<Item = String> {
    let of = |system: System| {
        let codes = filing.topics.of(system).iter();
        codes.map(move |code| format!("{}^^{}{}{}", escaped(code), system.table_name(), "^".repeat(11), system.oid()))
    };
    System::ALL.into_iter().flat_map(of)
}

/// Text with the message's own signs escaped (HL7 version 2.7, chapter 2, 2.7.1).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '|' => out.push_str("\\F\\"),
            '^' => out.push_str("\\S\\"),
            '&' => out.push_str("\\T\\"),
            '~' => out.push_str("\\R\\"),
            '\\' => out.push_str("\\E\\"),
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}
