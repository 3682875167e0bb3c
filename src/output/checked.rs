//! What checks found, so that unchanged articles are not read again. It is kept where programs keep what they could find
//! again, below the user's own folder: a check writes nothing beside articles and PDFs. It is not trusted: what is wrong
//! with it is found anew, and where it cannot be written nothing is lost.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::fs::atomic::PendingFile;
use crate::fs::fingerprint::BUILD;
use crate::output::state::State;
use crate::output::store::Changes;

/// Hexadecimal digits in a file's name.
const DIGITS: usize = 32;

/// What earlier checks of a content root with a site file found; `None` where nothing is known.
pub struct Checked {
    /// Where it is kept; `None` where there is no place for it.
    path: Option<PathBuf>,
    /// What is known.
    pub state: Option<State>,
}

impl Checked {
    /// Reads what is known of a content root, as it is really called, with a site file of one's own.
    pub fn load(root: &str, site: Option<&Path>) -> Checked {
        let path = folder().map(|folder| folder.join(name(root, site)));
        let state = path.as_deref().and_then(State::load);
        Checked { path, state: state.filter(|state| state.build == BUILD && state.root == root) }
    }

    /// Keeps what a check found. `there` are all articles of the root, where it was looked through as a whole.
    pub fn save(self, mut changes: Changes, there: Option<&BTreeSet<&str>>) {
        let Some(path) = self.path else { return };
        let mut state = self.state.unwrap_or_default();
        (state.build, state.root) = (BUILD.to_owned(), changes.root);
        if let Some(there) = there {
            let known: Vec<String> = state.records.sources().map(str::to_owned).collect();
            known
                .iter()
                .filter(|source| !there.contains(source.as_str()))
                .for_each(|gone| changes.records.remove(gone));
        }
        let mut is_new = state.records.apply(changes.records);
        for (input, snapshot) in changes.inputs {
            is_new |= state.inputs.insert(input, snapshot) != Some(snapshot);
        }
        if is_new {
            state.forget_unused(|_| {});
            // It is found again where it cannot be kept.
            let _ = path.parent().map(std::fs::create_dir_all);
            let _ = PendingFile::create(path, |to| state.write(to)).and_then(PendingFile::publish);
        }
    }
}

/// The folder that the system has for such files, by the rules of freedesktop.org, Apple and Microsoft.
fn folder() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let below_home = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
    let local = if cfg!(windows) { variable("LOCALAPPDATA") } else { None };
    let folder = variable("XDG_CACHE_HOME").or(local).or_else(|| Some(variable("HOME")?.join(below_home)))?;
    folder.is_absolute().then(|| folder.join("handout"))
}

fn name(root: &str, site: Option<&Path>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(root.as_bytes());
    if let Some(site) = site.and_then(|site| std::path::absolute(site).ok()) {
        hasher.update(b"\0").update(site.to_string_lossy().as_bytes());
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(DIGITS);
    format!("checked-{hex}")
}
