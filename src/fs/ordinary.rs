//! Files of the tool's own in folders that others can write to: they are opened only where they are ordinary files. A link
//! is not followed, and a pipe is not waited for.

use std::fs::{File, OpenOptions, symlink_metadata};
use std::io::{self, Read};
use std::path::Path;

/// Opens an ordinary file.
///
/// # Errors
/// When it cannot be opened, or is a link, a folder, a pipe or a device.
pub fn open(path: &Path, options: &OpenOptions) -> io::Result<File> {
    match symlink_metadata(path) {
        Ok(found) if !found.is_file() => return Err(not_ordinary()),
        // Where nothing is there, the options say whether it is made.
        _ => {}
    }
    let mut options = options.clone();
    do_not_follow(&mut options);
    let file = options.open(path)?;
    // It may have been exchanged since it was looked at.
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_ordinary()) }
}

/// Reads an ordinary file of up to `limit` bytes.
///
/// # Errors
/// When it cannot be read, is longer, or is a link, a folder, a pipe or a device.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open(path, File::options().read(true))?;
    // Only a hint of the size: a longer file is refused as it is read.
    let size = file.metadata()?.len().min(limit);
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(size).unwrap_or_default().saturating_add(1)).map_err(io::Error::other)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other("it is longer than it was left"));
    }
    Ok(bytes)
}

fn not_ordinary() -> io::Error {
    io::Error::other("it is not an ordinary file; remove it, or move it away")
}

#[cfg(unix)]
fn do_not_follow(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    options.custom_flags(i32::try_from(flags.bits()).expect("the flags of open(2) are an int"));
}

#[cfg(not(unix))]
fn do_not_follow(_: &mut OpenOptions) {}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_is_not_followed_and_a_pipe_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "text").unwrap();
        symlink("file", path("link")).unwrap();
        symlink("nowhere", path("dangling")).unwrap();
        let pipe = std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap();
        assert!(pipe.success());
        assert_eq!(read(&path("file"), 4).unwrap(), b"text");
        assert!(read(&path("file"), 3).is_err(), "longer than allowed");
        for name in ["link", "dangling", "pipe", "."] {
            assert!(read(&path(name), 9).is_err(), "{name}");
            assert!(open(&path(name), File::options().append(true).create(true)).is_err(), "{name}");
        }
        assert!(!path("nowhere").exists());
    }
}
