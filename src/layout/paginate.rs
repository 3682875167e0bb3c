//! Pagination: which piece falls on which page, and where. A pure function of the pieces.
//!
//! What must not be parted is settled before it runs, as ties between pieces. [`arrange`](super::arrange::arrange) decides
//! which column each piece stands in; here each piece gets its place, and each box its borders.

use super::arrange::{Arranged, Spot};
use super::breaks::Grid;
use super::column::Column;
use crate::geometry::Pt;

/// What falls on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagePlan {
    /// Pieces and repeated frames, top to bottom.
    pub placed: Vec<Placed>,
    /// The parts of boxes on this page.
    pub boxes: Vec<BoxPart>,
    /// Where the column at hand begins, from the start edge of the text area.
    pub start: Pt,
    /// Bottom of the last piece, from the top of the text area.
    pub end: Pt,
}

/// A piece at its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Index of the piece.
    pub piece: usize,
    /// Where its column begins, from the start edge of the text area.
    pub start: Pt,
    /// Top of its frame, from the top of the text area. A line that is drawn in begins above its place.
    pub y: Pt,
    /// How much it is drawn in.
    pub drawn_in: Pt,
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
    /// Where its column begins, from the start edge of the text area.
    pub start: Pt,
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

/// Gives each piece its place in the column it stands in.
pub fn place(column: &Column, arranged: &Arranged, grid: Grid) -> Vec<PagePlan> {
    let mut plans = vec![PagePlan::default(); arranged.pages];
    for spot in &arranged.spots {
        fill(column, spot, grid.step * spot.column as Pt, &mut plans[spot.page]);
    }
    plans
}

/// The pieces of one column.
fn fill(column: &Column, spot: &Spot, start: Pt, plan: &mut PagePlan) {
    let lowest = plan.end;
    (plan.start, plan.end) = (start, spot.top);
    for index in spot.pieces.clone() {
        plan.add(column, index, index == spot.pieces.start);
    }
    plan.close_box(column, spot.pieces.end);
    plan.end = plan.end.max(lowest);
}

impl PagePlan {
    /// Adds a piece below what is on the page; `is_fresh` says that nothing is.
    pub fn add(&mut self, column: &Column, index: usize, is_fresh: bool) {
        let seat = column.seat(index, self.end, is_fresh);
        if !is_fresh && column.opens_box(index) {
            self.close_box(column, index);
        }
        if let Some(container) = column.pieces[index].container.filter(|_| is_fresh || column.opens_box(index)) {
            let above = seat.label.or(seat.repeat).unwrap_or(seat.top) - column.opening(container);
            let (first, before) = (column.opens_box(index), self.placed.len());
            self.boxes.push(BoxPart {
                container,
                start: self.start,
                top: above,
                bottom: 0.0,
                first,
                last: false,
                before,
            });
        }
        let drawn_in = column.drawn_in(index);
        let y = seat.top - drawn_in / 2.0;
        let (label_y, repeat_y) = (seat.label, seat.repeat);
        self.placed.push(Placed { piece: index, start: self.start, y, drawn_in, label_y, repeat_y });
        self.end = seat.top + column.height(index);
    }

    /// Ends the box that the last placed piece stands in; `next` is the piece that follows.
    pub fn close_box(&mut self, column: &Column, next: usize) {
        let Some(container) = next.checked_sub(1).and_then(|last| column.pieces[last].container) else { return };
        let last = next == column.pieces.len() || column.opens_box(next);
        let bottom = self.end + column.closing(next - 1);
        if let Some(part) = self.boxes.last_mut().filter(|part| part.container == container) {
            part.bottom = bottom;
            part.last = last;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::arrange::arrange;
    use super::super::column::Spacing;
    use super::super::frame::{BoxLook, Container, Frame, Piece, Tie};
    use super::*;

    /// Lines of 20 points under gaps of 10, free of one another.
    fn lines(count: usize) -> Vec<Piece> {
        let line = Piece::of(Frame { leading: 20.0, ..Frame::of(20.0) }, 10.0, Tie::Free);
        vec![line; count]
    }

    fn set(column: &Column) -> Vec<PagePlan> {
        let grid = Grid { depth: 110.0, columns: 1, step: 0.0 };
        place(column, &arrange(column, grid), grid)
    }

    fn plans(pieces: &[Piece], containers: &[Container]) -> Vec<PagePlan> {
        let column = Column { pieces, containers, spacing: Spacing::LOOSE };
        set(&column)
    }

    fn boxed(top: Pt, bottom: Pt) -> Container {
        let continued = Some(Rc::new(Frame::of(15.0)));
        Container { look: BoxLook::Tip, start: 0.0, width: 100.0, top, bottom, continued }
    }

    #[test]
    fn the_first_piece_of_a_page_drops_its_gap() {
        let plans = plans(&lines(6), &[]);
        let tops = plans.iter().map(|plan| plan.placed.iter().map(|placed| placed.y).collect::<Vec<_>>());
        assert_eq!(tops.collect::<Vec<_>>(), [vec![0.0, 30.0, 60.0, 90.0], vec![0.0, 30.0]]);
        assert_eq!((plans[0].end, plans[1].end), (110.0, 50.0));
    }

    #[test]
    fn a_line_is_drawn_in_above_and_below_its_words() {
        let pieces = lines(3);
        let spacing = Spacing { gaps: 0.5, leading: 0.9 };
        let column = Column { pieces: &pieces, containers: &[], spacing };
        let plan = &set(&column)[0];
        // Lines of 18 points under gaps of 5; a line of 20 begins a point above its place.
        let tops: Vec<Pt> = plan.placed.iter().map(|placed| placed.y).collect();
        assert!(tops.iter().zip([-1.0, 22.0, 45.0]).all(|(y, wanted)| (y - wanted).abs() < 0.001), "{tops:?}");
        assert!((plan.end - 64.0).abs() < 0.001);
    }

    #[test]
    fn rows_and_boxes_are_drawn_in_as_gaps_are() {
        let mut pieces = lines(2);
        (pieces[1].padding, pieces[1].container) = (4.0, Some(0));
        let column =
            Column { pieces: &pieces, containers: &[boxed(6.0, 8.0)], spacing: Spacing { gaps: 0.5, leading: 1.0 } };
        let plan = &set(&column)[0];
        // A line of 20, half of a gap of 10, half of 6 to the border; the row loses 2 above its words and 2 below them.
        assert_eq!((plan.boxes[0].top, plan.placed[1].y, plan.placed[1].drawn_in), (25.0, 26.0, 4.0));
        assert_eq!((plan.end, plan.boxes[0].bottom), (44.0, 48.0));
    }

    #[test]
    fn a_box_keeps_room_for_its_borders_and_repeats_its_label() {
        let mut pieces = lines(5);
        pieces.iter_mut().skip(1).for_each(|piece| piece.container = Some(0));
        let plans = plans(&pieces, &[boxed(5.0, 7.0)]);
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
        let mut pieces = lines(7);
        pieces.iter_mut().skip(1).for_each(|piece| piece.repeat = Some(Rc::new(Frame::of(20.0))));
        let plans = plans(&pieces, &[]);
        assert_eq!(plans[1].placed[0].repeat_y, Some(0.0));
        assert_eq!(plans[1].placed[0].y, 20.0);
        assert!(plans[0].placed.iter().all(|placed| placed.repeat_y.is_none()));
    }
}
