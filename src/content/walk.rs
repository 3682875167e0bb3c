//! Finds the files below a content root that are named like articles; never leaves the root and never goes in circles.

use std::collections::{BTreeMap, HashMap};
use std::fs::{DirEntry, FileType, read_dir};
use std::io;
use std::path::{Path, PathBuf};

use crate::content::among_sites::article_among_sites;
use crate::content::file_note::{at_top, unreadable};
use crate::content::lookalikes::passed_over;
use crate::content::names::{ArticleFile, is_among_sites, is_apart, is_article_name, is_site_file, is_sites_folder};
use crate::diagnostics::{Code, Diagnostic};
use crate::fs::error::{Error, ErrorKind, io_reason};
use crate::fs::file_state::FileState;
use crate::fs::path::display_path;

/// So often a link to a folder is followed from folders that were found through links themselves: a few links in one another
/// make more names than a disk has files.
const LINK_LIMIT: usize = 32;
/// So many files and folders are found through links.
const LINKED_LIMIT: usize = 100_000;
/// Folders deeper than this are a mistake.
const DEPTH_LIMIT: usize = 64;

/// A walk through the folders of a root.
pub struct Walk<'r> {
    root: &'r Path,
    real_root: PathBuf,
    /// The folders from the start to here, as they are really called.
    chain: Vec<PathBuf>,
    /// Whether one of them was entered through a link.
    is_linked: bool,
    /// The folders that links lead to, by where the links really lie.
    targets: HashMap<PathBuf, PathBuf>,
    /// How often each link to a folder was followed, by where it really lies.
    followed: HashMap<PathBuf, usize>,
    /// Links that cannot be followed, by where they really lie: each may be met on very many ways.
    wrong_links: BTreeMap<PathBuf, WrongLink>,
    /// How many files and folders were found through links to folders.
    linked: usize,
    /// Whether it was told that links lead to too much.
    is_too_much_told: bool,
    /// Files named like articles.
    pub found: Vec<ArticleFile>,
    /// Folders and links that could not be followed.
    pub trouble: Vec<Diagnostic>,
    /// Files that are passed over though their names look like those of articles.
    pub passed_over: Vec<Diagnostic>,
}

/// A link to a folder that cannot be followed.
struct WrongLink {
    /// Whether it is met through another link, and where: it is told of the first of all ways.
    way: (bool, PathBuf),
    code: Code,
    message: &'static str,
    hint: &'static str,
}

impl<'r> Walk<'r> {
    /// A walk that has not begun.
    pub fn new(root: &'r Path) -> Result<Walk<'r>, Error> {
        let real_root = real(root)?;
        Ok(Walk {
            root,
            real_root,
            chain: Vec::new(),
            is_linked: false,
            targets: HashMap::new(),
            followed: HashMap::new(),
            wrong_links: BTreeMap::new(),
            linked: 0,
            is_too_much_told: false,
            found: Vec::new(),
            trouble: Vec::new(),
            passed_over: Vec::new(),
        })
    }

    /// Everything below a folder that was asked for by name.
    pub fn folder(&mut self, folder: &Path) -> Result<(), Error> {
        let real = real(folder)?;
        if !real.starts_with(&self.real_root) {
            let message = format!("`{}` leads out of the content folder", display_path(folder));
            return Err(Error::new(ErrorKind::InvalidRequest, message));
        }
        // Without links on the way, its real name is that of the root and the rest of its path.
        self.is_linked =
            folder.strip_prefix(self.root).map(|rest| self.real_root.join(rest)).ok().as_ref() != Some(&real);
        // A folder that was asked for and cannot be read is no mistake of an article.
        read_dir(folder).map_err(|error| Error::unreadable(folder, error))?;
        self.enter(folder, real);
        for WrongLink { way: (_, path), code, message, hint } in std::mem::take(&mut self.wrong_links).into_values() {
            self.note(&path, code, message, hint);
        }
        Ok(())
    }

    fn enter(&mut self, folder: &Path, real: PathBuf) {
        if self.chain.len() > DEPTH_LIMIT {
            return self.note(folder, Code::TooDeep, "folders lie too deep here", "move them up");
        }
        let entries = read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.trouble.push(unreadable(&display_path(folder), &io_reason(&error))),
        };
        if self.is_linked {
            // Where there is too much, the same is left out on every disk.
            entries.sort_by_cached_key(DirEntry::file_name);
        }
        self.chain.push(real);
        let holds_settings = is_sites_folder(self.root, folder);
        for entry in entries {
            if self.is_linked && !self.has_room(folder) {
                break;
            }
            match entry.file_type() {
                Ok(kind) => self.entry((folder, holds_settings), kind, &entry),
                Err(error) => self.trouble.push(unreadable(&display_path(folder), &io_reason(&error))),
            }
        }
        self.chain.pop();
    }

    /// Takes in what stands in a folder; `holds_settings` says that it is the one of the clinics' settings.
    fn entry(&mut self, (folder, holds_settings): (&Path, bool), kind: FileType, entry: &DirEntry) {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            return;
        }
        let is_apart = || is_apart(self.root, &folder.join(&name));
        if kind.is_dir() {
            if !is_apart() {
                let real = self.chain.last().expect("this folder was pushed when it was entered").join(&name);
                self.enter(&entry.path(), real);
            }
        } else if kind.is_symlink() {
            if !is_apart() {
                self.link(entry.path());
            }
        } else if holds_settings {
            self.trouble.extend(article_among_sites(&entry.path()));
        } else if is_article_name(Path::new(&name)) {
            // For anything but an ordinary file, reading says what is wrong with it.
            let state = entry.metadata().ok().filter(|_| kind.is_file()).map(|metadata| FileState::of(&metadata));
            self.found.push(ArticleFile::new(self.root, entry.path(), state, self.is_linked));
        } else if !is_site_file(&name.to_string_lossy()) {
            self.passed_over.extend(passed_over(&name.to_string_lossy(), &display_path(&entry.path())));
        }
    }

    fn link(&mut self, path: PathBuf) {
        let folder = self.chain.last().expect("this folder was pushed when it was entered");
        let link = folder.join(path.file_name().unwrap_or_default());
        if let Some(target) = self.targets.get(&link) {
            let target = target.clone();
            return self.link_to_folder(path, link, target);
        }
        if !path.is_dir() {
            if is_among_sites(self.root, &path) {
                self.trouble.extend(article_among_sites(&path));
            } else if is_article_name(&path) {
                let state = FileState::at(&path);
                self.found.push(ArticleFile::new(self.root, path, state, true));
            } else if let Err(error) = path.metadata() {
                // It may have led to a folder of articles, which are not gone with it.
                let hint = "bring back what it leads to, or remove the link";
                let name = display_path(&path);
                let message = format!("`{name}` is a link, and what it leads to cannot be read: {}", io_reason(&error));
                self.trouble.push(at_top(&name, Diagnostic::new(Code::Unreadable, message).hint(hint)));
            }
            return;
        }
        match path.canonicalize() {
            Ok(target) => {
                self.targets.insert(link.clone(), target.clone());
                self.link_to_folder(path, link, target);
            }
            Err(error) => self.trouble.push(unreadable(&display_path(&path), &io_reason(&error))),
        }
    }

    /// Follows a link that is met as `path` and really lies at `link`, where it may be followed.
    fn link_to_folder(&mut self, path: PathBuf, link: PathBuf, target: PathBuf) {
        let wrong = if self.chain.iter().any(|folder| folder.starts_with(&target)) {
            let hint = "remove the link: every article is found without it";
            Some((Code::LinkLoop, "this link leads back to a folder that it lies in", hint))
        } else if !target.starts_with(&self.real_root) {
            let hint = "move the folder itself to where the link is";
            Some((Code::OutsideRoot, "this link leads out of the content folder", hint))
        } else {
            None
        };
        if let Some((code, message, hint)) = wrong {
            let way = (self.is_linked, path);
            if self.wrong_links.get(&link).is_none_or(|other| way < other.way) {
                self.wrong_links.insert(link, WrongLink { way, code, message, hint });
            }
        } else if self.may_follow(&path, link) {
            let before = std::mem::replace(&mut self.is_linked, true);
            self.enter(&path, target);
            self.is_linked = before;
        }
    }

    /// Counts one more file or folder that is found through links. Returns whether that is not too much.
    fn has_room(&mut self, folder: &Path) -> bool {
        self.linked += 1;
        let has_room = self.linked <= LINKED_LIMIT;
        if !has_room {
            self.note_too_much(folder);
        }
        has_room
    }

    /// Counts that the link at `real` is followed once more. Returns whether that is not too often. Where it really lies, a link
    /// is always followed.
    fn may_follow(&mut self, link: &Path, real: PathBuf) -> bool {
        if !self.is_linked {
            return true;
        }
        let followed = self.followed.entry(real).or_default();
        *followed += 1;
        let is_few = *followed <= LINK_LIMIT;
        if !is_few {
            self.note_too_much(link);
        }
        is_few
    }

    /// Tells once that links lead to too much.
    fn note_too_much(&mut self, path: &Path) {
        if !std::mem::replace(&mut self.is_too_much_told, true) {
            let hint = "remove links to folders, so that each folder is found by few names";
            self.note(path, Code::TooDeep, "from here on, links to folders find too much", hint);
        }
    }

    fn note(&mut self, path: &Path, code: Code, message: &str, hint: &str) {
        let name = display_path(path);
        let diagnostic = Diagnostic::new(code, format!("`{name}`: {message}")).hint(hint);
        self.trouble.push(at_top(&name, diagnostic));
    }
}

fn real(folder: &Path) -> Result<PathBuf, Error> {
    folder.canonicalize().map_err(|error| Error::unopenable(folder, error))
}
