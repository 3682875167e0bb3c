//! Columns of about one height, where what stands in them ends.

use std::ops::Range;

use super::breaks::Parting;
use super::cost::{Cost, cost_of};
use super::frame::Tie;
use crate::geometry::Pt;

/// Share of the text area under which text is not parted into columns only to make them even.
const FEW_LINES: f32 = 0.13;
/// So many points are left empty rather than that the second of two columns be higher.
const HIGHER_BY: f64 = 20.0;

/// Two columns of about one height.
#[derive(Clone, Debug, PartialEq)]
pub struct Balanced {
    /// The pieces of both.
    pub ranges: [Range<usize>; 2],
    /// Height of the higher one.
    pub height: Pt,
    /// What the break between them costs.
    pub cost: Cost,
}

impl Parting<'_> {
    /// Parts pieces into two columns as nearly of one height as their ties allow, the first the higher one; a few lines
    /// stay in one. `None` where they are higher than the room.
    pub fn balance(&self, pieces: Range<usize>, room: Pt) -> Option<Balanced> {
        let (start, end) = (pieces.start, pieces.end);
        let is_short = self.height(&pieces) < self.grid.depth * FEW_LINES;
        let mut best: Option<(Cost, Balanced)> = None;
        for cut in if is_short { end..=end } else { start + 1..=end } {
            let (first, second) = (start..cut, cut..end);
            let is_cut = cut == end || self.may_end[cut - 1] && self.column.pieces[cut - 1].tie < Tie::Whole;
            if !is_cut || !self.fits(&first, room) || !self.fits(&second, room) {
                continue;
            }
            let cost = if cut == end { 0 } else { cost_of(self.column.pieces[cut - 1].tie) };
            let heights = [&first, &second].map(|range| self.reach.bottom(range));
            let height = heights[0].max(heights[1]);
            // What is left empty below both, and about a line more where the second is the higher one.
            let uneven = 2.0 * height + (heights[1] - heights[0]).clamp(0.0, HIGHER_BY);
            let price = cost + (uneven / f64::from(self.grid.depth) * 1000.0) as Cost;
            if best.as_ref().is_none_or(|(least, _)| price < *least) {
                best = Some((price, Balanced { ranges: [first, second], height: height as Pt, cost }));
            }
        }
        best.map(|(_, balanced)| balanced)
    }
}
