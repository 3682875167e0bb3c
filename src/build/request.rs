//! What is asked of a run, what it tells on the way, and what came of it.

use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::build::ordered_pool;
use crate::diagnostics::Diagnostic;
use crate::fs::error::Error;
use crate::language::Language;
use crate::output::shard::Shard;
use crate::report::ReportCard;
use crate::sidecar::Sidecar;
use crate::site::{Edition, Format};

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct Request {
    /// Articles and folders of articles, all below one content root; empty for `content`.
    pub paths: Vec<PathBuf>,
    /// A site file to use instead of the root's own.
    pub site: Option<PathBuf>,
    /// The clinics of several that handouts are made for, by name, or the word for all of them; none for those of the site
    /// file alone.
    pub sites: Vec<String>,
    /// Where PDFs go; `None` to write nothing.
    pub output: Option<PathBuf>,
    /// Where the last build went, for a run that writes nothing: what has changed since is told.
    pub record: Option<PathBuf>,
    /// Whether nothing but diagnostics is wanted: then unchanged articles are not read again, and only those are laid out of
    /// which layout could have something to tell.
    pub only_tells: bool,
    /// A calendar to write, of the reviews that are to come.
    pub calendar: Option<PathBuf>,
    /// Also build drafts.
    pub drafts: bool,
    /// Build this edition alone.
    pub edition: Option<Edition>,
    /// Also build translations into these languages side by side with their originals.
    pub bilingual: Vec<Language>,
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
    /// What each handout is also to be written as.
    pub formats: Vec<Format>,
    /// Let all findings pass that are there now and can be set, and list them.
    pub accept_present: bool,
    /// Tell why each article that has to be made has to be.
    pub reasons: bool,
    /// Tell the report card of each article.
    pub cards: bool,
}

impl Request {
    /// Everything in `content`, read on this day, nothing written.
    pub fn new(today: Date) -> Request {
        Request {
            paths: Vec::new(),
            site: None,
            sites: Vec::new(),
            output: None,
            record: None,
            only_tells: false,
            calendar: None,
            drafts: false,
            edition: None,
            bilingual: Vec::new(),
            today,
            jobs: 0,
            force: false,
            verify: false,
            prune: false,
            shard: None,
            sidecars: Vec::new(),
            formats: Vec::new(),
            accept_present: false,
            reasons: false,
            cards: false,
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
    /// Findings that are on the list of accepted ones, where it was written.
    pub accepted: usize,
    /// Reviews that are in the calendar that was written.
    pub reviews: usize,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
    /// Clinics of several whose handouts are as they should be, mistakes of articles aside.
    pub sites: usize,
    /// Clinics of several for which nothing could be made.
    pub failed_sites: usize,
}

/// What is told while a request runs; notes and PDFs in the order of the articles.
pub enum Event {
    /// Another run holds this output folder, and is waited for.
    Waiting(PathBuf),
    /// Nothing is known of an earlier build into this folder, so that nobody can tell what has changed since.
    NoRecord(PathBuf),
    /// All articles were looked at.
    Begun {
        /// How many there are.
        articles: usize,
        /// How many of them have to be made.
        stale: usize,
    },
    /// A mistake, or something to look at.
    Note(Diagnostic),
    /// The same, found for some clinics of several alone; their names.
    NoteOfSites(Diagnostic, Vec<String>),
    /// For a clinic of several nothing could be made, and why.
    SiteFailed(String, Error),
    /// What came of the handouts of one clinic of several.
    SiteDone(String, Summary),
    /// An article has to be made, and why; only where reasons are asked for.
    Stale(PathBuf, String),
    /// A PDF is on disk.
    Built(PathBuf, Extent),
    /// A PDF was laid out, and nothing is written; its name below the output folder.
    LaidOut(String, Extent),
    /// What is known of an article; only where that is asked for.
    Card(Box<ReportCard>),
    /// A PDF is gone.
    Removed(PathBuf),
    /// One of the articles that had to be made is done with, well or ill.
    Done,
}

/// How much paper a PDF takes, printed on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Its pages.
    pub pages: u32,
    /// How many lines stand on the last sheet, where there is more than one.
    pub lines_over: Option<usize>,
}

impl Extent {
    /// Sheets of paper.
    pub fn sheets(self) -> u32 {
        self.pages.div_ceil(2)
    }
}

/// Who is told what happens.
pub type Report<'r> = &'r mut dyn FnMut(Event);

/// The time of day here, for people who look at a screen that fills by itself: `14:02:11`.
pub fn time_of_day() -> String {
    moment_at(SystemTime::now(), &zone()).strftime("%H:%M:%S").to_string()
}

/// The longest description of a time zone that is read, in bytes.
const ZONE_LIMIT: u64 = 1 << 20;

/// The day it is here; by the clock of Greenwich where no time zone can be made out, and the last day of the calendar where
/// the clock has run past it.
pub fn today() -> Date {
    moment_at(SystemTime::now(), &zone()).date()
}

fn zone() -> TimeZone {
    match std::env::var_os("TZ") {
        Some(zone) if !is_readable_zone(&zone.to_string_lossy()) => TimeZone::UTC,
        Some(_) => TimeZone::try_system().unwrap_or(TimeZone::UTC),
        None => local_zone().or_else(|| TimeZone::try_system().ok()).unwrap_or(TimeZone::UTC),
    }
}

/// The zone that this machine is set to, where one file holds that. jiff would first list every zone there is, which is a
/// third of all system calls of building one article.
fn local_zone() -> Option<TimeZone> {
    let path = Path::new("/etc/localtime");
    let found = path.metadata().ok()?;
    let data = (found.is_file() && found.len() <= ZONE_LIMIT).then(|| std::fs::read(path))?.ok()?;
    TimeZone::tzif("local", &data).ok()
}

fn moment_at(time: SystemTime, zone: &TimeZone) -> DateTime {
    zone.to_datetime(Timestamp::try_from(time).unwrap_or(Timestamp::MAX))
}

/// Whether what the variable `TZ` says can be read to its end: a name, or an ordinary file.
fn is_readable_zone(zone: &str) -> bool {
    let path = Path::new(zone.strip_prefix(':').unwrap_or(zone));
    let is_name = !path.is_absolute() && !path.components().any(|part| part == Component::ParentDir);
    is_name || path.metadata().is_ok_and(|found| found.is_file() && found.len() <= ZONE_LIMIT)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use jiff::civil::date;
    use jiff::tz::Offset;

    use super::*;

    #[test]
    fn a_clock_that_has_run_past_the_calendar_ends_no_run() {
        let (utc, west, east) = (TimeZone::UTC, Offset::MIN.to_time_zone(), Offset::MAX.to_time_zone());
        let day = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(moment_at(day(1_700_000_000), &utc).date(), date(2023, 11, 14));
        // The last second of the year 9999, and a clock far behind it.
        for time in [day(253_402_300_799), day(1 << 40)] {
            for zone in [&utc, &west, &east] {
                assert_eq!(moment_at(time, zone).year(), 9999);
            }
        }
    }

    #[test]
    fn a_time_zone_is_a_name_or_an_ordinary_file() {
        for zone in ["", "UTC", "America/New_York", ":Europe/Paris", "EST5EDT,M3.2.0,M11.1.0"] {
            assert!(is_readable_zone(zone), "{zone}");
        }
        for zone in ["/dev/zero", ":/dev/zero", "../../../dev/zero", "/no/such/file"] {
            assert!(!is_readable_zone(zone), "{zone}");
        }
    }
}
