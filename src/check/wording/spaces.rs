//! Two spaces where one belongs, and no-break spaces that came with a paste.

use std::ops::Range;

use super::{Wording, is_among};
use crate::diagnostics::{Code, Diagnostic};
use crate::prose::Inline;
use crate::yaml::is_folded_plainly;

/// So many are told of one paragraph: some people type two behind every full stop.
const MOST_IN_ONE: usize = 3;

/// Notes spaces that an editor would mend.
pub(super) fn check(wording: &Wording, found: &mut Vec<Diagnostic>) {
    let before = found.len();
    for inline in &wording.passage.text.inlines {
        doubled(inline, found);
    }
    found.truncate(before + MOST_IN_ONE);
    if !wording.is_ascii && !is_folded_plainly(wording.plain) && wording.plain.contains(is_no_break) {
        no_break(wording, found);
    }
}

/// Two or more spaces in the file, of which paper has one.
fn doubled(inline: &Inline, found: &mut Vec<Diagnostic>) {
    let Some(places) = &inline.places else { return };
    let bytes = inline.text.as_bytes();
    // Behind a doubled space the bytes of the text and of the file no longer go alike.
    let breaks = places.anchors.iter().map(|&(text, _)| text as usize).filter(|&text| 0 < text && text <= bytes.len());
    for end in breaks.chain([bytes.len()]).filter(|&end| end > 0 && bytes.get(end - 1) == Some(&b' ')) {
        let start = places.at(end - 1);
        let Some(raw) = places.source.text.get(start..) else { continue };
        let spaces = raw.len() - raw.trim_start_matches([' ', '\t']).len();
        if spaces > 1 && !raw[spaces..].starts_with(['\n', '\r']) && spaces < raw.len() {
            let note = Diagnostic::new(Code::DoubledSpace, format!("{spaces} spaces stand here in a row"));
            let hint = if spaces > 2 { "delete all but one; columns are a `table:`" } else { "delete all but one" };
            found.push(note.at(places.source.span(start..start + spaces)).hint(hint));
        }
    }
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}')
}

/// No-break spaces between two ordinary words. Beside a number, a mark or a short word they hold together what belongs
/// together.
fn no_break(wording: &Wording, found: &mut Vec<Diagnostic>) {
    let before = found.len();
    for (at, c) in wording.plain.char_indices().filter(|(_, c)| is_no_break(*c)) {
        let range = at..at + c.len_utf8();
        let (left, right) = (&wording.plain[..at], &wording.plain[range.end..]);
        if let Some(note) =
            beside_space(wording, range.clone(), left, right).or_else(|| between_words(wording, range, left, right))
        {
            found.push(note);
        }
        if found.len() >= before + MOST_IN_ONE {
            return;
        }
    }
}

/// A no-break space beside another space is one too many.
fn beside_space(wording: &Wording, range: Range<usize>, left: &str, right: &str) -> Option<Diagnostic> {
    let is_beside = right.starts_with(char::is_whitespace) || left.ends_with(' ');
    let message = "a no-break space stands beside another space".to_owned();
    is_beside.then(|| wording.note(Code::DoubledSpace, range, message, "delete all but one"))
}

fn between_words(wording: &Wording, range: Range<usize>, left: &str, right: &str) -> Option<Diagnostic> {
    let one = last_word(left);
    let other = right.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let letters = one.chars().count();
    let is_tied = match is_among("en", wording.language) {
        true => letters < 4 && one.starts_with(char::is_uppercase) && one.len() > 1,
        // Spanish ties no words, but for a single letter.
        false if is_among("es", wording.language) => letters < 2,
        false => letters < 4 || other.chars().count() < 3,
    };
    if one.is_empty() || other.is_empty() || is_tied {
        return None;
    }
    let message = format!("a no-break space stands between “{one}” and “{other}”, and the line cannot end there");
    Some(wording.note(Code::NoBreakSpaceInText, range, message, "type an ordinary space"))
}

/// The word that a text ends with; empty where it ends with another sign.
fn last_word(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last();
    start.map_or("", |(at, _)| &text[at..])
}
