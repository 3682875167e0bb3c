//! A table too wide for its measure: of each row, every cell beside the header of its column, or under it.

use std::rc::Rc;

use super::beside_label::SetLabel;
use super::cells::SetCell;
use super::frame::{Frame, Tie, rule};
use super::galley::{Flow, Galley, stack};
use super::table::{CellNodes, Continuation, HEAVY_RULE, LIGHT_RULE};
use crate::document::{CellRole, Table};
use crate::geometry::Pt;

/// The widest column of labels beside the cells of a row, as a share of the measure.
const LABEL_SHARE: f32 = 0.4;
/// A row of up to this share of the text area stays on one page.
const WHOLE_SHARE: f32 = 1.0 / 3.0;
/// What is drawn again takes up to this share of the text area: a row's name where the row goes on, and a cell that reaches
/// down into further rows.
const NAME_SHARE: f32 = 0.15;

/// Where labels and cells stand.
#[derive(Clone, Copy)]
struct Sides {
    /// Width of the labels.
    labels: Pt,
    /// Where the cells begin; 0 where they stand under their labels.
    indent: Pt,
    /// Width of the cells.
    cells: Pt,
}

/// A cell of a row, or one that reaches into it from above.
struct Entry<'s> {
    cell: &'s SetCell,
    /// It began in a row above: what it says stands there already, and means nothing here.
    again: bool,
}

impl Galley<'_, '_> {
    /// The rows one after the other. The first row's labels are the header cells themselves; those of further rows repeat
    /// them and mean nothing.
    pub(super) fn push_labelled_rows(
        &mut self,
        table: &Table,
        nodes: &CellNodes,
        flow: Flow,
        above: Pt,
        continuation: &Continuation,
    ) {
        let set = self.set_cells(table, nodes, 1.0);
        let (header, cells) = set.split_at(table.header.iter().map(Vec::len).sum());
        // The names over a column, the topmost first, then those of the next.
        let mut header: Vec<&SetCell> = header.iter().collect();
        header.sort_by_key(|cell| (cell.column, cell.row));
        let sides = self.sides(&header, cells, flow.measure);
        let repeat = continuation.caption(flow, self.theme.spaces.cell);
        let begin = self.pieces.len();
        let mut open: Vec<&SetCell> = Vec::new();
        let mut rest = cells;
        for index in 0..table.rows.len().max(1) {
            let number = table.header.len() + index;
            let own = rest.partition_point(|cell| cell.row <= number);
            let (row, after) = rest.split_at(own);
            rest = after;
            open.retain(|cell| cell.row + cell.rows > number);
            let entries = entries(&open, row);
            // A long cell stands in its first row alone: said again in each, it would fill pages.
            let is_short = |cell: &&SetCell| cell.height(sides.cells) <= self.theme.depth() * NAME_SHARE;
            open.extend(row.iter().filter(|cell| cell.rows > 1).filter(is_short));
            let starts = self.push_entries(&header, &entries, sides, flow, if index == 0 { Some(above) } else { None });
            let names = entries.first().is_some_and(|entry| entry.cell.role == CellRole::RowHeader);
            self.keep_entries(&starts, begin, repeat.as_ref(), names, flow);
        }
        let (measure, pad, ink) = (flow.measure, self.theme.spaces.cell, self.theme.colors.ink);
        if let Some(piece) = self.pieces.last_mut() {
            let foot = piece.frame.height + pad;
            piece.frame.decorate(rule(flow.start, foot, measure, HEAVY_RULE, ink));
        }
    }

    /// Labels beside their cells where the words of both have room, else above them.
    fn sides(&self, header: &[&SetCell], cells: &[SetCell], measure: Pt) -> Sides {
        let widest = |of: fn(&SetCell) -> Pt| header.iter().map(|cell| of(cell)).fold(0.0, Pt::max);
        let labels = widest(SetCell::natural_width).min(measure * LABEL_SHARE);
        let labels = labels.max(widest(SetCell::narrowest)) + 0.01;
        let indent = labels + self.theme.spaces.gutter;
        match indent + cells.iter().map(SetCell::narrowest).fold(0.0, Pt::max) <= measure {
            true => Sides { labels, indent, cells: measure - indent },
            false => Sides { labels: measure, indent: 0.0, cells: measure },
        }
    }

    /// The entries of a row, each under the labels that no entry of the row had before it; gives the first piece of each.
    /// `above` is the space over the first row.
    fn push_entries(
        &mut self,
        header: &[&SetCell],
        entries: &[Entry],
        sides: Sides,
        flow: Flow,
        above: Option<Pt>,
    ) -> Vec<usize> {
        let pad = self.theme.spaces.cell;
        let mut labelled = 0;
        let mut starts = Vec::with_capacity(entries.len());
        let empty = [Entry { cell: header[0], again: false }];
        // A table without rows shows its labels.
        let has_rows = !entries.is_empty();
        for entry in if has_rows { entries } else { &empty } {
            let end = if has_rows { entry.cell.column + entry.cell.columns } else { usize::MAX };
            let heading = header[labelled..].iter().take_while(|label| label.column < end).count();
            let labels = header[labelled..labelled + heading].iter();
            labelled += heading;
            // A column whose cell is not said again has no label here either.
            let labels = labels.filter(|label| entry.cell.column < label.column + label.columns || !has_rows);
            let lines = labels.flat_map(|label| self.cell_lines(label, sides.labels)).map(|line| line.frame);
            let label = SetLabel::of(lines.collect(), self.theme.depth(), above.is_none());
            let cell = if has_rows { self.entry_lines(entry, sides.cells) } else { Vec::new() };
            let leading = cell.first().map_or(self.theme.types.body.leading, |line| line.height);
            let lines = match sides.indent > 0.0 {
                true => label.beside(cell, sides.indent, leading),
                false => label.over(cell),
            };
            let gap = match (starts.is_empty(), above) {
                // Half above the rule, half below it.
                (true, Some(above)) => self.gap(above + 2.0 * pad),
                (true, None) => 2.0 * pad,
                _ => pad / 2.0,
            };
            starts.push(self.pieces.len());
            self.push_lines(flow, lines, gap);
        }
        starts
    }

    /// The lines of a cell, the space between its paragraphs as part of the line above.
    fn entry_lines(&self, entry: &Entry, width: Pt) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::new();
        let mut bottom = 0.0;
        for line in self.cell_lines(entry.cell, width) {
            if let Some(above) = frames.last_mut() {
                above.height += line.y - bottom;
            }
            bottom = line.y + line.frame.height;
            frames.push(if entry.again { line.frame.as_artifact() } else { line.frame });
        }
        frames
    }

    /// A rule above a row, and what stands above what goes on of it on a further page: the caption and the row's name. A
    /// short row stays whole; a longer one is cut rather than leave a hole. `entries` are the first pieces of its entries.
    fn keep_entries(&mut self, entries: &[usize], begin: usize, caption: Option<&Rc<Frame>>, names: bool, flow: Flow) {
        let Some(&first) = entries.first() else { return };
        let second = entries.get(1).copied().unwrap_or(self.pieces.len());
        let name = names.then(|| stack(self.pieces[first..second].iter().map(|piece| piece.frame.as_artifact())));
        let name = name.filter(|name| name.height <= self.theme.depth() * NAME_SHARE);
        let above = self.named(caption, name);
        let (pad, ink) = (self.theme.spaces.cell, self.theme.colors.ink);
        let thickness = if first == begin { HEAVY_RULE } else { LIGHT_RULE };
        self.pieces[first].frame.decorate(rule(flow.start, -pad, flow.measure, thickness, ink));
        for (index, piece) in self.pieces.iter_mut().enumerate().skip(first) {
            let repeat = if index < second { caption } else { above.as_ref() };
            piece.repeat = repeat.filter(|_| index > begin).cloned();
        }
        let height: Pt = self.pieces[first..].iter().map(|piece| piece.gap + piece.frame.height).sum();
        if height < self.theme.depth() * WHOLE_SHARE {
            return self.tie_from(first);
        }
        let end = self.pieces.len();
        let last = entries.last().copied().unwrap_or(first);
        for (index, piece) in self.pieces[..end - 1].iter_mut().enumerate().skip(first) {
            // The first entry, which names the row, and the last never stand alone.
            let tie = if index < second || index + 1 == last { Tie::Firm } else { Tie::Soft };
            piece.tie = piece.tie.max(tie);
        }
    }

    /// The caption, then the name of a row that goes on.
    fn named(&self, caption: Option<&Rc<Frame>>, name: Option<Frame>) -> Option<Rc<Frame>> {
        let Some(name) = name else { return caption.cloned() };
        let mut whole = caption.map_or_else(Frame::default, |caption| caption.as_ref().clone());
        let y = whole.height;
        whole.height += name.height + self.theme.spaces.cell / 2.0;
        whole.place(name, 0.0, y);
        Some(Rc::new(whole))
    }
}

/// The cells of a row in the order of their columns, with those that reach into it from above.
fn entries<'s>(open: &[&'s SetCell], row: &'s [SetCell]) -> Vec<Entry<'s>> {
    let mut entries: Vec<Entry> = open.iter().map(|cell| Entry { cell, again: true }).collect();
    entries.extend(row.iter().map(|cell| Entry { cell, again: false }));
    entries.sort_by_key(|entry| entry.cell.column);
    entries
}
