//! The output folder with what is known of it: opened under a lock, closed by writing state and manifest.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use crate::fs::atomic::Draft;
use crate::fs::error::Error;
use crate::fs::file_state::{self, Seen};
use crate::fs::fingerprint::BUILD;
use crate::output::folder::{Folder, is_sound_name, machine_run};
use crate::output::history;
use crate::output::lock::{self, Lock, Sharing};
use crate::output::manifest;
use crate::output::record::{Output, Record};
use crate::output::records::News;
use crate::output::shard::Shard;
use crate::output::state::State;

const STATE: &str = ".handout/state";
const JOURNAL: &str = "journal";

/// An output folder that this run may write to.
pub struct Store {
    /// Its files.
    pub folder: Folder,
    /// What earlier runs left.
    pub state: State,
    /// PDFs that killed runs announced.
    pub journalled: HashSet<String>,
    /// Whether the machine may have stopped before everything reached the disk: contents have to be looked at.
    pub is_suspect: bool,
    shard: Option<Shard>,
    ours: OnceLock<HashSet<String>>,
    _locks: Vec<Lock>,
}

/// What a run found out.
#[derive(Default)]
pub struct Changes {
    /// Records by source.
    pub records: News,
    /// Pictures and snippets as they were seen.
    pub inputs: BTreeMap<String, Option<Seen>>,
    /// The content root, as it is really called.
    pub root: String,
    /// Whether all PDFs in the folder are now of that root.
    pub root_is_settled: bool,
    /// Whether every PDF that was announced is now known or removed.
    pub journal_is_settled: bool,
    /// Whether the manifest is to be compared by content.
    pub verify: bool,
    /// Lines of other folders' histories.
    pub history: Vec<String>,
}

impl Store {
    /// Opens an output folder. Where another run holds it, `wait` is told, and the run awaited; `None` when `stop` came first. Shards of one build share a folder.
    pub fn open(
        path: &Path,
        shard: Option<Shard>,
        stop: &AtomicBool,
        wait: &mut dyn FnMut(),
    ) -> Result<Option<Store>, Error> {
        lock::prepare(path)?;
        let sharing = if shard.is_some() { Sharing::Shared } else { Sharing::Alone };
        let mut locks = Vec::new();
        let Some(held) = lock::take(path, "lock", sharing, stop, wait)? else { return Ok(None) };
        locks.push(held);
        let mut journal = JOURNAL.to_owned();
        if let Some(shard) = shard {
            let name = format!("lock-{}", shard.name());
            let Some(held) = lock::take(path, &name, Sharing::Alone, stop, wait)? else { return Ok(None) };
            locks.push(held);
            journal = format!("{JOURNAL}-{}", shard.name());
        }
        let folder = Folder::new(path, &journal);
        let journalled: HashSet<String> = folder.journals().into_iter().filter(|pdf| is_sound_name(pdf)).collect();
        if shard.is_none() && folder.has_journal() {
            folder.sweep();
        }
        let state = load(&folder);
        let is_suspect = state.unsynced_in.is_some() && state.unsynced_in != machine_run();
        Ok(Some(Store { folder, state, journalled, is_suspect, shard, ours: OnceLock::new(), _locks: locks }))
    }

    /// What is remembered of an article.
    pub fn record(&self, source: &str) -> Option<Record> {
        self.state.records.get(source)
    }

    /// Whether a PDF was made by this tool: the state or the manifest says so, or the journal of a killed run.
    pub fn is_ours(&self, pdf: &str) -> bool {
        let files = |record: Record| record.outputs().iter().flat_map(Output::files).cloned().collect::<Vec<_>>();
        let ours = || self.state.records.iter().flat_map(|(_, record)| files(record)).collect();
        self.ours.get_or_init(ours).contains(pdf) || self.journalled.contains(pdf)
    }

    /// Writes what is new, the manifest last.
    pub fn close(&mut self, changes: Changes) -> Result<(), Error> {
        let held = match self.shard {
            Some(_) => lock::take(self.folder.root(), "commit", Sharing::Alone, &AtomicBool::new(false), &mut || {})?,
            None => None,
        };
        if held.is_some() {
            // Other shards may have finished in between.
            self.state = load(&self.folder);
        }
        let settled = changes.journal_is_settled;
        let whole = self.shard.is_none();
        // Before the state: what was forgotten by a kill in between is built, and told, again.
        self.folder.add_lines(history::NAME, self.history(&changes))?;
        if self.apply(changes) {
            self.write()?;
        }
        if settled {
            self.folder.close_journal(whole);
        }
        Ok(())
    }

    /// State, then manifest. The state knows how the manifest will look, so that a kill in between is seen. PDFs reach the
    /// disk before a state that vouches for them; where they are few, the state says instead that they may not have.
    fn write(&mut self) -> Result<(), Error> {
        let run = machine_run().filter(|_| self.folder.wrote_little());
        if run.is_none() {
            self.folder.sync()?;
        }
        let is_synced = run.is_none();
        if !self.is_suspect {
            self.state.unsynced_in = run;
        }
        let records = &self.state.records;
        let manifest: Draft = self.folder.draft(manifest::NAME, |to| manifest::write(records, to))?;
        let path = self.folder.path(manifest::NAME);
        let old = self.state.manifest.or_else(|| file_state::read(&path, u64::MAX - 1).ok().map(|(_, seen)| seen));
        let is_same = |old: &Seen| old.digest == manifest.seen.digest && self.manifest_is(old, false);
        let (old, manifest) = match old.filter(is_same) {
            Some(old) => (old, None),
            None => (manifest.seen, Some(manifest)),
        };
        self.state.manifest = Some(Seen { settled: true, ..old });
        let state = self.folder.draft(STATE, |to| self.state.write(to))?;
        if is_synced {
            state.sync()?;
            manifest.as_ref().map_or(Ok(()), Draft::sync)?;
        }
        state.publish()?;
        manifest.map_or(Ok(()), Draft::publish)
    }

    /// Whether the manifest on disk is still as it was left.
    fn manifest_is(&self, left: &Seen, verify: bool) -> bool {
        let seen = left.again(&self.folder.path(manifest::NAME), self.folder.stamp(manifest::NAME), verify);
        seen.is_some_and(|seen| seen.stamp == left.stamp)
    }

    /// What the history does not tell yet.
    fn history<'s>(&'s self, changes: &'s Changes) -> impl Iterator<Item = String> + 's {
        let taken: HashSet<&str> = changes.history.iter().map(String::as_str).collect();
        let built = changes.records.iter();
        let news = built.flat_map(|(source, record)| history::news(self.record(source).as_ref(), &record));
        changes.history.iter().cloned().chain(news.filter(move |line| !taken.contains(line.as_str())))
    }

    /// Takes changes into the state; says whether anything has to be written.
    fn apply(&mut self, changes: Changes) -> bool {
        let state = &mut self.state;
        let is_suspect = self.is_suspect;
        let mut is_new = state.build != BUILD;
        BUILD.clone_into(&mut state.build);
        if changes.root_is_settled && std::mem::take(&mut self.is_suspect) {
            // All PDFs were read, so that they are on the disk.
            is_new = true;
        }
        if changes.root_is_settled || state.root.is_empty() {
            is_new |= state.root != changes.root;
            state.root = changes.root;
        }
        is_new |= state.records.take(changes.records);
        for (path, seen) in changes.inputs {
            is_new |= state.inputs.insert(path, seen) != Some(seen);
        }
        is_new |= !self.state.manifest.is_some_and(|left| self.manifest_is(&left, changes.verify || is_suspect));
        if is_new {
            let records = self.state.records.iter();
            let used: BTreeSet<String> = records.flat_map(|(_, record)| record.inputs).map(|(path, _)| path).collect();
            self.state.inputs.retain(|path, _| used.contains(path));
        }
        is_new
    }
}

/// What earlier runs left: the state, else what the manifest tells.
fn load(folder: &Folder) -> State {
    let mut state = State::load(&folder.path(STATE)).unwrap_or_else(|| {
        let text = std::fs::read_to_string(folder.path(manifest::NAME)).unwrap_or_default();
        let records = manifest::read(&text).unwrap_or_default();
        State { records: records.into_iter().collect(), ..State::default() }
    });
    if state.build != BUILD {
        // Made by another build of the tool: all of it is made anew.
        state.records.edit(|record| record.seen = Seen::default());
    }
    state
}
