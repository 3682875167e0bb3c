//! One run over the articles for one clinic: which are as they should be, what is told of each, what is left over.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::path::Path;

use crate::build::editions::Editions;
use crate::build::freshness::{Basis, Freshness, Unchanged, sha256};
use crate::build::in_hand::InHand;
use crate::build::make::{FileToMake, make};
use crate::build::ordered_pool::{self, OrderedResults};
use crate::build::page_links::{PageLinks, Siblings};
use crate::build::place::{Outcome, Written};
use crate::build::request::{Event, Report, Request, Summary};
use crate::build::titles::Titles;
use crate::build::untranslated::{of_other_clinics, untranslated};
use crate::build::untranslated_articles::Translations;
use crate::build::worker::{Context, Worker};
use crate::check::AcceptedFindings;
use crate::content::names::ArticleFile;
use crate::content::root::ContentRoot;
use crate::content::sites::Sites;
use crate::diagnostics::{Code, Diagnostic, Notes, Severity};
use crate::fs::cancel::CancelFlag;
use crate::fs::error::Error;
use crate::fs::fingerprint::BUILD;
use crate::fs::path::display_path;
use crate::output::found::Found;
use crate::output::prune::{Leftover, Leftovers, Pruning};
use crate::output::record::{EditionName, Output, Record, StatusName};
use crate::output::state::State;
use crate::output::store::{Changes, Store};
use crate::output::stored_diagnostics;
use crate::report::ReportCard;
use crate::sidecar::Review;

/// An article that does not have to be made. It is small, for there is room for one of each article.
pub struct Fresh {
    /// Its file.
    file: Unchanged,
    /// Whether a check knows of it; else a build does.
    is_checked: bool,
}

/// A run under way.
pub struct Build<'a> {
    pub request: &'a Request,
    pub root: &'a ContentRoot,
    pub sites: &'a Sites,
    /// Findings that may pass.
    pub accepted: &'a AcceptedFindings,
    /// The findings that may pass from now on, where that is asked.
    pub present: AcceptedFindings,
    /// What earlier runs left, where something is known of them.
    pub known: Option<&'a State>,
    /// What earlier checks found, where diagnostics alone are wanted.
    pub checked: Option<&'a State>,
    /// The reviews that are to come.
    pub reviews: Vec<Review>,
    /// Where PDFs go; `None` to write nothing.
    pub store: Option<&'a Store>,
    /// The articles and packets of this run, by id and language.
    pub articles: &'a [ArticleFile],
    /// What came of it so far.
    pub summary: Summary,
    /// What is to be remembered of it.
    pub changes: Changes,
    /// PDFs that no article asks for any more.
    pub leftovers: Leftovers,
    /// The languages of the articles, as tags.
    pub languages: BTreeSet<String>,
    /// The translations that are wanted beside their originals, and those that are there.
    pub translations: Translations,
    /// The titles of the articles.
    pub titles: Titles<'a>,
    /// The articles that are in several languages.
    pub siblings: Siblings,
}

impl<'s> Build<'s> {
    /// What is to be remembered of an article, as far as this run has come.
    pub fn record_now(&self, store: &Store, file: &ArticleFile) -> Option<Record> {
        self.changes.records.get(&file.source).unwrap_or_else(|| store.record(&file.source))
    }

    /// Makes those articles again whose web pages lead where it was foreseen, and not where they should. Everything was told
    /// of them already.
    pub fn relink(&mut self, context: &Context, (store, cancel): (&Store, &CancelFlag)) -> Result<(), Error> {
        let mut jobs: Vec<(&ArticleFile, Record)> = Vec::new();
        for file in self.articles.iter().filter(|file| self.siblings.has(file)) {
            let record = self.record_now(store, file);
            let is_right = |record: &Record| context.links.is_none_or(|links| links.are_those_of(file, record));
            let is_wrong = |record: &Record| record.is_sound && !is_right(record);
            jobs.extend(record.filter(is_wrong).map(|record| (file, record)));
        }
        store.expect_again(jobs.iter().flat_map(|(_, record)| record.outputs()));
        let pool = ordered_pool::Pool { threads: self.request.threads(), jobs: jobs.len(), share: 1, cancel };
        let make_one = |worker: &mut Worker, (file, before): &(&ArticleFile, Record)| {
            let job = FileToMake { file, before: Some(before.clone()), in_hand: &mut InHand::default(), is_last: true };
            make(worker, &mut [job])
        };
        let work = |worker: &mut Worker, range: Range<usize>| {
            jobs[range].iter().flat_map(|job| make_one(worker, job)).collect()
        };
        let records = &mut self.changes.records;
        pool.run(
            || Worker::new(context),
            work,
            |results: &OrderedResults<Result<Outcome, Error>>| {
                for (file, _) in &jobs {
                    let Some(outcome) = results.next() else { return Ok(false) };
                    records.put(&file.source, &outcome?.record);
                }
                Ok(true)
            },
        )?;
        Ok(())
    }

    /// Tells why each article that has to be made has to be.
    pub fn tell_reasons(&self, (fresh, links): (&[Option<Fresh>], &PageLinks), report: Report) {
        let Some(store) = self.store.filter(|_| self.request.reasons) else { return };
        let states = [&store.state];
        let basis = Basis { sites: self.sites, accepted: self.accepted, states: &states, store: self.store, links };
        let freshness = Freshness::new(self.request, self.root, basis, 1);
        for (file, _) in self.articles.iter().zip(fresh).filter(|(_, snapshot)| snapshot.is_none()) {
            report(Event::Stale(file.path.clone(), freshness.reason(file)));
        }
    }

    /// The articles that do not have to be made, and as what they are known; `None` for those that have to.
    pub fn fresh(&mut self, links: &PageLinks, threads: usize) -> Vec<Option<Fresh>> {
        let states: Vec<&State> = match self.store {
            Some(store) => vec![&store.state],
            None if self.request.only_tells && !self.request.accept_present => {
                by_this_build(self.known).into_iter().chain(self.checked).collect()
            }
            None => return self.articles.iter().map(|_| None).collect(),
        };
        let basis = Basis { sites: self.sites, accepted: self.accepted, states: &states, store: self.store, links };
        let freshness = Freshness::new(self.request, self.root, basis, threads);
        let last = states.last().map(|state| &state.inputs);
        for (path, snapshot) in freshness.inputs() {
            if last.and_then(|inputs| inputs.get(path)) != Some(&snapshot) {
                self.changes.inputs.insert(path.to_owned(), snapshot);
            }
        }
        let built = |file| Fresh { file, is_checked: false };
        ordered_pool::map(threads, self.articles, |file| match self.store {
            Some(_) => freshness.if_fresh(file).map(built),
            None => self.told_before(file, &freshness),
        })
    }

    /// An article of which a check or a build told what would be told now.
    fn told_before(&self, file: &ArticleFile, freshness: &Freshness) -> Option<Fresh> {
        let built = self.known.and_then(|known| known.records.get(&file.source));
        let dated = built.as_ref().and_then(|record| record.dated);
        let checked = self.checked.and_then(|checked| checked.records.get(&file.source));
        let checked = checked.and_then(|record| freshness.if_told(file, &record, Some(dated)));
        if let Some(file) = checked {
            return Some(Fresh { file, is_checked: true });
        }
        let built = built.filter(|_| by_this_build(self.known).is_some());
        let file = freshness.if_told(file, &built?, None)?;
        Some(Fresh { file, is_checked: false })
    }

    /// What is remembered of those of these articles that do not have to be made, in their order.
    pub fn remembered(&self, places: Range<usize>, fresh: &[Option<Fresh>]) -> Vec<Option<Record>> {
        let remembered = |(file, fresh): &(&ArticleFile, &Fresh)| {
            let state = if fresh.is_checked { self.checked } else { self.known };
            state?.records.get(&file.source)
        };
        let articles = self.articles[places.clone()].iter().zip(&fresh[places]);
        let unchanged: Vec<_> = articles.filter_map(|(file, fresh)| Some((file, fresh.as_ref()?))).collect();
        ordered_pool::map(self.request.threads(), &unchanged, remembered)
    }

    /// Tells of an article that was not made, and of which this is remembered: what was noted of it is shown again.
    pub fn skip(&mut self, file: &'s ArticleFile, (fresh, record): (&Fresh, Record), report: Report) {
        if !record.notes.is_empty() {
            self.tell(stored_diagnostics::restore(&record.notes, self.root.path()), report);
        }
        self.translations.look_at(file, &record);
        let twin = self.titles.twin(file, &record);
        self.tell(twin.into_iter().collect(), report);
        self.languages.insert(record.site_language.clone());
        self.summary.failed += usize::from(!record.is_sound);
        if record.is_sound && self.store.is_some() {
            self.summary.up_to_date += self.wanted_editions(&record).len();
        }
        self.count_passed_over(&record);
        self.take_review(file, &record);
        let settled = self.settle(file, &record);
        let found = fresh.file.found.as_deref();
        if (self.store.is_some() || fresh.is_checked) && (found.is_some() || settled.is_some()) {
            let record = settled.unwrap_or(record);
            self.note_forgotten(file, &record);
            let snapshot = found.copied().unwrap_or(record.snapshot);
            self.changes.records.put(&file.source, &Record { snapshot, ..record });
        }
    }

    /// Tells of an article that was made, or could not be.
    pub fn take(&mut self, file: &'s ArticleFile, outcome: Outcome, report: Report) {
        let Outcome { record, mut notes, written, same, accepted, card } = outcome;
        if let Some(accepted) = accepted {
            self.present.set(&file.source, accepted);
        }
        notes.extend(self.titles.twin(file, &record));
        if let Some(card) = card {
            let errors = notes.iter().filter(|note| note.severity == Severity::Error).count();
            let warnings = notes.len() - errors;
            report(Event::Card(Box::new(ReportCard { errors, warnings, ..*card })));
        }
        self.tell(notes, report);
        self.translations.look_at(file, &record);
        self.languages.insert(record.site_language.clone());
        self.summary.failed += usize::from(!record.is_sound);
        self.summary.built += written.len();
        self.summary.up_to_date += same;
        self.count_passed_over(&record);
        self.take_review(file, &record);
        for Written { name, extent } in written {
            report(match self.store {
                Some(store) => Event::Built(store.folder.path(&name), extent),
                None => Event::LaidOut(name, extent),
            });
        }
        if self.store.is_some() || self.request.only_tells {
            let record = self.settle(file, &record).unwrap_or(record);
            self.note_forgotten(file, &record);
            self.changes.records.put(&file.source, &record);
        }
        report(Event::Done);
    }

    fn tell(&mut self, notes: Vec<Diagnostic>, report: Report) {
        for note in notes {
            self.summary.warnings += usize::from(note.severity == Severity::Warning);
            report(Event::Note(note));
        }
    }

    /// Tells which originals lack a translation, and what the clinic's settings leave in another language than that of its
    /// handouts.
    pub fn tell_untranslated(&mut self, report: Report) {
        let notes = self.translations.missing();
        self.tell(notes, report);
        let languages = std::mem::take(&mut self.languages);
        let languages = || languages.iter().map(String::as_str).chain(self.sites.languages());
        self.tell(untranslated(self.sites, languages()), report);
        self.tell(of_other_clinics(self.sites, languages()), report);
    }

    /// Tells of articles on the list of accepted findings that are not there any more. `articles` are all of the root.
    pub fn tell_gone(&mut self, articles: &[ArticleFile], report: Report) {
        let there: HashSet<&str> = articles.iter().map(|file| file.source.as_str()).collect();
        if self.request.accept_present {
            self.present.retain(|article| there.contains(article));
            return;
        }
        let mut gone = Notes::default();
        gone.extend(self.accepted.gone(|article| there.contains(article)));
        self.tell(self.sites.base.site.lint.applied(gone), report);
    }

    /// Remembers when an article is to be reviewed next.
    fn take_review(&mut self, file: &ArticleFile, record: &Record) {
        let made = record.made.as_ref().filter(|made| made.status == StatusName::Approved && !file.is_packet());
        let Some((made, due)) = made.and_then(|made| Some((made, made.next_review?))) else { return };
        self.reviews.push(Review {
            source: file.source.clone(),
            title: made.title.clone(),
            language: made.language.clone(),
            due,
            updated: made.updated,
        });
    }

    fn count_passed_over(&mut self, record: &Record) {
        let is_approved = record.made.as_ref().is_none_or(|made| made.status == StatusName::Approved);
        let is_passed_over = record.is_sound && !is_approved && self.wanted_editions(record).is_empty();
        self.summary.passed_over += usize::from(is_passed_over);
    }

    fn wanted_editions(&self, record: &Record) -> Vec<EditionName> {
        let Some(editions) = self.editions(record) else { return Vec::new() };
        editions.wanted(record.outputs()).into_iter().map(EditionName::from).collect()
    }

    /// What decides which editions a handout is to have; `None` for one that was never sound.
    fn editions<'r>(&'r self, record: &'r Record) -> Option<Editions<'r>> {
        let site = &self.sites.of(&record.site_language).site;
        let made = record.made.as_ref()?;
        Some(Editions { made, site, request: self.request, is_whole: self.root.is_whole() })
    }

    /// Notes PDFs that this article is not to have any more. Returns a corrected record, if it has to be corrected.
    fn settle(&mut self, file: &ArticleFile, record: &Record) -> Option<Record> {
        if let Some(status) = record.fallen_with_original() {
            let left = record.outputs().iter().map(|output| output.pdf.clone()).collect();
            self.leave(file, status, left);
            return None;
        }
        if !record.is_sound {
            return self.with_pdfs_as_they_are(record);
        }
        let wanted = self.wanted_editions(record);
        let unwanted = record.outputs().iter().filter(|output| !wanted.contains(&output.edition));
        let unwanted: Vec<&Output> = unwanted.collect();
        if let Some(made) = record.made.as_ref().filter(|_| wanted.is_empty()) {
            self.leave(file, made.status, unwanted.iter().map(|output| output.pdf.clone()).collect());
            return None;
        }
        for output in unwanted {
            let left = Leftover { source: file.source.clone(), pdf: output.pdf.clone() };
            match self.editions(record).is_some_and(|it| it.is_possible(output.edition)) {
                true if self.request.edition.is_none() && !output.on_demand => self.leftovers.editions.push(left),
                true => {}
                // One of two languages goes with either of them, whatever is built.
                false if self.has_lost_original(file, record) => self.leftovers.pdfs.push(left),
                false => {}
            }
        }
        None
    }

    /// Notes the PDFs that are remembered of an article no more.
    fn note_forgotten(&mut self, file: &ArticleFile, now: &Record) {
        if let Some(before) = self.store.and_then(|store| store.record(&file.source)) {
            self.leftovers.add_forgotten(&file.source, &before, now);
        }
    }

    /// Whether patients are not to get the original of a translation any more. One that is there, and cannot be read now, may
    /// be the next time.
    fn has_lost_original(&self, file: &ArticleFile, record: &Record) -> bool {
        let is_known = record.made.as_ref().is_some_and(|made| made.original.is_some());
        is_known || file.originals().all(|original| is_nowhere(&self.root.path().join(original)))
    }

    /// Notes the PDFs of an article that is to have none.
    fn leave(&mut self, file: &ArticleFile, status: StatusName, pdfs: Vec<String>) {
        self.leftovers.originals.insert(file.source.clone(), status);
        let list = match status {
            StatusName::Withdrawn => &mut self.leftovers.withdrawn,
            StatusName::Approved | StatusName::Draft => &mut self.leftovers.pdfs,
        };
        list.extend(pdfs.into_iter().map(|pdf| Leftover { source: file.source.clone(), pdf }));
    }

    /// The record of an unsound article, if its PDFs are not as it says. They cannot be made anew; the manifest at least
    /// tells how they are.
    fn with_pdfs_as_they_are(&self, record: &Record) -> Option<Record> {
        let store = self.store?;
        let by_content = self.request.verify || store.is_suspect;
        let is_untouched = |output: &Output| {
            store.folder.state(&output.pdf) == Some(output.state)
                && (!by_content || sha256(&store.folder.path(&output.pdf)) == Some(output.sha256))
        };
        if record.outputs().iter().all(is_untouched) {
            return None;
        }
        let mut record = record.clone();
        let made = record.made.as_mut()?;
        let outputs = std::mem::take(&mut made.outputs);
        made.outputs = outputs.into_iter().filter_map(|output| as_it_is(store, output)).collect();
        Some(record)
    }

    /// Removes what is left over. `articles` are all those of the root, if it was looked through as a whole.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub fn prune(&mut self, articles: Option<&[ArticleFile]>, store: &Store, report: Report) -> Result<(), Error> {
        let older = if self.root.is_whole() { None } else { self.mark_older(store) };
        self.tell(older.into_iter().collect(), report);
        let mut leftovers = std::mem::take(&mut self.leftovers);
        let editions = std::mem::take(&mut leftovers.editions);
        if let Some(articles) = articles {
            leftovers.pdfs.extend(editions);
            let found: HashSet<&str> = articles.iter().map(|file| file.source.as_str()).collect();
            let is_mine = |source: &str| self.request.shard.is_none_or(|shard| shard.holds(source));
            leftovers.add_gone(&store.state.records, &found, is_mine);
        }
        if !self.root.is_whole() {
            let asked = self.articles.iter().map(|file| file.source.as_str()).collect();
            leftovers.add_translations(&store.state.records, &asked);
            let is_gone = |source: &str| is_nowhere(&self.root.path().join(source));
            leftovers.add_lost_translations(&store.state.records, &asked, is_gone);
        }
        let is_whole = articles.is_some() && self.request.shard.is_none();
        let pruning = Pruning { store, changes: &mut self.changes, is_asked: self.request.prune, is_complete: true };
        let pruned = pruning.prune(leftovers, is_whole)?;
        let changed = pruned.changed.iter().map(|pdf| changed_since(&store.folder.path(pdf)));
        self.tell(pruned.objection.into_iter().chain(changed).collect(), report);
        self.summary.removed += pruned.removed.len();
        pruned.removed.iter().for_each(|pdf| report(Event::Removed(store.folder.path(pdf))));
        self.changes.journal_is_settled = pruned.is_settled;
        Ok(())
    }
}

/// What an earlier run left, if it was one of this build of the tool, which would note the same.
fn by_this_build(known: Option<&State>) -> Option<&State> {
    known.filter(|known| known.build == BUILD)
}

/// Whether nothing at all has a name, not so much as a link that leads nowhere.
fn is_nowhere(path: &Path) -> bool {
    matches!(Found::at(path), Found::Nothing)
}

/// A PDF as it is on disk; `None` when it is gone, or when somebody has changed or replaced it: then it is not ours.
fn as_it_is(store: &Store, output: Output) -> Option<Output> {
    match store.folder.look(&output.pdf) {
        Found::Unknown(_) => Some(output),
        Found::File(state) if store.is_ours(&output.pdf, state) => match sha256(&store.folder.path(&output.pdf)) {
            Some(sha256) => Some(Output { state, sha256, ..output }),
            None => Some(output),
        },
        Found::File(_) | Found::Nothing | Found::Other => None,
    }
}

/// That a PDF which nothing asks for any more is kept, for it is not as it was made.
fn changed_since(pdf: &Path) -> Diagnostic {
    let message = format!(
        "`{}` was signed, changed or replaced since handout made it, and is left there; no article asks for it any more",
        display_path(pdf)
    );
    let hint = "move it to where it belongs, or remove it: it may be out of date";
    Diagnostic { severity: Severity::Warning, ..Diagnostic::new(Code::NotOurs, message).hint(hint) }
}
