//! What spans the columns of a page: wide tables and pictures, and what is the whole handout's.

use super::galley::Galley;
use super::handout::{Role, Tree};
use crate::document::{AsideKind, Block, Figure, Table};

/// Tables of so many columns span the columns of a page, whatever stands in them.
const MANY_COLUMNS: usize = 4;
/// Forms to write in with so many columns do, too: a field takes more room than a word.
const MANY_FIELDS: usize = 3;

impl Galley<'_, '_> {
    /// The blocks of the document itself, each in a column of the page, or across all of them.
    pub(super) fn document_blocks(&mut self, blocks: &[Block]) {
        let spans = self.spanning(blocks);
        for (index, spans) in spans.into_iter().enumerate() {
            if let Block::ScanCode(code) = &blocks[index]
                && self.columns > 1
            {
                self.code_beside(code);
                continue;
            }
            let flow = if spans || self.seated_code.is_some() { self.closing_flow() } else { self.column_flow() };
            self.block(blocks, index, flow);
        }
        self.set_code();
    }

    /// Of each block, whether it spans the columns of the page. What leads in to one that does stands over it, and spans
    /// them, too.
    fn spanning(&mut self, blocks: &[Block]) -> Vec<bool> {
        let mut spans = vec![false; blocks.len()];
        if self.columns == 1 {
            return spans;
        }
        let mut follows = false;
        for (index, block) in blocks.iter().enumerate().rev() {
            follows = match block {
                Block::Heading(_) => follows,
                Block::Paragraph(words) => follows && words.is_lead_in(),
                _ => self.is_wide(block),
            };
            spans[index] = follows;
        }
        spans
    }

    fn is_wide(&mut self, block: &Block) -> bool {
        match block {
            Block::Aside(aside) => aside.kind == AsideKind::KeyPoints,
            Block::Table(table) => !self.fits_column(table),
            Block::Grid(grid) => grid.rows.iter().any(|row| row.len() >= MANY_FIELDS),
            Block::Figure(figure) => self.is_wide_figure(figure),
            Block::ScanCode(_)
            | Block::References(_)
            | Block::SmallPrint(_)
            | Block::PatientLabel(_)
            | Block::Contents(_)
            | Block::Numbers(_)
            | Block::WritingLines(_) => true,
            _ => false,
        }
    }

    fn is_wide_figure(&self, figure: &Figure) -> bool {
        let width = figure.width.map_or(figure.picture.natural().width, |share| share * self.theme.measure());
        width > self.column_measure()
    }

    /// Whether a table can be read in a column, in type of the theme's size.
    fn fits_column(&mut self, table: &Table) -> bool {
        if table.columns >= MANY_COLUMNS {
            return false;
        }
        // It is set to see. Its nodes, and characters that cannot be drawn, are noted when it is set in its place.
        let (nodes, missing) = (self.tree.nodes.len(), self.missing.len());
        let node = self.tree.add(Tree::ROOT, Role::Table);
        let fits = self.fits_measure(table, node, self.column_measure());
        self.tree.nodes.truncate(nodes);
        self.missing.truncate(missing);
        fits
    }
}
