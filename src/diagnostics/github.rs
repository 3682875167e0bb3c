//! Diagnostics for GitHub Actions: workflow commands, which the runner turns into annotations of a pull request.

use super::{Diagnostic, Severity};

/// One workflow command on one line, without a line end: `::warning file=…,line=…,col=…,title=…::message`.
///
/// Columns are told only of what lies on one line: the runner takes them for nothing else.
pub fn github(diagnostic: &Diagnostic) -> String {
    let mut properties = Vec::new();
    if let Some(span) = &diagnostic.span {
        let (start, end) = (span.position(), span.end());
        properties.push(format!("file={}", property(&span.source.name)));
        properties.push(format!("line={}", start.line));
        properties.push(format!("endLine={}", end.line));
        if start.line == end.line {
            properties.push(format!("col={}", start.column));
            properties.push(format!("endColumn={}", end.column));
        }
    }
    properties.push(format!("title={}", property(&format!("handout ({})", diagnostic.code))));
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let text = message(&diagnostic.message, diagnostic.hint.as_deref());
    format!("::{command} {}::{text}", properties.join(","))
}

/// That a command failed, in the same form.
pub fn github_failure(code: &str, text: &str, hint: Option<&str>) -> String {
    format!("::error title={}::{}", property(&format!("handout ({code})")), message(text, hint))
}

/// What is wrong, and how to mend it on a line of its own.
fn message(text: &str, hint: Option<&str>) -> String {
    data(&match hint {
        Some(hint) => format!("{text}\nhelp: {hint}"),
        None => text.to_owned(),
    })
}

/// What stands behind the second `::`, as the runner reads it back.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, as the runner reads it back.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
