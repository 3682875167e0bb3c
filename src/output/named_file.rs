//! A file written where the user says. What a killed run left of it is removed by the next run that writes it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::fs::atomic::TEMPORARY;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::{display_path, parent_folder};
use crate::output::manifest;

/// Who may read the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Everybody: it says what the handouts say.
    Everybody,
    /// Its owner: it may speak of a patient.
    Owner,
}

/// Checks that the file is not one that a build made and lists in its manifest: a packet for one patient must not replace
/// what everybody gets.
///
/// # Errors
/// When it is.
pub fn check_not_listed(target: &Path) -> Result<(), Error> {
    let Some(name) = target.file_name() else { return Ok(()) };
    let folder = parent_folder(target);
    // The folder may not be there yet: then links on the way to it cannot be resolved either.
    let folder = folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned());
    for output in folder.ancestors().filter(|output| output.join(manifest::NAME).is_file()) {
        let Ok(known) = manifest::open(output) else { continue };
        let below = folder.strip_prefix(output).unwrap_or(&folder).join(name);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().to_lowercase()).collect();
        // Many file systems take names that differ by letter case for one.
        let pdf = parts.join("/");
        if known.entries().any(|entry| entry.pdf.to_lowercase() == pdf) {
            let message = format!("`{}` is a PDF of the last build, listed in its manifest", display_path(target));
            return Err(Error::new(ErrorKind::Conflict, message)
                .hint("choose another name for this packet: -o going-home-today.pdf"));
        }
    }
    Ok(())
}

/// Writes the file whole or not at all, with the folders above it.
///
/// # Errors
/// When it cannot be written.
pub fn write(target: &Path, bytes: &[u8], readers: Readers) -> Result<(), Error> {
    let unwritable = |error: io::Error| Error::unwritable(target, error);
    fs::create_dir_all(parent_folder(target)).map_err(unwritable)?;
    let mut file = begin(target, readers).map_err(unwritable)?;
    file.write_all(bytes).map_err(unwritable)?;
    file.persist(target).map(drop).map_err(|error| unwritable(error.error))
}

/// A new temporary file beside its place, locked, under the name that belongs to it; under some other name while another
/// run writes to the same place.
fn begin(target: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    let place = temporary_place(target);
    if is_left_behind(&place) {
        fs::remove_file(&place)?;
    }
    let name = place.file_name().expect("it was given a name").to_os_string();
    let new = |prefix: &std::ffi::OsStr, letters| {
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).rand_bytes(letters);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(match readers {
            Readers::Everybody => 0o644,
            Readers::Owner => 0o600,
        }));
        builder.tempfile_in(parent_folder(target))
    };
    match new(&name, 0) {
        Ok(file) if file.as_file().try_lock().is_ok() && is_at(file.as_file(), &place) => Ok(file),
        // Another run has taken it for left behind and removed it: what has this name now is not ours to remove.
        Ok(file) => {
            // It is gone already: that it cannot be kept does not matter.
            let _ = file.keep();
            new(TEMPORARY.as_ref(), 6)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => new(TEMPORARY.as_ref(), 6),
        Err(error) => Err(error),
    }
}

/// Where the temporary file of `target` is: always the same, and of the form that a build sweeps away.
fn temporary_place(target: &Path) -> PathBuf {
    let hash = blake3::hash(target.file_name().unwrap_or_default().as_encoded_bytes());
    let letters = hash.as_bytes().iter().take(6).map(|byte| char::from(b'a' + byte % 26));
    parent_folder(target).join(format!("{TEMPORARY}{}", letters.collect::<String>()))
}

/// Whether an ordinary file is there that no run holds.
fn is_left_behind(place: &Path) -> bool {
    let is_file = fs::symlink_metadata(place).is_ok_and(|found| found.is_file());
    is_file && File::open(place).is_ok_and(|file| file.try_lock().is_ok() && is_at(&file, place))
}

/// Whether an open file still has this name.
#[cfg(unix)]
fn is_at(file: &File, place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |open: fs::Metadata, named: fs::Metadata| (open.dev(), open.ino()) == (named.dev(), named.ino());
    file.metadata().is_ok_and(|open| fs::symlink_metadata(place).is_ok_and(|named| same(open, named)))
}

/// Elsewhere an open file keeps its name.
#[cfg(not(unix))]
fn is_at(_: &File, place: &Path) -> bool {
    place.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_run_left_goes_with_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("p.pdf");
        // A killed run closes its files and removes none.
        let mut killed = begin(&target, Readers::Owner).unwrap();
        killed.write_all(b"of a patient").unwrap();
        drop(killed.keep().unwrap());
        assert_eq!(names(folder.path()).len(), 1);
        write(&folder.path().join("other.pdf"), b"other", Readers::Everybody).unwrap();
        assert_eq!(names(folder.path()).len(), 2);
        write(&target, b"new", Readers::Everybody).unwrap();
        assert_eq!(names(folder.path()), ["other.pdf", "p.pdf"]);
        assert_eq!(fs::read(&target).unwrap(), b"new");
    }

    #[test]
    fn two_runs_at_once_do_not_tear_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("p.pdf");
        let mut first = begin(&target, Readers::Everybody).unwrap();
        first.write_all(b"fir").unwrap();
        write(&target, b"second", Readers::Everybody).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"second");
        first.write_all(b"st").unwrap();
        first.persist(&target).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"first");
        assert_eq!(names(folder.path()), ["p.pdf"]);
    }
}
