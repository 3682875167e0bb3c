//! Mistakes that a line shows by itself or by the lines above it: tabs, signs, colons, dashes, indentation.

use std::ops::Range;

use super::brackets::{closed_too_often, is_sound};
use super::comments::quoted_length;
use super::{Mend, Mistake, Scene, comment};
use crate::diagnostics::Code;
use crate::yaml::keys::{BLOCKS, KEYS};
use crate::yaml::line::{Line, next_line, previous_line, quote, quoted_if_needed};

impl Scene<'_> {
    /// A tab in the indentation of this line or of the next.
    pub(super) fn tab(&self) -> Option<Mistake> {
        let here = self.line();
        let next = next_line(self.text, here.range.end);
        let line = [Some(here), next]
            .into_iter()
            .flatten()
            .find(|line| self.text[line.range.start..line.first].contains('\t'))?;
        let at = line.range.start + self.text[line.range.start..line.first].find('\t')?;
        let mended = format!("{}{}", self.untabbed(&line), &self.source.text[line.first..line.range.end]);
        let hint = format!("indent with spaces, two for each step:\n{mended}");
        Some(self.mistake(
            Code::TabIndentation,
            at..at + 1,
            "this line is indented with a tab; YAML wants spaces",
            hint,
        ))
    }

    /// The line's indentation in spaces: as many for a tab as bring it beside a line above it, else two.
    fn untabbed(&self, line: &Line) -> String {
        let typed = &self.text[line.range.start..line.first];
        let width = |tab: usize| typed.chars().map(|c| if c == '\t' { tab } else { 1 }).sum::<usize>();
        let beside = |indent: &usize| self.sibling(line, *indent, line.is_item(self.text)) == Some(*indent);
        let widths = [2, 4, 8].map(width);
        " ".repeat(widths.into_iter().find(beside).unwrap_or(width(2)))
    }

    /// What the line itself shows to be wrong.
    pub(super) fn by_line(&self) -> Mistake {
        let line = self.line();
        if self.text[line.range.start..line.first].contains('\t')
            && let Some(mistake) = self.tab()
        {
            return mistake;
        }
        self.special_item()
            .or_else(|| self.comment_between(&line))
            .or_else(|| self.other_mark(&line))
            .or_else(|| self.other_sign(&line))
            .or_else(|| self.lone_key_above(&line))
            .or_else(|| self.special_start(&line))
            .or_else(|| self.list_behind_key(&line))
            .or_else(|| self.colon(&line))
            .or_else(|| self.comment_on(&line))
            .or_else(|| self.missing_space(&line))
            .or_else(|| self.missing_colon(&line))
            .or_else(|| self.above(&line))
            .or_else(|| self.indentation(&line))
            .or_else(|| self.stray(&line))
            .or_else(|| self.open_bracket().map(|_| self.bracket()))
            .unwrap_or_else(|| self.not_understood(&line))
    }

    /// Unquoted text that begins with a sign YAML keeps for itself.
    pub(super) fn special_start(&self, line: &Line) -> Option<Mistake> {
        let rest = &self.text[line.value..line.range.end];
        let first = rest.chars().next()?;
        if first == '*' && rest[1..].starts_with(' ') && line.value == line.first {
            let message = "a star (*) stands here; a list item begins with a hyphen (-)";
            let hint = format!("type a hyphen:\n{}- {}", " ".repeat(line.indent()), rest[1..].trim_start());
            return Some(self.mistake(Code::WrongDash, line.first..line.first + 1, message, hint));
        }
        if first == '|'
            && let Some(mistake) = self.typed_table(line)
        {
            return Some(mistake);
        }
        if let Some(mistake) = self.quotes_in_brackets(line).or_else(|| self.closing_bracket(line)) {
            return Some(mistake);
        }
        // What is wrong is not the brackets.
        if is_sound(rest) {
            return None;
        }
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
        let sign = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
        let message = format!("{sign} at the start of unquoted text is read as {read_as}, not as text");
        Some(self.quotes_missing(Code::NeedsQuotes, line.value..line.value + first.len_utf8(), message, line))
    }

    /// `[a, b]]`: a bracket that closes nothing.
    fn closing_bracket(&self, line: &Line) -> Option<Mistake> {
        let value = &self.text[line.value..line.range.end];
        let (whole, at) = closed_too_often(value)?;
        let at = line.value + at;
        let message = "this bracket closes nothing: none is open";
        let hint = format!("delete it:\n{}{whole}", &self.text[line.first..line.value]);
        let mistake = self.mistake(Code::YamlSyntax, at..at + 1, message, hint);
        Some(Mistake { mend: Some(Mend::Text(line.value..line.range.end)), ..mistake })
    }

    /// `body: - text`: a list that begins behind its key.
    fn list_behind_key(&self, line: &Line) -> Option<Mistake> {
        let (key, value) = match line.key.clone() {
            Some(key) => (key, line.value),
            None => self.quoted_key(line)?,
        };
        let item = self.text[value..line.range.end].strip_prefix("- ")?;
        let indent = " ".repeat(key.start - line.range.start);
        let message = "a list begins on the line below its key";
        let head = &self.text[line.range.start..key.end];
        let hint = format!("write it as\n{head}:\n{indent}  - {}", item.trim());
        let mistake = self.mistake(Code::Indentation, value..value + 1, message, hint);
        Some(Mistake { mend: Some(Mend::Text(value..line.range.end)), ..mistake })
    }

    /// `"body": …`: a key between quotes, and where its value begins.
    fn quoted_key(&self, line: &Line) -> Option<(Range<usize>, usize)> {
        let rest = &self.text[line.value..line.range.end];
        let length = rest.starts_with(['"', '\'']).then(|| quoted_length(rest))??;
        let value = rest[length..].strip_prefix(": ")?.trim_start();
        Some((line.value..line.value + length, line.range.end - value.len()))
    }

    /// A colon and a space in unquoted text.
    pub(super) fn colon(&self, line: &Line) -> Option<Mistake> {
        let rest = &self.text[line.value..line.range.end];
        let at = line.value + rest.find(": ").or_else(|| rest.ends_with(':').then(|| rest.len() - 1))?;
        if rest.starts_with(['"', '\'']) || is_sound(rest) {
            return None;
        }
        if let Some(mistake) = self.capital_key(line) {
            return Some(mistake);
        }
        // `-number: {value: 5, label: tablets}`
        let key = line.key.clone().and_then(|key| self.text[key].strip_prefix('-'));
        if key.is_some_and(|key| BLOCKS.contains(&key)) {
            return self.missing_space(line);
        }
        let message = "a colon in unquoted text: YAML reads what stands before it as a key";
        Some(self.quotes_missing(Code::ColonInText, at..at + 1, message, line))
    }

    /// `Title: Asthma: your plan`: a key with a capital letter, whose value has a colon of its own.
    fn capital_key(&self, line: &Line) -> Option<Mistake> {
        let rest = &self.text[line.value..line.range.end];
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))?;
        let after = rest[length..].strip_prefix(": ")?;
        if !rest[..length].contains(|c: char| c.is_ascii_uppercase()) || !self.is_key_place(line) {
            return None;
        }
        let at = after.find(": ").or_else(|| after.ends_with(':').then(|| after.len() - 1))?;
        let value = line.value + length + 2;
        let typed = &self.source.text;
        let key = rest[..length].to_ascii_lowercase();
        let quoted = quote(typed[value..line.range.end].trim());
        let message = "a colon in unquoted text, behind a key with a capital letter";
        let hint = format!(
            "keys are written in small letters, and the text between quotes:\n{}{key}: {quoted}",
            &typed[line.first..line.value]
        );
        let mistake = self.mistake(Code::ColonInText, value + at..value + at + 1, message, hint);
        let key = line.value..line.value + length;
        Some(Mistake { mend: Some(Mend::Value { key, value: value..line.range.end }), ..mistake })
    }

    /// Whether a key must stand where the value of a line begins: nothing else can, or one stands right above or below.
    pub(super) fn is_key_place(&self, line: &Line) -> bool {
        let column = line.value - line.range.start;
        let beside = |other: Option<Line>| {
            other.is_some_and(|other| other.key.as_ref().is_some_and(|key| key.start - other.range.start == column))
        };
        column == 0
            || beside(next_line(self.text, line.range.end))
            || (line.value == line.first && beside(previous_line(self.text, line.range.start)))
    }

    /// `| Medicine | Dose |` under `table:`, line by line.
    fn typed_table(&self, line: &Line) -> Option<Mistake> {
        let typed = &self.source.text;
        let is_row = |line: &Line| {
            let row = typed[line.first..line.range.end].trim_end();
            row.len() > 2 && row.starts_with('|') && row.ends_with('|')
        };
        let mut rows = Vec::new();
        let mut next = Some(line.clone());
        let mut end = line.range.end;
        while let Some(row) = next.filter(|line| is_row(line)) {
            let cells = typed[row.first..row.range.end].trim_end().trim_matches('|');
            if cells.contains(|c: char| c.is_alphanumeric()) {
                let cells = cells.split('|').map(|cell| quoted_if_needed(cell.trim(), true));
                rows.push(format!("[{}]", cells.collect::<Vec<_>>().join(", ")));
            }
            end = row.range.end;
            next = next_line(typed, end);
        }
        let (header, rows) = rows.split_first()?;
        let indent = " ".repeat(line.indent());
        let rows: String = rows.iter().map(|row| format!("\n{indent}  - {row}")).collect();
        let message = "a table is not typed with lines; it has a `header` and `rows`";
        let hint = format!("write it as\n{indent}header: {header}\n{indent}rows:{rows}");
        let mistake = self.mistake(Code::NeedsQuotes, line.first..line.first + 1, message, hint);
        Some(Mistake { mend: Some(Mend::Text(line.first..end)), ..mistake })
    }

    pub(super) fn comment_on(&self, line: &Line) -> Option<Mistake> {
        let at = line.value + self.text[line.value..line.range.end].find(" #")? + 1;
        let start = Line::at(self.text, at).text_start(self.text);
        let mend = Some(Mend::Text(start.value..start.text_end(self.text)));
        Some(Mistake { diagnostic: comment(self.source, at), mend })
    }

    /// `-item` and `key:value`.
    pub(super) fn missing_space(&self, line: &Line) -> Option<Mistake> {
        let text = &self.text[line.first..line.range.end];
        if let Some(rest) = text.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| !c.is_whitespace())) {
            let hint = format!("write the line as\n- {rest}");
            return Some(self.mistake(
                Code::MissingSpace,
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
            .then(|| self.mistake(Code::MissingSpace, at..at + 1, "a key's colon needs a space after it", hint))
    }

    /// The line above is a key without its colon, and was read as text that this line goes on with.
    pub(super) fn above(&self, line: &Line) -> Option<Mistake> {
        let above = previous_line(self.text, line.range.start).filter(|above| above.indent() == line.indent())?;
        if line.key.is_none() || above.key.is_some() || above.is_item(self.text) || above.is_blank(self.text) {
            return None;
        }
        self.other_sign(&above).or_else(|| self.missing_space(&above)).or_else(|| self.key_without_colon(&above))
    }

    /// `- heading:One` above `  body: …`: the key of the item has no space behind its colon, or another colon.
    pub(super) fn item_above(&self, line: &Line) -> Option<Mistake> {
        let above = previous_line(self.text, line.range.start).filter(|above| above.is_item(self.text))?;
        let text = &self.text[above.value..above.range.end];
        let word = text.split([':', '：']).next().unwrap_or_default();
        let is_key = word.len() < text.trim_end().len() && (KEYS.contains(&word) || BLOCKS.contains(&word));
        if line.key.is_none() || above.key.is_some() || !is_key || above.value - above.range.start != line.indent() {
            return None;
        }
        self.missing_space(&above).or_else(|| self.key_without_colon(&above))
    }

    /// `body` above an indented list.
    pub(super) fn missing_colon(&self, line: &Line) -> Option<Mistake> {
        let below = next_line(self.text, line.range.end)?;
        let alone = !self.text[line.value..line.range.end].trim_end().contains(' ');
        let opens = below.indent() > line.indent() && (below.is_item(self.text) || below.key.is_some());
        (alone && opens).then(|| self.key_without_colon(line)).flatten()
    }

    /// `title Cramps`, on a line that should have been a key.
    pub(super) fn key_without_colon(&self, line: &Line) -> Option<Mistake> {
        let text = self.text[line.value..line.range.end].trim_end();
        // `：` is the colon of Chinese and Japanese keyboards.
        let (word, rest) = text.split_once('：').or_else(|| text.split_once(' ')).unwrap_or((text, ""));
        let is_key = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if line.key.is_some() || !is_key {
            return None;
        }
        let end = line.value + word.len();
        let mended = format!("{}{word}: {}", &self.text[line.first..line.value], rest.trim_start());
        let hint = format!("write the line as\n{}", mended.trim_end());
        Some(self.mistake(Code::MissingColon, line.value..end, "a key needs a colon behind it", hint))
    }

    /// Whether a line begins with a word that is a key of the files this tool reads, or with one before a full-width colon.
    pub(super) fn begins_with_key(&self, line: &Line) -> bool {
        let text = &self.text[line.value..line.range.end];
        text.contains('：') || KEYS.contains(&text.split(' ').next().unwrap_or_default())
    }

    pub(super) fn not_understood(&self, line: &Line) -> Mistake {
        let at = self.byte.clamp(line.first, line.range.end.max(line.first));
        let message = "this line is neither `key: value` nor a list item `- text`, and continues no text above it";
        let hint = "give it a key or a dash, or indent it deeper than the line that its text belongs to";
        self.mistake(Code::YamlSyntax, at..(at + 1).min(line.range.end.max(at)), message, hint.to_owned())
    }
}
