//! The stages of an article, from its text to its PDFs. Each takes what the one before it left, so that a thread can take
//! several articles through a stage before it begins the next: see [`super::make`].

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::build::article::{Checks, original_made};
use crate::build::dates::{dated, next_review};
use crate::build::editions::Editions;
use crate::build::formats::Job;
use crate::build::in_hand::{InHand, Loaded};
use crate::build::translation::find_original;
use crate::build::worker::{BuiltPdf, MadeFile, Worker};
use crate::check::{Acceptance, Accepting};
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::content::sites::LocalizedSite;
use crate::diagnostics::{Notes, Source};
use crate::document::{Setting, compose};
use crate::fs::file_state::half;
use crate::output::record::{Dated, Made, Output, Record};
use crate::site::{Edition, Format};
use crate::typesetter::{LaidOut, Printed};

/// An article that was checked.
pub struct CheckedArticle<'a> {
    loaded: Rc<Loaded<'a>>,
    /// The files that it asked for.
    tracked: TrackedFiles<'a>,
    /// Whether it was read without mistakes.
    is_read: bool,
    /// Whether a check found no error in it either: only then it is made.
    is_sound: bool,
    /// What it has of findings that can be accepted, where that is asked.
    accepted: Option<Vec<Acceptance>>,
    /// What its dates were held against, and what they are now.
    dated: (Option<Dated>, Option<Dated>),
    site: &'a LocalizedSite,
    /// What is remembered of it, its PDFs aside, where it is sound.
    made: Option<Made>,
}

impl CheckedArticle<'_> {
    /// What stands in it, where it was read without mistakes.
    fn read(&self) -> Option<&Article> {
        self.loaded.article.as_ref().filter(|_| self.is_read)
    }

    /// What stands in it, where it is made.
    fn sound(&self) -> Option<&Article> {
        self.read().filter(|_| self.is_sound)
    }
}

/// An article whose pages are known.
pub struct LaidOutArticle<'a> {
    checked: CheckedArticle<'a>,
    /// In its own language.
    editions: Vec<LaidOutEdition>,
    /// The editions beside its original that are wanted; each is laid out when it is written.
    of_two: Vec<Edition>,
}

/// One edition of it.
struct LaidOutEdition {
    edition: Edition,
    pages: Pages,
    /// The same words in other formats.
    formats: Vec<(Format, Vec<u8>)>,
}

/// The pages of an edition.
enum Pages {
    /// What came of them for another clinic with the same settings.
    Written(Option<Printed>),
    /// They were laid out, unless something in them cannot be drawn; what was noted.
    New(Option<LaidOut>, Notes),
}

/// What an article is written beside: its PDFs of earlier runs that are still there, and all of earlier runs.
#[derive(Clone, Copy)]
pub struct Earlier<'e> {
    /// Those that are still there.
    pub on_disk: &'e [Output],
    /// All.
    pub known: &'e [Output],
}

impl<'a> Worker<'a> {
    /// Checks an article against the site of its language.
    pub fn check_article(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        loaded: Rc<Loaded<'a>>,
        notes: &mut Notes,
    ) -> CheckedArticle<'a> {
        let tracked = loaded.tracked.fork();
        let mut present = Vec::new();
        let accepting = match self.context.request.accept_present {
            true => Accepting::All(&mut present),
            false => Accepting::Known(self.context.accepted.of(&file.source)),
        };
        let before = self.context.known.and_then(|known| known.records.get(&file.source)).and_then(|known| known.dated);
        let checks = Checks { accepting, count_signatures: true, dated: before };
        let read = (loaded.article.as_ref(), loaded.notes.as_slice());
        let read = self.checked((file, source), read, &tracked, checks, notes);
        let (is_read, is_sound) = (read.article.is_some(), read.is_sound);
        let article = read.sound();
        let now = article.map(|article| dated(article, &tracked));
        let accepted = (self.context.request.accept_present && article.is_some()).then_some(present);
        let site = self.site_of(file, article);
        let made = article.map(|article| {
            let original = find_original(file, &tracked);
            Made { original: original.and_then(|(path, source)| original_made(path, &source)), ..Made::of(article) }
        });
        CheckedArticle { tracked, is_read, is_sound, accepted, dated: (before, now), site, made, loaded }
    }

    /// Lays a sound article out in all editions that are wanted. `in_hand` knows what was made of it for other clinics.
    pub fn lay_out_article(
        &mut self,
        file: &ArticleFile,
        checked: CheckedArticle<'a>,
        earlier: Earlier,
        in_hand: &InHand<'a>,
        notes: &mut Notes,
    ) -> LaidOutArticle<'a> {
        let (mut editions, mut of_two) = (Vec::new(), Vec::new());
        if let (Some(article), Some(made)) = (checked.sound(), &checked.made) {
            let Earlier { on_disk, known } = earlier;
            let site = &checked.site.site;
            let (request, is_whole) = (self.context.request, self.context.is_whole);
            let wanted = Editions { made, site, request, is_whole }.wanted(on_disk);
            let of_one: Vec<Edition>;
            (of_two, of_one) = wanted.into_iter().partition(|edition| edition.is_bilingual());
            let is_sure = request.only_tells && self.typesetter.is_surely_drawn(article, site, &of_one, notes);
            if !is_sure {
                let job = Job { file, article, site: checked.site, known };
                editions = self.laid_out(job, &of_one, in_hand, notes);
            }
        }
        LaidOutArticle { checked, editions, of_two }
    }

    /// The pages of a sound article in its own language, with what stands beside them. Clinics with the same settings get one
    /// and the same PDF; a web page has the clinic's own address, and is made for each.
    fn laid_out(
        &mut self,
        job: Job,
        editions: &[Edition],
        in_hand: &InHand<'a>,
        notes: &mut Notes,
    ) -> Vec<LaidOutEdition> {
        let Job { article, site: LocalizedSite { site, digest, .. }, .. } = job;
        let locale = self.typesetter.locale_of(article, site, notes);
        let mut laid_out = Vec::new();
        for edition in editions {
            let setting = Setting { site, locale: &locale, edition: *edition };
            let document = compose(article, setting);
            let pages = match in_hand.kept((*digest, *edition), notes) {
                Some(printed) => Pages::Written(printed),
                None => {
                    let mut own = Notes::default();
                    Pages::New(self.typesetter.lay_out_document(&document, setting, &mut own), own)
                }
            };
            let formats = match &pages {
                Pages::Written(None) | Pages::New(None, _) => Vec::new(),
                _ => self.formats(job, &document, (setting, editions)),
            };
            laid_out.push(LaidOutEdition { edition: *edition, pages, formats });
        }
        laid_out
    }

    /// Writes the PDFs of an article that was laid out, and the part of its record that does not depend on earlier runs.
    pub fn write_article(
        &mut self,
        file: &ArticleFile,
        laid_out: LaidOutArticle<'a>,
        known: &[Output],
        in_hand: &mut InHand<'a>,
        notes: &mut Notes,
    ) -> MadeFile {
        let LaidOutArticle { mut checked, editions, of_two } = laid_out;
        let (mut pdfs, mut unmade) = (Vec::new(), Vec::new());
        let mut made = checked.made.take();
        if let (Some(article), Some(made)) = (checked.sound(), &mut made) {
            let job = Job { file, article, site: checked.site, known };
            pdfs = self.pdfs(job, editions, in_hand, notes);
            let has_page = pdfs.iter().flat_map(|pdf| &pdf.formats).any(|(format, _)| *format == Format::Html);
            made.links = if has_page { self.context.links_of(file).to_vec() } else { Vec::new() };
            if !of_two.is_empty() {
                unmade = self.bilingual_pdfs(job, made, (&of_two, &checked.tracked), &mut pdfs);
            }
            made.next_review = next_review(article, &checked.site.site);
        }
        let card = self.card(file, checked.read(), pdfs.first());
        let record = self.record_of(file, checked.sound(), (checked.dated.0.as_ref(), checked.dated.1.as_ref()));
        let original = made.as_ref().and_then(Made::original_language);
        let record = Record {
            site: half(&self.context.sites.digest_for(checked.site, original)),
            inputs: checked.tracked.into_inputs(),
            made,
            ..record
        };
        MadeFile { record, pdfs, unmade, accepted: checked.accepted, card }
    }

    /// The PDFs of a sound article in its own language.
    fn pdfs(
        &self,
        job: Job,
        editions: Vec<LaidOutEdition>,
        in_hand: &mut InHand<'a>,
        notes: &mut Notes,
    ) -> Vec<BuiltPdf> {
        let LocalizedSite { digest, .. } = job.site;
        let is_common = self.context.common.is_some_and(|common| common.contains(digest));
        let mut pdfs = Vec::new();
        for LaidOutEdition { edition, pages, formats } in editions {
            let printed = match pages {
                Pages::Written(printed) => printed,
                Pages::New(laid_out, mut own) => {
                    // A promise of our own that was broken is noted like a mistake of the article.
                    let write = |laid_out| self.typesetter.write(laid_out, &job.article.id, &mut own).ok();
                    let printed = laid_out.and_then(write);
                    if is_common {
                        in_hand.keep((*digest, edition), printed.as_ref(), &own);
                    }
                    notes.append(own);
                    printed
                }
            };
            pdfs.extend(printed.map(|printed| BuiltPdf { formats, ..BuiltPdf::new(edition, printed) }));
        }
        pdfs
    }
}
