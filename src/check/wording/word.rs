//! A text cut into its words, in any script that has spaces between them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::language::is_alphanumeric;

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
    let mut start = None;
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let (is_inside, begins, length) = match byte {
            b'\'' => (true, false, 1),
            0..=0x7F => (byte.is_ascii_alphanumeric(), true, 1),
            _ => {
                let c = text[at..].chars().next().expect("a character begins here");
                (is_inner(c), !is_apostrophe(c), c.len_utf8())
            }
        };
        match (is_inside, start) {
            (true, None) if begins => start = Some(at),
            (false, Some(first)) => {
                words.push(word(text, first, at));
                start = None;
            }
            _ => {}
        }
        at += length;
    }
    words.extend(start.map(|first| word(text, first, text.len())));
    words
}

fn word(text: &str, start: usize, end: usize) -> Word<'_> {
    Word { text: text[start..end].trim_end_matches(is_apostrophe), start }
}

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
        assert_eq!(shown(" ' "), "");
    }
}
