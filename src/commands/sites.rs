//! `handout build --sites`: the articles of one content folder, made for several clinics, each with a folder of its own.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::build::request::{Event, Report, Request, Summary};
use crate::build::session::Session;
use crate::build::together::{Together, Told};
use crate::commands::earlier::{Earlier, Whose};
use crate::commands::library::{Library, check_index, editions_of};
use crate::content::accepted::read_accepted;
use crate::content::clinics::{ALL, Clinic, Clinics, clinic_of};
use crate::content::files::ContentFiles;
use crate::content::names::folded_name;
use crate::content::root::ContentRoot;
use crate::content::sites::Sites;
use crate::diagnostics::Diagnostic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::output::prune::{Leftovers, Pruning};
use crate::output::sites_list::{Entry, SitesList, manifest_of};
use crate::output::store::{Changes, Store};
use crate::sidecar::Review;

/// So many clinics are made at once. Each holds a few files open, of which some systems allow 256.
const AT_ONCE: usize = 64;

/// A clinic whose settings are sound.
struct Ready {
    name: String,
    file: PathBuf,
    sites: Sites,
}

/// A clinic whose handouts are made, with its folder, where one is written, and what is known of earlier runs.
struct Opened<'r> {
    clinic: &'r Ready,
    store: Option<Store>,
    earlier: Earlier,
}

/// Reads every article asked for, and makes the PDFs of those that changed for each clinic asked for. What keeps one clinic
/// from being made is reported and counted, and the others are still made.
///
/// # Errors
/// As an ordinary build, and when there is no such clinic.
pub fn build_sites(session: &Session, request: &Request, root: &ContentRoot, report: Report) -> Result<Summary, Error> {
    check_request(request)?;
    let clinics = Clinics::of(root)?;
    let chosen = clinics.choose(&request.sites)?;
    if request.cards && chosen.len() > 1 {
        let message = "report cards are of the handouts of one clinic";
        return Err(Error::new(ErrorKind::InvalidRequest, message).hint("name one: --sites NAME"));
    }
    let mut list = None;
    if let Some(folder) = &request.output {
        let mut on_wait = || report(Event::Waiting(folder.clone()));
        list = SitesList::open(folder, request.shard, &session.cancel, &mut on_wait)?;
        if list.is_none() {
            return Ok(Summary { interrupted: true, ..Summary::default() });
        }
    }
    let files = ContentFiles::new(root.path())?;
    let mut note = |diagnostic| report(Event::Note(diagnostic));
    let shared = Sites::read(root, None, &files, &mut note)?;
    let accepted = read_accepted(root.path(), &mut note)?;
    let listing = root.list(&|_, _| true)?;
    let library = Library { request, root, files: &files, accepted: &accepted, listing: &listing };
    let mut total = library.tell_listing(&shared, &mut note);
    total.warnings += shared.warnings;
    library.check_not_empty()?;
    let mut run = Run {
        session,
        library,
        total,
        told: Told::default(),
        is_first: true,
        changed: Vec::new(),
        reviews: BTreeMap::new(),
        missing: Vec::new(),
    };
    run.tell_trouble(&clinics, report);
    let ready = run.read(&chosen, &shared, report);
    let mut outcome = run.make_all(&ready, report);
    run.tell_missing(ready.len(), report);
    if outcome.is_ok() && !run.total.interrupted {
        let reviews: Vec<Review> = std::mem::take(&mut run.reviews).into_values().collect();
        outcome = run.library.write_calendar(&reviews, &mut run.total);
    }
    if let Some(list) = list.as_ref().filter(|_| outcome.is_ok() && run.is_of_all()) {
        outcome = run.prune_gone(list, &clinics, report);
    }
    // After a failure as well: what was made is made. The failure itself is what is told.
    let closed = list.map_or(Ok(()), |list| list.close(std::mem::take(&mut run.changed)));
    outcome.and(closed)?;
    run.total.interrupted |= session.cancel.is_cancelled();
    Ok(run.total)
}

/// That the file with the settings of one clinic was named where an article is to be.
pub fn is_clinics_file(file: &Path) -> Error {
    let name = clinic_of(file).unwrap_or_default();
    let message = format!("`{}` is the file of the clinic `{name}`", display_path(file));
    Error::new(ErrorKind::InvalidRequest, message).hint(format!("`handout build --sites {name}` makes its handouts"))
}

/// The clinics whose files were asked for, by name.
pub fn asked_clinics(root: &ContentRoot) -> Vec<String> {
    let mut names: Vec<String> = root.asked_clinics().filter_map(clinic_of).collect();
    names.sort();
    names.dedup();
    names
}

fn check_request(request: &Request) -> Result<(), Error> {
    let refused = |message: &str, hint: &str| Err(Error::new(ErrorKind::InvalidRequest, message).hint(hint));
    if request.site.is_some() {
        return refused("`--site` and `--sites` cannot be asked for together", "use one of them");
    }
    if request.accept_present {
        return refused(
            "findings are accepted for the articles, which all clinics share",
            "use `--accept-present` without `--sites`",
        );
    }
    Ok(())
}

/// A run for several clinics under way.
struct Run<'a> {
    session: &'a Session,
    library: Library<'a>,
    total: Summary,
    /// What was told of all clinics so far.
    told: Told,
    is_first: bool,
    /// What is new in the list of clinics; `None` for one that is gone.
    changed: Vec<(String, Option<Entry>)>,
    /// The reviews that are to come, by article: of each the first that some clinic wants.
    reviews: BTreeMap<String, Review>,
    /// Folders of which nothing is known, where something was to be.
    missing: Vec<PathBuf>,
}

impl Run<'_> {
    fn fail(&mut self, name: &str, error: Error, report: Report) {
        self.total.failed_sites += 1;
        report(Event::SiteFailed(name.to_owned(), error));
    }

    /// Tells of clinics whose names are wrong, if they are asked for.
    fn tell_trouble(&mut self, clinics: &Clinics, report: Report) {
        for (meant, error) in clinics.trouble_of(&self.library.request.sites) {
            self.fail(meant, error.clone(), report);
        }
    }

    /// Reads the settings of clinics, over those of all. Clinics whose settings have errors are told of and left out.
    fn read(&mut self, chosen: &[Clinic], shared: &Sites, report: Report) -> Vec<Ready> {
        let mut ready = Vec::new();
        for clinic in chosen {
            match Sites::of_clinic(shared, clinic, self.library.files, &mut |note| report(Event::Note(note))) {
                Ok(sites) => {
                    self.total.warnings += sites.warnings;
                    ready.push(Ready { name: clinic.name.clone(), file: clinic.file.clone(), sites });
                }
                Err(error) => self.fail(&clinic.name, error, report),
            }
        }
        ready
    }

    /// Tells that nothing is known of an earlier build: of the folder of all clinics, where that is so for all.
    fn tell_missing(&mut self, clinics: usize, report: Report) {
        let missing = std::mem::take(&mut self.missing);
        match &self.library.request.record {
            Some(folder) if missing.len() == clinics && clinics > 0 => report(Event::NoRecord(folder.clone())),
            _ => missing.into_iter().for_each(|folder| report(Event::NoRecord(folder))),
        }
    }

    /// Takes in when a clinic has its articles reviewed next.
    fn take_reviews(&mut self, reviews: Vec<Review>) {
        for review in reviews {
            match self.reviews.get_mut(&review.source) {
                Some(known) if known.due <= review.due => {}
                Some(known) => *known = review,
                None => drop(self.reviews.insert(review.source.clone(), review)),
            }
        }
    }

    /// Whether all clinics were made of all articles, so that what is not there is gone.
    fn is_of_all(&self) -> bool {
        let Library { request, root, listing, .. } = self.library;
        let is_complete = !self.total.interrupted && !self.session.cancel.is_cancelled();
        is_complete && root.is_whole() && listing.trouble.is_empty() && request.sites.iter().any(|name| name == ALL)
    }

    /// Makes all clinics, as many at once as may be.
    fn make_all(&mut self, ready: &[Ready], report: Report) -> Result<(), Error> {
        for some in ready.chunks(AT_ONCE) {
            if !self.make_some(some, report)? {
                self.total.interrupted = true;
                break;
            }
            self.is_first = false;
        }
        Ok(())
    }

    /// Opens the folders of some clinics, makes their handouts, and writes what is to be remembered of each. Returns `false`
    /// when the run was cancelled.
    fn make_some(&mut self, ready: &[Ready], report: Report) -> Result<bool, Error> {
        let mut opened = Vec::new();
        let root = self.library.files.real_root();
        for clinic in ready {
            let store = match self.open(clinic, report) {
                Ok(None) if self.library.request.output.is_some() => return Ok(false),
                Ok(store) => store,
                Err(error) => {
                    self.fail(&clinic.name, error, report);
                    continue;
                }
            };
            let whose = Whose { root: &root, site: Some(&clinic.file), name: Some(&clinic.name) };
            let earlier = Earlier::read(self.library.request, &whose);
            self.missing.extend(earlier.missing.clone());
            opened.push(Opened { clinic, store, earlier });
        }
        let (outcome, closing) = self.make(&opened, report);
        let mut is_closed = Ok(());
        for (Opened { clinic, store, earlier }, (summary, changes)) in opened.into_iter().zip(closing) {
            let changes = self.library.keep(earlier, changes);
            if let Some(mut store) = store {
                is_closed = is_closed.and(store.close(changes));
                self.changed.push((clinic.name.clone(), Some(entry_of(&clinic.name, &store))));
            }
            self.total.sites += 1;
            self.total.built += summary.built;
            self.total.up_to_date += summary.up_to_date;
            self.total.removed += summary.removed;
            report(Event::SiteDone(clinic.name.clone(), summary));
        }
        let is_complete = outcome?;
        is_closed.map(|()| is_complete)
    }

    /// The folder of a clinic; `None` where nothing is written, or the run was cancelled.
    fn open(&self, clinic: &Ready, report: Report) -> Result<Option<Store>, Error> {
        let request = self.library.request;
        let Some(output) = &request.output else { return Ok(None) };
        let folder = output.join(&clinic.name);
        let mut on_wait = || report(Event::Waiting(folder.clone()));
        let store = Store::open(&folder, Some(&clinic.name), request.shard, &self.session.cancel, &mut on_wait)?;
        check_index(store.as_ref(), &clinic.sites, request)?;
        Ok(store)
    }

    /// Makes what has to be made for clinics whose folders are open. Returns what came of each, and what is to be remembered
    /// of it even when something failed on the way.
    fn make(&mut self, opened: &[Opened], report: Report) -> (Result<bool, Error>, Vec<(Summary, Changes)>) {
        let Library { request, listing, .. } = self.library;
        let names: Vec<String> = opened.iter().map(|one| one.clinic.name.clone()).collect();
        let mut lists = Vec::with_capacity(opened.len());
        for Opened { clinic, store, .. } in opened {
            lists.push(listing.articles(&editions_of(request, &clinic.sites, store.as_ref())));
        }
        let mine: Vec<_> = lists.iter().map(|all| self.library.mine(all)).collect();
        let mut builds = Vec::with_capacity(opened.len());
        for ((Opened { clinic, store, earlier }, all), mine) in opened.iter().zip(&lists).zip(&mine) {
            let mut build = self.library.build(&clinic.sites, (store.as_ref(), earlier), (all, mine));
            self.library.count(mine, &mut build.summary);
            (self.total.articles, self.total.packets) = (build.summary.articles, build.summary.packets);
            builds.push(build);
        }
        let mut together = Together {
            builds: &mut builds,
            names: &names,
            total: &mut self.total,
            is_first: self.is_first,
            told: &mut self.told,
        };
        let outcome = together.make(self.library.files, self.session, report).and_then(|is_complete| {
            let mut finished = Ok(is_complete);
            together.each(None, report, |_, build, report| {
                if let Err(error) = self.library.finish(build, is_complete, report)
                    && finished.is_ok()
                {
                    finished = Err(error);
                }
            });
            finished
        });
        let mut closing = Vec::with_capacity(builds.len());
        for build in builds {
            self.take_reviews(build.reviews);
            closing.push((build.summary, build.changes));
        }
        (outcome, closing)
    }

    /// Removes the handouts of clinics that have no file any more, as those of articles that are gone.
    fn prune_gone(&mut self, list: &SitesList, clinics: &Clinics, report: Report) -> Result<(), Error> {
        let request = self.library.request;
        let Some(output) = request.output.as_ref().filter(|_| request.shard.is_none()) else { return Ok(()) };
        let known: HashSet<&str> = clinics.all.iter().map(|clinic| clinic.name.as_str()).collect();
        let troubled = clinics.troubled();
        for name in list.names().filter(|name| !known.contains(name) && !troubled.contains(&folded_name(name))) {
            let folder = output.join(name);
            let Some(mut store) = Store::open(&folder, Some(name), None, &self.session.cancel, &mut || {})? else {
                return Ok(());
            };
            let changes = self.prune_all(name, &store, report)?;
            store.close(changes)?;
            let is_empty = store.counts() == (0, 0);
            self.changed.push((name.to_owned(), (!is_empty).then(|| entry_of(name, &store))));
        }
        Ok(())
    }

    /// Removes all handouts of a clinic, if so many may go. Returns what is to be remembered.
    fn prune_all(&mut self, name: &str, store: &Store, report: Report) -> Result<Changes, Error> {
        let mut changes = Changes { root: self.library.files.real_root(), ..Changes::default() };
        let mut leftovers = Leftovers::default();
        leftovers.add_gone(&store.state.records, &HashSet::new(), |_| true);
        let is_asked = self.library.request.prune;
        let pruned = Pruning { store, changes: &mut changes, is_asked, is_complete: true }.prune(leftovers, true)?;
        changes.journal_is_settled = pruned.is_settled;
        self.total.removed += pruned.removed.len();
        for pdf in &pruned.removed {
            report(Event::Removed(store.folder.path(pdf)));
        }
        if let Some(objection) = pruned.objection {
            self.tell(objection, name, report);
        }
        Ok(changes)
    }

    fn tell(&mut self, note: Diagnostic, name: &str, report: Report) {
        self.total.warnings += 1;
        report(Event::NoteOfSites(note, vec![name.to_owned()]));
    }
}

fn entry_of(name: &str, store: &Store) -> Entry {
    let (handouts, failed) = store.counts();
    let clinic = store.state.clinic.clone();
    Entry { site: name.to_owned(), clinic, manifest: manifest_of(name), handouts, failed }
}
