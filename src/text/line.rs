//! A line as it is drawn.

use super::GlyphRun;
use crate::geometry::Pt;

/// One set line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// In logical order; `x` says where each is drawn.
    pub fragments: Vec<Fragment>,
    /// Width of the ink, without the white space at its end.
    pub width: Pt,
}

/// The part of a line that belongs to one span.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragment {
    /// Index of the span in the paragraph.
    pub span: usize,
    /// Left end, from the left end of the line.
    pub x: Pt,
    /// Width, without the white space that ends the line.
    pub width: Pt,
    /// How far the baseline is raised.
    pub rise: Pt,
    /// The glyphs, white space at the line's end included.
    pub run: GlyphRun,
    /// Left end of what is drawn, from the left end of the line: other than `x` where letters are written in the order
    /// of reading and drawn in another, and where the white space that ends the line is at the left.
    pub ink_x: Pt,
    /// Font units in an em of its face.
    pub units_per_em: u16,
    /// The space of its face; 0 when it has none.
    pub blank: u16,
}
