//! Temperatures in one unit only, for readers whose thermometer has the other.

use std::cell::LazyCell;
use std::ops::Range;

use super::texts::CheckedText;
use crate::article::{Passage, PassageKind};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::digit;
use crate::site::{Site, Temperature};

/// So many are told of one article.
const MOST_TOLD: usize = 20;

/// A unit of temperature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Fahrenheit,
    Celsius,
}

impl Unit {
    fn sign(self) -> &'static str {
        match self {
            Unit::Fahrenheit => "°F",
            Unit::Celsius => "°C",
        }
    }

    fn other(self) -> Unit {
        match self {
            Unit::Fahrenheit => Unit::Celsius,
            Unit::Celsius => Unit::Fahrenheit,
        }
    }
}

/// The temperatures of a text, and where they stand.
type Temperatures = Vec<(Range<usize>, Unit)>;

/// Notes temperatures in one unit where the clinic wants both, or where the article has both elsewhere.
pub(super) fn check(texts: &[CheckedText], site: &Site, notes: &mut Notes) {
    if site.lint.rules.temperature == Some(Temperature::Any) {
        return;
    }
    // Digits of other scripts are not of ASCII.
    let read: Vec<(Passage, Temperatures)> = texts
        .iter()
        .filter(|text| text.has_digit || !text.is_ascii)
        .map(|text| (text.passage, temperatures(&text.plain)))
        .filter(|(_, read)| !read.is_empty())
        .collect();
    let has = |read: &[(Range<usize>, Unit)], unit: Unit| read.iter().any(|(_, of)| *of == unit);
    let has_both = |read: &[(Range<usize>, Unit)]| has(read, Unit::Fahrenheit) && has(read, Unit::Celsius);
    if site.lint.rules.temperature.is_none() && !read.iter().any(|(_, read)| has_both(read)) {
        return;
    }
    // A table may have a column for each.
    let in_cells = |unit: Unit| read.iter().any(|(passage, read)| passage.kind == PassageKind::Cell && has(read, unit));
    let has_columns = in_cells(Unit::Fahrenheit) && in_cells(Unit::Celsius);
    let alone =
        read.iter().filter(|(passage, read)| !(has_both(read) || has_columns && passage.kind == PassageKind::Cell));
    for (passage, read) in alone.take(MOST_TOLD) {
        let (range, unit) = &read[0];
        let message = format!("this temperature is in {} only", unit.sign());
        let hint = format!("give it in {} too: “100.4 °F (38 °C)”", unit.other().sign());
        let note = Diagnostic::new(Code::OneTemperature, message).hint(hint);
        notes.push(match passage.text.place(range.clone()) {
            Some(place) => note.at(place),
            None => note,
        });
    }
}

/// Words of texts in which "101 degrees" bends no knee.
const FEVERS: [&str; 5] = ["fever", "temperature", "fiebre", "temperatura", "calentura"];

/// Numbers with a unit of temperature behind them. "A 2 °C rise" is one too, and so is "a fever of 101 degrees".
fn temperatures(text: &str) -> Temperatures {
    let mut found = Vec::new();
    let names_fever = LazyCell::new(|| {
        let small = text.to_lowercase();
        FEVERS.iter().any(|word| small.contains(word))
    });
    // The first bytes of `°`, `º`, `℃` and `℉`, and letters.
    let may_begin = |byte: &u8| matches!(byte, 0xC2 | 0xE2 | b'd' | b'g' | b'F' | b'C');
    for at in text.bytes().enumerate().filter(|(_, byte)| may_begin(byte)).map(|(at, _)| at) {
        let Some(c) = text[at..].chars().next().filter(|c| matches!(c, '°' | 'º' | '℃' | '℉') || c.is_ascii())
        else {
            continue;
        };
        let before = text[..at].trim_end_matches([' ', '\u{A0}', '\u{202F}']);
        if !before.ends_with(|c| digit(c).is_some()) {
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let number =
            before.char_indices().rev().take_while(|(_, c)| digit(*c).is_some() || matches!(c, '.' | ',')).last();
        let start = number.map_or(at, |(start, _)| start);
        let unit = unit(c, rest).or_else(|| unit_of_body(&before[start..], c, rest).filter(|_| *names_fever));
        found.extend(unit.map(|unit| (start..at + c.len_utf8(), unit)));
    }
    found
}

/// The unit of a temperature that a body can have, where its sign is left out: "101 degrees", "100.4F".
fn unit_of_body(number: &str, c: char, rest: &str) -> Option<Unit> {
    let is_word = |word: &str| rest.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let is_degrees = match c {
        'd' => is_word("egrees"),
        'g' => is_word("rados"),
        _ => is_word(""),
    };
    let value: f64 = number.replace(',', ".").parse().ok().filter(|_| is_degrees)?;
    match c {
        'F' | 'd' | 'g' | '°' | 'º' if (94.0..110.0).contains(&value) => Some(Unit::Fahrenheit),
        'C' | 'd' | 'g' | '°' | 'º' if (34.0..44.0).contains(&value) => Some(Unit::Celsius),
        _ => None,
    }
}

/// The unit at a sign of degrees or at the first letter of the word, before `rest`.
fn unit(c: char, rest: &str) -> Option<Unit> {
    let rest = match c {
        '℃' => return Some(Unit::Celsius),
        '℉' => return Some(Unit::Fahrenheit),
        'd' => rest.strip_prefix("egrees ").or_else(|| rest.strip_prefix("egree "))?,
        'g' => rest.strip_prefix("rados ")?,
        'F' | 'C' => return None,
        _ => rest.trim_start_matches([' ', '\u{A0}']),
    };
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    match word {
        "F" | "Fahrenheit" | "fahrenheit" => Some(Unit::Fahrenheit),
        "C" | "Celsius" | "celsius" | "centígrados" => Some(Unit::Celsius),
        _ => None,
    }
}
