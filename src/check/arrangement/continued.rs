//! "(continued)" that somebody typed: the tool says by itself what goes on on the next page.

use super::at_start;
use crate::check::texts::CheckedText;
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
    let says_it = |all: String| CONTINUED[..3].contains(&all.as_str()) || ON_NEXT_PAGE.contains(&all.as_str());
    if bare(text).is_some_and(says_it) {
        return Some(text);
    }
    let at = match text.ends_with([')', '）', ']']) {
        true => text.rfind(['(', '（', '['])?,
        false => text.rfind([',', '–', '—', ':', '-'])?,
    };
    // Behind a dash `cd` may be a disc.
    let is_long = |end: &String| end.len() > 3 || text.ends_with([')', '）', ']']);
    let end = bare(&text[at..]).filter(is_long)?;
    CONTINUED.contains(&end.as_str()).then(|| text[at..].trim_start_matches([',', '–', '—', ':', '-', ' ']))
}

/// A text in small letters, without what is no letter at its ends; `None` of one that is longer than any that we know.
fn bare(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    // A small letter may have a third of the bytes that its capital has.
    (bare.len() <= 3 * LONGEST_KNOWN).then(|| bare.to_lowercase().replace('’', "'"))
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
