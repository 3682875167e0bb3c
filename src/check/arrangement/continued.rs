//! "(continued)" that somebody typed: the tool says by itself what goes on on the next page.

use super::at_start;
use crate::check::texts::CheckedText;
use crate::diagnostics::{Code, Diagnostic};
use crate::language::{is_alphanumeric, lowercase};

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
/// Bytes of the longest of both.
const LONGEST_KNOWN: usize = 26;
/// Bytes of the longest text that can end with one.
const LONGEST: usize = 300;

/// Notes each.
pub(super) fn check(texts: &[CheckedText]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for text in texts {
        if let Some(what) = continued_part(text.plain.trim()) {
            let message = format!("“{what}” is typed here, and the page may end anywhere");
            let hint = "delete it: the tool says by itself what goes on on the next page; or give what follows a name of its own";
            found.push(at_start(Diagnostic::new(Code::TypedContinued, message).hint(hint), text.passage.text));
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
    if is_among(all, &CONTINUED[..3]) || is_among(all, &ON_NEXT_PAGE) {
        return Some(text);
    }
    let is_in_brackets = text.ends_with([')', '）', ']']);
    let at = match is_in_brackets {
        true => text.rfind(['(', '（', '['])?,
        false => last_part(text)?,
    };
    let end = bare(&text[at..]);
    // Behind a dash `cd` may be a disc.
    let says_it = is_among(end, &CONTINUED) && (is_in_brackets || small(end).len() > 3);
    says_it.then(|| text[at..].trim_start_matches([',', '–', '—', ':', '-', ' ']))
}

/// Where the last part of a text begins, with the sign before it.
fn last_part(text: &str) -> Option<usize> {
    match text.is_ascii() {
        true => text.bytes().rposition(|byte| matches!(byte, b',' | b':' | b'-')),
        false => text.rfind([',', '–', '—', ':', '-']),
    }
}

/// A text without what is no letter at its ends.
fn bare(text: &str) -> &str {
    text.trim_matches(|c| !is_alphanumeric(c))
}

/// Whether a text is one of these, which are in small letters, in any letter case.
fn is_among(text: &str, known: &[&str]) -> bool {
    if text.is_ascii() {
        return text.len() <= LONGEST_KNOWN && known.iter().any(|known| known.eq_ignore_ascii_case(text));
    }
    // A small letter may have a third of the bytes that its capital has.
    text.len() <= 3 * LONGEST_KNOWN && known.contains(&small(text).as_str())
}

fn small(text: &str) -> String {
    lowercase(text).replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_longer_than_we_look() {
        let longest = CONTINUED.iter().chain(&ON_NEXT_PAGE).map(|known| known.len()).max();
        assert_eq!(longest, Some(LONGEST_KNOWN));
    }
}
