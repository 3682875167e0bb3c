//! Sections and their blocks; headings and paragraphs among them.

use super::frame::Tie;
use super::galley::{Flow, Galley};
use super::handout::{Artifact, OutlineEntry, Owner, Role};
use super::paragraph::Paragraph;
use crate::document::{Block, Heading, Words};
use crate::geometry::Pt;
use crate::text::Wrap;
use crate::theme::Type;

impl Galley<'_, '_> {
    /// Blocks, in order.
    pub(super) fn blocks(&mut self, blocks: &[Block], flow: Flow) {
        for index in 0..blocks.len() {
            self.block(blocks, index, flow);
        }
    }

    /// One of some blocks that follow one another.
    pub(super) fn block(&mut self, blocks: &[Block], index: usize, flow: Flow) {
        match &blocks[index] {
            Block::Heading(heading) => {
                self.is_closing |= matches!(blocks.get(index + 1), Some(Block::References(_)));
                self.heading(heading, flow);
            }
            Block::Paragraph(words) => {
                let first = self.pieces.len();
                self.paragraph(words, flow);
                if let Some(next) = blocks.get(index + 1) {
                    self.keep_lead_in(words, first, next);
                }
            }
            Block::List(list) => self.list_block(list, flow),
            Block::TitledList(titled) => self.titled_list(titled, flow),
            Block::Aside(aside) => self.aside(aside, flow),
            Block::Zones(zones) => self.zones(zones, flow),
            Block::Contacts(contacts) => self.contacts(contacts, flow),
            Block::Table(table) => self.table(table, flow),
            Block::Grid(grid) => self.grid(grid, flow),
            Block::Number(number) => self.big_number(number, flow),
            Block::Definitions(definitions) => self.definitions(definitions, flow),
            Block::WriteIn(lines) => self.write_in(lines, flow),
            Block::Figure(figure) => self.figure(figure, flow),
            Block::Beside(content) => self.beside(content, flow),
            Block::ScanCode(code) => {
                self.is_closing = true;
                self.scan_code(code, flow);
            }
            Block::References(references) => self.references(references),
            Block::SmallPrint(words) => {
                let is_first =
                    !matches!(index.checked_sub(1).map(|before| &blocks[before]), Some(Block::SmallPrint(_)));
                self.is_closing = true;
                self.tie_last(Tie::Soft);
                self.small_print(words, is_first);
            }
            Block::PatientLabel(words) => self.patient_label(words),
            Block::Contents(entries) => self.contents(entries),
            Block::Numbers(numbers) => self.numbers(numbers),
            Block::WritingLines(words) => self.first_writing_lines(words),
        }
    }

    /// A heading below the title.
    fn heading(&mut self, heading: &Heading, flow: Flow) {
        let level = usize::from(heading.level - 2);
        let node = self.tree.add(flow.parent, Role::Heading(heading.level));
        let look = self.theme.types.headings[level];
        let paragraph = self.paragraph_of(Owner::Node(node), &heading.words, look);
        self.outline.push(OutlineEntry { level: heading.level, title: heading.words.plain(), node });
        if let Some(before) = self.pieces.last_mut().filter(|_| heading.begins_page) {
            before.tie = Tie::Cut;
        }
        let follows_heading = self.pieces.last().is_some_and(|piece| piece.heading);
        let spaces = self.theme.spaces;
        let above = match (follows_heading, level) {
            (true, 0) => spaces.float,
            (true, _) => spaces.below_heading[level],
            (false, _) => spaces.above_heading[level],
        };
        let first = self.pieces.len();
        let lines = self.lines(paragraph, flow.measure, Wrap::Balanced);
        self.push_lines(flow, lines, above);
        for piece in &mut self.pieces[first..] {
            (piece.tie, piece.heading) = (Tie::Rigid, true);
        }
        self.after = spaces.below_heading[level];
    }

    fn paragraph(&mut self, words: &Words, flow: Flow) {
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let paragraph = self.paragraph_of(Owner::Node(node), words, self.theme.types.body);
        let lines = self.lines(paragraph, flow.measure, Wrap::Ragged);
        self.push_lines(flow, lines, self.theme.spaces.paragraph);
        self.after = self.theme.spaces.paragraph;
    }

    /// Width of a few words of the tool's own.
    pub(super) fn width_of(&mut self, words: &str, look: Type) -> Pt {
        self.shape(Paragraph::own(Owner::Artifact(Artifact::Layout), words, look)).natural_width()
    }
}
