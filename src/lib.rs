//! Patient handouts from YAML: from the text of an article to the bytes of an accessible PDF.
//!
//! [`Typesetter`] is the front door: YAML text and a [`Site`] go in, a [`Printed`] PDF comes out, or an [`Error`] with every
//! mistake, its place and its cure.
//!
//! ```
//! # use handout::{Edition, Fonts, Site, Typesetter};
//! let fonts = Fonts::new();
//! let mut typesetter = Typesetter::new(&fonts);
//! let yaml = "title: Fever\ncreated: 2026-11-02\nupdated: 2026-11-02\nsections:\n  - heading: Rest\n    body: Rest is good.\n";
//! let today = jiff::civil::date(2026, 11, 26);
//! let printed = typesetter.typeset_text("fever", yaml, &Site::default(), Edition::Standard, today)?;
//! println!("{} page, {} bytes", printed.pages, printed.pdf.len());
//! # Ok::<(), handout::Error>(())
//! ```
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
//! - Only [`fs`], [`content`], [`output`], [`build`] and [`commands`] touch the world; only `main` prints.
//! - Each stage knows only what stands before it: `diagnostics`, `geometry`, `picture`, `foreign`, then `yaml`, `prose`, then
//!   `site`, `locale`, `theme`, `article`, `text`, then `check`, `document`, `layout`, `pdf`, `packet`, `sidecar`,
//!   `typesetter`; then the world: `fs`, `content`, `output`, `build`, `commands`. A test reads the `use` lines and holds this
//!   order. `theme`, `article` and `text` do not see one another; `layout` is where they meet.
//! - What is said on paper is decided in `document` alone. A writer decides only how it looks.
//! - A mistake of an author is a [`diagnostics::Diagnostic`] with a place and a cure, and the rest are still found; a
//!   failure of the machine is an [`fs::Error`]; a mistake of ours is a panic.

#![forbid(unsafe_code)]
// clippy.toml lists what pure code must not do. The tests in it may: some ask how long something takes.
#![cfg_attr(test, allow(clippy::disallowed_macros, clippy::disallowed_methods, clippy::disallowed_types))]

pub mod article;
pub mod assets;
pub mod build;
pub mod check;
pub mod commands;
pub mod content;
pub mod diagnostics;
pub mod document;
pub mod foreign;
pub mod fs;
pub mod geometry;
pub mod language;
pub mod layout;
pub mod locale;
pub mod output;
pub mod packet;
pub mod pdf;
pub mod picture;
pub mod prose;
pub mod sidecar;
pub mod site;
pub mod text;
pub mod theme;
mod typesetter;
pub mod yaml;

pub use article::Article;
pub use language::Language;
pub use site::{Edition, Site};
pub use text::fonts::Fonts;
pub use typesetter::{Error, ErrorKind, Printed, Typesetter};
