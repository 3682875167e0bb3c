//! Where a high row of a table may be cut.

use super::cells::CellLine;
use crate::geometry::Pt;

/// A row of more lines than this may be cut.
const UNCUT_LINES: usize = 6;
/// Lines of the longest cell that stay on either side of a cut.
const LINES_BESIDE_CUT: usize = 3;
/// The same for any cell that is cut.
const CELL_LINES_BESIDE_CUT: usize = 2;
/// Less than this is rounding.
pub(super) const HAIR: Pt = 0.01;

/// Where a row may be cut, as heights: where no line of any cell is cut through, and enough lines stand on either side.
pub(super) fn cuts(cells: &[&[CellLine]]) -> Vec<Pt> {
    let longest = cells.iter().map(|lines| lines.len()).max().unwrap_or(0);
    if longest <= UNCUT_LINES {
        return Vec::new();
    }
    let mut tops: Vec<(Pt, Pt)> = Vec::new();
    for lines in cells {
        tops.extend(lines.iter().map(|line| (line.y, line.y + line.frame.height)));
    }
    tops.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut above = vec![0; cells.len()];
    let mut cuts = Vec::new();
    let mut bottom: Pt = 0.0;
    for (top, next_bottom) in tops {
        if top >= bottom - HAIR && bottom > 0.0 && cuts.last().is_none_or(|cut| bottom > cut + HAIR) {
            for (count, lines) in above.iter_mut().zip(cells) {
                while lines.get(*count).is_some_and(|line| line.y + line.frame.height <= bottom + HAIR) {
                    *count += 1;
                }
            }
            let may_cut = above.iter().zip(cells).all(|(above, lines)| {
                let least = if lines.len() == longest { LINES_BESIDE_CUT } else { CELL_LINES_BESIDE_CUT };
                let below = lines.len() - above;
                below == 0 || *above >= least && below >= least
            });
            if may_cut {
                cuts.push(bottom);
            }
        }
        bottom = bottom.max(next_bottom);
    }
    cuts
}

/// Of the places where a row of a height may be cut, those with the row's name whole above them, and room for it below.
pub(super) fn beside_name(cuts: &[Pt], name: Pt, height: Pt) -> Vec<Pt> {
    let has_room = |cut: &&Pt| name <= **cut + HAIR && name <= height - **cut + HAIR;
    cuts.iter().filter(has_room).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
    use super::*;

    fn lines(count: usize, height: Pt, above: Pt) -> Vec<CellLine> {
        (0..count).map(|line| CellLine { y: line as Pt * (height + above), frame: Frame::of(height) }).collect()
    }

    #[test]
    fn a_row_of_up_to_six_lines_is_never_cut() {
        assert!(cuts(&[&lines(6, 10.0, 0.0), &lines(1, 10.0, 0.0)]).is_empty());
    }

    #[test]
    fn three_lines_stay_on_either_side_of_a_cut() {
        assert_eq!(cuts(&[&lines(8, 10.0, 0.0), &lines(2, 10.0, 0.0)]), [30.0, 40.0, 50.0]);
        // Of a cell of four lines, one may not stand alone.
        assert_eq!(cuts(&[&lines(8, 10.0, 0.0), &lines(4, 10.0, 0.0)]), [40.0, 50.0]);
    }

    #[test]
    fn a_name_stands_whole_on_either_side_of_a_cut() {
        assert_eq!(beside_name(&[30.0, 40.0, 50.0, 60.0], 40.0, 90.0), [40.0, 50.0]);
        assert!(beside_name(&[30.0, 40.0, 50.0, 60.0], 50.0, 90.0).is_empty());
    }

    #[test]
    fn no_line_is_cut_through() {
        // Lines of 10 beside lines of 15: they end level at 30 and 60.
        assert_eq!(cuts(&[&lines(9, 10.0, 0.0), &lines(5, 15.0, 0.0)]), [30.0]);
    }
}
