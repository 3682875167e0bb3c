//! What a file may hold at most.

/// The largest file, in bytes: some hundred scanned pages in colour.
pub(super) const BYTES: usize = 100 << 20;
/// The most pages.
pub(super) const PAGES: usize = 5000;
/// How deep arrays and dictionaries may stand in one another, and the nodes of a tree below one another.
pub(super) const DEPTH: usize = 64;
/// The highest number of an object (Acrobat's own limit; ISO 32000-1, annex C.2).
pub(super) const OBJECTS: u32 = 8_388_607;
