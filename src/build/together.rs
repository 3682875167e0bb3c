//! The articles of a run, made for all its clinics together: each is read once, laid out once for clinics with the same
//! settings, and told of once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::vec;

use crate::build::in_hand::InHand;
use crate::build::make::{FileToMake, make};
use crate::build::ordered_pool::Pool;
use crate::build::page_links::{Foresight, PageLinks};
use crate::build::place::Outcome;
use crate::build::request::{Event, Report, Summary};
use crate::build::run::{Build, Fresh};
use crate::build::session::Session;
use crate::build::worker::{Context, Worker};
use crate::content::files::ContentFiles;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Diagnostic, Severity};
use crate::fs::error::Error;
use crate::fs::file_state::Digest;
use crate::fs::fingerprint::Fingerprint;
use crate::output::record::Record;

/// At most so many articles are taken by a thread at a time, and go through the stages together. With 16 they take 3 % less
/// time, and twice the memory.
const SHARE: usize = 8;

/// How many records of unchanged articles are read at a time, by all threads.
const REMEMBERED: usize = 256;

/// The runs of several clinics, or the one run of the site file's clinic.
pub struct Together<'b, 'a> {
    /// One for each clinic, all with the same articles in the same order.
    pub builds: &'b mut [Build<'a>],
    /// The names of the clinics; empty where there is only that of the site file.
    pub names: &'b [String],
    /// What came of all of them: articles are counted once, PDFs for each clinic.
    pub total: &'b mut Summary,
    /// Whether these are the first clinics of the run.
    pub is_first: bool,
    /// What was told so far, and is not told again.
    pub told: &'b mut Told,
}

/// What was told in a run for several clinics.
#[derive(Default)]
pub struct Told {
    /// What was noted for all clinics so far.
    notes: HashSet<Digest>,
    /// The articles, by their places in the list, that were counted as having errors.
    failed: HashSet<usize>,
    /// Those that were counted as passed over.
    passed_over: HashSet<usize>,
}

/// What one job of the pool gives: outcomes, each with the place of its clinic.
type Outcomes = Vec<(usize, Result<Outcome, Error>)>;

/// Of each clinic, the articles that do not have to be made, and as what they are known.
type FreshArticles = Vec<Vec<Option<Fresh>>>;

impl Together<'_, '_> {
    /// Makes what has to be made, and tells of every article in order. Returns `false` when the run was cancelled.
    ///
    /// # Errors
    /// When an output folder cannot be written to.
    pub fn make(&mut self, files: &ContentFiles, session: &Session, report: Report) -> Result<bool, Error> {
        let Some(first) = self.builds.first() else { return Ok(true) };
        let (threads, count) = (first.request.threads(), first.articles.len());
        let links: Vec<PageLinks> = self.builds.iter().map(|build| foreseen_links(build, files)).collect();
        let mut fresh = FreshArticles::new();
        for (build, links) in self.builds.iter_mut().zip(&links) {
            fresh.push(build.fresh(links, threads));
        }
        for (clinic, (build, (fresh, links))) in self.builds.iter().zip(fresh.iter().zip(&links)).enumerate() {
            build.tell_reasons((fresh, links), &mut |event| match (event, self.names.get(clinic)) {
                (Event::Stale(path, reason), Some(name)) => report(Event::Stale(path, format!("for {name}: {reason}"))),
                (event, _) => report(event),
            });
        }
        let jobs: Vec<usize> = (0..count).filter(|&at| fresh.iter().any(|fresh| fresh[at].is_none())).collect();
        report(Event::Begun { articles: count, stale: jobs.len() });
        if jobs.is_empty() {
            self.take_all(count, &fresh, || None, report)?;
            return Ok(!session.cancel.is_cancelled());
        }
        let common = self.common_settings();
        let shared = Shared { files, session, common: &common };
        let contexts: Vec<Context> =
            self.builds.iter().zip(&links).map(|(build, links)| context(build, shared, links)).collect();
        let lists: Vec<&[ArticleFile]> = self.builds.iter().map(|build| build.articles).collect();
        let making = Making { contexts: &contexts, lists: &lists, fresh: &fresh };
        let work = |worker: &mut _, range: Range<usize>| making.make(worker, &jobs[range]);
        // What is made for several clinics is kept until all of them have it: one article at a time.
        let share = if contexts.len() > 1 { 1 } else { SHARE };
        let pool = Pool { threads, jobs: jobs.len(), share, cancel: &session.cancel };
        let new_worker = || Worker::new(&contexts[0]);
        let is_complete =
            pool.run(new_worker, work, |results| self.take_all(count, &fresh, || results.next(), report))?;
        for build in self.builds.iter_mut() {
            if is_complete {
                relink(build, shared)?;
            }
            build.changes.inputs.extend(files.snapshots());
        }
        Ok(is_complete)
    }

    /// The digests of settings that more than one clinic has.
    fn common_settings(&self) -> HashSet<Digest> {
        let mut counts: BTreeMap<Digest, usize> = BTreeMap::new();
        for build in self.builds.iter() {
            let own: HashSet<Digest> = build.sites.digests().collect();
            own.into_iter().for_each(|digest| *counts.entry(digest).or_default() += 1);
        }
        counts.into_iter().filter(|(_, count)| *count > 1).map(|(digest, _)| digest).collect()
    }

    /// Tells of all articles in order; `next` gives what came of the next one that had to be made. Returns `false` when the run
    /// was cancelled.
    fn take_all(
        &mut self,
        count: usize,
        fresh: &FreshArticles,
        mut next: impl FnMut() -> Option<Outcomes>,
        report: Report,
    ) -> Result<bool, Error> {
        let block = (REMEMBERED / self.builds.len()).max(1);
        for start in (0..count).step_by(block) {
            let places = start..count.min(start + block);
            let remember = |(build, fresh): (&Build, &Vec<_>)| build.remembered(places.clone(), fresh).into_iter();
            let mut remembered: Vec<_> = self.builds.iter().zip(fresh).map(remember).collect();
            for at in places {
                let is_stale = fresh.iter().any(|fresh| fresh[at].is_none());
                let outcomes = if is_stale { next() } else { Some(Outcomes::new()) };
                let Some(outcomes) = outcomes else { return Ok(false) };
                self.tell_article(at, (fresh, &mut remembered), outcomes, report)?;
            }
        }
        Ok(true)
    }

    /// Tells what came of one article, for all clinics, of each of which the records of the next unchanged articles are given.
    fn tell_article(
        &mut self,
        at: usize,
        (fresh, remembered): (&FreshArticles, &mut [vec::IntoIter<Option<Record>>]),
        outcomes: Outcomes,
        report: Report,
    ) -> Result<(), Error> {
        let is_made = !outcomes.is_empty();
        let mut outcomes = outcomes.into_iter().peekable();
        let mut failure = None;
        self.each(Some(at), report, |clinic, build, report| {
            let file = &build.articles[at];
            match &fresh[clinic][at] {
                Some(fresh) => {
                    if let Some(record) = remembered[clinic].next().flatten() {
                        build.skip(file, (fresh, record), report);
                    }
                }
                None => match outcomes.next_if(|(of, _)| *of == clinic) {
                    Some((_, Ok(outcome))) => build.take(file, outcome, report),
                    Some((_, Err(error))) => failure = failure.take().or(Some(error)),
                    None => {}
                },
            }
        });
        if is_made && !self.names.is_empty() {
            report(Event::Done);
        }
        failure.map_or(Ok(()), Err)
    }

    /// Does something for each clinic. What is noted for all of them is told once, and what is noted for some, with their
    /// names. `at` is the place of the article that is worked on: one that has errors for a clinic, or is passed over, is
    /// counted once in the total.
    pub fn each(&mut self, at: Option<usize>, report: Report, mut work: impl FnMut(usize, &mut Build, Report)) {
        if self.names.is_empty() {
            return self.builds.iter_mut().enumerate().for_each(|(clinic, build)| work(clinic, build, report));
        }
        let mut noted = Vec::new();
        let (mut has_failed, mut is_passed_over) = (false, false);
        for (clinic, build) in self.builds.iter_mut().enumerate() {
            let before = build.summary;
            work(clinic, build, &mut |event| match event {
                Event::Note(note) => noted.push((clinic, note)),
                // One article is done with when all clinics have it.
                Event::Done => {}
                other => report(other),
            });
            has_failed |= build.summary.failed > before.failed;
            is_passed_over |= build.summary.passed_over > before.passed_over;
        }
        if let Some(at) = at {
            self.total.failed += usize::from(has_failed && self.told.failed.insert(at));
            self.total.passed_over += usize::from(is_passed_over && self.told.passed_over.insert(at));
        }
        self.tell(noted, report);
    }

    fn tell(&mut self, noted: Vec<(usize, Diagnostic)>, report: Report) {
        let mut groups: Vec<(Digest, Diagnostic, Vec<usize>)> = Vec::new();
        let mut places: HashMap<Digest, usize> = HashMap::new();
        for (clinic, note) in noted {
            let digest = digest_of(&note);
            let place = *places.entry(digest).or_insert(groups.len());
            if place == groups.len() {
                groups.push((digest, note, Vec::new()));
            }
            let clinics = &mut groups[place].2;
            if clinics.last() != Some(&clinic) {
                clinics.push(clinic);
            }
        }
        for (digest, note, clinics) in groups {
            let is_of_all = clinics.len() == self.builds.len();
            if !self.told.notes.contains(&digest) {
                self.total.warnings += usize::from(note.severity == Severity::Warning);
                report(match is_of_all && self.is_first {
                    true => Event::Note(note),
                    false => {
                        let names = clinics.iter().map(|clinic| self.names[*clinic].clone()).collect();
                        Event::NoteOfSites(note, names)
                    }
                });
            }
            if is_of_all {
                self.told.notes.insert(digest);
            }
        }
    }
}

/// What the runs of all clinics share.
#[derive(Clone, Copy)]
struct Shared<'c> {
    files: &'c ContentFiles,
    session: &'c Session,
    /// The digests of settings that more than one clinic has.
    common: &'c HashSet<Digest>,
}

fn context<'c>(build: &Build<'c>, shared: Shared<'c>, links: &'c PageLinks) -> Context<'c> {
    let Shared { files, session, common } = shared;
    Context {
        request: build.request,
        root: build.root.path(),
        is_whole: build.root.is_whole(),
        files,
        sites: build.sites,
        accepted: build.accepted,
        fonts: session.fonts(),
        streams: &session.streams,
        known: build.known,
        page_fonts: &session.page_fonts,
        links: Some(links),
        store: build.store,
        common: Some(common),
    }
}

/// What tells which articles of a clinic have pages.
fn foresight<'c>(build: &Build<'c>, files: &'c ContentFiles) -> Foresight<'c> {
    Foresight { request: build.request, is_whole: build.root.is_whole(), sites: build.sites, files }
}

/// Where the pages of a clinic's handouts will lead.
fn foreseen_links(build: &Build, files: &ContentFiles) -> PageLinks {
    build.store.map(|store| foresight(build, files).foreseen(&build.siblings, store)).unwrap_or_default()
}

/// Makes a clinic's pages again that lead where it was foreseen, and not where they should.
fn relink(build: &mut Build, shared: Shared) -> Result<(), Error> {
    let Some(store) = build.store else { return Ok(()) };
    let record = |file: &ArticleFile| build.record_now(store, file);
    let links = foresight(build, shared.files).found(&build.siblings, store, record);
    let context = context(build, shared, &links);
    build.relink(&context, (store, &shared.session.cancel))
}

/// What articles are made of for all clinics.
struct Making<'m, 'c> {
    contexts: &'c [Context<'c>],
    /// The articles, of each clinic.
    lists: &'m [&'c [ArticleFile]],
    fresh: &'m FreshArticles,
}

impl<'c> Making<'_, 'c> {
    /// Makes the articles at these places of the lists for all clinics that need them anew.
    fn make(&self, worker: &mut Worker<'c>, places: &[usize]) -> Vec<Outcomes> {
        let mut in_hand: Vec<InHand> = places.iter().map(|_| InHand::default()).collect();
        let mut outcomes: Vec<Outcomes> = places.iter().map(|_| Outcomes::new()).collect();
        for (clinic, context) in self.contexts.iter().enumerate() {
            worker.context = context;
            let (mut jobs, mut made_for) = (Vec::new(), Vec::new());
            for ((&at, in_hand), outcomes) in places.iter().zip(&mut in_hand).zip(&mut outcomes) {
                if self.fresh[clinic][at].is_none() {
                    let file = &self.lists[clinic][at];
                    let before = context.store.and_then(|store| store.record(&file.source));
                    let is_last = clinic + 1 == self.contexts.len();
                    jobs.push(FileToMake { file, before, in_hand, is_last });
                    made_for.push(outcomes);
                }
            }
            let made = make(worker, &mut jobs);
            for (outcomes, outcome) in made_for.into_iter().zip(made) {
                outcomes.push((clinic, outcome));
            }
        }
        outcomes
    }
}

/// What tells one note from another.
fn digest_of(note: &Diagnostic) -> Digest {
    let mut fingerprint = Fingerprint::new("note");
    fingerprint.add(&[u8::from(note.severity == Severity::Error)]).add(note.code.text().as_bytes());
    fingerprint.add(note.message.as_bytes()).add(note.hint.as_deref().unwrap_or_default().as_bytes());
    if let Some(span) = &note.span {
        fingerprint.add(span.source.name.as_bytes());
        fingerprint.add(&span.range.start.to_le_bytes()).add(&span.range.end.to_le_bytes());
    }
    fingerprint.digest()
}
