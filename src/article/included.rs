//! What the snippets of one article may come to: a line of an article can stand for a whole file.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use crate::diagnostics::SOURCE_LIMIT;
use crate::yaml::{NODE_LIMIT, Node, Value};

/// What is left for the snippets of an article: together they may say as much as a file may.
pub(super) struct Included {
    bytes: Cell<usize>,
    nodes: Cell<usize>,
    /// Snippets with mistakes, which are told once.
    unsound: RefCell<BTreeSet<String>>,
}

impl Included {
    /// Nothing was included yet.
    pub(super) fn new() -> Included {
        Included { bytes: Cell::new(SOURCE_LIMIT), nodes: Cell::new(NODE_LIMIT), unsound: RefCell::default() }
    }

    /// Whether there is still room for a snippet of so many bytes, which is taken.
    pub(super) fn takes_bytes(&self, bytes: usize) -> bool {
        take(&self.bytes, bytes)
    }

    /// Whether there is still room for the values below a node, which is taken.
    pub(super) fn takes_nodes(&self, root: &Node) -> bool {
        take(&self.nodes, count(root))
    }

    /// Whether mistakes of this snippet were told before.
    pub(super) fn is_unsound(&self, path: &str) -> bool {
        self.unsound.borrow().contains(path)
    }

    /// Mistakes of this snippet have been told.
    pub(super) fn note_unsound(&self, path: &str) {
        self.unsound.borrow_mut().insert(path.to_owned());
    }
}

/// Once there is too little, nothing is left: what comes later is not told again.
fn take(left: &Cell<usize>, cost: usize) -> bool {
    let rest = left.get().checked_sub(cost);
    left.set(rest.unwrap_or(0));
    rest.is_some()
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Seq(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|entry| count(&entry.value)).sum(),
        Value::Missing | Value::Broken | Value::Scalar(_) => 0,
    }
}
