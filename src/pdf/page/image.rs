//! Pictures of pixels as image objects (ISO 32000-1, 8.9.5), each once a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::canvas::Canvas;
use super::image_cache::ImageCache;
use super::image_key::ImageKey;
use crate::geometry::{Point, Rect, Size};
use crate::layout::handout::{Handout, Ink};
use crate::pdf::error::Error;
use crate::pdf::file::File;
use crate::pdf::file::syntax::{Ref, reference};
use crate::picture::{Encoding, Raster};

/// The images of a file.
pub(in crate::pdf) struct Images(BTreeMap<ImageKey, (usize, Ref)>);

impl Images {
    /// Writes every image of the handouts, each once, in the order of first use: a photograph with the pixels that its
    /// largest print needs.
    pub(in crate::pdf) fn embed(handouts: &[&Handout], cache: &ImageCache, file: &mut File) -> Images {
        let mut uses = Uses::default();
        let items = handouts.iter().flat_map(|handout| &handout.pages).flat_map(|page| &page.items);
        for item in items {
            match &item.ink {
                Ink::Raster { raster, area } => {
                    uses.add(raster, Some(Size { width: area.width, height: area.height }));
                }
                // How large they are printed, the parts around them decide: they stay as they are.
                Ink::Drawing { drawing, .. } => drawing.rasters().iter().for_each(|raster| uses.add(raster, None)),
                Ink::Glyphs { .. } | Ink::Path(_) => {}
            }
        }
        let mut images = Images(BTreeMap::new());
        for (index, (raster, size)) in uses.list.into_iter().enumerate() {
            let reduced = size.and_then(|size| cache.reduced(raster, size));
            let number = write(reduced.as_deref().unwrap_or(raster), file);
            images.0.insert(ImageKey::of(raster), (index, number));
        }
        images
    }

    /// The object of an image.
    pub(super) fn get(&self, raster: &Raster) -> Result<Ref, Error> {
        self.0.get(&ImageKey::of(raster)).map(|(_, number)| *number).ok_or(Error::Image)
    }

    /// Draws an image stretched to a box.
    pub(super) fn draw(&self, canvas: &mut Canvas, area: Rect, raster: &Arc<Raster>) -> Result<(), Error> {
        let (index, _) = self.0.get(&ImageKey::of(raster)).ok_or(Error::Image)?;
        let (left, bottom) = canvas.at(Point { x: area.x, y: area.bottom() })?;
        let (right, top) = canvas.at(Point { x: area.end(), y: area.y })?;
        canvas.end_text();
        canvas.operators.image(*index, [left, bottom, right - left, top - bottom]);
        Ok(())
    }

    /// Writes what stands in the XObject entry of the resources.
    pub(in crate::pdf) fn resources(&self, out: &mut Vec<u8>) {
        for (index, number) in self.0.values() {
            out.extend_from_slice(format!("/I{index} ").as_bytes());
            reference(out, *number);
        }
    }

    /// Whether there are none.
    pub(in crate::pdf) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The images of a file, in the order of first use.
#[derive(Default)]
struct Uses<'a> {
    /// Each with its largest print, in points; `None` for one that has to stay as it is.
    list: Vec<(&'a Arc<Raster>, Option<Size>)>,
    places: BTreeMap<ImageKey, usize>,
}

impl<'a> Uses<'a> {
    fn add(&mut self, raster: &'a Arc<Raster>, size: Option<Size>) {
        let place = *self.places.entry(ImageKey::of(raster)).or_insert(self.list.len());
        match self.list.get_mut(place) {
            None => self.list.push((raster, size)),
            Some((_, known)) => {
                *known = known.zip(size).map(|(one, other)| Size {
                    width: one.width.max(other.width),
                    height: one.height.max(other.height),
                });
            }
        }
    }
}

fn write(raster: &Raster, file: &mut File) -> Ref {
    let mut entries = dictionary(raster, raster.channels.count(), raster.color.encoding);
    if let Some(alpha) = &raster.alpha {
        let mask = file.number();
        file.stream(mask, &dictionary(raster, 1, alpha.encoding), &alpha.data);
        entries.extend_from_slice(b"/SMask ");
        reference(&mut entries, mask);
    }
    let number = file.number();
    file.stream(number, &entries, &raster.color.data);
    number
}

fn dictionary(raster: &Raster, channels: usize, encoding: Encoding) -> Vec<u8> {
    let (width, height) = (raster.width, raster.height);
    let space = if channels == 1 { "DeviceGray" } else { "DeviceRGB" };
    let filter = match encoding {
        Encoding::Jpeg => "DCTDecode".to_string(),
        Encoding::Flate => "FlateDecode".to_string(),
        Encoding::Predicted => format!("FlateDecode/DecodeParms<</Predictor 15/Colors {channels}/Columns {width}>>"),
    };
    format!(
        "/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/{space}/BitsPerComponent 8/Filter/{filter}"
    )
    .into_bytes()
}
