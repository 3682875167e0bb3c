//! Codes as the strings and numbers of `TJ` (ISO 32000-1, 9.4.3): a number only where the pen must be moved.

use crate::pdf::file::syntax::int;
use crate::pdf::font::coded_runs::CodedRun;
use crate::pdf::font::embed::Typeface;

/// Bytes of codes in one string: it may have 32,767 (ISO 19005-2, 6.1.13).
pub(super) const LONGEST_STRING: usize = 32_000;

/// How far a glyph may stand off where a reader's pen is, in hundredths of a thousandth of an em, without moving that.
const LEAST_MOVEMENT: i64 = 50;

/// How far the pen is to be moved by a number, in thousandths of an em, for a glyph that stands off by so many hundredths of
/// that.
pub(super) fn movement(off: i64) -> Option<i64> {
    must_move(off).then(|| (off + 50).div_euclid(100))
}

/// Whether the pen is to be moved for a glyph that stands off by so much.
#[inline]
pub(super) fn must_move(off: i64) -> bool {
    // One comparison for both directions.
    (off + (LEAST_MOVEMENT - 1)).cast_unsigned() > 2 * (LEAST_MOVEMENT - 1).cast_unsigned()
}

/// What was written of a run.
pub(super) struct Shown {
    /// How many codes.
    pub codes: usize,
    /// Where a reader's pen stands then, from the origin of the run in hundredths of a thousandth of an em.
    pub pen: i64,
}

/// Codes of one run being written.
pub(super) struct Strings<'t, 'a> {
    typeface: &'t Typeface<'a>,
    /// Whether its text runs against its glyphs, from right to left. Then each letter has a `TJ` of its own, as in
    /// [`super::backwards`].
    backwards: bool,
    /// Whether the operand of a `TJ` is open.
    in_array: bool,
    /// The codes in its last string, if that is open.
    in_string: Option<usize>,
    /// Where a reader's pen stands, from the origin of the run in hundredths of a thousandth of an em.
    pub pen: i64,
    /// Codes so far.
    written: usize,
}

impl<'t, 'a> Strings<'t, 'a> {
    /// Nothing is written yet, and the pen stands somewhere.
    pub(super) fn new(typeface: &'t Typeface<'a>, backwards: bool, pen: i64) -> Strings<'t, 'a> {
        Strings { typeface, backwards, in_array: false, in_string: None, pen, written: 0 }
    }

    /// Writes all codes of a run.
    pub(super) fn letters(mut self, coded: CodedRun<'_>, out: &mut Vec<u8>) -> Shown {
        for (pen, letters) in coded.clusters() {
            for letter in letters {
                self.code((letter.code, letter.width), pen + letter.x, out);
            }
        }
        self.end(out);
        self.shown()
    }

    /// What was written.
    pub(super) fn shown(&self) -> Shown {
        Shown { codes: self.written, pen: self.pen }
    }

    /// Writes a code of some width at a place, which is counted from the origin of the run in font units.
    pub(super) fn code(&mut self, (code, width): (u16, i64), x: i64, out: &mut Vec<u8>) {
        if let Some(movement) = movement(self.typeface.scaled(x) - self.pen) {
            if self.backwards {
                self.end(out);
            } else {
                self.end_string(out);
            }
            self.begin_array(out);
            int(out, -movement);
            self.pen += 100 * movement;
        }
        self.begin_string(out);
        write_code(out, code, self.typeface.code_length());
        self.pen += width;
        self.written += 1;
    }

    /// Ends the `TJ` that is open, if one is.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        self.end_string(out);
        if std::mem::take(&mut self.in_array) {
            out.extend_from_slice(b"]TJ");
        }
    }

    fn begin_array(&mut self, out: &mut Vec<u8>) {
        if !std::mem::replace(&mut self.in_array, true) {
            out.push(b'[');
        }
    }

    /// Opens a string for one more code, a further one where the last is full.
    fn begin_string(&mut self, out: &mut Vec<u8>) {
        if self.in_string.is_some_and(|codes| codes * self.typeface.code_length() >= LONGEST_STRING) {
            self.end_string(out);
        }
        match &mut self.in_string {
            Some(codes) => *codes += 1,
            None => {
                self.begin_array(out);
                self.in_string = Some(1);
                out.push(b'(');
            }
        }
    }

    fn end_string(&mut self, out: &mut Vec<u8>) {
        if self.in_string.take().is_some() {
            out.push(b')');
        }
    }
}

/// The lower bytes of a code, so many, in a literal string (7.3.4.2), in ASCII.
#[inline]
pub(super) fn write_code(out: &mut Vec<u8>, code: u16, length: usize) {
    if length == 1 && is_plain(code as u8) {
        return out.push(code as u8);
    }
    write_other_code(out, code, length);
}

/// Whether a byte stands in a string as it is, as nearly all do.
#[inline]
pub(super) fn is_plain(byte: u8) -> bool {
    IS_PLAIN[usize::from(byte)]
}

/// Of each byte whether it stands so.
const IS_PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'(' | b')' | b'\\');
        byte += 1;
    }
    plain
};

/// The same for any code.
fn write_other_code(out: &mut Vec<u8>, code: u16, length: usize) {
    let bytes = code.to_be_bytes();
    for &byte in &bytes[2 - length..] {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            0x80.. => out.extend_from_slice(&[b'\\', octal(byte >> 6), octal(byte >> 3), octal(byte)]),
            _ => out.push(byte),
        }
    }
}

fn octal(bits: u8) -> u8 {
    b'0' + (bits & 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pen_is_moved_for_half_a_thousandth_in_either_direction() {
        for off in -200..=200i64 {
            assert_eq!(must_move(off), off.abs() >= 50, "{off}");
            assert_eq!(movement(off).is_some(), must_move(off));
        }
    }
}
