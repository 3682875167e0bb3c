//! The output folder with what is known of it: opened under a lock, closed by writing state and manifest.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::fs::atomic::PendingFile;
use crate::fs::cancel::CancelFlag;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_lock::Sharing;
use crate::fs::file_state::{self, Digest, FileState, Snapshot};
use crate::fs::fingerprint::{BUILD, to_hex};
use crate::fs::path::display_path;
use crate::output::clinic_words::ClinicWords;
use crate::output::folder::{Folder, NewFile, Placed, Removed, machine_run};
use crate::output::found::{Content, Found, is_as_left};
use crate::output::history::{self, Lines, SeenLines};
use crate::output::index;
use crate::output::lock::{self, Lock};
use crate::output::manifest;
use crate::output::names::{is_in, is_sound_name};
use crate::output::record::{Output, Record, SidecarFile};
use crate::output::records::PendingChanges;
use crate::output::shard::Shard;
use crate::output::state::State;
use crate::site::Format;

/// The name of the state's file in the output folder.
pub const STATE: &str = ".handout/state";

/// An output folder that this run may write to.
pub struct Store {
    /// Its files.
    pub folder: Folder,
    /// What earlier runs left.
    pub state: State,
    /// The files that killed runs announced, with the SHA-256 hashes of their contents.
    pub announced: HashMap<String, HashSet<Digest>>,
    /// Whether the machine may have stopped before everything reached the disk: contents have to be looked at.
    pub is_suspect: bool,
    shard: Option<Shard>,
    /// The clinic of several whose handouts these are.
    site: Option<String>,
    ours: OnceLock<HashMap<String, Left>>,
    /// Files that may be written once more, as they were left.
    rewritable: Mutex<HashMap<String, FileState>>,
    versions: OnceLock<HashMap<String, HashSet<String>>>,
    _locks: Vec<Lock>,
}

/// A file as it was left on disk.
struct Left {
    state: FileState,
    /// `None` for a file for record systems: nobody edits one, and it must not speak of an older PDF. So it is of what else
    /// stands beside a PDF, where the state is lost and the history is of a version that took down PDFs alone.
    sha256: Option<Digest>,
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
    /// The clinic whose handouts these are.
    pub clinic: Option<String>,
    /// The words that it gives in the place of the tool's, language by language.
    pub words: Vec<ClinicWords>,
    /// Whether all PDFs in the folder are now of that root.
    pub root_is_settled: bool,
    /// Whether every PDF that was announced is now known or removed.
    pub journal_is_settled: bool,
    /// Whether the manifest is to be compared by content.
    pub verify: bool,
    /// Folders whose histories are joined to this one's.
    pub histories: Vec<PathBuf>,
}

impl Store {
    /// Opens an output folder, making it if need be. Where another run holds it, `on_wait` is called once, and that run
    /// awaited; `None` when this one is cancelled first. Shards of one build share a folder. `site` is the clinic of several
    /// whose handouts stand there.
    ///
    /// # Errors
    /// When the folder cannot be made or written to, or holds the handouts of another clinic.
    pub fn open(
        path: &Path,
        site: Option<&str>,
        shard: Option<Shard>,
        cancel: &CancelFlag,
        on_wait: &mut dyn FnMut(),
    ) -> Result<Option<Store>, Error> {
        if matches!(Found::at(&path.join(STATE)), Found::Nothing) {
            manifest::check_ours(path, has_history(path))?;
        }
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
        let mut store = Store::new(path, shard, locks);
        store.check_owner(site)?;
        store.state.site = site.map(str::to_owned);
        store.site = site.map(str::to_owned);
        if shard.is_none() && store.folder.has_journal() {
            store.folder.sweep();
        }
        let announced = store.folder.announced();
        store.announced = announced.into_iter().filter(|(name, _)| is_sound_name(name)).collect();
        let manifest = store.folder.state(manifest::NAME);
        if manifest != store.state.manifest.map(|left| left.state.as_output()) {
            manifest::check_ours(path, true)?;
        }
        Ok(Some(store))
    }

    /// What is in an output folder that is held by whoever reads it, and is not written to.
    pub fn read(path: &Path) -> Store {
        Store::new(path, None, Vec::new())
    }

    fn new(path: &Path, shard: Option<Shard>, locks: Vec<Lock>) -> Store {
        let folder = Folder::new(path, shard.map(|shard| shard.name()).as_deref());
        let state = load(&folder);
        let is_suspect = state.unsynced_in.is_some() && state.unsynced_in != machine_run();
        let state_site = state.site.clone();
        Store {
            folder,
            state,
            announced: HashMap::new(),
            is_suspect,
            shard,
            site: state_site,
            ours: OnceLock::new(),
            rewritable: Mutex::default(),
            versions: OnceLock::new(),
            _locks: locks,
        }
    }

    /// Checks that what is in the folder is of the clinic that it is to be of: a handout with the numbers of another must not
    /// take its place.
    fn check_owner(&self, site: Option<&str>) -> Result<(), Error> {
        let owner = self.state.site.as_deref();
        let is_empty = self.state.records.sources().next().is_none();
        if owner == site || is_empty {
            return Ok(());
        }
        let folder = display_path(self.folder.root());
        let (message, hint) = match owner {
            Some(owner) => (
                format!("`{folder}` holds the handouts of the clinic `{owner}`"),
                format!(
                    "`--sites {owner}` and the folder around it, with `-o`, build these; build others into another folder"
                ),
            ),
            None => (
                format!("`{folder}` holds handouts that are not those of one clinic of several"),
                "build into another folder with `-o`, or move that one away".to_owned(),
            ),
        };
        Err(Error::new(ErrorKind::Conflict, message).hint(hint))
    }

    /// How many PDFs are remembered, and how many articles with errors.
    pub fn counts(&self) -> (usize, usize) {
        let (mut pdfs, mut failed) = (0, 0);
        for (_, record) in self.state.records.iter() {
            pdfs += record.outputs().len();
            failed += usize::from(record.has_failed());
        }
        (pdfs, failed)
    }

    /// What is remembered of an article.
    pub fn record(&self, source: &str) -> Option<Record> {
        self.state.records.get(source)
    }

    /// Puts a file in its place, unless something that is not ours has its name; `anew` writes it even over the same bytes.
    ///
    /// # Errors
    /// When it cannot be written, for a reason that keeps others from being written too.
    pub fn put(&self, file: &NewFile, anew: bool) -> Result<Placed, Error> {
        self.folder.put(file, &|state| self.is_ours(file.name, state), anew)
    }

    /// Removes a file, unless what has its name is not ours.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, name: &str) -> Result<Removed, Error> {
        self.folder.remove(name, &|state| self.is_ours(name, state))
    }

    /// Checks that the list of all web pages may be written.
    ///
    /// # Errors
    /// When somebody else's file has its name.
    pub fn check_index(&self) -> Result<(), Error> {
        match self.folder.look(index::NAME) {
            Found::Nothing => Ok(()),
            Found::File(state) if self.is_own_index(state) => Ok(()),
            Found::File(_) | Found::Other => Err(index::taken(self.folder.root())),
            Found::Unknown(error) => Err(Error::unreadable(&self.folder.path(index::NAME), error)),
        }
    }

    /// Whether the file in the place of the list is the tool's own.
    fn is_own_index(&self, state: FileState) -> bool {
        let is_left = |left: &SidecarFile| {
            is_as_left(&left.state, &state)
                || Content::of(&self.folder.path(index::NAME)).is_some_and(|there| there.sha256 == left.sha256)
        };
        self.state.index.as_ref().is_some_and(is_left) || self.is_ours(index::NAME, state)
    }

    /// Writes the list of all web pages, or removes it where there are none any more. Somebody else's file in its place is
    /// left alone.
    fn write_index(&mut self, has_pages: bool) -> Result<(), Error> {
        let is_ours = |state: FileState| self.is_own_index(state);
        let own: Vec<_> = self.state.words.iter().filter_map(ClinicWords::own).collect();
        let text = || index::write(&self.state.records, self.state.clinic.as_deref(), &own);
        let Some(text) = has_pages.then(text).flatten() else {
            if self.state.index.is_some() {
                self.folder.remove(index::NAME, &is_ours)?;
            }
            self.state.index = None;
            return Ok(());
        };
        let sha256 = Sha256::digest(text.as_bytes()).into();
        let file = NewFile { name: index::NAME, bytes: text.as_bytes(), sha256 };
        self.state.index = match self.folder.put(&file, &is_ours, false)? {
            Placed::Written(state) | Placed::Same(state) => {
                Some(SidecarFile { file: index::NAME.to_owned(), state: state.as_output(), sha256 })
            }
            Placed::Foreign => None,
            Placed::Blocked(error) => return Err(error),
        };
        Ok(())
    }

    /// Takes files for our own as they were left, by an earlier run or by this one, so that they may be written once more.
    /// Where they are found so, no other record has to be looked at.
    pub fn expect_again<'o>(&self, outputs: impl Iterator<Item = &'o Output>) {
        let mut rewritable = self.rewritable();
        for output in outputs {
            rewritable.insert(output.pdf.clone(), output.state);
            rewritable.extend(output.sidecars.iter().map(|beside| (beside.file.clone(), beside.state)));
        }
    }

    /// Forgets that these files may be written once more.
    pub fn expect_no_more<'o>(&self, outputs: impl Iterator<Item = &'o Output>) {
        let mut rewritable = self.rewritable();
        for name in outputs.flat_map(Output::files) {
            rewritable.remove(name);
        }
    }

    fn rewritable(&self) -> MutexGuard<'_, HashMap<String, FileState>> {
        self.rewritable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether handout has ever had a file of this name here.
    pub fn knows(&self, name: &str) -> bool {
        self.ours().contains_key(name) || self.announced.contains_key(name) || self.versions().contains_key(name)
    }

    /// Whether the file of this name, in this state, is the tool's own: by its content, not by its name. The state tells of
    /// it, or the manifest; the journal of a killed run; or the history.
    pub fn is_ours(&self, name: &str, state: FileState) -> bool {
        if self.rewritable().get(name).is_some_and(|written| is_as_left(written, &state)) {
            return true;
        }
        let left = self.ours().get(name);
        if left.is_some_and(|left| left.sha256.is_none() || is_as_left(&left.state, &state)) {
            return true;
        }
        let Some(content) = Content::of(&self.folder.path(name)) else { return false };
        let sha256 = content.sha256;
        left.is_some_and(|left| left.sha256 == Some(sha256))
            || self.announced.get(name).is_some_and(|announced| announced.contains(&sha256))
            || content.is_blank && self.knows(name)
            || self.versions().get(name).is_some_and(|versions| versions.contains(&to_hex(&sha256)))
    }

    /// The files that the records tell of.
    fn ours(&self) -> &HashMap<String, Left> {
        self.ours.get_or_init(|| {
            let mut ours = HashMap::new();
            for (_, record) in self.state.records.iter() {
                for output in record.outputs() {
                    ours.insert(output.pdf.clone(), Left { state: output.state, sha256: Some(output.sha256) });
                    let beside = output.sidecars.iter();
                    ours.extend(beside.filter_map(|it| Some((it.file.clone(), self.left_beside(it)?))));
                }
            }
            ours
        })
    }

    /// A file beside a PDF as it was left; `None` where the state of a page is lost, and the history alone knows its contents.
    fn left_beside(&self, file: &SidecarFile) -> Option<Left> {
        let is_read = Format::ALL.iter().any(|format| is_in(&file.file, *format));
        let sha256 = (is_read && file.has_known_content()).then_some(file.sha256);
        let is_of_history = is_read && sha256.is_none() && self.versions().contains_key(&file.file);
        (!is_of_history).then_some(Left { state: file.state, sha256 })
    }

    /// The SHA-256 hashes of every PDF that was ever built here, and of the files beside it, by their names.
    fn versions(&self) -> &HashMap<String, HashSet<String>> {
        self.versions.get_or_init(|| {
            let mut versions: HashMap<String, HashSet<String>> = HashMap::new();
            // Where it cannot be read, a PDF that only the history knows is taken for somebody else's, and left alone.
            for version in history::read(self.folder.root()).unwrap_or_default() {
                for (name, sha256) in version.beside.into_iter().chain([(version.pdf, version.sha256)]) {
                    versions.entry(name).or_default().insert(sha256);
                }
            }
            versions
        })
    }

    /// Forgets pictures and snippets that no article asks for. Returns whether any article has a web page: one look at every
    /// record tells both.
    fn forget_unused(&mut self) -> bool {
        let mut has_pages = false;
        self.state.forget_unused(|record| has_pages |= index::has_page(record));
        has_pages
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
            self.state.site.clone_from(&self.site);
        }
        let settled = changes.journal_is_settled;
        let whole = self.shard.is_none();
        // Before the state: after a kill in between, the same is built again, and told again.
        self.add_history(&changes)?;
        if self.apply(changes) {
            let has_pages = self.forget_unused();
            self.write_index(has_pages)?;
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
        let (records, index, site) = (&self.state.records, self.state.index.as_ref(), self.site.as_deref());
        let manifest = self.folder.begin(manifest::NAME, |to| manifest::write(records, index, site, to))?;
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

    /// Adds the lines that the history does not have yet: those of other folders, then those of this run. What several
    /// folders have, as those that began as copies of one, is added once.
    fn add_history(&self, changes: &Changes) -> Result<(), Error> {
        let (mut known, mut theirs) = (SeenLines::default(), SeenLines::default());
        if !changes.histories.is_empty() {
            for line in Lines::of(self.folder.root())? {
                known.add(&line?);
            }
        }
        let mut to = self.folder.append_to(history::NAME);
        for folder in &changes.histories {
            for line in Lines::of(folder)? {
                let line = line?;
                if theirs.add(&line) && !known.contains(&line) {
                    to.line(&line)?;
                }
            }
        }
        for (source, record) in changes.records.iter() {
            for line in history::new_lines(self.record(source).as_ref(), &record) {
                if !theirs.contains(&line) {
                    to.line(&line)?;
                }
            }
        }
        to.end()
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
        if changes.root_is_settled || state.clinic.is_none() {
            is_new |= state.clinic != changes.clinic || state.words != changes.words;
            state.clinic = changes.clinic;
            state.words = changes.words;
        }
        is_new |= state.records.apply(changes.records);
        for (path, snapshot) in changes.inputs {
            is_new |= state.inputs.insert(path, snapshot) != Some(snapshot);
        }
        is_new |= !self.state.manifest.is_some_and(|left| self.manifest_is(&left, changes.verify || is_suspect));
        let index = self.state.index.as_ref();
        is_new |= index.is_some_and(|left| self.folder.state(&left.file) != Some(left.state));
        is_new
    }
}

/// Whether something was ever built into a folder.
fn has_history(output: &Path) -> bool {
    !matches!(Found::at(&output.join(history::NAME)), Found::Nothing)
}

/// What earlier runs left: the state, else what the manifest tells.
fn load(folder: &Folder) -> State {
    let mut state = State::load(&folder.path(STATE)).unwrap_or_else(|| {
        // Without a manifest, or with a damaged one, nothing is known.
        let manifest::Known { records, index, site } = manifest::records(folder.root()).unwrap_or_default();
        State { records: records.into_iter().collect(), index, site, ..State::default() }
    });
    if state.build != BUILD {
        // Made by another build of the tool: all of it is made anew.
        state.records.edit(|record| record.snapshot = Snapshot::default());
    }
    state
}
