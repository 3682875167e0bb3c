//! The font program of some glyphs of a face.

use subsetter::GlyphRemapper;

use super::cutting::Cutting;
use super::outlines::Outlines;
use super::sfnt::{table, word};
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

    /// Bytes that other programs of the face do not have: of a TrueType file all before its outlines. A checksum of these is among
    /// them, and which code leads to which glyph, how wide it is, and where its outline is.
    pub(super) fn signature(&self) -> &[u8] {
        match self {
            Program::TrueType(TrueType { bytes, starts, .. }) => {
                &bytes[..*starts.first().expect("a program tells where its outlines begin, even if it has none")]
            }
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
    use super::super::cutting::Keys;
    use super::*;

    #[test]
    fn programs_are_told_apart() {
        let regular = handout_fonts::SOURCE_SANS_3.faces[0].data();
        let mut known = std::collections::BTreeSet::new();
        let mut count = 0;
        // One glyph of its own each, with one code or another, as in files that show other things besides.
        for glyph in 20..120 {
            for code in 0x80..0x90 {
                let keys = Keys { is_symbolic: true, glyphs: vec![0x78, code], letters: Vec::new() };
                let cutting = Cutting { glyphs: &[60, glyph], letters: &[], keys: Some(&keys) };
                known.insert(font_program((regular, 0), false, cutting, None).unwrap().0.signature().to_vec());
                count += 1;
            }
        }
        assert_eq!(known.len(), count);
    }

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
