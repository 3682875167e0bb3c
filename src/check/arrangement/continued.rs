//! "(continued)" that somebody typed: the tool says by itself what goes on on the next page.

use super::at_start;
use crate::article::Article;
use crate::diagnostics::{Code, Diagnostic};

/// "Continued", as it is typed behind a heading.
const CONTINUED: [&str; 22] = [
    "continued",
    "cont",
    "contd",
    "cont'd",
    "continuation",
    "continues",
    "continuación",
    "continúa",
    "continua",
    "suite",
    "à suivre",
    "fortsetzung",
    "forts",
    "continuação",
    "segue",
    "vervolg",
    "ciąg dalszy",
    "cd",
    "продолжение",
    "続き",
    "续",
    "續",
];
/// What else says that a page ends.
const ON_NEXT_PAGE: [&str; 8] = [
    "continued on next page",
    "continued on the next page",
    "continued on back",
    "continued on the back",
    "continued on reverse",
    "see next page",
    "turn over",
    "please turn over",
];
/// Bytes of the longest text that can end with one.
const LONGEST: usize = 300;

/// Notes each.
pub(super) fn check(article: &Article) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for passage in article.passages() {
        let plain = passage.text.plain();
        if let Some(what) = continued_part(plain.trim()) {
            let message = format!("“{what}” is typed here, and the page may end anywhere");
            let hint = "delete it: the tool says by itself what goes on on the next page; or give what follows a name of its own";
            found.push(at_start(Diagnostic::new(Code::TypedContinued, message).hint(hint), passage.text));
        }
    }
    found
}

/// The `(continued)` at the end of a text, or a text that says nothing else.
fn continued_part(text: &str) -> Option<&str> {
    if text.len() > LONGEST {
        return None;
    }
    let all = bare(text);
    if CONTINUED[..3].contains(&all.as_str()) || ON_NEXT_PAGE.contains(&all.as_str()) {
        return Some(text);
    }
    let at = match text.ends_with([')', '）', ']']) {
        true => text.rfind(['(', '（', '['])?,
        false => text.rfind([',', '–', '—', ':', '-']).filter(|at| bare(&text[*at..]).len() > 3)?,
    };
    CONTINUED
        .contains(&bare(&text[at..]).as_str())
        .then(|| text[at..].trim_start_matches([',', '–', '—', ':', '-', ' ']))
}

fn bare(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'")
}
