//! Every version of every handout that was ever built here: one JSON object a line, only ever added to, so that a paper
//! can be known years later. It holds what handouts say of themselves and nothing else: no patient, no reader, no clock.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::fs::error::Error;
use crate::fs::file_state::Digest;
use crate::fs::fingerprint::to_hex;
use crate::fs::ordinary;
use crate::output::record::{EditionName, Made, Output, Record};

/// Its name in the output folder.
pub const NAME: &str = ".handout/history";
/// The longest line of ours is shorter than this many bytes.
const LONGEST: u64 = 1 << 20;

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
    let mut versions = Vec::new();
    for line in Lines::of(output)? {
        versions.extend(serde_json::from_str::<Version>(&line?).ok());
    }
    Ok(versions)
}

/// The lines of a history, read one after the other, as all together are a third as long as the records.
pub struct Lines {
    /// `None` before the first build, where there is no file.
    file: Option<BufReader<File>>,
    path: PathBuf,
}

impl Lines {
    /// The lines of the history of an output folder.
    ///
    /// # Errors
    /// When the file is there and cannot be opened.
    pub fn of(output: &Path) -> Result<Lines, Error> {
        let path = output.join(NAME);
        let file = match ordinary::open(&path, File::options().read(true)) {
            Ok(file) => Some(BufReader::with_capacity(1 << 16, file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::unreadable(&path, error)),
        };
        Ok(Lines { file, path })
    }
}

impl Iterator for Lines {
    type Item = Result<String, Error>;

    /// The next line that is not empty, without its end. One that is too long is not ours, and passed over.
    fn next(&mut self) -> Option<Result<String, Error>> {
        loop {
            let mut line = Vec::new();
            let file = self.file.as_mut()?;
            let mut read = file.by_ref().take(LONGEST).read_until(b'\n', &mut line);
            if line.len() as u64 == LONGEST && !line.ends_with(b"\n") {
                line.clear();
                read = file.skip_until(b'\n').map(|passed| passed + 1);
            }
            match read {
                Err(error) => {
                    self.file = None;
                    return Some(Err(Error::unreadable(&self.path, error)));
                }
                Ok(0) => return None,
                Ok(_) => {}
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.strip_suffix('\n').unwrap_or(&text);
            let text = text.strip_suffix('\r').unwrap_or(text);
            if !text.is_empty() {
                return Some(Ok(text.to_owned()));
            }
        }
    }
}

/// Which lines were seen, each by half of a digest: two of a million lines are not likely to share it.
#[derive(Default)]
pub struct SeenLines(HashSet<[u8; 16]>);

impl SeenLines {
    /// Takes in a line. Returns whether it was not seen before.
    pub fn add(&mut self, line: &str) -> bool {
        self.0.insert(digest_of(line))
    }

    /// Whether a line was taken in.
    pub fn contains(&self, line: &str) -> bool {
        self.0.contains(&digest_of(line))
    }
}

fn digest_of(line: &str) -> [u8; 16] {
    *blake3::hash(line.as_bytes()).as_bytes().first_chunk().expect("a digest is longer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_without_their_ends_and_the_torn_one_too() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Lines::of(folder.path()).unwrap().count(), 0, "there is no file");
        std::fs::create_dir(folder.path().join(".handout")).unwrap();
        std::fs::write(folder.path().join(NAME), {
            let long = vec![b'x'; LONGEST as usize];
            [&b"one\n\ntwo\r\n"[..], &long, b"xx\n\xff\n", &long, b"\nthr"].concat()
        })
        .unwrap();
        let lines: Vec<String> = Lines::of(folder.path()).unwrap().map(Result::unwrap).collect();
        assert_eq!(lines, ["one", "two", "\u{fffd}", "thr"]);
        let mut seen = SeenLines::default();
        assert!(lines.iter().all(|line| seen.add(line)));
        assert!(!seen.add("one") && seen.contains("two") && !seen.contains("three"));
    }
}
