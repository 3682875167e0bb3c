//! The page around the text: head, masthead, title, foot.

use std::fmt::Write as _;

use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::STYLE;
use super::metadata::json_ld;
use super::writer::{Writer, direction_name};
use crate::article::{Article, System};
use crate::document::{Document, Masthead, Words};
use crate::locale::{Label, Locale};
use crate::picture::Color;
use crate::prose::Text;
use crate::site::Site;

/// Nothing is fetched and nothing is run, whatever a text might say.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/// Contrast of text with its ground that WCAG 2.2, 1.4.3 asks for.
const CONTRAST: f32 = 4.5;

/// Where a page is: names of files and addresses as they are called, not as links write them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// Its path below the address that the clinic gives its pages: `side-effects/fever.html`.
    pub name: &'a str,
    /// The PDF of the same words, by its name in the folder of the page.
    pub pdf: Option<&'a str>,
}

/// What a web page says that is not said on paper.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Who checked the article.
    pub reviewers: Vec<String>,
    /// When a clinician last read it.
    pub reviewed: Option<Date>,
    /// Names of terminologies, each with a code of theirs.
    pub codes: Vec<(&'static str, String)>,
    /// Where the page is to be found, if the clinic says so.
    pub address: Option<String>,
    /// A link to the PDF of the same words.
    pub pdf: Option<String>,
    /// The clinic's colour.
    pub color: Option<Color>,
}

impl Page {
    /// What the page of an article says, at its place.
    pub fn of(article: &Article, site: &Site, place: Place) -> Page {
        let codes = |system: System| article.codes.of(system).iter().map(move |code| (system.uri(), code.clone()));
        let base = site.html.as_ref().and_then(|html| html.base.as_ref());
        Page {
            reviewers: article.reviewers.iter().map(Text::plain).collect(),
            reviewed: article.reviewed,
            codes: System::ALL.into_iter().flat_map(codes).collect(),
            address: base.map(|base| format!("{base}/{}", link(place.name))),
            pdf: place.pdf.map(link),
            color: site.color,
        }
    }
}

/// The path of a file as a relative address (RFC 3986, 2.3 and 4.2).
pub fn link(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").expect("a string takes all that is written"),
        }
    }
    out
}

/// A document as one file of HTML, in the document's own language.
pub fn page(document: &Document, locale: &Locale, page: &Page) -> String {
    let metadata = &document.metadata;
    let writer = Writer::new(locale);
    let markup = html! {
        (DOCTYPE)
        html lang=(metadata.language) dir=(direction_name(locale.direction())) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (metadata.title) }
                @if let Some(subject) = &metadata.subject { meta name="description" content=(subject); }
                @if let Some(address) = &page.address { link rel="canonical" href=(address); }
                style { (PreEscaped(STYLE)) (PreEscaped(brand(page.color))) }
                (json_ld(document, page))
            }
            body.upright[!writer.has_italics()] {
                (writer.masthead(&document.masthead))
                main {
                    @if let Some(draft) = &document.folio.draft { p.draft { (draft) } }
                    h1 {
                        @if let Some(kind) = &document.title.kind { span.kind { (writer.words(kind)) } }
                        (writer.words(&document.title.words))
                    }
                    (writer.blocks(&document.blocks))
                }
                (writer.foot(document, page))
            }
        }
    };
    markup.into_string()
}

/// The clinic's colour as a rule of CSS, where words in it can be read on white. On black it is the tool's own.
fn brand(color: Option<Color>) -> String {
    match color {
        Some(color) if color.contrast_with(Color::WHITE) >= CONTRAST => {
            let Color { red, green, blue } = color;
            format!("@media not (prefers-color-scheme:dark){{:root{{--brand:#{red:02x}{green:02x}{blue:02x}}}}}")
        }
        _ => String::new(),
    }
}

impl Writer<'_> {
    fn masthead(&self, masthead: &Masthead) -> Markup {
        let Masthead { logo, name, tagline, affiliate } = masthead;
        html! {
            @if name.is_some() || logo.is_some() || tagline.is_some() || affiliate.is_some() {
                header {
                    @if let Some(logo) = logo { span.logo { (self.picture(logo, None, None, None)) } }
                    @if name.is_some() || tagline.is_some() {
                        div {
                            @if let Some(name) = name { p.name { (self.words(name)) } }
                            @if let Some(tagline) = tagline { p { (self.words(tagline)) } }
                        }
                    }
                    @if let Some(affiliate) = affiliate { p.affiliate { (self.words(affiliate)) } }
                }
            }
        }
    }

    /// What the handout says of itself: dates, code, whom to call; and the way to its PDF.
    fn foot(&self, document: &Document, page: &Page) -> Markup {
        let (folio, metadata, locale) = (&document.folio, &document.metadata, self.locale);
        let label = |label| self.words(&Words::label(locale.label(label), locale));
        html! {
            footer {
                (self.heading(2, "about", "", &label(Label::About)))
                p { time datetime=(metadata.created) { (folio.created) } }
                p { time datetime=(metadata.updated) { (folio.updated) } }
                p { (folio.code_label) span.code { (metadata.code) } }
                (self.contacts(&folio.contacts, folio.emergency.as_ref()))
                @if let Some(pdf) = &page.pdf { p.pdf { a href=(pdf) { (label(Label::AsPdf)) } } }
            }
        }
    }
}
