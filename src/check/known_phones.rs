//! Telephone numbers that stand in the text and not in the site file: nobody mends them when the clinic's number changes.

use super::phone::{Phone, is_same, phones};
use super::texts::CheckedText;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::{Text, digit};
use crate::site::Site;

/// So many are told of one article.
const MOST_TOLD: usize = 50;
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

/// Notes the numbers that a clinic does not know, where it wants to know all.
pub(super) fn check(texts: &[CheckedText], site: &Site, notes: &mut Notes) {
    let Some(listed) = site.lint.rules.known_phones.as_deref() else { return };
    let known = known(site, listed);
    let mut found: Vec<Diagnostic> = Vec::new();
    for CheckedText { passage, plain, .. } in texts {
        let long = phones(plain);
        let mut short = short_numbers(plain);
        short.retain(|short| !long.iter().any(|long| long.range.contains(&short.range.start)));
        for phone in long.into_iter().chain(short) {
            if !known.iter().any(|known| is_same(known, &phone.digits)) {
                found.push(note(passage.text, plain, &phone));
            }
        }
        found.extend(passage.text.inlines.iter().filter_map(|inline| {
            let digits = digits(inline.link.as_deref()?.strip_prefix("tel:")?);
            let is_new = !known.iter().any(|known| is_same(known, &digits)) && phones(&inline.text).is_empty();
            is_new.then(|| note(passage.text, plain, &Phone { range: 0..plain.len().min(1), digits }))
        }));
        if found.len() >= MOST_TOLD {
            break;
        }
    }
    notes.extend(found.into_iter().take(MOST_TOLD));
}

/// The digits of every number of the site.
fn known(site: &Site, listed: &[String]) -> Vec<String> {
    let typed = site.contacts.iter().filter_map(|contact| contact.phone.as_ref()).chain(&site.emergency);
    let typed = typed.map(Text::plain).chain(listed.iter().cloned());
    let mut known = Vec::new();
    for text in typed {
        let several = phones(&text);
        match several.is_empty() {
            true => known.push(digits(&text)),
            false => known.extend(several.into_iter().map(|phone| phone.digits)),
        }
    }
    known
}

fn digits(text: &str) -> String {
    text.chars().filter_map(|c| char::from_digit(digit(c)?, 10)).collect()
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
        let is_number = (3..=6).contains(&bare.chars().count()) && bare.chars().all(|c| digit(c).is_some());
        if is_called && is_number {
            found.push(Phone { range: start..start + bare.len(), digits: digits(bare) });
        }
        let small = bare.to_lowercase();
        is_called = CALLS.contains(&small.as_str()) || is_called && (BETWEEN.contains(&small.as_str()) || is_number);
    }
    found
}

fn note(text: &Text, plain: &str, phone: &Phone) -> Diagnostic {
    let typed =
        plain.get(phone.range.clone()).filter(|typed| typed.contains(|c| digit(c).is_some())).unwrap_or(&phone.digits);
    let message = format!("the site file does not know the number {typed}");
    let hint = format!(
        "compare it with the clinic's; a number of yours belongs in `contacts:` in handout.yaml, and one that others answer in\nlint:\n  \
         known_phones: [\"{typed}\"]"
    );
    let note = Diagnostic::new(Code::UnknownPhone, message).hint(hint);
    match text.place(phone.range.clone()) {
        Some(place) => note.at(place),
        None => note,
    }
}
