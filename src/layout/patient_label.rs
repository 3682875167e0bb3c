//! Frames that a patient's label is stuck into: a large one on the cover of a packet, one for a chart label beside the title
//! of a handout.

use super::figure::{Order, Seat};
use super::frame::{Frame, Tie, outline};
use super::galley::{Binding, Flow, Galley, stack};
use super::handout::{Owner, Role};
use crate::document::{Block, Words};
use crate::geometry::{Point, Pt, Rect, Size};
use crate::picture::{Path, Segment};
use crate::text::Wrap;
use crate::theme::{Theme, Type};

/// The label on a cover: 4 by 2 inches, the largest that label printers of hospitals commonly make. Every smaller one fits
/// inside: the 2⅝ by 1 inch of a chart's label sheet, the 70 by 37 and 63.5 by 38.1 mm of A4 sheets.
const COVER_LABEL: Size = Size { width: 288.0, height: 144.0 };
/// The label on a handout: 2⅝ by 1 inch, from a chart's label sheet.
const CHART_LABEL: Size = Size { width: 189.0, height: 72.0 };
/// How much wider and higher than a label its frame is, at each edge: a label is seldom stuck on straight.
const AIR: Pt = 3.0;
/// Radius of the frame's corners.
const CORNER: Pt = 5.0;
/// A title beside a label has at most so many lines below it.
const LINES_BELOW: f32 = 2.0;

impl<'a> Galley<'a, '_> {
    /// The words in the frame that a handout has beside its title, and the blocks below.
    pub(super) fn own_label(&self) -> Option<(&'a Words<'a>, &'a [Block<'a>])> {
        match self.document.blocks.split_first() {
            Some((Block::PatientLabel(words), below)) if self.binding != Binding::Cover => Some((words, below)),
            _ => None,
        }
    }

    /// The frame on the cover of a packet, or below two titles side by side.
    pub(super) fn patient_label(&mut self, words: &Words) {
        let size = if self.binding == Binding::Cover { COVER_LABEL } else { CHART_LABEL };
        let frame = self.label_frame(words, size);
        let gap = self.gap(self.theme.spaces.float);
        self.push(self.page_flow(), frame, gap, Tie::Free);
        self.after = self.theme.spaces.float;
    }

    /// Room for a title beside the frame of a handout.
    pub(super) fn seat_beside_label(&self) -> Seat {
        let flow = self.page_flow();
        let width = CHART_LABEL.width + 2.0 * AIR;
        let measure = flow.measure - width - self.theme.spaces.gutter;
        let size = Size { width, height: CHART_LABEL.height + 2.0 * AIR };
        Seat { text: Flow { measure, ..flow }, start: flow.measure - width, width, size }
    }

    /// Whether a title of this height may stand beside the frame.
    pub(super) fn fits_beside_label(&self, height: Pt, seat: &Seat) -> bool {
        height <= seat.size.height + LINES_BELOW * self.theme.types.title.leading
    }

    /// Puts the frame of a handout beside its title, the pieces from `first` on, or below it, at the end of the line.
    pub(super) fn label_beside_title(&mut self, words: &Words, first: usize, is_beside: bool) {
        let seat = self.seat_beside_label();
        let frame = self.label_frame(words, CHART_LABEL);
        if is_beside {
            return self.set_beside(first, frame, &seat, Order::TextFirst);
        }
        let mut row = Frame::of(frame.height);
        row.place(frame, seat.start, 0.0);
        let gap = self.gap(self.theme.spaces.item);
        self.push(self.page_flow(), row, gap, Tie::Rigid);
    }

    /// A frame to stick a label of a size into; the words inside vanish under it.
    fn label_frame(&mut self, words: &Words, label: Size) -> Frame {
        let node = self.tree.add(self.page_flow().parent, Role::Paragraph);
        // In ink: a fax machine screens grey, and then nobody can tell which patient's the label was to be.
        let look = Type { color: self.theme.colors.ink, ..self.theme.types.small };
        let padding = self.theme.spaces.padding;
        let words = self.paragraph_of(Owner::Node(node), words, look);
        let words = stack(self.lines(words, label.width - 2.0 * padding, Wrap::Ragged));
        let area = Rect { x: 0.0, y: 0.0, width: label.width + 2.0 * AIR, height: label.height + 2.0 * AIR };
        let mut frame = Frame::of(area.height);
        frame.decorate(rounded(area, CORNER, 0.9, self.theme));
        frame.place(words, padding, padding * 0.6);
        frame
    }
}

/// The line around a rectangle with round corners.
fn rounded(area: Rect, radius: Pt, thickness: Pt, theme: &Theme) -> Path {
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
