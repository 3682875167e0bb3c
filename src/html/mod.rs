//! A document as a web page: the words of the paper, in one file that fetches nothing and runs nothing.
//!
//! It is the second writer: it reads a [`Document`](crate::document::Document) and nothing of layout. What is said is decided
//! there; here only how it looks on a screen of any width, read aloud, or printed from a browser.
//!
//! Architecture invariant: pure, and free of scripts. Every text is escaped by maud as it is written.

mod about;
mod address;
mod bilingual;
mod block;
mod font;
mod glyphs;
mod grid;
mod index;
mod languages;
mod list;
mod metadata;
mod page;
mod picture;
mod raster;
mod shell;
mod sign;
mod style;
mod svg;
mod table;
mod words;
mod writer;

pub use about::{Page, Place};
pub use bilingual::bilingual_page;
pub use font::FontCache;
pub use glyphs::{FontSource, bilingual_fonts, fonts};
pub use index::{Entry, index};
pub use languages::Translation;
pub use page::page;
