//! Which editions a handout has.

use crate::build::request::Request;
use crate::language::is_among;
use crate::output::record::{EditionName, Made, Output, StatusName};
use crate::site::{Edition, Site};

/// What decides which editions a handout is to have: what its file says, the clinic's settings for its language, and what
/// this run asks for.
#[derive(Clone, Copy)]
pub struct Editions<'e> {
    /// What was made of the file, its PDFs aside.
    pub made: &'e Made,
    /// The clinic.
    pub site: &'e Site,
    /// This run.
    pub request: &'e Request,
    /// Whether everything below the root is built.
    pub is_whole: bool,
}

impl Editions<'_> {
    /// The editions that the handout is to have. `on_disk` are its PDFs of earlier runs that are still there: all that stay
    /// there are made anew with the others, so that no old dose stays on disk beside a new one.
    pub fn wanted(&self, on_disk: &[Output]) -> Vec<Edition> {
        let Editions { made, site, request, is_whole } = *self;
        if !is_built(made.status, request) {
            return Vec::new();
        }
        let mut editions = match request.edition {
            Some(only) => vec![only],
            None => site.editions.clone(),
        };
        if self.has_original() && (self.is_asked_in_two_languages() || request.edition.is_none() && self.is_listed()) {
            for edition in editions.clone() {
                push_once(edition.in_two_languages(), &mut editions);
            }
        }
        for output in on_disk {
            // A PDF in an edition that the site no longer lists is kept in step until a build of the whole root removes it.
            let is_kept = output.on_demand || request.edition.is_some() || !is_whole;
            if is_kept && self.is_possible(output.edition) {
                push_once(output.edition.into(), &mut editions);
            }
        }
        editions
    }

    /// Whether the handout can have an edition at all: one of two languages needs an original that may be printed.
    pub fn is_possible(&self, edition: EditionName) -> bool {
        !Edition::from(edition).is_bilingual() || self.has_original()
    }

    /// Whether this run asks for an edition by name.
    pub fn asks_for(&self, edition: Edition) -> bool {
        match edition.is_bilingual() {
            true => self.is_asked_in_two_languages(),
            false => self.request.edition == Some(edition),
        }
    }

    /// Whether the site lists an edition for handouts in this language.
    pub fn lists(&self, edition: Edition) -> bool {
        let of_two = |one: &Edition| one.in_two_languages() == edition;
        match edition.is_bilingual() {
            true => self.is_listed() && self.site.editions.iter().any(of_two),
            false => self.site.editions.contains(&edition),
        }
    }

    fn has_original(&self) -> bool {
        self.made.original.as_ref().is_some_and(|original| is_built(original.status, self.request))
    }

    fn is_asked_in_two_languages(&self) -> bool {
        is_among(&self.made.language, &self.request.bilingual)
    }

    fn is_listed(&self) -> bool {
        is_among(&self.made.language, &self.site.bilingual)
    }
}

/// Whether a run makes handouts of this status.
pub fn is_built(status: StatusName, request: &Request) -> bool {
    match status {
        StatusName::Approved => true,
        StatusName::Draft => request.drafts || request.output.is_none(),
        StatusName::Withdrawn => false,
    }
}

fn push_once(edition: Edition, editions: &mut Vec<Edition>) {
    if !editions.contains(&edition) {
        editions.push(edition);
    }
}
