//! Links to the pages of the same handout in other languages.

use maud::{Markup, html};

use super::address::link;
use super::writer::Writer;
use crate::language::Language;
use crate::locale::{Label, autonym};

/// The web page of the same handout in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// BCP 47 tag.
    pub language: String,
    /// Where it is: by its name in the folder of the page, or as a link.
    pub page: String,
}

impl Translation {
    /// The same with a link in place of a name.
    pub(super) fn linked(&self) -> Translation {
        Translation { language: self.language.clone(), page: link(&self.page) }
    }
}

impl Writer<'_> {
    /// Where a handout in this language is in others, each by its own name: "Also in: Español". Who cannot read the page
    /// finds it at its head.
    pub(super) fn languages(&self, language: &str, translations: &[Translation]) -> Markup {
        let all: Vec<&str> = translations.iter().map(|it| it.language.as_str()).chain([language]).collect();
        html! {
            @if !translations.is_empty() {
                nav.languages {
                    p {
                        (self.label(Label::AlsoIn)) (self.locale.field_joint())
                        @for (index, Translation { language, page }) in translations.iter().enumerate() {
                            @if index > 0 { " · " }
                            a href=(page) hreflang=(language) lang=(language) dir=[self.other_direction(language)] {
                                (name(language, &all))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a language calls itself; where another of these has the same name, with its tag: "Español (es-MX)".
pub(super) fn name(language: &str, all: &[&str]) -> String {
    let name = |tag: &str| Language::parse(tag).and_then(|language| autonym(&language));
    match name(language) {
        None => language.to_owned(),
        Some(own) if all.iter().any(|other| *other != language && name(other) == Some(own)) => {
            format!("{own} ({language})")
        }
        Some(own) => own.to_owned(),
    }
}
