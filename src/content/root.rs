//! The content root, and the articles below the paths that were asked for.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fs::DirEntry;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::content::folders::Folders;
use crate::content::names::{
    ArticleFile, CONTENT, SITE_FILE, SharedNames, is_among_sites, is_apart, is_article_name, is_site_file, mark_copies,
    root_by_name,
};
use crate::content::uses::{SnippetFinder, snippet_name};
use crate::content::walk::Walk;
use crate::diagnostics::Diagnostic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state::FileState;
use crate::fs::path::{display_path, relative_name};
use crate::site::Edition;

/// A content root and the paths below it that were asked for.
#[derive(Debug)]
pub struct ContentRoot {
    /// The folder, as an absolute path without `.` and `..`.
    path: PathBuf,
    /// What was asked for, in the same form.
    asked: Vec<PathBuf>,
    /// Whether the folder itself is among that.
    is_whole: bool,
    /// What was asked for, as messages have it.
    displayed: Vec<String>,
}

/// The articles below the paths that were asked for.
pub struct Listing {
    /// Articles and packets, by id and language.
    articles: Vec<ArticleFile>,
    /// The names that PDFs of several of them could have.
    shared_names: SharedNames,
    /// Folders and links that could not be followed. What lies there is unknown, not gone.
    pub trouble: Vec<Diagnostic>,
    /// Files that are passed over though their names look like those of articles.
    pub passed_over: Vec<Diagnostic>,
    /// Snippets asked for by name that no article includes, by their paths below the root.
    pub unused: Vec<String>,
    /// Whether a site file was asked for by name.
    pub names_site: bool,
}

impl Listing {
    /// The articles and packets, by id and language, whatever their PDFs are called.
    pub fn all(&self) -> &[ArticleFile] {
        &self.articles
    }

    /// The articles and packets, by id and language. Those whose PDFs would have one name are marked so; `has` says which
    /// editions an article is to have or has.
    pub fn articles(&self, has: &dyn Fn(&ArticleFile, Edition) -> bool) -> Cow<'_, [ArticleFile]> {
        if self.shared_names.is_empty() {
            return Cow::Borrowed(&self.articles);
        }
        let mut articles = self.articles.clone();
        self.shared_names.mark(&mut articles, has);
        Cow::Owned(articles)
    }
}

impl ContentRoot {
    /// The root that all of `paths` share; without any, that of the folder [`CONTENT`]. It is the nearest folder at or
    /// above a path with a site file; without one, the nearest that is called [`CONTENT`]; else the folder asked for, or the
    /// one that holds its folder `packets` or `snippets`.
    ///
    /// # Errors
    /// When a path is not there, or two have different roots.
    pub fn find(paths: &[PathBuf]) -> Result<ContentRoot, Error> {
        let Some((first, others)) = paths.split_first() else {
            return ContentRoot::of(Path::new(CONTENT)).map_err(|error| match here() {
                Ok(Some(root)) => {
                    error.hint(format!("you are inside a content folder: name it, as `{}`", display_path(&root)))
                }
                _ => error.hint("name an article or a folder of articles, or begin with `handout init`"),
            });
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
        let mut absolute = absolute(path)?;
        let mut found = absolute.metadata();
        if let Some(other) = found.is_err().then(|| in_other_characters(&absolute)).flatten() {
            found = other.metadata();
            absolute = other;
        }
        let found =
            found.map_err(|error| Error::unopenable(path, error).hint("name an article, or a folder of articles"))?;
        // A folder around a content folder stands for it.
        let inner = absolute.join(CONTENT);
        if found.is_dir() && has_site_file(&inner)? && with_site_file(&absolute)?.is_none() {
            absolute = inner;
        }
        let folder = if found.is_dir() { absolute.as_path() } else { absolute.parent().unwrap_or(&absolute) };
        let root = with_site_file(folder)?.unwrap_or_else(|| root_by_name(folder)).to_owned();
        let is_whole = absolute == root;
        Ok(ContentRoot { path: root, asked: vec![absolute], is_whole, displayed: vec![display_path(path)] })
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
        self.is_whole |= other.is_whole;
        self.displayed.extend(other.displayed);
        Ok(())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What was asked for, as absolute paths without `.` and `..`.
    pub fn asked(&self) -> &[PathBuf] {
        &self.asked
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
        self.is_whole
    }

    /// The paths that were asked for, of files with the settings of one clinic of several.
    pub fn asked_clinics(&self) -> impl Iterator<Item = &Path> {
        let asked = self.asked.iter().map(PathBuf::as_path);
        asked.filter(|path| is_among_sites(&self.path, path) && self.is_site_file(path))
    }

    /// Every article below the paths asked for, and of an original that is asked for by name the translations that hold it,
    /// too; `has` says which editions an article is to have or has.
    ///
    /// # Errors
    /// When a path that was asked for cannot be read, or holds no articles by its name.
    pub fn list(&self, has: &dyn Fn(&ArticleFile, Edition) -> bool) -> Result<Listing, Error> {
        let mut walk = Walk::new(&self.path)?;
        let (mut names_site, mut snippets, mut named) = (false, Vec::new(), Vec::new());
        for path in &self.asked {
            if self.is_site_file(path) {
                names_site = true;
            } else if is_apart(&self.path, path) && is_article_name(path) && path.is_file() {
                snippets.push(relative_name(&self.path, path));
            } else if !path.is_dir() {
                named.push(self.named_article(path)?);
            } else if is_apart(&self.path, path) {
                snippets.extend(self.snippets_below(path)?);
            } else {
                walk.folder(path)?;
            }
        }
        walk.found.extend(self.translations_beside(&named, has));
        walk.found.extend(named);
        if names_site {
            walk.folder(&self.path)?;
        }
        let unused = self.add_users(&mut walk, snippets)?;
        let Walk { found, trouble, mut passed_over, .. } = walk;
        let mut articles = in_order(found);
        articles.dedup_by(|a, b| a.path == b.path);
        passed_over.sort_by(|a, b| a.message.cmp(&b.message));
        passed_over.dedup();
        mark_copies(&mut articles);
        let shared_names = SharedNames::of(&articles);
        Ok(Listing { articles, shared_names, trouble, passed_over, unused, names_site })
    }

    /// Whether a path names a site file of the root, or an overlay of one: all articles use it.
    fn is_site_file(&self, path: &Path) -> bool {
        if is_among_sites(&self.path, path) {
            return is_article_name(path) && path.is_file();
        }
        let name = path.file_name().and_then(|name| name.to_str());
        path.parent() == Some(&self.path) && name.is_some_and(is_site_file) && path.is_file()
    }

    /// Adds the articles that include snippets asked for by name. Returns the snippets that none includes.
    fn add_users(&self, walk: &mut Walk, snippets: Vec<String>) -> Result<Vec<String>, Error> {
        if snippets.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = Walk::new(&self.path)?;
        all.folder(&self.path)?;
        let names: Vec<String> = snippets.iter().map(|snippet| snippet_name(snippet)).collect();
        let finder = SnippetFinder::of(&names);
        let mut used = BTreeSet::new();
        for article in all.found {
            let included = finder.included_by(&article);
            if !included.is_empty() {
                used.extend(included);
                walk.found.push(article);
            }
        }
        let unused = snippets.into_iter().enumerate().filter(|(place, _)| !used.contains(place));
        Ok(unused.map(|(_, snippet)| snippet).collect())
    }

    /// The snippets in a folder of snippets, by their paths below the root, by name.
    fn snippets_below(&self, folder: &Path) -> Result<Vec<String>, Error> {
        let unreadable = |error: io::Error| Error::unreadable(folder, error);
        let entries = folder.read_dir().map_err(unreadable)?.collect::<io::Result<Vec<DirEntry>>>();
        let mut snippets = Vec::new();
        for entry in entries.map_err(unreadable)? {
            let (path, kind) = (entry.path(), entry.file_type().map_err(unreadable)?);
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if kind.is_dir() {
                snippets.extend(self.snippets_below(&path)?);
            } else if is_article_name(&path) && path.is_file() {
                snippets.push(relative_name(&self.path, &path));
            }
        }
        snippets.sort_unstable();
        Ok(snippets)
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

    /// The translations whose PDFs hold one of these articles, too: they are to be made with it. Each folder is listed once.
    fn translations_beside(
        &self,
        named: &[ArticleFile],
        has: &dyn Fn(&ArticleFile, Edition) -> bool,
    ) -> Vec<ArticleFile> {
        let originals = named.iter().filter(|article| article.language.is_none() && !article.is_packet());
        let (mut ids, mut folders) = (HashSet::new(), BTreeSet::new());
        for article in originals {
            ids.insert(article.id.as_str());
            folders.extend(article.path.parent());
        }
        // A folder that cannot be listed now holds none that could be read.
        let entries = folders.into_iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_article_name(path));
        let mut beside = Vec::new();
        for path in paths {
            let mut file = ArticleFile::new(&self.path, path, None, true);
            if file.language.is_some() && ids.contains(file.id.as_str()) {
                file.state = FileState::at(&file.path);
                beside.push(file);
            }
        }
        beside.retain(|file| Edition::ALL.iter().any(|edition| edition.is_bilingual() && has(file, *edition)));
        beside
    }
}

/// The content root that the working folder lies in; `None` when it lies in none.
///
/// # Errors
/// When nobody can tell whether a folder has a site file.
pub fn here() -> Result<Option<PathBuf>, Error> {
    let Ok(here) = std::env::current_dir() else { return Ok(None) };
    let root = match with_site_file(&here)? {
        Some(root) => Some(root),
        None => Some(root_by_name(&here)).filter(|root| root.ends_with(CONTENT)),
    };
    Ok(root.map(Path::to_path_buf))
}

/// The path that is there under the same name in other characters: an `é` of one character, or of two.
fn in_other_characters(path: &Path) -> Option<PathBuf> {
    let name = path.strip_prefix("/").ok().filter(|_| path.is_absolute())?.to_str().filter(|name| !name.is_ascii())?;
    Folders::new(Path::new("/")).name_on_disk(name).map(|name| Path::new("/").join(name))
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

/// Articles in their order. They are large, so that their places are sorted in their stead.
fn in_order(articles: Vec<ArticleFile>) -> Vec<ArticleFile> {
    let mut places: Vec<usize> = (0..articles.len()).collect();
    places.sort_unstable_by(|&a, &b| {
        let (one, other) = (&articles[a], &articles[b]);
        one.id.cmp(&other.id).then_with(|| one.order().cmp(&other.order())).then(a.cmp(&b))
    });
    let mut articles: Vec<Option<ArticleFile>> = articles.into_iter().map(Some).collect();
    places.into_iter().map(|place| articles[place].take().expect("each place stands there once")).collect()
}
