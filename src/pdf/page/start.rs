//! Where a run begins, and where it leaves the pen (ISO 32000-1, 9.4.2 and 9.4.4).

use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Centipoints, centipoints, hundredths, points};

/// Parts of a [`Centipoints`] that a pen's place is told in: a width, in hundredths of a thousandth of an em, times a size is
/// so many of them.
const PARTS: i64 = 100_000;

/// How far a run may begin from where the pen stands and still go on there, in parts: two hundredths of a point, for both places
/// are rounded.
const NEAR: u64 = 2 * PARTS as u64;

/// Where a reader's pen stands.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    /// In parts.
    x: i64,
    y: Centipoints,
}

/// Where a run begins.
pub(super) struct Start {
    /// Where a reader has its origin, in parts.
    x: i64,
    y: Centipoints,
    /// The size of the run.
    pub size: Centipoints,
    /// Where the pen stands before its first code, counted from the origin in hundredths of a thousandth of an em.
    pub pen: i64,
    /// The place that the pen is to be moved to before, if it does not stand there.
    moved: Option<(Centipoints, Centipoints)>,
}

impl Start {
    /// The start of a run of some size whose origin is at a place: where the pen stands if that is there, as it is behind
    /// emphasized words. A move would count from the start of the line, and the next line would have to go back.
    pub(super) fn of(pen: Option<Pen>, (x, y): (Centipoints, Centipoints), size: Centipoints) -> Start {
        let origin = i64::from(x) * PARTS;
        match pen {
            Some(pen) if pen.y == y && pen.x.abs_diff(origin) <= NEAR && size > 0 => {
                let em = i64::from(size);
                let off = (2 * (pen.x - origin) + em).div_euclid(2 * em);
                Start { x: pen.x - off * em, y, size, pen: off, moved: None }
            }
            _ => Start { x: origin, y, size, pen: 0, moved: Some((x, y)) },
        }
    }

    /// The start of a run at its first letter, so far from the origin in hundredths of a thousandth of an em.
    pub(super) fn at_letter(pen: i64, (x, y): (Centipoints, Centipoints), size: Centipoints) -> Result<Start, Error> {
        let moved = centipoints(pen as f32 / PARTS as f32 * points(size))?;
        Ok(Start { x: i64::from(x) * PARTS, y, size, pen, moved: Some((x + moved, y)) })
    }

    /// Writes the move, if there is one, from the start of the last line.
    pub(super) fn write(&self, line: &mut Option<(Centipoints, Centipoints)>, out: &mut Vec<u8>) {
        if let Some((x, y)) = self.moved {
            let (line_x, line_y) = line.replace((x, y)).expect("a text object has been begun");
            hundredths(out, i64::from(x - line_x));
            out.push(b' ');
            hundredths(out, i64::from(y - line_y));
            out.extend_from_slice(b" Td");
        }
    }

    /// Where the pen stands behind the run, so far from the origin in hundredths of a thousandth of an em; `None` beyond all
    /// numbers.
    pub(super) fn pen_at(&self, end: i64) -> Option<Pen> {
        let x = end.checked_mul(i64::from(self.size))?.checked_add(self.x)?;
        Some(Pen { x, y: self.y })
    }
}
