//! What reading one file may cost, whatever the file says of itself.

use super::error::ForeignError;

/// The most entries of the cross-references.
const ENTRIES: usize = 1_000_000;
/// The most numbers, names, strings and so on in the objects that are read.
const NODES: usize = 2_000_000;
/// The most bytes looked at or inflated, besides four times those of the file.
const WORK: usize = 128 << 20;
/// The most bytes held, those of the file among them: inflated, in dictionaries, strings and names, read and copied.
const MEMORY: usize = 256 << 20;
/// So many bytes may be held besides those of any file.
const LEAST_MEMORY: usize = 64 << 20;
/// What a dictionary takes in memory, however little it holds: a node of a tree, which has room for [`FULL`] entries.
pub(super) const DICTIONARY: usize = 640;
/// Entries of a full node.
const FULL: usize = 11;
/// Entries of a node that was parted, at least.
const PARTED: usize = 5;
/// What a key takes in memory besides its bytes.
const KEY: usize = 16;
/// A copy of fewer bytes, made only to be looked at, is not counted as held.
const SMALL: usize = 64 << 10;
/// What looking an object up costs, as bytes looked at.
const LOOKUP: usize = 64;
/// What starting an inflater costs, as bytes looked at.
const INFLATER: usize = 2048;

/// What is left to spend.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    work: usize,
    nodes: usize,
    memory: usize,
    entries: usize,
    copied: usize,
}

impl Budget {
    /// For a file of so many bytes.
    pub(super) fn new(bytes: usize) -> Budget {
        let work = bytes.saturating_mul(4) + WORK;
        let memory = MEMORY.saturating_sub(bytes).max(LEAST_MEMORY);
        Budget { work, nodes: NODES, memory, entries: ENTRIES, copied: bytes }
    }

    /// An object is looked up by its number.
    pub(super) fn lookup(&mut self) -> Result<(), ForeignError> {
        self.work(LOOKUP)
    }

    /// Some items of a list are looked at.
    pub(super) fn items(&mut self, count: usize) -> Result<(), ForeignError> {
        self.work(count.saturating_mul(LOOKUP))
    }

    /// A stream is inflated.
    pub(super) fn inflater(&mut self) -> Result<(), ForeignError> {
        self.work(INFLATER)
    }

    /// The bytes of a stream go into the packet. Streams do not lie in one another, so that together they are no larger
    /// than the file.
    pub(super) fn stream(&mut self, bytes: usize) -> Result<(), ForeignError> {
        spend(&mut self.copied, bytes)
    }

    /// Some bytes are looked at.
    pub(super) fn work(&mut self, bytes: usize) -> Result<(), ForeignError> {
        spend(&mut self.work, bytes)
    }

    /// An object is made.
    pub(super) fn node(&mut self) -> Result<(), ForeignError> {
        spend(&mut self.nodes, 1)
    }

    /// A cross-reference is noted.
    pub(super) fn entry(&mut self) -> Result<(), ForeignError> {
        spend(&mut self.entries, 1)
    }

    /// A copy of so many bytes is made to be looked at.
    pub(super) fn copy(&mut self, bytes: usize) -> Result<(), ForeignError> {
        if bytes > SMALL { self.memory(bytes) } else { self.work(bytes) }
    }

    /// Some bytes are kept besides those of the file.
    pub(super) fn memory(&mut self, bytes: usize) -> Result<(), ForeignError> {
        self.work(bytes)?;
        spend(&mut self.memory, bytes)
    }
}

/// What an entry of a dictionary takes in memory besides its value, the dictionary holding so many before it.
pub(super) fn entry(before: usize, key: &[u8]) -> usize {
    let is_in_new_node = before >= FULL && (before - FULL).is_multiple_of(PARTED);
    KEY + key.len() + if is_in_new_node { DICTIONARY } else { 0 }
}

fn spend(left: &mut usize, cost: usize) -> Result<(), ForeignError> {
    *left = left.checked_sub(cost).ok_or(ForeignError::TooComplex)?;
    Ok(())
}
