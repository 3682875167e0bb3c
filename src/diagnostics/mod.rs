//! What the tool tells an author: which file, which place, what is wrong, how to mend it.

mod code;
mod excerpt;
mod explanation;
mod github;
mod json;
mod notes;
mod places;
mod sarif;
mod source;
#[cfg(test)]
mod tests;

pub use code::{Code, UnknownCode};
pub use excerpt::excerpt;
pub use explanation::{Explanation, Listing, Piece, markdown, pieces};
pub use github::{github, github_failure};
pub use json::json;
pub use notes::Notes;
pub use places::Places;
pub use sarif::{RESULT_LIMIT, Sarif};
pub use source::{Position, SOURCE_LIMIT, Source, Span};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What its code says; of a code that may be either, what it is here.
    pub severity: Severity,
    /// Which mistake it is.
    pub code: Code,
    /// What is wrong, in plain words, without a full stop at the end.
    pub message: String,
    /// Where; `None` only when no place in a file can be named.
    pub span: Option<Span>,
    /// How to mend it, where possible as the corrected line.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A mistake, as bad as its code says.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: code.severity(), code, message: message.into(), span: None, hint: None }
    }

    /// The same, at a place.
    pub fn at(self, span: Span) -> Diagnostic {
        Diagnostic { span: Some(span), ..self }
    }

    /// The same, with a cure.
    pub fn hint(self, hint: impl Into<String>) -> Diagnostic {
        Diagnostic { hint: Some(hint.into()), ..self }
    }

    /// The same, as a warning: for codes that may be either.
    pub fn as_warning(self) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..self }
    }

    /// Line and column, if it has a place.
    pub fn position(&self) -> Option<Position> {
        self.span.as_ref().map(Span::position)
    }
}
