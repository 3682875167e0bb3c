//! Which articles a shared file is used by: a snippet that is named stands for the articles that include it.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use crate::content::folders::composed;
use crate::content::names::{ArticleFile, SNIPPETS, is_language_suffix};
use crate::diagnostics::SOURCE_LIMIT;
use crate::fs::file_state;

/// The name by which articles include the snippet at this path below the root: `fever` for `snippets/fever.es.yaml`.
pub fn snippet_name(source: &str) -> String {
    let name = source.strip_prefix(SNIPPETS).unwrap_or(source);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = stem.rsplit_once('.').filter(|(_, suffix)| is_language_suffix(suffix)).map_or(stem, |(stem, _)| stem);
    composed(stem)
}

/// What looks for the names of snippets in articles, for all at once.
pub struct SnippetFinder(AhoCorasick);

impl SnippetFinder {
    /// Of these names, as [`snippet_name`] gives them.
    pub fn of(names: &[String]) -> SnippetFinder {
        SnippetFinder(
            AhoCorasick::new(names).expect("snippets have fewer bytes of names than an automaton has states for"),
        )
    }

    /// The places, in order, of the names that the text of an article seems to include. One that merely names a snippet is taken
    /// too, as it costs no more than to be checked once more; one that cannot be read says so when it is built, and is taken
    /// for all.
    pub fn included_by(&self, article: &ArticleFile) -> BTreeSet<usize> {
        let all = || (0..self.0.patterns_len()).collect();
        let Ok((bytes, _)) = file_state::read(&article.path, SOURCE_LIMIT as u64) else { return all() };
        let text = String::from_utf8_lossy(&bytes);
        if !text.contains("include") {
            return BTreeSet::new();
        }
        self.0.find_overlapping_iter(&*composed(&text)).map(|found| found.pattern().as_usize()).collect()
    }
}
