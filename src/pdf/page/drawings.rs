//! Drawings as form XObjects (ISO 32000-1, 8.10), each once a file.
//!
//! Gradients are shading patterns (8.7.4), what is see-through a transparency group (11.6.6) or a soft mask (11.6.5). All
//! of it is in device colours, which the output intent makes sRGB (ISO 19005-2, 6.2.4.3 and 6.2.10).

use std::collections::BTreeMap;

use super::canvas::Canvas;
use super::encode::{Operators, encode};
use super::form::{Form, Resource, decimal, decimals, dictionary};
use super::image::Images;
use super::paths::{set_line, trace};
use super::shading::{pattern, stops_of};
use crate::geometry::{Point, Rect, Size};
use crate::layout::handout::{Handout, Ink};
use crate::pdf::error::Error;
use crate::pdf::file::File;
use crate::pdf::file::syntax::{Ref, reference};
use crate::picture::Drawing;
use crate::picture::drawing::{Cover, Gradient, Group, Mask, MaskBy, Paint, Part, Shape, Tiles};

/// The drawings of a file, by the hash of where they come from.
pub(in crate::pdf) struct Drawings(BTreeMap<[u8; 32], (usize, Ref)>);

impl Drawings {
    /// Writes every drawing of the handouts, each once, in the order of first use.
    pub(in crate::pdf) fn embed(handouts: &[&Handout], images: &Images, file: &mut File) -> Result<Drawings, Error> {
        let mut drawings = Drawings(BTreeMap::new());
        let mut writer = Writer { file, images, objects: BTreeMap::new(), forms: Vec::new() };
        let items = handouts.iter().flat_map(|handout| &handout.pages).flat_map(|page| &page.items);
        for item in items {
            let Ink::Drawing { drawing, .. } = &item.ink else { continue };
            if !drawings.0.contains_key(&drawing.hash) {
                let number = writer.drawing(drawing)?;
                drawings.0.insert(drawing.hash, (drawings.0.len(), number));
            }
        }
        writer.finish()?;
        Ok(drawings)
    }

    /// Draws one stretched to a box.
    pub(super) fn draw(&self, canvas: &mut Canvas, area: Rect, drawing: &Drawing) -> Result<(), Error> {
        let (index, _) = self.0.get(&drawing.hash).ok_or(Error::Image)?;
        let (left, bottom) = canvas.at(Point { x: area.x, y: area.bottom() })?;
        let [across, down] = [area.width / drawing.space.width, area.height / drawing.space.height].map(decimal);
        canvas.end_text();
        let place = format!(
            "q\n{across} 0 0 {down} {} {} cm\n/D{index} Do\nQ",
            decimal(left as f32 / 100.0),
            decimal(bottom as f32 / 100.0)
        );
        canvas.operators.spelled(&place);
        Ok(())
    }

    /// Writes what stands in the XObject entry of the resources.
    pub(in crate::pdf) fn resources(&self, out: &mut Vec<u8>) {
        for (index, number) in self.0.values() {
            out.extend_from_slice(format!("/D{index} ").as_bytes());
            reference(out, *number);
        }
    }

    /// Whether there are none.
    pub(in crate::pdf) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A transparency group that blends in sRGB.
const GROUP: &str = "/Group<</S/Transparency/CS/DeviceRGB/I true>>";

/// Writes drawings.
struct Writer<'a> {
    file: &'a mut File,
    images: &'a Images,
    /// Objects that are not streams, by what they say: each is written once.
    objects: BTreeMap<Vec<u8>, Ref>,
    /// Forms whose operators wait for being encoded, with the other entries of their dictionaries.
    forms: Vec<(Ref, Vec<u8>, Operators)>,
}

impl Writer<'_> {
    fn drawing(&mut self, drawing: &Drawing) -> Result<Ref, Error> {
        let mut form = Form::new(drawing.space)?;
        self.parts(&mut form, &drawing.parts)?;
        let group = if drawing.is_see_through { GROUP } else { "" };
        Ok(self.form(form, group))
    }

    /// Encodes what is waiting.
    fn finish(self) -> Result<(), Error> {
        let (mut heads, mut operators) = (Vec::new(), Vec::new());
        for (number, entries, drawn) in self.forms {
            heads.push((number, entries));
            operators.push(drawn);
        }
        if heads.is_empty() {
            return Ok(());
        }
        for ((number, entries), stream) in heads.into_iter().zip(encode(operators)?) {
            self.file.deflated(number, &entries, &stream);
        }
        Ok(())
    }

    /// Takes a form that is drawn, with more entries for its dictionary.
    fn form(&mut self, form: Form, entries: &str) -> Ref {
        let number = self.file.number();
        let entries = dictionary(&form, entries);
        self.forms.push((number, entries, form.canvas.operators));
        number
    }

    /// Parts as a form of their own.
    fn parts_as_form(&mut self, space: Size, parts: &[Part], entries: &str) -> Result<Ref, Error> {
        let mut form = Form::new(space)?;
        self.parts(&mut form, parts)?;
        Ok(self.form(form, entries))
    }

    /// An object that is not a stream, written once.
    fn object(&mut self, body: Vec<u8>) -> Ref {
        if let Some(number) = self.objects.get(&body) {
            return *number;
        }
        let number = self.file.number();
        self.file.object(number, |out| out.extend_from_slice(&body));
        self.objects.insert(body, number);
        number
    }

    fn parts(&mut self, form: &mut Form, parts: &[Part]) -> Result<(), Error> {
        for part in parts {
            match part {
                Part::Shape(shape) => self.shape(form, shape)?,
                Part::Group(group) => self.group(form, group)?,
                Part::Tiles(tiles) => self.tiles(form, tiles)?,
                Part::Image(image) => {
                    let number = self.images.get(&image.raster)?;
                    let [a, b, c, d, e, f] = image.matrix;
                    // The unit square of an image has its first row above (8.9.5.1).
                    let name = form.resource(Resource::Object, number);
                    let place = decimals(&[a, -b, -c, d, e + c, form.space.height - d - f]);
                    form.canvas.operators.spelled(&format!("q\n{place} cm\n/{name} Do\nQ"));
                }
            }
        }
        Ok(())
    }

    fn shape(&mut self, form: &mut Form, shape: &Shape) -> Result<(), Error> {
        let is_plain = shape.opacity >= 1.0 && matches!(shape.paint, Paint::Color(_));
        if !is_plain {
            form.canvas.save();
        }
        let mask = match &shape.paint {
            Paint::Gradient(gradient) if gradient.stops.iter().any(|stop| stop.opacity < 1.0) => {
                Some(self.opacity_of(form.space, gradient)?)
            }
            _ => None,
        };
        self.set_state(form, shape.opacity, mask);
        let is_line = matches!(shape.cover, Cover::Line(_));
        match &shape.paint {
            Paint::Color(color) if is_line => form.canvas.set_stroke_color(*color),
            Paint::Color(color) => form.canvas.set_fill(*color),
            Paint::Gradient(gradient) => {
                let number = self.pattern(form.space, gradient, false)?;
                let name = form.resource(Resource::Pattern, number);
                let (space, paint) = if is_line { ("CS", "SCN") } else { ("cs", "scn") };
                form.canvas.operators.spelled(&format!("/Pattern {space}\n/{name} {paint}"));
            }
        }
        if let Cover::Line(stroke) = &shape.cover {
            set_line(&mut form.canvas, stroke)?;
        }
        trace(&mut form.canvas, &shape.segments)?;
        let operator = match shape.cover {
            Cover::NonZero => "f",
            Cover::EvenOdd => "f*",
            Cover::Line(_) => "S",
        };
        form.canvas.operators.path(operator, &[]);
        if !is_plain {
            form.canvas.restore();
        }
        Ok(())
    }

    fn pattern(&mut self, space: Size, gradient: &Gradient, by_opacity: bool) -> Result<Ref, Error> {
        let body = pattern(gradient, space.height, &stops_of(gradient, by_opacity))?;
        Ok(self.object(body))
    }

    /// A soft mask that is as light as a gradient is opaque.
    fn opacity_of(&mut self, space: Size, gradient: &Gradient) -> Result<Ref, Error> {
        let number = self.pattern(space, gradient, true)?;
        let mut form = Form::new(space)?;
        let name = form.resource(Resource::Pattern, number);
        let whole = decimals(&[0.0, 0.0, space.width, space.height]);
        form.canvas.operators.spelled(&format!("/Pattern cs\n/{name} scn\n{whole} re\nf"));
        let number = self.form(form, GROUP);
        Ok(self.soft_mask("Luminosity", number))
    }

    fn soft_mask(&mut self, by: &str, group: Ref) -> Ref {
        self.object(format!("<</Type/Mask/S/{by}/G {} 0 R>>", group.0).into_bytes())
    }

    /// Sets opacity and mask, if there is anything to set.
    fn set_state(&mut self, form: &mut Form, opacity: f32, mask: Option<Ref>) {
        if opacity >= 1.0 && mask.is_none() {
            return;
        }
        let opacity = decimal(opacity);
        let mask = mask.map_or(String::new(), |mask| format!("/SMask {} 0 R", mask.0));
        let state = format!("<</Type/ExtGState/ca {opacity}/CA {opacity}{mask}>>");
        let number = self.object(state.into_bytes());
        let name = form.resource(Resource::State, number);
        form.canvas.operators.spelled(&format!("/{name} gs"));
    }

    /// Parts that are cut off, masked and see-through as one.
    fn group(&mut self, form: &mut Form, group: &Group) -> Result<(), Error> {
        form.canvas.save();
        for clip in &group.clips {
            trace(&mut form.canvas, &clip.segments)?;
            form.canvas.operators.path(if clip.even_odd { "W*" } else { "W" }, &[]);
            form.canvas.operators.path("n", &[]);
        }
        if group.opacity >= 1.0 && group.mask.is_none() {
            self.parts(form, &group.parts)?;
        } else {
            let mask = group.mask.as_ref().map(|mask| self.mask(form.space, mask)).transpose()?;
            let number = self.parts_as_form(form.space, &group.parts, GROUP)?;
            self.set_state(form, group.opacity, mask);
            let name = form.resource(Resource::Object, number);
            form.canvas.operators.spelled(&format!("/{name} Do"));
        }
        form.canvas.restore();
        Ok(())
    }

    fn mask(&mut self, space: Size, mask: &Mask) -> Result<Ref, Error> {
        let group = self.parts_as_form(space, &mask.parts, GROUP)?;
        let by = match mask.by {
            MaskBy::Light => "Luminosity",
            MaskBy::Opacity => "Alpha",
        };
        Ok(self.soft_mask(by, group))
    }

    /// Parts that come again and again. A tiling pattern (8.7.3) would be shorter, but readers draw its edges apart.
    fn tiles(&mut self, form: &mut Form, tiles: &Tiles) -> Result<(), Error> {
        let mut tile = Form::over(form.space, &tiles.outline)?;
        trace(&mut tile.canvas, &tiles.outline)?;
        tile.canvas.operators.path("W", &[]);
        tile.canvas.operators.path("n", &[]);
        self.parts(&mut tile, &tiles.parts)?;
        let number = self.form(tile, "");
        let name = form.resource(Resource::Object, number);
        for place in &tiles.places {
            let place = decimals(&[1.0, 0.0, 0.0, 1.0, place.x, -place.y]);
            form.canvas.operators.spelled(&format!("q\n{place} cm\n/{name} Do\nQ"));
        }
        Ok(())
    }
}
