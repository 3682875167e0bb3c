//! One writer at a time in an output folder. The system holds the lock for the process, so that no crash leaves it behind.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::fs::atomic::unwritable;
use crate::fs::error::Error;
use crate::fs::path::display_path;
use crate::output::folder::PRIVATE;

/// How often a waiting run looks.
const LOOK: Duration = Duration::from_millis(20);

/// Held as long as it lives.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "closing it lets go")] File);

/// Who else may be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Nobody.
    Alone,
    /// Others who share.
    Shared,
}

/// Makes the output folder with its private part, if it is not there.
pub fn prepare(folder: &Path) -> Result<(), Error> {
    let private = folder.join(PRIVATE);
    if fs::symlink_metadata(&private).is_ok_and(|found| !found.is_dir()) {
        return Err(
            Error::new(format!("`{}` is in the way: it must be a folder", display_path(&private))).hint("remove it")
        );
    }
    fs::create_dir_all(&private).map_err(|error| {
        let made = unwritable(folder, &error);
        Error { message: format!("the output folder {}", made.message.replace("written", "made")), ..made }
    })
}

/// Takes the lock of this name. Where another run holds it, `wait` is told once, and the lock awaited; `None` when `stop`
/// comes first.
pub fn take(
    folder: &Path,
    name: &str,
    sharing: Sharing,
    stop: &AtomicBool,
    wait: &mut dyn FnMut(),
) -> Result<Option<Lock>, Error> {
    let path = folder.join(PRIVATE).join(name);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| unwritable(&path, &error))?;
    let mut told = false;
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
            Err(TryLockError::Error(error)) => return Err(unwritable(&path, &error)),
            Err(TryLockError::WouldBlock) if stop.load(Ordering::Relaxed) => return Ok(None),
            Err(TryLockError::WouldBlock) => {
                if !std::mem::replace(&mut told, true) {
                    wait();
                }
                std::thread::sleep(LOOK);
            }
        }
    }
}
