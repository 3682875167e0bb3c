//! Tables whose cells reach over columns and rows.

use serde_json::{Value, json};

use super::soil::Soil;

impl Soil<'_> {
    pub fn table(&mut self) -> Value {
        let columns = 1 + self.count(12);
        let header = self.header(columns);
        let count = 1 + self.count(60);
        // Of each column, how many rows a cell from above reaches into yet.
        let mut taken = vec![0; columns];
        let mut rows = Vec::new();
        for index in 0..count {
            let most = if self.below(16) == 15 { 800 } else { 24 };
            rows.push(self.row(&mut taken, most, count - index));
        }
        let mut table = json!({"header": header, "rows": rows});
        match self.below(4) {
            1 => table["row_headers"] = true.into(),
            2 => table["row_headers"] = false.into(),
            _ => {}
        }
        if self.below(2) == 1 {
            table["caption"] = self.words(40);
        }
        table
    }

    /// A header of one row, or of two where there are many columns.
    fn header(&mut self, columns: usize) -> Value {
        if columns % 5 < 4 {
            return self.row(&mut vec![1; columns], 4, 1);
        }
        let mut taken = vec![0; columns];
        let first = self.row(&mut taken, 4, 2);
        let second = self.row(&mut taken, 4, 1);
        json!([first, second])
    }

    /// The cells of a row in the columns that none from above reaches into; `left` counts the rows from it on, of which a
    /// header has one.
    fn row(&mut self, taken: &mut [usize], most: usize, left: usize) -> Value {
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        let mut cells = Vec::new();
        let mut column = 0;
        while column < taken.len() {
            let room = taken[column..].iter().take_while(|rows| **rows == 0).count();
            if room == 0 {
                column += 1;
                continue;
            }
            let (mut columns, mut rows) = (1, 1);
            if self.below(16) == 15 {
                columns = 1 + self.below(room.min(3));
                rows = 1 + self.below(left.min(4));
            }
            // A row in which every column is taken from above could hold no cell.
            if column + columns == taken.len() {
                rows = 1;
            }
            taken[column..column + columns].fill(rows);
            column += columns;
            cells.push(self.cell(most, columns, rows, most == 4));
        }
        cells.into()
    }

    fn cell(&mut self, most: usize, columns: usize, rows: usize, is_header: bool) -> Value {
        let text = self.words(most);
        let kind = if is_header { 0 } else { self.below(32) };
        let mut cell = match kind {
            29 => json!({"bullets": self.some(8, |soil| soil.words(12))}),
            30 => json!({"text": text, "steps": self.some(8, |soil| soil.words(12))}),
            31 if columns * rows == 1 => return json!([text, {"bullets": self.text_items(1)}, self.words(12)]),
            _ if columns * rows == 1 => return text,
            _ => json!({"text": text}),
        };
        cell["columns"] = columns.into();
        cell["rows"] = rows.into();
        cell
    }
}
