//! Names in the content folder: which files are articles, what they are called, and what their PDFs are called. Nothing
//! here looks at the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::{Code, Diagnostic, Source};
use crate::fs::file_state::FileState;
use crate::fs::path::{display_path, relative_name};
use crate::language::Language;
use crate::site::Edition;

/// The folder articles are in unless another is named.
pub const CONTENT: &str = "content";
/// The site file of a content root.
pub const SITE_FILE: &str = "handout.yaml";
/// Folders of the root that hold neither articles nor packets.
const NOT_ARTICLES: [&str; 1] = ["snippets"];
/// The folder of the root whose files are packets.
const PACKETS: &str = "packets/";

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
    pub state: Option<FileState>,
    /// Whether a symbolic link is on the way to it.
    pub is_linked: bool,
    /// Why it cannot be built under this name.
    trouble: Vec<Trouble>,
}

/// What is wrong with the name of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Trouble {
    code: Code,
    message: String,
    hint: &'static str,
}

impl ArticleFile {
    /// The file at `path`, which lies below `root`, with what its name says.
    pub fn new(root: &Path, path: PathBuf, state: Option<FileState>, is_linked: bool) -> ArticleFile {
        let source = relative_name(root, &path);
        let name = last_part(&source);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let suffix = stem.rsplit_once('.').map(|(_, suffix)| suffix);
        let language = suffix.filter(|suffix| is_language_suffix(suffix)).map(str::to_owned);
        let mut id = source.clone();
        id.truncate(id.rfind('.').unwrap_or(id.len()));
        if let Some(language) = &language {
            id.truncate(id.len() - language.len() - 1);
        }
        let trouble = unfit_name(&path, &source).into_iter().collect();
        ArticleFile { path, source, id, language, state, is_linked, trouble }
    }

    /// The file at a path below the root, nothing known of its state.
    pub fn at(root: &Path, source: &str) -> ArticleFile {
        ArticleFile::new(root, root.join(source), None, true)
    }

    /// Whether it is a packet, not an article.
    pub fn is_packet(&self) -> bool {
        is_packet(&self.source)
    }

    /// The language in its name.
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::parse)
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

    /// What articles are sorted by.
    pub fn order(&self) -> (&str, Option<&str>, &Path) {
        (&self.id, self.language.as_deref(), &self.path)
    }

    /// Where the article may be that this one is a translation of, below the root: `hair-loss.yaml` for
    /// `hair-loss.es.yaml`. None for an article without a language in its name.
    pub fn originals(&self) -> impl Iterator<Item = String> {
        let endings = if self.language.is_some() { &["yaml", "yml"][..] } else { &[] };
        endings.iter().map(|ending| format!("{}.{ending}", self.id))
    }

    /// What is wrong with its name, placed at the top of the file.
    pub fn mistakes(&self, source: &Arc<Source>) -> Vec<Diagnostic> {
        let note = |trouble: &Trouble| {
            Diagnostic::new(trouble.code, trouble.message.clone()).hint(trouble.hint).at(source.span(0..0))
        };
        self.trouble.iter().map(note).collect()
    }
}

fn unfit_name(path: &Path, source: &str) -> Option<Trouble> {
    let unfit = match path.to_str() {
        None => "bytes that are not text",
        Some(_) if source.chars().any(char::is_control) => "a line break, a tab or another control character",
        Some(_) => return None,
    };
    let message = format!("the file's name has {unfit}");
    Some(Trouble { code: Code::BadName, message, hint: "rename it with plain letters, digits and dashes" })
}

/// The form in which two names are compared that some file systems take for one: letter case does not count, nor whether an
/// accent is part of its letter or stands behind it (Unicode NFC and NFD).
pub fn folded_name(name: &str) -> String {
    match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => name.to_lowercase().nfc().collect(),
    }
}

/// Marks all articles whose PDFs would have one name, letter case and the form of accents aside.
pub fn mark_collisions(articles: &mut [ArticleFile], editions: &[Edition]) {
    let mut owners: Vec<(String, usize)> = Vec::with_capacity(articles.len() * editions.len());
    for (index, article) in articles.iter().enumerate() {
        owners.extend(editions.iter().map(|edition| (folded_name(&article.pdf(*edition)), index)));
    }
    owners.sort_unstable();
    for sharers in owners.chunk_by(|a, b| a.0 == b.0).filter(|sharers| sharers.len() > 1) {
        for (pdf, index) in sharers {
            let others = sharers.iter().filter(|(_, other)| other != index).map(|(_, other)| *other);
            let others: Vec<String> = others.map(|other| display_path(&articles[other].path)).collect();
            let message = format!("this file and `{}` would both give `{pdf}`", others.join("`, `"));
            articles[*index].trouble.push(Trouble { code: Code::SamePdf, message, hint: "rename one of them" });
        }
    }
}

/// Whether a file of this name is an article or a packet: `*.yaml` and `*.yml`, except for site files and hidden files.
pub fn is_article_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    let is_site = name.ends_with(".yaml") && name.starts_with("handout");
    stem.is_some_and(|stem| !stem.is_empty()) && !name.starts_with('.') && !is_site
}

/// Whether a folder or file of the root holds neither articles nor packets.
pub fn is_apart(root: &Path, path: &Path) -> bool {
    NOT_ARTICLES.iter().any(|apart| path.starts_with(root.join(apart)))
}

/// The language of a site file for one language, by its name and that of the site file that it is laid over: `es` of
/// `handout.es.yaml` over `handout.yaml`.
pub fn overlay_language(name: &str, site: &str) -> Option<Language> {
    let (stem, ending) = site.rsplit_once('.').unwrap_or((site, ""));
    let language = name.strip_prefix(stem)?.strip_prefix('.')?.strip_suffix(ending)?.strip_suffix('.')?;
    Language::parse(language)
}

/// Whether the file at this path below the root is a packet.
pub fn is_packet(source: &str) -> bool {
    source.starts_with(PACKETS)
}

/// Whether an article may have this ID: a path that stays in the content root, and out of the folders of other things.
pub fn is_id(id: &str) -> bool {
    let is_sound = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
    id.split('/').all(is_sound) && !is_reserved(id) && !id.chars().any(char::is_control)
}

/// Whether a file of this ID would be read as something other than an article: a site file, a snippet, a packet.
pub fn is_reserved(id: &str) -> bool {
    id.starts_with("snippets/") || id.starts_with(PACKETS) || last_part(id).starts_with("handout")
}

/// The content root that a folder stands in or is, where no site file tells: packets have articles beside their folder.
pub fn above_packets(folder: &Path) -> &Path {
    let is_packets = folder.file_name().is_some_and(|name| name == PACKETS.trim_end_matches('/'));
    folder.parent().filter(|_| is_packets).unwrap_or(folder)
}

/// What stands behind the last `/`; the whole of a text without one.
pub fn last_part(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// Whether a suffix names a language: `es`, `pt-BR`, `zh-Hant`. Longer words (`dose.weekly.yaml`) belong to the name.
fn is_language_suffix(suffix: &str) -> bool {
    let primary = suffix.split('-').next().unwrap_or(suffix);
    matches!(primary.len(), 2 | 3) && Language::parse(suffix).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_id_language_and_pdf() {
        let file = |source: &str| ArticleFile::at(Path::new("/root"), source);
        let spanish = file("side-effects/hair-loss.es.yaml");
        assert_eq!((spanish.id.as_str(), spanish.language.as_deref()), ("side-effects/hair-loss", Some("es")));
        assert_eq!(spanish.pdf(Edition::Large), "side-effects/hair-loss.es.large.pdf");
        assert_eq!(
            spanish.originals().collect::<Vec<_>>(),
            ["side-effects/hair-loss.yaml", "side-effects/hair-loss.yml"]
        );
        let weekly = file("dose.weekly.yaml");
        assert_eq!((weekly.id.as_str(), weekly.language), ("dose.weekly", None));
    }

    #[test]
    fn an_overlay_has_the_name_of_its_site_file_and_a_language() {
        let of = |name, site| overlay_language(name, site).map(|language| language.tag().to_owned());
        assert_eq!(of("handout.es-mx.yaml", "handout.yaml").as_deref(), Some("es-MX"));
        assert_eq!(of("north.es.yml", "north.yml").as_deref(), Some("es"));
        for (name, site) in [
            ("handout.es.yaml", "north.yaml"),
            ("north.es.yml", "north.yaml"),
            ("north.yaml", "north.yaml"),
            ("northeast.es.yaml", "north.yaml"),
            ("handout..yaml", "handout.yaml"),
        ] {
            assert_eq!(of(name, site), None, "{name} over {site}");
        }
    }

    #[test]
    fn site_files_snippets_and_packets_are_no_articles() {
        let is_article = |name: &str| is_article_name(Path::new(name));
        assert!(is_article("fever.yaml") && is_article("fever.yml"));
        assert!(!is_article("handout.yaml") && !is_article("handout.es.yaml") && !is_article(".hidden.yaml"));
        assert!(!is_article("fever.txt") && !is_article(".yaml"));
        assert!(is_id("side-effects/fatigue") && !is_id("packets/a") && !is_id("../a") && !is_id("a//b"));
    }
}
