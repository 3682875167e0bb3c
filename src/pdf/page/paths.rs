//! Outlines as path operators (ISO 32000-1, 8.5).

use super::canvas::Canvas;
use crate::geometry::Point;
use crate::pdf::error::Error;
use crate::picture::{Path, Segment, Stroke};

/// Fills and strokes a path.
pub(super) fn draw(canvas: &mut Canvas, path: &Path) -> Result<(), Error> {
    let paint = match (path.fill, &path.stroke, path.even_odd) {
        (None, None, _) => return Ok(()),
        (None, Some(_), _) => "S",
        (Some(_), None, false) => "f",
        (Some(_), None, true) => "f*",
        (Some(_), Some(_), false) => "B",
        (Some(_), Some(_), true) => "B*",
    };
    canvas.end_text();
    if let Some(color) = path.fill {
        canvas.set_fill(color);
    }
    if let Some(stroke) = &path.stroke {
        canvas.set_stroke_color(stroke.color);
        set_line(canvas, stroke)?;
    }
    trace(canvas, &path.segments)?;
    canvas.operators.path(paint, &[]);
    Ok(())
}

/// Makes an outline the current path.
pub(super) fn trace(canvas: &mut Canvas, segments: &[Segment]) -> Result<(), Error> {
    let mut rest = segments;
    while let Some((segment, behind)) = rest.split_first() {
        if let Some((from, to, behind)) = rectangle(rest) {
            let ((x, y), (right, top)) = (canvas.at(from)?, canvas.at(to)?);
            canvas.operators.path("re", &[x, y, right - x, top - y]);
            rest = behind;
            continue;
        }
        outline(canvas, *segment)?;
        rest = behind;
    }
    Ok(())
}

fn outline(canvas: &mut Canvas, segment: Segment) -> Result<(), Error> {
    match segment {
        Segment::Move(to) => {
            let (x, y) = canvas.at(to)?;
            canvas.operators.path("m", &[x, y]);
        }
        Segment::Line(to) => {
            let (x, y) = canvas.at(to)?;
            canvas.operators.path("l", &[x, y]);
        }
        Segment::Curve(first, second, to) => {
            let ((a, b), (c, d), (x, y)) = (canvas.at(first)?, canvas.at(second)?, canvas.at(to)?);
            canvas.operators.path("c", &[a, b, c, d, x, y]);
        }
        Segment::Close => canvas.operators.path("h", &[]),
    }
    Ok(())
}

/// The opposite corners of the upright rectangle that begins here, if one does, and what follows it. Drawn from the
/// first corner along the line of text it goes round the same way.
fn rectangle(segments: &[Segment]) -> Option<(Point, Point, &[Segment])> {
    use Segment::{Close, Line, Move};
    let [Move(a), Line(b), Line(c), Line(d), Close, rest @ ..] = segments else { return None };
    if a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x {
        Some((*a, *c, rest))
    } else if a.x == b.x && b.y == c.y && c.x == d.x && d.y == a.y {
        Some((*b, *d, rest))
    } else {
        None
    }
}

/// Sets the form of lines, all but their colour.
pub(super) fn set_line(canvas: &mut Canvas, stroke: &Stroke) -> Result<(), Error> {
    let numbers = [stroke.width, stroke.miter_limit, stroke.dash_offset];
    if !numbers.iter().chain(&stroke.dashes).all(|number| number.is_finite()) {
        return Err(Error::Number);
    }
    let wanted = Stroke { color: canvas.stroke.color, ..stroke.clone() };
    let current = std::mem::replace(&mut canvas.stroke, wanted);
    let operators = &mut canvas.operators;
    if current.width != stroke.width {
        operators.set_line_width(thousandths(stroke.width));
    }
    if current.cap != stroke.cap {
        operators.set_cap(stroke.cap);
    }
    if current.join != stroke.join {
        operators.set_join(stroke.join);
    }
    if current.miter_limit != stroke.miter_limit {
        // A limit below 1 is an error in PDF.
        operators.set_miter_limit(thousandths(stroke.miter_limit).max(1000));
    }
    if current.dashes != stroke.dashes || current.dash_offset != stroke.dash_offset {
        let lengths: Vec<i64> = stroke.dashes.iter().map(|length| thousandths(*length).max(0)).collect();
        // Dashes that are all of no length are an error in PDF, and draw as a solid line elsewhere.
        let lengths = if lengths.iter().any(|length| *length > 0) { lengths } else { Vec::new() };
        operators.set_dashes(&lengths, thousandths(stroke.dash_offset));
    }
    Ok(())
}

/// A length in thousandths, for the forms of thin lines.
fn thousandths(length: f32) -> i64 {
    (f64::from(length) * 1000.0).round() as i64
}
