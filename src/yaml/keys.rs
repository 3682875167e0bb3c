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

/// Keys beside those of blocks whose value is a list or a map.
pub(crate) const HOLDERS: &[&str] = &[
    "summary",
    "sections",
    "body",
    "references",
    "keywords",
    "authors",
    "reviewers",
    "codes",
    "contacts",
    "excuse",
    "signed",
    "header",
    "rows",
    "medicines",
    "columns",
    "green",
    "yellow",
    "red",
    "editions",
    "labels",
    "lint",
];

/// Keys of blocks and items whose value is a text or a number.
pub(crate) const PLAIN: &[&str] = &[
    "text", "alt", "width", "label", "term", "meaning", "say", "value", "name", "id", "doi", "pmid", "phone", "hours",
    "when", "first", "blank", "cycle", "take", "times", "lines", "start", "continue",
];

/// Keys of articles and sites whose value stands on the same line, and that rarely begin a line of text.
pub(crate) const KEYS: &[&str] = &[
    "title",
    "kind",
    "language",
    "created",
    "updated",
    "status",
    "reviewed",
    "review_due",
    "original_updated",
    "audience",
    "url",
    "heading",
    "caption",
    "emergency",
    "tagline",
    "affiliate",
];
