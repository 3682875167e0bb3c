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
mod appearance;
mod boxes;
mod budget;
mod copier;
mod copy;
mod destinations;
mod error;
mod filters;
mod forms;
mod layers;
mod lexer;
mod limits;
mod loss;
mod object;
mod own;
mod pages;
mod paper;
mod store;
#[cfg(test)]
mod tests;
mod text;
mod xref;

use std::ops::Range;

pub use error::ForeignError;
pub(crate) use layers::Layers;
pub use loss::{Loss, Losses};
pub(crate) use object::{Dictionary, Object, is_regular};
pub use own::OwnMetadata;
use store::Store;

/// The largest file that is read, in bytes.
pub const LIMIT: usize = limits::BYTES;

/// A PDF that somebody else wrote, read whole and found sound.
#[derive(Debug)]
pub struct Foreign {
    bytes: Vec<u8>,
    objects: Vec<Object>,
    pages: usize,
    layers: Layers,
    losses: Losses,
}

/// What a file of ours says of itself; `None` where it says nothing that can be read. It may be longer than [`LIMIT`], for it is
/// held already: reading is bounded as that of any file is.
pub fn own_metadata(bytes: &[u8]) -> Option<OwnMetadata> {
    Store::open(bytes).and_then(own::metadata).ok().flatten()
}

impl Foreign {
    /// Reads a file. Time and memory are bounded whatever the file says: see `budget.rs`.
    pub fn read(mut bytes: Vec<u8>) -> Result<Foreign, ForeignError> {
        if bytes.len() > limits::BYTES {
            return Err(ForeignError::TooManyBytes);
        }
        let head = &bytes[..1024.min(bytes.len())];
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

    /// Width and height of its last page in points, as a reader shows it; `None` where it is smaller or larger than any paper.
    pub fn last_paper(&self) -> Option<[f64; 2]> {
        paper::of(self.objects.get(self.pages.checked_sub(1)?)?.entries()?)
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
