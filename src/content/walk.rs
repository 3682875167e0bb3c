//! Goes through the folders of a content root, never out of it and never in circles.

use std::fs::{DirEntry, FileType, read_dir};
use std::path::{Path, PathBuf};

use crate::content::files::unreadable;
use crate::content::root::{NOT_ARTICLES, is_article_name};
use crate::diagnostics::{Code, Diagnostic, Source};
use crate::fs::error::{Error, io_reason};
use crate::fs::file_state::Stamp;
use crate::fs::path::display_path;

/// Folders deeper than this are a mistake.
const DEPTH_LIMIT: usize = 64;

/// A file that is named like an article.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// What it looks like; `None` when it cannot be looked at.
    pub stamp: Option<Stamp>,
    /// Whether a symbolic link is on the way to it.
    pub linked: bool,
}

/// A walk through the folders of a root.
pub struct Walk<'r> {
    root: &'r Path,
    real_root: PathBuf,
    /// The folders from the start to here, as they are really called.
    chain: Vec<PathBuf>,
    /// Whether one of them was entered through a link.
    linked: bool,
    /// Files named like articles.
    pub found: Vec<Found>,
    /// Folders and links that could not be followed.
    pub trouble: Vec<Diagnostic>,
}

impl<'r> Walk<'r> {
    /// A walk that has not begun.
    pub fn new(root: &'r Path) -> Result<Walk<'r>, Error> {
        let real_root = real(root)?;
        Ok(Walk { root, real_root, chain: Vec::new(), linked: false, found: Vec::new(), trouble: Vec::new() })
    }

    /// Everything below a folder that was asked for by name.
    pub fn folder(&mut self, folder: &Path) -> Result<(), Error> {
        let real = real(folder)?;
        if !real.starts_with(&self.real_root) {
            return Err(Error::new(format!("`{}` leads out of the content folder", display_path(folder))));
        }
        // Were there links on the way, its real name would not be the root's and the rest.
        self.linked = folder.strip_prefix(self.root).map(|rest| self.real_root.join(rest)).ok().as_ref() != Some(&real);
        // A folder that was asked for and cannot be read is no mistake of an article.
        read_dir(folder)
            .map_err(|error| Error::new(format!("`{}` cannot be read: {}", display_path(folder), io_reason(&error))))?;
        self.enter(folder, real);
        Ok(())
    }

    fn enter(&mut self, folder: &Path, real: PathBuf) {
        if self.chain.len() > DEPTH_LIMIT {
            return self.note(folder, Code::TooDeep, "folders lie too deep here", "move them up");
        }
        let entries = match read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.trouble.push(*unreadable(&display_path(folder), &io_reason(&error))),
        };
        self.chain.push(real);
        for entry in entries {
            match entry.and_then(|entry| Ok((entry.file_type()?, entry))) {
                Ok((kind, entry)) => self.entry(folder, kind, &entry),
                Err(error) => self.trouble.push(*unreadable(&display_path(folder), &io_reason(&error))),
            }
        }
        self.chain.pop();
    }

    fn entry(&mut self, folder: &Path, kind: FileType, entry: &DirEntry) {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            return;
        }
        let is_apart = || folder == self.root && NOT_ARTICLES.iter().any(|apart| name == *apart);
        if kind.is_dir() {
            if !is_apart() {
                let real = self.chain.last().map(|here| here.join(&name)).unwrap_or_default();
                self.enter(&entry.path(), real);
            }
        } else if kind.is_symlink() {
            if !is_apart() {
                self.link(entry.path());
            }
        } else if is_article_name(Path::new(&name)) {
            // For anything but an ordinary file, reading says what is wrong with it.
            let stamp = entry.metadata().ok().filter(|_| kind.is_file()).map(|metadata| Stamp::of(&metadata));
            self.found.push(Found { path: entry.path(), stamp, linked: self.linked });
        }
    }

    fn link(&mut self, path: PathBuf) {
        if !path.is_dir() {
            if is_article_name(&path) {
                self.found.push(Found { stamp: Stamp::at(&path), path, linked: true });
            }
            return;
        }
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) => return self.trouble.push(*unreadable(&display_path(&path), &io_reason(&error))),
        };
        if self.chain.iter().any(|folder| folder.starts_with(&real)) {
            let hint = "remove the link: every article is found without it";
            self.note(&path, Code::LinkLoop, "this link leads back to a folder that it lies in", hint);
        } else if !real.starts_with(&self.real_root) {
            let hint = "move the folder itself to where the link is";
            self.note(&path, Code::OutsideRoot, "this link leads out of the content folder", hint);
        } else {
            let before = std::mem::replace(&mut self.linked, true);
            self.enter(&path, real);
            self.linked = before;
        }
    }

    fn note(&mut self, path: &Path, code: Code, message: &str, hint: &str) {
        let name = display_path(path);
        let diagnostic = Diagnostic::new(code, format!("`{name}`: {message}")).hint(hint);
        self.trouble.push(match Source::new(name, Vec::new()) {
            Ok(source) => diagnostic.at(source.span(0..0)),
            Err(_) => diagnostic,
        });
    }
}

fn real(folder: &Path) -> Result<PathBuf, Error> {
    folder
        .canonicalize()
        .map_err(|error| Error::new(format!("`{}` cannot be opened: {}", display_path(folder), io_reason(&error))))
}
