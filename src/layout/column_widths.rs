//! How wide the columns of a table are: so wide that its rows come out as low as they can.
//!
//! A pure function of what the cells need. The room that is left over when every column has the width of its widest word
//! is dealt out in steps. All ways to deal it out in large steps are tried, where columns are few; then small steps are
//! moved from column to column for as long as that makes the rows lower. Whatever is tried is paid from a budget in
//! proportion to the cells.

use crate::geometry::Pt;

/// The columns of a table as they are set.
pub(super) struct Columns {
    pub widths: Vec<Pt>,
    pub gutter: Pt,
    /// Share of the theme's type size.
    pub size: f32,
}

impl Columns {
    /// Where a column begins.
    pub fn start(&self, column: usize) -> Pt {
        self.widths[..column].iter().map(|width| width + self.gutter).sum()
    }

    /// The width of several columns with what lies between them.
    pub fn width(&self, column: usize, columns: usize) -> Pt {
        self.widths[column..column + columns].iter().sum::<Pt>() + self.gutter * (columns as Pt - 1.0)
    }
}

/// What a cell of a table needs, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellNeed {
    /// Its first row.
    pub row: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// Its first column.
    pub column: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// The least width it can be read in: that of its widest word.
    pub narrow: Pt,
    /// The width in which nothing of it wraps.
    pub wide: Pt,
}

/// The cells of a table, in the order of its rows, and what lies between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs<'c> {
    pub cells: &'c [CellNeed],
    pub columns: usize,
    pub rows: usize,
    /// Between two columns.
    pub gutter: Pt,
}

/// A table measured for some widths.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Cost {
    /// Height of all rows.
    rows: Pt,
    /// Height of all cells: of two tables of one height, the one whose columns share their lines better.
    cells: Pt,
}

/// The most small steps that the room is dealt out in.
const MOST_STEPS: usize = 48;
/// Heights of cells that are kept, so many for all tables.
const KEPT_HEIGHTS: usize = 100_000;
/// How many cells are looked at while ways to deal out the room are tried, in each of the two rounds.
const LOOKS: usize = 50_000;
/// How many ways are tried at least and at most in each round.
const TRIES: (usize, usize) = (100, 500);
/// A width that fits exactly on its line does so after rounding, too.
const HAIR: Pt = 0.01;

/// The widths of the columns in which the rows are lowest and no word is cut; `None` when the words do not fit beside each
/// other. `height` tells how high a cell is in a width.
pub(super) fn column_widths(needs: Needs, measure: Pt, height: impl Fn(usize, Pt) -> Pt) -> Option<Vec<Pt>> {
    let room = measure - needs.gutter * (needs.columns as Pt - 1.0);
    let (narrow, wide) = needs.bounds();
    if narrow.iter().sum::<Pt>() > room {
        return None;
    }
    let most = wide.iter().sum::<Pt>();
    if most <= room {
        let extra = (room - most) / needs.columns as Pt;
        return Some(wide.iter().map(|width| width + extra).collect());
    }
    Some(Search::new(needs, &narrow, &wide, room, height).lowest())
}

/// The height of each row, without padding, for cells of these heights: a row is as high as its highest cell; what a cell
/// that spans rows needs more than they have goes to its last. No row is lower than `least`.
pub(super) fn row_heights(needs: Needs, cells: impl Fn(usize) -> Pt, least: Pt, padding: Pt) -> Vec<Pt> {
    let mut rows = vec![least; needs.rows];
    heighten(&mut rows, needs.cells, cells, padding);
    rows
}

/// Makes rows as high as their cells need.
fn heighten(rows: &mut [Pt], cells: &[CellNeed], height: impl Fn(usize) -> Pt, padding: Pt) {
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.rows == 1) {
        rows[cell.row] = rows[cell.row].max(height(index));
    }
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.rows > 1) {
        let spanned = &mut rows[cell.row..cell.row + cell.rows];
        let lacking = height(index) - spanned.iter().sum::<Pt>() - padding * (cell.rows as Pt - 1.0);
        spanned[cell.rows - 1] += lacking.max(0.0);
    }
}

impl Needs<'_> {
    /// Of each column, the least width and the one in which nothing wraps. A cell that spans columns widens all of them
    /// alike.
    fn bounds(&self) -> (Vec<Pt>, Vec<Pt>) {
        let (mut narrow, mut wide) = (vec![0.0; self.columns], vec![0.0; self.columns]);
        for cell in self.cells.iter().filter(|cell| cell.columns == 1) {
            narrow[cell.column] = cell.narrow.max(narrow[cell.column]);
            wide[cell.column] = cell.wide.max(wide[cell.column]);
        }
        for cell in self.cells.iter().filter(|cell| cell.columns > 1) {
            for (widths, wanted) in [(&mut narrow, cell.narrow), (&mut wide, cell.wide)] {
                let spanned = &mut widths[cell.column..cell.column + cell.columns];
                let has = spanned.iter().sum::<Pt>() + self.gutter * (cell.columns as Pt - 1.0);
                let lacking = (wanted - has).max(0.0) / cell.columns as Pt;
                spanned.iter_mut().for_each(|width| *width += lacking);
            }
        }
        wide.iter_mut().zip(&narrow).for_each(|(wide, narrow)| *wide = wide.max(*narrow));
        (narrow, wide)
    }
}

/// The search for the lowest rows.
struct Search<'c, H> {
    needs: Needs<'c>,
    narrow: &'c [Pt],
    wide: &'c [Pt],
    /// What the columns have together over their least widths.
    slack: Pt,
    /// How many small steps the slack is dealt out in.
    steps: usize,
    /// How many of them make a large one.
    large: usize,
    height: H,
    /// Of each cell, its height for every number of steps that its columns may have; not a number until it is asked for.
    heights: Vec<Pt>,
    tries: usize,
    /// Of the way that is measured: the steps of the columns before each, the heights of the cells and of the rows.
    before: Vec<usize>,
    cells: Vec<Pt>,
    rows: Vec<Pt>,
}

impl<'c, H: Fn(usize, Pt) -> Pt> Search<'c, H> {
    fn new(needs: Needs<'c>, narrow: &'c [Pt], wide: &'c [Pt], room: Pt, height: H) -> Self {
        let cells = needs.cells.len().max(1);
        let tries = (LOOKS / cells).clamp(TRIES.0, TRIES.1);
        let most = (KEPT_HEIGHTS / cells).clamp(1, MOST_STEPS);
        let steps = (1..=most).rev().find(|steps| ways(*steps, needs.columns) <= tries).unwrap_or(1);
        let large = most / steps;
        let slack = room - narrow.iter().sum::<Pt>();
        let heights = vec![Pt::NAN; cells * (steps * large + 1)];
        Search {
            needs,
            narrow,
            wide,
            slack,
            steps: steps * large,
            large,
            height,
            heights,
            tries,
            before: vec![0; needs.columns + 1],
            cells: vec![0.0; needs.cells.len()],
            rows: vec![0.0; needs.rows],
        }
    }

    /// The best of what three beginnings lead to.
    fn lowest(mut self) -> Vec<Pt> {
        let beginnings = [self.best_of_all(), self.dealt(&self.capped()), self.dealt(&self.by_want())];
        let mut best: Option<(Cost, Vec<usize>)> = None;
        for mut steps in beginnings {
            let cost = self.descend(&mut steps);
            if best.as_ref().is_none_or(|(lowest, _)| cost < *lowest) {
                best = Some((cost, steps));
            }
        }
        let (_, steps) = best.expect("there are three beginnings");
        steps.iter().zip(self.narrow).map(|(steps, narrow)| narrow + self.width_of(*steps) + HAIR).collect()
    }

    /// The best way to deal out the slack in large steps.
    fn best_of_all(&mut self) -> Vec<usize> {
        let mut steps = vec![0; self.needs.columns];
        steps[self.needs.columns - 1] = self.steps;
        let mut best = steps.clone();
        let mut lowest = self.cost(&best);
        while next_way(&mut steps, self.large) {
            let cost = self.cost(&steps);
            if cost < lowest {
                lowest = cost;
                best.clone_from(&steps);
            }
        }
        best
    }

    fn width_of(&self, steps: usize) -> Pt {
        self.slack * steps as Pt / self.steps as Pt
    }

    /// Shares of the slack where short columns get all they want, and long ones are cut off at one width.
    fn capped(&self) -> Vec<Pt> {
        let over = |cap: Pt, column: usize| cap.clamp(self.narrow[column], self.wide[column]) - self.narrow[column];
        let sum = |cap: Pt| (0..self.narrow.len()).map(|column| over(cap, column)).sum::<Pt>();
        let (mut low, mut high) = (0.0, self.slack + self.narrow.iter().copied().fold(0.0, Pt::max));
        for _ in 0..32 {
            let cap = (low + high) / 2.0;
            *(if sum(cap) <= self.slack { &mut low } else { &mut high }) = cap;
        }
        (0..self.narrow.len()).map(|column| over(low, column)).collect()
    }

    /// Shares of the slack in proportion to what each column wants.
    fn by_want(&self) -> Vec<Pt> {
        self.wide.iter().zip(self.narrow).map(|(wide, narrow)| wide - narrow).collect()
    }

    /// Whole steps in proportion to shares; what rounding leaves goes to the columns that lost most by it.
    fn dealt(&self, shares: &[Pt]) -> Vec<usize> {
        let all = shares.iter().sum::<Pt>().max(HAIR);
        let exact: Vec<Pt> = shares.iter().map(|share| share / all * self.steps as Pt).collect();
        let mut steps: Vec<usize> = exact.iter().map(|steps| *steps as usize).collect();
        let mut order: Vec<usize> = (0..steps.len()).collect();
        order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
        let left = self.steps.saturating_sub(steps.iter().sum());
        order.iter().cycle().take(left).for_each(|column| steps[*column] += 1);
        steps
    }

    /// Moves steps from column to column while that lowers the rows: many at once at first, single ones at last.
    fn descend(&mut self, steps: &mut [usize]) -> Cost {
        let mut cost = self.cost(steps);
        let mut moved = (self.steps / 4).max(1);
        let mut tries = self.tries;
        loop {
            while self.improve(steps, moved, &mut cost, &mut tries) {}
            if moved == 1 {
                return cost;
            }
            moved /= 2;
        }
    }

    /// Tries every pair of columns once; tells whether any move was for the better.
    fn improve(&mut self, steps: &mut [usize], moved: usize, cost: &mut Cost, tries: &mut usize) -> bool {
        let before = *cost;
        for from in 0..steps.len() {
            for to in 0..steps.len() {
                if from == to || steps[from] < moved {
                    continue;
                }
                if *tries == 0 {
                    return false;
                }
                *tries -= 1;
                steps[from] -= moved;
                steps[to] += moved;
                let tried = self.cost(steps);
                if tried < *cost {
                    *cost = tried;
                } else {
                    steps[from] += moved;
                    steps[to] -= moved;
                }
            }
        }
        *cost < before
    }

    fn cost(&mut self, steps: &[usize]) -> Cost {
        let mut before = 0;
        for (column, steps) in steps.iter().enumerate() {
            before += steps;
            self.before[column + 1] = before;
        }
        let needs = self.needs;
        for (index, cell) in needs.cells.iter().enumerate() {
            let steps = self.before[cell.column + cell.columns] - self.before[cell.column];
            self.cells[index] = self.height_of(index, steps);
        }
        self.rows.fill(0.0);
        heighten(&mut self.rows, needs.cells, |cell| self.cells[cell], 0.0);
        // Whole hundredths: sums in another order must not look like a gain.
        let rounded = |heights: &[Pt]| (heights.iter().sum::<Pt>() * 100.0).round();
        Cost { rows: rounded(&self.rows), cells: rounded(&self.cells) }
    }

    /// The height of a cell whose columns have so many steps.
    fn height_of(&mut self, index: usize, steps: usize) -> Pt {
        let at = index * (self.steps + 1) + steps;
        if self.heights[at].is_nan() {
            let CellNeed { column, columns, .. } = self.needs.cells[index];
            let narrow = self.narrow[column..column + columns].iter().sum::<Pt>();
            let width = narrow + self.needs.gutter * (columns as Pt - 1.0) + self.width_of(steps) + HAIR;
            self.heights[at] = (self.height)(index, width);
        }
        self.heights[at]
    }
}

/// How many ways there are to deal out steps to columns.
fn ways(steps: usize, columns: usize) -> usize {
    // The number of ways to choose the places of `columns - 1` borders among the steps.
    let mut ways: usize = 1;
    for border in 1..columns {
        ways = ways.saturating_mul(steps + border) / border;
        if ways > TRIES.1 {
            break;
        }
    }
    ways
}

/// The next way to deal out steps, `large` at a time: the last column holds what the others do not have. Ends when the
/// column before the last has had all.
fn next_way(steps: &mut [usize], large: usize) -> bool {
    let Some((last, others)) = steps.split_last_mut() else { return false };
    for column in others {
        if *last >= large {
            *column += large;
            *last -= large;
            return true;
        }
        *last += std::mem::take(column);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells of so many letters, ten points a letter, that wrap anywhere: a word is `word` letters long. Lines are ten
    /// points high.
    fn widths(rows: &[&[usize]], word: usize, measure: Pt) -> Option<(Vec<Pt>, Pt)> {
        let letters: Vec<usize> = rows.iter().flat_map(|row| row.iter().copied()).collect();
        let columns = rows[0].len();
        let cell = |(index, letters): (usize, &usize)| CellNeed {
            row: index / columns,
            rows: 1,
            column: index % columns,
            columns: 1,
            narrow: 10.0 * word.min(*letters) as Pt,
            wide: 10.0 * *letters as Pt,
        };
        let cells: Vec<CellNeed> = letters.iter().enumerate().map(cell).collect();
        let needs = Needs { cells: &cells, columns, rows: rows.len(), gutter: 10.0 };
        let height = |cell: usize, width: Pt| (letters[cell] as Pt * 10.0 / width - 0.001).ceil().max(0.0) * 10.0;
        let widths = column_widths(needs, measure, height)?;
        let total = row_heights(needs, |cell| height(cell, widths[cell % columns]), 10.0, 0.0).iter().sum();
        Some((widths, total))
    }

    #[test]
    fn columns_fill_the_room_where_nothing_wraps() {
        assert_eq!(widths(&[&[6, 8]], 5, 210.0), Some((vec![90.0, 110.0], 10.0)));
    }

    #[test]
    fn every_way_to_deal_out_steps_is_met_once() {
        let mut steps = vec![0, 0, 0, 8];
        let mut met = std::collections::BTreeSet::from([steps.clone()]);
        let mut count = 1;
        while next_way(&mut steps, 2) {
            assert_eq!(steps.iter().sum::<usize>(), 8);
            met.insert(steps.clone());
            count += 1;
        }
        assert_eq!((met.len(), count), (ways(4, 4), ways(4, 4)));
        assert_eq!([ways(48, 1), ways(48, 2), ways(48, 3)], [1, 49, 1225]);
    }

    #[test]
    fn words_that_do_not_fit_beside_each_other_have_no_widths() {
        assert_eq!(widths(&[&[20, 20]], 10, 209.0), None);
        assert!(widths(&[&[20, 20]], 10, 211.0).is_some());
    }

    #[test]
    fn the_long_column_gets_what_makes_its_rows_low() {
        // 90 letters beside 12 and 14: at equal widths of ten letters the long column would take nine lines. With all that
        // the others can spare it has twenty letters a line.
        let (found, lines) = widths(&[&[12, 14, 90]], 5, 320.0).expect("it fits");
        assert!(lines <= 50.0, "{found:?}: {lines}");
        assert!(found.iter().sum::<Pt>() <= 300.1 && found.iter().sum::<Pt>() > 299.0, "{found:?}");
        assert!(found[0] >= 50.0 && found[1] >= 50.0, "{found:?}");
    }

    /// The lowest rows of all ways to deal out the room in steps of five points.
    fn lowest(rows: &[&[usize]], word: usize, room: Pt) -> Pt {
        let columns = rows[0].len();
        let narrow = |column: usize| rows.iter().map(|row| 10.0 * word.min(row[column]) as Pt).fold(0.0, Pt::max);
        let mut best = Pt::INFINITY;
        let mut first = narrow(0);
        while first <= room {
            let mut second = if columns > 2 { narrow(1) } else { room - first };
            while first + second <= room {
                let mut all = vec![first, second];
                all.extend((columns > 2).then_some(room - first - second));
                if all.iter().enumerate().all(|(column, width)| *width >= narrow(column)) {
                    let line =
                        |letters: usize, width: Pt| (letters as Pt * 10.0 / width - 0.001).ceil().max(1.0) * 10.0;
                    let row = |row: &&[usize]| row.iter().zip(&all).map(|(l, w)| line(*l, *w)).fold(10.0, Pt::max);
                    best = best.min(rows.iter().map(row).sum());
                }
                second += 5.0;
            }
            first += 5.0;
        }
        best
    }

    #[test]
    fn rows_are_nearly_as_low_as_any_widths_make_them() {
        let mut state = 7u32;
        let mut below = |limit: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % limit
        };
        let (mut found, mut best) = (0.0, 0.0);
        for _ in 0..300 {
            let columns = 2 + below(2);
            let mut letters = || {
                let most = 1 + below(120);
                1 + below(most)
            };
            let rows: Vec<Vec<usize>> =
                (0..1 + letters() % 6).map(|_| (0..columns).map(|_| letters()).collect()).collect();
            let rows: Vec<&[usize]> = rows.iter().map(Vec::as_slice).collect();
            let measure = 400.0;
            let room = measure - 10.0 * (columns as Pt - 1.0);
            let (widths, height) = widths(&rows, 6, measure).expect("it fits");
            let lowest = lowest(&rows, 6, room);
            assert!(height <= lowest + 10.0 * (1.0 + lowest / 200.0), "{rows:?} {widths:?}: {height}, {lowest}");
            (found, best) = (found + height, best + lowest);
        }
        assert!(found <= best * 1.01, "{found} over {best}");
    }

    #[test]
    fn a_cell_that_spans_columns_widens_them_and_one_that_spans_rows_heightens_the_last() {
        let one = CellNeed { row: 0, rows: 1, column: 0, columns: 1, narrow: 10.0, wide: 10.0 };
        let cells =
            [one, CellNeed { column: 1, ..one }, CellNeed { row: 1, columns: 2, narrow: 90.0, wide: 90.0, ..one }];
        let needs = Needs { cells: &cells, columns: 2, rows: 2, gutter: 10.0 };
        assert_eq!(column_widths(needs, 90.0, |_, _| 10.0), Some(vec![40.0, 40.0]));
        assert_eq!(column_widths(needs, 89.0, |_, _| 10.0), None);
        let cells = [CellNeed { rows: 2, ..one }, CellNeed { column: 1, ..one }, CellNeed { row: 1, column: 1, ..one }];
        let needs = Needs { cells: &cells, columns: 2, rows: 2, gutter: 10.0 };
        assert_eq!(row_heights(needs, |cell| [70.0, 10.0, 20.0][cell], 10.0, 6.0), [10.0, 54.0]);
        assert_eq!(row_heights(needs, |cell| [20.0, 10.0, 20.0][cell], 10.0, 6.0), [10.0, 20.0]);
    }
}
