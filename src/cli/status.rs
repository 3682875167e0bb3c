//! Exit statuses.

/// Everything asked for is on disk.
pub const DONE: u8 = 0;
/// An article has an error, or a warning under `--strict`.
pub const UNSOUND: u8 = 1;
/// The command could not do its work.
pub const FAILED: u8 = 2;
/// Stopped by Ctrl-C: what is on disk is whole.
pub const INTERRUPTED: u8 = 130;
