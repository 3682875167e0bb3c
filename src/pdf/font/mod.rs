//! Fonts in a file: what it shows of each face, the subset that holds that, and the text of each code.
//!
//! In order: `clusters` tells which glyphs of a run show which characters, `letters` what codes a cluster becomes, `usage`
//! gathers both over the pages, `subset` cuts a face down to them, `embed` writes the font objects.

pub(in crate::pdf) mod cache;
mod character_map;
pub(in crate::pdf) mod clusters;
mod codes;
mod composites;
mod cutting;
pub(in crate::pdf) mod embed;
mod glyph_set;
pub(in crate::pdf) mod letters;
mod program;
mod sfnt;
mod shared_codes;
mod subset;
mod subset_key;
mod to_unicode;
mod true_type;
mod usage;
mod win_ansi;
