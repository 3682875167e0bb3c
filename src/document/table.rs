//! Tables: where their cells stand, and which of them name a column or a row.

use std::collections::HashSet;

use super::blocks::Composer;
use super::{Cell, CellPart, CellRole, Table};
use crate::article::grid::Grid;
use crate::article::{self, CellPart as Part};

/// Letters above which a cell tells something rather than names a row.
const LONGEST_NAME: usize = 80;

impl<'a> Composer<'a> {
    /// A table with every cell at its place.
    ///
    /// # Panics
    /// When the rows of the article's table do not fill its grid, which its reading refuses.
    pub(super) fn table(&self, table: &'a article::Table) -> Table<'a> {
        let columns = table.header.iter().take(1).flatten().map(|cell| cell.columns).sum();
        let names_rows = table.row_headers.unwrap_or_else(|| first_cells_name_rows(table, columns));
        let mut header_grid = Grid::new(columns);
        let header = table.header.iter();
        let header = header.map(|row| self.row(row, &mut header_grid, |_| CellRole::ColumnHeader)).collect();
        let mut grid = Grid::new(columns);
        let rows = table.rows.iter().map(|row| {
            self.row(row, &mut grid, |cell| match names_rows && cell.column == 0 && cell.columns < columns {
                true => CellRole::RowHeader,
                false => CellRole::Data,
            })
        });
        let rows = rows.collect();
        Table { caption: table.caption.as_ref().map(|caption| self.words(caption)), columns, header, rows }
    }

    fn row(&self, cells: &'a [article::Cell], grid: &mut Grid, role: impl Fn(&Cell) -> CellRole) -> Vec<Cell<'a>> {
        let starts = grid.place(cells).expect("the rows of a table fill its grid");
        let mut row = Vec::with_capacity(cells.len());
        for (cell, column) in cells.iter().zip(starts) {
            let parts = cell.parts.iter().map(|part| match part {
                Part::Paragraph(text) => CellPart::Paragraph(self.words(text)),
                Part::List(list) => CellPart::List(self.list(list, 0)),
            });
            let (columns, rows) = (cell.columns, cell.rows);
            let mut cell = Cell { role: CellRole::Data, parts: parts.collect(), column, columns, rows };
            cell.role = role(&cell);
            row.push(cell);
        }
        row
    }
}

/// Whether the first cells of the rows look like names of what stands beside them: each one short text that is no
/// sentence, and no two alike. A table of one column has nothing to name.
///
/// A screen reader says such a name before each cell of the row. Where a first column is no name, hearing it again does
/// little harm; where it is one and is not said, a dose is heard without its medicine. So only what cannot be a name is
/// left out, and `row_headers: false` is the author's way to say the rest.
fn first_cells_name_rows(table: &article::Table, columns: usize) -> bool {
    let mut grid = Grid::new(columns);
    let mut names = HashSet::new();
    for row in &table.rows {
        let starts = grid.place(row).expect("the rows of a table fill its grid");
        for (cell, column) in row.iter().zip(starts) {
            if column > 0 || cell.columns == columns {
                continue;
            }
            let [Part::Paragraph(text)] = cell.parts.as_slice() else { return false };
            let text = text.plain();
            let name = text.trim();
            let is_name = !name.is_empty() && name.chars().count() <= LONGEST_NAME && !ends_sentence(name);
            if !is_name || !names.insert(name.to_owned()) {
                return false;
            }
        }
    }
    columns > 1
}

/// Whether a text ends as sentences do.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '॥', '။', '։', '።', '།', '។'])
}

impl Table<'_> {
    /// The cells that head a cell of a row: those over its columns, then those before its rows, each as the index of its
    /// row, counted from the first of the header, and of the cell in it.
    pub fn headers_of(&self, row: usize, cell: &Cell) -> Vec<(usize, usize)> {
        let mut headers = self.names_over(self.header.len(), cell);
        // A row's name may reach down from as far above as a cell can span.
        let first = (row + 1).saturating_sub(article::Cell::MOST_SPANNED);
        for (above, cells) in self.rows.iter().enumerate().take(row + cell.rows).skip(first) {
            let name = cells.first().filter(|name| name.role == CellRole::RowHeader && above + name.rows > row);
            headers.extend(name.map(|_| (above + self.header.len(), 0)));
        }
        headers
    }

    /// The cells of the first rows of the header that stand over a cell, each as the index of its row and of the cell in it.
    pub fn names_over(&self, rows: usize, cell: &Cell) -> Vec<(usize, usize)> {
        let mut names = Vec::new();
        let end = cell.column + cell.columns;
        for (row, cells) in self.header.iter().enumerate().take(rows) {
            let over = cells.partition_point(|header| header.column + header.columns <= cell.column);
            let heading = cells.iter().enumerate().skip(over).take_while(|(_, header)| header.column < end);
            names.extend(heading.map(|(index, _)| (row, index)));
        }
        names
    }

    /// The cells of a row, counted from the first of the header.
    pub fn row(&self, row: usize) -> &[Cell<'_>] {
        match row.checked_sub(self.header.len()) {
            None => &self.header[row],
            Some(row) => &self.rows[row],
        }
    }

    /// Row by row the cells that lie in it, by column: those that begin in it, and those that reach down into it. Each with the
    /// index of the row in which it begins.
    pub fn whole_rows(&self) -> Vec<Vec<(usize, &Cell<'_>)>> {
        let mut rows: Vec<Vec<(usize, &Cell)>> = Vec::with_capacity(self.rows.len());
        for (index, cells) in self.rows.iter().enumerate() {
            let above = rows.last().into_iter().flatten();
            let reaching = above.filter(|(start, cell)| start + cell.rows > index).copied();
            let mut row: Vec<(usize, &Cell)> = reaching.chain(cells.iter().map(|cell| (index, cell))).collect();
            row.sort_by_key(|(_, cell)| cell.column);
            rows.push(row);
        }
        rows
    }

    /// Whether a cell spans more than its own column and row.
    pub fn has_spans(&self) -> bool {
        self.header.iter().chain(&self.rows).flatten().any(Cell::is_spanning)
    }
}

impl Cell<'_> {
    /// Whether it spans more than one column or row.
    pub fn is_spanning(&self) -> bool {
        self.columns > 1 || self.rows > 1
    }
}
