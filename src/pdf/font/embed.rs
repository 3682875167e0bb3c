//! Embedded faces: the glyphs a file uses, cut out and deflated, with their widths and what they say in Unicode.
//!
//! Type0 fonts with Identity-H over CIDFontType2, or over CIDFontType0 where the outlines are CFF (ISO 32000-1, 9.7): a
//! code is the number of a glyph in its subset.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::layout::handout::Handout;
use crate::pdf::Error;
use crate::pdf::cache::StreamCache;
use crate::pdf::file::File;
use crate::pdf::file::deflate::deflate;
use crate::pdf::file::syntax::{Ref, hundredths, hundredths_array, int, reference};
use crate::pdf::font::letters::{Letter, Shape};
use crate::pdf::font::subset::{self, Program};
use crate::pdf::font::usage::{FaceTexts, SubsetKey, alias, usage};
use crate::text::FaceId;
use crate::text::fonts::{Face, Fonts};

/// A finished subset.
#[derive(Debug)]
pub(in crate::pdf) struct Subset {
    key: SubsetKey,
    /// `ABCDEF+SourceSans3-Regular` (ISO 32000-1, 9.6.4), the letters from a hash of the font program.
    name: String,
    /// Bytes of a TrueType program before deflating; `None` of a CFF one, which needs no length.
    true_type: Option<usize>,
    program: Vec<u8>,
    to_unicode: Vec<u8>,
    /// Code of the first letter that was made.
    first_letter: u16,
    /// Code by glyph of the face, up to the last; 0 for those left out.
    codes: Vec<u16>,
    /// By code, glyphs of the face alone.
    glyphs: Vec<Shown>,
}

/// What a code of a glyph comes to.
#[derive(Clone, Copy, Debug)]
struct Shown {
    /// In hundredths of a thousandth of an em, as it stands in the file.
    width: i64,
    /// What it says in the file; `\0` for nothing, or more than one character.
    says: char,
}

impl Subset {
    fn make(key: &SubsetKey, face: &Face, texts: &FaceTexts) -> Result<Subset, Error> {
        let made = subset::subset((face.data, face.index), &key.glyphs, &key.letters).ok_or(Error::Face(face.name))?;
        let (program, first_letter) = made;
        let tag: String =
            blake3::hash(program.bytes()).as_bytes().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
        Ok(Subset {
            key: key.clone(),
            name: format!("{tag}+{}", face.name),
            true_type: matches!(program, Program::TrueType(_)).then_some(program.bytes().len()),
            program: deflate(program.bytes()),
            to_unicode: deflate(&to_unicode(&sayings(key, texts, first_letter))),
            first_letter,
            codes: codes(&key.glyphs),
            glyphs: shown(key, face, texts),
        })
    }

    /// Bytes held.
    pub(in crate::pdf) fn weight(&self) -> usize {
        let tables = 2 * self.codes.len() + 20 * self.glyphs.len() + 80 * self.key.letters.len();
        self.program.len() + self.to_unicode.len() + tables + 256
    }

    /// The code of a letter that was made.
    fn letter(&self, letter: &Letter) -> Option<u16> {
        let index = self.key.letters.binary_search(letter).ok()?;
        self.first_letter.checked_add(u16::try_from(index).ok()?)
    }
}

fn codes(glyphs: &[u16]) -> Vec<u16> {
    let mut codes = vec![0; glyphs.last().map_or(0, |last| usize::from(*last) + 1)];
    for (code, glyph) in (1..).zip(glyphs) {
        codes[usize::from(*glyph)] = code;
    }
    codes
}

fn shown(key: &SubsetKey, face: &Face, texts: &FaceTexts) -> Vec<Shown> {
    let says = |glyph: u16| match key.texts.binary_search_by_key(&glyph, |(glyph, _)| *glyph) {
        Ok(at) => key.texts.get(at).and_then(|(_, text)| only_character(text)),
        Err(_) => texts.own(glyph),
    };
    let glyphs = std::iter::once(0).chain(key.glyphs.iter().copied());
    glyphs.map(|glyph| Shown { width: width(face, glyph), says: says(glyph).unwrap_or_default() }).collect()
}

/// The character of a text that has but one.
fn only_character(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// What a code says, in UTF-16.
type Saying = (u16, Vec<u16>);

fn sayings(key: &SubsetKey, texts: &FaceTexts, first_letter: u16) -> Vec<Saying> {
    let mut sayings = Vec::with_capacity(key.glyphs.len() + key.letters.len());
    for (code, glyph) in (1..).zip(&key.glyphs) {
        match key.texts.binary_search_by_key(glyph, |(glyph, _)| *glyph) {
            Ok(at) => sayings.extend(key.texts.get(at).map(|(_, text)| (code, text.encode_utf16().collect()))),
            Err(_) => {
                sayings.extend(texts.own(*glyph).map(|own| (code, own.encode_utf16(&mut [0; 2]).to_vec())));
            }
        }
    }
    sayings
        .extend((first_letter..).zip(&key.letters).map(|(code, letter)| (code, letter.text.encode_utf16().collect())));
    sayings
}

/// Whether two sayings can stand in one range: of one unit each, and both go on by one within one last byte (9.10.3).
fn goes_on(before: &Saying, after: &Saying) -> bool {
    let ([unit], [next_unit]) = (before.1.as_slice(), after.1.as_slice()) else { return false };
    let follows = |a: u16, b: u16| a & 0xFF != 0xFF && b == a + 1;
    follows(before.0, after.0) && follows(*unit, *next_unit)
}

/// The CMap from codes to text (ISO 32000-1, 9.10.3): ranges, and single codes where there are none. Readers take a range's
/// text for a number, so that a longer text may not stand there.
fn to_unicode(sayings: &[Saying]) -> Vec<u8> {
    let mut out = b"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
          /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
          /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
          1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        .to_vec();
    let (ranges, single): (Vec<&[Saying]>, Vec<_>) = sayings.chunk_by(goes_on).partition(|range| range.len() > 1);
    write_sections(&mut out, "bfrange", &ranges);
    write_sections(&mut out, "bfchar", &single);
    out.extend_from_slice(b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}

/// Sections of a hundred entries at most: first code, last code where it is another, text.
fn write_sections(out: &mut Vec<u8>, name: &str, entries: &[&[Saying]]) {
    for section in entries.chunks(100) {
        out.extend_from_slice(format!("{} begin{name}\n", section.len()).as_bytes());
        for entry in section {
            let ([(first, units), ..], [.., (last, _)]) = (entry, entry) else { continue };
            hexadecimal(out, &[*first]);
            out.push(b' ');
            if last != first {
                hexadecimal(out, &[*last]);
                out.push(b' ');
            }
            hexadecimal(out, units);
            out.push(b'\n');
        }
        out.extend_from_slice(format!("end{name}\n").as_bytes());
    }
}

fn hexadecimal(out: &mut Vec<u8>, units: &[u16]) {
    let digit = |unit: u16, shift: u32| b"0123456789ABCDEF"[usize::from(unit >> shift & 15)];
    out.push(b'<');
    out.extend(units.iter().flat_map(|unit| [12, 8, 4, 0].map(|shift| digit(*unit, shift))));
    out.push(b'>');
}

/// An embedded face.
pub(in crate::pdf) struct Typeface<'a> {
    face: &'a Face,
    texts: Arc<FaceTexts>,
    subset: Arc<Subset>,
    number: Ref,
}

impl Typeface<'_> {
    /// The code of a glyph; 0 when it was not cut out.
    pub(in crate::pdf) fn code(&self, glyph: u16) -> u16 {
        self.subset.codes.get(usize::from(glyph)).copied().unwrap_or_default()
    }

    /// The code of a letter and its width in hundredths of a thousandth of an em, as it stands in the file.
    pub(in crate::pdf) fn letter(&self, letter: &Letter) -> Option<(u16, i64)> {
        match &letter.shape {
            Shape::Glyph(glyph) if self.says(*glyph, &letter.text) => Some((self.code(*glyph), self.width(*glyph))),
            Shape::Glyph(glyph) => {
                let code = self.subset.letter(&alias(self.face, *glyph, letter.text.clone()))?;
                Some((code, self.width(*glyph)))
            }
            Shape::Parts { width, .. } => Some((self.subset.letter(letter)?, self.scaled(i64::from(*width)))),
        }
    }

    /// The whole face.
    pub(in crate::pdf) fn face(&self) -> &Face {
        self.face
    }

    /// Whether a text of several glyphs, or of one with another meaning, needs a span to say it.
    pub(in crate::pdf) fn needs_spans(&self) -> bool {
        self.texts.is_cff
    }

    /// Width of a glyph in hundredths of a thousandth of an em, as it stands in the file.
    pub(in crate::pdf) fn width(&self, glyph: u16) -> i64 {
        self.subset.glyphs.get(usize::from(self.code(glyph))).map_or(0, |shown| shown.width)
    }

    /// A distance in font units, in hundredths of a thousandth of an em.
    pub(in crate::pdf) fn scaled(&self, units: i64) -> i64 {
        scaled(self.face, units)
    }

    /// Whether the file says by itself that a glyph shows a text.
    pub(in crate::pdf) fn says(&self, glyph: u16, text: &str) -> bool {
        let code = self.code(glyph);
        let own = self.subset.glyphs.get(usize::from(code)).map_or('\0', |shown| shown.says);
        match only_character(text) {
            // A no-break space shown by the space may be read as a space.
            Some(character) if own != '\0' => own == character || own == ' ' && character == '\u{A0}',
            _ => {
                let texts = &self.subset.key.texts;
                let known = texts.binary_search_by_key(&glyph, |(glyph, _)| *glyph).ok().and_then(|at| texts.get(at));
                known.is_some_and(|(_, known)| known == text)
            }
        }
    }

    fn write(&self, file: &mut File) {
        let (descendant, descriptor, program, to_unicode) =
            (file.number(), file.number(), file.number(), file.number());
        let name = self.subset.name.as_bytes();
        file.object(self.number, |out| {
            out.extend_from_slice(b"<</Type/Font/Subtype/Type0/BaseFont/");
            out.extend_from_slice(name);
            out.extend_from_slice(b"/Encoding/Identity-H/DescendantFonts[");
            reference(out, descendant);
            out.extend_from_slice(b"]/ToUnicode ");
            reference(out, to_unicode);
            out.extend_from_slice(b">>");
        });
        file.object(descendant, |out| {
            out.extend_from_slice(match self.subset.true_type {
                Some(_) => b"<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/BaseFont/".as_slice(),
                None => b"<</Type/Font/Subtype/CIDFontType0/BaseFont/",
            });
            out.extend_from_slice(name);
            out.extend_from_slice(b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
            out.extend_from_slice(b"/FontDescriptor ");
            reference(out, descriptor);
            out.extend_from_slice(b"/W[0[");
            for (index, glyph) in [0].iter().chain(&self.subset.key.glyphs).enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                hundredths(out, width(self.face, *glyph));
            }
            out.push(b']');
            self.write_letter_widths(out);
            out.extend_from_slice(b"]>>");
        });
        let (key, entries) = match self.subset.true_type {
            Some(length) => ("/FontFile2 ", format!("/Filter/FlateDecode/Length1 {length}")),
            None => ("/FontFile3 ", "/Filter/FlateDecode/Subtype/CIDFontType0C".to_owned()),
        };
        file.object(descriptor, |out| {
            write_descriptor(out, self.face, name);
            out.extend_from_slice(key.as_bytes());
            reference(out, program);
            out.extend_from_slice(b">>");
        });
        file.stream(program, entries.as_bytes(), &self.subset.program);
        file.stream(to_unicode, b"/Filter/FlateDecode", &self.subset.to_unicode);
    }

    fn write_letter_widths(&self, out: &mut Vec<u8>) {
        if self.subset.key.letters.is_empty() {
            return;
        }
        out.push(b' ');
        int(out, i64::from(self.subset.first_letter));
        out.push(b'[');
        for (index, letter) in self.subset.key.letters.iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            let Shape::Parts { width, .. } = letter.shape else { continue };
            hundredths(out, self.scaled(i64::from(width)));
        }
        out.push(b']');
    }
}

fn width(face: &Face, glyph: u16) -> i64 {
    scaled(face, i64::from(face.advances.get(usize::from(glyph)).copied().unwrap_or_default()))
}

/// Rounded half up.
fn scaled(face: &Face, units: i64) -> i64 {
    match face.units_per_em {
        0 => 0,
        // The usual em, without a division.
        1000 => 100 * units,
        em => (200_000 * units + i64::from(em)).div_euclid(2 * i64::from(em)),
    }
}

/// The font descriptor (ISO 32000-1, 9.8) up to the font program, in thousandths of an em.
fn write_descriptor(out: &mut Vec<u8>, face: &Face, name: &[u8]) {
    let scaled = |units: i16| (f64::from(units) * 1000.0 / f64::from(face.units_per_em.max(1))).round() as i64;
    // No table carries the width of stems; this is the usual estimate from the weight.
    let stem = 50 + (f64::from(face.weight) / 65.0).powi(2).round() as i64;
    // Symbolic (bit 3), for its codes are no character set; italic is bit 7.
    let flags = if face.italic_angle == 0.0 { 4 } else { 4 | 64 };
    out.extend_from_slice(b"<</Type/FontDescriptor/FontName/");
    out.extend_from_slice(name);
    out.extend_from_slice(b"/FontBBox");
    hundredths_array(out, &face.bbox.map(|edge| scaled(edge) as i32 * 100));
    out.extend_from_slice(b"/ItalicAngle ");
    hundredths(out, (f64::from(face.italic_angle) * 100.0).round() as i64);
    let entries: [(&[u8], i64); 6] = [
        (b"/Flags ", flags),
        (b"/Ascent ", scaled(face.ascent)),
        (b"/Descent ", scaled(face.descent)),
        (b"/CapHeight ", scaled(face.cap_height)),
        (b"/XHeight ", scaled(face.x_height)),
        (b"/StemV ", stem),
    ];
    for (key, value) in entries {
        out.extend_from_slice(key);
        int(out, value);
    }
}

/// The faces of a file.
pub(in crate::pdf) struct Typefaces<'a> {
    /// By face, where used.
    faces: BTreeMap<FaceId, Typeface<'a>>,
}

impl<'a> Typefaces<'a> {
    /// Cuts out and writes what the handouts use.
    pub(in crate::pdf) fn embed(
        handouts: &[&Handout],
        fonts: &'a Fonts,
        cache: &StreamCache,
        file: &mut File,
    ) -> Result<Typefaces<'a>, Error> {
        let mut typefaces = Typefaces { faces: BTreeMap::new() };
        for (id, usage) in usage(handouts, fonts, cache)? {
            let (face, texts) = (usage.face, Arc::clone(&usage.texts));
            let subset = cache.subset(usage.key(id), |key| Subset::make(key, face, &texts))?;
            let typeface = Typeface { face, texts, subset, number: file.number() };
            typeface.write(file);
            typefaces.faces.insert(id, typeface);
        }
        Ok(typefaces)
    }

    /// The face of a run.
    pub(in crate::pdf) fn get(&self, id: FaceId) -> Result<&Typeface<'a>, Error> {
        self.faces.get(&id).ok_or(Error::Face("of a run"))
    }

    /// Writes the name of a face among the resources of a page.
    pub(in crate::pdf) fn name(id: FaceId, out: &mut Vec<u8>) {
        out.push(b'T');
        int(out, i64::from(id.0));
    }

    /// Writes the Font entry of the resources.
    pub(in crate::pdf) fn resources(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"/Font<<");
        for (id, typeface) in &self.faces {
            out.push(b'/');
            Typefaces::name(*id, out);
            out.push(b' ');
            reference(out, typeface.number);
        }
        out.extend_from_slice(b">>");
    }
}
