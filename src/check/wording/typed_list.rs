//! A list that is typed in one line: "Bring: 1. your card 2. your tablets". Its marks are printed like words, and a screen
//! reader does not say that there is a list.

use super::{Wording, is_among};
use crate::diagnostics::{Code, Diagnostic};
use crate::language::usual_rightwards;
use crate::prose;
use crate::yaml::quoted_if_needed;

/// Longest list, in bytes, that a cure shows whole.
const SHOWN: usize = 2_000;
/// Languages in which "2." is how one writes "second": "am 1. Mai", "2. Zyklus".
const ORDINALS: &str = "bs cs da de et fi fo hr hu is lv nb nn no pl sk sl sr tr";
/// Words between the last items of a list.
const JOINERS: [&str; 16] =
    ["and", "or", "then", "y", "e", "o", "u", "luego", "et", "ou", "puis", "und", "oder", "dann", "ed", "i"];

/// The mark of an item.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    /// Where its item begins.
    end: usize,
    kind: Kind,
    /// Whether a clause begins with it.
    begins: bool,
}

/// What a mark looks like; marks of one list look alike.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// `•`, or a dash, with white space around it.
    Sign(char),
    /// `1.`
    Point(u32),
    /// `1)`, `a)` or `i)`; each of these is 1.
    Closed(u32, Numeral),
    /// `(1)`, `(a)` or `(i)`
    Round(u32, Numeral),
    /// `Step 1:`
    Named(u32),
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Numeral {
    Digits,
    Letter,
    Roman,
}

/// Letters of the longest number in Roman figures that counts items: `viii`.
const LONGEST_ROMAN: usize = 4;
/// Words before the number of a step.
const STEPS: [&str; 4] = ["Step ", "step ", "Paso ", "paso "];

/// Notes a list that is typed in a text.
pub(super) fn check(wording: &Wording, found: &mut Vec<Diagnostic>) {
    if wording.is_ascii && !may_have_marks(wording.plain.as_bytes()) {
        return;
    }
    let marks = marks(wording.plain);
    let list = list(&marks, wording);
    let Some(first) = list.first() else { return };
    let message = "this looks like a list in one line, and is printed as typed";
    let range = first.at..first.at + wording.plain[first.at..first.end].trim_end().len();
    let advice = "where a list can stand, make one of it";
    let hint = match block(wording, &list) {
        Some(block) if block.len() <= SHOWN => format!("{advice}:\n{block}"),
        _ => advice.to_owned(),
    };
    found.push(wording.note(Code::ListInLine, range, message.to_owned(), hint));
}

/// Whether a text of ASCII has a bracket that closes, a digit with a point behind it, a dash or star before white space, or a
/// number behind a word that ends as those of [`STEPS`] do: none of its marks is without.
fn may_have_marks(text: &[u8]) -> bool {
    let has_sign = |one: u8, other: u8| {
        (one == b')') | one.is_ascii_digit() & (other == b'.') | ((one == b'-') | (one == b'*')) & (other <= b' ')
    };
    let names = |one: u8, gap: u8, other: u8| ((one == b'p') | (one == b'o')) & (gap == b' ') & other.is_ascii_digit();
    // Without a way out of the loop the compiler looks at many bytes at a time.
    let threes = text.iter().zip(text.iter().skip(1)).zip(text.iter().skip(2));
    threes.fold(false, |any, ((one, two), three)| any | has_sign(*one, *two) | names(*one, *two, *three))
}

/// The marks in a text, in order. Each is looked at once.
fn marks(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let (mut is_open, mut is_start) = (false, true);
    let mut at = 0;
    loop {
        if is_start && let Some((kind, length)) = mark(&text[at..], is_open) {
            marks.push(Mark { at, end: at + length, kind, begins: begins_clause(&text[..at]) });
        }
        let inside = bytes[at..].iter().take_while(|byte| matches!(byte, b'!'..=b'\'' | b'*'..=b'~')).count();
        at += inside;
        let letters = usual_rightwards(&bytes[at..]);
        at += letters;
        if letters > 0 {
            is_start = false;
            continue;
        }
        // A bracket, white space, or a character beyond ASCII.
        let Some(c) = text[at..].chars().next() else { return marks };
        match c {
            '(' => is_open = true,
            ')' => is_open = false,
            _ => {}
        }
        is_start = c.is_whitespace();
        at += c.len_utf8();
    }
}

/// The mark that a text begins with, and its length with the white space behind it. `is_open` says that a bracket before it
/// is still open, and may be closed by this one.
fn mark(text: &str, is_open: bool) -> Option<(Kind, usize)> {
    if is_plain_word(text.as_bytes()) {
        return None;
    }
    let first = text.chars().next()?;
    if matches!(first, 'א'..='ת' | 'ء'..='ي') {
        // None of the letters that count items here, nor of those that begin a step.
        return None;
    }
    if matches!(first, '•' | '·' | '-' | '–' | '—' | '*' | '▪' | '●') {
        return bullet(text, first);
    }
    match STEPS.iter().find_map(|word| text.strip_prefix(word)) {
        Some(body) => step(body).map(|(value, item)| (Kind::Named(value), text.len() - item.len())),
        None => counted(text, is_open),
    }
}

/// A bullet or a dash before a word.
fn bullet(text: &str, sign: char) -> Option<(Kind, usize)> {
    let rest = &text[sign.len_utf8()..];
    let item = rest.trim_start();
    let is_apart = item.len() < rest.len() || sign == '•';
    (is_apart && item.starts_with(char::is_alphanumeric)).then_some((Kind::Sign(sign), text.len() - item.len()))
}

/// The number of a step, and what is to be done in it.
fn step(body: &str) -> Option<(u32, &str)> {
    let digits = body.find(|c: char| !c.is_ascii_digit()).unwrap_or(body.len());
    let value = body[..digits].parse().ok().filter(|_| digits < 3)?;
    let behind = &body[digits..];
    // "Step 1 is easy" is a sentence; a sign or a capital letter begins the words of a step.
    let (item, is_item) = match behind.strip_prefix([':', '.', ')']) {
        Some(rest) => (rest.trim_start(), true),
        None => (behind.trim_start(), behind.trim_start().starts_with(char::is_uppercase)),
    };
    (is_item && item.starts_with(is_word_start)).then_some((value, item))
}

/// `1.`, `1)`, `(a)` and the like before a word.
fn counted(text: &str, is_open: bool) -> Option<(Kind, usize)> {
    let body = text.strip_prefix('(').unwrap_or(text);
    let is_round = body.len() < text.len();
    let (value, numeral, length) = number(body)?;
    let close = body[length..].chars().next()?;
    let behind = &body[length + close.len_utf8()..];
    let item = behind.trim_start();
    // Behind the mark stands a word: no further number, as in "1. 5. 2026".
    if item.len() == behind.len() || !item.starts_with(is_word_start) || value == 0 || value > 30 {
        return None;
    }
    let kind = match close {
        ')' if is_round => Kind::Round(value, numeral),
        ')' if !is_open => Kind::Closed(value, numeral),
        '.' if !is_round && numeral == Numeral::Digits => Kind::Point(value),
        _ => return None,
    };
    Some((kind, text.len() - item.len()))
}

/// What counts an item, how it is written, and its length.
fn number(body: &str) -> Option<(u32, Numeral, usize)> {
    let letter = body.chars().next()?;
    if letter.is_ascii_lowercase() {
        let figures = body.bytes().take(LONGEST_ROMAN + 1).position(|byte| byte == b')').unwrap_or(1);
        return Some(match body.get(..figures).and_then(prose::roman) {
            Some(value) => (value, Numeral::Roman, figures),
            None => (u32::from(letter) - u32::from('a') + 1, Numeral::Letter, 1),
        });
    }
    let digits = body.find(|c| prose::digit(c).is_none()).unwrap_or(body.len());
    let count = body[..digits].chars().count();
    let value = body[..digits].chars().take(3).filter_map(prose::digit).fold(0, |value, digit| value * 10 + digit);
    (1..=3).contains(&count).then_some((value, Numeral::Digits, digits))
}

/// Whether a text begins with a word that is no mark, as most words are: no bracket closes behind its first letters, and none of
/// [`STEPS`] begins like it.
fn is_plain_word(text: &[u8]) -> bool {
    let may_be_step = |letter: &u8| matches!(letter, b'S' | b's' | b'P' | b'p');
    let begins = text.first().filter(|letter| letter.is_ascii_alphabetic() && !may_be_step(letter));
    begins.is_some() && !text.iter().take(LONGEST_ROMAN + 1).any(|byte| *byte == b')')
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '¿' | '¡' | '“' | '"' | '«')
}

/// Whether a clause ends with this text, or an item does.
fn begins_clause(before: &str) -> bool {
    let before = before.trim_end();
    if before.is_empty() || before.ends_with(['.', ':', ';', ',', '!', '?', '–', '—', '…', '。', '；', '：']) {
        return true;
    }
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    JOINERS.contains(&last)
}

/// The marks of the first list; empty where there is none.
fn list(marks: &[Mark], wording: &Wording) -> Vec<Mark> {
    let mut signs: Vec<Kind> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let is_first = match mark.kind {
            Kind::Sign(_) => !signs.contains(&mark.kind),
            _ => follows(None, mark.kind),
        };
        if !is_first {
            continue;
        }
        if matches!(mark.kind, Kind::Sign(_)) {
            signs.push(mark.kind);
        }
        let run = run(&marks[index..]);
        if is_list(&run, wording) {
            return run;
        }
    }
    Vec::new()
}

/// The marks that follow one another, from the first on. It ends with one that looks alike and is not the next, so that all
/// runs together look at each mark once for each look.
fn run(marks: &[Mark]) -> Vec<Mark> {
    let mut run = vec![marks[0]];
    for mark in &marks[1..] {
        let last = run[run.len() - 1].kind;
        if follows(Some(last), mark.kind) {
            run.push(*mark);
        } else if std::mem::discriminant(&last) == std::mem::discriminant(&mark.kind) && !matches!(last, Kind::Sign(_))
        {
            break;
        }
    }
    run
}

/// Whether one mark is the next after another, or the first of a list.
fn follows(before: Option<Kind>, kind: Kind) -> bool {
    match (before, kind) {
        (None, Kind::Sign(_)) => true,
        (None, Kind::Point(value) | Kind::Closed(value, _) | Kind::Round(value, _) | Kind::Named(value)) => value == 1,
        (Some(Kind::Sign(one)), Kind::Sign(other)) => one == other,
        (Some(Kind::Point(one)), Kind::Point(other)) | (Some(Kind::Named(one)), Kind::Named(other)) => other == one + 1,
        (Some(Kind::Closed(one, is)), Kind::Closed(other, also)) => is_next((one, is), (other, also)),
        (Some(Kind::Round(one, is)), Kind::Round(other, also)) => is_next((one, is), (other, also)),
        _ => false,
    }
}

/// Whether one number is the next after another. A Roman figure of one letter may be that letter: `(h)`, `(i)`, `(j)`.
fn is_next((one, is): (u32, Numeral), (other, also): (u32, Numeral)) -> bool {
    match (is, also) {
        (Numeral::Letter, Numeral::Roman) => letter_of_figure(other) == Some(one + 1),
        (Numeral::Roman, Numeral::Letter) => letter_of_figure(one).is_some_and(|letter| other == letter + 1),
        _ => is == also && other == one + 1,
    }
}

/// Which letter of the alphabet a Roman figure is that has only one.
fn letter_of_figure(value: u32) -> Option<u32> {
    match value {
        1 => Some(9),
        5 => Some(22),
        10 => Some(24),
        _ => None,
    }
}

/// Whether marks that follow one another are plainly those of a list.
fn is_list(marks: &[Mark], wording: &Wording) -> bool {
    let [first, others @ ..] = marks else { return false };
    // A bracket that closes without having been opened is a mark wherever it stands.
    if others.is_empty() || !first.begins && !matches!(first.kind, Kind::Round(..) | Kind::Closed(..)) {
        return false;
    }
    let lead = wording.plain[..first.at].trim_end();
    let is_led = lead.is_empty() || prose::is_lead_in(lead);
    let begins_sentence = |mark: &Mark| wording.plain[..mark.at].trim_end().ends_with(['.', '!', '?', ';', '。', '；']);
    let is_capital = |mark: &Mark| wording.plain[mark.end..].starts_with(char::is_uppercase);
    match first.kind {
        // A sign between words, as in "Monday • Friday", marks no items.
        Kind::Sign('•' | '▪' | '●') => is_led,
        Kind::Sign(_) => !lead.is_empty() && is_led,
        Kind::Point(_) if is_among(ORDINALS, wording.language) => is_led && others.iter().all(begins_sentence),
        Kind::Point(_) => is_led || others.iter().all(|mark| mark.begins || is_capital(mark)),
        Kind::Named(_) => others.iter().all(|mark| mark.begins),
        Kind::Closed(..) => true,
        Kind::Round(..) => marks.iter().filter(|mark| mark.begins).count() >= 2 || marks.len() > 2,
    }
}

/// The blocks that the text should be; `None` where it has marks of strong text or links, which would be lost.
fn block(wording: &Wording, marks: &[Mark]) -> Option<String> {
    let [only] = wording.passage.text.inlines.as_slice() else { return None };
    if only.text != wording.plain || only.strong || only.emphasis || only.link.is_some() {
        return None;
    }
    let ends = marks.iter().skip(1).map(|mark| mark.at).chain([wording.plain.len()]);
    let items: Vec<&str> = marks.iter().zip(ends).map(|(mark, end)| wording.plain[mark.end..end].trim()).collect();
    if items.iter().any(|item| item.is_empty()) {
        return None;
    }
    let lead = wording.plain[..marks[0].at].trim();
    let key = if matches!(marks[0].kind, Kind::Sign(_)) { "bullets" } else { "steps" };
    let lead = if lead.is_empty() { String::new() } else { format!("- {}\n", quoted_if_needed(lead, false)) };
    let items = items.iter().map(|item| format!("\n    - {}", quoted_if_needed(item, false)));
    Some(format!("{lead}- {key}:{}", items.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A text that is passed over has no marks.
        #[test]
        fn no_mark_is_passed_over(text in r"(a|Wash|1|2|\.|\)|\(| | |-|\*|:|Step |paso |ii|b|,|\n){0,12}") {
            prop_assert!(may_have_marks(text.as_bytes()) || marks(&text).is_empty());
        }
    }
}
