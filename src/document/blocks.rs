//! The blocks of an article, labelled and numbered.

use std::cell::Cell;

use super::{Aside, AsideKind, Beside, Block, Contact, Figure, Heading, Setting, Words};
use crate::article::{self, CalloutKind, ContactId, Image, Section};
use crate::language::Language;
use crate::locale::{Label, Locale};
use crate::prose::{Text, is_unspaced_letter};
use crate::site;

/// Composes the blocks of one article for one clinic and language.
pub(super) struct Composer<'a> {
    pub(super) setting: Setting<'a>,
    /// The contacts that the handout shows, in the site's order.
    contacts: Vec<&'a site::Contact>,
    /// Level of the heading that stands last before the block at hand: 1 below the title.
    level: Cell<u8>,
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
        let all = &setting.site.contacts;
        let contacts = match chosen {
            Some(chosen) => all.with_ids(chosen.iter().map(|contact| contact.id.as_str())),
            None => all.iter().collect(),
        };
        Composer { setting, contacts, level: Cell::new(1), figures: Cell::new(0) }
    }

    /// The level of the heading that a box has here: one below that of the section it stands in.
    pub(super) fn box_level(&self) -> u8 {
        self.level.get() + 1
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
        self.contacts.iter().map(move |contact| Contact {
            label: self.words(&contact.label),
            joint: joint.clone(),
            phone: contact.phone.as_ref().map(|phone| {
                self.words(phone).dialled(self.setting.locale.field(&contact.label.plain(), &phone.plain()))
            }),
            hours: contact.hours.as_ref().map(|hours| self.words(hours)),
        })
    }

    /// The panel of key points.
    pub(super) fn key_points(&self, summary: &'a [Text]) -> Block<'a> {
        let points = self.points(summary);
        Block::Aside(Aside {
            kind: AsideKind::KeyPoints,
            level: self.level.get() + 1,
            label: Words::label(self.setting.locale.label(Label::KeyPoints), self.setting.locale),
            joint: String::new(),
            title: None,
            blocks: vec![Block::List(points)],
        })
    }

    /// Sections under headings of this level and deeper ones.
    pub(super) fn sections(&self, sections: &'a [Section], level: u8, out: &mut Vec<Block<'a>>) {
        for section in sections {
            // No page is left with nothing but a title or a heading on it.
            let begins_page =
                section.begins_page && !matches!(out.last(), None | Some(Block::Heading(_) | Block::PatientLabel(_)));
            out.push(Block::Heading(Heading { level, words: self.words(&section.heading), begins_page }));
            self.level.set(level);
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
            CalloutKind::Emergency => (AsideKind::Emergency, Label::Emergency),
            CalloutKind::Call => (AsideKind::Call, Label::Call),
            CalloutKind::Important => (AsideKind::Important, Label::Important),
            CalloutKind::Tip => (AsideKind::Tip, Label::Tip),
        };
        let mut label = match kind {
            AsideKind::Emergency => self.emergency_call(),
            _ => Words::label(locale.label(label), locale),
        };
        let title = callout.title.as_ref().map(|title| self.words(title));
        let mut joint = String::new();
        if let Some(title) = &title {
            if begins_with(&title.plain(), &label.plain()) {
                label = Words::default();
            } else if kind != AsideKind::Emergency {
                joint = locale.field_joint();
            }
        }
        let level = self.box_level();
        let mut blocks = Vec::new();
        self.blocks(&callout.body, &mut blocks);
        if kind == AsideKind::Call {
            blocks.push(Block::Contacts(self.contacts().collect()));
        }
        Aside { kind, level, label, joint, title, blocks }
    }

    /// "Emergency: call 911". A box without a number to call is refused before anything is composed; see `check::clinic`.
    pub(super) fn emergency_call(&self) -> Words<'a> {
        let locale = self.setting.locale;
        match &self.setting.site.emergency {
            Some(number) => emergency_label(&number.plain(), locale),
            None => Words::label(locale.label(Label::Emergency), locale),
        }
    }
}

/// "Emergency: call 911", whose number a telephone dials.
fn emergency_label<'a>(number: &str, locale: &Locale) -> Words<'a> {
    let label = locale.emergency(number);
    let Some((before, after)) = label.split_once(number) else { return Words::label(label, locale) };
    let mut words = Words::label(before.to_owned(), locale);
    let says = locale.field(locale.label(Label::Emergency), number);
    words.inlines.extend(Words::own(number.to_owned()).dialled(says).inlines);
    if !after.is_empty() {
        words.inlines.extend(Words::label(after.to_owned(), locale).inlines);
    }
    words
}

/// Whether a title begins with a label, whatever the case of their letters: "Call us if you…" with "Call us". A word that
/// only begins alike ("Tips" with "Tip") is another one.
fn begins_with(title: &str, label: &str) -> bool {
    let mut title = title.chars().flat_map(char::to_lowercase);
    let mut last = ' ';
    for letter in label.chars().flat_map(char::to_lowercase) {
        if title.next() != Some(letter) {
            return false;
        }
        last = letter;
    }
    let is_word = |letter: char| letter.is_alphanumeric() && !is_unspaced_letter(letter);
    let goes_on = is_word(last) && title.next().is_some_and(is_word);
    !label.is_empty() && !goes_on
}
