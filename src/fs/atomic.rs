//! Files that appear whole or not at all: written under a temporary name beside their place, then renamed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::fs::error::{Error, io_reason};
use crate::fs::file_state::{Seen, Stamp};
use crate::fs::path::display_path;

/// Files in the making start so.
pub const TEMPORARY: &str = ".handout-";

/// Whether a file of this name is one in the making.
pub fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY).is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A file beside its place.
pub struct Draft {
    pub(crate) file: TempPath,
    pub(crate) path: PathBuf,
    /// What it looks like, there and, in a moment, in its place.
    pub seen: Seen,
}

impl Draft {
    /// Waits until its content is on the disk itself.
    pub fn sync(&self) -> Result<(), Error> {
        File::open(&self.file).and_then(|file| file.sync_all()).map_err(|error| unwritable(&self.path, &error))
    }

    /// Puts it in its place.
    pub fn publish(self) -> Result<(), Error> {
        let Draft { file, path, .. } = self;
        file.persist(&path).map_err(|error| unwritable(&path, &error.error))
    }
}

/// A new file beside `path`; renaming it changes nothing of its stamp.
pub fn temporary(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<(TempPath, Stamp)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file: NamedTempFile = builder.tempfile_in(folder)?;
    fill(file.as_file_mut())?;
    let stamp = Stamp::of(&file.as_file().metadata()?);
    Ok((file.into_temp_path(), stamp))
}

/// Writes a file beside its place and renames it there, with the folders above it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: io::Error| unwritable(path, &error);
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    let (file, _) = temporary(path, |to| to.write_all(bytes)).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))
}

/// Writes a file that is there anew, whole or not at all; who may read it stays as it is.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: io::Error| unwritable(path, &error);
    let permissions = fs::metadata(path).map_err(failed)?.permissions();
    let (file, _) = temporary(path, |to| {
        to.set_permissions(permissions)?;
        to.write_all(bytes)
    })
    .map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))
}

/// That a file cannot be written, and why.
pub fn unwritable(path: &Path, error: &io::Error) -> Error {
    let failed = Error::new(format!("`{}` cannot be written: {}", display_path(path), io_reason(error)));
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            failed.hint("make room and build again: what was written is whole, and the rest is as it was")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            failed.hint("check who may write there, or name another folder with -o")
        }
        _ => failed,
    }
}

/// What is hashed on its way.
pub struct Hashed<'h, W> {
    /// Where it goes.
    pub to: W,
    /// Of all that went.
    pub hasher: &'h mut blake3::Hasher,
}

impl<W: Write> Write for Hashed<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
