//! `sites.json`: whose handouts the folders of an output folder hold, where several clinics share their articles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::fs::atomic;
use crate::fs::cancel::CancelFlag;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_lock::Sharing;
use crate::fs::ordinary;
use crate::fs::path::display_path;
use crate::output::found::Found;
use crate::output::lock::{self, Lock};
use crate::output::manifest::{self, Manifest};
use crate::output::shard::Shard;

/// Its name in the output folder.
pub const NAME: &str = "sites.json";
/// Longer files than this many bytes are none of ours.
const LIMIT: u64 = 64 << 20;

/// The folder of one clinic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name, which is that of its folder.
    pub site: String,
    /// What it calls itself.
    pub clinic: Option<String>,
    /// Its manifest, below the output folder.
    pub manifest: String,
    /// How many PDFs stand in it.
    pub handouts: usize,
    /// How many articles have errors.
    pub failed: usize,
}

/// What the file says.
#[derive(Default, Serialize, Deserialize)]
struct File {
    sites: Vec<Entry>,
}

/// The list, and the output folder while this run may write to it.
pub struct SitesList {
    folder: PathBuf,
    shard: Option<Shard>,
    entries: BTreeMap<String, Entry>,
    _lock: Lock,
}

impl SitesList {
    /// Opens the list of an output folder, making the folder if need be. Where another run holds it, `on_wait` is called
    /// once, and that run awaited; `None` when this one is cancelled first. Shards of one build share the folder.
    ///
    /// # Errors
    /// When the folder cannot be made or written to, or somebody else's file has the name of the list.
    pub fn open(
        folder: &Path,
        shard: Option<Shard>,
        cancel: &CancelFlag,
        on_wait: &mut dyn FnMut(),
    ) -> Result<Option<SitesList>, Error> {
        let entries = read(folder)?;
        lock::prepare(folder)?;
        // The lock of an ordinary build: its sweep for what killed runs left goes through all folders in it.
        let sharing = if shard.is_some() { Sharing::Shared } else { Sharing::Alone };
        let held = lock::take(folder, "lock", sharing, cancel, on_wait)?;
        Ok(held.map(|lock| SitesList { folder: folder.to_owned(), shard, entries, _lock: lock }))
    }

    /// The clinics that have a folder.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Writes the list with these clinics changed; those without an entry are gone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn close(mut self, changed: Vec<(String, Option<Entry>)>) -> Result<(), Error> {
        let _held = match self.shard {
            Some(_) => lock::take(&self.folder, "commit", Sharing::Alone, &CancelFlag::default(), &mut || {})?,
            None => None,
        };
        if self.shard.is_some() {
            // Other shards may have finished in between.
            self.entries = read(&self.folder)?;
        }
        for (name, entry) in changed {
            match entry {
                Some(entry) => drop(self.entries.insert(name, entry)),
                None => drop(self.entries.remove(&name)),
            }
        }
        let text = self.text();
        let path = self.folder.join(NAME);
        if ordinary::read(&path, LIMIT).is_ok_and(|there| there == text.as_bytes()) {
            return Ok(());
        }
        atomic::write(&path, text.as_bytes())
    }

    /// One clinic a line, so that versions compare well.
    fn text(&self) -> String {
        let line =
            |entry: &Entry| serde_json::to_string(entry).expect("strings and numbers always have a form in JSON");
        let lines: Vec<String> = self.entries.values().map(line).collect();
        format!("{{\"sites\": [\n{}\n]}}\n", lines.join(",\n")).replace("[\n\n]", "[]")
    }
}

/// The clinics of an output folder, by name; none where there is no list.
///
/// # Errors
/// When something else has the name of the list.
pub fn read(folder: &Path) -> Result<BTreeMap<String, Entry>, Error> {
    let path = folder.join(NAME);
    let taken = || {
        let message = format!("`{}` is there already, and handout did not make it", display_path(&path));
        Error::new(ErrorKind::Conflict, message).hint("move it away, or name another folder with -o")
    };
    match Found::at(&path) {
        Found::Nothing => return Ok(BTreeMap::new()),
        Found::Other => return Err(taken()),
        Found::Unknown(error) => return Err(Error::unreadable(&path, error)),
        Found::File(_) => {}
    }
    let bytes = ordinary::read(&path, LIMIT).map_err(|error| Error::unreadable(&path, error))?;
    let file: File = serde_json::from_slice(&bytes).map_err(|_| taken())?;
    // Anybody could have written to it: a name must not lead out of the folder.
    let is_sound = |entry: &Entry| {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !entry.site.is_empty() && entry.site.bytes().all(is_name) && entry.manifest == manifest_of(&entry.site)
    };
    Ok(file.sites.into_iter().filter(is_sound).map(|entry| (entry.site.clone(), entry)).collect())
}

/// The name of a clinic's manifest below the output folder.
pub fn manifest_of(site: &str) -> String {
    format!("{site}/{}", manifest::NAME)
}

/// A manifest below an output folder.
pub struct ManifestOf {
    /// The clinic of several whose it is.
    pub site: Option<String>,
    /// The folder it stands in.
    pub folder: PathBuf,
    /// What it says; the paths of PDFs are below the output folder that was asked for.
    pub manifest: Manifest,
}

/// The manifest of an output folder, and those of the clinics that have a folder in it; of one clinic alone, if its name is
/// given.
///
/// # Errors
/// When there is none, or one cannot be read.
pub fn manifests(output: &Path, site: Option<&str>) -> Result<Vec<ManifestOf>, Error> {
    let clinics = read(output)?;
    let is_there = Found::at(&output.join(manifest::NAME)).state().is_some();
    let mut found = Vec::new();
    if site.is_none() && (clinics.is_empty() || is_there) {
        let manifest = manifest::open(output)?;
        found.push(ManifestOf { site: manifest.site.clone(), folder: output.to_owned(), manifest });
    }
    if let Some(name) = site.filter(|name| !clinics.contains_key(*name)) {
        let known: Vec<&str> = clinics.keys().map(String::as_str).collect();
        let message = format!("no handouts of a clinic `{name}` were built in `{}`", display_path(output));
        let hint = match known.is_empty() {
            true => format!("`handout build --sites {name}` builds them"),
            false => format!("the clinics there are {}", known.join(", ")),
        };
        return Err(Error::new(ErrorKind::NotFound, message).hint(hint));
    }
    for name in clinics.into_keys().filter(|name| site.is_none_or(|site| site == name)) {
        let folder = output.join(&name);
        let mut manifest = manifest::open(&folder)?;
        for entry in manifest.handouts.iter_mut().chain(&mut manifest.packets) {
            entry.pdf = format!("{name}/{}", entry.pdf).into();
            entry.site = Some(name.clone().into());
        }
        found.push(ManifestOf { site: Some(name), folder, manifest });
    }
    Ok(found)
}
