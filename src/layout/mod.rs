//! Layout: a document on paper. Where document, theme and text meet.
//!
//! A `Galley` takes the document block by block and gathers pieces: lines, rows, pictures, each an unbreakable frame.
//! `paginate` decides which piece falls on which page; `folio` adds what can only be known then: footers, page numbers,
//! running headers. What comes out is a [`handout::Handout`].
//!
//! Architecture invariant: layout says nothing that the document does not say, but for page numbers and what continues
//! from one page to the next; and it knows nothing of PDF. Frames count from the start edge; only `assemble` turns them
//! into page coordinates.

mod abreast;
mod arrange;
mod assemble;
mod back;
mod balance;
mod beside_label;
mod bilingual;
mod blocks;
mod borders;
mod boxes;
mod breaks;
mod cells;
mod column;
mod column_widths;
mod cost;
mod cover;
mod deal;
mod figure;
mod fit;
mod folio;
mod forms;
mod frame;
mod front;
mod galley;
pub mod handout;
mod keep;
mod labelled;
mod lists;
mod missing;
mod packet;
mod paginate;
mod paragraph;
mod patient_label;
mod reach;
mod row_cuts;
mod rows;
mod signs;
mod spanning;
mod spreads;
mod table;

pub use self::bilingual::{BilingualContext, lay_out_bilingual};
pub use self::galley::{Binding, Context};
use self::handout::Handout;
pub use self::packet::{UnnumberedPart, blank_page, lay_out_bilingual_part, lay_out_part};
use crate::diagnostics::Notes;
use crate::document::Document;

/// Lays out a document. `None` when something in it cannot be drawn; `notes` then say what.
pub fn lay_out(document: &Document, context: Context, notes: &mut Notes) -> Option<Handout> {
    galley::compose(document, context, Binding::Alone, notes).map(|(handout, _)| handout)
}
