//! `handout check`: every mistake told, nothing written.

use crate::build::request::{Report, Request, Summary};
use crate::build::session::Session;
use crate::commands::build::build;
use crate::fs::error::Error;

/// Reads and lays out every article asked for, drafts too, and writes nothing, wherever the request says PDFs go.
///
/// # Errors
/// As [`build`].
pub fn check(session: &Session, request: &Request, report: Report) -> Result<Summary, Error> {
    build(session, &Request { output: None, ..request.clone() }, report)
}
