//! The document information dictionary (ISO 32000-1, 14.3.3).

use crate::document::Metadata;
use crate::pdf::file::syntax::{bytes, text};
use crate::pdf::page::encode::PRODUCER;

/// The tool and its version.
pub(super) const CREATOR: &str = concat!("handout ", env!("CARGO_PKG_VERSION"));

/// Writes the dictionary. What a handout does not tell has no entry.
pub(in crate::pdf) fn information(out: &mut Vec<u8>, metadata: &Metadata) {
    let authors = metadata.authors.join("; ");
    let keywords = metadata.keywords.join(", ");
    let entries = [
        ("/Title", metadata.title.as_str()),
        ("/Author", &authors),
        ("/Subject", metadata.subject.as_deref().unwrap_or("")),
        ("/Keywords", &keywords),
        ("/Creator", CREATOR),
        ("/Producer", PRODUCER),
    ];
    out.extend_from_slice(b"<<");
    for (key, value) in entries.iter().filter(|(_, value)| !value.is_empty()) {
        out.extend_from_slice(key.as_bytes());
        text(out, value);
    }
    // Noon UTC: a viewer anywhere west of Greenwich, and east of it up to UTC+11, shows the day that is printed.
    for (key, date) in [("/CreationDate", metadata.created), ("/ModDate", metadata.updated)] {
        out.extend_from_slice(key.as_bytes());
        bytes(out, format!("D:{:04}{:02}{:02}120000Z", date.year(), date.month(), date.day()).as_bytes());
    }
    out.extend_from_slice(b">>");
}
