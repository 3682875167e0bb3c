//! How an article is put together: headings, lists, boxes, pictures and references.

mod boxes;
mod citations;
mod continued;
mod headings;
mod lists;
mod pictures;
mod walk;

use crate::article::Article;
use crate::diagnostics::{Diagnostic, Notes, Span};
use crate::language::Language;
use crate::prose::Text;

/// So many findings of one kind are told of an article; an author who has mended them checks again.
const MOST_TOLD: usize = 50;

/// Notes what an editor would put together in another way.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let bodies = walk::bodies(article);
    let found = [
        headings::check(article),
        continued::check(article),
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
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What a table says of a language; the empty list for one that it does not have.
fn words_of(table: &[(&str, &'static [&'static str])], language: &Language) -> &'static [&'static str] {
    let found = table.iter().find(|(languages, _)| languages.split(' ').any(|known| known == language.primary()));
    found.map_or(&[], |(_, words)| words)
}
