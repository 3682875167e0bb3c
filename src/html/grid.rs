//! Tables to fill in: schedules, calendars, logs.

use maud::{Markup, html};

use super::writer::Writer;
use crate::document::{Grid, GridCell, GridCellKind, GridHead};

impl Writer<'_> {
    pub(super) fn grid(&self, Grid { caption, header, rows, has_row_heads }: &Grid) -> Markup {
        let class = class_of(header, rows);
        html! {
            table class=(class) {
                @if let Some(words) = caption { caption { (self.words(words)) } }
                @if !header.is_empty() {
                    thead { tr { @for GridHead { words, .. } in header { th scope="col" { (self.words(words)) } } } }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for (index, cell) in row.iter().enumerate() {
                                @let name = header.get(index).map(|head| self.name(&head.words));
                                @if *has_row_heads && index == 0 && !cell.paragraphs.is_empty() {
                                    th scope="row" data-name=[name] { (self.grid_cell(cell)) }
                                } @else if cell.kind == GridCellKind::Void {
                                    td.void {}
                                } @else {
                                    td data-name=[name] { (self.grid_cell(cell)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn grid_cell(&self, cell: &GridCell) -> Markup {
        let boxes = match cell.kind {
            GridCellKind::Tick(boxes) => boxes,
            GridCellKind::Plain | GridCellKind::Void => 0,
        };
        html! {
            @for words in &cell.paragraphs { p { (self.words(words)) } }
            @for _ in 0..boxes { span.tick {} }
        }
    }
}

/// How a grid looks on a narrow screen: a schedule medicine by medicine, a calendar day by day; in a log there is nothing to
/// read but its heads.
fn class_of(header: &[GridHead], rows: &[Vec<GridCell>]) -> &'static str {
    let is_blank = rows.iter().all(|row| row.iter().skip(1).all(|cell| cell.paragraphs.is_empty()));
    match header.is_empty() {
        true => "grid calendar",
        false if is_blank => "grid",
        false => "grid wide",
    }
}
