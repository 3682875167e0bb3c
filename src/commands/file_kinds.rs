//! What a PDF of ours is, where a command is to write another in its place.

use crate::foreign::{self, OwnMetadata};
use crate::output::named_file::FileKind;
use crate::pdf;
use crate::report;

/// What a file is where a packet is to be written: only a packet may be replaced by one. A handout's name must not come to hold
/// what was put together for one patient.
pub(super) fn as_packet(bytes: &[u8]) -> FileKind {
    match Kind::of(bytes) {
        Some(Kind::Packet) => FileKind::Replaceable,
        Some(Kind::Handout) => FileKind::OtherKind("a handout, not a packet"),
        Some(Kind::ReportCard) => FileKind::OtherKind("a report card, not a packet"),
        None => FileKind::NotOurs,
    }
}

/// What a file is where report cards are to be written: only report cards may be replaced by others.
pub(super) fn as_report_card(bytes: &[u8]) -> FileKind {
    match Kind::of(bytes) {
        Some(Kind::ReportCard) => FileKind::Replaceable,
        Some(Kind::Handout) => FileKind::OtherKind("a handout, not a report card"),
        Some(Kind::Packet) => FileKind::OtherKind("a packet, not a report card"),
        None => FileKind::NotOurs,
    }
}

/// What handout writes as a PDF.
enum Kind {
    Handout,
    Packet,
    ReportCard,
}

impl Kind {
    /// What a file is; `None` if handout did not write it, or somebody has changed it since.
    fn of(bytes: &[u8]) -> Option<Kind> {
        if !pdf::is_as_written(bytes) {
            return None;
        }
        let OwnMetadata { keywords, is_packet, .. } = foreign::own_metadata(bytes);
        Some(match is_packet {
            true => Kind::Packet,
            false if keywords.iter().any(|word| word == report::KEYWORD) => Kind::ReportCard,
            false => Kind::Handout,
        })
    }
}
