//! Keys of articles that more than one stage must know: hints on broken YAML, and the reader of bodies.

/// The keys that make a block; each block has one of them.
pub(crate) const BLOCKS: [&str; 10] =
    ["bullets", "steps", "do", "dont", "callout", "table", "image", "include", "checklist", "zones"];
