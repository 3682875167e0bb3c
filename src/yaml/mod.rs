//! YAML as a tree of nodes that know their place: the only reader of YAML, for every kind of file that authors write.
//!
//! Less than YAML on purpose: a plain scalar is its own text whatever YAML would make of it, and anchors, aliases, merge
//! keys, tags, directives and second documents are mistakes. It does not know what a file must say; only the hints in
//! `mistakes` know the usual keys of articles and sites.

mod align;
mod character;
mod deeper;
mod fields;
mod flag;
mod input;
mod keys;
mod language;
mod line;
mod mistakes;
mod similar;
#[cfg(test)]
mod tests;
mod tree;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Notes, Places, Source, Span};

pub(crate) use character::{is_unseen, named, unprintable};
pub(crate) use deeper::{joined_under, under_key};
pub use fields::{Fields, choice, list, scalar};
pub(crate) use fields::{between_quotes, first_dash, not_text, with_value, wrong_type};
pub use flag::flag;
pub(crate) use keys::BLOCKS;
pub use language::language;
pub(crate) use line::{quote, quoted_if_needed};
use mistakes::{Mend, Spacing};
pub use similar::{Patience, similar, similar_within};

/// How deep lists and maps may stand in one another.
pub const DEPTH_LIMIT: usize = 64;
/// How many values one file may hold.
pub const NODE_LIMIT: usize = 200_000;
/// How many syntax mistakes are mended on the way, to find what stands after them.
const MEND_LIMIT: usize = 30;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// From its first to its last character; empty where a value is missing.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing stands after the key or the dash.
    Missing,
    /// A mistake was reported here; what it would have been is not known.
    Broken,
    /// Text.
    Scalar(Scalar),
    /// A list.
    Seq(Vec<Node>),
    /// A map in the order of the file; every key stands once.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's place.
    pub place: Span,
    /// What stands after the colon.
    pub value: Node,
}

/// A text as YAML decodes it.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The decoded text.
    pub text: String,
    /// How it is written.
    pub style: Style,
    /// From its first to its last character, quotes included.
    pub span: Span,
    /// Where the bytes of `text` stand.
    pub places: Places,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// Between `'`.
    Single,
    /// Between `"`.
    Double,
    /// After `|`.
    Block,
    /// After `>`.
    Folded,
}

impl Style {
    /// Whether it stands on lines of its own, after `|` or `>`.
    pub fn is_block(self) -> bool {
        matches!(self, Style::Block | Style::Folded)
    }
}

impl Scalar {
    /// The place of the bytes `range` of the text.
    pub fn place(&self, range: Range<usize>) -> Span {
        self.places.span(&self.text, range)
    }
}

/// Whether a text is of ASCII and the usual letters of Europe, of Hebrew, Arabic and India, in one line, with single spaces
/// inside it and none at its ends: the ordinary case, in which there is nothing to fold, nothing unseen, and nothing that
/// cannot be printed.
pub(crate) fn is_folded_plainly(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    if *first == b' ' || *last == b' ' {
        return false;
    }
    if text.is_ascii() {
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~');
        let pairs = bytes.iter().zip(&bytes[1..]);
        let is_odd =
            pairs.fold(false, |is_odd, (byte, next)| is_odd | !is_plain(*byte) | ((*byte == b' ') & (*next == b' ')));
        return !is_odd && is_plain(*last);
    }
    // All of U+00C0 to U+02FF, U+0380 to U+047F and U+04C0 to U+0FFF, but for U+061C.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | 0x80..=0xBF | 0xC3..=0xCB | 0xCE..=0xD1 | 0xD3..=0xE0);
    let is_odd_pair = |byte: u8, next: u8| (byte == b' ') & (next == b' ') | (byte == 0xD8) & (next == 0x9C);
    // Without a way out of the loop the compiler looks at many bytes at a time.
    let is_odd = bytes
        .iter()
        .zip(&bytes[1..])
        .fold(false, |is_odd, (byte, next)| is_odd | !is_plain(*byte) | is_odd_pair(*byte, *next));
    !is_odd && is_plain(*last)
}

/// Reads a file into a tree; `None` when its form is so broken that nothing can be known of what it says. Mistakes after
/// which the rest can still be understood leave a [`Value::Broken`] behind.
pub fn parse(source: &Arc<Source>, notes: &mut Notes) -> Option<Node> {
    if let Some(wrong) = character::other_line_ends(source) {
        notes.push(wrong);
        return None;
    }
    let mut text = character::without_controls(source, notes);
    if let Some(spacing) = Spacing::find(source) {
        notes.push(spacing.diagnostic);
        for range in spacing.mend? {
            text.to_mut().replace_range(range.clone(), &" ".repeat(range.len()));
        }
    }
    let mut mended: Vec<Range<usize>> = Vec::new();
    // What was told of the lines that the parser stumbled over, which is not told of them again.
    let mut told: Vec<(Code, Option<usize>)> = Vec::new();
    loop {
        let mut attempt = tree::build(source, &text, &mended);
        attempt.notes.drain(|note| told.contains(&(note.code, line_number(note))));
        let Some(error) = attempt.error else {
            notes.append(attempt.notes);
            return attempt.root;
        };
        let mistake = mistakes::explain(source, &text, &error);
        if !same_line(&mistake.diagnostic, &attempt.notes) && !is_mended(&mistake.diagnostic, &mended) {
            told.push((mistake.diagnostic.code, line_number(&mistake.diagnostic)));
            notes.push(mistake.diagnostic);
        }
        let last = mended.last().map_or(0, |range| range.end);
        let (range, filling) = match mistake.mend {
            Some(Mend::Text(range)) => (range, ""),
            Some(Mend::Value { key, value }) => {
                let lower = text[key.clone()].to_ascii_lowercase();
                text.to_mut().replace_range(key, &lower);
                (value, "")
            }
            Some(Mend::Lines(range)) => (range, "#"),
            None => (0..0, ""),
        };
        if mended.len() >= MEND_LIMIT || range.start < last || range.is_empty() {
            notes.append(attempt.notes);
            return None;
        }
        fill(text.to_mut(), &range, filling);
        mended.push(range);
    }
}

/// Whether the parser stumbles, for no reason of its own, on a line of which a mistake is already told.
fn same_line(stumble: &Diagnostic, notes: &Notes) -> bool {
    stumble.code == Code::YamlSyntax && notes.iter().any(|note| line_number(note) == line_number(stumble))
}

fn line_number(note: &Diagnostic) -> Option<usize> {
    note.span.as_ref().map(Span::line_number)
}

/// Whether the parser stumbles over what already stands for a mistake.
fn is_mended(stumble: &Diagnostic, mended: &[Range<usize>]) -> bool {
    let Some(span) = &stumble.span else { return false };
    let line = span.source.line_range(span.range.start);
    mended.iter().any(|range| range.start < line.end && line.start < range.end)
}

/// Puts as many harmless bytes where `range` was, so that no other place moves; each line begins with `start`.
fn fill(text: &mut String, range: &Range<usize>, start: &str) {
    let Some(typed) = text.get(range.clone()) else { return };
    let line = |line: &str| {
        let body = line.trim_start_matches([' ', '\t']).trim_end_matches(['\r', '\n']);
        let (indent, end) = (&line[..line.len() - line.trim_start_matches([' ', '\t']).len()], line.len());
        let ending = &line[end.min(indent.len() + body.len())..];
        // A blank line is none to overlook, and may not grow.
        if body.is_empty() {
            return line.to_owned();
        }
        format!("{indent}{start}{}{ending}", "x".repeat(body.len().saturating_sub(start.len())))
    };
    let filled: String = match start {
        "" => "x".repeat(range.len()),
        _ => typed.split_inclusive('\n').map(line).collect(),
    };
    text.replace_range(range.clone(), &filled);
}
