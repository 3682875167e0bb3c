//! Bodies and their blocks, each read with its mistakes.

use std::cell::Cell;

use super::blanks::Blanks;
use super::excuse::Excuses;
use super::included::Included;
use super::typed::Typed;
use super::{Block, Callout, CalloutKind, Context};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::language::Language;
use crate::prose::{self, ReferenceIds, Text};
use crate::yaml::{self, BLOCKS, Entry, Fields, Node, Value, list, not_text, scalar, wrong_type};

const BLOCK: &str = "text or a list of blocks";

/// What blocks are read against.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub context: &'a Context<'a>,
    /// The article's language.
    pub language: &'a Language,
    /// Ids of the references.
    pub references: &'a ReferenceIds,
    /// The folder, from the content root, of the file that is read.
    pub folder: &'a str,
    /// Inside a callout, where no other may stand.
    pub boxed: bool,
    /// Inside a cell of a table, where an item of a list holds text and lists alone.
    pub celled: bool,
    /// Inside a snippet, which may not include.
    pub included: bool,
    /// What the snippets of the article may still come to.
    pub inclusions: &'a Included,
    /// The number of the last step of the lists read here; 0 where there is none. Boxes and items count by themselves.
    pub steps: &'a Cell<usize>,
    /// The lines and cells to write in that the article may still have.
    pub blanks: &'a Blanks,
    /// The excuses of the article.
    pub excuses: &'a Excuses,
    /// The hash of what is printed.
    pub typed: &'a Typed,
}

/// `- steps [wash, dry]`: the key of a block, a list or a map in brackets, and no colon between them.
fn key_without_colon(scalar: &yaml::Scalar) -> Option<Diagnostic> {
    let (key, value) = scalar.text.split_once(' ')?;
    let is_key = scalar.style == yaml::Style::Plain && BLOCKS.contains(&key);
    let is_in_brackets =
        value.starts_with('[') && value.ends_with(']') || value.starts_with('{') && value.ends_with('}');
    if !is_key || !is_in_brackets {
        return None;
    }
    let typed = scalar.span.text();
    let mended = typed.strip_prefix(key).filter(|rest| rest.len() <= 1_000)?;
    let message = format!("`{key}` needs a colon behind it: this is read as text");
    let hint = format!("write the line as\n- {key}:{mended}");
    Some(Diagnostic::new(Code::MissingColon, message).at(scalar.place(0..key.len())).hint(hint))
}

impl Setting<'_> {
    /// A body: a text, or a list of blocks.
    pub fn body(self, node: &Node, notes: &mut Notes) -> Vec<Block> {
        match &node.value {
            Value::Scalar(_) => self.block(node, notes),
            Value::Seq(_) => list(node, BLOCK, notes).iter().flat_map(|item| self.block(item, notes)).collect(),
            Value::Map(entries) if entries.iter().any(|entry| BLOCKS.contains(&entry.key.as_str())) => {
                let note =
                    Diagnostic::new(Code::WrongType, "expected a list of blocks, found a single block without a dash");
                let place = entries.first().map_or_else(|| node.span.clone(), |entry| entry.place.clone());
                notes.push(note.at(place).hint(yaml::first_dash(node)));
                Vec::new()
            }
            _ => {
                if !not_text(node, notes) {
                    wrong_type(node, BLOCK, notes);
                }
                Vec::new()
            }
        }
    }

    fn block(self, node: &Node, notes: &mut Notes) -> Vec<Block> {
        match &node.value {
            Value::Scalar(scalar) => {
                if let Some(note) = key_without_colon(scalar) {
                    notes.push(note);
                    return Vec::new();
                }
                self.paragraphs(node, "this paragraph", notes).into_iter().map(Block::Paragraph).collect()
            }
            Value::Map(entries) => self.map(node, entries, notes),
            Value::Seq(_) => {
                let message = "expected text or a block, found a list inside the list";
                let hint =
                    "give the inner list a mark of its own, `bullets:` or `steps:`, and indent its items under it";
                notes.push(Diagnostic::new(Code::WrongType, message).at(node.span.clone()).hint(hint));
                Vec::new()
            }
            Value::Missing | Value::Broken => {
                wrong_type(node, "text or a block", notes);
                Vec::new()
            }
        }
    }

    pub(super) fn paragraphs(self, node: &Node, what: &str, notes: &mut Notes) -> Vec<Text> {
        scalar(node, what, notes).map_or_else(Vec::new, |scalar| prose::paragraphs(scalar, self.references, notes))
    }

    pub(super) fn text(self, node: &Node, what: &str, notes: &mut Notes) -> Option<Text> {
        prose::text(node, what, self.references, notes)
    }

    fn map(self, node: &Node, entries: &[Entry], notes: &mut Notes) -> Vec<Block> {
        let mut kinds = entries.iter().filter(|entry| BLOCKS.contains(&entry.key.as_str()));
        let (Some(kind), second) = (kinds.next(), kinds.next()) else {
            if is_excused_text(entries) {
                return self.excused_text(node, notes);
            }
            // Text begins with a capital letter, as a rule: `- Step: rest` is text, `- step: rest` a key.
            let mistyped = |entry: &Entry| {
                yaml::similar(&entry.key, BLOCKS.iter().copied()).is_some() && !entry.key.contains(char::is_uppercase)
            };
            let mistyped = entries.iter().any(mistyped);
            if mistyped || !not_text(node, notes) {
                unknown_block(entries, node, notes);
            }
            return Vec::new();
        };
        if let Some(second) = second {
            let message = format!("`{}` and `{}` stand in one block", kind.key, second.key);
            let hint = format!("give each a dash of its own: `- {}:` and `- {}:`", kind.key, second.key);
            notes.push(Diagnostic::new(Code::TwoBlocks, message).at(second.place.clone()).hint(hint));
            return Vec::new();
        }
        let Some(mut fields) = Fields::of(node, "a block", notes) else { return Vec::new() };
        self.excuses.read(&mut fields, Some(&node.span), (self.context.today, self.included), notes);
        match kind.key.as_str() {
            "callout" => self.callout(fields, notes).map(Block::Callout).into_iter().collect(),
            "table" => self.table_block(fields, notes).map(Block::Table).into_iter().collect(),
            "image" => self.image(fields, notes).map(Block::Image).into_iter().collect(),
            "figure" => self.figure(fields, notes).map(Block::Figure).into_iter().collect(),
            "include" => self.include(fields, notes),
            kind @ ("checklist" | "zones" | "schedule" | "calendar" | "write_in" | "log" | "teach_back"
            | "definitions" | "number") => self.form(kind, fields, notes).map(Block::Form).into_iter().collect(),
            _ => self.list_block(fields, notes).map(Block::List).into_iter().collect(),
        }
    }

    /// Paragraphs that need a map around them for their excuse.
    fn excused_text(self, node: &Node, notes: &mut Notes) -> Vec<Block> {
        let Some(mut fields) = Fields::of(node, "a text and its excuse", notes) else { return Vec::new() };
        let text = fields.require("text", "The paragraph itself.");
        self.excuses.read(&mut fields, Some(&node.span), (self.context.today, self.included), notes);
        fields.finish("a text and its excuse", notes);
        let paragraphs = text.map(|node| self.paragraphs(node, "this paragraph", notes)).unwrap_or_default();
        paragraphs.into_iter().map(Block::Paragraph).collect()
    }

    fn callout(self, mut fields: Fields, notes: &mut Notes) -> Option<Callout> {
        use CalloutKind::{Call, Emergency, Important, Tip};
        let entry = fields.entry("callout")?;
        let span = entry.place.to(&entry.value.span);
        let words = [("emergency", Emergency), ("call", Call), ("important", Important), ("tip", Tip)];
        let kind = yaml::choice(&entry.value, "a callout", &words, notes);
        let title = fields.take("title").and_then(|node| self.text(node, "the title", notes));
        let inside = Setting { boxed: true, steps: &Cell::new(0), ..self };
        // A call box has the contacts to show, an emergency box its number.
        let body = match kind {
            Some(Call | Emergency) => fields.take("body"),
            _ => fields.require("body", "What the box says."),
        };
        let body = body.map(|node| inside.body(node, notes)).unwrap_or_default();
        fields.finish("a callout", notes);
        if self.boxed {
            let message = "a callout cannot stand inside another one";
            notes.push(
                Diagnostic::new(Code::NestedCallout, message).at(span.clone()).hint("move it out, behind the other"),
            );
        }
        Some(Callout { kind: kind?, title, body, place: Some(span) })
    }

    fn include(self, mut fields: Fields, notes: &mut Notes) -> Vec<Block> {
        let name = fields.require("include", "fever").and_then(|node| scalar(node, "the snippet's name", notes));
        let place = fields.start();
        fields.finish("an include", notes);
        let Some(name) = name else { return Vec::new() };
        if self.included {
            let message = "a snippet cannot include another one";
            notes.push(Diagnostic::new(Code::NestedInclude, message).at(place).hint("include both in the article"));
            return Vec::new();
        }
        self.snippet(name, place, notes)
    }
}

/// Whether a map is `text` with `excuse` beside it. Without, `- text: 555-0100` may be a sentence.
fn is_excused_text(entries: &[Entry]) -> bool {
    ["text", "excuse"].iter().all(|key| entries.iter().any(|entry| entry.key == *key))
}

/// The folder of a path, empty for none.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn unknown_block(entries: &[Entry], node: &Node, notes: &mut Notes) {
    let Some(first) = entries.iter().find(|entry| !entry.key.starts_with("x-")) else {
        let note = Diagnostic::new(Code::UnknownBlock, "this block says nothing").at(node.span.clone());
        return notes.push(note.hint(format!("write text, or one of {}", BLOCKS.join(", "))));
    };
    let is_braced = node.span.text().starts_with('{') && matches!(first.value.value, yaml::Value::Missing);
    let hint = match yaml::similar(&first.key, BLOCKS.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if is_braced => yaml::between_quotes(node),
        None if first.key == "heading" => {
            "a section inside a section stands under `sections:`, beside `body:`".to_owned()
        }
        None => format!("a block is text, or one of {}; text with a colon stands between quotes", BLOCKS.join(", ")),
    };
    let message = format!("`{}` is not a kind of block", first.key);
    notes.push(Diagnostic::new(Code::UnknownKey, message).at(first.place.clone()).hint(hint));
}
