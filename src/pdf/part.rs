//! What a file is made of: parts, and the pages of those that are ours.

use super::file::syntax::Ref;
use crate::foreign::Foreign;
use crate::layout::handout::{Handout, Page};

/// A part of a file, in the order of its pages.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// A handout of ours.
    Handout(&'a Handout),
    /// A file that somebody else wrote.
    Foreign {
        /// All its pages.
        pages: &'a Foreign,
        /// Its bookmark.
        title: &'a str,
        /// Whether a page of the first handout stands behind them: of those at its end, the next.
        is_filled: bool,
    },
}

impl<'a> Part<'a> {
    /// The handout that it is, unless somebody else wrote it.
    pub(super) fn handout(&self) -> Option<&'a Handout> {
        match self {
            Part::Handout(handout) => Some(handout),
            Part::Foreign { .. } => None,
        }
    }
}

/// A page of a handout in the file.
#[derive(Clone, Copy)]
pub(super) struct NumberedPage<'a> {
    /// Index among the handouts of the file.
    pub handout: usize,
    /// What stands on it.
    pub page: &'a Page,
    /// Number of its page object.
    pub number: Ref,
}
