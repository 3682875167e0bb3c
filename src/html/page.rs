//! The page around the text: head, masthead, title, foot.

use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::block::blocks;
use super::metadata::json_ld;
use super::picture::picture;
use crate::document::{Document, Masthead};
use crate::language::Direction;
use crate::locale::{Label, Locale};

/// The looks of every page. They are in it, so that it needs no other file.
const STYLE: &str = include_str!("style.css");

/// Nothing is fetched and nothing is run, whatever a text might say.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/// What a web page says that is not said on paper.
#[derive(Clone, Debug, Default)]
pub struct Page<'a> {
    /// Who checked the article.
    pub reviewers: &'a [String],
    /// When a clinician last read it.
    pub reviewed: Option<Date>,
    /// Terminologies by name, with codes of theirs.
    pub codes: &'a [(&'a str, &'a str)],
    /// Where the page is to be found, if the clinic says so.
    pub address: Option<String>,
    /// The PDF of the same words, beside the page.
    pub pdf: Option<&'a str>,
    /// The clinic's colour, as CSS has it: `#0b5c7a`.
    pub color: Option<String>,
}

/// A document as one file of HTML, in the document's own language.
pub fn page(document: &Document, locale: &Locale, page: &Page) -> String {
    let metadata = &document.metadata;
    let direction = match locale.direction() {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(metadata.language) dir=(direction) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (metadata.title) }
                @if let Some(subject) = &metadata.subject { meta name="description" content=(subject); }
                @if let Some(address) = &page.address { link rel="canonical" href=(address); }
                style { (PreEscaped(STYLE)) }
                @if let Some(color) = &page.color { style { ":root{--brand:" (color) "}" } }
                (json_ld(document, page))
            }
            body {
                (masthead(&document.masthead))
                main {
                    (notices(document))
                    h1 {
                        @if let Some(kind) = &document.title.kind { span.kind { (kind) } }
                        (document.title.words)
                    }
                    (blocks(&document.blocks, locale))
                }
                (foot(document, locale, page))
            }
        }
    };
    markup.into_string()
}

fn masthead(masthead: &Masthead) -> Markup {
    html! {
        @if masthead.name.is_some() || masthead.logo.is_some() {
            header {
                @if let Some(logo) = masthead.logo { span.logo { (picture(logo, None, None, None)) } }
                div {
                    @if let Some(name) = &masthead.name { p.name { (name) } }
                    @if let Some(tagline) = &masthead.tagline { p { (tagline) } }
                }
                @if let Some(affiliate) = &masthead.affiliate { p.affiliate { (affiliate) } }
            }
        }
    }
}

/// What must be seen first: that it is a draft.
fn notices(document: &Document) -> Markup {
    html! { @if let Some(draft) = &document.folio.draft { p.draft { (draft) } } }
}

fn foot(document: &Document, locale: &Locale, page: &Page) -> Markup {
    let (folio, metadata) = (&document.folio, &document.metadata);
    html! {
        footer {
            p {
                time datetime=(metadata.created) { (folio.created) } " "
                time datetime=(metadata.updated) { (folio.updated) }
            }
            p { (locale.field(&locale.label(Label::Code), &metadata.code)) }
            @if let Some(pdf) = page.pdf { p { a href=(pdf) { (locale.label(Label::AsPdf)) } } }
        }
    }
}
