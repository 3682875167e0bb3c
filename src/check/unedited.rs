//! Whether sentences of the article that `handout new` writes still stand in one that is to be printed.

use crate::article::{Article, Status};
use crate::diagnostics::{Code, Diagnostic, Notes};

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

/// Notes each of the template's sentences in an article that is not a draft. A single short one may be the author's own.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let Some(start) = article.title.start().filter(|_| article.status != Status::Draft) else { return };
    let source = &start.source;
    let found = SENTENCES.iter().filter_map(|sentence| Some((*sentence, source.text.find(sentence)?)));
    let found: Vec<(&str, usize)> = found.collect();
    let are_sure = found.iter().any(|(sentence, _)| sentence.len() > 26);
    for (sentence, at) in found.into_iter().filter(|_| are_sure) {
        let message = "this sentence is the one that `handout new` wrote, and it would be printed for patients";
        let hint =
            "write your own in its place, or remove it; `status: draft` keeps the article from patients till then";
        let place = source.span(at..at + sentence.len());
        notes.push(Diagnostic::new(Code::UneditedText, message).at(place).hint(hint));
    }
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
