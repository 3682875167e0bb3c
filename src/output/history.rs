//! Every version of every handout that was ever built here: one JSON object a line, only ever added to, so that a paper
//! can be known years later. It holds what handouts say of themselves and nothing else: no patient, no reader, no clock.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::fs::error::Error;
use crate::fs::file_state::Digest;
use crate::fs::fingerprint::to_hex;
use crate::fs::ordinary;
use crate::output::record::{EditionName, Made, Output, Record};

/// Its name in the output folder.
pub const NAME: &str = ".handout/history";

/// One version of one PDF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The short code on its pages.
    pub code: String,
    /// The ID of its article.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
    /// Which form of the handout.
    pub edition: EditionName,
    /// The handout's name.
    pub title: String,
    /// Printed before the title.
    pub kind: Option<String>,
    /// When the article was first published.
    pub created: Date,
    /// When it had last changed.
    pub updated: Date,
    /// Path below the output folder.
    pub pdf: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The files beside it, by their paths below the output folder, each with its SHA-256. Earlier versions do not tell.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub beside: BTreeMap<String, String>,
}

/// The lines to be added when a record takes the place of another: one for each PDF that was not built before, or has
/// another file beside it.
pub fn new_lines(before: Option<&Record>, after: &Record) -> Vec<String> {
    let known = |output: &Output| {
        let mut old = before.into_iter().flat_map(Record::outputs);
        let is_same = |old: &Output| old.pdf == output.pdf && old.code == output.code && old.sha256 == output.sha256;
        old.any(|old| is_same(old) && beside(output).all(|new| beside(old).any(|old| old == new)))
    };
    let made = after.made.iter().flat_map(|made| made.outputs.iter().map(move |output| (made, output)));
    let new = made.filter(|(_, output)| !output.code.is_empty() && !known(output));
    new.map(|(made, output)| line(&version(after, made, output))).collect()
}

/// The names and hashes of the files beside a PDF, as far as they are known.
fn beside(output: &Output) -> impl Iterator<Item = (&str, &Digest)> {
    let known = output.sidecars.iter().filter(|sidecar| sidecar.has_known_content());
    known.map(|sidecar| (sidecar.file.as_str(), &sidecar.sha256))
}

fn line(version: &Version) -> String {
    serde_json::to_string(version).expect("strings and dates always have a form in JSON")
}

fn version(record: &Record, made: &Made, output: &Output) -> Version {
    Version {
        code: output.code.clone(),
        id: record.id.clone(),
        language: made.language.clone(),
        edition: output.edition,
        title: made.title.clone(),
        kind: made.kind.clone(),
        created: made.created,
        updated: output.updated,
        pdf: output.pdf.clone(),
        sha256: to_hex(&output.sha256),
        beside: beside(output).map(|(name, sha256)| (name.to_owned(), to_hex(sha256))).collect(),
    }
}

/// All versions, oldest first. A line that a kill tore is passed over.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn read(output: &Path) -> Result<Vec<Version>, Error> {
    Ok(lines(output)?.iter().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// The lines of the file; none before the first build, where there is no file.
fn lines(output: &Path) -> Result<Vec<String>, Error> {
    let file = output.join(NAME);
    match ordinary::read(&file, u64::MAX) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::unreadable(&file, error)),
    }
}

/// The lines of the history in `from` that the one in `here` lacks.
///
/// # Errors
/// When one of them is there and cannot be read.
pub fn missing(from: &Path, here: &Path) -> Result<Vec<String>, Error> {
    let known: HashSet<String> = lines(here)?.into_iter().collect();
    Ok(lines(from)?.into_iter().filter(|line| !known.contains(line)).collect())
}
