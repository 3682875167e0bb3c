//! Why a command could not do its work.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::fs::path::display_path;

/// Why a command could not do its work: the machine, a path, a flag; never a mistake inside an article, which is a
/// [`Diagnostic`](crate::diagnostics::Diagnostic).
#[derive(Clone, Debug)]
pub struct Error {
    /// Which kind of failure this is, for programs.
    pub kind: ErrorKind,
    /// What is wrong, naming the file; for people, and free to change.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    source: Option<Arc<io::Error>>,
}

/// Kinds of failures that a program may want to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// What was asked for makes no sense as it was typed, whatever is on disk.
    InvalidRequest,
    /// A file, a folder, an article or a code that was asked for is not there.
    NotFound,
    /// A file or folder is there and cannot be read.
    Unreadable,
    /// A file or folder cannot be written, made or removed.
    Unwritable,
    /// Something that handout did not make, or must not replace, is where a file should go.
    Conflict,
    /// The site file has errors.
    UnsoundSite,
    /// Another run holds the folder.
    Busy,
    /// The system cannot tell of changes to files.
    Unwatchable,
    /// A mistake of handout.
    Internal,
}

impl Error {
    /// An error without a hint or a source.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into(), hint: None, source: None }
    }

    /// The same, with what to do.
    pub fn hint(self, hint: impl Into<String>) -> Error {
        Error { hint: Some(hint.into()), ..self }
    }

    /// That the file or folder at `path` cannot be opened, and why.
    pub(crate) fn unopenable(path: &Path, error: io::Error) -> Error {
        Error::of_read(format!("`{}` cannot be opened", display_path(path)), error)
    }

    /// That a path cannot be resolved, and why.
    pub(crate) fn unfindable(path: &Path, error: io::Error) -> Error {
        Error::of_read(format!("`{}` cannot be found", display_path(path)), error)
    }

    /// That the file or folder at `path` cannot be read, and why.
    pub(crate) fn unreadable(path: &Path, error: io::Error) -> Error {
        Error::of_read(format!("`{}` cannot be read", display_path(path)), error)
    }

    /// That a site file is there and cannot be read, or that nobody can tell whether one is there. What every page says
    /// depends on it.
    pub(crate) fn unreadable_site(file: &Path, error: io::Error) -> Error {
        let message = format!("the site file `{}` cannot be read: {}", display_path(file), io_reason(&error));
        let hint = "nothing was built: without it no page would have the clinic and its numbers; check that it is an ordinary \
                    file, that you may read it, and where a link leads";
        Error::new(ErrorKind::Unreadable, message).hint(hint).caused_by(error)
    }

    fn of_read(what: String, error: io::Error) -> Error {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => ErrorKind::NotFound,
            _ => ErrorKind::Unreadable,
        };
        Error::new(kind, format!("{what}: {}", io_reason(&error))).caused_by(error)
    }

    /// That the file or folder at `path` cannot be written, why, and what can be done about it.
    pub(crate) fn unwritable(path: &Path, error: io::Error) -> Error {
        Error::of_write(format!("`{}` cannot be written", display_path(path)), error)
    }

    /// That something cannot be done to a file for lack of room or rights; `what` names the file and the deed.
    pub(crate) fn of_write(what: String, error: io::Error) -> Error {
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Some("make room and run this again: what was written is whole, and the rest is as it was")
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Some("check who may write there, or name another folder with -o")
            }
            _ => None,
        };
        let failed = Error::new(ErrorKind::Unwritable, format!("{what}: {}", io_reason(&error)));
        Error { hint: hint.map(str::to_owned), ..failed.caused_by(error) }
    }

    /// The same, with the system's own error as its source.
    pub(crate) fn caused_by(self, error: io::Error) -> Error {
        Error { source: Some(Arc::new(error)), ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|error| error as _)
    }
}

/// What the system says of a failure, without its number.
pub fn io_reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn a_program_can_match_on_the_kind_and_see_the_systems_own_error() {
        let gone = io::Error::from_raw_os_error(2);
        let error = Error::unreadable(Path::new("gone.yaml"), gone);
        assert_eq!(error.kind, ErrorKind::NotFound);
        assert_eq!(error.to_string(), "`gone.yaml` cannot be read: no such file or directory");
        let source = error.source().and_then(|source| source.downcast_ref::<io::Error>()).map(io::Error::kind);
        assert_eq!(source, Some(io::ErrorKind::NotFound));
        assert!(Error::new(ErrorKind::Busy, "in use").source().is_none());
    }
}
