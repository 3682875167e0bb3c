//! What the parts of one page have in common while it is written.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use crate::language::{Direction, Language};
use crate::locale::Locale;

/// Writes the parts of one page, from its first to its last.
pub(super) struct Writer<'w> {
    pub(super) locale: &'w Locale,
    /// The sources that were cited so far; the first citation of each is where its number leads back to.
    pub(super) cited: RefCell<BTreeSet<usize>>,
    /// How many parts have a name to be referred to by.
    named: Cell<usize>,
}

impl<'w> Writer<'w> {
    pub(super) fn new(locale: &'w Locale) -> Writer<'w> {
        Writer { locale, cited: RefCell::default(), named: Cell::new(0) }
    }

    /// A name that no other part of the page has: `part-3`.
    pub(super) fn new_id(&self) -> String {
        self.named.set(self.named.get() + 1);
        format!("part-{}", self.named.get())
    }

    /// Whether the script of the page has letters that slant. In others words that are stressed are bold, as on paper.
    pub(super) fn has_italics(&self) -> bool {
        let script = Language::parse(self.locale.tag()).map_or("Latn", |language| language.script());
        matches!(script, "Latn" | "Cyrl" | "Grek")
    }

    /// The direction of words in a language, where it is not that of the page.
    pub(super) fn other_direction(&self, language: &str) -> Option<&'static str> {
        let direction = Language::parse(language)?.direction();
        (direction != self.locale.direction()).then(|| direction_name(direction))
    }
}

/// A direction as HTML calls it.
pub(super) fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}
