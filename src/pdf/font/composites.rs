//! Composite glyphs made for a file (OpenType 1.9, "glyf"): a letter of several glyphs becomes one.

use super::letters::{Letter, Part, Shape};
use super::sfnt::{Table, word};

/// Appends the letters to the glyphs of a TrueType file. `bare` holds the outlines, `starts` where each begins and the
/// last ends, and `numbers` the number of each glyph of the face, 0 for none.
pub(super) fn append(
    tables: &mut [Table],
    (bare, starts): (&mut Vec<u8>, &mut Vec<usize>),
    numbers: &[u16],
    letters: &[Letter],
) -> Option<()> {
    if letters.is_empty() {
        return Some(());
    }
    let mut metrics = Vec::with_capacity(letters.len());
    let mut most = 1;
    for letter in letters {
        let Shape::Parts { parts, width } = &letter.shape else { return None };
        let mut composite = Composite::default();
        for part in parts {
            let number = *numbers.get(usize::from(part.glyph)).filter(|number| **number != 0)?;
            let outline = bare.get(*starts.get(usize::from(number))?..*starts.get(usize::from(number) + 1)?)?;
            composite.add(part, number, outline)?;
        }
        most = most.max(composite.parts.len());
        metrics.push((*width, composite.write(bare)));
        starts.push(bare.len());
    }
    let table = |tables: &mut [Table], tag: &[u8; 4]| tables.iter().position(|table| table.0 == tag);
    let (hhea, hmtx, maxp) = (table(tables, b"hhea")?, table(tables, b"hmtx")?, table(tables, b"maxp")?);
    let long = word(&tables[hhea].1, 34)?;
    let count = append_metrics(&mut tables[hmtx].1, usize::from(long), &metrics)?;
    tables[hhea].1.get_mut(34..36)?.copy_from_slice(&count.to_be_bytes());
    widen(&mut tables[maxp].1, count, u16::try_from(most).ok()?)
}

/// A composite glyph being put together.
#[derive(Default)]
struct Composite {
    /// Number, x, y.
    parts: Vec<(u16, i16, i16)>,
    /// x min, y min, x max, y max.
    bounds: Option<[i16; 4]>,
}

impl Composite {
    /// Adds a part, unless it draws nothing.
    fn add(&mut self, part: &Part, number: u16, outline: &[u8]) -> Option<()> {
        if outline.is_empty() {
            return Some(());
        }
        let edge = |at, by: i16| Some(word(outline, at)?.cast_signed().saturating_add(by));
        let own = [edge(2, part.x)?, edge(4, part.y)?, edge(6, part.x)?, edge(8, part.y)?];
        self.bounds = Some(
            self.bounds
                .map_or(own, |[x, y, right, top]| [x.min(own[0]), y.min(own[1]), right.max(own[2]), top.max(own[3])]),
        );
        self.parts.push((number, part.x, part.y));
        Some(())
    }

    /// Writes the glyph and gives its left side bearing.
    fn write(self, out: &mut Vec<u8>) -> i16 {
        /// Offsets are words and distances, not points; the parts' own hints and metrics play no role.
        const OFFSETS: u16 = 0x0003;
        const MORE: u16 = 0x0020;
        let Some(bounds) = self.bounds else { return 0 };
        out.extend_from_slice(&(-1i16).to_be_bytes());
        bounds.iter().for_each(|edge| out.extend_from_slice(&edge.to_be_bytes()));
        for (index, (number, x, y)) in self.parts.iter().enumerate() {
            let flags = if index + 1 < self.parts.len() { OFFSETS | MORE } else { OFFSETS };
            out.extend_from_slice(&flags.to_be_bytes());
            out.extend_from_slice(&number.to_be_bytes());
            out.extend_from_slice(&x.to_be_bytes());
            out.extend_from_slice(&y.to_be_bytes());
        }
        bounds[0]
    }
}

/// Appends advances and bearings; gives the number of glyphs, all of which now have both.
fn append_metrics(hmtx: &mut Vec<u8>, long: usize, metrics: &[(u16, i16)]) -> Option<u16> {
    let last = word(hmtx, 4 * long.checked_sub(1)?)?;
    let short = hmtx.split_off(4 * long);
    for bearing in short.chunks_exact(2) {
        hmtx.extend_from_slice(&last.to_be_bytes());
        hmtx.extend_from_slice(bearing);
    }
    for (advance, bearing) in metrics {
        hmtx.extend_from_slice(&advance.to_be_bytes());
        hmtx.extend_from_slice(&bearing.to_be_bytes());
    }
    u16::try_from(hmtx.len() / 4).ok()
}

/// Makes room in the maximum profile for more glyphs, of up to `most` parts.
fn widen(maxp: &mut [u8], count: u16, most: u16) -> Option<()> {
    maxp.get_mut(4..6)?.copy_from_slice(&count.to_be_bytes());
    // Points and contours of simple glyphs, then of composite ones, then parts and depth.
    for (simple, composite) in [(6, 10), (8, 12)] {
        let largest = word(maxp, simple)?.max(word(maxp, composite)?).saturating_mul(most);
        maxp.get_mut(composite..composite + 2)?.copy_from_slice(&largest.to_be_bytes());
    }
    let (parts, depth) = (word(maxp, 28)?.max(most), word(maxp, 30)?.saturating_add(1));
    maxp.get_mut(28..30)?.copy_from_slice(&parts.to_be_bytes());
    maxp.get_mut(30..32)?.copy_from_slice(&depth.to_be_bytes());
    Some(())
}
