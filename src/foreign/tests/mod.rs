//! Small files by hand, sound and hostile, read and written anew.

mod files;
mod hostile;
mod looks;
mod source;
