//! One clinic of several that share their articles: its own file laid over that of all, and which words of the shared files
//! for single languages may stand in its handouts.
//!
//! What reaches a clinic must be its own. A key that the clinic's file gives is never taken from a shared file for a
//! language, whose words translate the key that was replaced. Only of contacts are words taken, by their ids: where they
//! say the same as the words they translate, and hold nothing that could be dialled.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Contact, Contacts, Html, Reading, Site};
use crate::assets::Assets;
use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};
use crate::locale::{DATE, MONTHS, OwnWords};
use crate::prose::Text;
use crate::yaml::{self, Entry, Fields, Value};

/// So many digits in a row, or more, could be dialled: `911`.
const ROW: usize = 3;
/// So many digits, or more, with nothing but separators between them could be dialled: `55 50 1`.
const SPACED: usize = 5;

/// The settings of one clinic.
#[derive(Clone, Debug)]
pub struct ClinicSite {
    /// The clinic's file over that of all.
    pub site: Site,
    /// The keys that its own file gives, with or without a value.
    given: BTreeSet<String>,
    /// The labels that its own file gives words for.
    labels: BTreeSet<String>,
    /// Where they stand in its file.
    labels_place: Option<Span>,
}

impl ClinicSite {
    /// Reads a clinic's file over the settings of all. `folder` is where the file lies below the content root, and `name`
    /// the clinic's folder below the output folder. `None` when the file has an error.
    ///
    /// Each key replaces that of the base, contacts as a list. A key with nothing behind it takes back what the base says.
    pub fn read(
        source: &Arc<Source>,
        base: &Site,
        (folder, name): (&str, &str),
        assets: &dyn Assets,
        notes: &mut Notes,
    ) -> Option<ClinicSite> {
        let mut found = Notes::default();
        let mut clinic =
            ClinicSite { site: base.clone(), given: BTreeSet::new(), labels: BTreeSet::new(), labels_place: None };
        let mut gives_base = false;
        if let Some(root) = yaml::parse(source, &mut found)
            && let Some(fields) = Fields::of(&root, "a map of keys such as `name:`", &mut found)
        {
            for entry in fields.entries() {
                clinic.given.insert(entry.key.clone());
                if matches!(entry.value.value, Value::Missing) || entry.key == "contacts" {
                    take_back(&mut clinic.site, &entry.key);
                }
                if let Value::Map(inner) = &entry.value.value {
                    let is_said = |entry: &Entry| !matches!(entry.value.value, Value::Missing);
                    match entry.key.as_str() {
                        "labels" => {
                            clinic.labels_place = Some(entry.place.clone());
                            inner.iter().for_each(|label| clinic.give_label(&label.key));
                        }
                        "html" => gives_base = inner.iter().any(|entry| entry.key == "base" && is_said(entry)),
                        _ => {}
                    }
                }
            }
            Reading { fields, folder, language: None, assets, notes: &mut found }.fill(&mut clinic.site);
        }
        found.extend(clinic.inherited_contacts(base));
        if !gives_base {
            move_below(&mut clinic.site.html, name);
        }
        let language = Arc::new(clinic.site.language.clone());
        clinic.site.set_language(&language);
        let is_sound = !found.has_errors();
        notes.append(found);
        is_sound.then_some(clinic)
    }

    /// That a clinic of one name has the numbers of a clinic of another.
    fn inherited_contacts(&self, base: &Site) -> Option<Diagnostic> {
        let (own, other) = (self.site.name.as_ref()?, base.name.as_ref()?);
        let contact = base.contacts.iter().find(|contact| contact.phone.is_some())?;
        if self.gives("contacts") || own.plain() == other.plain() {
            return None;
        }
        let (label, phone) = (contact.label.plain(), contact.phone.as_ref().map(Text::plain).unwrap_or_default());
        let message = format!(
            "“{}” has the contacts of “{}”, such as “{label}” with {phone}: this file gives none",
            own.plain(),
            other.plain()
        );
        let hint = "add the clinic's own `contacts:` here; if these are for all clinics, take `name` out of `handout.yaml`, and \
                    give each clinic its name in its own file";
        let mut note = Diagnostic::new(Code::InheritedContacts, message).hint(hint);
        note.span = own.start();
        Some(note)
    }

    /// Takes note of a label that the clinic's own file gives, and takes back what the base says of it.
    fn give_label(&mut self, label: &str) {
        self.labels.insert(label.to_owned());
        if let Some(labels) = &mut self.site.labels {
            Arc::make_mut(labels).words.remove(label);
        }
    }

    /// Whether the clinic's own file gives a key.
    pub fn gives(&self, key: &str) -> bool {
        self.given.contains(key)
    }

    /// The settings for handouts in a language, as far as the shared files say them: `base` is what all clinics have, and
    /// `localized` the same with what the shared files for the language say anew. `name` as in [`ClinicSite::read`].
    pub fn in_language(&self, base: &Site, localized: &Arc<Site>, name: &str) -> Site {
        // By name, so that no key can be forgotten here.
        let Site {
            name: title,
            tagline,
            affiliate,
            logo,
            contacts: _,
            emergency,
            language,
            page,
            editions,
            bilingual,
            fit,
            color,
            lint,
            disclaimer,
            patient_label,
            print_signatures,
            shared: _,
            labels: _,
            html,
        } = localized.as_ref();
        let own = &self.site;
        let mut site = Site {
            name: self.choose("name", &own.name, title),
            tagline: self.choose("tagline", &own.tagline, tagline),
            affiliate: self.choose("affiliate", &own.affiliate, affiliate),
            logo: self.choose("logo", &own.logo, logo),
            contacts: self.contacts(base, localized),
            emergency: self.choose("emergency", &own.emergency, emergency),
            language: self.choose("language", &own.language, language),
            page: self.choose("page", &own.page, page),
            editions: self.choose("editions", &own.editions, editions),
            bilingual: self.choose("bilingual", &own.bilingual, bilingual),
            fit: self.choose("fit", &own.fit, fit),
            color: self.choose("color", &own.color, color),
            lint: self.choose("lint", &own.lint, lint),
            disclaimer: self.choose("disclaimer", &own.disclaimer, disclaimer),
            patient_label: self.choose("patient_label", &own.patient_label, patient_label),
            print_signatures: self.choose("print_signatures", &own.print_signatures, print_signatures),
            shared: Some(Arc::clone(localized)),
            labels: self.labels(localized.labels.as_ref()),
            html: self.choose("html", &own.html, html),
        };
        if !self.gives("html") {
            move_below(&mut site.html, name);
        }
        site
    }

    /// That labels which the clinic gives are in English in handouts in a language that the tool has no words in: the shared
    /// words for them are not the clinic's. `site` is what the clinic has in that language.
    pub fn lacking_labels(&self, site: &Site) -> Option<Diagnostic> {
        let labels = site.labels.as_ref()?;
        let lacking: Vec<String> = labels
            .lacking()
            .into_iter()
            .filter(|name| self.labels.contains(*name))
            .map(|name| format!("`{name}`"))
            .collect();
        let language = &labels.language;
        let message = format!(
            "this clinic has labels of its own, which are in English in handouts in `{language}`: {}",
            lacking.join(", ")
        );
        let hint =
            format!("give them in the clinic's file for `{language}`, too, whose name ends in `.{language}.yaml`");
        let note = Diagnostic::new(Code::MissingLabels, message).at(self.labels_place.clone()?).hint(hint);
        (!lacking.is_empty()).then_some(note)
    }

    /// What the clinic says of a key it gives, else what all say.
    fn choose<T: Clone>(&self, key: &str, own: &T, shared: &T) -> T {
        if self.gives(key) { own.clone() } else { shared.clone() }
    }

    /// The clinic's own contacts, in words of the language where the shared files have some that hold for them.
    fn contacts(&self, base: &Site, localized: &Site) -> Contacts {
        if !self.gives("contacts") {
            return localized.contacts.clone();
        }
        let names: Vec<String> = match self.gives("name") {
            true => base.name.iter().chain(&localized.name).map(Text::plain).collect(),
            false => Vec::new(),
        };
        let translated = |own: &Arc<Contact>| {
            let original = base.contacts.with_id(&own.id);
            let Some(words) = localized.contacts.with_id(&own.id).cloned() else { return Arc::clone(own) };
            let is_same =
                |own: &Text, original: Option<&Text>| original.is_some_and(|text| text.plain() == own.plain());
            let holds_label = original.as_ref().is_none_or(|original| is_same(&own.label, Some(&original.label)));
            let label = Some(words.label).filter(|label| holds_label && is_neutral(label, &names));
            let original_hours = original.as_ref().and_then(|original| original.hours.as_ref());
            let holds_hours = own.hours.as_ref().is_some_and(|hours| is_same(hours, original_hours));
            let hours = words.hours.filter(|hours| holds_hours && is_neutral(hours, &names));
            Arc::new(Contact {
                id: own.id.clone(),
                label: label.unwrap_or_else(|| own.label.clone()),
                phone: own.phone.clone(),
                hours: hours.or_else(|| own.hours.clone()),
            })
        };
        self.site.contacts.list().iter().map(translated).collect::<Vec<_>>().into()
    }

    /// The shared words of a language but for the labels that the clinic gives, which may name it.
    fn labels(&self, shared: Option<&Arc<OwnWords>>) -> Option<Arc<OwnWords>> {
        let own = self.site.labels.as_ref();
        if !self.gives("labels") {
            return shared.cloned();
        }
        let Some(shared) = shared.filter(|_| own.is_some()) else { return own.cloned() };
        let gives_dates = [DATE.name, MONTHS.name].iter().any(|name| self.labels.contains(*name));
        let mut words = OwnWords::clone(shared);
        words.words.retain(|name, _| !self.labels.contains(*name));
        if gives_dates {
            words.dates = None;
        }
        if let Some(own) = own.filter(|own| own.language.is_read_like(&shared.language)) {
            let given = own.words.iter().filter(|(name, _)| self.labels.contains(**name));
            words.words.extend(given.map(|(name, text)| (*name, text.clone())));
            words.dates = if gives_dates { own.dates.clone() } else { words.dates };
        }
        Some(Arc::new(words))
    }
}

/// What stands on the web below the address of all clinics stands in the clinic's own folder there.
fn move_below(html: &mut Option<Html>, name: &str) {
    if let Some(Html { base: Some(base), .. }) = html {
        base.push('/');
        base.push_str(name);
    }
}

/// A key as it is where no file gives it.
fn take_back(site: &mut Site, key: &str) {
    let none = Site::default();
    match key {
        "name" => site.name = none.name,
        "tagline" => site.tagline = none.tagline,
        "affiliate" => site.affiliate = none.affiliate,
        "logo" => site.logo = none.logo,
        "contacts" => site.contacts = none.contacts,
        "emergency" => site.emergency = none.emergency,
        "language" => site.language = none.language,
        "page" => site.page = none.page,
        "editions" => site.editions = none.editions,
        "bilingual" => site.bilingual = none.bilingual,
        "fit" => site.fit = none.fit,
        "color" => site.color = none.color,
        "lint" => site.lint = none.lint,
        "disclaimer" => site.disclaimer = none.disclaimer,
        "patient_label" => site.patient_label = none.patient_label,
        "print_signatures" => site.print_signatures = none.print_signatures,
        "labels" => site.labels = none.labels,
        "html" => site.html = none.html,
        // One that no site file has is an error of its own.
        _ => {}
    }
}

/// Whether words may stand in the handouts of any clinic: they hold no number that could be dialled, no address, and none
/// of these names.
fn is_neutral(text: &Text, names: &[String]) -> bool {
    let words = text.plain();
    let small = words.to_lowercase();
    let is_address = ["@", "://", "www."].iter().any(|mark| small.contains(mark));
    let is_named = names.iter().any(|name| small.contains(&name.to_lowercase()));
    !is_address && !is_named && !could_be_dialled(&words)
}

/// Whether a text holds digits that somebody could take for a number to call. Times of day, `8:00 to 17:00`, are none.
fn could_be_dialled(words: &str) -> bool {
    let (mut row, mut spaced) = (0, 0);
    for c in words.chars() {
        if c.is_numeric() {
            row += 1;
            spaced += 1;
            if row >= ROW || spaced >= SPACED {
                return true;
            }
        } else {
            row = 0;
            if c.is_alphabetic() || matches!(c, ':' | ',' | ';') {
                spaced = 0;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::site::schema;

    #[test]
    fn times_of_day_cannot_be_dialled_and_numbers_can() {
        for words in ["Mon to Fri, 8 am to 5 pm", "8:00 a 17:00", "24 horas", "", "8-17, 18-20 Uhr", "línea 2"] {
            assert!(!could_be_dialled(words), "{words}");
        }
        for words in ["911", "Línea 555-0100", "(55) 501", "5 5 5 0 1", "٥٥٥", "ext. 4455", "Tel. 01.23.45.67.89"] {
            assert!(could_be_dialled(words), "{words}");
        }
    }

    /// A key that is new in a site file has to be thought of here, too.
    #[test]
    fn every_key_of_a_site_file_can_be_taken_back() {
        let schema: Value = serde_json::from_str(&schema()).expect("JSON");
        let source = include_str!("clinic.rs");
        let arms = source.split("fn take_back").nth(1).and_then(|rest| rest.split("_ => {}").next()).expect("the arms");
        for key in schema["properties"].as_object().expect("keys").keys() {
            assert!(arms.contains(&format!("\"{key}\" =>")), "{key}");
        }
    }
}
