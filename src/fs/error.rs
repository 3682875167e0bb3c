//! Why a command could not do its work.

use std::fmt;

/// Why a command could not do its work: the machine, a path, a flag; never a mistake inside an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong, naming the file.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Error {
    /// An error without a hint.
    pub fn new(message: impl Into<String>) -> Error {
        Error { message: message.into(), hint: None }
    }

    /// The same, with what to do.
    pub fn hint(self, hint: impl Into<String>) -> Error {
        Error { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// What the system says, without its number.
pub fn io_reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}
