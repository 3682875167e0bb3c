//! How the outlines of a face are deflated: in parts, each of bytes as they are and a repetition behind them.
//!
//! A repetition is of the outline's own bytes, or of those of glyphs that many handouts show. The parts of such glyphs were looked
//! for once, by `tests/parting`, and stand in a table for each face: to look for them costs ten times as much as to
//! write a subset, and must not depend on what is shown.

use crate::pdf::file::deflate::prefix_code::{ARABIC, LATIN, PrefixCode};

/// Farthest back that a repetition may begin (RFC 1951, 3.2.5).
const FARTHEST: usize = 32_768;

/// The table of a face, and the code that its outlines are deflated in; `None` of a face that has none.
pub(super) fn table_of(name: &str) -> Option<(Table, &'static PrefixCode)> {
    let (table, code): (&[u8], _) = match name {
        "SourceSans3-Regular" => (include_bytes!("parts/SourceSans3-Regular.bin"), &LATIN),
        "SourceSans3-It" => (include_bytes!("parts/SourceSans3-It.bin"), &LATIN),
        "SourceSans3-Semibold" => (include_bytes!("parts/SourceSans3-Semibold.bin"), &LATIN),
        "SourceSans3-SemiboldIt" => (include_bytes!("parts/SourceSans3-SemiboldIt.bin"), &LATIN),
        "NotoSansArabic-Regular" => (include_bytes!("parts/NotoSansArabic-Regular.bin"), &ARABIC),
        "NotoSansArabic-Bold" => (include_bytes!("parts/NotoSansArabic-Bold.bin"), &ARABIC),
        _ => return None,
    };
    Some((Table::read(table)?, code))
}

/// The table of a face: words of two bytes, the lower first.
///
/// How many glyphs it has; for each its number in the face and how many words its parts take; then these. A part is how
/// many bytes stand before its repetition, how many that has, how far back it begins or 0, and then how many glyphs have
/// its bytes; of each glyph its index in the table, the byte with which they begin, and how many of them it has.
pub(super) struct Table {
    /// For each glyph its number in the face, and where its parts stand.
    pub glyphs: Vec<(u16, std::ops::Range<usize>)>,
    words: &'static [[u8; 2]],
}

impl Table {
    fn read(table: &'static [u8]) -> Option<Table> {
        let (words, _) = table.as_chunks::<2>();
        let (count, rest) = words.split_first()?;
        let count = usize::from(u16::from_le_bytes(*count));
        let mut at = 0;
        let glyphs = rest.get(..2 * count)?.chunks_exact(2).map(|glyph| {
            let start = at;
            at += usize::from(u16::from_le_bytes(glyph[1]));
            (u16::from_le_bytes(glyph[0]), start..at)
        });
        Some(Table { glyphs: glyphs.collect(), words: rest.get(2 * count..)? })
    }

    /// The parts of a glyph, by its index.
    pub(super) fn parts(&self, index: usize) -> Parts {
        let words = self.glyphs.get(index).and_then(|(_, range)| self.words.get(range.clone())).unwrap_or_default();
        let mut words = words.iter().map(|word| u16::from_le_bytes(*word));
        let (mut parts, mut end) = (Parts::default(), 0);
        while let (Some(literals), Some(length), Some(distance)) = (words.next(), words.next(), words.next()) {
            if distance == 0 {
                let count = words.next().unwrap_or(0);
                let place = |_| Some(Place { glyph: words.next()? as u8, at: words.next()?, length: words.next()? });
                parts.places.extend((0..count).map_while(place));
            }
            parts.parts.push(Part { at: end + literals, length, distance, places: parts.places.len() });
            end += literals + length;
        }
        parts
    }
}

/// The parts of an outline.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub parts: Vec<Part>,
    /// Where the bytes of repetitions stand in other glyphs, those of each first in those that have most of them.
    pub places: Vec<Place>,
}

/// A repetition.
#[derive(Debug)]
pub(super) struct Part {
    /// Byte of the outline with which it begins.
    pub at: u16,
    /// How many bytes it has.
    pub length: u16,
    /// How far before they stand in the same outline; 0 where they stand in other glyphs.
    pub distance: u16,
    /// Where its places end.
    pub places: usize,
}

/// A place in the outline of a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Index in the table.
    pub glyph: u8,
    /// Byte of its outline.
    pub at: u16,
    /// How many bytes it has in common with the repetition, from the first on.
    pub length: u16,
}

/// Of some places the first that stands before `at` of a program: how many bytes it has, and how far before they are. `glyphs`
/// tells where the glyphs of the table begin there that stand before, by their indexes, and 0 for all others.
#[inline]
pub(super) fn copy(places: &[Place], at: usize, glyphs: &[usize; 256]) -> Option<(usize, usize)> {
    let place = places.iter().find(|place| glyphs[usize::from(place.glyph)] > 0)?;
    let distance = at.checked_sub(glyphs[usize::from(place.glyph)] + usize::from(place.at))?;
    (distance <= FARTHEST).then_some((usize::from(place.length), distance))
}
