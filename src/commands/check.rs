//! `handout check`: every mistake told, nothing written.

use crate::build::request::{Report, Request, Summary};
use crate::build::session::Session;
use crate::commands::build::build;
use crate::fs::error::Error;

/// Reads and lays out every article asked for, drafts too, and writes no PDF. Dates are held against the record of the last
/// build, in `record` or where the request says PDFs go.
///
/// # Errors
/// As [`build`].
pub fn check(session: &Session, request: &Request, report: Report) -> Result<Summary, Error> {
    let record = request.record.clone().or_else(|| request.output.clone());
    build(session, &Request { output: None, record, ..request.clone() }, report)
}
