//! The blocks of an article, labelled and numbered.

use std::cell::Cell;

use super::{Aside, AsideKind, Beside, Block, Contact, Figure, Heading, Setting, Table, Words};
use crate::article::{self, CalloutKind, ContactId, Image, Section};
use crate::language::Language;
use crate::locale::Label;
use crate::prose::Text;

/// Composes the blocks of one article for one clinic and language.
pub(super) struct Composer<'a> {
    pub(super) setting: Setting<'a>,
    /// The contacts that the handout shows; `None` shows all.
    chosen: Option<&'a [ContactId]>,
    /// The number of the last picture that has one.
    figures: Cell<usize>,
}

/// What blocks stand in.
#[derive(Clone, Copy, Default)]
pub(super) struct Within<'w> {
    /// How many lists.
    pub(super) depth: usize,
    /// How many of them are lists of steps.
    pub(super) steps: usize,
    /// The number or letter of the innermost step, without its full stop; empty where there is none.
    pub(super) step: &'w str,
}

impl<'a> Composer<'a> {
    pub(super) fn new(setting: Setting<'a>, chosen: Option<&'a [ContactId]>) -> Composer<'a> {
        Composer { setting, chosen, figures: Cell::new(0) }
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
        let points = self.points(summary);
        Block::Aside(Aside {
            kind: AsideKind::KeyPoints,
            label: self.setting.locale.label(Label::KeyPoints).to_owned(),
            title: None,
            blocks: vec![Block::List(points)],
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

    /// The blocks of a body that stands in no list.
    pub(super) fn blocks(&self, blocks: &'a [article::Block], out: &mut Vec<Block<'a>>) {
        self.blocks_within(blocks, Within::default(), out);
    }

    /// The blocks of a body that may stand in an item of a list.
    pub(super) fn blocks_within(&self, blocks: &'a [article::Block], within: Within, out: &mut Vec<Block<'a>>) {
        for block in blocks {
            out.push(match block {
                article::Block::Paragraph(text) => Block::Paragraph(self.words(text)),
                article::Block::List(list) => Block::List(self.list_within(list, within)),
                article::Block::Callout(callout) => Block::Aside(self.aside(callout)),
                article::Block::Table(table) => Block::Table(self.table(table)),
                article::Block::Image(image) => Block::Figure(self.figure(image)),
                article::Block::Figure(article::Figure { image, side, body }) => {
                    let figure = self.figure(image);
                    let mut blocks = Vec::new();
                    self.blocks_within(body, within, &mut blocks);
                    Block::Beside(Beside { figure, side: *side, blocks })
                }
                article::Block::Form(form) => {
                    self.form(form, out);
                    continue;
                }
            });
        }
    }

    /// A picture, which gets the next number if it is to have one.
    pub(super) fn figure(&self, image: &'a Image) -> Figure<'a> {
        let locale = self.setting.locale;
        let caption = image.caption.as_ref().map(|caption| self.words(caption));
        let caption = match image.is_numbered {
            false => caption,
            true => {
                self.figures.set(self.figures.get() + 1);
                Some(Words::named(locale.figure(self.figures.get()), caption, locale))
            }
        };
        Figure {
            picture: &image.picture,
            alt: image.alt.as_deref(),
            language: self.other_language(image.language.as_deref()),
            caption,
            width: image.width,
        }
    }

    /// A callout under the tool's own label; one that says whom to call ends with the contacts.
    fn aside(&self, callout: &'a article::Callout) -> Aside<'a> {
        let locale = self.setting.locale;
        let (kind, label) = match callout.kind {
            CalloutKind::Emergency => {
                // A box without a number to call is refused before anything is composed; see `check::clinic`.
                let number = self.setting.site.emergency.as_ref().map(|number| locale.emergency(&number.plain()));
                (AsideKind::Emergency, number.unwrap_or_else(|| locale.label(Label::Emergency).to_owned()))
            }
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
