//! Files that other programs wrote, taken into a packet: bytes in, pages out, nothing on disk.
//!
//! The reader is ours because no other is bounded. What was tried with crafted files of under ten megabytes: lopdf 0.47
//! parses everything at once and ran out of 8 GB where many entries of the cross-references name one stream, or many
//! members of an object stream share one array; hayro-syntax 0.9 inflates an object stream without a limit and did the
//! same with 4 GB of zeros. Here each object is read when a page needs it, once, and all reading is paid from one
//! `budget.rs`. Streams are copied as they stand, filters and all, never decoded: the pages look as they did.
//!
//! Left behind: tags, scripts and actions, attached files, what other programs keep, bookmarks. Kept: links within the
//! file and to the web, comments, what fields show, layers with their state.

mod annotations;
mod boxes;
mod budget;
mod codes;
mod copy;
mod destinations;
mod filters;
mod forms;
mod layers;
mod lexer;
mod object;
mod pages;
mod store;
#[cfg(test)]
mod tests;
mod text;
mod xref;

use std::collections::BTreeSet;
use std::ops::Range;

pub(crate) use layers::Layers;
pub(crate) use object::{Dictionary, Object, is_regular};
use store::Store;

/// The largest file that is read, in bytes.
pub const LIMIT: usize = budget::BYTES;

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
            ForeignError::TooManyBytes => write!(out, "it is larger than {} MB", budget::BYTES >> 20),
            ForeignError::TooManyPages => write!(out, "it has more than {} pages", budget::PAGES),
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

/// What of a file is not in the packet as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// Files, sounds or films that it carried.
    Attachments,
    /// Data of a page that stand in another file.
    Elsewhere,
    /// Fields show what they showed, and can no longer be filled in.
    Fields,
    /// A digital signature is seen, and signs nothing.
    Signature,
}

/// All that is not as it was.
pub type Losses = BTreeSet<Loss>;

impl std::fmt::Display for Loss {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Loss::Attachments => "files, sounds or films inside it are left out",
            Loss::Elsewhere => "parts of its pages are kept in other files and are missing",
            Loss::Fields => "its form fields print as they are and can no longer be filled in on a screen",
            Loss::Signature => "its digital signature is shown but no longer proves anything",
        })
    }
}

/// A PDF that somebody else wrote, read whole and found sound.
#[derive(Clone, Debug)]
pub struct Foreign {
    bytes: Vec<u8>,
    objects: Vec<Object>,
    pages: usize,
    layers: Layers,
    losses: Losses,
}

/// The short codes of the handouts in a file of ours, as far as it can be read; none of a file of anybody else.
pub fn codes(bytes: &[u8]) -> Vec<String> {
    if bytes.len() > budget::BYTES {
        return Vec::new();
    }
    Store::open(bytes).and_then(codes::codes).unwrap_or_default()
}

impl Foreign {
    /// Reads a file. Time and memory are bounded whatever the file says: see `budget.rs`.
    pub fn read(mut bytes: Vec<u8>) -> Result<Foreign, ForeignError> {
        if bytes.len() > budget::BYTES {
            return Err(ForeignError::TooManyBytes);
        }
        let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
        let start = xref::find(head, b"%PDF-").ok_or(ForeignError::NotPdf)?;
        bytes.drain(..start);
        let copied = match Store::open(&bytes).and_then(copy::copy) {
            Err(ForeignError::Damaged(_)) => Store::rebuild(&bytes).and_then(copy::copy)?,
            other => other?,
        };
        let copy::Copied { objects, pages, layers, losses } = copied;
        Ok(Foreign { bytes, objects, pages, layers, losses })
    }

    /// How many pages it has; at least one.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// What of it is not in the packet as it was.
    pub fn losses(&self) -> &Losses {
        &self.losses
    }

    /// Its objects, the pages first. References among them are indexes of this list.
    pub(crate) fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// The bytes of a stream among its objects, filtered as its dictionary says.
    pub(crate) fn data(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).expect("a stream lies within the file that it was found in")
    }

    /// Its layers, as indexes of its objects.
    pub(crate) fn layers(&self) -> &Layers {
        &self.layers
    }
}
