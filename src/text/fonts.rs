//! The families we carry, what they cover, and which face shows a character.

use super::FaceId;

/// One face: a file of ours, read once.
#[derive(Debug)]
pub struct Face {
    /// PostScript name, without a subset tag: `SourceSans3-Regular`.
    pub name: &'static str,
    /// The whole font file.
    pub data: &'static [u8],
    /// Font units to the em.
    pub units_per_em: u16,
    /// Height above the baseline that the face asks for, in font units.
    pub ascent: i16,
    /// Depth below the baseline, negative, in font units.
    pub descent: i16,
    /// Height of a capital, in font units.
    pub cap_height: i16,
    /// Height of a small x, in font units.
    pub x_height: i16,
    /// Degrees, negative when leaning right.
    pub italic_angle: f32,
    /// 400 or 600.
    pub weight: u16,
    /// (x min, y min, x max, y max) over all glyphs, in font units.
    pub bbox: [i16; 4],
    /// Advance width of every glyph, in font units.
    pub advances: Vec<u16>,
}

/// Every face in the binary.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Face>,
}

impl Fonts {
    /// A library of some faces; the first is face 0.
    pub fn of(faces: Vec<Face>) -> Fonts {
        Fonts { faces }
    }

    /// The face of an id that these fonts gave out.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }
}
