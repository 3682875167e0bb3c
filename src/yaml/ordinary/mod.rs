//! Files of ordinary form, read without the parser: blocks of lists and maps, whose texts stand without quotes or between them,
//! and lists and maps in brackets that end on their line. Most articles are nothing else, and take a fraction of the time.
//!
//! Invariant: what is read here is read by the parser alike, to the last place, and nothing is to be told of it. Whatever is
//! not plainly so is left to the parser: text that runs over a comment or a blank line, white space at the end of a line, blocks
//! of text behind `|`, escapes, anchors, keys of capitals, and all mistakes.

mod brackets;
mod lines;
mod scalar;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::lines::Lines;
use super::{Entry, NODE_LIMIT, Node, Value};
use crate::diagnostics::{Source, Span};

/// How deep lists and maps stand in one another in an ordinary file.
const DEPTH: usize = 24;
/// How many keys a map has in one: each is compared with those before it.
const KEYS: usize = 64;

/// The tree of a file without control characters, if its form is ordinary.
pub(super) fn read(source: &Arc<Source>) -> Option<Node> {
    // No file has more values than bytes, and one without a line feed may have line ends of another kind.
    let text = &source.text;
    if text.len() > NODE_LIMIT || !text.contains('\n') || lines::has_rare_signs(text) {
        return None;
    }
    let mut reader = Reader { source, lines: Lines::new(text) };
    reader.lines.advance()?;
    let root = reader.map(0)?;
    reader.lines.is_end().then_some(root)
}

/// Reads a file from its first line to its last, each once.
struct Reader<'s> {
    source: &'s Arc<Source>,
    lines: Lines<'s>,
}

impl Reader<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span { source: self.source.clone(), range: start..end }
    }

    /// What begins here, so deep, in a list or map of this column.
    fn node(&mut self, column: usize, depth: usize) -> Option<Node> {
        let is_block = self.lines.is_item() || self.lines.key().is_some();
        match self.lines.rest() {
            _ if is_block && depth > DEPTH => None,
            [b'-', ..] => self.list(column, depth),
            _ if is_block => self.map(depth),
            [b'[', ..] => brackets::list(self.source, &mut self.lines),
            [b'{', ..] => brackets::map(self.source, &mut self.lines),
            _ => scalar::text(self.source, &mut self.lines, column),
        }
    }

    /// The list whose first dash stands here; `outer` is the column of the list or map that it is in.
    fn list(&mut self, outer: usize, depth: usize) -> Option<Node> {
        let (mut start, column) = (self.lines.at, self.lines.column());
        let mut items: Vec<Node> = Vec::new();
        while self.lines.column() == column && self.lines.is_item() {
            self.lines.pass(1);
            // A list that is no deeper than its key begins with its first item: YAML has no sign for its start.
            if items.is_empty() && column == outer {
                start = self.lines.at;
            }
            items.push(self.node(column, depth + 1)?);
        }
        let end = items.last()?.span.range.end;
        Some(Node { span: self.span(start, end), value: Value::Seq(items) })
    }

    /// The map whose first key stands here.
    fn map(&mut self, depth: usize) -> Option<Node> {
        let (start, column) = (self.lines.at, self.lines.column());
        let mut entries: Vec<Entry> = Vec::new();
        while self.lines.column() == column
            && let Some(length) = self.lines.key()
        {
            let place = self.lines.at..self.lines.at + length;
            let key = &self.source.text[place.clone()];
            if entries.len() >= KEYS || entries.iter().any(|entry| entry.key == key) {
                return None;
            }
            let place = self.span(place.start, place.end);
            let value = self.value(length + 1, column, depth)?;
            entries.push(Entry { key: key.to_owned(), place, value });
        }
        let end = entries.last()?.value.span.range.end;
        Some(Node { span: self.span(start, end), value: Value::Map(entries) })
    }

    /// What stands behind a key of so many bytes, its colon included: on its line, or on those below.
    fn value(&mut self, key: usize, column: usize, depth: usize) -> Option<Node> {
        if self.lines.at + key < self.lines.line.end {
            self.lines.pass(key);
            // A list or map in blocks begins on a line of its own.
            let is_block = self.lines.is_item() || self.lines.key().is_some();
            return if is_block { None } else { self.node(column, depth) };
        }
        self.lines.advance()?;
        let is_inside = self.lines.column() > column || self.lines.column() == column && self.lines.is_item();
        if is_inside { self.node(column, depth + 1) } else { None }
    }
}
