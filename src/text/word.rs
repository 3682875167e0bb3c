//! Shaped words: what a run is made of.

use std::ops::Range;
use std::rc::Rc;

use super::Glyph;
use crate::geometry::Pt;

/// A word with its glyphs, or the space between two, wherever it stands.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In visual order. Clusters are bytes of the word: ascending from left to right, descending from right to left.
    pub glyphs: Rc<[Glyph]>,
}

/// A word at its place in a text.
#[derive(Clone, Debug)]
pub(super) struct PlacedWord {
    /// Its first byte. It ends where the next word begins, or with its run.
    pub start: usize,
    /// Its width, as its glyphs sum up one by one.
    pub width: Pt,
    pub word: Word,
}

impl Word {
    /// A word of these glyphs.
    pub fn of(glyphs: Vec<Glyph>) -> Word {
        Word { glyphs: glyphs.into() }
    }

    /// Its width, where a font unit is this wide.
    pub fn width(&self, scale: Pt) -> Pt {
        self.glyphs.iter().map(|glyph| glyph.advance as Pt * scale).sum()
    }

    /// The glyphs that show some bytes of the word, which stand side by side.
    pub fn part(&self, bytes: Range<usize>, is_rtl: bool) -> &[Glyph] {
        let from = |byte: usize| match is_rtl {
            true => self.glyphs.partition_point(|glyph| glyph.cluster as usize >= byte),
            false => self.glyphs.partition_point(|glyph| (glyph.cluster as usize) < byte),
        };
        let (one, other) = (from(bytes.start), from(bytes.end));
        &self.glyphs[one.min(other)..one.max(other)]
    }

    /// Its glyphs in the order of its letters.
    pub fn in_order(&self, is_rtl: bool) -> impl Iterator<Item = &Glyph> {
        let last = self.glyphs.len().wrapping_sub(1);
        (0..self.glyphs.len()).map(move |at| &self.glyphs[if is_rtl { last - at } else { at }])
    }
}
