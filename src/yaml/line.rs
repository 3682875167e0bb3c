//! A line of a YAML file taken apart without the parser: the hints need lines that the parser refuses.

use std::iter::successors;
use std::ops::Range;

use crate::diagnostics::Source;

/// What stands where on a line of a block: `    - key: value`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The line's bytes, without its end.
    pub range: Range<usize>,
    /// Where its first character stands that is not white.
    pub first: usize,
    /// The key's bytes, if it has a key of the kind this tool knows: small letters, digits, `_`, `-`.
    pub key: Option<Range<usize>>,
    /// Where the value begins, after dashes and key.
    pub value: usize,
}

/// Bytes of a text that may be shown anew, between quotes.
pub(super) const LONGEST_SHOWN: usize = 4096;

/// So many lines above a mistake are looked at: each of very many mistakes may ask for them.
const MOST_ABOVE: usize = 200;

impl Line {
    /// The line of a file that holds `byte`: its ends are known, so that a line may hold very many values.
    pub fn of(source: &Source, byte: usize) -> Line {
        Line::within(&source.text, source.line_range(byte))
    }

    /// The line that holds `byte`.
    pub fn at(text: &str, byte: usize) -> Line {
        let byte = text.floor_char_boundary(byte);
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..byte]).map_or(0, |at| at + 1);
        let length = memchr::memchr(b'\n', &text.as_bytes()[start..]).unwrap_or(text.len() - start);
        Line::within(text, start..start + length)
    }

    /// The line of these bytes; a carriage return at its end is not part of it. Only its first [`LONGEST_SHOWN`] bytes are
    /// looked at, since each of very many values on a line may ask for it: no hint shows a line with a longer lead.
    fn within(text: &str, range: Range<usize>) -> Line {
        let start = range.start;
        let line = &text[range];
        let line = line.strip_suffix('\r').unwrap_or(line);
        let range = start..start + line.len();
        let lead = start..start + line.floor_char_boundary(LONGEST_SHOWN);
        let behind_white = |at: usize| lead.end - text[at..lead.end].trim_start_matches([' ', '\t']).len();
        let first = behind_white(start);
        let mut value = first;
        while text[value..lead.end].starts_with("- ") || text[value..lead.end].starts_with("-\t") {
            value = behind_white(value + 1);
        }
        let key = key(&text[value..lead.end]).map(|length| value..value + length);
        if let Some(key) = &key {
            value = behind_white(key.end + 1);
        }
        Line { range, first, key, value }
    }

    /// Columns before its first character.
    pub fn indent(&self) -> usize {
        self.first - self.range.start
    }

    /// Whether nothing stands on it but perhaps a comment.
    pub fn is_blank(&self, text: &str) -> bool {
        let rest = text[self.first..self.range.end].trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with('#') && !self.is_lost_text(text)
    }

    /// Whether it begins with a number sign that is more likely text than the start of a comment: `#2 at night`.
    pub fn is_lost_text(&self, text: &str) -> bool {
        let after = text[self.first..self.range.end].strip_prefix('#').and_then(|rest| rest.chars().next());
        after.is_some_and(|c| !c.is_whitespace() && c != '#')
    }

    /// The fewest columns of a line that goes on with the text on this line.
    pub fn inside(&self, text: &str) -> usize {
        match &self.key {
            Some(key) => key.start - self.range.start + 1,
            None if self.is_item(text) => self.indent() + 1,
            None => self.indent(),
        }
    }

    /// Whether its first characters are a dash and white space, or only a dash.
    pub fn is_item(&self, text: &str) -> bool {
        text[self.first..self.range.end].strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }

    /// Whether it is an item as deep as `other`, beside which it stands.
    pub fn is_item_beside(&self, other: &Line) -> bool {
        self.value > self.first
            && self.key.as_ref().is_some_and(|key| key.start > self.first)
            && self.indent() == other.indent()
    }

    /// The line on which the text begins that this line goes on with, or this line itself.
    pub fn text_start(self, text: &str) -> Line {
        let mut line = self;
        for above in lines_above(text, line.range.start) {
            if line.is_item(text) || line.key.is_some() || above.is_blank(text) {
                break;
            }
            line = above;
        }
        line
    }

    /// Where the unquoted text that begins at `value` ends, with the lines that continue it.
    pub fn text_end(&self, text: &str) -> usize {
        let mut end = self.range.end;
        while let Some(next) = next_line(text, end) {
            let goes_on = next.indent() > self.indent() && next.key.is_none();
            if !goes_on || next.is_blank(text) || next.is_item(text) {
                break;
            }
            end = next.range.end;
        }
        self.value + text[self.value..end].trim_end().len()
    }

    /// The line with its value between quotes, without its indentation, if that is short enough to show.
    pub fn quoted(&self, text: &str) -> Option<String> {
        if self.range.end - self.value > LONGEST_SHOWN {
            return None;
        }
        let value = text[self.value..self.text_end(text)].split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
        let short = !value.is_empty() && value.len() <= 400;
        short.then(|| format!("{}{}", &text[self.first..self.value], quote(&value)))
    }
}

/// The line after the one that ends at `end`.
pub(super) fn next_line(text: &str, end: usize) -> Option<Line> {
    let next = end + memchr::memchr(b'\n', &text.as_bytes()[end..])? + 1;
    (next < text.len()).then(|| Line::at(text, next))
}

/// The line before the one that starts at `start`.
pub(super) fn previous_line(text: &str, start: usize) -> Option<Line> {
    start.checked_sub(1).map(|before| Line::at(text, before))
}

/// The lines above the one that starts at `start`, the nearest first; as many as a hint looks at.
pub(super) fn lines_above(text: &str, start: usize) -> impl Iterator<Item = Line> {
    successors(previous_line(text, start), |line| previous_line(text, line.range.start)).take(MOST_ABOVE)
}

/// Length of the key that `rest` begins with.
fn key(rest: &str) -> Option<usize> {
    let length = rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_'))?;
    let after = rest[length..].strip_prefix(':')?;
    (length > 0 && (after.is_empty() || after.starts_with([' ', '\t']))).then_some(length)
}

/// Text between quotes that leave it as it is.
pub(crate) fn quote(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// Text as an item of a list, between quotes only where it needs them; `in_brackets` for an item of `[…]`.
pub(crate) fn quoted_if_needed(text: &str, in_brackets: bool) -> String {
    let ends_early = text.ends_with(':') || [": ", " #"].iter().any(|sign| text.contains(sign));
    let parts = in_brackets && text.contains([',', '[', ']', '{', '}', '"', ':']);
    let plain = text.starts_with(char::is_alphanumeric) && !ends_early && !parts;
    if plain { text.to_owned() } else { quote(text) }
}
