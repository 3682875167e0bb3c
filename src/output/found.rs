//! What stands in the output folder under a name, and what is in it.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::fs::file_state::{Digest, FileState};
use crate::fs::ordinary;

/// Longer files than this many bytes are none of ours.
pub const LIMIT: u64 = 1 << 30;

/// What has a name in the output folder.
pub enum Found {
    /// Nothing is there.
    Nothing,
    /// An ordinary file.
    File(FileState),
    /// A link, a folder, a pipe: never ours.
    Other,
    /// The system does not tell, which says nothing of whether something is there.
    Unknown(io::Error),
}

impl Found {
    /// What is at a path.
    pub fn at(path: &Path) -> Found {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => Found::File(FileState::of_output(&found)),
            Ok(_) => Found::Other,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Found::Nothing
            }
            Err(error) => Found::Unknown(error),
        }
    }

    /// The state of the ordinary file, if there is one.
    pub fn state(&self) -> Option<FileState> {
        match self {
            Found::File(state) => Some(*state),
            Found::Nothing | Found::Other | Found::Unknown(_) => None,
        }
    }
}

/// Whether nobody has saved a file since it was left so. Its content may still be another, torn by a power cut or a bad
/// disk: no work of anybody's.
pub fn is_as_left(left: &FileState, now: &FileState) -> bool {
    (left.size, left.modified, left.inode) == (now.size, now.modified, now.inode)
}

/// What is in a file.
pub struct Content {
    /// Its SHA-256 hash.
    pub sha256: Digest,
    /// Whether it has no byte but zeros, if any: what a power cut leaves, and nobody's work.
    pub is_blank: bool,
}

impl Content {
    /// What is in the ordinary file at a path; `None` when it cannot be read, or is too long to be ours.
    pub fn of(path: &Path) -> Option<Content> {
        let file = ordinary::open(path, File::options().read(true)).ok()?;
        if file.metadata().as_ref().map_or(u64::MAX, Metadata::len) > LIMIT {
            return None;
        }
        let (mut file, mut part) = (file.take(LIMIT), vec![0; 1 << 16]);
        let (mut hasher, mut is_blank) = (Sha256::new(), true);
        loop {
            let read = match file.read(&mut part) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.ok()?,
            };
            let read = part.get(..read).expect("no more is read than there is room for");
            if read.is_empty() {
                return Some(Content { sha256: hasher.finalize().into(), is_blank });
            }
            is_blank &= read.iter().all(|&byte| byte == 0);
            hasher.update(read);
        }
    }
}
