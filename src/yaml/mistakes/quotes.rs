//! Quotes that are not closed, end too early, or have escapes that YAML does not know.

use std::ops::Range;
use std::sync::Arc;

use super::brackets::quoted;
use super::{Mend, Mistake, Scene};
use crate::diagnostics::{Code, Diagnostic, Source};
use crate::yaml::line::{Line, next_line, quote};

impl Scene<'_> {
    pub(super) fn unclosed_quote(&self, open: usize) -> Mistake {
        let line = Line::at(self.text, open);
        let mark = self.source.text.get(open..open + 1).unwrap_or("\"");
        let message = format!("the quote `{mark}` that opens here is never closed");
        let typed = self.source.text[line.first..line.range.end].trim_end();
        let is_in_brackets = self.text[line.value..open.max(line.value)].starts_with(['[', '{']);
        let end = typed.len() + line.first;
        let end = match self.source.text[open..end].find([',', ']', '}']) {
            Some(stop) if is_in_brackets => open + stop,
            _ => end,
        };
        let behind = &self.source.text[end..line.first + typed.len()];
        let hint = format!("close it at the end of the text:\n{}{mark}{behind}", &self.source.text[line.first..end]);
        let mistake = self.mistake(Code::UnclosedQuote, open..open + 1, message, hint);
        // Only what is on the line is overlooked: what follows was swallowed by the open quote.
        Mistake { mend: Some(Mend::Text(open..line.range.end)), ..mistake }
    }

    /// The last quote before `byte` that stands where a text begins.
    pub(super) fn opening(&self, mark: char) -> Option<usize> {
        let before = &self.text[..self.text.floor_char_boundary(self.byte.saturating_sub(1))];
        before.rmatch_indices(mark).map(|(at, _)| at).find(|&at| {
            let lead = before[..at].trim_end_matches([' ', '\t']);
            let spaced = lead.len() < at;
            lead.is_empty() || lead.ends_with(['\n', '[', '{', ',']) || (spaced && lead.ends_with(['-', ':']))
        })
    }

    pub(super) fn open_quote_before(&self) -> Mistake {
        match self.opening('"').max(self.opening('\'')) {
            Some(open) => self.unclosed_quote(open),
            None => self.by_line(),
        }
    }

    /// Text goes on behind a closing quote.
    pub(super) fn trailing(&self) -> Mistake {
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
        let mended = match quoted(&self.source.text, &line) {
            Some(quoted) => quoted.line,
            None => format!("{}{}", &self.text[line.first..open], quote(inner.unwrap_or(typed))),
        };
        let hint = format!("write the line as\n{mended}");
        let code = if inner.is_some() { Code::TextAfterQuote } else { Code::UnclosedQuote };
        let mistake = self.mistake(code, at..at + 1, message, hint);
        Mistake { mend: Some(Mend::Text(open..line.range.end)), ..mistake }
    }

    /// Whether keys or items stand between a quote that opens on `line` and the one that closes it.
    pub(super) fn swallows(&self, line: &Line) -> bool {
        let mut end = line.range.end;
        while let Some(next) = next_line(self.text, end).filter(|next| next.range.start <= self.byte) {
            if next.key.is_some() || next.is_item(self.text) {
                return true;
            }
            end = next.range.end;
        }
        false
    }

    pub(super) fn text_after_quote(&self, close: usize) -> Mistake {
        let message = "the quotes end here, but the text goes on";
        let hint = "move the quote to the end of the text; a quote inside double quotes is written `\\\"`".to_owned();
        self.mistake(Code::TextAfterQuote, close..close + 1, message, hint)
    }

    pub(super) fn bad_escape(&self) -> Mistake {
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
        let mistake = self.mistake(Code::BadEscape, slash..end, message, hint);
        Mistake { mend: inner.map(|_| Mend::Text(line.value..line.range.end)), ..mistake }
    }
}

/// Escapes between double quotes that YAML knows, but that were hardly meant as such: the letter of `C:\temp`, and the
/// underscore of `\_low\_`, would not be printed.
pub(in crate::yaml) fn lost_letters(source: &Arc<Source>, range: Range<usize>) -> Option<Diagnostic> {
    let raw = source.text.get(range.clone())?;
    let mut from = 0;
    while let Some(slash) = raw[from..].find('\\').map(|at| from + at) {
        let sign = raw[slash + 1..].chars().next()?;
        let length = 1 + sign.len_utf8();
        from = slash + length;
        let before = raw[..slash].chars().next_back().unwrap_or('"');
        let after = raw[from..].chars().next().unwrap_or('"');
        let is_drive = raw[..slash].strip_suffix(':').is_some_and(|rest| {
            let mut last = rest.chars().rev();
            last.next().is_some_and(|c| c.is_ascii_alphabetic()) && !last.next().is_some_and(char::is_alphanumeric)
        });
        let read_as = match sign {
            't' | 'n' | 'r' if is_drive => "white space",
            'L' | 'P' => "the end of a line",
            '_' if before.is_whitespace() || before == '"' || before == '(' => "a no-break space",
            '_' if before.is_alphabetic() && after.is_alphabetic() => {
                let message = "`\\_` between double quotes is read as a no-break space";
                let hint = "for an underscore, write it without the backslash";
                let place = source.span(range.start + slash..range.start + from);
                return Some(Diagnostic::new(Code::Entity, message).at(place).hint(hint));
            }
            _ => continue,
        };
        let message = format!("`\\{sign}` between double quotes is read as {read_as}, and would not be printed");
        let line = Line::of(source, range.start);
        let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        let hint = match line.value == range.start && range.end <= line.range.end && !inner.contains("\\\"") {
            true => format!(
                "a backslash between single quotes stands for itself:\n{}'{}'",
                &source.text[line.first..line.value],
                inner.replace('\'', "''")
            ),
            false => format!("double the backslash: `\\\\{sign}`"),
        };
        let place = source.span(range.start + slash..range.start + from);
        return Some(Diagnostic::new(Code::BadEscape, message).at(place).hint(hint));
    }
    None
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
