//! An SVG as nothing but outlines in opaque colours, where it is no more than that.
//!
//! usvg resolves styles, shapes, `use` and units; here its paths are flattened to opaque colours and absolute places.

use usvg::tiny_skia_path::Path as SkiaPath;
use usvg::{BlendMode, Group, Node, Opacity, Paint, PaintOrder, Rect, Transform, Tree};

use super::outline::{pieces, segments, stroke, stroke_scale, stroked};
use super::svg_file::{MOST_PATHS, MOST_SEGMENTS, too_complex};
use super::{Color, POINTS_A_PIXEL, Path, PictureError, Segment, Vector, clip};
use crate::geometry::Size;

/// What may stick out of the drawing's area without being cut off, in pixels.
const SLACK: f32 = 0.01;

/// The outlines of a drawing of a size in points; none if it needs more than outlines.
pub(super) fn vector(tree: &Tree, natural: Size) -> Result<Option<Vector>, PictureError> {
    let area = Rect::from_xywh(0.0, 0.0, tree.size().width(), tree.size().height()).ok_or_else(too_complex)?;
    let mut outlines = Outlines { paths: Vec::new(), covered: Vec::new(), segments: 0 };
    match outlines.group(tree.root(), Look { opacity: 1.0, area }) {
        Ok(()) => Ok(Some(Vector { natural, paths: outlines.paths })),
        Err(Unfit::NeedsMore) => Ok(None),
        Err(Unfit::Refused(error)) => Err(error),
    }
}

/// Why a drawing does not become outlines.
enum Unfit {
    /// It needs more than opaque colours.
    NeedsMore,
    /// It cannot be drawn in any way.
    Refused(PictureError),
}

impl From<PictureError> for Unfit {
    fn from(error: PictureError) -> Unfit {
        Unfit::Refused(error)
    }
}

/// How a group is seen.
#[derive(Clone, Copy)]
struct Look {
    /// The opacity of all groups around it, multiplied.
    opacity: f32,
    /// Nothing is drawn outside, in pixels.
    area: Rect,
}

/// What has been drawn so far.
struct Outlines {
    paths: Vec<Path>,
    /// Where each path has left ink, in pixels.
    covered: Vec<Rect>,
    segments: usize,
}

impl Outlines {
    fn group(&mut self, group: &Group, look: Look) -> Result<(), Unfit> {
        if !group.filters().is_empty() || group.mask().is_some() || group.blend_mode() != BlendMode::Normal {
            return Err(Unfit::NeedsMore);
        }
        let mut look = look;
        if group.opacity() != Opacity::ONE {
            self.check_clear(group.abs_stroke_bounding_box())?;
            look.opacity *= group.opacity().get();
        }
        if let Some(clip) = group.clip_path() {
            let Some(area) = clip_area(clip, group.abs_transform())? else { return Ok(()) };
            let Some(area) = look.area.intersect(&area) else { return Ok(()) };
            look.area = area;
        }
        for child in group.children() {
            match child {
                Node::Group(inner) => self.group(inner, look)?,
                Node::Path(path) if path.is_visible() => self.path(path, look)?,
                Node::Path(_) => {}
                Node::Image(_) | Node::Text(_) => return Err(Unfit::NeedsMore),
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &usvg::Path, look: Look) -> Result<(), Unfit> {
        let place = path.abs_stroke_bounding_box();
        if look.area.intersect(&place).is_none() && place.width() > 0.0 && place.height() > 0.0 {
            return Ok(());
        }
        let fill = path.fill().map(|fill| opaque(fill.paint(), fill.opacity().get(), look)).transpose()?;
        let line = path.stroke().map(|line| opaque(line.paint(), line.opacity().get(), look)).transpose()?;
        // PDF draws the fill of a bare line, SVG does not.
        let bounds = path.data().bounds();
        let fill = fill.flatten().filter(|_| bounds.width() > 0.0 && bounds.height() > 0.0);
        let line = line.flatten();
        let see_through = |opacity: Opacity| opacity != Opacity::ONE;
        let through_line = line.is_some() && path.stroke().is_some_and(|line| see_through(line.opacity()));
        if through_line || (fill.is_some() && path.fill().is_some_and(|fill| see_through(fill.opacity()))) {
            self.check_clear(place)?;
        }
        if through_line && fill.is_some() {
            return Err(Unfit::NeedsMore);
        }
        if fill.is_some() || line.is_some() {
            self.covered.push(place);
        }
        Ok(self.paint(path, fill, line, look)?)
    }

    fn paint(
        &mut self,
        path: &usvg::Path,
        fill: Option<Color>,
        line: Option<Color>,
        look: Look,
    ) -> Result<(), PictureError> {
        let inside = contains(look.area, path.abs_stroke_bounding_box());
        let scale = stroke_scale(path.abs_transform()).map(|scale| scale * POINTS_A_PIXEL);
        let even_odd = path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
        let line = path.stroke().zip(line);
        let drawn_line = line.zip(scale).filter(|_| inside).map(|((line, color), scale)| stroke(line, color, scale));
        let fill_first = path.paint_order() == PaintOrder::FillAndStroke;
        if drawn_line.is_some() && (fill_first || fill.is_none()) {
            let outline = segments(path.data(), path.abs_transform()).ok_or_else(too_complex)?;
            return self.push(Path { segments: outline, fill, even_odd, stroke: drawn_line });
        }
        let filled = |outlines: &mut Self| match fill {
            Some(color) => outlines.area(path.data(), path, (color, even_odd), look, inside),
            None => Ok(()),
        };
        if fill_first {
            filled(self)?;
        }
        if let Some((line, color)) = line {
            // A stroke that is cut off or scaled unevenly becomes the area it covers.
            if pieces(path.data(), line) > MOST_SEGMENTS {
                return Err(too_complex());
            }
            if let Some(covered) = stroked(path.data(), line, path.abs_transform()) {
                self.area(&covered, path, (color, false), look, inside)?;
            }
        }
        if fill_first { Ok(()) } else { filled(self) }
    }

    /// Draws a filled outline, cut to where it may be seen.
    fn area(
        &mut self,
        outline: &SkiaPath,
        path: &usvg::Path,
        (color, even_odd): (Color, bool),
        look: Look,
        inside: bool,
    ) -> Result<(), PictureError> {
        let mut outline = segments(outline, path.abs_transform()).ok_or_else(too_complex)?;
        if !inside {
            let area = in_points(look.area).ok_or_else(too_complex)?;
            outline = clip::clipped(&outline, area).ok_or_else(too_complex)?;
        }
        self.push(Path { segments: outline, fill: Some(color), even_odd, stroke: None })
    }

    fn push(&mut self, path: Path) -> Result<(), PictureError> {
        self.segments += path.segments.len();
        if self.paths.len() >= MOST_PATHS || self.segments > MOST_SEGMENTS {
            return Err(too_complex());
        }
        if path.segments.iter().any(|segment| !matches!(segment, Segment::Move(_) | Segment::Close)) {
            self.paths.push(path);
        }
        Ok(())
    }

    /// What is see-through is blended with white paper, which is only right where nothing lies below.
    fn check_clear(&self, place: Rect) -> Result<(), Unfit> {
        if self.covered.iter().any(|covered| overlap(*covered, place)) { Err(Unfit::NeedsMore) } else { Ok(()) }
    }
}

/// The opaque colour that a paint gives on white; `None` when it lets everything through.
fn opaque(paint: &Paint, own: f32, look: Look) -> Result<Option<Color>, Unfit> {
    let Paint::Color(color) = paint else { return Err(Unfit::NeedsMore) };
    let opacity = own * look.opacity;
    let over_white = |channel: u8| (255.0 - (255.0 - f32::from(channel)) * opacity).round() as u8;
    let blended = Color { red: over_white(color.red), green: over_white(color.green), blue: over_white(color.blue) };
    Ok((opacity > 0.0).then_some(blended))
}

/// The rectangle that a clip path of a group leaves visible; `None` when it leaves nothing.
fn clip_area(clip: &usvg::ClipPath, group: Transform) -> Result<Option<Rect>, Unfit> {
    let mut shape = clip.root();
    let mut transform = group.pre_concat(clip.transform());
    if clip.clip_path().is_some() {
        return Err(Unfit::NeedsMore);
    }
    loop {
        if shape.clip_path().is_some() || !shape.transform().is_finite() {
            return Err(Unfit::NeedsMore);
        }
        transform = transform.pre_concat(shape.transform());
        match shape.children() {
            [] => return Ok(None),
            [Node::Group(inner)] => shape = inner,
            [Node::Path(path)] => {
                let outline = path.data().clone().transform(transform).ok_or(Unfit::NeedsMore)?;
                return if is_rectangle(&outline) { Ok(Some(outline.bounds())) } else { Err(Unfit::NeedsMore) };
            }
            _ => return Err(Unfit::NeedsMore),
        }
    }
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.left() < other.right() && other.left() < one.right() && one.top() < other.bottom() && other.top() < one.bottom()
}

fn contains(outer: Rect, inner: Rect) -> bool {
    inner.left() >= outer.left() - SLACK
        && inner.top() >= outer.top() - SLACK
        && inner.right() <= outer.right() + SLACK
        && inner.bottom() <= outer.bottom() + SLACK
}

fn in_points(area: Rect) -> Option<Rect> {
    let [left, top, right, bottom] =
        [area.left(), area.top(), area.right(), area.bottom()].map(|edge| edge * POINTS_A_PIXEL);
    Rect::from_ltrb(left, top, right, bottom)
}

/// Whether an outline is one rectangle with level edges.
fn is_rectangle(outline: &SkiaPath) -> bool {
    use usvg::tiny_skia_path::PathVerb::{Close, Line, Move};
    let bounds = outline.bounds();
    let mut verbs = outline.verbs().to_vec();
    if verbs.last() == Some(&Close) {
        verbs.pop();
    }
    let lines = matches!(verbs.as_slice(), [Move, Line, Line, Line] | [Move, Line, Line, Line, Line]);
    let near = |one: f32, other: f32| (one - other).abs() <= SLACK;
    let corners: Vec<(bool, bool)> = outline
        .points()
        .iter()
        .filter(|point| near(point.x, bounds.left()) || near(point.x, bounds.right()))
        .filter(|point| near(point.y, bounds.top()) || near(point.y, bounds.bottom()))
        .map(|point| (near(point.x, bounds.left()), near(point.y, bounds.top())))
        .collect();
    let level = corners.windows(2).all(|pair| (pair[0].0 == pair[1].0) != (pair[0].1 == pair[1].1));
    lines && level && corners.len() == outline.points().len() && corners.first() == corners.get(4).or(corners.first())
}
