//! The files that a run is about to write, by name and content, on disk before they are written: what a killed run left is
//! still known to be ours, and what somebody saved under its name since is known not to be.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::fs::atomic::open_to_append;
use crate::fs::error::Error;
use crate::fs::file_state::Digest;
use crate::fs::fingerprint::{from_hex, to_hex};
use crate::fs::ordinary;
use crate::output::names::PRIVATE;

/// How the names of all journals begin.
const JOURNAL: &str = "journal";

/// The journal of this run. Its file appears with the first name.
pub struct Journal {
    path: PathBuf,
    file: Mutex<Option<File>>,
}

impl Journal {
    /// The journal of a run in the output folder `folder`; `part` tells the runs apart that share one.
    pub fn new(folder: &Path, part: Option<&str>) -> Journal {
        let name = part.map_or_else(|| JOURNAL.to_owned(), |part| format!("{JOURNAL}-{part}"));
        Journal { path: folder.join(PRIVATE).join(name), file: Mutex::default() }
    }

    /// Writes down that a file is about to get a content with this SHA-256 hash.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn announce(&self, name: &str, sha256: &Digest) -> Result<(), Error> {
        self.append(name, sha256).map_err(|error| Error::unwritable(&self.path, error))
    }

    fn append(&self, name: &str, sha256: &Digest) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            let mut opened = open_to_append(&self.path)?;
            if opened.metadata()?.len() > 0 {
                // A killed run may have torn its last line; an empty one announces nothing.
                opened.write_all(b"\n")?;
            }
            *file = Some(opened);
        }
        let file = file.as_mut().expect("it was opened above");
        file.write_all(format!("{} {name}\n", to_hex(sha256)).as_bytes())
    }

    /// Forgets this journal, or those of all runs: the state knows everything that is in them.
    pub fn close(&self, folder: &Path, all: bool) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let files = if all { journal_files(folder) } else { vec![self.path.clone()] };
        for file in files {
            // One that stays is read again by the next run, which does no harm.
            let _ = fs::remove_file(file);
        }
    }
}

/// Whether there is a journal: a run did not live to its end, or is under way.
pub fn is_there(folder: &Path) -> bool {
    !journal_files(folder).is_empty()
}

/// The names in all journals of an output folder, with the SHA-256 hashes of the contents that were announced for each.
/// Lines of another form are passed over: the last line of each journal may be torn.
pub fn announced(folder: &Path) -> HashMap<String, HashSet<Digest>> {
    let mut announced: HashMap<String, HashSet<Digest>> = HashMap::new();
    for text in journal_files(folder).iter().filter_map(|file| ordinary::read(file, u64::MAX).ok()) {
        let whole = text.iter().rposition(|&byte| byte == b'\n').map_or(&[][..], |end| &text[..end]);
        for line in String::from_utf8_lossy(whole).lines() {
            let Some((sha256, name)) = line.split_once(' ') else { continue };
            if let Some(sha256) = from_hex(sha256) {
                announced.entry(name.to_owned()).or_default().insert(sha256);
            }
        }
    }
    announced
}

fn journal_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join(PRIVATE)).into_iter().flatten().flatten();
    let journals = entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(JOURNAL.as_bytes()));
    journals.map(|entry| entry.path()).collect()
}
