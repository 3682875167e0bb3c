//! Files written from small handouts, read back and judged.

mod drawings;
mod files;
mod fixtures;
mod foreign;
mod ink;
mod reader;
mod structure;
mod text;
