//! Blocks with a form of their own, as they are said.

mod compose;

use super::{List, Words};

/// A list under a title of its own.
#[derive(Clone, Debug)]
pub struct TitledList<'a> {
    /// Above the first item; `None` where the list speaks for itself.
    pub title: Option<Words<'a>>,
    /// Never empty.
    pub list: List<'a>,
}
