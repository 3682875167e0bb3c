//! A column of pieces: how they stand one under the other, at the gaps and the leading that are asked for.

use super::frame::{Container, Piece};
use crate::geometry::Pt;

/// How closely pieces are set, as shares of what the theme has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Of the space between blocks.
    pub gaps: f32,
    /// Of the distance of baselines.
    pub leading: f32,
}

/// Pieces in order, the boxes they stand in, and how closely they are set.
#[derive(Clone, Copy)]
pub struct Column<'a> {
    pub pieces: &'a [Piece],
    pub containers: &'a [Container],
    pub spacing: Spacing,
}

/// Where a piece stands, and what is drawn again above it.
pub struct Seat {
    /// Its own top.
    pub top: Pt,
    /// Top of the label of its box.
    pub label: Option<Pt>,
    /// Top of the header of its table.
    pub repeat: Option<Pt>,
}

/// What a piece takes of a column, wherever it stands in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Its own height.
    pub height: Pt,
    /// Space above it where it stands below another.
    pub above: Pt,
    /// Space above it where it is the first, with what is drawn again there.
    pub above_first: Pt,
    /// What is needed below it where the column or its box ends.
    pub closing: Pt,
}

impl Spacing {
    /// As the theme has it.
    pub const LOOSE: Spacing = Spacing { gaps: 1.0, leading: 1.0 };
}

impl Column<'_> {
    /// How much a line or a row is drawn in: half above its words, half below.
    pub fn drawn_in(&self, index: usize) -> Pt {
        let piece = &self.pieces[index];
        piece.frame.leading * (1.0 - self.spacing.leading) + 2.0 * piece.padding * (1.0 - self.spacing.gaps)
    }

    /// How much of the column a piece takes.
    pub fn height(&self, index: usize) -> Pt {
        self.pieces[index].frame.height - self.drawn_in(index)
    }

    /// What is needed below a piece where the column or its box ends: the foot of a picture, the border that closes the box.
    pub fn closing(&self, index: usize) -> Pt {
        let bottom = self.pieces[index].container.map_or(0.0, |container| self.containers[container].bottom);
        self.pieces[index].overhang + bottom * self.spacing.gaps
    }

    /// From the border that opens a box to what stands in it.
    pub fn opening(&self, container: usize) -> Pt {
        self.containers[container].top * self.spacing.gaps
    }

    /// Where a piece stands in a column that is filled down to `y`; `is_fresh` where it is the first there.
    pub fn seat(&self, index: usize, y: Pt, is_fresh: bool) -> Seat {
        let piece = &self.pieces[index];
        let continues = !self.opens_box(index);
        let mut seat = Seat { top: y, label: None, repeat: None };
        if !is_fresh {
            if !continues {
                seat.top += index.checked_sub(1).map_or(0.0, |before| self.closing(before));
            }
            seat.top += piece.gap * self.spacing.gaps;
        }
        if let Some(container) = piece.container {
            if is_fresh || !continues {
                seat.top += self.opening(container);
            }
            if let Some(frame) = self.containers[container].continued.as_ref().filter(|_| is_fresh && continues) {
                seat.label = Some(seat.top);
                seat.top += frame.height;
            }
        }
        if let Some(frame) = piece.repeat.as_ref().filter(|_| is_fresh) {
            seat.repeat = Some(seat.top);
            seat.top += frame.height;
        }
        seat
    }

    /// What each piece takes: the same as [`Column::seat`] tells of one, for who asks of all.
    pub fn extents(&self) -> impl Iterator<Item = Extent> + '_ {
        let (gaps, mut before) = (self.spacing.gaps, 0.0);
        self.pieces.iter().enumerate().map(move |(index, piece)| {
            let opens = self.opens_box(index);
            let own = piece.container.map(|container| &self.containers[container]);
            let opening = own.map_or(0.0, |container| container.top * gaps);
            let mut extent = Extent { height: self.height(index), above: 0.0, above_first: opening, closing: 0.0 };
            extent.above = (if opens { before } else { 0.0 }) + piece.gap * gaps + if opens { opening } else { 0.0 };
            if let Some(label) = own.and_then(|container| container.continued.as_ref()).filter(|_| !opens) {
                extent.above_first += label.height;
            }
            extent.above_first += piece.repeat.as_ref().map_or(0.0, |frame| frame.height);
            extent.closing = piece.overhang + own.map_or(0.0, |container| container.bottom) * gaps;
            before = extent.closing;
            extent
        })
    }

    /// Whether a piece stands in another box than the one before it, or in none.
    pub fn opens_box(&self, index: usize) -> bool {
        index == 0 || self.pieces[index - 1].container != self.pieces[index].container
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::frame::{BoxLook, Frame, Tie};
    use super::*;

    #[test]
    fn pieces_take_what_they_are_given() {
        let boxed = |top: Pt, bottom: Pt, continued: Option<Pt>| Container {
            look: BoxLook::Tip,
            start: 0.0,
            width: 100.0,
            top,
            bottom,
            continued: continued.map(|height| Rc::new(Frame::of(height))),
        };
        let containers = [boxed(5.3, 7.1, Some(12.7)), boxed(4.9, 3.3, None)];
        let boxes = [None, Some(0), Some(0), Some(1), Some(1), None, None, Some(0), None];
        let piece = |(index, container): (usize, Option<usize>)| {
            let frame = Frame { leading: 19.0, ..Frame::of(19.3 + index as Pt) };
            let repeat = (index % 3 == 1).then(|| Rc::new(Frame::of(15.1)));
            let overhang = if index % 4 == 2 { 8.7 } else { 0.0 };
            Piece { container, repeat, overhang, padding: 1.3, ..Piece::of(frame, 3.7 * index as Pt, Tie::Free) }
        };
        let pieces: Vec<Piece> = boxes.into_iter().enumerate().map(piece).collect();
        for spacing in [Spacing::LOOSE, Spacing { gaps: 0.7, leading: 0.96 }] {
            let column = Column { pieces: &pieces, containers: &containers, spacing };
            for (index, extent) in column.extents().enumerate() {
                let [above, above_first] = [false, true].map(|is_first| column.seat(index, 0.0, is_first).top);
                let (height, closing) = (column.height(index), column.closing(index));
                assert_eq!(extent, Extent { height, above, above_first, closing });
            }
        }
    }
}
