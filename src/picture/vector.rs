//! SVG files, as outlines.
//!
//! usvg resolves styles, shapes, `use` and units; here its paths are flattened to opaque colours and absolute places.

use usvg::roxmltree::Document;
use usvg::tiny_skia_path::Path as SkiaPath;
use usvg::{BlendMode, Group, Node, Opacity, Options, Paint, PaintOrder, Rect, Tree};

use super::outline::{pieces, segments, stroke, stroke_scale, stroked};
use super::survey::survey;
use super::svg_file::{AS_PNG, cannot, parsed, too_complex};
use super::{Color, POINTS_A_PIXEL, Path, PictureError, Segment, Vector, clip};
use crate::geometry::Size;

/// Paths of a drawing.
const MOST_PATHS: usize = 20_000;
/// Segments of all paths.
const MOST_SEGMENTS: usize = 250_000;
/// Wider or higher than this is a mistake: over ten feet, in points.
const LARGEST: f32 = 10_000.0;
/// What may stick out of the drawing's area without being cut off, in pixels.
const SLACK: f32 = 0.01;

/// Reads an SVG file. Nothing outside of it is looked at.
pub(super) fn svg(bytes: &[u8]) -> Result<Vector, PictureError> {
    let text = survey(bytes)?;
    let document = parsed(&text)?;
    let mut options = Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    let tree = Tree::from_xmltree(&document, &options).map_err(|_| {
        let hint = "give <svg> a width, a height and a viewBox";
        PictureError::new("the SVG file has no usable size", hint)
    })?;
    let natural = Size { width: tree.size().width() * POINTS_A_PIXEL, height: tree.size().height() * POINTS_A_PIXEL };
    if !(natural.width <= LARGEST && natural.height <= LARGEST) {
        return Err(PictureError::new(
            "the SVG drawing is meters wide or high",
            "give <svg> a smaller width and height",
        ));
    }
    let area = Rect::from_xywh(0.0, 0.0, tree.size().width(), tree.size().height()).ok_or_else(too_complex)?;
    let mut drawing = Drawing { document: &document, paths: Vec::new(), covered: Vec::new(), segments: 0 };
    drawing.group(tree.root(), Look { opacity: 1.0, area })?;
    if drawing.paths.is_empty() {
        return Err(PictureError::new("the SVG file shows nothing that can be drawn", "export it again"));
    }
    Ok(Vector { natural, paths: drawing.paths })
}

/// About how many bytes drawing a file takes: outlines, transformed and stroked, for each number in it.
pub(super) fn cost(bytes: &[u8]) -> usize {
    bytes.len().saturating_mul(25)
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
struct Drawing<'a, 'input> {
    document: &'a Document<'input>,
    paths: Vec<Path>,
    /// Where each path has left ink, in pixels.
    covered: Vec<Rect>,
    segments: usize,
}

impl Drawing<'_, '_> {
    fn group(&mut self, group: &Group, look: Look) -> Result<(), PictureError> {
        if !group.filters().is_empty() {
            return Err(self.cannot(name(group), "a filter (blur or shadow)", AS_PNG));
        }
        if group.mask().is_some() {
            return Err(self.cannot(name(group), "a mask", AS_PNG));
        }
        if group.blend_mode() != BlendMode::Normal {
            return Err(self.cannot(name(group), "colours blended with what lies below", AS_PNG));
        }
        let mut look = look;
        if group.opacity() != Opacity::ONE {
            self.check_clear(group.abs_stroke_bounding_box(), name(group))?;
            look.opacity *= group.opacity().get();
        }
        if let Some(clip) = group.clip_path() {
            let Some(area) = self.clip_area(clip, group)? else { return Ok(()) };
            let Some(area) = look.area.intersect(&area) else { return Ok(()) };
            look.area = area;
        }
        for child in group.children() {
            match child {
                Node::Group(inner) => self.group(inner, look)?,
                Node::Path(path) if path.is_visible() => self.path(path, look)?,
                Node::Path(_) => {}
                Node::Image(image) => return Err(self.cannot(image.id(), "a picture inside it", AS_PNG)),
                Node::Text(text) => return Err(self.cannot(text.id(), "text", "convert text to outlines")),
            }
        }
        Ok(())
    }

    /// The rectangle a clip path leaves visible; `None` when it leaves nothing.
    fn clip_area(&self, clip: &usvg::ClipPath, group: &Group) -> Result<Option<Rect>, PictureError> {
        let refused = || self.cannot(clip.id(), "a clipping path that is not a rectangle", "cut the shapes themselves");
        let mut shape = clip.root();
        let mut transform = group.abs_transform().pre_concat(clip.transform());
        if clip.clip_path().is_some() {
            return Err(refused());
        }
        loop {
            if shape.clip_path().is_some() || !shape.transform().is_finite() {
                return Err(refused());
            }
            transform = transform.pre_concat(shape.transform());
            match shape.children() {
                [] => return Ok(None),
                [Node::Group(inner)] => shape = inner,
                [Node::Path(path)] => {
                    let outline = path.data().clone().transform(transform).ok_or_else(refused)?;
                    return if is_rectangle(&outline) { Ok(Some(outline.bounds())) } else { Err(refused()) };
                }
                _ => return Err(refused()),
            }
        }
    }

    fn path(&mut self, path: &usvg::Path, look: Look) -> Result<(), PictureError> {
        let place = path.abs_stroke_bounding_box();
        if look.area.intersect(&place).is_none() && place.width() > 0.0 && place.height() > 0.0 {
            return Ok(());
        }
        let fill = path.fill().map(|fill| self.color(fill.paint(), fill.opacity().get(), look, path)).transpose()?;
        let line = path.stroke().map(|line| self.color(line.paint(), line.opacity().get(), look, path)).transpose()?;
        // PDF draws the fill of a bare line, SVG does not.
        let bounds = path.data().bounds();
        let fill = fill.flatten().filter(|_| bounds.width() > 0.0 && bounds.height() > 0.0);
        let line = line.flatten();
        let see_through = |opacity: Opacity| opacity != Opacity::ONE;
        let through_line = line.is_some() && path.stroke().is_some_and(|line| see_through(line.opacity()));
        if through_line || (fill.is_some() && path.fill().is_some_and(|fill| see_through(fill.opacity()))) {
            self.check_clear(place, path.id())?;
        }
        if through_line && fill.is_some() {
            return Err(self.cannot(path.id(), "a see-through line around a filled shape", SOLID));
        }
        if fill.is_some() || line.is_some() {
            self.covered.push(place);
        }
        self.paint(path, fill, line, look)
    }

    /// The opaque colour that a paint gives on white; `None` when it lets everything through.
    fn color(&self, paint: &Paint, own: f32, look: Look, path: &usvg::Path) -> Result<Option<Color>, PictureError> {
        let opacity = own * look.opacity;
        let id = match paint {
            Paint::Color(color) => {
                let over_white = |channel: u8| (255.0 - (255.0 - f32::from(channel)) * opacity).round() as u8;
                let blended =
                    Color { red: over_white(color.red), green: over_white(color.green), blue: over_white(color.blue) };
                return Ok((opacity > 0.0).then_some(blended));
            }
            Paint::LinearGradient(gradient) => gradient.id(),
            Paint::RadialGradient(gradient) => gradient.id(),
            Paint::Pattern(pattern) => {
                let id = if pattern.id().is_empty() { path.id() } else { pattern.id() };
                return Err(self.cannot(id, "a pattern", AS_PNG));
            }
        };
        Err(self.cannot(if id.is_empty() { path.id() } else { id }, "a colour gradient", SOLID))
    }

    fn paint(
        &mut self,
        path: &usvg::Path,
        fill: Option<Color>,
        line: Option<Color>,
        look: Look,
    ) -> Result<(), PictureError> {
        let inside = contains(look.area, path.abs_stroke_bounding_box());
        let scale = stroke_scale(path.abs_transform());
        let even_odd = path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
        let line = path.stroke().zip(line);
        let drawn_line = line.zip(scale).filter(|_| inside).map(|((line, color), scale)| stroke(line, color, scale));
        let fill_first = path.paint_order() == PaintOrder::FillAndStroke;
        if drawn_line.is_some() && (fill_first || fill.is_none()) {
            let outline = segments(path.data(), path.abs_transform()).ok_or_else(too_complex)?;
            return self.push(Path { segments: outline, fill, even_odd, stroke: drawn_line });
        }
        let filled = |drawing: &mut Self| match fill {
            Some(color) => drawing.area(path.data(), path, (color, even_odd), look, inside),
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
    fn check_clear(&self, place: Rect, id: &str) -> Result<(), PictureError> {
        if self.covered.iter().any(|covered| overlap(*covered, place)) {
            return Err(self.cannot(id, "a see-through shape over another", SOLID));
        }
        Ok(())
    }

    fn cannot(&self, id: &str, what: &str, hint: &str) -> PictureError {
        let named = self.document.descendants().find(|node| !id.is_empty() && node.attribute("id") == Some(id));
        cannot(self.document, named, what, hint)
    }
}

const SOLID: &str = "use solid colours, or export the drawing as PNG";

/// The id of a group, or that of what it holds: usvg makes groups of its own around a shape.
fn name(group: &Group) -> &str {
    match group.children() {
        _ if !group.id().is_empty() => group.id(),
        [Node::Group(inner), ..] => name(inner),
        [first, ..] => first.id(),
        [] => "",
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
