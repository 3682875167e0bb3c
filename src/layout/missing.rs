//! What is told of characters that no face of ours has.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Span};
use crate::text::scripts::Script;

/// A character that cannot be drawn: where first, and all of its places.
pub(super) struct Undrawn {
    char: char,
    first: Option<Span>,
    places: BTreeSet<(String, usize)>,
}

/// If a script has at least so many missing characters, one mistake tells of the script in place of each character.
const SCRIPT: usize = 3;

/// Notes one more place of a character. A place that is set more than once, as a title is, counts as one; so `place` counts
/// only where the character was typed there, and does not only stand for it.
pub(super) fn note(undrawn: &mut Vec<Undrawn>, char: char, place: Option<Span>, is_typed_here: bool) {
    let key = place.as_ref().filter(|_| is_typed_here).map(|span| (span.source.name.clone(), span.range.start));
    match undrawn.iter_mut().find(|other| other.char == char) {
        Some(other) => other.places.extend(key),
        None => undrawn.push(Undrawn { char, first: place, places: key.into_iter().collect() }),
    }
}

/// The mistakes: one a character, and one a script that we have no type for.
pub(super) fn report(undrawn: Vec<Undrawn>) -> Vec<Diagnostic> {
    let scripts: Vec<Option<String>> = undrawn.iter().map(|other| script_without_type(other.char)).collect();
    let count = |script: &str| scripts.iter().flatten().filter(|other| *other == script).count();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut notes = Vec::new();
    for (undrawn, script) in undrawn.iter().zip(&scripts) {
        let mut note = match script.as_deref().filter(|script| count(script) >= SCRIPT) {
            Some(script) if !told.insert(script) => continue,
            Some(script) => of_script(script, count(script), undrawn.char),
            None => undrawn.diagnostic(),
        };
        note.span = undrawn.first.clone();
        notes.push(note);
    }
    notes
}

fn of_script(script: &str, count: usize, first: char) -> Diagnostic {
    let message = format!(
        "no font of ours has the {script} script: {count} of its letters and signs stand in this article, the first \
         is “{first}”, U+{:04X}",
        u32::from(first)
    );
    let hint = "handouts in this script cannot be made; this one is not made, so that no letter is lost";
    Diagnostic::new(Code::MissingGlyph, message).hint(hint)
}

impl Undrawn {
    fn diagnostic(&self) -> Diagnostic {
        let again = match self.places.len().saturating_sub(1) {
            0 => String::new(),
            1 => ", nor the other one in this article".to_owned(),
            more => format!(", nor the {more} others in this article"),
        };
        let number = u32::from(self.char);
        if let Some((what, hint)) = private(self.char) {
            let message = format!("no font of ours can draw U+{number:04X}, {what}{again}");
            return Diagnostic::new(Code::MissingGlyph, message).hint(hint);
        }
        let name = unicode_names2::name(self.char).map(|name| format!(" ({name})")).unwrap_or_default();
        let message = format!("no font of ours can draw “{}”, U+{number:04X}{name}{again}", self.char);
        let hint = "write it another way; the handout is not made, so that no letter is lost";
        Diagnostic::new(Code::MissingGlyph, message).hint(hint)
    }
}

/// What a sign means that only the fonts of one program have, and what to do about it.
fn private(c: char) -> Option<(&'static str, &'static str)> {
    let list = "delete it; for a list, use `bullets:`\n- bullets:\n    - The text behind the bullet";
    match c {
        '\u{F0A7}' | '\u{F0A8}' | '\u{F0B7}' | '\u{F06C}' | '\u{F06E}' | '\u{F076}' | '\u{F0D8}' => {
            Some(("a bullet copied from Word", list))
        }
        '\u{F0FC}' | '\u{F0FE}' | '\u{F0A3}' | '\u{F06F}' => {
            Some(("a tick or a box copied from Word", "delete it; for a list with ticks use `do:`, else `bullets:`"))
        }
        '\u{F0E0}' | '\u{F0E8}' => {
            Some(("an arrow copied from Word", "type an arrow, →, or use `bullets:` for a list"))
        }
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => {
            Some(("a sign that only one font has, and that means nothing in others", "type what it should show"))
        }
        _ => None,
    }
}

/// The name of a character's script, where it is a script that we carry no type for.
fn script_without_type(c: char) -> Option<String> {
    if !(c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)) || Script::of(c).is_some() {
        return None;
    }
    let name = unicode_names2::name(c)?.to_string();
    let kinds = [
        " LETTER",
        " CAPITAL LETTER",
        " SMALL LETTER",
        " VOWEL",
        " SIGN",
        " DIGIT",
        " CONSONANT",
        " SYLLABLE",
        " MARK",
        " AU ",
        " SYLLABICS",
    ];
    let end = kinds.iter().filter_map(|kind| name.find(kind)).min()?;
    let capital = |word: &str| match word {
        "ORIYA" => "Odia".to_owned(),
        "CANADIAN" => "Canadian syllabic".to_owned(),
        _ => word.chars().take(1).chain(word.to_lowercase().chars().skip(1)).collect(),
    };
    let script = name[..end].split(' ').map(capital).collect::<Vec<String>>().join(" ");
    (!["Latin", "Combining", "Modifier"].contains(&script.as_str())).then_some(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_called_as_people_call_them() {
        let named = |c| script_without_type(c).unwrap_or_default();
        assert_eq!(['𞤆', '𞤵', 'ଦ', 'ᐃ', 'Ꮳ'].map(named), ["Adlam", "Adlam", "Odia", "Canadian syllabic", "Cherokee"]);
        assert_eq!(['a', '1', '☤'].map(named), [""; 3]);
    }
}
