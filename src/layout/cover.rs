//! The cover of a packet: whose it is, what it holds, and room for questions.

use super::frame::{Frame, FrameLink, Goal, Tie, outline, rule};
use super::handout::{NodeId, Owner, Role, Tree};
use super::packet::{Binding, Sheaf};
use super::story::{Set, Story};
use super::{Galley, Press, stack};
use crate::article::Article;
use crate::diagnostics::Notes;
use crate::geometry::{Point, Pt, Rect, Size};
use crate::locale::{Label, Locale};
use crate::picture::{Cap, Path, Segment};
use crate::text::Wrap;
use crate::theme::Type;

/// The frame for the patient's label: 4 by 2 inches, the largest that label printers of hospitals commonly make. Every
/// smaller one fits inside: the 2⅝ by 1 inch of a chart's label sheet, the 70 by 37 and 63.5 by 38.1 mm of A4 sheets.
const LABEL: Size = Size { width: 288.0, height: 144.0 };
/// How much wider and higher than a label its frame is, at each edge: a label is seldom stuck on straight.
const LABEL_AIR: Pt = 3.0;
/// Radius of the frame's corners.
const LABEL_CORNER: Pt = 5.0;
/// Distance of lines to write on, as a multiple of the leading: three eighths of an inch at 19 points.
const RULING: Pt = 1.42;
/// So many lines to write on stay with their heading.
const FEWEST_LINES: usize = 3;
/// Free room below the last of them, as a share of their distance.
const FOOT_AIR: Pt = 0.45;
/// Distance of the dots that lead to a page number, as a share of the type's size.
const DOTS: Pt = 0.36;

/// What a cover says.
pub struct Cover<'a> {
    /// Title, language, dates: an article without sections.
    pub head: &'a Article,
    /// What the packet holds, in order.
    pub entries: &'a [Entry],
}

/// One line of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of a part, without markup.
    pub title: String,
    /// What kind of handout it is.
    pub kind: Option<String>,
    /// BCP 47 tag of both.
    pub language: String,
    /// The code on its pages.
    pub code: String,
    /// Index of the part in the file.
    pub part: usize,
    /// Number of its first page in the packet.
    pub page: usize,
}

/// Lays out a cover. `None` when something on it cannot be drawn; `notes` then say what.
pub fn lay_out_cover(cover: &Cover, press: Press, notes: &mut Notes) -> Option<Sheaf> {
    let (before, binding) = (notes.errors(), Binding::Cover);
    let mut galley = Galley::new(cover.head, press, binding, notes);
    galley.front();
    // Made before the contents are set: the page numbers in them hang on the paper.
    let codes: Vec<&str> = cover.entries.iter().map(|entry| entry.code.as_str()).collect();
    let code = galley.page_code(&codes);
    galley.patient_label();
    galley.contents(cover.entries);
    let ruling = galley.questions();
    galley.keep_headings();
    let (handout, seat) = galley.filled_sheets(ruling, code);
    (notes.errors() == before).then_some(Sheaf { handout, seat, binding })
}

impl Galley<'_, '_> {
    /// A frame to stick a label into; the words inside vanish under it.
    fn patient_label(&mut self) {
        let flow = self.page_flow();
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let look = Type { color: self.theme.colors.grey, ..self.theme.types.small };
        let mut story = Story::new(look);
        story.push(Owner::Node(node), self.locale.label(Label::PatientLabel), look);
        let padding = self.theme.spaces.padding;
        let words = stack(self.lines(story, LABEL.width - 2.0 * padding, Wrap::Ragged));
        let air = 2.0 * LABEL_AIR;
        let area = Rect { x: 0.0, y: 0.0, width: LABEL.width + air, height: LABEL.height + air };
        let mut frame = Frame::of(area.height);
        frame.decorate(rounded(area, LABEL_CORNER, 0.9, self.theme));
        frame.place(words, padding, padding * 0.6);
        let gap = self.gap(self.theme.spaces.float);
        self.push(flow, frame, gap, Tie::Free);
        self.after = self.theme.spaces.float;
    }

    /// Each part's title, dots and page number, all one link.
    fn contents(&mut self, entries: &[Entry]) {
        self.heading_of_ours(self.locale.label(Label::Contents));
        let contents = self.tree.add(Tree::ROOT, Role::Contents);
        let look = self.number_look();
        let widest = entries.iter().map(|entry| self.locale.number(entry.page)).collect::<Vec<_>>();
        let column = widest.iter().map(|number| self.width_of(number, look)).fold(0.0, Pt::max);
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
        let words = self.locale.field(&entry.title, &self.locale.number(entry.page));
        row.links.push(FrameLink { node: link, area, goal: Goal::Part { part: entry.part, words } });
        row
    }

    fn contents_number(&mut self, entry: &Entry, link: NodeId) -> Set {
        let look = self.number_look();
        let mut story = Story::new(look);
        story.push(Owner::Node(link), &self.locale.number(entry.page), look);
        self.shape(story)
    }

    /// A title with its kind behind it.
    fn contents_title(&mut self, entry: &Entry, link: NodeId) -> Set {
        let body = self.theme.types.body;
        let quiet = Type { size: self.theme.types.small.size, color: self.theme.colors.grey, ..body };
        let is_foreign = entry.language != self.locale.tag();
        let node = if is_foreign { self.foreign(link, &entry.language) } else { link };
        let direction = super::direction(&Locale::of(&entry.language).0);
        let mut story = Story::voiced(body, &entry.language, direction);
        story.push(Owner::Node(node), &entry.title, body);
        if let Some(kind) = &entry.kind {
            story.push(Owner::Node(node), &format!(" \u{2002}{kind}"), quiet);
        }
        // What follows in the text is not this title's last word.
        story.push(Owner::Node(node), " ", body);
        self.shape(story)
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

    /// The heading and its first lines to write on; gives their distance.
    fn questions(&mut self) -> Pt {
        self.after = self.theme.spaces.float;
        self.heading_of_ours(self.locale.label(Label::Questions));
        let ruling = self.theme.types.body.leading * RULING;
        for _ in 0..FEWEST_LINES {
            self.tie_last(Tie::Rigid);
            self.writing_line(ruling);
        }
        ruling
    }

    fn writing_line(&mut self, ruling: Pt) {
        let flow = self.page_flow();
        let mut line = Frame::of(ruling);
        line.decorate(rule(0.0, ruling - 0.5, flow.measure, 0.75, self.theme.colors.rule));
        let gap = self.gap(0.0);
        self.push(flow, line, gap, Tie::Free);
    }

    /// Fills the rest of the last page with lines to write on, and draws every page.
    fn filled_sheets(mut self, ruling: Pt, code: String) -> (super::handout::Handout, Pt) {
        let folio = self.folio(&code);
        let depth = self.depth(&folio);
        let (plans, scale) = self.thrifty_pages(depth);
        let last = plans.last().and_then(|plan| plan.placed.last());
        let end = last.map_or(depth, |last| last.y + self.pieces[last.piece].frame.height);
        // The last one keeps away from the rule over the footer, which is none to write on.
        let room = ((depth - end) / ruling - FOOT_AIR).max(0.0) as usize;
        (0..room).for_each(|_| self.writing_line(ruling));
        let plans = super::pages::paginate(&self.pieces, &self.containers, depth, scale);
        self.draw(&folio, &plans, code)
    }
}

/// The line around a rectangle with round corners.
fn rounded(area: Rect, radius: Pt, thickness: Pt, theme: &crate::theme::Theme) -> Path {
    // How far the handles of a quarter of a circle stand from its ends.
    let bend = radius * 0.4477;
    let (left, top, right, bottom) = (area.x, area.y, area.end(), area.bottom());
    let at = |x, y| Point { x, y };
    let segments = vec![
        Segment::Move(at(left + radius, top)),
        Segment::Line(at(right - radius, top)),
        Segment::Curve(at(right - bend, top), at(right, top + bend), at(right, top + radius)),
        Segment::Line(at(right, bottom - radius)),
        Segment::Curve(at(right, bottom - bend), at(right - bend, bottom), at(right - radius, bottom)),
        Segment::Line(at(left + radius, bottom)),
        Segment::Curve(at(left + bend, bottom), at(left, bottom - bend), at(left, bottom - radius)),
        Segment::Line(at(left, top + radius)),
        Segment::Curve(at(left, top + bend), at(left + bend, top), at(left + radius, top)),
        Segment::Close,
    ];
    outline(segments, thickness, theme.colors.rule)
}
