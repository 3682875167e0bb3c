//! What one run leaves for the next: the records of all articles. The file is not trusted: if anything is wrong with it,
//! everything is made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::fs::atomic::HashingWriter;
use crate::fs::file_state::Snapshot;
use crate::fs::ordinary;
use crate::output::clinic_words::ClinicWords;
use crate::output::record::{Record, SidecarFile};
use crate::output::records::Records;

/// The first bytes of the file; the number grows with the form of what follows.
const MAGIC: &[u8] = b"handout state 14\n";

/// What is known from earlier runs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// The build of the tool that made everything in it.
    pub build: String,
    /// The content root, as it is really called.
    pub root: String,
    /// Pictures and snippets; `None` for those that were asked for and not there.
    pub inputs: BTreeMap<String, Option<Snapshot>>,
    /// Articles by their path below the root. They stand behind all else.
    #[serde(skip)]
    pub records: Records,
    /// The run of the machine in which something was written that may not have reached the disk itself. A later one has to
    /// look into every PDF; `None` when all is safe.
    pub unsynced_in: Option<String>,
    /// The manifest as it was left on disk.
    pub manifest: Option<Snapshot>,
    /// The list of all web pages as it was left on disk.
    pub index: Option<SidecarFile>,
    /// The clinic whose handouts these are.
    pub clinic: Option<String>,
    /// The words that it gives in the place of the tool's, language by language.
    pub words: Vec<ClinicWords>,
    /// Its name among several that share their articles; `None` for the clinic of the site file.
    pub site: Option<String>,
}

impl State {
    /// What a file says; `None` when it is not there, damaged, or of another version.
    pub fn load(path: &Path) -> Option<State> {
        let bytes = ordinary::read(path, u64::MAX).ok()?;
        let end = bytes.len().checked_sub(blake3::OUT_LEN)?;
        let (known, digest) = bytes.split_at(end);
        let payload = known.strip_prefix(MAGIC)?;
        if blake3::hash(payload).as_bytes() != digest {
            return None;
        }
        let (state, records): (State, _) = postcard::take_from_bytes(payload).ok()?;
        let start = end - records.len();
        Some(State { records: Records::read(bytes, start, end)?, ..state })
    }

    /// Forgets pictures and snippets that no article asks for. `see` looks at each record on the way.
    pub fn forget_unused(&mut self, mut see: impl FnMut(&Record)) {
        let mut used = BTreeSet::new();
        for (_, record) in self.records.iter() {
            see(&record);
            used.extend(record.inputs.into_iter().map(|(path, _)| path));
        }
        self.inputs.retain(|path, _| used.contains(path));
    }

    /// Writes the content of the file: what it is, all that is known, a hash of that.
    pub fn write(&self, mut to: impl Write) -> io::Result<()> {
        to.write_all(MAGIC)?;
        let mut hasher = blake3::Hasher::new();
        let mut writer = HashingWriter { to: &mut to, hasher: &mut hasher };
        postcard::to_io(self, &mut writer).map_err(io::Error::other)?;
        self.records.write(&mut writer)?;
        to.write_all(hasher.finalize().as_bytes())
    }
}
