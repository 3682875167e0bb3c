//! Whether an article has to be made: by a look at its file, its inputs and its PDFs.

use std::collections::BTreeMap;
use std::path::Path;

use crate::build::article::digest_of;
use crate::build::asked_formats::names_asked;
use crate::build::editions::Editions;
use crate::build::ordered_pool;
use crate::build::page_links::PageLinks;
use crate::build::request::Request;
use crate::check::AcceptedFindings;
use crate::content::names::ArticleFile;
use crate::content::root::ContentRoot;
use crate::content::sites::Sites;
use crate::fs::file_state::{self, Digest, FileState, Snapshot, half};
use crate::output::found::{Content, Found};
use crate::output::record::{Dated, Made, Output, Record, SidecarFile};
use crate::output::state::State;
use crate::output::store::Store;
use crate::sidecar::Sidecar;
use crate::site::Edition;

/// The largest input in bytes that is hashed: no stage reads a longer file.
const INPUT_LIMIT: u64 = 64 << 20;

/// The file of an article that did not change since it was remembered.
pub struct Unchanged {
    /// How it is found now, where that is another: it was looked into, or written again with the same content.
    pub found: Option<Box<Snapshot>>,
}

/// What the files on disk are compared with.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The clinic's settings as they are now.
    pub sites: &'a Sites,
    /// The findings that are accepted now.
    pub accepted: &'a AcceptedFindings,
    /// What is remembered, by the runs that remember it.
    pub states: &'a [&'a State],
    /// Where PDFs go; `None` where none are made.
    pub store: Option<&'a Store>,
    /// Where web pages are to lead now.
    pub links: &'a PageLinks,
}

/// The files on disk, compared with what is remembered of them.
pub struct Freshness<'a> {
    request: &'a Request,
    is_whole: bool,
    sites: &'a Sites,
    accepted: &'a AcceptedFindings,
    store: Option<&'a Store>,
    links: &'a PageLinks,
    /// Pictures and snippets as they are now; `None` for those that are not there.
    inputs: BTreeMap<&'a str, Option<Snapshot>>,
}

impl<'a> Freshness<'a> {
    /// Looks at the pictures and snippets of all articles below `root`.
    pub fn new(request: &'a Request, root: &ContentRoot, basis: Basis<'a>, threads: usize) -> Freshness<'a> {
        let known: BTreeMap<&String, &Option<Snapshot>> = basis.states.iter().flat_map(|state| &state.inputs).collect();
        let known: Vec<(&String, &Option<Snapshot>)> = known.into_iter().collect();
        let snapshots = ordered_pool::map(threads, &known, |(path, known)| {
            snapshot(&root.path().join(path), **known, request.verify)
        });
        let inputs = known.iter().map(|(path, _)| path.as_str()).zip(snapshots).collect();
        let Basis { sites, accepted, store, links, .. } = basis;
        let is_whole = root.is_whole();
        Freshness { request, is_whole, sites, accepted, store, links, inputs }
    }

    /// Pictures and snippets as they are now.
    pub fn inputs(&self) -> impl Iterator<Item = (&'a str, Option<Snapshot>)> {
        self.inputs.iter().map(|(path, snapshot)| (*path, *snapshot))
    }

    /// An article's file, if there is no reason to make it; `None` when it has to be made.
    pub fn if_fresh(&self, file: &ArticleFile) -> Option<Unchanged> {
        let record = &self.store?.record(&file.source)?;
        let is_fresh = !self.request.force
            && !record.is_gone
            && self.tells_the_same(file, record)
            && self.links.are_those_of(file, record)
            && self.has_all_pdfs(file, record);
        is_fresh.then(|| self.unchanged(file, record)).flatten()
    }

    fn unchanged(&self, file: &ArticleFile, record: &Record) -> Option<Unchanged> {
        let now = record.snapshot.if_unchanged(&file.path, file.state, self.request.verify)?;
        Some(Unchanged { found: (now != record.snapshot).then(|| Box::new(now)) })
    }

    /// An article's file, if what was told of it by this record would be told again. `dated` is what its dates are held against
    /// now, where the record is of a run that remembered it.
    pub fn if_told(&self, file: &ArticleFile, record: &Record, dated: Option<Option<Dated>>) -> Option<Unchanged> {
        let is_told =
            record.is_all_told && dated.is_none_or(|dated| dated == record.dated) && self.tells_the_same(file, record);
        is_told.then(|| self.unchanged(file, record)).flatten()
    }

    /// Whether the same would be noted of an article if its file is the same.
    fn tells_the_same(&self, file: &ArticleFile, record: &Record) -> bool {
        !file.has_trouble()
            && !record.has_trouble
            && record.notes_are_known()
            && self.has_same_notes_today(record)
            && self.has_same_site(file, record)
            && self.has_same_accepted(file, record)
            && self.has_same_inputs(record)
    }

    /// Why an article has to be made, for people; asked of those that have to.
    pub fn reason(&self, file: &ArticleFile) -> String {
        let Some(record) = self.store.and_then(|store| store.record(&file.source)) else {
            return "this version of handout has not made it yet".to_owned();
        };
        let changed: Vec<&str> = record
            .inputs
            .iter()
            .filter(|(path, content)| {
                self.inputs.get(path.as_str()).copied().flatten().map(|now| now.digest) != *content
            })
            .map(|(path, _)| path.as_str())
            .collect();
        match () {
            () if self.request.force => "--force makes everything anew".to_owned(),
            () if record.has_trouble || file.has_trouble() => "it could not be made, or had errors, before".to_owned(),
            () if !self.has_same_site(file, &record) => "the clinic's settings changed".to_owned(),
            () if !self.has_same_accepted(file, &record) => "other findings of it are accepted".to_owned(),
            () if !self.links.are_those_of(file, &record) => {
                "its web page leads to other languages than before".to_owned()
            }
            () if !changed.is_empty() => format!("it uses what changed: {}", changed.join(", ")),
            () if record.snapshot.if_unchanged(&file.path, file.state, self.request.verify).is_none() => {
                "it changed".to_owned()
            }
            () if !self.has_same_notes_today(&record) => "what is said of it depends on the day".to_owned(),
            () => "a PDF of it is not there, or was changed".to_owned(),
        }
    }

    fn has_same_notes_today(&self, record: &Record) -> bool {
        let today = self.request.today;
        record.from.is_none_or(|from| from <= today) && record.until.is_none_or(|until| today <= until)
    }

    fn has_same_site(&self, file: &ArticleFile, record: &Record) -> bool {
        // A packet may hold handouts in any language, so that it depends on the site file and all of its overlays.
        let original_language = record.made.as_ref().and_then(Made::original_language);
        let site = match file.is_packet() {
            true => self.sites.digest,
            false => self.sites.digest_for(self.sites.of(&record.site_language), original_language),
        };
        half(&site) == record.site
    }

    fn has_same_accepted(&self, file: &ArticleFile, record: &Record) -> bool {
        file.is_packet() || digest_of(self.accepted.of(&file.source)) == record.accepted
    }

    fn has_same_inputs(&self, record: &Record) -> bool {
        record.inputs.iter().all(|(path, content)| {
            let now = self.inputs.get(path.as_str());
            now.is_some_and(|now| now.map(|now| now.digest) == *content)
        })
    }

    /// Whether the PDFs of all editions are on disk as they were left.
    fn has_all_pdfs(&self, file: &ArticleFile, record: &Record) -> bool {
        let Some(made) = record.made.as_ref().filter(|_| record.is_sound) else { return true };
        let site = &self.sites.of(&record.site_language).site;
        let (request, is_whole) = (self.request, self.is_whole);
        let editions = Editions { made, site, request, is_whole }.wanted(&made.outputs);
        let is_there = |edition: &Edition| {
            let formats = names_asked(file, *edition, &editions, (site, request));
            let output = made.outputs.iter().find(|output| output.edition == (*edition).into());
            output.is_some_and(|output| self.is_untouched(output) && self.has_sidecars(output, &formats))
        };
        // One that somebody removed is not made again unasked, and is forgotten when the article is made.
        editions.iter().all(is_there)
    }

    fn is_untouched(&self, output: &Output) -> bool {
        output.current
            && self.store.is_some_and(|store| store.folder.state(&output.pdf) == Some(output.state))
            && self.has_content(&output.pdf, &output.sha256)
    }

    /// Whether all files that are asked for stand beside a PDF, and those that stand there are as they were left.
    fn has_sidecars(&self, output: &Output, formats: &[String]) -> bool {
        let sidecars = self.request.sidecars.iter().map(|kind| kind.beside(&output.pdf));
        let asked: Vec<String> = sidecars.chain(formats.iter().cloned()).collect();
        let is_known = |name: &String| output.sidecars.iter().any(|sidecar| sidecar.file == *name);
        asked.iter().all(is_known) && output.sidecars.iter().all(|sidecar| self.is_sidecar_sound(sidecar, &asked))
    }

    fn is_sidecar_sound(&self, sidecar: &SidecarFile, asked: &[String]) -> bool {
        let Some(store) = self.store else { return false };
        match store.folder.look(&sidecar.file) {
            // Somebody removed it, which is allowed unless this run asks for it. A page is forgotten, so that no list leads
            // to it.
            Found::Nothing => !asked.contains(&sidecar.file) && Sidecar::is_name(&sidecar.file),
            Found::File(state) => state == sidecar.state && self.has_content(&sidecar.file, &sidecar.sha256),
            // What cannot be seen now is not taken for removed.
            Found::Other | Found::Unknown(_) => false,
        }
    }

    /// Whether a file has this content, where its state does not prove it; true where it does.
    fn has_content(&self, name: &str, content: &Digest) -> bool {
        let Some(store) = self.store else { return false };
        let is_state_enough = !self.request.verify && !store.is_suspect;
        is_state_enough || sha256(&store.folder.path(name)).as_ref() == Some(content)
    }
}

/// The SHA-256 hash of a file; `None` when it cannot be read.
pub fn sha256(path: &Path) -> Option<Digest> {
    Content::of(path).map(|content| content.sha256)
}

/// An input as it is now: known to be unchanged, or read again.
fn snapshot(path: &Path, known: Option<Snapshot>, verify: bool) -> Option<Snapshot> {
    let state = FileState::at(path)?;
    known
        .and_then(|known| known.if_unchanged(path, Some(state), verify))
        .or_else(|| file_state::read(path, INPUT_LIMIT).ok().map(|(_, snapshot)| snapshot))
}
