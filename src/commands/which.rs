//! `handout which`: what a paper or a file is, and whether it still holds, from the manifest and the history.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::foreign;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state;
use crate::fs::fingerprint::to_hex;
use crate::fs::path::display_path;
use crate::output::history::{self, Version};
use crate::output::manifest::{Entry, Gone};
use crate::output::record::EditionName;
use crate::output::sites_list::{self, ManifestOf};

/// Letters of a code that a voice or a photocopy leaves in doubt.
const DOUBTFUL: usize = 2;
/// Letters of half a code: `K7MP` of `K7MP-3XQR`.
const HALF: usize = 4;
/// Codes that are compared, letter by letter, with those that nobody knows. Whoever asks for hundreds of them at once among
/// ten thousand handouts gets a hint at the first ones only.
const MOST_COMPARED: usize = 1_000_000;

/// What a paper is.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// The version that it shows.
    #[serde(flatten)]
    pub version: Version,
    /// The clinic of several whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Whether it is still what is handed out.
    pub current: bool,
    /// Why, or why not.
    pub state: State,
    /// What is handed out instead.
    pub replaced_by: Option<Successor>,
    /// The day the original changed, where this is the last version of a translation older than that.
    pub outdated: Option<Date>,
    /// The file of its article below the content root, where what is on disk is outdated or its article gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether that has errors, so that nothing newer could be made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_errors: bool,
    /// Only of a file: whether it is byte for byte as it was built.
    pub intact: Option<bool>,
}

/// What became of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is what is handed out.
    Current,
    /// The article says something else by now, and this PDF was not made anew. Or it is a translation, and its original has
    /// changed since.
    Outdated,
    /// There is a newer version.
    Replaced,
    /// The article was taken back.
    Withdrawn,
    /// There is no such article any more. Its PDF may still be on disk.
    Gone,
}

/// What took a version's place.
#[derive(Debug, Serialize)]
pub struct Successor {
    /// The short code on its pages.
    pub code: String,
    /// When its article last changed.
    pub updated: Date,
    /// Path below the output folder.
    pub pdf: String,
}

impl Answer {
    /// "es, large print, updated 2024-05-10".
    pub fn form(&self) -> String {
        let edition = self.version.edition.remark().map(|remark| format!(", {remark}")).unwrap_or_default();
        format!("{}{edition}, updated {}", self.version.language, self.version.updated)
    }
}

/// Tells of each code and each file what it is, in the order they are asked for: several answers to one only where codes
/// happen to be the same, an error where nothing is known by that name. A code may come in one word or as its two halves.
///
/// # Errors
/// When there is no manifest, or the history cannot be read.
pub fn which(output: &Path, asked: &[String]) -> Result<Vec<Result<Vec<Answer>, Error>>, Error> {
    let mut known = Vec::new();
    for ManifestOf { site, folder, mut manifest } in sites_list::manifests(output, None)? {
        let withdrawn = std::mem::take(&mut manifest.withdrawn);
        let unsound = std::mem::take(&mut manifest.failed).into_iter().map(|article| article.source).collect();
        let mut history = history::read(&folder)?;
        if let Some(name) = site.as_ref().filter(|_| folder != output) {
            // Below the folder that was asked for, as in the manifest.
            history.iter_mut().for_each(|version| version.pdf = format!("{name}/{}", version.pdf));
        }
        known.push(Known::new(site, manifest.entries().collect(), history).with(unsound, withdrawn));
    }
    Ok(joined(asked).iter().map(|asked| of_all(&known, asked)).collect())
}

/// What all clinics know of one code or file; where none knows anything, what the one says that comes nearest.
fn of_all(known: &[Known], asked: &str) -> Result<Vec<Answer>, Error> {
    let (mut answers, mut failure) = (Vec::new(), None);
    for one in known {
        match one.one(asked) {
            Ok(found) => answers.extend(found),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    match failure {
        Some(error) if answers.is_empty() => Err(error),
        _ => Ok(answers),
    }
}

/// What is asked for, two halves of a code that stand side by side joined.
fn joined(asked: &[String]) -> Vec<String> {
    let is_half = |word: &String| bare(word).len() == HALF && !is_file(word);
    let (mut all, mut rest) = (Vec::new(), asked);
    while let [first, others @ ..] = rest {
        match others {
            [second, others @ ..] if is_half(first) && is_half(second) => {
                all.push(format!("{first}-{second}"));
                rest = others;
            }
            _ => {
                all.push(first.clone());
                rest = others;
            }
        }
    }
    all
}

/// Whether a file is asked for, not a code.
fn is_file(asked: &str) -> bool {
    asked.to_ascii_lowercase().ends_with(".pdf") || Path::new(asked).is_file()
}

/// All that is remembered of one output folder, found by what it is asked for.
struct Known {
    site: Option<String>,
    on_disk: Vec<Entry<'static>>,
    /// The place in `on_disk` of what is handed out of an article in a language and an edition.
    handed_out: HashMap<Form, usize>,
    /// Every version, those on disk first, then the newest.
    versions: Vec<Version>,
    /// The places of versions in `versions`, by code without signs, in order.
    by_code: HashMap<String, Vec<usize>>,
    /// The same, by what their bytes hash to.
    by_sha256: HashMap<String, Vec<usize>>,
    /// The files of articles with errors.
    unsound: HashSet<String>,
    /// ID and language of what was taken back.
    withdrawn: HashSet<(String, String)>,
    comparisons_left: Cell<usize>,
}

/// An article's ID, a language and an edition.
type Form = (String, String, EditionName);

impl Known {
    fn new(site: Option<String>, on_disk: Vec<Entry<'static>>, history: Vec<Version>) -> Known {
        let mut handed_out = HashMap::new();
        for (place, entry) in on_disk.iter().enumerate() {
            let form = (entry.id.to_string(), entry.language.to_string(), entry.edition);
            handed_out.entry(form).or_insert(place);
        }
        let mut versions: Vec<Version> = on_disk.iter().filter(|entry| !entry.code.is_empty()).map(version).collect();
        versions.extend(history.into_iter().rev());
        let (mut by_code, mut by_sha256) = (HashMap::new(), HashMap::new());
        for (place, version) in versions.iter().enumerate() {
            by_code.entry(bare(&version.code)).or_insert_with(Vec::new).push(place);
            by_sha256.entry(version.sha256.clone()).or_insert_with(Vec::new).push(place);
        }
        Known {
            site,
            on_disk,
            handed_out,
            versions,
            by_code,
            by_sha256,
            unsound: HashSet::new(),
            withdrawn: HashSet::new(),
            comparisons_left: Cell::new(MOST_COMPARED),
        }
    }

    /// With the files of articles that have errors, and what was taken back.
    fn with(self, unsound: HashSet<String>, withdrawn: Vec<Gone>) -> Known {
        let withdrawn = withdrawn.into_iter().map(|gone| (gone.id, gone.language)).collect();
        Known { unsound, withdrawn, ..self }
    }

    fn one(&self, asked: &str) -> Result<Vec<Answer>, Error> {
        if is_file(asked) { self.file(Path::new(asked)) } else { self.code(asked) }
    }

    fn code(&self, asked: &str) -> Result<Vec<Answer>, Error> {
        let bare = bare(asked);
        let answers = self.answers(self.by_code.get(&bare).into_iter().flatten());
        match answers.is_empty() {
            false => Ok(answers),
            true => Err(self.unknown_code(asked, &bare)),
        }
    }

    fn unknown_code(&self, asked: &str, bare: &str) -> Error {
        let near = self.near(bare).map(|version| &version.code);
        let error = Error::new(ErrorKind::NotFound, format!("no handout was ever built here with the code `{asked}`"));
        match near {
            Some(code) => error.hint(format!("did you mean `{code}`?")),
            None => error
                .hint("a packet's own code is known only if `build` made it: ask for one on a later page; -o names the manifest's folder"),
        }
    }

    /// The version whose code is most like this one, which is without signs.
    fn near(&self, bare: &str) -> Option<&Version> {
        let mut near: Option<(usize, &Version)> = None;
        let letters = bare.chars().count();
        for version in &self.versions {
            let code = self::bare(&version.code);
            if code.chars().count().abs_diff(letters) > DOUBTFUL {
                continue;
            }
            let left = self.comparisons_left.get().checked_sub(1)?;
            self.comparisons_left.set(left);
            let distance = strsim::osa_distance(&code, bare);
            let is_nearer = |(least, other): (usize, &Version)| (distance, &version.code) < (least, &other.code);
            if distance <= DOUBTFUL && near.is_none_or(is_nearer) {
                near = Some((distance, version));
            }
        }
        near.map(|(_, version)| version)
    }

    /// A file is known by its bytes, else by the codes it names.
    fn file(&self, path: &Path) -> Result<Vec<Answer>, Error> {
        let (bytes, _) =
            file_state::read(path, foreign::LIMIT as u64).map_err(|error| Error::unreadable(path, error))?;
        let digest = to_hex(&Sha256::digest(&bytes).into());
        let mut answers = self.answers(self.by_sha256.get(&digest).into_iter().flatten());
        let is_intact = !answers.is_empty();
        if !is_intact {
            // A file that cannot be read names none.
            let codes = foreign::own_metadata(&bytes).map_or_else(Vec::new, |own| own.codes);
            answers = self.answers(self.of_codes(&codes).iter());
        }
        answers.iter_mut().for_each(|answer| answer.intact = Some(is_intact));
        if answers.is_empty() {
            let message = format!("`{}` shows no handout that was ever built here", display_path(path));
            return Err(Error::new(ErrorKind::NotFound, message)
                .hint("-o names the folder of the manifest, if it is not `output`"));
        }
        Ok(answers)
    }

    /// The places of the versions that have one of these codes, in order.
    fn of_codes(&self, codes: &[String]) -> Vec<usize> {
        let mut places: Vec<usize> = Vec::new();
        for code in codes {
            let same = self.by_code.get(&bare(code)).into_iter().flatten().copied();
            places.extend(same.filter(|place| self.versions[*place].code == *code));
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// What the versions in these places are, each told once.
    fn answers<'p>(&self, places: impl Iterator<Item = &'p usize>) -> Vec<Answer> {
        let mut told = HashSet::new();
        let versions = places.map(|place| &self.versions[*place]);
        let versions = versions.filter(|version| told.insert((&version.pdf, &version.code)));
        let mut answers: Vec<Answer> = versions.map(|version| self.answer(version.clone())).collect();
        // The same words under a new name are still current.
        let current: HashSet<String> =
            answers.iter().filter(|it| it.current).map(|it| it.version.code.clone()).collect();
        answers.retain(|answer| answer.state != State::Gone || !current.contains(&answer.version.code));
        answers
    }

    fn answer(&self, version: Version) -> Answer {
        let form = (version.id.clone(), version.language.clone(), version.edition);
        let now = self.handed_out.get(&form).map(|place| &self.on_disk[*place]);
        let is_withdrawn = || self.withdrawn.contains(&(form.0.clone(), form.1.clone()));
        let state = match now {
            Some(now) if now.gone => State::Gone,
            Some(now) if now.code != version.code => State::Replaced,
            Some(now) if now.current => State::Current,
            Some(_) => State::Outdated,
            None if is_withdrawn() => State::Withdrawn,
            None => State::Gone,
        };
        let successor = now.filter(|_| state == State::Replaced).map(|now| Successor {
            code: now.code.to_string(),
            updated: now.updated,
            pdf: now.pdf.to_string(),
        });
        let outdated = now.filter(|_| state == State::Outdated).and_then(|now| now.outdated);
        let is_stale = matches!(state, State::Outdated | State::Gone);
        let source = now.filter(|_| is_stale).map(|now| now.source.to_string());
        let has_errors = source.as_ref().is_some_and(|source| self.unsound.contains(source));
        Answer {
            version,
            site: self.site.clone(),
            current: state == State::Current,
            state,
            replaced_by: successor,
            outdated,
            source,
            has_errors,
            intact: None,
        }
    }
}

fn version(entry: &Entry) -> Version {
    Version {
        code: entry.code.to_string(),
        id: entry.id.to_string(),
        language: entry.language.to_string(),
        edition: entry.edition,
        title: entry.title.to_string(),
        kind: entry.kind.as_ref().map(|kind| kind.to_string()),
        created: entry.created,
        updated: entry.updated,
        pdf: entry.pdf.to_string(),
        sha256: entry.sha256.clone(),
        beside: BTreeMap::new(),
    }
}

/// A code as it is compared: without signs, in capitals.
fn bare(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
