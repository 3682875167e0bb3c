//! Numbers that a text says to call, long and short, and those of links.

use std::collections::HashSet;

use super::texts::CheckedText;
use crate::phone::{Phone, digits, phones, possible_phones};
use crate::prose::{Text, digit};

/// Words before a short number to call: 911, 988.
const CALLS: [&str; 28] = [
    "call",
    "dial",
    "text",
    "phone",
    "ring",
    "calling",
    "texting",
    "dialing",
    "llame",
    "llamar",
    "marque",
    "marcar",
    "llamando",
    "appelez",
    "composez",
    "appeler",
    "wählen",
    "anrufen",
    "ligue",
    "disque",
    "ligar",
    "chiami",
    "chiamate",
    "bel",
    "zadzwoń",
    "звоните",
    "gọi",
    "rele",
];
/// Words between these and the number.
const BETWEEN: [&str; 12] = ["to", "at", "or", "al", "a", "le", "au", "o", "para", "il", "số", "the"];

/// The numbers to call in a text of an article.
pub(super) fn called(CheckedText { passage, plain, is_ascii, has_digit, .. }: &CheckedText) -> Vec<Phone> {
    // Where none is written, one may still stand behind a link.
    let mut found = if *has_digit || !is_ascii { typed(plain) } else { Vec::new() };
    found.extend(linked(passage.text, plain));
    found
}

/// The same, and what could be a number to call where one looks for a certain one.
pub(super) fn possibly_called(text: &CheckedText) -> Vec<Phone> {
    let mut found = called(text);
    if text.has_digit || !text.is_ascii {
        found.extend(unknown_among(&found, possible_phones(&text.plain)));
    }
    found
}

/// The numbers of a text, and what could be some where one looks for a certain one.
pub(super) fn possibly_typed(plain: &str) -> Vec<Phone> {
    let mut found = typed(plain);
    found.extend(unknown_among(&found, possible_phones(plain)));
    found
}

fn unknown_among(known: &[Phone], mut others: Vec<Phone>) -> Vec<Phone> {
    let known: HashSet<&Phone> = known.iter().collect();
    others.retain(|other| !known.contains(other));
    others
}

/// The numbers to call that are written in a text.
pub(super) fn typed(plain: &str) -> Vec<Phone> {
    let long = phones(plain);
    let mut short = short_numbers(plain);
    // Both stand in the order of the text.
    let mut ahead = long.iter().peekable();
    short.retain(|short| {
        while ahead.next_if(|long| long.range.end <= short.range.start).is_some() {}
        !ahead.peek().is_some_and(|long| long.range.contains(&short.range.start))
    });
    long.into_iter().chain(short).collect()
}

/// The numbers of links on words that are no number. Each is told at the start of the text.
fn linked(text: &Text, plain: &str) -> Vec<Phone> {
    let mut found = Vec::new();
    for inline in &text.inlines {
        let number = inline.link.as_deref().and_then(|link| link.strip_prefix("tel:"));
        if let Some(number) = number.filter(|_| phones(&inline.text).is_empty()) {
            found.push(Phone { range: 0..plain.len().min(1), digits: digits(number) });
        }
    }
    found
}

/// A number as it is typed in a text; its digits where it is that of a link.
pub(super) fn as_typed<'t>(plain: &'t str, phone: &'t Phone) -> &'t str {
    plain.get(phone.range.clone()).filter(|typed| typed.contains(|c| digit(c).is_some())).unwrap_or(&phone.digits)
}

/// Whether a word is a number of three to six digits, or one spelled by its digits: "9-1-1".
fn is_short_number(word: &str) -> bool {
    let count = word.chars().filter(|c| digit(*c).is_some()).count();
    let is_spelled = || word.split('-').all(|part| part.chars().count() == 1);
    (3..=6).contains(&count)
        && word.chars().all(|c| digit(c).is_some() || c == '-')
        && (!word.contains('-') || is_spelled())
}

/// Numbers of three to six digits behind a word such as "call".
fn short_numbers(text: &str) -> Vec<Phone> {
    let mut found = Vec::new();
    let mut is_called = false;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let start = at + word.find(bare).unwrap_or(0);
        at += word.len();
        let is_number = is_short_number(bare);
        if is_called && is_number {
            found.push(Phone { range: start..start + bare.len(), digits: digits(bare) });
        }
        let small = bare.to_lowercase();
        is_called = CALLS.contains(&small.as_str()) || is_called && (BETWEEN.contains(&small.as_str()) || is_number);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_short_number_is_no_part_of_a_long_one(
            text in "((call|to|or|x|[(]?555-0100[)]?|[+]?1 800|911|9-1-1|988|[(]312[)]|222|222-1222|[.])[ -]){0,12}",
        ) {
            let long = phones(&text);
            let is_part = |short: &Phone| long.iter().any(|long| long.range.contains(&short.range.start));
            let short = short_numbers(&text).into_iter().filter(|short| !is_part(short));
            let expected: Vec<Phone> = long.iter().cloned().chain(short).collect();
            prop_assert_eq!(typed(&text), expected);
        }
    }
}
