//! A picture that outlines of opaque colours cannot show: gradients, parts that are see-through, masked or cut off, pixels.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Color, Raster, Segment, Stroke};
use crate::geometry::{Point, Size};

/// The longer side of the space that the parts of a [`Drawing`] lie in. A hundredth of it is a tenth of a printer's dot at the
/// width of a page.
pub const EXTENT: f32 = 1000.0;

/// Where a part lies in the space around it: x' = a x + c y + e, y' = b x + d y + f (ISO 32000-1, 8.3.4).
pub type Matrix = [f32; 6];

/// Where a place of a part lies in the space around it.
pub fn moved([a, b, c, d, e, f]: Matrix, [x, y]: [f32; 2]) -> [f32; 2] {
    [a * x + c * y + e, b * x + d * y + f]
}

/// A picture made of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The size it wants to have, in points.
    pub natural: Size,
    /// The space its parts lie in, from (0, 0), y downwards; the longer side is [`EXTENT`]. Nothing is drawn outside.
    pub space: Size,
    /// Drawn in order.
    pub parts: Vec<Part>,
    /// Whether some part lets through what lies below it.
    pub is_see_through: bool,
    /// Hash of the file it came from: two equal drawings are one object in a PDF.
    pub hash: [u8; 32],
}

/// A part of a [`Drawing`].
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// An outline, filled or stroked.
    Shape(Shape),
    /// Pixels.
    Image(Image),
    /// Parts that are seen together.
    Group(Group),
    /// Parts that come again and again.
    Tiles(Tiles),
}

/// An outline with paint inside or along it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Moves, lines and curves.
    pub segments: Vec<Segment>,
    /// Where the paint goes.
    pub cover: Cover,
    /// What it is painted with.
    pub paint: Paint,
    /// From 0 to 1, on top of that of a gradient's stops.
    pub opacity: f32,
}

/// What of an outline is painted.
#[derive(Clone, Debug, PartialEq)]
pub enum Cover {
    /// What it encloses, where the winding number is not zero.
    NonZero,
    /// What it encloses, where the winding number is odd.
    EvenOdd,
    /// A line along it. Its colour is that of the paint, if that is one.
    Line(Stroke),
}

/// What a shape is painted with.
#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    /// One colour.
    Color(Color),
    /// Colours that run into one another.
    Gradient(Gradient),
}

/// Colours that run into one another, along a line or from circle to circle. Beyond both ends the last ones go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// From its own space to that of the drawing.
    pub matrix: Matrix,
    /// Where it starts: a centre, and a radius if it is radial.
    pub from: (Point, f32),
    /// Where it ends.
    pub to: (Point, f32),
    /// Whether it runs from circle to circle.
    pub is_radial: bool,
    /// Two at least; offsets from 0 to 1 that never fall.
    pub stops: Vec<Stop>,
}

/// A colour at a place of a [`Gradient`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// Its place, from 0 at the start to 1 at the end.
    pub offset: f32,
    /// The colour there.
    pub color: Color,
    /// Its opacity there, from 0 to 1.
    pub opacity: f32,
}

/// Pixels in a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The pixels.
    pub raster: Arc<Raster>,
    /// From the unit square, y downwards, that the pixels fill.
    pub matrix: Matrix,
}

/// Parts that are drawn together, then cut, masked and made see-through as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Only what lies inside all of these is seen.
    pub clips: Vec<Clip>,
    /// Lets through as much as it says at each place.
    pub mask: Option<Mask>,
    /// From 0 to 1.
    pub opacity: f32,
    /// Drawn in order.
    pub parts: Vec<Part>,
}

/// An outline that cuts off what lies outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// Moves, lines and curves.
    pub segments: Vec<Segment>,
    /// Inside is where the winding number is odd, not where it is not zero.
    pub even_odd: bool,
}

/// A drawing that says how much is seen of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask {
    /// What of it counts.
    pub by: MaskBy,
    /// Drawn in order, on black that lets nothing through.
    pub parts: Vec<Part>,
}

/// What counts of a [`Mask`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskBy {
    /// How light it is: white shows all, black nothing. All its colours are grey.
    Light,
    /// How opaque it is.
    Opacity,
}

/// Parts that are drawn once at each of some places.
#[derive(Clone, Debug, PartialEq)]
pub struct Tiles {
    /// The first tile; outside of its outline nothing is seen.
    pub outline: Vec<Segment>,
    /// What is on it.
    pub parts: Vec<Part>,
    /// How far each tile lies from the first, which is among them.
    pub places: Vec<Point>,
}

impl Drawing {
    /// About how many bytes it takes besides its pixels.
    pub fn weight(&self) -> usize {
        weight(&self.parts)
    }

    /// The pictures of pixels in it, each once, in the order of drawing.
    pub fn rasters(&self) -> Vec<&Arc<Raster>> {
        let mut found = Vec::new();
        collect(&self.parts, &mut found);
        let mut known = BTreeSet::new();
        found.retain(|raster| known.insert(raster.hash));
        found
    }
}

fn collect<'a>(parts: &'a [Part], found: &mut Vec<&'a Arc<Raster>>) {
    for part in parts {
        match part {
            Part::Shape(_) => {}
            Part::Image(image) => found.push(&image.raster),
            Part::Tiles(tiles) => collect(&tiles.parts, found),
            Part::Group(group) => {
                if let Some(mask) = &group.mask {
                    collect(&mask.parts, found);
                }
                collect(&group.parts, found);
            }
        }
    }
}

/// About how many bytes parts take besides pixels.
fn weight(parts: &[Part]) -> usize {
    let mut sum = size_of_val(parts);
    for part in parts {
        sum += match part {
            Part::Image(_) => 0,
            Part::Shape(shape) => {
                let stops = match &shape.paint {
                    Paint::Gradient(gradient) => size_of_val(gradient.stops.as_slice()),
                    Paint::Color(_) => 0,
                };
                size_of_val(shape.segments.as_slice()) + stops
            }
            Part::Tiles(tiles) => weight(&tiles.parts) + size_of_val(tiles.places.as_slice()),
            Part::Group(group) => {
                let clips: usize = group.clips.iter().map(|clip| size_of_val(clip.segments.as_slice())).sum();
                clips + weight(&group.parts) + group.mask.as_ref().map_or(0, |mask| weight(&mask.parts))
            }
        };
    }
    sum
}
