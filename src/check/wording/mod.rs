//! Slips of wording and typing: words that stand twice, runs of capitals, links that do not say where they lead, spaces.

mod capitals;
mod doubled;
mod spaces;
mod typed_list;
mod vague;
mod word;

use std::cell::OnceCell;
use std::ops::Range;

use super::languages::is_among;
use super::phrases::Hit;
use super::texts::CheckedText;
use crate::article::{Article, Passage};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::language::{Language, is_caseless_beyond_ascii};
use word::{Word, words};

/// So many are told of one article; to find the place of each takes as long as its paragraph has stretches.
const MOST_TOLD: usize = 100;

/// Notes slips in all texts of an article.
pub(super) fn check(article: &Article, texts: &[CheckedText], notes: &mut Notes) {
    let mut found: Vec<Diagnostic> = Vec::new();
    for text in texts {
        let wording = Wording {
            passage: text.passage,
            language: &article.language,
            words: OnceCell::new(),
            small_words: OnceCell::new(),
            plain: &text.plain,
            is_ascii: text.is_ascii,
            is_caseless: text.is_ascii || is_caseless_beyond_ascii(&text.plain),
            hits: &text.hits,
        };
        doubled::check(&wording, &mut found);
        capitals::check(&wording, &mut found);
        vague::check(&wording, &mut found);
        if text.has_mark {
            typed_list::check(&wording, &mut found);
        }
        spaces::check(&wording, &mut found);
        if found.len() >= MOST_TOLD {
            break;
        }
    }
    notes.extend(found.into_iter().take(MOST_TOLD));
}

/// One text and its words.
struct Wording<'t> {
    passage: Passage<'t>,
    language: &'t Language,
    /// The text without markup.
    plain: &'t str,
    /// Its words, once somebody asked.
    words: OnceCell<Vec<Word<'t>>>,
    /// How many of them have a small letter, once somebody asked: none, one, or two for any more.
    small_words: OnceCell<usize>,
    /// Whether all of `plain` is ASCII.
    is_ascii: bool,
    /// Whether no letter of `plain` beyond ASCII has a capital.
    is_caseless: bool,
    /// Phrases of our lists in it.
    hits: &'t [Hit],
}

impl<'t> Wording<'t> {
    /// The words of the text, in order.
    fn words(&self) -> &[Word<'t>] {
        self.words.get_or_init(|| words(self.plain))
    }

    /// How many words have a small letter: none, one, or two for any more. Each word in capitals may ask.
    fn small_words(&self) -> usize {
        let has_small = |word: &&Word| word.text.chars().any(char::is_lowercase);
        *self.small_words.get_or_init(|| self.words().iter().filter(has_small).take(2).count())
    }

    /// A finding at these bytes of the plain text.
    fn note(&self, code: Code, range: Range<usize>, message: String, hint: impl Into<String>) -> Diagnostic {
        let note = Diagnostic::new(code, message).hint(hint);
        match self.passage.text.place(range) {
            Some(place) => note.at(place),
            None => note,
        }
    }
}
