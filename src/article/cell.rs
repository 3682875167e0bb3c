//! The cells of a table, and how many columns and rows each spans.

use super::block::Setting;
use super::{Cell, CellPart, Mark};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose;
use crate::yaml::{BLOCKS, Entry, Fields, Node, Value, not_text, scalar, wrong_type};

/// The keys of a cell that is written as a map.
pub(super) const KEYS: [&str; 5] = ["text", "bullets", "steps", "columns", "rows"];
/// What a cell may be.
const CELL: &str = "text, or a list of text, `bullets` and `steps`";

impl Setting<'_> {
    /// A cell: a text, a list of text and lists, or a map that may say what it spans.
    pub(super) fn cell(self, node: &Node, notes: &mut Notes) -> Cell {
        let inside = Setting { celled: true, ..self };
        match &node.value {
            Value::Map(entries) if entries.iter().any(|entry| KEYS.contains(&entry.key.as_str())) => {
                inside.cell_map(node, notes)
            }
            // Text alone between brackets is text whose brackets want quotes.
            Value::Seq(nodes) if nodes.iter().any(|node| matches!(node.value, Value::Map(_))) => {
                Cell::new(nodes.iter().flat_map(|node| inside.cell_block(node, notes)).collect())
            }
            _ => Cell::new(inside.cell_block(node, notes)),
        }
    }

    /// `{text: Rest, bullets: [a, b], columns: 2}`.
    fn cell_map(self, node: &Node, notes: &mut Notes) -> Cell {
        let Some(mut fields) = Fields::of(node, "a cell", notes) else { return Cell::new(Vec::new()) };
        if let Some(entry) = other_block(fields.entries()) {
            notes.push(block_in_cell(entry));
            return Cell::new(Vec::new());
        }
        let text = fields.entry("text");
        let mut parts = text.map(|entry| self.cell_block(&entry.value, notes)).unwrap_or_default();
        parts.extend(self.cell_list(&mut fields, notes));
        let columns = fields.entry("columns").map_or(1, |entry| spanned(entry, notes));
        let rows = fields.entry("rows").map_or(1, |entry| spanned(entry, notes));
        if !["text", "bullets", "steps"].iter().any(|key| fields.has(key)) {
            let message = "this cell says how much it spans, and nothing else";
            let hint = "write its words as `text:`; of an empty cell, `text: \"\"`";
            notes.push(Diagnostic::new(Code::CellSpan, message).at(fields.start()).hint(hint));
        }
        fields.finish("a cell", notes);
        Cell { parts, columns, rows }
    }

    /// The list of a cell, under `bullets` or `steps`.
    fn cell_list(self, fields: &mut Fields, notes: &mut Notes) -> Option<CellPart> {
        let lists = [("bullets", Mark::Bullet), ("steps", Mark::Step)].map(|(key, mark)| (fields.entry(key), mark));
        if let [(Some(_), _), (Some(steps), _)] = lists {
            let message = "a cell has either `bullets` or `steps` of its own, not both";
            let hint = "make the cell a list of the two: `[{bullets: [a, b]}, {steps: [c, d]}]`";
            notes.push(Diagnostic::new(Code::TwoBlocks, message).at(steps.place.clone()).hint(hint));
        }
        let (entry, mark) = lists.into_iter().find_map(|(entry, mark)| Some((entry?, mark)))?;
        self.list(entry, mark, notes).map(CellPart::List)
    }

    /// A text or a list within a cell.
    fn cell_block(self, node: &Node, notes: &mut Notes) -> Vec<CellPart> {
        match &node.value {
            Value::Missing => Vec::new(),
            Value::Scalar(scalar) => {
                let paragraphs = prose::paragraphs(scalar, self.references, notes);
                paragraphs.into_iter().map(CellPart::Paragraph).collect()
            }
            Value::Map(entries) => {
                if let Some(entry) = other_block(entries) {
                    notes.push(block_in_cell(entry));
                } else if entries.iter().any(|entry| ["bullets", "steps"].contains(&entry.key.as_str())) {
                    let Some(mut fields) = Fields::of(node, "a list", notes) else { return Vec::new() };
                    let list = self.cell_list(&mut fields, notes);
                    fields.finish("a list in a cell", notes);
                    return list.into_iter().collect();
                } else if !not_text(node, notes) {
                    wrong_type(node, CELL, notes);
                }
                Vec::new()
            }
            Value::Seq(_) | Value::Broken => {
                wrong_type(node, "text", notes);
                Vec::new()
            }
        }
    }
}

/// The key of a block that no cell may hold.
fn other_block<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Option<&'e Entry> {
    entries.into_iter().find(|entry| {
        let key = entry.key.as_str();
        BLOCKS.contains(&key) && !["bullets", "steps"].contains(&key)
    })
}

fn block_in_cell(entry: &Entry) -> Diagnostic {
    let message = format!("a cell of a table holds text, `bullets` and `steps`; `{}` cannot stand in it", entry.key);
    let hint = "take it out, and put it behind the table; or write its words as text";
    Diagnostic::new(Code::BlockInList, message).at(entry.place.clone()).hint(hint)
}

/// How many columns or rows a cell spans.
fn spanned(entry: &Entry, notes: &mut Notes) -> usize {
    let key = &entry.key;
    let Some(scalar) = scalar(&entry.value, &format!("`{key}`"), notes) else { return 1 };
    match scalar.text.trim().parse() {
        Ok(count) if (1..=Cell::MOST_SPANNED).contains(&count) => count,
        _ => {
            let message = format!("`{key}: {}` does not say how many {key} the cell spans", scalar.text.trim());
            let hint = format!("write a whole number from 1 to {}, such as `{key}: 2`", Cell::MOST_SPANNED);
            notes.push(Diagnostic::new(Code::CellSpan, message).at(scalar.span.clone()).hint(hint));
            1
        }
    }
}
