//! The letters of a run from right to left as text operators (ISO 32000-1, 9.4.3), in the order of the text.
//!
//! Each has a `TJ` of its own: readers that sort strings by their place, as pdfium does, turn right-to-left text round, but a
//! string of one letter stays as it is. The pen goes left by the width of the letter before it is shown, and once more
//! behind it, to where the next one ends. So nearly every letter is written alike wherever it stands, and text deflates to 5 %
//! less than with one number of both widths.

use super::strings::{Shown, movement, write_code};
use crate::pdf::file::syntax::int;
use crate::pdf::font::coded_runs::CodedRun;
use crate::pdf::font::embed::Typeface;

/// Writes the letters of a run, for a pen that stands somewhere, from the origin of the run in hundredths of a thousandth of
/// an em.
pub(super) fn write_backwards(out: &mut Vec<u8>, typeface: &Typeface<'_>, coded: CodedRun<'_>, mut pen: i64) -> Shown {
    let (length, mut codes) = (typeface.code_length(), 0);
    for letter in coded.letters() {
        out.push(b'[');
        if let Some(movement) = movement(typeface.scaled(letter.x) - pen) {
            int(out, -movement);
            pen += 100 * movement;
        }
        out.push(b'(');
        write_code(out, letter.code, length);
        out.push(b')');
        pen += letter.width;
        if let Some(movement) = movement(-letter.width) {
            int(out, -movement);
            pen += 100 * movement;
        }
        out.extend_from_slice(b"]TJ");
        codes += 1;
    }
    Shown { codes, pen }
}
