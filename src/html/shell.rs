//! The file around the text of a page: its head, and how it looks.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::about::Page;
use super::languages::Translation;
use super::metadata::json_ld;
use super::writer::direction_name;
use crate::document::{Masthead, Metadata};
use crate::locale::Locale;
use crate::picture::Color;

/// Nothing is fetched and nothing is run, whatever a text might say.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/// Contrast of text with its ground that WCAG 2.2, 1.4.3 asks for.
const CONTRAST: f32 = 4.5;

/// What stands around the text of a page.
pub(super) struct Shell<'s> {
    pub metadata: &'s Metadata,
    /// The languages of the page, the first that of its head.
    pub languages: &'s [&'s str],
    pub masthead: &'s Masthead<'s>,
    /// That of the first language.
    pub locale: &'s Locale,
    pub page: &'s Page,
    /// How pages of this kind look.
    pub style: &'s str,
    /// Whether words that are stressed are bold on all of it, for want of letters that slant.
    pub is_upright: bool,
}

impl Shell<'_> {
    /// The whole file.
    pub fn around(&self, body: &Markup) -> String {
        let Shell { metadata, page, .. } = self;
        let markup = html! {
            (DOCTYPE)
            html lang=(metadata.language) dir=(direction_name(self.locale.direction())) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (metadata.title) }
                    @if let Some(subject) = &metadata.subject { meta name="description" content=(subject); }
                    @if let Some(address) = &page.address { link rel="canonical" href=(address); }
                    @for Translation { language, page } in &page.translations {
                        link rel="alternate" hreflang=(language) href=(page);
                    }
                    style { (PreEscaped(self.style)) (PreEscaped(brand(page.color))) (PreEscaped(&page.fonts)) }
                    (json_ld(metadata, self.masthead, self.languages, page))
                }
                body.upright[self.is_upright] { (body) }
            }
        };
        markup.into_string()
    }
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
