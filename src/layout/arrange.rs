//! Which column of which page each piece stands in.
//!
//! Pieces follow one another in bands: those that stand in the columns of a page, and those that span them. The columns
//! of a page are of one height where a band ends, so that what spans them stands right below.

use std::ops::Range;

use super::breaks::{Band, Grid, Parting};
use super::column::Column;
use super::cost::{Cost, FURTHER_PAGE, REFERENCES_ALONE, cost_of_last_page};
use super::frame::Tie;
use crate::geometry::Pt;

/// So many places are tried at most from which text goes with the references to the last page.
const MOST_TRIED: usize = 8;

/// Pieces in a column of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The pieces, one at least.
    pub pieces: Range<usize>,
    /// Index of the page.
    pub page: usize,
    /// Index of the column, 0 where they span all.
    pub column: usize,
    /// Where the column begins, from the top of the text area.
    pub top: Pt,
}

/// Pieces in their columns.
pub struct Arranged {
    /// In reading order.
    pub spots: Vec<Spot>,
    /// At least one.
    pub pages: usize,
    /// What pages and faults cost together.
    pub cost: Cost,
}

/// Arranges pieces in the columns of a grid.
pub fn arrange(column: &Column, grid: Grid) -> Arranged {
    let parting = Parting::new(column, grid);
    let plain = arrange_from(&parting, column, grid, None);
    if grid.columns == 1 || cost_of_closing(&plain, column) == 0 {
        return plain;
    }
    with_text(&parting, column, grid, plain)
}

/// Where the last page would be one of references, some text before them goes with them, unless that takes another page. In
/// one column, [`Parting`] sees to it.
fn with_text(parting: &Parting, column: &Column, grid: Grid, plain: Arranged) -> Arranged {
    let closing = column.pieces.iter().rposition(|piece| !piece.closing).map_or(0, |last| last + 1);
    // A box is cut only where nothing else is left.
    let is_box_cut = cost_of_closing(&plain, column) == REFERENCES_ALONE;
    let ties = [Some(Tie::Free..Tie::Strong), is_box_cut.then_some(Tie::Strong..Tie::Firm)];
    for ties in ties.into_iter().flatten() {
        let may_begin = |&index: &usize| ties.contains(&column.pieces[index - 1].tie);
        for index in (1..closing).rev().filter(may_begin).take(MOST_TRIED) {
            let other = arrange_from(parting, column, grid, Some(index));
            if other.pages <= plain.pages && cost_of_closing(&other, column) == 0 {
                return other;
            }
        }
    }
    plain
}

/// What it costs that nothing but closing matter stands on the last of several pages.
fn cost_of_closing(arranged: &Arranged, column: &Column) -> Cost {
    let last = arranged.pages - 1;
    let first = arranged.spots.iter().find(|spot| last > 0 && spot.page == last).map(|spot| spot.pieces.start);
    let closing = first.filter(|start| column.pieces[*start].closing);
    closing.map_or(0, |start| cost_of_last_page(column.pieces, start))
}

/// Arranges pieces; the one at `cut` begins a page.
fn arrange_from(parting: &Parting, column: &Column, grid: Grid, cut: Option<usize>) -> Arranged {
    let mut arrangement = Arrangement { column, grid, parting, spots: Vec::new(), page: 0, y: 0.0, cost: 0 };
    let stretches = stretches(column, cut);
    for (index, stretch) in stretches.iter().enumerate() {
        if stretch.begins_page {
            (arrangement.page, arrangement.y) = (arrangement.page + 1, 0.0);
        }
        arrangement.add(stretch.pieces.clone(), index + 1 == stretches.len());
    }
    let pages = arrangement.page + 1;
    Arranged { spots: arrangement.spots, pages, cost: arrangement.cost + FURTHER_PAGE * pages as Cost }
}

/// Pieces that all span the columns, or all stand in them.
struct Stretch {
    pieces: Range<usize>,
    begins_page: bool,
}

/// The stretches of a column; none goes on where a page must end, or where it is cut.
fn stretches(column: &Column, cut: Option<usize>) -> Vec<Stretch> {
    let pieces = column.pieces;
    let mut stretches = Vec::new();
    let (mut start, mut begins_page) = (0, false);
    for end in 1..=pieces.len() {
        let ends_page = end < pieces.len() && (pieces[end - 1].tie == Tie::Cut || cut == Some(end));
        if ends_page || end == pieces.len() || pieces[end].spans != pieces[end - 1].spans {
            stretches.push(Stretch { pieces: start..end, begins_page });
            (start, begins_page) = (end, ends_page);
        }
    }
    stretches
}

struct Arrangement<'a> {
    column: &'a Column<'a>,
    grid: Grid,
    parting: &'a Parting<'a>,
    spots: Vec<Spot>,
    /// Index of the page at hand.
    page: usize,
    /// How far it is filled.
    y: Pt,
    cost: Cost,
}

impl Arrangement<'_> {
    fn add(&mut self, pieces: Range<usize>, is_last: bool) {
        let first = &self.column.pieces[pieces.start];
        let columns = if first.spans { 1 } else { self.grid.columns };
        let top = if self.y > 0.0 { self.y + first.gap * self.column.spacing.gaps } else { 0.0 };
        let room = (self.grid.depth - top).max(0.0);
        if columns == 2 && self.balance(pieces.clone(), self.page, top) {
            return;
        }
        let band = Band { pieces, columns, room, pages: self.page, is_last };
        let parted = self.parting.part(&band);
        self.cost += parted.cost;
        let mut ranges = parted.ranges.as_slice();
        let mut top = top;
        while ranges.len() > columns {
            self.fill(&ranges[..columns], top);
            ranges = &ranges[columns..];
            (self.page, self.y, top) = (self.page + 1, 0.0, 0.0);
        }
        let rest = ranges[0].start..band.pieces.end;
        if columns != 2 || !self.balance(rest, self.page, top) {
            self.fill(ranges, top);
        }
    }

    /// Sets what ends a band in columns of one height.
    fn balance(&mut self, pieces: Range<usize>, page: usize, top: Pt) -> bool {
        let Some(balanced) = self.parting.balance(pieces, self.grid.depth - top) else { return false };
        self.cost += balanced.cost;
        self.y = top + balanced.height;
        self.spots.extend(spots(&balanced.ranges, page, top));
        true
    }

    fn fill(&mut self, ranges: &[Range<usize>], top: Pt) {
        let height = ranges.iter().map(|pieces| self.parting.height(pieces)).fold(0.0, Pt::max);
        self.y = self.y.max(top + height);
        self.spots.extend(spots(ranges, self.page, top));
    }
}

/// The columns of a page that are not left empty.
fn spots(ranges: &[Range<usize>], page: usize, top: Pt) -> impl Iterator<Item = Spot> + '_ {
    let columns = ranges.iter().enumerate().filter(|(_, pieces)| !pieces.is_empty());
    columns.map(move |(column, pieces)| Spot { pieces: pieces.clone(), page, column, top })
}

#[cfg(test)]
mod tests {
    use super::super::column::Spacing;
    use super::super::frame::{Frame, Piece};
    use super::*;

    /// Lines of 20 points under gaps of 10. `S` spans the columns; `f` is tied firmly to the next, `h` as an item of a box,
    /// `p` ends a page, `c` is of the closing matter and spans.
    fn lines(plan: &str) -> Vec<Piece> {
        let tie = |letter: char| match letter {
            'f' => Tie::Firm,
            'h' => Tie::Held,
            'p' => Tie::Cut,
            _ => Tie::Free,
        };
        let piece = |letter: char| Piece {
            spans: matches!(letter, 'S' | 'c'),
            closing: letter == 'c',
            ..Piece::of(Frame::of(20.0), 10.0, tie(letter))
        };
        plan.chars().map(piece).collect()
    }

    /// On pages of 200 points, which hold seven lines in a column: of each column its page, its number, its top and how
    /// many lines it has.
    fn arranged(pieces: &[Piece], columns: usize) -> Vec<(usize, usize, Pt, usize)> {
        let column = Column { pieces, containers: &[], spacing: Spacing::LOOSE };
        let arranged = arrange(&column, Grid { depth: 200.0, columns, step: 100.0 });
        assert_eq!(arranged.pages, arranged.spots.last().map_or(1, |last| last.page + 1));
        let all = arranged.spots.iter().flat_map(|spot| spot.pieces.clone());
        assert!(all.eq(0..pieces.len()), "each piece stands in its place: {:?}", arranged.spots);
        arranged.spots.iter().map(|spot| (spot.page, spot.column, spot.top, spot.pieces.len())).collect()
    }

    #[test]
    fn nothing_is_one_empty_page() {
        assert_eq!(arranged(&[], 1), []);
        assert_eq!(arranged(&[], 2), []);
    }

    #[test]
    fn one_column_goes_on_over_pages() {
        assert_eq!(arranged(&lines("AAAAAAAAA"), 1), [(0, 0, 0.0, 7), (1, 0, 0.0, 2)]);
        assert_eq!(arranged(&lines("AApAA"), 1), [(0, 0, 0.0, 3), (1, 0, 0.0, 2)]);
    }

    #[test]
    fn two_columns_are_of_one_height_where_they_end() {
        assert_eq!(arranged(&lines("AAAAAA"), 2), [(0, 0, 0.0, 3), (0, 1, 0.0, 3)]);
        // The first is the higher one.
        assert_eq!(arranged(&lines("AAAAA"), 2), [(0, 0, 0.0, 3), (0, 1, 0.0, 2)]);
        let over_a_page = "A".repeat(18);
        let wanted = [(0, 0, 0.0, 7), (0, 1, 0.0, 7), (1, 0, 0.0, 2), (1, 1, 0.0, 2)];
        assert_eq!(arranged(&lines(&over_a_page), 2), wanted);
        // A line or so is no column to be parted.
        assert_eq!(arranged(&lines("A"), 2), [(0, 0, 0.0, 1)]);
    }

    #[test]
    fn what_stays_together_makes_columns_uneven() {
        assert_eq!(arranged(&lines("AfffA"), 2), [(0, 0, 0.0, 1), (0, 1, 0.0, 4)]);
        assert_eq!(arranged(&lines("fffAA"), 2), [(0, 0, 0.0, 4), (0, 1, 0.0, 1)]);
    }

    #[test]
    fn what_spans_stands_below_columns_of_one_height() {
        // A line of 20 and a gap of 10; two lines and the gap between them are 50, and below is a gap of 10 again.
        let wanted =
            [(0, 0, 0.0, 1), (0, 0, 30.0, 2), (0, 1, 30.0, 2), (0, 0, 90.0, 1), (0, 0, 120.0, 1), (0, 1, 120.0, 1)];
        assert_eq!(arranged(&lines("SAAAASAA"), 2), wanted);
    }

    #[test]
    fn what_spans_and_finds_no_room_goes_to_the_next_page() {
        let mut pieces = lines("AAAAAAAAS");
        pieces[8].frame.height = 90.0;
        assert_eq!(arranged(&pieces, 2), [(0, 0, 0.0, 4), (0, 1, 0.0, 4), (1, 0, 0.0, 1)]);
    }

    #[test]
    fn columns_below_what_spans_go_on_from_the_top_of_the_next_page() {
        // 170 points are left for columns, five lines each.
        let wanted = [(0, 0, 0.0, 1), (0, 0, 30.0, 6), (0, 1, 30.0, 6), (1, 0, 0.0, 2), (1, 1, 0.0, 2)];
        assert_eq!(arranged(&lines(&("S".to_owned() + &"A".repeat(16))), 2), wanted);
        // A box of 180 points fits in none of them.
        let mut pieces = lines("SAA");
        pieces[0].frame.height = 30.0;
        pieces[2].frame.height = 180.0;
        assert_eq!(arranged(&pieces, 2), [(0, 0, 0.0, 1), (0, 0, 40.0, 1), (1, 0, 0.0, 1)]);
    }

    #[test]
    fn a_page_ends_where_it_must() {
        let wanted = [(0, 0, 0.0, 1), (0, 1, 0.0, 1), (1, 0, 0.0, 2), (1, 1, 0.0, 2)];
        assert_eq!(arranged(&lines("ApAAAA"), 2), wanted);
        assert_eq!(
            arranged(&lines("ApSAA"), 2),
            [(0, 0, 0.0, 1), (0, 1, 0.0, 1), (1, 0, 0.0, 1), (1, 0, 30.0, 1), (1, 1, 30.0, 1)]
        );
    }

    #[test]
    fn references_are_no_last_page_of_their_own() {
        // Fourteen lines fill a page, and two of them go on with what spans the next.
        let wanted = [(0, 0, 0.0, 7), (0, 1, 0.0, 6), (1, 0, 0.0, 1), (1, 0, 30.0, 2)];
        assert_eq!(arranged(&lines(&("A".repeat(14) + "cc")), 2), wanted);
        // So does the last item of a box that fills the page.
        let boxed = [(0, 0, 0.0, 7), (0, 1, 0.0, 6), (1, 0, 0.0, 1), (1, 0, 30.0, 2)];
        assert_eq!(arranged(&lines("hhhhhhhhhhhhhAcc"), 2), boxed);
        // Where they fill a page, they stand alone.
        let alone = [(0, 0, 0.0, 7), (0, 1, 0.0, 7), (1, 0, 0.0, 7)];
        assert_eq!(arranged(&lines(&("A".repeat(14) + "ccccccc")), 2), alone);
    }

    #[test]
    fn no_column_is_too_high_whatever_stands_in_it() {
        let mut state = 7u32;
        let mut below = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % limit
        };
        let grid = Grid { depth: 200.0, columns: 2, step: 100.0 };
        for _ in 0..500 {
            let count = 1 + below(60) as usize;
            let plan: String =
                (0..count).map(|_| ['A', 'A', 'A', 'A', 'f', 'S', 'S', 'p'][below(8) as usize]).collect();
            let mut pieces = lines(&plan);
            pieces.iter_mut().for_each(|piece| piece.frame.height = 4.0 + below(60) as Pt);
            arranged(&pieces, 2);
            let column = Column { pieces: &pieces, containers: &[], spacing: Spacing::LOOSE };
            let parting = Parting::new(&column, grid);
            let mut place = (0, 0.0);
            for spot in arrange(&column, grid).spots {
                let bottom = spot.top + parting.height(&spot.pieces);
                assert!(bottom <= 200.01 || spot.pieces.len() == 1, "{plan} {spot:?} ends at {bottom}");
                assert!((spot.page, spot.top) >= place, "{plan} {spot:?} stands before {place:?}");
                place = (spot.page, spot.top);
            }
        }
    }
}
