//! The samples of pictures as streams: a JPEG as it is, anything else deflated.

use crate::pdf::error::Error;
use crate::pdf::file::deflate::deflate;
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
    pub(super) fn of(raster: &Raster) -> ImageKey {
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

/// Numbers a pixel, besides its alpha.
pub(super) fn channels(raster: &Raster) -> usize {
    match raster.channels {
        Channels::Grey => 1,
        Channels::Rgb => 3,
    }
}

/// The deflated samples of an image.
#[derive(Debug)]
pub(in crate::pdf) struct Samples {
    /// `None` for a JPEG, which goes in as it is.
    pub color: Option<Packed>,
    /// The soft mask.
    pub alpha: Option<Packed>,
}

impl Samples {
    pub(super) fn of(raster: &Raster) -> Result<Samples, Error> {
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
pub(in crate::pdf) struct Packed {
    pub data: Vec<u8>,
    /// Whether rows were predicted (7.4.4.4): good for photographs, bad for flat drawings.
    pub predicted: bool,
}

impl Packed {
    pub(super) fn of(raster: &Raster, samples: &[u8], channels: usize) -> Result<Packed, Error> {
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

/// A byte less what its neighbours predict (PNG, second edition, 9.2).
fn filtered(filter: u8, line: &[u8], above: &[u8], at: usize, channels: usize) -> u8 {
    // What lies left of the first pixel counts as nothing.
    let before = |row: &[u8]| at.checked_sub(channels).map_or(0, |at| row[at]);
    let (left, up, corner) = (before(line), above[at], before(above));
    let predicted = match filter {
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
    line[at].wrapping_sub(predicted)
}
