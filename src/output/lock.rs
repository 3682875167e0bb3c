//! One writer at a time in an output folder. The system holds the lock for the process, so that no crash leaves it behind.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::time::Duration;

use crate::fs::cancel::CancelFlag;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::output::names::PRIVATE;

/// How often a waiting run looks whether the lock is free.
const INTERVAL: Duration = Duration::from_millis(20);

/// Held as long as it lives.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "closing the file lets go of the lock")] File);

/// Who else may hold the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Nobody.
    Alone,
    /// Others who share it.
    Shared,
}

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
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| Error::unwritable(&path, error))?;
    let mut is_waiting = false;
    loop {
        let tried = match sharing {
            Sharing::Alone => file.try_lock(),
            Sharing::Shared => file.try_lock_shared(),
        };
        match tried {
            Ok(()) => return Ok(Some(Lock(file))),
            // A file system without locks: better to build than not to.
            Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {
                return Ok(Some(Lock(file)));
            }
            Err(TryLockError::Error(error)) => return Err(Error::unwritable(&path, error)),
            Err(TryLockError::WouldBlock) if cancel.is_cancelled() => return Ok(None),
            Err(TryLockError::WouldBlock) => {
                if !std::mem::replace(&mut is_waiting, true) {
                    on_wait();
                }
                std::thread::sleep(INTERVAL);
            }
        }
    }
}
