//! Whether an article has to be made: by a look at its file, its inputs and its PDFs.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::build::ordered_pool;
use crate::build::request::Request;
use crate::build::worker::wanted;
use crate::content::root::ArticleFile;
use crate::content::sites::Sites;
use crate::fs::file_state::{self, Seen, Stamp};
use crate::output::record::{Beside, Output, Record};
use crate::output::store::Store;

/// Bytes of an input that are hashed: no longer file is read.
const LIMIT: u64 = 64 << 20;

/// The world, compared with what is remembered.
pub struct Look<'a> {
    request: &'a Request,
    sites: &'a Sites,
    store: &'a Store,
    inputs: BTreeMap<&'a str, Option<Seen>>,
}

impl<'a> Look<'a> {
    /// Looks at the pictures and snippets of all articles.
    pub fn new(request: &'a Request, root: &Path, sites: &'a Sites, store: &'a Store, threads: usize) -> Look<'a> {
        let known: Vec<(&String, &Option<Seen>)> = store.state.inputs.iter().collect();
        let seen = ordered_pool::map(threads, &known, |(path, known)| input(&root.join(path), **known, request.verify));
        let inputs = known.iter().map(|(path, _)| path.as_str()).zip(seen).collect();
        Look { request, sites, store, inputs }
    }

    /// Pictures and snippets as they are seen now.
    pub fn inputs(&self) -> impl Iterator<Item = (&'a str, Option<Seen>)> {
        self.inputs.iter().map(|(path, seen)| (*path, *seen))
    }

    /// How an article's file is seen now, if there is no reason to make it.
    pub fn unchanged(&self, file: &ArticleFile) -> Option<Seen> {
        let record = &self.store.record(&file.source)?;
        if self.request.force || file.has_trouble() || record.has_trouble || !record.notes_are_known() {
            return None;
        }
        let today = self.request.today;
        let same_day = record.from.is_none_or(|from| from <= today) && record.until.is_none_or(|until| today <= until);
        let sheet = self.sites.of(&record.site_language);
        // A packet speaks several languages.
        let site = if file.is_packet() { self.sites.digest } else { sheet.digest };
        if !same_day || site != record.site || !self.inputs_are_unchanged(record) {
            return None;
        }
        let made = record.made.as_ref().filter(|_| record.is_sound);
        let editions = made.map(|made| wanted(made.status, &sheet.site, self.request)).unwrap_or_default();
        let is_there = |edition: crate::site::Edition| {
            let output = record.outputs().iter().find(|output| output.edition == edition.into());
            output.is_some_and(|output| self.is_untouched(output) && self.has_sidecars(output))
        };
        if !editions.into_iter().all(is_there) {
            return None;
        }
        record.seen.again(&file.path, file.stamp, self.request.verify)
    }

    fn inputs_are_unchanged(&self, record: &Record) -> bool {
        record.inputs.iter().all(|(path, content)| {
            let seen = self.inputs.get(path.as_str());
            seen.is_some_and(|seen| seen.map(|seen| seen.digest) == *content)
        })
    }

    /// Whether all that is asked for stands beside a PDF, and what stands there is as it was left.
    fn has_sidecars(&self, output: &Output) -> bool {
        let is_asked = |file: &str| self.request.sidecars.iter().any(|kind| kind.beside(&output.pdf) == file);
        let is_known = |file: &str| output.sidecars.iter().any(|beside| beside.file == file);
        let verify = self.request.verify || self.store.is_suspect;
        let is_sound = |beside: &Beside| match self.store.folder.stamp(&beside.file) {
            // Somebody took it away, and may.
            None => !is_asked(&beside.file),
            Some(stamp) => {
                let content = || sha256(&self.store.folder.path(&beside.file));
                stamp == beside.stamp && (!verify || content() == Some(beside.sha256))
            }
        };
        let asked = self.request.sidecars.iter();
        asked.map(|kind| kind.beside(&output.pdf)).all(|file| is_known(&file)) && output.sidecars.iter().all(is_sound)
    }

    fn is_untouched(&self, output: &Output) -> bool {
        let stamp = self.store.folder.stamp(&output.pdf);
        let same = output.current && stamp == Some(output.stamp);
        let verify = self.request.verify || self.store.is_suspect;
        same && (!verify || sha256(&self.store.folder.path(&output.pdf)) == Some(output.sha256))
    }
}

/// SHA-256 of a file.
pub fn sha256(path: &Path) -> Option<file_state::Digest> {
    std::fs::read(path).ok().map(|bytes| Sha256::digest(&bytes).into())
}

fn input(path: &Path, known: Option<Seen>, verify: bool) -> Option<Seen> {
    let stamp = Stamp::at(path)?;
    known
        .and_then(|known| known.again(path, Some(stamp), verify))
        .or_else(|| file_state::read(path, LIMIT).ok().map(|(_, seen)| seen))
}
