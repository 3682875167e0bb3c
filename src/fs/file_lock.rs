//! Locks that the system holds for a process, so that no crash leaves them behind.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;

/// Who else may hold the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Nobody.
    Alone,
    /// Others who share it.
    Shared,
}

/// What came of asking for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is held until the file is closed.
    Taken,
    /// Another process holds it.
    Busy,
    /// There are no locks here, as on a network share without a lock service: nobody can tell who holds the file.
    NoLocks,
}

/// Asks for the lock of an open file without waiting for it.
pub fn ask(file: &File, sharing: Sharing) -> Asked {
    loop {
        let tried = match sharing {
            Sharing::Alone => file.try_lock(),
            Sharing::Shared => file.try_lock_shared(),
        };
        return match tried {
            Ok(()) => Asked::Taken,
            Err(TryLockError::WouldBlock) => Asked::Busy,
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => continue,
            // File systems have many words for it: ENOLCK, EOPNOTSUPP, ENOSYS, EINVAL, EIO.
            Err(TryLockError::Error(_)) => Asked::NoLocks,
        };
    }
}
