//! The content root, and the articles below the paths that were asked for.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::content::names::{
    ArticleFile, CONTENT, SITE_FILE, above_packets, is_apart, is_article_name, mark_collisions,
};
use crate::content::walk::Walk;
use crate::diagnostics::Diagnostic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state::FileState;
use crate::fs::path::display_path;
use crate::site::Edition;

/// A content root and the paths below it that were asked for.
#[derive(Debug)]
pub struct ContentRoot {
    /// The folder, as an absolute path without `.` and `..`.
    path: PathBuf,
    /// What was asked for, in the same form.
    asked: Vec<PathBuf>,
    /// What was asked for, as messages have it.
    displayed: Vec<String>,
}

/// The articles below the paths that were asked for.
pub struct Listing {
    /// Articles and packets, by id and language.
    pub articles: Vec<ArticleFile>,
    /// Folders and links that could not be followed. What lies there is unknown, not gone.
    pub trouble: Vec<Diagnostic>,
}

impl ContentRoot {
    /// The root that all of `paths` share; without any, that of the folder [`CONTENT`]. It is the nearest folder at or
    /// above a path with a site file; without one, the folder asked for, or the one that holds its folder `packets`.
    ///
    /// # Errors
    /// When a path is not there, or two have different roots.
    pub fn find(paths: &[PathBuf]) -> Result<ContentRoot, Error> {
        let Some((first, others)) = paths.split_first() else {
            return ContentRoot::of(Path::new(CONTENT));
        };
        let mut root = ContentRoot::of(first)?;
        for path in others {
            root.join(ContentRoot::of(path)?)?;
        }
        Ok(root)
    }

    /// The root of one path.
    ///
    /// # Errors
    /// When the path is not there, or nobody can tell whether a folder has a site file.
    pub fn of(path: &Path) -> Result<ContentRoot, Error> {
        let absolute = absolute(path)?;
        let found = absolute
            .metadata()
            .map_err(|error| Error::unopenable(path, error).hint("name an article, or a folder of articles"))?;
        let folder = if found.is_dir() { absolute.as_path() } else { absolute.parent().unwrap_or(&absolute) };
        let root = with_site_file(folder)?.unwrap_or_else(|| above_packets(folder)).to_owned();
        Ok(ContentRoot { path: root, asked: vec![absolute], displayed: vec![display_path(path)] })
    }

    /// Takes in what else was asked for.
    fn join(&mut self, other: ContentRoot) -> Result<(), Error> {
        if self.path != other.path {
            let (ours, theirs) = (self.displayed_paths(), other.displayed_paths());
            let message = format!("`{ours}` and `{theirs}` belong to different content folders");
            let (first, then) = (display_path(&self.path), display_path(&other.path));
            let hint = format!("build `{first}` and `{then}` one after the other");
            return Err(Error::new(ErrorKind::InvalidRequest, message).hint(hint));
        }
        self.asked.extend(other.asked);
        self.displayed.extend(other.displayed);
        Ok(())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What was asked for, for messages: `a`, `b`, without the outer marks.
    pub fn displayed_paths(&self) -> String {
        self.displayed.join("`, `")
    }

    /// The root's own site file, if it has one, readable or not.
    ///
    /// # Errors
    /// When nobody can tell.
    pub fn site_file(&self) -> Result<Option<PathBuf>, Error> {
        Ok(has_site_file(&self.path)?.then(|| self.path.join(SITE_FILE)))
    }

    /// Whether everything below the root was asked for.
    pub fn is_whole(&self) -> bool {
        self.asked.contains(&self.path)
    }

    /// Every article below the paths asked for. Files whose PDFs would have one name, by letter case or ending alone, are
    /// marked so.
    ///
    /// # Errors
    /// When a path that was asked for cannot be read, or holds no articles by its name.
    pub fn articles(&self, editions: &[Edition]) -> Result<Listing, Error> {
        let mut walk = Walk::new(&self.path)?;
        for path in &self.asked {
            if !path.is_dir() {
                walk.found.push(self.named_article(path)?);
            } else if is_apart(&self.path, path) {
                let message = format!("there are no articles in `{}`", display_path(path));
                return Err(Error::new(ErrorKind::InvalidRequest, message)
                    .hint("snippets are built with the articles that include them"));
            } else {
                walk.folder(path)?;
            }
        }
        let Walk { found: mut articles, trouble, .. } = walk;
        articles.sort_by(|a, b| a.order().cmp(&b.order()));
        articles.dedup_by(|a, b| a.path == b.path);
        mark_collisions(&mut articles, editions);
        Ok(Listing { articles, trouble })
    }

    /// A file asked for by name.
    fn named_article(&self, path: &Path) -> Result<ArticleFile, Error> {
        if !is_article_name(path) || is_apart(&self.path, path) {
            let message = format!("`{}` is not an article", display_path(path));
            return Err(Error::new(ErrorKind::InvalidRequest, message)
                .hint("articles and packets end in `.yaml` and are neither site files nor snippets"));
        }
        Ok(ArticleFile::new(&self.path, path.to_owned(), FileState::at(path), true))
    }
}

/// The nearest folder with a site file, at or above `folder`.
///
/// # Errors
/// When nobody can tell of one of them.
pub fn with_site_file(folder: &Path) -> Result<Option<&Path>, Error> {
    for folder in folder.ancestors() {
        if has_site_file(folder)? {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

/// Whether anything has the name of a site file in this folder. Only that the name is not there means that there is none: a
/// link that leads nowhere for a moment, or a disk that does not answer, must not take the clinic and its numbers off
/// every page.
fn has_site_file(folder: &Path) -> Result<bool, Error> {
    let file = folder.join(SITE_FILE);
    match file.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(Error::unreadable_site(&file, error)),
    }
}

/// The path from the root of the file system, `.` and `..` resolved by name alone.
fn absolute(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(|error| Error::unfindable(path, error))?;
    let mut clean = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    Ok(clean)
}
