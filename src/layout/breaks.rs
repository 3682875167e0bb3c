//! Where columns end. All ways to part the pieces are weighed together, and the cheapest is taken: first the fewest
//! sheets, then the fewest broken ties, then the smallest holes, then a last page of more than a few lines.
//!
//! The ways are followed column by column. Two ways that part at the same piece go on alike, so that only the cheaper is
//! kept; and one that lies a whole column behind another needs a column more. So the work grows with the length alone.

use std::ops::Range;

use super::column::Column;
use super::cost::{Cost, FURTHER_PAGE, cost_of, cost_of_end, cost_of_hole};
use super::frame::Tie;
use super::reach::Reach;
use crate::geometry::Pt;

/// Sides of a sheet.
pub const SIDES: usize = 2;
/// Sums of heights are compared with this much play for rounding.
const HAIR: f64 = 0.01;

/// The text area of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Its height.
    pub depth: Pt,
    /// Columns that pieces stand in, unless they span all of them.
    pub columns: usize,
    /// From the start of a column to the start of the next.
    pub step: Pt,
}

impl Grid {
    /// Sheets of so many pages, printed on both sides.
    pub fn sheets(pages: usize) -> usize {
        pages.div_ceil(SIDES)
    }
}

/// Pieces that follow one another in columns of one width, and where they may begin.
#[derive(Clone, Debug)]
pub struct Band {
    /// The pieces.
    pub pieces: Range<usize>,
    /// The columns of a page that they stand in.
    pub columns: usize,
    /// Height of the columns that are left on the page at hand. Later ones are as high as the grid.
    pub room: Pt,
    /// How many pages are full.
    pub pages: usize,
    /// Nothing follows.
    pub is_last: bool,
}

impl Band {
    /// Pages up to and with a number of its columns.
    pub fn pages_of(&self, columns: usize) -> usize {
        self.pages + columns.div_ceil(self.columns)
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

/// A band parted into columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Parted {
    /// The pieces of each column, in order; only columns of the page at hand may be empty.
    pub ranges: Vec<Range<usize>>,
    /// What its faults cost.
    pub cost: Cost,
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

/// Parts the pieces of a column.
pub struct Parting<'a> {
    pub(super) column: &'a Column<'a>,
    pub(super) grid: Grid,
    pub(super) reach: Reach,
    /// Of each piece, whether a column may end after it.
    pub(super) may_end: Vec<bool>,
}

impl<'a> Parting<'a> {
    /// Measures the pieces, and finds where columns may end.
    pub fn new(column: &'a Column<'a>, grid: Grid) -> Self {
        let may_end = column.pieces.iter().map(|piece| piece.tie < Tie::Firm).collect();
        let mut parting = Parting { column, grid, reach: Reach::of(column), may_end };
        for tie in [Tie::Firm, Tie::Rigid] {
            parting.break_tall_chains(tie);
        }
        parting
    }

    /// Lets columns end in chains that ties of this strength or stronger hold together, where a chain is taller than a
    /// column: only at ties of this very strength. No chain goes from columns into what spans them.
    fn break_tall_chains(&mut self, tie: Tie) {
        let pieces = self.column.pieces;
        let count = pieces.len();
        let mut first = 0;
        while first < count {
            let is_end = |&index: &usize| pieces[index].tie < tie || pieces[index].spans != pieces[index + 1].spans;
            let last = (first..count - 1).find(is_end).unwrap_or(count - 1);
            if first < last && !self.fits(&(first..last + 1), self.grid.depth) {
                (first..last).filter(|&index| pieces[index].tie == tie).for_each(|index| self.may_end[index] = true);
            }
            first = last + 1;
        }
    }

    /// Parts a band into columns.
    pub fn part(&self, band: &Band) -> Parted {
        let fewest = self.fewest(band);
        let columns = fewest.ranges.len();
        // A further page on the same sheet may mend faults that cost more.
        if fewest.cost <= FURTHER_PAGE || !may_use(band, columns + 1, columns) {
            return fewest;
        }
        let cost = |parted: &Parted| parted.cost + FURTHER_PAGE * band.pages_of(parted.ranges.len()) as Cost;
        let more = self.cheapest(band, 1);
        // A page of references alone is no cure.
        let is_cure = !more.ranges.last().is_some_and(|last| self.column.pieces[last.start].closing);
        if is_cure && cost(&more) < cost(&fewest) { more } else { fewest }
    }

    /// The cheapest way to the end with the fewest columns. There can be no fewer than the pieces need, tied or not: where a way
    /// with so many is found that costs no more than a further page, few ways had to be followed.
    fn fewest(&self, band: &Band) -> Parted {
        let needs = self.reach.needs(band.pieces.clone(), f64::from(self.grid.depth) + HAIR);
        self.within(band, FURTHER_PAGE, &needs).unwrap_or_else(|| self.cheapest(band, 0))
    }

    /// The cheapest way to the end with as many columns as the pieces need at least, `needs` from each on, if there is one that
    /// costs no more than `most`.
    fn within(&self, band: &Band, most: Cost, needs: &[usize]) -> Option<Parted> {
        let columns = needs[0].max(1);
        let mut layers = vec![vec![Way { next: band.pieces.start, cost: 0, before: 0 }]];
        while layers.len() < columns {
            let left = columns - layers.len();
            let first = band.pieces.start + needs.partition_point(|need| *need > left);
            layers.push(self.step(band, &layers, first, most));
        }
        let end = self.end(band, &layers).filter(|end| end.cost <= most)?;
        Some(Parted { ranges: traced(&layers, columns, end.before, band.pieces.end), cost: end.cost })
    }

    /// The cheapest way to the end with the fewest columns, or with more up to one page more where `slack` is 1.
    fn cheapest(&self, band: &Band, slack: usize) -> Parted {
        let mut layers = vec![vec![Way { next: band.pieces.start, cost: 0, before: 0 }]];
        let mut best: Option<(Cost, usize, Way)> = None;
        let mut fewest = None;
        loop {
            let number = layers.len();
            if let Some(end) = self.end(band, &layers) {
                fewest = fewest.or(Some(number));
                let total = |cost: Cost, number| cost + FURTHER_PAGE * band.pages_of(number) as Cost;
                if best.is_none_or(|(least, columns, _)| total(end.cost, number) < total(least, columns)) {
                    best = Some((end.cost, number, end));
                }
            }
            if fewest.is_some_and(|fewest| slack == 0 || !may_use(band, number + 1, fewest)) {
                break;
            }
            layers.push(self.step(band, &layers, self.furthest(band, &layers, slack), Cost::MAX));
        }
        let (cost, number, end) = best.expect("a column takes a piece at least, so that some way comes to the end");
        Parted { ranges: traced(&layers, number, end.before, band.pieces.end), cost }
    }

    /// Height of a column of a band, by its number from 1.
    fn depth(&self, band: &Band, number: usize) -> Pt {
        if number <= band.columns { band.room } else { self.grid.depth }
    }

    pub(super) fn fits(&self, range: &Range<usize>, depth: Pt) -> bool {
        self.reach.bottom(range) <= f64::from(depth) + HAIR
    }

    /// The cheapest way to fill one more column and come to the end.
    fn end(&self, band: &Band, layers: &[Vec<Way>]) -> Option<Way> {
        let (number, next) = (layers.len(), band.pieces.end);
        let depth = self.depth(band, number);
        let mut end = None;
        for (before, way) in layers[number - 1].iter().enumerate() {
            if self.last_break(way.next..next, depth, depth < self.grid.depth) == next {
                let share = self.share(way.next..next, depth);
                let cost = way.cost + self.cost_of_end(band, way.next, share, number);
                end = cheapest(end, Some(Way { next, cost, before }));
            }
        }
        end
    }

    /// The first piece that a further column may begin with: a way that lies a whole column behind another needs a column more,
    /// and `slack` more are allowed.
    fn furthest(&self, band: &Band, layers: &[Vec<Way>], slack: usize) -> usize {
        // What is left of a page may stay empty, and is no measure of how far a column can reach.
        let may_be_empty = self.depth(band, layers.len()) < self.grid.depth;
        let is_rest = layers.len() <= band.columns && band.room < self.grid.depth;
        let behind = layers.len().checked_sub(1 + slack).filter(|_| !is_rest).and_then(|layer| layers[layer].last());
        behind.map_or(band.pieces.start, |way| way.next) + usize::from(!may_be_empty)
    }

    /// Fills one more column after each way: the cheapest way to each piece from `least` on that a further one may begin with,
    /// of those that cost no more than `most`.
    fn step(&self, band: &Band, layers: &[Vec<Way>], least: usize, most: Cost) -> Vec<Way> {
        let depth = self.depth(band, layers.len());
        let may_be_empty = depth < self.grid.depth;
        let mut reached: Vec<Option<Way>> = Vec::new();
        for (before, way) in layers[layers.len() - 1].iter().enumerate() {
            let last = self.last_break(way.next..band.pieces.end, depth, may_be_empty);
            let first = least.max(way.next + usize::from(!may_be_empty));
            // The weakest tie that the column could end at further down.
            let mut weakest = None;
            for next in (first..(last + 1).min(band.pieces.end)).rev() {
                if !self.may_part(way.next..next, last, band.pieces.end) {
                    continue;
                }
                let tie = if next == way.next { Tie::Free } else { self.column.pieces[next - 1].tie };
                let is_needless = weakest.is_some_and(|weakest| weakest <= tie);
                weakest = Some(weakest.unwrap_or(tie).min(tie));
                let hole = cost_of_hole(self.share(way.next..next, depth), is_needless);
                let cost = way.cost + cost_of(tie) + hole;
                if cost > most {
                    continue;
                }
                let place = next - least;
                if place >= reached.len() {
                    reached.resize(place + 1, None);
                }
                reached[place] = cheapest(reached[place], Some(Way { next, cost, before }));
            }
        }
        reached.into_iter().flatten().collect()
    }

    /// Whether these pieces may be a column of their own, where those up to `last` would fit.
    fn may_part(&self, range: Range<usize>, last: usize, end: usize) -> bool {
        let ends = |at: usize| at == end || self.may_end[at - 1];
        // Where it may end nowhere, it ends as far down as it can.
        range.is_empty() || ends(range.end) || range.end == last && !(range.start + 1..last).any(ends)
    }

    /// The last piece that can begin the next column where this one begins with the first of a range; one past the range
    /// where all fit. A piece taller than a column stands alone.
    fn last_break(&self, range: Range<usize>, depth: Pt, may_be_empty: bool) -> usize {
        let first = range.start + usize::from(!may_be_empty);
        first + self.reach.count_within(range.start, first..range.end, f64::from(depth) + HAIR)
    }

    /// How much of a column of the page is not left empty, in thousandths, where these pieces stand in one of a depth.
    fn share(&self, range: Range<usize>, depth: Pt) -> Cost {
        let empty = (f64::from(depth) - self.reach.bottom(&range)) / f64::from(self.grid.depth) * 1000.0;
        1000 - empty.clamp(0.0, 1000.0) as Cost
    }

    /// Height of pieces in a column of their own.
    pub fn height(&self, pieces: &Range<usize>) -> Pt {
        self.reach.bottom(pieces) as Pt
    }

    /// What it costs to end a band with a column that begins with piece `start`: only where the handout ends there.
    fn cost_of_end(&self, band: &Band, start: usize, share: Cost, number: usize) -> Cost {
        let is_first_of_page = (number - 1).is_multiple_of(band.columns);
        let has_own_page = band.pages_of(number) > 1 && !(number == 1 && band.room < self.grid.depth);
        if !band.is_last || !has_own_page || !is_first_of_page {
            return 0;
        }
        cost_of_end(self.column.pieces, start, share)
    }
}

/// Whether a way of so many columns may still win over one of the fewest: on no further sheet, and on one page more at
/// most.
fn may_use(band: &Band, columns: usize, fewest: usize) -> bool {
    let (pages, least) = (band.pages_of(columns), band.pages_of(fewest));
    Grid::sheets(pages) == Grid::sheets(least) && pages <= least + 1
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
    /// `r` rigidly, `w` as rows and `h` as items of a box; `p` ends a page, and `c` is a free line of the closing matter.
    fn lines(plan: &str) -> Vec<Piece> {
        let tie = |letter: char| match letter {
            'p' => Tie::Cut,
            's' => Tie::Soft,
            'l' => Tie::Strong,
            'w' => Tie::Whole,
            'h' => Tie::Held,
            'f' => Tie::Firm,
            'r' => Tie::Rigid,
            _ => Tie::Free,
        };
        let piece = |letter: char| Piece { closing: letter == 'c', ..Piece::of(Frame::of(20.0), 10.0, tie(letter)) };
        plan.chars().map(piece).collect()
    }

    const GRID: Grid = Grid { depth: 110.0, columns: 1, step: 0.0 };

    fn whole(count: usize) -> Band {
        Band { pieces: 0..count, columns: 1, room: GRID.depth, pages: 0, is_last: true }
    }

    /// How many pieces stand in each column of 110 points: four lines fill one.
    fn parted(pieces: &[Piece]) -> Vec<usize> {
        let column = Column { pieces, containers: &[], spacing: Spacing::LOOSE };
        Parting::new(&column, GRID).part(&whole(pieces.len())).ranges.iter().map(Range::len).collect()
    }

    #[test]
    fn columns_are_filled() {
        assert_eq!(parted(&lines("AAAAAA")), [4, 2]);
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
        // The end of a paragraph does not stand alone above them.
        assert_eq!(parted(&lines("AAlAcc")), [2, 4]);
        // A box is cut for them, unless it must not be.
        assert_eq!(parted(&lines("hhhAcc")), [3, 3]);
        assert_eq!(parted(&lines("fffAcc")), [4, 2]);
        // They begin on the page before where no text can go with them, but not below the QR code alone if text can.
        assert_eq!(parted(&lines("hhAcccc")), [4, 3]);
        let mut pieces = lines("AAAAcc");
        (pieces[3].closing, pieces[4].heading) = (true, true);
        assert_eq!(parted(&pieces), [2, 4]);
    }

    #[test]
    fn a_table_is_cut_only_before_a_large_hole() {
        assert_eq!(parted(&lines("AAwwwA")), [4, 2]);
        assert_eq!(parted(&lines("AAAwwwA")), [3, 4]);
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
        let count = parting.column.pieces.len();
        let last = parting.last_break(start..count, GRID.depth, false);
        let mut best = None;
        let allowed = |next: &usize| parting.may_part(start..*next, last, count);
        for next in (start + 1..=last).filter(allowed) {
            let share = parting.share(start..next, GRID.depth);
            let found = if next == count {
                Some((parting.cost_of_end(&whole(count), start, share, number), number))
            } else {
                let tie = parting.column.pieces[next - 1].tie;
                let is_needless = (next + 1..=last.min(count - 1))
                    .filter(allowed)
                    .any(|further| parting.column.pieces[further - 1].tie <= tie);
                let rest = (number < most).then(|| least(parting, next, number + 1, most)).flatten();
                rest.map(|(cost, columns)| (cost + cost_of(tie) + cost_of_hole(share, is_needless), columns))
            };
            best = [best, found].into_iter().flatten().min_by_key(|(cost, columns): &(Cost, usize)| {
                (Grid::sheets(*columns), cost + FURTHER_PAGE * *columns as Cost)
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
        let (mut sound, mut shorter) = (0, 0);
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
            let parting = Parting::new(&column, GRID);
            // A chain taller than a column is a matter of its own.
            if pieces.iter().zip(&parting.may_end).any(|(piece, &may_end)| may_end && piece.tie >= Tie::Firm) {
                continue;
            }
            sound += 1;
            let found = parting.part(&whole(pieces.len()));
            let price = |cost: Cost, columns: usize| (Grid::sheets(columns), cost + FURTHER_PAGE * columns as Cost);
            let most = found.ranges.len();
            let best = |most: usize| {
                let (cost, columns) = least(&parting, 0, 1, most).expect("it fits in so many columns");
                price(cost, columns)
            };
            let cost = price(found.cost, most);
            // A further page of references alone is never taken.
            shorter += usize::from(cost > best(8));
            assert!(cost == best(8) || cost == best(most), "{:?} {pieces:?}", found.ranges);
        }
        assert!(sound > 300 && shorter * 10 < sound, "{shorter} of {sound}");
    }
}
