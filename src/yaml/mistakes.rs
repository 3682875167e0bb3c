//! The parser's complaints in words an author can act on.

use std::ops::Range;
use std::sync::Arc;

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::DEPTH_LIMIT;
use super::line::{Line, next_line, previous_line, quote};
use crate::diagnostics::{Diagnostic, Source};

/// A syntax mistake, and the text to overlook so that reading can go on behind it.
pub(super) struct Mistake {
    pub diagnostic: Diagnostic,
    pub mend: Option<Range<usize>>,
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
    Diagnostic::error("comment-in-text", message).at(source.span(at..line.range.end)).hint(hint)
}

/// A list item that was read as more of the text that begins on the line `start`.
pub(super) fn swallowed(source: &Arc<Source>, start: &Line, item: &Line) -> Diagnostic {
    let typed = &source.text[start.first..start.range.end];
    if item.indent() == start.indent() && !start.is_item(&source.text) && start.key.is_none() {
        let text = typed.strip_prefix('-').unwrap_or(typed);
        let message = "this item has no dash with a space after it, so that the next one is read as more of it";
        let hint = format!("write the line as\n- {text}");
        let place = source.span(start.first..start.range.end);
        return Diagnostic::error("missing-dash", message).at(place).hint(hint);
    }
    let message = "this line is indented deeper than the text above it, so its dash is read as part of that text";
    let column = start.indent();
    let mended = format!("{}{}", " ".repeat(column), &source.text[item.first..item.range.end]);
    let hint = format!("indent it by {}, like the line above it:\n{mended}", spaces(column));
    Diagnostic::error("indentation", message).at(source.span(item.first..item.first + 1)).hint(hint)
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

    fn mistake(&self, code: &'static str, range: Range<usize>, message: impl Into<String>, hint: String) -> Mistake {
        Mistake { diagnostic: Diagnostic::error(code, message).at(self.source.span(range)).hint(hint), mend: None }
    }

    /// The mistake of an unquoted text that should stand between quotes; reading goes on behind it.
    fn quotes_missing(&self, code: &'static str, at: Range<usize>, message: impl Into<String>, line: &Line) -> Mistake {
        let start = Line::at(self.text, line.range.start).text_start(self.text);
        let mistake = self.mistake(code, at, message, quote_hint(&self.source.text, &start));
        Mistake { mend: Some(start.value..start.text_end(self.text)), ..mistake }
    }

    fn too_deep(&self) -> Mistake {
        let message = format!("lists stand in one another more than {DEPTH_LIMIT} deep here");
        let hint = "text that begins with `[`, `{` or `-` must stand between quotes".to_owned();
        self.mistake("too-deep", self.byte..self.byte + 1, message, hint)
    }

    fn directive(&self) -> Mistake {
        let message = "a line that begins with `%` is read as an order to YAML and not as text";
        self.mistake("needs-quotes", self.byte..self.byte + 1, message, quote_hint(&self.source.text, &self.line()))
    }

    fn unclosed_quote(&self, open: usize) -> Mistake {
        let line = Line::at(self.text, open);
        let mark = &self.source.text[open..self.source.text.len().min(open + 1)];
        let message = format!("the quote `{mark}` that opens here is never closed");
        let typed = self.source.text[line.first..line.range.end].trim_end();
        let hint = format!("close it at the end of the text:\n{typed}{mark}");
        let mistake = self.mistake("unclosed-quote", open..open + 1, message, hint);
        // Only what is on the line is overlooked: what follows was swallowed by the open quote.
        Mistake { mend: Some(open..line.range.end), ..mistake }
    }

    /// The last quote before `byte` that stands where a text begins.
    fn opening(&self, mark: char) -> Option<usize> {
        let before = &self.text[..self.byte.saturating_sub(1)];
        before.rmatch_indices(mark).map(|(at, _)| at).find(|&at| {
            let lead = before[..at].trim_end_matches([' ', '\t']);
            let spaced = lead.len() < at;
            lead.is_empty() || lead.ends_with(['\n', '[', '{', ',']) || (spaced && lead.ends_with(['-', ':']))
        })
    }

    fn open_quote_before(&self) -> Mistake {
        match self.opening('"').max(self.opening('\'')) {
            Some(open) => self.unclosed_quote(open),
            None => self.by_line(),
        }
    }

    /// Text goes on behind a closing quote.
    fn trailing(&self) -> Mistake {
        let close = self.text[..self.byte].trim_end();
        let Some(mark) = close.chars().next_back().filter(|&c| c == '"' || c == '\'') else { return self.by_line() };
        let Some(open) = self.opening(mark) else { return self.by_line() };
        let line = Line::at(self.text, open);
        if open < self.line().range.start {
            return if self.swallows(&line) {
                self.unclosed_quote(open)
            } else {
                self.text_after_quote(close.len() - 1)
            };
        }
        let typed = self.text[open..line.range.end].trim_end();
        let inner = typed.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)).filter(|rest| !rest.is_empty());
        let (at, message) = match inner {
            Some(_) => (close.len() - 1, "the quotes end here, but the text goes on"),
            None if mark == '\'' && close.len() == open + 1 => (open, "this quote is never closed"),
            None => (open, "text that begins with a quote must end with that quote"),
        };
        let mended = quote(inner.unwrap_or(typed));
        let hint = format!("write the line as\n{}{mended}", &self.text[line.first..open]);
        let code = if inner.is_some() { "text-after-quote" } else { "unclosed-quote" };
        let mistake = self.mistake(code, at..at + 1, message, hint);
        Mistake { mend: Some(open..line.range.end), ..mistake }
    }

    /// Whether keys or items stand between a quote that opens on `line` and the one that closes it.
    fn swallows(&self, line: &Line) -> bool {
        let mut end = line.range.end;
        while let Some(next) = next_line(self.text, end).filter(|next| next.range.start <= self.byte) {
            if next.key.is_some() || next.is_item(self.text) {
                return true;
            }
            end = next.range.end;
        }
        false
    }

    fn text_after_quote(&self, close: usize) -> Mistake {
        let message = "the quotes end here, but the text goes on";
        let hint = "move the quote to the end of the text; a quote inside double quotes is written `\\\"`".to_owned();
        self.mistake("text-after-quote", close..close + 1, message, hint)
    }

    fn bad_escape(&self) -> Mistake {
        let line = self.line();
        let (slash, length) = wrong_escape(&self.text[self.byte..]).unwrap_or((0, 1));
        let slash = self.byte + slash;
        let end = self.text.ceil_char_boundary(slash + length);
        let shown = &self.text[slash..end];
        let message = format!("`{shown}` between double quotes is not a character YAML knows");
        let value = self.text[line.value.min(slash)..line.range.end.max(slash)].trim_end();
        let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let hint = match inner {
            Some(inner) if value.len() <= 400 => {
                let plain = inner.replace('\'', "''");
                format!(
                    "a backslash between single quotes stands for itself:\n{}'{plain}'",
                    &self.text[line.first..line.value]
                )
            }
            _ => "double the backslash: `\\\\`".to_owned(),
        };
        let mistake = self.mistake("bad-escape", slash..end, message, hint);
        Mistake { mend: inner.map(|_| line.value..line.range.end), ..mistake }
    }

    fn comment(&self) -> Mistake {
        let line = self.line();
        let hash = self.text[self.byte..line.range.end].find('#').map_or(self.byte, |at| self.byte + at);
        let start = line.text_start(self.text);
        Mistake { diagnostic: comment(self.source, hash), mend: Some(start.value..start.text_end(self.text)) }
    }

    /// A tab in the indentation of this line or of the next.
    fn tab(&self) -> Option<Mistake> {
        let here = self.line();
        let next = next_line(self.text, here.range.end);
        let line = [Some(here), next]
            .into_iter()
            .flatten()
            .find(|line| self.text[line.range.start..line.first].contains('\t'))?;
        let at = line.range.start + self.text[line.range.start..line.first].find('\t')?;
        let spaces = self.text[line.range.start..line.first].replace('\t', "  ");
        let mended = format!("{spaces}{}", &self.text[line.first..line.range.end]);
        let hint = format!("indent with spaces, two for each step:\n{mended}");
        Some(self.mistake("tab-indentation", at..at + 1, "this line is indented with a tab; YAML wants spaces", hint))
    }

    fn bracket(&self) -> Mistake {
        let line = self.line();
        if self.text[line.value..].starts_with(['[', '{'])
            && self.byte > line.value
            && let Some(mistake) = self.text_behind_bracket(&line)
        {
            return mistake;
        }
        let Some((open, bracket)) = self.open_bracket() else { return self.by_line() };
        let line = Line::at(self.text, open);
        let close = if bracket == '[' { ']' } else { '}' };
        let message = format!("the bracket `{bracket}` that opens here is never closed");
        let mended = self.text[line.first..line.range.end].trim_end();
        let hint = format!(
            "close it with `{close}`, or put text that begins with `{bracket}` between quotes:\n{mended}{close}"
        );
        let mistake = self.mistake("unclosed-bracket", open..open + 1, message, hint);
        Mistake { mend: Some(open..line.range.end), ..mistake }
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
        Some(self.quotes_missing("needs-quotes", line.value..line.value + 1, message, line))
    }

    /// The innermost bracket open before `byte`, text between quotes set aside as far as lines tell.
    fn open_bracket(&self) -> Option<(usize, char)> {
        let mut open = Vec::new();
        for (at, c) in self.text[..self.text.ceil_char_boundary(self.byte + 1)].char_indices() {
            match c {
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

    /// What the line itself shows to be wrong.
    fn by_line(&self) -> Mistake {
        let line = self.line();
        if self.text[line.range.start..line.first].contains('\t')
            && let Some(mistake) = self.tab()
        {
            return mistake;
        }
        self.special_start(&line)
            .or_else(|| self.colon(&line))
            .or_else(|| self.comment_on(&line))
            .or_else(|| self.missing_space(&line))
            .or_else(|| self.missing_colon(&line))
            .or_else(|| self.above(&line))
            .or_else(|| self.indentation(&line))
            .unwrap_or_else(|| self.not_understood(&line))
    }

    /// Unquoted text that begins with a sign YAML keeps for itself.
    fn special_start(&self, line: &Line) -> Option<Mistake> {
        let first = self.text[line.value..line.range.end].chars().next()?;
        let read_as = match first {
            '*' => "an alias",
            '&' => "an anchor",
            '!' => "a tag",
            '%' | '@' | '`' => "a sign of YAML's own",
            '|' | '>' => "the start of a block",
            '[' => "a list",
            '{' => "a map",
            ']' | '}' | ',' => "the end of a list",
            '?' => "a key",
            _ => return None,
        };
        let message = format!("`{first}` at the start of unquoted text is read as {read_as}, not as text");
        Some(self.quotes_missing("needs-quotes", line.value..line.value + first.len_utf8(), message, line))
    }

    /// A colon and a space in unquoted text.
    fn colon(&self, line: &Line) -> Option<Mistake> {
        let rest = &self.text[line.value..line.range.end];
        let at = line.value + rest.find(": ").or_else(|| rest.ends_with(':').then(|| rest.len() - 1))?;
        if rest.starts_with(['"', '\'']) {
            return None;
        }
        let message = "a colon in unquoted text: YAML reads what stands before it as a key";
        Some(self.quotes_missing("colon-in-text", at..at + 1, message, line))
    }

    fn comment_on(&self, line: &Line) -> Option<Mistake> {
        let at = line.value + self.text[line.value..line.range.end].find(" #")? + 1;
        let start = Line::at(self.text, at).text_start(self.text);
        let mend = Some(start.value..start.text_end(self.text));
        Some(Mistake { diagnostic: comment(self.source, at), mend })
    }

    /// `-item` and `key:value`.
    fn missing_space(&self, line: &Line) -> Option<Mistake> {
        let text = &self.text[line.first..line.range.end];
        if let Some(rest) = text.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| !c.is_whitespace())) {
            let hint = format!("write the line as\n- {rest}");
            return Some(self.mistake(
                "missing-space",
                line.first..line.first + 1,
                "a dash needs a space after it",
                hint,
            ));
        }
        let rest = &self.text[line.value..line.range.end];
        let colon = rest.find(':').filter(|&at| rest[..at].bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))?;
        let (key, value) = (&rest[..colon], &rest[colon + 1..]);
        let hint = format!("write the line as\n{}{key}: {value}", &self.text[line.first..line.value]);
        let at = line.value + colon;
        (!key.is_empty())
            .then(|| self.mistake("missing-space", at..at + 1, "a key's colon needs a space after it", hint))
    }

    /// The line above is a key without its colon, and was read as text that this line goes on with.
    fn above(&self, line: &Line) -> Option<Mistake> {
        let above = previous_line(self.text, line.range.start).filter(|above| above.indent() == line.indent())?;
        if line.key.is_none() || above.key.is_some() || above.is_item(self.text) || above.is_blank(self.text) {
            return None;
        }
        self.missing_space(&above).or_else(|| self.key_without_colon(&above))
    }

    /// `body` above an indented list.
    fn missing_colon(&self, line: &Line) -> Option<Mistake> {
        let below = next_line(self.text, line.range.end)?;
        let alone = !self.text[line.value..line.range.end].trim_end().contains(' ');
        let opens = below.indent() > line.indent() && (below.is_item(self.text) || below.key.is_some());
        (alone && opens).then(|| self.key_without_colon(line)).flatten()
    }

    /// `title Cramps`, on a line that should have been a key.
    fn key_without_colon(&self, line: &Line) -> Option<Mistake> {
        let text = self.text[line.value..line.range.end].trim_end();
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let is_key = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if line.key.is_some() || !is_key {
            return None;
        }
        let end = line.value + word.len();
        let mended = format!("{}{word}: {}", &self.text[line.first..line.value], rest.trim_start());
        let hint = format!("write the line as\n{}", mended.trim_end());
        Some(self.mistake("missing-colon", line.value..end, "a key needs a colon behind it", hint))
    }

    /// A line that stands neither with nor under the lines above it.
    fn indentation(&self, line: &Line) -> Option<Mistake> {
        let is_item = line.is_item(self.text);
        if !is_item && line.key.is_none() {
            return None;
        }
        let fit = self.sibling(line, is_item)?;
        if fit == line.indent() {
            return None;
        }
        let message =
            format!("this line is indented by {}, which fits none of the lines above it", spaces(line.indent()));
        let mended = format!("{}{}", " ".repeat(fit), &self.text[line.first..line.range.end]);
        let hint = format!("indent it by {}, like the line it stands beside:\n{mended}", spaces(fit));
        let hint = if fit == 0 { format!("do not indent it:\n{mended}") } else { hint };
        Some(self.mistake("indentation", line.range.start..line.first.max(line.range.start + 1), message, hint))
    }

    /// Indentation of the nearest line above of the same kind that is as deep, or else nearly.
    fn sibling(&self, line: &Line, is_item: bool) -> Option<usize> {
        let mut above = previous_line(self.text, line.range.start);
        let mut best: Option<usize> = None;
        for _ in 0..200 {
            let Some(other) = above else { break };
            // `- heading:` stands beside the `body:` below it by its key, not by its dash.
            let column = match &other.key {
                Some(key) if !is_item => Some(key.start - other.range.start),
                _ => (is_item && other.is_item(self.text)).then(|| other.indent()),
            };
            if let Some(column) = column.filter(|_| !other.is_blank(self.text)) {
                let distance = column.abs_diff(line.indent());
                if best.is_none_or(|best| distance < best.abs_diff(line.indent())) {
                    best = Some(column);
                }
                if distance == 0 || other.indent() == 0 {
                    break;
                }
            }
            above = previous_line(self.text, other.range.start);
        }
        best
    }

    fn not_understood(&self, line: &Line) -> Mistake {
        let at = self.byte.clamp(line.first, line.range.end.max(line.first));
        let message = "this line is neither `key: value` nor a list item `- text`, and continues no text above it";
        let hint = "give it a key or a dash, or indent it deeper than the line that its text belongs to";
        self.mistake("yaml-syntax", at..(at + 1).min(line.range.end.max(at)), message, hint.to_owned())
    }
}

/// The first escape of a double-quoted text that YAML does not know: where it begins, and its length.
fn wrong_escape(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let slash = from + text[from..].find('\\')?;
        let sign = text[slash + 1..].chars().next()?;
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let hex = text.get(slash + 2..slash + 2 + digits);
        let value = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let known =
            "0abt\tnvfre \"/\\N_LP\n\r".contains(sign) || value.is_some_and(|value| char::from_u32(value).is_some());
        if !known {
            return Some((slash, if value.is_some() { 2 + digits } else { 1 + sign.len_utf8() }));
        }
        from = slash + 1 + sign.len_utf8();
    }
}

fn spaces(count: usize) -> String {
    match count {
        0 => "no spaces".to_owned(),
        1 => "1 space".to_owned(),
        n => format!("{n} spaces"),
    }
}
