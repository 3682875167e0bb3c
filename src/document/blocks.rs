//! The blocks of an article, labelled and numbered.

use super::{Aside, AsideKind, Block, Contact, Figure, Heading, Item, List, Setting, Table, Words, prohibition};
use crate::article::{self, CalloutKind, ContactId, Mark, Section};
use crate::language::Language;
use crate::locale::{Label, Locale};
use crate::prose::Text;

/// Composes the blocks of one article for one clinic and language.
pub(super) struct Composer<'a> {
    pub(super) setting: Setting<'a>,
    /// The contacts that the handout shows; `None` shows all.
    chosen: Option<&'a [ContactId]>,
}

impl<'a> Composer<'a> {
    pub(super) fn new(setting: Setting<'a>, chosen: Option<&'a [ContactId]>) -> Composer<'a> {
        Composer { setting, chosen }
    }

    pub(super) fn words(&self, text: &'a Text) -> Words<'a> {
        Words::of(text, self.setting.locale)
    }

    /// The tag of a language, if readers of this document may not read it.
    fn other_language(&self, language: Option<&'a Language>) -> Option<&'a str> {
        language.filter(|language| !self.setting.locale.is_read_like(language)).map(Language::tag)
    }

    /// The contacts that this handout shows, in the site's order.
    pub(super) fn contacts(&self) -> impl Iterator<Item = Contact<'a>> {
        let joint = self.setting.locale.field_joint();
        let is_shown = |id: &str| self.chosen.is_none_or(|chosen| chosen.iter().any(|contact| contact.id == id));
        self.setting.site.contacts.iter().filter(move |contact| is_shown(&contact.id)).map(move |contact| Contact {
            label: self.words(&contact.label),
            joint: joint.clone(),
            phone: contact.phone.as_ref().map(|phone| self.words(phone)),
            hours: contact.hours.as_ref().map(|hours| self.words(hours)),
        })
    }

    /// The panel of key points.
    pub(super) fn key_points(&self, summary: &'a [Text]) -> Block<'a> {
        let label = list_label(Mark::Bullet, 0, 0, self.setting.locale);
        let item = |text| Item { label: label.clone(), paragraphs: vec![self.words(text)], nested: None };
        let items = summary.iter().map(item).collect();
        Block::Aside(Aside {
            kind: AsideKind::KeyPoints,
            label: self.setting.locale.label(Label::KeyPoints).to_owned(),
            title: None,
            blocks: vec![Block::List(List { mark: Mark::Bullet, items })],
        })
    }

    /// Sections under headings of this level and deeper ones.
    pub(super) fn sections(&self, sections: &'a [Section], level: u8, out: &mut Vec<Block<'a>>) {
        for section in sections {
            out.push(Block::Heading(Heading { level, words: self.words(&section.heading) }));
            self.blocks(&section.body, out);
            self.sections(&section.sections, level + 1, out);
        }
    }

    /// The blocks of a body.
    pub(super) fn blocks(&self, blocks: &'a [article::Block], out: &mut Vec<Block<'a>>) {
        for block in blocks {
            out.push(match block {
                article::Block::Paragraph(text) => Block::Paragraph(self.words(text)),
                article::Block::List(list) => Block::List(self.list(list, 0)),
                article::Block::Callout(callout) => Block::Aside(self.aside(callout)),
                article::Block::Table(table) => Block::Table(self.table(table)),
                article::Block::Image(image) => Block::Figure(Figure {
                    picture: &image.picture,
                    alt: image.alt.as_deref(),
                    language: self.other_language(image.language.as_deref()),
                    caption: image.caption.as_ref().map(|caption| self.words(caption)),
                    width: image.width,
                }),
                article::Block::Form(form) => {
                    self.form(form, out);
                    continue;
                }
            });
        }
    }

    /// A list; 0 is the depth of one that stands in no other.
    pub(super) fn list(&self, list: &'a article::List, depth: usize) -> List<'a> {
        let mut items = Vec::with_capacity(list.items.len());
        for (index, item) in list.items.iter().enumerate() {
            items.push(Item {
                label: list_label(list.mark, index, depth, self.setting.locale),
                paragraphs: self.item_words(list.mark, &item.text),
                nested: item.nested.as_ref().map(|nested| self.list(nested, depth + 1)),
            });
        }
        List { mark: list.mark, items }
    }

    /// The paragraphs of an item; the first of one that warns forbids by itself.
    fn item_words(&self, mark: Mark, text: &'a [Text]) -> Vec<Words<'a>> {
        let mut words: Vec<Words> = text.iter().map(|text| self.words(text)).collect();
        if let (Mark::Dont, Some(first), Some(text)) = (mark, words.first_mut(), text.first()) {
            *first = prohibition::forbidding(text, self.setting.locale);
        }
        words
    }

    /// A callout under the tool's own label; one that says whom to call ends with the contacts.
    fn aside(&self, callout: &'a article::Callout) -> Aside<'a> {
        let locale = self.setting.locale;
        let (kind, label) = match callout.kind {
            CalloutKind::Emergency => (AsideKind::Emergency, self.emergency()),
            CalloutKind::Call => (AsideKind::Call, locale.label(Label::Call).to_owned()),
            CalloutKind::Important => (AsideKind::Important, locale.label(Label::Important).to_owned()),
            CalloutKind::Tip => (AsideKind::Tip, locale.label(Label::Tip).to_owned()),
        };
        let mut blocks = Vec::new();
        self.blocks(&callout.body, &mut blocks);
        if kind == AsideKind::Call {
            blocks.push(Block::Contacts(self.contacts().collect()));
        }
        Aside { kind, label, title: callout.title.as_ref().map(|title| self.words(title)), blocks }
    }

    /// "Emergency: call 911". A box without a number to call is refused before anything is composed; see `check::clinic`.
    pub(super) fn emergency(&self) -> String {
        let locale = self.setting.locale;
        let number = self.setting.site.emergency.as_ref().map(|number| locale.emergency(&number.plain()));
        number.unwrap_or_else(|| locale.label(Label::Emergency).to_owned())
    }

    fn table(&self, table: &'a article::Table) -> Table<'a> {
        let cells = |row: &'a Vec<article::Cell>| -> Vec<Vec<Words<'a>>> {
            row.iter().map(|cell| cell.iter().map(|text| self.words(text)).collect()).collect()
        };
        Table {
            caption: table.caption.as_ref().map(|caption| self.words(caption)),
            header: cells(&table.header),
            rows: table.rows.iter().map(cells).collect(),
        }
    }
}

/// The mark of an item as it is read. `index` counts from 0; `depth` is 0 for a list that stands in no other.
pub fn list_label(mark: Mark, index: usize, depth: usize, locale: &Locale) -> String {
    match mark {
        Mark::Bullet => ["•", "–", "◦"][depth.min(2)].to_owned(),
        Mark::Step => format!("{}.", locale.number(index + 1)),
        Mark::Do => format!("✓ {}", locale.label(Label::Do)),
        // The words of the item itself forbid.
        Mark::Dont => "✗".to_owned(),
        Mark::Check => "☐".to_owned(),
    }
}
