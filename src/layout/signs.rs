//! The signs at the head of callouts: drawn outlines, so that they survive a grey photocopy.

use crate::geometry::Point;
use crate::picture::{Color, Path, Segment};

/// Side of the square a sign is drawn in, in points.
pub const SIGN: f32 = 15.0;

const DISC: &str = "M7.5 0 C11.6 0 15 3.4 15 7.5 C15 11.6 11.6 15 7.5 15 C3.4 15 0 11.6 0 7.5 C0 3.4 3.4 0 7.5 0 Z";

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A triangle with an exclamation mark.
    Warning,
    /// A telephone handset.
    Handset,
    /// A disc with an exclamation mark.
    Important,
    /// A lamp.
    Lamp,
    /// A speech balloon.
    Speech,
    /// A disc with a tick.
    Go,
    /// An octagon with a bar.
    Stop,
}

/// The outlines of a sign in `color`, what is cut out of it in `ground`.
pub fn sign(sign: Sign, color: Color, ground: Color) -> Vec<Path> {
    match sign {
        Sign::Warning => {
            let mut paths = vec![fill("M7.5 0.6 L15 14 L0 14 Z", color)];
            paths.extend(exclamation(7.5, 5.0, 4.6, ground));
            paths
        }
        Sign::Handset => vec![fill(
            "M1.2 3.2 C1.2 2.2 3.2 0.6 4.1 1.2 L6.1 4.1 C6.6 4.9 5 5.9 4.9 6.6 C5.4 8.2 6.9 9.7 8.5 10.2 \
             C9.2 10.1 10.2 8.5 11 9 L13.9 11 C14.5 11.9 12.9 13.9 11.9 13.9 C6.2 13.7 1.4 8.9 1.2 3.2 Z",
            color,
        )],
        Sign::Important => {
            let mut paths = vec![fill(DISC, color)];
            paths.extend(exclamation(7.5, 2.8, 6.0, ground));
            paths
        }
        Sign::Speech => vec![
            fill(
                "M2.4 1 L12.6 1 C13.9 1 15 2.1 15 3.4 L15 8.2 C15 9.5 13.9 10.6 12.6 10.6 L7.6 10.6 L3.6 14.4 L3.6 10.6 \
                 L2.4 10.6 C1.1 10.6 0 9.5 0 8.2 L0 3.4 C0 2.1 1.1 1 2.4 1 Z",
                color,
            ),
            fill("M3 3.6 L12 3.6 L12 4.8 L3 4.8 Z", ground),
            fill("M3 6.6 L9.6 6.6 L9.6 7.8 L3 7.8 Z", ground),
        ],
        Sign::Go => {
            vec![fill(DISC, color), fill("M3.2 7.8 L4.9 6.1 L6.7 7.9 L10.6 4 L12.3 5.7 L6.7 11.3 Z", ground)]
        }
        Sign::Stop => vec![
            fill("M4.4 0 L10.6 0 L15 4.4 L15 10.6 L10.6 15 L4.4 15 L0 10.6 L0 4.4 Z", color),
            fill("M3 6.2 L12 6.2 L12 8.8 L3 8.8 Z", ground),
        ],
        Sign::Lamp => vec![
            fill(
                "M7.5 0 C10.5 0 12.6 2.2 12.6 5 C12.6 7.6 10.4 8.6 10.1 10.6 L4.9 10.6 \
                 C4.6 8.6 2.4 7.6 2.4 5 C2.4 2.2 4.5 0 7.5 0 Z",
                color,
            ),
            fill("M4.9 11.6 L10.1 11.6 L10.1 12.8 L4.9 12.8 Z", color),
            fill("M6 13.7 L9 13.7 L9 15 L6 15 Z", color),
        ],
    }
}

/// A wedge over a point, the top of the wedge at (`x`, `top`).
fn exclamation(x: f32, top: f32, height: f32, color: Color) -> [Path; 2] {
    let (half, foot) = (1.15, top + height);
    let (low, high) = (foot + 1.1, foot + 3.1);
    let polygon = |corners: [(f32, f32); 4]| {
        let [first, rest @ ..] = corners.map(|(x, y)| Point { x, y });
        let mut segments = vec![Segment::Move(first)];
        segments.extend(rest.map(Segment::Line));
        segments.push(Segment::Close);
        Path { segments, fill: Some(color), even_odd: false, stroke: None }
    };
    let wedge = polygon([(x - half, top), (x + half, top), (x + 0.55, foot), (x - 0.55, foot)]);
    let point = polygon([(x - 1.0, low), (x + 1.0, low), (x + 1.0, high), (x - 1.0, high)]);
    [wedge, point]
}

/// A filled outline from moves, lines and curves in absolute coordinates, as SVG writes them, each word behind one space.
pub(super) fn fill(outline: &str, color: Color) -> Path {
    let mut segments = Vec::with_capacity(16);
    let mut numbers: [f32; 6] = [0.0; 6];
    let (mut command, mut count) = (b'M', 0);
    for word in outline.as_bytes().split(|byte| *byte == b' ') {
        let digits = match word {
            [letter, digits @ ..] if letter.is_ascii_alphabetic() => {
                command = *letter;
                digits
            }
            digits => digits,
        };
        if !digits.is_empty() {
            numbers[count] = decimal(digits);
            count += 1;
        }
        let point = |at: usize| Point { x: numbers[at], y: numbers[at + 1] };
        let segment = match (command, count) {
            (b'M', 2) => Segment::Move(point(0)),
            (b'L', 2) => Segment::Line(point(0)),
            (b'C', 6) => Segment::Curve(point(0), point(2), point(4)),
            (b'Z', 0) => Segment::Close,
            _ => continue,
        };
        segments.push(segment);
        count = 0;
    }
    Path { segments, fill: Some(color), even_odd: false, stroke: None }
}

/// A number with a few digits and no sign. A float has both parts of the fraction exactly, so that it is rounded once.
fn decimal(digits: &[u8]) -> f32 {
    let (mut whole, mut parts) = (0_u32, 1_u32);
    let mut is_fraction = false;
    for digit in digits {
        if *digit == b'.' {
            is_fraction = true;
            continue;
        }
        whole = 10 * whole + u32::from(digit - b'0');
        parts *= if is_fraction { 10 } else { 1 };
    }
    whole as f32 / parts as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_others_read_them() {
        for number in (0..2000).flat_map(|number| [1.0, 10.0, 100.0].map(|parts| (number as f32 / parts).to_string())) {
            assert_eq!(Ok(decimal(number.as_bytes())), number.parse());
        }
    }

    #[test]
    fn every_sign_is_drawn_within_its_square() {
        let (black, white) = (Color { red: 0, green: 0, blue: 0 }, crate::theme::WHITE);
        for shape in [Sign::Warning, Sign::Handset, Sign::Important, Sign::Lamp, Sign::Speech, Sign::Go, Sign::Stop] {
            let paths = sign(shape, black, white);
            assert!(paths.iter().all(|path| path.segments.len() >= 4 && path.segments.last() == Some(&Segment::Close)));
            for segment in paths.iter().flat_map(|path| &path.segments) {
                if let Segment::Move(p) | Segment::Line(p) | Segment::Curve(_, _, p) = segment {
                    assert!((0.0..=SIGN).contains(&p.x) && (0.0..=SIGN).contains(&p.y), "{shape:?} {p:?}");
                }
            }
        }
    }
}
