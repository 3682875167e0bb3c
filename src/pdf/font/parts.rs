//! How the outlines of a face are deflated: in parts, each of bytes as they are and a repetition behind them.
//!
//! A repetition is of the outline's own bytes, or of those of glyphs that many handouts show. The parts of such glyphs were looked
//! for once, by the tests of `parting`, and stand in a table for each face: to look for them costs ten times as much as to
//! write a subset, and must not depend on what is shown.

use crate::pdf::file::deflate::prefix_code::{ARABIC, LATIN, PrefixCode};

/// Where the bytes of a repetition are looked for when a subset is written, at most.
#[cfg(test)]
pub(super) const MOST_PLACES: usize = 6;

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
    pub(super) fn parts(&self, index: usize) -> Vec<Part> {
        let words = self.glyphs.get(index).and_then(|(_, range)| self.words.get(range.clone())).unwrap_or_default();
        let mut words = words.iter().map(|word| usize::from(u16::from_le_bytes(*word)));
        let (mut parts, mut end) = (Vec::new(), 0);
        while let (Some(literals), Some(length), Some(distance)) = (words.next(), words.next(), words.next()) {
            let from = match distance {
                0 => {
                    let count = words.next().unwrap_or(0);
                    let place = |_| Some(Place { glyph: words.next()?, at: words.next()?, length: words.next()? });
                    Places::Glyphs((0..count).map_while(place).collect())
                }
                _ => Places::Own(distance),
            };
            parts.push(Part { at: end + literals, length, from });
            end += literals + length;
        }
        parts
    }
}

/// A repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Byte of the outline with which it begins.
    pub at: usize,
    /// How many bytes it has.
    pub length: usize,
    pub from: Places,
}

/// Where the bytes of a repetition stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// So far before.
    Own(usize),
    /// In other glyphs, first in those that have most of them.
    Glyphs(Vec<Place>),
}

/// A place in the outline of a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Index in the table.
    pub glyph: usize,
    /// Byte of its outline.
    pub at: usize,
    /// How many bytes it has in common with the repetition, from the first on.
    pub length: usize,
}

impl Part {
    /// How many of its bytes stand before `at` of a program, and how far. `glyphs` tells where the glyphs of the table begin
    /// there that stand before the outline, by their indexes, and 0 for all others.
    pub(super) fn copy(&self, at: usize, glyphs: &[usize]) -> Option<(usize, usize)> {
        match &self.from {
            Places::Own(distance) => Some((self.length, *distance)),
            Places::Glyphs(places) => places.iter().find_map(|place| {
                let start = glyphs.get(place.glyph).filter(|start| **start > 0)?;
                let distance = at.checked_sub(start + place.at).filter(|distance| *distance <= FARTHEST)?;
                Some((place.length, distance))
            }),
        }
    }
}
