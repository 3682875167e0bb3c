//! Photographs with the pixels that paper shows, kept for later files.

use std::convert::Infallible;
use std::sync::Arc;

use super::image_key::ImageKey;
use crate::geometry::Size;
use crate::pdf::bounded_cache::BoundedCache;
use crate::picture::Raster;
use crate::picture::meter::PICTURES;

/// Bytes of reduced photographs kept.
const KEPT: usize = 16 << 20;

/// Reduced photographs, by what they show and their pixels across and down; `None` for those that are no smaller so.
#[derive(Debug)]
pub(in crate::pdf) struct ImageCache {
    reduced: BoundedCache<(ImageKey, u32, u32), Option<Arc<Raster>>>,
}

impl Default for ImageCache {
    fn default() -> ImageCache {
        let weight = |raster: &Option<Arc<Raster>>| raster.as_ref().map_or(0, |raster| raster.bytes());
        ImageCache { reduced: BoundedCache::new(KEPT, weight) }
    }
}

impl ImageCache {
    /// A photograph as it is printed at `size`, in points; `None` where it stays as it is.
    pub(super) fn reduced(&self, raster: &Raster, size: Size) -> Option<Arc<Raster>> {
        let (width, height) = raster.pixels_printed(size)?;
        let reduce = |_: &_| {
            let _share = PICTURES.take(raster.reducing_cost((width, height)));
            Ok::<_, Infallible>(raster.reduced((width, height)).map(Arc::new))
        };
        let Ok(reduced) = self.reduced.get((ImageKey::of(raster), width, height), reduce);
        Option::clone(&reduced)
    }
}
