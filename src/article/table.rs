//! Tables, and what a row that does not fit is told.

use super::block::Setting;
use super::{Cell, Table};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose;
use crate::yaml::{self, BLOCKS, Fields, Node, Style, Value, list, not_text, wrong_type};

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
        let header = table.require("header", "[Dose, When]");
        let rows = table.require("rows", "\n  - [1 tablet, daily]");
        table.finish("a table", notes);
        let header: Vec<Cell> = self.row(header?, notes)?;
        let rows = list(rows?, "a list of rows", notes);
        let rows = rows
            .iter()
            .enumerate()
            .filter_map(|(index, row)| self.table_row(index, row, header.len(), notes))
            .collect();
        Some(Table { caption, header, rows })
    }

    fn row(self, node: &Node, notes: &mut Notes) -> Option<Vec<Cell>> {
        let cells = list(node, "a list of cells", notes);
        (!cells.is_empty()).then(|| cells.iter().map(|cell| self.cell(cell, notes)).collect())
    }

    fn table_row(self, index: usize, node: &Node, columns: usize, notes: &mut Notes) -> Option<Vec<Cell>> {
        let row = self.row(node, notes)?;
        if row.len() != columns && !is_broken(node) {
            let found = if row.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", row.len()) };
            let message = format!("row {} has {found}, the header has {columns}", index + 1);
            let hint = row_hint(node, columns);
            notes.push(Diagnostic::new(Code::RowLength, message).at(node.span.clone()).hint(hint));
        }
        Some(row)
    }

    fn cell(self, node: &Node, notes: &mut Notes) -> Cell {
        match &node.value {
            Value::Missing => Vec::new(),
            Value::Scalar(scalar) => prose::paragraphs(scalar, self.references, notes),
            Value::Map(entries) if entries.iter().any(|entry| BLOCKS.contains(&entry.key.as_str())) => {
                let message = "a cell of a table is text; no block can stand in it";
                let hint = "take the block out, and put it behind the table; or write its words as text";
                notes.push(Diagnostic::new(Code::BlockInList, message).at(node.span.clone()).hint(hint));
                Vec::new()
            }
            _ => {
                if !not_text(node, notes) {
                    wrong_type(node, "text", notes);
                }
                Vec::new()
            }
        }
    }
}

/// `header:` and `rows:` as deep as `table:`, which then has nothing under it.
fn keys_beside(fields: &Fields) -> Option<Diagnostic> {
    let own = ["header", "rows", "caption"];
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
    parted || cells.iter().any(|cell| matches!(cell.value, Value::Broken | Value::Map(_)))
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
