//! A document as a web page: the words of the paper, in one file that fetches nothing and runs nothing.
//!
//! It is the second writer: it reads a [`Document`](crate::document::Document) and nothing of layout. What is said is decided
//! there; here only how it looks on a screen of any width, read aloud, or printed from a browser.
//!
//! Architecture invariant: pure, and free of scripts. Every text is escaped by maud as it is written.

mod block;
mod grid;
mod index;
mod list;
mod metadata;
mod page;
mod picture;
mod raster;
mod sign;
mod svg;
mod table;
mod words;
mod writer;

pub use index::{Entry, index};
pub use page::{Page, Place, link, page};

/// How every page looks. It is in each, so that none needs another file.
const STYLE: &str = include_str!("style.css");
