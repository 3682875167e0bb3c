//! Checks of a sound article: what an editor should mend in it, and whether it fits the clinic that hands it out.
//!
//! Reading knows no clinic, so that a language that stands only inside a file can choose the site it is checked against.
//!
//! Architecture invariant: a check notes diagnostics and changes nothing.

mod clinic;
mod doses;
mod reading;
mod script;
mod structure;
mod token;
mod unedited;
mod untranslated;

use crate::article::{Article, Block};
use crate::diagnostics::{Notes, Span};
use crate::language::Language;
use crate::site::Site;

/// Checks an article for a clinic: that all it asks of the clinic is there, and that its text is easy to follow.
pub fn article(article: &Article, site: &Site, notes: &mut Notes) {
    clinic::check(article, site, notes);
    let mut found = Notes::default();
    script::check(article, &mut found);
    structure::check(article, &mut found);
    doses::check(article, &mut found);
    unedited::check(article, &mut found);
    reading::check(article, site, &mut found);
    notes.extend(site.lint.applied(found));
}

/// Checks that a clinic has all that an article asks of it: contacts by name, numbers to call. What is missing is an error.
pub fn clinic(article: &Article, site: &Site, notes: &mut Notes) {
    clinic::check(article, site, notes);
}

/// Checks that all a clinic says in its handouts in `language` is in that language. `overlay` is the top of the file that
/// says things anew for it, if there is one.
pub fn untranslated(site: &Site, language: &Language, overlay: Option<&Span>, notes: &mut Notes) {
    untranslated::check(site, language, overlay, notes);
}

/// Checks that a clinic has the numbers that blocks outside an article ask for.
pub fn note(blocks: &[Block], site: &Site, notes: &mut Notes) {
    clinic::check_blocks(blocks, site, None, notes);
}
