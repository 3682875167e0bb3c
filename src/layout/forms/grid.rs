//! Ruled tables to write in: a cell for each column of each row, all of them with a line around.
//!
//! Where the columns are too narrow for their words, a grid is set row by row instead; see `labelled`.

use super::daytime::daytime;
use crate::document::{Grid, GridCell, GridCellKind, GridHead, Words};
use crate::geometry::{Pt, Rect};
use crate::layout::frame::{Frame, Mark, Tie, stroked};
use crate::layout::galley::{Flow, Galley, stack};
use crate::layout::handout::{Artifact, CellSpan, Ink, NodeId, Owner, Role, Scope};
use crate::layout::paragraph::ShapedParagraph;
use crate::layout::table::Continuation;
use crate::text::Wrap;
use crate::theme::Type;

/// Width of the lines around cells. A fax keeps no finer ones.
pub(super) const LINE: Pt = 0.75;
/// Steps from the theme's type size (0) to the smallest a table may have (1).
const SMALLER: [f32; 3] = [0.0, 0.5, 1.0];
/// The widest that a row's head may claim before the other columns have what they want, as a share of the measure.
const HEAD_SHARE: f32 = 0.36;
/// The same where that makes the rows lower: the other columns are still to be written in.
const WIDEST_HEAD_SHARE: f32 = 0.48;
/// So many widths of the head are tried.
const HEAD_STEPS: usize = 12;
/// Share of the text area from which a row is too high for a piece that no page break may cut.
const TALL_ROW: f32 = 1.0 / 3.0;

/// What keeps a word that fits exactly on its line, whatever is rounded.
const HAIR: Pt = 0.05;
/// Between the line around a cell and a letter that reaches out of its words.
const CLEAR: Pt = 1.5;
/// Between boxes to tick.
const BOX_GAP: Pt = 4.0;
/// Between boxes to tick and the words above them, with what is below the boxes.
const ROUND_BOXES: Pt = 3.0;
/// Between a sign and the words below it.
const BELOW_SIGN: Pt = 1.0;

/// The nodes of a grid in reading order: of its heads, and of each row's cells with their paragraphs.
pub(super) struct Nodes {
    pub heads: Vec<NodeId>,
    pub rows: Vec<Vec<Vec<NodeId>>>,
}

/// A cell about to be set: its shaped paragraphs, and what is drawn above or below them.
pub(super) struct SetCell {
    pub sets: Vec<ShapedParagraph>,
    /// A sign above the words.
    pub sign: Option<Frame>,
    pub kind: GridCellKind,
    /// Its node, where it is empty and to be written in: the line around it then is what it says.
    pub blank: Option<NodeId>,
}

/// All cells, in one type size.
pub(super) struct SetGrid {
    pub header: Vec<SetCell>,
    pub rows: Vec<Vec<SetCell>>,
}

impl Galley<'_, '_> {
    pub(in crate::layout) fn grid(&mut self, grid: &Grid, flow: Flow) {
        let table = self.tree.add(flow.parent, Role::Table);
        let first = self.pieces.len();
        if let Some(caption) = &grid.caption {
            self.grid_caption(caption, table, flow);
        }
        let continuation = self.continuation(grid.caption.as_ref(), self.theme.spaces.item, flow);
        let above = if grid.caption.is_some() { 0.0 } else { self.theme.spaces.float };
        let nodes = self.grid_nodes(grid, table);
        let begin = self.pieces.len();
        match self.fit_grid(grid, &nodes, flow.measure) {
            Some((widths, set)) => self.push_grid(&widths, set, flow, above, &continuation),
            None if grid.header.is_empty() => {
                self.push_bands(grid, &nodes, flow, above);
                self.repeat_caption(begin, continuation.caption(flow, 0.0));
            }
            None => {
                self.push_labelled_grid(grid, &nodes, flow, above);
                // The rule over a row stands out of it.
                self.repeat_caption(begin, continuation.caption(flow, self.theme.spaces.cell));
            }
        }
        self.keep_whole(first);
        if grid.header.iter().any(|head| head.time.is_some()) {
            self.keep_schedule(first);
        }
        self.after = self.theme.spaces.float;
    }

    /// A schedule that is too high to stay whole in any case, and fits on a page, is cut only before a large hole: who takes
    /// medicines by it looks for all of a day in one place.
    fn keep_schedule(&mut self, first: usize) {
        if self.height_from(first) > self.theme.depth() {
            return;
        }
        let last = self.pieces.len() - 1;
        for index in first..last {
            self.tie_after(index, Tie::Whole);
        }
    }

    fn grid_caption(&mut self, caption: &Words, table: NodeId, flow: Flow) {
        let node = self.tree.add(table, Role::Caption);
        let look = Type { color: self.theme.colors.ink, ..self.theme.types.label };
        let paragraph = self.paragraph_of(Owner::Node(node), caption, look);
        let first = self.pieces.len();
        let lines = self.lines(paragraph, flow.measure, Wrap::Balanced);
        self.push_lines(flow, lines, self.theme.spaces.float);
        self.tie_from(first);
        self.tie_last(Tie::Firm);
        self.after = self.theme.spaces.item;
    }

    fn grid_nodes(&mut self, grid: &Grid, table: NodeId) -> Nodes {
        let mut heads = Vec::with_capacity(grid.header.len());
        if !grid.header.is_empty() {
            let head = self.tree.add(table, Role::TableHead);
            let row = self.tree.add(head, Role::TableRow);
            heads.extend(grid.header.iter().map(|_| self.tree.add(row, head_of(Scope::Column))));
        }
        let body = self.tree.add(table, Role::TableBody);
        let mut rows = Vec::with_capacity(grid.rows.len());
        for cells in &grid.rows {
            let row = self.tree.add(body, Role::TableRow);
            let mut nodes = Vec::with_capacity(cells.len());
            for (index, cell) in cells.iter().enumerate() {
                // A head that is still to be written in heads nothing yet.
                let is_head = grid.has_row_heads && index == 0 && !cell.paragraphs.is_empty();
                let role = if is_head { head_of(Scope::Row) } else { DATA };
                let node = self.tree.add(row, role);
                nodes.push(match cell.paragraphs.len() {
                    0 | 1 => vec![node],
                    count => (0..count).map(|_| self.tree.add(node, Role::Paragraph)).collect(),
                });
            }
            rows.push(nodes);
        }
        Nodes { heads, rows }
    }

    /// Column widths, and the cells in the largest type in which no word must be cut; `None` when there is none, or where
    /// a row would be too high.
    fn fit_grid(&mut self, grid: &Grid, nodes: &Nodes, measure: Pt) -> Option<(Vec<Pt>, SetGrid)> {
        let smallest = self.theme.types.smallest_table / self.theme.types.body.size;
        let tree = self.tree.nodes.len();
        for step in SMALLER {
            // The nodes that an earlier try added are taken back: this one adds its own.
            self.tree.nodes.truncate(tree);
            let set = self.set_grid(grid, nodes, 1.0 + (smallest - 1.0) * step);
            let widths = self.grid_widths(&set, grid.has_row_heads, measure);
            if let Some(widths) = widths.filter(|widths| !self.has_tall_row(&set, widths)) {
                return Some((widths, set));
            }
        }
        self.tree.nodes.truncate(tree);
        None
    }

    /// Shapes every cell, the type `size` times as large as text.
    pub(super) fn set_grid(&mut self, grid: &Grid, nodes: &Nodes, size: f32) -> SetGrid {
        let body = self.theme.types.body;
        let body = Type { size: body.size * size, leading: body.leading * size, ..body };
        let header =
            grid.header.iter().zip(&nodes.heads).map(|(head, node)| self.set_head(head, *node, body)).collect();
        let mut rows = Vec::with_capacity(grid.rows.len());
        for (cells, nodes) in grid.rows.iter().zip(&nodes.rows) {
            let cells = cells.iter().zip(nodes);
            rows.push(cells.map(|(cell, nodes)| self.set_grid_cell(cell, nodes, body)).collect());
        }
        SetGrid { header, rows }
    }

    fn set_head(&mut self, head: &GridHead, node: NodeId, look: Type) -> SetCell {
        let paragraph = self.paragraph_of(Owner::Node(node), &head.words, Type { strong: true, ..look });
        let sets = vec![self.shape(paragraph)];
        let sign = head.time.map(|time| daytime(time, look.size * 1.3, self.theme.colors.ink));
        SetCell { sets, sign, kind: GridCellKind::Plain, blank: None }
    }

    fn set_grid_cell(&mut self, cell: &GridCell, nodes: &[NodeId], look: Type) -> SetCell {
        let mut sets = Vec::with_capacity(cell.paragraphs.len());
        for (words, node) in cell.paragraphs.iter().zip(nodes) {
            let paragraph = self.paragraph_of(Owner::Node(*node), words, look);
            sets.push(self.shape(paragraph));
        }
        let blank = nodes.first().filter(|_| sets.is_empty() && cell.kind == GridCellKind::Plain).copied();
        SetCell { sets, sign: None, kind: cell.kind, blank }
    }

    /// Between a cell's line and its words, at either side: as much as keeps a letter that reaches out off the line.
    pub(super) fn cell_side(&self) -> Pt {
        let overhang = self.shaper.fonts().overhang_of(self.locale.tag()) * self.theme.types.body.size;
        self.theme.spaces.cell.max(2.0).max(overhang + CLEAR)
    }

    /// Width of the boxes to tick of a cell, beside one another.
    fn tick_boxes_width(&self, cell: &SetCell) -> Pt {
        match cell.kind {
            GridCellKind::Tick(boxes) => boxes as f32 * (self.tick_box_side() + BOX_GAP) - BOX_GAP,
            GridCellKind::Plain | GridCellKind::Void => 0.0,
        }
    }

    /// The width of each column, its sides included; `None` where a word would be cut. What is over is shared so that
    /// the columns behind the row's head are as wide as one another, where they can be.
    fn grid_widths(&self, set: &SetGrid, has_row_heads: bool, measure: Pt) -> Option<Vec<Pt>> {
        let count = set.rows.first().map_or(0, Vec::len);
        let sides = 2.0 * self.cell_side() + LINE;
        let mut least = vec![0.0; count];
        let mut head = 0.0;
        for cells in std::iter::once(&set.header).chain(&set.rows) {
            for (column, cell) in cells.iter().enumerate() {
                least[column] = self.least_cell(cell, set.header.is_empty()).max(least[column]);
                for shaped in &cell.sets {
                    if column == 0 {
                        head = shaped.natural_width().max(head);
                    }
                }
            }
        }
        least.iter_mut().for_each(|width| *width += sides + HAIR);
        // Half of the first and of the last line stand outside of the cells.
        let measure = measure - LINE;
        if least.iter().sum::<Pt>() > measure {
            return None;
        }
        if has_row_heads {
            return Some(self.widths_behind_head(set, &least, head + sides + HAIR, measure));
        }
        level(&mut least, measure);
        Some(least)
    }

    /// The widths where the first column heads the rows, and wants a width: the one that makes the rows lowest, and of those the
    /// nearest to the usual one.
    fn widths_behind_head(&self, set: &SetGrid, least: &[Pt], wanted: Pt, measure: Pt) -> Vec<Pt> {
        let room = measure - least.iter().skip(1).sum::<Pt>();
        let at_most = |share: f32| wanted.min(measure * share).min(room).max(least[0]);
        let (usual, widest) = (at_most(HEAD_SHARE), at_most(WIDEST_HEAD_SHARE));
        let mut best = widths_with_head(least, usual, measure);
        let mut lowest = (self.rows_height(set, &best), 0.0);
        for step in 0..=HEAD_STEPS {
            let head = least[0] + (widest - least[0]) * step as f32 / HEAD_STEPS as f32;
            let widths = widths_with_head(least, head, measure);
            let (height, distance) = (self.rows_height(set, &widths), (head - usual).abs());
            if height < lowest.0 - HAIR || height < lowest.0 + HAIR && distance < lowest.1 {
                (best, lowest) = (widths, (height, distance));
            }
        }
        best
    }

    /// Height of all rows without what is above and below their words.
    fn rows_height(&self, set: &SetGrid, widths: &[Pt]) -> Pt {
        let rows = std::iter::once(&set.header).chain(&set.rows);
        rows.map(|cells| self.row_height(cells, widths)).sum()
    }

    fn row_height(&self, cells: &[SetCell], widths: &[Pt]) -> Pt {
        let said = cells.iter().zip(widths).filter(|(cell, _)| !cell.sets.is_empty());
        said.map(|(cell, width)| self.cell_height(cell, *width)).fold(0.0, Pt::max)
    }

    /// Height of [`Galley::cell_frame`], without its lines being set.
    fn cell_height(&self, cell: &SetCell, width: Pt) -> Pt {
        let measure = self.cell_measure(width);
        let sign = cell.sign.as_ref().map_or(0.0, |sign| sign.height + BELOW_SIGN);
        let boxes = match cell.kind {
            GridCellKind::Tick(_) => self.tick_box_side() + ROUND_BOXES,
            GridCellKind::Plain | GridCellKind::Void => 0.0,
        };
        sign + cell.sets.iter().map(|set| set.height(measure)).sum::<Pt>() + boxes
    }

    /// The width of the words in a cell of a width, its sides included.
    fn cell_measure(&self, width: Pt) -> Pt {
        width - 2.0 * self.cell_side() - LINE
    }

    /// The least width of a cell without its sides. Where columns have no heads, the first line of a cell is its head, and
    /// stays one line.
    pub(super) fn least_cell(&self, cell: &SetCell, has_own_head: bool) -> Pt {
        let mut least = self.tick_boxes_width(cell);
        for (index, shaped) in cell.sets.iter().enumerate() {
            let is_head = has_own_head && index == 0;
            least = least.max(if is_head { shaped.natural_width() } else { shaped.narrowest_in_cell() });
        }
        least
    }

    fn has_tall_row(&self, set: &SetGrid, widths: &[Pt]) -> bool {
        let room = self.theme.depth() * TALL_ROW;
        let rows = std::iter::once(&set.header).chain(&set.rows);
        rows.into_iter()
            .any(|cells| cells.iter().zip(widths).any(|(cell, width)| self.cell_height(cell, *width) > room))
    }

    /// The rows as pieces; caption and header are drawn again over each row that begins a page.
    fn push_grid(&mut self, widths: &[Pt], set: SetGrid, flow: Flow, above: Pt, continuation: &Continuation) {
        let mut repeat = continuation.caption(flow, 0.0);
        let header = (!set.header.is_empty()).then_some(set.header);
        let mut above = above;
        if let Some(header) = header {
            let frame = self.grid_row(&header.iter().collect::<Vec<_>>(), widths, 0.0);
            repeat = continuation.above(frame.clone(), flow, self.theme.depth());
            let gap = self.gap(above);
            self.push(flow, frame, gap, Tie::Firm);
            above = 0.0;
        }
        let last = set.rows.len() - 1;
        for (index, row) in set.rows.iter().enumerate() {
            let frame = self.grid_row(&row.iter().collect::<Vec<_>>(), widths, self.writing());
            let gap = if index == 0 { self.gap(above) } else { 0.0 };
            self.push(flow, frame, gap, if index + 1 == last { Tie::Soft } else { Tie::Free });
            if let Some(piece) = self.pieces.last_mut() {
                piece.repeat = if index == 0 { None } else { repeat.clone() };
            }
        }
    }

    /// A row of cells with a line around each, at least so high. Neighbours share the line between them.
    pub(super) fn grid_row(&self, cells: &[&SetCell], widths: &[Pt], least: Pt) -> Frame {
        let pad = self.theme.spaces.cell;
        let frames: Vec<Frame> = cells.iter().zip(widths).map(|(cell, width)| self.cell_frame(cell, *width)).collect();
        let baseline = frames.iter().map(|frame| frame.baseline).fold(0.0, Pt::max);
        let down = |frame: &Frame| if frame.baseline > 0.0 { baseline - frame.baseline } else { 0.0 };
        let height = frames.iter().map(|frame| down(frame) + frame.height).fold(0.0, Pt::max) + 2.0 * pad;
        let mut row = Frame::of(height.max(least));
        let mut x = LINE / 2.0;
        for ((frame, width), cell) in frames.into_iter().zip(widths).zip(cells) {
            if cell.kind != GridCellKind::Void {
                let area = Rect { x, y: 0.0, width: *width, height: row.height };
                let line = Ink::Path(stroked(area, LINE, self.theme.colors.ink));
                let owner = cell.blank.map_or(Owner::Artifact(Artifact::Layout), Owner::Node);
                row.marks.push(Mark::new(owner, line));
            }
            let y = pad + down(&frame);
            row.place(frame, x + LINE / 2.0 + self.cell_side(), y);
            x += width;
        }
        row
    }

    /// What stands in a cell of a width, its sides included.
    pub(super) fn cell_frame(&self, cell: &SetCell, width: Pt) -> Frame {
        let measure = self.cell_measure(width);
        let lines = cell.sets.iter().flat_map(|set| self.set_lines(set, measure, Wrap::Ragged));
        let mut frame = Frame::default();
        if let Some(sign) = &cell.sign {
            frame.height = sign.height + BELOW_SIGN;
            frame.place(sign.clone(), 0.0, 0.0);
        }
        let words = stack(lines);
        let y = frame.height;
        frame.height += words.height;
        frame.place(words, 0.0, y);
        if let GridCellKind::Tick(boxes) = cell.kind {
            let side = self.tick_box_side();
            for index in 0..boxes {
                let x = index as f32 * (side + BOX_GAP) + 0.5;
                let area = Rect { x, y: frame.height + 2.5, width: side - 1.0, height: side - 1.0 };
                frame.decorate(stroked(area, 1.0, self.theme.colors.ink));
            }
            frame.height += side + ROUND_BOXES;
        }
        // Sums of many lines differ by rounding.
        let play = HAIR + frame.height / 1000.0;
        debug_assert!((frame.height - self.cell_height(cell, width)).abs() < play, "{}", frame.height);
        frame
    }
}

/// A cell that heads others; it spans nothing else.
fn head_of(scope: Scope) -> Role {
    Role::HeaderCell { scope, span: CellSpan::ONE, named: false }
}

/// Another cell, whose heads are told by their scope.
const DATA: Role = Role::DataCell { span: CellSpan::ONE, headers: Vec::new() };

/// Widths of columns that need at least so much, the first as wide as it is to be, what is over shared among the others.
fn widths_with_head(least: &[Pt], head: Pt, measure: Pt) -> Vec<Pt> {
    let mut widths = least.to_vec();
    if let Some((first, others)) = widths.split_first_mut() {
        *first = if others.is_empty() { measure } else { head };
        level(others, measure - *first);
    }
    widths
}

/// Makes columns wider, the narrowest first, until they fill `room` and are as equal as they can be.
fn level(widths: &mut [Pt], room: Pt) {
    let mut sorted = widths.to_vec();
    sorted.sort_by(Pt::total_cmp);
    let mut rest: Pt = sorted.iter().sum();
    let mut floor = 0.0;
    for (index, width) in sorted.iter().enumerate().rev() {
        // All but those wider than an equal share of what the wider ones leave get that share.
        let share = (room - (sorted.iter().sum::<Pt>() - rest)) / (index + 1) as f32;
        if *width <= share {
            floor = share;
            break;
        }
        rest -= width;
    }
    widths.iter_mut().for_each(|width| *width = width.max(floor));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_equal_but_for_those_that_need_more() {
        let leveled = |widths: &[Pt], room| {
            let mut widths = widths.to_vec();
            level(&mut widths, room);
            widths
        };
        assert_eq!(leveled(&[10.0, 20.0, 30.0], 120.0), [40.0, 40.0, 40.0]);
        assert_eq!(leveled(&[60.0, 10.0, 20.0], 120.0), [60.0, 30.0, 30.0]);
        assert_eq!(leveled(&[60.0, 50.0, 10.0], 120.0), [60.0, 50.0, 10.0]);
    }
}
