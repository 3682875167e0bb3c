//! Which column of which page each piece stands in.
//!
//! Pieces follow one another in bands: those that stand in the columns of a page, and those that span them. The columns
//! of a page are of one height where a band ends, so that what spans them stands right below.

use std::ops::Range;

use super::breaks::{Band, Cost, FURTHER_PAGE, Grid, Parting};
use super::column::Column;
use super::frame::Tie;
use crate::geometry::Pt;

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
    let mut arrangement = Arrangement { column, grid, parting, spots: Vec::new(), page: 0, y: 0.0, cost: 0 };
    let bands = bands(column);
    for (index, pieces) in bands.iter().enumerate() {
        arrangement.add(pieces.clone(), index + 1 == bands.len());
    }
    let pages = arrangement.page + 1;
    Arranged { spots: arrangement.spots, pages, cost: arrangement.cost + FURTHER_PAGE * pages as Cost }
}

/// Stretches of pieces that all span the columns, or all stand in them; none goes on where a page must end.
fn bands(column: &Column) -> Vec<Range<usize>> {
    let pieces = column.pieces;
    let mut bands = Vec::new();
    let mut start = 0;
    for index in 0..pieces.len() {
        let ends = |next: &super::frame::Piece| pieces[index].tie == Tie::Cut || pieces[index].spans != next.spans;
        if pieces.get(index + 1).is_none_or(ends) {
            bands.push(start..index + 1);
            start = index + 1;
        }
    }
    bands
}

struct Arrangement<'a> {
    column: &'a Column<'a>,
    grid: Grid,
    parting: Parting<'a>,
    spots: Vec<Spot>,
    /// Index of the page at hand.
    page: usize,
    /// How far it is filled.
    y: Pt,
    cost: Cost,
}

impl Arrangement<'_> {
    fn add(&mut self, pieces: Range<usize>, is_last: bool) {
        if pieces.start > 0 && self.column.pieces[pieces.start - 1].tie == Tie::Cut {
            (self.page, self.y) = (self.page + 1, 0.0);
        }
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
