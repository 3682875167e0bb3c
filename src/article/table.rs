//! Tables, and what a row that does not fit is told.

use super::block::Setting;
use super::grid::{Grid, Misfit};
use super::{Cell, CellPart, Table};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{self, Fields, Node, Style, Value, list, scalar};

impl Setting<'_> {
    /// A block with the key `table`.
    pub(super) fn table_block(self, mut fields: Fields, notes: &mut Notes) -> Option<Table> {
        if let Some(note) = keys_beside(&fields) {
            notes.push(note);
            return None;
        }
        let node = fields.require("table", "{header: [Dose, When], rows: [[1 tablet, daily]]}");
        let table = node.and_then(|node| Fields::of(node, "a map of `header`, `rows` and `caption`", notes));
        fields.finish("a table block", notes);
        let mut table = table?;
        let caption = table.take("caption").and_then(|node| self.text(node, "the caption", notes));
        let row_headers = table.take("row_headers").and_then(|node| scalar(node, "`row_headers`", notes));
        let row_headers = row_headers.map(|scalar| yaml::flag(scalar, notes));
        let header = table.require("header", "[Dose, When]");
        let rows = table.require("rows", "\n  - [1 tablet, daily]");
        table.finish("a table", notes);
        let header = self.header(header?, notes)?;
        let rows = self.rows(list(rows?, "a list of rows", notes), &header, notes);
        Some(Table { caption, row_headers, header, rows })
    }

    /// The header: a list of cells, or a list of two such rows, the first with names of groups of columns.
    fn header(self, node: &Node, notes: &mut Notes) -> Option<Vec<Vec<Cell>>> {
        let nodes = match &node.value {
            Value::Seq(rows) if !rows.is_empty() && rows.iter().all(|row| matches!(row.value, Value::Seq(_))) => rows,
            _ => std::slice::from_ref(node),
        };
        if let Some(more) = nodes.get(Table::MOST_HEADERS) {
            let message = format!("a header has {} rows at most", Table::MOST_HEADERS);
            let hint = "leave one out, or make two tables of this one: a header of three rows is hard to follow";
            notes.push(Diagnostic::new(Code::CellSpan, message).at(more.span.clone()).hint(hint));
            return None;
        }
        let mut rows = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            rows.push(self.header_row(node, nodes.len() - index, notes)?);
        }
        let columns = rows.first()?.iter().map(|cell| cell.columns).sum();
        let mut grid = Grid::new(columns);
        for (row, node) in rows.iter().zip(nodes) {
            if grid.place(row).is_err() {
                let message = format!("the second row of the header does not fill the {columns} columns of the first");
                let hint = "name each column under a cell with `columns:`; a cell without one takes `rows: 2` in the first row";
                notes.push(Diagnostic::new(Code::CellSpan, message).at(node.span.clone()).hint(hint));
                return None;
            }
        }
        Some(rows)
    }

    /// A row of the header, whose cells are text; `left` counts the rows of the header from it on.
    fn header_row(self, node: &Node, left: usize, notes: &mut Notes) -> Option<Vec<Cell>> {
        let header = self.row(node, notes)?;
        for (cell, node) in header.iter().zip(list(node, "a list of cells", notes)) {
            if cell.rows > left {
                let (message, hint) = match left {
                    1 => (
                        "a cell of the header cannot reach below it: the header ends with this row",
                        "take `rows:` out; what belongs to some columns only stands in the first row",
                    ),
                    _ => ("a cell of the header cannot reach below it: the header has two rows", "write `rows: 2`"),
                };
                notes.push(Diagnostic::new(Code::CellSpan, message).at(node.span.clone()).hint(hint));
            }
            if cell.parts.iter().any(|part| matches!(part, CellPart::List(_))) {
                let message = "a cell of the header is text; no list can stand in it";
                let hint = "name the column in a few words, and put the list in the rows";
                notes.push(Diagnostic::new(Code::BlockInList, message).at(node.span.clone()).hint(hint));
            }
        }
        Some(header)
    }

    fn row(self, node: &Node, notes: &mut Notes) -> Option<Vec<Cell>> {
        let cells = list(node, "a list of cells", notes);
        (!cells.is_empty()).then(|| cells.iter().map(|cell| self.cell(cell, notes)).collect())
    }

    /// The rows, each held against the grid that the header opens.
    fn rows(self, nodes: &[Node], header: &[Vec<Cell>], notes: &mut Notes) -> Vec<Vec<Cell>> {
        let columns = header.iter().take(1).flatten().map(|cell| cell.columns).sum();
        let mut grid = Grid::new(columns);
        let mut rows = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let Some(row) = self.row(node, notes) else { continue };
            let place = Place { index, node, columns, room: grid.room(), left: nodes.len() - index };
            let misfit = grid.place(&row).err();
            // A row that does not end where it should reaches into no other.
            let spans = row.iter().any(|cell| cell.columns > 1) || place.room < columns;
            match misfit {
                _ if is_broken(node) => {}
                Some(misfit) if spans => notes.push(place.span_mistake(&row, misfit)),
                Some(_) => notes.push(place.row_length(&row)),
                None => notes.extend(place.reach_mistake(&row)),
            }
            rows.push(row);
        }
        rows
    }
}

/// A row that is read, and the room it has.
struct Place<'n> {
    index: usize,
    node: &'n Node,
    /// Columns of the table.
    columns: usize,
    /// Those that no cell from above reaches into.
    room: usize,
    /// Rows from this one on.
    left: usize,
}

impl Place<'_> {
    /// A row that is longer or shorter than the header.
    fn row_length(&self, row: &[Cell]) -> Diagnostic {
        let found = if row.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", row.len()) };
        let message = format!("row {} has {found}, the header has {}", self.index + 1, self.columns);
        let hint = row_hint(self.node, self.columns);
        Diagnostic::new(Code::RowLength, message).at(self.node.span.clone()).hint(hint)
    }

    /// A row whose cells, with what they span, do not fill its columns.
    fn span_mistake(&self, row: &[Cell], misfit: Misfit) -> Diagnostic {
        let number = self.index + 1;
        let filled: usize = row.iter().map(|cell| cell.columns).sum();
        let columns = |count: usize| if count == 1 { "1 column".to_owned() } else { format!("{count} columns") };
        let message = match misfit {
            Misfit::Overlap(_) => format!("this cell of row {number} would lie over one that reaches down from above"),
            _ if self.room < self.columns => format!(
                "row {number} fills {}, and has room for {}: cells with `rows:` reach down from above into {} of {}",
                columns(filled),
                self.room,
                self.columns - self.room,
                self.columns
            ),
            _ => format!("row {number} fills {}, the header has {}", columns(filled), self.columns),
        };
        let hint = match misfit {
            Misfit::Overlap(_) => "lower its `columns:`, or the `rows:` of the cell above",
            Misfit::Surplus if self.room < self.columns => {
                "leave out the cells of columns that are taken from above, or lower the `rows:` of the cell above"
            }
            Misfit::Surplus => "lower a `columns:`, or take a cell out: a cell with `columns: 2` counts as two",
            Misfit::Short => "raise a `columns:`, or add a cell; an empty one is `\"\"`",
        };
        let place = match (misfit, &self.node.value) {
            (Misfit::Overlap(cell), Value::Seq(cells)) => cells.get(cell).unwrap_or(self.node),
            _ => self.node,
        };
        Diagnostic::new(Code::CellSpan, message).at(place.span.clone()).hint(hint)
    }

    /// A cell that reaches below the last row.
    fn reach_mistake(&self, row: &[Cell]) -> Option<Diagnostic> {
        let Value::Seq(nodes) = &self.node.value else { return None };
        let (cell, node) = row.iter().zip(nodes).find(|(cell, _)| cell.rows > self.left)?;
        let left =
            if self.left == 1 { "this row is the last".to_owned() } else { format!("only {} are left", self.left) };
        let message = format!("this cell spans {} rows, and {left}", cell.rows);
        let hint = match self.left {
            1 => "take `rows:` out, or add the rows it should span".to_owned(),
            left => format!("write `rows: {left}`, or add the rows it should span"),
        };
        Some(Diagnostic::new(Code::CellSpan, message).at(node.span.clone()).hint(hint))
    }
}

/// `header:` and `rows:` as deep as `table:`, which then has nothing under it.
fn keys_beside(fields: &Fields) -> Option<Diagnostic> {
    let own = ["header", "rows", "caption", "row_headers"];
    let table = fields.entries().find(|entry| entry.key == "table")?;
    let first = fields.entries().find(|entry| own.contains(&entry.key.as_str()))?;
    if !matches!(table.value.value, Value::Missing) {
        return None;
    }
    let source = &first.place.source;
    let start = source.line_range(first.place.range.start).start;
    let lines = source.text.get(start..fields.span.range.end).unwrap_or_default().trim_end();
    let mended: Vec<String> = lines.lines().map(|line| format!("  {line}")).collect();
    let hint = match mended.join("\n") {
        mended if mended.len() <= 2_000 => format!("indent them by two more spaces:\n{mended}"),
        _ => "indent them by two more spaces".to_owned(),
    };
    let message = "`header`, `rows` and `caption` stand under `table:`, and must be indented deeper than it";
    Some(Diagnostic::new(Code::Indentation, message).at(first.place.clone()).hint(hint))
}

/// Whether a row is already told to be wrong: a comma inside a number parts its cells, or a colon makes a map of one.
fn is_broken(row: &Node) -> bool {
    let Value::Seq(cells) = &row.value else { return false };
    let parted = cells.windows(2).any(|pair| {
        let [one, other] = pair else { return false };
        let between = one.span.range.end..other.span.range.start;
        let digit = |text: &str, last: bool| {
            let c = if last { text.chars().next_back() } else { text.chars().next() };
            c.is_some_and(char::is_numeric)
        };
        is_plain(one)
            && is_plain(other)
            && row.span.source.text.get(between) == Some(",")
            && digit(one.span.text(), true)
            && digit(other.span.text(), false)
    });
    parted || cells.iter().any(|cell| matches!(cell.value, Value::Broken) || is_lost_text(cell))
}

/// A map that is no cell: text with a colon, that needs quotes.
fn is_lost_text(cell: &Node) -> bool {
    matches!(&cell.value, Value::Map(entries) if !entries.iter().any(|entry| super::cell::KEYS.contains(&entry.key.as_str())))
}

fn is_plain(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(scalar) if scalar.style == Style::Plain)
}

/// What to do with a row that is too long or too short.
fn row_hint(row: &Node, columns: usize) -> String {
    let empty = "give every row a cell for each column; an empty one is `\"\"`".to_owned();
    let Value::Seq(cells) = &row.value else { return empty };
    if !row.span.text().starts_with('[') {
        return empty;
    }
    if cells.len() < columns {
        let rest = ", \"\"".repeat(columns - cells.len());
        let typed = row.span.text().trim_end_matches(']').trim_end().trim_end_matches(',');
        return match yaml::with_value(row, &format!("{typed}{rest}]")) {
            Some(mended) => format!("{empty}:\n{mended}"),
            None => empty,
        };
    }
    let words = "a comma parts cells; put quotes round a cell that has one";
    match joined(cells, columns).and_then(|row_text| yaml::with_value(row, &row_text)) {
        Some(mended) => format!("{words}, such as\n{mended}"),
        None => words.to_owned(),
    }
}

/// A row with so many cells joined to the one before that it fits: those that begin with a small letter first.
fn joined(cells: &[Node], columns: usize) -> Option<String> {
    let mut surplus = cells.len() - columns;
    let mut made: Vec<String> = Vec::new();
    let mut plain: Vec<bool> = Vec::new();
    for cell in cells {
        let typed = cell.span.text();
        let goes_on = is_plain(cell) && typed.starts_with(|c: char| c.is_lowercase());
        match made.last_mut().filter(|_| surplus > 0 && goes_on && plain.last() == Some(&true)) {
            Some(last) => {
                *last = format!("{last}, {typed}");
                surplus -= 1;
            }
            None => {
                made.push(typed.to_owned());
                plain.push(is_plain(cell));
            }
        }
    }
    let cells = made.iter().zip(plain).map(|(cell, plain)| match plain {
        true => yaml::quoted_if_needed(cell, true),
        false => cell.clone(),
    });
    (surplus == 0).then(|| format!("[{}]", cells.collect::<Vec<_>>().join(", ")))
}
