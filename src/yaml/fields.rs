//! Reads values from nodes, and tells what is missing, unknown or of another type.

use std::borrow::Cow;

use super::line::{LONGEST_SHOWN, Line};
use super::mistakes::{is_other_dash, item, mark, misplaced, quote_hint, quoted, spoken};
use super::similar::similar;
use super::{Entry, Node, Scalar, Style, Value};
use crate::diagnostics::{Code, Diagnostic, Notes, Span};

/// The keys of a map, taken one by one; what is left at the end is unknown.
pub struct Fields<'a> {
    /// The map's own place.
    pub span: &'a Span,
    entries: &'a [Entry],
    asked: Vec<&'static str>,
    /// Keys that may stand in many kinds of maps; they are named last.
    beside: Vec<&'static str>,
    /// Keys that must be there and are not, each with an example of its value.
    missing: Vec<(&'static str, Cow<'static, str>)>,
}

impl<'a> Fields<'a> {
    /// The keys of `node`, which should be `what`, such as "a section with `heading` and `body`".
    pub fn of(node: &'a Node, what: &str, notes: &mut Notes) -> Option<Fields<'a>> {
        match &node.value {
            Value::Map(entries) => {
                Some(Fields { span: &node.span, entries, asked: Vec::new(), beside: Vec::new(), missing: Vec::new() })
            }
            _ => {
                wrong_type(node, what, notes);
                None
            }
        }
    }

    /// The value of a key; `None` when it is not there or nothing stands after it.
    pub fn take(&mut self, key: &'static str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value).filter(|node| !matches!(node.value, Value::Missing))
    }

    /// The entry of a key, even when nothing stands after it.
    pub fn entry(&mut self, key: &'static str) -> Option<&'a Entry> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The entry of a key that may stand in many kinds of maps.
    pub fn entry_beside(&mut self, key: &'static str) -> Option<&'a Entry> {
        self.beside.push(key);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key that must be there; [`Fields::finish`] notes that it is not.
    pub fn require(&mut self, key: &'static str, example: impl Into<Cow<'static, str>>) -> Option<&'a Node> {
        let found = self.take(key);
        if found.is_none() {
            self.missing.push((key, example.into()));
        }
        found
    }

    /// Whether a key is there; does not make it a known one.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// All keys, in the order of the file, but for the clinic's own.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.entries.iter().filter(|entry| !entry.key.starts_with("x-"))
    }

    /// The place of the first key, which stands for the whole map.
    pub fn start(&self) -> Span {
        self.entries.first().map_or_else(|| self.span.clone(), |entry| entry.place.clone())
    }

    /// Notes every key that is missing, and every key that was not asked for, but for the clinic's own `x-` keys.
    pub fn finish(mut self, what: &str, notes: &mut Notes) {
        self.asked.append(&mut self.beside);
        for (index, entry) in self.entries.iter().enumerate().filter(|(_, entry)| !entry.key.starts_with("x-")) {
            if !self.asked.contains(&entry.key.as_str()) {
                let before = index.checked_sub(1).and_then(|before| self.entries.get(before));
                if before.is_some_and(|before| parts_number(before, entry)) {
                    continue;
                }
                if let Some(note) = before.and_then(|before| comma_in_value(before, entry)) {
                    notes.push(note);
                    continue;
                }
                let near = similar(&entry.key, self.asked.iter().copied());
                // A mistyped key is one mistake, not two.
                self.missing.retain(|(key, _)| Some(*key) != near);
                notes.push(unknown_key(entry, what, near, &self.asked));
            }
        }
        for (key, example) in &self.missing {
            notes.push(self.missing_key(key, example));
        }
    }

    fn missing_key(&self, key: &str, example: &str) -> Diagnostic {
        let line = if example.starts_with('\n') { format!("{key}:{example}") } else { format!("{key}: {example}") };
        match self.entries.iter().find(|entry| entry.key == key) {
            Some(entry) => Diagnostic::new(Code::MissingValue, format!("nothing stands after `{key}:`"))
                .at(entry.place.clone())
                .hint(comment_as_text(entry).unwrap_or_else(|| format!("write it as\n{line}"))),
            None => Diagnostic::new(Code::MissingKey, format!("`{key}` is missing"))
                .at(self.start())
                .hint(format!("add a line\n{line}")),
        }
    }
}

/// `title: # 3 tips`: what stands behind the key is a comment, and may be meant as its text.
fn comment_as_text(entry: &Entry) -> Option<String> {
    let source = &entry.place.source;
    let line = Line::of(source, entry.place.range.start);
    let comment = source.text[line.value..line.range.end].trim_end();
    let is_text = comment.starts_with('#') && comment.contains(char::is_alphanumeric) && comment.len() <= 400;
    is_text.then(|| {
        let quoted = super::quote(comment);
        format!(
            "a `#` begins a comment; if it is text, put it between quotes:\n{}{quoted}",
            &source.text[line.first..line.value]
        )
    })
}

/// `{phone: 555,0100}`: the comma inside the number is told where it stands.
fn parts_number(before: &Entry, entry: &Entry) -> bool {
    let between = before.value.span.range.end..entry.place.range.start;
    entry.place.source.text.get(between) == Some(",")
        && before.value.span.text().ends_with(char::is_numeric)
        && entry.key.starts_with(char::is_numeric)
}

/// `{hours: Mon, Wed}`: what stands behind a comma in the text of a value was read as a key of its own.
fn comma_in_value(before: &Entry, entry: &Entry) -> Option<Diagnostic> {
    let text = &entry.place.source.text;
    let (value, rest) = (&before.value.span.range, &entry.place.range);
    let between = text.get(value.end..rest.start)?.trim();
    let is_text = matches!(&before.value.value, Value::Scalar(scalar) if scalar.style == Style::Plain);
    if between != "," || !is_text || !matches!(entry.value.value, Value::Missing) {
        return None;
    }
    let line = Line::of(&entry.place.source, value.start);
    let message = format!("a comma ends a value between braces: `{}` is read as a key", entry.key);
    let advice = "put the text between quotes";
    let hint = match rest.end <= line.range.end && line.range.len() <= LONGEST_SHOWN {
        true => {
            let quoted = super::quote(&text[value.start..rest.end]);
            format!("{advice}:\n{}{quoted}{}", &text[line.first..value.start], &text[rest.end..line.range.end])
        }
        false => advice.to_owned(),
    };
    Some(Diagnostic::new(Code::UnknownKey, message).at(entry.place.clone()).hint(hint))
}

fn unknown_key(entry: &Entry, what: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let seen = entry.key.trim_matches(|c: char| !c.is_ascii_graphic());
    if let Some(odd) = entry.key.chars().find(|c| !c.is_ascii_graphic()).filter(|_| known.contains(&seen)) {
        let line = Line::of(&entry.place.source, entry.place.range.start);
        let text = &entry.place.source.text;
        let mended = format!(
            "{}{seen}{}",
            &text[line.first..entry.place.range.start.max(line.first)],
            text.get(entry.place.range.end..line.range.end).unwrap_or_default()
        );
        let message = format!("{} stands beside the key `{seen}`", spoken(odd));
        let advice = "write the key alone, with ordinary spaces";
        let hint = if line.range.len() > LONGEST_SHOWN { advice.to_owned() } else { format!("{advice}:\n{mended}") };
        return Diagnostic::new(Code::InvisibleCharacter, message).at(entry.place.clone()).hint(hint);
    }
    let message = format!("`{}` is not a key of {what}", entry.key);
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys of {what} are {}; a key of your own begins with `x-`", known.join(", ")),
    };
    Diagnostic::new(Code::UnknownKey, message).at(entry.place.clone()).hint(hint)
}

/// A text that is not blank.
pub fn scalar<'a>(node: &'a Node, what: &str, notes: &mut Notes) -> Option<&'a Scalar> {
    match &node.value {
        Value::Scalar(scalar) if scalar.text.trim().is_empty() => {
            let note = Diagnostic::new(Code::EmptyText, format!("{what} is empty")).at(node.span.clone());
            notes.push(note.hint("write its text, or remove it"));
            None
        }
        Value::Scalar(scalar) => Some(scalar),
        _ => {
            wrong_type(node, "text", notes);
            None
        }
    }
}

/// The items of a list that is not empty; `what` such as "a list of text".
pub fn list<'a>(node: &'a Node, what: &str, notes: &mut Notes) -> &'a [Node] {
    match &node.value {
        Value::Seq(items) => {
            if items.is_empty() {
                let note = Diagnostic::new(Code::EmptyList, "this list is empty").at(node.span.clone());
                notes.push(
                    note.hint("write its items, each on a line of its own with a dash before it, or remove its key"),
                );
            }
            items
        }
        _ => {
            wrong_type(node, what, notes);
            &[]
        }
    }
}

/// Notes that `node` is not `what`.
pub(crate) fn wrong_type(node: &Node, what: &str, notes: &mut Notes) {
    let text = &node.span.source.text;
    let line = Line::of(&node.span.source, node.span.range.start);
    let found = match &node.value {
        Value::Broken => return,
        Value::Missing => {
            let message = format!("nothing stands here; {what} is expected");
            let hint = match text[line.first..line.range.end].trim_end() {
                "-" => "write it behind the dash, or remove the dash",
                _ => "write it here",
            };
            notes.push(Diagnostic::new(Code::MissingValue, message).at(node.span.clone()).hint(hint));
            return;
        }
        Value::Scalar(_) => "text",
        Value::Seq(_) => "a list",
        Value::Map(_) => "a map",
    };
    if let Value::Map(entries) = &node.value
        && what == "text"
        && let Some(note) = colon_in_text(entries, &line)
    {
        notes.push(note);
        return;
    }
    if let Value::Scalar(scalar) = &node.value
        && what.starts_with("a list")
        && let Some(note) = other_dashes(scalar)
    {
        notes.push(note);
        return;
    }
    let message = format!("expected {what}, found {found}");
    let note = Diagnostic::new(Code::WrongType, message).at(first_line(node));
    notes.push(note.hint(other_type(node, what, &line)));
}

/// Whether a text begins like a key before a full-width colon.
fn has_wide_colon(text: &str) -> bool {
    let is_key = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    text.split_once('：').is_some_and(|(word, _)| is_key(word.trim_end()))
}

/// Keys of one word or date, in which no bracket is meant.
const SINGLE: [&str; 9] =
    ["created", "updated", "reviewed", "review_due", "original_updated", "until", "date", "language", "status"];

/// The advice to put what stands between brackets or braces between quotes, with the line as it should be.
pub(crate) fn between_quotes(node: &Node) -> String {
    quoted_node(node, &Line::of(&node.span.source, node.span.range.start))
}

/// How to write `what` where something else stands.
fn other_type(node: &Node, what: &str, line: &Line) -> String {
    match &node.value {
        Value::Seq(items)
            if what == "text"
                && let [Node { value: Value::Scalar(only), .. }] = items.as_slice()
                && line.key.as_ref().is_some_and(|key| SINGLE.contains(&&node.span.source.text[key.clone()]))
                && let Some(mended) = with_value(node, &only.text) =>
        {
            format!("write it without brackets:\n{mended}")
        }
        Value::Seq(_) | Value::Map(_) if what == "text" && node.span.text().starts_with(['[', '{']) => {
            quoted_node(node, line)
        }
        Value::Scalar(scalar) if what.starts_with("a map") && has_wide_colon(&scalar.text) => {
            "type the colon behind a key as `:`, with a space behind it; this one is of a Chinese or Japanese keyboard"
                .to_owned()
        }
        Value::Scalar(scalar) if what == "a list of cells" => as_cells(scalar, line),
        Value::Map(_) if what == "a list of cells" => {
            "a row is a list of cells between square brackets: `[one, two]`".to_owned()
        }
        Value::Scalar(scalar) if what.contains("`header`") && scalar.text.trim_start().starts_with('|') => {
            as_table(scalar)
        }
        Value::Scalar(scalar) if what.starts_with("a list") => as_list(scalar, line),
        Value::Map(entries) if what.starts_with("a list") => {
            in_square_brackets(node, entries).unwrap_or_else(|| first_dash(node))
        }
        Value::Seq(_) if what == "text" => "write text here, without dash and brackets".to_owned(),
        _ => format!("write {what} here"),
    }
}

/// `bullets: {a, b}`: a list in one line stands between square brackets.
fn in_square_brackets(node: &Node, entries: &[Entry]) -> Option<String> {
    if !entries.iter().all(|entry| matches!(entry.value.value, Value::Missing)) {
        return None;
    }
    let inner = node.span.text().strip_prefix('{')?.strip_suffix('}')?;
    let mended = with_value(node, &format!("[{inner}]"))?;
    Some(format!("a list in one line stands between square brackets:\n{mended}"))
}

/// The advice to put a list or map in brackets between quotes, where it is text.
fn quoted_node(node: &Node, line: &Line) -> String {
    let text = &node.span.source.text;
    match with_value(node, &super::quote(node.span.text())) {
        Some(mended) if line.value != node.span.range.start => format!("put the text between quotes:\n{mended}"),
        _ => quote_hint(text, line),
    }
}

/// The line on which a node stands, without its indentation, with `value` in its place; `None` for a node of several lines
/// and on a line too long to show.
pub(crate) fn with_value(node: &Node, value: &str) -> Option<String> {
    let text = &node.span.source.text;
    let range = &node.span.range;
    let line = Line::of(&node.span.source, range.start);
    (range.end <= line.range.end && line.range.len() <= LONGEST_SHOWN)
        .then(|| format!("{}{value}{}", &text[line.first..range.start], &text[range.end..line.range.end]))
}

/// A list whose items begin with another dash than the hyphen, with a bullet or with a number.
fn other_dashes(scalar: &Scalar) -> Option<Diagnostic> {
    let is_quoted = matches!(scalar.style, Style::Single | Style::Double);
    let first = scalar.text.lines().next().filter(|_| !is_quoted)?;
    let sign = match mark(first) {
        Some(length) => first[..length].trim_end(),
        None => first.chars().next().filter(|c| is_other_dash(*c)).map(|dash| &first[..dash.len_utf8()])?,
    };
    let start = scalar.span.range.start;
    let place = scalar.span.source.span(start..start + sign.len());
    let dash = sign.chars().next().filter(|c| is_other_dash(*c));
    let items = scalar.span.text().lines().map(|line| {
        let line = line.trim();
        let glued = || dash.filter(|dash| line.starts_with(*dash)).map(char::len_utf8);
        match mark(line).or_else(glued) {
            Some(length) => format!("- {}", item(line[length..].trim())),
            None => format!("  {line}"),
        }
    });
    let mended = items.collect::<Vec<_>>().join("\n");
    let advice = "type a hyphen and a space before each item";
    let hint = if mended.len() <= LONGEST_SHOWN { format!("{advice}:\n{mended}") } else { advice.to_owned() };
    Some(Diagnostic::new(Code::WrongDash, misplaced(sign)).at(place).hint(hint))
}

/// A table that is typed with lines in a block of text.
fn as_table(scalar: &Scalar) -> String {
    let rows = scalar.text.lines().filter(|line| line.contains(char::is_alphanumeric)).map(|line| {
        let cells = line.trim().trim_matches('|').split('|').map(|cell| super::quoted_if_needed(cell.trim(), true));
        format!("[{}]", cells.collect::<Vec<_>>().join(", "))
    });
    let rows: Vec<String> = rows.collect();
    let Some((header, rows)) = rows.split_first() else { return "a table has a `header` and `rows`".to_owned() };
    let rows: String = rows.iter().map(|row| format!("\n      - {row}")).collect();
    format!("a table has a `header` and `rows`:\n- table:\n    header: {header}\n    rows:{rows}")
}

/// A row of a table that is typed as text: `Food | Amount`.
fn as_cells(scalar: &Scalar, line: &Line) -> String {
    let text = &scalar.span.source.text;
    let typed = scalar.text.trim_matches(|c: char| c == '|' || c.is_whitespace());
    let part = if typed.contains('|') { '|' } else { ',' };
    let cells: Vec<String> = typed.split(part).map(|cell| super::quoted_if_needed(cell.trim(), true)).collect();
    let cells = format!("[{}]", cells.join(", "));
    if scalar.span.range.start != line.value || scalar.span.range.end > line.range.end {
        return format!("a row is a list of cells: {cells}");
    }
    format!("a row is a list of cells:\n{}{cells}", &text[line.first..line.value])
}

/// Notes that a map is text in which a colon should have stood between quotes, if it looks like that.
pub(crate) fn not_text(node: &Node, notes: &mut Notes) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let note = colon_in_text(entries, &Line::of(&node.span.source, node.span.range.start));
    let found = note.is_some();
    note.into_iter().for_each(|note| notes.push(note));
    found
}

/// `- Note: call us`: YAML made a map of what was meant as text.
fn colon_in_text(entries: &[Entry], line: &Line) -> Option<Diagnostic> {
    // A longer line is not shown anew, least of all once for each of the values on it.
    let [only] = entries else { return None };
    if line.range.len() > LONGEST_SHOWN {
        return None;
    }
    let text = &only.place.source.text;
    if let Some(note) = question(only, line) {
        return Some(note);
    }
    let one_line = !text.get(only.place.range.end..only.value.span.range.start)?.contains('\n');
    let is_text = match &only.value.value {
        Value::Scalar(scalar) => !scalar.style.is_block(),
        // A lead-in such as `- Tips include:`; a word of small letters is a key whose value is missing.
        Value::Missing => only.key.contains(|c: char| c.is_whitespace() || c.is_uppercase()),
        _ => false,
    };
    let starts = only.place.range.start;
    if !one_line || !is_text || text[line.range.start..starts].trim_end().ends_with('{') {
        return None;
    }
    let colon = text.get(only.place.range.end..)?.find(':')? + only.place.range.end;
    let end = only.value.span.range.end.max(colon + 1);
    let value = text.get(starts..end)?;
    let before = text.get(line.first..starts)?;
    // Between brackets, the other values go on behind it.
    let rest = if before.contains('[') { text.get(end..line.range.end)? } else { "" };
    let mended = match quoted(text, line).filter(|_| before.contains(['[', '{'])) {
        Some(quoted) => quoted.line,
        None => format!("{before}{}{rest}", super::quote(value)),
    };
    let hint = format!("put the text between quotes:\n{mended}");
    let message = "a colon in unquoted text: YAML reads what stands before it as a key";
    Some(Diagnostic::new(Code::ColonInText, message).at(only.place.source.span(colon..colon + 1)).hint(hint))
}

/// `- ? b`: the sign makes a key of the text.
fn question(only: &Entry, line: &Line) -> Option<Diagnostic> {
    let source = &only.place.source;
    let key = &only.place.range;
    let sign = source.text.get(line.range.start..key.start)?.trim_end().strip_suffix('?')?.len() + line.range.start;
    let message = "`?` at the start of unquoted text is read as a sign of YAML's own, not as text";
    let hint = match quoted(&source.text, line) {
        Some(quoted) => format!("put the text between quotes:\n{}", quoted.line),
        None => quote_hint(&source.text, line),
    };
    Some(Diagnostic::new(Code::NeedsQuotes, message).at(source.span(sign..sign + 1)).hint(hint))
}

/// The advice to make a list of a map that stands where one should: its lines with a dash before the first.
pub(crate) fn first_dash(node: &Node) -> String {
    let text = &node.span.source.text;
    let line = Line::of(&node.span.source, node.span.range.start);
    let indent = " ".repeat(line.indent());
    let typed = text[line.range.start..node.span.range.end].trim_end();
    let short = line.first == node.span.range.start && typed.len() <= 1_000;
    let advice = "put a dash and a space before its first line, and indent the others as deep";
    if !short || text[line.first..].starts_with('{') {
        return advice.to_owned();
    }
    let own = |line: &str| line.strip_prefix(&indent).unwrap_or(line.trim_start()).to_owned();
    let mended: Vec<String> = typed.lines().map(own).collect();
    format!("{advice}:\n{indent}- {}", mended.join(&format!("\n{indent}  ")))
}

fn as_list(scalar: &Scalar, line: &Line) -> String {
    let text = &scalar.span.source.text;
    let typed = scalar.span.text();
    if typed.contains('\n') || typed.len() > 200 || line.value != scalar.span.range.start {
        return "put a dash and a space before each item".to_owned();
    }
    let key = text[line.first..line.value].trim_end();
    let indent = " ".repeat(line.key.as_ref().map_or(0, |key| key.start - line.first) + 2);
    format!("write it as a list:\n{key}\n{indent}- {typed}")
}

/// The part of a node that stands on its first line.
fn first_line(node: &Node) -> Span {
    let line = node.span.source.line_range(node.span.range.start);
    node.span.source.span(node.span.range.start..node.span.range.end.min(line.end).max(node.span.range.start))
}

/// One of a few words.
pub fn choice<T: Copy>(node: &Node, what: &str, words: &[(&str, T)], notes: &mut Notes) -> Option<T> {
    let scalar = scalar(node, what, notes)?;
    let found = words.iter().find(|(word, _)| *word == scalar.text.trim());
    if found.is_none() {
        let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let hint = match similar(scalar.text.trim(), words.iter().map(|(word, _)| *word)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("{what} is one of {}", all.join(", ")),
        };
        let message = format!("`{}` is not known as {what}", scalar.text.trim());
        notes.push(Diagnostic::new(Code::UnknownValue, message).at(first_line(node)).hint(hint));
    }
    found.map(|(_, value)| *value)
}
