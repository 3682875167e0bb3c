//! Diagnostics for programs.

use serde::Serialize;

use super::{Code, Diagnostic, Severity, Span};

#[derive(Serialize)]
struct Line<'a> {
    severity: Severity,
    code: Code,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    hint: Option<&'a str>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// One JSON object on one line, without a line end; `null` where there is no place or no hint.
pub fn json(diagnostic: &Diagnostic) -> String {
    let position = diagnostic.position();
    let end = diagnostic.span.as_ref().map(Span::end);
    let line = Line {
        severity: diagnostic.severity,
        code: diagnostic.code,
        message: &diagnostic.message,
        file: diagnostic.span.as_ref().map(|span| span.source.name.as_str()),
        line: position.map(|at| at.line),
        column: position.map(|at| at.column),
        hint: diagnostic.hint.as_deref(),
        end_line: end.map(|at| at.line),
        end_column: end.map(|at| at.column),
    };
    serde_json::to_string(&line).expect("strings and numbers always have a form in JSON")
}
