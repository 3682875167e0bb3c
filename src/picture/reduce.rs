//! Photographs with as many pixels as paper shows, and no more.

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::pack::Packer;
use super::{Channels, Encoding, Raster, Samples, jpeg};
use crate::geometry::Size;

/// Pixels an inch of paper. Printers dissolve a photograph into dots that show no more.
const DENSITY: f32 = 300.0;
/// A photograph of up to so many times as many pixels a side is left as it is: little would be saved.
const SPARE: f32 = 1.2;
/// Of the JPEG that is written, from 1 to 100. Colours are kept at every pixel (no chroma subsampling).
const QUALITY: u8 = 88;
/// The widest print on the papers that there are, in points: eight inches. None is higher.
const WIDEST: f32 = 576.0;
/// Bytes a pixel of what is resampled: three colours and the opacity.
const BYTES: usize = 4;

/// How wide a picture is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PrintWidth {
    /// So large a share of the text's width, whatever its own size.
    Share(f32),
    /// Its own width, and no more than such a share.
    Own(f32),
}

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

    /// About how many bytes [`Raster::reduced`] takes for a while.
    pub fn reducing_cost(&self) -> usize {
        // A progressive JPEG is decoded by way of its coefficients, of two bytes each.
        let each = if self.color.encoding == Encoding::Jpeg { BYTES + 2 * 3 } else { BYTES + 3 };
        (self.width as usize).saturating_mul(self.height as usize).saturating_mul(each)
    }

    /// The photograph with so many pixels, which are no more than it has: as a JPEG, or without loss where it lets something
    /// through, since a JPEG would blur its outline. `None` where that takes no less room.
    pub fn reduced(&self, (width, height): (u32, u32)) -> Option<Raster> {
        let source = Image::from_vec_u8(self.width, self.height, self.samples(), PixelType::U8x4);
        let source = source.expect("there are as many samples as pixels");
        let mut target = Image::new(width, height, PixelType::U8x4);
        // The same bytes on every machine: the weights of this filter are polynomials in doubles, rounded to 16 bits, and each
        // set of vector instructions sums products of whole numbers in 32 bits, as the code without any does. Colours are
        // multiplied with their opacity, and divided by it, as eight bits behind the point round them. The tests reckon it anew.
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
            .use_alpha(self.alpha.is_some());
        Resizer::new().resize(&source, &mut target, &options).expect("both have pixels of the same type");
        drop(source);
        let pixels = target.into_vec();
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

    /// Colours and opacity of each pixel, row by row.
    fn samples(&self) -> Vec<u8> {
        let size = (self.width, self.height);
        if self.color.encoding == Encoding::Jpeg && self.channels == Channels::Rgb {
            return jpeg::samples(&self.color.data, ColorSpace::RGBA).expect("it was decoded when it was read");
        }
        let colors = self.channels.count();
        let color = match self.color.encoding {
            Encoding::Jpeg => {
                jpeg::samples(&self.color.data, ColorSpace::Luma).expect("it was decoded when it was read")
            }
            Encoding::Flate | Encoding::Predicted => self.color.rows(size, colors),
        };
        let alpha = self.alpha.as_ref().map(|alpha| alpha.rows(size, 1));
        let mut samples = Vec::with_capacity(color.len() / colors * BYTES);
        for (at, pixel) in color.chunks_exact(colors).enumerate() {
            match *pixel {
                [red, green, blue] => samples.extend_from_slice(&[red, green, blue]),
                _ => samples.extend_from_slice(&[pixel[0]; 3]),
            }
            samples.push(alpha.as_ref().map_or(u8::MAX, |alpha| alpha[at]));
        }
        samples
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
