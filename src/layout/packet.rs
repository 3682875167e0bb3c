//! Handouts as parts of a packet: each laid out as it would be alone, with a place for the packet's page number, which is
//! known only when all parts are laid out.

use super::galley::{Binding, Context, Galley, compose};
use super::handout::{Handout, Page};
use crate::diagnostics::Notes;
use crate::document::Document;
use crate::geometry::Pt;

/// A part of a packet whose pages await the packet's page numbers.
#[derive(Clone, Debug)]
pub struct UnnumberedPart {
    /// The part.
    pub handout: Handout,
    /// Top of the line that the packet's page number stands on, from the top of the paper.
    number_top: Pt,
    binding: Binding,
    /// Whether its last page is left empty.
    ends_blank: bool,
}

/// Lays out a document as a part of a packet. `None` when something in it cannot be drawn; `notes` then say what.
pub fn lay_out_part(
    document: &Document,
    binding: Binding,
    context: Context,
    notes: &mut Notes,
) -> Option<UnnumberedPart> {
    let (handout, number_top) = compose(document, context, binding, notes)?;
    Some(UnnumberedPart { handout, number_top, binding, ends_blank: false })
}

impl UnnumberedPart {
    /// Adds a blank page where the part would end on an odd one, so that the next begins on a right-hand page.
    pub fn fill_sheet(&mut self) {
        let is_odd = !self.handout.pages.len().is_multiple_of(2);
        if let Some(page) = self.handout.pages.last().filter(|_| is_odd) {
            let blank = Page { size: page.size, items: Vec::new(), links: Vec::new() };
            self.handout.pages.push(blank);
            self.ends_blank = true;
        }
    }

    /// Lays the packet's page numbers on, from `first` on; the packet has `pages`. `document` and `context` are those the
    /// part was laid out with. A page left blank says so.
    pub fn number(
        mut self,
        document: &Document,
        context: Context,
        (first, pages): (usize, usize),
        notes: &mut Notes,
    ) -> Handout {
        let mut galley = Galley::new(document, context, self.binding, notes);
        if let Some(page) = self.handout.pages.last_mut().filter(|_| self.ends_blank) {
            let words = galley.blank_notice();
            page.items.extend(galley.on_paper(words).items);
        }
        for (index, page) in self.handout.pages.iter_mut().enumerate() {
            let words = galley.packet_number(self.number_top, first + index, pages);
            page.items.extend(galley.on_paper(words).items);
        }
        galley.report_missing();
        self.handout
    }
}
