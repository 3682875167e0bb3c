//! Type: from styled runs of characters to lines of placed glyphs.
//!
//! Three steps: [`shape`](Shaper::shape) gives every character its glyphs, once; [`breaks`] says where a line may end;
//! `lines` chooses where it does, for as many measures as the caller likes.
//!
//! Architecture invariant: this module knows nothing of articles, pages or PDF.

mod bidi;
pub mod breaks;
mod circles;
mod closed_syllables;
mod coverage;
pub mod fonts;
mod fullwidth;
mod isolates;
mod kind;
mod library;
mod line;
mod line_clusters;
mod line_ends;
mod lines;
mod plain_breaks;
mod ranges;
mod reading;
pub mod scripts;
mod shape;
mod shaped;
mod short_texts;
mod together;
mod widths;
mod word;

pub use isolates::found as isolated_ranges;
pub use kind::{has_rightwards, is_rightwards};
pub use line::{Fragment, Line};
pub use lines::Wrap;
pub use shape::Shaper;
pub use shaped::{Missing, Shaped};
pub use together::{Customs, kept_ranges};

use std::ops::Range;

use crate::geometry::Pt;
pub use crate::language::Direction;

/// A face of the library: an index into [`fonts::Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// Which face of a family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// How heavy.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
}

/// How heavy a face is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// For reading.
    #[default]
    Regular,
    /// For strong words and headings.
    Semibold,
}

/// Whether a face leans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slant {
    /// For reading.
    #[default]
    Upright,
    /// For emphasis.
    Italic,
}

/// A stretch of a paragraph in one style and size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Byte of the paragraph's text where it ends; it begins where the one before ends.
    pub end: usize,
    /// Its face.
    pub style: Style,
    /// Its type size.
    pub size: Pt,
    /// How far its baseline is raised.
    pub rise: Pt,
}

/// A paragraph to be shaped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paragraph<'a> {
    /// White space folded; no line ends.
    pub text: &'a str,
    /// In order; the last ends where the text does.
    pub spans: &'a [Span],
    /// BCP 47 tag.
    pub language: &'a str,
    /// Base direction (UAX 9, P3 set by the caller).
    pub direction: Direction,
    /// Stretches whose direction is their own and touches nothing around them (UAX 9, FSI to PDI), ascending and
    /// apart: foreign names, say. Telephone numbers, doses and addresses are found without being named.
    pub isolates: &'a [Range<usize>],
    /// Stretches that stay on one line.
    pub keeps: &'a [Range<usize>],
    /// Stretches in another language, with its BCP 47 tag, ascending and apart; each begins and ends where a span does.
    pub foreign: &'a [(Range<usize>, String)],
}

/// Glyphs of one face and size on one baseline, with the characters they show.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The face that owns the glyph numbers.
    pub face: FaceId,
    /// Type size.
    pub size: Pt,
    /// The characters shown, in logical order.
    pub text: String,
    /// In visual order, left to right.
    pub glyphs: Vec<Glyph>,
}

/// A placed glyph; distances are in the face's font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Number in the face.
    pub id: u16,
    /// How far the pen moves on, kerning included.
    pub advance: i32,
    /// Where it is drawn, rightwards from the pen.
    pub dx: i32,
    /// Where it is drawn, upwards from the baseline.
    pub dy: i32,
    /// Byte in [`GlyphRun::text`] where its cluster begins. Glyphs of one cluster share it; a cluster ends where the
    /// next larger one begins, or at the end of the text.
    pub cluster: u32,
}
