//! What the tool tells an author: which file, which place, what is wrong, how to mend it.

use std::ops::Range;
use std::sync::Arc;

/// The text of one input file and the name it is shown under.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Path as the user would type it, with `/` between folders.
    pub name: String,
    /// Content without a byte order mark; spans are byte ranges of it.
    pub text: String,
}

/// A range of bytes in a [`Source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes of `source.text`; may be empty, never beyond the end.
    pub range: Range<usize>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The handout is made, but an editor should look.
    Warning,
    /// The handout is not made.
    Error,
}

/// One mistake, with its place and its cure.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A stable kebab-case name, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong, in plain words, without a full stop at the end.
    pub message: String,
    /// Where; `None` only when no place in a file can be named.
    pub span: Option<Span>,
    /// How to mend it, where possible as the corrected line.
    pub hint: Option<String>,
}
