use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity, Span};

/// Characters of a line shown before the caret, and after it.
const BEFORE: usize = 60;
const AFTER: usize = 80;

/// The diagnostic as `rustc` would print it: headline, the line with a caret, and the hint as `help:`.
pub fn excerpt(diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = visible(&diagnostic.message);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code));
    if let Some(span) = &diagnostic.span {
        let position = span.position();
        let origin = Origin::path(visible(&span.source.name)).line(position.line).char_column(position.column);
        let (line, caret) = window(span);
        let caret = AnnotationKind::Primary.span(caret);
        group = group
            .element(origin)
            .element(Snippet::source(line).line_start(position.line).path(None::<&str>).annotation(caret));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(visible(hint)));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(200).render(&[group])
}

/// The line a span begins on, cut around it when long, and the bytes of it to underline.
fn window(span: &Span) -> (String, Range<usize>) {
    let range = span.source.line_range(span.range.start);
    let line = &span.source.text[range.clone()];
    let start = span.range.start.saturating_sub(range.start).min(line.len());
    let end = span.range.end.saturating_sub(range.start).clamp(start, line.len());
    let from = line[..start].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let to = line[start..].char_indices().nth(AFTER).map_or(line.len(), |(at, _)| start + at);
    let mut shown = String::from(if from > 0 { "..." } else { "" });
    shown.push_str(&visible(&line[from..start]));
    let caret = shown.len();
    shown.push_str(&visible(&line[start..end.min(to)]));
    // A place that shows nothing, such as an empty value, still gets its caret.
    let stop = shown.len();
    shown.push_str(&visible(&line[end.min(to)..to]));
    shown.push_str(if to < line.len() { "..." } else { "" });
    (shown, caret..stop)
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
