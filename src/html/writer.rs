//! What the parts of one page have in common while it is written.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::language::{Direction, Language};
use crate::locale::Locale;
use crate::text::Customs;

/// Writes the parts of one page that are in one language, from the first to the last.
pub(super) struct Writer<'w> {
    pub(super) locale: &'w Locale,
    /// What stays on one line in its language.
    pub(super) customs: Customs,
    /// What the names of its parts begin with, where a page has several writers.
    prefix: &'static str,
    sources: &'w Sources,
    /// How many parts have a name to be referred to by.
    named: Cell<usize>,
}

/// A list of sources, and what cites it.
#[derive(Default)]
pub(super) struct Sources {
    /// What the names of its entries begin with, where a page has several lists.
    prefix: &'static str,
    /// By index of the source, the name of the citation that cites it first: that is where its number leads back to.
    cited: RefCell<BTreeMap<usize, String>>,
}

impl Sources {
    /// Sources that nothing cites yet.
    pub(super) fn new(prefix: &'static str) -> Sources {
        Sources { prefix, cited: RefCell::default() }
    }
}

impl<'w> Writer<'w> {
    pub(super) fn new(locale: &'w Locale, prefix: &'static str, sources: &'w Sources) -> Writer<'w> {
        Writer { locale, customs: Customs::of(locale.tag()), prefix, sources, named: Cell::new(0) }
    }

    /// A name that no other part of the page has: `part-3`.
    pub(super) fn new_id(&self) -> String {
        self.named.set(self.named.get() + 1);
        self.id(&format!("part-{}", self.named.get()))
    }

    /// The name of a part of which there is one in each language.
    pub(super) fn id(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The name of an entry in the list of sources, by its index.
    pub(super) fn source_id(&self, index: usize) -> String {
        format!("{}ref-{}", self.sources.prefix, index + 1)
    }

    /// A name for a citation of a source, if it is the first.
    pub(super) fn new_citation_id(&self, index: usize) -> Option<String> {
        let mut cited = self.sources.cited.borrow_mut();
        if cited.contains_key(&index) {
            return None;
        }
        let id = self.id(&format!("cite-{}", index + 1));
        cited.insert(index, id.clone());
        Some(id)
    }

    /// The name of the first citation of a source; `None` of one that is cited nowhere before.
    pub(super) fn citation_id(&self, index: usize) -> Option<String> {
        self.sources.cited.borrow().get(&index).cloned()
    }

    /// Whether its script has letters that slant. In others words that are stressed are bold, as on paper.
    pub(super) fn has_italics(&self) -> bool {
        let script = self.locale.language().map_or("Latn", Language::script);
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
