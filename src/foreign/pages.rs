//! The pages of a file, in order, each with what it inherits (ISO 32000-1, 7.7.3).

use std::collections::BTreeSet;
use std::rc::Rc;

use super::error::ForeignError;
use super::limits::{DEPTH, PAGES};
use super::object::{Dictionary, Object, weight};
use super::store::Store;

/// What a page takes from the nodes above it where it is silent (7.7.3.4).
const INHERITED: [&str; 4] = ["Resources", "MediaBox", "CropBox", "Rotate"];

/// A page.
pub(super) struct Page {
    /// Its number, if it is an indirect object, as it should be.
    pub number: Option<u32>,
    /// Its entries, with those it inherits.
    pub entries: Dictionary,
}

/// A node still to be looked at.
struct Node {
    object: Object,
    inherited: Rc<Dictionary>,
    depth: usize,
}

/// All pages. A tree that goes round in circles is damaged.
pub(super) fn pages(store: &mut Store<'_>, catalog: &Dictionary) -> Result<Vec<Page>, ForeignError> {
    let root = catalog.get(&b"Pages"[..]).cloned().unwrap_or(Object::Null);
    let mut waiting = vec![Node { object: root, inherited: Rc::default(), depth: 0 }];
    let mut seen = BTreeSet::new();
    let mut pages = Vec::new();
    while let Some(node) = waiting.pop() {
        let number = match node.object {
            Object::Reference(number) => Some(number),
            _ => None,
        };
        let object = store.value(&node.object)?;
        let Object::Dictionary(entries) = &*object else {
            return Err(ForeignError::Damaged("a page of it is missing"));
        };
        if !entries.contains_key(&b"Kids"[..]) {
            if pages.len() == PAGES {
                return Err(ForeignError::TooManyPages);
            }
            store.budget.memory(weight(entries) + weight(&node.inherited))?;
            pages.push(Page { number, entries: with_inherited(entries, &node.inherited) });
            continue;
        }
        if node.depth == DEPTH || number.is_some_and(|number| !seen.insert(number)) {
            return Err(ForeignError::Damaged("its pages are listed in a circle"));
        }
        let kids = store.get(entries, b"Kids")?;
        store.budget.memory(kids.weight() + weight(entries) + weight(&node.inherited))?;
        let kids = kids.items().ok_or(ForeignError::Damaged("its list of pages cannot be read"))?;
        let inherited: Dictionary = with_inherited(entries, &node.inherited);
        let inherited = inherited.into_iter().filter(|(key, _)| INHERITED.iter().any(|it| it.as_bytes() == &**key));
        let inherited = Rc::new(inherited.collect::<Dictionary>());
        // Last in, first out.
        waiting.extend(kids.iter().rev().map(|kid| Node {
            object: kid.clone(),
            inherited: Rc::clone(&inherited),
            depth: node.depth + 1,
        }));
    }
    if pages.is_empty() { Err(ForeignError::NoPages) } else { Ok(pages) }
}

fn with_inherited(entries: &Dictionary, inherited: &Dictionary) -> Dictionary {
    let mut all = entries.clone();
    for (key, value) in inherited {
        match all.get(key) {
            None | Some(Object::Null) => all.insert(key.clone(), value.clone()),
            Some(_) => continue,
        };
    }
    all
}
