//! The settings of a run for one clinic: the site file's, or that of one clinic of several.

use std::path::Path;

use crate::build::request::{Event, Report};
use crate::content::clinics::Clinics;
use crate::content::files::ContentFiles;
use crate::content::root::ContentRoot;
use crate::content::sites::Sites;
use crate::fs::error::Error;

/// Reads the settings of `clinic`, where one of several is named; else those of the site file that is named, or the root's own.
///
/// # Errors
/// When there is no such clinic, or one of the files has errors, which are reported.
pub fn read_settings(
    root: &ContentRoot,
    (named, clinic): (Option<&Path>, Option<&str>),
    files: &ContentFiles,
    report: Report,
) -> Result<Sites, Error> {
    let mut note = |note| report(Event::Note(note));
    let sites = Sites::read(root, named, files, &mut note)?;
    let Some(name) = clinic else { return Ok(sites) };
    let clinic = Clinics::of(root)?.one(name)?;
    let mut own = Sites::of_clinic(&sites, &clinic, files, &mut note)?;
    own.warnings += sites.warnings;
    Ok(own)
}
