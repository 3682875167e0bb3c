//! Diagnostics about a file as a whole: one that cannot be read has no text to point into.

use crate::diagnostics::{Code, Diagnostic, Source};

/// The diagnostic, placed at the top of the file of this name, so that a report names the file.
pub fn at_top(file: &str, diagnostic: Diagnostic) -> Diagnostic {
    let empty = Source::new(file, Vec::new()).expect("an empty text is UTF-8 and short enough");
    diagnostic.at(empty.span(0..0))
}

/// That the file or folder of this name cannot be read.
pub fn unreadable(file: &str, reason: &str) -> Diagnostic {
    let message = format!("`{file}` cannot be read: {reason}");
    let hint = "check that the file is there and that you may read it";
    at_top(file, Diagnostic::new(Code::Unreadable, message).hint(hint))
}
