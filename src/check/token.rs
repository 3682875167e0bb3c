//! A text cut into numbers, words and signs, as a pharmacist reads it: whether they touch matters.

use std::ops::Range;

use crate::language::is_alphabetic;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, with points and commas between them: `1,000`, `0.5`.
    Number,
    /// Letters, with apostrophes and the signs of units between and behind them: `don't`, `µg`, `m²`.
    Word,
    /// White space.
    Space,
    /// Any other character.
    Sign(char),
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub kind: Kind,
    pub text: &'t str,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// Cuts a text into tokens that together are the text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = if first.is_ascii_digit() {
            (Kind::Number, number_length(rest))
        } else if is_alphabetic(first) {
            (Kind::Word, word_length(rest))
        } else if first == ' ' && rest.as_bytes().get(1).is_some_and(u8::is_ascii_graphic) {
            (Kind::Space, 1)
        } else if first.is_whitespace() {
            (Kind::Space, rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len()))
        } else {
            (Kind::Sign(first), first.len_utf8())
        };
        tokens.push(Token { kind, text: &rest[..length], range: at..at + length });
        at += length;
    }
    tokens
}

/// A point or comma belongs to a number only between two digits.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while is_digit(end) || matches!(bytes.get(end), Some(b'.' | b',')) && is_digit(end + 1) {
        end += 1;
    }
    end
}

fn word_length(text: &str) -> usize {
    let letters = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    if text.as_bytes().get(letters).is_none_or(|byte| byte.is_ascii() && *byte != b'\'') {
        return letters;
    }
    let is_inner = |c: char| is_alphabetic(c) || matches!(c, '\'' | '’' | '²' | '³');
    let length = text.find(|c: char| !is_inner(c)).unwrap_or(text.len());
    text[..length].trim_end_matches(['\'', '’']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_words_and_signs_are_told_apart() {
        let shown = |text| -> String { tokens(text).iter().map(|token| format!("{}|", token.text)).collect() };
        assert_eq!(shown("Take 1,000.50 mg/m². Don't!"), "Take| |1,000.50| |mg|/|m²|.| |Don't|!|");
        assert_eq!(shown(".5mg (10U) 5."), ".|5|mg| |(|10|U|)| |5|.|");
        assert_eq!(shown("用药5毫克"), "用药|5|毫克|");
    }
}
