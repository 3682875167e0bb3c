//! What a record system needs to file a PDF: a small file beside it, made from what the handout says of itself.
//!
//! Architecture invariant: a pure function of the handout and its bytes. No patient is known here: whoever files the PDF
//! fills in the slots, all of which begin with [`SLOT`].

mod calendar;
mod fhir;
mod mdm;
#[cfg(test)]
mod tests;

pub use calendar::{Review, calendar, is_calendar_as_written};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;

use crate::article::Codes;

/// The beginning of every value that the interface has to fill in, such as who the patient is.
pub const SLOT: &str = "REPLACE-WITH-";

/// What every handout is to a record system: LOINC 34895-3.
const TYPE: (&str, &str) = ("34895-3", "Education note");

/// A kind of file beside a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sidecar {
    /// A FHIR R4 DocumentReference, as US Core wants it.
    Fhir,
    /// An HL7 version 2.7 message MDM^T02 with the PDF in it.
    Mdm,
}

/// A PDF and what is to be said of it.
#[derive(Clone, Debug)]
pub struct Filing<'a> {
    /// The ID of its article.
    pub id: &'a str,
    /// BCP 47 tag.
    pub language: &'a str,
    /// `standard`, `large`, `compact`.
    pub edition: &'a str,
    /// The short code on its pages, which names this version of it.
    pub code: &'a str,
    /// Kind and title.
    pub title: &'a str,
    /// Who wrote it, or the clinic.
    pub authors: &'a [String],
    /// Who hands it out.
    pub clinic: Option<&'a str>,
    /// When it last changed.
    pub updated: Date,
    /// Whether it may not reach patients yet.
    pub is_draft: bool,
    /// What it is about.
    pub topics: &'a Codes,
    /// The PDF's name, without folders.
    pub file: &'a str,
    /// The PDF.
    pub bytes: &'a [u8],
    /// The name of its web page, without folders, and the page, where there is one.
    pub page: Option<(&'a str, &'a [u8])>,
}

impl Sidecar {
    /// All kinds.
    pub const ALL: [Sidecar; 2] = [Sidecar::Fhir, Sidecar::Mdm];

    /// The name of the file beside a PDF: `fever.fhir.json` beside `fever.pdf`.
    pub fn beside(self, pdf: &str) -> String {
        format!("{}.{}", pdf.strip_suffix(".pdf").unwrap_or(pdf), self.ending())
    }

    fn ending(self) -> &'static str {
        match self {
            Sidecar::Fhir => "fhir.json",
            Sidecar::Mdm => "mdm.hl7",
        }
    }

    /// Whether a file's name is that of some sidecar.
    pub fn is_name(name: &str) -> bool {
        Sidecar::ALL.iter().any(|kind| name.strip_suffix(kind.ending()).is_some_and(|stem| stem.ends_with('.')))
    }

    /// The content of the file.
    pub fn write(self, filing: &Filing) -> Vec<u8> {
        match self {
            Sidecar::Fhir => fhir::document_reference(filing),
            Sidecar::Mdm => mdm::message(filing),
        }
    }
}

impl Filing<'_> {
    /// Names the handout in this language and edition, whatever its version.
    fn handout_uuid(&self) -> String {
        uuid(&[self.clinic.unwrap_or_default(), self.id, self.language, self.edition])
    }

    /// Names this version of it.
    fn version_uuid(&self) -> String {
        uuid(&[self.clinic.unwrap_or_default(), self.id, self.language, self.edition, self.code])
    }
}

/// A UUID of version 8 (RFC 9562, 5.8), from a hash of its parts.
fn uuid(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let cuts = [0..8, 8..12, 12..16, 16..20, 20..32];
    cuts.map(|cut| hex.get(cut).expect("16 bytes have 32 digits").to_owned()).join("-")
}

fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
