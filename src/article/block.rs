//! Bodies: texts, lists, callouts and pictures, each read with its mistakes.

use super::included::Included;
use super::value::{flag, percent};
use super::{Block, Callout, CalloutKind, Context, Image, Item, List, Mark, negation};
use crate::assets::{AssetError, path, similar_picture};
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::language::Language;
use crate::picture::Picture;
use crate::prose::{self, ReferenceIds, Text};
use crate::yaml::{self, BLOCKS, Entry, Fields, Node, Value, list, not_text, scalar, wrong_type};

/// Bytes of a picture in a PDF above which an author is warned.
const HEAVY: usize = 3_000_000;
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
    /// Inside a snippet, which may not include.
    pub included: bool,
    /// What the snippets of the article may still come to.
    pub inclusions: &'a Included,
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
            Value::Scalar(_) => {
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
            // Text begins with a capital letter, as a rule: `- Step: rest` is text, `- step: rest` a key.
            let mistyped =
                |entry: &Entry| yaml::similar(&entry.key, BLOCKS).is_some() && !entry.key.contains(char::is_uppercase);
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
        let Some(fields) = Fields::of(node, "a block", notes) else { return Vec::new() };
        match kind.key.as_str() {
            "callout" => self.callout(fields, notes).map(Block::Callout).into_iter().collect(),
            "table" => self.table_block(fields, notes).map(Block::Table).into_iter().collect(),
            "image" => self.image(fields, notes).map(Block::Image).into_iter().collect(),
            "include" => self.include(fields, notes),
            kind @ ("checklist" | "zones") => self.form(kind, fields, notes).map(Block::Form).into_iter().collect(),
            _ => self.list_block(fields, notes).map(Block::List).into_iter().collect(),
        }
    }

    fn list_block(self, mut fields: Fields, notes: &mut Notes) -> Option<List> {
        let found = marks().into_iter().find_map(|(key, mark)| fields.entry(key).map(|entry| (entry, mark)));
        fields.finish("a list", notes);
        let (entry, mark) = found?;
        self.list(entry, mark, notes)
    }

    pub(super) fn list(self, entry: &Entry, mark: Mark, notes: &mut Notes) -> Option<List> {
        if matches!(entry.value.value, Value::Missing) {
            let message = format!("the list `{}` is empty", entry.key);
            let hint = format!("write its items under it, or remove the line:\n- {}:\n    - text", entry.key);
            notes.push(Diagnostic::new(Code::EmptyList, message).at(entry.place.clone()).hint(hint));
            return None;
        }
        let items: Vec<Item> =
            list(&entry.value, "a list of text", notes).iter().filter_map(|node| self.item(node, notes)).collect();
        items.iter().for_each(|item| self.check_mark(mark, item, notes));
        (!items.is_empty()).then_some(List { mark, items })
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

    fn item(self, node: &Node, notes: &mut Notes) -> Option<Item> {
        if !matches!(node.value, Value::Map(_)) {
            let text = self.paragraphs(node, "this item", notes);
            return (!text.is_empty()).then_some(Item { text, nested: None });
        }
        let mut fields = Fields::of(node, "an item", notes)?;
        if !["text", "bullets", "steps"].iter().any(|key| fields.has(key)) && not_text(node, notes) {
            return None;
        }
        if let Some(block) = block_in_item(&fields) {
            notes.push(block);
            return None;
        }
        let text = fields.require("text", "The item's own text");
        let text = text.map(|node| self.paragraphs(node, "this item", notes)).unwrap_or_default();
        let bullets = fields.entry("bullets");
        let steps = fields.entry("steps");
        fields.finish("an item of a list", notes);
        if let (Some(_), Some(steps)) = (bullets, steps) {
            let message = "an item has either `bullets` or `steps` under it, not both";
            notes.push(Diagnostic::new(Code::TwoBlocks, message).at(steps.place.clone()).hint("make two items of it"));
        }
        let nested = match (bullets, steps) {
            (Some(bullets), _) => self.list(bullets, Mark::Bullet, notes),
            (None, Some(steps)) => self.list(steps, Mark::Step, notes),
            (None, None) => None,
        };
        (!text.is_empty()).then_some(Item { text, nested })
    }

    fn callout(self, mut fields: Fields, notes: &mut Notes) -> Option<Callout> {
        use CalloutKind::{Call, Emergency, Important, Tip};
        let entry = fields.entry("callout")?;
        let span = entry.place.to(&entry.value.span);
        let words = [("emergency", Emergency), ("call", Call), ("important", Important), ("tip", Tip)];
        let kind = yaml::choice(&entry.value, "a callout", &words, notes);
        let title = fields.take("title").and_then(|node| self.text(node, "the title", notes));
        let inside = Setting { boxed: true, ..self };
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

    fn image(self, mut fields: Fields, notes: &mut Notes) -> Option<Image> {
        let start = fields.start();
        let name =
            fields.require("image", "figures/name.png").and_then(|node| scalar(node, "the picture's name", notes));
        let alt = fields.entry("alt");
        let decorative = fields.take("decorative").and_then(|node| scalar(node, "`decorative`", notes));
        let decorative = decorative.is_some_and(|scalar| flag(scalar, notes));
        let caption = fields.take("caption").and_then(|node| self.text(node, "the caption", notes));
        let width = fields.take("width").and_then(|node| percent(node, notes));
        fields.finish("an image", notes);
        let alt = alt.filter(|entry| !matches!(entry.value.value, Value::Missing));
        notes.extend(alt_mistake(alt, decorative, start));
        let alt = alt.and_then(|entry| scalar(&entry.value, "`alt`", notes));
        let alt = alt.map(|scalar| {
            prose::check_length("`alt`", scalar.text.len(), &scalar.span, notes);
            prose::plain(scalar, notes)
        });
        let name = name?;
        let path = path(name, self.folder, notes)?;
        match self.context.assets.picture(&path) {
            Ok(picture) => {
                notes.extend(heavy(&picture, name));
                Some(Image { picture, alt, caption, width, language: None })
            }
            Err(AssetError::Missing) if !self.note_similar(&path, name, notes) => {
                AssetError::Missing.note("picture", &path, name, notes);
                None
            }
            Err(AssetError::Missing) => None,
            Err(error) => {
                error.note("picture", &path, name, notes);
                None
            }
        }
    }

    /// Notes that a picture is missing, if one of nearly the same name is there.
    fn note_similar(self, path: &str, name: &yaml::Scalar, notes: &mut Notes) -> bool {
        // Looking for a near name is slow. After twenty missing pictures no more are looked for: an author who has
        // mended the first ones runs again.
        let told = notes.iter().take(200).filter(|note| note.code == Code::MissingFile).count();
        let near = (told < 20).then(|| similar_picture(self.context.assets, path)).flatten();
        let Some(near) = near else { return false };
        let inside = near.strip_prefix(self.folder).map(|near| near.trim_start_matches('/'));
        let near = inside.filter(|_| !self.folder.is_empty()).map_or(near.clone(), str::to_owned);
        let message = format!("there is no picture `{path}` in the content folder");
        let hint = format!("did you mean `{near}`? Capital letters and the ending count");
        notes.push(Diagnostic::new(Code::MissingFile, message).at(name.span.clone()).hint(hint));
        true
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

/// That a picture is far finer than paper can show.
fn heavy(picture: &Picture, name: &yaml::Scalar) -> Option<Diagnostic> {
    let bytes = picture.bytes();
    (bytes > HEAVY).then(|| {
        let message = format!("this picture makes each PDF {:.1} million bytes larger", bytes as f64 / 1e6);
        let hint = "save it smaller: 1600 pixels are enough for the whole width of a page, 800 for half of it";
        Diagnostic::new(Code::HeavyPicture, message).at(name.span.clone()).hint(hint)
    })
}

/// What is wrong with the text for those who cannot see a picture; `start` is the picture's place.
fn alt_mistake(alt: Option<&Entry>, decorative: bool, start: Span) -> Option<Diagnostic> {
    match alt {
        Some(entry) if decorative => {
            let hint = "remove `alt:` if it shows nothing, else `decorative:`";
            let note = Diagnostic::new(Code::AltAndDecorative, "a decorative picture has no `alt`");
            Some(note.at(entry.place.clone()).hint(hint))
        }
        None if !decorative => {
            let message = "this picture has no `alt`: who cannot see it is told nothing";
            let hint = "say in a few words what it shows, or write `decorative: true` if it shows nothing that matters:\nalt: A hand that stretches the calf";
            Some(Diagnostic::new(Code::MissingAlt, message).at(start).hint(hint))
        }
        _ => None,
    }
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

/// The folder of a path, empty for none.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn marks() -> [(&'static str, Mark); 4] {
    [("bullets", Mark::Bullet), ("steps", Mark::Step), ("do", Mark::Do), ("dont", Mark::Dont)]
}

/// A callout, table, picture or snippet that stands where an item of a list should.
fn block_in_item(fields: &Fields) -> Option<Diagnostic> {
    let entry = fields.entries().find(|entry| BLOCKS.contains(&entry.key.as_str()))?;
    if fields.has("text") || ["bullets", "steps"].contains(&entry.key.as_str()) {
        return None;
    }
    let message = format!("`{}` cannot stand in a list", entry.key);
    let hint = "end the list before it, and indent it like the list; behind it, a new list can begin";
    Some(Diagnostic::new(Code::BlockInList, message).at(entry.place.clone()).hint(hint))
}

fn unknown_block(entries: &[Entry], node: &Node, notes: &mut Notes) {
    let Some(first) = entries.iter().find(|entry| !entry.key.starts_with("x-")) else {
        let note = Diagnostic::new(Code::UnknownBlock, "this block says nothing").at(node.span.clone());
        return notes.push(note.hint(format!("write text, or one of {}", BLOCKS.join(", "))));
    };
    let hint = match yaml::similar(&first.key, BLOCKS) {
        Some(near) => format!("did you mean `{near}`?"),
        None if first.key == "heading" => {
            "a section inside a section stands under `sections:`, beside `body:`".to_owned()
        }
        None => format!("a block is text, or one of {}; text with a colon stands between quotes", BLOCKS.join(", ")),
    };
    let message = format!("`{}` is not a kind of block", first.key);
    notes.push(Diagnostic::new(Code::UnknownKey, message).at(first.place.clone()).hint(hint));
}
