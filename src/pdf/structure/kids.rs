//! What a structure element holds (ISO 32000-1, 14.7.2).

use crate::pdf::file::syntax::Ref;

/// One of the things that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    /// Another element.
    Element(usize),
    /// A marked-content sequence: index of its page, and its identifier there.
    Mark { page: usize, id: usize },
    /// An annotation: index of its page, and its object.
    Annotation { page: usize, object: Ref },
}

/// All of them: one, as a rule, which takes no memory of its own.
#[derive(Clone, Debug)]
pub(super) enum Kids {
    Few(Option<Kid>),
    Many(Vec<Kid>),
}

impl Kids {
    /// None yet.
    pub(super) const NONE: Kids = Kids::Few(None);

    /// Adds one behind the others.
    pub(super) fn push(&mut self, kid: Kid) {
        match self {
            Kids::Few(none @ None) => *none = Some(kid),
            Kids::Few(Some(first)) => *self = Kids::Many(vec![*first, kid]),
            Kids::Many(kids) => kids.push(kid),
        }
    }

    /// Puts one in front of the first that `is_later`, or behind all.
    pub(super) fn insert_before(&mut self, is_later: impl Fn(&Kid) -> bool, kid: Kid) {
        let place = self.as_slice().iter().position(is_later).unwrap_or(self.as_slice().len());
        match self {
            Kids::Few(kids) => {
                let mut kids: Vec<Kid> = kids.iter().copied().collect();
                kids.insert(place, kid);
                *self = Kids::Many(kids);
            }
            Kids::Many(kids) => kids.insert(place, kid),
        }
    }

    /// In order.
    pub(super) fn as_slice(&self) -> &[Kid] {
        match self {
            Kids::Few(kid) => kid.as_slice(),
            Kids::Many(kids) => kids,
        }
    }

    /// To be put in order.
    pub(super) fn as_mut_slice(&mut self) -> &mut [Kid] {
        match self {
            Kids::Few(kid) => kid.as_mut_slice(),
            Kids::Many(kids) => kids,
        }
    }
}
