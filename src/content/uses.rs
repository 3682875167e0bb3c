//! Which articles a shared file is used by: a snippet that is named stands for the articles that include it.

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

/// Whether the text of an article seems to include a snippet. One that merely names it is taken too, as it costs no more
/// than to be checked once more; one that cannot be read says so when it is built.
pub fn may_include(article: &ArticleFile, snippet: &str) -> bool {
    let Ok((bytes, _)) = file_state::read(&article.path, SOURCE_LIMIT as u64) else { return true };
    let text = String::from_utf8_lossy(&bytes);
    text.contains("include") && composed(&text).contains(snippet)
}
