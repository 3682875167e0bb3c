//! What only the cover of a packet has: the frame for a label, the contents, lines to write on.

use super::folio::{BETWEEN, NumberLook};
use super::frame::{Frame, FrameLink, Goal, Tie, outline, rule};
use super::galley::{Galley, stack};
use super::handout::{NodeId, Owner, Role, Tree};
use super::paginate::PagePlan;
use super::paragraph::{Paragraph, ShapedParagraph};
use crate::document::{Block, Entry, Numbers, Words};
use crate::geometry::{Point, Pt, Rect};
use crate::locale::Locale;
use crate::picture::{Cap, Path, Segment};
use crate::text::Wrap;
use crate::theme::Type;

/// Distance of lines to write on, as a multiple of the leading: three eighths of an inch at 19 points.
const RULING: Pt = 1.42;
/// So many lines to write on stay with their heading.
const FEWEST_LINES: usize = 3;
/// Free room below the last of them, as a share of their distance.
const FOOT_AIR: Pt = 0.45;
/// Distance of the dots that lead to a page number, as a share of the type's size.
const DOTS: Pt = 0.36;

impl Galley<'_, '_> {
    /// The numbers to call, large enough to be read without glasses.
    pub(super) fn numbers(&mut self, numbers: &Numbers) {
        let flow = self.page_flow();
        let strong = Type { strong: true, ..self.theme.types.numbers };
        let look = NumberLook { strong, hours: Some(self.theme.types.body) };
        let items = self.number_items(Some(flow.parent), &numbers.contacts, numbers.emergency.as_ref(), look);
        let mut above = self.theme.spaces.float;
        for line in self.line_up(&items, &[flow.measure], BETWEEN * strong.size) {
            self.push_lines(flow, vec![line], above);
            above = 0.0;
        }
        self.after = self.theme.spaces.float;
    }

    /// Each part's title, dots and page number, all one link.
    pub(super) fn contents(&mut self, entries: &[Entry]) {
        let contents = self.tree.add(Tree::ROOT, Role::Contents);
        let look = self.number_look();
        let column = entries.iter().map(|entry| self.width_of(&entry.page, look)).fold(0.0, Pt::max);
        for (index, entry) in entries.iter().enumerate() {
            let row = self.contents_row(contents, entry, column);
            let above = if index == 0 { 2.0 * self.theme.spaces.item } else { self.theme.spaces.list };
            let gap = self.gap(above);
            self.push(self.page_flow(), row, gap, Tie::Free);
        }
    }

    fn number_look(&self) -> Type {
        Type { strong: true, color: self.theme.colors.brand, ..self.theme.types.body }
    }

    fn contents_row(&mut self, contents: NodeId, entry: &Entry, column: Pt) -> Frame {
        let (spaces, measure) = (self.theme.spaces, self.theme.measure());
        let item = self.tree.add(contents, Role::ContentsItem);
        let reference = self.tree.add(item, Role::Reference);
        let link = self.tree.add(reference, Role::Link);
        let room = measure - column - 2.0 * spaces.gutter;
        let title = self.contents_title(entry, link);
        let number = self.contents_number(entry, link);
        let (end, width) = (title.last_width(room, Wrap::Ragged), number.natural_width());
        let lines = stack(self.set_lines(&title, room, Wrap::Ragged));
        let figure = stack(self.set_lines(&number, f32::INFINITY, Wrap::Ragged));
        // The number stands on the last line of the title, whatever room the scripts of both take above it.
        let last = lines.height - title.leading() + title.baseline();
        let down = (number.baseline() - last).max(0.0);
        let y = down + last;
        let mut row = Frame::of((down + lines.height).max(y - number.baseline() + figure.height));
        let area = Rect { x: 0.0, y: 0.0, width: measure, height: row.height };
        row.place(lines, 0.0, down);
        if let Some(dots) = self.dots(end + spaces.mark, measure - column - spaces.mark, y) {
            row.decorate(dots);
        }
        row.place(figure, measure - width, y - number.baseline());
        let words = self.locale.field(&entry.title, &entry.page);
        row.links.push(FrameLink { node: link, area, goal: Goal::Part { part: entry.part, words } });
        row
    }

    fn contents_number(&mut self, entry: &Entry, link: NodeId) -> ShapedParagraph {
        let look = self.number_look();
        self.shape(Paragraph::own(Owner::Node(link), &entry.page, look))
    }

    /// A title with its kind behind it.
    fn contents_title(&mut self, entry: &Entry, link: NodeId) -> ShapedParagraph {
        let body = self.theme.types.body;
        let quiet = Type { size: self.theme.types.small.size, color: self.theme.colors.grey, ..body };
        let is_foreign = entry.language != self.locale.tag();
        let node = if is_foreign { self.foreign(link, entry.language) } else { link };
        let direction = Locale::direction_of(entry.language);
        let mut paragraph = Paragraph::foreign(body, entry.language, direction);
        paragraph.push(Owner::Node(node), &entry.title, body);
        if let Some(kind) = &entry.kind {
            paragraph.push(Owner::Node(node), &format!(" \u{2002}{kind}"), quiet);
        }
        // What follows in the text is not this title's last word.
        paragraph.push(Owner::Node(node), " ", body);
        self.shape(paragraph)
    }

    /// Dots from `start` to `end`, in step with those of other lines.
    fn dots(&self, start: Pt, end: Pt, y: Pt) -> Option<Path> {
        let size = self.theme.types.body.size;
        let step = size * DOTS;
        let first = (start / step).ceil() * step;
        let line = vec![Segment::Move(Point { x: first, y }), Segment::Line(Point { x: end, y })];
        let mut dots = outline(line, size * 0.09, self.theme.colors.rule);
        if let Some(stroke) = &mut dots.stroke {
            stroke.cap = Cap::Round;
            stroke.dashes = vec![0.0, step];
        }
        (first <= end).then_some(dots)
    }

    /// What the lines to write on are for, and the first of them on its page.
    pub(super) fn first_writing_lines(&mut self, words: &Words) {
        let flow = self.page_flow();
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let paragraph = self.paragraph_of(Owner::Node(node), words, self.theme.types.headings[0]);
        let lines = self.lines(paragraph, flow.measure, Wrap::Balanced);
        let first = self.pieces.len();
        self.push_lines(flow, lines, self.theme.spaces.above_heading[0]);
        self.tie_from(first);
        self.after = self.theme.spaces.below_heading[0];
        for _ in 0..FEWEST_LINES {
            self.tie_last(Tie::Rigid);
            self.writing_line();
        }
    }

    /// Distance of lines to write on.
    fn ruling(&self) -> Pt {
        self.theme.types.body.leading * RULING
    }

    /// Whether the rest of the last page is to be filled with lines to write on.
    pub(super) fn ends_in_writing_lines(&self) -> bool {
        matches!(self.document.blocks.last(), Some(Block::WritingLines(_)))
    }

    fn writing_line(&mut self) {
        let (flow, ruling) = (self.page_flow(), self.ruling());
        let mut line = Frame::of(ruling);
        line.decorate(rule(0.0, ruling - 0.5, flow.measure, 0.75, self.theme.colors.rule));
        let gap = self.gap(0.0);
        self.push(flow, line, gap, Tie::Free);
    }

    /// Fills the rest of the last page, as planned, with lines to write on.
    pub(super) fn fill_with_writing_lines(&mut self, plans: &[PagePlan], depth: Pt) {
        let end = plans.last().map_or(depth, |last| last.end);
        // The last one keeps away from the rule over the footer, which is none to write on.
        let room = ((depth - end) / self.ruling() - FOOT_AIR).max(0.0) as usize;
        (0..room).for_each(|_| self.writing_line());
    }
}
