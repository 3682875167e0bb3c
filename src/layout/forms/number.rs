//! One value in large type, in a frame of its own.

use crate::document::{BigNumber, Words};
use crate::geometry::Pt;
use crate::layout::frame::{BoxLook, Container, Tie};
use crate::layout::galley::{Flow, Galley};
use crate::layout::handout::{Owner, Role};
use crate::text::Wrap;
use crate::theme::Type;

/// The least share of its size that a value shrinks to, where a word of it is wider than the column.
const LEAST_SIZE: f32 = 0.6;

impl Galley<'_, '_> {
    /// The value, and below it what it means. In a box, whose border it has already, it gets none.
    pub(in crate::layout) fn big_number(&mut self, number: &BigNumber, flow: Flow) {
        let padding = self.theme.spaces.padding;
        let first = self.pieces.len();
        let inner = match flow.container {
            Some(_) => flow,
            None => {
                self.containers.push(Container {
                    look: BoxLook::Number,
                    start: flow.start,
                    width: flow.measure,
                    top: padding * 0.7,
                    bottom: padding * 0.9,
                    continued: None,
                });
                let container = Some(self.containers.len() - 1);
                Flow { start: flow.start + padding, measure: flow.measure - 2.0 * padding, container, ..flow }
            }
        };
        let look = Type { color: self.theme.colors.ink, ..self.theme.types.title };
        self.number_line(&number.value, look, self.theme.spaces.float, inner);
        self.tie_last(Tie::Rigid);
        self.number_line(&number.label, self.theme.types.body, 2.0, inner);
        self.keep_whole(first);
        self.after = self.theme.spaces.float;
    }

    fn number_line(&mut self, words: &Words, look: Type, above: Pt, flow: Flow) {
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let paragraph = self.paragraph_of(Owner::Node(node), words, look);
        let mut shaped = self.shape(paragraph);
        shaped.shrink(flow.measure, LEAST_SIZE);
        let lines = self.set_lines(&shaped, flow.measure, Wrap::Balanced);
        self.push_lines(flow, lines, above);
    }
}
