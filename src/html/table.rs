//! Tables. On a narrow screen each cell stands on a line of its own behind the names of its column.

use maud::{Markup, html};

use super::writer::Writer;
use crate::document::{Cell, CellPart, CellRole, Table};

/// Columns that a telephone shows beside each other.
const NARROW: usize = 2;
/// Columns that have room for words as they come.
const CROWDED: usize = 3;

impl Writer<'_> {
    pub(super) fn table(&self, content: &Table) -> Markup {
        let ids = content.has_spans().then(|| CellIds { prefix: self.new_id() });
        let page = TablePage { writer: self, table: content, ids };
        let class = match () {
            () if content.columns > CROWDED => Some("wide many"),
            () if content.columns > NARROW => Some("wide"),
            () => None,
        };
        html! {
            table class=[class] {
                @if let Some(words) = &content.caption { caption { (self.words(words)) } }
                thead {
                    @for (row, cells) in content.header.iter().enumerate() { (page.row(row, cells, &[])) }
                }
                tbody { (page.body()) }
            }
        }
    }
}

/// A table being written. Rows count from 0, the first of the header.
struct TablePage<'w> {
    writer: &'w Writer<'w>,
    table: &'w Table<'w>,
    /// Where spans make it necessary to tell which cell heads which.
    ids: Option<CellIds>,
}

/// The ids of the cells of one table.
struct CellIds {
    /// What all of them begin with.
    prefix: String,
}

impl CellIds {
    /// The id of a cell, by its row and its place among the cells that begin there.
    fn of(&self, (row, index): (usize, usize)) -> String {
        format!("{}-{row}-{index}", self.prefix)
    }

    /// The ids of several cells, as an attribute has them; `None` of none.
    fn list(&self, cells: &[(usize, usize)]) -> Option<String> {
        let ids: Vec<String> = cells.iter().map(|place| self.of(*place)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

impl TablePage<'_> {
    fn body(&self) -> Markup {
        let (header, whole) = (self.table.header.len(), self.table.whole_rows());
        html! {
            @for ((row, cells), whole) in (header..).zip(&self.table.rows).zip(&whole) {
                @let reaches_in = |(start, cell): &&(usize, &Cell)| start + header < row && cell.role == CellRole::Data;
                @let again: Vec<&Cell> = whole.iter().filter(reaches_in).map(|(_, cell)| *cell).collect();
                (self.row(row, cells, &again))
            }
        }
    }

    /// A row. What reaches into it from above is said again where the row stands alone, on a narrow screen.
    fn row(&self, row: usize, cells: &[Cell], again: &[&Cell]) -> Markup {
        let last = cells.len().saturating_sub(1);
        html! {
            tr {
                @for (index, cell) in cells.iter().enumerate() {
                    @let again = if index == last { again } else { &[] };
                    (self.cell((row, index), cell, again))
                }
            }
        }
    }

    fn cell(&self, (row, index): (usize, usize), cell: &Cell, again: &[&Cell]) -> Markup {
        let (columns, rows) = (spanned(cell.columns), spanned(cell.rows));
        let content = html! {
            (self.parts(&cell.parts))
            @for cell in again {
                div.again data-name=[self.names(row, &self.headers_of(row, cell))] { (self.parts(&cell.parts)) }
            }
        };
        let headers = self.headers_of(row, cell);
        // A row's own name is not among the names of its cell.
        let headers: Vec<_> = headers.into_iter().filter(|place| *place != (row, index)).collect();
        let id = self.ids.as_ref().map(|ids| ids.of((row, index)));
        let ids = self.ids.as_ref().and_then(|ids| ids.list(&headers));
        let name = self.names(row, &headers);
        match cell.role {
            CellRole::ColumnHeader => {
                let scope = if columns.is_some() { "colgroup" } else { "col" };
                html! { th id=[id] scope=(scope) headers=[ids] colspan=[columns] rowspan=[rows] { (content) } }
            }
            CellRole::RowHeader => {
                let scope = if rows.is_some() { "rowgroup" } else { "row" };
                html! {
                    th id=[id] scope=(scope) headers=[ids] colspan=[columns] rowspan=[rows] data-name=[name] { (content) }
                }
            }
            CellRole::Data => html! {
                td headers=[ids] colspan=[columns] rowspan=[rows] data-name=[name] { (content) }
            },
        }
    }

    /// The cells that head a cell of a row, the header's own too.
    fn headers_of(&self, row: usize, cell: &Cell) -> Vec<(usize, usize)> {
        match row.checked_sub(self.table.header.len()) {
            None => self.table.names_over(row, cell),
            Some(row) => self.table.headers_of(row, cell),
        }
    }

    /// What heads a cell and stands above its row: its columns, and a name that reaches down from a row above.
    fn names(&self, row: usize, headers: &[(usize, usize)]) -> Option<String> {
        let mut names = Vec::new();
        for &(above, index) in headers.iter().filter(|(above, _)| *above < row) {
            names.push(self.writer.plain(&plain(&self.table.row(above)[index].parts)));
        }
        names.retain(|name| !name.is_empty());
        (!names.is_empty()).then(|| names.join(", "))
    }

    fn parts(&self, parts: &[CellPart]) -> Markup {
        let writer = self.writer;
        html! {
            @match parts {
                [CellPart::Paragraph(only)] => (writer.words(only)),
                several => @for part in several {
                    @match part {
                        CellPart::Paragraph(words) => p { (writer.words(words)) },
                        CellPart::List(list) => (writer.list(list, None)),
                    }
                },
            }
        }
    }
}

/// How many columns or rows a cell spans, where it is more than one.
fn spanned(count: usize) -> Option<usize> {
    (count > 1).then_some(count)
}

/// The paragraphs of a cell without markup.
fn plain(parts: &[CellPart]) -> String {
    let mut texts = Vec::new();
    for part in parts {
        match part {
            CellPart::Paragraph(words) => texts.push(words.plain()),
            CellPart::List(list) => {
                texts.extend(list.items.iter().flat_map(|item| &item.paragraphs).map(|it| it.plain()))
            }
        }
    }
    texts.join(" ")
}
