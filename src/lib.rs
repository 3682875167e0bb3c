//! Patient handouts from YAML: from the text of an article to the bytes of an accessible PDF.
//!
//! [`Typesetter`] is the front door: YAML text and a [`Site`] go in, a [`Printed`] PDF comes out, or an [`Error`] with every
//! mistake, its place and its cure.
//!
//! ```
//! use handout::{Edition, Fonts, Site, Typesetter, date};
//!
//! let fonts = Fonts::new();
//! let mut typesetter = Typesetter::new(&fonts);
//! let yaml = "title: Fever\ncreated: 2026-11-02\nupdated: 2026-11-02\nsections:\n  - heading: Rest\n    body: Rest is good.\n";
//! let today = date(2026, 11, 26);
//! let printed = typesetter.typeset_text("fever", yaml, &Site::default(), Edition::Standard, today)?;
//! println!("{} page, {} bytes", printed.pages, printed.pdf.len());
//! # Ok::<(), handout::Error>(())
//! ```
//!
//! An [`Article`] comes from YAML ([`article::load`]) or is built in memory ([`Article::new`]); a [`Site`] is the clinic.
//! [`document::compose`] tells what a handout says, for whoever writes it in another form.
//!
//! # Architecture
//!
//! ```text
//! YAML text ──article──▶ Article ──check──▶ ──document──▶ Document ──layout──▶ Handout ──pdf──▶ bytes ──build──▶ files
//!            (mistakes)          (the clinic)  (labels, numbers)   (lines, pages)   (tags, metadata)
//! ```
//!
//! Invariants:
//! - Everything between the YAML text and the bytes is pure: no disk, no clock, no network, no printing. The day, the
//!   fonts, the pictures and the snippets are arguments. Same input, same bytes.
//! - Only `fs`, `content`, `output`, `build` and `commands` touch the world; only `main` prints.
//! - Each stage knows only what stands before it: `diagnostics`, `language`, `foreign`, `geometry`, `picture`, then
//!   `yaml`, `assets`, `prose`, `phone`, then `locale`, `theme`, `text`, `article`, `reading`, `site`, then `check`, `document`, `html`, `plain`,
//!   `layout`, `pdf`, `packet`, `sidecar`, `report`, `typesetter`; then the world: `fs`, `content`, `output`, `build`, `commands`. A test
//!   reads the `use` lines and holds this order. `theme`, `article` and `text` do not see one another; `layout` is
//!   where they meet.
//! - What is said on paper is decided in `document` alone. A writer decides only how it looks.
//! - A mistake of an author is a [`diagnostics::Diagnostic`] with a place and a cure, and the rest are still found; a
//!   failure of the machine is an `fs::Error`; a mistake of ours is a panic, or a `pdf::Error` where `pdf` finds that a
//!   handout is not what `layout` promises.
//!
//! Modules that these pages do not list serve the command `handout` and its tests: nothing is promised of them.

#![forbid(unsafe_code)]
// clippy.toml lists what pure code must not do. The tests in it may: some ask how long something takes.
#![cfg_attr(test, allow(clippy::disallowed_macros, clippy::disallowed_methods, clippy::disallowed_types))]

pub mod article;
pub mod assets;
#[doc(hidden)]
pub mod build;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod commands;
mod content;
pub mod diagnostics;
pub mod document;
#[doc(hidden)]
pub mod foreign;
#[doc(hidden)]
pub mod fs;
#[doc(hidden)]
pub mod geometry;
pub mod html;
pub mod language;
#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod locale;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod packet;
#[doc(hidden)]
pub mod pdf;
mod phone;
pub mod picture;
pub mod plain;
pub mod prose;
pub mod reading;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod sidecar;
pub mod site;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod theme;
mod typesetter;
#[doc(hidden)]
pub mod yaml;

pub use article::Article;
pub use jiff::civil::{Date, date};
pub use language::Language;
pub use site::{Edition, Site};
pub use text::fonts::Fonts;
pub use typesetter::{Error, ErrorKind, Printed, Typesetter};
