//! What a batch keeps: finished streams of font subsets, by everything they depend on.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use crate::pdf::font::embed::Subset;
use crate::pdf::font::usage::{FaceTexts, SubsetKey};
use crate::text::FaceId;

/// Bytes of subsets kept.
const SUBSETS: usize = 8 << 20;

/// Finished streams, shared by the threads of a batch. It belongs to one [`crate::text::fonts::Fonts`].
///
/// Invariant: what comes out of it is what would be made without it, so it never changes a byte of a file.
#[derive(Debug, Default)]
pub struct StreamCache {
    faces: Shelf<FaceId, FaceTexts>,
    subsets: Shelf<SubsetKey, Subset>,
}

impl StreamCache {
    /// An empty cache.
    pub fn new() -> StreamCache {
        StreamCache::default()
    }

    pub(super) fn face<E>(
        &self,
        face: FaceId,
        make: impl FnOnce() -> Result<FaceTexts, E>,
    ) -> Result<Arc<FaceTexts>, E> {
        self.faces.get(face, usize::MAX, |_| 0, |_| make())
    }

    pub(super) fn subset<E>(
        &self,
        key: SubsetKey,
        make: impl FnOnce(&SubsetKey) -> Result<Subset, E>,
    ) -> Result<Arc<Subset>, E> {
        self.subsets.get(key, SUBSETS, Subset::weight, make)
    }
}

/// Things kept up to a weight; emptied when it is passed.
#[derive(Debug)]
struct Shelf<K, V>(Mutex<(usize, HashMap<K, Arc<V>>)>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Shelf(Mutex::new((0, HashMap::new())))
    }
}

impl<K: Eq + Hash, V> Shelf<K, V> {
    /// Made outside the lock: two threads may make the same thing, and either will do.
    fn get<E>(
        &self,
        key: K,
        limit: usize,
        weight: impl FnOnce(&V) -> usize,
        make: impl FnOnce(&K) -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        let locked = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = locked().1.get(&key) {
            return Ok(Arc::clone(found));
        }
        let made = Arc::new(make(&key)?);
        let weight = weight(&made);
        let mut shelf = locked();
        if shelf.0.saturating_add(weight) > limit {
            *shelf = (0, HashMap::new());
        }
        if weight <= limit {
            shelf.0 += weight;
            shelf.1.insert(key, Arc::clone(&made));
        }
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shelf_stays_within_its_weight() {
        let shelf: Shelf<u32, usize> = Shelf::default();
        let get = |key, weight: usize| shelf.get(key, 10, |it| *it, |_| Ok::<_, ()>(weight)).map(|it| *it);
        assert_eq!(get(1, 6), Ok(6));
        assert_eq!(get(1, 9), Ok(6), "kept");
        assert_eq!(get(2, 6), Ok(6));
        assert_eq!(get(1, 3), Ok(3), "emptied before, so made anew");
        assert_eq!(get(3, 11), Ok(11), "too heavy to keep");
        assert_eq!(get(3, 2), Ok(2));
        assert_eq!(shelf.get(4, 10, |it| *it, |_| Err("no")), Err("no"));
    }
}
