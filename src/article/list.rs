//! Lists and their items, each read with its mistakes.

use std::cell::Cell;

use super::block::Setting;
use super::{Block, Item, List, Mark, negation, value};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::language::Language;
use crate::prose::Text;
use crate::yaml::{self, BLOCKS, Entry, Fields, Node, Value, list, not_text, scalar};

/// The keys that make a list, and what marks its items.
const MARKS: [(&str, Mark); 4] =
    [("bullets", Mark::Bullet), ("steps", Mark::Step), ("do", Mark::Do), ("dont", Mark::Dont)];
/// The keys for what stands under the text of an item.
const UNDER_ITEM: [&str; 3] = ["bullets", "steps", "body"];
/// The largest number that a list of steps may begin with.
const LAST_START: usize = 999;

impl Setting<'_> {
    pub(super) fn list_block(self, mut fields: Fields, notes: &mut Notes) -> Option<List> {
        let found = MARKS.into_iter().find_map(|(key, mark)| fields.entry(key).map(|entry| (entry, mark)));
        let (entry, mark) = found?;
        if mark != Mark::Step {
            fields.finish("a list", notes);
            return self.list(entry, mark, notes);
        }
        let first = self.first_step(&mut fields, notes);
        fields.finish("a list of steps", notes);
        let list = self.list(entry, mark, notes);
        // A list with mistakes counts, so that one that goes on after it is not told as well.
        self.steps.set((first + list.as_ref().map_or(1, |list| list.items.len())).saturating_sub(1).max(1));
        Some(List { first, ..list? })
    }

    /// The number of the first step of a list: 1, or what `start` or `continue` say.
    fn first_step(self, fields: &mut Fields, notes: &mut Notes) -> usize {
        let (start, resumed) = (fields.take("start"), fields.entry("continue"));
        let resumes = resumed.filter(|entry| !matches!(entry.value.value, Value::Missing));
        let resumes = resumes.and_then(|entry| scalar(&entry.value, "`continue`", notes));
        let resumes = resumed.filter(|_| resumes.is_some_and(|typed| yaml::flag(typed, notes)));
        match (start, resumes) {
            (None, None) => 1,
            (Some(node), None) => value::count(node, "`start`", LAST_START, notes).unwrap_or(1),
            (Some(_), Some(entry)) => {
                let message = "this list says twice where it begins to count";
                let hint = "remove `continue`, or `start`";
                notes.push(Diagnostic::new(Code::StartAndContinue, message).at(entry.place.clone()).hint(hint));
                1
            }
            (None, Some(entry)) => {
                if self.steps.get() == 0 {
                    let message = "no list of steps stands before this one that it could go on from";
                    let hint = "remove `continue`, or name the number of the first step:\nstart: 4";
                    let note = Diagnostic::new(Code::NothingToContinue, message);
                    notes.push(note.at(entry.place.clone()).hint(hint));
                }
                self.steps.get() + 1
            }
        }
    }

    pub(super) fn list(self, entry: &Entry, mark: Mark, notes: &mut Notes) -> Option<List> {
        if matches!(entry.value.value, Value::Missing) {
            note_empty(entry, notes);
            return None;
        }
        let inside = Setting { steps: &Cell::new(0), ..self };
        let mut items = Vec::new();
        let mut before = None;
        for node in list(&entry.value, "a list of text", notes) {
            inside.steps.set(0);
            items.extend(inside.item(node, before.replace(node), notes));
        }
        items.iter().for_each(|item| self.check_mark(mark, item, notes));
        (!items.is_empty()).then_some(List { mark, first: 1, items })
    }

    /// Notes an item that says by itself what its mark says, or the opposite: "do not take" under `dont` means "take".
    fn check_mark(self, mark: Mark, item: &Item, notes: &mut Notes) {
        let Some(text) = item.text.first() else { return };
        let plain = text.plain();
        if !negation::contradicts(mark, &plain, self.language) {
            return check_do(mark, text, &plain, self.language, notes);
        }
        let note = match mark {
            Mark::Do => {
                Diagnostic::new(Code::DoubleNegative, "this item says “do not” behind the tick and the word “Do”")
                    .as_warning()
                    .hint("move it to a list `dont:`")
            }
            _ => forbids_twice(text, &plain, self.language),
        };
        notes.push(text.start().map_or(note.clone(), |start| note.at(start)));
    }

    /// An item; `before` is the one above it.
    fn item(self, node: &Node, before: Option<&Node>, notes: &mut Notes) -> Option<Item> {
        let Value::Map(_) = &node.value else {
            let text = self.paragraphs(node, "this item", notes);
            return (!text.is_empty()).then_some(Item { text, picture: None, blocks: Vec::new() });
        };
        let mut fields = Fields::of(node, "an item", notes)?;
        if !["text", "bullets", "steps", "body"].iter().any(|key| fields.has(key)) && not_text(node, notes) {
            return None;
        }
        if let Some(entry) =
            fields.entries().find(|entry| self.celled && ["image", "body"].contains(&entry.key.as_str()))
        {
            let message =
                format!("in a cell of a table, an item holds text and lists; `{}` cannot stand in it", entry.key);
            let hint = "take it out, and put it behind the table; or write its words as text";
            notes.push(Diagnostic::new(Code::BlockInList, message).at(entry.place.clone()).hint(hint));
            return None;
        }
        if let Some(block) = block_in_item(node, &fields, before) {
            notes.push(block);
            return None;
        }
        self.excuses.read(&mut fields, Some(&node.span), (self.context.today, self.included), notes);
        let text = fields.require("text", "The item's own text");
        let text = text.map(|node| self.paragraphs(node, "this item", notes)).unwrap_or_default();
        let picture = fields.entry("image").map(|_| self.picture("image", &mut fields, notes));
        let below: Vec<&Entry> = UNDER_ITEM.into_iter().filter_map(|key| fields.entry(key)).collect();
        fields.finish("an item of a list", notes);
        let under = below.first();
        if let (Some(one), Some(other)) = (under, below.get(1)) {
            let message = format!("`{}` and `{}` stand under one item", one.key, other.key);
            let hint = "write both under `body:`, each with a dash of its own";
            notes.push(Diagnostic::new(Code::TwoBlocks, message).at(other.place.clone()).hint(hint));
        }
        let blocks = under.map(|entry| self.under_item(entry, notes)).unwrap_or_default();
        (!text.is_empty()).then_some(Item { text, picture: picture.flatten(), blocks })
    }

    /// What stands under the text of an item.
    fn under_item(self, entry: &Entry, notes: &mut Notes) -> Vec<Block> {
        let mark = match entry.key.as_str() {
            "bullets" => Mark::Bullet,
            "steps" => Mark::Step,
            _ => return self.body(&entry.value, notes),
        };
        self.list(entry, mark, notes).map(Block::List).into_iter().collect()
    }
}

/// A block that stands where an item of a list should, or beside its text; `before` is the item above it.
fn block_in_item(node: &Node, fields: &Fields, before: Option<&Node>) -> Option<Diagnostic> {
    let has_text = fields.has("text");
    let is_block = |entry: &Entry| {
        let key = entry.key.as_str();
        BLOCKS.contains(&key) && !UNDER_ITEM.contains(&key) && !(has_text && key == "image")
    };
    let entry = fields.entries().find(|entry| is_block(entry))?;
    let place = entry.place.clone();
    if has_text {
        let message = format!("`{}` cannot stand beside the text of an item", entry.key);
        let hint = match yaml::under_key(node, "body") {
            Some(mended) => format!("put it under `body:`\n{mended}"),
            None => "put it under `body:`, with a dash before it".to_owned(),
        };
        return Some(Diagnostic::new(Code::BlockInList, message).at(place).hint(hint));
    }
    let message = format!("`{}` cannot be an item of a list", entry.key);
    let advice = "put it under the item above, whose text is then its `text:`, or end the list before it";
    let hint = match before.and_then(|before| yaml::joined_under(before, node, "body")) {
        Some(mended) => format!("{advice}\n{mended}"),
        None => "give the item a `text:`, and put the block under `body:`; or end the list before it".to_owned(),
    };
    Some(Diagnostic::new(Code::BlockInList, message).at(place).hint(hint))
}

/// That an item of a `dont` list forbids by itself.
fn forbids_twice(text: &Text, plain: &str, language: &Language) -> Diagnostic {
    let message = "this item forbids by itself; printed with “do not” before it, it would say the opposite";
    let advice = "write only what must not be done: the tool adds “do not”, in the language of the handout";
    // What has marks in it is not shown without them.
    let is_bare = matches!(text.inlines.as_slice(), [only] if *plain == only.text && !only.strong && !only.emphasis);
    let hint = match negation::affirmed(plain, language).filter(|plain| is_bare && plain.len() <= 400) {
        Some(command) => format!("{advice}:\n- {}", yaml::quoted_if_needed(&command, false)),
        None => advice.to_owned(),
    };
    Diagnostic::new(Code::DoubleNegative, message).hint(hint)
}

/// Notes an item of a `do` list that begins with "Do" itself: it would be printed as "Do Do tell your dentist".
fn check_do(mark: Mark, text: &Text, plain: &str, language: &Language, notes: &mut Notes) {
    let rest = plain.strip_prefix("Do ").filter(|_| mark == Mark::Do && language.primary() == "en");
    let Some(first) = rest.and_then(|rest| rest.chars().next()) else { return };
    let rest = &plain["Do ".len() + first.len_utf8()..];
    let note = Diagnostic::new(Code::MarkInItem, "this item begins with “Do”, and is printed with “Do” before it")
        .hint(format!("delete the word:\n- {}{rest}", first.to_uppercase()));
    notes.push(text.start().map_or(note.clone(), |start| note.at(start)));
}

/// Notes that nothing stands after the key of a list.
pub(super) fn note_empty(entry: &Entry, notes: &mut Notes) {
    let message = format!("the list `{}` is empty", entry.key);
    let hint = format!("write its items under it, or remove the line:\n- {}:\n    - text", entry.key);
    notes.push(Diagnostic::new(Code::EmptyList, message).at(entry.place.clone()).hint(hint));
}
