//! Why a file cannot be taken in, and what to do about it.

use super::limits::{BYTES, PAGES};

/// Why a file cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignError {
    /// It has no PDF header.
    NotPdf,
    /// More bytes than a packet may hold.
    TooManyBytes,
    /// More pages than a packet may hold.
    TooManyPages,
    /// Nested, inflated or referring beyond all measure.
    TooComplex,
    /// It needs a password, or sets limits to its use.
    Encrypted,
    /// What of it cannot be read.
    Damaged(&'static str),
    /// There is no page in it.
    NoPages,
    /// A form of a kind that only Adobe's reader draws.
    Xfa,
    /// A collection of other files, which are its real pages.
    Portfolio,
    /// A field was filled in, and the file does not say how that looks, or shows what stood there before.
    UndrawnField,
}

impl std::fmt::Display for ForeignError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ForeignError::NotPdf => write!(out, "it is not a PDF"),
            ForeignError::TooManyBytes => write!(out, "it is larger than {} MB", BYTES >> 20),
            ForeignError::TooManyPages => write!(out, "it has more than {} pages", PAGES),
            ForeignError::TooComplex => write!(out, "it is built in a way that would take too long to read"),
            ForeignError::Encrypted => write!(out, "it is encrypted"),
            ForeignError::Damaged(what) => write!(out, "it is damaged: {what}"),
            ForeignError::NoPages => write!(out, "it has no pages"),
            ForeignError::Xfa => write!(out, "it is an XFA form, which only Adobe's own programs can show"),
            ForeignError::Portfolio => {
                write!(out, "it is a collection of other files (a portfolio) with a cover sheet")
            }
            ForeignError::UndrawnField => {
                write!(out, "a form field in it was filled in by a program that did not draw what was filled in")
            }
        }
    }
}

impl std::error::Error for ForeignError {}

impl ForeignError {
    /// What to do about it, in plain words.
    pub fn cure(&self) -> &'static str {
        match self {
            ForeignError::TooManyBytes | ForeignError::TooManyPages => "take only the pages that are needed",
            ForeignError::NotPdf | ForeignError::NoPages => "take a PDF with pages; other files can be printed to one",
            ForeignError::Damaged(_) => {
                "export or scan it again; or open it, look whether it is all there, print it to a new PDF, and take that"
            }
            ForeignError::Portfolio => "open it, save the files that it holds, and take those that are PDFs",
            _ => "open it, print it to a new PDF, and take that one",
        }
    }
}
