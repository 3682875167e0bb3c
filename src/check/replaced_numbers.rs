//! Numbers of the settings that all clinics share, in the place of which one clinic has others: where a text says to call one of
//! them, the clinic's patients call people who do not know them.

use std::collections::HashMap;

use super::called::{as_typed, numbers, possibly_called, possibly_typed};
use super::known_phones::known;
use super::phone::{KnownNumbers, Phone};
use super::texts::CheckedText;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::Text;
use crate::site::{Contact, Site};

/// So many are told of one article, or of one text of the settings.
const MOST_TOLD: usize = 50;
/// Digits of numbers that a whole country calls, and that are no clinic's own: 211, 988.
const LONGEST_OF_ALL: usize = 3;

/// A number of the settings that all clinics share.
struct SharedNumber<'s> {
    digits: String,
    /// Whose it is; `None` for the number to call in an emergency.
    contact: Option<&'s Contact>,
}

/// What a clinic is held against.
struct Numbers<'s> {
    site: &'s Site,
    /// Contacts of the clinic by their ids.
    contacts: HashMap<&'s str, &'s Contact>,
    /// Numbers that the clinic does not have.
    foreign: Vec<SharedNumber<'s>>,
    /// Their digits, among which each number of a text is looked up.
    known: KnownNumbers,
}

/// Notes the numbers in an article that are not those of this clinic.
pub(super) fn check(texts: &[CheckedText], site: &Site, notes: &mut Notes) {
    let Some(numbers) = Numbers::of(site) else { return };
    let hint = "leave it to a box, `callout: call` or `callout: emergency`, which has each clinic's own number; a sentence for one \
                clinic alone cannot stand in an article for several";
    let mut found = Vec::new();
    for text in texts {
        let of_others = possibly_called(text)
            .into_iter()
            .filter_map(|phone| numbers.note((text.passage.text, &text.plain), &phone, hint));
        found.extend(of_others.take(MOST_TOLD - found.len()));
    }
    notes.extend(found);
}

/// Notes the numbers in what a clinic says on every handout that are not its own: it has these words from the settings that all
/// share.
pub(super) fn check_settings(site: &Site, notes: &mut Notes) {
    let Some(numbers) = Numbers::of(site) else { return };
    let texts = [("tagline", &site.tagline), ("affiliate", &site.affiliate), ("name", &site.name)];
    let texts = texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
    let mut found = Notes::default();
    for (key, text) in texts.chain(site.disclaimer.iter().map(|text| ("disclaimer", text))) {
        let plain = text.plain();
        let hint = format!("take the number out, or give `{key}:` in the clinic's own file, too");
        let of_others =
            possibly_typed(&plain).into_iter().filter_map(|phone| numbers.note((text, &plain), &phone, &hint));
        found.extend(of_others.take(MOST_TOLD));
    }
    notes.extend(site.lint.applied(found));
}

impl<'s> Numbers<'s> {
    /// Those of one clinic of several; `None` where there is no other.
    fn of(site: &'s Site) -> Option<Numbers<'s>> {
        let settings = site.shared.as_deref()?;
        let own = known(site, site.lint.rules.known_phones.as_deref().unwrap_or_default());
        let phones = settings.contacts.iter().filter_map(|contact| Some((contact.phone.as_ref()?, Some(contact))));
        // A clinic that takes the number back prints none; the text may still name it.
        let emergency = settings.emergency.as_ref().filter(|_| site.emergency.is_some()).map(|number| (number, None));
        let shared = phones.chain(emergency).flat_map(|(text, contact)| {
            numbers(&text.plain()).into_iter().map(move |digits| SharedNumber { digits, contact })
        });
        let foreign: Vec<SharedNumber> = shared.filter(|shared| !own.has(&shared.digits)).collect();
        let known = KnownNumbers::of(foreign.iter().map(|shared| &shared.digits));
        Some(Numbers { site, contacts: by_id(&site.contacts), foreign, known })
    }

    fn note(&self, (text, plain): (&Text, &str), phone: &Phone, hint: &str) -> Option<Diagnostic> {
        let shared = &self.foreign[self.known.first(&phone.digits)?];
        let (reason, hint) = self.replacement(shared, hint)?;
        let message = format!("{} is no number of this clinic: {reason}", as_typed(plain, phone));
        let note = Diagnostic::new(Code::ReplacedNumber, message).hint(hint);
        Some(match text.place(phone.range.clone()) {
            Some(place) => note.at(place),
            None => note,
        })
    }

    /// Whose a number is that the clinic does not have, and what to do; `None` for one that is no clinic's.
    fn replacement(&self, shared: &SharedNumber, hint: &str) -> Option<(String, String)> {
        let Some(contact) = shared.contact else {
            let own = self.site.emergency.as_ref()?;
            return Some((format!("its patients call {} in an emergency", own.plain()), hint.to_owned()));
        };
        let same = self.contacts.get(contact.id.as_str());
        let whose = format!("it is that of “{}” in the settings for all clinics", contact.label.plain());
        if let Some(own) = same.and_then(|own| own.phone.as_ref()) {
            return Some((format!("{whose}, in the place of which the clinic has {}", own.plain()), hint.to_owned()));
        }
        // Numbers as short as 988 lead to the same people wherever the clinic is, whether it lists them or not.
        (shared.digits.len() > LONGEST_OF_ALL).then(|| {
            let hint =
                format!("{hint}; if it is for the clinic's patients, too, add it to the clinic's own `contacts:`");
            (format!("{whose}, which the clinic does not have"), hint)
        })
    }
}

/// The first contact of each id; without those that have none.
fn by_id(contacts: &[Contact]) -> HashMap<&str, &Contact> {
    let mut by_id = HashMap::new();
    for contact in contacts.iter().filter(|contact| !contact.id.is_empty()) {
        by_id.entry(contact.id.as_str()).or_insert(contact);
    }
    by_id
}
