//! What a batch keeps of the files that it wrote: finished streams of font subsets and images.

use super::bounded_cache::BoundedCache;
use super::font::cache::FontCache;
use super::page::samples::{ImageKey, Samples};

/// Bytes of images kept: a logo stands in every handout.
const IMAGES: usize = 16 << 20;

/// Finished streams, shared by the threads of a batch. It belongs to one [`crate::text::fonts::Fonts`].
///
/// Invariant: what comes out of it is what would be made without it, so it never changes a byte of a file.
#[derive(Debug)]
pub struct StreamCache {
    pub(super) fonts: FontCache,
    pub(super) images: BoundedCache<ImageKey, Samples>,
}

impl Default for StreamCache {
    fn default() -> StreamCache {
        StreamCache { fonts: FontCache::default(), images: BoundedCache::new(IMAGES, Samples::weight) }
    }
}

impl StreamCache {
    /// An empty cache.
    pub fn new() -> StreamCache {
        StreamCache::default()
    }
}
