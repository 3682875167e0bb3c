//! Pagination of texts that stand side by side: rows whose parts begin level, each column going on by itself from there.
//! A pure function of the pieces.
//!
//! A row begins on a page only if the beginning of every column fits there. The next row begins below the longest column.

use std::ops::Range;

use super::column::Column;
use super::frame::{Piece, Tie};
use super::paginate::PagePlan;
use crate::geometry::Pt;

/// Columns of one page: what is said once, the original, the translation.
pub const COLUMNS: usize = 3;

/// Shares of the text area that soft and strong ties may leave empty.
const SOFT_HOLE: f32 = 0.2;
const HOLE: f32 = 1.0 / 3.0;
/// The same of ties that hold rows of a table together.
const TABLE_HOLE: f32 = 0.4;

/// Pieces that begin level.
#[derive(Clone, Debug, PartialEq)]
pub struct PieceRow {
    /// Of each column, which of its pieces; empty where a column has nothing in this row.
    pub ranges: [Range<usize>; COLUMNS],
    /// Whether the columns of its page are pages that face each other.
    pub is_spread: bool,
}

/// What falls on one page, or on two that face each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageParts {
    /// Each with its column, in reading order.
    pub parts: Vec<(usize, PagePlan)>,
    /// Whether it is two pages that face each other.
    pub is_spread: bool,
}

/// Places every piece of every row; each strip has all pieces of its column. `depth` is the height of the text area.
pub fn paginate_rows(strips: [Column; COLUMNS], rows: &[PieceRow], depth: Pt) -> Vec<PageParts> {
    let is_spread = rows.first().is_some_and(|row| row.is_spread);
    let mut pages =
        Pages { strips, depth, pages: vec![PageParts { parts: Vec::new(), is_spread }], feet: [Foot::TOP; COLUMNS] };
    for start in 0..rows.len() {
        pages.turn_to(&rows[start..]);
        pages.place(&rows[start]);
    }
    pages.pages
}

/// Where a column of a page ends so far.
#[derive(Clone, Copy)]
struct Foot {
    y: Pt,
    /// Nothing is on the page, in this column or in one that must be level with it.
    is_fresh: bool,
}

impl Foot {
    const TOP: Foot = Foot { y: 0.0, is_fresh: true };
}

/// The pages while they are filled.
struct Pages<'p> {
    strips: [Column<'p>; COLUMNS],
    depth: Pt,
    pages: Vec<PageParts>,
    feet: [Foot; COLUMNS],
}

impl<'p> Pages<'p> {
    /// The first and the last piece of each column of a row that has something in it.
    fn ends(&self, row: &PieceRow, column: usize) -> Option<(&'p Piece, &'p Piece)> {
        let pieces = &self.strips[column].pieces[row.ranges[column].clone()];
        Some((pieces.first()?, pieces.last()?))
    }

    /// The rows from the first on that ties of a strength hold together: the last piece of some column of each but the last
    /// is tied to what follows.
    fn group<'r>(&self, rows: &'r [PieceRow], tie: Tie) -> &'r [PieceRow] {
        let leads_on =
            |row: &&PieceRow| (0..COLUMNS).filter_map(|column| self.ends(row, column)).any(|(_, last)| last.tie >= tie);
        let tied = rows.iter().take_while(leads_on).count();
        &rows[..(tied + 1).min(rows.len())]
    }

    fn is_fresh(&self) -> bool {
        self.feet.iter().all(|foot| foot.is_fresh)
    }

    /// Goes on to a fresh page where the first of these rows, with those that are tied to it, cannot begin on this one.
    fn turn_to(&mut self, rows: &[PieceRow]) {
        let is_spread = rows[0].is_spread;
        let is_other = self.pages.last().is_some_and(|page| page.is_spread != is_spread);
        if !self.is_fresh() && (is_other || self.is_cut(&rows[0]) || self.is_better_fresh(rows)) {
            self.pages.push(PageParts::default());
            self.feet = [Foot::TOP; COLUMNS];
        }
        let is_fresh = self.is_fresh();
        if let Some(page) = self.pages.last_mut().filter(|_| is_fresh) {
            page.is_spread = is_spread;
        }
    }

    /// Whether a page must end before a row, by the piece before it in some column.
    fn is_cut(&self, row: &PieceRow) -> bool {
        let before = |column: usize| {
            let start = row.ranges[column].start.checked_sub(1).filter(|_| !row.ranges[column].is_empty())?;
            Some(&self.strips[column].pieces[start])
        };
        (0..COLUMNS).filter_map(before).any(|piece| piece.tie == Tie::Cut)
    }

    /// Whether a row cannot begin here, or not with those that are tied to it, if they can on a fresh page.
    fn is_better_fresh(&self, rows: &[PieceRow]) -> bool {
        let lowest = self.feet.iter().map(|foot| foot.y).fold(0.0, Pt::max);
        let is_hole = |share: f32| self.depth - lowest > self.depth * share;
        let whole = if is_hole(TABLE_HOLE) { Tie::Held } else { Tie::Whole };
        let begins = |group: &[PieceRow], feet| self.end_of_beginning(group, feet, whole) <= self.depth;
        let is_better = |tie: Tie| {
            let group = self.group(rows, tie);
            !begins(group, self.feet) && begins(group, [Foot::TOP; COLUMNS])
        };
        is_better(whole) || !is_hole(HOLE) && is_better(Tie::Strong) || !begins(&rows[..1], self.feet)
    }

    /// Where the beginning of a group ends: all rows but the last, and of that what ties of a strength hold to its
    /// start.
    fn end_of_beginning(&self, group: &[PieceRow], mut feet: [Foot; COLUMNS], whole: Tie) -> Pt {
        let mut end: Pt = 0.0;
        for (index, row) in group.iter().enumerate() {
            for column in self.columns(row, feet) {
                let all = column.pieces();
                let chain = if index + 1 < group.len() { all } else { column.chain_end(0, whole) };
                let y = column.end_of(0..chain);
                feet[column.index] = Foot { y, is_fresh: false };
                end = end.max(y);
            }
        }
        end
    }

    /// Where the columns of a row begin. On one page they begin level, under the largest gap that one of them wants; pages
    /// that face each other go on by themselves.
    fn tops(&self, row: &PieceRow, mut feet: [Foot; COLUMNS]) -> [Foot; COLUMNS] {
        let gap = |column: usize| self.ends(row, column).map_or(0.0, |(first, _)| first.gap);
        if !row.is_spread {
            let lowest = feet.iter().map(|foot| foot.y).fold(0.0, Pt::max);
            let is_fresh = feet.iter().all(|foot| foot.is_fresh);
            feet = [Foot { y: lowest, is_fresh }; COLUMNS];
            let gaps: [Pt; COLUMNS] = std::array::from_fn(gap);
            let widest = gaps.into_iter().fold(0.0, Pt::max);
            for ((foot, gap), strip) in feet.iter_mut().zip(gaps).zip(self.strips) {
                // Each column adds its own gap to that.
                foot.y += if foot.is_fresh { 0.0 } else { (widest - gap) * strip.spacing.gaps };
            }
        }
        feet
    }

    /// The columns of a row that have something in it, ready to be set below these feet. On one page their first lines
    /// stand on one baseline.
    fn columns(&self, row: &PieceRow, feet: [Foot; COLUMNS]) -> impl Iterator<Item = RowColumn<'p>> {
        let tops = self.tops(row, feet);
        let baseline = |column: usize| {
            let first = self.ends(row, column).map(|(first, _)| first).filter(|piece| piece.container.is_none());
            first.map_or(0.0, |piece| piece.frame.baseline)
        };
        let baselines: [Pt; COLUMNS] = std::array::from_fn(baseline);
        let lowest = baselines.iter().copied().fold(0.0, Pt::max);
        let is_level = |index: usize| baselines[index] > 0.0 && !row.is_spread;
        let drops: [Pt; COLUMNS] =
            std::array::from_fn(|index| if is_level(index) { lowest - baselines[index] } else { 0.0 });
        let (strips, depth) = (self.strips, self.depth);
        let ranges = row.ranges.clone().into_iter().enumerate().filter(|(_, range)| !range.is_empty());
        ranges.map(move |(index, range)| {
            let begun = PagePlan { end: tops[index].y + drops[index], ..PagePlan::default() };
            RowColumn {
                index,
                offset: range.start,
                column: Column { pieces: &strips[index].pieces[range], ..strips[index] },
                depth,
                plans: vec![begun],
                is_fresh: tops[index].is_fresh,
            }
        })
    }

    /// Places a row. The next one goes on below it, on the last page that one of its columns reached.
    fn place(&mut self, row: &PieceRow) {
        let page = self.pages.len() - 1;
        let columns: Vec<RowColumn> = self.columns(row, self.feet).collect();
        let mut bottoms = Vec::with_capacity(COLUMNS);
        for mut column in columns {
            column.set(0..column.pieces(), Tie::Soft);
            column.close_box(column.pieces());
            let index = column.index;
            bottoms.push((index, page + column.plans.len() - 1, column.bottom()));
            for (number, plan) in (page..).zip(column.into_plans()) {
                if number == self.pages.len() {
                    self.pages.push(PageParts { parts: Vec::new(), is_spread: row.is_spread });
                }
                self.pages[number].parts.push((index, plan));
            }
        }
        let last = self.pages.len() - 1;
        if last > page {
            self.feet = [Foot::TOP; COLUMNS];
        }
        for (index, _, y) in bottoms.into_iter().filter(|(_, page, _)| *page == last) {
            self.feet[index] = Foot { y, is_fresh: false };
        }
    }
}

/// One column of a row while it is set.
struct RowColumn<'p> {
    index: usize,
    /// Index of its first piece in its strip.
    offset: usize,
    column: Column<'p>,
    depth: Pt,
    /// Of each page from the one the row begins on.
    plans: Vec<PagePlan>,
    /// Nothing is on the page, of this row or of others.
    is_fresh: bool,
}

impl RowColumn<'_> {
    fn pieces(&self) -> usize {
        self.column.pieces.len()
    }

    /// Sets what ties of this strength hold together, on this page or the next.
    fn set(&mut self, range: Range<usize>, tie: Tie) {
        let mut start = range.start;
        while start < range.end {
            let end = self.chain_end(start, tie).min(range.end);
            self.set_chain(start..end, tie);
            start = end;
            if start < range.end && self.column.pieces[start - 1].tie == Tie::Cut {
                self.turn(start);
            }
        }
    }

    /// Sets a chain on this page or the next, or, where it fits on none or would leave too much of this one empty, what
    /// stronger ties hold of it.
    fn set_chain(&mut self, chain: Range<usize>, tie: Tie) {
        let fits = self.end_of(chain.clone()) <= self.depth;
        let most = match tie {
            Tie::Soft => SOFT_HOLE,
            Tie::Strong => HOLE,
            Tie::Whole => TABLE_HOLE,
            _ => 1.0,
        };
        let is_hole = self.depth - self.plan().end > self.depth * most;
        let fits_fresh = !self.is_fresh && !is_hole && self.end_from(chain.clone(), 0.0, true) <= self.depth;
        match stronger(tie) {
            _ if fits => self.place(chain),
            _ if fits_fresh => {
                self.turn(chain.start);
                self.place(chain);
            }
            Some(stronger) if chain.len() > 1 => self.set(chain, stronger),
            _ => chain.for_each(|piece| self.place_or_turn(piece)),
        }
    }

    fn place_or_turn(&mut self, piece: usize) {
        if !self.is_fresh && self.end_of(piece..piece + 1) > self.depth {
            self.turn(piece);
        }
        self.place(piece..piece + 1);
    }

    /// One past the last piece that ties of a strength hold to `index`.
    fn chain_end(&self, index: usize, tie: Tie) -> usize {
        let tied = self.column.pieces[index..].iter().take_while(|piece| piece.tie >= tie).count();
        (index + tied + 1).min(self.pieces())
    }

    /// Where the pieces would end here, the border of a box that must close under them included.
    fn end_of(&self, range: Range<usize>) -> Pt {
        self.end_from(range, self.plan().end, self.is_fresh)
    }

    fn end_from(&self, range: Range<usize>, mut y: Pt, mut is_fresh: bool) -> Pt {
        let last = range.end.checked_sub(1);
        for index in range {
            y = self.column.seat(index, y, is_fresh).top + self.column.height(index);
            is_fresh = false;
        }
        y + last.map_or(0.0, |last| self.column.closing(last))
    }

    fn plan(&self) -> &PagePlan {
        &self.plans[self.plans.len() - 1]
    }

    fn place(&mut self, range: Range<usize>) {
        let last = self.plans.len() - 1;
        for index in range {
            self.plans[last].add(&self.column, index, self.is_fresh);
            self.is_fresh = false;
        }
    }

    /// Ends the box that the last placed piece stands in; `next` is the piece that follows.
    fn close_box(&mut self, next: usize) {
        let last = self.plans.len() - 1;
        self.plans[last].close_box(&self.column, next);
    }

    /// Goes on to a fresh page; `next` is the piece that follows.
    fn turn(&mut self, next: usize) {
        self.close_box(next);
        self.plans.push(PagePlan::default());
        self.is_fresh = true;
    }

    /// Where the column ends, its last box closed.
    fn bottom(&self) -> Pt {
        self.plan().end + self.pieces().checked_sub(1).map_or(0.0, |last| self.column.closing(last))
    }

    /// The pages, their pieces counted as the strip counts them.
    fn into_plans(self) -> impl Iterator<Item = PagePlan> {
        let offset = self.offset;
        self.plans.into_iter().map(move |mut plan| {
            plan.placed.iter_mut().for_each(|placed| placed.piece += offset);
            plan
        })
    }
}

/// The next stronger tie of those that are looked at.
fn stronger(tie: Tie) -> Option<Tie> {
    match tie {
        Tie::Cut | Tie::Free | Tie::Soft => Some(Tie::Strong),
        Tie::Strong => Some(Tie::Whole),
        Tie::Whole => Some(Tie::Held),
        Tie::Held => Some(Tie::Firm),
        Tie::Firm => Some(Tie::Rigid),
        Tie::Rigid => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::column::Spacing;
    use super::super::frame::Frame;
    use super::*;

    /// Lines of 20 points under gaps of 10, tied to the next where the letter is small, as rows of a table where it is `w`.
    fn pieces(plan: &str) -> Vec<Piece> {
        let tie = |letter: char| match letter {
            'w' => Tie::Whole,
            'A' => Tie::Free,
            _ => Tie::Firm,
        };
        let line = |letter: char| Piece::of(Frame::of(20.0), 10.0, tie(letter));
        plan.chars().map(line).collect()
    }

    /// Where the lines of rows stand on pages of 110 points: of each row a line of text, the original's letters before the
    /// bar and the translation's behind it. Each page: column, then the tops of its lines.
    fn pages(rows: &[&str], is_spread: bool) -> Vec<Vec<(usize, Vec<Pt>)>> {
        let (mut one, mut other, mut planned) = (String::new(), String::new(), Vec::new());
        for row in rows {
            let (original, translation) = row.split_once('|').expect("a bar");
            let starts = (one.len(), other.len());
            one += original;
            other += translation;
            planned.push(PieceRow { ranges: [0..0, starts.0..one.len(), starts.1..other.len()], is_spread });
        }
        let (one, other) = (pieces(&one), pieces(&other));
        let strip = |pieces| Column { pieces, containers: &[], spacing: Spacing::LOOSE };
        let pages = paginate_rows([strip(&[]), strip(&one), strip(&other)], &planned, 110.0);
        let tops = |plan: &PagePlan| plan.placed.iter().map(|placed| placed.y).collect::<Vec<_>>();
        pages.iter().map(|page| page.parts.iter().map(|(column, plan)| (*column, tops(plan))).collect()).collect()
    }

    #[test]
    fn a_row_begins_level_below_the_longer_column_of_the_one_before() {
        assert_eq!(
            pages(&["A|AA", "A|A"], false),
            [[(1, vec![0.0]), (2, vec![0.0, 30.0]), (1, vec![60.0]), (2, vec![60.0])]]
        );
    }

    #[test]
    fn a_row_goes_on_over_a_page_in_each_column_for_itself() {
        assert_eq!(
            pages(&["AA|AAAAA", "A|A"], false),
            [
                vec![(1, vec![0.0, 30.0]), (2, vec![0.0, 30.0, 60.0, 90.0])],
                vec![(2, vec![0.0]), (1, vec![30.0]), (2, vec![30.0])]
            ]
        );
    }

    #[test]
    fn no_column_begins_a_row_where_the_other_cannot() {
        // The translation's two lines are tied and would end at 140.
        assert_eq!(
            pages(&["AAA|A", "A|aA"], false),
            [vec![(1, vec![0.0, 30.0, 60.0]), (2, vec![0.0])], vec![(1, vec![0.0]), (2, vec![0.0, 30.0])]]
        );
        // A row that leads on to the next goes with its beginning.
        assert_eq!(
            pages(&["AA|A", "a|a", "aA|A"], false),
            [
                vec![(1, vec![0.0, 30.0]), (2, vec![0.0])],
                vec![(1, vec![0.0]), (2, vec![0.0]), (1, vec![30.0, 60.0]), (2, vec![30.0])]
            ]
        );
    }

    #[test]
    fn a_table_is_cut_only_before_a_large_hole() {
        assert_eq!(
            pages(&["AA|A", "wwwA|wwwA"], false),
            [
                vec![(1, vec![0.0, 30.0]), (2, vec![0.0]), (1, vec![60.0, 90.0]), (2, vec![60.0, 90.0])],
                vec![(1, vec![0.0, 30.0]), (2, vec![0.0, 30.0])]
            ]
        );
        let all = vec![0.0, 30.0, 60.0, 90.0];
        assert_eq!(
            pages(&["AAA|A", "wwwA|wwwA"], false),
            [vec![(1, vec![0.0, 30.0, 60.0]), (2, vec![0.0])], vec![(1, all.clone()), (2, all)]]
        );
    }

    #[test]
    fn pages_that_face_each_other_begin_a_row_together_and_not_level() {
        assert_eq!(
            pages(&["A|AA", "A|A", "AA|AA"], true),
            [
                vec![
                    (1, vec![0.0]),
                    (2, vec![0.0, 30.0]),
                    (1, vec![30.0]),
                    (2, vec![60.0]),
                    (1, vec![60.0, 90.0]),
                    (2, vec![90.0])
                ],
                vec![(2, vec![0.0])]
            ]
        );
    }
}
