//! What is asked of all pixels of a picture before any is packed, found row by row.

use std::collections::BTreeSet;

use super::Channels;

/// A picture of no more colours than this is a drawing.
const COLORS_OF_A_DRAWING: usize = 64;
/// In a drawing one pixel of so many, or more, is exactly like its neighbour.
const EVEN_IN_A_DRAWING: usize = 4;

/// What is known of the pixels of the rows so far.
pub(super) struct PixelStatistics {
    /// Bytes a pixel: grey, grey and opacity, colour, or colour and opacity.
    channels: usize,
    /// Some of the colours, each once.
    colors: BTreeSet<[u8; 4]>,
    /// Pixels side by side, and those of them that are alike.
    pairs: usize,
    even: usize,
    is_grey: bool,
    is_opaque: bool,
}

impl PixelStatistics {
    /// Nothing is known yet of a picture of so many bytes a pixel, from one to four.
    pub(super) fn new(channels: usize) -> PixelStatistics {
        PixelStatistics { channels, colors: BTreeSet::new(), pairs: 0, even: 0, is_grey: true, is_opaque: true }
    }

    /// Takes in a row of whole pixels.
    pub(super) fn row(&mut self, row: &[u8]) {
        match self.channels {
            1 => self.pixels(row.as_chunks::<1>().0),
            2 => self.pixels(row.as_chunks::<2>().0),
            3 => self.pixels(row.as_chunks::<3>().0),
            _ => self.pixels(row.as_chunks::<4>().0),
        }
    }

    fn pixels<const CHANNELS: usize>(&mut self, row: &[[u8; CHANNELS]]) {
        let pairs = || row.iter().zip(row.iter().skip(1));
        self.pairs += row.len().saturating_sub(1);
        self.even += pairs().filter(|(one, next)| one == next).count();
        if self.colors.len() <= COLORS_OF_A_DRAWING {
            for (_, next) in pairs().filter(|(one, next)| one != next) {
                let mut color = [0; 4];
                color[..CHANNELS].copy_from_slice(next);
                self.colors.insert(color);
                if self.colors.len() > COLORS_OF_A_DRAWING {
                    break;
                }
            }
        }
        self.is_grey &= CHANNELS < 3 || row.iter().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
        self.is_opaque &= CHANNELS % 2 == 1 || row.iter().all(|pixel| pixel[CHANNELS - 1] == u8::MAX);
    }

    /// Bytes a pixel, opacity among them.
    pub(super) fn channels(&self) -> usize {
        self.channels
    }

    /// Whether these are the pixels of a photograph: of many colours, and few exactly like the pixel before. Drawings,
    /// screenshots and whatever stands on an even ground have areas of one colour.
    pub(super) fn is_photograph(&self) -> bool {
        self.colors.len() > COLORS_OF_A_DRAWING && self.even < self.pairs / EVEN_IN_A_DRAWING
    }

    /// Grey where no pixel has a colour.
    pub(super) fn colors(&self) -> Channels {
        if self.is_grey { Channels::Grey } else { Channels::Rgb }
    }

    /// Whether some pixel lets something through.
    pub(super) fn has_opacity(&self) -> bool {
        !self.is_opaque
    }
}
