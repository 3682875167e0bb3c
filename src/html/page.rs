//! A page in one language, and what pages in two have in common with it: masthead, title, foot.

use maud::{Markup, html};

use super::about::Page;
use super::shell::Shell;
use super::style;
use super::writer::{Sources, Writer};
use crate::document::{Document, Masthead, Title, Words};
use crate::locale::{Label, Locale};

/// A document as one file of HTML, in the document's own language.
pub fn page(document: &Document, locale: &Locale, page: &Page) -> String {
    let sources = Sources::default();
    let writer = Writer::new(locale, "", &sources);
    let body = html! {
        (writer.masthead(&document.masthead))
        (writer.languages(&document.metadata.language, &page.translations))
        main {
            (writer.title(document.folio.draft, &document.title))
            (writer.blocks(&document.blocks))
        }
        (writer.foot(document, page, true))
    };
    let shell = Shell {
        metadata: &document.metadata,
        languages: &[&document.metadata.language],
        masthead: &document.masthead,
        locale,
        page,
        style: style::ONE_LANGUAGE,
        is_upright: !writer.has_italics(),
    };
    shell.around(&body)
}

impl Writer<'_> {
    pub(super) fn masthead(&self, masthead: &Masthead) -> Markup {
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

    /// The mark of a draft, and the title.
    pub(super) fn title(&self, draft: Option<&str>, title: &Title) -> Markup {
        html! {
            @if let Some(draft) = draft { p.draft { (draft) } }
            h1 {
                @if let Some(kind) = &title.kind { span.kind { (self.words(kind)) } }
                (self.words(&title.words))
            }
        }
    }

    fn foot(&self, document: &Document, page: &Page, has_code: bool) -> Markup {
        html! { footer { (self.imprint(document, page, has_code)) } }
    }

    /// What the handout says of itself: dates, code, whom to call; and the way to its PDF.
    pub(super) fn imprint(&self, document: &Document, page: &Page, has_code: bool) -> Markup {
        let (folio, metadata) = (&document.folio, &document.metadata);
        html! {
            (self.heading(2, &self.id("about"), "", &self.label(Label::About)))
            p { time datetime=(metadata.created) { (folio.created) } }
            p { time datetime=(metadata.updated) { (folio.updated) } }
            @if has_code { p { (folio.code_label) span.code { (metadata.code) } } }
            (self.contacts(&folio.contacts, folio.emergency.as_ref()))
            @if let Some(pdf) = &page.pdf { p.pdf { a href=(pdf) { (self.label(Label::AsPdf)) } } }
        }
    }

    /// Words of the tool's own.
    pub(super) fn label(&self, label: Label) -> Markup {
        self.words(&Words::label(self.locale.label(label), self.locale))
    }
}
