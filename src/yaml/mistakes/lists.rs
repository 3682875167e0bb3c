//! Lists whose items YAML parts, or joins, otherwise than the author.

use std::ops::Range;
use std::sync::Arc;

use super::comments::comment_start;
use super::marks::{item as marked_item, lone, lone_key, mark};
use super::{Mend, Mistake, Scene, spaces};
use crate::diagnostics::{Code, Diagnostic, Source};
use crate::yaml::keys::BLOCKS;
use crate::yaml::line::{LONGEST_SHOWN, Line, lines_above, next_line, quote, quoted_if_needed};

/// Keys that hold a list whose items may have a list under them.
const NESTING: [&str; 2] = ["bullets", "steps"];

/// A list item that was read as more of the text that begins on the line `start` and ends at byte `end`.
pub(in crate::yaml) fn swallowed(source: &Arc<Source>, start: &Line, item: &Line, end: usize) -> Diagnostic {
    let text = &source.text;
    if item.indent() == start.indent() && !start.is_item(text) && start.key.is_none() {
        let typed = &text[start.first..start.range.end];
        let message = "this item has no dash with a space after it, so that the next one is read as more of it";
        let mended = match mark(typed) {
            Some(length) => marked_item(&typed[length..]),
            None => typed.strip_prefix('-').unwrap_or(typed).to_owned(),
        };
        let hint = format!("write the line as\n- {mended}");
        let place = source.span(start.first..start.range.end);
        return Diagnostic::new(Code::MissingDash, message).at(place).hint(hint);
    }
    if start.key.is_none()
        && let Some(key) = lone_key(&text[start.value..start.range.end])
    {
        return lone(source, start, key);
    }
    let place = source.span(item.first..item.first + 1);
    if let Some(hint) = under_item(text, start, item, end) {
        let message = "this line is indented deeper than the item above it, so its dash is read as part of that text";
        return Diagnostic::new(Code::Indentation, message).at(place).hint(hint);
    }
    let message = "this line is indented deeper than the text above it, so its dash is read as part of that text";
    let column = start.indent();
    let mended = format!("{}{}", " ".repeat(column), &text[item.first..item.range.end]);
    let hint = format!("indent it by {}, like the line above it:\n{mended}", spaces(column));
    Diagnostic::new(Code::Indentation, message).at(place).hint(hint)
}

/// A list that is indented deeper than the item between quotes above it, on the line `start`; `item` is its first line.
pub(super) fn under_quoted(source: &Arc<Source>, start: &Line, item: &Line) -> Option<(Diagnostic, Range<usize>)> {
    let text = &source.text;
    let value = text[start.value..start.range.end].trim_end();
    let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    if value.len() < 2 || !value.ends_with(mark) || !start.is_item(text) || item.indent() <= start.indent() {
        return None;
    }
    let mut end = item.range.end;
    while let Some(next) = next_line(text, end).filter(|next| next.indent() >= item.indent() && !next.is_blank(text)) {
        end = next.range.end;
    }
    let hint = under_item(text, start, item, end)?;
    let message = "this line is indented deeper than the item above it, which has ended with its quotes";
    let diagnostic = Diagnostic::new(Code::Indentation, message).at(source.span(item.first..item.first + 1)).hint(hint);
    Some((diagnostic, item.first..end))
}

/// How a list stands under an item, with the lines as they should be; `None` where no item can have one.
fn under_item(text: &str, start: &Line, item: &Line, end: usize) -> Option<String> {
    // A block of its own is no item under another.
    if item.key.as_ref().is_some_and(|key| BLOCKS.contains(&&text[key.clone()])) {
        return None;
    }
    let has_text = start.key.as_ref().is_some_and(|key| &text[key.clone()] == "text");
    let list = parent(text, start).filter(|_| start.is_item(text) && (has_text || start.key.is_none()))?;
    let key = list.key.as_ref().map(|key| &text[key.clone()])?;
    let nests = NESTING.contains(&key);
    let words = text[start.value..item.range.start].split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
    let words = words.trim();
    let lead = if words.starts_with(['"', '\'']) { words.to_owned() } else { quoted_if_needed(words, false) };
    let dashes = " ".repeat(start.indent());
    let mut mended = match key {
        _ if nests => format!("{dashes}- text: {lead}\n{dashes}  bullets:"),
        "body" if !has_text => format!("{dashes}- {lead}\n{dashes}- bullets:"),
        _ => return None,
    };
    let mut line = Some(item.clone());
    while let Some(next) = line.filter(|line| line.first < end) {
        let typed = text[next.first..next.range.end].trim_end();
        let deeper = " ".repeat(next.indent().saturating_sub(item.indent()));
        match typed.strip_prefix('-') {
            Some(rest) => mended.push_str(&format!("\n{dashes}    {deeper}- {}", marked_item(rest.trim()))),
            None if deeper.is_empty() => mended.push_str(&format!("\n{dashes}      {typed}")),
            None => mended.push_str(&format!("\n{dashes}    {deeper}{typed}")),
        }
        line = next_line(text, next.range.end);
    }
    let what = if nests { "a list under an item is written as" } else { "a list under a paragraph is written as" };
    let other = format!("if it is no list under it, indent it by {}", spaces(start.indent()));
    (mended.len() <= 1_000).then(|| format!("{other}; {what}\n{mended}"))
}

/// The line with the key whose list the item on `line` belongs to.
fn parent(text: &str, line: &Line) -> Option<Line> {
    lines_above(text, line.range.start).find(|other| {
        let column = other.key.as_ref().map(|key| key.start - other.range.start);
        !other.is_blank(text) && column.is_some_and(|column| column <= line.indent()) && !other.is_item_beside(line)
    })
}

/// The comma inside a number that ends an item of `[…]` or `{…}`; `range` is the plain text before it.
pub(in crate::yaml) fn parted_number(source: &Arc<Source>, range: Range<usize>) -> Option<Diagnostic> {
    let text = &source.text;
    let is_rest = range.start.checked_sub(1).is_some_and(|comma| is_parting(text, comma));
    let behind = &text[range.end..];
    let comma = range.end + (behind.len() - behind.trim_start_matches(' ').len());
    if !is_parting(text, comma) || is_rest {
        return None;
    }
    let item = range.start..item_end(text, comma);
    let line = Line::of(source, range.start);
    let (first, rest) = text[item.clone()].split_once(',')?;
    let message = format!(
        "the comma inside `{}` ends an item here: it would be read as `{}` and `{}`",
        &text[item.clone()],
        first.trim(),
        rest.split(',').next().unwrap_or(rest).trim()
    );
    let advice = "put it between quotes; if they are two items, put a space behind the comma";
    let hint = match line.range.len() > 400 || line.range.end < item.end {
        true => advice.to_owned(),
        false => {
            let before = &text[line.first..item.start];
            let rest = quoted_numbers(before, &text[item.start..line.range.end]);
            format!("{advice}:\n{before}{rest}")
        }
    };
    Some(Diagnostic::new(Code::CommaInNumber, message).at(source.span(comma..comma + 1)).hint(hint))
}

/// The line with quotes round the item, of the list or map whose bracket is at byte `open`, that holds byte `at`; `None` of a
/// line too long to show, and where the item may not end on it.
pub(in crate::yaml) fn quoted_item(source: &Source, open: usize, at: usize) -> Option<String> {
    let text = source.text.as_str();
    let (line, head) = (Line::of(source, at), Line::of(source, open));
    if line.range.len() > LONGEST_SHOWN {
        return None;
    }
    let rest = text.get(at..line.range.end)?;
    let is_list = text[open..].starts_with('[');
    let is_further = line.range.start > open;
    // A line that is not deeper than the one with the bracket, and closes nothing, is hardly part of the list.
    let begins =
        line.is_item(text) || line.key.is_some() || line.indent() <= head.indent() && !rest.contains([']', '}']);
    let is_outside = is_further && begins || !text[head.value..head.range.end].starts_with(['[', '{']);
    if at <= open || is_outside {
        return None;
    }
    let start = text[line.range.start.max(open)..at].rfind(['[', ',', '{']);
    let start = start.map_or(line.first, |start| line.range.start.max(open) + start + 1).min(at);
    let start = match text[start..at].rfind(": ") {
        Some(colon) if !is_list => start + colon + 2,
        _ => start,
    };
    let start = start + (text[start..at].len() - text[start..at].trim_start().len());
    let end = match rest.find([',', ']', '}']) {
        Some(end) => at + end,
        // The bracket may close on the line below.
        None => {
            next_line(text, line.range.end).filter(|next| text[next.first..].starts_with([']', '}']))?.range.start - 1
        }
    };
    let item = quote(text[start..end].trim_end());
    Some(format!("{}{item}{}", &text[line.first..start], text[end..line.range.end.max(end)].trim_end_matches('\r')))
}

/// Whether the byte `at` is a comma with a digit on both sides; a space before it parts nothing for who reads on paper.
pub(super) fn is_parting(text: &str, at: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    text.as_bytes().get(at) == Some(&b',')
        && digit(text[..at].trim_end_matches(' ').chars().next_back())
        && digit(text[at + 1..].chars().next())
}

/// Where the item ends that goes on behind the comma at `comma`.
fn item_end(text: &str, comma: usize) -> usize {
    let mut end = comma;
    while is_parting(text, end) {
        let rest = &text[end + 1..];
        end += 1 + rest.find([',', ']', '}', '\n', '\r']).unwrap_or(rest.len());
    }
    end - (text[..end].len() - text[..end].trim_end().len())
}

/// Whether a list that begins at `start` holds nothing but whole numbers, none of which looks like the end of a longer one.
pub(in crate::yaml) fn is_bare(text: &str, start: usize) -> bool {
    let Some(inner) = text[start..].strip_prefix('[').and_then(|rest| rest.split(']').next()) else { return false };
    let numbers: Vec<&str> = inner.split(',').collect();
    let whole = numbers.iter().all(|number| !number.is_empty() && number.chars().all(char::is_numeric));
    let first = numbers.first().map_or(0, |number| number.chars().count());
    let grouped = first <= 3 && numbers.iter().skip(1).all(|number| number.chars().count() == 3);
    whole && !grouped && numbers.first() != Some(&"0")
}

/// The rest of a line in brackets with quotes round each item that has a comma inside a number; `before` is the line up to
/// there. In braces, a key stays outside of the quotes.
fn quoted_numbers(before: &str, rest: &str) -> String {
    let mut mended = String::new();
    let mut open: Vec<char> = Vec::new();
    before.chars().for_each(|c| follow_brackets(&mut open, c));
    let mut at = 0;
    while let Some(c) = rest[at..].chars().next() {
        follow_brackets(&mut open, c);
        if open.last() == Some(&'{')
            && let Some(length) = key_length(&rest[at..])
        {
            mended.push_str(&rest[at..at + length]);
            at += length;
            continue;
        }
        let end = match c {
            '"' | '\'' => rest[at + 1..].find(c).map_or(rest.len(), |close| at + 1 + close + 1),
            ',' | ']' | '}' | '[' | '{' | ' ' => at + 1,
            _ => at + rest[at..].find([',', ']', '}']).unwrap_or(rest.len() - at),
        };
        if end < rest.len() && !matches!(c, '"' | '\'' | ',') && is_parting(rest, end) {
            let end = item_end(rest, end);
            mended.push_str(&quote(&rest[at..end]));
            at = end;
        } else {
            mended.push_str(&rest[at..end]);
            at = end;
        }
    }
    mended
}

/// Keeps count of the brackets that are open behind a character.
fn follow_brackets(open: &mut Vec<char>, c: char) {
    match c {
        '[' | '{' => open.push(c),
        ']' | '}' => drop(open.pop()),
        _ => {}
    }
}

/// The length of the key in braces that a text begins with, colon and space included.
pub(super) fn key_length(text: &str) -> Option<usize> {
    let colon = text.find(": ")?;
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (colon > 0 && text[..colon].chars().all(is_key)).then_some(colon + 2)
}

/// The line of an anchor without it, where it stands alone behind a key, and a list or a map on the lines below.
pub(in crate::yaml) fn without_anchor(text: &str, line: &Line, anchor: &Range<usize>) -> Option<String> {
    if line.key.is_none() || line.value != anchor.start {
        return None;
    }
    let below = next_line(text, line.range.end)?;
    let word = text[anchor.start..line.range.end].trim_end();
    let is_block = below.indent() > line.indent() && (below.is_item(text) || below.key.is_some());
    let is_alone = !word.contains(char::is_whitespace);
    (is_block && is_alone).then(|| text[line.first..anchor.start].trim_end().to_owned())
}

impl Scene<'_> {
    /// `[a, , b]`: nothing stands before a comma.
    pub(super) fn empty_item(&self) -> Option<Mistake> {
        let (open, _) = self.open_bracket()?;
        let stop = self.text.ceil_char_boundary(self.byte + 1);
        let comma = self.text[..stop].rfind(',').filter(|comma| *comma > open)?;
        let before = self.text[..comma].trim_end_matches([' ', '\n', '\r']);
        if !before.ends_with([',', '[', '{']) {
            return None;
        }
        let line = Line::at(self.text, comma);
        let advice = "delete it, or write the item before it; an empty one is `\"\"`";
        let hint = match before.len() > line.first && line.range.len() <= LONGEST_SHOWN {
            true => {
                let rest = self.source.text[comma + 1..line.range.end].trim_start();
                let gap = if before.ends_with(',') { " " } else { "" };
                format!("{advice}:\n{}{gap}{rest}", &self.source.text[line.first..before.len()])
            }
            false => advice.to_owned(),
        };
        let mistake = self.mistake(Code::YamlSyntax, comma..comma + 1, "nothing stands before this comma", hint);
        Some(Mistake { mend: Some(Mend::Text(open..line.range.end)), ..mistake })
    }

    /// `[Platelets, >5]`: an item begins with a sign that YAML keeps for itself.
    pub(super) fn special_item(&self) -> Option<Mistake> {
        let (open, _) = self.open_bracket()?;
        let line = Line::at(self.text, open);
        if self.text_behind_bracket(&line).is_some() {
            return None;
        }
        // The parser may stop at the sign or behind it.
        let stop = self.text.ceil_char_boundary(self.byte + 1);
        let start = self.text[..stop].rfind(['[', ',', '{']).map_or(self.byte, |at| at + 1);
        let white = [' ', '\n', '\r', '\t'];
        let at = start + (self.text[start..].len() - self.text[start..].trim_start_matches(white).len());
        let sign =
            self.text[at..].chars().next().filter(|c| matches!(c, '>' | '|' | '@' | '%' | '`' | '*' | '&' | '!'))?;
        let mended = quoted_item(self.source, open, at)?;
        let message = format!("`{sign}` at the start of unquoted text is read as a sign of YAML's own, not as text");
        let message = if sign == '`' { message.replacen("```", "a backtick", 1) } else { message };
        let hint = format!("put the text between quotes:\n{mended}");
        let mistake = self.mistake(Code::NeedsQuotes, at..at + 1, message, hint);
        let end = line.range.end.max(self.end_of_brackets(at));
        Some(Mistake { mend: Some(Mend::Text(open..end)), ..mistake })
    }

    /// The end of the line on which a list or map in brackets closes that holds byte `at`; of the line of `at`, where it does not.
    fn end_of_brackets(&self, at: usize) -> usize {
        let end = Line::at(self.text, at).range.end;
        let mut from = at;
        let mut line = Line::at(self.text, at);
        loop {
            if self.text[from..line.range.end].contains([']', '}']) {
                return line.range.end;
            }
            match next_line(self.text, line.range.end) {
                Some(next) if next.key.is_none() && !next.is_item(self.text) => (from, line) = (next.first, next),
                _ => return end,
            }
        }
    }

    /// `[take pill #2, rest]`: the bracket is not closed because the end of the line, or of one below, is a comment.
    pub(super) fn comment_in_brackets(&self, open: usize, line: &Line) -> Option<Mistake> {
        let close = if self.text[open..].starts_with('[') { ']' } else { '}' };
        let mut line = line.clone();
        let hash = loop {
            let from = line.first.max(open);
            let typed = &self.text[from..line.range.end];
            if let Some(at) = comment_start(typed).filter(|at| typed[*at..].contains(close)) {
                break from + at;
            }
            let next = next_line(self.text, line.range.end)?;
            let is_inside = next.key.is_none() && !next.is_item(self.text) && next.indent() > 0;
            line = Some(next).filter(|_| is_inside)?;
        };
        let cut = &self.source.text[hash..line.range.end];
        let start =
            self.text[..hash].rfind([',', '[', '{']).map_or(open + 1, |at| at + 1).max(line.first.max(open + 1));
        let start = start + (self.text[start..hash].len() - self.text[start..hash].trim_start().len());
        let start = match self.text[start..hash].find(": ") {
            Some(colon) if close == '}' => start + colon + 2,
            _ => start,
        };
        let end = hash + self.text[hash..line.range.end].find([',', close]).unwrap_or(cut.len());
        let typed = &self.source.text;
        let item = quote(&typed[start..end]);
        let mended = format!("{}{item}{}", &typed[line.first..start], &typed[end..line.range.end]);
        let message = format!("`{cut}` is read as a comment and would not be printed");
        let hint = format!("put the text between quotes:\n{mended}");
        let mistake = self.mistake(Code::CommentInText, hash..line.range.end, message, hint);
        Some(Mistake { mend: Some(Mend::Text(open..line.range.end)), ..mistake })
    }

    /// `[rest {at home}, eat]`: a bracket inside of unquoted text; `open` is the bracket of the list, on `line`.
    pub(super) fn bracket_in_item(&self, open: usize, line: &Line) -> Option<Mistake> {
        if line.range.len() > LONGEST_SHOWN {
            return None;
        }
        let is_map = self.text[open..].starts_with('{');
        let mut at = open + 1;
        while at < line.range.end {
            at += self.text[at..line.range.end].len() - self.text[at..line.range.end].trim_start().len();
            if is_map {
                at += key_length(&self.text[at..line.range.end]).unwrap_or(0);
            }
            let rest = &self.text[at..line.range.end];
            let first = rest.chars().next()?;
            if matches!(first, '"' | '\'' | '[' | '{') {
                return None;
            }
            let stop = rest.find([',', '[', '{', ']', '}'])?;
            if rest[stop..].starts_with(['[', '{']) {
                let inner = at + stop;
                let behind = &self.text[inner..line.range.end];
                let close = inner + behind.find([']', '}'])? + 1;
                let end = close + self.text[close..line.range.end].find([',', ']', '}'])?;
                let typed = &self.source.text;
                let item = quote(typed[at..end].trim_end());
                let mended = format!("{}{item}{}", &typed[line.first..at], &typed[end..line.range.end]);
                let message =
                    "a bracket inside unquoted text in brackets is read as one of a list or a map, not as text";
                let hint = format!("put the text between quotes:\n{mended}");
                let mistake = self.mistake(Code::NeedsQuotes, inner..inner + 1, message, hint);
                return Some(Mistake { mend: Some(Mend::Text(open..line.range.end)), ..mistake });
            }
            at += stop + 1;
        }
        None
    }
}
