//! Outlines and drawings as SVG.

use std::fmt::Write as _;

use super::raster::data;
use crate::geometry::Point;
use crate::picture::drawing::{Clip, Cover, Drawing, Gradient, Group, Mask, MaskBy, Matrix, Paint, Part, Shape, Tiles};
use crate::picture::{Cap, Color, Join, Path, Segment, Stroke, Vector};

/// The elements of outlines.
pub(super) fn vector(vector: &Vector) -> String {
    vector.paths.iter().map(path).collect()
}

/// The elements of a drawing; the ids of its parts begin with `prefix`.
pub(super) fn drawing(drawing: &Drawing, prefix: &str) -> String {
    let mut writer = Svg { out: String::new(), prefix, named: 0 };
    writer.parts(&drawing.parts);
    writer.out
}

/// Elements of a drawing, one behind the other. They hold numbers, colours and words of ours, nothing that has to be escaped.
struct Svg<'p> {
    out: String,
    prefix: &'p str,
    named: usize,
}

impl Svg<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn new_id(&mut self) -> String {
        self.named += 1;
        format!("{}-{}", self.prefix, self.named)
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Shape(content) => self.shape(content),
                Part::Image(image) => {
                    let (address, matrix) = (data(&image.raster), matrix(image.matrix));
                    self.put(&format!(
                        "<image width=\"1\" height=\"1\" preserveAspectRatio=\"none\" transform=\"{matrix}\" href=\"{address}\"/>"
                    ));
                }
                Part::Group(content) => self.group(content),
                Part::Tiles(content) => self.tiles(content),
            }
        }
    }

    fn shape(&mut self, Shape { segments, cover, paint, opacity }: &Shape) {
        let paint = match paint {
            Paint::Color(color) => hex(*color),
            Paint::Gradient(gradient) => self.gradient(gradient),
        };
        let mut out = outline(segments);
        match cover {
            Cover::NonZero | Cover::EvenOdd => {
                attribute(&mut out, "fill", &paint);
                if *cover == Cover::EvenOdd {
                    attribute(&mut out, "fill-rule", "evenodd");
                }
            }
            Cover::Line(stroke) => {
                attribute(&mut out, "fill", "none");
                attribute(&mut out, "stroke", &paint);
                line(&mut out, stroke);
            }
        }
        faint(&mut out, *opacity);
        out.push_str("/>");
        self.put(&out);
    }

    /// A gradient; returns what a shape is painted with.
    fn gradient(&mut self, Gradient { matrix: from_own, from, to, is_radial, stops }: &Gradient) -> String {
        let id = self.new_id();
        let ((start, first), (end, last)) = (from, to);
        let [x1, y1, x2, y2] = [start.x, start.y, end.x, end.y].map(exact);
        let kind = if *is_radial { "radialGradient" } else { "linearGradient" };
        let place = match is_radial {
            true => format!(
                "fx=\"{x1}\" fy=\"{y1}\" fr=\"{}\" cx=\"{x2}\" cy=\"{y2}\" r=\"{}\"",
                exact(*first),
                exact(*last)
            ),
            false => format!("x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\""),
        };
        let transform = matrix(*from_own);
        self.put(&format!(
            "<{kind} id=\"{id}\" gradientUnits=\"userSpaceOnUse\" gradientTransform=\"{transform}\" {place}>"
        ));
        for stop in stops {
            let (offset, color, opacity) = (exact(stop.offset), hex(stop.color), exact(stop.opacity));
            self.put(&format!("<stop offset=\"{offset}\" stop-color=\"{color}\" stop-opacity=\"{opacity}\"/>"));
        }
        self.put(&format!("</{kind}>"));
        format!("url(#{id})")
    }

    fn group(&mut self, Group { clips, mask, opacity, parts }: &Group) {
        let mut ends = clips.len() + 1;
        for clip in clips {
            let id = self.clip(clip);
            self.put(&format!("<g clip-path=\"url(#{id})\">"));
        }
        if let Some(mask) = mask {
            let id = self.mask(mask);
            self.put(&format!("<g mask=\"url(#{id})\">"));
            ends += 1;
        }
        let mut out = String::from("<g");
        faint(&mut out, *opacity);
        out.push('>');
        self.put(&out);
        self.parts(parts);
        self.put(&"</g>".repeat(ends));
    }

    fn clip(&mut self, Clip { segments, even_odd }: &Clip) -> String {
        let id = self.new_id();
        let mut out = outline(segments);
        if *even_odd {
            attribute(&mut out, "clip-rule", "evenodd");
        }
        self.put(&format!("<clipPath id=\"{id}\">{out}/></clipPath>"));
        id
    }

    /// A mask that reaches over all of the drawing, wherever a tile moves it.
    fn mask(&mut self, Mask { by, parts }: &Mask) -> String {
        let id = self.new_id();
        let kind = match by {
            MaskBy::Light => "luminance",
            MaskBy::Opacity => "alpha",
        };
        self.put(&format!(
            "<mask id=\"{id}\" maskUnits=\"userSpaceOnUse\" x=\"-9999\" y=\"-9999\" width=\"19999\" height=\"19999\" \
             style=\"mask-type:{kind}\">"
        ));
        self.parts(parts);
        self.put("</mask>");
        id
    }

    fn tiles(&mut self, Tiles { outline, parts, places }: &Tiles) {
        let clip = self.clip(&Clip { segments: outline.clone(), even_odd: false });
        let id = self.new_id();
        self.put(&format!("<defs><g id=\"{id}\" clip-path=\"url(#{clip})\">"));
        self.parts(parts);
        self.put("</g></defs>");
        for Point { x, y } in places {
            self.put(&format!("<use href=\"#{id}\" x=\"{}\" y=\"{}\"/>", exact(*x), exact(*y)));
        }
    }
}

fn matrix(matrix: Matrix) -> String {
    format!("matrix({})", matrix.map(exact).join(" "))
}

/// A number as short as it is without loss.
fn exact(value: f32) -> String {
    format!("{value}")
}

/// Opacity, where something can be seen through.
fn faint(out: &mut String, opacity: f32) {
    if opacity < 1.0 {
        attribute(out, "opacity", &exact(opacity));
    }
}

/// The beginning of a `path` element.
fn outline(segments: &[Segment]) -> String {
    let mut out = String::from("<path d=\"");
    for segment in segments {
        match *segment {
            Segment::Move(to) => points(&mut out, 'M', &[to.x, to.y]),
            Segment::Line(to) => points(&mut out, 'L', &[to.x, to.y]),
            Segment::Curve(a, b, to) => points(&mut out, 'C', &[a.x, a.y, b.x, b.y, to.x, to.y]),
            Segment::Close => out.push('Z'),
        }
    }
    out.push('"');
    out
}

/// A `path` element.
fn path(path: &Path) -> String {
    let mut out = outline(&path.segments);
    match path.fill {
        Some(color) => attribute(&mut out, "fill", &hex(color)),
        None => attribute(&mut out, "fill", "none"),
    }
    if path.even_odd {
        attribute(&mut out, "fill-rule", "evenodd");
    }
    if let Some(stroke) = &path.stroke {
        attribute(&mut out, "stroke", &hex(stroke.color));
        line(&mut out, stroke);
    }
    out.push_str("/>");
    out
}

/// How a line looks, its colour aside.
fn line(out: &mut String, stroke: &Stroke) {
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

fn attribute(out: &mut String, name: &str, value: &str) {
    write!(out, " {name}=\"{value}\"").expect("a string takes all that is written");
}

fn points(out: &mut String, letter: char, numbers: &[f32]) {
    out.push(letter);
    for (index, value) in numbers.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        push_number(out, *value);
    }
}

/// Hundredths, without what they do not need: `1.5`, `-3`.
fn number(value: f32) -> String {
    let mut out = String::new();
    push_number(&mut out, value);
    out
}

/// The same, added to what is written: an outline has thousands.
fn push_number(out: &mut String, value: f32) {
    let hundredths = (value * 100.0).round() as i64;
    let (whole, rest) = (hundredths.unsigned_abs() / 100, (hundredths.unsigned_abs() % 100) as u8);
    if hundredths < 0 {
        out.push('-');
    }
    match u8::try_from(whole) {
        Ok(digit @ 0..=9) => out.push(char::from(b'0' + digit)),
        _ => out.push_str(&whole.to_string()),
    }
    if rest > 0 {
        out.push('.');
        out.push(char::from(b'0' + rest / 10));
    }
    if rest % 10 > 0 {
        out.push(char::from(b'0' + rest % 10));
    }
}

fn hex(Color { red, green, blue }: Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_decimals_that_it_needs() {
        let cases = [
            (0.0, "0"),
            (-0.004, "0"),
            (1.5, "1.5"),
            (-3.0, "-3"),
            (0.07, "0.07"),
            (-0.5, "-0.5"),
            (12.345, "12.35"),
            (240.0, "240"),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected, "{value}");
        }
    }
}
