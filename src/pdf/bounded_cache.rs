//! A cache that several threads share, kept within a weight.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxBuildHasher;

/// Finished values by everything that they depend on. It is emptied when their weight would pass its limit.
#[derive(Debug)]
pub(super) struct BoundedCache<K, V> {
    limit: usize,
    weight: fn(&V) -> usize,
    kept: Mutex<Kept<K, V>>,
}

/// Values and the sum of their weights.
#[derive(Debug)]
struct Kept<K, V> {
    weight: usize,
    /// The keys are long: the texts of hundreds of glyphs. Who made some collide would slow down nobody else's build.
    values: HashMap<K, Arc<V>, FxBuildHasher>,
}

impl<K, V> Kept<K, V> {
    fn nothing() -> Kept<K, V> {
        Kept { weight: 0, values: HashMap::default() }
    }
}

impl<K: Eq + Hash, V> BoundedCache<K, V> {
    /// An empty cache for values up to a limit of their weights together.
    pub(super) fn new(limit: usize, weight: fn(&V) -> usize) -> BoundedCache<K, V> {
        BoundedCache { limit, weight, kept: Mutex::new(Kept::nothing()) }
    }

    /// The value of a key, made if it is not here. It is made outside the lock: two threads may make the same value, and
    /// either will do.
    pub(super) fn get<E>(&self, key: K, make: impl FnOnce(&K) -> Result<V, E>) -> Result<Arc<V>, E> {
        // A thread that panicked under the lock left nothing half done that could be seen.
        let locked = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = locked().values.get(&key) {
            return Ok(Arc::clone(found));
        }
        let made = Arc::new(make(&key)?);
        let weight = (self.weight)(&made);
        let mut kept = locked();
        if kept.weight.saturating_add(weight) > self.limit {
            *kept = Kept::nothing();
        }
        if weight <= self.limit {
            kept.weight += weight;
            kept.values.insert(key, Arc::clone(&made));
        }
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_stays_within_its_weight() {
        let cache: BoundedCache<u32, usize> = BoundedCache::new(10, |weight| *weight);
        let get = |key, weight: usize| cache.get(key, |_| Ok::<_, ()>(weight)).map(|it| *it);
        assert_eq!(get(1, 6), Ok(6));
        assert_eq!(get(1, 9), Ok(6), "kept");
        assert_eq!(get(2, 6), Ok(6));
        assert_eq!(get(1, 3), Ok(3), "emptied before, so made anew");
        assert_eq!(get(3, 11), Ok(11), "too heavy to keep");
        assert_eq!(get(3, 2), Ok(2));
        assert_eq!(cache.get(4, |_| Err("no")), Err("no"));
    }
}
