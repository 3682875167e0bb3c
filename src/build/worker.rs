//! One article, from its file to its PDFs and to what is remembered of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use crate::article::{Article, Context};
use crate::assets::{AssetError, Assets};
use crate::build::request::Request;
use crate::content::files::{Asking, Disk};
use crate::content::root::ArticleFile;
use crate::content::sites::{Sheet, Sites};
use crate::diagnostics::{Code, Diagnostic, Notes, Source};
use crate::fs::error::Error;
use crate::fs::file_state::Digest;
use crate::fs::path::display_path;
use crate::output::record::{Made, Record, StatusName};
use crate::output::store::Store;
use crate::output::stored_diagnostics;
use crate::pdf::StreamCache;
use crate::site::{Edition, Site};
use crate::text::fonts::Fonts;
use crate::typesetter::{Printed, Typesetter};
use jiff::civil::Date;

/// What every article is made with.
pub struct Plant<'a> {
    pub request: &'a Request,
    pub root: &'a Path,
    pub disk: &'a Disk,
    pub sites: &'a Sites,
    pub fonts: &'a Fonts,
    pub streams: &'a Arc<StreamCache>,
    /// Where PDFs go; `None` to write nothing.
    pub store: Option<&'a Store>,
}

/// What one thread makes articles with.
pub struct Worker<'a> {
    pub plant: &'a Plant<'a>,
    pub typesetter: Typesetter<'a>,
}

/// An article that was made, or could not be.
pub struct Done {
    /// What is remembered of it.
    pub record: Record,
    /// What was noted, by place.
    pub notes: Vec<Diagnostic>,
    /// PDFs written, or laid out where nothing is written.
    pub written: Vec<String>,
    /// PDFs that were on disk already, byte for byte.
    pub same: usize,
}

/// A PDF that is not on disk yet.
pub struct Print {
    /// Which form of the handout.
    pub edition: Edition,
    /// How many.
    pub pages: u32,
    /// The short code on its pages.
    pub code: String,
    /// Who wrote it, or the clinic.
    pub authors: Vec<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The editions that a handout of this status is to have.
pub fn wanted(status: StatusName, site: &Site, request: &Request) -> Vec<Edition> {
    let is_built = match status {
        StatusName::Approved => true,
        StatusName::Draft => request.drafts || request.output.is_none(),
        StatusName::Withdrawn => false,
    };
    match request.edition {
        _ if !is_built => Vec::new(),
        Some(only) => vec![only],
        None => site.editions.clone(),
    }
}

impl<'a> Worker<'a> {
    /// A worker with empty caches.
    pub fn new(plant: &'a Plant<'a>) -> Worker<'a> {
        Worker { plant, typesetter: Typesetter::sharing(plant.fonts, Arc::clone(plant.streams)) }
    }

    /// Makes an article. A mistake of ours becomes an error of the article, so that all others are still made.
    pub fn make(&mut self, file: &ArticleFile, before: Option<&Record>) -> Result<Done, Error> {
        let done = catch_unwind(AssertUnwindSafe(|| self.file(file, before)));
        done.unwrap_or_else(|_| {
            *self = Worker::new(self.plant);
            let message = format!("handout failed on `{}`", display_path(&file.path));
            let mut found = Notes::default();
            let note = Diagnostic::new(Code::Internal, message).hint("please report this: it is a mistake of handout");
            found.push(match Source::new(display_path(&file.path), Vec::new()) {
                Ok(source) => note.at(source.span(0..0)),
                Err(_) => note,
            });
            Ok(self.done(file, Record { has_trouble: true, ..Record::default() }, before, found))
        })
    }

    fn file(&mut self, file: &ArticleFile, before: Option<&Record>) -> Result<Done, Error> {
        let mut found = Notes::default();
        let (source, seen) = match self.plant.disk.article(&file.path, file.linked) {
            Ok(read) => read,
            Err(diagnostic) => {
                found.push(*diagnostic);
                return Ok(self.done(file, Record { has_trouble: true, ..Record::default() }, before, found));
            }
        };
        let (record, prints) = match file.is_packet() {
            true => self.packet(file, &source, &mut found),
            false => self.article(file, &source, &mut found),
        };
        let mut done = self.done(file, Record { seen, ..record }, before, found);
        if done.record.is_sound {
            self.place(file, &mut done, prints, before)?;
        }
        Ok(done)
    }

    fn article(&mut self, file: &ArticleFile, source: &Arc<Source>, found: &mut Notes) -> (Record, Vec<Print>) {
        let asking = Asking::new(self.plant.disk);
        let article = self.read(file, source, &asking, found);
        let sheet = self.sheet(file, article.as_ref());
        let prints = match &article {
            Some(article) => self.prints(article, &sheet.site, found),
            None => Vec::new(),
        };
        let (from, until) = days(article.as_ref(), self.plant.request.today);
        let record = Record {
            site_language: self.language(file, article.as_ref()).to_owned(),
            site: sheet.digest,
            inputs: self.inputs(asking),
            from,
            until,
            has_trouble: file.has_trouble(),
            made: article.as_ref().map(Made::of),
            ..Record::default()
        };
        (record, prints)
    }

    /// What was asked for, and its content; none for what is not there.
    pub fn inputs(&self, asking: Asking) -> Vec<(String, Option<Digest>)> {
        let digest = |path: String| {
            let digest = self.plant.disk.digest(&path);
            (path, digest)
        };
        asking.asked().into_iter().map(digest).collect()
    }

    /// A record with its notes. An unsound article keeps what was made of it before, which is no longer current.
    pub fn done(&self, file: &ArticleFile, mut record: Record, before: Option<&Record>, found: Notes) -> Done {
        record.id.clone_from(&file.id);
        record.suffix.clone_from(&file.language);
        record.is_sound = !found.has_errors();
        // What could not be opened may be there in a moment, and look from outside as it does now.
        record.has_trouble |= found.iter().any(|note| matches!(note.code, Code::Unreadable | Code::UnreadableFile));
        let notes = found.sorted();
        record.notes = notes.iter().map(|note| stored_diagnostics::store(note, self.plant.root)).collect();
        if !record.is_sound {
            record.made = before.and_then(|before| before.made.clone());
            record.made.iter_mut().flat_map(|made| &mut made.outputs).for_each(|output| output.current = false);
        }
        Done { record, notes, written: Vec::new(), same: 0 }
    }

    fn language<'l>(&'l self, file: &'l ArticleFile, article: Option<&'l Article>) -> &'l str {
        let typed = article.map(|article| article.language.as_str()).or(file.language.as_deref());
        typed.unwrap_or(&self.plant.sites.base.site.language)
    }

    pub fn sheet(&self, file: &ArticleFile, article: Option<&Article>) -> &'a Sheet {
        self.plant.sites.of(self.language(file, article))
    }

    pub fn read(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        assets: &Asking,
        found: &mut Notes,
    ) -> Option<Article> {
        file.mistakes(source).into_iter().for_each(|mistake| found.push(mistake));
        let context = Context {
            id: &file.id,
            suffix_language: file.language.as_deref(),
            default_language: &self.plant.sites.base.site.language,
            original: original_updated(file, assets),
            today: self.plant.request.today,
            assets,
        };
        let mut own = Notes::default();
        let article = crate::article::load_with_mistakes(source, &context, &mut own);
        if let Some(article) = &article {
            let site = &self.sheet(file, Some(article)).site;
            match own.has_errors() {
                true => crate::check::clinic(article, site, &mut own),
                false => crate::check::article(article, site, &mut own),
            }
        }
        let article = article.filter(|_| !own.has_errors());
        found.append(own);
        article
    }

    /// The PDFs of a sound article.
    fn prints(&mut self, article: &Article, site: &Site, found: &mut Notes) -> Vec<Print> {
        let plant = self.plant;
        let editions = wanted(article.status.into(), site, plant.request);
        if editions.is_empty() {
            return Vec::new();
        }
        let mut prints = Vec::new();
        for edition in editions {
            // A promise of our own that was broken is noted like a mistake of the article.
            let printed = self.typesetter.print(article, site, edition, found).ok().flatten();
            prints.extend(printed.map(|printed| Print::new(edition, printed)));
        }
        prints
    }
}

impl Print {
    /// A PDF of this edition.
    pub fn new(edition: Edition, printed: Printed) -> Print {
        let Printed { pdf, pages, metadata, .. } = printed;
        let pages = u32::try_from(pages).expect("a PDF has fewer than four billion pages");
        Print { edition, pages, code: metadata.code, authors: metadata.authors, bytes: pdf }
    }
}

/// The day the original of a translation was last changed: of the file of the same id without a language.
fn original_updated(file: &ArticleFile, assets: &Asking) -> Option<Date> {
    let original = file.originals().map(|path| assets.snippet(&path)).find(|found| *found != Err(AssetError::Missing));
    crate::article::updated(&original?.ok()?)
}

/// From when until when the same will be noted of an article. Only a review that falls due changes what is noted; of an
/// unsound article nobody knows when that is.
fn days(article: Option<&Article>, today: Date) -> (Option<Date>, Option<Date>) {
    match article.map(|article| article.review_due) {
        None => (Some(today), Some(today)),
        Some(None) => (None, None),
        Some(Some(due)) if due < today => (due.tomorrow().ok(), None),
        Some(Some(due)) => (None, Some(due)),
    }
}
