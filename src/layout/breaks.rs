//! Where columns end. All ways to part the pieces are weighed together, and the cheapest is taken: first the fewest
//! sheets, then the fewest broken ties, then the smallest holes, then a last page of more than a few lines.
//!
//! The ways are followed column by column. Two ways that part at the same piece go on alike, so that only the cheaper is
//! kept; and one that lies a whole column behind another needs a column more. So the work grows with the length alone.

use std::ops::Range;

use super::column::Column;
use super::frame::Tie;
use crate::geometry::Pt;

/// Sides of a sheet.
pub const SIDES: usize = 2;
/// Sums of heights are compared with this much play for rounding.
const HAIR: f64 = 0.01;

/// What a fault costs. The unit is a thousandth of a column left empty, beyond [`HOLE`].
pub type Cost = u64;

/// Thousandths of a column that may be left empty.
const HOLE: Cost = 120;
/// Thousandths of its column under which the end of a handout is short.
const SHORT: Cost = 350;
/// A hole where the text could go on: a reader takes it for the end.
const NEEDLESS: Cost = 250;
/// Each page, beside the sheets.
pub const FURTHER_PAGE: Cost = 300;
/// A last page of references alone.
const REFERENCES_ALONE: Cost = 2_000;

/// What it costs to end a column that is filled to a share, in thousandths; `is_needless` where it could have been filled
/// further without breaking a stronger tie.
fn cost_of_hole(share: Cost, is_needless: bool) -> Cost {
    let empty = 1000 - share;
    match empty.checked_sub(HOLE) {
        None | Some(0) => empty / 10,
        Some(over) => HOLE / 10 + over + if is_needless { NEEDLESS } else { 0 },
    }
}

/// What breaking a tie costs.
fn cost_of(tie: Tie) -> Cost {
    match tie {
        Tie::Cut | Tie::Free => 0,
        Tie::Soft => 80,
        Tie::Strong => 150,
        Tie::Firm => 3_000,
        Tie::Rigid => 1_000_000,
    }
}

/// The columns of a page that pieces are parted into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Height of a column.
    pub depth: Pt,
    /// Columns of a page.
    pub columns: usize,
}

impl Grid {
    /// Sheets of so many pages, printed on both sides.
    fn sheets(pages: usize) -> usize {
        pages.div_ceil(SIDES)
    }

    /// Sheets of so many columns.
    pub fn sheets_of(self, columns: usize) -> usize {
        Grid::sheets(self.pages_of(columns))
    }

    /// Pages of so many columns.
    pub fn pages_of(self, columns: usize) -> usize {
        columns.div_ceil(self.columns)
    }
}

/// How far the pieces of a column reach, so that any stretch of it is measured without being set.
struct Reach {
    /// The bottom of each piece, were all in one column without an end.
    bottoms: Vec<f64>,
    /// The bottom of each piece, were it the first of a column.
    fresh: Vec<f64>,
    /// From each piece to the border that closes its box.
    closing: Vec<f64>,
}

impl Reach {
    fn of(column: &Column) -> Reach {
        let count = column.pieces.len();
        let mut reach = Reach {
            bottoms: Vec::with_capacity(count),
            fresh: Vec::with_capacity(count),
            closing: Vec::with_capacity(count),
        };
        let mut y = 0.0;
        for index in 0..count {
            let height = column.height(index);
            y += f64::from(column.seat(index, 0.0, false).top + height);
            reach.bottoms.push(y);
            reach.fresh.push(f64::from(column.seat(index, 0.0, true).top + height));
            reach.closing.push(column.closing(index).into());
        }
        reach
    }

    /// Where the pieces end in a column of their own, the border under them included.
    fn bottom(&self, range: &Range<usize>) -> f64 {
        let (first, last) = (range.start, range.end - 1);
        self.fresh[first] + self.bottoms[last] - self.bottoms[first] + self.closing[last]
    }
}

/// A way to fill some columns.
#[derive(Clone, Copy)]
struct Way {
    /// The piece that the next column begins with.
    next: usize,
    cost: Cost,
    /// Its place among the ways that end a column earlier.
    before: usize,
}

/// Pieces parted into columns.
pub struct Parted {
    /// The pieces of each column, in order; none is empty, unless there are no pieces or the page must end before it.
    pub ranges: Vec<Range<usize>>,
    /// What pages and faults cost together.
    pub cost: Cost,
}

/// Parts the pieces of a column into columns of a grid. Where a page must end, the rest of its columns stay empty.
pub fn part(column: &Column, grid: Grid) -> Parted {
    let mut whole = Parted { ranges: Vec::new(), cost: 0 };
    let mut start = 0;
    for stretch in column.pieces.split_inclusive(|piece| piece.tie == Tie::Cut) {
        let parted = part_stretch(&Column { pieces: stretch, ..*column }, grid);
        if start > 0 {
            whole.ranges.resize(whole.ranges.len().next_multiple_of(grid.columns), start..start);
        }
        whole.ranges.extend(parted.ranges.into_iter().map(|range| range.start + start..range.end + start));
        whole.cost += parted.cost;
        start += stretch.len();
    }
    match whole.ranges.is_empty() {
        true => part_stretch(column, grid),
        false => whole,
    }
}

/// Parts pieces between which no page must end.
fn part_stretch(column: &Column, grid: Grid) -> Parted {
    if column.pieces.is_empty() {
        return Parted { ranges: std::iter::once(0..0).collect(), cost: FURTHER_PAGE };
    }
    let parting = Parting::new(column, grid);
    let fewest = parting.cheapest(0);
    let columns = fewest.ranges.len();
    let pages = FURTHER_PAGE * grid.pages_of(columns) as Cost;
    // A further page on the same sheet may mend faults that cost more.
    match fewest.cost - pages > FURTHER_PAGE && parting.may_use(columns + 1, columns) {
        true => parting.cheapest(1),
        false => fewest,
    }
}

/// The ranges of a way that ends with the given column, from the way at `at` before that.
fn traced(layers: &[Vec<Way>], columns: usize, mut at: usize, count: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(columns);
    let mut end = count;
    for layer in layers[..columns].iter().rev() {
        let way = layer[at];
        ranges.push(way.next..end);
        (end, at) = (way.next, way.before);
    }
    ranges.reverse();
    ranges
}

struct Parting<'a> {
    column: &'a Column<'a>,
    grid: Grid,
    reach: Reach,
    /// Of each piece, whether a column may end after it.
    may_end: Vec<bool>,
}

impl<'a> Parting<'a> {
    fn new(column: &'a Column<'a>, grid: Grid) -> Self {
        let may_end = column.pieces.iter().map(|piece| piece.tie < Tie::Firm).collect();
        let mut parting = Parting { column, grid, reach: Reach::of(column), may_end };
        for tie in [Tie::Firm, Tie::Rigid] {
            parting.break_tall_chains(tie);
        }
        parting
    }

    /// Lets columns end in chains that ties of this strength or stronger hold together, where a chain is taller than a
    /// column: only at ties of this very strength.
    fn break_tall_chains(&mut self, tie: Tie) {
        let ties = |index: usize| self.column.pieces[index].tie;
        let count = self.column.pieces.len();
        let mut first = 0;
        while first < count {
            let last = (first..count - 1).find(|&index| ties(index) < tie).unwrap_or(count - 1);
            if !self.fits(&(first..last + 1)) {
                (first..last).filter(|&index| ties(index) == tie).for_each(|index| self.may_end[index] = true);
            }
            first = last + 1;
        }
    }

    /// The cheapest way to the end with the fewest columns, or with more up to one page more where `slack` is 1.
    fn cheapest(&self, slack: usize) -> Parted {
        let mut layers = vec![vec![Way { next: 0, cost: 0, before: 0 }]];
        let mut best: Option<(Cost, usize, usize)> = None;
        let mut fewest = None;
        loop {
            let columns = layers.len();
            if fewest.is_some_and(|fewest| slack == 0 || !self.may_use(columns, fewest)) {
                break;
            }
            let behind = columns.checked_sub(1 + slack).and_then(|layer| layers[layer].last());
            let (next, end) = self.step(&layers[columns - 1], behind.map_or(0, |way| way.next), columns);
            if let Some(end) = end {
                fewest = fewest.or(Some(columns));
                let cost = end.cost + FURTHER_PAGE * self.grid.pages_of(columns) as Cost;
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, columns, end.before));
                }
            }
            layers.push(next);
        }
        let (cost, columns, last) = best.expect("a column takes a piece at least, so that some way comes to the end");
        Parted { ranges: traced(&layers, columns, last, self.column.pieces.len()), cost }
    }

    fn fits(&self, range: &Range<usize>) -> bool {
        self.reach.bottom(range) <= f64::from(self.grid.depth) + HAIR
    }

    /// Whether a way of so many columns may still win over one of the fewest: on no further sheet, and on one page more at
    /// most.
    fn may_use(&self, columns: usize, fewest: usize) -> bool {
        let grid = self.grid;
        grid.sheets_of(columns) == grid.sheets_of(fewest) && grid.pages_of(columns) <= grid.pages_of(fewest) + 1
    }

    /// Fills one more column after each way: the cheapest way to each piece behind `furthest` that a further one may begin
    /// with, and the cheapest to the end.
    fn step(&self, ways: &[Way], furthest: usize, number: usize) -> (Vec<Way>, Option<Way>) {
        let count = self.column.pieces.len();
        // The first is the way to the piece right behind `furthest`.
        let mut reached: Vec<Option<Way>> = Vec::new();
        let mut end = None;
        for (before, way) in ways.iter().enumerate() {
            let last = self.last_break(way.next);
            // The weakest tie that the column could end at further down.
            let mut weakest = None;
            for next in (furthest.max(way.next) + 1..=last).rev() {
                if !self.may_part(way.next..next, last) {
                    continue;
                }
                let share = self.share(way.next..next);
                if next == count {
                    let cost = way.cost + self.cost_of_end(way.next, share, number);
                    end = cheapest(end, Some(Way { next, cost, before }));
                    continue;
                }
                let tie = self.column.pieces[next - 1].tie;
                let is_needless = weakest.is_some_and(|weakest| weakest <= tie);
                weakest = Some(weakest.unwrap_or(tie).min(tie));
                let place = next - furthest - 1;
                if place >= reached.len() {
                    reached.resize(place + 1, None);
                }
                let cost = way.cost + cost_of(tie) + cost_of_hole(share, is_needless);
                reached[place] = cheapest(reached[place], Some(Way { next, cost, before }));
            }
        }
        (reached.into_iter().flatten().collect(), end)
    }

    /// Whether these pieces may be a column of their own, where those up to `last` would fit.
    fn may_part(&self, range: Range<usize>, last: usize) -> bool {
        let ends = |at: usize| at == self.may_end.len() || self.may_end[at - 1];
        // Where it may end nowhere, it ends as far down as it can.
        ends(range.end) || range.end == last && !(range.start + 1..last).any(ends)
    }

    /// The last piece that can begin the next column where this one begins with piece `start`; one past the last piece
    /// where all fit. A piece taller than a column stands alone.
    fn last_break(&self, start: usize) -> usize {
        let rest = start + 2..=self.column.pieces.len();
        start + 1 + rest.take_while(|&next| self.fits(&(start..next))).count()
    }

    /// How far the pieces fill a column, in thousandths.
    fn share(&self, range: Range<usize>) -> Cost {
        (self.reach.bottom(&range).max(0.0) / f64::from(self.grid.depth) * 1000.0).min(1000.0) as Cost
    }

    /// What it costs to end the handout with a column that begins with piece `start`.
    fn cost_of_end(&self, start: usize, share: Cost, number: usize) -> Cost {
        let is_first_of_page = (number - 1).is_multiple_of(self.grid.columns);
        if number == 1 || !is_first_of_page {
            return 0;
        }
        let alone = if self.column.pieces[start].closing { REFERENCES_ALONE } else { 0 };
        alone + SHORT.saturating_sub(share) / 3
    }
}

/// The cheaper of two ways; of two that cost the same, the one that fills the columns before more.
fn cheapest(one: Option<Way>, other: Option<Way>) -> Option<Way> {
    match (one, other) {
        (Some(one), Some(other)) if one.cost < other.cost => Some(one),
        (one, None) => one,
        (_, other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::column::Spacing;
    use super::super::frame::{BoxLook, Container, Frame, Piece};
    use super::*;

    /// Lines of 20 points under gaps of 10, tied to the next as the letter says: `s` softly, `l` as a lead-in, `f` firmly,
    /// `r` rigidly; `p` ends a page, and `c` is a free line of the closing matter.
    fn lines(plan: &str) -> Vec<Piece> {
        let piece = |letter: char| Piece {
            frame: Frame::of(20.0),
            gap: 10.0,
            tie: match letter {
                'p' => Tie::Cut,
                's' => Tie::Soft,
                'l' => Tie::Strong,
                'f' => Tie::Firm,
                'r' => Tie::Rigid,
                _ => Tie::Free,
            },
            heading: false,
            closing: letter == 'c',
            container: None,
            repeat: None,
        };
        plan.chars().map(piece).collect()
    }

    /// How many pieces stand in each column of 110 points: four lines fill one.
    fn parted(pieces: &[Piece]) -> Vec<usize> {
        let column = Column { pieces, containers: &[], spacing: Spacing::LOOSE };
        part(&column, Grid { depth: 110.0, columns: 1 }).ranges.iter().map(Range::len).collect()
    }

    #[test]
    fn columns_are_filled() {
        assert_eq!(parted(&lines("AAAAAA")), [4, 2]);
        assert_eq!(parted(&[]), [0]);
    }

    #[test]
    fn tied_lines_move_together() {
        assert_eq!(parted(&lines("AAAfA")), [3, 2]);
        assert_eq!(parted(&lines("AAffA")), [2, 3]);
    }

    #[test]
    fn a_soft_tie_gives_way_before_a_fifth_is_left_empty_and_a_lead_in_before_more_than_a_quarter() {
        // Lines of 55 and 20 points with their gap leave 25 of 110 empty: more than a fifth, less than a quarter.
        let quarter = |tie: &str| {
            let mut pieces = lines(&format!("AA{tie}A"));
            pieces[0].frame.height = 55.0;
            pieces[2].frame.height = 12.0;
            pieces[3].frame.height = 30.0;
            parted(&pieces)
        };
        assert_eq!(quarter("s"), [3, 1]);
        assert_eq!(quarter("l"), [2, 2]);
        let half = |tie: &str| {
            let mut pieces = lines(&format!("A{tie}A"));
            pieces[0].frame.height = 50.0;
            pieces[2].frame.height = 60.0;
            parted(&pieces)
        };
        assert_eq!(half("l"), [2, 1]);
        assert_eq!(half("f"), [1, 2]);
    }

    #[test]
    fn a_chain_taller_than_a_column_is_broken_where_its_ties_are_weakest() {
        assert_eq!(parted(&lines("Afffffff")), [4, 4]);
        assert_eq!(parted(&lines("ffrrrffA")), [2, 4, 2]);
        assert_eq!(parted(&lines("frrrffA")), [1, 4, 2]);
    }

    #[test]
    fn a_piece_taller_than_a_column_stands_alone() {
        let mut pieces = lines("AAA");
        pieces[1].frame.height = 500.0;
        assert_eq!(parted(&pieces), [1, 1, 1]);
    }

    #[test]
    fn references_are_no_last_page_of_their_own() {
        assert_eq!(parted(&lines("AAAAcc")), [3, 3]);
        // Of references alone there are some pages.
        assert_eq!(parted(&lines("Accccccc")), [4, 4]);
    }

    #[test]
    fn a_page_ends_where_it_must() {
        assert_eq!(parted(&lines("ApAAAAApA")), [2, 4, 2, 1]);
        // Of a page of two columns, the second stays empty.
        let pieces = lines("ApAA");
        let column = Column { pieces: &pieces, containers: &[], spacing: Spacing::LOOSE };
        assert_eq!(part(&column, Grid { depth: 110.0, columns: 2 }).ranges, [0..2, 2..2, 2..4]);
    }

    #[test]
    fn a_page_is_not_left_with_a_hole_where_the_text_could_go_on() {
        // A box of 80 points may not be cut. The hole before it stays where it is, not in the list before.
        let mut pieces = lines("AAAAAAA");
        pieces[6].frame.height = 80.0;
        assert_eq!(parted(&pieces), [4, 2, 1]);
    }

    /// Every way to part the pieces from `start` on into columns; the least cost, and how many columns it has.
    fn least(parting: &Parting, start: usize, number: usize, most: usize) -> Option<(Cost, usize)> {
        let last = parting.last_break(start);
        let mut best = None;
        let allowed = |next: &usize| parting.may_part(start..*next, last);
        for next in (start + 1..=last).filter(allowed) {
            let share = parting.share(start..next);
            let found = if next == parting.column.pieces.len() {
                Some((parting.cost_of_end(start, share, number), number))
            } else {
                let tie = parting.column.pieces[next - 1].tie;
                let is_needless = (next + 1..=last.min(parting.column.pieces.len() - 1))
                    .filter(allowed)
                    .any(|further| parting.column.pieces[further - 1].tie <= tie);
                let rest = (number < most).then(|| least(parting, next, number + 1, most)).flatten();
                rest.map(|(cost, columns)| (cost + cost_of(tie) + cost_of_hole(share, is_needless), columns))
            };
            best = [best, found].into_iter().flatten().min_by_key(|(cost, columns): &(Cost, usize)| {
                let pages = parting.grid.pages_of(*columns);
                (parting.grid.sheets_of(*columns), cost + FURTHER_PAGE * pages as Cost)
            });
        }
        best
    }

    #[test]
    fn no_other_way_is_cheaper() {
        let mut state = 1u32;
        let mut below = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % limit
        };
        let boxes = [Container {
            look: BoxLook::Tip,
            start: 0.0,
            width: 100.0,
            top: 5.0,
            bottom: 7.0,
            continued: Some(std::rc::Rc::new(Frame::of(12.0))),
        }];
        let mut whole = 0;
        for _ in 0..1000 {
            let plan: String = (0..13).map(|_| ['A', 'A', 's', 'l', 'f', 'r'][below(6) as usize]).collect();
            let mut pieces = lines(&(plan + "cc"));
            let from = below(15) as usize;
            let to = from + below(6) as usize;
            for (index, piece) in pieces.iter_mut().enumerate() {
                piece.frame.height = 4.0 + below(40) as Pt;
                piece.container = (from..to).contains(&index).then_some(0);
            }
            let column = Column { pieces: &pieces, containers: &boxes, spacing: Spacing::LOOSE };
            let grid = Grid { depth: 110.0, columns: 1 };
            let parting = Parting::new(&column, grid);
            // A chain taller than a column is a matter of its own.
            if pieces.iter().zip(&parting.may_end).any(|(piece, &may_end)| may_end && piece.tie >= Tie::Firm) {
                continue;
            }
            whole += 1;
            let found = part(&column, grid);
            let (cost, columns) = least(&parting, 0, 1, 8).expect("it fits in eight columns");
            let pages = grid.pages_of(columns) as Cost;
            assert_eq!(grid.sheets_of(found.ranges.len()), grid.sheets_of(columns), "{pieces:?}");
            assert_eq!(found.cost, cost + FURTHER_PAGE * pages, "{:?} {pieces:?}", found.ranges);
        }
        assert!(whole > 300, "{whole}");
    }
}
