//! What a file looks like from outside, and what is in it.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// The BLAKE3 or SHA-256 hash of a content: 32 bytes.
pub type Digest = [u8; 32];
/// Half of a [`Digest`], where a hundred thousand are held in memory to tell whether something is the same: no two of a million are
/// likely to share it.
pub type HalfDigest = [u8; 16];

/// The first half of a digest.
pub fn half(digest: &Digest) -> HalfDigest {
    *digest.first_chunk().expect("a digest is longer")
}

/// A file that was written to less long ago may be written to again without its time changing: clocks of file systems
/// tick, some (FAT) only every other second.
const CLOCK_TICK: Duration = Duration::from_secs(2);

/// Size, times and number of a file, read without opening it. Every write changes it, except for writes within one
/// [`CLOCK_TICK`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// Bytes.
    pub size: u64,
    /// Last write: nanoseconds since 1970.
    pub modified: i128,
    /// The file's number on its disk; 0 where the system tells none.
    pub inode: u64,
    /// Last change of content, name or rights: nanoseconds since 1970; 0 where the system tells none, and of files that we
    /// wrote, which are renamed behind the last look at them. Who restores a file with its old time (`cp -p`, `tar`) cannot
    /// set this one. It changes without a write, too: another time is a reason to read the file, and no more.
    pub changed: i128,
}

impl FileState {
    /// The state that metadata tells.
    pub fn of(metadata: &Metadata) -> FileState {
        // On a file system without times, size and number have to do.
        let modified = metadata.modified().unwrap_or(UNIX_EPOCH);
        let (size, modified) = (metadata.len(), nanoseconds(modified));
        FileState { size, modified, inode: inode(metadata), changed: changed(metadata) }
    }

    /// The state of a file that we wrote, which renaming does not change.
    pub fn of_output(metadata: &Metadata) -> FileState {
        FileState::of(metadata).as_output()
    }

    /// The same, without what renaming changes.
    pub fn as_output(self) -> FileState {
        FileState { changed: 0, ..self }
    }

    /// The state of the ordinary file at a path, itself or behind links; `None` when there is none.
    pub fn at(path: &Path) -> Option<FileState> {
        path.metadata().ok().filter(Metadata::is_file).map(|metadata| FileState::of(&metadata))
    }

    /// Whether the last write is long enough ago that a later one is sure to show. A file that was restored with its old time
    /// was written when it last changed.
    fn is_settled(&self) -> bool {
        let age = nanoseconds(SystemTime::now()).saturating_sub(self.modified.max(self.changed));
        age > i128::try_from(CLOCK_TICK.as_nanos()).expect("two seconds fit")
    }
}

/// Nanoseconds since 1970, negative before.
fn nanoseconds(time: SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(before) => i128::try_from(before.duration().as_nanos()).map_or(i128::MIN, |nanoseconds| -nanoseconds),
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

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i128 {
    use std::os::unix::fs::MetadataExt;
    i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i128 {
    0
}

/// A file as it was when it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// What it looked like from outside.
    pub state: FileState,
    /// The BLAKE3 hash of its content.
    pub digest: Digest,
    /// Whether an unchanged `state` proves an unchanged content.
    pub is_settled: bool,
}

impl Snapshot {
    /// A snapshot of the file at `path` as it is now, if its content is still the same; `now` is its state. The file is
    /// read only where its state does not prove that, or where `verify` says so.
    pub fn if_unchanged(&self, path: &Path, now: Option<FileState>, verify: bool) -> Option<Snapshot> {
        let now = now?;
        if now == self.state && self.is_settled && !verify {
            return Some(*self);
        }
        if now.size != self.state.size {
            return None;
        }
        let (_, snapshot) = read(path, now.size).ok()?;
        (snapshot.digest == self.digest).then_some(snapshot)
    }
}

/// Reads an ordinary file, itself or behind links. Of a file longer than `limit` bytes, one byte more than `limit` is
/// read, so that the caller sees that it is too long.
///
/// # Errors
/// When it cannot be read, or is a folder, a pipe, a device.
pub fn read(path: &Path, limit: u64) -> io::Result<(Vec<u8>, Snapshot)> {
    // Asked before it is opened: to open a pipe is to wait for its writer.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is not an ordinary file"));
    }
    let file = File::open(path)?;
    let state = FileState::of(&file.metadata()?);
    // Only a hint of the size: on a machine of 32 bits a longer file is refused as it is read.
    let mut bytes = Vec::with_capacity(usize::try_from(state.size.min(limit)).unwrap_or_default() + 1);
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let snapshot = Snapshot { state, digest: *blake3::hash(&bytes).as_bytes(), is_settled: state.is_settled() };
    Ok((bytes, snapshot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_restored_with_an_old_time_is_not_settled_yet() {
        let now = nanoseconds(SystemTime::now());
        let old = FileState { modified: 1_577_880_000_000_000_000, ..FileState::default() };
        assert!(old.is_settled());
        assert!(!FileState { changed: now, ..old }.is_settled(), "it may be restored again in the same tick");
        assert!(!FileState { changed: now + 3_600_000_000_000, ..old }.is_settled(), "the clock was set back");
    }
}
