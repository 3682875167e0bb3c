//! How wide any stretch of a paragraph is, asked as often as one likes.

use std::cell::Cell;
use std::ops::Range;

use super::shaped::Run;
use super::word::PlacedWord;
use crate::geometry::Pt;

/// The advances of a paragraph's glyphs, summed up in the order of its text: one stretch is then two look-ups, however
/// long the paragraph.
pub(super) struct Widths<'a> {
    runs: &'a [Run],
    /// For each run the byte of each glyph's cluster, ascending, with the advances of all glyphs before it; last the end
    /// of the run with the advances of all.
    sums: Vec<Vec<(u32, i64)>>,
    /// Where in the sums of a run was looked last. The next stretch is mostly near.
    last: Cell<usize>,
}

impl<'a> Widths<'a> {
    /// Sums up the runs of a paragraph, which stand in logical order.
    pub fn of(runs: &'a [Run]) -> Widths<'a> {
        Widths { runs, sums: runs.iter().map(sums).collect(), last: Cell::new(0) }
    }

    /// The width of the clusters that begin in a stretch of the text.
    pub fn of_range(&self, range: Range<usize>) -> Pt {
        let first = self.runs.partition_point(|run| run.end <= range.start);
        let mut width = 0.0;
        for (run, sums) in self.runs.iter().zip(&self.sums).skip(first) {
            if run.start >= range.end {
                break;
            }
            let before = |byte: usize| {
                let index = first_from(sums, byte, self.last.get());
                self.last.set(index);
                sums[index].1
            };
            let advance = before(range.end.min(run.end)) - before(range.start);
            width += advance as f32 * run.size / f32::from(run.units_per_em);
        }
        width
    }
}

/// The index of the first of some sums whose cluster begins at a byte or behind it, sought from `near` on in steps that
/// double.
fn first_from(sums: &[(u32, i64)], byte: usize, near: usize) -> usize {
    let is_before = |index: usize| (sums[index].0 as usize) < byte;
    let (mut low, mut high) = (near.min(sums.len()), near.min(sums.len()));
    let mut step = 1;
    while low > 0 && !is_before(low - 1) {
        high = low - 1;
        low = low.saturating_sub(step);
        step *= 2;
    }
    step = 1;
    while high < sums.len() && is_before(high) {
        low = high + 1;
        high = (high + step).min(sums.len());
        step *= 2;
    }
    low + sums[low..high].partition_point(|(at, _)| (*at as usize) < byte)
}

fn sums(run: &Run) -> Vec<(u32, i64)> {
    let mut sums = Vec::with_capacity(run.words.iter().map(|placed| placed.word.glyphs.len()).sum::<usize>() + 1);
    let mut sum = 0;
    let byte = |at: usize| u32::try_from(at).expect("a paragraph is shorter than 4 GiB");
    for PlacedWord { start, word, .. } in &run.words {
        for glyph in word.in_order(run.level.is_rtl()) {
            sums.push((byte(*start) + glyph.cluster, sum));
            sum += i64::from(glyph.advance);
        }
    }
    sums.push((byte(run.end), sum));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_found_from_anywhere() {
        let sums: Vec<(u32, i64)> = [0, 1, 1, 4, 6, 6, 6, 9, 20, 21].map(|at| (at, 0)).to_vec();
        for byte in 0..=21 {
            let wanted = sums.partition_point(|(at, _)| (*at as usize) < byte);
            for near in 0..=12 {
                assert_eq!(first_from(&sums, byte, near), wanted, "{byte} from {near}");
            }
        }
    }
}
