//! What the clinic's settings leave in another language than that of the handouts, told once a language.

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
