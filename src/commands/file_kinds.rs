//! What a PDF of ours is, where a command is to write another in its place.

use crate::foreign;
use crate::output::named_file::FileKind;
use crate::pdf;
use crate::report;

/// What is said of a file that handout wrote, where nobody can tell more of it.
const UNTOLD: &str = "handout's own, but what it is cannot be read";

/// What a file is where a packet is to be written: only a packet may be replaced by one. A handout's name must not come to hold
/// what was put together for one patient.
pub(super) fn as_packet(bytes: &[u8]) -> FileKind {
    match Kind::of(bytes) {
        Some(Kind::Packet) => FileKind::Replaceable,
        Some(Kind::Handout) => FileKind::OtherKind("a handout, not a packet"),
        Some(Kind::ReportCard) => FileKind::OtherKind("a report card, not a packet"),
        Some(Kind::Untold) => FileKind::OtherKind(UNTOLD),
        None => FileKind::NotOurs,
    }
}

/// What a file is where report cards are to be written: only report cards may be replaced by others.
pub(super) fn as_report_card(bytes: &[u8]) -> FileKind {
    match Kind::of(bytes) {
        Some(Kind::ReportCard) => FileKind::Replaceable,
        Some(Kind::Handout) => FileKind::OtherKind("a handout, not a report card"),
        Some(Kind::Packet) => FileKind::OtherKind("a packet, not a report card"),
        Some(Kind::Untold) => FileKind::OtherKind(UNTOLD),
        None => FileKind::NotOurs,
    }
}

/// What handout writes as a PDF.
enum Kind {
    Handout,
    Packet,
    ReportCard,
    /// One of these: its metadata cannot be read.
    Untold,
}

impl Kind {
    /// What a file is; `None` if handout did not write it, or somebody has changed it since.
    fn of(bytes: &[u8]) -> Option<Kind> {
        if !pdf::is_as_written(bytes) {
            return None;
        }
        Some(match foreign::own_metadata(bytes) {
            None => Kind::Untold,
            Some(own) if own.is_packet => Kind::Packet,
            Some(own) if own.keywords.iter().any(|word| word == report::KEYWORD) => Kind::ReportCard,
            Some(_) => Kind::Handout,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foreign::Foreign;

    #[test]
    fn a_file_without_metadata_is_not_called_a_handout() {
        let page = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
                    3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n";
        let foreign = Foreign::read(page.into()).expect("a page");
        let ours = pdf::alone(&foreign);
        assert!(pdf::is_as_written(&ours));
        assert_eq!(
            (as_packet(&ours), as_report_card(&ours)),
            (FileKind::OtherKind(UNTOLD), FileKind::OtherKind(UNTOLD))
        );
        assert_eq!(as_packet(page.as_bytes()), FileKind::NotOurs);
    }
}
