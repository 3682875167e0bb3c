//! PDFs that somebody else wrote, taken into a packet: the clinic's own, and what `--append` brings for one patient.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::assets::AssetError;
use crate::content::files::TrackedFiles;
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::foreign::{Foreign, ForeignError, LIMIT};
use crate::fs::error::{Error, ErrorKind, io_reason};
use crate::fs::file_state;
use crate::packet::ForeignPart;

/// A PDF that stands in a packet.
pub struct InsertedPdf {
    /// Its line in the contents, and its bookmark.
    pub title: String,
    /// The hash of a PDF of the clinic's own, for the packet's code; empty for a patient's, of which nothing goes into the
    /// code.
    pub code: String,
    /// Its pages.
    pub foreign: Foreign,
}

impl InsertedPdf {
    /// What a packet in this language needs to know of it.
    pub fn part<'a>(&'a self, language: &'a str) -> ForeignPart<'a> {
        ForeignPart { title: &self.title, language, code: &self.code, pages: &self.foreign }
    }
}

/// A PDF of the clinic's own, named in a packet's file.
pub fn read_own_pdf(
    title: String,
    (path, place): (&str, &Span),
    tracked: &TrackedFiles,
    notes: &mut Notes,
) -> Option<InsertedPdf> {
    let mut refuse = |code: Code, message: String, hint: &str| {
        notes.push(Diagnostic::new(code, message).at(place.clone()).hint(hint));
        None
    };
    let bytes = match tracked.pdf(path) {
        Ok(bytes) => bytes,
        Err(AssetError::Missing) => {
            let hint = "check the name, capital letters too: it is named from the content folder on";
            return refuse(Code::MissingFile, format!("there is no PDF `{path}` in the content folder"), hint);
        }
        Err(AssetError::Unreadable(why)) => {
            return refuse(
                Code::UnreadableFile,
                format!("the PDF `{path}` cannot be read: {why}"),
                "check who may open it",
            );
        }
        Err(AssetError::Unsound(diagnostic)) => {
            notes.push(*diagnostic);
            return None;
        }
        Err(AssetError::Undecodable(_)) => unreachable!("the bytes of a PDF are not decoded when they are read"),
    };
    let code = blake3::hash(&bytes).to_hex().to_string();
    match Foreign::read(bytes) {
        Ok(foreign) => {
            notes.push(warning(&format!("`{path}`"), &foreign).at(place.clone()));
            Some(InsertedPdf { title, code, foreign })
        }
        Err(error) => refuse(Code::BadPdf, format!("the PDF `{path}` cannot be bound: {error}"), error.cure()),
    }
}

/// That a packet with pages of somebody else claims less.
fn warning(what: &str, foreign: &Foreign) -> Diagnostic {
    let mut message = format!(
        "the pages of {what} are without tags in this packet, which therefore claims neither PDF/UA-1 nor PDF/A-2a"
    );
    for loss in foreign.losses() {
        message.push_str(&format!("; {loss}"));
    }
    let hint = "who listens to the packet does not hear these pages: give what they say in another way too";
    Diagnostic::new(Code::ForeignPages, message).hint(hint)
}

/// A file that is asked for by `--append`. It may speak of a patient, and so may its name: no message repeats either.
#[derive(Clone, PartialEq, Eq)]
pub struct AppendedFile {
    path: PathBuf,
    title: String,
}

impl std::fmt::Debug for AppendedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not its path: that may name a patient.
        f.write_str("AppendedFile")
    }
}

impl AppendedFile {
    /// Where it is. No message may say so.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// `FILE`, or `FILE=Title`. A file that is there is meant, whatever its name has in it.
    pub fn new(typed: &OsString) -> AppendedFile {
        let whole = PathBuf::from(typed);
        let named = typed.to_str().filter(|_| !whole.is_file()).and_then(|typed| {
            let splits = || typed.match_indices('=').map(|(at, _)| typed.split_at(at));
            splits().find(|(path, _)| Path::new(path).is_file()).or_else(|| splits().next())
        });
        let (path, title) = match named {
            Some((path, title)) => (PathBuf::from(path), title.strip_prefix('=').unwrap_or(title).to_owned()),
            None => (whole, String::new()),
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let title = [title, stem, "PDF".to_owned()].iter().map(|words| on_one_line(words)).find(|it| !it.is_empty());
        AppendedFile { path, title: title.expect("the last one has words") }
    }
}

fn on_one_line(words: &str) -> String {
    let plain: String = words.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads what is appended, in order.
///
/// # Errors
/// When one of them cannot be taken; which is told by its place on the command line.
pub fn read_appended(all: &[AppendedFile], notes: &mut Notes) -> Result<Vec<InsertedPdf>, Error> {
    let mut left = LIMIT;
    let mut inserted = Vec::with_capacity(all.len());
    for (file, number) in all.iter().zip(1..) {
        let what = if all.len() == 1 { "the appended file".to_owned() } else { format!("appended file {number}") };
        let refuse = |why: &str, hint: &str| {
            Error::new(ErrorKind::Unreadable, format!("{what} cannot be bound: {why}")).hint(hint)
        };
        let (bytes, _) = file_state::read(&file.path, LIMIT as u64).map_err(|error| {
            refuse(&io_reason(&error), "name a PDF that is there: --append FILE, or --append \"FILE=Title\"")
        })?;
        left = left.checked_sub(bytes.len()).ok_or_else(|| {
            let error = ForeignError::TooManyBytes;
            refuse(&format!("together they are larger than {} MB", LIMIT >> 20), error.cure())
        })?;
        let foreign = Foreign::read(bytes).map_err(|error| refuse(&error.to_string(), error.cure()))?;
        notes.push(warning(&what, &foreign));
        inserted.push(InsertedPdf { title: file.title.clone(), code: String::new(), foreign });
    }
    Ok(inserted)
}
