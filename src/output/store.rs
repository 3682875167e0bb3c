//! The output folder with what is known of it: opened under a lock, closed by writing state and manifest.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::OnceLock;

use crate::fs::atomic::PendingFile;
use crate::fs::cancel::CancelFlag;
use crate::fs::error::Error;
use crate::fs::file_state::{self, Snapshot};
use crate::fs::fingerprint::BUILD;
use crate::output::folder::{Folder, machine_run};
use crate::output::history;
use crate::output::lock::{self, Lock, Sharing};
use crate::output::manifest;
use crate::output::names::is_sound_name;
use crate::output::record::{Output, Record};
use crate::output::records::PendingChanges;
use crate::output::shard::Shard;
use crate::output::state::State;

/// The name of the state's file in the output folder.
const STATE: &str = ".handout/state";

/// An output folder that this run may write to.
pub struct Store {
    /// Its files.
    pub folder: Folder,
    /// What earlier runs left.
    pub state: State,
    /// The names of files that killed runs announced.
    pub announced: HashSet<String>,
    /// Whether the machine may have stopped before everything reached the disk: contents have to be looked at.
    pub is_suspect: bool,
    shard: Option<Shard>,
    ours: OnceLock<HashSet<String>>,
    _locks: Vec<Lock>,
}

/// What a run found out, to be written when the store is closed.
#[derive(Default)]
pub struct Changes {
    /// Records by source.
    pub records: PendingChanges,
    /// Pictures and snippets as they were read.
    pub inputs: BTreeMap<String, Option<Snapshot>>,
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
    /// Opens an output folder, making it if need be. Where another run holds it, `on_wait` is called once, and that run
    /// awaited; `None` when this one is cancelled first. Shards of one build share a folder.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn open(
        path: &Path,
        shard: Option<Shard>,
        cancel: &CancelFlag,
        on_wait: &mut dyn FnMut(),
    ) -> Result<Option<Store>, Error> {
        lock::prepare(path)?;
        let sharing = if shard.is_some() { Sharing::Shared } else { Sharing::Alone };
        let mut locks = Vec::new();
        let Some(held) = lock::take(path, "lock", sharing, cancel, on_wait)? else { return Ok(None) };
        locks.push(held);
        if let Some(shard) = shard {
            let name = format!("lock-{}", shard.name());
            let Some(held) = lock::take(path, &name, Sharing::Alone, cancel, on_wait)? else { return Ok(None) };
            locks.push(held);
        }
        let folder = Folder::new(path, shard.map(|shard| shard.name()).as_deref());
        let announced: HashSet<String> = folder.announced().into_iter().filter(|name| is_sound_name(name)).collect();
        if shard.is_none() && folder.has_journal() {
            folder.sweep();
        }
        let state = load(&folder);
        let is_suspect = state.unsynced_in.is_some() && state.unsynced_in != machine_run();
        Ok(Some(Store { folder, state, announced, is_suspect, shard, ours: OnceLock::new(), _locks: locks }))
    }

    /// What is remembered of an article.
    pub fn record(&self, source: &str) -> Option<Record> {
        self.state.records.get(source)
    }

    /// Whether a file was made by this tool: the state or the manifest says so, or the journal of a killed run.
    pub fn is_ours(&self, name: &str) -> bool {
        let files = |record: Record| record.outputs().iter().flat_map(Output::files).cloned().collect::<Vec<_>>();
        let ours = || self.state.records.iter().flat_map(|(_, record)| files(record)).collect();
        self.ours.get_or_init(ours).contains(name) || self.announced.contains(name)
    }

    /// Writes what a run found out: history, state, and the manifest last.
    ///
    /// # Errors
    /// When one of them cannot be written.
    pub fn close(&mut self, changes: Changes) -> Result<(), Error> {
        let held = match self.shard {
            Some(_) => lock::take(self.folder.root(), "commit", Sharing::Alone, &CancelFlag::default(), &mut || {})?,
            None => None,
        };
        if held.is_some() {
            // Other shards may have finished in between.
            self.state = load(&self.folder);
        }
        let settled = changes.journal_is_settled;
        let whole = self.shard.is_none();
        // Before the state: after a kill in between, the same is built again, and told again.
        self.folder.add_lines(history::NAME, &self.history(&changes))?;
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
        let manifest = self.folder.begin(manifest::NAME, |to| manifest::write(records, to))?;
        let path = self.folder.path(manifest::NAME);
        let old = self.state.manifest.or_else(|| file_state::read(&path, u64::MAX).ok().map(|(_, snapshot)| snapshot));
        let is_same = |old: &Snapshot| old.digest == manifest.snapshot.digest && self.manifest_is(old, false);
        let (old, manifest) = match old.filter(is_same) {
            Some(old) => (old, None),
            None => (manifest.snapshot, Some(manifest)),
        };
        self.state.manifest = Some(Snapshot { is_settled: true, state: old.state.as_output(), ..old });
        let state = self.folder.begin(STATE, |to| self.state.write(to))?;
        if is_synced {
            state.sync()?;
            manifest.as_ref().map_or(Ok(()), PendingFile::sync)?;
        }
        state.publish()?;
        manifest.map_or(Ok(()), PendingFile::publish)
    }

    /// Whether the manifest on disk is still as it was left.
    fn manifest_is(&self, left: &Snapshot, verify: bool) -> bool {
        let now = left.if_unchanged(&self.folder.path(manifest::NAME), self.folder.state(manifest::NAME), verify);
        now.is_some_and(|now| now.state.as_output() == left.state.as_output())
    }

    /// The lines that the history does not have yet: those of other folders, then those of this run.
    fn history(&self, changes: &Changes) -> Vec<String> {
        let known: HashSet<&str> = changes.history.iter().map(String::as_str).collect();
        let mut lines = changes.history.clone();
        for (source, record) in changes.records.iter() {
            let new = history::new_lines(self.record(source).as_ref(), &record);
            lines.extend(new.into_iter().filter(|line| !known.contains(line.as_str())));
        }
        lines
    }

    /// Takes changes into the state. Returns whether anything has to be written.
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
        is_new |= state.records.apply(changes.records);
        for (path, snapshot) in changes.inputs {
            is_new |= state.inputs.insert(path, snapshot) != Some(snapshot);
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
        // Without a manifest, or with a damaged one, nothing is known.
        let text = std::fs::read_to_string(folder.path(manifest::NAME)).unwrap_or_default();
        let records = manifest::records(&text).unwrap_or_default();
        State { records: records.into_iter().collect(), ..State::default() }
    });
    if state.build != BUILD {
        // Made by another build of the tool: all of it is made anew.
        state.records.edit(|record| record.snapshot = Snapshot::default());
    }
    state
}
