//! `handout check`: every mistake told, nothing written.

use crate::build::request::{Report, Request, Summary};
use crate::build::session::Session;
use crate::commands::build::build;
use crate::commands::sites::asked_clinics;
use crate::content::root::ContentRoot;
use crate::fs::error::Error;

/// Tells every mistake of the articles asked for, drafts too, and writes nothing into content and output. The file of one clinic
/// of several stands for all articles as that clinic has them. Articles that did not change since the last check or build are
/// not read again; where reasons are asked for, all are, and laid out. Dates are held against the record of the last build, in
/// `record` or where the request says PDFs go.
///
/// # Errors
/// As [`build`].
pub fn check(session: &Session, request: &Request, report: Report) -> Result<Summary, Error> {
    let record = request.record.clone().or_else(|| request.output.clone());
    // A report card tells of pages.
    let only_tells = !request.reasons && !request.cards;
    let mut request = Request { output: None, record, only_tells, ..request.clone() };
    if request.sites.is_empty() {
        request.sites = asked_clinics(&ContentRoot::find(&request.paths)?);
    }
    build(session, &request, report)
}
