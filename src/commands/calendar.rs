//! `handout check --calendar`: the reviews to come, for a calendar program.

use std::path::Path;

use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::output::named_file::{self, FileKind};
use crate::sidecar::{Review, calendar, is_calendar_as_written};

/// Writes a calendar of reviews.
///
/// # Errors
/// When it cannot be written, or another file stands in its place.
pub(super) fn write_calendar(path: &Path, reviews: &[Review]) -> Result<(), Error> {
    let path = &named_file::place(path);
    let kind = |bytes: &[u8]| match is_calendar_as_written(bytes) {
        true => FileKind::Replaceable,
        false => FileKind::NotOurs,
    };
    named_file::check_replaceable(path, kind).map_err(|error| match error.kind {
        ErrorKind::Conflict => error.hint("name another file, or remove this one if nobody has put anything into it"),
        _ => error,
    })?;
    atomic::write(path, calendar(reviews).as_bytes())
}
