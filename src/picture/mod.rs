//! Pictures: PNG, JPEG, SVG and QR codes, decoded and ready to draw.
//!
//! [`Picture::decode`] takes the bytes of a file and nothing else: no picture can make it read another file. What it
//! cannot draw faithfully is a [`PictureError`], never a picture with something missing.

mod clip;
mod contrast;
mod css;
pub mod drawing;
mod embedded;
mod gradient;
mod jpeg;
mod markup;
pub mod meter;
mod outline;
mod pack;
mod pixel_statistics;
mod png;
mod print;
mod property;
mod qr;
mod raster;
mod reduce;
mod references;
mod scene;
mod style;
mod survey;
mod svg;
mod svg_file;
mod unpack;
mod variables;
mod vector;
mod weight;

use std::sync::Arc;

use crate::geometry::{Point, Rect, Size};

pub use drawing::Drawing;
use print::Print;
pub use print::PrintWidth;
pub use qr::qr;

/// Points a pixel has where a picture names no resolution: 96 pixels an inch, as in CSS.
const POINTS_A_PIXEL: f32 = 0.75;

/// The most bytes that decoding one picture takes besides its file; see [`Picture::cost`].
pub const MOST_COST: usize = 320 << 20;

/// A picture, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// Pixels.
    Raster(Arc<Raster>),
    /// Filled and stroked outlines.
    Vector(Vector),
    /// Outlines, gradients and pixels, cut, masked and see-through.
    Drawing(Arc<Drawing>),
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
    /// Grey or colour.
    pub channels: Channels,
    /// The image itself: as many bytes a pixel as it has channels.
    pub color: Samples,
    /// One byte of opacity a pixel; `None` when opaque.
    pub alpha: Option<Samples>,
    /// Whether it may lose pixels that paper does not show; a drawing keeps each.
    pub is_photograph: bool,
    /// Hash of the file it came from: two equal pictures are one object in a PDF.
    pub hash: [u8; 32],
}

/// Samples of eight bits, rows top first, as a PDF takes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Samples {
    /// How they are written.
    pub encoding: Encoding,
    /// The bytes of the stream.
    pub data: Vec<u8>,
}

/// How the bytes of [`Samples`] are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// A zlib stream of the rows (FlateDecode, ISO 32000-1, 7.4.4).
    Flate,
    /// The same with a PNG filter before each row (7.4.4.4, predictor 15): smaller for photographs.
    Predicted,
    /// A baseline or progressive JPEG file without application segments (DCTDecode).
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

impl Channels {
    /// How many there are.
    pub fn count(self) -> usize {
        match self {
            Channels::Grey => 1,
            Channels::Rgb => 3,
        }
    }
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
#[derive(Clone, Debug, Default, PartialEq)]
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

/// Why a picture cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureError {
    /// What is wrong, in plain words, without a full stop at the end.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl PictureError {
    fn new(message: impl Into<String>, hint: &str) -> PictureError {
        PictureError { message: message.into(), hint: (!hint.is_empty()).then(|| hint.to_owned()) }
    }
}

impl std::fmt::Display for PictureError {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        to.write_str(&self.message)
    }
}

impl std::error::Error for PictureError {}

impl Picture {
    /// A picture that shows nothing.
    pub fn blank() -> Picture {
        Picture::Vector(Vector { natural: Size { width: 1.0, height: 1.0 }, paths: Vec::new() })
    }

    /// The picture in the `bytes` of the file `name`. What kind it is, its content says; `name` is only for messages.
    pub fn decode(name: &str, bytes: &[u8]) -> Result<Picture, PictureError> {
        match Kind::of(bytes) {
            Kind::Png => png::png(bytes, Print::Reduced).map(|raster| Picture::Raster(Arc::new(raster))),
            Kind::Jpeg => jpeg::jpeg(bytes, Print::Reduced).map(|raster| Picture::Raster(Arc::new(raster))),
            Kind::Svg => svg::svg(bytes),
            Kind::Empty => Err(PictureError::new(format!("`{name}` is empty"), "")),
            Kind::Other(what) => {
                let hint = "save it as PNG (drawings, screenshots), JPEG (photographs) or SVG";
                Err(PictureError::new(format!("`{name}` is {what}, which cannot be printed"), hint))
            }
        }
    }

    /// About how many bytes decoding the file takes for a while, at most [`MOST_COST`]. Who decodes several at once has to
    /// see that they do not come to more together than there is room for. What is kept is about as large as the file.
    pub fn cost(bytes: &[u8]) -> usize {
        let cost = match Kind::of(bytes) {
            Kind::Png => png::cost(bytes),
            Kind::Jpeg => jpeg::cost(bytes),
            Kind::Svg => svg::cost(bytes),
            Kind::Empty | Kind::Other(_) => 0,
        };
        cost.min(MOST_COST)
    }

    /// Bytes it takes of a PDF; none to speak of where it is made of lines.
    pub fn bytes(&self) -> usize {
        match self {
            Picture::Raster(raster) => raster.bytes(),
            Picture::Vector(_) => 0,
            Picture::Drawing(drawing) => drawing.rasters().iter().map(|raster| raster.bytes()).sum(),
        }
    }

    /// About how many bytes it takes of a PDF at most, printed so wide.
    pub fn most_bytes_printed(&self, width: PrintWidth) -> usize {
        match self {
            Picture::Raster(raster) => raster.most_bytes_printed(width),
            Picture::Vector(_) | Picture::Drawing(_) => self.bytes(),
        }
    }

    /// The size it wants to have.
    pub fn natural(&self) -> Size {
        match self {
            Picture::Raster(raster) => raster.natural,
            Picture::Vector(vector) => vector.natural,
            Picture::Drawing(drawing) => drawing.natural,
        }
    }
}

/// What a file is, told by its first bytes.
enum Kind {
    Png,
    Jpeg,
    Svg,
    Empty,
    Other(&'static str),
}

impl Kind {
    fn of(bytes: &[u8]) -> Kind {
        let brand = bytes.get(4..12).unwrap_or_default();
        match bytes {
            [] => Kind::Empty,
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Kind::Png,
            [0xFF, 0xD8, ..] => Kind::Jpeg,
            [b'G', b'I', b'F', b'8', ..] => Kind::Other("a GIF picture"),
            [b'R', b'I', b'F', b'F', ..] if bytes.get(8..12) == Some(b"WEBP") => Kind::Other("a WebP picture"),
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Kind::Other("a TIFF picture"),
            [b'B', b'M', ..] => Kind::Other("a BMP picture"),
            [b'%', b'P', b'D', b'F', ..] => Kind::Other("a PDF file"),
            [b'%', b'!', b'P', b'S', ..] => Kind::Other("a PostScript file"),
            [0x1F, 0x8B, ..] => Kind::Other("a compressed file (perhaps a compressed SVG)"),
            _ if brand == b"ftypavif" => Kind::Other("an AVIF picture"),
            _ if brand.starts_with(b"ftyp") => Kind::Other("a HEIC picture or a film"),
            _ if is_markup(bytes) => Kind::Svg,
            _ => Kind::Other("not a picture of a known kind"),
        }
    }
}

/// Whether the first character is that of an XML file.
fn is_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    text.trim_ascii_start().first() == Some(&b'<')
}

/// A hash of a file: equal files have the same one, and no others do.
fn hash(bytes: &[u8]) -> [u8; 32] {
    blake3::hash(bytes).into()
}

impl Raster {
    /// Bytes it takes of a PDF.
    pub fn bytes(&self) -> usize {
        self.color.data.len() + self.alpha.as_ref().map_or(0, |alpha| alpha.data.len())
    }
}

impl Vector {
    /// Its paths stretched to `area`. Widths and dashes of strokes grow by the mean of both directions.
    pub fn placed(&self, area: Rect) -> impl Iterator<Item = Path> + '_ {
        let across = area.width / self.natural.width.max(f32::MIN_POSITIVE);
        let down = area.height / self.natural.height.max(f32::MIN_POSITIVE);
        let place = move |point: Point| Point { x: area.x + point.x * across, y: area.y + point.y * down };
        let thickness = (across * down).max(0.0).sqrt();
        self.paths.iter().map(move |path| Path {
            segments: path.segments.iter().map(|segment| segment.moved(place)).collect(),
            stroke: path.stroke.as_ref().map(|stroke| stroke.scaled(thickness)),
            ..path.clone_style()
        })
    }
}

impl Path {
    /// A path of the same colours and no outline.
    fn clone_style(&self) -> Path {
        Path { segments: Vec::new(), fill: self.fill, even_odd: self.even_odd, stroke: None }
    }
}

impl Segment {
    fn moved(self, place: impl Fn(Point) -> Point) -> Segment {
        match self {
            Segment::Move(to) => Segment::Move(place(to)),
            Segment::Line(to) => Segment::Line(place(to)),
            Segment::Curve(first, second, to) => Segment::Curve(place(first), place(second), place(to)),
            Segment::Close => Segment::Close,
        }
    }
}

impl Stroke {
    fn scaled(&self, by: f32) -> Stroke {
        Stroke {
            width: self.width * by,
            dashes: self.dashes.iter().map(|dash| dash * by).collect(),
            dash_offset: self.dash_offset * by,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests;
