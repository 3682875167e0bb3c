//! A file that the command line made of itself, such as a manual page.

use std::path::Path;

use crate::fs::atomic;
use crate::fs::error::Error;

/// Writes a file whole or not at all, with the folders it lies in.
///
/// # Errors
/// When it cannot be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    atomic::write(path, bytes)
}
