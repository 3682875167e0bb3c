//! The writer: handouts become one PDF 1.7 file that is PDF/UA-1 and PDF/A-2a at once. `docs/pdf-ua.md` tells where each
//! clause of the two is held.
//!
//! A library turns the operators of the pages into content streams; `page/encode.rs` alone knows which. Tags, metadata, font
//! objects and the file itself are ours: the library has none of the tags, and its file is neither small nor the same twice.
//!
//! In order: `file` spells objects; `font` and `page` write what is seen, `structure` what it means, `metadata` what the
//! file says of itself, `embed` the pages of other programs; `document` holds them together.
//!
//! Architecture invariant: knows only handouts, the faces they name and foreign pages, so the library can be changed here
//! alone. A [`StreamCache`] may make writing faster and may never change a byte.

mod bounded_cache;
mod cache;
mod document;
mod embed;
mod error;
mod file;
mod font;
mod metadata;
mod page;
mod part;
mod structure;
#[cfg(test)]
mod tests;

pub use cache::StreamCache;
pub use document::{write, write_parts};
#[cfg(test)]
pub(crate) use embed::alone;
pub use error::Error;
pub use file::Pdf;
pub(crate) use file::is_as_written;
pub use part::Part;
