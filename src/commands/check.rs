//! `handout check`: every mistake told, nothing written.

use crate::build::request::{Report, Request, Summary};
use crate::build::session::Session;
use crate::commands::build::build;
use crate::commands::sites::asked_clinics;
use crate::content::root::ContentRoot;
use crate::fs::error::Error;

/// Reads and lays out every article asked for, drafts too, and writes nothing, wherever the request says PDFs go. The file of
/// one clinic of several stands for all articles as that clinic has them.
///
/// # Errors
/// As [`build`].
pub fn check(session: &Session, request: &Request, report: Report) -> Result<Summary, Error> {
    let mut request = Request { output: None, ..request.clone() };
    if request.sites.is_empty() {
        request.sites = asked_clinics(&ContentRoot::find(&request.paths)?);
    }
    build(session, &request, report)
}
