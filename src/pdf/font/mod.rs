//! Fonts in a file: which glyphs and letters it shows, the subset that holds them, what each code says in Unicode.

pub(in crate::pdf) mod clusters;
mod composites;
pub(in crate::pdf) mod embed;
pub(in crate::pdf) mod letters;
mod subset;
pub(in crate::pdf) mod usage;
