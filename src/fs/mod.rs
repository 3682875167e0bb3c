//! What reading the content folder and writing the output folder both need of the disk: paths as people see them, errors,
//! the state of files, locks, writing whole or not at all, digests of many inputs, a flag to end early.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this stage touches the disk; clippy.toml keeps all pure stages from it"
)]

pub(crate) mod atomic;
pub(crate) mod cancel;
pub(crate) mod error;
pub(crate) mod file_lock;
pub(crate) mod file_state;
pub(crate) mod fingerprint;
pub(crate) mod ordinary;
pub(crate) mod path;
pub(crate) mod temporary;

pub use self::cancel::CancelFlag;
pub use self::error::{Error, ErrorKind};
pub use self::path::display_path;
