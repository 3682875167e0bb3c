//! An SVG as a drawing of parts.
//!
//! usvg resolves styles, shapes, `use` and units; here its tree becomes parts in one space, with all places in it. What a
//! PDF cannot show as other programs do is refused at its line.

use usvg::roxmltree::Document;
use usvg::tiny_skia_path::{Path as SkiaPath, PathBuilder};
use usvg::{BlendMode, ClipPath, FillRule, MaskType, Node, Opacity, PaintOrder, Rect, Transform, Tree};

use super::drawing::{
    Clip, Cover, Drawing, EXTENT, Gradient, Group, Image, Mask, MaskBy, Paint, Part, Shape, Stop, Tiles,
};
use super::embedded::Embedded;
use super::gradient::{Painted, linear, matrix, radial};
use super::outline::{pieces, segments_at, stroke, stroke_scale, stroked};
use super::svg_file::{AS_PNG, MOST_PATHS, MOST_SEGMENTS, cannot, too_complex};
use super::{Channels, Color, PictureError, Segment};
use crate::geometry::{Point, Size};

/// Groups, shapes and pictures looked at, with all copies that masks and patterns make.
const MOST_LOOKED_AT: usize = 200_000;
/// Stops of all gradients, counted wherever one paints.
const MOST_STOPS: usize = 200_000;
/// Tiles of all patterns.
const MOST_TILES: usize = 4_000;

const BLACK: Color = Color { red: 0, green: 0, blue: 0 };

/// What stands in a mask that goes by how light it is.
const GREY: &str = "draw the mask in white, grey and black only, or export the drawing as PNG";

/// The drawing of a file with this hash.
pub(super) fn drawing(
    document: &Document,
    tree: &Tree,
    pictures: &Embedded,
    natural: Size,
    hash: [u8; 32],
) -> Result<Drawing, PictureError> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = EXTENT / width.max(height);
    let area = Rect::from_xywh(0.0, 0.0, width * scale, height * scale).ok_or_else(too_complex)?;
    let mut scene = Scene {
        document,
        pictures,
        paths: 0,
        segments: 0,
        stops: 0,
        looked_at: 0,
        tiles: 0,
        masks: 0,
        is_see_through: false,
    };
    let root = Place { transform: Transform::from_scale(scale, scale), area };
    let parts = scene.group(tree.root(), root)?;
    let space = Size { width: area.width(), height: area.height() };
    Ok(Drawing { natural, space, parts, is_see_through: scene.is_see_through, hash })
}

/// Where something is drawn.
#[derive(Clone, Copy)]
struct Place {
    /// To the drawing's space.
    transform: Transform,
    /// Nothing is seen outside of it, in the drawing's space.
    area: Rect,
}

impl Place {
    fn inside(self, transform: Transform) -> Place {
        Place { transform: self.transform.pre_concat(transform), ..self }
    }
}

/// A drawing in the making.
struct Scene<'a, 'input> {
    document: &'a Document<'input>,
    pictures: &'a Embedded,
    paths: usize,
    segments: usize,
    stops: usize,
    looked_at: usize,
    tiles: usize,
    /// Masks around what is drawn now that go by how light it is.
    masks: usize,
    is_see_through: bool,
}

/// An outline that is to be painted.
#[derive(Clone, Copy)]
struct Outline<'a> {
    path: &'a SkiaPath,
    even_odd: bool,
    /// The id of the shape, for messages.
    id: &'a str,
}

/// What something is painted with, as usvg has it.
#[derive(Clone, Copy)]
struct Coat<'a> {
    paint: &'a usvg::Paint,
    opacity: Opacity,
}

impl Scene<'_, '_> {
    /// What a group shows at a place, where its own transform is already part of that.
    fn group(&mut self, group: &usvg::Group, place: Place) -> Result<Vec<Part>, PictureError> {
        let mut parts = Vec::new();
        for child in group.children() {
            self.looked_at += 1;
            if self.looked_at > MOST_LOOKED_AT {
                return Err(too_complex());
            }
            match child {
                Node::Group(inner) => parts.extend(self.nested(inner, place.inside(inner.transform()))?),
                Node::Path(path) if path.is_visible() => self.path(path, place, &mut parts)?,
                Node::Image(image) if image.is_visible() => parts.push(self.image(image, place)?),
                Node::Path(_) | Node::Image(_) => {}
                Node::Text(text) => return Err(self.cannot(text.id(), "text", "convert text to outlines")),
            }
        }
        Ok(parts)
    }

    /// A group as it is seen: cut, masked, see-through.
    fn nested(&mut self, group: &usvg::Group, place: Place) -> Result<Vec<Part>, PictureError> {
        if !group.filters().is_empty() {
            return Err(self.cannot(name(group), "a filter (blur or shadow)", AS_PNG));
        }
        if group.blend_mode() != BlendMode::Normal {
            return Err(self.cannot(name(group), "colours blended with what lies below", AS_PNG));
        }
        let opacity = group.opacity().get();
        let mut parts = if opacity > 0.0 { self.group(group, place)? } else { Vec::new() };
        let mut mask = group.mask();
        while let Some(it) = mask {
            if parts.is_empty() {
                return Ok(parts);
            }
            parts = self.masked(parts, it, place)?;
            mask = it.mask();
        }
        if let Some(clip) = group.clip_path() {
            parts = self.clipped(parts, clip, place)?;
        }
        if opacity < 1.0 && !parts.is_empty() {
            self.is_see_through = true;
            parts = vec![Part::Group(Group { clips: Vec::new(), mask: None, opacity, parts })];
        }
        Ok(parts)
    }

    fn masked(&mut self, parts: Vec<Part>, mask: &usvg::Mask, place: Place) -> Result<Vec<Part>, PictureError> {
        let by = match mask.kind() {
            MaskType::Luminance => MaskBy::Light,
            MaskType::Alpha => MaskBy::Opacity,
        };
        self.masks += usize::from(by == MaskBy::Light);
        let shown = self.group(mask.root(), place.inside(mask.root().transform()))?;
        self.masks -= usize::from(by == MaskBy::Light);
        if shown.is_empty() {
            return Ok(Vec::new());
        }
        let area = PathBuilder::from_rect(mask.rect().to_rect());
        let clip = Clip { segments: self.segments(&area, place.transform)?, even_odd: false };
        let shown = Part::Group(Group { clips: vec![clip], mask: None, opacity: 1.0, parts: shown });
        self.is_see_through = true;
        let mask = Some(Mask { by, parts: vec![shown] });
        Ok(vec![Part::Group(Group { clips: Vec::new(), mask, opacity: 1.0, parts })])
    }

    /// Parts that are seen only inside a clip path. One outline cuts; the union of several is a mask, since a PDF only
    /// intersects outlines.
    fn clipped(&mut self, parts: Vec<Part>, clip: &ClipPath, place: Place) -> Result<Vec<Part>, PictureError> {
        let mut parts = parts;
        let mut next = Some(clip);
        while let Some(clip) = next {
            let inside = place.inside(clip.transform()).inside(clip.root().transform());
            let holes = self.group_of_holes(clip.root(), inside)?;
            parts = self.cut(parts, holes);
            next = clip.clip_path();
        }
        Ok(parts)
    }

    /// Parts seen through holes.
    fn cut(&mut self, parts: Vec<Part>, holes: Vec<Part>) -> Vec<Part> {
        if parts.is_empty() || holes.is_empty() {
            return Vec::new();
        }
        let group = match alone(holes) {
            Ok(clips) => Group { clips, mask: None, opacity: 1.0, parts },
            Err(holes) => {
                self.is_see_through = true;
                let mask = Some(Mask { by: MaskBy::Opacity, parts: holes });
                Group { clips: Vec::new(), mask, opacity: 1.0, parts }
            }
        };
        vec![Part::Group(group)]
    }

    /// The shapes of a clip path, in black.
    fn group_of_holes(&mut self, group: &usvg::Group, place: Place) -> Result<Vec<Part>, PictureError> {
        let mut holes = Vec::new();
        for child in group.children() {
            self.looked_at += 1;
            if self.looked_at > MOST_LOOKED_AT {
                return Err(too_complex());
            }
            match child {
                Node::Group(inner) => {
                    let place = place.inside(inner.transform());
                    let mut parts = self.group_of_holes(inner, place)?;
                    if let Some(clip) = inner.clip_path() {
                        parts = self.clipped(parts, clip, place)?;
                    }
                    holes.extend(parts);
                }
                Node::Path(path) if path.is_visible() => {
                    let even_odd = path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
                    let cover = if even_odd { Cover::EvenOdd } else { Cover::NonZero };
                    let segments = self.segments(path.data(), place.transform)?;
                    holes.push(Part::Shape(Shape { segments, cover, paint: Paint::Color(BLACK), opacity: 1.0 }));
                }
                Node::Path(_) | Node::Image(_) => {}
                Node::Text(text) => return Err(self.cannot(text.id(), "text", "convert text to outlines")),
            }
        }
        Ok(holes)
    }

    fn image(&mut self, image: &usvg::Image, place: Place) -> Result<Part, PictureError> {
        let usvg::ImageKind::PNG(stand_in) = image.kind() else {
            return Err(self.cannot(image.id(), "a picture inside it that is no PNG or JPEG", AS_PNG));
        };
        let raster = self.pictures.shown(stand_in).expect("usvg was given no other pictures");
        if self.masks > 0 && raster.channels != Channels::Grey {
            return Err(self.cannot(image.id(), "a picture in colour inside a mask", GREY));
        }
        self.is_see_through |= raster.alpha.is_some();
        let size = image.size();
        let matrix = matrix(place.transform.pre_scale(size.width(), size.height()));
        self.paths += 1;
        Ok(Part::Image(Image { raster: raster.clone(), matrix }))
    }

    fn path(&mut self, path: &usvg::Path, place: Place, parts: &mut Vec<Part>) -> Result<(), PictureError> {
        let bounds = path.stroke_bounding_box();
        let Some(reach) = bounds.transform(place.transform) else { return Err(too_complex()) };
        if reach.intersect(&place.area).is_none() && reach.width() > 0.0 && reach.height() > 0.0 {
            return Ok(());
        }
        let fill_first = path.paint_order() == PaintOrder::FillAndStroke;
        if !fill_first {
            self.line(path, place, parts)?;
        }
        // PDF draws the fill of a bare line, SVG does not.
        let inner = path.data().bounds();
        if let Some(fill) = path.fill()
            && inner.width() > 0.0
            && inner.height() > 0.0
        {
            let outline = Outline { path: path.data(), even_odd: fill.rule() == FillRule::EvenOdd, id: path.id() };
            self.fill(outline, Coat { paint: fill.paint(), opacity: fill.opacity() }, place, parts)?;
        }
        if fill_first {
            self.line(path, place, parts)?;
        }
        Ok(())
    }

    /// The line along a path. One of a pattern, or scaled unevenly, becomes the area that it covers.
    fn line(&mut self, path: &usvg::Path, place: Place, parts: &mut Vec<Part>) -> Result<(), PictureError> {
        let Some(line) = path.stroke() else { return Ok(()) };
        let coat = Coat { paint: line.paint(), opacity: line.opacity() };
        let scale = stroke_scale(place.transform).filter(|_| !matches!(line.paint(), usvg::Paint::Pattern(_)));
        let Some(scale) = scale else {
            if pieces(path.data(), line) > MOST_SEGMENTS {
                return Err(too_complex());
            }
            let Some(covered) = stroked(path.data(), line, place.transform) else { return Ok(()) };
            return self.fill(Outline { path: &covered, even_odd: false, id: path.id() }, coat, place, parts);
        };
        let Some((paint, opacity)) = self.paint(coat, path.id(), path.stroke_bounding_box(), place)? else {
            return Ok(());
        };
        let color = match &paint {
            Paint::Color(color) => *color,
            Paint::Gradient(_) => BLACK,
        };
        let cover = Cover::Line(stroke(line, color, scale));
        let segments = self.segments(path.data(), place.transform)?;
        parts.push(Part::Shape(Shape { segments, cover, paint, opacity }));
        Ok(())
    }

    fn fill(&mut self, it: Outline, coat: Coat, place: Place, parts: &mut Vec<Part>) -> Result<(), PictureError> {
        let segments = self.segments(it.path, place.transform)?;
        if let usvg::Paint::Pattern(pattern) = coat.paint {
            let Some(reach) = it.path.bounds().transform(place.transform) else { return Err(too_complex()) };
            let Some(reach) = reach.intersect(&place.area) else { return Ok(()) };
            let tiles = self.tiles(pattern, Place { area: reach, ..place }, it.id)?;
            let opacity = coat.opacity.get();
            self.is_see_through |= opacity < 1.0;
            if let Some(tiles) = tiles.filter(|_| opacity > 0.0) {
                let clips = vec![Clip { segments, even_odd: it.even_odd }];
                parts.push(Part::Group(Group { clips, mask: None, opacity, parts: vec![tiles] }));
            }
            return Ok(());
        }
        if let Some((paint, opacity)) = self.paint(coat, it.id, it.path.bounds(), place)? {
            let cover = if it.even_odd { Cover::EvenOdd } else { Cover::NonZero };
            parts.push(Part::Shape(Shape { segments, cover, paint, opacity }));
        }
        Ok(())
    }

    /// A colour or a gradient that paints something of some bounds, with its opacity; none if it lets everything through.
    fn paint(
        &mut self,
        coat: Coat,
        id: &str,
        bounds: Rect,
        place: Place,
    ) -> Result<Option<(Paint, f32)>, PictureError> {
        let opacity = coat.opacity.get();
        let reach = || bounds.transform(place.transform).and_then(|reach| reach.intersect(&place.area));
        let (painted, own) = match coat.paint {
            usvg::Paint::Color(color) => {
                let color = Color { red: color.red, green: color.green, blue: color.blue };
                (Painted::Even(Stop { offset: 0.0, color, opacity: 1.0 }), "")
            }
            usvg::Paint::LinearGradient(it) => {
                let Some(reach) = reach() else { return Ok(None) };
                (linear(it, place.transform, reach), it.id())
            }
            usvg::Paint::RadialGradient(it) => {
                let Some(reach) = reach() else { return Ok(None) };
                (radial(it, place.transform, reach), it.id())
            }
            usvg::Paint::Pattern(_) => unreachable!("patterns are drawn as tiles"),
        };
        let id = if own.is_empty() { id } else { own };
        let (paint, opacity) = match painted {
            Painted::Unusable(what) => return Err(self.cannot(id, what, AS_PNG)),
            Painted::Even(stop) => (Paint::Color(stop.color), opacity * stop.opacity),
            Painted::Gradient(mut gradient) => {
                self.stops += gradient.stops.len();
                if self.stops > MOST_STOPS {
                    return Err(too_complex());
                }
                let even = even_opacity(&mut gradient);
                self.is_see_through |= even.is_none();
                (Paint::Gradient(gradient), opacity * even.unwrap_or(1.0))
            }
        };
        if self.masks > 0 && !is_grey(&paint) {
            return Err(self.cannot(id, "a mask with colours in it", GREY));
        }
        self.is_see_through |= opacity < 1.0;
        Ok((opacity > 0.0).then_some((paint, opacity)))
    }

    /// A pattern over an area.
    fn tiles(&mut self, pattern: &usvg::Pattern, place: Place, id: &str) -> Result<Option<Part>, PictureError> {
        let id = if pattern.id().is_empty() { id } else { pattern.id() };
        let (transform, rect) = (place.transform.pre_concat(pattern.transform()), pattern.rect());
        let back = transform.invert().and_then(|back| place.area.transform(back));
        let Some(reach) = back else { return Err(self.cannot(id, "a pattern of no extent", AS_PNG)) };
        let range = |from: f32, to: f32, start: f32, size: f32| {
            let (first, last) = (((from - start) / size).floor(), ((to - start) / size).ceil());
            (first, (last - first).max(1.0))
        };
        let (left, columns) = range(reach.left(), reach.right(), rect.x(), rect.width());
        let (top, rows) = range(reach.top(), reach.bottom(), rect.y(), rect.height());
        let count = columns * rows;
        if count.is_nan() || count > (MOST_TILES - self.tiles) as f32 {
            return Err(self.cannot(id, "a pattern of thousands of tiles", AS_PNG));
        }
        let (columns, rows) = (columns as u16, rows as u16);
        self.tiles += usize::from(columns) * usize::from(rows);
        let first = transform.pre_translate(rect.x() + left * rect.width(), rect.y() + top * rect.height());
        let tile = Rect::from_xywh(0.0, 0.0, rect.width(), rect.height()).ok_or_else(too_complex)?;
        let area = tile.transform(first).ok_or_else(too_complex)?;
        let parts = self.group(pattern.root(), Place { transform: first, area }.inside(pattern.root().transform()))?;
        let outline = self.segments(&PathBuilder::from_rect(tile), first)?;
        let mut places = Vec::with_capacity(usize::from(columns) * usize::from(rows));
        for row in 0..rows {
            for column in 0..columns {
                let (across, down) = (f32::from(column) * rect.width(), f32::from(row) * rect.height());
                places.push(Point { x: first.sx * across + first.kx * down, y: first.ky * across + first.sy * down });
            }
        }
        Ok((!parts.is_empty()).then_some(Part::Tiles(Tiles { outline, parts, places })))
    }

    /// An outline in the drawing's space, paid for.
    fn segments(&mut self, path: &SkiaPath, transform: Transform) -> Result<Vec<Segment>, PictureError> {
        let segments = segments_at(path, transform).ok_or_else(too_complex)?;
        self.paths += 1;
        self.segments += segments.len();
        if self.paths > MOST_PATHS || self.segments > MOST_SEGMENTS { Err(too_complex()) } else { Ok(segments) }
    }

    fn cannot(&self, id: &str, what: &str, hint: &str) -> PictureError {
        let named = self.document.descendants().find(|node| !id.is_empty() && node.attribute("id") == Some(id));
        cannot(self.document, named, what, hint)
    }
}

/// The clips that holes are, if they are a single outline, cut or not; else the holes again.
fn alone(mut holes: Vec<Part>) -> Result<Vec<Clip>, Vec<Part>> {
    if holes.len() > 1 {
        return Err(holes);
    }
    match holes.pop() {
        Some(Part::Shape(shape)) => {
            Ok(vec![Clip { even_odd: shape.cover == Cover::EvenOdd, segments: shape.segments }])
        }
        Some(Part::Group(Group { mut clips, mask: None, opacity, parts })) => match alone(parts) {
            Ok(inner) => {
                clips.extend(inner);
                Ok(clips)
            }
            Err(parts) => Err(vec![Part::Group(Group { clips, mask: None, opacity, parts })]),
        },
        other => Err(other.into_iter().collect()),
    }
}

/// The opacity that all stops have, which they no longer have then; none if they differ.
fn even_opacity(gradient: &mut Gradient) -> Option<f32> {
    let first = gradient.stops[0].opacity;
    if gradient.stops.iter().any(|stop| stop.opacity != first) {
        return None;
    }
    gradient.stops.iter_mut().for_each(|stop| stop.opacity = 1.0);
    Some(first)
}

fn is_grey(paint: &Paint) -> bool {
    let grey = |color: &Color| color.red == color.green && color.green == color.blue;
    match paint {
        Paint::Color(color) => grey(color),
        Paint::Gradient(gradient) => gradient.stops.iter().all(|stop| grey(&stop.color)),
    }
}

/// The id of a group, or that of what it holds: usvg makes groups of its own around a shape.
fn name(group: &usvg::Group) -> &str {
    match group.children() {
        _ if !group.id().is_empty() => group.id(),
        [Node::Group(inner), ..] => name(inner),
        [first, ..] => first.id(),
        [] => "",
    }
}
