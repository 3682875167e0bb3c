//! Yes or no.

use super::Scalar;
use crate::diagnostics::{Code, Diagnostic, Notes};

/// `true` or `false`.
pub fn flag(scalar: &Scalar, notes: &mut Notes) -> bool {
    match scalar.text.trim() {
        "true" => true,
        "false" => false,
        other => {
            let message = format!("expected `true` or `false`, found `{other}`");
            let hint = "write `true`, or remove the line";
            notes.push(Diagnostic::new(Code::WrongType, message).at(scalar.span.clone()).hint(hint));
            false
        }
    }
}
