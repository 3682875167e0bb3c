//! The output folder: files appear whole or not at all, only ours are touched, and no link is followed out of it.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fs::atomic::{Draft, Hashed, is_temporary, temporary, unwritable};
use crate::fs::error::{Error, io_reason};
use crate::fs::file_state::{Seen, Stamp};
use crate::fs::path::display_path;
use crate::sidecar::Sidecar;

/// What is not for readers: lock, state, journal.
pub const PRIVATE: &str = ".handout";
/// Up to so many new files are not worth the time to sync them: the next run of the machine looks into all PDFs instead.
const FEW: usize = 16;

/// The folder PDFs go to, while this process may write to it.
pub struct Folder {
    path: PathBuf,
    journal_path: PathBuf,
    work: Mutex<Work>,
}

/// What was done so far.
#[derive(Default)]
struct Work {
    /// Names a run is about to write, on disk before they are written: a killed run's files are still known for ours.
    journal: Option<File>,
    /// Folders that were looked at: they are there, and no link.
    checked: HashSet<PathBuf>,
    /// Files written; where whole file systems can be synced, no more than it takes to see that they are many.
    written: Vec<PathBuf>,
}

/// What became of a PDF that was handed over.
pub enum Placed {
    /// It was written.
    Written(Stamp),
    /// It stood there already, byte for byte.
    Same(Stamp),
    /// Another file has its name, and that is not ours.
    Foreign,
    /// This one file cannot be there; others can.
    Blocked(Error),
}

impl Folder {
    /// A folder that is there, journalling to the file of this name in its private part.
    pub fn new(path: &Path, journal: &str) -> Folder {
        Folder { path: path.to_owned(), journal_path: path.join(PRIVATE).join(journal), work: Mutex::default() }
    }

    /// Where a PDF is.
    pub fn path(&self, pdf: &str) -> PathBuf {
        self.path.join(pdf)
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What an ordinary file looks like that is at its place without links.
    pub fn stamp(&self, pdf: &str) -> Option<Stamp> {
        let metadata = fs::symlink_metadata(self.path.join(pdf)).ok()?;
        metadata.is_file().then(|| Stamp::of(&metadata))
    }

    /// Puts a PDF in its place, unless it is there already. `is_ours` says that what is there now is the tool's own;
    /// `anew` writes it even over the same bytes.
    pub fn put(&self, pdf: &str, bytes: &[u8], is_ours: bool, anew: bool) -> Result<Placed, Error> {
        let path = self.path.join(pdf);
        let failed = |error: io::Error| unwritable(&path, &error);
        let there = fs::symlink_metadata(&path).ok();
        if let Some(there) = there.as_ref().filter(|_| !anew || !is_ours) {
            let is_same = there.is_file() && there.len() == bytes.len() as u64;
            if is_same && fs::read(&path).is_ok_and(|old| old == bytes) {
                return Ok(Placed::Same(Stamp::of(there)));
            }
            if !is_ours {
                return Ok(Placed::Foreign);
            }
        }
        self.announce(pdf).map_err(|error| unwritable(&self.journal_path, &error))?;
        if let Some(blocked) = self.check_parents(Path::new(pdf))? {
            return Ok(Placed::Blocked(blocked));
        }
        let (file, stamp) = temporary(&path, |to| to.write_all(bytes)).map_err(failed)?;
        match file.persist(&path) {
            Ok(()) => {}
            Err(error) if is_of_this_name(&error.error) => return Ok(Placed::Blocked(failed(error.error))),
            Err(error) => return Err(failed(error.error)),
        }
        self.note_written(path);
        Ok(Placed::Written(stamp))
    }

    /// Removes a PDF of ours. A link or a folder in its place is not ours, and stays.
    pub fn remove(&self, pdf: &str) -> Result<bool, Error> {
        let path = self.path.join(pdf);
        if self.stamp(pdf).is_none() || !matches!(self.check_parents(Path::new(pdf)), Ok(None)) {
            return Ok(false);
        }
        self.announce(pdf).map_err(|error| unwritable(&self.journal_path, &error))?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::new(format!("`{}` cannot be removed: {}", display_path(&path), io_reason(&error))))
            }
            _ => Ok(self.remove_empty_folders(Path::new(pdf))),
        }
    }

    /// Folders left empty by a removal are removed as well: they were made for the PDFs.
    fn remove_empty_folders(&self, pdf: &Path) -> bool {
        let folders = pdf.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        for folder in folders.map(|folder| self.path.join(folder)) {
            if fs::remove_dir(&folder).is_err() {
                break;
            }
            self.work().checked.remove(&folder);
        }
        true
    }

    /// Makes the folders above a PDF; a link among them could lead out of the output folder. What is in the way comes back.
    fn check_parents(&self, pdf: &Path) -> Result<Option<Error>, Error> {
        let mut folder = self.path.clone();
        for part in pdf.parent().into_iter().flat_map(Path::components) {
            let Component::Normal(part) = part else {
                return Ok(Some(Error::new(format!("`{}` leads out of the output folder", pdf.display()))));
            };
            folder.push(part);
            if self.work().checked.contains(&folder) {
                continue;
            }
            let blocked = match fs::symlink_metadata(&folder) {
                Ok(found) if found.is_dir() => None,
                Ok(found) if found.is_symlink() => {
                    let message =
                        format!("`{}` is a link, and PDFs are not written through links", display_path(&folder));
                    let hint = "make the output folder itself a link, or name another folder with -o";
                    return Err(Error::new(message).hint(hint));
                }
                Ok(_) => {
                    let message = format!("`{}` is in the way: a folder must be there", display_path(&folder));
                    Some(Error::new(message).hint("move it away"))
                }
                // Another thread may be making it, too.
                Err(_) => match fs::create_dir_all(&folder) {
                    Err(error) if is_of_this_name(&error) => Some(unwritable(&folder, &error)),
                    made => made.map(|()| None).map_err(|error| unwritable(&folder, &error))?,
                },
            };
            if blocked.is_some() {
                return Ok(blocked);
            }
            self.work().checked.insert(folder.clone());
        }
        Ok(None)
    }

    /// Says in the journal that a file is about to be touched.
    fn announce(&self, pdf: &str) -> io::Result<()> {
        let mut work = self.work();
        if work.journal.is_none() {
            work.journal = Some(File::options().create(true).append(true).open(&self.journal_path)?);
        }
        match &mut work.journal {
            Some(journal) => journal.write_all(format!("{pdf}\n").as_bytes()),
            None => Ok(()),
        }
    }

    fn note_written(&self, path: PathBuf) {
        let mut work = self.work();
        if work.written.len() <= FEW || !cfg!(target_os = "linux") {
            work.written.push(path);
        }
    }

    /// Whether so little was written that it would be found by looking, were it torn.
    pub fn wrote_little(&self) -> bool {
        self.work().written.len() <= FEW
    }

    /// Waits until everything written so far is on the disk itself.
    pub fn sync(&self) -> Result<(), Error> {
        let written = std::mem::take(&mut self.work().written);
        if sync_all(&self.path).map_err(|error| unwritable(&self.path, &error))? {
            return Ok(());
        }
        for file in written {
            match File::open(&file).and_then(|file| file.sync_all()) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unwritable(&file, &error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// A file of the tool's own that is not in its place yet.
    pub fn draft(&self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Draft, Error> {
        let path = self.path.join(name);
        let mut hasher = blake3::Hasher::new();
        let (file, stamp) = temporary(&path, |file| {
            let mut to = BufWriter::with_capacity(1 << 16, Hashed { to: file, hasher: &mut hasher });
            fill(&mut to)?;
            to.flush()
        })
        .map_err(|error| unwritable(&path, &error))?;
        let seen = Seen { stamp, digest: *hasher.finalize().as_bytes(), settled: true };
        Ok(Draft { file, path, seen })
    }

    /// Adds lines to a file of the tool's own. A line that a kill tore before does not take one of these with it.
    pub fn add_lines(&self, name: &str, lines: impl Iterator<Item = String>) -> Result<(), Error> {
        let mut lines = lines.peekable();
        if lines.peek().is_none() {
            return Ok(());
        }
        let path = self.path.join(name);
        let mut add = || {
            let mut file = File::options().create(true).read(true).append(true).open(&path)?;
            let mut last = [b'\n'];
            if file.metadata()?.len() > 0 {
                file.seek(io::SeekFrom::End(-1))?;
                file.read_exact(&mut last)?;
            }
            let mut to = BufWriter::new(file);
            if last != [b'\n'] {
                to.write_all(b"\n")?;
            }
            lines.try_for_each(|line| to.write_all(line.as_bytes()).and_then(|()| to.write_all(b"\n")))?;
            to.flush()
        };
        add().map_err(|error| unwritable(&path, &error))?;
        self.note_written(path);
        Ok(())
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.path
    }

    fn journal_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path.join(PRIVATE)).into_iter().flatten().flatten();
        let journals = entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(b"journal"));
        journals.map(|entry| entry.path()).collect()
    }

    /// Whether a run did not live to its end.
    pub fn has_journal(&self) -> bool {
        !self.journal_files().is_empty()
    }

    /// The names that runs announced and did not live to put into the state.
    pub fn journals(&self) -> HashSet<String> {
        let mut names = HashSet::new();
        for text in self.journal_files().iter().filter_map(|file| fs::read(file).ok()) {
            // The last line may be torn.
            let whole = text.iter().rposition(|&b| b == b'\n').map_or(&[][..], |end| &text[..end]);
            names.extend(String::from_utf8_lossy(whole).lines().map(str::to_owned));
        }
        names
    }

    /// Forgets the journal, or all of them: the state knows everything.
    pub fn close_journal(&self, all: bool) {
        self.work().journal = None;
        let files = if all { self.journal_files() } else { vec![self.journal_path.clone()] };
        files.iter().for_each(|file| drop(fs::remove_file(file)));
    }

    /// Removes files in the making that a killed run left behind. Only for who holds the whole folder.
    pub fn sweep(&self) {
        sweep(&self.path, 0);
    }
}

fn sweep(folder: &Path, depth: usize) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth < 64 {
            sweep(&entry.path(), depth + 1);
        } else if kind.is_file() && is_temporary(&entry.file_name().to_string_lossy()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a failure is of one name, so that files of other names can still be written.
fn is_of_this_name(error: &io::Error) -> bool {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, InvalidFilename, IsADirectory, NotADirectory};
    matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | InvalidFilename | IsADirectory | NotADirectory)
}

/// Which run of the machine this is, where the system tells: a file that was not synced may be torn only after it.
pub fn machine_run() -> Option<String> {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").ok().map(|id| id.trim().to_owned())
}

/// Syncs a whole file system; says whether that can be done here.
#[cfg(target_os = "linux")]
fn sync_all(folder: &Path) -> io::Result<bool> {
    rustix::fs::syncfs(File::open(folder)?)?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn sync_all(_: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether the name of a PDF, or of a file beside one, as a file on disk tells it, is one that this tool gives.
pub fn is_sound_name(pdf: &str) -> bool {
    let parts = || Path::new(pdf).components();
    let inside = parts().all(|part| matches!(part, Component::Normal(_)));
    let hidden = pdf.split('/').any(|part| part.is_empty() || part.starts_with('.'));
    let ending = pdf.ends_with(".pdf") || Sidecar::is_name(pdf);
    inside && !hidden && ending && !pdf.chars().any(char::is_control)
}
