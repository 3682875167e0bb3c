//! The cells of a table: shaped once, then set in lines of whatever width their columns get.

use super::column_widths::CellNeed;
use super::frame::Frame;
use super::galley::Galley;
use super::handout::{NodeId, Owner, Role};
use super::paragraph::ShapedParagraph;
use crate::document::{Block, Cell, CellPart, CellRole, List, Words};
use crate::geometry::Pt;
use crate::text::Wrap;
use crate::theme::Type;

/// A cell with its text shaped.
pub(super) struct SetCell {
    /// What it is to the others.
    pub role: CellRole,
    /// Its first row, counted from the first of the header.
    pub row: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// Its first column.
    pub column: usize,
    /// How many columns it spans.
    pub columns: usize,
    paragraphs: Vec<SetParagraph>,
}

/// A paragraph of a cell, or of an item of a list in it.
struct SetParagraph {
    shaped: ShapedParagraph,
    /// Space above it, unless it is the first.
    above: Pt,
    /// How far it stands in.
    indent: Pt,
    /// The mark of the item that it begins, and how far that stands before it.
    mark: Option<(Frame, Pt)>,
}

/// A line of a cell.
pub(super) struct CellLine {
    /// Its top, from the top of the cell.
    pub y: Pt,
    /// Its ink, from the start of the cell.
    pub frame: Frame,
}

/// What a cell is shaped in.
#[derive(Clone, Copy)]
pub(super) struct CellLook {
    pub look: Type,
    /// Share of the theme's type size.
    pub size: f32,
}

impl SetCell {
    /// What it asks of the columns; whether the names of rows and columns ask to stand unbroken.
    pub fn need(&self, keeps_names: bool) -> CellNeed {
        let SetCell { row, rows, column, columns, .. } = *self;
        let narrow = match keeps_names && self.role != CellRole::Data {
            true => self.paragraphs.iter().map(|it| it.indent + it.shaped.narrowest_name()).fold(0.0, Pt::max),
            false => self.narrowest(),
        };
        CellNeed { row, rows, column, columns, narrow, wide: self.natural_width() }
    }

    /// The least width it can be read in.
    pub fn narrowest(&self) -> Pt {
        self.paragraphs.iter().map(|it| it.indent + it.shaped.narrowest()).fold(0.0, Pt::max)
    }

    /// The width in which none of its paragraphs wraps.
    pub fn natural_width(&self) -> Pt {
        self.paragraphs.iter().map(|it| it.indent + it.shaped.natural_width()).fold(0.0, Pt::max)
    }

    /// Its height in a column of a width.
    pub fn height(&self, width: Pt) -> Pt {
        let above = self.paragraphs.iter().skip(1).map(|it| it.above).sum::<Pt>();
        above + self.paragraphs.iter().map(|it| it.shaped.height(width - it.indent)).sum::<Pt>()
    }

    /// Where its first line stands, from its top; 0 when it is empty.
    pub fn baseline(&self) -> Pt {
        self.paragraphs.first().map_or(0.0, |first| first.shaped.baseline())
    }
}

impl Galley<'_, '_> {
    /// Shapes a cell, whose node is there already; what stands in it gets nodes of its own.
    pub(super) fn set_cell(&mut self, cell: &Cell, row: usize, node: NodeId, look: CellLook) -> SetCell {
        let mut paragraphs = Vec::new();
        // Text alone is the content of the cell itself.
        let is_plain = matches!(cell.parts.as_slice(), [CellPart::Paragraph(_)]);
        for part in &cell.parts {
            match part {
                CellPart::Paragraph(words) => {
                    let owner = if is_plain { node } else { self.tree.add(node, Role::Paragraph) };
                    paragraphs.push(self.cell_paragraph(words, owner, look, 0.0));
                }
                CellPart::List(list) => self.cell_list(list, node, look, 0.0, &mut paragraphs),
            }
        }
        let Cell { role, column, columns, rows, .. } = *cell;
        SetCell { role, row, rows, column, columns, paragraphs }
    }

    fn cell_paragraph(&mut self, words: &Words, node: NodeId, look: CellLook, indent: Pt) -> SetParagraph {
        let paragraph = self.paragraph_of(Owner::Node(node), words, look.look);
        let above = self.theme.spaces.item * look.size;
        SetParagraph { shaped: self.shape(paragraph), above, indent, mark: None }
    }

    /// A list, its items hanging after their marks; `indent` is where these stand.
    ///
    /// # Panics
    /// When something else than lists stands in its items, which the reading of cells refuses.
    fn cell_list(&mut self, list: &List, parent: NodeId, look: CellLook, indent: Pt, out: &mut Vec<SetParagraph>) {
        let marking = self.marking(list);
        let node = self.tree.add(parent, Role::List(marking.numbering));
        for item in &list.items {
            let entry = self.tree.add(node, Role::ListItem);
            let mut mark = Some((self.mark_frame(list.mark, &item.label, entry, &marking), marking.hang));
            let body = self.tree.add(entry, Role::ListBody);
            for words in &item.paragraphs {
                let owner = if item.paragraphs.len() > 1 { self.tree.add(body, Role::Paragraph) } else { body };
                let paragraph = self.cell_paragraph(words, owner, look, indent + marking.hang);
                out.push(SetParagraph { mark: mark.take(), ..paragraph });
            }
            for block in &item.blocks {
                let Block::List(nested) = block else { unreachable!("an item in a cell holds nothing but lists") };
                self.cell_list(nested, body, look, indent + marking.hang, out);
            }
        }
    }

    /// Sets a cell in lines of a width.
    pub(super) fn cell_lines(&self, cell: &SetCell, width: Pt) -> Vec<CellLine> {
        let mut lines = Vec::new();
        let mut y = 0.0;
        for (index, paragraph) in cell.paragraphs.iter().enumerate() {
            y += if index == 0 { 0.0 } else { paragraph.above };
            let mut mark = paragraph.mark.clone();
            for line in self.set_lines(&paragraph.shaped, width - paragraph.indent, Wrap::Ragged) {
                let height = line.height;
                let mut frame = Frame::of(height);
                let whole = match mark.take() {
                    Some((mark, hang)) => Frame::abreast([(mark, -hang), (line, 0.0)]),
                    None => line,
                };
                frame.place(whole, paragraph.indent, 0.0);
                lines.push(CellLine { y, frame });
                y += height;
            }
        }
        lines
    }
}
