//! The names of the files that a run is about to touch, on disk before they are touched: what a killed run left is still
//! known to be ours.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::fs::error::Error;
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

    /// Writes down that a file is about to be touched.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn announce(&self, name: &str) -> Result<(), Error> {
        self.append(name).map_err(|error| Error::unwritable(&self.path, error))
    }

    fn append(&self, name: &str) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            *file = Some(File::options().create(true).append(true).open(&self.path)?);
        }
        let file = file.as_mut().expect("it was opened above");
        file.write_all(format!("{name}\n").as_bytes())
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

/// The names in all journals of an output folder. The last line of each may be torn, and is left out then.
pub fn announced(folder: &Path) -> HashSet<String> {
    let mut names = HashSet::new();
    for text in journal_files(folder).iter().filter_map(|file| fs::read(file).ok()) {
        let whole = text.iter().rposition(|&byte| byte == b'\n').map_or(&[][..], |end| &text[..end]);
        names.extend(String::from_utf8_lossy(whole).lines().map(str::to_owned));
    }
    names
}

fn journal_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join(PRIVATE)).into_iter().flatten().flatten();
    let journals = entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(JOURNAL.as_bytes()));
    journals.map(|entry| entry.path()).collect()
}
