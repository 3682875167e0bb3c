//! The rows of a table in columns: where they may be cut, and what stands again above them on a further page.

use std::ops::Range;
use std::rc::Rc;

use super::cells::{CellLine, SetCell};
use super::column_widths::{CellNeed, Columns, Needs, row_heights};
use super::frame::{Frame, Tie, rule};
use super::galley::{Flow, Galley};
use super::row_cuts::{HAIR, beside_name, cuts};
use super::table::{Continuation, HEAVY_RULE, LIGHT_RULE};
use crate::document::CellRole;
use crate::geometry::Pt;

/// Share of the text area that rows which belong together may take, with what is repeated above them, before they are
/// parted: less than any foot of a page leaves.
const TALLEST_BAND: f32 = 0.6;
/// Share of the text area up to which a row is never cut: what it says is read across, and a dose beside nothing is misread.
const UNCUT_ROW: f32 = 0.3;
/// The most rows that a cell spans.
const MOST_SPANNED: usize = crate::article::Cell::MOST_SPANNED;

/// Rows that belong together, in parts that pages may end between.
struct Band {
    parts: Vec<Part>,
    /// How the parts hold together.
    tie: Tie,
}

/// A part of a row.
struct Part {
    frame: Frame,
    /// It goes on with a row that began before it.
    goes_on: bool,
    /// The row's name, which stands again beside it where it begins a page.
    name: Option<Rc<Frame>>,
}

/// The lines of a cell that stand in one row.
struct RowCell {
    x: Pt,
    /// From the top of the row, below its padding.
    lines: Vec<CellLine>,
    naming: Naming,
}

/// Whether a cell tells what the row is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// It is the row's header: no part of the row stands without it.
    Header,
    /// It stands in the first column, and names the row as well as any: it is repeated where there is room.
    First,
    /// It does not.
    None,
}

impl Naming {
    /// What a cell is to its row in a table of so many columns.
    fn of(cell: &SetCell, columns: usize) -> Naming {
        match cell.role {
            CellRole::RowHeader => Naming::Header,
            CellRole::Data if cell.column == 0 && cell.columns < columns => Naming::First,
            CellRole::Data | CellRole::ColumnHeader => Naming::None,
        }
    }
}

/// A row about to be drawn.
struct Row {
    cells: Vec<RowCell>,
    /// Without padding.
    height: Pt,
    /// Start and width of the rules under it.
    rules: Vec<(Pt, Pt)>,
    thickness: Pt,
    /// The name of several rows, all of whose lines stand in rows above this one.
    name_above: Option<Rc<Frame>>,
}

/// Where the rows of a table stand.
struct Grid<'t> {
    set: &'t [SetCell],
    needs: Vec<CellNeed>,
    columns: &'t Columns,
    count: usize,
    /// How many of the rows are the header's.
    header: usize,
    /// How far the first line of each row is from its top.
    baselines: Vec<Pt>,
}

impl Galley<'_, '_> {
    /// The rows as pieces, the header first; `set` holds their cells in order. `above` is the space over the table.
    pub(super) fn push_rows(
        &mut self,
        set: &[SetCell],
        columns: &Columns,
        flow: Flow,
        above: Pt,
        continuation: &Continuation,
    ) {
        let grid = Grid::new(set, columns);
        let mut lines: Vec<Vec<CellLine>> = Vec::with_capacity(set.len());
        for cell in set {
            lines.push(self.cell_lines(cell, columns.width(cell.column, cell.columns)));
        }
        let mut lines = lines.into_iter();
        let mut repeat = continuation.caption(flow, 0.0);
        let mut bands = Vec::new();
        let mut first = 0;
        while first < grid.count {
            let end = grid.band_end(first);
            let [begin, behind] = [first, end].map(|row| set.partition_point(|cell| cell.row < row));
            let taken = repeat.as_ref().map_or(0.0, |frame| frame.height) + self.box_room(flow);
            let limit = self.theme.depth() * TALLEST_BAND - taken;
            let cells = lines.by_ref().take(behind - begin).collect();
            let band = self.band(&grid, first..end, cells, limit, flow);
            let start = self.pieces.len();
            let header = (first == 0).then(|| band.parts[0].frame.clone());
            self.push_band(band, flow, if first == 0 { above } else { 0.0 }, &repeat);
            if let Some(header) = header.filter(|_| self.pieces.len() == start + 1) {
                repeat = continuation.above(header, flow, self.theme.depth());
            }
            bands.push(start..self.pieces.len());
            first = end;
        }
        self.tie_bands(&bands);
    }

    /// Rows that cells span together, as one part where they fit on a page.
    fn band(&self, grid: &Grid, rows: Range<usize>, cells: Vec<Vec<CellLine>>, limit: Pt, flow: Flow) -> Band {
        let least = self.theme.types.body.leading * grid.columns.size;
        let space = Space { least, pad: self.theme.spaces.cell, measure: flow.measure, limit };
        let rows_set = grid.rows(rows.clone(), cells, space);
        let is_one = rows.len() == 1;
        if rows_set.is_whole && !is_one {
            let mut frame = Frame::default();
            for row in rows_set.rows {
                let part = self.uncut(row);
                frame.fix_foot();
                let y = frame.height;
                frame.height += part.height;
                frame.place(part, 0.0, y);
            }
            return Band { parts: vec![Part { frame, goes_on: false, name: None }], tie: Tie::Free };
        }
        let parts = rows_set.rows.into_iter().flat_map(|row| self.row_parts(row, limit, rows.start > 0)).collect();
        Band { parts, tie: if is_one { Tie::Soft } else { Tie::Firm } }
    }

    /// A row in one frame.
    fn uncut(&self, row: Row) -> Frame {
        let height = row.height;
        self.part_of(row.cells, 0.0..height, (true, true), (&row.rules, row.thickness))
    }

    /// The part of a row between two heights; says whether it is the first and the last of its row.
    fn part_of(
        &self,
        cells: Vec<RowCell>,
        range: Range<Pt>,
        (is_first, is_last): (bool, bool),
        (rules, thickness): (&[(Pt, Pt)], Pt),
    ) -> Frame {
        let pad = self.theme.spaces.cell;
        let (top, bottom) = (if is_first { pad } else { 0.0 }, if is_last { pad } else { 0.0 });
        let mut frame = Frame::of(range.end - range.start + top + bottom);
        for cell in cells {
            for line in cell.lines {
                frame.place(line.frame, cell.x, line.y - range.start + top);
            }
        }
        if is_last {
            for (start, width) in rules {
                let y = frame.height - thickness / 2.0;
                frame.decorate_foot(rule(*start, y, *width, thickness, self.theme.colors.ink));
            }
        }
        frame
    }

    /// A row in parts: one, or as many as there are places where it may be cut. Of a row that has too few such places
    /// each cell is cut where the page ends.
    fn row_parts(&self, row: Row, limit: Pt, may_be_cut: bool) -> Vec<Part> {
        let may_be_cut = may_be_cut && row.height > self.theme.depth() * UNCUT_ROW;
        let edges = if may_be_cut { row.edges(limit) } else { vec![0.0, row.height] };
        if edges.windows(2).any(|pair| pair[1] - pair[0] > limit) {
            return self.forced_parts(row, limit);
        }
        let own_name = row.own_name();
        let Row { cells, rules, thickness, height, name_above } = row;
        let mut cells: Vec<_> = cells.into_iter().map(|cell| (cell.x, cell.lines.into_iter().peekable())).collect();
        let mut parts = Vec::with_capacity(edges.len() - 1);
        for (index, pair) in edges.windows(2).enumerate() {
            let (from, to) = (pair[0], pair[1]);
            let is_last = index + 2 == edges.len();
            let mut own = Vec::with_capacity(cells.len());
            for (x, lines) in &mut cells {
                let is_above = |line: &CellLine| is_last || line.y + line.frame.height <= to + HAIR;
                let mut taken = Vec::new();
                while let Some(line) = lines.next_if(is_above) {
                    taken.push(line);
                }
                own.push(RowCell { x: *x, lines: taken, naming: Naming::None });
            }
            let frame = self.part_of(own, from..to, (index == 0, is_last), (&rules, thickness));
            let own = own_name.as_ref().filter(|name| name.height <= from + HAIR);
            // It needs room beside what is left of the row, and on the page.
            let room = limit.min(height - from) + HAIR;
            let name = own.or(name_above.as_ref()).filter(|name| name.height <= room).map(Rc::clone);
            parts.push(Part { frame, goes_on: index > 0, name });
        }
        parts
    }

    /// A row taller than a page, each cell cut where its lines are full.
    fn forced_parts(&self, row: Row, limit: Pt) -> Vec<Part> {
        let own_name = row.own_name();
        let Row { cells, rules, thickness, height, name_above } = row;
        let name = own_name.or(name_above);
        let mut cells: Vec<_> =
            cells.into_iter().map(|cell| (cell.x, cell.naming, cell.lines.into_iter().peekable())).collect();
        let mut parts: Vec<Part> = Vec::new();
        while parts.is_empty() || cells.iter_mut().any(|(_, _, lines)| lines.peek().is_some()) {
            let mut own = Vec::with_capacity(cells.len());
            let mut bottom: Pt = 0.0;
            let mut is_name_over = true;
            for (x, naming, lines) in &mut cells {
                let base = lines.peek().map_or(0.0, |line| if parts.is_empty() { 0.0 } else { line.y });
                let mut taken: Vec<CellLine> = Vec::new();
                while let Some(mut line) =
                    lines.next_if(|line| taken.is_empty() || line.y - base + line.frame.height <= limit)
                {
                    line.y -= base;
                    bottom = bottom.max(line.y + line.frame.height);
                    taken.push(line);
                }
                is_name_over &= *naming == Naming::None || taken.is_empty();
                own.push(RowCell { x: *x, lines: taken, naming: *naming });
            }
            let is_last = cells.iter_mut().all(|(_, _, lines)| lines.peek().is_none());
            let bottom = if parts.is_empty() && is_last { height } else { bottom };
            let frame = self.part_of(own, 0.0..bottom, (parts.is_empty(), is_last), (&rules, thickness));
            let name = name.as_ref().filter(|name| is_name_over && name.height <= bottom + HAIR).map(Rc::clone);
            parts.push(Part { frame, goes_on: !parts.is_empty(), name });
        }
        parts
    }

    fn push_band(&mut self, band: Band, flow: Flow, above: Pt, repeat: &Option<Rc<Frame>>) {
        let last = band.parts.len() - 1;
        let pad = self.theme.spaces.cell;
        // A row that is cut has no space at the cut.
        let padding = if last == 0 { pad } else { 0.0 };
        for (index, part) in band.parts.into_iter().enumerate() {
            let gap = if index == 0 { std::mem::take(&mut self.after).max(above) } else { 0.0 };
            let baseline = part.frame.baseline;
            self.push(flow, part.frame, gap, if index < last { band.tie } else { Tie::Free });
            let repeat = if part.goes_on || part.name.is_some() {
                // Nothing stands between a row that goes on and the rule above it: some space must.
                let space = if part.goes_on { pad } else { 0.0 };
                Some(Rc::new(with_name(repeat.as_deref(), part.name.as_deref(), baseline, space, flow.start)))
            } else {
                repeat.clone()
            };
            if let Some(piece) = self.pieces.last_mut() {
                (piece.repeat, piece.padding) = (repeat, padding);
            }
        }
    }

    /// The header stays with the first row, and two rows stand on either side of a page's end; better so, where they are
    /// tall.
    fn tie_bands(&mut self, bands: &[Range<usize>]) {
        let [header, rows @ ..] = bands else { return };
        if rows.is_empty() {
            return;
        }
        self.pieces[header.end - 1].tie = Tie::Rigid;
        let ends = [rows.get(..2), rows.len().checked_sub(2).and_then(|first| rows.get(first..))];
        for pair in ends.into_iter().flatten() {
            let height: Pt = self.pieces[pair[0].start..pair[1].end].iter().map(|piece| piece.frame.height).sum();
            let is_uncut = pair.iter().all(|band| band.len() == 1);
            let tie = &mut self.pieces[pair[0].end - 1].tie;
            let is_low = is_uncut && height <= self.theme.depth() / 3.0;
            *tie = (*tie).max(if is_low { Tie::Firm } else { Tie::Soft });
        }
    }
}

impl Row {
    /// The heights between which its parts lie, first those that leave its name room on either side of each cut. Where a
    /// header does not find that room, the row is cut only if it is higher than the limit.
    fn edges(&self, limit: Pt) -> Vec<Pt> {
        let lines: Vec<&[CellLine]> = self.cells.iter().map(|cell| cell.lines.as_slice()).collect();
        let all = cuts(&lines);
        let with_ends = |cuts: &[Pt]| [&[0.0], cuts, &[self.height]].concat();
        let header = self.cells.iter().find(|cell| cell.naming == Naming::Header).map_or(0.0, RowCell::bottom);
        let edges = with_ends(&beside_name(&all, header, self.height));
        let is_low = edges.windows(2).all(|pair| pair[1] - pair[0] <= limit);
        if is_low { edges } else { with_ends(&all) }
    }

    /// The name that stands in it, as it is drawn again.
    fn own_name(&self) -> Option<Rc<Frame>> {
        let cell = self.cells.iter().find(|cell| cell.naming != Naming::None)?;
        Some(name_again(&cell.lines, cell.x))
    }
}

impl RowCell {
    /// Where its last line ends, from the top of the row.
    fn bottom(&self) -> Pt {
        bottom(&self.lines)
    }
}

/// Where the last of the lines of a cell ends, from the top of its row.
fn bottom(lines: &[CellLine]) -> Pt {
    lines.last().map_or(0.0, |line| line.y + line.frame.height)
}

/// A name as it is drawn again beside what goes on; the height of the frame is where the name ends in its row.
fn name_again(lines: &[CellLine], x: Pt) -> Rc<Frame> {
    let mut frame = Frame::of(bottom(lines));
    for line in lines {
        frame.place(line.frame.as_artifact(), x, line.y);
    }
    Rc::new(frame)
}

/// What rows are set in.
struct Space {
    /// The least height of a row.
    least: Pt,
    /// Above and below the text of a row.
    pad: Pt,
    /// Width of the table.
    measure: Pt,
    /// What a page has room for.
    limit: Pt,
}

/// Rows with their lines dealt out, and whether they can stand in one piece.
struct SetRows {
    rows: Vec<Row>,
    is_whole: bool,
}

impl<'t> Grid<'t> {
    fn new(set: &'t [SetCell], columns: &'t Columns) -> Grid<'t> {
        let count = set.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(0);
        let mut baselines = vec![0.0; count];
        for cell in set {
            baselines[cell.row] = cell.baseline().max(baselines[cell.row]);
        }
        let heads = set.iter().filter(|cell| cell.role == CellRole::ColumnHeader);
        let header = heads.map(|cell| cell.row + cell.rows).max().unwrap_or(0);
        Grid { set, header, needs: set.iter().map(|cell| cell.need(false)).collect(), columns, count, baselines }
    }

    /// One past the last row that cells tie to the row `first`. The rows of the header are one band.
    fn band_end(&self, first: usize) -> usize {
        let mut end = self.header.max(first + 1);
        let begin = self.set.partition_point(|cell| cell.row < first);
        for cell in &self.set[begin..] {
            if cell.row >= end {
                break;
            }
            end = end.max(cell.row + cell.rows);
        }
        end
    }

    /// The rows of a band, its cells' lines at their places. Where they are higher than the limit together, a cell that
    /// spans rows has some of its lines in each of them, so that every row can stand for itself.
    fn rows(&self, band: Range<usize>, mut lines: Vec<Vec<CellLine>>, space: Space) -> SetRows {
        let begin = self.set.partition_point(|cell| cell.row < band.start);
        let set = &self.set[begin..begin + lines.len()];
        self.level(set, &mut lines);
        let bottoms: Vec<Pt> = lines.iter().map(|lines| bottom(lines)).collect();
        let own = self.needs[begin..begin + lines.len()].iter();
        let cells: Vec<CellNeed> = own.map(|need| CellNeed { row: need.row - band.start, ..*need }).collect();
        let needs = Needs { cells: &cells, columns: self.columns.widths.len(), rows: band.len(), gutter: 0.0 };
        let mut heights = row_heights(needs, |cell| bottoms[cell], space.least, 2.0 * space.pad);
        let whole = heights.iter().sum::<Pt>() + 2.0 * space.pad * band.len() as Pt;
        let is_whole = whole <= space.limit || band.len() == 1;
        if !is_whole {
            let alone = |cell: usize| if cells[cell].rows == 1 { bottoms[cell] } else { 0.0 };
            heights = row_heights(needs, alone, space.least, 0.0);
        }
        let mut rows: Vec<Row> = Vec::with_capacity(band.len());
        for (row, height) in band.clone().zip(heights) {
            let thickness = if row + 1 == self.header || row + 1 == self.count { HEAVY_RULE } else { LIGHT_RULE };
            let rules = self.rules(row, space.measure);
            rows.push(Row { cells: Vec::new(), height, rules, thickness, name_above: None });
        }
        for (cell, lines) in set.iter().zip(lines) {
            let (x, naming) = (self.columns.start(cell.column), Naming::of(cell, self.columns.widths.len()));
            let first = cell.row - band.start;
            match is_whole || cell.rows == 1 {
                true => rows[first].cells.push(RowCell { x, lines, naming }),
                false => deal_out(lines, &mut rows[first..first + cell.rows], x, naming),
            }
        }
        SetRows { rows, is_whole }
    }

    /// Moves the lines of cells down so that the first lines of a row stand on one baseline.
    fn level(&self, set: &[SetCell], lines: &mut [Vec<CellLine>]) {
        for (cell, lines) in set.iter().zip(lines) {
            let down = self.baselines[cell.row] - cell.baseline();
            lines.iter_mut().for_each(|line| line.y += down);
        }
    }

    /// The rules under a row: none where a cell reaches across.
    fn rules(&self, row: usize, measure: Pt) -> Vec<(Pt, Pt)> {
        let count = self.columns.widths.len();
        // No cell reaches further down than it may span.
        let first = self.set.partition_point(|cell| cell.row + MOST_SPANNED <= row);
        let last = self.set.partition_point(|cell| cell.row <= row);
        let reaching = self.set[first..last].iter().filter(|cell| row + 1 < cell.row + cell.rows);
        let crossing: Vec<&SetCell> = reaching.collect();
        if crossing.is_empty() {
            return vec![(0.0, measure)];
        }
        let mut is_open = vec![true; count];
        crossing.iter().for_each(|cell| is_open[cell.column..cell.column + cell.columns].fill(false));
        let mut rules: Vec<(Pt, Pt)> = Vec::new();
        let mut column = 0;
        while column < count {
            let end = (column..count).find(|at| is_open[*at] != is_open[column]).unwrap_or(count);
            if is_open[column] {
                let start = self.columns.start(column);
                let width = if end == count { measure - start } else { self.columns.width(column, end - column) };
                rules.push((start, width));
            }
            column = end;
        }
        rules
    }
}

/// Deals the lines of a cell out to the rows that it spans: to each what it is high enough for, to the last all the rest. If
/// they name the rows, those below all of them have them for their name, and so has a row in which they all stand.
fn deal_out(lines: Vec<CellLine>, rows: &mut [Row], x: Pt, naming: Naming) {
    let name = (naming != Naming::None).then(|| name_again(&lines, x));
    let mut lines = lines.into_iter().peekable();
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        let base = lines.peek().map_or(0.0, |line| if index == 0 { 0.0 } else { line.y });
        let mut own = Vec::new();
        let room = if index + 1 == count { Pt::INFINITY } else { row.height };
        while let Some(mut line) = lines.next_if(|line| line.y - base + line.frame.height <= room + HAIR) {
            line.y -= base;
            row.height = row.height.max(line.y + line.frame.height);
            own.push(line);
        }
        if index > 0 && own.is_empty() {
            row.name_above.clone_from(&name);
        }
        let is_whole = index == 0 && lines.peek().is_none();
        row.cells.push(RowCell { x, lines: own, naming: if is_whole { naming } else { Naming::None } });
    }
}

/// What stands above a row with a name at the top of a further page: what stands above any row there, then the name, which lies
/// beside the lines that follow, on their first baseline.
fn with_name(repeat: Option<&Frame>, name: Option<&Frame>, baseline: Pt, pad: Pt, start: Pt) -> Frame {
    let mut frame = repeat.cloned().unwrap_or_default();
    frame.height += pad;
    if let Some(name) = name {
        let down = if name.baseline > 0.0 { (baseline - name.baseline).max(0.0) } else { 0.0 };
        let height = frame.height;
        frame.place(name.clone(), start, height + down);
    }
    frame
}
