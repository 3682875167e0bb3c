//! The folder we read: which files are articles, what they are called, and what stands in them.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this stage touches the disk; clippy.toml keeps all pure stages from it"
)]

pub(crate) mod accepted;
mod among_sites;
pub(crate) mod clinics;
mod file_note;
pub(crate) mod files;
pub(crate) mod folders;
pub(crate) mod language_names;
mod lookalikes;
pub(crate) mod names;
mod portable;
pub(crate) mod root;
pub mod same_name;
pub(crate) mod sites;
pub(crate) mod suggest;
#[cfg(test)]
mod tests;
mod uses;
pub(crate) mod walk;

pub(crate) use self::file_note::at_top;
