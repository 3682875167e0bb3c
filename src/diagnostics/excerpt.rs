//! Diagnostics for people: the line at fault, a caret below it, the cure.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};

/// Columns a line of an excerpt may take before it is cut.
const WIDTH: usize = 140;

/// The diagnostic as `rustc` would print it: headline, the line with a caret, and the hint as `help:`.
pub fn excerpt(diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = visible(&diagnostic.message);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code.text()));
    if let Some(span) = &diagnostic.span {
        let position = span.position();
        let range = span.source.line_range(span.range.start);
        let line = &span.source.text[range.clone()];
        let end = span.range.end.min(range.end).saturating_sub(range.start);
        let caret = (span.range.start - range.start).min(end)..end;
        let snippet = Snippet::source(line).line_start(position.line).path(visible(&span.source.name));
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(caret)));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(visible(hint)));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH).render(&[group])
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
