//! Lists and maps in brackets that end on their line and hold nothing but texts.

use std::ops::Range;
use std::sync::Arc;

use super::lines::Lines;
use super::scalar;
use crate::diagnostics::{Source, Span};
use crate::yaml::{Entry, Node, Style, Value};

/// How many keys a map in brackets has in an ordinary file: each is compared with those before it.
const KEYS: usize = 16;

/// `[one, "two"]`
pub(super) fn list(source: &Arc<Source>, lines: &mut Lines) -> Option<Node> {
    let start = lines.at;
    let mut items = Vec::new();
    loop {
        lines.pass(1);
        items.push(text(source, lines)?);
        if is_last(lines, b']')? {
            return closed(source, start, lines, Value::Seq(items));
        }
    }
}

/// `{name: one, role: "two"}`
pub(super) fn map(source: &Arc<Source>, lines: &mut Lines) -> Option<Node> {
    let start = lines.at;
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        lines.pass(1);
        let place = lines.at..lines.at + lines.key()?;
        let key = &source.text[place.clone()];
        if entries.len() >= KEYS || entries.iter().any(|entry| entry.key == key) {
            return None;
        }
        lines.pass(key.len() + 1);
        let value = text(source, lines)?;
        entries.push(Entry { key: key.to_owned(), place: span(source, place), value });
        if is_last(lines, b'}')? {
            return closed(source, start, lines, Value::Map(entries));
        }
    }
}

/// Whether a bracket stands here and ends the line; else a comma does, and a space behind it.
fn is_last(lines: &Lines, bracket: u8) -> Option<bool> {
    match *lines.rest() {
        [sign] if sign == bracket => Some(true),
        [b',', b' ', ..] => Some(false),
        _ => None,
    }
}

fn closed(source: &Arc<Source>, start: usize, lines: &mut Lines, value: Value) -> Option<Node> {
    let end = lines.line.end;
    lines.advance()?;
    Some(Node { span: span(source, start..end), value })
}

/// The text that begins here, and is passed.
fn text(source: &Arc<Source>, lines: &mut Lines) -> Option<Node> {
    let (rest, start) = (lines.rest(), lines.at);
    let style = match *rest.first()? {
        b'"' => Style::Double,
        b'\'' => Style::Single,
        first if scalar::begins_plain(first) && !lines.is_odd() => Style::Plain,
        _ => return None,
    };
    if style == Style::Plain {
        let length = rest.iter().take_while(|byte| is_plain(**byte)).count();
        lines.at += length;
        let is_whole = !rest[..length].ends_with(b" ");
        return is_whole.then(|| scalar::node(source, start..lines.at, start..lines.at, style));
    }
    let length = scalar::closing(&rest[1..], style)??;
    lines.at += length + 2;
    Some(scalar::node(source, start..lines.at, start + 1..lines.at - 1, style))
}

/// Whether a byte of a text without quotes is a sign neither of brackets nor of keys, comments and quotes.
fn is_plain(byte: u8) -> bool {
    scalar::begins_plain(byte) || matches!(byte, b' ' | b'-' | b'.' | b'\'' | b')' | b'/' | b'%' | b'+' | b'_' | b';')
}

fn span(source: &Arc<Source>, range: Range<usize>) -> Span {
    Span { source: source.clone(), range }
}
