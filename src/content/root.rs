//! The content root: which files are articles, what they are called, and what their PDFs are called.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::content::walk::{Found, Walk};
use crate::diagnostics::{Code, Diagnostic, Source};
use crate::fs::error::{Error, io_reason};
use crate::fs::file_state::Stamp;
use crate::fs::path::{below, display_path};
use crate::locale::Locale;
use crate::site::Edition;

/// The site file of a content root.
const SITE: &str = "handout.yaml";
/// Folders of the root that hold neither articles nor packets.
pub const NOT_ARTICLES: [&str; 1] = ["snippets"];
/// The folder of the root whose files are packets.
const PACKETS: &str = "packets/";

/// A content root and the paths below it that were asked for.
#[derive(Debug)]
pub struct Content {
    root: PathBuf,
    paths: Vec<PathBuf>,
    shown: Vec<String>,
}

/// A file that is an article or a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the root, with `/`.
    pub source: String,
    /// Its path below the root without language and ending, with `/`: `side-effects/hair-loss`.
    pub id: String,
    /// The language in its name: `es` of `hair-loss.es.yaml`.
    pub language: Option<String>,
    /// What it looks like from outside; `None` when it cannot be looked at.
    pub stamp: Option<Stamp>,
    /// Whether a symbolic link is on the way to it.
    pub linked: bool,
    /// Why it cannot be built under this name.
    trouble: Vec<(Code, String, String)>,
}

/// The articles below the paths that were asked for.
pub struct Listing {
    /// By id and language.
    pub articles: Vec<ArticleFile>,
    /// Folders and links that could not be followed. What lies there is unknown, not gone.
    pub trouble: Vec<Diagnostic>,
}

impl Content {
    /// The root that all of `paths` share; without any, that of the folder `content`.
    pub fn find(paths: &[PathBuf]) -> Result<Content, Error> {
        let ordinary = [PathBuf::from(crate::content::CONTENT)];
        let asked = if paths.is_empty() { &ordinary[..] } else { paths };
        let mut content: Option<Content> = None;
        for path in asked {
            let shown_path = display_path(path);
            let absolute = absolute(path)?;
            let found = absolute.metadata().map_err(|error| {
                Error::new(format!("`{shown_path}` cannot be opened: {}", io_reason(&error)))
                    .hint("name an article, or a folder of articles")
            })?;
            let folder = if found.is_dir() { absolute.as_path() } else { absolute.parent().unwrap_or(&absolute) };
            let sited = folder.ancestors().find(|folder| folder.join(SITE).is_file());
            let root = sited.unwrap_or_else(|| above_packets(folder)).to_owned();
            let content =
                content.get_or_insert_with(|| Content { root: root.clone(), paths: Vec::new(), shown: Vec::new() });
            if content.root != root {
                let message =
                    format!("`{}` and `{shown_path}` belong to different content folders", content.shown_paths());
                let hint = format!(
                    "build `{}` and `{}` one after the other",
                    display_path(&content.root),
                    display_path(&root)
                );
                return Err(Error::new(message).hint(hint));
            }
            content.paths.push(absolute);
            content.shown.push(shown_path);
        }
        content.ok_or_else(|| Error::new("no path was given"))
    }

    /// The content root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What was asked for, for messages.
    pub fn shown_paths(&self) -> String {
        self.shown.join("`, `")
    }

    /// The root's own site file, if it has one.
    pub fn site_file(&self) -> Option<PathBuf> {
        let file = self.root.join(SITE);
        file.is_file().then_some(file)
    }

    /// `handout.LANG.yaml` for each LANG, by name.
    pub fn site_overlays(&self) -> Vec<(String, PathBuf)> {
        let Ok(entries) = std::fs::read_dir(&self.root) else { return Vec::new() };
        let mut overlays: Vec<_> = entries
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let language = name.strip_prefix("handout.")?.strip_suffix(".yaml")?;
                Locale::is_tag(language).then(|| (language.to_owned(), entry.path()))
            })
            .collect();
        overlays.sort();
        overlays
    }

    /// Whether everything below the root was asked for.
    pub fn is_whole(&self) -> bool {
        self.paths.contains(&self.root)
    }

    /// Every article below the paths asked for. Files whose PDFs would have one name, by letter case or ending alone, are
    /// marked so.
    pub fn articles(&self, editions: &[Edition]) -> Result<Listing, Error> {
        let mut walk = Walk::new(&self.root)?;
        for path in &self.paths {
            match path.is_dir() {
                true if NOT_ARTICLES.iter().any(|apart| path.starts_with(self.root.join(apart))) => {
                    let message = format!("there are no articles in `{}`", display_path(path));
                    return Err(Error::new(message).hint("snippets are built with the articles that include them"));
                }
                true => walk.folder(path)?,
                false => walk.found.push(self.named_article(path)?),
            }
        }
        let mut articles: Vec<ArticleFile> = walk.found.into_iter().map(|found| article(&self.root, found)).collect();
        articles.sort_by(|a, b| a.order().cmp(&b.order()));
        articles.dedup_by(|a, b| a.path == b.path);
        mark_collisions(&mut articles, editions);
        Ok(Listing { articles, trouble: walk.trouble })
    }

    /// A file asked for by name.
    fn named_article(&self, path: &Path) -> Result<Found, Error> {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let top = below.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let apart = below.components().count() > 1 && top.is_some_and(|top| NOT_ARTICLES.contains(&top.as_str()));
        match is_article_name(path) && !apart {
            true => Ok(Found { path: path.to_owned(), stamp: Stamp::at(path), linked: true }),
            false => Err(Error::new(format!("`{}` is not an article", display_path(path)))
                .hint("articles and packets end in `.yaml` and are neither site files nor snippets")),
        }
    }
}

fn article(root: &Path, Found { path, stamp, linked }: Found) -> ArticleFile {
    let source = below(root, &path);
    let name = source.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let language =
        stem.rsplit_once('.').map(|(_, suffix)| suffix).filter(|suffix| is_language(suffix)).map(str::to_owned);
    let mut id = source.clone();
    id.truncate(id.rfind('.').unwrap_or(id.len()));
    if let Some(language) = &language {
        id.truncate(id.len() - language.len() - 1);
    }
    let mut trouble = Vec::new();
    let unfit = match path.to_str() {
        None => Some("bytes that are not text"),
        Some(_) if source.chars().any(char::is_control) => Some("a line break, a tab or another control character"),
        Some(_) => None,
    };
    if let Some(unfit) = unfit {
        let message = format!("the file's name has {unfit}");
        trouble.push((Code::BadName, message, "rename it with plain letters, digits and dashes".to_owned()));
    }
    ArticleFile { path, source, id, language, stamp, linked, trouble }
}

/// A suffix that names a language: `es`, `pt-BR`, `zh-Hant`. Longer words (`dose.weekly.yaml`) belong to the name.
fn is_language(suffix: &str) -> bool {
    let primary = suffix.split('-').next().unwrap_or(suffix);
    matches!(primary.len(), 2 | 3) && Locale::is_tag(suffix)
}

/// `*.yaml` and `*.yml`, but for site files.
pub fn is_article_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    let is_site = name.ends_with(".yaml") && (name.starts_with("handout.") || name.starts_with("handout"));
    stem.is_some_and(|stem| !stem.is_empty()) && !name.starts_with('.') && !is_site
}

/// The path from the root of the file system, `.` and `..` resolved by name alone.
fn absolute(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path)
        .map_err(|error| Error::new(format!("`{}` cannot be found: {}", display_path(path), io_reason(&error))))?;
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

/// Marks all articles whose PDFs would share a name, letter case aside.
fn mark_collisions(articles: &mut [ArticleFile], editions: &[Edition]) {
    let mut owners: Vec<(String, usize)> = Vec::with_capacity(articles.len() * editions.len());
    for (index, article) in articles.iter().enumerate() {
        owners.extend(editions.iter().map(|edition| (article.pdf(*edition).to_lowercase(), index)));
    }
    owners.sort_unstable();
    for sharers in owners.chunk_by(|a, b| a.0 == b.0).filter(|sharers| sharers.len() > 1) {
        for (pdf, index) in sharers {
            let others = sharers.iter().filter(|(_, other)| other != index).map(|(_, other)| *other);
            let others: Vec<String> = others.map(|other| display_path(&articles[other].path)).collect();
            let message = format!("this file and `{}` would both give `{pdf}`", others.join("`, `"));
            articles[*index].trouble.push((Code::SamePdf, message, "rename one of them".to_owned()));
        }
    }
}

/// Whether the file at this path below the root is a packet.
pub fn is_packet(source: &str) -> bool {
    source.starts_with(PACKETS)
}

/// The content root that a folder stands in or is, where no site file tells: packets have articles beside their folder.
pub fn above_packets(folder: &Path) -> &Path {
    let is_packets = folder.file_name().is_some_and(|name| name == PACKETS.trim_end_matches('/'));
    folder.parent().filter(|_| is_packets).unwrap_or(folder)
}

/// The IDs of all articles below a root and the languages in their names, in order.
pub fn listed(root: &Path) -> Vec<(String, Option<String>)> {
    let Ok(mut walk) = Walk::new(root) else { return Vec::new() };
    if walk.folder(root).is_err() {
        return Vec::new();
    }
    let files = walk.found.into_iter().map(|found| article(root, found));
    let files = files.filter(|file| !file.is_packet());
    let mut listed: Vec<_> = files.map(|file| (file.id, file.language)).collect();
    listed.sort();
    listed
}

impl ArticleFile {
    /// The file at a path below the root.
    pub fn at(root: &Path, source: &str) -> ArticleFile {
        article(root, Found { path: root.join(source), stamp: None, linked: true })
    }

    /// Whether it is a packet, not an article.
    pub fn is_packet(&self) -> bool {
        is_packet(&self.source)
    }

    /// The name of its PDF below the output folder.
    pub fn pdf(&self, edition: Edition) -> String {
        let (dot, language) = self.language.as_ref().map_or(("", ""), |language| (".", language));
        let edition = match edition {
            Edition::Standard => "",
            Edition::Large => ".large",
        };
        format!("{}{dot}{language}{edition}.pdf", self.id)
    }

    /// Whether its name keeps it from being built.
    pub fn has_trouble(&self) -> bool {
        !self.trouble.is_empty()
    }

    /// Articles are told in this order.
    fn order(&self) -> (&str, Option<&str>, &Path) {
        (&self.id, self.language.as_deref(), &self.path)
    }

    /// Where the article would be that it is a translation of, below the root: `hair-loss.yaml` for `hair-loss.es.yaml`.
    pub fn originals(&self) -> impl Iterator<Item = String> {
        let endings = if self.language.is_some() { &["yaml", "yml"][..] } else { &[] };
        endings.iter().map(|ending| format!("{}.{ending}", self.id))
    }

    /// What is wrong with its name, told at the top of the file.
    pub fn mistakes(&self, source: &Arc<Source>) -> Vec<Diagnostic> {
        let note = |(code, message, hint): &(Code, String, String)| {
            Diagnostic::new(*code, message.clone()).hint(hint.clone()).at(source.span(0..0))
        };
        self.trouble.iter().map(note).collect()
    }
}
