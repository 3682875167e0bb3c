//! `handout check --calendar`: the reviews to come, for a calendar program.

use std::path::Path;

use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::output::named_file;
use crate::sidecar::{PRODUCT, Review, calendar};

/// Writes a calendar of reviews.
///
/// # Errors
/// When it cannot be written, or another file stands in its place.
pub(super) fn write_calendar(path: &Path, reviews: &[Review]) -> Result<(), Error> {
    let path = &named_file::place(path);
    let is_own = |bytes: &[u8]| bytes.windows(PRODUCT.len()).any(|part| part == PRODUCT.as_bytes());
    named_file::check_replaceable(path, is_own).map_err(|error| match error.kind {
        ErrorKind::Conflict => {
            let message = format!("`{}` is there, and is no calendar of handout's", display_path(path));
            Error::new(ErrorKind::Conflict, message).hint("name another file, or remove it")
        }
        _ => error,
    })?;
    atomic::write(path, calendar(reviews).as_bytes())
}
