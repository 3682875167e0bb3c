//! Cuts a text into words.
//!
//! A word is as UAX 29 has it for scripts with spaces: letters, digits and marks, with an apostrophe or a point between
//! two of them. A hyphen parts two words, for a reader reads both. Addresses and abbreviations with points are one word.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::language::{is_alphanumeric, is_numeric, usual_rightwards};

/// A word and its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is made of.
    pub kind: WordKind,
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Letters, with apostrophes between them.
    Letters,
    /// Digits, or letters and digits: `100.4`, `B12`.
    Number,
    /// An address, or letters with points between them: `example.org`, `a.m`.
    Dotted,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() && KINDS[usize::from(byte)] == 0 {
            at += 1;
            continue;
        }
        match word_at(text, at) {
            Some(word) => {
                at = word.range.end;
                words.push(word);
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    words
}

/// The kind of a letter of ASCII.
const LETTER: u8 = 1;

/// The kind of a digit of ASCII.
const DIGIT: u8 = 2;

/// The kind of each byte; 0 of any other.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphabetic() {
            kinds[byte] = LETTER;
        } else if (byte as u8).is_ascii_digit() {
            kinds[byte] = DIGIT;
        }
        byte += 1;
    }
    kinds
};

/// The word that begins at a byte.
fn word_at(text: &str, start: usize) -> Option<Word> {
    let bytes = text.as_bytes();
    let (mut has_digit, mut has_point) = (false, false);
    let mut end = start;
    loop {
        while let Some(kind @ 1..) = bytes.get(end).map(|byte| KINDS[usize::from(*byte)]) {
            has_digit |= kind == DIGIT;
            end += 1;
        }
        if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
            end += usual_rightwards(&bytes[end..]);
        }
        // Most words end in a space, or in a mark and a space.
        if let [] | [b' ', ..] | [b',' | b'.', b' ', ..] = bytes[end..] {
            break;
        }
        match character(text, end) {
            Some((c, length)) if is_part(c) => {
                has_digit |= is_numeric(c);
                end += length;
            }
            Some((c, length)) if end > start && joins(text, end, c) => {
                has_point |= c == '.';
                end += length;
            }
            // A web address or one of mail goes on to the next space.
            Some(('@', _)) if end > start => return Some(address(text, start)),
            Some((':', _)) if end > start && text[end..].starts_with("://") => return Some(address(text, start)),
            _ => break,
        }
    }
    let kind = match (has_digit, has_point) {
        (true, _) => WordKind::Number,
        (false, true) => WordKind::Dotted,
        (false, false) => WordKind::Letters,
    };
    (end > start).then_some(Word { range: start..end, kind })
}

/// Everything up to the next space is one word.
fn address(text: &str, start: usize) -> Word {
    let length = text[start..].find(char::is_whitespace).unwrap_or(text.len() - start);
    Word { range: start..start + length, kind: WordKind::Dotted }
}

fn character(text: &str, at: usize) -> Option<(char, usize)> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some((char::from(*byte), 1)),
        Some(_) => text[at..].chars().next().map(|c| (c, c.len_utf8())),
        None => None,
    }
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (is_alphanumeric(c) || is_combining_mark(c))
}

/// Whether the character at a byte, behind a part of a word, joins it to another part; a comma does so between digits.
fn joins(text: &str, at: usize, c: char) -> bool {
    let next = || character(text, at + c.len_utf8()).map(|(next, _)| next);
    match c {
        '\'' | '’' | '.' => next().is_some_and(is_part),
        ',' => text.as_bytes()[at - 1].is_ascii_digit() && next().is_some_and(|next| next.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_numbers_and_addresses() {
        let shown = |text: &str| -> Vec<String> {
            let mark = |kind| match kind {
                WordKind::Letters => "",
                WordKind::Number => "#",
                WordKind::Dotted => ".",
            };
            words(text).iter().map(|word| format!("{}{}", mark(word.kind), &text[word.range.clone()])).collect()
        };
        assert_eq!(
            shown("Don’t take 1,000.5 mg at 9 a.m. (low-fat)."),
            ["Don’t", "take", "#1,000.5", "mg", "at", "#9", ".a.m", "low", "fat"]
        );
        assert_eq!(
            shown("Read https://a.org/x?y, or ask us@a.org or cancer.gov."),
            ["Read", ".https://a.org/x?y,", "or", "ask", ".us@a.org", "or", ".cancer.gov"]
        );
        assert_eq!(shown("Vitamin B12, ¿qué? ..."), ["Vitamin", "#B12", "qué"]);
        assert_eq!(shown("اشرب الماء، 5مل، שְׁתוּ MRIב"), ["اشرب", "الماء", "#5مل", "שְׁתוּ", "MRIב"]);
        assert_eq!(shown(""), [""; 0]);
    }
}
