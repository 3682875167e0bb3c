//! What tells images apart.

use crate::picture::Raster;

/// What makes two images the same: where they come from and how they were decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ImageKey {
    hash: [u8; 32],
    width: u32,
    height: u32,
    channels: usize,
    bytes: usize,
    alpha: bool,
}

impl ImageKey {
    pub(super) fn of(raster: &Raster) -> ImageKey {
        ImageKey {
            hash: raster.hash,
            width: raster.width,
            height: raster.height,
            channels: raster.channels.count(),
            bytes: raster.color.data.len(),
            alpha: raster.alpha.is_some(),
        }
    }
}
