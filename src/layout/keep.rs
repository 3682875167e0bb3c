//! What stays together: the ties that blocks put between their pieces.

use std::rc::Rc;

use super::frame::{Frame, Tie};
use super::galley::{Galley, stack};
use crate::document::{Block, Words};
use crate::geometry::Pt;

/// Share of the text area up to which a box stays on one page.
const WHOLE_BOX: f32 = 0.6;
/// So many items of a box that is cut stand on either side.
const END_ITEMS: usize = 2;
/// Share of the text area up to which the label and the title of a box are repeated where the box goes on.
const REPEATED_TITLE: f32 = 0.2;

impl Galley<'_, '_> {
    /// Ties every piece from `first` on to the next, but for the last.
    pub(super) fn tie_from(&mut self, first: usize) {
        let last = self.pieces.len().saturating_sub(1);
        for index in first..last {
            self.tie_after(index, Tie::Firm);
        }
    }

    /// Ties the last piece to what follows.
    pub(super) fn tie_last(&mut self, tie: Tie) {
        if let Some(last) = self.pieces.len().checked_sub(1) {
            self.tie_after(last, tie);
        }
    }

    /// Ties a piece to the next, unless a stronger tie does already.
    pub(super) fn tie_after(&mut self, index: usize, tie: Tie) {
        let piece = &mut self.pieces[index];
        piece.tie = piece.tie.max(tie);
    }

    /// Height of the pieces from `first` on, with the gaps above them.
    pub(super) fn height_from(&self, first: usize) -> Pt {
        self.pieces[first..].iter().map(|piece| piece.gap + piece.frame.height).sum()
    }

    /// A paragraph whose lines begin with the piece `first` stays with what it leads in to: where it ends in a colon, and
    /// where it is one line over a list ("Why have one?").
    pub(super) fn keep_lead_in(&mut self, words: &Words, first: usize, next: &Block) {
        let is_one_line = self.pieces.len() == first + 1;
        match next {
            Block::List(_) | Block::TitledList(_) | Block::Definitions(_) if words.is_lead_in() => {
                self.tie_last(Tie::Firm)
            }
            Block::List(_) | Block::TitledList(_) | Block::Definitions(_) if is_one_line => self.tie_last(Tie::Strong),
            // These stay whole, so that much would have to move with them.
            Block::Aside(_)
            | Block::Zones(_)
            | Block::Table(_)
            | Block::Grid(_)
            | Block::WriteIn(_)
            | Block::Number(_)
            | Block::Figure(_)
            | Block::Beside(_)
                if words.is_lead_in() =>
            {
                self.tie_last(Tie::Strong)
            }
            _ => {}
        }
    }

    /// A box of up to three fifths of a page stays whole, unless the references would be alone on the last page else. A
    /// longer one is cut, but where it fits on a page only before more than two fifths of one are left empty. Either is only
    /// between its items, two of them at least on either side; and a box that `is_urgent` is cut only where it is longer.
    /// `first` is its label, `body` the first piece below its title.
    pub(super) fn keep_box(&mut self, first: usize, body: usize, is_urgent: bool) {
        let share = self.height_from(first) / self.theme.depth();
        let is_whole = share <= WHOLE_BOX;
        if is_whole && is_urgent {
            return self.tie_from(first);
        }
        let at_cut = match share {
            _ if is_whole => Tie::Held,
            ..1.0 => Tie::Whole,
            _ => Tie::Soft,
        };
        let starts: Vec<usize> = (body + 1..self.pieces.len()).filter(|&index| self.begins_item(index)).collect();
        // The first item begins with the body itself.
        let earliest = starts.get(END_ITEMS - 1).copied();
        let latest = starts.len().checked_sub(END_ITEMS).map(|at| starts[at]);
        let cuts = earliest.zip(latest).map_or(0..0, |(earliest, latest)| earliest..latest + 1);
        for index in first + 1..self.pieces.len() {
            let is_cut = cuts.contains(&index) && starts.binary_search(&index).is_ok();
            self.tie_after(index - 1, if is_cut { at_cut } else { Tie::Firm });
        }
    }

    /// Whether a piece in a box begins an item: a paragraph, an item of a list, a row, unless it is tied to what is
    /// before it.
    fn begins_item(&self, index: usize) -> bool {
        let piece = &self.pieces[index];
        (piece.gap > 0.0 || piece.repeat.is_some()) && self.pieces[index - 1].tie < Tie::Strong
    }

    /// Whether the head of a box is low enough to be said again where the box goes on.
    pub(super) fn is_repeatable(&self, head: &Frame) -> bool {
        head.height <= self.theme.depth() * REPEATED_TITLE
    }

    /// The title of the box at hand, the pieces from `first` on, is said again where the box goes on.
    pub(super) fn repeat_title(&mut self, first: usize, container: usize) {
        let lines = self.pieces[first..].iter().map(|piece| piece.frame.as_artifact());
        let (title, below) = (stack(lines), self.theme.spaces.item);
        if !self.is_repeatable(&title) {
            return;
        }
        let container = &mut self.containers[container];
        if let Some(label) = container.continued.take() {
            let mut whole = Frame::of(label.height + title.height + below);
            let y = label.height;
            whole.place(label.as_ref().clone(), 0.0, 0.0);
            whole.place(title, 0.0, y);
            container.continued = Some(Rc::new(whole));
        }
    }

    /// Sees to it that two lines follow each heading on its page, or a whole paragraph of one line where less would leave a
    /// hole.
    pub(super) fn keep_headings(&mut self) {
        for index in 0..self.pieces.len() {
            if !self.pieces[index].heading || self.pieces.get(index + 1).is_none_or(|next| next.heading) {
                continue;
            }
            let ends_section = self.pieces.get(index + 2).is_some_and(|after| after.heading);
            let Some(following) = self.pieces.get(index + 1).filter(|_| !ends_section) else { continue };
            // A tall piece (a picture, a table row) stands for two lines.
            if following.frame.height < 2.0 * self.theme.types.body.leading {
                self.tie_after(index + 1, Tie::Soft);
            }
        }
        if let Some(last) = self.pieces.last_mut() {
            last.tie = Tie::Free;
        }
    }
}
