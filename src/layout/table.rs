//! Tables: what they are set in, in columns or row by row, and what is drawn again where they go on.

use std::rc::Rc;

use super::cells::{CellLook, SetCell};
use super::column_widths::{Columns, Needs, column_widths};
use super::frame::{Frame, Tie};
use super::galley::{Flow, Galley, stack};
use super::handout::{Artifact, CellSpan, NodeId, Owner, Role, Scope};
use crate::document::{Cell, CellRole, Table, Words};
use crate::geometry::Pt;
use crate::locale::Label;
use crate::text::Wrap;
use crate::theme::Type;

/// Thickness of the rules under the header and at the foot. All rules are ink: grey ones vanish in a fax.
pub(super) const HEAVY_RULE: Pt = 1.5;
/// Thickness of the rules between rows: a line of its own at a hundred dots an inch, which is what a fax has.
pub(super) const LIGHT_RULE: Pt = 0.75;

/// Steps from the theme's type size and gutter (0) to the smallest a table may have (1).
const TIGHTER: [f32; 3] = [0.0, 0.5, 1.0];
/// The narrowest gutter, as a share of the theme's.
const NARROW_GUTTER: f32 = 0.6;
/// Share of the text area up to which a table stays on one page.
const WHOLE_SHARE: f32 = 0.4;
/// A table of up to so many rows does, unless it takes more than the other share.
const WHOLE_ROWS: usize = 8;
/// The largest share of the text area for that.
const WHOLE_ROWS_SHARE: f32 = 0.6;
/// Between the caption and the header.
const CAPTION_GAP: Pt = 2.0;
/// What is drawn again on a further page takes less than this share of it.
const REPEATED_SHARE: f32 = 1.0 / 3.0;

/// The nodes of a table's cells, row by row, the header first.
pub(super) type CellNodes = Vec<Vec<NodeId>>;

/// What stands above the rows of a table on a further page.
pub(in crate::layout) struct Continuation {
    /// The caption, and that it goes on.
    caption: Option<Frame>,
}

impl Continuation {
    /// The caption alone, with room for the rule below it.
    pub fn caption(&self, flow: Flow, room: Pt) -> Option<Rc<Frame>> {
        let caption = self.caption.as_ref()?;
        let mut whole = placed([caption.clone()], flow);
        whole.height += room;
        Some(Rc::new(whole))
    }

    /// The caption over the header; less, where the two take too much of a page of a depth.
    pub fn above(&self, header: Frame, flow: Flow, depth: Pt) -> Option<Rc<Frame>> {
        let header = header.as_artifact();
        let caption = self.caption.clone().filter(|caption| caption.height + header.height < depth * REPEATED_SHARE);
        let frames = caption.into_iter().chain([header]);
        let whole = placed(frames, flow);
        (whole.height < depth * REPEATED_SHARE).then(|| Rc::new(whole))
    }
}

/// Frames one under the other at the start of a flow.
fn placed(frames: impl IntoIterator<Item = Frame>, flow: Flow) -> Frame {
    let stacked = stack(frames);
    let mut whole = Frame::of(stacked.height);
    whole.place(stacked, flow.start, 0.0);
    whole
}

impl Galley<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, flow: Flow) {
        let node = self.tree.add(flow.parent, Role::Table);
        let first = self.pieces.len();
        if let Some(caption) = &table.caption {
            self.caption(caption, node, flow);
        }
        let continuation = self.continuation(table.caption.as_ref(), CAPTION_GAP, flow);
        let above = if table.caption.is_some() { 0.0 } else { self.theme.spaces.float };
        let nodes = self.table_nodes(table, node);
        match self.fit_columns(table, &nodes, flow.measure) {
            Some((columns, set)) => self.push_rows(&set, &columns, flow, above, &continuation),
            None => self.push_labelled_rows(table, &nodes, flow, above, &continuation),
        }
        self.keep_table(first, table.rows.len());
        self.after = self.theme.spaces.float;
    }

    /// Whether all columns fit beside each other in type of the theme's size. `node` is the table's.
    pub(super) fn fits_measure(&mut self, table: &Table, node: NodeId, measure: Pt) -> bool {
        let nodes = self.table_nodes(table, node);
        self.fit_columns(table, &nodes, measure).is_some_and(|(columns, _)| columns.size == 1.0)
    }

    fn caption(&mut self, caption: &Words, table: NodeId, flow: Flow) {
        let node = self.tree.add(table, Role::Caption);
        let paragraph = self.paragraph_of(Owner::Node(node), caption, self.caption_look());
        let lines = self.lines(paragraph, flow.measure, Wrap::Balanced);
        let first = self.pieces.len();
        self.push_lines(flow, lines, self.theme.spaces.float);
        self.tie_from(first);
        self.tie_last(Tie::Firm);
        self.after = CAPTION_GAP;
    }

    fn caption_look(&self) -> Type {
        Type { color: self.theme.colors.ink, ..self.theme.types.label }
    }

    /// What stands above the rows on a further page, "Common medicines (continued)", and so much space below it.
    pub(in crate::layout) fn continuation(&mut self, caption: Option<&Words>, below: Pt, flow: Flow) -> Continuation {
        let Some(caption) = caption else { return Continuation { caption: None } };
        let (look, owner) = (self.caption_look(), Owner::Artifact(Artifact::Layout));
        let mut paragraph = self.paragraph_of(owner, caption, look);
        paragraph.push(owner, &format!(" ({})", self.locale.label(Label::Continued)), look);
        let mut frame = stack(self.lines(paragraph, flow.measure, Wrap::Balanced));
        frame.height += below;
        Continuation { caption: (frame.height < self.theme.depth() * REPEATED_SHARE).then_some(frame) }
    }

    /// Small tables stay whole, unless that leaves a hole: then two rows stand on either side of the cut.
    fn keep_table(&mut self, first: usize, rows: usize) {
        let height: Pt = self.pieces[first..].iter().map(|piece| piece.gap + piece.frame.height).sum();
        let share = if rows <= WHOLE_ROWS { WHOLE_ROWS_SHARE } else { WHOLE_SHARE };
        if height <= self.theme.depth() * share {
            let last = self.pieces.len() - 1;
            for index in first..last {
                // Nothing yet ties the end of a row, unless a cut there would leave one row alone.
                let ends_row = self.pieces[index].tie == Tie::Free;
                self.tie_after(index, if ends_row { Tie::Whole } else { Tie::Firm });
            }
        }
    }

    fn table_nodes(&mut self, table: &Table, node: NodeId) -> CellNodes {
        let named = table.has_spans();
        let head = self.tree.add(node, Role::TableHead);
        let mut nodes: CellNodes = table.header.iter().map(|row| self.row_nodes(row, head, named)).collect();
        if !table.rows.is_empty() {
            let body = self.tree.add(node, Role::TableBody);
            nodes.extend(table.rows.iter().map(|row| self.row_nodes(row, body, named)));
        }
        if named {
            self.name_headers(table, &nodes);
        }
        nodes
    }

    fn row_nodes(&mut self, cells: &[Cell], parent: NodeId, named: bool) -> Vec<NodeId> {
        let row = self.tree.add(parent, Role::TableRow);
        let mut nodes = Vec::with_capacity(cells.len());
        for cell in cells {
            let span = CellSpan { columns: cell.columns, rows: cell.rows };
            let role = match cell.role {
                CellRole::ColumnHeader => Role::HeaderCell { scope: Scope::Column, span, named },
                CellRole::RowHeader => Role::HeaderCell { scope: Scope::Row, span, named },
                CellRole::Data => Role::DataCell { span, headers: Vec::new() },
            };
            nodes.push(self.tree.add(row, role));
        }
        nodes
    }

    /// Where cells span, scopes leave open which cells head which: each cell names them (PDF/UA-1, 7.5).
    fn name_headers(&mut self, table: &Table, nodes: &CellNodes) {
        for (index, row) in table.rows.iter().enumerate() {
            for (cell, node) in row.iter().zip(&nodes[index + table.header.len()]) {
                if let Role::DataCell { headers, .. } = &mut self.tree.nodes[node.0 as usize].role {
                    let names = table.headers_of(index, cell).into_iter();
                    headers.extend(names.map(|(row, cell)| nodes[row][cell]));
                }
            }
        }
    }

    /// Shapes the cells in the largest type in which no word must be cut; `None` when there is none.
    fn fit_columns(&mut self, table: &Table, nodes: &CellNodes, measure: Pt) -> Option<(Columns, Vec<SetCell>)> {
        let smallest = self.theme.types.smallest_table / self.theme.types.body.size;
        let tree = self.tree.nodes.len();
        for step in TIGHTER {
            // The nodes that an earlier try added are taken back: this one adds its own.
            self.tree.nodes.truncate(tree);
            let size = 1.0 + (smallest - 1.0) * step;
            let set = self.set_cells(table, nodes, size);
            let gutter = self.theme.spaces.gutter * (1.0 + (NARROW_GUTTER - 1.0) * step);
            for keeps_names in [true, false] {
                let cells: Vec<_> = set.iter().map(|cell| cell.need(keeps_names)).collect();
                let needs = Needs {
                    cells: &cells,
                    columns: table.columns,
                    rows: table.header.len() + table.rows.len(),
                    gutter,
                };
                if let Some(widths) = column_widths(needs, measure, |cell, width| set[cell].height(width)) {
                    return Some((Columns { widths, gutter, size }, set));
                }
            }
        }
        self.tree.nodes.truncate(tree);
        None
    }

    /// The cells, row by row, shaped in a share of the theme's type size.
    pub(super) fn set_cells(&mut self, table: &Table, nodes: &CellNodes, size: f32) -> Vec<SetCell> {
        let body = self.theme.types.body;
        let look = Type { size: body.size * size, leading: body.leading * size, ..body };
        let rows = table.header.iter().chain(&table.rows).zip(nodes);
        let mut set = Vec::new();
        for (row, (cells, nodes)) in rows.enumerate() {
            for (cell, node) in cells.iter().zip(nodes) {
                let look = Type { strong: cell.role != CellRole::Data, ..look };
                set.push(self.set_cell(cell, row, *node, CellLook { look, size }));
            }
        }
        set
    }

    /// What the box around a table takes of a page.
    pub(super) fn box_room(&self, flow: Flow) -> Pt {
        let container = flow.container.map(|container| &self.containers[container]);
        container.map_or(0.0, |c| c.top + c.bottom + c.continued.as_ref().map_or(0.0, |frame| frame.height))
    }
}
