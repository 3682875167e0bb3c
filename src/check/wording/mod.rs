//! Slips of wording and typing: words that stand twice, runs of capitals, links that do not say where they lead, spaces.

mod capitals;
mod doubled;
mod spaces;
mod typed_list;
mod vague;
mod word;

use std::ops::Range;

use crate::article::{Article, Passage};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::language::Language;
use word::{Word, words};

/// So many are told of one article; to find the place of each takes as long as its paragraph has stretches.
const MOST_TOLD: usize = 100;

/// Notes slips in all texts of an article.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let mut found: Vec<Diagnostic> = Vec::new();
    for passage in article.passages() {
        let plain = passage.text.plain();
        let wording = Wording { passage, language: &article.language, words: words(&plain), plain: &plain };
        doubled::check(&wording, &mut found);
        capitals::check(&wording, &mut found);
        vague::check(&wording, &mut found);
        typed_list::check(&wording, &mut found);
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
    words: Vec<Word<'t>>,
}

impl Wording<'_> {
    /// A finding at these bytes of the plain text.
    fn note(&self, code: Code, range: Range<usize>, message: String, hint: impl Into<String>) -> Diagnostic {
        let note = Diagnostic::new(code, message).hint(hint);
        match self.passage.text.place(range) {
            Some(place) => note.at(place),
            None => note,
        }
    }
}

/// Whether a list of languages, `en es fr`, has this one.
fn is_among(languages: &str, language: &Language) -> bool {
    languages.split(' ').any(|known| known == language.primary())
}
