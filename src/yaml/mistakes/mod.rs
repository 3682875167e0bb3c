//! The parser's complaints in words an author can act on.

mod brackets;
mod comments;
mod indentation;
mod lines;
mod lists;
mod marks;
mod quotes;
mod spacing;

use std::ops::Range;
use std::sync::Arc;

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::DEPTH_LIMIT;
use super::line::Line;
use crate::diagnostics::{Code, Diagnostic, Source};

pub(super) use brackets::{is_sound, quoted};
pub(super) use lists::{is_bare, parted_number, quoted_item, swallowed, without_anchor};
pub(super) use marks::{item, mark, marked_key, misplaced};
pub(super) use quotes::lost_letters;
pub(super) use spacing::{Spacing, is_other_dash, spoken};

/// A syntax mistake, and what to overlook so that reading can go on behind it.
pub(super) struct Mistake {
    pub diagnostic: Diagnostic,
    pub mend: Option<Mend>,
}

/// What is overlooked.
pub(super) enum Mend {
    /// A text: its value counts as broken.
    Text(Range<usize>),
    /// The value of a key that is read as if it were written in small letters.
    Value { key: Range<usize>, value: Range<usize> },
    /// Whole lines, from the first character of the first: they count as comments.
    Lines(Range<usize>),
}

/// The file as far as a mistake in it is looked for. Places of `text` and of the source are the same.
struct Scene<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    byte: usize,
}

/// What is wrong where the parser gave up.
pub(super) fn explain(source: &Arc<Source>, text: &str, error: &ScanError) -> Mistake {
    use ErrorKind as K;
    let mut byte = error.marker().byte_offset().unwrap_or_default().min(text.len());
    if byte == text.len() {
        byte = text.trim_end().len().saturating_sub(1);
    }
    let scene = Scene { source, text, byte: text.floor_char_boundary(byte) };
    match error.kind() {
        K::RecursionLimitExceeded => scene.too_deep(),
        K::DirectiveDisallowed => scene.directive(),
        K::UnclosedQuotedScalar => scene.unclosed_quote(scene.byte),
        K::DocumentIndicatorInQuotedScalar | K::InvalidQuotedScalarIndent => scene.open_quote_before(),
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => scene.trailing(),
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidLowSurrogateHexEscape
        | K::InvalidLowSurrogate
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate
        | K::InvalidUnicodeEscape => scene.bad_escape(),
        K::CommentInterceptedScalar | K::CommentNotSeparated => scene.comment(),
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabInPlainScalar
        | K::TabAtBlockScalarStart => scene.tab().unwrap_or_else(|| scene.by_line()),
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::MisplacedFlowCollectionEnd
        | K::MismatchedFlowCollectionEnd { .. }
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator
        | K::InvalidColonPlacement => scene.bracket(),
        _ => scene.by_line(),
    }
}

/// A comment behind unquoted text.
pub(super) fn comment(source: &Arc<Source>, at: usize) -> Diagnostic {
    let line = Line::at(&source.text, at);
    let cut = &source.text[at..line.range.end];
    let message = format!("`{}` is read as a comment and would not be printed", shortened(cut));
    let quoted = Line::at(&source.text, at).text_start(&source.text).quoted(&source.text);
    let hint = match quoted {
        Some(quoted) => format!("put the text between quotes, or the comment on a line of its own:\n{quoted}"),
        None => "put the text between quotes, or the comment on a line of its own".to_owned(),
    };
    Diagnostic::new(Code::CommentInText, message).at(source.span(at..line.range.end)).hint(hint)
}

/// The advice to quote the text of a line, with the line as it should be.
pub(super) fn quote_hint(text: &str, line: &Line) -> String {
    match line.quoted(text) {
        Some(quoted) => format!("put the text between quotes:\n{quoted}"),
        None => "put the text between quotes".to_owned(),
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

impl Scene<'_> {
    fn line(&self) -> Line {
        Line::at(self.text, self.byte)
    }

    fn mistake(&self, code: Code, range: Range<usize>, message: impl Into<String>, hint: String) -> Mistake {
        Mistake { diagnostic: Diagnostic::new(code, message).at(self.source.span(range)).hint(hint), mend: None }
    }

    /// The mistake of an unquoted text that should stand between quotes; reading goes on behind it.
    fn quotes_missing(&self, code: Code, at: Range<usize>, message: impl Into<String>, line: &Line) -> Mistake {
        let start = Line::at(self.text, line.range.start).text_start(self.text);
        let goes_on = start.range.start == line.range.start || self.goes_on(&start, line);
        if !goes_on {
            let mistake = self.not_understood(line);
            return Mistake { mend: Some(Mend::Lines(line.first..line.range.end)), ..mistake };
        }
        let mistake = self.mistake(code, at, message, quote_hint(&self.source.text, &start));
        Mistake { mend: Some(Mend::Text(start.value..start.text_end(self.text))), ..mistake }
    }

    /// Whether `line` may go on with the text that begins on `start`, above it: it is deep enough, and that text has not ended with
    /// a quote or a bracket.
    fn goes_on(&self, start: &Line, line: &Line) -> bool {
        let value = self.text[start.value..start.range.end].trim_end();
        let has_ended = [('"', '"'), ('\'', '\''), ('[', ']'), ('{', '}')]
            .iter()
            .any(|(open, close)| value.len() > 1 && value.starts_with(*open) && value.ends_with(*close));
        line.indent() >= start.inside(self.text) && !has_ended
    }

    fn too_deep(&self) -> Mistake {
        let message = format!("lists stand in one another more than {DEPTH_LIMIT} deep here");
        let hint = "text that begins with `[`, `{` or `-` must stand between quotes".to_owned();
        self.mistake(Code::TooDeep, self.byte..self.byte + 1, message, hint)
    }

    fn directive(&self) -> Mistake {
        let line = self.line();
        let message = "a line that begins with `%` is read as an order to YAML and not as text";
        let hint = if self.text[line.first..].starts_with("%YAML") || self.text[line.first..].starts_with("%TAG") {
            "delete this line, and the line of three dashes below it: a file needs neither".to_owned()
        } else {
            quote_hint(&self.source.text, &line)
        };
        self.mistake(Code::NeedsQuotes, self.byte..self.byte + 1, message, hint)
    }

    fn comment(&self) -> Mistake {
        let line = self.line();
        let hash = self.text[self.byte..line.range.end].find('#').map_or(self.byte, |at| self.byte + at);
        let start = line.text_start(self.text);
        Mistake {
            diagnostic: comment(self.source, hash),
            mend: Some(Mend::Text(start.value..start.text_end(self.text))),
        }
    }

    fn bracket(&self) -> Mistake {
        if let Some(mistake) = self.special_item().or_else(|| self.empty_item()) {
            return mistake;
        }
        let line = self.line();
        if let Some(mistake) = self.quotes_in_brackets(&line) {
            return mistake;
        }
        if self.text[line.value..].starts_with(['[', '{'])
            && self.byte > line.value
            && let Some(mistake) = self.text_behind_bracket(&line)
        {
            return mistake;
        }
        let Some((open, bracket)) = self.open_bracket() else { return self.by_line() };
        let line = Line::at(self.text, open);
        // What is wrong is where the line stands.
        if line.value == open && is_sound(&self.text[open..line.range.end]) {
            let misplaced = self.row_without_dash(&line).or_else(|| self.indentation(&line));
            return misplaced.unwrap_or_else(|| self.not_understood(&line));
        }
        if let Some(mistake) = self.comment_in_brackets(open, &line).or_else(|| self.quotes_in_brackets(&line)) {
            return mistake;
        }
        if let Some((outer, on)) = self.list_before(open, &line)
            && let Some(mistake) = self.bracket_in_item(outer, &on)
        {
            return mistake;
        }
        let close = if bracket == '[' { ']' } else { '}' };
        let message = format!("the bracket `{bracket}` that opens here is never closed");
        let mended = self.text[line.first..line.range.end].trim_end();
        let advice = format!("close it with `{close}`, or put text that begins with `{bracket}` between quotes");
        let is_all = line.value != open || is_sound(&format!("{}{close}", self.text[open..line.range.end].trim_end()));
        let hint = match is_all {
            true => format!("{advice}:\n{mended}{close}"),
            false => format!("{advice}; on this line, not every `[` has its `]`, or not every `{{` its `}}`"),
        };
        let mistake = self.mistake(Code::UnclosedBracket, open..open + 1, message, hint);
        Mistake { mend: Some(Mend::Text(open..line.range.end)), ..mistake }
    }

    /// `[a, ? b]`, `[rest {at home}, eat]`: a text in brackets that YAML reads otherwise.
    fn quotes_in_brackets(&self, line: &Line) -> Option<Mistake> {
        if !self.text[line.value..line.range.end].starts_with(['[', '{']) {
            return None;
        }
        let quoted = quoted(&self.source.text, line)?;
        let text = &self.source.text[quoted.first.clone()];
        let message = match text.find(['[', '{']) {
            Some(at) if at > 0 => {
                "a bracket inside unquoted text in brackets is read as one of a list or a map, not as text".to_owned()
            }
            _ => format!("`{}` in brackets is not read as text", shortened(text)),
        };
        let at = text.find(['[', '{']).map_or(quoted.first.start, |at| quoted.first.start + at);
        let hint = format!("put the text between quotes:\n{}", quoted.line);
        let mistake = self.mistake(Code::NeedsQuotes, at..at + 1, message, hint);
        Some(Mistake { mend: Some(Mend::Text(line.value..line.range.end)), ..mistake })
    }

    /// `[link](https://…) and so on`: the brackets are text.
    fn text_behind_bracket(&self, line: &Line) -> Option<Mistake> {
        let value = &self.text[line.value..line.range.end];
        let first = value.chars().next()?;
        let close = value.rfind(if first == '[' { ']' } else { '}' })?;
        if value[close + 1..].trim().is_empty() {
            return None;
        }
        let message = format!(
            "`{first}` at the start of unquoted text is read as a list or a map, and the text goes on behind it"
        );
        Some(self.quotes_missing(Code::NeedsQuotes, line.value..line.value + 1, message, line))
    }

    /// The bracket with which the value of a line begins, where `open` is one inside of it, or that bracket itself.
    fn list_before(&self, open: usize, line: &Line) -> Option<(usize, Line)> {
        let begins = self.text[line.value..line.range.end].starts_with(['[', '{']) && line.value <= open;
        begins.then(|| (line.value, line.clone()))
    }

    /// The innermost bracket open before `byte`, text between quotes set aside as far as lines tell.
    fn open_bracket(&self) -> Option<(usize, char)> {
        let mut open = Vec::new();
        let mut is_comment = false;
        for (at, c) in self.text[..self.text.ceil_char_boundary(self.byte + 1)].char_indices() {
            is_comment = c != '\n' && (is_comment || c == '#' && self.text[..at].ends_with(char::is_whitespace));
            match c {
                _ if is_comment => {}
                '[' | '{' if open.len() < 2 * DEPTH_LIMIT => {
                    let lead = self.text[..at].trim_end_matches([' ', '\t']);
                    if !open.is_empty() || lead.ends_with([':', '-', '\n']) || lead.is_empty() {
                        open.push((at, c));
                    }
                }
                ']' | '}' => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.pop()
    }
}

fn spaces(count: usize) -> String {
    match count {
        0 => "no spaces".to_owned(),
        1 => "1 space".to_owned(),
        n => format!("{n} spaces"),
    }
}
