//! Pictures of pixels as image objects (ISO 32000-1, 8.9.5), each once a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::canvas::Canvas;
use crate::geometry::{Point, Rect};
use crate::layout::handout::{Handout, Ink};
use crate::pdf::error::Error;
use crate::pdf::file::File;
use crate::pdf::file::syntax::{Ref, reference};
use crate::picture::{Channels, Encoding, Raster};

/// What makes two images the same: where they come from and how they were decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ImageKey {
    hash: [u8; 32],
    width: u32,
    height: u32,
    channels: usize,
    bytes: usize,
    alpha: bool,
}

impl ImageKey {
    fn of(raster: &Raster) -> ImageKey {
        ImageKey {
            hash: raster.hash,
            width: raster.width,
            height: raster.height,
            channels: channels(raster),
            bytes: raster.color.data.len(),
            alpha: raster.alpha.is_some(),
        }
    }
}

/// Numbers a pixel, besides its alpha.
fn channels(raster: &Raster) -> usize {
    match raster.channels {
        Channels::Grey => 1,
        Channels::Rgb => 3,
    }
}

/// The images of a file.
pub(in crate::pdf) struct Images(BTreeMap<ImageKey, (usize, Ref)>);

impl Images {
    /// Writes every image of the handouts, each once, in the order of first use.
    pub(in crate::pdf) fn embed(handouts: &[&Handout], file: &mut File) -> Images {
        let mut images = Images(BTreeMap::new());
        let items = handouts.iter().flat_map(|handout| &handout.pages).flat_map(|page| &page.items);
        for item in items {
            let rasters = match &item.ink {
                Ink::Raster { raster, .. } => vec![raster],
                Ink::Drawing { drawing, .. } => drawing.rasters(),
                Ink::Glyphs { .. } | Ink::Path(_) => continue,
            };
            for raster in rasters {
                let key = ImageKey::of(raster);
                if !images.0.contains_key(&key) {
                    let number = write(raster, file);
                    images.0.insert(key, (images.0.len(), number));
                }
            }
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

fn write(raster: &Raster, file: &mut File) -> Ref {
    let mut entries = dictionary(raster, channels(raster), raster.color.encoding);
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
