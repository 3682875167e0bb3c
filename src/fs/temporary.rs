//! Files on their way to their places. One has no name where the system allows that, so that it is gone with its process
//! however that ends; else a name of its own and a lock, by which others know that it is not left behind.

use std::fs::{self, File, Permissions};
use std::io;
use std::path::Path;

use tempfile::TempPath;

use crate::fs::file_lock::{Asked, Sharing, ask};
use crate::fs::file_state::FileState;
use crate::fs::ordinary;
use crate::fs::path::parent_folder;

/// The names of temporary files start so.
const PREFIX: &str = ".handout-";
/// So often a file is made anew because somebody took it for left behind.
const TRIES: usize = 8;

/// Whether a file of this name is a temporary one: [`PREFIX`] and six letters or digits.
fn is_temporary(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Who may read a file that is new. One that takes the place of another is read by nobody who could not read that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Everybody: it says what the handouts say.
    Everybody,
    /// Its owner: it may speak of a patient.
    Owner,
}

/// A file that is not in its place yet. Dropped, it is gone.
pub struct TemporaryFile {
    file: File,
    /// `None` while it has no name.
    name: Option<TempPath>,
}

impl TemporaryFile {
    /// A file beside `place` that has no name, where there are such files. For what may speak of a patient, and for folders
    /// in which nobody looks for files left behind.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn unnamed(place: &Path, readers: Readers) -> io::Result<TemporaryFile> {
        match nameless(parent_folder(place), readers) {
            Ok(file) => {
                ask(&file, Sharing::Alone);
                keep_mode(&file, place, readers)?;
                Ok(TemporaryFile { file, name: None })
            }
            // A file system or a system without them.
            Err(_) => TemporaryFile::named(place, readers),
        }
    }

    /// A file beside `place` that has a name and is locked. It is quicker than one without a name.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn named(place: &Path, readers: Readers) -> io::Result<TemporaryFile> {
        for _ in 0..TRIES {
            let mut builder = tempfile::Builder::new();
            builder.prefix(PREFIX);
            #[cfg(unix)]
            builder.permissions(Permissions::from_mode(mode(readers)));
            let (file, name) = builder.tempfile_in(parent_folder(place))?.into_parts();
            let held = ask(&file, Sharing::Alone);
            if held != Asked::Busy && is_at(&file, &name) {
                keep_mode(&file, place, readers)?;
                return Ok(TemporaryFile { file, name: Some(name) });
            }
            // Between its making and its lock another run took it for left behind. What has its name now is not ours.
            let _ = name.keep();
        }
        Err(io::Error::other("another program removes each file as it is made"))
    }

    /// The file, to be written to.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// What it looks like now.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn state(&self) -> io::Result<FileState> {
        Ok(FileState::of_output(&self.file.metadata()?))
    }

    /// Waits until its content is on the disk itself.
    ///
    /// # Errors
    /// When the system cannot do so.
    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Puts it in its place, over what is there. Returns what it looks like there.
    ///
    /// # Errors
    /// When it cannot be there; then it is gone.
    pub fn publish(self, place: &Path) -> io::Result<FileState> {
        let TemporaryFile { mut file, name } = self;
        match name {
            Some(name) => name.persist(place).map_err(|error| error.error)?,
            None => give_name(&mut file, place)?,
        }
        Ok(FileState::of_output(&file.metadata()?))
    }
}

/// Removes the temporary files in a folder that no run holds. One that cannot be removed is in nobody's way.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && is_temporary(&entry.file_name().to_string_lossy()) {
            remove_if_left_behind(&entry.path());
        }
    }
}

/// Removes a temporary file, unless a run holds it.
fn remove_if_left_behind(path: &Path) {
    // To write as well: a network share gives such locks only to who may write.
    let opened = ordinary::open(path, File::options().read(true).write(true));
    let Ok(file) = opened.or_else(|_| ordinary::open(path, File::options().read(true))) else { return };
    if ask(&file, Sharing::Alone) == Asked::Taken && is_at(&file, path) {
        let _ = fs::remove_file(path);
    }
}

/// A file without a name in a folder.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path, readers: Readers) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    Ok(rustix::fs::open(folder, flags, Mode::from_raw_mode(mode(readers)))?.into())
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &Path, _: Readers) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Gives a file without a name its own. A file that is there can only be replaced by one with a name, which this one has
/// for the instant between two calls.
#[cfg(target_os = "linux")]
fn give_name(file: &mut File, place: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, linkat};
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |name: &Path| linkat(CWD, &open, CWD, name, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from);
    match link(place) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        // Without /proc, or on a file system that gives no second name.
        Err(_) => return copy_to(file, place),
    }
    let named = tempfile::Builder::new().prefix(PREFIX).make_in(parent_folder(place), link);
    match named {
        Ok(named) => named.into_temp_path().persist(place).map_err(|error| error.error),
        Err(_) => copy_to(file, place),
    }
}

#[cfg(not(target_os = "linux"))]
fn give_name(file: &mut File, place: &Path) -> io::Result<()> {
    copy_to(file, place)
}

/// Puts a copy of an open file in its place.
fn copy_to(file: &mut File, place: &Path) -> io::Result<()> {
    use std::io::Seek;
    let mut copy = TemporaryFile::named(place, Readers::Owner)?;
    copy.file.set_permissions(file.metadata()?.permissions())?;
    file.rewind()?;
    io::copy(file, &mut copy.file)?;
    copy.publish(place).map(drop)
}

#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt};

/// Who may read and write a new file.
#[cfg(unix)]
fn mode(readers: Readers) -> u32 {
    match readers {
        Readers::Everybody => 0o644,
        Readers::Owner => 0o600,
    }
}

/// Gives a file the owner, the group and the mode of the ordinary file that it is to replace; of the mode, only the owner's
/// part where it may speak of a patient. Only the administrator can give a file away: else it is the writer's. Where it
/// cannot have the group, the writer's group may do what others may.
#[cfg(unix)]
fn keep_mode(file: &File, place: &Path, readers: Readers) -> io::Result<()> {
    let Some(there) = fs::symlink_metadata(place).ok().filter(fs::Metadata::is_file) else { return Ok(()) };
    let new = file.metadata()?;
    let mut kept = match readers {
        Readers::Everybody => there.mode() & 0o777,
        Readers::Owner => there.mode() & 0o600,
    };
    let keep_owner = |uid| std::os::unix::fs::fchown(file, uid, Some(there.gid())).is_ok();
    let is_of_both = (new.uid(), new.gid()) == (there.uid(), there.gid());
    if !is_of_both && !keep_owner(Some(there.uid())) && !keep_owner(None) {
        kept = for_another_group(kept);
    }
    match new.mode() & 0o777 == kept {
        true => Ok(()),
        false => file.set_permissions(Permissions::from_mode(kept)),
    }
}

/// A mode for a file that another group gets: its members were among the others.
#[cfg(unix)]
fn for_another_group(mode: u32) -> u32 {
    mode & !0o070 | (mode & 0o007) << 3
}

#[cfg(not(unix))]
fn keep_mode(_: &File, _: &Path, _: Readers) -> io::Result<()> {
    Ok(())
}

/// Whether an open file still has this name.
#[cfg(unix)]
fn is_at(file: &File, place: &Path) -> bool {
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
    use std::io::Write;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_without_a_name_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("p.pdf");
        let mut file = TemporaryFile::unnamed(&place, Readers::Owner).unwrap();
        assert!(file.name.is_none(), "this file system has files without names");
        file.file().write_all(b"of a patient").unwrap();
        assert_eq!(names(folder.path()), [""; 0], "what a kill leaves");
        file.publish(&place).unwrap();
        let mut again = TemporaryFile::unnamed(&place, Readers::Owner).unwrap();
        again.file().write_all(b"of another").unwrap();
        again.publish(&place).unwrap();
        assert_eq!((names(folder.path()), fs::read(&place).unwrap()), (vec!["p.pdf".to_owned()], b"of another".into()));
    }

    #[test]
    fn files_left_behind_are_swept_and_held_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("p.pdf");
        let held = TemporaryFile::named(&place, Readers::Everybody).unwrap();
        for name in [".handout-a1b2c3", ".handout-mine", "notes.txt"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        sweep(folder.path());
        assert_eq!(names(folder.path()).len(), 3);
        assert!(!folder.path().join(".handout-a1b2c3").exists());
        held.publish(&place).unwrap();
        assert_eq!(names(folder.path()), [".handout-mine", "notes.txt", "p.pdf"]);
    }

    #[test]
    fn a_copy_serves_where_a_file_cannot_be_given_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("p.pdf");
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"text").unwrap();
        copy_to(&mut file, &place).unwrap();
        assert_eq!((names(folder.path()), fs::read(&place).unwrap()), (vec!["p.pdf".to_owned()], b"text".into()));
    }

    /// Only the administrator can give a file to others: for anybody else nothing is to be seen here.
    #[cfg(unix)]
    #[test]
    fn a_file_that_is_replaced_stays_with_its_owner_and_group() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("p.pdf");
        fs::write(&place, "x").unwrap();
        fs::set_permissions(&place, Permissions::from_mode(0o640)).unwrap();
        if std::os::unix::fs::chown(&place, Some(1234), Some(2345)).is_err() {
            return;
        }
        for make in [TemporaryFile::unnamed, TemporaryFile::named] {
            make(&place, Readers::Everybody).unwrap().publish(&place).unwrap();
            let there = fs::metadata(&place).unwrap();
            assert_eq!((there.uid(), there.gid(), there.mode() & 0o777), (1234, 2345, 0o640));
        }
    }

    #[cfg(unix)]
    #[test]
    fn another_group_may_do_what_others_may() {
        for (before, after) in [(0o640, 0o600), (0o664, 0o644), (0o644, 0o644), (0o604, 0o644), (0o660, 0o600)] {
            assert_eq!(for_another_group(before), after, "{before:o}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn who_may_read_a_file_is_never_more_than_before() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("p.pdf");
        let mode = || fs::metadata(&place).unwrap().mode() & 0o777;
        let write = |readers| TemporaryFile::unnamed(&place, readers).unwrap().publish(&place).unwrap();
        for (before, readers, after) in [
            (0o600, Readers::Everybody, 0o600),
            (0o664, Readers::Everybody, 0o664),
            (0o644, Readers::Owner, 0o600),
            (0o400, Readers::Owner, 0o400),
        ] {
            fs::write(&place, "x").unwrap();
            fs::set_permissions(&place, Permissions::from_mode(before)).unwrap();
            write(readers);
            assert_eq!(mode(), after, "{before:o} {readers:?}");
            fs::remove_file(&place).unwrap();
        }
        write(Readers::Owner);
        assert_eq!(mode(), 0o600);
    }
}
