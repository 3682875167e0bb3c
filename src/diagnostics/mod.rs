//! What the tool tells an author: which file, which place, what is wrong, how to mend it.

mod excerpt;
mod json;
mod notes;
mod places;
mod source;
#[cfg(test)]
mod tests;

pub use excerpt::excerpt;
pub use json::json;
pub use notes::Notes;
pub use places::Places;
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

impl Diagnostic {
    /// A mistake that keeps the handout from being made.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Error, code, message: message.into(), span: None, hint: None }
    }

    /// Something an editor should look at.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// The same, at a place.
    pub fn at(self, span: Span) -> Diagnostic {
        Diagnostic { span: Some(span), ..self }
    }

    /// The same, with a cure.
    pub fn hint(self, hint: impl Into<String>) -> Diagnostic {
        Diagnostic { hint: Some(hint.into()), ..self }
    }

    /// Line and column, if it has a place.
    pub fn position(&self) -> Option<Position> {
        self.span.as_ref().map(Span::position)
    }
}
