//! Sections and their blocks: headings, paragraphs, lists, pictures.

use std::sync::Arc;

use super::frame::{Frame, Mark, Tie};
use super::galley::{Flow, Galley};
use super::handout::{Artifact, Ink, NodeId, Numbering, OutlineEntry, Owner, Role};
use super::paragraph::Paragraph;
use crate::article::Mark as ListMark;
use crate::document::{Block, Figure, Heading, Item, List, Words};
use crate::geometry::{Pt, Rect, Size};
use crate::picture::Picture;
use crate::text::{Direction, Wrap};
use crate::theme::Type;

/// Share of the text area that a picture may be high.
const PICTURE_DEPTH: f32 = 0.6;

/// The narrowest column of a nested list, as a share of the text area.
const NARROWEST: f32 = 0.4;

/// The mark of a list at a depth.
pub(super) struct Marking {
    pub(super) numbering: Numbering,
    /// How far the text stands in.
    hang: Pt,
    look: Type,
}

impl Galley<'_, '_> {
    /// Blocks, in order.
    pub(super) fn blocks(&mut self, blocks: &[Block], flow: Flow) {
        for (index, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(words) => {
                    self.paragraph(words, flow);
                    if words.is_lead_in() && blocks.get(index + 1).is_some_and(belongs_to_lead_in) {
                        self.tie_last(Tie::Firm);
                    }
                }
                Block::List(list) => {
                    let above = self.theme.spaces.list;
                    self.list(list, flow, 0, above);
                    self.after = self.theme.spaces.list;
                }
                Block::TitledList(titled) => self.titled_list(titled, flow),
                Block::Aside(aside) => self.aside(aside, flow),
                Block::Zones(zones) => self.zones(zones, flow),
                Block::Contacts(contacts) => self.contacts(contacts, flow),
                Block::Table(table) => self.table(table, flow),
                Block::Figure(figure) => self.figure(figure, flow),
                Block::ScanCode(code) => self.scan_code(code),
                Block::References(references) => self.references(references),
                Block::SmallPrint(words) => {
                    let is_first =
                        !matches!(index.checked_sub(1).map(|before| &blocks[before]), Some(Block::SmallPrint(_)));
                    self.small_print(words, is_first);
                }
                Block::PatientLabel(words) => self.patient_label(words),
                Block::Contents(entries) => self.contents(entries),
                Block::WritingLines => self.first_writing_lines(),
            }
        }
    }

    /// A heading below the title.
    fn heading(&mut self, heading: &Heading) {
        let flow = self.page_flow();
        let level = usize::from(heading.level - 2);
        let node = self.tree.add(flow.parent, Role::Heading(heading.level));
        let look = self.theme.types.headings[level];
        let paragraph = self.paragraph_of(Owner::Node(node), &heading.words, look);
        self.outline.push(OutlineEntry { level: heading.level, title: heading.words.plain(), node });
        let follows_heading = self.pieces.last().is_some_and(|piece| piece.heading);
        let spaces = self.theme.spaces;
        let above = match (follows_heading, level) {
            (true, 0) => spaces.float,
            (true, _) => spaces.below_heading[level],
            (false, _) => spaces.above_heading[level],
        };
        let first = self.pieces.len();
        let lines = self.lines(paragraph, self.theme.measure(), Wrap::Balanced);
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

    /// A list; `above` is the space over its first item.
    pub(super) fn list(&mut self, list: &List, flow: Flow, depth: usize, above: Pt) {
        let marking = self.marking(list, depth);
        let node = self.tree.add(flow.parent, Role::List(marking.numbering));
        self.list_items(list, &marking, Flow { parent: node, ..flow }, depth, above);
    }

    /// The items of a list, whose node is the flow's.
    pub(super) fn list_items(&mut self, list: &List, marking: &Marking, flow: Flow, depth: usize, above: Pt) {
        let mut starts = Vec::with_capacity(list.items.len());
        for (index, item) in list.items.iter().enumerate() {
            starts.push(self.pieces.len());
            let above = if index == 0 { above } else { self.theme.spaces.item };
            let entry = self.tree.add(flow.parent, Role::ListItem);
            let mark = self.mark_frame(list.mark, &item.label, entry, marking);
            self.item(item, Flow { parent: entry, ..flow }, (mark, marking.hang), above, depth);
        }
        self.keep_end_items(&starts);
    }

    /// No item of one line stands alone at the foot or the head of a page, cut off from its list.
    fn keep_end_items(&mut self, starts: &[usize]) {
        let &[first, second, .., last] = starts else { return };
        let end = self.pieces.len();
        if second == first + 1 {
            self.pieces[first].tie = self.pieces[first].tie.max(Tie::Soft);
        }
        if end == last + 1 {
            self.pieces[last - 1].tie = self.pieces[last - 1].tie.max(Tie::Soft);
        }
    }

    fn item(&mut self, item: &Item, flow: Flow, (mark, hang): (Frame, Pt), above: Pt, depth: usize) {
        let body = self.tree.add(flow.parent, Role::ListBody);
        // Lists nested deeper than a readable line allows hang where the list around them does.
        let indent = if flow.measure - hang < self.theme.measure() * NARROWEST { 0.0 } else { hang };
        let inner = Flow { start: flow.start + indent, measure: flow.measure - indent, parent: body, ..flow };
        let mut mark = Some(mark);
        for (index, words) in item.paragraphs.iter().enumerate() {
            let node = if item.paragraphs.len() > 1 { self.tree.add(body, Role::Paragraph) } else { body };
            let paragraph = self.paragraph_of(Owner::Node(node), words, self.theme.types.body);
            let mut lines = self.lines(paragraph, inner.measure, Wrap::Ragged);
            if let (Some(first), Some(mark)) = (lines.first_mut(), mark.take()) {
                *first = Frame::abreast([(mark, -hang), (std::mem::take(first), 0.0)]);
            }
            let above = if index == 0 { above } else { self.theme.spaces.item };
            self.push_lines(inner, lines, above);
        }
        if let Some(nested) = &item.nested {
            let leads_in = item.paragraphs.last().is_some_and(Words::is_lead_in);
            self.tie_last(if leads_in { Tie::Firm } else { Tie::Soft });
            self.list(nested, inner, depth + 1, self.theme.spaces.item);
        }
    }

    pub(super) fn marking(&mut self, list: &List, depth: usize) -> Marking {
        let body = self.theme.types.body;
        let brand = Type { leading: body.leading, ..self.theme.types.label };
        let spaces = self.theme.spaces;
        match list.mark {
            ListMark::Bullet => {
                let size = if depth == 1 { body.size } else { body.size * 1.15 };
                // A larger sign on the baseline of the text takes no more room than the text.
                let leading = body.leading - 0.66 * (size - body.size);
                let look = Type { size, leading, strong: depth != 1, ..brand };
                Marking { numbering: Numbering::Disc, hang: spaces.hang, look }
            }
            ListMark::Step => {
                let widest = list.items.last().map_or("", |item| &item.label);
                let width = self.width_of(widest, brand) + spaces.mark;
                Marking { numbering: Numbering::Decimal, hang: width.max(spaces.hang + 3.0), look: brand }
            }
            ListMark::Do | ListMark::Dont => {
                let color = if list.mark == ListMark::Do { self.theme.colors.yes } else { self.theme.colors.alarm };
                let look = Type { color, ..brand };
                // The cross stands over the tick of a list before it, as "Do not" does over its "Do".
                let label = list.items.first().map_or("", |item| &item.label);
                let width = (self.width_of(label, look) + spaces.mark).max(spaces.hang);
                Marking { numbering: Numbering::None, hang: width, look }
            }
            ListMark::Check => {
                let hang = self.tick_box_side() + spaces.mark;
                Marking { numbering: Numbering::None, hang, look: brand }
            }
        }
    }

    /// The mark of an item: bullets near the start edge, numbers flush with one another at their end.
    fn mark_frame(&mut self, mark: ListMark, label: &str, item: NodeId, marking: &Marking) -> Frame {
        if mark == ListMark::Check {
            return self.tick_box(label, item);
        }
        let node = self.tree.add(item, Role::Label);
        let mut words = label.to_owned();
        if self.direction == Direction::Rtl {
            // Readers see the gap before the item only where it lies in the direction of the pen.
            words.push(' ');
        }
        let set = self.shape(Paragraph::own(Owner::Node(node), &words, marking.look));
        let x = match mark {
            ListMark::Bullet => (marking.hang - self.theme.spaces.mark - set.natural_width()) * 0.6,
            ListMark::Step => marking.hang - self.theme.spaces.mark - set.natural_width(),
            ListMark::Do | ListMark::Dont | ListMark::Check => 0.0,
        };
        let mut frame = Frame::default();
        for line in self.set_lines(&set, f32::INFINITY, Wrap::Ragged) {
            frame.height = line.height;
            frame.place(line, x, 0.0);
        }
        frame
    }

    /// Width of a few words of the tool's own.
    pub(super) fn width_of(&mut self, words: &str, look: Type) -> Pt {
        self.shape(Paragraph::own(Owner::Artifact(Artifact::Layout), words, look)).natural_width()
    }

    fn figure(&mut self, figure: &Figure, flow: Flow) {
        let size = self.picture_size(figure.picture, figure.width, flow.measure);
        let owner = match figure.alt {
            Some(alt) => {
                let role = Role::Figure { alt: alt.to_owned(), area: Rect::default() };
                let node = self.tree.add(flow.parent, role);
                figure.language.into_iter().for_each(|language| self.tree.set_language(node, language));
                Owner::Node(node)
            }
            None => Owner::Artifact(Artifact::Layout),
        };
        let frame = picture_frame(figure.picture, size, owner);
        let gap = self.gap(self.theme.spaces.float);
        self.push(flow, frame, gap, if figure.caption.is_some() { Tie::Firm } else { Tie::Free });
        if let Some(caption) = &figure.caption {
            let node = self.tree.add(flow.parent, Role::Caption);
            let look = Type { strong: false, ..self.theme.types.small };
            let paragraph = self.paragraph_of(Owner::Node(node), caption, look);
            let lines = self.lines(paragraph, flow.measure, Wrap::Ragged);
            let first = self.pieces.len();
            self.push_lines(flow, lines, self.theme.spaces.item);
            self.tie_from(first);
        }
        self.after = self.theme.spaces.float;
    }

    /// The size of a picture: its own or the share of the measure asked for, never wider than the measure nor too high
    /// for a page.
    fn picture_size(&self, picture: &Picture, share: Option<f32>, measure: Pt) -> Size {
        let natural = picture.natural();
        let wanted = share.map_or(natural.width, |share| measure * share).min(measure);
        let scale = wanted / natural.width.max(1.0);
        let scale = scale.min(self.theme.depth() * PICTURE_DEPTH / natural.height.max(1.0));
        Size { width: natural.width * scale, height: natural.height * scale }
    }
}

/// Whether a block can be what a paragraph ending in a colon leads to.
fn belongs_to_lead_in(block: &Block) -> bool {
    matches!(
        block,
        Block::List(_) | Block::TitledList(_) | Block::Aside(_) | Block::Zones(_) | Block::Table(_) | Block::Figure(_)
    )
}

/// A picture at the start of a frame of its height.
pub(super) fn picture_frame(picture: &Picture, size: Size, owner: Owner) -> Frame {
    let area = Rect { x: 0.0, y: 0.0, width: size.width, height: size.height };
    let mut frame = Frame::of(size.height);
    let rigid = Some((0.0, size.width));
    match picture {
        Picture::Raster(raster) => {
            let ink = Ink::Raster { area, raster: Arc::clone(raster) };
            frame.marks.push(Mark { rigid, ..Mark::new(owner, ink) });
        }
        Picture::Vector(vector) => {
            let marks = vector.placed(area).map(|path| Mark { rigid, ..Mark::new(owner, Ink::Path(path)) });
            frame.marks.extend(marks);
        }
    }
    if let Owner::Node(node) = owner {
        frame.figures.push((node, area));
    }
    frame
}
