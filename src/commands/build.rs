//! `handout build`: the articles asked for are found, those that changed are made, and what came of it is remembered.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::build::page_links::Siblings;
use crate::build::request::{Event, Report, Request, Summary};
use crate::build::run::Build;
use crate::build::session::Session;
use crate::build::snippet::check_unused;
use crate::build::titles::Titles;
use crate::build::untranslated_articles::Translations;
use crate::commands::accept::write_accepted;
use crate::commands::calendar::write_calendar;
use crate::content::accepted::read_accepted;
use crate::content::files::ContentFiles;
use crate::content::names::ArticleFile;
use crate::content::root::{ContentRoot, Listing};
use crate::content::sites::Sites;
use crate::diagnostics::{Diagnostic, Notes, Severity};
use crate::fs::error::{Error, ErrorKind};
use crate::language::is_among;
use crate::output::checked::Checked;
use crate::output::clinic_words::ClinicWords;
use crate::output::prune::Leftovers;
use crate::output::state::State;
use crate::output::store::{Changes, STATE, Store};
use crate::site::{Edition, Format};

/// Reads every article asked for, and makes the PDFs of those that changed since the last run into the same folder; where
/// no folder is named, all are read and laid out, and nothing is written.
///
/// # Errors
/// When the work cannot be done at all: a path that is not there, an unsound site file, no article, an output folder that
/// cannot be written. An unsound article is reported and counted, and the others are still built.
pub fn build(session: &Session, request: &Request, report: Report) -> Result<Summary, Error> {
    let root = ContentRoot::find(&request.paths)?;
    let mut store = None;
    if let Some(folder) = &request.output {
        let mut on_wait = || report(Event::Waiting(folder.clone()));
        store = Store::open(folder, request.shard, &session.cancel, &mut on_wait)?;
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
    if let Some(store) = store.filter(|_| sites.ask_for_pages() || request.formats.contains(&Format::Html)) {
        store.check_index()?;
    }
    let left = known(request, &files);
    if let Some(folder) = request.record.as_ref().filter(|_| left.is_none()) {
        report(Event::NoRecord(folder.clone()));
    }
    let known = store.map(|store| &store.state).or(left.as_ref());
    let checked = request.only_tells.then(|| Checked::load(&files.real_root(), request.site.as_deref()));
    let mut note = |diagnostic| report(Event::Note(diagnostic));
    let editions = sites.editions(request.edition, !request.bilingual.is_empty());
    let has = |file: &ArticleFile, edition: Edition| {
        let is_wanted = !edition.is_bilingual() || is_wanted_beside_original(file, request, &sites);
        is_wanted && editions.contains(&edition) || is_on_disk(store, file, edition)
    };
    let Listing { articles: all, trouble, passed_over, unused, names_site } = root.articles(&has)?;
    let whole = (root.is_whole() && trouble.is_empty() && !all.is_empty()).then_some(all.as_slice());
    let mut summary = Summary { failed: trouble.len(), warnings: sites.warnings, ..Summary::default() };
    summary.warnings += passed_over.len();
    trouble.into_iter().chain(passed_over).for_each(&mut note);
    summary.snippets = unused.len();
    tell_snippets(check_unused(&unused, &files, &sites, request.today), &mut summary, &mut note);
    if unused.is_empty() && !names_site {
        check_not_empty(root, &all)?;
    }
    let mine: Cow<[ArticleFile]> = match request.shard {
        Some(shard) => all.iter().filter(|file| shard.holds(&file.source)).cloned().collect(),
        None => all.as_slice().into(),
    };
    summary.packets = mine.iter().filter(|file| file.is_packet()).count();
    summary.articles = mine.len() - summary.packets;
    let clinic = sites.base.site.name.as_ref().map(|name| name.plain());
    let words = sites.own_words().into_iter().map(ClinicWords::from).collect();
    let changes = Changes { verify: request.verify, root: files.real_root(), clinic, words, ..Changes::default() };
    let leftovers = Leftovers::default();
    let (languages, titles) = (BTreeSet::new(), Titles::default());
    let translations = Translations::new(&all, &sites, request);
    let siblings = Siblings::new(&all, store, root);
    let mut build = Build {
        request,
        root,
        sites: &sites,
        accepted: &accepted,
        present: accepted.clone(),
        known,
        checked: checked.as_ref().and_then(|checked| checked.state.as_ref()),
        reviews: Vec::new(),
        store,
        summary,
        changes,
        leftovers,
        languages,
        translations,
        titles,
        siblings,
    };
    let outcome = build.make(&mine, &files, session, report).and_then(|is_complete| {
        build.tell_untranslated(report);
        build.summary.interrupted = !is_complete;
        if is_complete { finish(&mut build, whole, report) } else { Ok(()) }
    });
    build.summary.interrupted |= session.cancel.is_cancelled();
    let Build { summary, changes, .. } = build;
    if let Some(checked) = checked {
        let there = whole.map(|articles| articles.iter().map(|file| file.source.as_str()).collect());
        checked.save(changes, there.as_ref());
        return Ok((outcome, summary, Changes::default()));
    }
    Ok((outcome, summary, changes))
}

/// What is to be done once all articles were looked at: `whole` are all of the root, where it was looked through as a whole.
fn finish(build: &mut Build, whole: Option<&[ArticleFile]>, report: Report) -> Result<(), Error> {
    whole.into_iter().for_each(|articles| build.tell_gone(articles, report));
    if build.request.accept_present {
        write_accepted(build.root.path(), &build.present)?;
        build.summary.accepted = build.present.count();
    }
    if let Some(path) = &build.request.calendar {
        write_calendar(path, &build.reviews)?;
        build.summary.reviews = build.reviews.len();
    }
    match build.store {
        Some(store) => build.prune(whole, store, report),
        None => Ok(()),
    }
}

/// What the last build left in the folder where it went, if it was of this content.
fn known(request: &Request, files: &ContentFiles) -> Option<State> {
    let state = State::load(&request.record.as_ref()?.join(STATE))?;
    (state.root == files.real_root()).then_some(state)
}

/// Tells and counts what was found in snippets that no article uses.
fn tell_snippets(found: Vec<Notes>, summary: &mut Summary, note: &mut dyn FnMut(Diagnostic)) {
    for notes in found {
        summary.failed += usize::from(notes.has_errors());
        for diagnostic in notes.sorted() {
            summary.warnings += usize::from(diagnostic.severity == Severity::Warning);
            note(diagnostic);
        }
    }
}

/// Whether a file is a translation that this run or the clinic wants beside its original.
fn is_wanted_beside_original(file: &ArticleFile, request: &Request, sites: &Sites) -> bool {
    let is_wanted = |language: &str| {
        is_among(language, &request.bilingual) || is_among(language, &sites.of(language).site.bilingual)
    };
    !file.is_packet() && file.language.as_deref().is_some_and(is_wanted)
}

/// Whether an earlier run made this edition of an article: as long as it is on disk, it is kept in step.
fn is_on_disk(store: Option<&Store>, file: &ArticleFile, edition: Edition) -> bool {
    let record = store.and_then(|store| store.record(&file.source));
    record.is_some_and(|record| record.outputs().iter().any(|output| output.edition == edition.into()))
}

fn check_not_empty(root: &ContentRoot, all: &[ArticleFile]) -> Result<(), Error> {
    let has_articles = all.iter().any(|file| !file.is_packet());
    if has_articles || !root.is_whole() && !all.is_empty() {
        return Ok(());
    }
    let message = format!("no article found in `{}`", root.displayed_paths());
    Err(Error::new(ErrorKind::NotFound, message)
        .hint("articles are files ending in `.yaml`; `handout new ID` starts one"))
}
