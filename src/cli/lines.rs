//! What programs are told: one JSON object a line, on standard output.
//!
//! A line with `severity` is a mistake of an article or a failure of the command; a line with `event` is something that was
//! done. Lines and keys are added, never taken away.

use std::path::Path;

use handout::build::Summary;
use handout::fs::{Error, ErrorKind, display_path};
use serde_json::{Value, json};

/// A failure of the command, in the form of a diagnostic without a place.
pub fn failure(error: &Error) -> String {
    refusal(code(error.kind), &error.message, error.hint.as_deref())
}

/// The same, where nothing but its parts is known.
pub fn refusal(code: &str, message: &str, hint: Option<&str>) -> String {
    json!({
        "severity": "error", "code": code, "message": message, "file": null, "line": null, "column": null,
        "hint": hint, "end_line": null, "end_column": null,
    })
    .to_string()
}

/// The name of a kind of failure. None is also the name of a diagnostic.
pub fn code(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidRequest => "usage",
        ErrorKind::NotFound => "not-found",
        ErrorKind::Unreadable => "cannot-read",
        ErrorKind::Unwritable => "cannot-write",
        ErrorKind::Conflict => "conflict",
        ErrorKind::UnsoundSite => "unsound-site",
        ErrorKind::Busy => "busy",
        ErrorKind::Unwatchable => "unwatchable",
        _ => "failure",
    }
}

/// That something was done to a file: `{"event":"written","pdf":"output/fever.pdf"}`.
pub fn done(event: &str, key: &str, path: &Path) -> String {
    json!({"event": event, key: text(path)}).to_string()
}

/// An event with more than a file to tell.
pub fn event(name: &str, of: Value) -> String {
    let mut line = json!({ "event": name });
    if let (Some(line), Value::Object(of)) = (line.as_object_mut(), of) {
        line.extend(of);
    }
    line.to_string()
}

/// The end of a run. How long it took is for people: programs get the same line for the same input.
pub fn summary(summary: &Summary) -> String {
    let mut of = counts(summary);
    if summary.sites + summary.failed_sites > 0 {
        of["sites"] = summary.sites.into();
        of["failed_sites"] = summary.failed_sites.into();
    }
    event("summary", of)
}

/// What came of the handouts of one clinic of several.
pub fn site_done(name: &str, summary: &Summary) -> String {
    let mut of = counts(summary);
    of["site"] = name.into();
    event("site", of)
}

/// The line of a diagnostic, or of a failure, of these clinics of several alone.
pub fn of_sites(line: &str, names: &[String]) -> String {
    let mut line: Value = serde_json::from_str(line).expect("our own line is JSON");
    line["sites"] = names.into();
    line.to_string()
}

fn counts(summary: &Summary) -> Value {
    json!({
            "articles": summary.articles, "packets": summary.packets, "snippets": summary.snippets,
            "built": summary.built, "up_to_date": summary.up_to_date, "removed": summary.removed,
            "failed": summary.failed, "passed_over": summary.passed_over, "warnings": summary.warnings,
            "accepted": summary.accepted, "reviews": summary.reviews, "interrupted": summary.interrupted,
    })
}

/// A path as programs get it, as in a diagnostic: below the working folder, with `/` between folders.
pub fn text(path: &Path) -> String {
    display_path(path)
}
