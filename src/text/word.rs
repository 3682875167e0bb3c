//! Shaped words: what a run is made of.

use std::ops::Range;
use std::rc::Rc;

use super::Glyph;
use crate::geometry::Pt;

/// A word and the space behind it with their glyphs, wherever they stand; or a space alone.
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
    /// Its widths, as its glyphs sum up one by one.
    pub widths: Widths,
    pub word: Word,
}

/// How wide a word and the space behind it are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Widths {
    pub ink: Pt,
    pub space: Pt,
    /// Bytes of the word without the space.
    pub length: usize,
}

impl Word {
    /// A word of these glyphs.
    pub fn of(glyphs: Vec<Glyph>) -> Word {
        Word { glyphs: glyphs.into() }
    }

    /// How wide it is, where a font unit is this wide; `length` is that of the word without the space behind it.
    pub fn widths(&self, length: usize, scale: Pt) -> Widths {
        let mut widths = Widths { ink: 0.0, space: 0.0, length };
        for glyph in self.glyphs.iter() {
            let room = if (glyph.cluster as usize) < length { &mut widths.ink } else { &mut widths.space };
            *room += glyph.advance as Pt * scale;
        }
        widths
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
