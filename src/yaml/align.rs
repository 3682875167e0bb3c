//! Where each character of a decoded scalar stands in the file, so that a mistake can be shown at its place.

use std::ops::Range;
use std::sync::Arc;

use super::Style;
use crate::diagnostics::{Places, Source};

/// Where each character of a decoded scalar stands in the source.
///
/// Decoding keeps every character that is not white space, in order, so that text and source are walked side by side:
/// white space of the source is skipped before each, and an escape counts as the character it stands for.
pub(super) fn align(source: &Arc<Source>, range: Range<usize>, style: Style, decoded: &str) -> Places {
    let mut places = Places::new(source);
    let raw = source.text.get(range.clone()).unwrap_or_default();
    if raw == decoded {
        places.push(0, range.start);
        return places;
    }
    if raw.get(1..raw.len().saturating_sub(1)) == Some(decoded) && raw.starts_with(['"', '\'']) {
        places.push(0, range.start + 1);
        return places;
    }
    let mut cursor = Cursor { raw, at: 0, style };
    if matches!(style, Style::Single | Style::Double) {
        cursor.at = 1.min(raw.len());
    }
    let mut at = 0;
    while let Some(c) = decoded[at..].chars().next() {
        let alike = cursor.alike(&decoded[at..]);
        if alike > 0 {
            places.push(at, range.start + cursor.at);
            cursor.at += alike;
            at += alike;
            continue;
        }
        if is_white(c) {
            places.push(at, range.start + cursor.at);
            cursor.pass_white(c);
        } else {
            cursor.skip_white();
            places.push(at, range.start + cursor.at);
            cursor.pass(c);
        }
        at += c.len_utf8();
    }
    places
}

/// White space, and control characters, which were read as spaces.
fn is_white(c: char) -> bool {
    c == ' ' || c.is_control()
}

const CONTROL: u8 = 1;
const BACKSLASH: u8 = 2;
const QUOTE: u8 = 4;

/// What each byte may be, or begin, that text and source do not pass alike in every style.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'\\' => BACKSLASH,
            b'\'' => QUOTE,
            // 0xC2 begins the controls beyond ASCII.
            0..b' ' | 0x7F | 0xC2 => CONTROL,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

struct Cursor<'a> {
    raw: &'a str,
    at: usize,
    style: Style,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        self.raw.get(self.at..).unwrap_or_default()
    }

    /// How many bytes of the text stand here as they are, in whole characters that are neither controls nor part of an escape:
    /// both sides advance alike.
    fn alike(&self, text: &str) -> usize {
        let raw = self.raw.as_bytes().get(self.at..).unwrap_or_default();
        let ends = CONTROL | if self.style == Style::Double { BACKSLASH } else { 0 };
        let ends = ends | if self.style == Style::Single { QUOTE } else { 0 };
        let goes_on = |(one, other): &(&u8, &u8)| one == other && CLASSES[usize::from(**one)] & ends == 0;
        let alike = raw.iter().zip(text.as_bytes()).take_while(goes_on).count();
        text.floor_char_boundary(alike)
    }

    /// Passes a white character of the text, if the source has the same one here: folding may have made it of a line end.
    fn pass_white(&mut self, c: char) {
        match self.escape() {
            Some((escaped, length)) if escaped == Some(c) => self.at += length,
            Some(_) => {}
            None if self.rest().starts_with(c) => self.at += 1,
            None => {}
        }
    }

    fn skip_white(&mut self) {
        loop {
            match (self.escape(), self.rest().chars().next()) {
                (Some((escaped, length)), _) if escaped.is_none_or(is_white) => self.at += length,
                (None, Some(c)) if is_white(c) => self.at += 1,
                _ => return,
            }
        }
    }

    fn pass(&mut self, c: char) {
        let doubled = self.style == Style::Single && c == '\'' && self.rest().starts_with("''");
        self.at += match self.escape() {
            Some((_, length)) => length,
            None if doubled => 2,
            None => self.rest().chars().next().map_or(0, char::len_utf8),
        };
    }

    /// The escape that stands here: its character, `None` for an escaped line end, and its length.
    fn escape(&self) -> Option<(Option<char>, usize)> {
        let after = self.rest().strip_prefix('\\').filter(|_| self.style == Style::Double)?;
        let sign = after.chars().next()?;
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '\n' | '\r' => return Some((None, 2)),
            't' | '\t' => return Some((Some('\t'), 2)),
            'n' => return Some((Some('\n'), 2)),
            'r' => return Some((Some('\r'), 2)),
            _ => return Some((Some(sign), 1 + sign.len_utf8())),
        };
        let value = after.get(1..1 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok()).unwrap_or(0xFFFD);
        // A high surrogate and the low one after it make one character.
        let length = if (0xD800..0xDC00).contains(&value) { 12 } else { 2 + digits };
        Some((Some(char::from_u32(value).unwrap_or('\u{FFFD}')), length))
    }
}
