//! Keys of articles that more than one stage must know: hints on broken YAML, and the reader of bodies.

/// The keys that make a block; each block has one of them.
pub(crate) const BLOCKS: &[&str] = &[
    "bullets",
    "steps",
    "do",
    "dont",
    "callout",
    "table",
    "image",
    "figure",
    "include",
    "checklist",
    "zones",
    "schedule",
    "calendar",
    "write_in",
    "log",
    "teach_back",
    "definitions",
    "number",
];
