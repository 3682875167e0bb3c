//! Lines to write on: the first beside its label where that is short, further ones from edge to edge.

use super::grid::LINE;
use crate::document::WriteIn;
use crate::geometry::Pt;
use crate::layout::frame::{Frame, Mark, Tie, rule};
use crate::layout::galley::{Flow, Galley};
use crate::layout::handout::{Ink, NodeId, Owner, Role};
use crate::text::Wrap;

/// The widest label that a line begins beside, as a share of the measure.
const LABEL_SHARE: f32 = 0.6;
/// How far a line lies below the baseline of its label.
const BELOW: Pt = 2.5;

impl Galley<'_, '_> {
    pub(in crate::layout) fn write_in(&mut self, lines: &[WriteIn], flow: Flow) {
        for (index, line) in lines.iter().enumerate() {
            let spaces = self.theme.spaces;
            let above = if index == 0 { spaces.list } else { 0.0 };
            let first = self.pieces.len();
            self.labelled_lines(line, flow, above);
            self.keep_whole(first);
            self.after = if line.lines > 1 { spaces.list } else { 0.0 };
        }
        self.after = self.theme.spaces.paragraph;
    }

    fn labelled_lines(&mut self, line: &WriteIn, flow: Flow, above: Pt) {
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let paragraph = self.paragraph_of(Owner::Node(node), &line.label, self.theme.types.body);
        let label = self.shape(paragraph);
        let mut rows = self.set_lines(&label, flow.measure, Wrap::Ragged);
        let width = label.natural_width();
        let mut rest = line.lines;
        if rows.len() == 1 && width <= flow.measure * LABEL_SHARE {
            let start = width + self.theme.spaces.mark;
            rows = rows.into_iter().map(|row| self.line_beside(row, node, start, flow.measure)).collect();
            rest -= 1;
        }
        self.push_lines(flow, rows, above);
        for _ in 0..rest {
            self.tie_last(Tie::Firm);
            let height = self.writing();
            let frame = self.line_beside(Frame::of(height), node, 0.0, flow.measure);
            self.push(flow, frame, 0.0, Tie::Free);
        }
    }

    /// A row at the foot of the room to write above a line that begins at `start`. The line belongs to the label: it is
    /// what is to be filled in.
    fn line_beside(&self, row: Frame, node: NodeId, start: Pt, measure: Pt) -> Frame {
        let mut frame = Frame::of(row.height.max(self.writing()));
        let down = frame.height - row.height;
        frame.place(row, 0.0, down);
        let y = if frame.baseline > 0.0 { frame.baseline + BELOW } else { frame.height - LINE };
        let line = Ink::Path(rule(start, y, measure - start, LINE, self.theme.colors.ink));
        frame.marks.push(Mark::new(Owner::Node(node), line));
        frame
    }
}
