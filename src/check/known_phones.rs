//! Telephone numbers that stand in the text and not in the site file: nobody mends them when the clinic's number changes.

use super::called::{as_typed, called};
use super::texts::CheckedText;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::phone::{KnownNumbers, Phone, numbers};
use crate::prose::Text;
use crate::site::Site;

/// So many are told of one article.
const MOST_TOLD: usize = 50;

/// Notes the numbers that a clinic does not know, where it wants to know all.
pub(super) fn check(texts: &[CheckedText], site: &Site, notes: &mut Notes) {
    if site.lint.rules.known_phones.is_none() {
        return;
    }
    let known = NumbersOfSite::of(site);
    let mut found: Vec<Diagnostic> = Vec::new();
    for text in texts {
        let unknown = called(text).into_iter().filter(|phone| !known.has(&phone.digits));
        let untold = MOST_TOLD - found.len();
        found.extend(unknown.take(untold).map(|phone| note(text.passage.text, &text.plain, &phone)));
        if found.len() == MOST_TOLD {
            break;
        }
    }
    notes.extend(found);
}

/// Every number of a site, and those that its texts may name beside them.
pub(super) struct NumbersOfSite<'s> {
    site: &'s Site,
    emergency: KnownNumbers,
}

impl<'s> NumbersOfSite<'s> {
    pub(super) fn of(site: &'s Site) -> NumbersOfSite<'s> {
        let emergency = site.emergency.iter().flat_map(|text| numbers(&text.plain()));
        NumbersOfSite { site, emergency: KnownNumbers::of(emergency) }
    }

    pub(super) fn has(&self, digits: &str) -> bool {
        let listed = self.site.lint.rules.known_phones.as_ref();
        self.emergency.has(digits)
            || self.site.contacts.have_number(digits)
            || listed.is_some_and(|listed| listed.has(digits))
    }
}

fn note(text: &Text, plain: &str, phone: &Phone) -> Diagnostic {
    let typed = as_typed(plain, phone);
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
