//! How far pieces reach in a column, measured without setting them.

use std::ops::Range;

use super::column::Column;

/// How far the pieces of a column reach, so that any stretch of it is measured without being set.
pub struct Reach {
    /// The bottom of each piece, were all in one column without an end.
    bottoms: Vec<f64>,
    /// The bottom of each piece, were it the first of a column.
    fresh: Vec<f64>,
    /// What is needed below each piece where the column or its box ends.
    closing: Vec<f64>,
}

impl Reach {
    /// Measures the pieces.
    pub fn of(column: &Column) -> Reach {
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

    /// Where the pieces end in a column of their own, with what is needed below the last.
    pub fn bottom(&self, range: &Range<usize>) -> f64 {
        if range.is_empty() {
            return 0.0;
        }
        let (first, last) = (range.start, range.end - 1);
        self.fresh[first] + self.bottoms[last] - self.bottoms[first] + self.closing[last]
    }
}
