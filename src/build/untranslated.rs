//! What the clinic's settings leave in another language than that of the handouts, or as another clinic has it: told once.

use std::collections::BTreeSet;

use crate::check;
use crate::content::sites::Sites;
use crate::diagnostics::{Diagnostic, Notes};
use crate::language::{Language, usual_code};

/// What handouts in these languages, as tags, show in another one. Languages whose readers read the same, and for which the
/// same file is read, are told of once.
pub fn untranslated<'l>(sites: &Sites, languages: impl Iterator<Item = &'l str>) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut notes = Notes::default();
    for language in languages.filter_map(Language::parse) {
        let localized = sites.of(language.tag());
        if told.insert((localized.digest, usual_code(language.primary()).to_owned(), language.script())) {
            check::untranslated(&localized.site, &language, localized.overlay.as_ref(), &mut notes);
        }
    }
    notes.sorted()
}

/// What handouts in these languages, as tags, say of numbers to call that is another clinic's.
pub fn of_other_clinics<'l>(sites: &Sites, languages: impl Iterator<Item = &'l str>) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    for localized in languages.map(|language| sites.of(language)).filter(|localized| told.insert(localized.digest)) {
        let mut notes = Notes::default();
        check::settings_of_clinic(&localized.site, &mut notes);
        // Words that several languages share are told of once.
        for note in notes.sorted() {
            if !found.contains(&note) {
                found.push(note);
            }
        }
    }
    found
}
