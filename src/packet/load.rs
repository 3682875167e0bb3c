//! From YAML to a [`Packet`], collecting every mistake on the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Item, Note, Packet};
use crate::article::{self, Context};
use crate::assets;
use crate::diagnostics::{Code, Diagnostic, Notes, Source};
use crate::language::Language;
use crate::prose::{self, ReferenceIds};
use crate::yaml::{self, Fields, Node, Value, list, scalar};

const ITEM: &str = "an ID such as `side-effects/hair-loss`, a `note:` or a `pdf:`";

/// Reads a packet, and what can be told of it where it has mistakes, all of which are then in `notes`: its items are to be
/// looked at in the same run. Nothing is to be made of a packet with mistakes. The ID of `context` is the packet's:
/// `packets/going-home`. A `language` that was asked for stands over what the file says.
pub fn load(source: &Arc<Source>, context: &Context, language: Option<&Language>, notes: &mut Notes) -> Option<Packet> {
    let mut found = Notes::default();
    let packet = read(source, context, language, &mut found);
    if packet.is_none() && !found.has_errors() {
        let hint = "write its title and its articles:\ntitle: Going home\narticles:\n  - side-effects/hair-loss";
        let note = Diagnostic::new(Code::EmptyFile, "this file has nothing in it to print");
        found.push(note.at(source.span(0..0)).hint(hint));
    }
    notes.extend(found.sorted().into_iter().map(without_references));
    packet
}

/// A packet has no `references:` that a missing one could be added to.
fn without_references(note: Diagnostic) -> Diagnostic {
    match note.code {
        Code::UnknownReference => Diagnostic {
            message: "a packet's own text cannot cite: a packet has no references".to_owned(),
            hint: Some("name the source in words, or cite it in one of the articles".to_owned()),
            ..note
        },
        _ => note,
    }
}

fn read(source: &Arc<Source>, context: &Context, asked: Option<&Language>, notes: &mut Notes) -> Option<Packet> {
    let root = yaml::parse(source, notes)?;
    let mut fields = Fields::of(&root, "a packet: `title:` and `articles:`", notes)?;
    let language = match asked {
        Some(asked) => {
            fields.take("language");
            asked.clone()
        }
        None => article::language(&mut fields, context, notes),
    };
    let title = fields
        .require("title", "Going home")
        .and_then(|node| prose::text(node, "`title`", &ReferenceIds::default(), notes));
    let is_duplex = fields.take("duplex").and_then(|node| scalar(node, "`duplex`", notes));
    let is_duplex = is_duplex.is_some_and(|typed| yaml::flag(typed, notes));
    let bilingual = fields.take("bilingual").and_then(|node| yaml::language(node, notes));
    let (created, updated) = dates(&mut fields, notes);
    let items = fields.require("articles", "\n  - side-effects/hair-loss");
    fields.finish("a packet", notes);
    let items = list(items?, "a list of article IDs", notes);
    let items: Vec<Option<Item>> = items.iter().map(|node| item(node, context, &language, notes)).collect();
    note_twice(&items, notes);
    let items: Vec<Item> = items.into_iter().flatten().collect();
    if items.is_empty() {
        return None;
    }
    let id = context.id.to_owned();
    let title = title.unwrap_or_default();
    Some(Packet { id, title, language, bilingual, is_duplex, created, updated, items })
}

/// `created` and `updated`, neither of which must be there.
fn dates(fields: &mut Fields, notes: &mut Notes) -> (Option<Date>, Option<Date>) {
    let (created, updated) = (fields.take("created"), fields.take("updated"));
    let first = created.and_then(|node| article::date(node, "`created`", notes));
    let last = updated.and_then(|node| article::date(node, "`updated`", notes));
    if let (Some(first), Some(last), Some(node)) = (first, last, updated)
        && last < first
    {
        notes.push(article::out_of_order(first, last, node));
    }
    (first, last)
}

fn item(node: &Node, context: &Context, language: &Language, notes: &mut Notes) -> Option<Item> {
    match &node.value {
        Value::Scalar(_) => {
            let typed = scalar(node, "the article's ID", notes)?;
            Some(Item::Article { id: typed.text.trim().to_owned(), place: node.span.clone() })
        }
        Value::Map(entries) if entries.iter().any(|entry| entry.key == "pdf") => pdf(node, notes),
        Value::Map(_) => note(node, context, language, notes).map(Item::Note),
        _ => {
            yaml::wrong_type(node, ITEM, notes);
            None
        }
    }
}

fn note(node: &Node, context: &Context, language: &Language, notes: &mut Notes) -> Option<Note> {
    let mut fields = Fields::of(node, ITEM, notes)?;
    let body = fields.require("note", "\n  - Take this packet with you.");
    let title = fields
        .require("title", "What to bring")
        .and_then(|node| prose::text(node, "the title", &ReferenceIds::default(), notes));
    fields.finish("a note", notes);
    let blocks = article::blocks(body?, context, language, notes);
    let title = title?;
    (!blocks.is_empty()).then_some(Note { title, blocks })
}

fn pdf(node: &Node, notes: &mut Notes) -> Option<Item> {
    let mut fields = Fields::of(node, ITEM, notes)?;
    let path = fields.require("pdf", "forms/consent.pdf").and_then(|node| scalar(node, "the PDF's name", notes));
    let title = fields
        .require("title", "Consent form")
        .and_then(|node| prose::text(node, "the title", &ReferenceIds::default(), notes));
    fields.finish("a PDF", notes);
    let name = path?;
    // Named from the content root on, as IDs are.
    let path = assets::path(name, "", notes)?;
    if !path.to_ascii_lowercase().ends_with(".pdf") {
        let message = format!("`{path}` does not end in `.pdf`");
        let hint = "name a PDF inside the content folder: `pdf: forms/consent.pdf`";
        notes.push(Diagnostic::new(Code::NotAPdf, message).at(name.span.clone()).hint(hint));
        return None;
    }
    Some(Item::Pdf { path, title: title.unwrap_or_default(), place: name.span.clone() })
}

/// An article that stands twice is printed twice, which nobody wants.
fn note_twice(items: &[Option<Item>], notes: &mut Notes) {
    let mut seen = BTreeSet::new();
    for item in items.iter().flatten() {
        let Item::Article { id, place } = item else { continue };
        if !seen.insert(id.as_str()) {
            let message = format!("`{id}` stands in this packet twice");
            let hint = "remove one of the two";
            notes.push(Diagnostic::new(Code::DuplicateValue, message).at(place.clone()).hint(hint));
        }
    }
}
