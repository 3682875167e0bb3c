//! What a file looks like from outside, and what is in it.

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::fs::error::io_reason;

/// BLAKE3 of a content.
pub type Digest = [u8; 32];

/// A file written to more lately than this may be written to again without a trace: clocks of file systems tick, some
/// (FAT) only every other second.
const SETTLING: Duration = Duration::from_secs(2);

/// Size, time and number of a file. It differs after every write, those within one tick of the clock aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Last write: nanoseconds since 1970.
    pub written: i128,
    /// The file's number on its disk; 0 where there is none to be had.
    pub inode: u64,
}

impl Stamp {
    /// Of a file that was asked.
    pub fn of(metadata: &Metadata) -> Stamp {
        let written = metadata.modified().unwrap_or(UNIX_EPOCH);
        let written = match written.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
            Err(before) => -i128::try_from(before.duration().as_nanos()).unwrap_or(i128::MAX),
        };
        Stamp { size: metadata.len(), written, inode: inode(metadata) }
    }

    /// Of the ordinary file at a path, itself or behind links.
    pub fn at(path: &Path) -> Option<Stamp> {
        path.metadata().ok().filter(Metadata::is_file).map(|metadata| Stamp::of(&metadata))
    }

    /// Whether a later write is sure to show.
    fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let ago = i128::try_from(now.as_nanos()).unwrap_or(i128::MAX).saturating_sub(self.written);
        ago > i128::try_from(SETTLING.as_nanos()).unwrap_or(i128::MAX)
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

/// A file as it was when it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// From outside.
    pub stamp: Stamp,
    /// Its content.
    pub digest: Digest,
    /// Whether an unchanged stamp proves an unchanged content.
    pub settled: bool,
}

impl Seen {
    /// Whether the file at `path`, that shows `stamp` now, still has this content: by its stamp if that will do, else by
    /// reading it. The answer is how it is seen now.
    pub fn again(&self, path: &Path, stamp: Option<Stamp>, verify: bool) -> Option<Seen> {
        let stamp = stamp?;
        if stamp == self.stamp && self.settled && !verify {
            return Some(*self);
        }
        if stamp.size != self.stamp.size {
            return None;
        }
        let (_, seen) = read(path, stamp.size).ok()?;
        (seen.digest == self.digest).then_some(seen)
    }
}

/// The content of an ordinary file and how it was seen, or the reason there is none, in plain words. A longer file than
/// `limit` is read up to one byte past it.
pub fn read(path: &Path, limit: u64) -> Result<(Vec<u8>, Seen), String> {
    // Asked before it is opened: to open a pipe is to wait for its writer.
    if !path.metadata().map_err(|error| io_reason(&error))?.is_file() {
        return Err("it is not an ordinary file".to_owned());
    }
    let file = File::open(path).map_err(|error| io_reason(&error))?;
    let stamp = Stamp::of(&file.metadata().map_err(|error| io_reason(&error))?);
    let mut bytes = Vec::with_capacity(usize::try_from(stamp.size.min(limit)).unwrap_or_default() + 1);
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| io_reason(&error))?;
    let seen = Seen { stamp, digest: *blake3::hash(&bytes).as_bytes(), settled: stamp.is_settled() };
    Ok((bytes, seen))
}
