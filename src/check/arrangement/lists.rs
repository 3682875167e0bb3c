//! A list of one item, which is a sentence with a mark before it.

use super::at_start;
use super::walk::Bodies;
use crate::article::{Block, List, Mark};
use crate::diagnostics::{Code, Diagnostic};

/// Notes lists of one item.
pub(super) fn check(bodies: &Bodies) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for body in &bodies.bodies {
        for (index, block) in body.iter().enumerate() {
            match block {
                Block::List(list) if !is_resumed(list, &body[index + 1..]) => found.extend(note(list)),
                _ => {}
            }
        }
    }
    found.extend(bodies.lists.iter().filter_map(|list| note(list)));
    found
}

/// Whether the steps of a list go on in another one.
fn is_resumed(list: &List, behind: &[Block]) -> bool {
    let next = list.first + list.items.len();
    list.mark == Mark::Step && behind.iter().any(|block| matches!(block, Block::List(other) if other.first == next))
}

fn note(list: &List) -> Option<Diagnostic> {
    let [only] = list.items.as_slice() else { return None };
    // A tick and a cross say something by themselves, and a step behind others is one of theirs.
    if !matches!(list.mark, Mark::Bullet | Mark::Step) || list.first > 1 {
        return None;
    }
    let message = "this list has one item: its mark makes a reader look for the next";
    let hint = "write it as a sentence, or add the items that are missing";
    Some(at_start(Diagnostic::new(Code::ListOfOne, message).hint(hint), only.text.first()?))
}
