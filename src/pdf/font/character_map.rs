//! The character of each glyph, by the cmap of its face: what a reader may make of a glyph without being told.

use skrifa::{FontRef, MetadataProvider};

use super::glyph_set::GlyphSet;
use crate::pdf::error::Error;
use crate::text::fonts::Face;

/// Glyphs that are cut out together, so that most handouts share a subset that is already finished.
const COMMON: &str = " !%'()*,-./0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz°–’“”•";
/// How many common glyphs a subset may hold that nobody uses; beyond that it is cut exactly.
const SPARE: u32 = 28;
/// The letters that names of authors bring in one at a time. Where a subset has the common glyphs, one of these brings the
/// others: they are built of the same parts, so that all of them weigh as much as half a dozen plain letters.
const NAMES: &str = "ÅÉÖŠáâäåçèéëíïñóôöøúüćčłšž";

/// The characters of the glyphs of a face.
#[derive(Debug)]
pub(in crate::pdf) struct CharacterMap {
    /// By glyph; `\0` where no character leads to it.
    characters: Vec<char>,
    /// The glyphs of [`COMMON`].
    common: GlyphSet,
    /// The glyphs of [`NAMES`].
    names: GlyphSet,
    /// Whether its outlines are CFF, of which no composite glyphs can be made.
    pub is_cff: bool,
}

impl CharacterMap {
    /// Reads the cmap of a face.
    pub(super) fn of(face: &Face) -> Result<CharacterMap, Error> {
        let font = FontRef::from_index(face.data, face.index).map_err(|_| Error::Face(face.name))?;
        let is_cff = font.table_data(skrifa::Tag::new(b"CFF ")).is_some();
        let none = GlyphSet::empty(face.advances.len());
        let characters = vec!['\0'; face.advances.len()];
        let mut map = CharacterMap { characters, common: none.clone(), names: none, is_cff };
        // In the order of characters, so that a glyph stands for its first: a space before a no-break space.
        for (code, glyph) in font.charmap().mappings() {
            let Some(character) = char::from_u32(code).filter(|character| is_allowed(*character)) else { continue };
            if let Some(entry) = map.characters.get_mut(glyph.to_u32() as usize)
                && (*entry == '\0' || character < *entry)
            {
                *entry = character;
            }
            if COMMON.contains(character) {
                map.common.insert(glyph.to_u32() as u16);
            } else if NAMES.contains(character) {
                map.names.insert(glyph.to_u32() as u16);
            }
        }
        Ok(map)
    }

    /// The character of a glyph.
    pub(super) fn character(&self, glyph: u16) -> Option<char> {
        self.characters.get(usize::from(glyph)).copied().filter(|character| *character != '\0')
    }

    /// Whether a glyph stands for a text. A no-break space shown by the space may be read as a space.
    pub(super) fn maps(&self, glyph: u16, text: &str) -> bool {
        let mut characters = text.chars();
        match (self.character(glyph), characters.next(), characters.next()) {
            (Some(own), Some(character), None) => own == character || own == ' ' && character == '\u{A0}',
            _ => false,
        }
    }

    /// The glyphs to cut out for those that are used, ascending: with the common ones when not too many of them would be
    /// spare, and then with those of names.
    pub(super) fn rounded(&self, mut used: GlyphSet) -> Vec<u16> {
        if used.lacks(&self.common) <= SPARE {
            used.add(&self.common);
            if used.overlaps(&self.names) {
                used.add(&self.names);
            }
        }
        used.glyphs()
    }
}

/// Whether a text may hold a character (ISO 14289-1, 7.21.7; ISO 19005-2, 6.2.11.7.3).
pub(super) fn is_allowed(character: char) -> bool {
    let code = u32::from(character);
    !matches!(code, 0 | 0xFEFF | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xF_0000..) && code & 0xFFFE != 0xFFFE
}
