//! What reading the content folder and writing the output folder both need of the disk.

pub(crate) mod atomic;
pub(crate) mod error;
pub(crate) mod file_state;
pub(crate) mod fingerprint;
pub(crate) mod path;

pub use self::error::Error;
