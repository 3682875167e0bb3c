//! What is asked of a run, what it tells on the way, and what came of it.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::build::ordered_pool;
use crate::diagnostics::Diagnostic;
use crate::output::shard::Shard;
use crate::sidecar::Sidecar;
use crate::site::Edition;

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct Request {
    /// Articles and folders of articles, all below one content root; empty for `content`.
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
    /// Tell why each article that has to be made has to be.
    pub reasons: bool,
}

impl Request {
    /// Everything in `content`, read on this day, nothing written.
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
            reasons: false,
        }
    }

    /// How many threads make PDFs, never 0.
    pub(crate) fn threads(&self) -> usize {
        if self.jobs > 0 { self.jobs } else { ordered_pool::all_cores() }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles found.
    pub articles: usize,
    /// Packets found.
    pub packets: usize,
    /// Snippets asked for by name that no article includes, read by themselves.
    pub snippets: usize,
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
    /// An article has to be made, and why; only where reasons are asked for.
    Stale(PathBuf, String),
    /// A PDF is on disk.
    Built(PathBuf),
    /// A PDF is gone.
    Removed(PathBuf),
    /// One of the articles that had to be made is done with, well or ill.
    Done,
}

/// Who is told what happens.
pub type Report<'r> = &'r mut dyn FnMut(Event);

/// The time of day here, for people who look at a screen that fills by itself: `14:02:11`.
pub fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}

/// The day it is here.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}
