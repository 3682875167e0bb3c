//! Pictures, inside the page: outlines as SVG, pixels as the address of their own data (RFC 2397).

use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;
use maud::{Markup, PreEscaped, html};
use png::ColorType;

use super::drawing;
use crate::geometry::Size;
use crate::picture::{Cap, Channels, Color, Encoding, Join, Path, Picture, Raster, Samples, Segment, Stroke, Vector};

/// A picture as wide as it wants to be, in CSS pixels, and no wider than the screen. `alt` is what it shows; nothing is
/// said of one without.
pub(super) fn picture(picture: &Picture, alt: Option<&str>, language: Option<&str>, width: Option<f32>) -> Markup {
    let size = picture.natural();
    // A point is a third more than a CSS pixel.
    let natural = (size.width / 0.75).round();
    let style = match width {
        Some(share) => format!("width:{}%", (share * 100.0).round()),
        None => format!("width:{natural}px"),
    };
    match picture {
        Picture::Raster(raster) => html! {
            img src=(data(raster)) alt=(alt.unwrap_or_default()) lang=[language] style=(style)
                width=(raster.width) height=(raster.height);
        },
        Picture::Vector(vector) => svg(vector, alt, language, &style),
        Picture::Drawing(drawing) => {
            let source = format!("data:image/svg+xml;base64,{}", STANDARD.encode(drawing::document(drawing)));
            html! { img src=(source) alt=(alt.unwrap_or_default()) lang=[language] style=(style); }
        }
    }
}

/// Outlines. With `alt` they are one image to whoever hears the page, without they are nothing.
fn svg(vector: &Vector, alt: Option<&str>, language: Option<&str>, style: &str) -> Markup {
    let Size { width, height } = vector.natural;
    let paths = PreEscaped(vector.paths.iter().map(path).collect::<String>());
    let view = format!("0 0 {} {}", number(width), number(height));
    html! {
        @if let Some(alt) = alt {
            svg viewBox=(view) role="img" aria-label=(alt) lang=[language] style=(style) { (paths) }
        } @else {
            svg viewBox=(view) aria-hidden="true" style=(style) { (paths) }
        }
    }
}

/// A `path` element. It holds numbers, colours and words of ours, nothing that has to be escaped.
fn path(path: &Path) -> String {
    let mut out = String::from("<path");
    attribute(&mut out, "d", &outline(&path.segments));
    match path.fill {
        Some(color) => attribute(&mut out, "fill", &hex(color)),
        None => attribute(&mut out, "fill", "none"),
    }
    if path.even_odd {
        attribute(&mut out, "fill-rule", "evenodd");
    }
    if let Some(stroke) = &path.stroke {
        stroked(&mut out, stroke, &hex(stroke.color));
    }
    out.push_str("/>");
    out
}

/// Steps of an outline, as a path has them.
pub(super) fn outline(segments: &[Segment]) -> String {
    let mut out = String::new();
    for segment in segments {
        match *segment {
            Segment::Move(to) => points(&mut out, 'M', &[to.x, to.y]),
            Segment::Line(to) => points(&mut out, 'L', &[to.x, to.y]),
            Segment::Curve(a, b, to) => points(&mut out, 'C', &[a.x, a.y, b.x, b.y, to.x, to.y]),
            Segment::Close => out.push('Z'),
        }
    }
    out
}

/// A line of this paint.
pub(super) fn stroked(out: &mut String, stroke: &Stroke, paint: &str) {
    attribute(out, "stroke", paint);
    attribute(out, "stroke-width", &number(stroke.width));
    match stroke.cap {
        Cap::Butt => {}
        Cap::Round => attribute(out, "stroke-linecap", "round"),
        Cap::Square => attribute(out, "stroke-linecap", "square"),
    }
    match stroke.join {
        Join::Miter => attribute(out, "stroke-miterlimit", &number(stroke.miter_limit)),
        Join::Round => attribute(out, "stroke-linejoin", "round"),
        Join::Bevel => attribute(out, "stroke-linejoin", "bevel"),
    }
    if !stroke.dashes.is_empty() {
        let dashes: Vec<String> = stroke.dashes.iter().map(|dash| number(*dash)).collect();
        attribute(out, "stroke-dasharray", &dashes.join(" "));
        attribute(out, "stroke-dashoffset", &number(stroke.dash_offset));
    }
}

pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    write!(out, " {name}=\"{value}\"").expect("a string takes all that is written");
}

fn points(out: &mut String, letter: char, numbers: &[f32]) {
    out.push(letter);
    for (index, value) in numbers.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(&number(*value));
    }
}

/// Hundredths, without what they do not need: `1.5`, `-3`.
pub(super) fn number(value: f32) -> String {
    let hundredths = (value * 100.0).round();
    format!("{}", if hundredths == 0.0 { 0.0 } else { hundredths / 100.0 })
}

pub(super) fn hex(Color { red, green, blue }: Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The address of a picture's own data.
pub(super) fn data(raster: &Raster) -> String {
    match (raster.color.encoding, &raster.alpha) {
        (Encoding::Jpeg, None) => format!("data:image/jpeg;base64,{}", STANDARD.encode(&raster.color.data)),
        _ => format!("data:image/png;base64,{}", STANDARD.encode(png(raster))),
    }
}

/// A PNG file of the pixels.
fn png(raster: &Raster) -> Vec<u8> {
    let kind = match raster.channels {
        Channels::Grey => ColorType::Grayscale,
        Channels::Rgb => ColorType::Rgb,
    };
    let size = (raster.width, raster.height);
    let Some(alpha) = &raster.alpha else {
        return match raster.color.encoding {
            Encoding::Predicted => packed(&raster.color, size, kind),
            _ => unpacked(&rows(&raster.color, size, kind), size, kind),
        };
    };
    let (color, alpha) = (rows(&raster.color, size, kind), rows(alpha, size, ColorType::Grayscale));
    let mut pixels = Vec::with_capacity(color.len() + alpha.len());
    for (color, alpha) in color.chunks_exact(kind.samples()).zip(&alpha) {
        pixels.extend_from_slice(color);
        pixels.push(*alpha);
    }
    let kind = if kind == ColorType::Rgb { ColorType::Rgba } else { ColorType::GrayscaleAlpha };
    unpacked(&pixels, size, kind)
}

/// A PNG file of rows that are deflated with predictors, as PNG has them too.
fn packed(samples: &Samples, size: (u32, u32), kind: ColorType) -> Vec<u8> {
    written(size, kind, |writer| writer.write_chunk(png::chunk::IDAT, &samples.data))
}

/// A PNG file of bare pixels.
fn unpacked(pixels: &[u8], size: (u32, u32), kind: ColorType) -> Vec<u8> {
    written(size, kind, |writer| writer.write_image_data(pixels))
}

type Written = Result<(), png::EncodingError>;

fn written(
    (width, height): (u32, u32),
    kind: ColorType,
    content: impl FnOnce(&mut png::Writer<&mut Vec<u8>>) -> Written,
) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    let result = encoder.write_header().and_then(|mut writer| {
        content(&mut writer)?;
        writer.finish()
    });
    result.expect("as many pixels as the header says are written to memory");
    file
}

/// Pixels row by row, as they were before they were deflated.
fn rows(samples: &Samples, size: (u32, u32), kind: ColorType) -> Vec<u8> {
    let mut pixels = vec![0; size.0 as usize * size.1 as usize * kind.samples()];
    if samples.encoding == Encoding::Predicted {
        let file = packed(samples, size, kind);
        let reader = png::Decoder::new(Cursor::new(&file)).read_info();
        let read = reader.and_then(|mut reader| reader.next_frame(&mut pixels));
        read.expect("a stream of ours is sound");
    } else {
        ZlibDecoder::new(samples.data.as_slice()).read_exact(&mut pixels).expect("a stream of ours is sound");
    }
    pixels
}
