//! How long an article is.

use crate::article::Article;

use super::words::words_in;

/// Figures of a text.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Words that readers see, those of references and of the clinic aside.
    pub words: usize,
}

impl Figures {
    pub(super) fn of(article: &Article) -> Figures {
        Figures { words: article.passages().iter().map(|passage| words_in(&passage.text.plain())).sum() }
    }
}
