//! A face cut down to what a file uses of it: the font program, deflated, with the codes, widths and texts of its glyphs.

use std::io::Read;

use super::character_map::{CharacterMap, only_character};
use super::coded_program;
use super::codes::{Codes, Encoding};
use super::cutting::{Cutting, Keys};
use super::letters::{Letter, Shape};
use super::outlines::Outlines;
use super::program::{Program, font_program};
use super::subset_key::SubsetKey;
use super::to_unicode::{Mapping, Units, to_unicode, with_ascii};
use crate::pdf::error::Error;
use crate::pdf::file::deflate::deflate_quickly;
use crate::text::fonts::Face;

/// A finished subset.
#[derive(Debug)]
pub(in crate::pdf) struct Subset {
    pub key: SubsetKey,
    /// `ABCDEF+SourceSans3-Regular` (ISO 32000-1, 9.6.4), the letters from a hash of what tells the font program from others.
    pub name: String,
    /// Bytes of a TrueType program before deflating; `None` of a CFF one, which needs no length.
    pub true_type: Option<usize>,
    /// Deflated.
    pub program: Vec<u8>,
    /// What its codes mean.
    pub encoding: Encoding,
    /// The CMap of its own texts, deflated, where it has any.
    pub to_unicode: Option<Vec<u8>>,
    /// Codes of the letters that were made, in their order.
    pub letters: Vec<u16>,
    /// Code by glyph of the face, up to the last; 0 for those left out.
    pub codes: Vec<u16>,
    /// By code.
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

impl GlyphCode {
    /// A code of no glyph.
    const NONE: GlyphCode = GlyphCode { width: 0, character: '\0' };
}

impl Subset {
    /// Cuts a face down.
    pub(super) fn make(
        key: &SubsetKey,
        face: &Face,
        characters: &CharacterMap,
        outlines: Option<&Outlines>,
    ) -> Result<Subset, Error> {
        let mut given = Codes::of(key, characters);
        let (encoding, keys) = (given.encoding, keys(&given));
        let glyphs: Vec<u16> = given.glyphs.iter().map(|(glyph, _)| *glyph).collect();
        let cutting = Cutting { glyphs: &glyphs, letters: &key.letters, keys: keys.as_ref() };
        // Kept outlines are told by those before them in the order in which other encodings have them.
        let outlines = outlines.filter(|_| matches!(encoding, Encoding::Symbolic | Encoding::Shared));
        let (program, first_letter) = font_program((face.data, face.index), characters.is_cff, cutting, outlines)
            .ok_or(Error::Face(face.name))?;
        if encoding == Encoding::Identity {
            given.letters = (first_letter..).take(key.letters.len()).collect();
        }
        let mut codes = vec![0; key.glyphs.last().map_or(0, |last| usize::from(*last) + 1)];
        for (glyph, code) in &given.glyphs {
            codes[usize::from(*glyph)] = *code;
        }
        let has_texts = matches!(encoding, Encoding::Symbolic | Encoding::Identity);
        let to_unicode = has_texts.then(|| {
            let mappings = mappings(key, characters, &given);
            deflate_quickly(&to_unicode(&mappings, encoding.length()))
        });
        Ok(Subset {
            name: format!("{}+{}", tag(program.signature()), face.name),
            true_type: matches!(program, Program::TrueType(_)).then_some(program.bytes().len()),
            program: deflated(&program, outlines),
            encoding,
            to_unicode,
            codes,
            glyphs: glyph_codes(key, face, characters, &given),
            letters: given.letters,
            key: key.clone(),
        })
    }

    /// Bytes held.
    pub(super) fn weight(&self) -> usize {
        let shared = self.key.shared.as_ref().map_or(0, |codes| 64 * codes.len());
        let tables = 2 * self.codes.len() + 20 * self.glyphs.len() + 80 * self.key.letters.len() + shared;
        self.program.len() + self.to_unicode.as_ref().map_or(0, Vec::len) + tables + 256
    }

    /// The code of a letter that was made.
    pub(super) fn letter(&self, letter: &Letter) -> Option<u16> {
        let index = self.key.letters.binary_search(letter).ok()?;
        self.letters.get(index).copied()
    }
}

/// The six letters before the name of a subset.
fn tag(signature: &[u8]) -> String {
    blake3::hash(signature).as_bytes().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// A font program, deflated.
fn deflated(program: &Program, outlines: Option<&Outlines>) -> Vec<u8> {
    let coded = match (program, outlines) {
        (Program::TrueType(program), Some(outlines)) => coded_program::deflated(program, outlines),
        _ => None,
    };
    debug_assert!(coded.as_ref().is_none_or(|coded| inflates_to(coded, program.bytes())), "a stream holds its program");
    coded.unwrap_or_else(|| deflate_quickly(program.bytes()))
}

/// Whether a stream that we coded ourselves is read as these bytes; asked of each in builds for tests.
fn inflates_to(stream: &[u8], bytes: &[u8]) -> bool {
    let mut back = Vec::new();
    flate2::read::ZlibDecoder::new(stream).read_to_end(&mut back).is_ok() && back == bytes
}

/// What the character map of the font program leads from: characters, or in a symbolic font codes.
fn keys(codes: &Codes) -> Option<Keys> {
    match codes.encoding {
        Encoding::WinAnsi => Some(Keys { is_symbolic: false, glyphs: codes.characters.clone(), letters: Vec::new() }),
        Encoding::Symbolic | Encoding::Shared => Some(Keys {
            is_symbolic: true,
            glyphs: codes.glyphs.iter().map(|(_, code)| *code).collect(),
            letters: codes.letters.clone(),
        }),
        Encoding::Identity => None,
    }
}

/// Width and character of each code up to the last, and to the space at least; 0 stands for the glyph of missing characters.
fn glyph_codes(key: &SubsetKey, face: &Face, characters: &CharacterMap, codes: &Codes) -> Vec<GlyphCode> {
    let own = codes.glyphs.iter().map(|(_, code)| *code);
    let last = own.chain(codes.letters.iter().copied()).fold(0x20, u16::max);
    let mut glyphs = vec![GlyphCode::NONE; usize::from(last) + 1];
    glyphs[0].width = width(face, 0);
    for (glyph, code) in &codes.glyphs {
        let character = match key.text(*glyph) {
            Some(text) => only_character(text),
            None => characters.character(*glyph),
        };
        glyphs[usize::from(*code)] = GlyphCode { width: width(face, *glyph), character: character.unwrap_or('\0') };
    }
    for (letter, code) in key.letters.iter().zip(&codes.letters) {
        if let Shape::Parts { width, .. } = letter.shape {
            glyphs[usize::from(*code)].width = scaled(face, i64::from(width));
        }
    }
    glyphs
}

/// The text of each code that has one, in the order of codes.
fn mappings(key: &SubsetKey, characters: &CharacterMap, codes: &Codes) -> Vec<Mapping> {
    let mut mappings = Vec::with_capacity(key.glyphs.len() + key.letters.len() + 95);
    for (glyph, code) in &codes.glyphs {
        if let Some(text) = key.text(*glyph) {
            mappings.push((*code, Units::of(text)));
        } else if let Some(character) = characters.character(*glyph) {
            mappings.push((*code, Units::of_character(character)));
        }
    }
    for (letter, code) in key.letters.iter().zip(&codes.letters) {
        mappings.push((*code, Units::of(&letter.text)));
    }
    match codes.encoding {
        Encoding::Identity => mappings,
        _ => with_ascii(mappings),
    }
}

/// Width of a glyph in hundredths of a thousandth of an em, as it stands in the file.
fn width(face: &Face, glyph: u16) -> i64 {
    scaled(face, i64::from(face.advances[usize::from(glyph)]))
}

/// A distance in font units, in hundredths of a thousandth of an em, rounded half up.
#[inline]
pub(super) fn scaled(face: &Face, units: i64) -> i64 {
    match face.units_per_em {
        0 => 0,
        // The usual em, without a division.
        1000 => 100 * units,
        em => (200_000 * units + i64::from(em)).div_euclid(2 * i64::from(em)),
    }
}
