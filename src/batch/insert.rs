//! PDFs that somebody else wrote, taken into a packet: the clinic's own, and what `--append` brings for one patient.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::disk::Asking;
use super::error::Error;
use super::stamp;
use crate::assets::AssetError;
use crate::diagnostics::{Diagnostic, Notes, Span};
use crate::foreign::{Foreign, ForeignError, LIMIT};
use crate::packet::Insert;

/// A PDF that stands in a packet.
pub struct Inserted {
    /// Its line in the contents, and its bookmark.
    pub title: String,
    /// Tells the clinic's own from others; empty for a patient's, of which nothing goes into the packet's code.
    pub code: String,
    pub foreign: Foreign,
}

impl Inserted {
    /// What a packet in this language shows of it.
    pub fn part(&self, language: &str) -> Insert {
        let (title, code) = (self.title.clone(), self.code.clone());
        Insert { title, language: language.to_owned(), code, pages: self.foreign.pages() }
    }
}

/// A PDF of the clinic's own, named in a packet's file.
pub fn own(title: String, (path, place): (&str, &Span), asking: &Asking, found: &mut Notes) -> Option<Inserted> {
    let mut refuse = |code, message: String, hint: &str| {
        found.push(Diagnostic::error(code, message).at(place.clone()).hint(hint));
        None
    };
    let bytes = match asking.pdf(path) {
        Ok(bytes) => bytes,
        Err(AssetError::Missing) => {
            let hint = "check the name, capital letters too: it is named from the content folder on";
            return refuse("missing-file", format!("there is no PDF `{path}` in the content folder"), hint);
        }
        Err(AssetError::Unreadable(why)) => {
            return refuse(
                "unreadable-file",
                format!("the PDF `{path}` cannot be read: {why}"),
                "check who may open it",
            );
        }
        Err(AssetError::Unsound(_) | AssetError::Undecodable(_)) => return None,
    };
    let code = blake3::hash(&bytes).to_hex().to_string();
    match Foreign::read(bytes) {
        Ok(foreign) => {
            found.push(warning(&format!("`{path}`"), &foreign).at(place.clone()));
            Some(Inserted { title, code, foreign })
        }
        Err(error) => refuse("bad-pdf", format!("the PDF `{path}` cannot be bound: {error}"), error.cure()),
    }
}

/// What pages of somebody else cost a packet.
fn warning(what: &str, foreign: &Foreign) -> Diagnostic {
    let mut message = format!(
        "the pages of {what} are without tags in this packet, which therefore claims neither PDF/UA-1 nor PDF/A-2a"
    );
    for loss in foreign.losses() {
        message.push_str(&format!("; {loss}"));
    }
    let hint = "who listens to the packet does not hear these pages: give what they say in another way too";
    Diagnostic::warning("foreign-pages", message).hint(hint)
}

/// A file that is asked for by `--append`. It may speak of a patient, and so may its name: no message repeats either.
#[derive(Clone, PartialEq, Eq)]
pub struct Appendix {
    path: PathBuf,
    title: String,
}

impl std::fmt::Debug for Appendix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Appendix")
    }
}

impl Appendix {
    /// `FILE`, or `FILE=Title`. A file that is there is meant, whatever its name has in it.
    pub fn new(typed: &OsString) -> Appendix {
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
        Appendix { path, title: title.unwrap_or_default() }
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
pub fn appended(all: &[Appendix], found: &mut Notes) -> Result<Vec<Inserted>, Error> {
    let mut left = LIMIT;
    let mut inserted = Vec::with_capacity(all.len());
    for (appendix, number) in all.iter().zip(1..) {
        let what = if all.len() == 1 { "the appended file".to_owned() } else { format!("appended file {number}") };
        let refuse = |why: &str, hint: &str| Error::new(format!("{what} cannot be bound: {why}")).hint(hint);
        let (bytes, _) = stamp::read(&appendix.path, LIMIT as u64)
            .map_err(|why| refuse(&why, "name a PDF that is there: --append FILE, or --append \"FILE=Title\""))?;
        left = left.checked_sub(bytes.len()).ok_or_else(|| {
            let error = ForeignError::TooManyBytes;
            refuse(&format!("together they are larger than {} MB", LIMIT >> 20), error.cure())
        })?;
        let foreign = Foreign::read(bytes).map_err(|error| refuse(&error.to_string(), error.cure()))?;
        found.push(warning(&what, &foreign));
        inserted.push(Inserted { title: appendix.title.clone(), code: String::new(), foreign });
    }
    Ok(inserted)
}
