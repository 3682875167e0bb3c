//! The ids that citations may name.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::yaml::{Patience, similar_within};

/// The ids that citations of one file may name, in the order of its reference list.
#[derive(Debug)]
pub struct ReferenceIds {
    /// One for each reference; not all have one.
    ids: Vec<Option<String>>,
    /// Where each id stands first.
    places: HashMap<String, usize>,
    patience: RefCell<Patience>,
}

impl Default for ReferenceIds {
    fn default() -> Self {
        ReferenceIds::new(Vec::new())
    }
}

impl ReferenceIds {
    /// Takes the ids of a list of references, in its order.
    pub fn new(ids: Vec<Option<String>>) -> ReferenceIds {
        let mut places = HashMap::with_capacity(ids.len());
        for (index, id) in ids.iter().enumerate() {
            if let Some(id) = id {
                places.entry(id.clone()).or_insert(index);
            }
        }
        ReferenceIds { ids, places, patience: RefCell::new(Patience::of_a_file()) }
    }

    /// The first reference that has this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The id of each reference.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.ids.iter().map(Option::as_deref)
    }

    /// The id that one which is not there was probably meant to be. After very many such questions, none.
    pub fn similar(&self, id: &str) -> Option<&str> {
        similar_within(&mut self.patience.borrow_mut(), id, self.iter().flatten())
    }
}
