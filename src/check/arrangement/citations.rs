//! References that no text cites, in an article where others are cited.

use std::collections::HashSet;

use super::at_start;
use crate::article::Article;
use crate::diagnostics::{Code, Diagnostic};

/// Notes each.
pub(super) fn check(article: &Article) -> Vec<Diagnostic> {
    if article.references.len() < 2 {
        return Vec::new();
    }
    let mut cited: HashSet<usize> = HashSet::new();
    for passage in article.passages() {
        passage.text.inlines.iter().for_each(|inline| cited.extend(&inline.cites));
    }
    if cited.is_empty() {
        return Vec::new();
    }
    let uncited = article.references.iter().enumerate().filter(|(index, _)| !cited.contains(index));
    uncited
        .map(|(index, reference)| {
            let message = format!("no text cites this reference, number {}, and others are cited", index + 1);
            let hint = match &reference.id {
                Some(id) => format!("cite it where it belongs, `[@{id}]`, or remove it"),
                None => "give it an `id:` and cite it where it belongs, `[@id]`, or remove it".to_owned(),
            };
            at_start(Diagnostic::new(Code::UncitedReference, message).hint(hint), &reference.text)
        })
        .collect()
}
