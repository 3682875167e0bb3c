//! Numbers of the settings that all clinics share, in the place of which one clinic has others: where a text says to call one of
//! them, the clinic's patients call people who do not know them.

use super::called::{as_typed, numbers, possibly_called, possibly_typed};
use super::known_phones::known;
use super::phone::{Phone, is_same};
use super::texts::CheckedText;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::Text;
use crate::site::Site;

/// So many are told of one article.
const MOST_TOLD: usize = 50;

/// A number that a clinic does not have.
struct Replaced {
    digits: String,
    /// Whose it is, and what the clinic has in its place.
    reason: String,
}

/// Notes the numbers in an article that are not those of this clinic.
pub(super) fn check(texts: &[CheckedText], site: &Site, notes: &mut Notes) {
    let replaced = replaced(site);
    if replaced.is_empty() {
        return;
    }
    let hint = "leave it to a box, `callout: call` or `callout: emergency`, which has each clinic's own number; a sentence for one \
                clinic alone cannot stand in an article for several";
    let mut found = Vec::new();
    for text in texts {
        for phone in possibly_called(text) {
            found.extend(note(&replaced, (text.passage.text, &text.plain), &phone, hint));
        }
    }
    notes.extend(found.into_iter().take(MOST_TOLD));
}

/// Notes the numbers in what a clinic says on every handout that are not its own: it has these words from the settings that all
/// share.
pub(super) fn check_settings(site: &Site, notes: &mut Notes) {
    let replaced = replaced(site);
    if replaced.is_empty() {
        return;
    }
    let texts = [("tagline", &site.tagline), ("affiliate", &site.affiliate), ("name", &site.name)];
    let texts = texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
    let mut found = Notes::default();
    for (key, text) in texts.chain(site.disclaimer.iter().map(|text| ("disclaimer", text))) {
        let plain = text.plain();
        let hint = format!("take the number out, or give `{key}:` in the clinic's own file, too");
        for phone in possibly_typed(&plain) {
            found.extend(note(&replaced, (text, &plain), &phone, &hint));
        }
    }
    notes.extend(site.lint.applied(found));
}

/// The numbers of the shared settings that the clinic has others for, or does not have.
fn replaced(site: &Site) -> Vec<Replaced> {
    let Some(shared) = site.shared.as_deref() else { return Vec::new() };
    let own = known(site, site.lint.rules.known_phones.as_deref().unwrap_or_default());
    let mut replaced = Vec::new();
    let mut add = |text: &Text, reason: String| {
        for digits in numbers(&text.plain()) {
            if !own.iter().any(|own| is_same(own, &digits)) {
                replaced.push(Replaced { digits, reason: reason.clone() });
            }
        }
    };
    for contact in &shared.contacts {
        let Some(phone) = &contact.phone else { continue };
        let same = site.contacts.iter().find(|own| !own.id.is_empty() && own.id == contact.id);
        let place = match same.and_then(|own| own.phone.as_ref()) {
            Some(own) => format!("in the place of which the clinic has {}", own.plain()),
            None => "which the clinic does not have".to_owned(),
        };
        add(phone, format!("it is that of “{}” in the settings for all clinics, {place}", contact.label.plain()));
    }
    // A clinic that takes the number back prints none; the text may still name it.
    if let (Some(emergency), Some(own)) = (&shared.emergency, &site.emergency) {
        add(emergency, format!("its patients call {} in an emergency", own.plain()));
    }
    replaced
}

fn note(replaced: &[Replaced], (text, plain): (&Text, &str), phone: &Phone, hint: &str) -> Option<Diagnostic> {
    let Replaced { reason, .. } = replaced.iter().find(|replaced| is_same(&replaced.digits, &phone.digits))?;
    let message = format!("{} is no number of this clinic: {reason}", as_typed(plain, phone));
    let note = Diagnostic::new(Code::ReplacedNumber, message).hint(hint);
    Some(match text.place(phone.range.clone()) {
        Some(place) => note.at(place),
        None => note,
    })
}
