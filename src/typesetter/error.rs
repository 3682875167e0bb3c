//! Why an article has no PDF.

use std::fmt;

use crate::diagnostics::{Diagnostic, Severity};
use crate::pdf;

/// Why there is no PDF.
#[derive(Clone, Debug)]
pub struct Error {
    pub(super) kind: ErrorKind,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) source: Option<pdf::Error>,
}

/// Kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The article has mistakes; the diagnostics say which, where, and how to mend them.
    Article,
    /// The article is sound, but does not fit the clinic: a contact or a number is missing there.
    Clinic,
    /// Something in the article cannot be drawn: a character that no font has, a footer that leaves no room.
    Layout,
    /// The tool broke one of its own promises; [`std::error::Error::source`] says which.
    Internal,
}

impl Error {
    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Every mistake and every warning, by file and place; never without an error.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.diagnostics.iter().find(|note| note.severity == Severity::Error);
        match first {
            Some(first) => f.write_str(&first.message),
            None => f.write_str("the handout cannot be made"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as &(dyn std::error::Error + 'static))
    }
}
