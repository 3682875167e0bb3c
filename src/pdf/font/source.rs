//! The outlines and metrics of a TrueType face, as its file has them (OpenType 1.9).

use super::sfnt::{double, table, word};

/// A face whose outlines are TrueType, opened.
pub(super) struct Source<'a> {
    pub head: &'a [u8],
    pub hhea: &'a [u8],
    pub maxp: &'a [u8],
    hmtx: &'a [u8],
    glyf: &'a [u8],
    loca: &'a [u8],
    /// Whether places of outlines are four bytes each.
    is_long: bool,
    /// How many glyphs have an advance of their own.
    advances: usize,
    /// How many glyphs it has.
    pub glyphs: usize,
}

impl<'a> Source<'a> {
    pub(super) fn open(file: &'a [u8]) -> Option<Source<'a>> {
        let (head, hhea, maxp) = (table(file, b"head")?, table(file, b"hhea")?, table(file, b"maxp")?);
        Some(Source {
            head,
            hhea,
            maxp,
            hmtx: table(file, b"hmtx")?,
            glyf: table(file, b"glyf")?,
            loca: table(file, b"loca")?,
            is_long: word(head, 50)? != 0,
            advances: usize::from(word(hhea, 34)?),
            glyphs: usize::from(word(maxp, 4)?),
        })
    }

    /// The outline of a glyph, empty if it draws nothing.
    pub(super) fn outline(&self, glyph: u16) -> Option<&'a [u8]> {
        let place = |n: usize| match self.is_long {
            true => Some(double(self.loca, 4 * n)? as usize),
            false => Some(2 * usize::from(word(self.loca, 2 * n)?)),
        };
        self.glyf.get(place(usize::from(glyph))?..place(usize::from(glyph) + 1)?)
    }

    /// Advance and left side bearing of a glyph, as they stand in the file.
    pub(super) fn metrics(&self, glyph: u16) -> Option<[u8; 4]> {
        let (glyph, last) = (usize::from(glyph), self.advances.checked_sub(1)?);
        let advance = word(self.hmtx, 4 * glyph.min(last))?.to_be_bytes();
        let bearing = match glyph.checked_sub(self.advances) {
            None => word(self.hmtx, 4 * glyph + 2)?,
            Some(behind) => word(self.hmtx, 4 * self.advances + 2 * behind)?,
        };
        let bearing = bearing.to_be_bytes();
        Some([advance[0], advance[1], bearing[0], bearing[1]])
    }
}

/// Appends a simple outline without its instructions, filled up to an even length; `None` of a composite one, and of one that
/// cannot be read.
pub(super) fn append_simple(outline: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let contours = usize::try_from(word(outline, 0)?.cast_signed()).ok()?;
    let length = 10 + 2 * contours;
    let instructions = usize::from(word(outline, length)?);
    out.extend_from_slice(outline.get(..length)?);
    out.extend_from_slice(&[0, 0]);
    let points = match contours {
        0 => 0,
        _ => usize::from(word(outline, length - 2)?) + 1,
    };
    let points_at = outline.get(length + 2 + instructions..)?;
    out.extend_from_slice(points_at.get(..length_of_points(points_at, points)?)?);
    fill_up(out);
    Some(())
}

/// Fills outlines up to an even length, as short places of them need.
pub(super) fn fill_up(outlines: &mut Vec<u8>) {
    if outlines.len() % 2 == 1 {
        outlines.push(0);
    }
}

/// Bytes of so many points of a simple outline: flags, then the coordinates across, then those upwards. Faces fill an outline
/// up to a multiple of four bytes, which would stay as noise behind it.
fn length_of_points(data: &[u8], points: usize) -> Option<usize> {
    const REPEAT: u8 = 0x08;
    let (mut at, mut left, mut coordinates) = (0, points, 0);
    while left > 0 {
        let flag = *data.get(at)?;
        at += 1;
        let mut count = 1;
        if flag & REPEAT != 0 {
            count += usize::from(*data.get(at)?);
            at += 1;
        }
        left = left.checked_sub(count)?;
        coordinates += count * usize::from(COORDINATES[usize::from(flag)]);
    }
    Some(at + coordinates)
}

/// Bytes of the two coordinates of a point, by its flag.
const COORDINATES: [u8; 256] = {
    /// Of a coordinate across: it has one byte; it is the last one again, of which nothing is written, unless it has one.
    const ACROSS: [usize; 2] = [0x02, 0x10];
    /// Of a coordinate upwards.
    const UPWARDS: [usize; 2] = [0x04, 0x20];
    const fn bytes(flag: usize, [is_byte, is_same]: [usize; 2]) -> u8 {
        match (flag & is_byte != 0, flag & is_same != 0) {
            (true, _) => 1,
            (false, true) => 0,
            (false, false) => 2,
        }
    }
    let mut coordinates = [0; 256];
    let mut flag = 0;
    while flag < 256 {
        coordinates[flag] = bytes(flag, ACROSS) + bytes(flag, UPWARDS);
        flag += 1;
    }
    coordinates
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_ends_with_its_last_point() {
        // Three points with one flag: one byte across, the same height again; then two of two bytes each way.
        assert_eq!(length_of_points(&[0x2A, 2, 5, 6, 7, 0], 3), Some(5));
        assert_eq!(length_of_points(&[0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0], 2), Some(10));
        assert_eq!(length_of_points(&[0x2A, 3, 5], 3), None, "a flag for more points than there are");
        assert_eq!(length_of_points(&[], 1), None);
    }
}
