//! The drawn signs of the four times of day: a rising sun, a high sun, a setting sun, a moon.

use crate::document::DayTime;
use crate::geometry::{Point, Pt};
use crate::layout::frame::{Frame, Mark, mapped};
use crate::layout::handout::{Artifact, Ink, Owner};
use crate::layout::signs::fill;
use crate::picture::{Color, Path};

/// Side of the square that the signs are drawn in.
const SQUARE: f32 = 20.0;

/// The sign of a time of day in a square of a side. The word beside it says the same, so that it is decoration.
pub(super) fn daytime(time: DayTime, side: Pt, color: Color) -> Frame {
    let mut frame = Frame::of(side);
    for path in outlines(time, color) {
        let path = mapped(path, |p| Point { x: p.x * side / SQUARE, y: p.y * side / SQUARE });
        let ink = Ink::Path(path);
        frame.marks.push(Mark { rigid: Some((0.0, side)), ..Mark::new(Owner::Artifact(Artifact::Layout), ink) });
    }
    frame
}

fn outlines(time: DayTime, color: Color) -> Vec<Path> {
    let draw = |outlines: &[&str]| outlines.iter().map(|outline| fill(outline, color)).collect();
    match time {
        DayTime::Morning => draw(&[&HALF_SUN[..], &HALF_RAYS, &[HORIZON, "M10 14.6 L13.4 18.6 L6.6 18.6 Z"]].concat()),
        DayTime::Noon => draw(
            &[
                &["M10 5.4 C12.6 5.4 14.6 7.4 14.6 10 C14.6 12.6 12.6 14.6 10 14.6 \
             C7.4 14.6 5.4 12.6 5.4 10 C5.4 7.4 7.4 5.4 10 5.4 Z"][..],
                &RAYS,
            ]
            .concat(),
        ),
        DayTime::Evening => draw(&[&HALF_SUN[..], &HALF_RAYS, &[HORIZON, "M6.6 14.8 L13.4 14.8 L10 18.8 Z"]].concat()),
        DayTime::Bedtime => {
            draw(&["M12.5 1.6 C7.4 1.4 3.2 5.3 3.2 10.2 C3.2 15.1 7.1 18.8 11.9 18.8 C14.4 18.8 16.6 17.8 18.2 16 \
             C12.4 16.4 8.6 12.9 8.6 8.6 C8.6 5.7 10 3.1 12.5 1.6 Z"])
        }
    }
}

const HORIZON: &str = "M0.6 11.8 L19.4 11.8 L19.4 13.2 L0.6 13.2 Z";
const HALF_SUN: [&str; 1] = ["M5.4 10.8 C5.4 8.2 7.4 6.2 10 6.2 C12.6 6.2 14.6 8.2 14.6 10.8 Z"];
/// To the sides, aslant and up, over a horizon.
const HALF_RAYS: [&str; 5] = [
    "M0.6 9.4 L3.8 9.4 L3.8 10.8 L0.6 10.8 Z",
    "M16.2 9.4 L19.4 9.4 L19.4 10.8 L16.2 10.8 Z",
    "M9.3 1 L10.7 1 L10.7 4.4 L9.3 4.4 Z",
    "M3 4.2 L4 3.2 L6.2 5.4 L5.2 6.4 Z",
    "M17 4.2 L16 3.2 L13.8 5.4 L14.8 6.4 Z",
];
/// On all eight sides.
const RAYS: [&str; 8] = [
    "M9.3 0.4 L10.7 0.4 L10.7 3.6 L9.3 3.6 Z",
    "M9.3 16.4 L10.7 16.4 L10.7 19.6 L9.3 19.6 Z",
    "M0.4 9.3 L3.6 9.3 L3.6 10.7 L0.4 10.7 Z",
    "M16.4 9.3 L19.6 9.3 L19.6 10.7 L16.4 10.7 Z",
    "M2.7 3.7 L3.7 2.7 L6 5 L5 6 Z",
    "M17.3 3.7 L16.3 2.7 L14 5 L15 6 Z",
    "M2.7 16.3 L3.7 17.3 L6 15 L5 14 Z",
    "M17.3 16.3 L16.3 17.3 L14 15 L15 14 Z",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Segment;

    #[test]
    fn every_sign_is_drawn_within_its_square() {
        let black = Color { red: 0, green: 0, blue: 0 };
        for time in [DayTime::Morning, DayTime::Noon, DayTime::Evening, DayTime::Bedtime] {
            let paths = outlines(time, black);
            assert!(!paths.is_empty());
            for path in paths {
                assert_eq!(path.segments.last(), Some(&Segment::Close), "{time:?}");
                for segment in &path.segments {
                    if let Segment::Move(p) | Segment::Line(p) | Segment::Curve(_, _, p) = segment {
                        assert!((0.0..=SQUARE).contains(&p.x) && (0.0..=SQUARE).contains(&p.y), "{time:?} {p:?}");
                    }
                }
            }
        }
    }
}
