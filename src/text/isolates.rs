//! What keeps its own direction in text that runs from right to left: telephone numbers, doses, ranges, dates, addresses
//! of the web, names of sources (DOI). The bidirectional algorithm alone would turn `555-0155` into `0155-555` there.

use std::ops::Range;

use super::together::is_unit;
use crate::language::{is_alphanumeric, is_numeric};

/// Bytes of an address that are looked at; bounds the work on a text that is one long word.
const LONGEST_ADDRESS: usize = 2048;
/// Bytes of a number with its sign and unit that are looked at.
const LONGEST_NUMBER: usize = 128;

/// The stretches of a text that are to be isolated, ascending and apart.
///
/// A number counts when something holds it together with another (`555-0155`, `10–20`, `2024-05-10`, `1/2`), when a sign
/// stands before it, or a unit in Latin letters after it (`0.5 mg/kg`). A single number, a percentage and a range with
/// spaces round its dash are read as the words around them are.
pub fn found(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // What stands before the character at hand.
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let length = if may_begin(c) && is_fresh(text, at, before) { length(&text[at..]) } else { 0 };
        if length > 0 {
            found.push(at..at + length);
            at += length;
            before = text[..at].chars().next_back();
        } else {
            at += c.len_utf8();
            before = Some(c);
        }
    }
    found
}

/// Whether a number or an address can begin with a character.
fn may_begin(c: char) -> bool {
    match c {
        '+' | '-' | '−' | '±' | '(' => true,
        _ => c.is_ascii_alphabetic() || is_numeric(c),
    }
}

/// Whether a number or an address may begin at a byte, behind a character.
fn is_fresh(text: &str, at: usize, before: Option<char>) -> bool {
    before.is_none_or(|c| !is_joined(c)) || follows_prefix(&text[..at], &text[at..])
}

/// Bytes of the address or the number at the start of a text; 0 where there is none.
fn length(text: &str) -> usize {
    address(beginning(text, LONGEST_ADDRESS)).or_else(|| number(beginning(text, LONGEST_NUMBER))).unwrap_or(0)
}

fn beginning(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// Those found and those given; of two that overlap the given one stays.
pub(super) fn with_given(found: Vec<Range<usize>>, given: &[Range<usize>]) -> Vec<Range<usize>> {
    let apart = |a: &Range<usize>| given.iter().all(|b| a.end <= b.start || b.end <= a.start);
    let mut all: Vec<Range<usize>> = found.into_iter().filter(apart).chain(given.iter().cloned()).collect();
    all.sort_by_key(|range| range.start);
    all
}

/// Whether a text begins with a digit right behind a particle that Hebrew and Arabic write on to the next word, with or
/// without a hyphen: `ב-10 mL`.
fn follows_prefix(before: &str, text: &str) -> bool {
    let letters = before.strip_suffix(['-', '\u{5be}']).unwrap_or(before);
    text.starts_with(char::is_numeric) && letters.ends_with(super::is_rightwards)
}

/// Whether a number or address cannot begin after a character.
fn is_joined(c: char) -> bool {
    is_alphanumeric(c) || matches!(c, '.' | ',' | '-' | '/' | '_' | '@' | '%')
}

/// Bytes of the web or mail address at the start of a text.
fn address(text: &str) -> Option<usize> {
    let token = text.split(|c: char| c.is_whitespace() || !c.is_ascii()).next()?;
    let token = token.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'']);
    let starts = token.starts_with(|c: char| c.is_ascii_alphanumeric());
    let web = token.contains("://") || token.starts_with("www.") || has_domain(token) || is_doi(token);
    (starts && (web || token.split_once('@').is_some_and(|(name, host)| !name.is_empty() && has_domain(host))))
        .then_some(token.len())
}

/// `example.org`, `example.org/path`: a name, a dot and at least two letters.
fn has_domain(token: &str) -> bool {
    let host = token.split('/').next().unwrap_or(token);
    host.rsplit_once('.').is_some_and(|(name, last)| {
        name.contains(|c: char| c.is_ascii_alphabetic())
            && last.len() >= 2
            && last.chars().all(|c| c.is_ascii_alphabetic())
    })
}

/// `doi:10.1000/182`, `10.1000/182`: the prefix of a registrant begins with `10.` and ends at a slash (ISO 26324).
fn is_doi(token: &str) -> bool {
    let name =
        token.get(..4).filter(|word| word.eq_ignore_ascii_case("doi:")).map_or(token, |word| &token[word.len()..]);
    name.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, suffix)| {
        registrant.len() >= 4 && registrant.chars().all(|c| c.is_ascii_digit() || c == '.') && !suffix.is_empty()
    })
}

/// Bytes of the number at the start of a text, with its sign and unit, if it must be isolated.
fn number(text: &str) -> Option<usize> {
    let sign = text.len() - text.trim_start_matches(['+', '-', '−', '±', '(']).len();
    let mut end = sign + digits(&text[sign..])?;
    let mut groups = 1;
    let mut spaced = false;
    while let Some((length, space)) = next_group(&text[end..]) {
        // Groups with spaces between are a telephone number, or several numbers.
        if space
            && !is_telephone(&text[..end + length])
            && !is_telephone(text.split(|c: char| !is_telephonic(c)).next()?)
        {
            break;
        }
        end += length;
        groups += 1;
        spaced |= space;
    }
    let unit = unit(&text[end..]);
    if text[..sign].contains('(') && !text[sign..end].contains(')') {
        // The bracket is around more than the number.
        return None;
    }
    let isolated = groups > 1 || sign > 0 || unit > 0;
    (isolated && (!spaced || is_telephone(&text[..end]))).then_some(end + unit)
}

fn digits(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_numeric()).unwrap_or(text.len());
    (end > 0).then_some(end)
}

/// Bytes of what joins the next group of digits to the one before, with that group; and whether it has a space.
fn next_group(text: &str) -> Option<(usize, bool)> {
    let joint = text.find(|c: char| {
        !matches!(c, '-' | '‑' | '–' | '—' | '/' | '.' | ',' | ':' | '×' | '(' | ')' | ' ' | '\u{a0}')
    })?;
    let between = &text[..joint];
    let spaces = between.chars().filter(|c| c.is_whitespace()).count();
    let allowed = match spaces {
        0 => between.chars().count() == 1 || between == ")-",
        1 => matches!(between, " " | "\u{a0}" | ") " | " ("),
        _ => false,
    };
    let length = joint + digits(&text[joint..])?;
    allowed.then_some((length, spaces > 0))
}

fn is_telephonic(c: char) -> bool {
    c.is_numeric() || matches!(c, '+' | '(' | ')' | '-' | '‑' | '.' | ' ' | '\u{a0}')
}

/// Seven to fifteen digits (ITU-T E.164) with what stands between them.
fn is_telephone(text: &str) -> bool {
    let text = text.trim_end();
    text.chars().all(is_telephonic) && (7..=15).contains(&text.chars().filter(|c| c.is_numeric()).count())
}

/// Bytes of the unit in Latin letters behind a number, with the space before it.
fn unit(text: &str) -> usize {
    let space = text.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}')).map_or(0, char::len_utf8);
    let word = &text[space..];
    let end = word.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, 'µ' | 'μ' | '°' | '/' | '²' | '³' | 'º')));
    let word = &word[..end.unwrap_or(word.len())];
    let latin = word.contains(|c: char| c.is_ascii_alphabetic());
    if latin && is_unit(word) { space + word.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_hold_together_are_found() {
        for (text, expected) in [
            ("اتصل على 555-0155 الآن", vec!["555-0155"]),
            ("+1 (555) 555-0100 أو 3 (5)", vec!["+1 (555) 555-0100"]),
            ("اتصل على (555) 555-0100، أو +1 800 555 0100.", vec!["(555) 555-0100", "+1 800 555 0100"]),
            ("خذ 0.5 mg/kg كل 8 ساعات", vec!["0.5 mg/kg"]),
            ("من 10–20 mL أو 1/2 قرص", vec!["10–20 mL", "1/2"]),
            ("في 2024-05-10 الساعة 8:30", vec!["2024-05-10", "8:30"]),
            ("37.5 °C أو 5% (3 أيام)", vec!["37.5 °C"]),
            (
                "انظر https://example.org/a-1. أو nurse@example.org،",
                vec!["https://example.org/a-1", "nurse@example.org"],
            ),
            (
                "מקור. doi:10.1000/182, או 10.1016/S0140-6736(21)00766-2.",
                vec!["doi:10.1000/182", "10.1016/S0140-6736(21)00766-2"],
            ),
            ("חלק 10.5/20 או 10.1/2", vec!["10.5/20", "10.1/2"]),
            ("עמודים 3, 5 8:00 - 17:00", vec!["8:00", "17:00"]),
            ("בין 3 5 7", vec![]),
            ("ל-38.0 °C, ב-10–20 mL, מ-24", vec!["38.0 °C", "10–20 mL"]),
            ("على 555-0155 أو و555-0155", vec!["555-0155", "555-0155"]),
            ("COVID-19 B12 5mg", vec!["5mg"]),
            ("۵۵۵-۰۱۵۵", vec!["۵۵۵-۰۱۵۵"]),
            ("مرض-5 و -5", vec!["-5"]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = found(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_is_given_goes_before_what_is_found() {
        assert_eq!(with_given(vec![0..3, 5..9], &[4..6, 9..9]), [0..3, 4..6, 9..9]);
    }
}
