//! Sections and their blocks: headings, paragraphs, lists, pictures.

use std::sync::Arc;

use super::frame::{Frame, Mark, Tie};
use super::handout::{Artifact, Ink, NodeId, Numbering, OutlineEntry, Owner, Role};
use super::story::Story;
use super::{Flow, Galley};
use crate::article::{Block, Image, Item, List, Mark as ListMark, Section};
use crate::geometry::{Pt, Rect, Size};
use crate::locale::Label;
use crate::picture::Picture;
use crate::prose::Text;
use crate::text::{Direction, Wrap};
use crate::theme::Type;

/// Share of the text area that a picture may be high.
const PICTURE_DEPTH: f32 = 0.6;

/// The narrowest column of a nested list, as a share of the text area.
const NARROWEST: f32 = 0.4;

/// The mark of a list at a depth.
struct Marking {
    numbering: Numbering,
    /// How far the text stands in.
    hang: Pt,
    look: Type,
}

impl Galley<'_, '_> {
    /// Sections of one level; 0 is the first.
    pub(super) fn sections(&mut self, sections: &[Section], level: usize) {
        for section in sections {
            self.heading(&section.heading, level);
            self.blocks(&section.body, self.page_flow());
            self.sections(&section.sections, level + 1);
        }
    }

    /// A heading below the title; level 0 is an H2.
    pub(super) fn heading(&mut self, text: &Text, level: usize) {
        let flow = self.page_flow();
        let node = self.tree.add(flow.parent, Role::Heading(level as u8 + 2));
        let look = self.theme.types.headings[level];
        let story = self.story(Owner::Node(node), text, look);
        self.heading_lines(node, story, level, text.plain());
    }

    /// A heading in the tool's own words.
    pub(super) fn heading_of_ours(&mut self, words: &str) {
        let node = self.tree.add(self.page_flow().parent, Role::Heading(2));
        let look = self.theme.types.headings[0];
        let mut story = Story::new(look);
        story.push(Owner::Node(node), words, look);
        self.heading_lines(node, story, 0, words.to_owned());
    }

    fn heading_lines(&mut self, node: NodeId, story: Story, level: usize, title: String) {
        self.outline.push(OutlineEntry { level: level as u8 + 2, title, node });
        let follows_heading = self.pieces.last().is_some_and(|piece| piece.heading);
        let spaces = self.theme.spaces;
        let above = match (follows_heading, level) {
            (true, 0) => spaces.float,
            (true, _) => spaces.below_heading[level],
            (false, _) => spaces.above_heading[level],
        };
        let first = self.pieces.len();
        let lines = self.lines(story, self.theme.measure(), Wrap::Balanced);
        self.push_lines(self.page_flow(), lines, above);
        for piece in &mut self.pieces[first..] {
            (piece.tie, piece.heading) = (Tie::Rigid, true);
        }
        self.after = spaces.below_heading[level];
    }

    /// Blocks of a body, in order.
    pub(super) fn blocks(&mut self, blocks: &[Block], flow: Flow) {
        for (index, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(text) => {
                    self.paragraph(text, flow);
                    if leads_in(text) && blocks.get(index + 1).is_some_and(|next| !matches!(next, Block::Paragraph(_)))
                    {
                        self.tie_last(Tie::Firm);
                    }
                }
                Block::List(list) => {
                    let above = self.theme.spaces.list;
                    self.list(list, flow, 0, above);
                    self.after = self.theme.spaces.list;
                }
                Block::Callout(callout) => self.callout(callout, flow),
                Block::Table(table) => self.table(table, flow),
                Block::Image(image) => self.image(image, flow),
            }
        }
    }

    fn paragraph(&mut self, text: &Text, flow: Flow) {
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let story = self.story(Owner::Node(node), text, self.theme.types.body);
        let lines = self.lines(story, flow.measure, Wrap::Ragged);
        self.push_lines(flow, lines, self.theme.spaces.paragraph);
        self.after = self.theme.spaces.paragraph;
    }

    /// A list; `above` is the space over its first item.
    pub(super) fn list(&mut self, list: &List, flow: Flow, depth: usize, above: Pt) {
        let marking = self.marking(list, depth);
        let node = self.tree.add(flow.parent, Role::List(marking.numbering));
        let mut starts = Vec::with_capacity(list.items.len());
        for (index, item) in list.items.iter().enumerate() {
            starts.push(self.pieces.len());
            let above = if index == 0 { above } else { self.theme.spaces.item };
            let entry = self.tree.add(node, Role::ListItem);
            let mark = self.mark_frame(list.mark, index, depth, entry, &marking);
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
        for (index, text) in item.text.iter().enumerate() {
            let node = if item.text.len() > 1 { self.tree.add(body, Role::Paragraph) } else { body };
            let story = self.story(Owner::Node(node), text, self.theme.types.body);
            let mut lines = self.lines(story, inner.measure, Wrap::Ragged);
            if let (Some(first), Some(mark)) = (lines.first_mut(), mark.take()) {
                *first = Frame::abreast([(mark, -hang), (std::mem::take(first), 0.0)]);
            }
            let above = if index == 0 { above } else { self.theme.spaces.item };
            self.push_lines(inner, lines, above);
        }
        if let Some(nested) = &item.nested {
            let leads_in = item.text.last().is_some_and(leads_in);
            self.tie_last(if leads_in { Tie::Firm } else { Tie::Soft });
            self.list(nested, inner, depth + 1, self.theme.spaces.item);
        }
    }

    fn marking(&mut self, list: &List, depth: usize) -> Marking {
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
                let widest = format!("{}.", self.locale.number(list.items.len()));
                let width = self.width_of(&widest, brand) + spaces.mark;
                Marking { numbering: Numbering::Decimal, hang: width.max(spaces.hang + 3.0), look: brand }
            }
            ListMark::Do | ListMark::Dont => {
                let color = if list.mark == ListMark::Do { self.theme.colors.yes } else { self.theme.colors.alarm };
                let look = Type { color, ..brand };
                // Both lists hang alike, so that they line up when they follow one another.
                let width = [ListMark::Do, ListMark::Dont]
                    .map(|mark| self.width_of(&self.mark_words(mark, 0, depth), look))
                    .into_iter()
                    .fold(0.0, Pt::max);
                let width = width + spaces.mark;
                Marking { numbering: Numbering::None, hang: width, look }
            }
        }
    }

    fn mark_words(&self, mark: ListMark, index: usize, depth: usize) -> String {
        match mark {
            ListMark::Bullet => ["•", "–", "◦"][depth.min(2)].to_owned(),
            ListMark::Step => format!("{}.", self.locale.number(index + 1)),
            ListMark::Do => format!("✓ {}", self.locale.label(Label::Do)),
            ListMark::Dont => format!("✗ {}", self.locale.label(Label::Dont)),
        }
    }

    /// The mark of an item: bullets near the start edge, numbers flush with one another at their end.
    fn mark_frame(&mut self, mark: ListMark, index: usize, depth: usize, item: NodeId, marking: &Marking) -> Frame {
        let label = self.tree.add(item, Role::Label);
        let mut words = self.mark_words(mark, index, depth);
        if self.direction == Direction::Rtl {
            // Readers see the gap before the item only where it lies in the direction of the pen.
            words.push(' ');
        }
        let mut story = Story::new(marking.look);
        story.push(Owner::Node(label), &words, marking.look);
        let set = self.shape(story);
        let x = match mark {
            ListMark::Bullet => (marking.hang - self.theme.spaces.mark - set.natural_width()) * 0.6,
            ListMark::Step => marking.hang - self.theme.spaces.mark - set.natural_width(),
            ListMark::Do | ListMark::Dont => 0.0,
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
        let mut story = Story::new(look);
        story.push(Owner::Artifact(Artifact::Layout), words, look);
        self.shape(story).natural_width()
    }

    fn image(&mut self, image: &Image, flow: Flow) {
        let size = self.picture_size(&image.picture, image.width, flow.measure);
        let owner = match &image.alt {
            Some(alt) => {
                Owner::Node(self.tree.add(flow.parent, Role::Figure { alt: alt.clone(), area: Rect::default() }))
            }
            None => Owner::Artifact(Artifact::Layout),
        };
        let frame = picture_frame(&image.picture, size, owner);
        let gap = self.gap(self.theme.spaces.float);
        self.push(flow, frame, gap, if image.caption.is_some() { Tie::Firm } else { Tie::Free });
        if let Some(caption) = &image.caption {
            let node = self.tree.add(flow.parent, Role::Caption);
            let look = Type { strong: false, ..self.theme.types.small };
            let story = self.story(Owner::Node(node), caption, look);
            let lines = self.lines(story, flow.measure, Wrap::Ragged);
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

/// Whether a paragraph ends in a colon and so stays with the list after it.
fn leads_in(text: &Text) -> bool {
    text.plain().trim_end().ends_with([':', '：'])
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
