//! Pagination of texts that stand side by side: rows whose parts begin level, each column going on by itself from there.
//! A pure function of the pieces.
//!
//! A row begins on a page only if the beginning of every column fits there. The next row begins below the longest column.
//! Soft ties, which only make better pages, are not looked at: what holds a row level is worth more.

use std::ops::Range;

use super::frame::{Container, Piece, Tie};
use super::paginate::{BoxPart, PagePlan, Placed};
use crate::geometry::Pt;

/// Columns of one page: what is said once, the original, the translation.
pub const COLUMNS: usize = 3;

/// The pieces that a column has on all pages.
#[derive(Clone, Copy)]
pub struct Strip<'p> {
    /// In order.
    pub pieces: &'p [Piece],
    /// The boxes that they stand in.
    pub containers: &'p [Container],
}

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

/// Places every piece of every row. `depth` is the height of the text area.
pub fn paginate_rows(strips: [Strip; COLUMNS], rows: &[PieceRow], depth: Pt) -> Vec<PageParts> {
    let is_spread = rows.first().is_some_and(|row| row.is_spread);
    let first = PageParts { parts: Vec::new(), is_spread };
    let mut pages = Pages { strips, depth, pages: vec![first], feet: [Foot::TOP; COLUMNS] };
    let mut start = 0;
    while start < rows.len() {
        let end = start + 1 + rows[start..].iter().take_while(|row| pages.leads_on(row)).count();
        let group = &rows[start..end.min(rows.len())];
        pages.turn_to(group);
        for row in group {
            pages.turn_to(std::slice::from_ref(row));
            pages.place(row);
        }
        start += group.len();
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
    strips: [Strip<'p>; COLUMNS],
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

    /// Whether a row must not end a page: its last piece in some column is tied to what follows.
    fn leads_on(&self, row: &PieceRow) -> bool {
        (0..COLUMNS).filter_map(|column| self.ends(row, column)).any(|(_, last)| last.tie >= Tie::Firm)
    }

    fn is_fresh(&self) -> bool {
        self.feet.iter().all(|foot| foot.is_fresh)
    }

    /// Goes on to a fresh page where the rows of a group cannot begin on this one.
    fn turn_to(&mut self, group: &[PieceRow]) {
        let is_spread = group[0].is_spread;
        let is_other = self.pages.last().is_some_and(|page| page.is_spread != is_spread);
        if !self.is_fresh() && (is_other || self.is_better_fresh(group)) {
            self.pages.push(PageParts::default());
            self.feet = [Foot::TOP; COLUMNS];
        }
        let is_fresh = self.is_fresh();
        if let Some(page) = self.pages.last_mut().filter(|_| is_fresh) {
            page.is_spread = is_spread;
        }
    }

    /// Whether a group cannot begin here: it can on a fresh page, or not even its first row can here.
    fn is_better_fresh(&self, group: &[PieceRow]) -> bool {
        let begins = |group: &[PieceRow], feet| self.end_of_beginning(group, feet) <= self.depth;
        !begins(group, self.feet) && (begins(group, [Foot::TOP; COLUMNS]) || !begins(&group[..1], self.feet))
    }

    /// Where the beginning of a group ends: all rows but the last, and of that what must not be parted from its start.
    fn end_of_beginning(&self, group: &[PieceRow], mut feet: [Foot; COLUMNS]) -> Pt {
        let mut end: Pt = 0.0;
        for (index, row) in group.iter().enumerate() {
            for column in self.columns(row, feet) {
                let all = column.pieces.len();
                let chain = if index + 1 < group.len() { all } else { column.chain_end(0, Tie::Firm) };
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
        let mut gaps: [Pt; COLUMNS] = std::array::from_fn(gap);
        if !row.is_spread {
            let lowest = feet.iter().map(|foot| foot.y).fold(0.0, Pt::max);
            let is_fresh = feet.iter().all(|foot| foot.is_fresh);
            feet = [Foot { y: lowest, is_fresh }; COLUMNS];
            gaps = [gaps.into_iter().fold(0.0, Pt::max); COLUMNS];
        }
        for (foot, gap) in feet.iter_mut().zip(gaps) {
            foot.y += if foot.is_fresh { 0.0 } else { gap };
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
            let Strip { pieces, containers } = strips[index];
            RowColumn {
                index,
                offset: range.start,
                pieces: &pieces[range],
                containers,
                depth,
                plans: vec![PagePlan::default()],
                y: tops[index].y + drops[index],
                is_fresh: tops[index].is_fresh,
                is_begun: false,
            }
        })
    }

    /// Places a row. The next one goes on below it, on the last page that one of its columns reached.
    fn place(&mut self, row: &PieceRow) {
        let page = self.pages.len() - 1;
        let columns: Vec<RowColumn> = self.columns(row, self.feet).collect();
        let mut bottoms = Vec::with_capacity(COLUMNS);
        for mut column in columns {
            column.set(0..column.pieces.len(), Tie::Firm);
            column.close_box(column.pieces.len());
            bottoms.push((column.index, page + column.plans.len() - 1, column.bottom()));
            for (number, plan) in (page..).zip(column.plans) {
                if number == self.pages.len() {
                    self.pages.push(PageParts { parts: Vec::new(), is_spread: row.is_spread });
                }
                self.pages[number].parts.push((column.index, plan));
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
    pieces: &'p [Piece],
    containers: &'p [Container],
    depth: Pt,
    /// Of each page from the one the row begins on.
    plans: Vec<PagePlan>,
    /// Bottom of what is on the page.
    y: Pt,
    /// Nothing is on the page, of this row or of others.
    is_fresh: bool,
    /// Something of the row is placed.
    is_begun: bool,
}

/// Where a piece stands, and what is drawn again above it.
struct Seat {
    top: Pt,
    label: Option<Pt>,
    repeat: Option<Pt>,
}

impl RowColumn<'_> {
    /// Sets what ties of this strength hold together, on this page or the next.
    fn set(&mut self, range: Range<usize>, tie: Tie) {
        let mut start = range.start;
        while start < range.end {
            let end = self.chain_end(start, tie).min(range.end);
            self.set_chain(start..end, tie);
            start = end;
        }
    }

    /// Sets a chain on this page or the next, or, where it fits on none, what stronger ties hold of it.
    fn set_chain(&mut self, chain: Range<usize>, tie: Tie) {
        let fits = self.end_of(chain.clone()) <= self.depth;
        let fits_fresh = !self.is_fresh && self.end_from(chain.clone(), 0.0, true) <= self.depth;
        match tie.stronger() {
            _ if fits => chain.for_each(|piece| self.place(piece)),
            _ if fits_fresh => {
                self.turn(chain.start);
                chain.for_each(|piece| self.place(piece));
            }
            Some(stronger) if chain.len() > 1 => self.set(chain, stronger),
            _ => chain.for_each(|piece| self.place_or_turn(piece)),
        }
    }

    fn place_or_turn(&mut self, piece: usize) {
        if !self.is_fresh && self.end_of(piece..piece + 1) > self.depth {
            self.turn(piece);
        }
        self.place(piece);
    }

    /// One past the last piece that ties of a strength hold to `index`.
    fn chain_end(&self, index: usize, tie: Tie) -> usize {
        let tied = self.pieces[index..].iter().take_while(|piece| piece.tie >= tie).count();
        (index + tied + 1).min(self.pieces.len())
    }

    /// Where the pieces would end here, the border of a box that must close under them included.
    fn end_of(&self, range: Range<usize>) -> Pt {
        self.end_from(range, self.y, self.is_fresh)
    }

    fn end_from(&self, range: Range<usize>, mut y: Pt, mut is_fresh: bool) -> Pt {
        let mut is_begun = self.is_begun || range.start > 0;
        for index in range.clone() {
            y = self.seat(index, y, (is_fresh, is_begun)).top + self.pieces[index].frame.height;
            (is_fresh, is_begun) = (false, true);
        }
        y + range.end.checked_sub(1).map_or(0.0, |last| self.box_bottom(last))
    }

    /// What the box of a piece takes below its last piece.
    fn box_bottom(&self, index: usize) -> Pt {
        self.pieces[index].container.map_or(0.0, |container| self.containers[container].bottom)
    }

    fn opens_box(&self, index: usize) -> bool {
        index == 0 || self.pieces[index - 1].container != self.pieces[index].container
    }

    /// Where a piece would stand when the column ends at `y`. `is_begun` says that something of the row stands before it,
    /// here or on an earlier page.
    fn seat(&self, index: usize, y: Pt, (is_fresh, is_begun): (bool, bool)) -> Seat {
        let piece = &self.pieces[index];
        let mut seat = Seat { top: y, label: None, repeat: None };
        if !is_fresh && is_begun && index > 0 {
            if self.opens_box(index) {
                seat.top += self.box_bottom(index - 1);
            }
            seat.top += piece.gap;
        }
        if let Some(container) = piece.container.map(|container| &self.containers[container]) {
            if is_fresh || self.opens_box(index) {
                seat.top += container.top;
            }
            if let Some(frame) = container.continued.as_ref().filter(|_| is_fresh && !self.opens_box(index)) {
                seat.label = Some(seat.top);
                seat.top += frame.height;
            }
        }
        if let Some(frame) = piece.repeat.as_ref().filter(|_| is_fresh) {
            seat.repeat = Some(seat.top);
            seat.top += frame.height;
        }
        seat
    }

    fn plan(&mut self) -> &mut PagePlan {
        let last = self.plans.len() - 1;
        &mut self.plans[last]
    }

    fn place(&mut self, index: usize) {
        let seat = self.seat(index, self.y, (self.is_fresh, self.is_begun));
        if self.opens_box(index) && !self.is_fresh {
            self.close_box(index);
        }
        if let Some(container) = self.pieces[index].container.filter(|_| self.is_fresh || self.opens_box(index)) {
            let top = seat.label.or(seat.repeat).unwrap_or(seat.top) - self.containers[container].top;
            let (first, before) = (self.opens_box(index), self.plan().placed.len());
            self.plan().boxes.push(BoxPart { container, top, bottom: 0.0, first, last: false, before });
        }
        let piece = self.offset + index;
        self.plan().placed.push(Placed { piece, y: seat.top, label_y: seat.label, repeat_y: seat.repeat });
        self.y = seat.top + self.pieces[index].frame.height;
        (self.is_fresh, self.is_begun) = (false, true);
    }

    /// Ends the box that the last placed piece stands in; `next` is the piece that follows.
    fn close_box(&mut self, next: usize) {
        let Some(container) = next.checked_sub(1).and_then(|last| self.pieces[last].container) else { return };
        let last = next == self.pieces.len() || self.opens_box(next);
        let bottom = self.y + self.containers[container].bottom;
        if let Some(part) = self.plan().boxes.last_mut().filter(|part| part.container == container) {
            part.bottom = bottom;
            part.last = last;
        }
    }

    /// Goes on to a fresh page; `next` is the piece that follows.
    fn turn(&mut self, next: usize) {
        if self.is_begun {
            self.close_box(next);
        }
        self.plans.push(PagePlan::default());
        (self.y, self.is_fresh) = (0.0, true);
    }

    /// Where the column ends, its last box closed.
    fn bottom(&self) -> Pt {
        self.y + self.pieces.len().checked_sub(1).map_or(0.0, |last| self.box_bottom(last))
    }
}
