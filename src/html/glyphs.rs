//! Which characters of a page stand in which of our faces, and the rules of CSS that say so.
//!
//! Latin, Greek, Cyrillic and signs are left to the fonts of the reader's system, which all have them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::font::FontCache;
use crate::document::{Bilingual, Document, Event, Role};
use crate::language::{Direction, Language};
use crate::locale::{Label, Locale};
use crate::text::{FaceId, Paragraph, Shaper, Slant, Span, Style, Weight};

/// What text is set in where our faces have nothing.
const SYSTEM: &str = "system-ui,sans-serif";

/// What makes the fonts of pages.
pub struct FontSource<'s, 'f> {
    /// Tells which face shows what, as on paper.
    pub shaper: &'s mut Shaper<'f>,
    /// Fonts that were made before.
    pub cache: &'s FontCache,
}

/// The fonts of a page in one language, as rules of CSS.
pub fn fonts(document: &Document, locale: &Locale, source: FontSource) -> String {
    let mut glyphs = Glyphs::new(source.shaper);
    glyphs.add_document(locale.tag(), |see| document.walk(see));
    glyphs.add_labels(document, locale);
    glyphs.rules(locale.tag(), source.cache)
}

/// The fonts of a page in two languages.
pub fn bilingual_fonts(bilingual: &Bilingual, locales: [&Locale; 2], source: FontSource) -> String {
    let mut glyphs = Glyphs::new(source.shaper);
    let Bilingual { whole, .. } = bilingual;
    glyphs.add_document(locales[0].tag(), |see| whole.walk(see));
    for (document, locale) in bilingual.sides().into_iter().zip(locales) {
        glyphs.add_document(locale.tag(), |see| document.walk(see));
        glyphs.add_labels(document, locale);
    }
    glyphs.rules(locales[0].tag(), source.cache)
}

/// The characters of a page.
struct Glyphs<'s, 'f> {
    shaper: &'s mut Shaper<'f>,
    /// Of our faces those that are in the page, with what they show.
    faces: BTreeMap<FaceId, BTreeSet<char>>,
    /// By language the families that its text is set in, with how many characters.
    languages: BTreeMap<String, BTreeMap<&'static str, usize>>,
}

/// A part of the document that has begun.
struct Open {
    role: Role,
    /// Of words of another language.
    language: Option<String>,
}

impl<'s, 'f> Glyphs<'s, 'f> {
    fn new(shaper: &'s mut Shaper<'f>) -> Glyphs<'s, 'f> {
        Glyphs { shaper, faces: BTreeMap::new(), languages: BTreeMap::new() }
    }

    /// Adds what a document says in a language.
    fn add_document<'d>(&mut self, language: &str, walk: impl FnOnce(&mut dyn FnMut(Event<'d>))) {
        let mut open: Vec<Open> = Vec::new();
        walk(&mut |event| match event {
            Event::Begin(role) => open.push(Open { role, language: None }),
            Event::End => drop(open.pop()),
            Event::Property(value) => {
                if let Some(last) = open.last_mut().filter(|last| last.role == Role::Foreign) {
                    last.language = Some(value.to_owned());
                }
            }
            Event::Words(_) if is_unseen(&open) => {}
            Event::Words(text) => {
                let own = open.iter().rev().find_map(|part| part.language.as_deref());
                self.add(&text, own.unwrap_or(language), open.iter().any(|part| is_bold(part.role)));
            }
            Event::Picture(_) | Event::Span { .. } => {}
        });
    }

    /// Adds words that stand on pages alone.
    fn add_labels(&mut self, document: &Document, locale: &Locale) {
        let language = locale.label_language().unwrap_or(locale.tag());
        for label in [Label::About, Label::AsPdf, Label::AlsoIn] {
            self.add(locale.label(label), language, true);
        }
        self.add(&document.folio.code_label, language, false);
    }

    /// Adds words in one language. Some that are bold are not bold in all places: a table's header is told again beside its
    /// cells.
    fn add(&mut self, text: &str, language: &str, is_bold: bool) {
        if text.is_empty() {
            return;
        }
        self.add_in(Weight::Regular, text, language);
        if is_bold {
            self.add_in(Weight::Semibold, text, language);
        }
    }

    fn add_in(&mut self, weight: Weight, text: &str, language: &str) {
        let direction = Language::parse(language).map_or(Direction::Ltr, |language| language.direction());
        let style = Style { weight, slant: Slant::Upright };
        let spans = [Span { end: text.len(), style, size: 1.0, rise: 0.0 }];
        let paragraph = Paragraph { text, spans: &spans, language, direction, ..Paragraph::default() };
        for (face, range) in self.shaper.faces(&paragraph) {
            if self.shaper.fonts().is_common(face) {
                continue;
            }
            let text = &text[range];
            self.faces.entry(face).or_default().extend(text.chars());
            let families = self.languages.entry(language.to_owned()).or_default();
            *families.entry(family(self.shaper.fonts().face(face).name)).or_default() += text.chars().count();
        }
        self.languages.entry(language.to_owned()).or_default();
    }

    /// The fonts themselves, then which text they are for. `main` is the language of the page.
    fn rules(self, main: &str, cache: &FontCache) -> String {
        let mut css = String::new();
        let fonts = self.shaper.fonts();
        for (face, characters) in &self.faces {
            let font = cache.font(fonts, *face, characters);
            let face = fonts.face(*face);
            write!(
                css,
                "@font-face{{font-family:{};font-weight:{};src:url(data:font/woff2;base64,{font})format(\"woff2\")}}",
                family(face.name),
                face.weight,
            )
            .expect("a string takes all that is written");
        }
        let of_main = self.languages.get(main).map(stack).unwrap_or_default();
        if !of_main.is_empty() {
            write!(css, "body{{font-family:{of_main}{SYSTEM}}}").expect("a string takes all that is written");
        }
        for (language, families) in self.languages.iter().filter(|(language, _)| *language != main) {
            let own = stack(families);
            if own != of_main {
                write!(css, ":lang({language}){{font-family:{own}{SYSTEM}}}")
                    .expect("a string takes all that is written");
            }
        }
        css
    }
}

/// Families as CSS lists them, each with a comma behind it: those of more characters first.
fn stack(families: &BTreeMap<&str, usize>) -> String {
    let mut families: Vec<(&str, usize)> = families.iter().map(|(name, count)| (*name, *count)).collect();
    families.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    families.iter().map(|(name, _)| format!("{name},")).collect()
}

/// The family of a face, by its PostScript name: `NotoSansArabic` of `NotoSansArabic-Bold`.
fn family(face: &'static str) -> &'static str {
    face.split('-').next().unwrap_or(face)
}

/// Whether words are not shown on a page: what says what a picture shows, and what paper alone has room for.
fn is_unseen(open: &[Open]) -> bool {
    let roles: Vec<Role> = open.iter().map(|part| part.role).collect();
    roles.ends_with(&[Role::Figure, Role::Label])
        || roles.iter().any(|role| matches!(role, Role::PatientLabel | Role::WritingLines | Role::Contents))
}

/// Whether the words of a part are bold on a page, all of them or some.
fn is_bold(role: Role) -> bool {
    match role {
        Role::Draft
        | Role::Masthead
        | Role::Title
        | Role::Heading(_)
        | Role::Label
        | Role::AsideTitle
        | Role::Contact
        | Role::Caption
        | Role::HeaderCell
        | Role::RowHeader
        | Role::Number
        | Role::Term
        | Role::Strong
        | Role::Emphasis => true,
        Role::Paragraph
        | Role::List(_)
        | Role::Item
        | Role::Aside(_)
        | Role::Table
        | Role::Row
        | Role::Cell
        | Role::Figure
        | Role::Decoration
        | Role::ScanCode
        | Role::References
        | Role::SmallPrint
        | Role::Imprint
        | Role::Code
        | Role::PatientLabel
        | Role::Contents
        | Role::Entry
        | Role::WritingLines
        | Role::Definitions
        | Role::WriteIn
        | Role::Link
        | Role::Foreign
        | Role::Citation => false,
    }
}
