//! The articles of a content root as a run finds them, and what is done with them for each clinic.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::build::page_links::Siblings;
use crate::build::request::{Report, Request, Summary};
use crate::build::run::Build;
use crate::build::snippet::check_unused;
use crate::build::titles::Titles;
use crate::build::untranslated_articles::Translations;
use crate::check::AcceptedFindings;
use crate::commands::accept::write_accepted;
use crate::commands::calendar::write_calendar;
use crate::commands::earlier::Earlier;
use crate::content::files::ContentFiles;
use crate::content::names::ArticleFile;
use crate::content::root::{ContentRoot, Listing};
use crate::content::sites::Sites;
use crate::diagnostics::{Diagnostic, Notes, Severity};
use crate::fs::error::{Error, ErrorKind};
use crate::language::is_among;
use crate::output::clinic_words::ClinicWords;
use crate::output::prune::Leftovers;
use crate::output::store::{Changes, Store};
use crate::sidecar::Review;
use crate::site::{Edition, Format};

/// The articles of a content root with all that a run knows of them, whatever clinic it makes them for.
pub struct Library<'a> {
    pub request: &'a Request,
    pub root: &'a ContentRoot,
    pub files: &'a ContentFiles,
    /// Findings that may pass.
    pub accepted: &'a AcceptedFindings,
    pub listing: &'a Listing,
}

impl<'a> Library<'a> {
    /// Tells what was found wrong with names and folders, and in snippets that no article uses.
    pub fn tell_listing(&self, sites: &Sites, note: &mut dyn FnMut(Diagnostic)) -> Summary {
        let Listing { trouble, passed_over, unused, .. } = self.listing;
        let mut summary = Summary { failed: trouble.len(), warnings: passed_over.len(), ..Summary::default() };
        trouble.iter().chain(passed_over).cloned().for_each(&mut *note);
        summary.snippets = unused.len();
        tell_snippets(check_unused(unused, self.files, sites, self.request.today), &mut summary, note);
        summary
    }

    /// Whether every article of the root was found.
    fn is_whole(&self) -> bool {
        self.root.is_whole() && self.listing.trouble.is_empty() && !self.listing.all().is_empty()
    }

    /// Those of all articles that this run makes.
    pub fn mine<'l>(&self, all: &'l [ArticleFile]) -> Cow<'l, [ArticleFile]> {
        match self.request.shard {
            Some(shard) => all.iter().filter(|file| shard.holds(&file.source)).cloned().collect(),
            None => all.into(),
        }
    }

    /// Counts articles and packets.
    pub fn count(&self, mine: &[ArticleFile], summary: &mut Summary) {
        summary.packets = mine.iter().filter(|file| file.is_packet()).count();
        summary.articles = mine.len() - summary.packets;
    }

    /// The run for one clinic. `all` are the articles of the root, `mine` those that are made.
    pub fn build(
        &self,
        sites: &'a Sites,
        (store, earlier): (Option<&'a Store>, &'a Earlier),
        (all, mine): (&[ArticleFile], &'a [ArticleFile]),
    ) -> Build<'a> {
        let clinic = sites.base.site.name.as_ref().map(|name| name.plain());
        let words = sites.own_words().into_iter().map(ClinicWords::from).collect();
        let root = self.files.real_root();
        let changes = Changes { verify: self.request.verify, root, clinic, words, ..Changes::default() };
        Build {
            request: self.request,
            root: self.root,
            sites,
            accepted: self.accepted,
            present: self.accepted.clone(),
            known: store.map(|store| &store.state).or(earlier.left.as_ref()),
            checked: earlier.checked(),
            reviews: Vec::new(),
            store,
            articles: mine,
            summary: Summary::default(),
            changes,
            leftovers: Leftovers::default(),
            languages: BTreeSet::new(),
            translations: Translations::new(all, sites, self.request),
            titles: Titles::default(),
            siblings: Siblings::new(all, store, self.root),
        }
    }

    /// Tells what is to be told behind all articles, and removes what is left over. `is_complete` says that the run was not
    /// cancelled.
    ///
    /// # Errors
    /// When something cannot be written or removed.
    pub fn finish(&self, build: &mut Build, is_complete: bool, report: Report) -> Result<(), Error> {
        let whole = self.is_whole().then(|| self.listing.all());
        build.tell_untranslated(report);
        whole.filter(|_| is_complete).into_iter().for_each(|articles| build.tell_gone(articles, report));
        if self.request.accept_present && is_complete {
            write_accepted(self.root.path(), &build.present)?;
            build.summary.accepted = build.present.count();
        }
        build.summary.interrupted = !is_complete;
        match build.store.filter(|_| is_complete) {
            Some(store) => build.prune(whole, store, report),
            None => Ok(()),
        }
    }

    /// Keeps what a check found of one clinic; returns what is to be remembered of a run that was more.
    pub fn keep(&self, earlier: Earlier, changes: Changes) -> Changes {
        let all = || self.listing.all().iter().map(|file| file.source.as_str()).collect();
        earlier.keep(changes, || self.is_whole().then(all))
    }

    /// Writes the calendar of the reviews that are to come, if one is asked for.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_calendar(&self, reviews: &[Review], summary: &mut Summary) -> Result<(), Error> {
        if let Some(path) = &self.request.calendar {
            write_calendar(path, reviews)?;
            summary.reviews = reviews.len();
        }
        Ok(())
    }

    /// Checks that something was found where anything was to be.
    ///
    /// # Errors
    /// When not.
    pub fn check_not_empty(&self) -> Result<(), Error> {
        let Listing { unused, names_site, .. } = self.listing;
        let all = self.listing.all();
        let has_articles = all.iter().any(|file| !file.is_packet());
        if !unused.is_empty() || *names_site || has_articles || !self.root.is_whole() && !all.is_empty() {
            return Ok(());
        }
        let message = format!("no article found in `{}`", self.root.displayed_paths());
        Err(Error::new(ErrorKind::NotFound, message)
            .hint("articles are files ending in `.yaml`; `handout new ID` starts one"))
    }
}

/// Checks that the list of all web pages may be written, where there are to be some.
///
/// # Errors
/// When somebody else's file has its name.
pub fn check_index(store: Option<&Store>, sites: &Sites, request: &Request) -> Result<(), Error> {
    match store.filter(|_| sites.ask_for_pages() || request.formats.contains(&Format::Html)) {
        Some(store) => store.check_index(),
        None => Ok(()),
    }
}

/// Which editions an article is to have, or has on disk.
pub fn editions_of<'r>(
    request: &'r Request,
    sites: &'r Sites,
    store: Option<&'r Store>,
) -> impl Fn(&ArticleFile, Edition) -> bool + use<'r> {
    let editions = sites.editions(request.edition, !request.bilingual.is_empty());
    move |file: &ArticleFile, edition: Edition| {
        let is_wanted = !edition.is_bilingual() || is_wanted_beside_original(file, request, sites);
        is_wanted && editions.contains(&edition) || is_on_disk(store, file, edition)
    }
}

/// Tells and counts what was found in snippets that no article uses.
fn tell_snippets(found: Vec<Notes>, summary: &mut Summary, note: &mut dyn FnMut(Diagnostic)) {
    for notes in found {
        summary.failed += usize::from(notes.has_errors());
        for diagnostic in notes.sorted() {
            summary.warnings += usize::from(diagnostic.severity == Severity::Warning);
            note(diagnostic);
        }
    }
}

/// Whether a file is a translation that this run or the clinic wants beside its original.
fn is_wanted_beside_original(file: &ArticleFile, request: &Request, sites: &Sites) -> bool {
    let is_wanted = |language: &str| {
        is_among(language, &request.bilingual) || is_among(language, &sites.of(language).site.bilingual)
    };
    !file.is_packet() && file.language.as_deref().is_some_and(is_wanted)
}

/// Whether an earlier run made this edition of an article: as long as it is on disk, it is kept in step.
fn is_on_disk(store: Option<&Store>, file: &ArticleFile, edition: Edition) -> bool {
    let record = store.and_then(|store| store.record(&file.source));
    record.is_some_and(|record| record.outputs().iter().any(|output| output.edition == edition.into()))
}
