//! Names in the content folder: which files are articles, what they are called, and what their PDFs are called. Nothing
//! here looks at the disk.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::content::folders::{composed, is_article_ending};
use crate::content::language_names::tag_of;
use crate::content::lookalikes::{copied_from, is_site_name};
use crate::content::portable::unfit_on_windows;
use crate::diagnostics::{Code, Diagnostic, Severity, Source};
use crate::fs::file_state::FileState;
use crate::fs::path::{display_path, relative_name, turns_letters_round};
use crate::language::Language;
use crate::site::{Edition, Format};

/// The folder articles are in unless another is named.
pub const CONTENT: &str = "content";
/// The site file of a content root.
pub const SITE_FILE: &str = "handout.yaml";
/// The folder of the root that holds the JSON Schemas by which editors check what is typed.
pub const SCHEMAS: &str = ".schema";
/// The folder of the root whose files are snippets: neither articles nor packets.
pub const SNIPPETS: &str = "snippets/";
/// The folder of the root whose own files are the settings of several clinics. Folders in it are like any others.
pub const SITES: &str = "sites/";
/// The same without its slash.
pub const CLINICS: &str = "sites";
/// The folder of the root whose files are packets.
pub const PACKETS: &str = "packets/";

/// A file that is an article or a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the root, with `/`.
    pub source: String,
    /// Its path below the root without language and ending, with `/`: `side-effects/hair-loss`. In NFC: a file from a Mac,
    /// whose accents are characters of their own, has the ID that people type.
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

/// Other files that a message about a shared name tells of at most: thousands may share one.
const MOST_NAMED: usize = 3;

/// What is wrong with the name of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Trouble {
    code: Code,
    message: String,
    hint: String,
}

impl ArticleFile {
    /// The file at `path`, which lies below `root`, with what its name says.
    pub fn new(root: &Path, path: PathBuf, state: Option<FileState>, is_linked: bool) -> ArticleFile {
        // Who put names together had room for longer ones, and a hundred thousand are held. Each is copied: the allocator leaves
        // what only becomes shorter in its place.
        let path = PathBuf::from(path.as_os_str());
        let source = relative_name(root, &path).as_str().to_owned();
        let name = last_part(&source);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let suffix = stem.rsplit_once('.').map(|(_, suffix)| suffix);
        let language = suffix.filter(|suffix| is_language_suffix(suffix)).map(str::to_owned);
        let mut id = composed(&source);
        id.truncate(id.rfind('.').unwrap_or(id.len()));
        if let Some(language) = &language {
            id.truncate(id.len() - language.len() - 1);
        }
        let id = id.as_str().to_owned();
        let mut trouble: Vec<Trouble> = unfit_name(&path, &source).into_iter().collect();
        trouble.extend(suffix.and_then(|suffix| language_name(suffix, &id)));
        trouble.extend(doubled_ending(stem));
        trouble.extend(unportable_name(&source));
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
        format!("{}{dot}{language}{}.pdf", self.id, edition_ending(edition))
    }

    /// The name of what is made of it beside its PDFs, below the output folder: once of those in one language, whichever of
    /// them this edition is, and once of those in two.
    pub fn beside(&self, format: Format, edition: Edition) -> String {
        let pdf = self.pdf(if edition.is_bilingual() { Edition::Bilingual } else { Edition::Standard });
        format!("{}{}", pdf.strip_suffix("pdf").expect("PDFs end so"), format.ending())
    }

    /// Whether its name keeps it from being built, or what is said of its name depends on other files.
    pub fn has_trouble(&self) -> bool {
        let is_lasting = |code: Code| code.severity() == Severity::Error || code == Code::CopyOfArticle;
        self.trouble.iter().any(|trouble| is_lasting(trouble.code))
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
            Diagnostic::new(trouble.code, trouble.message.clone()).hint(trouble.hint.clone()).at(source.span(0..0))
        };
        self.trouble.iter().map(note).collect()
    }
}

/// What a PDF has in its name for its edition.
fn edition_ending(edition: Edition) -> &'static str {
    match edition {
        Edition::Standard => "",
        Edition::Large => ".large",
        Edition::Compact => ".compact",
        Edition::Bilingual => ".bilingual",
        Edition::BilingualLarge => ".bilingual.large",
    }
}

fn unfit_name(path: &Path, source: &str) -> Option<Trouble> {
    let unfit = match path.to_str() {
        None => "bytes that are not text",
        Some(_) if source.chars().any(char::is_control) => "a line break, a tab or another control character",
        // A name with one is not the name that people read.
        Some(_) if source.chars().any(turns_letters_round) => "an invisible sign that turns letters round",
        Some(_) => return None,
    };
    let message = format!("the file's name has {unfit}");
    Some(Trouble { code: Code::BadName, message, hint: "rename it with plain letters, digits and dashes".to_owned() })
}

/// That the path of a file below the root is none on Windows.
fn unportable_name(source: &str) -> Option<Trouble> {
    let message = unfit_on_windows(source)?;
    let hint =
        "rename it with plain letters, digits and dashes: the content folder cannot be copied to such a computer";
    Some(Trouble { code: Code::UnportableName, message, hint: hint.to_owned() })
}

/// That a suffix is the name of a language or of a country: `fever.chinese.yaml`, `fever.cn.yaml`.
fn language_name(suffix: &str, id: &str) -> Option<Trouble> {
    let tag = tag_of(suffix)?;
    // A suffix that has the form of a tag is not part of the ID.
    let id = id.strip_suffix(suffix).map_or(id, |stem| stem.trim_end_matches('.'));
    let message = format!("`{suffix}` in the file's name is no tag of a language");
    Some(Trouble { code: Code::LanguageName, message, hint: format!("did you mean `{}.{tag}.yaml`?", last_part(id)) })
}

/// That a name ends in `.yaml.yaml`, as it comes of typing the ending where the program adds it.
fn doubled_ending(stem: &str) -> Option<Trouble> {
    let (bare, _) = stem.rsplit_once('.').filter(|(_, ending)| is_article_ending(ending))?;
    let message = "the file's name has its ending twice, which makes the first one part of the ID".to_owned();
    Some(Trouble { code: Code::PassedOver, message, hint: format!("rename it to `{bare}.yaml`") })
}

/// The form in which two names are compared that some file systems take for one: letter case does not count, nor whether an
/// accent is part of its letter or stands behind it (Unicode NFC and NFD).
pub fn folded_name(name: &str) -> String {
    composed(&name.to_lowercase())
}

/// The names of PDFs that more than one article could have, letter case and the form of accents aside: each with the articles,
/// by their places in the list, and the editions.
#[derive(Default)]
pub struct SharedNames(Vec<Vec<(String, usize, Edition)>>);

impl SharedNames {
    /// Those of a list of articles.
    pub fn of(articles: &[ArticleFile]) -> SharedNames {
        let mut owners: Vec<(String, usize, Edition)> = Vec::new();
        for index in possible_sharers(articles) {
            let article = &articles[index];
            owners.extend(Edition::ALL.map(|edition| (folded_name(&article.pdf(edition)), index, edition)));
        }
        owners.sort_unstable_by(|(a, at, _), (b, bt, _)| (a, at).cmp(&(b, bt)));
        let shared = owners.chunk_by(|a, b| a.0 == b.0).filter(|sharers| sharers.len() > 1);
        SharedNames(shared.map(<[_]>::to_vec).collect())
    }

    /// Whether no name is shared.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Marks all articles whose PDFs would have one name. `has` says that an article is to have an edition, or has it on
    /// disk, where it is kept in step; it is asked only of those that share a name with another.
    pub fn mark(&self, articles: &mut [ArticleFile], has: &dyn Fn(&ArticleFile, Edition) -> bool) {
        for sharers in &self.0 {
            let sharers: Vec<(&String, &usize)> = sharers
                .iter()
                .filter(|(_, index, edition)| has(&articles[*index], *edition))
                .map(|(pdf, index, _)| (pdf, index))
                .collect();
            if sharers.len() < 2 {
                continue;
            }
            for (pdf, index) in &sharers {
                let others = sharers.iter().filter(|(_, other)| other != index).take(MOST_NAMED);
                let others: Vec<String> = others.map(|(_, other)| display_path(&articles[**other].path)).collect();
                let more = match sharers.len() - 1 - others.len() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let message = format!("this file and `{}`{more} would both give `{pdf}`", others.join("`, `"));
                articles[**index].trouble.push(Trouble {
                    code: Code::SamePdf,
                    message,
                    hint: "rename one of them".to_owned(),
                });
            }
        }
    }
}

/// The places of the articles that could share the name of a PDF with another, and maybe of some that could not: those whose
/// names are the same without the edition, and those called like an edition of another. Others are not looked at further, for
/// a hundred thousand have half a million names.
fn possible_sharers(articles: &[ArticleFile]) -> BTreeSet<usize> {
    let endings: Vec<&str> = Edition::ALL.into_iter().map(edition_ending).filter(|ending| !ending.is_empty()).collect();
    let mut names: Vec<(Cow<str>, usize)> = Vec::with_capacity(articles.len());
    names.extend(articles.iter().enumerate().map(|(index, article)| (folded_stem(article), index)));
    names.sort_unstable();
    let called = |name: &str| {
        let start = names.partition_point(|(other, _)| other.as_ref() < name);
        let end = names.partition_point(|(other, _)| other.as_ref() <= name);
        &names[start..end]
    };
    let mut sharers = BTreeSet::new();
    for same in names.chunk_by(|a, b| a.0 == b.0) {
        let name = same[0].0.as_ref();
        let plain = endings.iter().filter_map(|ending| name.strip_suffix(ending));
        let others: Vec<_> = plain.flat_map(called).collect();
        if same.len() + others.len() > 1 {
            sharers.extend(same.iter().chain(others).map(|(_, index)| *index));
        }
    }
    sharers
}

/// The name of an article's ordinary PDF without its ending, folded as it is with it.
fn folded_stem(article: &ArticleFile) -> Cow<'_, str> {
    let is_folded = |name: &str| name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if article.language.is_none() && is_folded(&article.id) {
        return Cow::Borrowed(&article.id);
    }
    let mut name = folded_name(&article.pdf(Edition::Standard));
    name.truncate(name.len() - ".pdf".len());
    Cow::Owned(name)
}

/// Marks the articles that are named like copies of others.
pub fn mark_copies(articles: &mut [ArticleFile]) {
    if articles.iter().all(|article| copied_from(last_part(&article.id)).is_none()) {
        return;
    }
    let key = |id: &str, language: Option<&str>| (id.to_lowercase(), language.map(str::to_lowercase));
    let there: HashSet<(String, Option<String>)> =
        articles.iter().map(|article| key(&article.id, article.language.as_deref())).collect();
    for article in articles.iter_mut() {
        let name = last_part(&article.id);
        let folder = &article.id[..article.id.len() - name.len()];
        // A copy of a copy: `fever - Copy (2)`.
        let mut originals = std::iter::successors(copied_from(name), |copy| copied_from(copy));
        let is_there = |name: &String| there.contains(&key(&format!("{folder}{name}"), article.language.as_deref()));
        if let Some(original) = originals.find(is_there) {
            let message = format!("this file is named like a copy of `{original}`, and both are made into handouts");
            let hint = "remove the copy, or give it a name that says what it is".to_owned();
            article.trouble.push(Trouble { code: Code::CopyOfArticle, message, hint });
        }
    }
}

/// Whether a file of this name is an article or a packet: `*.yaml` and `*.yml` in any letter case, except for site files,
/// hidden files, and what Office programs leave beside an open file.
pub fn is_article_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let is_apart = name.starts_with('.') || name.starts_with("~$") || is_site_name(&name);
    is_article_ending(ending) && !stem.is_empty() && !is_apart
}

/// Whether a name is that of a site file: `handout.yaml`, `handout.es.yaml`.
pub fn is_site_file(name: &str) -> bool {
    name == SITE_FILE || overlay_language(name, SITE_FILE).is_some()
}

/// Whether a folder or file of the root holds neither articles nor packets.
pub fn is_apart(root: &Path, path: &Path) -> bool {
    path.starts_with(root.join(SNIPPETS))
}

/// Whether a path is directly in the folder of the clinics' settings.
pub fn is_among_sites(root: &Path, path: &Path) -> bool {
    path.parent().is_some_and(|folder| is_sites_folder(root, folder))
}

/// Whether a folder is that of the clinics' settings.
pub fn is_sites_folder(root: &Path, folder: &Path) -> bool {
    folder == root.join(SITES)
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
    let is_clinic = id.strip_prefix(SITES).is_some_and(|name| !name.contains('/'));
    id.starts_with(SNIPPETS) || id.starts_with(PACKETS) || is_clinic || last_part(id).starts_with("handout")
}

/// The content root that a folder stands in or is, where no site file tells: the nearest folder that is called
/// [`CONTENT`], else the one that holds its folder `packets` or `snippets`, else itself.
pub fn root_by_name(folder: &Path) -> &Path {
    let is_called = |folder: &Path, name: &str| folder.file_name().is_some_and(|own| own == name);
    if let Some(root) = folder.ancestors().find(|folder| is_called(folder, CONTENT)) {
        return root;
    }
    let is_part = [PACKETS, SNIPPETS].iter().any(|part| is_called(folder, part.trim_end_matches('/')));
    folder.parent().filter(|_| is_part).unwrap_or(folder)
}

/// What stands behind the last `/`; the whole of a text without one.
pub fn last_part(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// Whether a suffix names a language: `es`, `pt-BR`, `zh-Hant`. Longer words (`dose.weekly.yaml`) belong to the name.
pub fn is_language_suffix(suffix: &str) -> bool {
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
        assert_eq!(spanish.pdf(Edition::Compact), "side-effects/hair-loss.es.compact.pdf");
        assert_eq!(spanish.pdf(Edition::Bilingual), "side-effects/hair-loss.es.bilingual.pdf");
        assert_eq!(spanish.pdf(Edition::BilingualLarge), "side-effects/hair-loss.es.bilingual.large.pdf");
        assert_eq!(
            spanish.originals().collect::<Vec<_>>(),
            ["side-effects/hair-loss.yaml", "side-effects/hair-loss.yml"]
        );
        let weekly = file("dose.weekly.yaml");
        assert_eq!((weekly.id.as_str(), weekly.language), ("dose.weekly", None));
    }

    /// The names that are shared, each with the sources of those who share it.
    fn shared(sources: &[&str]) -> Vec<String> {
        let articles: Vec<ArticleFile> =
            sources.iter().map(|source| ArticleFile::at(Path::new("/root"), source)).collect();
        let SharedNames(shared) = SharedNames::of(&articles);
        let told = |sharers: &Vec<(String, usize, Edition)>| {
            let own: Vec<&str> = sharers.iter().map(|(_, index, _)| articles[*index].source.as_str()).collect();
            format!("{}: {}", sharers[0].0, own.join(" "))
        };
        shared.iter().map(told).collect()
    }

    #[test]
    fn names_that_are_no_edition_of_one_another_are_not_shared() {
        let apart = ["fever.yaml", "fever.es.yaml", "feverlarge.yaml", "rash.large.yaml", "large.yaml", "a/fever.yaml"];
        assert!(shared(&apart).is_empty());
    }

    #[test]
    fn an_article_called_like_an_edition_shares_its_name() {
        assert_eq!(shared(&["fever.large.yaml", "fever.yaml"]), ["fever.large.pdf: fever.large.yaml fever.yaml"]);
        // The large print of the one is called like the same edition of the other, too.
        let both = ["fever.bilingual.yaml", "fever.yaml"];
        assert_eq!(
            shared(&both),
            [
                "fever.bilingual.large.pdf: fever.bilingual.yaml fever.yaml",
                "fever.bilingual.pdf: fever.bilingual.yaml fever.yaml"
            ]
        );
        assert_eq!(shared(&["Fever.ES.yaml", "rash.yaml", "fever.es.yml"]).len(), Edition::ALL.len());
        assert_eq!(shared(&["ΟΔΟΣ.yaml", "οδοσ.compact.yaml"]), ["οδοσ.compact.pdf: ΟΔΟΣ.yaml οδοσ.compact.yaml"]);
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
        assert!(!is_id("sites/north") && is_id("sites/skin/rash") && is_id("sites"));
        assert!(is_id("side-effects/fatigue") && !is_id("packets/a") && !is_id("../a") && !is_id("a//b"));
    }
}
