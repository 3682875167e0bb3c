//! Where the cells of a table stand in its grid, when some of them span columns or rows.

use super::Cell;

/// The grid of a table, filled row by row.
pub(crate) struct Grid {
    /// Of each column, the first row that no cell from above reaches into.
    free_from: Vec<usize>,
    /// The row that is placed next.
    row: usize,
}

/// Why the cells of a row do not fill it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// There is no room for the last cells.
    Surplus,
    /// Columns are left over.
    Short,
    /// The cell of this index would lie over one that reaches down from a row above.
    Overlap(usize),
}

impl Grid {
    /// An empty grid of so many columns.
    pub(crate) fn new(columns: usize) -> Grid {
        Grid { free_from: vec![0; columns], row: 0 }
    }

    /// How many columns of the next row are open to cells of its own.
    pub(crate) fn room(&self) -> usize {
        self.free_from.iter().filter(|free| **free <= self.row).count()
    }

    /// Places the cells of the next row; gives the first column of each.
    pub(crate) fn place(&mut self, cells: &[Cell]) -> Result<Vec<usize>, Misfit> {
        let row = self.row;
        self.row += 1;
        let mut starts = Vec::with_capacity(cells.len());
        let mut column = 0;
        for (index, cell) in cells.iter().enumerate() {
            while self.free_from.get(column).is_some_and(|free| *free > row) {
                column += 1;
            }
            let places = self.free_from.get_mut(column..column + cell.columns).ok_or(Misfit::Surplus)?;
            if places.iter().any(|free| *free > row) {
                return Err(Misfit::Overlap(index));
            }
            places.fill(row + cell.rows);
            starts.push(column);
            column += cell.columns;
        }
        if self.free_from.iter().any(|free| *free <= row) { Err(Misfit::Short) } else { Ok(starts) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places rows of cells, each its columns and rows; gives what came of the last.
    fn last(columns: usize, rows: &[&[(usize, usize)]]) -> Result<Vec<usize>, Misfit> {
        let mut grid = Grid::new(columns);
        let cell = |&(columns, rows): &(usize, usize)| Cell { columns, rows, ..Cell::new(Vec::new()) };
        let placed = rows.iter().map(|row| grid.place(&row.iter().map(cell).collect::<Vec<_>>()));
        placed.last().expect("a row")
    }

    #[test]
    fn cells_stand_beside_those_that_reach_down() {
        assert_eq!(last(3, &[&[(1, 1), (2, 1)]]), Ok(vec![0, 1]));
        assert_eq!(last(3, &[&[(1, 2), (1, 1), (1, 2)], &[(1, 1)]]), Ok(vec![1]));
        assert_eq!(last(3, &[&[(2, 2), (1, 1)], &[(1, 1)], &[(1, 1), (2, 1)]]), Ok(vec![0, 1]));
    }

    #[test]
    fn rows_that_do_not_fill_their_grid_are_told() {
        assert_eq!(last(2, &[&[(1, 1), (2, 1)]]), Err(Misfit::Surplus));
        assert_eq!(last(3, &[&[(1, 1), (1, 1)]]), Err(Misfit::Short));
        assert_eq!(last(3, &[&[(1, 1), (1, 2), (1, 1)], &[(2, 1), (1, 1)]]), Err(Misfit::Overlap(0)));
        assert_eq!(last(2, &[&[(1, 2), (1, 1)], &[(1, 1), (1, 1)]]), Err(Misfit::Surplus));
    }
}
