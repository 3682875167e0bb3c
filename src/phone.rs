//! Telephone numbers in a text, in the digits of any script.

use std::collections::HashMap;
use std::ops::Range;

use crate::prose::digit;

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its digits, those of letters too: 18007848669 of "1-800-QUIT-NOW".
    pub digits: String,
}

/// Digits of the longest number of the world (ITU-T E.164).
const LONGEST: usize = 15;
/// What may stand between its groups.
const SEPARATORS: [char; 9] = [' ', '-', '.', '(', ')', '/', '\u{A0}', '‑', '\u{202F}'];
/// Letters of each key of a telephone, from 2 on.
const KEYS: [&str; 8] = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/// What looks like a telephone number in a text. Dates, years, ranges and amounts do not.
pub fn phones(text: &str) -> Vec<Phone> {
    found(text, Run::is_phone)
}

/// What could be a telephone number in a text, for who knows which one is looked for: "5550100", "555 0100".
pub fn possible_phones(text: &str) -> Vec<Phone> {
    found(text, Run::may_be_phone)
}

/// The digits of each number in a text that is nothing but numbers to call, as in a site file: "112 or 911".
pub fn numbers(text: &str) -> Vec<String> {
    let several = phones(text);
    if !several.is_empty() {
        return several.into_iter().map(|phone| phone.digits).collect();
    }
    let parts = text.split(|c: char| c.is_alphabetic() || matches!(c, '/' | ',' | ';'));
    parts.map(digits).filter(|digits| !digits.is_empty()).collect()
}

/// The digits in a text, as ASCII.
pub fn digits(text: &str) -> String {
    text.chars().filter_map(|c| char::from_digit(digit(c)?, 10)).collect()
}

fn found(text: &str, is_number: fn(&Run) -> bool) -> Vec<Phone> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| digit(c).is_some() || c == '+').map(|next| at + next) {
        let (run, end) = run(text, start);
        let is_free = !text[..start]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '–' | '/' | '#' | '$' | '-'));
        if is_free && is_number(&run) && !is_amount(&text[end..]) {
            let start = if text[..start].ends_with('(') { start - 1 } else { start };
            found.push(Phone { range: start..end, digits: run.groups.concat() });
        }
        at = end.max(start + 1);
    }
    found
}

/// Groups of digits, and what stands between them.
struct Run {
    groups: Vec<String>,
    separators: Vec<String>,
    has_plus: bool,
}

fn run(text: &str, start: usize) -> (Run, usize) {
    let has_plus = text[start..].starts_with('+');
    let mut run = Run { groups: vec![String::new()], separators: Vec::new(), has_plus };
    let (mut end, mut gap) = (start + usize::from(has_plus), String::new());
    // Of the whole run, and whether a group of it begins with an 8: a run may be as long as its text.
    let (mut digits, mut begins_with_eight) = (0, false);
    for (at, c) in text[end..].char_indices().map(|(at, c)| (start + usize::from(has_plus) + at, c)) {
        // "1-800-QUIT-NOW".
        let is_vanity = run.groups.len() > 1 && begins_with_eight;
        let key = || KEYS.iter().position(|letters| letters.contains(c)).filter(|_| is_vanity || gap == "-");
        let value = digit(c).or_else(|| key().filter(|_| digits > 2).map(|key| key as u32 + 2));
        if let Some(value) = value {
            if !gap.is_empty() && digits > 0 {
                run.separators.push(std::mem::take(&mut gap));
                run.groups.push(String::new());
            }
            gap.clear();
            let group = run.groups.last_mut().expect("never empty");
            begins_with_eight |= value == 8 && group.is_empty();
            group.push(char::from_digit(value, 10).expect("a digit"));
            digits += 1;
            end = at + c.len_utf8();
        } else if SEPARATORS.contains(&c) && gap.chars().count() < 2 {
            gap.push(c);
        } else {
            break;
        }
    }
    (run, end)
}

impl Run {
    fn may_be_phone(&self) -> bool {
        (7..=LONGEST).contains(&self.groups.iter().map(String::len).sum())
    }

    fn is_phone(&self) -> bool {
        let lengths: Vec<usize> = self.groups.iter().map(String::len).collect();
        let digits: usize = lengths.iter().sum();
        if !self.may_be_phone() {
            return false;
        }
        let year = |group: &String| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
        match lengths.as_slice() {
            _ if self.has_plus => true,
            [only] => matches!(only, 10 | 11),
            // 2024-05-10, 10/5/2024, 1918-1929.
            [4, 1..=2, 1..=2] => !year(&self.groups[0]),
            [1..=2, 1..=2, 4] => !year(&self.groups[2]),
            [4, 4] => !year(&self.groups[0]) && self.separators[0] != " ",
            [3, 4] => matches!(self.separators[0].as_str(), "-" | "." | "‑"),
            [_, _] => digits > 7,
            _ => lengths.iter().all(|length| *length > 1) || lengths[0] == 1 && digits == 11,
        }
    }
}

/// Whether a unit follows: "250-1000 mg".
fn is_amount(rest: &str) -> bool {
    let rest = rest.trim_start();
    let word = rest.split(|c: char| !c.is_alphabetic() && c != 'µ').next().unwrap_or_default();
    rest.starts_with(['%', '°', '×'])
        || matches!(
            word,
            "mg" | "mcg" | "g" | "mL" | "ml" | "units" | "cells" | "people" | "calories" | "kcal" | "steps"
        )
}

/// Digits of the shortest number that may have the codes of country and area before it.
const SHORTEST_WITH_CODE: usize = 7;
/// Digits of the longest number that is looked for behind codes: none that can be called has as many.
const LONGEST_WITHOUT_CODE: usize = 40;

/// So many numbers are told apart that end alike: more are one number as far as [`KnownNumbers::same`] goes.
const MOST_ALIKE: usize = 64;

/// Numbers among which very many are looked up. Two are the same with or without zeros and the codes of country and area before
/// them: where one of at least seven digits is the end of the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownNumbers {
    /// Where each number stands.
    whole: HashMap<String, Places>,
    /// Where numbers with each of these ends stand; the end may be all of one.
    ends: HashMap<String, Places>,
}

/// Where a number stands in a list, in the order of that.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Places {
    first: usize,
    /// At most [`MOST_ALIKE`].
    others: Vec<usize>,
}

impl KnownNumbers {
    /// Those of a list of digits.
    pub fn of<S: AsRef<str>>(numbers: impl IntoIterator<Item = S>) -> KnownNumbers {
        let mut known = KnownNumbers::default();
        for (index, number) in numbers.into_iter().enumerate() {
            let number = without_zeros(number.as_ref());
            add(&mut known.whole, number, index);
            for end in ends(number) {
                add(&mut known.ends, end, index);
            }
        }
        known
    }

    /// Whether a number is the same as one of them.
    pub fn has(&self, number: &str) -> bool {
        self.places(number).next().is_some()
    }

    /// Where the first of the known numbers that are the same as this one stands.
    pub fn first(&self, number: &str) -> Option<usize> {
        self.places(number).map(|places| places.first).min()
    }

    /// Where the known numbers that are the same as this one stand, in order; of very many that end alike some.
    pub fn same(&self, number: &str) -> Vec<usize> {
        let all = self.places(number).flat_map(|places| places.others.iter().chain([&places.first]));
        let mut all: Vec<usize> = all.copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn places(&self, number: &str) -> impl Iterator<Item = &Places> {
        let number = without_zeros(number);
        let same = self.whole.get(number).into_iter().chain(self.ends.get(number));
        same.chain(ends(number).filter_map(|end| self.whole.get(end)))
    }
}

fn add(known: &mut HashMap<String, Places>, number: &str, index: usize) {
    match known.get_mut(number) {
        Some(places) if places.others.len() < MOST_ALIKE => places.others.push(index),
        Some(_) => {}
        None => {
            known.insert(number.to_owned(), Places { first: index, others: Vec::new() });
        }
    }
}

fn without_zeros(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

/// The ends of a number that may be the same number without codes, from the longest on.
fn ends(number: &str) -> impl Iterator<Item = &str> {
    let shortest = number.len().checked_sub(SHORTEST_WITH_CODE);
    let longest = number.len().saturating_sub(LONGEST_WITHOUT_CODE);
    shortest.into_iter().flat_map(move |last| longest..=last).filter_map(|start| number.get(start..))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether two numbers are the same one, with or without the codes of country and area.
    fn is_same(one: &str, other: &str) -> bool {
        let (one, other) = (without_zeros(one), without_zeros(other));
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        short == long
            || short.len() >= 7 && long.ends_with(short)
            || short.len() > 7 && long == short.trim_start_matches('1')
    }

    proptest! {
        #[test]
        fn numbers_are_known_as_if_each_were_held_against_each(
            numbers in prop::collection::vec("0{0,2}[12]{0,3}0?(5550100|50100|988|)", 0..8),
            looked_up in "0{0,2}[12]{0,3}0?(5550100|50100|988|)",
        ) {
            let same = |at: &usize| is_same(&numbers[*at], &looked_up);
            let same: Vec<usize> = (0..numbers.len()).filter(same).collect();
            let known = KnownNumbers::of(&numbers);
            prop_assert_eq!((known.first(&looked_up), known.has(&looked_up)), (same.first().copied(), !same.is_empty()));
            prop_assert_eq!(known.same(&looked_up), same);
        }
    }

    #[test]
    fn numbers_that_are_too_long_to_be_called_are_known_by_all_their_digits() {
        let long = "12".repeat(100_000);
        let known = KnownNumbers::of([long.as_str(), "5550100"]);
        assert!(known.has(&long) && known.has(&long[long.len() - 10..]) && known.has(&format!("{long}5550100")));
        assert!(!known.has(&long[2..]));
    }

    #[test]
    fn a_number_is_known_with_or_without_its_codes_and_by_no_part() {
        let known = KnownNumbers::of(["2125550100", "988", "0048225550199"]);
        for number in ["2125550100", "12125550100", "5550100", "988", "48225550199", "225550199"] {
            assert!(known.has(number), "{number}");
        }
        for number in ["2125550101", "550100", "88", "9880", "3125550100", ""] {
            assert!(!known.has(number), "{number}");
        }
    }

    #[test]
    fn numbers_to_call_are_told_from_others() {
        let shown = |text: &str| phones(text).into_iter().map(|phone| phone.digits).collect::<Vec<_>>().join(" ");
        for (text, digits) in [
            ("Call 555-0100.", "5550100"),
            ("Call (312) 555-0100 or 312.555.0199, day or night.", "3125550100 3125550199"),
            ("Call 1-800-222-1222 now", "18002221222"),
            ("1-800-QUIT-NOW helps", "18007848669"),
            ("+44 20 7946 0018", "442079460018"),
            ("Tél. 01 23 45 67 89", "0123456789"),
            ("٥٥٥-٠١٠٠", "5550100"),
            ("On 2024-05-10 or 5/10/2024, 1918-1929, pages 403–415.", ""),
            ("Take 250-1000 mg, 1,000 to 2,000 mg, or 100.4 °F (38 °C).", ""),
            ("26 in about 55,000; 7 to 14 days; 24 to 48 hours; 120 over 80.", ""),
        ] {
            assert_eq!(shown(text), digits, "{text}");
        }
        assert!(is_same("5550100", "3125550100") && is_same("13125550100", "3125550100") && !is_same("911", "5550911"));
    }
}
