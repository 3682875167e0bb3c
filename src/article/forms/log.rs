//! `log:`, a table with rows to fill in day by day.

use super::Log;
use crate::article::block::Setting;
use crate::article::value::count;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::Text;
use crate::yaml::{Fields, Node, list};

/// The most rows: a month.
const MOST_ROWS: usize = 31;

impl Setting<'_> {
    /// A block with the key `log`.
    pub(super) fn log(self, mut fields: Fields, notes: &mut Notes) -> Option<Log> {
        let node = fields.require("log", "{columns: [Date, Temperature], rows: 14}");
        let log = node.and_then(|node| Fields::of(node, "a map of `columns` and `rows`", notes));
        fields.finish("a log block", notes);
        let mut log = log?;
        let caption = log.take("caption").and_then(|node| self.text(node, "the caption", notes));
        let columns = log.require("columns", "[Date, Temperature, Notes]");
        let first = log.take("first");
        // What stands in the first column tells how many rows there are.
        let rows = if first.is_some() { log.take("rows") } else { log.require("rows", "14") };
        log.finish("a log", notes);
        let columns = self.log_texts("this column", columns?, notes);
        let first = first.map(|node| self.log_texts("this text", node, notes)).unwrap_or_default();
        let count = match rows {
            Some(node) => self.log_rows(node, first.len(), notes)?,
            None => first.len(),
        };
        self.blanks.take(count * columns.len(), node?, notes);
        (!columns.is_empty() && count > 0).then_some(Log { caption, columns, first, rows: count })
    }

    fn log_texts(self, what: &str, node: &Node, notes: &mut Notes) -> Vec<Text> {
        list(node, "a list of text", notes).iter().filter_map(|node| self.text(node, what, notes)).collect()
    }

    /// The number of rows, of which the first ones have something in their first column.
    fn log_rows(self, node: &Node, filled: usize, notes: &mut Notes) -> Option<usize> {
        let rows = count(node, "`rows`", MOST_ROWS, notes)?;
        if rows < filled {
            let message = format!("`first` has {filled} entries, more than there are rows");
            let hint = format!("write as many rows, or leave `rows` out:\nrows: {filled}");
            notes.push(Diagnostic::new(Code::BadNumber, message).at(node.span.clone()).hint(hint));
        }
        Some(rows)
    }
}
