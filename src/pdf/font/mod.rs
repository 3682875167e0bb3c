//! Fonts in a file: what it shows of each face, the subset that holds that, and the text of each code.
//!
//! In order: `clusters` tells which glyphs of a run show which characters, `letters` what codes a cluster becomes, `usage`
//! gathers both over the pages, with what each run shows in `shown_runs`, `subset` cuts a face down to them, `embed` writes the
//! font objects, `coded_runs` has the codes that the runs become. `outlines` keeps how the outlines of the faces that most handouts
//! show are deflated, in the `parts` that `tests/parting` found for each face.

pub(in crate::pdf) mod cache;
mod character_map;
pub(in crate::pdf) mod clusters;
mod coded_program;
pub(in crate::pdf) mod coded_runs;
mod codes;
mod composites;
mod cutting;
pub(in crate::pdf) mod embed;
mod glyph_set;
pub(in crate::pdf) mod letters;
mod outlines;
mod parts;
mod program;
mod sfnt;
mod shared_codes;
mod shown_runs;
mod source;
mod subset;
mod subset_key;
#[cfg(test)]
mod tests;
mod to_unicode;
mod true_type;
mod usage;
mod win_ansi;
