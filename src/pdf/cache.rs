//! What is kept of files that were written, for the next ones: finished streams of font subsets, and photographs.

use super::font::cache::FontCache;
use super::page::image_cache::ImageCache;

/// Finished streams and photographs, shared by the threads of a run and kept for the runs after it. It belongs to one
/// [`crate::text::fonts::Fonts`].
///
/// Invariant: what comes out of it is what would be made without it, so it never changes a byte of a file.
#[derive(Debug, Default)]
pub struct StreamCache {
    pub(super) fonts: FontCache,
    pub(super) images: ImageCache,
}

impl StreamCache {
    /// An empty cache.
    pub fn new() -> StreamCache {
        StreamCache::default()
    }
}
