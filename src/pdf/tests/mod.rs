//! Files written from small handouts, read back and judged.

mod fixtures;
mod reader;
mod structure;
