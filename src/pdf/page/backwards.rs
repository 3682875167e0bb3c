//! The letters of a run from right to left as text operators (ISO 32000-1, 9.4.3), in the order of the text.
//!
//! Each has a `TJ` of its own: readers that sort strings by their place, as pdfium does, turn right-to-left text round, but a
//! string of one letter stays as it is. The pen goes left by the width of the letter before it is shown, and once more
//! behind it, to where the next one ends. So nearly every letter is written alike wherever it stands: text deflates to 5 %
//! less than with one number of both widths, and is copied letter by letter.

use super::strings::{Shown, movement, write_code};
use crate::pdf::file::syntax::int;
use crate::pdf::font::coded_runs::{CodedLetter, CodedRun};
use crate::pdf::font::embed::Typeface;

/// The letters of one file as they are written.
#[derive(Default)]
pub(super) struct SpelledLetters(Vec<Option<SpelledLetter>>);

/// A letter as it is written.
#[derive(Clone, Copy)]
struct SpelledLetter {
    /// `[500(a)500]TJ`
    bytes: [u8; MOST_BYTES],
    length: usize,
    /// Where its string begins.
    string: usize,
    /// How far the pen is moved behind it, as before it as a rule, in thousandths of an em.
    back: Option<i64>,
    /// In hundredths of a thousandth of an em.
    width: i64,
    /// How far the pen is moved in all by the letter as it is written, in the same.
    moved: i64,
}

/// Bytes of a letter: a code of two bytes in octal digits, two numbers of seven digits, as a width has at most, and what stands
/// around them.
const MOST_BYTES: usize = 32;

impl SpelledLetters {
    /// Writes the letters of a run, for a pen that stands somewhere, from the origin of the run in hundredths of a thousandth
    /// of an em.
    pub(super) fn write(
        &mut self,
        out: &mut Vec<u8>,
        typeface: &Typeface<'_>,
        coded: CodedRun<'_>,
        mut pen: i64,
    ) -> Shown {
        self.0.resize(coded.letters_of_file(), None);
        let mut codes = 0;
        for (origin, letters) in coded.clusters() {
            codes += letters.len();
            for letter in letters {
                let spelled = self.0[letter.index].get_or_insert_with(|| SpelledLetter::of(*letter, typeface));
                let off = typeface.scaled(origin + letter.x) - pen;
                if off == -spelled.width {
                    // So many bytes as are known beforehand are copied at once.
                    let end = out.len() + spelled.length;
                    out.extend_from_slice(&spelled.bytes);
                    out.truncate(end);
                    pen += spelled.moved;
                } else {
                    pen += spelled.write_moved(movement(off), out);
                }
            }
        }
        Shown { codes, pen }
    }
}

impl SpelledLetter {
    fn of(letter: CodedLetter, typeface: &Typeface<'_>) -> SpelledLetter {
        let back = movement(-letter.width);
        let mut spelled = Vec::with_capacity(MOST_BYTES);
        spelled.push(b'[');
        back.iter().for_each(|back| int(&mut spelled, -back));
        let string = spelled.len();
        spelled.push(b'(');
        write_code(&mut spelled, letter.code, typeface.code_length());
        spelled.push(b')');
        spelled.extend_from_within(1..string);
        spelled.extend_from_slice(b"]TJ");
        let mut bytes = [0; MOST_BYTES];
        bytes[..spelled.len()].copy_from_slice(&spelled);
        let moved = 200 * back.unwrap_or(0) + letter.width;
        SpelledLetter { bytes, length: spelled.len(), string, back, width: letter.width, moved }
    }

    /// Writes the letter behind another movement than its own, and gives how far the pen is moved in all.
    fn write_moved(&self, movement: Option<i64>, out: &mut Vec<u8>) -> i64 {
        out.push(b'[');
        movement.iter().for_each(|movement| int(out, -movement));
        out.extend_from_slice(&self.bytes[self.string..self.length]);
        100 * (movement.unwrap_or(0) + self.back.unwrap_or(0)) + self.width
    }
}
