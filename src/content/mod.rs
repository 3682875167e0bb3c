//! The folder we read: which files are articles, what they are called, and what stands in them.

pub(crate) mod files;
pub(crate) mod root;
pub(crate) mod sites;
pub(crate) mod walk;

/// The folder articles are in unless another is named.
pub const CONTENT: &str = "content";
