//! The faces of a file as font objects, and the codes of their glyphs.
//!
//! A face of which little is shown is a simple TrueType font (ISO 32000-1, 9.6.3): a code is one byte. It has
//! WinAnsiEncoding if that has all characters of the file, or else a character map of its own and a CMap that tells the texts;
//! faces share one where they can.
//! Any other face is a Type0 font with Identity-H over CIDFontType2, or over CIDFontType0 where the outlines are CFF (9.7):
//! a code is the number of a glyph in its subset.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cache::FontCache;
use super::character_map::only_character;
use super::coded_runs::CodedRuns;
use super::codes::Encoding;
use super::letters::{Letter, Shape};
use super::outlines::Outlines;
use super::shared_codes::SharedCodes;
use super::subset::{Subset, scaled};
use super::usage::usage;
use crate::layout::handout::Handout;
use crate::pdf::error::Error;
use crate::pdf::file::File;
use crate::pdf::file::syntax::{Ref, hundredths, hundredths_array, int, reference};
use crate::text::FaceId;
use crate::text::fonts::{Face, Fonts};

/// An embedded face.
pub(in crate::pdf) struct Typeface<'a> {
    face: &'a Face,
    subset: Arc<Subset>,
    number: Ref,
}

impl Typeface<'_> {
    /// The code of a glyph; 0 when it was not cut out.
    #[inline]
    pub(in crate::pdf) fn code(&self, glyph: u16) -> u16 {
        self.subset.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The code of a letter and its width in hundredths of a thousandth of an em, as it stands in the file.
    pub(super) fn letter(&self, letter: &Letter) -> Option<(u16, i64)> {
        match &letter.shape {
            Shape::Glyph(glyph) if self.maps(*glyph, &letter.text) => Some((self.code(*glyph), self.width(*glyph))),
            Shape::Glyph(glyph) => {
                let code = self.subset.letter(&Letter::alias(self.face, *glyph, letter.text.clone()))?;
                Some((code, self.width(*glyph)))
            }
            Shape::Parts { width, .. } => Some((self.subset.letter(letter)?, self.scaled(i64::from(*width)))),
        }
    }

    /// Width of a glyph in hundredths of a thousandth of an em, as it stands in the file.
    pub(in crate::pdf) fn width(&self, glyph: u16) -> i64 {
        self.coded(glyph).1
    }

    /// The code of a glyph and its width; 0 when it was not cut out.
    #[inline]
    pub(in crate::pdf) fn coded(&self, glyph: u16) -> (u16, i64) {
        let code = self.code(glyph);
        (code, self.subset.glyphs.get(usize::from(code)).map_or(0, |code| code.width))
    }

    /// Bytes of a code.
    pub(in crate::pdf) fn code_length(&self) -> usize {
        self.subset.encoding.length()
    }

    /// A distance in font units, in hundredths of a thousandth of an em.
    #[inline]
    pub(in crate::pdf) fn scaled(&self, units: i64) -> i64 {
        scaled(self.face, units)
    }

    /// Whether the file maps a glyph to a text without a span.
    pub(in crate::pdf) fn maps(&self, glyph: u16, text: &str) -> bool {
        let code = self.code(glyph);
        let own = self.subset.glyphs.get(usize::from(code)).map_or('\0', |code| code.character);
        match only_character(text) {
            // A no-break space shown by the space may be read as a space.
            Some(character) if own != '\0' => own == character || own == ' ' && character == '\u{A0}',
            _ => self.subset.key.text(glyph) == Some(text),
        }
    }

    /// Writes the font, its descriptor and program, and what else its kind has. `shared` is the CMap that faces share.
    /// `program` is the number of the font program.
    fn write(&self, program: Ref, shared: Option<Ref>, file: &mut File) {
        let descriptor = file.number();
        let map = match (self.subset.encoding, &self.subset.to_unicode) {
            (Encoding::Shared, _) => shared,
            (_, Some(to_unicode)) => Some(write_to_unicode(to_unicode, file)),
            (_, None) => None,
        };
        match self.subset.encoding {
            Encoding::Identity => self.write_composite(descriptor, map, file),
            Encoding::WinAnsi | Encoding::Symbolic | Encoding::Shared => {
                file.object(self.number, |out| self.write_simple(out, descriptor, map));
            }
        }
        let (key, entries) = match self.subset.true_type {
            Some(length) => ("/FontFile2 ", format!("/Filter/FlateDecode/Length1 {length}")),
            None => ("/FontFile3 ", "/Filter/FlateDecode/Subtype/CIDFontType0C".to_owned()),
        };
        file.object(descriptor, |out| {
            write_descriptor(out, self.face, self.subset.name.as_bytes(), self.subset.encoding);
            out.extend_from_slice(key.as_bytes());
            reference(out, program);
            out.extend_from_slice(b">>");
        });
        file.stream(program, entries.as_bytes(), &self.subset.program);
    }

    /// Writes a simple font, with the width of each code from the space on.
    fn write_simple(&self, out: &mut Vec<u8>, descriptor: Ref, map: Option<Ref>) {
        const FIRST: usize = 32;
        out.extend_from_slice(b"<</Type/Font/Subtype/TrueType");
        if self.subset.encoding == Encoding::WinAnsi {
            out.extend_from_slice(b"/Encoding/WinAnsiEncoding");
        }
        write_map(out, map);
        out.extend_from_slice(b"/BaseFont/");
        out.extend_from_slice(self.subset.name.as_bytes());
        out.extend_from_slice(b"/FontDescriptor ");
        reference(out, descriptor);
        out.extend_from_slice(b"/FirstChar 32/LastChar ");
        int(out, self.subset.glyphs.len() as i64 - 1);
        out.extend_from_slice(b"/Widths[");
        for (index, code) in self.subset.glyphs.iter().skip(FIRST).enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            match code.width {
                // Of a code that is not used, as many are.
                0 => out.push(b'0'),
                width => hundredths(out, width),
            }
        }
        out.extend_from_slice(b"]>>");
    }

    /// Writes a composite font and its descendant.
    fn write_composite(&self, descriptor: Ref, map: Option<Ref>, file: &mut File) {
        let descendant = file.number();
        file.object(self.number, |out| {
            out.extend_from_slice(b"<</Type/Font/Subtype/Type0/BaseFont/");
            out.extend_from_slice(self.subset.name.as_bytes());
            out.extend_from_slice(b"/Encoding/Identity-H/DescendantFonts[");
            reference(out, descendant);
            out.push(b']');
            write_map(out, map);
            out.extend_from_slice(b">>");
        });
        file.object(descendant, |out| self.write_descendant(out, descriptor));
    }

    /// Writes the CIDFont (ISO 32000-1, 9.7.4), with the width of each code.
    fn write_descendant(&self, out: &mut Vec<u8>, descriptor: Ref) {
        out.extend_from_slice(match self.subset.true_type {
            Some(_) => b"<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/BaseFont/".as_slice(),
            None => b"<</Type/Font/Subtype/CIDFontType0/BaseFont/",
        });
        out.extend_from_slice(self.subset.name.as_bytes());
        out.extend_from_slice(b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
        out.extend_from_slice(b"/FontDescriptor ");
        reference(out, descriptor);
        out.extend_from_slice(b"/W[0[");
        for (index, glyph) in self.subset.glyphs.iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            hundredths(out, glyph.width);
        }
        out.extend_from_slice(b"]]>>");
    }
}

/// Writes a CMap.
fn write_to_unicode(deflated: &[u8], file: &mut File) -> Ref {
    let number = file.number();
    file.stream(number, b"/Filter/FlateDecode", deflated);
    number
}

/// Writes the entry of a CMap, if there is one.
fn write_map(out: &mut Vec<u8>, map: Option<Ref>) {
    if let Some(map) = map {
        out.extend_from_slice(b"/ToUnicode ");
        reference(out, map);
    }
}

/// The font descriptor (ISO 32000-1, 9.8) up to the font program, in thousandths of an em.
fn write_descriptor(out: &mut Vec<u8>, face: &Face, name: &[u8], encoding: Encoding) {
    let scaled = |units: i16| (f64::from(units) * 1000.0 / f64::from(face.units_per_em.max(1))).round() as i64;
    // No table carries the width of stems; this is the usual estimate from the weight.
    let stem = 50 + (f64::from(face.weight) / 65.0).powi(2).round() as i64;
    // Nonsymbolic (bit 6) where codes are those of a standard encoding, or else symbolic (bit 3); italic is bit 7.
    let flags = if encoding == Encoding::WinAnsi { 32 } else { 4 } | if face.italic_angle == 0.0 { 0 } else { 64 };
    out.extend_from_slice(b"<</Type/FontDescriptor/FontName/");
    out.extend_from_slice(name);
    // First what the faces of a family have in common.
    let entries: [(&[u8], i64); 5] = [
        (b"/Ascent ", scaled(face.ascent)),
        (b"/Descent ", scaled(face.descent)),
        (b"/CapHeight ", scaled(face.cap_height)),
        (b"/Flags ", flags),
        (b"/StemV ", stem),
    ];
    for (key, value) in entries {
        out.extend_from_slice(key);
        int(out, value);
    }
    out.extend_from_slice(b"/ItalicAngle ");
    hundredths(out, (f64::from(face.italic_angle) * 100.0).round() as i64);
    out.extend_from_slice(b"/FontBBox");
    hundredths_array(out, &face.bbox.map(|edge| scaled(edge) as i32 * 100));
}

/// The faces of a file.
pub(in crate::pdf) struct Typefaces<'a> {
    /// The embedded faces by their ids: those that the pages use.
    faces: BTreeMap<FaceId, Typeface<'a>>,
    /// What the runs of the pages are written as.
    runs: CodedRuns,
}

impl<'a> Typefaces<'a> {
    /// Cuts out and writes what the handouts use.
    pub(in crate::pdf) fn embed(
        handouts: &[&Handout],
        fonts: &'a Fonts,
        cache: &FontCache,
        file: &mut File,
    ) -> Result<Typefaces<'a>, Error> {
        let mut cuts = Vec::new();
        let (used, shown) = usage(handouts, fonts, cache)?;
        for (id, usage) in used {
            let (face, characters) = (usage.face, Arc::clone(&usage.characters));
            cuts.push((face, characters, usage.key(id)));
        }
        let all: Vec<_> = cuts.iter().map(|(_, characters, key)| (key, &**characters)).collect();
        let mut map = None;
        if let Some((codes, share)) = SharedCodes::of(&all) {
            map = Some(write_to_unicode(&codes.to_unicode(), file));
            for ((.., key), codes) in cuts.iter_mut().zip(share) {
                key.shared = codes;
            }
        }
        let mut faces = BTreeMap::new();
        let programs = file.numbers(cuts.len());
        for (index, (face, characters, key)) in cuts.into_iter().enumerate() {
            let id = key.face;
            let subset = cache.subset(key, |key| {
                let outlines = cache.outlines(id, || Ok(Outlines::of(face)))?;
                Subset::make(key, face, &characters, outlines.as_ref().as_ref())
            })?;
            let typeface = Typeface { face, subset, number: file.number() };
            typeface.write(programs.plus(index), map, file);
            faces.insert(id, typeface);
        }
        let runs = CodedRuns::of(shown, |face, letter| faces.get(&face).and_then(|typeface| typeface.letter(letter)))?;
        Ok(Typefaces { faces, runs })
    }

    /// What the runs of the pages are written as.
    pub(in crate::pdf) fn runs(&self) -> &CodedRuns {
        &self.runs
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
