//! The font program of some glyphs of a face.

use subsetter::GlyphRemapper;

use super::cutting::Cutting;
use super::outlines::Outlines;
use super::sfnt::{self, table, word};
use super::true_type::{self, TrueType};

/// A font program, as ISO 32000-1, 9.9 tells them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// A TrueType file: FontFile2.
    TrueType(TrueType),
    /// A bare CFF table, keyed by CID: FontFile3 of subtype CIDFontType0C. The CID of a glyph is its number.
    Cff(Vec<u8>),
}

impl Program {
    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Program::TrueType(program) => &program.bytes,
            Program::Cff(bytes) => bytes,
        }
    }

    /// Bytes that other programs of the face hardly ever have: of a TrueType file its directory, where a checksum of each table
    /// stands. A file has one program of a face; they matter where somebody joins files.
    pub(super) fn signature(&self) -> &[u8] {
        match self {
            Program::TrueType(program) => sfnt::directory(&program.bytes),
            Program::Cff(bytes) => bytes,
        }
    }
}

/// The font program of some glyphs of a face, given by its file and index there, and the number of the first letter;
/// `None` when the face cannot be read. `outlines` are those of the face, if they are kept.
pub(super) fn font_program(
    (face, index): (&[u8], u32),
    is_cff: bool,
    cutting: Cutting<'_>,
    outlines: Option<&Outlines>,
) -> Option<(Program, u16)> {
    let Cutting { glyphs, letters, .. } = cutting;
    if !is_cff {
        let program = true_type::program(face, cutting, outlines)?;
        let first_letter = u16::try_from(program.glyphs.len()).ok()?;
        return Some((Program::TrueType(program), first_letter));
    }
    if !letters.is_empty() {
        return None;
    }
    let cut = subsetter::subset(face, index, &GlyphRemapper::new_from_glyphs(glyphs)).ok()?;
    let count = word(table(&cut, b"maxp")?, 4)?;
    Some((Program::Cff(table(&cut, b"CFF ")?.to_vec()), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_font_is_refused() {
        let regular = handout_fonts::SOURCE_SANS_3.faces[0].data();
        let cut = |data, is_cff| {
            let cutting = Cutting { glyphs: &[40], letters: &[], keys: None };
            font_program((data, 0), is_cff, cutting, None)
        };
        for is_cff in [false, true] {
            assert_eq!(cut(b"", is_cff), None);
            assert_eq!(cut(&regular[..5000], is_cff), None);
        }
        assert!(cut(regular, false).is_some());
    }
}
