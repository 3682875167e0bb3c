//! Files that appear whole or not at all: written under a temporary name beside their place, then renamed.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::fs::cancel::CancelFlag;
use crate::fs::error::Error;
use crate::fs::file_state::Snapshot;
use crate::fs::ordinary;
use crate::fs::path::parent_folder;
use crate::fs::temporary::{self, Readers, TemporaryFile};

/// So many bytes are written before a run looks whether it is cancelled.
const PART: usize = 1 << 20;

/// A file that is written and not in its place yet. Dropped, it is removed.
pub struct PendingFile {
    file: TemporaryFile,
    path: PathBuf,
    /// What it looks like, now and in its place.
    pub snapshot: Snapshot,
}

impl PendingFile {
    /// A file beside `path`, with what `fill` writes to it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(path: PathBuf, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<PendingFile, Error> {
        let mut hasher = blake3::Hasher::new();
        let begin = || {
            let mut file = TemporaryFile::unnamed(&path, Readers::Everybody)?;
            let writer = HashingWriter { to: file.file(), hasher: &mut hasher };
            let mut to = io::BufWriter::with_capacity(1 << 16, writer);
            fill(&mut to)?;
            to.flush()?;
            drop(to);
            Ok((file.state()?, file))
        };
        let (state, file) = begin().map_err(|error| Error::unwritable(&path, error))?;
        let snapshot = Snapshot { state, digest: *hasher.finalize().as_bytes(), is_settled: true };
        Ok(PendingFile { file, path, snapshot })
    }

    /// Waits until its content is on the disk itself.
    ///
    /// # Errors
    /// When the system cannot do so.
    pub fn sync(&self) -> Result<(), Error> {
        self.file.sync().map_err(|error| Error::unwritable(&self.path, error))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// When it cannot be there.
    pub fn publish(self) -> Result<(), Error> {
        let PendingFile { file, path, .. } = self;
        file.publish(&path).map(drop).map_err(|error| Error::unwritable(&path, error))
    }
}

/// A new file beside `path` with what `fill` writes to it.
///
/// # Errors
/// When it cannot be made or written.
pub fn create_temporary(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<TemporaryFile> {
    let mut file = TemporaryFile::named(path, Readers::Everybody)?;
    fill(file.file())?;
    Ok(file)
}

/// Writes a file whole or not at all, with the folders above it. Who may read and write one that is there stays as it is.
/// Temporary files in its folder that killed runs left are removed.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_unless_cancelled(path, bytes, Readers::Everybody, &CancelFlag::default()).map(drop)
}

/// Removes the temporary files that killed runs left in the folders that some files lie in, links followed, for each folder
/// once. A file that is not there has none.
pub fn sweep_folders<'p>(files: impl IntoIterator<Item = &'p Path>) {
    let mut folders = BTreeSet::new();
    for file in files {
        if let Ok(real) = file.canonicalize() {
            folders.insert(parent_folder(&real).to_owned());
        }
    }
    folders.iter().for_each(|folder| temporary::sweep(folder));
}

/// Writes a file as [`write`] does, into a folder that [`sweep_folders`] was given: to sweep it for each of many files would
/// list all of them for each.
///
/// # Errors
/// When it cannot be written.
pub fn write_one_of_many(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_parts(path, bytes, Readers::Everybody, &CancelFlag::default()).map(drop)
}

/// Writes a file as [`write`] does, with `readers` for one that is new. Returns `false` when the run is cancelled
/// before the file is in its place: then it is not written at all.
///
/// # Errors
/// When it cannot be written.
pub fn write_unless_cancelled(path: &Path, bytes: &[u8], readers: Readers, cancel: &CancelFlag) -> Result<bool, Error> {
    temporary::sweep(parent_folder(path));
    write_parts(path, bytes, readers, cancel)
}

fn write_parts(path: &Path, bytes: &[u8], readers: Readers, cancel: &CancelFlag) -> Result<bool, Error> {
    let unwritable = |error: io::Error| Error::unwritable(path, error);
    fs::create_dir_all(parent_folder(path)).map_err(unwritable)?;
    let mut file = TemporaryFile::unnamed(path, readers).map_err(unwritable)?;
    for part in bytes.chunks(PART) {
        if cancel.is_cancelled() {
            return Ok(false);
        }
        file.file().write_all(part).map_err(unwritable)?;
    }
    match cancel.is_cancelled() {
        true => Ok(false),
        false => file.publish(path).map(|_| true).map_err(unwritable),
    }
}

/// Opens an ordinary file of the tool's own to add to its end, making it if need be. Where the file has a second name, as in a
/// backup made of hard links, what is behind that stays as it is: this one becomes a copy.
///
/// # Errors
/// When it cannot be opened or copied, or is a link, a folder, a pipe.
pub fn open_to_append(path: &Path) -> io::Result<File> {
    let options = File::options().create(true).read(true).append(true).clone();
    let file = ordinary::open(path, &options)?;
    if !has_other_names(&file.metadata()?) {
        return Ok(file);
    }
    let mut copy = create_temporary(path, |to| io::copy(&mut &file, to).map(drop))?;
    copy.file().sync_all()?;
    copy.publish(path)?;
    ordinary::open(path, &options)
}

#[cfg(unix)]
fn has_other_names(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Passes bytes on and hashes them on the way.
pub struct HashingWriter<'h, W> {
    /// Where they go.
    pub to: W,
    /// Has seen every byte that went.
    pub hasher: &'h mut blake3::Hasher,
}

impl<W: Write> Write for HashingWriter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hasher.update(bytes.get(..written).expect("a writer writes no more than it is given"));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A file is written where its link leads, and what a killed run left lies there, too.
    #[test]
    fn folders_are_swept_where_links_lead() {
        let root = tempfile::tempdir().expect("a folder");
        let [here, there] = ["here", "there"].map(|name| root.path().join(name));
        for folder in [&here, &there] {
            fs::create_dir(folder).expect("a folder");
            fs::write(folder.join(".handout-a1b2c3"), "left").expect("a file");
        }
        fs::write(there.join("fever.yaml"), "title: Fever").expect("a file");
        std::os::unix::fs::symlink(there.join("fever.yaml"), here.join("fever.yaml")).expect("a link");
        sweep_folders([here.join("fever.yaml").as_path(), here.join("missing.yaml").as_path()]);
        assert!(!there.join(".handout-a1b2c3").exists() && there.join("fever.yaml").exists());
        assert!(here.join(".handout-a1b2c3").exists());
    }
}
