//! The file of one packet: it lands where the user says, and what a killed run left of it goes with the next.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::fs::atomic::{TEMPORARY, unwritable};
use crate::fs::error::Error;
use crate::fs::path::display_path;
use crate::output::manifest;

/// Who may read a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Everybody: it says what the handouts say.
    All,
    /// Its owner: it may speak of a patient.
    Owner,
}

/// That the file is not one that a build made and tells of in its manifest, which a packet for one patient must not
/// replace.
///
/// # Errors
/// When it is.
pub fn check_apart(target: &Path) -> Result<(), Error> {
    let Some(name) = target.file_name() else { return Ok(()) };
    let folder = folder(target);
    let folder = folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_default();
    for output in folder.ancestors().filter(|output| output.join(manifest::NAME).is_file()) {
        let Ok(known) = manifest::open(output) else { continue };
        let below = folder.strip_prefix(output).unwrap_or(&folder).join(name);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().to_lowercase()).collect();
        // Many file systems take names that differ by letter case for one.
        let pdf = parts.join("/");
        if known.entries().any(|entry| entry.pdf.to_lowercase() == pdf) {
            let message = format!("`{}` is a PDF of the last build, listed in its manifest", display_path(target));
            return Err(Error::new(message).hint("choose another name for this packet: -o going-home-today.pdf"));
        }
    }
    Ok(())
}

/// Writes it whole, with the folders above it.
pub fn write(target: &Path, bytes: &[u8], readers: Readers) -> Result<(), Error> {
    let failed = |error: io::Error| unwritable(target, &error);
    fs::create_dir_all(folder(target)).map_err(failed)?;
    let mut file = begun(target, readers).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(target).map(drop).map_err(|error| failed(error.error))
}

fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file beside its place, under the name that belongs to it and locked; under any other name while another run
/// writes to the same place.
fn begun(target: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    let place = place(target);
    if is_left_behind(&place) {
        fs::remove_file(&place)?;
    }
    let name = place.file_name().unwrap_or_default().to_os_string();
    let new = |prefix: &std::ffi::OsStr, letters| {
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).rand_bytes(letters);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(match readers {
            Readers::All => 0o644,
            Readers::Owner => 0o600,
        }));
        builder.tempfile_in(folder(target))
    };
    match new(&name, 0) {
        Ok(file) if file.as_file().try_lock().is_ok() && is_at(file.as_file(), &place) => Ok(file),
        // Another run has taken it for left behind: what has this name now is not ours to remove.
        Ok(file) => {
            let _ = file.keep();
            new(TEMPORARY.as_ref(), 6)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => new(TEMPORARY.as_ref(), 6),
        Err(error) => Err(error),
    }
}

/// Where a file is in the making that goes to `target`: always the same, and of the form that a build sweeps away.
fn place(target: &Path) -> PathBuf {
    let hash = blake3::hash(target.file_name().unwrap_or_default().as_encoded_bytes());
    let letters = hash.as_bytes().iter().take(6).map(|byte| char::from(b'a' + byte % 26));
    folder(target).join(format!("{TEMPORARY}{}", letters.collect::<String>()))
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
        let mut killed = begun(&target, Readers::Owner).unwrap();
        killed.write_all(b"of a patient").unwrap();
        drop(killed.keep().unwrap());
        assert_eq!(names(folder.path()).len(), 1);
        write(&folder.path().join("other.pdf"), b"other", Readers::All).unwrap();
        assert_eq!(names(folder.path()).len(), 2);
        write(&target, b"new", Readers::All).unwrap();
        assert_eq!(names(folder.path()), ["other.pdf", "p.pdf"]);
        assert_eq!(fs::read(&target).unwrap(), b"new");
    }

    #[test]
    fn two_runs_at_once_do_not_tear_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("p.pdf");
        let mut first = begun(&target, Readers::All).unwrap();
        first.write_all(b"fir").unwrap();
        write(&target, b"second", Readers::All).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"second");
        first.write_all(b"st").unwrap();
        first.persist(&target).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"first");
        assert_eq!(names(folder.path()), ["p.pdf"]);
    }
}
