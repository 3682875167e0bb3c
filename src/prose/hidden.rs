//! Characters that cannot be seen, where they would change what is read.

use unicode_bidi::{BidiClass, bidi_class};

use super::fold::Folded;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{is_folded_plainly, is_unseen, named};

/// Unseen characters that may stand in a row.
const LONGEST_ROW: usize = 32;

/// Notes what is typed unseen in a paragraph and would put its words or digits in another order, or part a number.
pub(super) fn check(folded: &Folded, notes: &mut Notes) {
    if folded.text.is_ascii() || is_folded_plainly(&folded.text) || !folded.text.contains(is_unseen) {
        return;
    }
    in_rows(folded, notes);
    in_numbers(folded, notes);
    check_overrides(folded, notes);
    if !check_isolates(folded, notes) {
        check_directions(folded, notes);
    }
}

fn note(folded: &Folded, at: usize, c: char, code: Code, message: String, hint: &str, notes: &mut Notes) {
    let place = folded.places.span(&folded.text, at..at + c.len_utf8());
    notes.push(Diagnostic::new(code, message).at(place).hint(hint));
}

/// More in a row than any text has use for: they were typed by a slip, or by a program, and a PDF reader takes them all for
/// part of one letter.
fn in_rows(folded: &Folded, notes: &mut Notes) {
    let mut row = 0;
    let mut first = 0;
    for (at, c) in folded.text.char_indices() {
        if !is_unseen(c) {
            row = 0;
            continue;
        }
        first = if row == 0 { at } else { first };
        row += 1;
        if row > LONGEST_ROW {
            let message = format!("more than {LONGEST_ROW} characters that cannot be seen stand in a row here");
            return note(folded, first, c, Code::InvisibleCharacter, message, "delete them", notes);
        }
    }
}

/// Between the digits of a number: `1<U+200F>0` may be printed as "01", and `10<U+200B>00` on two lines.
fn in_numbers(folded: &Folded, notes: &mut Notes) {
    let mut in_number = false;
    let mut unseen: Option<(usize, char)> = None;
    for (at, c) in folded.text.char_indices() {
        match c {
            _ if c.is_numeric() => {
                if let Some((at, c)) = unseen.take() {
                    let message = format!("{}, which cannot be seen, stands inside a number", named(c));
                    note(folded, at, c, Code::InvisibleCharacter, message, "delete it, and check the number", notes);
                }
                in_number = true;
            }
            // It joins, and changes nothing.
            '\u{2060}' => {}
            _ if is_unseen(c) => unseen = unseen.or(in_number.then_some((at, c))),
            '.' | ',' | '\'' | '’' | '٫' | '٬' => {}
            _ => (in_number, unseen) = (false, None),
        }
    }
}

/// What stands between a sign that sets a direction, as Unicode did before it had isolates, and its end.
#[derive(Clone, Copy)]
struct Override {
    at: usize,
    sign: char,
    /// Letters from right to left in it.
    leftward: usize,
    /// Letters from left to right, and digits.
    rightward: usize,
}

impl Override {
    /// Whether it puts letters or digits in another order than they are typed in; a single one has no order.
    fn turns(self) -> bool {
        match self.sign {
            '\u{202D}' => self.leftward > 1,
            '\u{202E}' => self.rightward > 1,
            '\u{202B}' => self.leftward == 0 && self.rightward > 1,
            _ => false,
        }
    }
}

/// Overrides and embeddings: an error where they turn text round or never end, else a warning.
fn check_overrides(folded: &Folded, notes: &mut Notes) {
    let mut open: Vec<Override> = Vec::new();
    for (at, c) in folded.text.char_indices() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => {
                open.push(Override { at, sign: c, leftward: 0, rightward: 0 });
            }
            '\u{202C}' => {
                let Some(closed) = open.pop() else {
                    warn(folded, at, c, notes);
                    continue;
                };
                if closed.turns() {
                    turning(folded, closed, notes)
                } else {
                    warn(folded, closed.at, closed.sign, notes)
                }
                // What stands in the inner one stands in the outer one too.
                if let Some(outer) = open.last_mut() {
                    outer.leftward += closed.leftward;
                    outer.rightward += closed.rightward;
                }
            }
            _ => {
                if let Some(inner) = open.last_mut() {
                    inner.leftward += usize::from(is_leftward(c));
                    inner.rightward += usize::from(c.is_numeric() || bidi_class(c) == BidiClass::L);
                }
            }
        }
    }
    open.into_iter().for_each(|never_closed| turning(folded, never_closed, notes));
}

fn turning(folded: &Folded, sign: Override, notes: &mut Notes) {
    let message = format!(
        "{} cannot be seen and turns the letters and digits behind it round, so that they are printed in another order",
        named(sign.sign)
    );
    let hint = "delete it: the direction of each word is found without it";
    note(folded, sign.at, sign.sign, Code::BidiControl, message, hint, notes);
}

fn warn(folded: &Folded, at: usize, c: char, notes: &mut Notes) {
    let message = format!("{} cannot be seen, and changes nothing here", named(c));
    let place = folded.places.span(&folded.text, at..at + c.len_utf8());
    notes.push(Diagnostic::new(Code::BidiControl, message).as_warning().at(place).hint("delete it"));
}

/// Isolates must be closed, and must be for words of the direction they set. Says whether anything was noted.
fn check_isolates(folded: &Folded, notes: &mut Notes) -> bool {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut noted = false;
    let mut leftward = None;
    for (at, c) in folded.text.char_indices() {
        match c {
            '\u{2066}'..='\u{2068}' => open.push((at, c)),
            '\u{2069}' => match open.pop() {
                Some((start, '\u{2067}')) if leftward.is_none_or(|at| at < start) => {
                    noted = true;
                    turned(folded, start, '\u{2067}', notes);
                }
                Some(_) => {}
                None => {
                    noted = true;
                    let message = format!("{}, which cannot be seen, closes nothing", named(c));
                    note(folded, at, c, Code::BidiControl, message, "delete it", notes);
                }
            },
            _ if is_leftward(c) => leftward = Some(at),
            _ => {}
        }
    }
    for (at, c) in open {
        noted = true;
        let message = format!("{}, which cannot be seen, is never closed in this paragraph", named(c));
        note(
            folded,
            at,
            c,
            Code::BidiControl,
            message,
            "delete it: the direction of each word is found without it",
            notes,
        );
    }
    noted
}

/// Marks of direction from right to left where nothing is written that way.
fn check_directions(folded: &Folded, notes: &mut Notes) {
    let mark = folded.text.char_indices().find(|(_, c)| matches!(c, '\u{200F}' | '\u{61C}'));
    if let Some((at, c)) = mark.filter(|_| !folded.text.contains(is_leftward)) {
        turned(folded, at, c, notes);
    }
}

fn turned(folded: &Folded, at: usize, c: char, notes: &mut Notes) {
    let message = format!("{}, which cannot be seen, turns text round that has no right-to-left letter", named(c));
    note(folded, at, c, Code::BidiControl, message, "delete it", notes);
}

fn is_leftward(c: char) -> bool {
    !is_unseen(c) && matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}
