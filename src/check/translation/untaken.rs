//! Pairing the things of two lists: each thing of one takes the first of the other that is like it and not taken yet. However
//! long the lists are, each is walked once.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// The things of a list that are not taken yet, by their keys: what a thing must have to be like another one.
pub(super) struct Untaken<K> {
    is_taken: Vec<bool>,
    /// The things that have a key, in order. Those in front may be taken already, by another key.
    by_key: HashMap<K, VecDeque<usize>>,
}

impl<K: Eq + Hash> Untaken<K> {
    pub(super) fn of<T, Keys>(things: &[T], keys: impl Fn(&T) -> Keys) -> Untaken<K>
    where
        Keys: IntoIterator<Item = K>,
    {
        let mut by_key: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (index, thing) in things.iter().enumerate() {
            for key in keys(thing) {
                by_key.entry(key).or_default().push_back(index);
            }
        }
        Untaken { is_taken: vec![false; things.len()], by_key }
    }

    /// Takes the first thing that has one of these keys; says whether there is one.
    pub(super) fn take(&mut self, keys: &[K]) -> bool {
        let first = keys.iter().filter_map(|key| self.first_with(key)).min();
        first.map(|first| self.is_taken[first] = true).is_some()
    }

    fn first_with(&mut self, key: &K) -> Option<usize> {
        let things = self.by_key.get_mut(key)?;
        while things.front().is_some_and(|thing| self.is_taken[*thing]) {
            things.pop_front();
        }
        things.front().copied()
    }

    /// Whether there is a thing with one of these keys, taken or not.
    pub(super) fn has(&self, keys: &[K]) -> bool {
        keys.iter().any(|key| self.by_key.contains_key(key))
    }

    /// Of each thing whether it is taken.
    pub(super) fn is_taken(&self) -> &[bool] {
        &self.is_taken
    }
}

/// The things of a list that are not dropped, of each of which `is_dropped` tells.
pub(super) fn without<T>(things: Vec<T>, is_dropped: &[bool]) -> Vec<T> {
    things.into_iter().zip(is_dropped).filter(|(_, is_dropped)| !**is_dropped).map(|(thing, _)| thing).collect()
}
