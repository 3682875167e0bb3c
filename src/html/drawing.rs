//! Drawings with gradients, cuts and see-through parts, as SVG documents of their own: an `img` shows one, and the names in
//! it meet no others on the page.

use std::fmt::Write as _;

use super::picture::{attribute, data, hex, number, outline, stroked};
use crate::picture::drawing::{Clip, Cover, Drawing, Gradient, Group, Mask, MaskBy, Matrix, Paint, Part, Shape, Tiles};

/// The document. It holds numbers, colours and words of ours, nothing that has to be escaped.
pub(super) fn document(drawing: &Drawing) -> String {
    let (width, height) = (number(drawing.space.width), number(drawing.space.height));
    let mut writer = Writer { out: String::new(), names: 0 };
    write!(writer.out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">")
        .expect("a string takes all that is written");
    writer.parts(&drawing.parts);
    writer.out.push_str("</svg>");
    writer.out
}

struct Writer {
    out: String,
    /// How many names were given.
    names: usize,
}

impl Writer {
    fn new_name(&mut self) -> String {
        self.names += 1;
        format!("n{}", self.names)
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Shape(shape) => self.shape(shape),
                Part::Image(image) => {
                    self.out.push_str("<image width=\"1\" height=\"1\" preserveAspectRatio=\"none\"");
                    attribute(&mut self.out, "transform", &matrix(image.matrix));
                    attribute(&mut self.out, "href", &data(&image.raster));
                    self.out.push_str("/>");
                }
                Part::Group(group) => self.group(group),
                Part::Tiles(tiles) => self.tiles(tiles),
            }
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let paint = match &shape.paint {
            Paint::Color(color) => hex(*color),
            Paint::Gradient(gradient) => format!("url(#{})", self.gradient(gradient)),
        };
        self.out.push_str("<path");
        attribute(&mut self.out, "d", &outline(&shape.segments));
        match &shape.cover {
            Cover::NonZero => attribute(&mut self.out, "fill", &paint),
            Cover::EvenOdd => {
                attribute(&mut self.out, "fill", &paint);
                attribute(&mut self.out, "fill-rule", "evenodd");
            }
            Cover::Line(stroke) => {
                attribute(&mut self.out, "fill", "none");
                stroked(&mut self.out, stroke, &paint);
            }
        }
        self.opacity(shape.opacity);
        self.out.push_str("/>");
    }

    fn opacity(&mut self, opacity: f32) {
        if opacity < 1.0 {
            attribute(&mut self.out, "opacity", &opacity.to_string());
        }
    }

    /// Defines a gradient. Returns its name.
    fn gradient(&mut self, gradient: &Gradient) -> String {
        let name = self.new_name();
        let ((from, start), (to, end)) = (gradient.from, gradient.to);
        let (kind, ends) = match gradient.is_radial {
            true => (
                "radialGradient",
                vec![("cx", to.x), ("cy", to.y), ("r", end), ("fx", from.x), ("fy", from.y), ("fr", start)],
            ),
            false => ("linearGradient", vec![("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y)]),
        };
        write!(self.out, "<{kind} id=\"{name}\" gradientUnits=\"userSpaceOnUse\"").expect("a string takes it");
        attribute(&mut self.out, "gradientTransform", &matrix(gradient.matrix));
        ends.into_iter().for_each(|(key, value)| attribute(&mut self.out, key, &value.to_string()));
        self.out.push('>');
        for stop in &gradient.stops {
            self.out.push_str("<stop");
            attribute(&mut self.out, "offset", &stop.offset.to_string());
            attribute(&mut self.out, "stop-color", &hex(stop.color));
            if stop.opacity < 1.0 {
                attribute(&mut self.out, "stop-opacity", &stop.opacity.to_string());
            }
            self.out.push_str("/>");
        }
        write!(self.out, "</{kind}>").expect("a string takes it");
        name
    }

    /// Parts inside as many elements as there are cuts.
    fn group(&mut self, group: &Group) {
        let clips: Vec<String> = group.clips.iter().map(|clip| self.clip(clip)).collect();
        let mask = group.mask.as_ref().map(|mask| self.mask(mask));
        self.out.push_str("<g");
        self.opacity(group.opacity);
        mask.iter().for_each(|name| attribute(&mut self.out, "mask", &format!("url(#{name})")));
        self.out.push('>');
        for name in &clips {
            self.out.push_str("<g");
            attribute(&mut self.out, "clip-path", &format!("url(#{name})"));
            self.out.push('>');
        }
        self.parts(&group.parts);
        self.out.push_str(&"</g>".repeat(clips.len() + 1));
    }

    fn clip(&mut self, clip: &Clip) -> String {
        let name = self.new_name();
        write!(self.out, "<clipPath id=\"{name}\"><path").expect("a string takes it");
        attribute(&mut self.out, "d", &outline(&clip.segments));
        if clip.even_odd {
            attribute(&mut self.out, "clip-rule", "evenodd");
        }
        self.out.push_str("/></clipPath>");
        name
    }

    fn mask(&mut self, mask: &Mask) -> String {
        let name = self.new_name();
        let kind = match mask.by {
            MaskBy::Light => "luminance",
            MaskBy::Opacity => "alpha",
        };
        // The whole of the drawing, however far its parts reach.
        let area = "maskUnits=\"userSpaceOnUse\" x=\"-1000\" y=\"-1000\" width=\"3000\" height=\"3000\"";
        write!(self.out, "<mask id=\"{name}\" {area} style=\"mask-type:{kind}\">").expect("a string takes it");
        self.parts(&mask.parts);
        self.out.push_str("</mask>");
        name
    }

    fn tiles(&mut self, tiles: &Tiles) {
        let clip = self.clip(&Clip { segments: tiles.outline.clone(), even_odd: false });
        let name = self.new_name();
        write!(self.out, "<defs><g id=\"{name}\" clip-path=\"url(#{clip})\">").expect("a string takes it");
        self.parts(&tiles.parts);
        self.out.push_str("</g></defs>");
        for place in &tiles.places {
            self.out.push_str("<use");
            attribute(&mut self.out, "href", &format!("#{name}"));
            attribute(&mut self.out, "x", &number(place.x));
            attribute(&mut self.out, "y", &number(place.y));
            self.out.push_str("/>");
        }
    }
}

fn matrix(numbers: Matrix) -> String {
    let numbers: Vec<String> = numbers.iter().map(f32::to_string).collect();
    format!("matrix({})", numbers.join(" "))
}
