//! Which PDFs are removed: those of articles that are gone, and never so many that somebody's mistake empties a folder.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use crate::diagnostics::{Code, Diagnostic};
use crate::fs::error::Error;
use crate::output::folder::Removed;
use crate::output::found::Found;
use crate::output::index;
use crate::output::record::{Output, Record, StatusName};
use crate::output::records::Records;
use crate::output::store::{Changes, Store};
use crate::site::Edition;

/// So many PDFs may be removed without being asked for.
const FEW: usize = 10;
/// One in so many PDFs may be removed without being asked for.
const PART: usize = 10;

/// A PDF that no article asks for any more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leftover {
    /// The article whose record tells of it; empty for what a killed run left, of which no record tells.
    pub source: String,
    /// Path below the output folder.
    pub pdf: String,
}

/// PDFs that no article asks for any more.
#[derive(Default)]
pub struct Leftovers {
    /// PDFs of articles that are gone, or are drafts now.
    pub pdfs: Vec<Leftover>,
    /// PDFs in editions that the site does not list any more. They are removed only where the whole root is built.
    pub editions: Vec<Leftover>,
    /// PDFs of articles that were taken back.
    pub withdrawn: Vec<Leftover>,
    /// PDFs that somebody removed or replaced, and that no record tells of any more. What stands beside them goes: it says what
    /// they said, and nothing would keep it in step.
    pub forgotten: Vec<Leftover>,
    /// The sources of articles that are gone.
    pub gone: Vec<String>,
    /// The sources of articles that are withdrawn, or drafts that are not asked for: patients are not to get their translations
    /// either.
    pub originals: BTreeMap<String, StatusName>,
}

impl Leftovers {
    /// Adds the PDFs of articles that are remembered, and were not found.
    pub fn add_gone(&mut self, records: &Records, found: &HashSet<&str>, is_mine: impl Fn(&str) -> bool) {
        let is_gone = |source: &str| !found.contains(source) && is_mine(source);
        for source in records.sources().filter(|source| is_gone(source)) {
            let Some(record) = records.get(source) else { continue };
            self.gone.push(source.to_owned());
            for output in record.outputs() {
                self.pdfs.push(Leftover { source: source.to_owned(), pdf: output.pdf.clone() });
            }
        }
    }

    /// Adds the PDFs of translations that fall with their originals, of those that were not asked for themselves.
    pub fn add_translations(&mut self, records: &Records, asked: &HashSet<&str>) {
        if self.originals.is_empty() {
            return;
        }
        for (source, record) in records.iter().filter(|(source, _)| !asked.contains(source)) {
            let Some(made) = &record.made else { continue };
            let original = made.original.as_ref().and_then(|original| self.originals.get(&original.source));
            let list = match original {
                Some(StatusName::Withdrawn) => &mut self.withdrawn,
                Some(StatusName::Draft) if made.status == StatusName::Approved => &mut self.pdfs,
                Some(StatusName::Draft | StatusName::Approved) | None => continue,
            };
            let pdfs = made.outputs.iter().map(|output| output.pdf.clone());
            list.extend(pdfs.map(|pdf| Leftover { source: source.to_owned(), pdf }));
        }
    }

    /// Adds the PDFs that hold an article beside a translation which is gone, of the articles that were asked for: what they
    /// say of the article may be older than what it says now.
    pub fn add_lost_translations(&mut self, records: &Records, asked: &HashSet<&str>, is_gone: impl Fn(&str) -> bool) {
        let originals: HashSet<&str> = asked.iter().map(|source| stem(source)).collect();
        for source in records.sources().filter(|source| !asked.contains(source)) {
            let is_of_asked = originals.contains(stem(stem(source)));
            let Some(record) = records.get(source).filter(|_| is_of_asked && is_gone(source)) else { continue };
            let of_two = |output: &&Output| Edition::from(output.edition).is_bilingual();
            let pdfs = record.outputs().iter().filter(of_two).map(|output| output.pdf.clone());
            self.pdfs.extend(pdfs.map(|pdf| Leftover { source: source.to_owned(), pdf }));
        }
    }

    /// Adds the PDFs that were remembered of an article, and are not now.
    pub fn add_forgotten(&mut self, source: &str, before: &Record, now: &Record) {
        let is_known = |pdf: &str| now.outputs().iter().any(|output| output.pdf == pdf);
        for output in before.outputs().iter().filter(|output| !is_known(&output.pdf)) {
            self.forgotten.push(Leftover { source: source.to_owned(), pdf: output.pdf.clone() });
        }
    }

    fn is_empty(&self) -> bool {
        self.pdfs.is_empty() && self.withdrawn.is_empty() && self.forgotten.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &Leftover> {
        self.pdfs.iter().chain(&self.withdrawn)
    }

    /// Why they may not be removed, if so: there are too many of `all`, or they were made from another folder.
    fn objection(&self, all: usize, (root, built_from): (&str, &str), is_complete: bool) -> Option<Diagnostic> {
        let count = self.pdfs.len();
        let pdfs = if count == 1 { "PDF was" } else { "PDFs were" };
        let is_elsewhere = root != built_from && !built_from.is_empty() && Path::new(built_from).is_dir();
        if is_elsewhere && !self.gone.is_empty() && count > 0 {
            let message = format!("{count} {pdfs} made from the articles of `{built_from}`, and left alone");
            let hint = "give each content folder an output folder of its own, or remove them with `--prune`";
            return Some(Diagnostic::new(Code::OtherContent, message).hint(hint));
        }
        let message = format!("{count} of {all} PDFs are not asked for any more; so many are not removed unasked");
        let hint = "check that the content folder is complete, then remove them with `--prune`";
        let is_many = count > FEW && count * PART > all || count > 0 && !is_complete;
        is_many.then(|| Diagnostic::new(Code::ManyRemovals, message).hint(hint))
    }
}

/// A path without what stands behind its last full stop: its ending, then the language of a translation.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// What came of pruning.
#[derive(Default)]
pub struct Pruned {
    /// PDFs that were removed.
    pub removed: Vec<String>,
    /// PDFs, and files beside them, that somebody changed or replaced since they were made. They are left, and forgotten: they are not ours now.
    pub changed: Vec<String>,
    /// Why the others were not.
    pub objection: Option<Diagnostic>,
    /// Whether everything that killed runs announced is known or gone.
    pub is_settled: bool,
}

/// An output folder while leftovers are removed from it.
pub struct Pruning<'a> {
    /// The folder, and what was known of it before the run.
    pub store: &'a Store,
    /// What has come to be known since.
    pub changes: &'a mut Changes,
    /// Whether many may go.
    pub is_asked: bool,
    /// Whether what is missing is known to be gone. Of shards that are merged, one may be lost.
    pub is_complete: bool,
}

impl Pruning<'_> {
    /// Removes what is left over, as far as that is allowed. `is_whole` says that every article of the root was found.
    pub fn prune(mut self, mut leftovers: Leftovers, is_whole: bool) -> Result<Pruned, Error> {
        let store = self.store;
        let mut pruned = Pruned::default();
        if leftovers.is_empty() && store.announced.is_empty() {
            self.forget(leftovers.gone);
            self.changes.root_is_settled = is_whole;
            return Ok(Pruned { is_settled: true, ..pruned });
        }
        let kept = self.kept(&leftovers);
        if is_whole {
            let strays = self.strays(&leftovers, &kept);
            leftovers.pdfs.extend(strays);
        }
        for forgotten in &leftovers.forgotten {
            self.remove_beside(forgotten, &kept, &mut pruned)?;
        }
        self.remove(&leftovers.withdrawn, &kept, &mut pruned)?;
        let all = store.state.records.iter().map(|(_, record)| record.outputs().len()).sum();
        let roots = (self.changes.root.as_str(), store.state.root.as_str());
        pruned.objection = leftovers.objection(all, roots, self.is_complete).filter(|_| !self.is_asked);
        if pruned.objection.is_none() {
            self.remove(&leftovers.pdfs, &kept, &mut pruned)?;
            self.forget(leftovers.gone);
            self.changes.root_is_settled = is_whole;
        } else {
            self.mark_left(&leftovers);
        }
        let is_settled = |pdf: &String| pdf == index::NAME || kept.contains(pdf) || !self.is_left(pdf);
        pruned.is_settled = store.announced.keys().all(is_settled);
        Ok(pruned)
    }

    /// Whether a file of ours is still there, or may be.
    fn is_left(&self, pdf: &str) -> bool {
        match self.store.folder.look(pdf) {
            Found::Nothing | Found::Other => false,
            Found::File(state) => self.store.is_ours(pdf, state),
            Found::Unknown(_) => true,
        }
    }

    fn forget(&mut self, gone: Vec<String>) {
        for source in gone {
            self.changes.records.remove(&source);
        }
    }

    /// The PDFs that some record still stands for.
    fn kept(&self, leftovers: &Leftovers) -> HashSet<String> {
        let left: HashSet<(&str, &str)> =
            leftovers.all().map(|left| (left.source.as_str(), left.pdf.as_str())).collect();
        let same = self.store.state.records.iter().filter(|(source, _)| !self.changes.records.contains(source));
        let mut kept = HashSet::new();
        for (source, record) in self.changes.records.iter().chain(same) {
            let outputs = record.outputs().iter().filter(|output| !left.contains(&(source, output.pdf.as_str())));
            kept.extend(outputs.flat_map(Output::files).cloned());
        }
        kept
    }

    /// PDFs that killed runs made of articles that have gone since.
    fn strays(&self, leftovers: &Leftovers, kept: &HashSet<String>) -> Vec<Leftover> {
        let known: HashSet<&String> = leftovers.all().map(|left| &left.pdf).collect();
        let is_list = |name: &String| name == index::NAME;
        let unknown =
            self.store.announced.keys().filter(|pdf| !kept.contains(*pdf) && !known.contains(pdf) && !is_list(pdf));
        let mut strays: Vec<Leftover> =
            unknown.map(|pdf| Leftover { source: String::new(), pdf: pdf.clone() }).collect();
        strays.sort();
        strays
    }

    /// Removes PDFs and forgets them; those that another article has come to have are only forgotten.
    fn remove(&mut self, leftovers: &[Leftover], kept: &HashSet<String>, pruned: &mut Pruned) -> Result<(), Error> {
        for left @ Leftover { source, pdf } in leftovers {
            if !kept.contains(pdf) {
                match self.store.remove(pdf)? {
                    Removed::Gone => pruned.removed.push(pdf.clone()),
                    // Nobody need be told of a file that was saved under the name of what a killed run left.
                    Removed::Foreign if !source.is_empty() => pruned.changed.push(pdf.clone()),
                    Removed::Nothing | Removed::Foreign => {}
                }
            }
            self.remove_beside(left, kept, pruned)?;
            self.edit(source, |record| {
                record.made.iter_mut().for_each(|made| made.outputs.retain(|output| output.pdf != *pdf));
            });
        }
        Ok(())
    }

    /// Removes what stands beside a PDF, but for what another record has come to have.
    fn remove_beside(&self, left: &Leftover, kept: &HashSet<String>, pruned: &mut Pruned) -> Result<(), Error> {
        for sidecar in self.sidecars(&left.source, &left.pdf).iter().filter(|sidecar| !kept.contains(*sidecar)) {
            if self.store.remove(sidecar)? == Removed::Foreign && !left.source.is_empty() {
                pruned.changed.push(sidecar.clone());
            }
        }
        Ok(())
    }

    /// Remembers of PDFs that are left that they are not current, and of articles that are gone that they are.
    fn mark_left(&mut self, leftovers: &Leftovers) {
        for Leftover { source, pdf } in &leftovers.pdfs {
            let is_it = |output: &&mut Output| output.pdf == *pdf;
            self.edit(source, |record| {
                record.outputs_mut().filter(is_it).for_each(|output| output.current = false);
            });
        }
        for source in &leftovers.gone {
            self.edit(source, |record| record.is_gone = true);
        }
    }

    /// The names of the files beside a PDF, as they are remembered and as they are now.
    fn sidecars(&self, source: &str, pdf: &str) -> Vec<String> {
        let now = self.changes.records.get(source).flatten();
        let mut sidecars = Vec::new();
        for record in now.into_iter().chain(self.store.record(source)) {
            let outputs = record.outputs().iter().filter(|output| output.pdf == pdf);
            sidecars.extend(outputs.flat_map(|output| &output.sidecars).map(|sidecar| sidecar.file.clone()));
        }
        sidecars
    }

    /// Corrects what is remembered of an article.
    fn edit(&mut self, source: &str, edit: impl FnOnce(&mut Record)) {
        let known = self.changes.records.get(source);
        let Some(mut record) = known.unwrap_or_else(|| self.store.record(source)) else { return };
        edit(&mut record);
        self.changes.records.put(source, &record);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leftovers(count: usize) -> Leftovers {
        Leftovers {
            pdfs: (0..count).map(|n| Leftover { source: format!("{n}.yaml"), pdf: format!("{n}.pdf") }).collect(),
            gone: (0..count).map(|n| format!("{n}.yaml")).collect(),
            ..Leftovers::default()
        }
    }

    #[test]
    fn ten_may_go_and_so_may_a_tenth() {
        let is_kept = |count, all| leftovers(count).objection(all, ("/a", "/a"), true).is_some();
        assert!(!is_kept(10, 10));
        assert!(is_kept(11, 109));
        assert!(!is_kept(11, 110));
        assert!(!is_kept(1000, 10_000));
        assert!(is_kept(1001, 10_000));
    }

    #[test]
    fn what_a_lost_shard_may_hold_stays() {
        assert!(leftovers(1).objection(100, ("/a", "/a"), false).is_some());
        assert!(leftovers(0).objection(100, ("/a", "/a"), false).is_none());
    }

    #[test]
    fn pdfs_of_another_content_folder_stay() {
        let here = std::env::temp_dir().to_string_lossy().into_owned();
        assert!(leftovers(1).objection(100, ("/a", &here), true).is_some());
        assert!(leftovers(1).objection(100, ("/a", "/no such folder"), true).is_none(), "it was moved");
        assert!(leftovers(0).objection(100, ("/a", &here), true).is_none());
    }
}
