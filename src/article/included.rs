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
    /// Whether the author was told that there is no more room.
    is_full: Cell<bool>,
}

impl Included {
    /// Nothing was included yet.
    pub(super) fn new() -> Included {
        Included {
            bytes: Cell::new(SOURCE_LIMIT),
            nodes: Cell::new(NODE_LIMIT),
            unsound: RefCell::default(),
            is_full: Cell::new(false),
        }
    }

    /// Whether there is still room for a snippet of so many bytes, which is taken.
    pub(super) fn takes_bytes(&self, bytes: usize) -> bool {
        take(&self.bytes, bytes)
    }

    /// Whether there is still room for the values below a node, which is taken.
    pub(super) fn takes_nodes(&self, root: &Node) -> bool {
        take(&self.nodes, count(root))
    }

    /// Remembers that the author is told that there is no more room. Returns whether this was told before.
    pub(super) fn fill(&self) -> bool {
        self.is_full.replace(true)
    }

    /// Whether mistakes of this snippet were told before.
    pub(super) fn is_unsound(&self, path: &str) -> bool {
        self.unsound.borrow().contains(path)
    }

    /// Remembers that mistakes of this snippet have been told.
    pub(super) fn note_unsound(&self, path: &str) {
        self.unsound.borrow_mut().insert(path.to_owned());
    }
}

/// Takes `cost` from what is left, and returns whether there was so much. Where there was less, nothing is left
/// afterwards, so that no later snippet is read, however short.
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::{Notes, Source};

    #[test]
    fn values_and_bytes_are_counted_and_told_once() {
        let source = Source::new("a.yaml", b"- a\n- b: c\n- bullets: [d, e]\n".to_vec()).expect("sound text");
        let root = crate::yaml::parse(&Arc::clone(&source), &mut Notes::default()).expect("sound YAML");
        assert_eq!(count(&root), 8);
        let included = Included::new();
        let room = (0..).take_while(|_| included.takes_nodes(&root)).count();
        assert_eq!(room, NODE_LIMIT / 8);
        assert!(included.takes_bytes(SOURCE_LIMIT) && !included.takes_bytes(1));
        assert!(!included.fill() && included.fill());
    }
}
