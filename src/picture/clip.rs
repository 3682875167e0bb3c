//! Outlines cut to a rectangle, since a picture may not draw beyond its own area.

use usvg::Rect;

use super::Segment;
use crate::geometry::Point;

/// How far a straight piece may lie from its curve, in points: a sixth of a printer's dot.
const FLATNESS: f32 = 0.02;
/// Lines that the curves of an outline may become.
const MOST_LINES: usize = 1_000_000;

/// A filled outline cut to `area`. Curves become short lines. Each closed part is cut against the four edges in turn
/// (Sutherland and Hodgman); where that runs along an edge it encloses nothing, so winding inside is unchanged. None if
/// the curves make too many lines.
pub(super) fn clipped(segments: &[Segment], area: Rect) -> Option<Vec<Segment>> {
    let mut kept = Vec::new();
    for mut polygon in polygons(segments)? {
        for edge in Edge::of(area) {
            polygon = cut(&polygon, edge);
        }
        let mut corners = polygon.into_iter();
        if let (Some(first), true) = (corners.next(), corners.len() >= 2) {
            kept.push(Segment::Move(first));
            kept.extend(corners.map(Segment::Line));
            kept.push(Segment::Close);
        }
    }
    Some(kept)
}

/// A half plane: where `sign * coordinate` is at least `limit`.
#[derive(Clone, Copy)]
struct Edge {
    horizontal: bool,
    sign: f32,
    limit: f32,
}

impl Edge {
    fn of(area: Rect) -> [Edge; 4] {
        [
            Edge { horizontal: true, sign: 1.0, limit: area.left() },
            Edge { horizontal: true, sign: -1.0, limit: -area.right() },
            Edge { horizontal: false, sign: 1.0, limit: area.top() },
            Edge { horizontal: false, sign: -1.0, limit: -area.bottom() },
        ]
    }

    /// How far inside.
    fn inside(self, point: Point) -> f32 {
        self.sign * if self.horizontal { point.x } else { point.y } - self.limit
    }
}

fn cut(polygon: &[Point], edge: Edge) -> Vec<Point> {
    let mut kept = Vec::with_capacity(polygon.len());
    let Some(&last) = polygon.last() else { return kept };
    let mut from = last;
    for &to in polygon {
        let (before, after) = (edge.inside(from), edge.inside(to));
        if (before >= 0.0) != (after >= 0.0) {
            kept.push(between(from, to, before / (before - after)));
        }
        if after >= 0.0 {
            kept.push(to);
        }
        from = to;
    }
    kept
}

fn between(from: Point, to: Point, share: f32) -> Point {
    Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/// Every closed part as its corners; filling closes open parts.
fn polygons(segments: &[Segment]) -> Option<Vec<Vec<Point>>> {
    let mut polygons: Vec<Vec<Point>> = Vec::new();
    let mut corners: Vec<Point> = Vec::new();
    let mut closed = 0;
    for segment in segments {
        if closed + corners.len() > MOST_LINES {
            return None;
        }
        if matches!(segment, Segment::Move(_) | Segment::Close) {
            closed += corners.len();
        }
        match *segment {
            Segment::Move(to) => {
                polygons.push(std::mem::replace(&mut corners, vec![to]));
            }
            Segment::Line(to) => corners.push(to),
            Segment::Curve(first, second, to) => flatten(&mut corners, first, second, to),
            Segment::Close => {
                let start = corners.first().copied();
                polygons.push(std::mem::replace(&mut corners, start.into_iter().collect()));
            }
        }
    }
    polygons.push(corners);
    polygons.retain(|polygon| polygon.len() > 2);
    Some(polygons)
}

/// A cubic curve as so many equal steps that none strays further than [`FLATNESS`].
fn flatten(corners: &mut Vec<Point>, first: Point, second: Point, to: Point) {
    let Some(&from) = corners.last() else { return };
    let bend = |a: Point, b: Point, c: Point| (a.x - 2.0 * b.x + c.x).hypot(a.y - 2.0 * b.y + c.y);
    let bend = bend(from, first, second).max(bend(first, second, to));
    let steps = (0.75 * bend / FLATNESS).sqrt().ceil().clamp(1.0, 500.0) as u16;
    for step in 1..=steps {
        let share = f32::from(step) / f32::from(steps);
        let (a, b, c) = (between(from, first, share), between(first, second, share), between(second, to, share));
        corners.push(between(between(a, b, share), between(b, c, share), share));
    }
}
