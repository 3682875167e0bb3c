//! Whether sentences of the article that `handout new` writes still stand in one that is to be printed.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

use crate::article::{Article, Status};
use crate::diagnostics::{Code, Diagnostic, Notes};

/// Bytes of the longest sentence that an author might write, too.
const SHORT: usize = 20;

/// What in [`TEMPLATE`](crate::article::TEMPLATE) tells an author what to write, and tells a patient nothing.
const SENTENCES: [&str; 9] = [
    "Say in one sentence what the reader has to know.",
    "Say in one sentence what the reader has to do.",
    "Write short sentences with common words.",
    "These often come with it.",
    "the first thing",
    "the second thing",
    "Write one action for each step.",
    "Quote a text that has a colon in it: like this one.",
    "Say what should worry the reader, and whom to call.",
];

/// Notes the first of the template's sentences in an article that is not a draft, and how many there are. Short ones alone
/// may be the author's own.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let Some(start) = article.title.start().filter(|_| article.status != Status::Draft) else { return };
    let source = &start.source;
    if !may_hold_any(&source.text) {
        return;
    }
    let mut found: Vec<(usize, &str)> = Vec::new();
    for sentence in SENTENCES {
        found.extend(source.text.find(sentence).map(|at| (at, sentence)));
    }
    let is_sure = found.iter().any(|(_, sentence)| sentence.len() > SHORT);
    let Some((at, first)) = found.iter().min().filter(|_| is_sure) else { return };
    let others = match found.len() - 1 {
        0 => String::new(),
        1 => " and another one".to_owned(),
        others => format!(" and {others} others"),
    };
    let message = format!("`handout new` wrote this sentence{others}, which would be printed for patients");
    let hint = "write your own text in its place, or remove it; until then `status: draft` keeps it from patients";
    let place = source.span(*at..at + first.len());
    notes.push(Diagnostic::new(Code::UneditedText, message).at(place).hint(hint));
}

/// Whether one of them stands in a text, which is walked once for all and many bytes at a time; where the processor
/// cannot do that, nothing is known.
fn may_hold_any(text: &str) -> bool {
    static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(SENTENCES));
    SEARCHER.as_ref().is_none_or(|searcher| searcher.find(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::TEMPLATE;

    #[test]
    fn every_sentence_stands_in_the_template() {
        for sentence in SENTENCES {
            assert!(TEMPLATE.contains(sentence), "{sentence}");
        }
    }
}
