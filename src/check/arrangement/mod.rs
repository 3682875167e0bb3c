//! How an article is put together: headings, lists, boxes, pictures and references.

mod boxes;
mod citations;
mod continued;
mod headings;
mod lists;
mod pictures;
mod walk;

use super::languages::words_of;
use super::texts::CheckedText;
use crate::article::Article;
use crate::diagnostics::{Diagnostic, Notes, Span};
use crate::language::is_alphanumeric;
use crate::prose::Text;

/// So many findings of one kind are told of an article; an author who has mended them checks again.
const MOST_TOLD: usize = 50;

/// Notes what an editor would put together in another way.
pub(super) fn check(article: &Article, texts: &[CheckedText], notes: &mut Notes) {
    let bodies = walk::bodies(article);
    let found = [
        headings::check(article),
        continued::check(texts),
        lists::check(&bodies),
        boxes::check(&bodies, &article.language),
        pictures::check(&bodies),
        citations::check(article),
    ];
    for mut found in found {
        found.truncate(MOST_TOLD);
        notes.extend(found);
    }
}

fn at_start(diagnostic: Diagnostic, text: &Text) -> Diagnostic {
    placed(diagnostic, text.start())
}

fn placed(diagnostic: Diagnostic, place: Option<Span>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}

/// Letters and digits of a text, small and with single spaces between words: two texts that say the same are equal.
fn bare(text: &str) -> String {
    let words = text.split(|c| !is_alphanumeric(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
