//! Pictures: PNG, JPEG, SVG and QR codes, decoded and ready to draw.

use crate::geometry::{Point, Size};

/// A picture, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// Pixels.
    Raster(Raster),
    /// Filled and stroked outlines.
    Vector(Vector),
}

/// An image of pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The size it wants to have, from its own resolution (96 pixels an inch where it names none).
    pub natural: Size,
    /// How `data` is written.
    pub encoding: Encoding,
    /// Grey or colour.
    pub channels: Channels,
    /// The image itself, as `encoding` says.
    pub data: Vec<u8>,
    /// One byte of opacity a pixel, rows top first; `None` when opaque.
    pub alpha: Option<Vec<u8>>,
    /// Hash of the file it came from: two equal pictures are one object in a PDF.
    pub hash: [u8; 32],
}

/// How the bytes of a [`Raster`] are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Eight bits a channel, rows top first, no padding.
    Samples,
    /// A baseline or progressive JPEG file without application segments, for DCTDecode.
    Jpeg,
}

/// Colour channels of a [`Raster`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channels {
    /// One byte a pixel.
    Grey,
    /// Three bytes a pixel, sRGB.
    Rgb,
}

/// An image of outlines.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    /// The size it wants to have; paths lie in (0, 0) to (width, height), y downwards.
    pub natural: Size,
    /// Drawn in order.
    pub paths: Vec<Path>,
}

/// An outline with its fill and stroke.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Moves, lines and curves.
    pub segments: Vec<Segment>,
    /// Colour inside.
    pub fill: Option<Color>,
    /// Inside is where the winding number is odd, not where it is not zero.
    pub even_odd: bool,
    /// The line drawn along it.
    pub stroke: Option<Stroke>,
}

/// A line along a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width in the path's own units.
    pub width: f32,
    /// How its ends look.
    pub cap: Cap,
    /// How its corners look.
    pub join: Join,
    /// Limit of a mitred corner, as in PDF.
    pub miter_limit: f32,
    /// Lengths of dashes and gaps; empty for a solid line.
    pub dashes: Vec<f32>,
    /// Where in the dashes the line starts.
    pub dash_offset: f32,
}

/// Ends of a stroke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cap {
    /// Cut at the end.
    #[default]
    Butt,
    /// Half a disc.
    Round,
    /// Half a square.
    Square,
}

/// Corners of a stroke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    /// Pointed.
    #[default]
    Miter,
    /// Round.
    Round,
    /// Cut off.
    Bevel,
}

/// One step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Starts a new outline.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to where the outline started.
    Close,
}

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// 0 to 255.
    pub red: u8,
    /// 0 to 255.
    pub green: u8,
    /// 0 to 255.
    pub blue: u8,
}
