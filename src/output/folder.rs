//! The output folder: files appear whole or not at all, only ours are touched, and no link is followed out of it.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fs::atomic::{PendingFile, create_temporary, open_to_append};
use crate::fs::error::{Error, ErrorKind, io_reason};
use crate::fs::file_state::{Digest, FileState};
use crate::fs::path::display_path;
use crate::fs::{ordinary, temporary};
use crate::output::found::Found;
use crate::output::journal::{self, Journal};

/// Up to so many new files are left unsynced, to save time: after a restart of the machine, the first build reads all
/// PDFs instead.
const FEW: usize = 16;
/// Folders deeper than this are not looked into for temporary files.
const DEPTH_LIMIT: usize = 64;

/// The folder PDFs go to, while this process may write to it.
pub struct Folder {
    path: PathBuf,
    journal: Journal,
    work: Mutex<Work>,
}

/// What was done so far.
#[derive(Default)]
struct Work {
    /// Folders that were looked at: they are there, and no link.
    checked: HashSet<PathBuf>,
    /// Files written; where whole file systems can be synced, no more than it takes to see that they are many.
    written: Vec<PathBuf>,
}

/// What became of a file that was handed over.
pub enum Placed {
    /// It was written.
    Written(FileState),
    /// It stood there already, byte for byte.
    Same(FileState),
    /// Something else has its name, and that is not ours.
    Foreign,
    /// This one file cannot be there; others can.
    Blocked(Error),
}

/// What became of a file that was to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// It is gone.
    Gone,
    /// It was not there.
    Nothing,
    /// What has its name is not ours, and stays.
    Foreign,
}

/// A file that is to be put in its place.
pub struct NewFile<'f> {
    /// Its path below the output folder.
    pub name: &'f str,
    /// Its content.
    pub bytes: &'f [u8],
    /// The SHA-256 hash of that.
    pub sha256: Digest,
}

impl Folder {
    /// A folder that is there; `part` tells the runs apart that share it.
    pub fn new(path: &Path, part: Option<&str>) -> Folder {
        Folder { path: path.to_owned(), journal: Journal::new(path, part), work: Mutex::default() }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.path
    }

    /// Where a file of this name is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What has this name.
    pub fn look(&self, name: &str) -> Found {
        Found::at(&self.path.join(name))
    }

    /// The state of the ordinary file of this name; `None` where none can be seen.
    pub fn state(&self, name: &str) -> Option<FileState> {
        self.look(name).state()
    }

    /// Puts a file in its place, unless it is there already. `is_ours` says whether the file that is there, in this state,
    /// is the tool's own; `anew` writes it even over the same bytes.
    ///
    /// # Errors
    /// When it cannot be written, for a reason that keeps others from being written too.
    pub fn put(&self, file: &NewFile, is_ours: &dyn Fn(FileState) -> bool, anew: bool) -> Result<Placed, Error> {
        let NewFile { name, bytes, sha256 } = *file;
        let path = self.path.join(name);
        let unwritable = |error: io::Error| Error::unwritable(&path, error);
        match self.look(name) {
            Found::Nothing => {}
            Found::Other => return Ok(Placed::Foreign),
            Found::Unknown(error) => return Ok(Placed::Blocked(unwritable(error))),
            Found::File(there) => {
                let is_same = || there.size == bytes.len() as u64 && is_content(&path, bytes);
                if !anew && is_same() {
                    return Ok(Placed::Same(there));
                }
                if !is_ours(there) {
                    return Ok(if is_same() { Placed::Same(there) } else { Placed::Foreign });
                }
            }
        }
        self.journal.announce(name, &sha256)?;
        if let Some(blocked) = self.make_parents(Path::new(name))? {
            return Ok(Placed::Blocked(blocked));
        }
        let file = create_temporary(&path, |to| to.write_all(bytes)).map_err(unwritable)?;
        let state = match file.publish(&path) {
            Ok(state) => state,
            Err(error) if is_of_this_name(&error) => return Ok(Placed::Blocked(unwritable(error))),
            Err(error) => return Err(unwritable(error)),
        };
        self.note_written(path);
        Ok(Placed::Written(state))
    }

    /// Removes a file of ours, and the folders above it that are left empty. `is_ours` says whether the file that is there,
    /// in this state, is the tool's own. A link or a folder in its place is not.
    ///
    /// # Errors
    /// When it cannot be removed, or the system does not tell whether it is there.
    pub fn remove(&self, name: &str, is_ours: &dyn Fn(FileState) -> bool) -> Result<Removed, Error> {
        let path = self.path.join(name);
        let cannot = |error: io::Error| {
            let message = format!("`{}` cannot be removed: {}", display_path(&path), io_reason(&error));
            Error::new(ErrorKind::Unwritable, message).caused_by(error)
        };
        match self.look(name) {
            Found::Nothing => return Ok(Removed::Nothing),
            Found::Other => return Ok(Removed::Foreign),
            Found::Unknown(error) => return Err(cannot(error)),
            Found::File(state) => {
                if !matches!(self.make_parents(Path::new(name)), Ok(None)) || !is_ours(state) {
                    return Ok(Removed::Foreign);
                }
            }
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot(error)),
            _ => self.remove_empty_folders(Path::new(name)),
        }
        Ok(Removed::Gone)
    }

    /// Removes the folders above a file that was removed, as long as they are empty: they were made for the PDFs.
    fn remove_empty_folders(&self, name: &Path) {
        let folders = name.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        for folder in folders.map(|folder| self.path.join(folder)) {
            if fs::remove_dir(&folder).is_err() {
                break;
            }
            self.work().checked.remove(&folder);
        }
    }

    /// Makes the folders above a file. Returns what is in the way of this one file.
    ///
    /// # Errors
    /// When one of them is a link, which could lead out of the output folder, or cannot be made.
    fn make_parents(&self, name: &Path) -> Result<Option<Error>, Error> {
        let mut folder = self.path.clone();
        for part in name.parent().into_iter().flat_map(Path::components) {
            let Component::Normal(part) = part else {
                let message = format!("`{}` leads out of the output folder", name.display());
                return Ok(Some(Error::new(ErrorKind::Conflict, message)));
            };
            folder.push(part);
            if self.work().checked.contains(&folder) {
                continue;
            }
            if let Some(blocked) = make_folder(&folder)? {
                return Ok(Some(blocked));
            }
            self.work().checked.insert(folder.clone());
        }
        Ok(None)
    }

    fn note_written(&self, path: PathBuf) {
        let mut work = self.work();
        if work.written.len() <= FEW || !cfg!(target_os = "linux") {
            work.written.push(path);
        }
    }

    /// Whether so few files were written that they are left unsynced; a later run finds a torn one by reading all PDFs.
    pub fn wrote_little(&self) -> bool {
        self.work().written.len() <= FEW
    }

    /// Waits until everything written so far is on the disk itself.
    ///
    /// # Errors
    /// When the system cannot do so.
    pub fn sync(&self) -> Result<(), Error> {
        let written = std::mem::take(&mut self.work().written);
        if sync_file_system(&self.path).map_err(|error| Error::unwritable(&self.path, error))? {
            return Ok(());
        }
        for file in written {
            match File::open(&file).and_then(|file| file.sync_all()) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::unwritable(&file, error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// A file of the tool's own that is not in its place yet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<PendingFile, Error> {
        PendingFile::create(self.path.join(name), fill)
    }

    /// A file of the tool's own that lines are added to. It is opened with the first.
    pub fn append_to(&self, name: &str) -> Appending<'_> {
        Appending { folder: self, path: self.path.join(name), to: None }
    }

    /// Forgets this run's journal, or all of them: the state knows everything that is in them.
    pub fn close_journal(&self, all: bool) {
        self.journal.close(&self.path, all);
    }

    /// Whether a run did not live to its end.
    pub fn has_journal(&self) -> bool {
        journal::is_there(&self.path)
    }

    /// The names that runs announced and did not live to put into the state, with the SHA-256 hashes of their contents.
    pub fn announced(&self) -> HashMap<String, HashSet<Digest>> {
        journal::announced(&self.path)
    }

    /// Removes temporary files that a killed run left behind.
    pub fn sweep(&self) {
        sweep(&self.path, 0);
    }
}

/// Makes one folder, unless it is there. Returns what is in the way.
fn make_folder(folder: &Path) -> Result<Option<Error>, Error> {
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => Ok(None),
        Ok(found) if found.is_symlink() => {
            let message = format!("`{}` is a link, and PDFs are not written through links", display_path(folder));
            let hint = "make the output folder itself a link, or name another folder with -o";
            Err(Error::new(ErrorKind::Conflict, message).hint(hint))
        }
        Ok(_) => {
            let message = format!("`{}` is in the way: a folder must be there", display_path(folder));
            Ok(Some(Error::new(ErrorKind::Conflict, message).hint("move it away")))
        }
        // Another thread may be making it, too: `create_dir_all` does not mind.
        Err(_) => match fs::create_dir_all(folder) {
            Ok(()) => Ok(None),
            Err(error) if is_of_this_name(&error) => Ok(Some(Error::unwritable(folder, error))),
            Err(error) => Err(Error::unwritable(folder, error)),
        },
    }
}

/// Lines on their way to the end of a file.
pub struct Appending<'f> {
    folder: &'f Folder,
    path: PathBuf,
    to: Option<BufWriter<File>>,
}

impl Appending<'_> {
    /// Adds a line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn line(&mut self, line: &str) -> Result<(), Error> {
        self.add(line).map_err(|error| Error::unwritable(&self.path, error))
    }

    fn add(&mut self, line: &str) -> io::Result<()> {
        let to = match &mut self.to {
            Some(to) => to,
            to => to.insert(behind_last_line(&self.path)?),
        };
        to.write_all(line.as_bytes())?;
        to.write_all(b"\n")
    }

    /// Writes what is not written yet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(self) -> Result<(), Error> {
        let Appending { folder, path, to } = self;
        let Some(mut to) = to else { return Ok(()) };
        to.flush().map_err(|error| Error::unwritable(&path, error))?;
        folder.note_written(path);
        Ok(())
    }
}

/// A file opened to add to its end. A line that a kill tore before does not take the next one with it.
fn behind_last_line(path: &Path) -> io::Result<BufWriter<File>> {
    let mut file = open_to_append(path)?;
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(io::SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    let mut to = BufWriter::with_capacity(1 << 16, file);
    if last != [b'\n'] {
        to.write_all(b"\n")?;
    }
    Ok(to)
}

fn sweep(folder: &Path, depth: usize) {
    temporary::sweep(folder);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && depth < DEPTH_LIMIT {
            sweep(&entry.path(), depth + 1);
        }
    }
}

/// Whether this is the content of an ordinary file.
fn is_content(path: &Path, bytes: &[u8]) -> bool {
    ordinary::read(path, bytes.len() as u64).is_ok_and(|there| there == bytes)
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

/// Syncs a whole file system. Returns whether that can be done here.
#[cfg(target_os = "linux")]
fn sync_file_system(folder: &Path) -> io::Result<bool> {
    rustix::fs::syncfs(File::open(folder)?)?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_: &Path) -> io::Result<bool> {
    Ok(false)
}
