//! The words of one language: those of `labels.ini`, and a clinic's own in their place.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::dates::{self, OwnDates};
use super::label::{DATE, Form, Label, MONTHS, Template, forms};
use super::tags;
use super::template::fill;
use crate::language::Language;

/// Every word the tool prints, in every language it knows.
pub(super) static LABELS: &str = include_str!("labels.ini");

/// Words that a clinic gives: in the place of the tool's, or in a language in which the tool has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWords {
    /// The language they are in.
    pub language: Language,
    /// By the names of their labels, `date` and `months` aside.
    pub words: BTreeMap<&'static str, String>,
    /// How dates are written, if that is said.
    pub dates: Option<OwnDates>,
}

impl OwnWords {
    /// The names of what is still in English: neither the tool nor the clinic has words for it. Letters and colons are
    /// those of every language in Latin letters.
    pub fn lacking(&self) -> Vec<&'static str> {
        if section_of(&self.language).is_some() {
            return Vec::new();
        }
        let is_shared = |name: &str| ["field", "letters"].contains(&name) && self.language.script() == "Latn";
        let names = forms().map(|form| form.name).filter(|name| !is_shared(name));
        let mut lacking: Vec<&'static str> = names.filter(|name| !self.words.contains_key(name)).collect();
        if self.dates.is_none() && !dates::are_known(&tags::cldr_tag(&self.language)) {
            lacking.extend([DATE.name, MONTHS.name]);
        }
        lacking
    }
}

/// The words of one language, by the names of their labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words(BTreeMap<&'static str, Cow<'static, str>>);

impl Words {
    /// What stands in a section.
    pub fn read(section: &'static str) -> Words {
        Words(entries(section).map(|(name, words)| (name, Cow::Borrowed(words))).collect())
    }

    /// English ones.
    pub fn english() -> Words {
        Words::read(section("en").expect("there are English words"))
    }

    /// Takes a clinic's words in the place of these, where they are others.
    pub fn amend(&mut self, own: &OwnWords) {
        for (name, words) in &own.words {
            if self.0.get(name).is_none_or(|ours| ours != words) {
                self.0.insert(name, Cow::Owned(words.clone()));
            }
        }
    }

    /// The words of a label, if they are a clinic's own.
    pub fn own(&self, form: Form) -> Option<&str> {
        match self.0.get(form.name)? {
            Cow::Owned(words) => Some(words),
            Cow::Borrowed(_) => None,
        }
    }

    pub fn label(&self, label: Label) -> &str {
        self.named(label.form())
    }

    /// The words of a template, each of its places filled.
    pub fn fill(&self, template: Template, values: &[&str]) -> String {
        let form = template.form();
        let places: Vec<(&str, &str)> = form.places.iter().copied().zip(values.iter().copied()).collect();
        fill(self.named(form), &places)
    }

    /// How dates are written, where that is not left to CLDR.
    pub fn dates(&self) -> Option<OwnDates> {
        let template = self.0.get(DATE.name)?.clone().into_owned();
        let mut months = self.0.get(MONTHS.name)?.split_whitespace();
        Some(OwnDates { template, months: std::array::from_fn(|_| months.next().unwrap_or_default().to_owned()) })
    }

    fn named(&self, form: Form) -> &str {
        self.0.get(form.name).expect("a test holds that every language has every label")
    }
}

/// The words of a label in English, as an example of its form; CLDR has the English [`DATE`].
pub fn english(form: Form) -> &'static str {
    let section = section("en").expect("there are English words");
    let words = entries(section).find(|(name, _)| *name == form.name).map(|(_, words)| words);
    words.unwrap_or("{month} {day}, {year}")
}

/// The section of `labels.ini` for a language; `None` where there is none.
pub(super) fn section_of(language: &Language) -> Option<&'static str> {
    tags::candidates(language).iter().find_map(|name| section(name))
}

/// What stands below `[name]` in [`LABELS`], up to the next language.
pub(super) fn section(name: &str) -> Option<&'static str> {
    SECTIONS.get(name).copied()
}

/// Every language's part of [`LABELS`] by its name. The file is long, and each article asks several times.
static SECTIONS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    // Brackets are few, and one byte is looked for in a twelfth of the time that two together take.
    let is_first_in_line = |at: &usize| LABELS[..*at].ends_with('\n');
    let mut starts: Vec<usize> = LABELS.match_indices('[').map(|(at, _)| at).filter(is_first_in_line).collect();
    starts.push(LABELS.len() + 1);
    let parts = starts.windows(2).map(|pair| &LABELS[pair[0] + 1..pair[1] - 1]);
    parts.filter_map(|part| part.split_once("]\n")).collect()
});

/// The `name = value` lines of a section.
pub(super) fn entries(section: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "))
}
