//! How far pieces reach in a column, measured without setting them.

use std::ops::Range;

use super::column::{Column, Extent};

/// How far the pieces of a column reach, so that any stretch of it is measured without being set.
pub struct Reach {
    /// Of each piece, were all in one column without an end.
    places: Vec<Place>,
    /// The bottom of each piece there, with what is needed below it where the column or its box ends.
    ends: Vec<f64>,
}

/// Where a piece stands.
struct Place {
    /// Its top, in a column without an end.
    top: f64,
    /// Its bottom there.
    bottom: f64,
    /// Its bottom, were it the first of a column.
    fresh: f64,
}

impl Reach {
    /// Measures the pieces.
    pub fn of(column: &Column) -> Reach {
        let count = column.pieces.len();
        let mut reach = Reach { places: Vec::with_capacity(count), ends: Vec::with_capacity(count) };
        let mut y = 0.0;
        for Extent { height, above, above_first, closing } in column.extents() {
            let bottom = y + f64::from(above + height);
            reach.places.push(Place {
                top: bottom - f64::from(height),
                bottom,
                fresh: f64::from(above_first + height),
            });
            reach.ends.push(bottom + f64::from(closing));
            y = bottom;
        }
        reach
    }

    /// Where the pieces end in a column of their own, with what is needed below the last.
    pub fn bottom(&self, range: &Range<usize>) -> f64 {
        if range.is_empty() {
            return 0.0;
        }
        let first = &self.places[range.start];
        first.fresh + (self.ends[range.end - 1] - first.bottom)
    }

    /// How many of some pieces, the last of a column that begins with the piece `first`, end within a depth before one does
    /// not.
    pub fn count_within(&self, first: usize, last: Range<usize>, depth: f64) -> usize {
        let Some(first) = self.places.get(first) else { return 0 };
        let lowest = depth - first.fresh + first.bottom;
        self.ends[last].iter().take_while(|end| **end <= lowest).count()
    }

    /// How many columns of a depth the pieces of a range take at least, from each of them on, and none behind the last: were
    /// no two of them tied, were nothing drawn again on top, and nothing needed below.
    pub fn needs(&self, range: Range<usize>, depth: f64) -> Vec<usize> {
        let places = &self.places[range];
        let mut needs = vec![0; places.len() + 1];
        // Behind the pieces that a column takes which begins with the one at hand.
        let mut next = places.len();
        for first in (0..places.len()).rev() {
            let lowest = depth + places[first].top;
            while next > first + 1 && places[next - 1].bottom > lowest {
                next -= 1;
            }
            needs[first] = 1 + needs[next];
        }
        needs
    }
}
