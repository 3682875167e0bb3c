//! Grids in a column too narrow for them: row by row, every cell beside the head of its column; or, without heads, in
//! bands of as many cells as fit.

use std::rc::Rc;

use super::grid::{LINE, Nodes, SetCell};
use crate::document::{Grid, GridCellKind};
use crate::geometry::Pt;
use crate::layout::beside_label::SetLabel;
use crate::layout::frame::{Frame, Mark, Tie, rule};
use crate::layout::galley::{Flow, Galley};
use crate::layout::handout::{Artifact, Ink, Owner};
use crate::layout::paragraph::ShapedParagraph;
use crate::text::Wrap;

/// The widest column of labels beside the cells, as a share of the measure.
const LABEL_SHARE: f32 = 0.45;
/// The same where a word would be cut.
const MOST_FOR_WORDS: f32 = 0.65;
/// Thickness of the rules between rows, which are not to be written on.
const ROW_RULE: Pt = 1.5;

impl Galley<'_, '_> {
    /// Of each row, every cell beside the head of its column. The first row's labels are the heads themselves; those of
    /// further rows repeat them and mean nothing.
    pub(super) fn push_labelled_grid(&mut self, grid: &Grid, nodes: &Nodes, flow: Flow, above: Pt) {
        let set = self.set_grid(grid, nodes, 1.0);
        let signs = set.header.iter().filter_map(|head| head.sign.as_ref()).map(|sign| sign.height).fold(0.0, Pt::max);
        let indent = if signs > 0.0 { signs + self.theme.spaces.mark } else { 0.0 };
        let widest =
            |of: fn(&ShapedParagraph) -> Pt| set.header.iter().flat_map(|head| &head.sets).map(of).fold(0.0, Pt::max);
        let labels = (indent + widest(ShapedParagraph::natural_width)).min(flow.measure * LABEL_SHARE);
        // No word is cut where the lines to write on can spare the room.
        let words = (indent + widest(ShapedParagraph::narrowest)).min(flow.measure * MOST_FOR_WORDS);
        let labels = labels.max(words) + 0.01;
        for (index, row) in set.rows.iter().enumerate() {
            let first = self.pieces.len();
            for (column, (head, cell)) in set.header.iter().zip(row).enumerate() {
                let label = SetLabel::of(self.head_lines(head, indent, labels), self.theme.depth(), index > 0);
                let lines = self.labelled_cell(label, cell, labels + self.theme.spaces.gutter, flow.measure);
                let gap = match (index, column) {
                    (0, 0) => self.gap(above + 2.0 * self.theme.spaces.cell),
                    (_, 0) => 3.0 * self.theme.spaces.cell,
                    _ => self.theme.spaces.cell,
                };
                self.push_lines(flow, lines, gap);
            }
            self.rule_above(first, flow);
            self.keep_whole(first);
        }
        self.rule_below_last(flow);
    }

    /// Above each piece but the first, from `begin` on, the caption stands again where the piece begins a page.
    pub(super) fn repeat_caption(&mut self, begin: usize, caption: Option<Rc<Frame>>) {
        for piece in self.pieces.iter_mut().skip(begin + 1) {
            piece.repeat.clone_from(&caption);
        }
    }

    /// The lines of the head of a column, its sign at the start of the first.
    fn head_lines(&self, head: &SetCell, indent: Pt, width: Pt) -> Vec<Frame> {
        let lines = head.sets.iter().flat_map(|set| self.set_lines(set, width - indent, Wrap::Ragged));
        let mut frames: Vec<Frame> = lines
            .map(|line| {
                let mut frame = Frame::of(line.height);
                frame.place(line, indent, 0.0);
                frame
            })
            .collect();
        if let (Some(first), Some(sign)) = (frames.first_mut(), &head.sign) {
            let y = (first.baseline - sign.height * 0.8).max(0.0);
            first.place(sign.clone(), 0.0, y);
        }
        frames
    }

    /// The label and the lines of a cell beside each other. A cell to write in has a line to write on.
    fn labelled_cell(&self, label: SetLabel, cell: &SetCell, indent: Pt, measure: Pt) -> Vec<Frame> {
        let cells: Vec<Frame> =
            cell.sets.iter().flat_map(|set| self.set_lines(set, measure - indent, Wrap::Ragged)).collect();
        if !cells.is_empty() {
            return label.beside(cells, indent, self.theme.types.body.leading);
        }
        let (mut lines, label) = match label {
            SetLabel::Low(label) => (Vec::new(), label),
            SetLabel::High(lines) => (lines, Frame::default()),
        };
        let mut line = Frame::of(label.height.max(self.writing()));
        let down = line.height - label.height;
        line.place(label, 0.0, down);
        let y = if line.baseline > 0.0 { line.baseline + 2.0 } else { line.height - LINE };
        let ink = Ink::Path(rule(indent, y, measure - indent, LINE, self.theme.colors.ink));
        let owner = cell.blank.map_or(Owner::Artifact(Artifact::Layout), Owner::Node);
        line.marks.push(Mark::new(owner, ink));
        lines.push(line);
        lines
    }

    /// Of each row its head, then bands of as many cells as fit beside one another, as even as they can be.
    pub(super) fn push_bands(&mut self, grid: &Grid, nodes: &Nodes, flow: Flow, above: Pt) {
        let smallest = self.theme.types.smallest_table / self.theme.types.body.size;
        let set = self.set_grid(grid, nodes, smallest);
        let heads = usize::from(grid.has_row_heads);
        let cells = set.rows.iter().flat_map(|row| row.iter().skip(heads));
        let widest = cells.map(|cell| self.least_cell(cell, true)).fold(0.0, Pt::max) + 2.0 * self.cell_side() + LINE;
        // A week of few days has cells as wide as those of the others.
        let most = set.rows.iter().map(|row| drawn(row, heads).count()).max().unwrap_or(0);
        let per_band = per_band(most, (flow.measure / widest) as usize);
        let width = (flow.measure - LINE) / per_band as f32;
        for (index, row) in set.rows.iter().enumerate() {
            let first = self.pieces.len();
            let above = if index == 0 { above } else { self.theme.spaces.paragraph };
            let head = row.iter().take(heads).flat_map(|cell| &cell.sets);
            let head: Vec<Frame> = head.flat_map(|set| self.set_lines(set, flow.measure, Wrap::Ragged)).collect();
            self.push_lines(flow, head, above);
            self.tie_last(Tie::Rigid);
            self.after = 2.0;
            let cells: Vec<&SetCell> = drawn(row, heads).collect();
            for band in cells.chunks(per_band) {
                let frame = self.grid_row(band, &vec![width; band.len()], self.writing());
                let gap = self.gap(0.0);
                self.push(flow, frame, gap, Tie::Free);
            }
            self.keep_whole(first);
        }
    }

    fn rule_above(&mut self, first: usize, flow: Flow) {
        let line = rule(flow.start, -self.theme.spaces.cell, flow.measure, ROW_RULE, self.theme.colors.ink);
        if let Some(piece) = self.pieces.get_mut(first) {
            piece.frame.decorate(line);
        }
    }

    fn rule_below_last(&mut self, flow: Flow) {
        let (pad, color) = (self.theme.spaces.cell, self.theme.colors.ink);
        if let Some(piece) = self.pieces.last_mut() {
            let line = rule(flow.start, piece.frame.height + pad, flow.measure, ROW_RULE, color);
            piece.frame.decorate(line);
        }
    }
}

/// The cells of a row behind its heads that are there.
fn drawn(row: &[SetCell], heads: usize) -> impl Iterator<Item = &SetCell> {
    row.iter().skip(heads).filter(|cell| cell.kind != GridCellKind::Void)
}

/// How many cells stand beside one another in bands as even as they can be, of which each has room for `fitting`.
fn per_band(cells: usize, fitting: usize) -> usize {
    let bands = cells.div_ceil(fitting.max(1)).max(1);
    cells.div_ceil(bands).max(1)
}

#[cfg(test)]
mod tests {
    use super::per_band;

    #[test]
    fn bands_are_even() {
        assert_eq!(per_band(7, 8), 7);
        assert_eq!(per_band(7, 5), 4);
        assert_eq!(per_band(7, 3), 3);
        assert_eq!((per_band(7, 0), per_band(0, 3)), (1, 1));
    }
}
