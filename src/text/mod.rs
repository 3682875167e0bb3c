//! Type: from styled runs of characters to lines of placed glyphs. Knows nothing of articles, pages or PDF.

use crate::geometry::Pt;

/// A face of the library: an index into [`fonts::Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

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

pub mod fonts;
