//! The folder we read: which files are articles, what they are called, and what stands in them.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this room touches the disk; clippy.toml keeps all pure rooms from it"
)]

mod file_note;
pub(crate) mod files;
mod meter;
pub(crate) mod names;
pub(crate) mod root;
pub(crate) mod sites;
pub(crate) mod suggest;
mod walk;

pub(crate) use self::file_note::at_top;
