//! Outlines in points: from usvg's paths, with transforms applied.

use usvg::Transform;
use usvg::tiny_skia_path::{Path as SkiaPath, PathSegment, Point as SkiaPoint};

use super::{Cap, Color, Join, POINTS_A_PIXEL, Segment, Stroke};
use crate::geometry::Point;

/// Beyond this a coordinate is a mistake, and PDF readers lose precision (ISO 32000-1, annex C).
const FARTHEST: f32 = 32_767.0;

/// The segments of `path` under `transform`, in points; `None` when a coordinate is not usable.
pub(super) fn segments(path: &SkiaPath, transform: Transform) -> Option<Vec<Segment>> {
    segments_at(path, transform.post_scale(POINTS_A_PIXEL, POINTS_A_PIXEL))
}

/// The segments of `path` in the space that `transform` leads to.
pub(super) fn segments_at(path: &SkiaPath, transform: Transform) -> Option<Vec<Segment>> {
    let path = path.clone().transform(transform)?;
    let mut segments = Vec::with_capacity(path.len());
    let mut last = Point::default();
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => segments.push(Segment::Move(moved(&mut last, to))),
            PathSegment::LineTo(to) => segments.push(Segment::Line(moved(&mut last, to))),
            PathSegment::QuadTo(control, to) => {
                let from = last;
                let to = moved(&mut last, to);
                let (first, second) = (toward(from, point(control)), toward(to, point(control)));
                segments.push(Segment::Curve(first, second, to));
            }
            PathSegment::CubicTo(first, second, to) => {
                segments.push(Segment::Curve(point(first), point(second), moved(&mut last, to)));
            }
            PathSegment::Close => segments.push(Segment::Close),
        }
    }
    segments.iter().all(usable).then_some(segments)
}

fn moved(last: &mut Point, to: SkiaPoint) -> Point {
    *last = point(to);
    *last
}

fn point(point: SkiaPoint) -> Point {
    Point { x: point.x, y: point.y }
}

/// Two thirds of the way: a quadratic curve as a cubic one.
fn toward(end: Point, control: Point) -> Point {
    Point { x: end.x + (control.x - end.x) * 2.0 / 3.0, y: end.y + (control.y - end.y) * 2.0 / 3.0 }
}

fn usable(segment: &Segment) -> bool {
    let near = |point: &Point| point.x.abs() <= FARTHEST && point.y.abs() <= FARTHEST;
    match segment {
        Segment::Move(to) | Segment::Line(to) => near(to),
        Segment::Curve(first, second, to) => near(first) && near(second) && near(to),
        Segment::Close => true,
    }
}

/// By how much `transform` scales a stroke; `None` when not alike in all directions.
pub(super) fn stroke_scale(transform: Transform) -> Option<f32> {
    let across = transform.sx.hypot(transform.ky);
    let down = transform.kx.hypot(transform.sy);
    let skew = transform.sx * transform.kx + transform.ky * transform.sy;
    let tolerance = 0.001 * across.max(down);
    let alike = (across - down).abs() <= tolerance && skew.abs() <= tolerance * across.max(down);
    (alike && across > 0.0).then_some(across)
}

/// usvg's stroke, scaled.
pub(super) fn stroke(stroke: &usvg::Stroke, color: Color, scale: f32) -> Stroke {
    Stroke {
        color,
        width: stroke.width().get() * scale,
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => Cap::Butt,
            usvg::LineCap::Round => Cap::Round,
            usvg::LineCap::Square => Cap::Square,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => Join::Miter,
            usvg::LineJoin::Round => Join::Round,
            usvg::LineJoin::Bevel => Join::Bevel,
        },
        miter_limit: stroke.miterlimit().get(),
        dashes: stroke.dasharray().unwrap_or_default().iter().map(|dash| dash * scale).collect(),
        dash_offset: stroke.dashoffset() * scale,
    }
}

/// The area a stroke covers, as a path in the same user units.
pub(super) fn stroked(path: &SkiaPath, stroke: &usvg::Stroke, transform: Transform) -> Option<SkiaPath> {
    let resolution = usvg::tiny_skia_path::PathStroker::compute_resolution_scale(&transform);
    let skia = stroke.to_tiny_skia();
    match &skia.dash {
        Some(dash) => path.dash(dash, resolution)?.stroke(&skia, resolution),
        None => path.stroke(&skia, resolution),
    }
}

/// About how many pieces a stroke becomes when it is drawn as an area: those of its outline, and its dashes.
pub(super) fn pieces(path: &SkiaPath, stroke: &usvg::Stroke) -> usize {
    let Some(dashes) = stroke.dasharray() else { return path.len() };
    let period = dashes.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let corners = path.points().windows(2);
    let length: f32 = corners.map(|pair| (pair[0].x - pair[1].x).hypot(pair[0].y - pair[1].y)).sum();
    // A dash has four corners, and round ends some more. Beyond what fits, the conversion gives the largest number.
    path.len().saturating_add((length / period * dashes.len() as f32 * 8.0) as usize)
}
