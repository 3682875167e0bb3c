//! The character of each glyph, by the cmap of its face: what a reader may make of a glyph without being told.

use skrifa::{FontRef, MetadataProvider};

use crate::pdf::error::Error;
use crate::text::fonts::Face;

/// The number of no glyph: a face has 65,535 at most.
pub(super) const NO_GLYPH: u16 = u16::MAX;

/// The characters of the glyphs of a face.
#[derive(Debug)]
pub(in crate::pdf) struct CharacterMap {
    /// By glyph; `\0` where no character leads to it.
    characters: Vec<char>,
    /// By character of ASCII, the glyph that stands for it; [`NO_GLYPH`] for those that none stands for.
    ascii: [u16; 128],
    /// Whether its outlines are CFF, of which no composite glyphs can be made.
    pub is_cff: bool,
}

impl CharacterMap {
    /// Reads the cmap of a face.
    pub(super) fn of(face: &Face) -> Result<CharacterMap, Error> {
        let font = FontRef::from_index(face.data, face.index).map_err(|_| Error::Face(face.name))?;
        let is_cff = font.table_data(skrifa::Tag::new(b"CFF ")).is_some();
        let mut map = CharacterMap { characters: vec!['\0'; face.advances.len()], ascii: [NO_GLYPH; 128], is_cff };
        // In the order of characters, so that a glyph stands for its first: a space before a no-break space.
        for (code, glyph) in font.charmap().mappings() {
            let Some(character) = char::from_u32(code).filter(|character| is_allowed(*character)) else { continue };
            if let Some(entry) = map.characters.get_mut(glyph.to_u32() as usize)
                && (*entry == '\0' || character < *entry)
            {
                *entry = character;
            }
        }
        for (glyph, character) in (0..NO_GLYPH).zip(&map.characters).skip(1) {
            if let Some(entry) = map.ascii.get_mut(*character as usize).filter(|_| *character != '\0') {
                *entry = glyph;
            }
        }
        Ok(map)
    }

    /// The character of a glyph.
    pub(super) fn character(&self, glyph: u16) -> Option<char> {
        self.characters.get(usize::from(glyph)).copied().filter(|character| *character != '\0')
    }

    /// The glyph that stands for a character of ASCII; [`NO_GLYPH`] where none does, and of any other byte.
    #[inline]
    pub(super) fn ascii(&self, character: u8) -> u16 {
        self.ascii.get(usize::from(character)).copied().unwrap_or(NO_GLYPH)
    }

    /// Whether a character leads to a glyph first of all.
    #[inline]
    pub(super) fn is(&self, glyph: u16, character: char) -> bool {
        character != '\0' && self.characters.get(usize::from(glyph)) == Some(&character)
    }

    /// Whether a glyph stands for a character. A no-break space shown by the space may be read as a space.
    pub(super) fn stands_for(&self, glyph: u16, character: char) -> bool {
        self.character(glyph).is_some_and(|own| own == character || own == ' ' && character == '\u{A0}')
    }

    /// Whether a glyph stands for a text.
    pub(super) fn maps(&self, glyph: u16, text: &str) -> bool {
        only_character(text).is_some_and(|character| self.stands_for(glyph, character))
    }
}

/// The character of a text that has but one.
pub(super) fn only_character(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Whether a text may hold a character (ISO 14289-1, 7.21.7; ISO 19005-2, 6.2.11.7.3).
pub(super) fn is_allowed(character: char) -> bool {
    let code = u32::from(character);
    !matches!(code, 0 | 0xFEFF | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xF_0000..) && code & 0xFFFE != 0xFFFE
}
