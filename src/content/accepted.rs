//! The list of accepted findings in the content root.

use std::io;
use std::path::{Path, PathBuf};

use crate::check::{ACCEPTED_FILE, AcceptedFindings};
use crate::diagnostics::{Diagnostic, Notes, SOURCE_LIMIT, Source};
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state;
use crate::fs::path::display_path;

/// Where the list is.
pub fn accepted_file(root: &Path) -> PathBuf {
    root.join(ACCEPTED_FILE)
}

/// Reads the list of a content root; without one, nothing is accepted.
///
/// # Errors
/// When it is there and cannot be read, or has mistakes, which are reported: a finding that nobody accepted must not pass.
pub fn read_accepted(root: &Path, report: &mut dyn FnMut(Diagnostic)) -> Result<AcceptedFindings, Error> {
    let path = accepted_file(root);
    let bytes = match file_state::read(&path, SOURCE_LIMIT as u64) {
        Ok((bytes, _)) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(AcceptedFindings::default()),
        Err(error) => return Err(Error::unreadable(&path, error)),
    };
    let mut notes = Notes::default();
    let mut accepted = AcceptedFindings::default();
    match Source::new(display_path(&path), bytes) {
        Ok(source) => accepted = AcceptedFindings::read(&source, &mut notes),
        Err(diagnostic) => notes.push(*diagnostic),
    }
    let is_sound = !notes.has_errors();
    notes.sorted().into_iter().for_each(report);
    if is_sound {
        return Ok(accepted);
    }
    let message = format!("the list of accepted findings, `{}`, has errors", display_path(&path));
    Err(Error::new(ErrorKind::UnsoundSite, message).hint("mend it, or remove it and accept anew"))
}
