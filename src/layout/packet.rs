//! Handouts as parts of a packet: each laid out as it would be alone, with a place for the packet's page number, which is
//! known only when all parts are laid out.

use super::handout::{Handout, Page};
use super::{Galley, Press, compose};
use crate::article::{Article, Block};
use crate::diagnostics::Notes;
use crate::geometry::Pt;

/// What a handout is bound in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    /// Nothing: it is a file of its own.
    Alone,
    /// A packet.
    Packet,
    /// A packet, as its cover: that has no page numbers but the packet's.
    Cover,
}

/// A part of a packet whose pages await their numbers.
#[derive(Clone, Debug)]
pub struct Sheaf {
    /// The part.
    pub handout: Handout,
    /// Top of the line that the packet's page number stands on, from the top of the paper.
    pub(super) seat: Pt,
    pub(super) binding: Binding,
}

/// Lays out an article as a part of a packet. `None` when something in it cannot be drawn; `notes` then say what.
pub fn lay_out_part(article: &Article, press: Press, notes: &mut Notes) -> Option<Sheaf> {
    let binding = Binding::Packet;
    let (handout, seat) = compose(article, press, binding, notes)?;
    Some(Sheaf { handout, seat, binding })
}

/// Lays out blocks under the title of `head` as a part of a packet: an article without sections.
pub fn lay_out_note(head: &Article, blocks: &[Block], press: Press, notes: &mut Notes) -> Option<Sheaf> {
    let (before, binding) = (notes.errors(), Binding::Packet);
    let mut galley = Galley::new(head, press, binding, notes);
    galley.front();
    galley.blocks(blocks, galley.page_flow());
    galley.keep_headings();
    let (handout, seat) = galley.sheets();
    (notes.errors() == before).then_some(Sheaf { handout, seat, binding })
}

impl Sheaf {
    /// Ends the part on an even page of the packet, so that the next begins on a right-hand one. `first` is the number
    /// of its own first page.
    pub fn fill_leaf(&mut self, first: usize) {
        let last = first + self.handout.pages.len() - 1;
        if let Some(page) = self.handout.pages.last().filter(|_| !last.is_multiple_of(2)) {
            let blank = Page { size: page.size, items: Vec::new(), links: Vec::new() };
            self.handout.pages.push(blank);
        }
    }

    /// Lays the packet's page numbers on, from `first` on; the packet has `pages`. `head` and `press` are those the part
    /// was laid out with. A page left blank has nothing else on it.
    pub fn number(&mut self, head: &Article, press: Press, (first, pages): (usize, usize), notes: &mut Notes) {
        let mut galley = Galley::new(head, press, self.binding, notes);
        for (index, page) in self.handout.pages.iter_mut().enumerate() {
            let words = galley.packet_number(self.seat, first + index, pages);
            page.items.extend(galley.on_paper(words).items);
        }
        galley.report_missing();
    }
}
