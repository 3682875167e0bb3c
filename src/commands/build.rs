//! `handout build`: the articles asked for are found, those that changed are made, and what came of it is remembered.

use crate::build::request::{Event, Report, Request, Summary};
use crate::build::run::Build;
use crate::build::session::Session;
use crate::build::together::{Together, Told};
use crate::commands::earlier::{Earlier, Whose};
use crate::commands::library::{Library, check_index, editions_of};
use crate::commands::sites::{build_sites, is_clinics_file};
use crate::content::accepted::read_accepted;
use crate::content::files::ContentFiles;
use crate::content::root::ContentRoot;
use crate::content::sites::Sites;
use crate::fs::error::Error;
use crate::output::store::{Changes, Store};

/// Reads every article asked for, and makes the PDFs of those that changed since the last run into the same folder; where
/// no folder is named, all are read and laid out, and nothing is written.
///
/// # Errors
/// When the work cannot be done at all: a path that is not there, an unsound site file, no article, an output folder that
/// cannot be written. An unsound article is reported and counted, and the others are still built.
pub fn build(session: &Session, request: &Request, report: Report) -> Result<Summary, Error> {
    let root = ContentRoot::find(&request.paths)?;
    if !request.sites.is_empty() {
        return build_sites(session, request, &root, report);
    }
    if let Some(file) = root.asked_clinics().next() {
        return Err(is_clinics_file(file));
    }
    let mut store = None;
    if let Some(folder) = &request.output {
        let mut on_wait = || report(Event::Waiting(folder.clone()));
        store = Store::open(folder, None, request.shard, &session.cancel, &mut on_wait)?;
        if store.is_none() {
            return Ok(Summary { interrupted: true, ..Summary::default() });
        }
    }
    let (outcome, summary, changes) = make_and_prune(session, request, &root, store.as_ref(), report)?;
    // After a failure as well: what was made is made. The failure itself is what is told.
    let closed = store.map_or(Ok(()), |mut store| store.close(changes));
    outcome.and(closed)?;
    Ok(summary)
}

/// Makes what has to be made and removes what is left over. Returns what is to be remembered even when that failed on the
/// way.
fn make_and_prune(
    session: &Session,
    request: &Request,
    root: &ContentRoot,
    store: Option<&Store>,
    report: Report,
) -> Result<(Result<(), Error>, Summary, Changes), Error> {
    let files = ContentFiles::new(root.path())?;
    let mut note = |diagnostic| report(Event::Note(diagnostic));
    let sites = Sites::read(root, request.site.as_deref(), &files, &mut note)?;
    let accepted = read_accepted(root.path(), &mut note)?;
    check_index(store, &sites, request)?;
    let whose = Whose { root: &files.real_root(), site: request.site.as_deref(), name: None };
    let earlier = Earlier::read(request, &whose);
    if let Some(folder) = &earlier.missing {
        report(Event::NoRecord(folder.clone()));
    }
    let mut note = |diagnostic| report(Event::Note(diagnostic));
    let has = editions_of(request, &sites, store);
    let listing = root.list(&has)?;
    let library = Library { request, root, files: &files, accepted: &accepted, listing: &listing };
    let mut summary = library.tell_listing(&sites, &mut note);
    summary.warnings += sites.warnings;
    library.check_not_empty()?;
    let all = listing.articles(&has);
    let mine = library.mine(&all);
    library.count(&mine, &mut summary);
    let mut build = [library.build(&sites, (store, &earlier), (&all, &mine))];
    build[0].summary = summary;
    let (mut total, mut told) = (Summary::default(), Told::default());
    let mut together = Together { builds: &mut build, names: &[], total: &mut total, is_first: true, told: &mut told };
    let made = together.make(&files, session, report);
    let [mut build] = build;
    let outcome = made.and_then(|is_complete| {
        if is_complete {
            library.write_calendar(&build.reviews, &mut build.summary)?;
        }
        library.finish(&mut build, is_complete, report)
    });
    build.summary.interrupted |= session.cancel.is_cancelled();
    let Build { summary, changes, .. } = build;
    let changes = library.keep(earlier, changes);
    Ok((outcome, summary, changes))
}
