//! A face cut down to what a file uses of it: the font program, deflated, with the codes, widths and texts of its glyphs.

use super::character_map::CharacterMap;
use super::letters::Letter;
use super::program::{Program, font_program};
use super::subset_key::SubsetKey;
use super::to_unicode::{Mapping, to_unicode};
use crate::pdf::error::Error;
use crate::pdf::file::deflate::deflate;
use crate::text::fonts::Face;

/// A finished subset.
#[derive(Debug)]
pub(in crate::pdf) struct Subset {
    pub key: SubsetKey,
    /// `ABCDEF+SourceSans3-Regular` (ISO 32000-1, 9.6.4), the letters from a hash of the font program.
    pub name: String,
    /// Bytes of a TrueType program before deflating; `None` of a CFF one, which needs no length.
    pub true_type: Option<usize>,
    /// Deflated.
    pub program: Vec<u8>,
    /// The CMap of its texts, deflated.
    pub to_unicode: Vec<u8>,
    /// Code of the first letter that was made.
    pub first_letter: u16,
    /// Code by glyph of the face, up to the last; 0 for those left out.
    pub codes: Vec<u16>,
    /// By code, glyphs of the face alone.
    pub glyphs: Vec<GlyphCode>,
}

/// A code of a glyph of the face.
#[derive(Clone, Copy, Debug)]
pub(super) struct GlyphCode {
    /// In hundredths of a thousandth of an em, as it stands in the file.
    pub width: i64,
    /// The character that the file maps it to; `\0` for none, or more than one.
    pub character: char,
}

impl Subset {
    /// Cuts a face down.
    pub(super) fn make(key: &SubsetKey, face: &Face, characters: &CharacterMap) -> Result<Subset, Error> {
        let made = font_program((face.data, face.index), &key.glyphs, &key.letters).ok_or(Error::Face(face.name))?;
        let (program, first_letter) = made;
        let tag: String =
            blake3::hash(program.bytes()).as_bytes().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
        Ok(Subset {
            key: key.clone(),
            name: format!("{tag}+{}", face.name),
            true_type: matches!(program, Program::TrueType(_)).then_some(program.bytes().len()),
            program: deflate(program.bytes()),
            to_unicode: deflate(&to_unicode(&mappings(key, characters, first_letter))),
            first_letter,
            codes: codes(&key.glyphs),
            glyphs: glyph_codes(key, face, characters),
        })
    }

    /// Bytes held.
    pub(super) fn weight(&self) -> usize {
        let tables = 2 * self.codes.len() + 20 * self.glyphs.len() + 80 * self.key.letters.len();
        self.program.len() + self.to_unicode.len() + tables + 256
    }

    /// The code of a letter that was made.
    pub(super) fn letter(&self, letter: &Letter) -> Option<u16> {
        let index = self.key.letters.binary_search(letter).ok()?;
        self.first_letter.checked_add(u16::try_from(index).ok()?)
    }
}

/// The code of each glyph of the face, in the order of `glyphs` from 1 on.
fn codes(glyphs: &[u16]) -> Vec<u16> {
    let mut codes = vec![0; glyphs.last().map_or(0, |last| usize::from(*last) + 1)];
    for (code, glyph) in (1..).zip(glyphs) {
        codes[usize::from(*glyph)] = code;
    }
    codes
}

/// Width and character of each code, 0 among them.
fn glyph_codes(key: &SubsetKey, face: &Face, characters: &CharacterMap) -> Vec<GlyphCode> {
    let character = |glyph: u16| match key.text(glyph) {
        Some(text) => only_character(text),
        None => characters.character(glyph),
    };
    let glyphs = std::iter::once(0).chain(key.glyphs.iter().copied());
    glyphs.map(|glyph| GlyphCode { width: width(face, glyph), character: character(glyph).unwrap_or('\0') }).collect()
}

/// The character of a text that has but one.
pub(super) fn only_character(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// The text of each code that has one.
fn mappings(key: &SubsetKey, characters: &CharacterMap, first_letter: u16) -> Vec<Mapping> {
    let mut mappings = Vec::with_capacity(key.glyphs.len() + key.letters.len());
    for (code, glyph) in (1..).zip(&key.glyphs) {
        if let Some(text) = key.text(*glyph) {
            mappings.push((code, text.encode_utf16().collect()));
        } else if let Some(character) = characters.character(*glyph) {
            mappings.push((code, character.encode_utf16(&mut [0; 2]).to_vec()));
        }
    }
    for (code, letter) in (first_letter..).zip(&key.letters) {
        mappings.push((code, letter.text.encode_utf16().collect()));
    }
    mappings
}

/// Width of a glyph in hundredths of a thousandth of an em, as it stands in the file.
fn width(face: &Face, glyph: u16) -> i64 {
    scaled(face, i64::from(face.advances[usize::from(glyph)]))
}

/// A distance in font units, in hundredths of a thousandth of an em, rounded half up.
pub(super) fn scaled(face: &Face, units: i64) -> i64 {
    match face.units_per_em {
        0 => 0,
        // The usual em, without a division.
        1000 => 100 * units,
        em => (200_000 * units + i64::from(em)).div_euclid(2 * i64::from(em)),
    }
}
