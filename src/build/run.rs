//! One run over the articles: look at each, make those that changed, tell of all in order, take away what is left over.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::Ordering;

use crate::build::freshness::{Look, sha256};
use crate::build::ordered_pool::{self, Line};
use crate::build::request::{Event, Report, Request, Summary};
use crate::build::session::Workshop;
use crate::build::worker::{Done, Plant, Worker, wanted};
use crate::content::files::Disk;
use crate::content::root::ArticleFile;
use crate::content::sites::Sites;
use crate::diagnostics::{Diagnostic, Severity};
use crate::fs::error::Error;
use crate::fs::file_state::{Seen, Stamp};
use crate::output::prune::{Leftovers, Pruning};
use crate::output::record::{EditionName, Output, Record, StatusName};
use crate::output::store::{Changes, Store};
use crate::output::stored_diagnostics;

/// A run under way.
pub struct Build<'a> {
    pub request: &'a Request,
    /// The content root.
    pub root: &'a Path,
    pub sites: &'a Sites,
    /// Where PDFs go; `None` to write nothing.
    pub store: Option<&'a Store>,
    pub summary: Summary,
    pub changes: Changes,
    pub leftovers: Leftovers,
}

impl Build<'_> {
    /// Makes what has to be made, and tells of every article in order. `false` when it was interrupted.
    pub fn make(
        &mut self,
        files: &[ArticleFile],
        disk: &Disk,
        workshop: &Workshop,
        report: Report,
    ) -> Result<bool, Error> {
        let threads = self.request.threads();
        let fresh = self.look(files, threads);
        let is_stale = |(file, seen): (_, &Option<Seen>)| seen.is_none().then_some(file);
        let stale: Vec<&ArticleFile> = files.iter().zip(&fresh).filter_map(is_stale).collect();
        report(Event::Begun { articles: files.len(), stale: stale.len() });
        if stale.is_empty() {
            files.iter().zip(fresh).for_each(|(file, seen)| self.skip(file, seen.unwrap_or_default(), report));
            return Ok(!workshop.stop.load(Ordering::Relaxed));
        }
        let (request, root, sites, store) = (self.request, self.root, self.sites, self.store);
        let plant = Plant { request, root, disk, sites, fonts: workshop.fonts(), streams: &workshop.streams, store };
        let work = |worker: &mut Worker, job: usize| {
            let file = stale.get(job)?;
            let before = store.and_then(|store| store.record(&file.source));
            Some(worker.make(file, before.as_ref()))
        };
        let tools = || Worker::new(&plant);
        let is_whole = ordered_pool::in_line(threads, stale.len(), &workshop.stop, tools, work, |line| {
            self.take_all(files, &fresh, line, report)
        })?;
        self.changes.inputs.extend(disk.seen());
        Ok(is_whole)
    }

    /// How each article is seen that does not have to be made.
    fn look(&mut self, files: &[ArticleFile], threads: usize) -> Vec<Option<Seen>> {
        let Some(store) = self.store else { return vec![None; files.len()] };
        let look = Look::new(self.request, self.root, self.sites, store, threads);
        let known = &store.state.inputs;
        let changed = look.inputs().filter(|(path, seen)| known.get(*path) != Some(seen));
        self.changes.inputs.extend(changed.map(|(path, seen)| (path.to_owned(), seen)));
        ordered_pool::map(threads, files, |file| look.unchanged(file))
    }

    fn take_all(
        &mut self,
        files: &[ArticleFile],
        fresh: &[Option<Seen>],
        line: &Line<Option<Result<Done, Error>>>,
        report: Report,
    ) -> Result<bool, Error> {
        for (file, seen) in files.iter().zip(fresh) {
            match seen {
                Some(seen) => self.skip(file, *seen, report),
                None => match line.take().flatten() {
                    Some(done) => self.take(file, done?, report)?,
                    None => return Ok(false),
                },
            }
        }
        Ok(true)
    }

    /// An article that was not made: what was noted of it is shown again.
    fn skip(&mut self, file: &ArticleFile, seen: Seen, report: Report) {
        let Some(record) = self.store.and_then(|store| store.record(&file.source)) else { return };
        if !record.notes.is_empty() {
            self.tell(stored_diagnostics::restore(&record.notes, self.root), report);
        }
        self.summary.failed += usize::from(!record.is_sound);
        if record.is_sound {
            self.summary.up_to_date += self.wanted(&record).len();
        }
        self.count_passed_over(&record);
        let settled = self.settle(file, &record);
        if seen != record.seen || settled.is_some() {
            let record = settled.unwrap_or_else(|| record.clone());
            self.changes.records.put(&file.source, &Record { seen, ..record });
        }
    }

    /// An article that was made, or could not be.
    fn take(&mut self, file: &ArticleFile, done: Done, report: Report) -> Result<(), Error> {
        let Done { record, notes, written, same } = done;
        self.tell(notes, report);
        self.summary.failed += usize::from(!record.is_sound);
        self.summary.built += written.len();
        self.summary.up_to_date += same;
        self.count_passed_over(&record);
        if let Some(store) = self.store {
            written.iter().for_each(|pdf| report(Event::Built(store.folder.path(pdf))));
            let record = self.settle(file, &record).unwrap_or(record);
            self.changes.records.put(&file.source, &record);
        }
        report(Event::Done);
        Ok(())
    }

    fn tell(&mut self, notes: Vec<Diagnostic>, report: Report) {
        self.summary.warnings += notes.iter().filter(|note| note.severity == Severity::Warning).count();
        notes.into_iter().for_each(|note| report(Event::Note(note)));
    }

    fn count_passed_over(&mut self, record: &Record) {
        let is_approved = record.made.as_ref().is_none_or(|made| made.status == StatusName::Approved);
        self.summary.passed_over += usize::from(record.is_sound && !is_approved && self.wanted(record).is_empty());
    }

    fn wanted(&self, record: &Record) -> Vec<EditionName> {
        let Some(made) = &record.made else { return Vec::new() };
        let site = &self.sites.of(&record.site_language).site;
        wanted(made.status, site, self.request).into_iter().map(EditionName::from).collect()
    }

    /// Notes PDFs that this article is not to have any more. A record that has to be corrected comes back.
    fn settle(&mut self, file: &ArticleFile, record: &Record) -> Option<Record> {
        if !record.is_sound {
            return self.look_after(record);
        }
        let wanted = self.wanted(record);
        let is_dropped = |output: &Output| self.request.edition.is_none() && !output.on_demand;
        let is_left = |output: &&Output| !wanted.contains(&output.edition) && (wanted.is_empty() || is_dropped(output));
        let left: Vec<String> = record.outputs().iter().filter(is_left).map(|output| output.pdf.clone()).collect();
        let is_withdrawn = record.made.as_ref().is_some_and(|made| made.status == StatusName::Withdrawn);
        let list = match () {
            () if is_withdrawn => &mut self.leftovers.withdrawn,
            () if wanted.is_empty() => &mut self.leftovers.pdfs,
            () => &mut self.leftovers.editions,
        };
        list.extend(left.into_iter().map(|pdf| (file.source.clone(), pdf)));
        None
    }

    /// The PDFs of an unsound article cannot be mended; the manifest at least tells how they are.
    fn look_after(&self, record: &Record) -> Option<Record> {
        let store = self.store?;
        let stamps: Vec<_> = record.outputs().iter().map(|output| store.folder.stamp(&output.pdf)).collect();
        let by_content = self.request.verify || store.is_suspect;
        let is_untouched = |(output, stamp): (&Output, &Option<Stamp>)| {
            *stamp == Some(output.stamp)
                && (!by_content || sha256(&store.folder.path(&output.pdf)) == Some(output.sha256))
        };
        if record.outputs().iter().zip(&stamps).all(is_untouched) {
            return None;
        }
        let mut record = record.clone();
        let made = record.made.as_mut()?;
        made.outputs.retain_mut(|output| {
            let stamp = store.folder.stamp(&output.pdf);
            let sha256 = sha256(&store.folder.path(&output.pdf));
            output.stamp = stamp.unwrap_or_default();
            output.sha256 = sha256.unwrap_or_default();
            stamp.is_some() && sha256.is_some()
        });
        Some(record)
    }
    /// Removes what is left over. `files` are all articles of the root, if it was looked through as a whole.
    pub fn prune(&mut self, files: Option<&[ArticleFile]>, store: &Store, report: Report) -> Result<(), Error> {
        let mut leftovers = std::mem::take(&mut self.leftovers);
        let editions = std::mem::take(&mut leftovers.editions);
        if let Some(files) = files {
            leftovers.pdfs.extend(editions);
            let found: HashSet<&str> = files.iter().map(|file| file.source.as_str()).collect();
            let is_mine = |source: &str| self.request.shard.is_none_or(|shard| shard.holds(source));
            leftovers.add_gone(&store.state.records, &found, is_mine);
        }
        let is_whole = files.is_some() && self.request.shard.is_none();
        let pruning = Pruning { store, changes: &mut self.changes, is_asked: self.request.prune, is_complete: true };
        let pruned = pruning.prune(leftovers, is_whole)?;
        self.tell(pruned.objection.into_iter().collect(), report);
        self.summary.removed += pruned.removed.len();
        pruned.removed.iter().for_each(|pdf| report(Event::Removed(store.folder.path(pdf))));
        self.changes.journal_is_settled = pruned.is_settled;
        Ok(())
    }
}
