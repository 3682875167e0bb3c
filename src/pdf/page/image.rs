//! Pictures of pixels as image objects (ISO 32000-1, 8.9.5), each once a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{Op, Pt, XObjectId, XObjectTransform};

use crate::geometry::{Point, Rect};
use crate::layout::handout::{Handout, Ink};
use crate::pdf::Error;
use crate::pdf::cache::StreamCache;
use crate::pdf::file::File;
use crate::pdf::file::deflate::deflate;
use crate::pdf::file::syntax::{Ref, points, reference};
use crate::pdf::page::Canvas;
use crate::picture::{Channels, Encoding, Raster};

/// What makes two images the same: where they come from and how they were decoded.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::pdf) struct ImageKey {
    hash: [u8; 32],
    width: u32,
    height: u32,
    channels: usize,
    bytes: usize,
    jpeg: bool,
    alpha: bool,
}

impl ImageKey {
    fn of(raster: &Raster) -> ImageKey {
        ImageKey {
            hash: raster.hash,
            width: raster.width,
            height: raster.height,
            channels: channels(raster),
            bytes: raster.data.len(),
            jpeg: raster.encoding == Encoding::Jpeg,
            alpha: raster.alpha.is_some(),
        }
    }
}

fn channels(raster: &Raster) -> usize {
    match raster.channels {
        Channels::Grey => 1,
        Channels::Rgb => 3,
    }
}

/// The deflated parts of an image.
#[derive(Debug)]
pub(in crate::pdf) struct Samples {
    /// `None` for a JPEG, which goes in as it is.
    color: Option<Packed>,
    alpha: Option<Packed>,
}

impl Samples {
    fn of(raster: &Raster) -> Result<Samples, Error> {
        let color = match raster.encoding {
            Encoding::Jpeg => None,
            Encoding::Samples => Some(Packed::of(raster, &raster.data, channels(raster))?),
        };
        let alpha = raster.alpha.as_ref().map(|alpha| Packed::of(raster, alpha, 1)).transpose()?;
        Ok(Samples { color, alpha })
    }

    /// Bytes held.
    pub(in crate::pdf) fn weight(&self) -> usize {
        [&self.color, &self.alpha].into_iter().flatten().map(|packed| packed.data.len() + 256).sum()
    }
}

/// Deflated samples.
#[derive(Debug)]
struct Packed {
    data: Vec<u8>,
    /// Whether rows were foretold (7.4.4.4): good for photographs, bad for flat drawings.
    predicted: bool,
}

impl Packed {
    fn of(raster: &Raster, samples: &[u8], channels: usize) -> Result<Packed, Error> {
        let row = raster.width as usize * channels;
        if row == 0 || raster.height == 0 || row.checked_mul(raster.height as usize) != Some(samples.len()) {
            return Err(Error::Image);
        }
        let (plain, predicted) = (deflate(samples), deflate(&predict(samples, row, channels)));
        Ok(match predicted.len() < plain.len() {
            true => Packed { data: predicted, predicted: true },
            false => Packed { data: plain, predicted: false },
        })
    }
}

/// PNG filters, for each row the one with the smallest sum of differences.
fn predict(samples: &[u8], row: usize, channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row);
    let blank = vec![0; row];
    let mut above = blank.as_slice();
    let mut best = Vec::with_capacity(row);
    for line in samples.chunks_exact(row) {
        let mut least = (u64::MAX, 0);
        for filter in 0..5u8 {
            let filtered: Vec<u8> = (0..row).map(|at| filtered(filter, line, above, at, channels)).collect();
            let sum = filtered.iter().map(|byte| u64::from(byte.cast_signed().unsigned_abs())).sum();
            if sum < least.0 {
                least = (sum, filter);
                best = filtered;
            }
        }
        out.push(least.1);
        out.extend_from_slice(&best);
        above = line;
    }
    out
}

/// A byte less what its neighbours foretell (PNG, second edition, 9.2).
fn filtered(filter: u8, line: &[u8], above: &[u8], at: usize, channels: usize) -> u8 {
    let before = |row: &[u8]| at.checked_sub(channels).and_then(|at| row.get(at)).copied().unwrap_or_default();
    let here = |row: &[u8]| row.get(at).copied().unwrap_or_default();
    let (left, up, corner) = (before(line), here(above), before(above));
    let foretold = match filter {
        0 => 0,
        1 => left,
        2 => up,
        3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
        _ => {
            let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
            let (to_left, to_up, to_corner) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
            match () {
                () if to_left <= to_up && to_left <= to_corner => left,
                () if to_up <= to_corner => up,
                () => corner,
            }
        }
    };
    here(line).wrapping_sub(foretold)
}

/// The images of a file.
pub(in crate::pdf) struct Images(BTreeMap<ImageKey, (usize, Ref)>);

impl Images {
    /// Writes every image of the handouts, each once, in the order of first use.
    pub(in crate::pdf) fn embed(handouts: &[&Handout], cache: &StreamCache, file: &mut File) -> Result<Images, Error> {
        let mut images = Images(BTreeMap::new());
        let items = handouts.iter().flat_map(|handout| &handout.pages).flat_map(|page| &page.items);
        for item in items {
            let Ink::Raster { raster, .. } = &item.ink else { continue };
            let key = ImageKey::of(raster);
            if !images.0.contains_key(&key) {
                let samples = cache.image(key.clone(), |_| Samples::of(raster))?;
                let number = write(raster, &samples, file);
                images.0.insert(key, (images.0.len(), number));
            }
        }
        Ok(images)
    }

    /// Draws an image stretched to a box.
    pub(in crate::pdf) fn draw(&self, canvas: &mut Canvas, area: Rect, raster: &Arc<Raster>) -> Result<(), Error> {
        let (index, _) = self.0.get(&ImageKey::of(raster)).ok_or(Error::Image)?;
        let (left, bottom) = canvas.at(Point { x: area.x, y: area.bottom() })?;
        let (right, top) = canvas.at(Point { x: area.end(), y: area.y })?;
        canvas.end_text();
        let transform = XObjectTransform {
            translate_x: Some(Pt(points(left))),
            translate_y: Some(Pt(points(bottom))),
            scale_x: Some(points(right - left)),
            scale_y: Some(points(top - bottom)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        canvas.ops.push(Op::UseXobject { id: XObjectId(format!("I{index}")), transform });
        Ok(())
    }

    /// Writes the XObject entry of the resources.
    pub(in crate::pdf) fn resources(&self, out: &mut Vec<u8>) {
        if self.0.is_empty() {
            return;
        }
        out.extend_from_slice(b"/XObject<<");
        for (index, number) in self.0.values() {
            out.extend_from_slice(format!("/I{index} ").as_bytes());
            reference(out, *number);
        }
        out.extend_from_slice(b">>");
    }
}

fn write(raster: &Raster, samples: &Samples, file: &mut File) -> Ref {
    let mut entries = dictionary(raster, channels(raster), samples.color.as_ref());
    if let Some(alpha) = &samples.alpha {
        let mask = file.number();
        file.stream(mask, &dictionary(raster, 1, Some(alpha)), &alpha.data);
        entries.extend_from_slice(b"/SMask ");
        reference(&mut entries, mask);
    }
    let number = file.number();
    file.stream(number, &entries, samples.color.as_ref().map_or(&raster.data, |color| &color.data));
    number
}

fn dictionary(raster: &Raster, channels: usize, packed: Option<&Packed>) -> Vec<u8> {
    let (width, height) = (raster.width, raster.height);
    let space = if channels == 1 { "DeviceGray" } else { "DeviceRGB" };
    let filter = match packed {
        None => "DCTDecode".to_string(),
        Some(Packed { predicted: false, .. }) => "FlateDecode".to_string(),
        Some(_) => format!("FlateDecode/DecodeParms<</Predictor 15/Colors {channels}/Columns {width}>>"),
    };
    format!(
        "/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/{space}/BitsPerComponent 8/Filter/{filter}"
    )
    .into_bytes()
}
