//! The lines of a file, one after the other.

use std::ops::Range;

use crate::yaml::{is_unseen, mistakes::is_other_dash};

/// Bytes of the longest key of an ordinary file.
const LONGEST_KEY: usize = 64;

/// A file and the line of it that is being read. Blank lines and comments are passed over.
pub(super) struct Lines<'t> {
    pub text: &'t str,
    /// The byte that is read next: behind the line's indentation, dashes and key, as far as they were passed.
    pub at: usize,
    /// The line's bytes, without its end.
    pub line: Range<usize>,
    /// Where the next line starts.
    next: usize,
}

impl<'t> Lines<'t> {
    /// Before the first line of a text.
    pub fn new(text: &'t str) -> Lines<'t> {
        Lines { text, at: 0, line: 0..0, next: 0 }
    }

    /// Goes to the next line that has a value; whether no other line stands between. At the end of the text the line is empty.
    /// `None` where white space ends a line, and for a comment that may be meant as text.
    pub fn advance(&mut self) -> Option<bool> {
        let bytes = self.text.as_bytes();
        let mut is_next = true;
        while self.next < bytes.len() {
            let start = self.next;
            let end = self.text[start..].find('\n').map_or(bytes.len(), |length| start + length);
            self.next = end + 1;
            let first = start + bytes[start..end].iter().take_while(|byte| **byte == b' ').count();
            match bytes[first..end] {
                [] => {}
                [.., b' '] => return None,
                [b'#'] | [b'#', b' ' | b'#', ..] => {}
                [b'#', ..] => return None,
                _ => {
                    (self.at, self.line) = (first, start..end);
                    return Some(is_next);
                }
            }
            is_next = false;
        }
        (self.at, self.line) = (bytes.len(), bytes.len()..bytes.len());
        Some(is_next)
    }

    /// Whether no line is left.
    pub fn is_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// The columns before what is read next; 0 at the end.
    pub fn column(&self) -> usize {
        self.at - self.line.start
    }

    /// The rest of the line.
    pub fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..self.line.end]
    }

    /// Whether an item of a list begins here, with its text behind the dash.
    pub fn is_item(&self) -> bool {
        self.rest().starts_with(b"- ")
    }

    /// The length of the key that begins here.
    pub fn key(&self) -> Option<usize> {
        let rest = self.rest();
        let length = rest.iter().take(LONGEST_KEY).take_while(|byte| is_in_key(**byte)).count();
        let is_key = matches!(rest[length..], [b':'] | [b':', b' ', ..]) && rest[0].is_ascii_lowercase();
        is_key.then_some(length)
    }

    /// Passes so many bytes and the spaces behind them.
    pub fn pass(&mut self, length: usize) {
        self.at += length;
        self.at += self.rest().iter().take_while(|byte| **byte == b' ').count();
    }

    /// Whether a number sign stands on the rest of the line, which may be told of as a comment that was meant as text.
    pub fn has_number_sign(&self) -> bool {
        self.rest().contains(&b'#')
    }

    /// Whether the text that begins here, or goes on, may be told of: it begins with a dash, or with a space, dash or bullet that
    /// is none of YAML's, or such a space may stand behind a key.
    pub fn is_odd(&self) -> bool {
        let is_other = |c: char| is_other_dash(c) || c.is_whitespace() || is_unseen(c);
        match self.rest() {
            [b'-', ..] | [b'*'] | [b'*', b' ' | 0x80..=0xFF, ..] => true,
            [0x80..=0xFF, ..] => self.text[self.at..].starts_with(is_other),
            rest => {
                let key = rest.iter().take_while(|byte| is_in_key(**byte)).count();
                matches!(rest[key..], [b':', 0x80..=0xFF, ..])
            }
        }
    }
}

fn is_in_key(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-')
}

/// Whether a text has controls but for line feeds, byte order marks, or characters that are none.
pub(super) fn has_rare_signs(text: &str) -> bool {
    let is_control = |byte: u8| (byte < b' ') & (byte != b'\n') | (byte == 0x7F);
    // 0xC2 begins the controls beyond ASCII; what has 0xEF and one of these behind it is rare.
    let is_rare =
        |byte: u8, next: u8| (byte == 0xC2) & (next < 0xA0) | (byte == 0xEF) & ((next == 0xBB) | (next == 0xBF));
    let bytes = text.as_bytes();
    // Without a way out of the loop the compiler looks at many bytes at a time.
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let any = pairs.fold(false, |any, (byte, next)| any | is_control(*byte) | is_rare(*byte, *next));
    any | bytes.last().is_some_and(|byte| is_control(*byte))
}
