//! Fit to sheets: a handout is set a little closer where that saves a sheet of paper.
//!
//! Type keeps its size. Only the space between blocks and the distance of lines are drawn in. Of all ways the one with
//! the fewest sheets is taken; of those, the one that costs least, and closeness costs something, too: the page is left
//! alone unless that mends a fault or saves a page.

use super::arrange::{Arranged, arrange};
use super::breaks::Grid;
use super::column::{Column, Spacing};
use super::cost::{Cost, FURTHER_PAGE};
use crate::geometry::Pt;

/// Shares of the space between blocks, loosest first.
const GAPS: [f32; 5] = [1.0, 0.9, 0.8, 0.7, 0.65];
/// Shares of the distance of lines, loosest first: 19, 18.6 and 18.2 points.
const LEADINGS: [f32; 3] = [1.0, 18.6 / 19.0, 18.2 / 19.0];
/// The closest of all ways to set pieces.
const TIGHTEST: Spacing = Spacing { gaps: GAPS[4], leading: LEADINGS[2] };
/// A handout of more sheets is not set closer. That saves one sheet in ten at most, which a reader of so many will not
/// notice, and each way to set it would have to be weighed: fifteen times the work, of which there is much already.
const MOST_SHEETS: usize = 16;
/// Sums of heights are compared with this much play for rounding: more than [`Parting`](super::breaks::Parting) has.
const HAIR: f64 = 0.05;
/// The least that it costs to set them closer at all.
const CHEAPEST: Cost = 15;
/// What it costs to draw in gaps, or lines, by one hundredth.
const CLOSER_GAPS: f32 = 2.0;
const CLOSER_LINES: f32 = 18.0;

/// Sheets, and what else there is to pay: less is better.
type Price = (usize, Cost);

/// Pieces in their columns, and how closely they are set.
pub struct Fitted {
    /// Which column each stands in.
    pub arranged: Arranged,
    /// How closely the pieces are set.
    pub spacing: Spacing,
}

/// Arranges pieces so that they take the fewest sheets; `column` has the spacing of the theme.
pub fn fit(column: &Column, grid: Grid) -> Fitted {
    let arranged = arrange(column, grid);
    let mut best = (price(&arranged), Fitted { arranged, spacing: column.spacing });
    if best.0.0 > MOST_SHEETS {
        return best.1;
    }
    // Where even the closest could not pay, none is looked at.
    let tightest = least_price(&Column { spacing: TIGHTEST, ..*column }, grid);
    if (tightest.0, tightest.1 + CHEAPEST) >= best.0 {
        return best.1;
    }
    // Where the closest cannot take fewer pages than the loosest, none can.
    let are_alike = least_price(column, grid) == tightest;
    // Those that might do with the fewest sheets first: a long document would else be arranged at every spacing, each of
    // which saves a sheet over the one before. Of two that cost the same the looser is taken.
    let mut ways: Vec<(Price, usize, Spacing)> = Vec::new();
    for (index, spacing) in spacings().enumerate() {
        let (sheets, least) = if are_alike { tightest } else { least_price(&Column { spacing, ..*column }, grid) };
        ways.push(((sheets, least + closeness(spacing)), index + 1, spacing));
    }
    ways.sort_by_key(|(least, index, _)| (*least, *index));
    let mut place = 0;
    for (least, index, spacing) in ways {
        if (least, index) >= (best.0, place) {
            break;
        }
        let arranged = arrange(&Column { spacing, ..*column }, grid);
        let (sheets, cost) = price(&arranged);
        let price = (sheets, cost + closeness(spacing));
        if (price, index) < (best.0, place) {
            best = (price, Fitted { arranged, spacing });
            place = index;
        }
    }
    best.1
}

/// Every way to set pieces closer than the theme does, the loosest gaps first.
pub fn spacings() -> impl Iterator<Item = Spacing> {
    let all = LEADINGS.into_iter().flat_map(|leading| GAPS.into_iter().map(move |gaps| Spacing { gaps, leading }));
    all.filter(|spacing| *spacing != Spacing::LOOSE)
}

/// What it costs to set pieces closer.
fn closeness(Spacing { gaps, leading }: Spacing) -> Cost {
    ((1.0 - gaps) * 100.0 * CLOSER_GAPS + (1.0 - leading) * 100.0 * CLOSER_LINES) as Cost
}

fn price(arranged: &Arranged) -> Price {
    (Grid::sheets(arranged.pages), arranged.cost)
}

/// The least that the pieces can cost. They need not be arranged where that is too much.
fn least_price(column: &Column, grid: Grid) -> Price {
    let pages = if grid.columns == 1 { fewest_pages(column, grid) } else { least_pages_of_columns(column, grid) };
    (Grid::sheets(pages), FURTHER_PAGE * pages as Cost)
}

/// How many pages of one column the pieces take at least: were no two of them tied, and were nothing drawn again on top.
fn fewest_pages(column: &Column, grid: Grid) -> usize {
    let (mut pages, mut y) = (1, 0.0);
    for (index, extent) in column.extents().enumerate() {
        let own = f64::from(extent.height);
        let below = y + f64::from(extent.above) + own;
        if index == 0 {
            y = own;
        } else if below > f64::from(grid.depth) + HAIR {
            (pages, y) = (pages + 1, own);
        } else {
            y = below;
        }
    }
    pages
}

/// How many pages of several columns the pieces take at least.
fn least_pages_of_columns(column: &Column, grid: Grid) -> usize {
    // A column drops the gap above its first piece.
    let gap = column.pieces.iter().map(|piece| piece.gap).fold(0.0, Pt::max);
    (height(column, grid) / (grid.depth + gap)).ceil().max(1.0) as usize
}

/// Height that the pieces take of pages without an end.
fn height(column: &Column, grid: Grid) -> Pt {
    let mut height = 0.0;
    for (piece, extent) in column.pieces.iter().zip(column.extents()) {
        let own = extent.above + extent.height;
        height += if piece.spans { own } else { own / grid.columns as Pt };
    }
    height
}

#[cfg(test)]
mod tests {
    use super::super::frame::{Frame, Piece, Tie};
    use super::*;

    /// Lines of 20 points under gaps of 10, set on pages of a depth: the lines of each page, and how closely they stand.
    fn fitted(count: usize, depth: Pt) -> (Vec<usize>, Spacing) {
        let line = Piece::of(Frame { leading: 20.0, ..Frame::of(20.0) }, 10.0, Tie::Free);
        let pieces = vec![line; count];
        let column = Column { pieces: &pieces, containers: &[], spacing: Spacing::LOOSE };
        let Fitted { arranged, spacing } = fit(&column, Grid { depth, columns: 1, step: 0.0 });
        (arranged.spots.iter().map(|spot| spot.pieces.len()).collect(), spacing)
    }

    #[test]
    fn the_page_is_left_alone_where_no_sheet_can_be_saved() {
        assert_eq!(fitted(6, 110.0), (vec![4, 2], Spacing::LOOSE));
        assert_eq!(fitted(9, 85.0), (vec![3, 3, 3], Spacing::LOOSE));
    }

    #[test]
    fn the_loosest_that_saves_a_sheet_is_taken() {
        // Four lines and three gaps of 10 are 110 points high, of 8 they are 104, of 6.5 they are 99.5.
        assert_eq!(fitted(7, 104.0), (vec![4, 3], Spacing { gaps: 0.8, leading: 1.0 }));
        assert_eq!(fitted(7, 99.5), (vec![4, 3], Spacing { gaps: 0.65, leading: 1.0 }));
        // Lines of 19.2 points are drawn in only where gaps are not enough.
        assert_eq!(fitted(7, 96.5), (vec![4, 3], TIGHTEST));
        assert_eq!(fitted(7, 96.0).0.len(), 3);
    }

    #[test]
    fn a_last_page_of_one_line_is_drawn_back() {
        assert_eq!(fitted(5, 110.0), (vec![4, 1], Spacing::LOOSE));
        assert_eq!(fitted(4, 104.0), (vec![4], Spacing { gaps: 0.8, leading: 1.0 }));
    }

    #[test]
    fn no_arrangement_has_fewer_pages_than_the_least() {
        let mut state = 5u32;
        let mut below = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % limit
        };
        let mut met = 0;
        for round in 0..400 {
            let ties = [Tie::Free, Tie::Free, Tie::Free, Tie::Soft, Tie::Strong, Tie::Firm];
            let pieces: Vec<Piece> = (0..1 + below(60))
                .map(|_| {
                    let height = 4.0 + below(30) as Pt;
                    let frame = Frame { leading: height, ..Frame::of(height) };
                    let repeat = (below(8) == 0).then(|| std::rc::Rc::new(Frame::of(15.0)));
                    Piece { repeat, ..Piece::of(frame, below(12) as Pt, ties[below(6) as usize]) }
                })
                .collect();
            let column = Column { pieces: &pieces, containers: &[], spacing: Spacing::LOOSE };
            for spacing in spacings().chain([Spacing::LOOSE]) {
                let column = Column { spacing, ..column };
                let grid = Grid { depth: 110.0, columns: 1 + usize::from(round % 4 == 0), step: 0.0 };
                let (arranged, least) = (price(&arrange(&column, grid)), least_price(&column, grid));
                assert!(least <= arranged, "{least:?} {arranged:?} {pieces:?}");
                met += usize::from(least.0 == arranged.0);
            }
        }
        assert!(met > 2000, "the bound is close: {met}");
    }

    #[test]
    fn a_book_is_not_set_closer() {
        // Of lines of 20 points, four stand on a page of 104 where gaps are 8, and three where they are 10.
        let spacing = |sheets: usize| fitted(2 * 4 * sheets, 104.0).1;
        assert_eq!(spacing(12).gaps, 0.8);
        assert_eq!(spacing(17), Spacing::LOOSE);
    }

    #[test]
    fn no_way_is_closer_than_the_closest() {
        assert!(spacings().all(|it| it.gaps >= TIGHTEST.gaps && it.leading >= TIGHTEST.leading));
        assert!(spacings().all(|spacing| closeness(spacing) >= CHEAPEST));
        assert_eq!(spacings().count(), GAPS.len() * LEADINGS.len() - 1);
    }
}
