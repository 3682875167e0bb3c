//! `handout check --report FILE.pdf`: report cards as a handout.

use std::path::{Path, PathBuf};

use crate::build::request::{Extent, Request};
use crate::build::session::Session;
use crate::commands::file_kinds::as_report_card;
use crate::commands::sites::asked_clinics;
use crate::content::clinics::Clinics;
use crate::content::files::ContentFiles;
use crate::content::root::ContentRoot;
use crate::content::sites::Sites;
use crate::diagnostics::{Diagnostic, Notes, Severity};
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::fs::temporary::Readers;
use crate::output::named_file;
use crate::report::{self, ReportCard};
use crate::site::{Contacts, Edition, Site};
use crate::typesetter::Typesetter;

/// A report card that is written, or why it is not.
pub enum CardFile {
    /// How much paper it takes.
    Written(Extent),
    /// What in it cannot be drawn.
    Unmade(Vec<Diagnostic>),
    /// The run was cancelled.
    Interrupted,
}

/// Checks, before anything is read, that the file of a report card can be written without a loss: it is no PDF of a build,
/// does not lie among the articles, and takes the place of nothing that handout did not write.
///
/// # Errors
/// When it would.
pub fn check_card_file(target: &Path, paths: &[PathBuf]) -> Result<(), Error> {
    let hint = "choose another name: --report report-card.pdf";
    let target = &named_file::place(target);
    let root = ContentRoot::find(paths)?;
    let checks = [
        named_file::check_not_listed(target),
        named_file::check_not_in_content(target, root.path()),
        named_file::check_replaceable(target, as_report_card),
    ];
    checks.into_iter().collect::<Result<(), Error>>().map_err(|error| error.hint(hint))
}

/// Typesets report cards as one handout of the clinic, and writes it.
///
/// # Errors
/// When the site file cannot be read, or the file cannot be written.
pub fn write_cards(
    session: &Session,
    request: &Request,
    cards: &[ReportCard],
    target: &Path,
) -> Result<CardFile, Error> {
    let root = ContentRoot::find(&request.paths)?;
    let files = ContentFiles::new(root.path())?;
    // What is wrong with it was told when the articles were read.
    let mut sites = Sites::read(&root, request.site.as_deref(), &files, &mut |_| {})?;
    let asked = if request.sites.is_empty() { asked_clinics(&root) } else { request.sites.clone() };
    if !asked.is_empty()
        && let [clinic] = Clinics::of(&root)?.choose(&asked)?.as_slice()
    {
        sites = Sites::of_clinic(&sites, clinic, &files, &mut |_| {})?;
    }
    let site = for_staff(&sites.of("en").site);
    let article = report::handout(cards, request.today);
    let mut notes = Notes::default();
    let printed = Typesetter::new(session.fonts()).print(&article, &site, Edition::Standard, &mut notes);
    let printed = printed.map_err(|error| {
        let message = format!("`{}` cannot be made: {error}", display_path(target));
        Error::new(ErrorKind::Internal, message).hint("please report this: it is a mistake of handout")
    })?;
    let Some(printed) = printed else {
        let is_error = |note: &Diagnostic| note.severity == Severity::Error;
        return Ok(CardFile::Unmade(notes.sorted().into_iter().filter(is_error).collect()));
    };
    if !named_file::write(&named_file::place(target), &printed.pdf, Readers::Everybody, &session.cancel)? {
        return Ok(CardFile::Interrupted);
    }
    let pages = u32::try_from(printed.pages).expect("a PDF has fewer than four billion pages");
    Ok(CardFile::Written(Extent { pages, lines_over: printed.lines_over }))
}

/// The clinic without what it says to patients: no patient gets a report card.
fn for_staff(site: &Site) -> Site {
    Site { contacts: Contacts::default(), emergency: None, disclaimer: [].into(), patient_label: false, ..site.clone() }
}
