//! From YAML to a sound [`Article`], collecting every mistake on the way.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::blanks::Blanks;
use super::block::{Setting, folder};
use super::excuse::Excuses;
use super::included::Included;
use super::typed::Typed;
use super::{
    Article, Block, ContactId, DatePlaces, Reference, Section, Status, Translation, codes, date, reference, signature,
    value,
};
use crate::assets::Assets;
use crate::diagnostics::{Code, Diagnostic, Notes, Source};
use crate::language::Language;
use crate::prose::{self, ReferenceIds, Text};
use crate::yaml::{self, Fields, Node, Style, Value, list, scalar};

/// Sections stand at most this deep: the title is H1, so that they are H2 to H4.
const LEVELS: usize = 3;
const STATUSES: [(&str, Status); 3] =
    [("approved", Status::Approved), ("draft", Status::Draft), ("withdrawn", Status::Withdrawn)];
/// How many days before a review is due that is told.
pub const REVIEW_NOTICE: i32 = 90;
const SECTION: &str = "a map of `heading` and `body`";

/// What the reading of an article depends on besides its text. It knows nothing else of the world.
pub struct Context<'a> {
    /// Path below the content root without language and ending: `side-effects/hair-loss`.
    pub id: &'a str,
    /// The language in the file's name: `es` of `hair-loss.es.yaml`.
    pub suffix_language: Option<&'a Language>,
    /// The language of an article that names none, neither inside nor in its file's name.
    pub default_language: &'a Language,
    /// What the original of a translation says of itself, as [`original`] reads it; `None` for want of a sound one.
    pub original: Option<Original>,
    /// The day of reading.
    pub today: Date,
    /// Pictures and snippets.
    pub assets: &'a dyn Assets,
}

/// What the original of a translation says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Original {
    /// When it last changed; `None` when it does not say soundly.
    pub updated: Option<Date>,
    /// Whether patients get it.
    pub status: Status,
}

/// What an article says of itself to its translations, without reading the rest of it; `None` when it is not sound enough to
/// tell.
pub fn original(source: &Arc<Source>) -> Option<Original> {
    let mut unheard = Notes::default();
    let node = yaml::parse(source, &mut unheard)?;
    let mut fields = Fields::of(&node, "an article", &mut unheard)?;
    let updated = fields.take("updated").and_then(|node| date::date(node, "`updated`", &mut unheard));
    let status = fields.take("status").and_then(|node| yaml::choice(node, "a status", &STATUSES, &mut unheard));
    Some(Original { updated, status: status.unwrap_or_default() })
}

/// What an article says of itself to those who only ask who gets it.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Whether patients get it.
    pub status: Status,
    /// Its language, if it names one.
    pub language: Option<Language>,
}

/// The same without reading the rest of the article; `None` when it is not sound enough to tell.
pub fn stated(source: &Arc<Source>) -> Option<Stated> {
    let mut unheard = Notes::default();
    let node = yaml::parse(source, &mut unheard)?;
    let mut fields = Fields::of(&node, "an article", &mut unheard)?;
    let status = fields.take("status").and_then(|node| yaml::choice(node, "a status", &STATUSES, &mut unheard));
    let language = fields.take("language").and_then(|node| yaml::language(node, &mut unheard));
    Some(Stated { status: status.unwrap_or_default(), language })
}

/// What `handout stamp` wrote of the original, without reading the rest of the article; `None` where it is not there, or the
/// file is no sound YAML.
pub fn translated_from(source: &Arc<Source>) -> Option<Vec<String>> {
    let mut unheard = Notes::default();
    let node = yaml::parse(source, &mut unheard)?;
    let mut fields = Fields::of(&node, "an article", &mut unheard)?;
    let lines = fields.take("translated_from").map(|node| fingerprints(node, &mut unheard))?;
    (!unheard.has_errors()).then_some(lines)
}

fn fingerprints(node: &Node, notes: &mut Notes) -> Vec<String> {
    let lines = list(node, "a list of fingerprints, as `handout stamp` writes it", notes).iter();
    let lines = lines.filter_map(|node| scalar(node, "these fingerprints", notes));
    lines.map(|line| line.text.trim().to_owned()).collect()
}

/// The bytes of the text that hold the value of `updated`, without quotes. `None` when there is no such value on one line.
pub fn updated_place(source: &Arc<Source>, notes: &mut Notes) -> Option<Range<usize>> {
    let node = yaml::parse(source, notes)?;
    let mut fields = Fields::of(&node, "an article: `title:`, `created:`, `updated:` and `sections:`", notes)?;
    let Some(value) = fields.take("updated") else {
        let missing = Diagnostic::new(Code::MissingKey, "`updated` has no value").at(fields.start());
        notes.push(missing.hint("add a line\nupdated: 2024-05-10"));
        return None;
    };
    let scalar = scalar(value, "`updated`", notes)?;
    let range = scalar.span.range.clone();
    match scalar.style {
        Style::Plain => Some(range),
        Style::Single | Style::Double => Some(range.start + 1..range.end.saturating_sub(1)),
        Style::Block | Style::Folded => {
            let message = "`updated` stands in a block of text";
            let hint = "write it on one line:\nupdated: 2024-05-10";
            notes.push(Diagnostic::new(Code::BadDate, message).at(scalar.span.clone()).hint(hint));
            None
        }
    }
}

/// Reads an article; `None` when it has an error, all of which are then in `notes`.
pub fn load(source: &Arc<Source>, context: &Context, notes: &mut Notes) -> Option<Article> {
    let before = notes.errors();
    load_with_mistakes(source, context, notes).filter(|_| notes.errors() == before)
}

/// Reads an article, and what can be told of one with errors: it can still be checked in the same run, so that its author
/// is told of all independent mistakes together. Nothing is to be made of an article with errors.
pub fn load_with_mistakes(source: &Arc<Source>, context: &Context, notes: &mut Notes) -> Option<Article> {
    let mut found = Notes::default();
    let article = read(source, context, &mut found);
    let is_complete = article.as_ref().is_some_and(|(_, is_complete)| *is_complete);
    if !is_complete && !found.has_errors() {
        let message = "this file has nothing in it to print";
        let hint = "`handout new` writes an article to start from";
        found.push(Diagnostic::new(Code::EmptyFile, message).at(source.span(0..0)).hint(hint));
    }
    notes.append(found);
    article.map(|(article, _)| article)
}

/// What the file says, and whether everything is there that an article must have.
fn read(source: &Arc<Source>, context: &Context, notes: &mut Notes) -> Option<(Article, bool)> {
    let root = yaml::parse(source, notes)?;
    let mut fields = Fields::of(&root, "an article: `title:`, `created:`, `updated:` and `sections:`", notes)?;
    let references = fields.take("references").map_or(&[][..], |node| list(node, "a list of references", notes));
    let references = reference::bounded(references, notes);
    let ids = reference::ids(references);
    let language = language(&mut fields, context, notes);
    let typed = fields.entries().find(|entry| entry.key == "language").map(|entry| entry.value.span.clone());
    let language_place = typed.unwrap_or_else(|| source.span(0..0));
    let mut head = Head { fields, ids: &ids, notes };
    let article = head.article(context, language.clone());
    let sections = head.fields.require("sections", "\n  - heading: What is it?\n    body: Text.");
    let (excuses, typed) = (Excuses::default(), Typed::default());
    if let Value::Map(entries) = &root.value {
        typed.add_article(entries);
    }
    excuses.read(&mut head.fields, None, (context.today, false), head.notes);
    head.fields.finish("an article", notes);

    let setting = Setting {
        context,
        language: &language,
        references: &ids,
        folder: folder(context.id),
        boxed: false,
        celled: false,
        included: false,
        inclusions: &Included::new(),
        steps: &Cell::new(0),
        blanks: &Blanks::new(),
        excuses: &excuses,
        typed: &typed,
    };
    let sections = sections.map(|node| read_sections(setting, node, 1, notes));
    reference::note_duplicates(references, &ids, notes);
    let references = references.iter().map(|node| reference::reference(node, &ids, notes));
    let references: Vec<Option<Reference>> = references.collect();
    let (article, has_head) = article;
    let is_complete = has_head && sections.is_some() && references.iter().all(Option::is_some);
    let (sections, references) = (sections.unwrap_or_default(), references.into_iter().flatten().collect());
    let (language_place, excuses) = (Some(language_place), excuses.into_list());
    let typed = typed.digest();
    Some((Article { sections, references, language_place, excuses, typed, ..article }, is_complete))
}

/// The keys of an article that are no sections.
struct Head<'a, 'n> {
    fields: Fields<'a>,
    ids: &'a ReferenceIds,
    notes: &'n mut Notes,
}

impl Head<'_, '_> {
    /// The article without its sections and references, and whether all that is required is there. What is missing is
    /// empty, so that the rest can be checked.
    fn article(&mut self, context: &Context, language: Language) -> (Article, bool) {
        let title = self.required_text("title", "Muscle Cramps");
        let (created, updated) = self.dates(context.today);
        let status = self.status();
        let changed = context.original.and_then(|original| original.updated);
        let original_updated = self.original_updated(changed);
        // A state that the original never had tells nothing.
        let known = original_updated.filter(|known| changed.is_none_or(|changed| *known <= changed));
        let outdated = match known {
            Some(known) => changed.filter(|changed| known < *changed),
            None if original_updated.is_none() && self.fields.has("original_updated") => None,
            None => self.older_than_original(updated, changed),
        };
        let is_complete = title.is_some() && created.is_some() && updated.is_some() && status.is_some();
        let reviewers = self.texts("reviewers");
        let translation = self.translation(!reviewers.is_empty() || status != Some(Status::Approved));
        let article = Article {
            id: context.id.to_owned(),
            language,
            language_place: None,
            kind: self.text("kind"),
            reviewed: self.past_date("reviewed", context.today),
            review_due: self.review_due(context.today),
            original_updated,
            translated_from: self.translated_from(),
            outdated_parts: Vec::new(),
            outdated,
            translated_by: self.text("translated_by"),
            translation,
            authors: self.texts("authors"),
            reviewers,
            signed: self.fields.take("signed").map(|node| signature::signatures(node, self.notes)).unwrap_or_default(),
            audience: self.text("audience"),
            keywords: self.texts("keywords"),
            codes: self.fields.take("codes").map(|node| codes::codes(node, self.notes)).unwrap_or_default(),
            url: self.fields.take("url").and_then(|node| value::scannable_address(node, self.notes)),
            contacts: self.contacts(),
            summary: self.texts("summary"),
            title: title.unwrap_or_default(),
            created: created.unwrap_or_default(),
            updated: updated.unwrap_or_default(),
            date_places: self.date_places(),
            typed: [0; 32],
            status: status.unwrap_or_default(),
            status_place: self.fields.take("status").map(|node| node.span.clone()),
            sections: Vec::new(),
            references: Vec::new(),
            excuses: Vec::new(),
        };
        (article, is_complete)
    }

    /// What `handout stamp` wrote of the original.
    fn translated_from(&mut self) -> Vec<String> {
        self.fields.take("translated_from").map(|node| fingerprints(node, self.notes)).unwrap_or_default()
    }

    fn date_places(&mut self) -> DatePlaces {
        let mut place = |key| self.fields.take(key).map(|node| node.span.clone());
        DatePlaces { created: place("created"), updated: place("updated"), reviewed: place("reviewed") }
    }

    /// What translated the article. What a program wrote reaches no patient before somebody has read it.
    fn translation(&mut self, is_read_or_kept_back: bool) -> Option<Translation> {
        let node = self.fields.take("translation")?;
        let words = [("human", Translation::Human), ("machine", Translation::Machine)];
        let translation = yaml::choice(node, "what translated it", &words, self.notes)?;
        if translation == Translation::Machine && !is_read_or_kept_back {
            let message = "a program translated this, and nobody is named who has read it";
            let hint = "have somebody read it who speaks the language, and name them:\nreviewers: [Name, role]\nor write `status: draft`";
            self.notes.push(Diagnostic::new(Code::MachineTranslation, message).at(node.span.clone()).hint(hint));
        }
        Some(translation)
    }

    fn required_text(&mut self, key: &'static str, example: &'static str) -> Option<Text> {
        let node = self.fields.require(key, example)?;
        prose::text(node, &format!("`{key}`"), self.ids, self.notes)
    }

    fn text(&mut self, key: &'static str) -> Option<Text> {
        prose::text(self.fields.take(key)?, &format!("`{key}`"), self.ids, self.notes)
    }

    fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some(node) = self.fields.take(key) else { return Vec::new() };
        if key != "summary" {
            // They are one string in the properties of the PDF.
            prose::check_length(&format!("`{key}`"), node.span.range.len(), &node.span, self.notes);
        }
        let items = list(node, "a list of text", self.notes);
        items.iter().filter_map(|node| prose::text(node, "this text", self.ids, self.notes)).collect()
    }

    /// A date that should not lie ahead.
    fn past_date(&mut self, key: &'static str, today: Date) -> Option<Date> {
        let node = self.fields.take(key)?;
        self.past(node, key, today)
    }

    fn past(&mut self, node: &Node, key: &str, today: Date) -> Option<Date> {
        let date = date::date(node, &format!("`{key}`"), self.notes)?;
        // The day begins earlier elsewhere.
        if date > today.saturating_add(jiff::Span::new().days(1)) {
            let message = format!("`{key}` is a day to come, {date}; today is {today}");
            let hint = "check the year; `handout stamp` sets `updated` to today";
            self.notes.push(Diagnostic::new(Code::FutureDate, message).at(node.span.clone()).hint(hint));
        }
        Some(date)
    }

    fn dates(&mut self, today: Date) -> (Option<Date>, Option<Date>) {
        let created = self.fields.require("created", today.to_string());
        let updated = self.fields.require("updated", today.to_string());
        let first = created.and_then(|node| self.past(node, "created", today));
        let last = updated.and_then(|node| self.past(node, "updated", today));
        if let (Some(first), Some(last), Some(node)) = (first, last, updated)
            && last < first
        {
            self.notes.push(out_of_order(first, last, node));
        }
        (first, last)
    }

    /// The state of the original that a translation was made from; a warning when the original has changed since.
    fn original_updated(&mut self, original: Option<Date>) -> Option<Date> {
        let node = self.fields.take("original_updated")?;
        let known = date::date(node, "`original_updated`", self.notes)?;
        if let Some(changed) = original.filter(|changed| known < *changed) {
            let message = format!("the original was updated on {changed}, this translation is of its state of {known}");
            let hint = format!(
                "bring the translation up to date, then write `original_updated: {changed}`; until then its pages say so"
            );
            self.notes.push(Diagnostic::new(Code::OutdatedTranslation, message).at(node.span.clone()).hint(hint));
        }
        if let Some(changed) = original.filter(|changed| known > *changed) {
            let message = format!("the original was updated on {changed}: it has no state of {known}");
            let hint = "write the `updated` of that original which the translation was made from; with a later day nobody is told when \
                        the original changes";
            self.notes.push(Diagnostic::new(Code::OriginalDate, message).at(node.span.clone()).hint(hint));
        }
        Some(known)
    }

    /// The day the original changed, if that was after the last change of a translation that does not say which state of
    /// the original it is of: it cannot have what is new there.
    fn older_than_original(&mut self, updated: Option<Date>, changed: Option<Date>) -> Option<Date> {
        let (updated, changed) = (updated?, changed?);
        if changed <= updated {
            return None;
        }
        let message = format!("the original was updated on {changed}, after this translation ({updated})");
        let hint = format!(
            "bring the translation up to date, then write `original_updated: {changed}`; until then its pages say so"
        );
        let node = self.fields.take("updated")?;
        self.notes.push(Diagnostic::new(Code::OutdatedTranslation, message).at(node.span.clone()).hint(hint));
        Some(changed)
    }

    fn review_due(&mut self, today: Date) -> Option<Date> {
        let node = self.fields.take("review_due")?;
        let due = date::date(node, "`review_due`", self.notes)?;
        if due < today {
            let message = format!("this handout was due for review on {due}");
            let hint = "ask a clinician to read it, then set `reviewed` and a new `review_due`";
            self.notes.push(Diagnostic::new(Code::ReviewOverdue, message).at(node.span.clone()).hint(hint));
        } else if due <= today.saturating_add(jiff::Span::new().days(REVIEW_NOTICE)) {
            let days = (due - today).get_days();
            let when = match days {
                0 => "today".to_owned(),
                1 => "tomorrow".to_owned(),
                _ => format!("in {days} days, on {due}"),
            };
            let message = format!("this handout is due for review {when}");
            let hint = "ask a clinician to read it, then set `reviewed` and a new `review_due`";
            self.notes.push(Diagnostic::new(Code::ReviewSoon, message).at(node.span.clone()).hint(hint));
        }
        Some(due)
    }

    fn status(&mut self) -> Option<Status> {
        match self.fields.take("status") {
            Some(node) => yaml::choice(node, "a status", &STATUSES, self.notes),
            None => Some(Status::default()),
        }
    }

    fn contacts(&mut self) -> Option<Vec<ContactId>> {
        let mut ids = Vec::new();
        for node in list(self.fields.take("contacts")?, "a list of contact ids", self.notes) {
            if let Some(scalar) = scalar(node, "this contact", self.notes) {
                ids.push(ContactId { id: scalar.text.trim().to_owned(), place: Some(scalar.span.clone()) });
            }
        }
        Some(ids)
    }
}

/// That the last change comes before the first day.
pub(crate) fn out_of_order(first: Date, last: Date, updated: &Node) -> Diagnostic {
    let message = format!("`updated` ({last}) is before `created` ({first})");
    let hint = "set `updated` to the day of the last change, or correct `created`";
    Diagnostic::new(Code::UpdatedBeforeCreated, message).at(updated.span.clone()).hint(hint)
}

/// What the file says, else its name, else the default.
pub(crate) fn language(fields: &mut Fields, context: &Context, notes: &mut Notes) -> Language {
    let node = fields.take("language");
    let typed = node.and_then(|node| yaml::language(node, notes));
    if let (Some(tag), Some(suffix), Some(node)) = (&typed, context.suffix_language, node)
        && !value::agree(tag.tag(), suffix.tag())
    {
        let message = format!("the language is `{tag}` here, but `{suffix}` in the file's name");
        let hint = "rename the file, or correct the line";
        notes.push(Diagnostic::new(Code::LanguageMismatch, message).at(node.span.clone()).hint(hint));
    }
    typed.or_else(|| context.suffix_language.cloned()).unwrap_or_else(|| context.default_language.clone())
}

/// A body that stands in a file of another kind, which cites nothing and shows all contacts.
pub(crate) fn blocks(node: &Node, context: &Context, language: &Language, notes: &mut Notes) -> Vec<Block> {
    let none = ReferenceIds::default();
    let setting = Setting {
        context,
        language,
        references: &none,
        folder: folder(context.id),
        boxed: false,
        celled: false,
        included: false,
        inclusions: &Included::new(),
        steps: &Cell::new(0),
        blanks: &Blanks::new(),
        excuses: &Excuses::default(),
        typed: &Typed::default(),
    };
    setting.body(node, notes)
}

fn read_sections(setting: Setting, node: &Node, level: usize, notes: &mut Notes) -> Vec<Section> {
    list(node, "a list of sections", notes).iter().filter_map(|node| section(setting, node, level, notes)).collect()
}

fn section(setting: Setting, node: &Node, level: usize, notes: &mut Notes) -> Option<Section> {
    let mut fields = Fields::of(node, SECTION, notes)?;
    let heading_node = fields.require("heading", "What is it?");
    let heading = heading_node.and_then(|node| prose::text(node, "the heading", setting.references, notes));
    let body_node = fields.take("body");
    let body = body_node.map(|node| setting.body(node, notes)).unwrap_or_default();
    let new_page = fields.take("new_page").and_then(|node| scalar(node, "`new_page`", notes));
    let begins_page = new_page.is_some_and(|typed| yaml::flag(typed, notes));
    let inner = fields.entry("sections");
    let filled = inner.filter(|entry| !matches!(entry.value.value, Value::Missing));
    let place = heading_node.map_or_else(|| fields.start(), |node| node.span.clone());
    setting.excuses.read(&mut fields, Some(&node.span), (setting.context.today, setting.included), notes);
    fields.finish("a section", notes);
    let mut sections = Vec::new();
    match filled {
        Some(entry) if level >= LEVELS => {
            let message = format!("sections stand in one another at most {LEVELS} deep");
            let hint = "move these sections up one level, or make paragraphs of them";
            notes.push(Diagnostic::new(Code::SectionsTooDeep, message).at(entry.place.clone()).hint(hint));
        }
        Some(entry) => sections = read_sections(setting, &entry.value, level + 1, notes),
        None if body_node.is_none() => {
            let hint = "write its `body:`, or remove the section";
            notes.push(Diagnostic::new(Code::EmptySection, "nothing stands under this heading").at(place).hint(hint));
        }
        None => {}
    }
    Some(Section { heading: heading?, begins_page, body, sections })
}
