//! A label and the lines that it names, beside each other.

use super::frame::Frame;
use super::galley::stack;
use crate::geometry::Pt;

/// A label of up to this share of the text area is one piece. A higher one might not fit on a page: it is cut like any text,
/// stands over what it names, and is not said again.
const WHOLE_LABEL: f32 = 1.0 / 3.0;

/// A label of some lines.
pub(super) enum SetLabel {
    /// It stands beside what it names.
    Low(Frame),
    /// Its lines stand over what it names.
    High(Vec<Frame>),
}

impl SetLabel {
    /// The label of these lines in a text area of a depth. One said `again` means nothing, and is nothing if it is high.
    pub fn of(lines: Vec<Frame>, depth: Pt, again: bool) -> SetLabel {
        let is_high = lines.iter().map(|line| line.height).sum::<Pt>() > depth * WHOLE_LABEL;
        match (is_high, again) {
            (true, true) => SetLabel::Low(Frame::default()),
            (true, false) => SetLabel::High(lines),
            (false, true) => SetLabel::Low(stack(lines).as_artifact()),
            (false, false) => SetLabel::Low(stack(lines)),
        }
    }

    /// The label at the start of the first of some lines that begin at `indent`; further lines of the label beside further lines.
    /// `leading` is that of the lines, and the least height of the first.
    pub fn beside(self, lines: Vec<Frame>, indent: Pt, leading: Pt) -> Vec<Frame> {
        let mut rest = lines.into_iter();
        let above = match self {
            SetLabel::High(above) => above,
            SetLabel::Low(label) => {
                let beside = (label.height / leading).round().max(1.0) as usize;
                let mut first = Frame::abreast([(label, 0.0), (stack(rest.by_ref().take(beside)), indent)]);
                first.height = first.height.max(leading);
                vec![first]
            }
        };
        let indented = |line: Frame| {
            let mut frame = Frame::of(line.height);
            frame.place(line, indent, 0.0);
            frame
        };
        above.into_iter().chain(rest.map(indented)).collect()
    }

    /// The label over some lines.
    pub fn over(self, lines: Vec<Frame>) -> Vec<Frame> {
        let above = match self {
            SetLabel::High(above) => above,
            SetLabel::Low(label) => std::iter::once(label).filter(|label| label.height > 0.0).collect(),
        };
        above.into_iter().chain(lines).collect()
    }
}
