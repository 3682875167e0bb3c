//! What later files use again of the fonts of earlier ones.

use std::sync::Arc;

use super::character_map::CharacterMap;
use super::outlines::Outlines;
use super::subset::Subset;
use super::subset_key::SubsetKey;
use crate::pdf::bounded_cache::BoundedCache;
use crate::text::FaceId;

/// Bytes of subsets kept.
const SUBSETS: usize = 8 << 20;

/// Character maps and outlines of faces, and finished subsets.
#[derive(Debug)]
pub(in crate::pdf) struct FontCache {
    characters: BoundedCache<FaceId, CharacterMap>,
    outlines: BoundedCache<FaceId, Option<Outlines>>,
    subsets: BoundedCache<SubsetKey, Subset>,
}

impl Default for FontCache {
    fn default() -> FontCache {
        // There are only so many faces.
        let characters = BoundedCache::new(usize::MAX, |_| 0);
        let outlines = BoundedCache::new(usize::MAX, |_| 0);
        FontCache { characters, outlines, subsets: BoundedCache::new(SUBSETS, Subset::weight) }
    }
}

impl FontCache {
    /// The character map of a face.
    pub(super) fn characters<E>(
        &self,
        face: FaceId,
        make: impl FnOnce() -> Result<CharacterMap, E>,
    ) -> Result<Arc<CharacterMap>, E> {
        self.characters.get(face, |_| make())
    }

    /// The outlines of a face, if they are kept.
    pub(super) fn outlines<E>(
        &self,
        face: FaceId,
        make: impl FnOnce() -> Result<Option<Outlines>, E>,
    ) -> Result<Arc<Option<Outlines>>, E> {
        self.outlines.get(face, |_| make())
    }

    /// The subset of a key.
    pub(super) fn subset<E>(
        &self,
        key: SubsetKey,
        make: impl FnOnce(&SubsetKey) -> Result<Subset, E>,
    ) -> Result<Arc<Subset>, E> {
        self.subsets.get(key, make)
    }
}
