//! Diagnostics for people: the line at fault, a caret below it, the cure.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use unicode_normalization::char::is_combining_mark;

use super::{Diagnostic, Severity};

/// Columns a line of an excerpt may take before it is cut.
const WIDTH: usize = 140;
/// Bytes of a line that are looked at on either side of where a mistake begins, more than fit in the width. A line may be as
/// long as a file, and a hundred mistakes stand on it: each excerpt must not cost what all of the line does.
const SEEN: usize = 2000;
/// Characters of a line that are looked at on either side of a mistake at most: twice as many as fit in the width, since marks
/// take no column. The renderer looks at each of them a hundred times over.
const NEAR: usize = 2 * WIDTH;

/// The diagnostic as `rustc` would print it: headline, the line with a caret, and the hint as `help:`.
pub fn excerpt(diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = visible(&diagnostic.message);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code.text()));
    let mut mended_column = None;
    if let Some(span) = &diagnostic.span {
        let position = span.position();
        let range = span.source.line_range(span.range.start);
        let range = around(&span.source.text, range, &span.range);
        let line = &span.source.text[range.clone()];
        let end = span.range.end.min(range.end).saturating_sub(range.start);
        let caret = (span.range.start - range.start).min(end)..end;
        let name = visible(&span.source.name);
        let column = 1 + line[..caret.start].chars().count();
        // The renderer counts columns from where the part of the line begins that it is given.
        mended_column = (column != position.column)
            .then(|| [column, position.column].map(|column| format!("{name}:{}:{column}", position.line)));
        let snippet = Snippet::source(line).line_start(position.line).path(name);
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(caret)));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(visible(hint)));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let shown = renderer.term_width(WIDTH).render(&[group]);
    match mended_column {
        Some([counted, right]) => shown.replacen(&counted, &right, 1),
        None => shown,
    }
}

/// The part of a line around a mistake on it: all of it, unless it is very long.
fn around(text: &str, line: Range<usize>, mistake: &Range<usize>) -> Range<usize> {
    let start = text.ceil_char_boundary(mistake.start.saturating_sub(SEEN)).clamp(line.start, line.end);
    let end = text.floor_char_boundary(mistake.start.saturating_add(SEEN)).clamp(start, line.end);
    let (first, last) = (mistake.start.clamp(start, end), mistake.end.clamp(start, end));
    let before = beyond_width(text[start..first].char_indices().rev()).map_or(start, |at| start + at);
    let after = beyond_width(text[last..end].char_indices()).map_or(end, |at| last + at);
    before..after
}

/// Where the characters stop to fit in the width that stand on one side of a mistake, given with their places.
fn beyond_width(characters: impl Iterator<Item = (usize, char)>) -> Option<usize> {
    let mut columns = 0;
    for (count, (at, c)) in characters.enumerate() {
        // What is neither a letter nor a number may take no column.
        columns += usize::from(c.is_ascii() || c.is_alphanumeric() && !is_combining_mark(c));
        if columns > WIDTH || count == NEAR {
            return Some(at);
        }
    }
    None
}

/// Text with everything spelt out that a terminal would obey or hide.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push(c),
            '\t' => shown.push_str("    "),
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}' => {
                shown.push_str(&format!("<U+{:04X}>", c as u32));
            }
            c if c.is_control() => shown.push_str(&format!("<U+{:04X}>", c as u32)),
            c => shown.push(c),
        }
    }
    shown
}
