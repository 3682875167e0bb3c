//! Numbers of the settings that all clinics share, in the place of which one clinic has others: where a text says to call one of
//! them, the clinic's patients call people who do not know them.

use super::called::{as_typed, possibly_called, possibly_typed};
use super::known_phones::NumbersOfSite;
use super::texts::CheckedText;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::phone::{KnownNumbers, Phone, numbers};
use crate::prose::Text;
use crate::site::{Contact, Site};

/// So many are told of one article, or of one text of the settings.
const MOST_TOLD: usize = 50;
/// Digits of numbers that a whole country calls, and that are no clinic's own: 211, 988.
const LONGEST_OF_ALL: usize = 3;

/// A number of the settings that all clinics share.
struct SharedNumber<'s> {
    digits: &'s str,
    /// Whose it is; `None` for the number to call in an emergency.
    contact: Option<&'s Contact>,
}

/// What a clinic is held against.
struct Numbers<'s> {
    site: &'s Site,
    own: NumbersOfSite<'s>,
    /// What all clinics share.
    shared: &'s Site,
    /// The digits of what all call in an emergency.
    shared_emergency: Vec<String>,
    known_emergency: KnownNumbers,
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
        let shared = site.shared.as_deref()?;
        // A clinic that takes the number back prints none; the text may still name it.
        let emergency = shared.emergency.as_ref().filter(|_| site.emergency.is_some());
        let shared_emergency: Vec<String> = emergency.iter().flat_map(|text| numbers(&text.plain())).collect();
        let known_emergency = KnownNumbers::of(&shared_emergency);
        Some(Numbers { site, own: NumbersOfSite::of(site), shared, shared_emergency, known_emergency })
    }

    /// The first of the shared numbers that are the same as this one and that the clinic does not have.
    fn foreign(&self, digits: &str) -> Option<SharedNumber<'_>> {
        let contacts = self.shared.contacts.with_number(digits);
        let of_contacts = contacts.map(|(digits, contact)| SharedNumber { digits, contact: Some(contact) });
        let emergency = self.known_emergency.same(digits).into_iter().map(|at| &self.shared_emergency[at]);
        let mut all = of_contacts.chain(emergency.map(|digits| SharedNumber { digits, contact: None }));
        all.find(|shared| !self.own.has(shared.digits))
    }

    fn note(&self, (text, plain): (&Text, &str), phone: &Phone, hint: &str) -> Option<Diagnostic> {
        let shared = self.foreign(&phone.digits)?;
        let (reason, hint) = self.replacement(&shared, hint)?;
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
        let same = self.site.contacts.with_id(&contact.id);
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
