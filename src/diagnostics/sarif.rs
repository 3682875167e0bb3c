//! Diagnostics of one run as a log in SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use serde_json::{Value, json};

use super::{Code, Diagnostic, Explanation, Severity, Span, markdown};

/// The most results of one run: GitHub refuses a file with more.
pub const RESULT_LIMIT: usize = 25_000;

/// What the addresses of files are relative to: the folder that the command ran in. Its own address is left out (SARIF,
/// 3.14.14 lets whoever reads the log say it), so that the log is the same on every machine.
const ROOT: &str = "%SRCROOT%";

/// The name of the fingerprint; another way to make it is another version.
const FINGERPRINT: &str = "handoutText/v1";

/// A log that is being gathered.
#[derive(Debug, Default)]
pub struct Sarif {
    /// At most [`RESULT_LIMIT`], each with its number in the order of telling.
    errors: Vec<(usize, Code, Value)>,
    /// The same.
    warnings: Vec<(usize, Code, Value)>,
    /// How many results were told in all.
    told: usize,
    /// What has no place in a file: results need one.
    notifications: Vec<Value>,
    has_failed: bool,
    /// How often a text was found fault with in one file, for one reason.
    seen: HashMap<(String, String), usize>,
}

impl Sarif {
    /// Adds a mistake. One that no place in a file can be named for becomes a notification of the run.
    pub fn add(&mut self, diagnostic: &Diagnostic) {
        let text = message(&diagnostic.message, diagnostic.hint.as_deref());
        let Some(span) = &diagnostic.span else {
            self.notifications.push(notification(level(diagnostic.severity), &text, diagnostic.code.text()));
            return;
        };
        let list = match diagnostic.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        self.told += 1;
        if list.len() == RESULT_LIMIT {
            return;
        }
        let digest = fingerprint(diagnostic.code, span);
        let times = self.seen.entry((span.source.name.clone(), digest.clone())).or_default();
        *times += 1;
        let result = json!({
            "ruleId": diagnostic.code,
            "ruleIndex": 0,
            "level": level(diagnostic.severity),
            "message": {"text": text},
            "locations": [location(span)],
            "partialFingerprints": {FINGERPRINT: format!("{digest}:{times}")},
        });
        list.push((self.told, diagnostic.code, result));
    }

    /// Adds that the command failed.
    pub fn fail(&mut self, code: &str, text: &str, hint: Option<&str>) {
        self.has_failed = true;
        self.notifications.push(notification("error", &message(text, hint), code));
    }

    /// How many results are left out, those that weigh least first.
    pub fn left_out(&self) -> usize {
        self.told.saturating_sub(RESULT_LIMIT)
    }

    /// The log as one JSON document, without a line end. `exit_status` is that of the command.
    pub fn log(mut self, exit_status: u8) -> String {
        let left_out = self.left_out();
        if left_out > 0 {
            let text = format!("{left_out} results are left out: a log holds at most {RESULT_LIMIT}, as GitHub asks");
            self.notifications.push(notification("warning", &text, Code::ManyMore.text()));
        }
        let mut results = self.errors;
        let room = RESULT_LIMIT.saturating_sub(results.len());
        results.extend(self.warnings.into_iter().take(room));
        results.sort_by_key(|(number, ..)| *number);
        let codes: BTreeSet<Code> = results.iter().map(|(_, code, _)| *code).collect();
        for (_, code, result) in &mut results {
            result["ruleIndex"] = codes.range(..*code).count().into();
        }
        let results: Vec<Value> = results.into_iter().map(|(_, _, result)| result).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "handout",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": codes.into_iter().map(rule).collect::<Vec<Value>>(),
                }},
                "invocations": [{
                    "executionSuccessful": !self.has_failed,
                    "exitCode": exit_status,
                    "toolExecutionNotifications": self.notifications,
                }],
                "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that handout was run in."}}},
                // `Position` counts characters.
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        log.to_string()
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// What is wrong, and how to mend it in a paragraph of its own.
fn message(text: &str, hint: Option<&str>) -> String {
    match hint {
        Some(hint) => format!("{text}\n\nhelp: {hint}"),
        None => text.to_owned(),
    }
}

fn notification(level: &str, text: &str, id: &str) -> Value {
    json!({"level": level, "message": {"text": text}, "descriptor": {"id": id}})
}

/// A code with its page, for who reads a result.
fn rule(code: Code) -> Value {
    let Explanation { meaning, reason, example, cure } = Explanation::of(code);
    let [meaning, reason, example, cure] = [meaning, reason, example, cure].map(markdown);
    json!({
        "id": code,
        "shortDescription": {"text": code.summary()},
        "fullDescription": {"text": meaning},
        "help": {
            "text": format!("{meaning}\n\nWhy it matters: {reason}\n\nExample:\n\n{example}\n\nCure: {cure}"),
            "markdown": format!(
                "{meaning}\n\n## Why it matters\n\n{reason}\n\n## Example\n\n{example}\n\n## Cure\n\n{cure}"
            ),
        },
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn location(span: &Span) -> Value {
    let (start, end) = (span.position(), span.end());
    json!({"physicalLocation": {
        "artifactLocation": artifact(&span.source.name),
        "region": {
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        },
    }})
}

/// Where a file is: relative to the folder of the run, or else in full.
fn artifact(name: &str) -> Value {
    let is_full = name.starts_with('/') || name.as_bytes().get(1) == Some(&b':');
    match is_full {
        true => json!({"uri": format!("file:///{}", address(name.trim_start_matches('/')))}),
        false => json!({"uri": address(name), "uriBaseId": ROOT}),
    }
}

/// A path as part of an address: what may not stand in one as it is, is written by its bytes (RFC 3986, 2.1). So is a colon:
/// before the first slash it would end a scheme.
fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => address.push(byte as char),
            _ => write!(address, "%{byte:02X}").expect("a text takes all that is written"),
        }
    }
    address
}

/// What stays the same when lines are added above, or spaces change: the text that is found fault with, and why.
fn fingerprint(code: Code, span: &Span) -> String {
    let text = match span.text().trim() {
        "" => span.source.line(span.range.start),
        text => text,
    };
    let mut hash = blake3::Hasher::new();
    hash.update(code.text().as_bytes());
    for word in text.split_whitespace() {
        hash.update(b" ").update(word.as_bytes());
    }
    hash.finalize().to_hex()[..16].to_owned()
}
