//! Tables that have a row for each of several languages.

use crate::language::Language;

/// Whether a list of languages, `en es fr`, has this one.
pub(super) fn is_among(languages: &str, language: &Language) -> bool {
    let own = language.primary();
    languages.split(' ').any(|known| known == own)
}

/// What a table says of a language; the empty list for one that it does not have.
pub(super) fn words_of(table: &[(&str, &'static [&'static str])], language: &Language) -> &'static [&'static str] {
    let found = table.iter().find(|(languages, _)| is_among(languages, language));
    found.map_or(&[], |(_, words)| words)
}
