//! Files that appear whole or not at all: written under a temporary name beside their place, then renamed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::fs::error::Error;
use crate::fs::file_state::{FileState, Snapshot};
use crate::fs::path::parent_folder;

/// The names of temporary files start so.
pub const TEMPORARY: &str = ".handout-";

/// Whether a file of this name is a temporary one: [`TEMPORARY`] and six letters or digits.
pub fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY).is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A file that is written and not in its place yet. Dropped, it is removed.
pub struct PendingFile {
    file: TempPath,
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
        let (file, state) = create_temporary(&path, |file| {
            let mut to = io::BufWriter::with_capacity(1 << 16, HashingWriter { to: file, hasher: &mut hasher });
            fill(&mut to)?;
            to.flush()
        })
        .map_err(|error| Error::unwritable(&path, error))?;
        let snapshot = Snapshot { state, digest: *hasher.finalize().as_bytes(), is_settled: true };
        Ok(PendingFile { file, path, snapshot })
    }

    /// Waits until its content is on the disk itself.
    ///
    /// # Errors
    /// When the system cannot do so.
    pub fn sync(&self) -> Result<(), Error> {
        let synced = File::open(&self.file).and_then(|file| file.sync_all());
        synced.map_err(|error| Error::unwritable(&self.path, error))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// When it cannot be there.
    pub fn publish(self) -> Result<(), Error> {
        let PendingFile { file, path, .. } = self;
        file.persist(&path).map_err(|error| Error::unwritable(&path, error.error))
    }
}

/// A new file beside `path` with what `fill` writes to it, and its state, which renaming does not change.
///
/// # Errors
/// When it cannot be made or written.
pub fn create_temporary(
    path: &Path,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<(TempPath, FileState)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file: NamedTempFile = builder.tempfile_in(parent_folder(path))?;
    fill(file.as_file_mut())?;
    let state = FileState::of_output(&file.as_file().metadata()?);
    Ok((file.into_temp_path(), state))
}

/// Writes a file whole or not at all, with the folders above it.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let unwritable = |error: io::Error| Error::unwritable(path, error);
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(unwritable)?;
    let (file, _) = create_temporary(path, |to| to.write_all(bytes)).map_err(unwritable)?;
    file.persist(path).map_err(|error| unwritable(error.error))
}

/// Writes a file that is there anew, whole or not at all. Who may read and write it stays as it is.
///
/// # Errors
/// When it is not there, or cannot be written.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let unwritable = |error: io::Error| Error::unwritable(path, error);
    let permissions = fs::metadata(path).map_err(unwritable)?.permissions();
    let (file, _) = create_temporary(path, |to| {
        to.set_permissions(permissions)?;
        to.write_all(bytes)
    })
    .map_err(unwritable)?;
    file.persist(path).map_err(|error| unwritable(error.error))
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
