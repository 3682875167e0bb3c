//! `handout stamp`: today's date behind `updated:`, and no other byte changed.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostics::{Diagnostic, Notes, SOURCE_LIMIT, Source};
use crate::fs::atomic;
use crate::fs::error::Error;
use crate::fs::file_state;
use crate::fs::path::display_path;

/// Sets `updated:` of an article; says whether it was another day before.
///
/// # Errors
/// When the file cannot be read or written. A mistake in the article is noted, and the file stays as it is.
pub fn stamp_article(path: &Path, today: Date, notes: &mut Vec<Diagnostic>) -> Result<bool, Error> {
    let unreadable = |error| Error::unreadable(path, error);
    let real = path.canonicalize().map_err(unreadable)?;
    let (bytes, _) = file_state::read(&real, SOURCE_LIMIT as u64).map_err(unreadable)?;
    let mut found = Notes::default();
    let source = match Source::new(display_path(path), bytes.clone()) {
        Ok(source) => source,
        Err(diagnostic) => {
            notes.push(*diagnostic);
            return Ok(false);
        }
    };
    let stamped = stamped(&source, &bytes, today, &mut found);
    notes.extend(found.sorted());
    match stamped {
        Some(new) if new != bytes => atomic::write(&real, &new).map(|()| true),
        _ => Ok(false),
    }
}

/// The bytes of an article with another day behind `updated:`.
fn stamped(source: &Arc<Source>, bytes: &[u8], today: Date, notes: &mut Notes) -> Option<Vec<u8>> {
    let place = crate::article::updated_place(source, notes).filter(|_| !notes.has_errors())?;
    // A byte order mark is no part of the text that places count in.
    let start = bytes.len().checked_sub(source.text.len())?;
    let mut new = bytes.get(..start + place.start)?.to_vec();
    new.extend_from_slice(today.to_string().as_bytes());
    new.extend_from_slice(bytes.get(start + place.end..)?);
    Some(new)
}
