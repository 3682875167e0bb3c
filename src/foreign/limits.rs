//! What a file may hold at most.

/// The largest file, in bytes: some hundred scanned pages in colour.
pub(super) const BYTES: usize = 100 << 20;
/// The most pages.
pub(super) const PAGES: usize = 5000;
/// How deep arrays and dictionaries may stand in one another, and the nodes of a tree below one another.
pub(super) const DEPTH: usize = 64;
/// The longest name, in bytes (127: ISO 32000-1, annex C.2). Names are compared wherever they are looked up.
pub(super) const NAME: usize = 4096;
/// The longest number, in letters: more digits than any reader counts. It is read wherever it is asked for.
pub(super) const NUMBER: usize = 255;
/// The highest number of an object (Acrobat's own limit; ISO 32000-1, annex C.2).
pub(super) const OBJECTS: u32 = 8_388_607;
