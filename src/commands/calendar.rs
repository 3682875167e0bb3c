//! `handout check --calendar`: the reviews to come, for a calendar program.

use std::path::Path;

use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::sidecar::{PRODUCT, Review, calendar};

/// Writes a calendar of reviews.
///
/// # Errors
/// When it cannot be written, or another file stands in its place.
pub(super) fn write_calendar(path: &Path, reviews: &[Review]) -> Result<(), Error> {
    match std::fs::read_to_string(path) {
        Ok(there) if there.contains(PRODUCT) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        _ => {
            let message = format!("`{}` is there, and is no calendar of handout's", display_path(path));
            return Err(Error::new(ErrorKind::Conflict, message).hint("name another file, or remove it"));
        }
    }
    atomic::write(path, calendar(reviews).as_bytes())
}
