//! Makes a tree of nodes of the parser's events, and notes what YAML would drop or join in silence.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as Mark, options};

use super::align::align;
use super::input::LineInput;
use super::line::{LONGEST_SHOWN, Line, next_line, previous_line, quote};
use super::{DEPTH_LIMIT, Entry, MEND_LIMIT, NODE_LIMIT, Node, Scalar, Style, Value};
use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};

/// What came of one reading.
pub(super) struct Attempt {
    pub root: Option<Node>,
    pub notes: Notes,
    pub error: Option<ScanError>,
}

/// Builds the tree of `text`: the source's own, but for harmless bytes in the `mended` places, whose values are broken.
pub(super) fn build(source: &Arc<Source>, text: &str, mended: &[Range<usize>]) -> Attempt {
    let options = options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
    };
    let mut tree =
        Tree { source, mended, open: Vec::new(), root: None, nodes: 0, parted: Vec::new(), notes: Notes::default() };
    let mut error = None;
    for event in Parser::with_options(LineInput::new(text), options) {
        match event {
            Ok((event, mark)) => {
                if tree.take(event, mark).is_err() {
                    tree.root = None;
                    break;
                }
            }
            Err(wrong) => {
                error = Some(wrong);
                break;
            }
        }
    }
    Attempt { root: tree.root, notes: tree.notes, error }
}

/// Reading on would tell nothing more.
struct Stop;

/// A list or map whose end was not yet seen.
enum Open {
    Seq(usize, Vec<Node>),
    Map { start: usize, entries: Vec<Entry>, seen: Seen, key: Option<Node> },
}

/// The keys of a map with very many entries; those of others are found among the entries.
type Seen = HashMap<String, usize>;

/// Entries of a map from which on its keys are looked up.
const MANY_ENTRIES: usize = 16;

struct Tree<'a> {
    source: &'a Arc<Source>,
    mended: &'a [Range<usize>],
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    /// Where the lists and maps begin in which a comma inside a number was looked at.
    parted: Vec<usize>,
    notes: Notes,
}

impl Tree<'_> {
    fn take(&mut self, event: Event, mark: Mark) -> Result<(), Stop> {
        // Where a control character was read as spaces, the parser may stop inside of it.
        let range = mark.byte_range().unwrap_or_default();
        let whole = |at| self.source.text.ceil_char_boundary(at);
        let range = whole(range.start)..whole(range.end);
        if let Some(tag) = mark.tag_span().and_then(|tag| tag.byte_range()) {
            self.needs_quotes(tag, "`!` at the start of unquoted text is read as a YAML tag and not printed");
        }
        match event {
            Event::Scalar(decoded, style, _, tag) => {
                let node = self.scalar(range, style, &decoded, tag.is_some());
                self.add(node)?;
            }
            Event::SequenceStart(..) => self.open.push(Open::Seq(range.start, Vec::new())),
            Event::MappingStart(..) => {
                self.open.push(Open::Map { start: range.start, entries: Vec::new(), seen: Seen::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range)?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.needs_quotes(
                    range.clone(),
                    "`*` at the start of unquoted text is read as a YAML alias and not printed",
                );
                self.add(self.node(range, Value::Broken))?;
            }
            Event::Anchor(..) => self.anchor(range),
            Event::DocumentStart(..) => self.document(range)?,
            _ => {}
        }
        Ok(())
    }

    /// An anchor; the value that it stands before was added already.
    fn anchor(&mut self, range: Range<usize>) {
        let last = match self.open.last_mut() {
            Some(Open::Seq(_, items)) => items.last_mut(),
            Some(Open::Map { entries, .. }) => entries.last_mut().map(|entry| &mut entry.value),
            None => None,
        };
        if let Some(last) = last.filter(|last| matches!(last.value, Value::Missing)) {
            last.value = Value::Broken;
        }
        let message = "`&` at the start of unquoted text is read as a YAML anchor and not printed";
        let line = Line::of(self.source, range.start);
        match super::mistakes::without_anchor(&self.source.text, &line, &range) {
            Some(line) => {
                let hint = format!("delete it: what stands below is no text\n{line}");
                self.notes.push(Diagnostic::new(Code::NeedsQuotes, message).at(self.source.span(range)).hint(hint));
            }
            None => self.needs_quotes(range, message),
        }
    }

    fn node(&self, range: Range<usize>, value: Value) -> Node {
        Node { span: self.source.span(range), value }
    }

    fn needs_quotes(&mut self, range: Range<usize>, message: &str) {
        let line = Line::of(self.source, range.start);
        if let Some(note) = super::mistakes::marked_key(self.source, &line) {
            return self.notes.push(note);
        }
        let open = self.open.last().map(|open| match open {
            Open::Seq(start, _) | Open::Map { start, .. } => *start,
        });
        let open = open.filter(|open| self.source.text[*open..].starts_with(['[', '{']));
        let hint = match open.and_then(|open| super::mistakes::quoted_item(self.source, open, range.start)) {
            Some(line) => format!("put the text between quotes:\n{line}"),
            None => super::mistakes::quote_hint(&self.source.text, &line),
        };
        self.notes.push(Diagnostic::new(Code::NeedsQuotes, message).at(self.source.span(range)).hint(hint));
    }

    fn scalar(&mut self, range: Range<usize>, style: ScalarStyle, decoded: &str, tagged: bool) -> Node {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Block,
            ScalarStyle::Folded => Style::Folded,
        };
        if self.mended.iter().any(|mended| mended.start < range.end && range.start < mended.end) || tagged {
            return self.node(range, Value::Broken);
        }
        if style == Style::Plain && range.is_empty() {
            self.note_lost(range.start);
            return self.node(range, Value::Missing);
        }
        if style.is_block() && decoded.trim().is_empty() && self.note_empty_block(range.start) {
            return self.node(range, Value::Broken);
        }
        if style == Style::Plain {
            self.note_comment(range.clone());
            self.note_comment_below(range.clone());
            self.note_parted_number(range.clone());
            if self.note_swallowed(range.clone()) {
                return self.node(range, Value::Broken);
            }
            self.note_dash(range.start);
        }
        if style.is_block() {
            self.note_comment_below_block(range.clone());
        } else {
            self.note_comment_above(range.start);
        }
        if matches!(style, Style::Single | Style::Double) {
            self.note_comment_behind_quotes(range.clone(), decoded);
        }
        if style == Style::Double {
            self.notes.extend(super::mistakes::lost_letters(self.source, range.clone()));
        }
        let places = align(self.source, range.clone(), style, decoded);
        let span = self.source.span(range);
        Node { span: span.clone(), value: Value::Scalar(Scalar { text: decoded.to_owned(), style, span, places }) }
    }

    /// `color: #0b5c7a` and `- #1 reason`: the whole value is a comment. With a space after `#` it may be meant as one.
    fn note_lost(&mut self, at: usize) {
        let line = Line::of(self.source, at);
        let value = &self.source.text[line.value..line.range.end];
        let Some(comment) = value.strip_prefix('#').filter(|rest| rest.contains(char::is_alphanumeric)) else { return };
        let note = super::mistakes::comment(self.source, line.value);
        match comment.starts_with(|c: char| c.is_whitespace() || c == '#') {
            true => self.notes.push(note.as_warning()),
            false => self.notes.push(note),
        }
    }

    /// A comment right after unquoted text, such as `take pill #2`, is text that would be lost in silence.
    fn note_comment(&mut self, range: Range<usize>) {
        let comment = self.source.text[range.end..].trim_start_matches([' ', '\t']);
        if comment.starts_with('#') {
            let at = self.source.text.len() - comment.len();
            self.notes.push(super::mistakes::comment(self.source, at));
        }
    }

    /// `- #2 text that goes on` above the line on which the text is read to begin.
    fn note_comment_above(&mut self, start: usize) {
        let text = &self.source.text;
        let begins_line = text[..start].trim_end_matches([' ', '\t']).ends_with('\n');
        if !begins_line {
            return;
        }
        let mut line = previous_line(text, self.source.line_range(start).start);
        while let Some(between) = line.as_ref().filter(|line| line.is_blank(text)) {
            line = previous_line(text, between.range.start);
        }
        let Some(above) = line else { return };
        let value = &text[above.value..above.range.end];
        let is_head = above.value > above.first && value.starts_with('#');
        if is_head && value[1..].starts_with(|c: char| !c.is_whitespace() && c != '#') {
            self.notes.push(super::mistakes::comment(self.source, above.value));
        }
    }

    /// `- "text" #2 at night`: what stands behind the quotes is more likely text than a comment.
    fn note_comment_behind_quotes(&mut self, range: Range<usize>, decoded: &str) {
        let text = &self.source.text;
        let behind = text[range.end..].trim_start_matches([' ', '\t']);
        let is_lost =
            behind.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && c != '#'));
        if !is_lost {
            return;
        }
        let line = Line::of(self.source, range.start);
        let at = text.len() - behind.len();
        let mut note = super::mistakes::comment(self.source, at);
        let is_whole = line.value == range.start && line.range.end > at && line.range.len() <= LONGEST_SHOWN;
        note.hint = Some(match is_whole {
            true => {
                let whole = quote(&format!("{decoded} {}", text[at..line.range.end].trim_end()));
                format!("if it is text, put it inside of the quotes:\n{}{whole}", &text[line.first..line.value])
            }
            false => "if it is text, put it inside of the quotes; a comment has a space behind its `#`".to_owned(),
        });
        self.notes.push(note);
    }

    /// A line that goes on with the text above it, but begins with `#` and would be lost as a comment.
    fn note_comment_below(&mut self, range: Range<usize>) {
        let text = &self.source.text;
        let rest = text[range.end..].trim_start_matches([' ', '\t', '\r']);
        if !rest.strip_prefix('\n').is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('#')) {
            return;
        }
        let typed = text.get(range.clone()).unwrap_or_default().trim_end();
        let last = Line::of(self.source, range.start + typed.len());
        let goes_on = text[range.start + typed.len()..last.range.end].trim().is_empty();
        let Some(next) = next_line(text, last.range.end).filter(|_| goes_on && !typed.is_empty()) else { return };
        if next.is_lost_text(text) && next.indent() >= Line::of(self.source, range.start).inside(text) {
            self.notes.push(super::mistakes::comment(self.source, next.first));
        }
    }

    /// The same below a block of text, where the line is not as deep as the text.
    fn note_comment_below_block(&mut self, range: Range<usize>) {
        let text = &self.source.text;
        let last = Line::of(self.source, text[..range.end].trim_end().len());
        let mut head = Line::of(self.source, range.start);
        if !text[head.value..head.range.end].starts_with(['|', '>']) {
            head = Line::of(self.source, text[..head.range.start].trim_end().len());
        }
        let Some(next) = next_line(text, last.range.end) else { return };
        if next.is_lost_text(text) && next.indent() >= head.inside(text) {
            self.notes.push(super::mistakes::comment(self.source, next.first));
        }
    }

    /// `[A, 1,500 mg]`: the comma of a number ends an item. One of a list is told, with a cure for all on its line.
    fn note_parted_number(&mut self, range: Range<usize>) {
        let Some(Open::Seq(start, _) | Open::Map { start, .. }) = self.open.last() else { return };
        let start = *start;
        if self.parted.last() == Some(&start) || self.parted.len() > MEND_LIMIT {
            return;
        }
        if let Some(note) = super::mistakes::parted_number(self.source, range) {
            self.parted.push(start);
            let is_list = matches!(self.open.last(), Some(Open::Seq(..)));
            if !is_list || !super::mistakes::is_bare(&self.source.text, start) {
                self.notes.push(note);
            }
        }
    }

    /// `- >5` and `- |2`: the head of a block of text under which nothing stands.
    fn note_empty_block(&mut self, at: usize) -> bool {
        let text = &self.source.text;
        let line = Line::of(self.source, text[..at].trim_end().len());
        let head = text[line.value..line.range.end].trim();
        if head.len() < 2 || !head.starts_with(['|', '>']) {
            return false;
        }
        let message = format!("`{head}` is read as the start of a block of text, and not printed");
        let place = line.value..line.value + head.len();
        self.needs_quotes(place, &message);
        true
    }

    /// `-Text` alone on a line: an item whose dash has no space after it.
    fn note_dash(&mut self, at: usize) {
        if !self.source.text[at..].starts_with('-') {
            return;
        }
        let line = Line::of(self.source, at);
        let item = self.source.text[line.first..line.range.end].strip_prefix('-').filter(|_| line.first == at);
        if let Some(item) = item.filter(|item| item.starts_with(char::is_alphabetic)) {
            let hint = format!("write the line as\n- {item}");
            let note = Diagnostic::new(Code::MissingSpace, "a dash needs a space after it").hint(hint);
            self.notes.push(note.at(self.source.span(at..at + 1)));
        }
    }

    /// A dash that begins a line inside a text: an item indented too deep, read as more of the text above it. A line as
    /// deep as a line of text right above it is text that goes on.
    fn note_swallowed(&mut self, range: Range<usize>) -> bool {
        let text = &self.source.text;
        // Most texts stand on one line.
        if !text.as_bytes()[range.clone()].contains(&b'\n') {
            return false;
        }
        // No other text on this line ends on another one, so that no line is looked at for each text that it holds.
        let start = Line::at(text, range.start);
        let mut above = start.clone();
        while let Some(next) = next_line(text, above.range.end).filter(|next| next.first < range.end) {
            let is_first = above.range == start.range;
            let is_list = !start.is_item(text) && start.key.is_none() && next.indent() == start.indent();
            if next.is_item(text) && (is_first || is_list || next.indent() != above.indent()) {
                self.notes.push(super::mistakes::swallowed(self.source, &start, &next, range.end));
                return true;
            }
            above = next;
        }
        false
    }

    fn add(&mut self, node: Node) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > NODE_LIMIT || self.open.len() > DEPTH_LIMIT {
            let message = "this file holds more, or deeper, lists than any article needs";
            self.notes.push(Diagnostic::new(Code::TooDeep, message).at(node.span).hint("make several articles of it"));
            return Err(Stop);
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Seq(_, items)) => items.push(node),
            Some(Open::Map { key: key @ None, .. }) => *key = Some(node),
            Some(Open::Map { entries, seen, key, .. }) => {
                if let Some(key) = key.take() {
                    enter(entries, seen, key, node, &mut self.notes);
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, end: Range<usize>) -> Result<(), Stop> {
        // A block has no closing bracket: it ends with its last value.
        let flow = !end.is_empty();
        let (start, last, value) = match self.open.pop() {
            Some(Open::Seq(start, items)) => (start, items.last().map(|node| node.span.range.end), Value::Seq(items)),
            // Nothing but what was told as no key.
            Some(Open::Map { start, entries, .. }) if entries.is_empty() && !flow => (start, None, Value::Broken),
            Some(Open::Map { start, entries, .. }) => {
                (start, entries.last().map(|entry| entry.value.span.range.end), Value::Map(entries))
            }
            None => return Ok(()),
        };
        let end = if flow { end.end } else { last.unwrap_or(start) };
        self.add(self.node(start..end, value))
    }

    fn document(&mut self, range: Range<usize>) -> Result<(), Stop> {
        if self.root.is_none() {
            return Ok(());
        }
        let message = "a line of three dashes or dots ends the article, and a second one begins in this file";
        let hint = "one file is one article: remove the line, or move what follows it to a file of its own";
        self.notes.push(Diagnostic::new(Code::SeveralDocuments, message).at(self.source.span(range)).hint(hint));
        Err(Stop)
    }
}

/// Puts a key and its value into a map, if it is a key and stands there for the first time.
fn enter(entries: &mut Vec<Entry>, seen: &mut Seen, key: Node, value: Node, notes: &mut Notes) {
    let Value::Scalar(scalar) = key.value else {
        if matches!(key.value, Value::Missing) {
            let line = Line::of(&key.span.source, key.span.range.start);
            let message = "`:` at the start of unquoted text is read as the end of a key, not as text";
            let hint = super::mistakes::quote_hint(&key.span.source.text, &line);
            notes.push(Diagnostic::new(Code::NeedsQuotes, message).at(key.span).hint(hint));
        } else if !matches!(key.value, Value::Broken) {
            let message = "a key must be a single word, such as `title`";
            notes.push(
                Diagnostic::new(Code::BadKey, message)
                    .at(key.span)
                    .hint("put text that begins with a bracket between quotes"),
            );
        }
        return;
    };
    if scalar.text == "<<" {
        let message = "merge keys (`<<`) are not understood here";
        notes.push(Diagnostic::new(Code::MergeKey, message).at(key.span).hint("write the lines out in full"));
        return;
    }
    if let Some(first) = position(entries, seen, &scalar.text).and_then(|at| entries.get(at)) {
        notes.push(duplicate(&scalar.text, &first.place, key.span));
        return;
    }
    entries.push(Entry { key: scalar.text, place: key.span, value });
}

/// Where a key stands among the entries of a map, all of which have other keys.
fn position(entries: &[Entry], seen: &mut Seen, key: &str) -> Option<usize> {
    if entries.len() < MANY_ENTRIES {
        return entries.iter().position(|entry| entry.key == key);
    }
    for (at, entry) in entries.iter().enumerate().skip(seen.len()) {
        seen.insert(entry.key.clone(), at);
    }
    seen.get(key).copied()
}

fn duplicate(key: &str, first: &Span, second: Span) -> Diagnostic {
    let message = format!("`{key}` stands here a second time; the first is on line {}", first.line_number());
    Diagnostic::new(Code::DuplicateKey, message).at(second).hint("keep one of the two")
}
