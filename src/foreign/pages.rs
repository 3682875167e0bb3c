//! The pages of a file, in order, each with what it inherits (ISO 32000-1, 7.7.3).

use std::collections::BTreeSet;
use std::rc::Rc;

use super::budget::Budget;
use super::error::ForeignError;
use super::limits::{DEPTH, PAGES};
use super::object::{Dictionary, Object, copied};
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
    let root = catalog.get(&b"Pages"[..]).map_or(Ok(Object::Null), |root| root.copy_to_keep(&mut store.budget))?;
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
            let entries = with_inherited(entries, &node.inherited, &mut store.budget)?;
            pages.push(Page { number, entries });
            continue;
        }
        if node.depth == DEPTH || number.is_some_and(|number| !seen.insert(number)) {
            return Err(ForeignError::Damaged("its pages are listed in a circle"));
        }
        let kids = store.get(entries, b"Kids")?;
        let kids = kids.items().ok_or(ForeignError::Damaged("its list of pages cannot be read"))?;
        let inherited = with_inherited(entries, &node.inherited, &mut store.budget)?;
        let inherited = inherited.into_iter().filter(|(key, _)| INHERITED.iter().any(|it| it.as_bytes() == &**key));
        let inherited = Rc::new(inherited.collect::<Dictionary>());
        // Last in, first out.
        for kid in kids.iter().rev() {
            let object = kid.copy_to_keep(&mut store.budget)?;
            waiting.push(Node { object, inherited: Rc::clone(&inherited), depth: node.depth + 1 });
        }
    }
    if pages.is_empty() { Err(ForeignError::NoPages) } else { Ok(pages) }
}

fn with_inherited(
    entries: &Dictionary,
    inherited: &Dictionary,
    budget: &mut Budget,
) -> Result<Dictionary, ForeignError> {
    let mut all = copied(entries, budget)?;
    for (key, value) in inherited {
        match all.get(key) {
            None | Some(Object::Null) => all.insert(key.clone(), value.copy_to_keep(budget)?),
            Some(_) => continue,
        };
    }
    Ok(all)
}
