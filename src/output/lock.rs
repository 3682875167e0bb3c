//! One writer at a time in an output folder. The system holds the lock for the process, so that no crash leaves it behind.

use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use crate::fs::cancel::CancelFlag;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_lock::{Asked, Sharing, ask};
use crate::fs::ordinary;
use crate::fs::path::display_path;
use crate::output::names::PRIVATE;

/// How often a waiting run looks whether the lock is free.
const INTERVAL: Duration = Duration::from_millis(20);

/// A lock of an output folder, held until this value is dropped.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "closing the file lets go of the lock")] Option<File>);

/// Makes the output folder with its private part, if it is not there.
///
/// # Errors
/// When it cannot be made.
pub fn prepare(folder: &Path) -> Result<(), Error> {
    let private = folder.join(PRIVATE);
    if fs::symlink_metadata(&private).is_ok_and(|found| !found.is_dir()) {
        let message = format!("`{}` is in the way: it must be a folder", display_path(&private));
        return Err(Error::new(ErrorKind::Conflict, message).hint("remove it"));
    }
    if fs::symlink_metadata(folder).is_ok() && !folder.is_dir() {
        let message = format!("`{}` is there, and is no folder that PDFs could be written to", display_path(folder));
        let hint = "move it away, or name another folder with -o; a link must lead to a folder that is there";
        return Err(Error::new(ErrorKind::Conflict, message).hint(hint));
    }
    fs::create_dir_all(&private)
        .map_err(|error| Error::of_write(format!("the output folder `{}` cannot be made", display_path(folder)), error))
}

/// Takes the lock of this name. Where another run holds it, `on_wait` is called once, and the lock awaited; `None` when
/// the run is cancelled first.
///
/// # Errors
/// When the lock's file cannot be made.
pub fn take(
    folder: &Path,
    name: &str,
    sharing: Sharing,
    cancel: &CancelFlag,
    on_wait: &mut dyn FnMut(),
) -> Result<Option<Lock>, Error> {
    let path = folder.join(PRIVATE).join(name);
    // To read as well: a network share gives shared locks only to who may read.
    let file = ordinary::open(&path, File::options().create(true).truncate(false).read(true).write(true))
        .map_err(|error| Error::unwritable(&path, error))?;
    Ok(hold(file, sharing, cancel, on_wait))
}

/// Takes the lock of this name to read what is in the folder. Nothing is made or written, so that the folder may be
/// read-only; where no run ever made the lock's file, the lock that is returned holds none. `None` when the run is
/// cancelled first.
///
/// # Errors
/// When the lock's file is there and cannot be opened.
pub fn take_to_read(
    folder: &Path,
    name: &str,
    cancel: &CancelFlag,
    on_wait: &mut dyn FnMut(),
) -> Result<Option<Lock>, Error> {
    let path = folder.join(PRIVATE).join(name);
    match ordinary::open(&path, File::options().read(true)) {
        Ok(file) => Ok(hold(file, Sharing::Shared, cancel, on_wait)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Some(Lock(None))),
        Err(error) => Err(Error::unreadable(&path, error)),
    }
}

/// Holds the lock of an open file, however long others hold it; `None` when the run is cancelled first.
fn hold(file: File, sharing: Sharing, cancel: &CancelFlag, on_wait: &mut dyn FnMut()) -> Option<Lock> {
    let mut is_waiting = false;
    loop {
        match ask(&file, sharing) {
            // Without locks it is better to build than not to.
            Asked::Taken | Asked::NoLocks => return Some(Lock(Some(file))),
            Asked::Busy if cancel.is_cancelled() => return None,
            Asked::Busy => {
                if !std::mem::replace(&mut is_waiting, true) {
                    on_wait();
                }
                std::thread::sleep(INTERVAL);
            }
        }
    }
}
