//! Patient handouts from YAML: from the text of an article to the bytes of an accessible PDF.
//!
//! ```text
//! YAML text ──article──▶ Article ──layout──▶ Handout ──pdf──▶ bytes ──batch──▶ files on disk
//!           (checks)       (text: shaping, lines)    (tags, metadata)
//! ```
//!
//! Three verbs: [`read`] turns the text of an article into a sound [`article::Article`], noting every mistake with its
//! place; [`typeset`] turns that into a [`layout::handout::Handout`] and its PDF; [`typeset_packet`] does so with several
//! that are bound as one.
//!
//! Architecture invariants:
//! - Everything between the YAML text and the bytes is pure: no disk, no clock, no network, no printing. The day, the
//!   fonts, the pictures and the snippets are arguments. Same input, same bytes.
//! - Only [`batch`] touches the world; only `main` prints.
//! - Each stage knows only what stands before it: `diagnostics`, `geometry`, `picture`, `foreign`, then `yaml`, `prose`, then
//!   `site`, `locale`, `theme`, `article`, `text`, then `layout`, `pdf`, `packet`, `sidecar`, this crate's verbs, `batch`.
//!   A test reads the `use` lines and holds this order. `theme`, `article` and `text` do not see one another; `layout` is
//!   where they meet.
//! - A mistake of an author is a [`diagnostics::Diagnostic`] with a place and a cure, and the rest are still found; a
//!   failure of the machine is an error of [`batch`]; a mistake of ours is a panic.

#![forbid(unsafe_code)]

pub mod article;
pub mod assets;
pub mod batch;
pub mod diagnostics;
pub mod foreign;
pub mod geometry;
pub mod layout;
pub mod locale;
pub mod packet;
pub mod pdf;
pub mod picture;
pub mod prose;
pub mod sidecar;
pub mod site;
pub mod text;
pub mod theme;
pub mod yaml;

use std::sync::Arc;

use article::Article;
use diagnostics::{Diagnostic, Notes, Source};
use layout::Press;
use layout::handout::Handout;
use text::Shaper;

/// Reads an article. `None` when it has an error; `notes` then say which.
pub fn read(source: &Arc<Source>, context: &article::Context, notes: &mut Notes) -> Option<Article> {
    article::load(source, context, notes)
}

/// Lays an article out and writes it. `None` when something in it cannot be drawn or tagged; `notes` then say what.
pub fn typeset(
    article: &Article,
    press: Press,
    cache: &pdf::StreamCache,
    notes: &mut Notes,
) -> Option<(Handout, Vec<u8>)> {
    let fonts = press.shaper.fonts();
    let handout = layout::lay_out(article, press, notes)?;
    match pdf::write(std::slice::from_ref(&handout), fonts, cache) {
        Ok(bytes) => Some((handout, bytes)),
        Err(error) => {
            note_unwritable(&article.id, &error, notes);
            None
        }
    }
}

/// Binds several parts behind a cover and writes them as one file; `inserts` are the pages of those parts that somebody
/// else wrote, in order. `None` when something in them cannot be drawn or tagged; `notes` then say what.
pub fn typeset_packet(
    cover: &packet::Leaf,
    parts: &[packet::Part],
    inserts: &[&foreign::Foreign],
    is_duplex: bool,
    shaper: &mut Shaper<'_>,
    cache: &pdf::StreamCache,
    notes: &mut Notes,
) -> Option<(packet::Bound, Vec<u8>)> {
    let bound = packet::bind(cover, parts, is_duplex, shaper, notes)?;
    let mut inserts = inserts.iter();
    let parts = bound.parts.iter().filter_map(|part| match part {
        packet::BoundPart::Handout(handout) => Some(pdf::Part::Handout(handout)),
        packet::BoundPart::Insert { title, pages } => {
            let foreign = *inserts.next()?;
            Some(pdf::Part::Foreign { pages: foreign, title, is_filled: *pages > foreign.pages() })
        }
    });
    let parts: Vec<pdf::Part> = parts.collect();
    match pdf::write_parts(&parts, &bound.metadata, shaper.fonts(), cache) {
        Ok(bytes) => Some((bound, bytes)),
        Err(error) => {
            note_unwritable(&bound.metadata.title, &error, notes);
            None
        }
    }
}

fn note_unwritable(what: &str, error: &pdf::Error, notes: &mut Notes) {
    let message = format!("the PDF of `{what}` cannot be written: {error}");
    notes.push(Diagnostic::error("unwritable", message).hint("please report this: it is a mistake of handout"));
}
