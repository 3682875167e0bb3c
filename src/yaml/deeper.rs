//! Cures that move blocks under a key of the item that they belong to.

use super::line::Line;
use super::{Entry, Node, Value};

/// The longest lines, in bytes, that such a cure shows.
const SHOWN: usize = 1_000;

/// An item whose keys but for `text` make a block, with that block under the key `under`; `None` for one between braces or
/// too long to show.
pub(crate) fn under_key(item: &Node, under: &str) -> Option<String> {
    let entries = block_entries(item)?;
    let (text, block): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.key == "text");
    let mut lines = indented(&entry_lines(item, &text, entries)?, "- ", "  ");
    lines.push(format!("  {under}:"));
    lines.extend(indented(&entry_lines(item, &block, entries)?, "    - ", "      "));
    shown(lines)
}

/// An item that is text, with the block of the next item under its key `under`; `None` where one of them is written between
/// brackets, or over too many lines to show.
pub(crate) fn joined_under(text: &Node, block: &Node, under: &str) -> Option<String> {
    let typed = text.span.text();
    if !matches!(text.value, Value::Scalar(_)) || typed.contains('\n') {
        return None;
    }
    let entries = block_entries(block)?;
    let all: Vec<&Entry> = entries.iter().collect();
    let mut lines = vec![format!("- text: {typed}"), format!("  {under}:")];
    lines.extend(indented(&entry_lines(block, &all, entries)?, "    - ", "      "));
    shown(lines)
}

fn shown(lines: Vec<String>) -> Option<String> {
    let lines = lines.join("\n");
    (lines.len() <= SHOWN).then_some(lines)
}

/// The entries of a map that is written with one key a line.
fn block_entries(node: &Node) -> Option<&[Entry]> {
    let Value::Map(entries) = &node.value else { return None };
    let is_short = node.span.range.len() <= SHOWN;
    (is_short && !node.span.text().starts_with('{')).then_some(entries)
}

/// The lines of some entries of a map, from its own column.
fn entry_lines<'n>(node: &'n Node, some: &[&Entry], all: &[Entry]) -> Option<Vec<&'n str>> {
    let source = &node.span.source;
    let mut lines = Vec::new();
    for entry in some {
        let start = entry.place.range.start;
        let next = all.iter().map(|other| other.place.range.start).filter(|other| *other > start).min();
        let end = next.map_or(node.span.range.end, |next| Line::of(source, next).range.start);
        let column = start - Line::of(source, start).range.start;
        for (index, line) in source.text.get(start..end)?.trim_end().lines().enumerate() {
            let white = line.len() - line.trim_start_matches(' ').len();
            lines.push(if index == 0 { line } else { &line[white.min(column)..] });
        }
    }
    (!lines.is_empty()).then_some(lines)
}

fn indented(lines: &[&str], first: &str, other: &str) -> Vec<String> {
    lines.iter().enumerate().map(|(index, line)| format!("{}{line}", if index == 0 { first } else { other })).collect()
}
