//! The folder we write: its files, and what is remembered of them from one run to the next.
//!
//! Architecture invariants:
//! - A file is written beside its place and renamed. At any instant each PDF is whole, old or new.
//! - What is not ours, by the hash of its content in state, manifest, journal or history, is never written over and never
//!   removed.
//! - The state may be lost, torn or forged at any time: then more is made than needed, and nothing worse.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this stage touches the disk; clippy.toml keeps all pure stages from it"
)]

pub(crate) mod checked;
pub(crate) mod clinic_words;
pub(crate) mod folder;
pub(crate) mod found;
pub(crate) mod history;
pub(crate) mod index;

mod journal;
pub(crate) mod lock;
pub(crate) mod manifest;
pub(crate) mod named_file;
pub(crate) mod names;
mod packed_forms;
pub(crate) mod prune;
pub(crate) mod record;
pub(crate) mod records;
pub(crate) mod shard;
mod short_names;
pub(crate) mod sites_list;
pub(crate) mod state;
pub(crate) mod store;
pub(crate) mod stored_diagnostics;

pub use self::names::OUTPUT;
pub use self::shard::Shard;
