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

    /// Whether a piece stands in another box than the one before it, or in none.
    pub fn opens_box(&self, index: usize) -> bool {
        index == 0 || self.pieces[index - 1].container != self.pieces[index].container
    }
}
