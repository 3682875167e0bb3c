//! Tables: column widths, rows, and the header that is drawn again on each further page.

use std::rc::Rc;

use super::frame::{Frame, Tie, rule};
use super::galley::{Flow, Galley, stack};
use super::handout::{NodeId, Owner, Role};
use super::paragraph::ShapedParagraph;
use crate::document::{Cell, Table};
use crate::geometry::Pt;
use crate::text::Wrap;
use crate::theme::Type;

/// Steps from the theme's type size and gutter (0) to the smallest a table may have (1).
const TIGHTER: [f32; 3] = [0.0, 0.5, 1.0];
/// The narrowest gutter, as a share of the theme's.
const NARROW_GUTTER: f32 = 0.6;
/// The widest column of labels beside the cells of a labelled row, as a share of the measure.
const LABEL_SHARE: f32 = 0.4;

/// The shaped paragraphs of a cell.
type SetCell = Vec<ShapedParagraph>;

/// A row of shaped cells.
struct SetRow {
    cells: Vec<SetCell>,
}

/// The nodes of a table in reading order: of each row, of each cell, of each paragraph.
struct Nodes {
    rows: Vec<Vec<Vec<NodeId>>>,
}

/// A table's columns.
struct Columns {
    widths: Vec<Pt>,
    gutter: Pt,
    /// Share of the theme's type size.
    size: f32,
}

impl Galley<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, flow: Flow) {
        let node = self.tree.add(flow.parent, Role::Table);
        let float = self.theme.spaces.float;
        if let Some(caption) = &table.caption {
            let caption_node = self.tree.add(node, Role::Caption);
            let look = Type { color: self.theme.colors.ink, ..self.theme.types.label };
            let paragraph = self.paragraph_of(Owner::Node(caption_node), caption, look);
            let lines = self.lines(paragraph, flow.measure, Wrap::Balanced);
            let first = self.pieces.len();
            self.push_lines(flow, lines, float);
            self.tie_from(first);
            self.tie_last(Tie::Firm);
            self.after = 2.0;
        }
        let nodes = self.table_nodes(table, node);
        let above = if table.caption.is_some() { 0.0 } else { float };
        match self.fit_columns(table, &nodes, flow.measure) {
            Some((columns, rows)) => self.push_rows(&columns, rows, flow, above),
            None => self.push_labelled_rows(table, &nodes, flow, above),
        }
        self.after = float;
    }

    fn table_nodes(&mut self, table: &Table, node: NodeId) -> Nodes {
        let head = self.tree.add(node, Role::TableHead);
        let mut rows = vec![self.row_nodes(&table.header, head, Role::HeaderCell)];
        if !table.rows.is_empty() {
            let body = self.tree.add(node, Role::TableBody);
            for row in &table.rows {
                rows.push(self.row_nodes(row, body, Role::DataCell));
            }
        }
        Nodes { rows }
    }

    fn row_nodes(&mut self, cells: &[Cell], parent: NodeId, role: Role) -> Vec<Vec<NodeId>> {
        let row = self.tree.add(parent, Role::TableRow);
        let mut nodes = Vec::with_capacity(cells.len());
        for cell in cells {
            let node = self.tree.add(row, role.clone());
            nodes.push(match cell.len() {
                0 | 1 => vec![node],
                count => (0..count).map(|_| self.tree.add(node, Role::Paragraph)).collect(),
            });
        }
        nodes
    }

    /// Shapes the cells in the largest type in which no word must be cut; `None` when there is none.
    fn fit_columns(&mut self, table: &Table, nodes: &Nodes, measure: Pt) -> Option<(Columns, Vec<SetRow>)> {
        let count = table.header.len();
        let smallest = self.theme.types.smallest_table / self.theme.types.body.size;
        let tree = self.tree.nodes.len();
        for step in TIGHTER {
            // The nodes that an earlier try added are taken back: this one adds its own.
            self.tree.nodes.truncate(tree);
            let size = 1.0 + (smallest - 1.0) * step;
            let rows = self.set_rows(table, nodes, size);
            let gutter = self.theme.spaces.gutter * (1.0 + (NARROW_GUTTER - 1.0) * step);
            let room = measure - gutter * (count as f32 - 1.0);
            let (narrow, wide) = column_bounds(&rows, count);
            if narrow.iter().sum::<Pt>() <= room {
                return Some((Columns { widths: share(&narrow, &wide, room), gutter, size }, rows));
            }
        }
        self.tree.nodes.truncate(tree);
        None
    }

    /// A table too wide for its measure: of each row, every cell beside the header of its column. The first row's labels
    /// are the header cells themselves; those of further rows repeat them and mean nothing.
    fn push_labelled_rows(&mut self, table: &Table, nodes: &Nodes, flow: Flow, above: Pt) {
        let mut rows = self.set_rows(table, nodes, 1.0).into_iter();
        let Some(header) = rows.next() else { return };
        let widest = header.cells.iter().flatten().map(ShapedParagraph::natural_width).fold(0.0, Pt::max);
        let labels = widest.min(flow.measure * LABEL_SHARE) + 0.01;
        let indent = labels + self.theme.spaces.gutter;
        let (brand, grey) = (self.theme.colors.brand, self.theme.colors.rule);
        let empty = SetRow { cells: header.cells.iter().map(|_| Vec::new()).collect() };
        let rows: Vec<SetRow> = if table.rows.is_empty() { vec![empty] } else { rows.collect() };
        for (index, row) in rows.iter().enumerate() {
            let first = self.pieces.len();
            for (column, (label, cell)) in header.cells.iter().zip(&row.cells).enumerate() {
                let label = stack(label.iter().flat_map(|set| self.set_lines(set, labels, Wrap::Ragged)));
                let label = if index == 0 { label } else { label.as_artifact() };
                let cell: Vec<Frame> =
                    cell.iter().flat_map(|set| self.set_lines(set, flow.measure - indent, Wrap::Ragged)).collect();
                let leading = cell.first().map_or(self.theme.types.body.leading, |line| line.height);
                let lines = beside(label, cell, indent, leading);
                let gap = match (index, column) {
                    (0, 0) => self.gap(above + self.theme.spaces.cell),
                    (_, 0) => 2.0 * self.theme.spaces.cell,
                    _ => self.theme.spaces.cell / 2.0,
                };
                self.push_lines(flow, lines, gap);
            }
            if let Some(piece) = self.pieces.get_mut(first) {
                let (thickness, color) = if index == 0 { (1.0, brand) } else { (0.75, grey) };
                piece.frame.decorate(rule(flow.start, -self.theme.spaces.cell, flow.measure, thickness, color));
            }
            let height: Pt = self.pieces[first..].iter().map(|piece| piece.gap + piece.frame.height).sum();
            if height < self.theme.depth() / 3.0 {
                self.tie_from(first);
            }
        }
        if let Some(piece) = self.pieces.last_mut() {
            let foot = piece.frame.height + self.theme.spaces.cell;
            piece.frame.decorate(rule(flow.start, foot, flow.measure, 1.0, brand));
        }
    }

    fn set_rows(&mut self, table: &Table, nodes: &Nodes, size: f32) -> Vec<SetRow> {
        let scaled = |look: Type| Type { size: look.size * size, leading: look.leading * size, ..look };
        let body = scaled(self.theme.types.body);
        let header = Type { strong: true, ..body };
        let rows = std::iter::once(&table.header).chain(&table.rows).zip(&nodes.rows);
        let mut set = Vec::with_capacity(table.rows.len() + 1);
        for (index, (cells, nodes)) in rows.enumerate() {
            let look = if index == 0 { header } else { body };
            let cells = cells.iter().zip(nodes).map(|(cell, nodes)| self.set_cell(cell, nodes, look)).collect();
            set.push(SetRow { cells });
        }
        set
    }

    fn set_cell(&mut self, cell: &Cell, nodes: &[NodeId], look: Type) -> SetCell {
        let mut sets = Vec::with_capacity(cell.len());
        for (words, node) in cell.iter().zip(nodes) {
            let paragraph = self.paragraph_of(Owner::Node(*node), words, look);
            sets.push(self.shape(paragraph));
        }
        sets
    }

    /// The rows as pieces; the header is drawn again over each row that begins a page.
    fn push_rows(&mut self, columns: &Columns, rows: Vec<SetRow>, flow: Flow, above: Pt) {
        let brand = self.theme.colors.brand;
        let grey = self.theme.colors.rule;
        let last = rows.len() - 1;
        let mut repeat: Option<Rc<Frame>> = None;
        for (index, row) in rows.iter().enumerate() {
            let (thickness, color) = if index == 0 || index == last { (1.0, brand) } else { (0.75, grey) };
            let above_row = repeat.as_ref().map_or(0.0, |frame| frame.height) + self.box_room(flow);
            for (part, mut frame) in self.row_parts(columns, row, above_row).into_iter().enumerate() {
                frame.decorate(rule(0.0, frame.height - thickness / 2.0, flow.measure, thickness, color));
                let gap = if index == 0 && part == 0 { self.gap(above) } else { 0.0 };
                let header = (index == 0 && part == 0).then(|| frame.clone());
                // The header and the first row stay together, and better so do the last two.
                self.push(flow, frame, gap, if index == 0 && index < last { Tie::Firm } else { Tie::Free });
                if let Some(piece) = self.pieces.last_mut() {
                    piece.repeat = repeat.clone();
                    if index > 1 && index + 1 == last {
                        piece.tie = Tie::Soft;
                    }
                }
                if let Some(header) = header.filter(|header| header.height < self.theme.depth() / 3.0) {
                    let mut placed = Frame::of(header.height);
                    placed.place(header.as_artifact(), flow.start, 0.0);
                    repeat = Some(Rc::new(placed));
                }
            }
        }
    }

    /// What the box around a table takes of a page.
    fn box_room(&self, flow: Flow) -> Pt {
        let container = flow.container.map(|container| &self.containers[container]);
        container.map_or(0.0, |c| c.top + c.bottom + c.continued.as_ref().map_or(0.0, |frame| frame.height))
    }

    /// A row as one frame, or as several when it is taller than what `taken` leaves of a page.
    fn row_parts(&self, columns: &Columns, row: &SetRow, taken: Pt) -> Vec<Frame> {
        let pad = self.theme.spaces.cell;
        let cells: Vec<Vec<Frame>> = row
            .cells
            .iter()
            .zip(&columns.widths)
            .map(|(cell, &width)| cell.iter().flat_map(|set| self.set_lines(set, width, Wrap::Ragged)).collect())
            .collect();
        let body = self.theme.types.body.leading * columns.size;
        let leading = cells.iter().flatten().map(|line| line.height).fold(body, Pt::max);
        let lowest = cells.iter().flatten().map(|line| line.baseline).fold(0.0, Pt::max);
        let highest = cells.iter().flatten().map(|line| line.baseline).fold(lowest, Pt::min);
        let room = self.theme.depth() - taken - 2.0 * pad - (lowest - highest);
        let per_part = ((room / leading) as usize).max(1);
        let longest = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
        let mut parts = Vec::new();
        for start in (0..longest).step_by(per_part) {
            let lines = per_part.min(longest - start);
            let mut x = 0.0;
            let parts_of_row = cells.iter_mut().zip(&columns.widths).map(|(cell, width)| {
                let start = x;
                x += width + columns.gutter;
                (stack(cell.take(per_part)), start)
            });
            let abreast = Frame::abreast(parts_of_row);
            let mut frame = Frame::of(abreast.height.max(lines as f32 * leading) + 2.0 * pad);
            frame.place(abreast, 0.0, pad);
            parts.push(frame);
        }
        parts
    }
}

/// The lines of a cell with its label at the start of the first; further lines of the label beside further lines.
fn beside(label: Frame, cell: Vec<Frame>, indent: Pt, leading: Pt) -> Vec<Frame> {
    let mut lines = cell.into_iter();
    let beside = (label.height / leading).round().max(1.0) as usize;
    let mut first = Frame::abreast([(label, 0.0), (stack(lines.by_ref().take(beside)), indent)]);
    first.height = first.height.max(leading);
    let indented = |line: Frame| {
        let mut frame = Frame::of(line.height);
        frame.place(line, indent, 0.0);
        frame
    };
    std::iter::once(first).chain(lines.map(indented)).collect()
}

/// For each column, the least width it can be read in and the width of its widest cell on one line.
fn column_bounds(rows: &[SetRow], count: usize) -> (Vec<Pt>, Vec<Pt>) {
    let (mut narrow, mut wide) = (vec![0.0; count], vec![0.0; count]);
    for row in rows {
        for (column, set) in row.cells.iter().enumerate().flat_map(|(i, cell)| cell.iter().map(move |set| (i, set))) {
            narrow[column] = set.narrowest().max(narrow[column]);
            wide[column] = set.natural_width().max(wide[column]);
        }
    }
    (narrow, wide)
}

/// Column widths that fill `room`, in which the widest words of all columns fit beside each other.
fn share(narrow: &[Pt], wide: &[Pt], room: Pt) -> Vec<Pt> {
    let most = wide.iter().sum::<Pt>();
    // Rounding up by a hair keeps a cell that fits exactly on its line.
    const HAIR: Pt = 0.01;
    if most <= room {
        let extra = (room - most) / narrow.len().max(1) as f32;
        return wide.iter().map(|width| width + extra).collect();
    }
    // Short columns get all they want, long ones an equal share of what is left.
    let width = |cap: Pt, column: usize| cap.clamp(narrow[column], wide[column].max(narrow[column]));
    let sum = |cap: Pt| (0..narrow.len()).map(|column| width(cap, column)).sum::<Pt>();
    let (mut low, mut high) = (0.0, room);
    for _ in 0..32 {
        let cap = (low + high) / 2.0;
        *(if sum(cap) <= room { &mut low } else { &mut high }) = cap;
    }
    (0..narrow.len()).map(|column| width(low, column) + HAIR).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_room_and_give_each_word_its_width() {
        assert_eq!(share(&[50.0, 50.0], &[60.0, 80.0], 200.0), [90.0, 110.0]);
        let widths = share(&[50.0, 50.0], &[100.0, 300.0], 200.0);
        assert!((widths[0] - 100.0).abs() < 0.1 && (widths[1] - 100.0).abs() < 0.1, "{widths:?}");
        let widths = share(&[30.0, 50.0, 50.0], &[40.0, 300.0, 400.0], 200.0);
        assert!((widths[0] - 40.0).abs() < 0.1 && (widths[2] - 80.0).abs() < 0.1, "{widths:?}");
    }
}
