//! `handout merge`: joins what several machines built.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::build::ordered_pool::{OrderedResults, Pool, all_cores};
use crate::fs::cancel::CancelFlag;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state::{Digest, FileState};
use crate::fs::ordinary;
use crate::fs::path::display_path;
use crate::output::folder::{NewFile, Placed};
use crate::output::found::Found;
use crate::output::history::Lines;
use crate::output::lock::{self, Lock};
use crate::output::manifest;
use crate::output::prune::{Leftovers, Pruning};
use crate::output::record::{Output, Record};
use crate::output::records::PendingChanges;
use crate::output::sites_list::{self, Entry, SitesList, manifest_of};
use crate::output::state::State;
use crate::output::store::{Changes, Store};

/// What came of joining.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Shards joined.
    pub shards: usize,
    /// PDFs of all of them.
    pub handouts: usize,
    /// Articles with errors.
    pub failed: usize,
    /// PDFs removed, because no shard has them.
    pub removed: usize,
    /// PDFs that no shard has, left there because somebody changed them since they were made.
    pub changed: usize,
    /// PDFs that no shard has, too many to be removed unasked.
    pub left: usize,
}

impl fmt::Display for Merged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let (pdfs, shards) = (plural(self.handouts), plural(self.shards));
        write!(f, "{} PDF{pdfs} from {} shard{shards}", self.handouts, self.shards)?;
        for (count, what) in [
            (self.failed, if self.failed == 1 { "article with errors" } else { "articles with errors" }),
            (self.removed, "removed"),
            (self.changed, "changed by somebody since they were made, and in no shard, left alone"),
            (self.left, "in no shard left alone: remove them with `--prune` if no shard is missing"),
        ] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

/// Copies the PDFs of all `folders` into `output` and joins their manifests there. What a shard folder has is left there.
/// `on_wait` is told of each folder that another run holds. `None` when the run is cancelled before its end.
///
/// # Errors
/// When a folder has no manifest, two have different PDFs of one name, or a file cannot be read or written.
pub fn merge(
    folders: &[PathBuf],
    output: &Path,
    prune: bool,
    cancel: &CancelFlag,
    on_wait: &mut dyn FnMut(&Path),
) -> Result<Option<Merged>, Error> {
    let lists = folders.iter().map(|folder| sites_list::read(folder)).collect::<Result<Vec<_>, Error>>()?;
    if lists.iter().any(|list| !list.is_empty()) {
        return merge_sites(folders, &lists, output, prune, cancel, on_wait);
    }
    merge_one(folders, (output, None), prune, cancel, on_wait)
}

/// Joins the folders of one clinic.
fn merge_one(
    folders: &[PathBuf],
    (output, site): (&Path, Option<&str>),
    prune: bool,
    cancel: &CancelFlag,
    on_wait: &mut dyn FnMut(&Path),
) -> Result<Option<Merged>, Error> {
    check_have_manifests(folders)?;
    let Some((mut target, _locks)) = open_all(folders, (output, site), cancel, on_wait)? else { return Ok(None) };
    let mut changes = Changes::default();
    let mut merged = Merged { shards: folders.len(), ..Merged::default() };
    let of_output = real(output);
    for folder in folders {
        if real(folder) == of_output {
            let mut own = target.state.records.iter();
            own.try_for_each(|(source, record)| join(&mut changes.records, folder, source, &record))?;
        } else if !take(folder, &target, &mut changes, cancel)? {
            return Ok(None);
        }
    }
    let found: HashSet<&str> = changes.records.sources().collect();
    let mut leftovers = Leftovers::default();
    leftovers.add_gone(&target.state.records, &found, |_| true);
    let many = leftovers.pdfs.len();
    for (_, record) in changes.records.iter() {
        merged.handouts += record.outputs().len();
        merged.failed += usize::from(record.has_failed());
    }
    let pruned = Pruning { store: &target, changes: &mut changes, is_asked: prune, is_complete: false }
        .prune(leftovers, true)?;
    merged.removed = pruned.removed.len();
    merged.changed = pruned.changed.len();
    merged.left = if pruned.objection.is_some() { many } else { 0 };
    changes.journal_is_settled = pruned.is_settled;
    target.close(changes)?;
    Ok(Some(merged))
}

fn check_have_manifests(folders: &[PathBuf]) -> Result<(), Error> {
    let has_manifest = |folder: &PathBuf| Found::at(&folder.join(manifest::NAME)).state().is_some();
    if let Some(folder) = folders.iter().find(|folder| !has_manifest(folder)) {
        let message = format!("there is no manifest in `{}`", display_path(folder));
        return Err(
            Error::new(ErrorKind::NotFound, message).hint("name output folders of `handout build --shard I/N -o DIR`")
        );
    }
    Ok(())
}

/// Joins the folders of several clinics, each with those of its own name.
fn merge_sites(
    folders: &[PathBuf],
    lists: &[BTreeMap<String, Entry>],
    output: &Path,
    prune: bool,
    cancel: &CancelFlag,
    on_wait: &mut dyn FnMut(&Path),
) -> Result<Option<Merged>, Error> {
    let Some(list) = SitesList::open(output, None, cancel, &mut || on_wait(output))? else { return Ok(None) };
    let names: BTreeSet<&String> = lists.iter().flat_map(BTreeMap::keys).collect();
    let mut all = Merged { shards: folders.len(), ..Merged::default() };
    let mut changed = Vec::new();
    for name in names {
        // A shard that has no folder for a clinic is a lost one, unless no article fell to it: then it has an empty one.
        let own: Vec<PathBuf> = folders.iter().map(|folder| folder.join(name)).collect();
        let folder = output.join(name);
        let Some(merged) = merge_one(&own, (&folder, Some(name)), prune, cancel, on_wait)? else { return Ok(None) };
        all.handouts += merged.handouts;
        all.failed = all.failed.max(merged.failed);
        all.removed += merged.removed;
        all.changed += merged.changed;
        all.left += merged.left;
        let entries = lists.iter().filter_map(|list| list.get(name));
        let clinic = entries.filter_map(|entry| entry.clinic.clone()).next_back();
        let (handouts, failed) = (merged.handouts, merged.failed);
        let entry = Entry { site: name.clone(), clinic, manifest: manifest_of(name), handouts, failed };
        changed.push((name.clone(), Some(entry)));
    }
    list.close(changed)?;
    Ok(Some(all))
}

/// The folder that is written to, and the locks of the others.
type Opened = (Store, Vec<Lock>);

/// Opens the folder that is written to for a clinic of several, and holds the others, however long other runs hold them; `None`
/// when the run is cancelled first. Locks are taken in the order of the folders' real names, whatever is done with them: of two
/// merges that want each other's folders, one waits. What is known of a folder that is read is read when it is its turn, so
/// that one is in memory at a time.
fn open_all(
    folders: &[PathBuf],
    (output, site): (&Path, Option<&str>),
    cancel: &CancelFlag,
    on_wait: &mut dyn FnMut(&Path),
) -> Result<Option<Opened>, Error> {
    std::fs::create_dir_all(output).map_err(|error| Error::unwritable(output, error))?;
    let of_output = real(output);
    let mut names: Vec<(PathBuf, &Path)> = folders.iter().map(|folder| (real(folder), folder.as_path())).collect();
    names.push((of_output.clone(), output));
    names.sort();
    names.dedup_by(|a, b| a.0 == b.0);
    let (mut target, mut locks) = (None, Vec::new());
    for (name, folder) in names {
        if name == of_output {
            target = Store::open(output, site, None, cancel, &mut || on_wait(output))?;
            if target.is_none() {
                return Ok(None);
            }
            continue;
        }
        let Some(held) = lock::take_to_read(folder, "lock", cancel, &mut || on_wait(folder))? else { return Ok(None) };
        locks.push(held);
    }
    Ok(target.map(|target| (target, locks)))
}

/// What a folder is really called.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Copies a shard's PDFs, and takes over what is known of them. Returns `false` when the run was cancelled.
fn take(folder: &Path, target: &Store, changes: &mut Changes, cancel: &CancelFlag) -> Result<bool, Error> {
    let shard = Store::read(folder);
    let sources: Vec<&str> = shard.state.records.sources().collect();
    if sources.is_empty() {
        // No article fell to it, or it is no folder of ours: then its manifest tells.
        manifest::open(folder)?;
    }
    // Before anything is copied: it is read at the end.
    Lines::of(folder)?;
    let pool = Pool { threads: all_cores(), jobs: sources.len(), share: 1, cancel };
    let copy = |(): &mut (), jobs: Range<usize>| jobs.map(|job| copy_article(&shard, target, sources[job])).collect();
    let records = &mut changes.records;
    let is_complete = pool.run(
        || (),
        copy,
        |copied: &OrderedResults<Result<Option<Record>, Error>>| {
            for source in &sources {
                let Some(record) = copied.next() else { return Ok(false) };
                record?.map_or(Ok(()), |record| join(records, folder, source, &record))?;
            }
            Ok::<_, Error>(true)
        },
    )?;
    if !is_complete {
        return Ok(false);
    }
    let State { inputs, root, clinic, words, .. } = shard.state;
    changes.inputs.extend(inputs);
    (changes.root, changes.clinic, changes.words) = (root, clinic, words);
    changes.histories.push(folder.to_owned());
    Ok(true)
}

/// Copies the PDFs of an article. Returns what is known of it, with its PDFs as they are where they were copied to; `None`
/// where the shard's record of it cannot be read.
fn copy_article(shard: &Store, target: &Store, source: &str) -> Result<Option<Record>, Error> {
    let Some(mut record) = shard.record(source) else { return Ok(None) };
    for output in record.made.iter_mut().flat_map(|made| &mut made.outputs) {
        copy(shard, target, output)?;
    }
    Ok(Some(record))
}

fn join(records: &mut PendingChanges, folder: &Path, source: &str, record: &Record) -> Result<(), Error> {
    let content = |record: &Record| record.outputs().iter().map(|output| output.sha256).collect::<Vec<_>>();
    if let Some(Some(other)) = records.get(source)
        && content(&other) != content(record)
    {
        let message = format!("`{}` has other PDFs of `{source}` than a folder before it", display_path(folder));
        return Err(Error::new(ErrorKind::Conflict, message)
            .hint("build all shards from the same articles, with the same handout"));
    }
    records.put(source, record);
    Ok(())
}

/// A PDF with what stands beside it.
fn copy(shard: &Store, target: &Store, output: &mut Output) -> Result<(), Error> {
    output.state = copy_file(shard, target, &output.pdf, output.state.size, &output.sha256)?;
    for sidecar in &mut output.sidecars {
        sidecar.state = copy_file(shard, target, &sidecar.file, sidecar.state.size, &sidecar.sha256)?;
    }
    Ok(())
}

/// Copies an ordinary file of the size and content that it was left with. Nothing else is read: a link may lead anywhere.
fn copy_file(shard: &Store, target: &Store, name: &str, size: u64, sha256: &Digest) -> Result<FileState, Error> {
    let from = shard.folder.path(name);
    let bytes = ordinary::read(&from, size).map_err(|error| Error::unreadable(&from, error))?;
    if <[u8; 32]>::from(Sha256::digest(&bytes)) != *sha256 {
        let message = format!("`{}` is not as it was built", display_path(&from));
        return Err(Error::new(ErrorKind::Conflict, message).hint("build that shard again"));
    }
    match target.put(&NewFile { name, bytes: &bytes, sha256: *sha256 }, false)? {
        Placed::Written(state) | Placed::Same(state) => Ok(state),
        Placed::Blocked(error) => Err(error),
        Placed::Foreign => {
            let place = display_path(&target.folder.path(name));
            let message = format!("`{place}` is there already, and it is not as handout left it, or not its own");
            Err(Error::new(ErrorKind::Conflict, message).hint("move it away, or merge into another folder with `-o`"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article_with_errors_is_no_articles() {
        let told = |failed| Merged { shards: 2, handouts: 1, failed, ..Merged::default() }.to_string();
        assert_eq!(told(0), "1 PDF from 2 shards");
        assert_eq!(told(1), "1 PDF from 2 shards, 1 article with errors");
        assert_eq!(told(2), "1 PDF from 2 shards, 2 articles with errors");
    }
}
