//! What the forms of one article may have of lines and cells to write in: a number in a file can stand for many.

use std::cell::Cell;

use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::Node;

/// Lines and cells of one article. A log of a month for each of twenty things has no more.
const MOST: usize = 5_000;

/// What is left for the forms of an article.
pub(super) struct Blanks(Cell<usize>);

impl Blanks {
    /// None was asked for yet.
    pub(super) fn new() -> Blanks {
        Blanks(Cell::new(MOST))
    }

    /// Takes lines or cells that the block at `node` asks for; tells where there are no more.
    pub(super) fn take(&self, count: usize, node: &Node, notes: &mut Notes) {
        let rest = self.0.get().checked_sub(count);
        self.0.set(rest.unwrap_or(0));
        if rest.is_none() {
            let message = format!("up to here, the article has more than {MOST} lines and cells to write in");
            let hint = "ask for fewer, or make several articles of this one";
            notes.push(Diagnostic::new(Code::BadNumber, message).at(node.span.clone()).hint(hint));
        }
    }
}
