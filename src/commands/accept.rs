//! `handout check --accept-present`: the list of findings that may pass.

use std::path::Path;

use crate::check::{AcceptedFindings, MOST_ACCEPTED};
use crate::content::accepted::accepted_file;
use crate::diagnostics::SOURCE_LIMIT;
use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;

/// Writes the list of accepted findings, or removes it where there are none.
///
/// # Errors
/// When it cannot be written, or would be too long to be read again.
pub(super) fn write_accepted(root: &Path, accepted: &AcceptedFindings) -> Result<(), Error> {
    let path = accepted_file(root);
    let text = accepted.text();
    if accepted.lines() > MOST_ACCEPTED || text.as_ref().is_some_and(|text| text.len() > SOURCE_LIMIT) {
        let message = format!("{} findings are more than can be accepted", accepted.count());
        return Err(Error::new(ErrorKind::InvalidRequest, message)
            .hint("set those that are found most to `off` under `lint` in handout.yaml, and accept the others"));
    }
    match text {
        Some(text) if std::fs::read(&path).is_ok_and(|there| there == text.as_bytes()) => Ok(()),
        Some(text) => atomic::write(&path, text.as_bytes()),
        None => match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                let message = format!("`{}` cannot be removed: {error}", display_path(&path));
                Err(Error::new(ErrorKind::Unwritable, message))
            }
            _ => Ok(()),
        },
    }
}
