//! Letters with more signs on them than can be printed.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::fold::Folded;
use crate::diagnostics::{Code, Diagnostic, Notes};

/// What a reader takes for one letter (UAX 29, a grapheme cluster) has at most so many characters. Those of real text have
/// hardly more than ten; from some sixty on, PDF readers lose them.
const LONGEST: usize = 32;

/// Notes the first letter of a paragraph with more signs on it than can be printed.
pub(super) fn check(folded: &Folded, notes: &mut Notes) {
    if !may_have_long(&folded.text) {
        return;
    }
    for (at, cluster) in folded.text.grapheme_indices(true) {
        let count = cluster.chars().count();
        if count > LONGEST {
            let first = cluster.chars().next().map_or(0, char::len_utf8);
            let place = folded.places.span(&folded.text, at..at + first);
            let message =
                format!("{count} characters stand in one letter here; the most that can be printed are {LONGEST}");
            let hint = "type the letter again, with the signs that belong to it";
            notes.push(Diagnostic::new(Code::LongCluster, message).at(place).hint(hint));
            return;
        }
    }
}

/// Whether so many characters that can join the letter before them stand in a row.
fn may_have_long(text: &str) -> bool {
    if text.is_ascii() || !has_long_row_beyond_ascii(text.as_bytes()) {
        return false;
    }
    let mut row = 0;
    for c in text.chars() {
        row = if joins(c) { row + 1 } else { 0 };
        if row >= LONGEST {
            return true;
        }
    }
    false
}

/// Whether so many bytes in a row are not of ASCII as [`LONGEST`] such characters have at least, of two bytes each.
fn has_long_row_beyond_ascii(bytes: &[u8]) -> bool {
    let mut row = 0;
    bytes.iter().any(|byte| {
        row = if byte.is_ascii() { 0 } else { row + 1 };
        row >= 2 * LONGEST
    })
}

/// Marks, joiners, and the letters of Hangul that make up syllables.
fn joins(c: char) -> bool {
    // Letters of Hebrew and Arabic, as some texts hold nothing else.
    if matches!(c, 'א'..='ת' | 'ء'..='ي') {
        return false;
    }
    let jamo = matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}');
    !c.is_ascii() && (jamo || matches!(c, '\u{200C}' | '\u{200D}') || is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, may_have_long};

    #[test]
    fn only_a_row_of_what_joins_is_looked_at_closely() {
        let acutes = "\u{301}".repeat(LONGEST);
        assert!(may_have_long(&format!("a{acutes}")));
        assert!(!may_have_long(&format!("a{}", &acutes[2..])));
        assert!(!may_have_long(&"e\u{301}".repeat(100)));
    }
}
