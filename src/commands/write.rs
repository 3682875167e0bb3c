//! A file that the command line made of itself, such as a manual page.

use std::path::Path;

use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::output::named_file::{FileKind, check_replaceable};

/// Writes a file whole or not at all, with the folders it lies in. One that is there is replaced where `is_alike` says of its
/// bytes that it is of the same kind.
///
/// # Errors
/// When it cannot be written, or something else stands in its place.
pub fn write_file(path: &Path, bytes: &[u8], is_alike: impl Fn(&[u8]) -> bool) -> Result<(), Error> {
    let kind = |there: &[u8]| if is_alike(there) { FileKind::Replaceable } else { FileKind::NotOurs };
    check_replaceable(path, kind).map_err(|error| match error.kind {
        ErrorKind::Conflict => error.hint("move it away, or name another folder"),
        _ => error,
    })?;
    atomic::write(path, bytes)
}
