//! The world: finds the articles of a content root, makes those that changed, and keeps the output folder in step.
//!
//! ```text
//! content ─walk─▶ articles ─look─▶ stale ones ─jobs, plant─▶ PDFs, records ─prune─▶ store: state, manifest
//! ```
//!
//! Architecture invariants:
//! - The only module that touches disk or clock. It prints nothing; what happens is reported through an argument.
//! - A file is written beside its place and renamed. At any instant each PDF is whole, old or new.
//! - What is not ours, by state, manifest or journal, is never written over and never removed.
//! - The state may be lost, torn or forged at any time: then more is made than needed, and nothing worse.

mod bound;
mod build;
mod content;
mod date;
mod disk;
mod draft;
mod error;
mod find;
mod fingerprint;
mod folder;
mod history;
mod insert;
mod jobs;
mod lock;
mod look;
mod manifest;
mod merge;
mod meter;
mod notes;
mod packet;
mod placing;
mod plant;
mod prune;
mod record;
mod records;
mod shard;
mod single;
mod sites;
mod stamp;
mod state;
mod store;
#[cfg(test)]
mod tests;
mod walk;
mod watch;
mod which;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

pub use self::content::ArticleFile;
pub use self::date::stamp_article;
pub use self::draft::start_article;
pub use self::error::Error;
pub use self::find::{Finding, Hit, Query, TopicCode, find};
pub use self::insert::Appendix;
pub use self::merge::{Merged, merge};
pub use self::shard::Shard;
pub use self::single::{PacketRequest, PacketSummary};
pub use self::watch::Round;
pub use self::which::{Answer, State, Successor, which};

use self::build::Build;
use self::content::{Content, Listing};
use self::disk::Disk;
use self::prune::Leftovers;
use self::sites::Sites;
use self::store::{Changes, Store};
use crate::diagnostics::Diagnostic;
use crate::pdf::StreamCache;
use crate::sidecar::Sidecar;
use crate::site::Edition;
use crate::text::fonts::Fonts;

/// The folder articles are in unless another is named.
pub const CONTENT: &str = "content";
/// The folder PDFs go to unless another is named.
pub const OUTPUT: &str = "output";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Articles and folders of articles, all below one content root; empty for [`CONTENT`].
    pub paths: Vec<PathBuf>,
    /// A site file to use instead of the root's own.
    pub site: Option<PathBuf>,
    /// Where PDFs go; `None` to write nothing.
    pub output: Option<PathBuf>,
    /// Also build drafts.
    pub drafts: bool,
    /// Build this edition alone.
    pub edition: Option<Edition>,
    /// The day, for warnings that depend on it.
    pub today: Date,
    /// How many threads make PDFs; 0 for one on each processor.
    pub jobs: usize,
    /// Make everything anew.
    pub force: bool,
    /// Compare contents where sizes and times would do.
    pub verify: bool,
    /// Remove PDFs without an article, however many.
    pub prune: bool,
    /// Build this share of the articles alone.
    pub shard: Option<Shard>,
    /// What is to stand beside each PDF.
    pub sidecars: Vec<Sidecar>,
}

impl Request {
    /// Everything in [`CONTENT`], read on this day, nothing written.
    pub fn new(today: Date) -> Request {
        Request {
            paths: Vec::new(),
            site: None,
            output: None,
            drafts: false,
            edition: None,
            today,
            jobs: 0,
            force: false,
            verify: false,
            prune: false,
            shard: None,
            sidecars: Vec::new(),
        }
    }

    fn threads(&self) -> usize {
        if self.jobs > 0 { self.jobs } else { jobs::all_cores() }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles found.
    pub articles: usize,
    /// Packets found.
    pub packets: usize,
    /// Articles and packets with an error, and folders that could not be looked into.
    pub failed: usize,
    /// PDFs written, or laid out where nothing is written.
    pub built: usize,
    /// PDFs that were on disk already as they should be.
    pub up_to_date: usize,
    /// PDFs removed.
    pub removed: usize,
    /// Drafts and withdrawn articles, passed over.
    pub passed_over: usize,
    /// Warnings reported.
    pub warnings: usize,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
}

/// What is told while a request runs; notes and PDFs in the order of the articles.
pub enum Event {
    /// Another run holds this output folder, and is waited for.
    Waiting(PathBuf),
    /// All articles were looked at.
    Begun {
        /// How many there are.
        articles: usize,
        /// How many of them have to be made.
        stale: usize,
    },
    /// A mistake, or something to look at.
    Note(Diagnostic),
    /// A PDF is on disk.
    Built(PathBuf),
    /// A PDF is gone.
    Removed(PathBuf),
    /// One of the articles that had to be made is done with, well or ill.
    Done,
}

/// The day it is here.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Runs a request once, in a workshop of its own.
///
/// # Errors
/// As [`Workshop::run`].
pub fn run(request: &Request, report: &mut dyn FnMut(Event)) -> Result<Summary, Error> {
    Workshop::default().run(request, report)
}

/// What is worth keeping between runs: fonts and finished streams. And the bell that ends a run early.
#[derive(Default)]
pub struct Workshop {
    fonts: OnceLock<Fonts>,
    cache: StreamCache,
    stop: Arc<AtomicBool>,
}

impl Workshop {
    /// Set to true, it ends a run: what is being written is finished, nothing else is begun.
    pub fn bell(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// The fonts, read when they are first needed.
    fn fonts(&self) -> &Fonts {
        self.fonts.get_or_init(Fonts::new)
    }

    /// Reads every article asked for, and makes the PDFs of those that changed since the last run into the same folder;
    /// where no folder is named, all are read and laid out, and nothing is written.
    ///
    /// # Errors
    /// When the work cannot be done at all: a path that is not there, an unsound site file, no article, an output folder
    /// that cannot be written. An unsound article is reported and counted, and the others are still built.
    pub fn run(&self, request: &Request, report: &mut dyn FnMut(Event)) -> Result<Summary, Error> {
        let content = Content::find(&request.paths)?;
        let mut store = match &request.output {
            Some(folder) => match Store::open(folder, request.shard, &self.stop, report)? {
                Some(store) => Some(store),
                None => return Ok(Summary { interrupted: true, ..Summary::default() }),
            },
            None => None,
        };
        let (outcome, summary, changes) = self.build(request, &content, store.as_ref(), report)?;
        if let Some(store) = &mut store {
            // After a failure as well: what was made is made. The failure itself is what is told.
            let closed = store.close(changes);
            outcome.and(closed)?;
        } else {
            outcome?;
        }
        Ok(summary)
    }

    /// Makes and prunes; what is to be remembered is told even when that failed on the way.
    fn build(
        &self,
        request: &Request,
        content: &Content,
        store: Option<&Store>,
        report: &mut dyn FnMut(Event),
    ) -> Result<(Result<(), Error>, Summary, Changes), Error> {
        let disk = Disk::new(content.root())?;
        let sites = Sites::read(content, request.site.as_deref(), &disk, report)?;
        let Listing { articles: all, trouble } = content.articles(&sites.editions(request.edition))?;
        let whole = (content.is_whole() && trouble.is_empty() && !all.is_empty()).then_some(all.as_slice());
        let mut build = Build {
            request,
            root: content.root(),
            sites: &sites,
            store,
            summary: Summary { failed: trouble.len(), warnings: sites.warnings, ..Summary::default() },
            changes: Changes { verify: request.verify, root: disk.real_root(), ..Changes::default() },
            leftovers: Leftovers::default(),
        };
        trouble.into_iter().for_each(|note| report(Event::Note(note)));
        let is_article = |file: &ArticleFile| !file.is_packet();
        if all.is_empty() || content.is_whole() && !all.iter().any(is_article) {
            return Err(Error::new(format!("no article found in `{}`", content.shown_paths()))
                .hint("articles are files ending in `.yaml`; `handout new ID` starts one"));
        }
        let mine: Cow<[ArticleFile]> = match request.shard {
            Some(shard) => all.iter().filter(|file| shard.holds(&file.source)).cloned().collect(),
            None => all.as_slice().into(),
        };
        build.summary.packets = mine.iter().filter(|file| file.is_packet()).count();
        build.summary.articles = mine.len() - build.summary.packets;
        let outcome = build.make(&mine, &disk, self, report).and_then(|is_done| {
            build.summary.interrupted = !is_done;
            match store.filter(|_| is_done) {
                Some(store) => build.prune(whole, store, report),
                None => Ok(()),
            }
        });
        build.summary.interrupted |= self.stop.load(Ordering::Relaxed);
        Ok((outcome, build.summary, build.changes))
    }
}
