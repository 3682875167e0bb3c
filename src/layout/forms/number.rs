//! One value in large type, in a frame of its own.

use crate::document::{BigNumber, Words};
use crate::layout::frame::{BoxLook, Container, Tie};
use crate::layout::galley::{Flow, Galley};
use crate::layout::handout::{Owner, Role};
use crate::layout::paragraph::ShapedParagraph;
use crate::text::Wrap;
use crate::theme::Type;

/// The least share of its size that a value shrinks to, where a word of it is wider than the column.
const LEAST_SIZE: f32 = 0.6;
/// The space between the value and what it means, as a share of the value's size.
const LABEL_GAP: f32 = 0.2;

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
        self.value(&number.value, inner);
        self.tie_last(Tie::Rigid);
        let look = self.theme.types.body;
        let label = self.number_part(&number.label, inner, look);
        let lines = self.set_lines(&label, inner.measure, Wrap::Balanced);
        self.push_lines(inner, lines, self.theme.types.title.size * LABEL_GAP);
        self.keep_whole(first);
        self.after = self.theme.spaces.float;
    }

    /// The value, as large as its column lets it be. Its lines keep their distance where others are drawn in: nothing but
    /// that keeps letters below the baseline, and raised numbers in the label, from each other.
    fn value(&mut self, words: &Words, flow: Flow) {
        let look = Type { color: self.theme.colors.ink, ..self.theme.types.title };
        let mut value = self.number_part(words, flow, look);
        value.shrink(flow.measure, LEAST_SIZE);
        let mut lines = self.set_lines(&value, flow.measure, Wrap::Balanced);
        lines.iter_mut().for_each(|line| line.leading = 0.0);
        self.push_lines(flow, lines, self.theme.spaces.float);
    }

    fn number_part(&mut self, words: &Words, flow: Flow, look: Type) -> ShapedParagraph {
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let paragraph = self.paragraph_of(Owner::Node(node), words, look);
        self.shape(paragraph)
    }
}
