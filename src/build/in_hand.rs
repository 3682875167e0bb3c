//! An article while it is made for one clinic after another: what does not depend on the clinic is done once.

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::content::files::TrackedFiles;
use crate::diagnostics::{Diagnostic, Notes, Source};
use crate::fs::file_state::{Digest, Snapshot};
use crate::language::Language;
use crate::site::Edition;
use crate::typesetter::Printed;

/// Bytes of PDFs that are kept for other clinics with the same settings.
const KEPT: usize = 32 << 20;

/// An article as it was read, before any clinic looks at it.
pub struct Loaded<'f> {
    /// The language of articles that name none.
    pub default_language: Language,
    /// What stands in it; `None` with mistakes that keep it from being read at all.
    pub article: Option<Article>,
    /// What was noted.
    pub notes: Vec<Diagnostic>,
    /// The files that it asked for.
    pub tracked: TrackedFiles<'f>,
}

/// A PDF of it, or why there is none.
struct Kept {
    site: Digest,
    edition: Edition,
    printed: Option<Printed>,
    notes: Vec<Diagnostic>,
}

/// The text of an article's file, and the file as it was read.
pub type ReadFile = Result<(Arc<Source>, Snapshot), Box<Diagnostic>>;

/// What is known of an article.
#[derive(Default)]
pub struct InHand<'f> {
    file: Option<ReadFile>,
    loaded: Vec<Rc<Loaded<'f>>>,
    kept: Vec<Kept>,
    bytes: usize,
}

impl<'f> InHand<'f> {
    /// The text of the file, read when it is first asked for: all clinics get one and the same.
    pub fn file(&mut self, read: impl FnOnce() -> ReadFile) -> ReadFile {
        self.file.get_or_insert_with(read).clone()
    }

    /// The article as it was read for clinics whose articles are in this language if they name none.
    pub fn loaded(&mut self, language: &Language, load: impl FnOnce() -> Loaded<'f>) -> Rc<Loaded<'f>> {
        if let Some(known) = self.loaded.iter().find(|loaded| loaded.default_language == *language) {
            return Rc::clone(known);
        }
        let loaded = Rc::new(load());
        self.loaded.push(Rc::clone(&loaded));
        loaded
    }

    /// What came of an edition for other clinics whose settings have this digest, with what was noted; `None` where it was
    /// not kept.
    pub fn kept(&self, (site, edition): (Digest, Edition), notes: &mut Notes) -> Option<Option<Printed>> {
        let known = self.kept.iter().find(|kept| (kept.site, kept.edition) == (site, edition))?;
        notes.extend(known.notes.iter().cloned());
        Some(known.printed.clone())
    }

    /// Keeps what came of an edition, where there is room, for other clinics with the same settings.
    pub fn keep(&mut self, (site, edition): (Digest, Edition), printed: Option<&Printed>, notes: &Notes) {
        let bytes = printed.map_or(0, |printed| printed.pdf.len());
        if self.bytes + bytes <= KEPT {
            self.bytes += bytes;
            let notes = notes.iter().cloned().collect();
            self.kept.push(Kept { site, edition, printed: printed.cloned(), notes });
        }
    }
}
