//! Pagination: which piece falls on which page, and where. A pure function of the pieces.
//!
//! Hard rules are settled before it runs: a piece that must not end a page is tied to the next, so that all that is left
//! to ask is whether a chain of tied pieces fits. A chain taller than a page is broken where its ties are weakest.

use std::ops::Range;

use super::frame::{Container, Piece, Tie};
use crate::geometry::Pt;

/// Share of the text area that soft ties may leave empty.
const HOLE: f32 = 0.2;

/// What falls on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagePlan {
    /// Pieces and repeated frames, top to bottom.
    pub placed: Vec<Placed>,
    /// The parts of boxes on this page.
    pub boxes: Vec<BoxPart>,
}

/// A piece at its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Index of the piece.
    pub piece: usize,
    /// Its top, from the top of the text area.
    pub y: Pt,
    /// Top of the box's label, where it is drawn again above the piece.
    pub label_y: Option<Pt>,
    /// Top of the table's header, where it is drawn again above the piece, below the label.
    pub repeat_y: Option<Pt>,
}

/// The part of a box that falls on one page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxPart {
    /// Index of the box.
    pub container: usize,
    /// Its top border, from the top of the text area.
    pub top: Pt,
    /// Its bottom border.
    pub bottom: Pt,
    /// The box begins here.
    pub first: bool,
    /// The box ends here.
    pub last: bool,
    /// How many pieces of the page stand before it.
    pub before: usize,
}

/// The state of the column while it is filled.
struct Column<'a> {
    pieces: &'a [Piece],
    containers: &'a [Container],
    depth: Pt,
    scale: f32,
    pages: Vec<PagePlan>,
    /// Bottom of what is on the page.
    y: Pt,
}

/// Places every piece, in order. `depth` is the height of the text area; `scale` stretches the gaps.
pub fn paginate(pieces: &[Piece], containers: &[Container], depth: Pt, scale: f32) -> Vec<PagePlan> {
    let mut column = Column { pieces, containers, depth, scale, pages: vec![PagePlan::default()], y: 0.0 };
    column.set_chains(0..pieces.len(), Tie::Soft);
    column.close_box(pieces.len());
    column.pages
}

impl Column<'_> {
    fn is_at_top(&self) -> bool {
        self.page().placed.is_empty()
    }

    fn page(&self) -> &PagePlan {
        &self.pages[self.pages.len() - 1]
    }

    fn page_mut(&mut self) -> &mut PagePlan {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Sets pieces chain by chain, a chain being what ties of this strength hold together.
    fn set_chains(&mut self, range: Range<usize>, tie: Tie) {
        let mut index = range.start;
        while index < range.end {
            let end = self.chain_end(index, tie).min(range.end);
            self.set_chain(index..end, tie);
            index = end;
        }
    }

    /// Sets a chain on this page or the next, or, where it fits on none, what stronger ties hold of it.
    fn set_chain(&mut self, chain: Range<usize>, tie: Tie) {
        // Soft ties give way before a page is left with a hole.
        let hole = tie == Tie::Soft && self.depth - self.y > self.depth * HOLE;
        if self.fits(chain.clone()) || chain.len() == 1 {
            return self.place_all(chain);
        }
        match tie.stronger() {
            Some(stronger) if hole => self.set_chains(chain, stronger),
            _ if self.bottom_of(chain.clone(), None) <= self.depth => {
                self.break_page(chain.start);
                self.place_all(chain);
            }
            Some(stronger) => self.set_chains(chain, stronger),
            None => self.place_all(chain),
        }
    }

    /// Places pieces one by one, on a further page where one does not fit.
    fn place_all(&mut self, chain: Range<usize>) {
        for piece in chain {
            if !self.fits(piece..piece + 1) {
                self.break_page(piece);
            }
            self.place(piece);
        }
    }

    /// Whether the pieces fit on this page.
    fn fits(&self, range: Range<usize>) -> bool {
        let at_top = self.is_at_top();
        at_top && range.len() == 1 || self.bottom_of(range, (!at_top).then_some(self.y)) <= self.depth
    }

    /// One past the last piece that ties of a strength hold to `index`.
    fn chain_end(&self, index: usize, tie: Tie) -> usize {
        let tied = self.pieces[index..].iter().take_while(|piece| piece.tie >= tie).count();
        (index + tied + 1).min(self.pieces.len())
    }

    /// Where the pieces would end, the border of a box that must close under them included. `y` is where the column
    /// stands, `None` at the top of a fresh page.
    fn bottom_of(&self, range: Range<usize>, y: Option<Pt>) -> Pt {
        let mut at = y.unwrap_or(0.0);
        let mut fresh = y.is_none();
        for index in range.clone() {
            at = self.top_of(index, at, fresh).0 + self.pieces[index].frame.height;
            fresh = false;
        }
        let last = range.end.saturating_sub(1);
        at + self.pieces.get(last).and_then(|piece| piece.container).map_or(0.0, |c| self.containers[c].bottom)
    }

    /// Where a piece's own top would be when the column stands at `y`, and what is repeated above it.
    fn top_of(&self, index: usize, y: Pt, fresh: bool) -> (Pt, Option<Pt>, Option<Pt>) {
        let piece = &self.pieces[index];
        let previous = index.checked_sub(1).map(|before| &self.pieces[before]);
        let continues = previous.is_some_and(|before| before.container == piece.container);
        let mut top = y;
        let (mut label, mut repeat) = (None, None);
        if !fresh {
            if !continues {
                top += previous.and_then(|before| before.container).map_or(0.0, |c| self.containers[c].bottom);
            }
            top += piece.gap * self.scale;
        }
        if let Some(container) = piece.container.map(|c| &self.containers[c]) {
            if fresh || !continues {
                top += container.top;
            }
            if let Some(frame) = container.continued.as_ref().filter(|_| fresh && continues) {
                label = Some(top);
                top += frame.height;
            }
        }
        if let Some(frame) = piece.repeat.as_ref().filter(|_| fresh) {
            repeat = Some(top);
            top += frame.height;
        }
        (top, label, repeat)
    }

    fn place(&mut self, index: usize) {
        let fresh = self.is_at_top();
        let (y, label_y, repeat_y) = self.top_of(index, self.y, fresh);
        let piece = &self.pieces[index];
        let opens = fresh || index == 0 || self.pieces[index - 1].container != piece.container;
        if opens {
            if !fresh {
                self.close_box(index);
            }
            if let Some(container) = piece.container {
                let first = index == 0 || self.pieces[index - 1].container != Some(container);
                let above = label_y.or(repeat_y).unwrap_or(y) - self.containers[container].top;
                let before = self.page().placed.len();
                let part = BoxPart { container, top: above, bottom: 0.0, first, last: false, before };
                self.page_mut().boxes.push(part);
            }
        }
        self.page_mut().placed.push(Placed { piece: index, y, label_y, repeat_y });
        self.y = y + self.pieces[index].frame.height;
    }

    /// Ends the box that the last placed piece stands in; `next` is the piece that follows.
    fn close_box(&mut self, next: usize) {
        let Some(container) = next.checked_sub(1).and_then(|last| self.pieces[last].container) else { return };
        let last = self.pieces.get(next).is_none_or(|piece| piece.container != Some(container));
        let bottom = self.y + self.containers[container].bottom;
        if let Some(part) = self.page_mut().boxes.last_mut().filter(|part| part.container == container) {
            part.bottom = bottom;
            part.last = last;
        }
    }

    fn break_page(&mut self, next: usize) {
        self.close_box(next);
        self.pages.push(PagePlan::default());
        self.y = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::frame::{BoxLook, Frame};
    use super::*;

    /// Lines of 20 points under gaps of 10, tied where the letter is small, softly where it is `s`,
    /// rigidly where it is `r`.
    fn column(plan: &str) -> Vec<Piece> {
        let piece = |c: char| Piece {
            frame: Frame::of(20.0),
            gap: 10.0,
            tie: match c {
                's' => Tie::Soft,
                'r' => Tie::Rigid,
                c if c.is_lowercase() => Tie::Firm,
                _ => Tie::Free,
            },
            heading: false,
            container: None,
            repeat: None,
        };
        plan.chars().map(piece).collect()
    }

    fn pages(pieces: &[Piece], containers: &[Container]) -> Vec<Vec<usize>> {
        let plans = paginate(pieces, containers, 110.0, 1.0);
        plans.iter().map(|page| page.placed.iter().map(|placed| placed.piece).collect()).collect()
    }

    fn boxed(top: Pt, bottom: Pt) -> Container {
        let continued = Some(Rc::new(Frame::of(15.0)));
        Container { look: BoxLook::Tip, start: 0.0, width: 100.0, top, bottom, continued }
    }

    #[test]
    fn a_page_of_110_points_holds_four_lines_and_drops_the_first_gap() {
        assert_eq!(pages(&column("AAAAAA"), &[]), [vec![0, 1, 2, 3], vec![4, 5]]);
    }

    #[test]
    fn tied_lines_move_together() {
        assert_eq!(pages(&column("AAAaA"), &[]), [vec![0, 1, 2], vec![3, 4]]);
        assert_eq!(pages(&column("AAaaA"), &[]), [vec![0, 1], vec![2, 3, 4]]);
    }

    #[test]
    fn a_soft_tie_holds_unless_it_leaves_a_hole() {
        // 20 + 30 + 30 = 80 of 110 are full; the hole of 30 would be over a fifth.
        assert_eq!(pages(&column("AAAsA"), &[]), [vec![0, 1, 2, 3], vec![4]]);
        // 90 of 110 are full.
        let mut pieces = column("AAAsA");
        pieces[0].frame.height = 30.0;
        pieces[3].frame.height = 5.0;
        assert_eq!(pages(&pieces, &[]), [vec![0, 1, 2], vec![3, 4]]);
    }

    #[test]
    fn a_chain_taller_than_a_page_is_broken_where_it_must() {
        assert_eq!(pages(&column("Aaaaaaa"), &[]), [vec![0, 1, 2, 3], vec![4, 5, 6]]);
    }

    #[test]
    fn it_is_broken_where_its_ties_are_weakest() {
        assert_eq!(pages(&column("aarraaaA"), &[]), [vec![0, 1], vec![2, 3, 4, 5], vec![6, 7]]);
    }

    /// What must begin the next page with piece `start`: its chain, or of one taller than a page what ties hold of it.
    fn unit(column: &Column, start: usize) -> Range<usize> {
        let before = start.checked_sub(1).map_or(Tie::Free, |before| column.pieces[before].tie);
        for tie in [Tie::Firm, Tie::Rigid] {
            let chain = start..column.chain_end(start, tie);
            if before < tie && column.bottom_of(chain.clone(), None) <= column.depth {
                return chain;
            }
        }
        start..start + 1
    }

    #[test]
    fn only_what_may_not_be_parted_leaves_a_hole() {
        let mut state = 1u32;
        let mut below = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % limit
        };
        let mut holes = 0;
        for _ in 0..2000 {
            let plan: String = (0..40).map(|_| ['A', 'A', 's', 's', 'a', 'r'][below(6) as usize]).collect();
            let mut pieces = column(&plan);
            let boxed = [boxed(5.0, 7.0)];
            let from = below(40) as usize;
            let to = from + below(12) as usize;
            for (index, piece) in pieces.iter_mut().enumerate() {
                piece.frame.height = 4.0 + below(24) as Pt;
                piece.container = (from..to).contains(&index).then_some(0);
            }
            for page in paginate(&pieces, &boxed, 110.0, 1.0).windows(2) {
                let (last, next) = (page[0].placed.last().unwrap(), page[1].placed[0].piece);
                let y = last.y + pieces[last.piece].frame.height;
                let pages = vec![page[0].clone()];
                let column = Column { pieces: &pieces, containers: &boxed, depth: 110.0, scale: 1.0, pages, y };
                if 110.0 - y > 110.0 * HOLE {
                    holes += 1;
                    assert!(!column.fits(unit(&column, next)), "{plan} breaks before {next}: {pieces:?}");
                }
            }
        }
        assert!(holes > 100, "{holes}");
    }

    #[test]
    fn a_piece_taller_than_a_page_stands_alone() {
        let mut pieces = column("AAA");
        pieces[1].frame.height = 500.0;
        assert_eq!(pages(&pieces, &[]), [vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn a_box_keeps_room_for_its_borders_and_repeats_its_label() {
        let mut pieces = column("AAAAA");
        pieces.iter_mut().skip(1).for_each(|piece| piece.container = Some(0));
        let plans = paginate(&pieces, &[boxed(5.0, 7.0)], 110.0, 1.0);
        // 20 | 10 + 5 + 20 | 10 + 20 and 7 below end at 92; another line would need 122.
        let first = plans[0].boxes[0];
        assert_eq!((first.top, first.bottom, first.first, first.last), (30.0, 92.0, true, false));
        // The label of 15 points stands under the top border of the second part.
        assert_eq!((plans[1].placed[0].label_y, plans[1].placed[0].y), (Some(5.0), 20.0));
        let second = plans[1].boxes[0];
        assert_eq!((second.top, second.bottom, second.first, second.last), (0.0, 77.0, false, true));
    }

    #[test]
    fn a_table_header_is_repeated_on_every_further_page() {
        let mut pieces = column("AAAAAAA");
        pieces.iter_mut().skip(1).for_each(|piece| piece.repeat = Some(Rc::new(Frame::of(20.0))));
        let plans = paginate(&pieces, &[], 110.0, 1.0);
        assert_eq!(plans[1].placed[0].repeat_y, Some(0.0));
        assert_eq!(plans[1].placed[0].y, 20.0);
        assert!(plans[0].placed.iter().all(|placed| placed.repeat_y.is_none()));
    }
}
