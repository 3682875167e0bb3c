//! Gradients of an SVG, as a PDF knows them: with an end on both sides, and no more than that.
//!
//! PDF has no gradient that repeats itself (ISO 32000-1, 8.7.4.5.3), so one that does becomes one of as many stops as the
//! painted area needs.

use usvg::{LinearGradient, RadialGradient, Rect, SpreadMethod, Transform};

use super::Color;
use super::drawing::{Gradient, Matrix, Stop};
use crate::geometry::Point;

/// How often a gradient may repeat itself over what it paints.
const MOST_PERIODS: f32 = 200.0;
/// Stops of one gradient, all repetitions counted.
const MOST_STOPS: usize = 4_000;
/// How near the focus may come to the edge of its circle, as a share of the radius: there the colours are not defined.
const NEAREST: f32 = 0.999;

/// What a gradient comes to.
pub(super) enum Painted {
    /// Colours that run into one another.
    Gradient(Gradient),
    /// The same colour everywhere (SVG 2, 14.2.2: a gradient of no length).
    Even(Stop),
    /// It cannot be drawn; this is what it is.
    Unusable(&'static str),
}

/// A gradient along a line. `transform` leads to the space that is drawn in, where `reach` holds all that is painted.
pub(super) fn linear(gradient: &LinearGradient, transform: Transform, reach: Rect) -> Painted {
    let Some(stops) = stops(gradient.stops()) else { return Painted::Unusable(TOO_FINE) };
    let (from, to) = (at(gradient.x1(), gradient.y1()), at(gradient.x2(), gradient.y2()));
    let (across, down) = (to.x - from.x, to.y - from.y);
    let length = across * across + down * down;
    if length <= 0.0 {
        return Painted::Even(stops[stops.len() - 1]);
    }
    let transform = transform.pre_concat(gradient.transform());
    let Some(corners) = corners(transform, reach) else { return Painted::Unusable(NO_EXTENT) };
    let share = |corner: &Point| ((corner.x - from.x) * across + (corner.y - from.y) * down) / length;
    let shares = corners.each_ref().map(share);
    let least = shares.iter().copied().fold(0.0, f32::min);
    let most = shares.iter().copied().fold(1.0, f32::max);
    let Some(spread) = Spread::of(gradient.spread_method(), stops, least, most) else {
        return Painted::Unusable(TOO_FINE);
    };
    let along = |share: f32| Point { x: from.x + across * share, y: from.y + down * share };
    Painted::Gradient(Gradient {
        matrix: matrix(transform),
        from: (along(spread.first), 0.0),
        to: (along(spread.last), 0.0),
        is_radial: false,
        stops: spread.stops,
    })
}

/// A gradient from circle to circle, likewise.
pub(super) fn radial(gradient: &RadialGradient, transform: Transform, reach: Rect) -> Painted {
    let Some(stops) = stops(gradient.stops()) else { return Painted::Unusable(TOO_FINE) };
    let (focus, center) = (at(gradient.fx(), gradient.fy()), at(gradient.cx(), gradient.cy()));
    let (start, radius) = (gradient.fr().get(), gradient.r().get());
    let apart = (center.x - focus.x).hypot(center.y - focus.y);
    if apart + start > radius * NEAREST {
        return Painted::Unusable("a colour gradient whose focus is not inside its circle");
    }
    let transform = transform.pre_concat(gradient.transform());
    let Some(corners) = corners(transform, reach) else { return Painted::Unusable(NO_EXTENT) };
    if gradient.spread_method() != SpreadMethod::Pad && start > 0.0 {
        return Painted::Unusable("a colour gradient that repeats itself around a disc");
    }
    // The circle that is `share` times as large holds all that is so near to the focus.
    let far = corners.iter().map(|corner| (corner.x - focus.x).hypot(corner.y - focus.y)).fold(0.0, f32::max);
    let most = (far / (radius - apart)).max(1.0);
    let Some(spread) = Spread::of(gradient.spread_method(), stops, 0.0, most) else {
        return Painted::Unusable(TOO_FINE);
    };
    let last = spread.last;
    let end = Point { x: focus.x + (center.x - focus.x) * last, y: focus.y + (center.y - focus.y) * last };
    Painted::Gradient(Gradient {
        matrix: matrix(transform),
        from: (focus, start),
        to: (end, start + (radius - start) * last),
        is_radial: true,
        stops: spread.stops,
    })
}

const NO_EXTENT: &str = "a colour gradient of no extent";
const TOO_FINE: &str = "a colour gradient of very many colours";

/// As a PDF writes it.
pub(super) fn matrix(transform: Transform) -> Matrix {
    [transform.sx, transform.ky, transform.kx, transform.sy, transform.tx, transform.ty]
}

fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

/// The corners of an area of the drawing in the space of a gradient; none where that is no area.
fn corners(transform: Transform, reach: Rect) -> Option<[Point; 4]> {
    let back = transform.invert()?;
    let corners = [
        (reach.left(), reach.top()),
        (reach.right(), reach.top()),
        (reach.right(), reach.bottom()),
        (reach.left(), reach.bottom()),
    ];
    let corners = corners.map(|(x, y)| at(back.sx * x + back.kx * y + back.tx, back.ky * x + back.sy * y + back.ty));
    corners.iter().all(|corner| corner.x.is_finite() && corner.y.is_finite()).then_some(corners)
}

/// Stops with one at each end; none if they are too many. usvg gives two at least, in order.
fn stops(given: &[usvg::Stop]) -> Option<Vec<Stop>> {
    if given.len() > MOST_STOPS {
        return None;
    }
    let mut stops: Vec<Stop> = Vec::with_capacity(given.len() + 2);
    for stop in given {
        let color = Color { red: stop.color().red, green: stop.color().green, blue: stop.color().blue };
        let before = stops.last().map_or(0.0, |stop| stop.offset);
        stops.push(Stop { offset: stop.offset().get().max(before), color, opacity: stop.opacity().get() });
    }
    let (first, last) = (stops[0], stops[stops.len() - 1]);
    if first.offset > 0.0 {
        stops.insert(0, Stop { offset: 0.0, ..first });
    }
    if last.offset < 1.0 {
        stops.push(Stop { offset: 1.0, ..last });
    }
    Some(stops)
}

/// A gradient laid end to end.
struct Spread {
    /// Where it starts and ends, counted in lengths of the original.
    first: f32,
    last: f32,
    stops: Vec<Stop>,
}

impl Spread {
    /// What covers everything from `least` to `most`; none if that takes too many pieces.
    fn of(method: SpreadMethod, stops: Vec<Stop>, least: f32, most: f32) -> Option<Spread> {
        if method == SpreadMethod::Pad {
            return Some(Spread { first: 0.0, last: 1.0, stops });
        }
        let (first, last) = (least.floor(), most.ceil());
        let count = last - first;
        if count.is_nan() || count > MOST_PERIODS || stops.len() * count as usize > MOST_STOPS {
            return None;
        }
        let mut laid = Vec::with_capacity(stops.len() * count as usize);
        for period in 0..count as usize {
            let is_turned = method == SpreadMethod::Reflect && (first as i64 + period as i64) % 2 != 0;
            let place = |offset: f32| (period as f32 + offset) / count;
            if is_turned {
                laid.extend(stops.iter().rev().map(|stop| Stop { offset: place(1.0 - stop.offset), ..*stop }));
            } else {
                laid.extend(stops.iter().map(|stop| Stop { offset: place(stop.offset), ..*stop }));
            }
        }
        Some(Spread { first, last, stops: laid })
    }
}
