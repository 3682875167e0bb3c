//! Photographs with as many pixels as paper shows, and no more.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::pack::Packer;
use super::print::{DENSITY, PrintWidth, SPARE, WIDEST};
use super::unpack::Rows;
use super::{Encoding, Raster, Samples, jpeg};
use crate::geometry::Size;

/// Of the JPEG that is written, from 1 to 100. Colours are kept at every pixel (no chroma subsampling).
const QUALITY: u8 = 88;
/// Bytes a pixel of what is resampled: three colours and the opacity.
const BYTES: usize = 4;
/// Rows that are made at a time.
const BAND: u32 = 64;
/// How far the curve of the filter reaches to either side, in pixels of the coarser picture.
const REACH: f64 = 2.0;

impl Raster {
    /// How many pixels, across and down, a photograph needs that is printed at `size` (in points); `None` where it stays as it
    /// is: it has hardly more, or is a drawing.
    pub fn pixels_printed(&self, size: Size) -> Option<(u32, u32)> {
        let needed = |points: f32| (points / 72.0 * DENSITY).ceil().max(1.0);
        let (across, down) = (needed(size.width), needed(size.height));
        let is_finer = self.width as f32 > across * SPARE || self.height as f32 > down * SPARE;
        let is_reduced = self.is_photograph && is_finer;
        is_reduced.then(|| (self.width.min(across as u32), self.height.min(down as u32)))
    }

    /// About how many bytes it takes of a PDF on the widest paper: those of a photograph go down with its pixels.
    pub fn most_bytes_printed(&self, width: PrintWidth) -> usize {
        let width = match width {
            PrintWidth::Share(share) => WIDEST * share,
            PrintWidth::Own(share) => self.natural.width.min(WIDEST * share),
        };
        let ratio = self.height as f32 / self.width as f32;
        let width = width.min(WIDEST / ratio);
        let size = Size { width, height: width * ratio };
        let Some((width, height)) = self.pixels_printed(size) else { return self.bytes() };
        let share = f64::from(width) * f64::from(height) / (f64::from(self.width) * f64::from(self.height));
        (self.bytes() as f64 * share) as usize
    }

    /// About how many bytes [`Raster::reduced`] takes for a while, to so many pixels.
    pub fn reducing_cost(&self, (width, height): (u32, u32)) -> usize {
        let is_jpeg = self.color.encoding == Encoding::Jpeg;
        let decoding = if is_jpeg { jpeg::decoding_cost(&self.color.data) } else { 0 };
        let coarser = self.height.div_ceil(height.max(1)) as usize;
        // A strip once more with its colours dimmed, and the strip with fewer rows.
        let strips = (2 * coarser * (BAND as usize + 2 * REACH as usize + 1) + BAND as usize)
            .saturating_mul(self.width as usize * BYTES);
        // The pixels, their colours, and a file of them.
        let printed = (width as usize).saturating_mul(height as usize).saturating_mul(BYTES + 4);
        decoding.saturating_add(strips).saturating_add(printed)
    }

    /// The photograph with so many pixels, which are no more than it has: as a JPEG, or without loss where it lets something
    /// through, since a JPEG would blur its outline. `None` where that takes no less room.
    pub fn reduced(&self, (width, height): (u32, u32)) -> Option<Raster> {
        let pixels = self.resampled((width, height));
        let colors = self.channels.count();
        let reduced = Raster {
            width,
            height,
            color: match &self.alpha {
                None => encoded(&pixels, (width, height), colors),
                Some(_) => packed(&pixels, width, (0, colors)),
            },
            alpha: self.alpha.is_some().then(|| packed(&pixels, width, (BYTES - 1, 1))),
            ..*self
        };
        (reduced.bytes() < self.bytes()).then_some(reduced)
    }

    /// Its pixels with so many across and down, colours and opacity of each. They are made strip by strip, so that of a
    /// picture which is unpacked row by row no more is in memory than a strip takes.
    pub(super) fn resampled(&self, (width, height): (u32, u32)) -> Vec<u8> {
        let row = self.width as usize * BYTES;
        let scale = f64::from(self.height) / f64::from(height);
        let reach = REACH * scale.max(1.0);
        let mut source = Source::of(self);
        let (mut strip, mut first) = (Vec::new(), 0);
        let mut resizer = Resizer::new();
        let mut pixels = Vec::with_capacity(width as usize * height as usize * BYTES);
        for top in (0..height).step_by(BAND as usize) {
            let bottom = height.min(top + BAND);
            let start = f64::from(top) * scale;
            let end = if bottom == height { f64::from(self.height) } else { f64::from(bottom) * scale };
            let needed = (start - reach).floor().max(0.0) as u32;
            let last = (end + reach).ceil().min(f64::from(self.height)) as u32;
            strip.drain(..(needed - first) as usize * row);
            first = needed;
            while strip.len() < (last - first) as usize * row {
                source.add_row(&mut strip, self.width as usize, self.channels.count());
            }
            let seen = ImageRef::new(self.width, last - first, &strip, PixelType::U8x4);
            let seen = seen.expect("there are as many samples as pixels");
            let mut target = Image::new(width, bottom - top, PixelType::U8x4);
            // The same bytes on every machine: the weights of this filter are polynomials in doubles, rounded to 16 bits, and
            // each set of vector instructions sums products of whole numbers in 32 bits, as the code without any does.
            // Colours are multiplied with their opacity, and divided by it, as eight bits behind the point round them. The
            // tests reckon it anew.
            let options = ResizeOptions::new()
                .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
                .use_alpha(self.alpha.is_some())
                .crop(0.0, start - f64::from(first), f64::from(self.width), end - start);
            resizer
                .resize(&seen, &mut target, &options)
                .expect("both have pixels of the same type, and the strip holds it");
            pixels.extend_from_slice(target.buffer());
        }
        pixels
    }
}

/// The rows of a picture, from the top.
enum Source<'s> {
    /// Of a JPEG, which is decoded as a whole: all samples, and where the next row begins.
    Decoded(Vec<u8>, usize),
    /// Unpacked one after the other.
    Packed(Box<PackedRows<'s>>),
}

/// Rows of colours and of opacity, and the last of each.
struct PackedRows<'s> {
    color: Rows<'s>,
    alpha: Option<Rows<'s>>,
    row: Vec<u8>,
    opacity: Vec<u8>,
}

impl Source<'_> {
    fn of(raster: &Raster) -> Source<'_> {
        let (width, colors) = (raster.width as usize, raster.channels.count());
        if raster.color.encoding == Encoding::Jpeg {
            let space = if colors == 1 { ColorSpace::Luma } else { ColorSpace::RGB };
            let samples = jpeg::samples(&raster.color.data, space).expect("it was decoded when it was read");
            return Source::Decoded(samples, 0);
        }
        Source::Packed(Box::new(PackedRows {
            color: Rows::of(&raster.color, raster.width, colors),
            alpha: raster.alpha.as_ref().map(|alpha| Rows::of(alpha, raster.width, 1)),
            row: vec![0; width * colors],
            opacity: vec![u8::MAX; width],
        }))
    }

    /// Adds the next row of so many pixels of one or three colours: three colours and the opacity of each pixel.
    fn add_row(&mut self, strip: &mut Vec<u8>, width: usize, colors: usize) {
        match self {
            Source::Decoded(samples, at) => {
                let end = *at + width * colors;
                add_pixels(strip, &samples[*at..end], colors, None);
                *at = end;
            }
            Source::Packed(rows) => {
                let PackedRows { color, alpha, row, opacity } = &mut **rows;
                color.read(row);
                if let Some(rows) = alpha {
                    rows.read(opacity);
                }
                add_pixels(strip, row, colors, Some(opacity));
            }
        }
    }
}

/// Adds pixels of one or three colours as those of three, with their opacity.
fn add_pixels(samples: &mut Vec<u8>, row: &[u8], colors: usize, alpha: Option<&[u8]>) {
    for (at, pixel) in row.chunks_exact(colors).enumerate() {
        let alpha = alpha.map_or(u8::MAX, |alpha| alpha[at]);
        match *pixel {
            [red, green, blue] => samples.extend_from_slice(&[red, green, blue, alpha]),
            _ => samples.extend_from_slice(&[pixel[0], pixel[0], pixel[0], alpha]),
        }
    }
}

/// The colours of pixels as a JPEG.
fn encoded(pixels: &[u8], (width, height): (u32, u32), colors: usize) -> Samples {
    let samples: Vec<u8> = pixels.chunks_exact(BYTES).flat_map(|pixel| &pixel[..colors]).copied().collect();
    let kind = if colors == 1 { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, QUALITY);
    encoder.encode(&samples, width, height, kind).expect("a picture that could be read has no side that is too long");
    let data = jpeg::bare(&file).expect("what was encoded is whole");
    Samples { encoding: Encoding::Jpeg, data }
}

/// `count` samples of each pixel, from the one at `first` on, without loss.
fn packed(pixels: &[u8], width: u32, (first, count): (usize, usize)) -> Samples {
    let mut packer = Packer::new(width as usize * count, count);
    let mut line = Vec::with_capacity(width as usize * count);
    for row in pixels.chunks_exact(width as usize * BYTES) {
        line.clear();
        row.chunks_exact(BYTES).for_each(|pixel| line.extend_from_slice(&pixel[first..first + count]));
        packer.row(&line);
    }
    packer.finish()
}
