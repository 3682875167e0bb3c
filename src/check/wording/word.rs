//! A text cut into its words, in any script that has spaces between them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::language::{is_alphanumeric, usual_rightwards};

/// A word: letters with their marks, digits, and apostrophes between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    /// Its first byte in the text.
    pub start: usize,
}

impl Word<'_> {
    /// Its bytes in the text.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let (begins, length) = match byte {
            0..=0x7F => (byte.is_ascii_alphanumeric(), 1),
            _ => {
                let c = text[at..].chars().next().expect("a character begins here");
                (is_inner(c) && !is_apostrophe(c), c.len_utf8())
            }
        };
        if begins {
            let end = end_of_word(text, at + length);
            words.push(Word { text: text[at..end].trim_end_matches(is_apostrophe), start: at });
            at = end;
        } else {
            at += length;
        }
    }
    words
}

/// Where the letters, digits and apostrophes end that stand at a byte.
fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    loop {
        while bytes.get(end).is_some_and(|byte| IS_INNER[usize::from(*byte)]) {
            end += 1;
        }
        if bytes.get(end).is_none_or(u8::is_ascii) {
            return end;
        }
        let letters = usual_rightwards(&bytes[end..]);
        if letters > 0 {
            end += letters;
            continue;
        }
        match text[end..].chars().next() {
            Some(c) if is_inner(c) => end += c.len_utf8(),
            _ => return end,
        }
    }
}

/// Whether a byte is a letter, a digit or an apostrophe of ASCII.
pub(super) static IS_INNER: [bool; 256] = {
    let mut is_inner = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        is_inner[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'\'';
        byte += 1;
    }
    is_inner
};

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The joiners stand inside words of Persian and of India.
fn is_inner(c: char) -> bool {
    is_alphanumeric(c) || is_apostrophe(c) || matches!(c, '\u{200C}' | '\u{200D}') || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_marks_and_apostrophes() {
        let shown = |text| words(text).iter().map(|word| word.text).collect::<Vec<_>>().join("|");
        assert_eq!(shown("Don't take ‘two’, 2 x-rays."), "Don't|take|two|2|x|rays");
        assert_eq!(shown("दर्द की दवा"), "दर्द|की|दवा");
        assert_eq!(shown("اشرب الماء، 5مل، שְׁתוּ MRIב"), "اشرب|الماء|5مل|שְׁתוּ|MRIב");
        assert_eq!(shown(" ' "), "");
    }
}
