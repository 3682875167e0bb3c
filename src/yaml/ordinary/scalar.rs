//! Texts, without quotes and between them, and how their lines are folded.

use std::ops::Range;
use std::sync::Arc;

use super::lines::Lines;
use crate::diagnostics::{Places, Source, Span};
use crate::yaml::{Node, Scalar, Style, Value};

/// The text that begins here, and goes on for as long as lines are deeper than `column`.
pub(super) fn text(source: &Arc<Source>, lines: &mut Lines, column: usize) -> Option<Node> {
    match *lines.rest() {
        [b'"', ..] => quoted(source, lines, column, Style::Double),
        [b'\'', ..] => quoted(source, lines, column, Style::Single),
        [b'|'] => block(source, lines, column, Style::Block, "\n"),
        [b'|', b'-'] => block(source, lines, column, Style::Block, ""),
        [b'>'] => block(source, lines, column, Style::Folded, "\n"),
        [b'>', b'-'] => block(source, lines, column, Style::Folded, ""),
        [first, ..] if begins_plain(first) && !lines.is_odd() => plain(source, lines, column),
        _ => None,
    }
}

/// Whether a byte may begin a text without quotes; some signs that may do, too, are left out.
pub(super) fn begins_plain(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'(' | 0x80..)
}

fn plain(source: &Arc<Source>, lines: &mut Lines, column: usize) -> Option<Node> {
    let start = lines.at;
    loop {
        if !is_plain(lines.rest()) {
            return None;
        }
        let end = lines.line.end;
        let is_next = lines.advance()?;
        if lines.column() <= column {
            return Some(node(source, start..end, start..end, Style::Plain));
        }
        if !is_next || lines.is_odd() {
            return None;
        }
    }
}

/// Whether no sign ends a text without quotes on this line.
fn is_plain(line: &[u8]) -> bool {
    let ends = |pair: &[u8]| match pair[0] {
        b':' => !pair[1].is_ascii_graphic(),
        b' ' => pair[1] == b'#',
        _ => false,
    };
    !line.ends_with(b":") && !line.windows(2).any(ends)
}

fn quoted(source: &Arc<Source>, lines: &mut Lines, column: usize, style: Style) -> Option<Node> {
    let start = lines.at;
    let mut from = start + 1;
    loop {
        let line = &source.text.as_bytes()[from..lines.line.end];
        if let Some(length) = closing(line, style)? {
            let end = from + length;
            // A quote that stands alone on a line makes a space of the line's end.
            if end + 1 != lines.line.end || length == 0 && from > start + 1 {
                return None;
            }
            lines.advance()?;
            return Some(node(source, start..end + 1, start + 1..end, style));
        }
        if line.is_empty() || !lines.advance()? || lines.column() <= column {
            return None;
        }
        if lines.is_odd() || lines.has_number_sign() {
            return None;
        }
        from = lines.at;
    }
}

/// The lines below `|` or `>`, all equally deep, with this end.
fn block(source: &Arc<Source>, lines: &mut Lines, column: usize, style: Style, last: &str) -> Option<Node> {
    // Other heads are not known to begin a block where odd spaces are looked for.
    let is_head = [": ", "- "].iter().any(|before| source.text[..lines.at].ends_with(before));
    if !is_head || !lines.advance()? || lines.column() <= column {
        return None;
    }
    let (start, indent) = (lines.at, lines.column());
    loop {
        if lines.has_number_sign() {
            return None;
        }
        let end = lines.line.end;
        let is_next = lines.advance()?;
        if lines.column() > column && !(is_next && lines.column() == indent) {
            return None;
        }
        if lines.column() <= column {
            // The parser ends the text where something stands again.
            let behind = source.text[end..].trim_start_matches('\n');
            let next = behind.trim_start_matches(' ');
            if end == source.text.len() || next.is_empty() && !behind.is_empty() || next.starts_with('\n') {
                return None;
            }
            // A comment as deep as the text is part of it.
            if behind.len() - next.len() >= indent && next.starts_with('#') {
                return None;
            }
            let range = start..source.text.len() - next.len();
            let Node { span, value: Value::Scalar(mut scalar) } = node(source, range, start..end, style) else {
                return None;
            };
            scalar.text.push_str(last);
            return Some(Node { span, value: Value::Scalar(scalar) });
        }
    }
}

/// Where the quotes close on a line, if they do; `None` before an escape with a backslash.
pub(super) fn closing(line: &[u8], style: Style) -> Option<Option<usize>> {
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        match (byte, style) {
            (b'\\', Style::Double) => return None,
            (b'\'', Style::Single) if line.get(at + 1) == Some(&b'\'') => at += 1,
            (b'"', Style::Double) | (b'\'', Style::Single) => return Some(Some(at)),
            _ => {}
        }
        at += 1;
    }
    Some(None)
}

/// The text at these bytes, quotes included; without them it is `inner`.
pub(super) fn node(source: &Arc<Source>, range: Range<usize>, inner: Range<usize>, style: Style) -> Node {
    let mut folded = Folded {
        text: String::with_capacity(inner.len() + 1),
        places: Places { source: source.clone(), anchors: Vec::with_capacity(1) },
    };
    let mut start = inner.start;
    for line in source.text[inner.clone()].split('\n') {
        let body = if start == inner.start { line } else { folded.next(line, style) };
        folded.add(start + line.len() - body.len(), body, style);
        start += line.len() + 1;
    }
    let Folded { text, mut places } = folded;
    // Nothing stands behind the last quote that is typed twice.
    places.anchors.pop_if(|(at, _)| *at > 0 && *at as usize == text.len());
    let span = Span { source: source.clone(), range };
    Node { span: span.clone(), value: Value::Scalar(Scalar { text, style, span, places }) }
}

/// A text whose lines are being folded.
struct Folded {
    text: String,
    places: Places,
}

impl Folded {
    /// What stands on one more line.
    fn next<'t>(&mut self, line: &'t str, style: Style) -> &'t str {
        self.text.push(if style == Style::Block { '\n' } else { ' ' });
        line.trim_start_matches(' ')
    }

    /// Adds what stands from byte `at` of the file on.
    fn add(&mut self, at: usize, body: &str, style: Style) {
        self.places.push(self.text.len(), at);
        if style != Style::Single {
            return self.text.push_str(body);
        }
        let mut from = 0;
        for (quote, _) in body.match_indices("''") {
            self.text.push_str(&body[from..=quote]);
            from = quote + 2;
            self.places.push(self.text.len(), at + from);
        }
        self.text.push_str(&body[from..]);
    }
}
