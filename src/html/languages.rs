//! Links to the pages of the same handout in other languages.

use std::collections::HashMap;

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
        let autonyms = Autonyms::of(translations.iter().map(|it| it.language.as_str()).chain([language]));
        html! {
            @if !translations.is_empty() {
                nav.languages {
                    p {
                        (self.label(Label::AlsoIn)) (self.locale.field_joint())
                        @for (index, Translation { language, page }) in translations.iter().enumerate() {
                            @if index > 0 { " · " }
                            a href=(page) hreflang=(language) lang=(language) dir=[self.other_direction(language)] {
                                (autonyms.name(language))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What some languages call themselves.
pub(super) struct Autonyms<'l> {
    /// By tag; `None` of one whose name is not known.
    names: HashMap<&'l str, Option<&'static str>>,
    /// How many of them have a name.
    sharers: HashMap<&'static str, usize>,
}

impl<'l> Autonyms<'l> {
    pub(super) fn of(tags: impl IntoIterator<Item = &'l str>) -> Autonyms<'l> {
        let name = |tag: &str| Language::parse(tag).and_then(|language| autonym(&language));
        let names: HashMap<&str, Option<&'static str>> = tags.into_iter().map(|tag| (tag, name(tag))).collect();
        let mut sharers = HashMap::new();
        for name in names.values().flatten() {
            *sharers.entry(*name).or_insert(0) += 1;
        }
        Autonyms { names, sharers }
    }

    /// What one of them calls itself; where another has the same name, with its tag: "Español (es-MX)".
    pub(super) fn name(&self, language: &str) -> String {
        match self.names[language] {
            None => language.to_owned(),
            Some(own) if self.sharers[own] > 1 => format!("{own} ({language})"),
            Some(own) => own.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_one_name_are_told_apart_by_their_tags() {
        let autonyms = Autonyms::of(["es", "es-MX", "fr", "qaa", "fr"]);
        let names = ["es", "es-MX", "fr", "qaa"].map(|tag| autonyms.name(tag));
        assert_eq!(names, ["Español (es)", "Español (es-MX)", "Français", "qaa"]);
    }
}
