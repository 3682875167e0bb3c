//! Checks of a sound article: what an editor should mend in it, and whether it fits the clinic that hands it out.
//!
//! Reading knows no clinic, so that a language that stands only inside a file can choose the site it is checked against.
//!
//! Architecture invariant: a check notes diagnostics and changes nothing.

mod accepted;
mod accepted_file;
mod arrangement;
mod called;
mod clinic;
mod doses;
mod excused;
mod known_phones;
mod languages;
mod phrases;
mod reading;
mod replaced_numbers;
mod schedule;
mod script;
mod structure;
mod temperature;
#[cfg(test)]
mod tests;
mod texts;
mod token;
mod translation;
mod unedited;
mod untranslated;
mod wording;

pub use accepted::{Acceptance, Accepting};
pub use accepted_file::{ACCEPTED_FILE, AcceptedFindings, MOST_ACCEPTED};

use crate::article::{Article, Block};
use crate::diagnostics::{Code, Notes, Span};
use crate::language::Language;
use crate::site::{LINTS, Site};

/// Checks an article for a clinic: that all it asks of the clinic is there, and that its text is easy to follow. Of what was
/// noted before, too, findings that can be set and excused are told as clinic and article want them told.
pub fn article(article: &Article, site: &Site, notes: &mut Notes) {
    article_with(article, site, None, Accepting::Known(&[]), notes);
}

/// The same, where findings that are there already may pass. A translation is compared with its original.
pub fn article_with(
    article: &Article,
    site: &Site,
    original: Option<&Article>,
    accepting: Accepting,
    notes: &mut Notes,
) {
    clinic(article, site, notes);
    let mut found = notes.drain(|note| LINTS.contains(&note.code));
    let texts = texts::texts(article);
    script::check(article, &mut found);
    structure::check(article, &mut found);
    doses::check(article, &texts, &mut found);
    unedited::check(article, &mut found);
    wording::check(article, &texts, &mut found);
    arrangement::check(article, &texts, &mut found);
    schedule::check(article, &texts, &mut found);
    temperature::check(&texts, site, &mut found);
    known_phones::check(&texts, site, &mut found);
    replaced_numbers::check(&texts, site, &mut found);
    if let Some(original) = original {
        translation::check(article, original, &mut found);
    }
    reading::check(article, site, &mut found);
    let found = excused::without_excused(article, found);
    notes.extend(site.lint.applied(accepted::without_accepted(article, found, &site.lint, accepting)));
}

/// Checks an article that has mistakes: that the clinic has what it asks of it, and those of its texts that could be read. What
/// depends on the whole of it (which headings there are, which references are cited, what it has against its original) is
/// told once it is sound.
pub fn unsound_article(article: &Article, site: &Site, accepted: &[Acceptance], notes: &mut Notes) {
    clinic(article, site, notes);
    let mut found = notes.drain(|note| LINTS.contains(&note.code));
    let texts = texts::texts(article);
    doses::check(article, &texts, &mut found);
    unedited::check(article, &mut found);
    wording::check(article, &texts, &mut found);
    schedule::check(article, &texts, &mut found);
    temperature::check(&texts, site, &mut found);
    known_phones::check(&texts, site, &mut found);
    replaced_numbers::check(&texts, site, &mut found);
    // An empty link and a list over several lines are errors already.
    found.drain(|note| matches!(note.code, Code::VagueLink | Code::ListInLine));
    // A finding that is not there may stand in what could not be read.
    let mut found = excused::without_excused(article, found);
    found.drain(|note| note.code == Code::UnusedExcuse);
    let mut found = accepted::without_accepted(article, found, &site.lint, Accepting::Known(accepted));
    found.drain(|note| note.code == Code::StaleAcceptance);
    notes.extend(site.lint.applied(found));
}

/// Checks that a clinic has all that an article asks of it: contacts by name, numbers to call. What is missing is an error,
/// and so is an excuse for what no clinic can let pass.
pub fn clinic(article: &Article, site: &Site, notes: &mut Notes) {
    clinic::check(article, site, notes);
    excused::check(article, notes);
}

/// Checks that all a clinic says in its handouts in `language` is in that language. `overlay` is the top of the file that
/// says things anew for it, if there is one.
pub fn untranslated(site: &Site, language: &Language, overlay: Option<&Span>, notes: &mut Notes) {
    untranslated::check(site, language, overlay, notes);
}

/// Checks that what one clinic of several says on every handout holds no number of another clinic.
pub fn settings_of_clinic(site: &Site, notes: &mut Notes) {
    replaced_numbers::check_settings(site, notes);
}

/// Checks that a clinic has the numbers that blocks outside an article ask for, and that they name no other clinic's.
pub fn note(blocks: &[Block], site: &Site, notes: &mut Notes) {
    clinic::check_note(blocks, site, notes);
    let mut found = Notes::default();
    replaced_numbers::check(&texts::texts_of(blocks), site, &mut found);
    notes.extend(site.lint.applied(found));
}
