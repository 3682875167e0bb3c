//! Prose: paragraphs of text with their inline markup resolved, as articles and sites hold it.

use std::sync::Arc;

pub use crate::diagnostics::Places;

/// One paragraph of text: markup resolved, white space folded, never empty.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Stretches of one style each, in order.
    pub inlines: Vec<Inline>,
}

impl Text {
    /// The characters without any markup; citations leave nothing.
    pub fn plain(&self) -> String {
        self.inlines.iter().map(|inline| inline.text.as_str()).collect()
    }
}

/// A stretch of text of one style.
#[derive(Clone, Debug)]
pub struct Inline {
    /// What is printed; empty exactly for a citation.
    pub text: String,
    /// `**strong**`.
    pub strong: bool,
    /// `*emphasis*`.
    pub emphasis: bool,
    /// Index into no table: the address itself, shared by all stretches of one link.
    pub link: Option<Arc<str>>,
    /// The references cited here, as indexes into [`crate::article::Article::references`]; empty but for a citation.
    pub cites: Vec<usize>,
    /// Where each character of `text` stands in the file; of a citation, where its `[` stands.
    pub places: Places,
}
