//! Embedded faces: the glyphs a file uses, cut out and deflated, with their widths and what they say in Unicode.
//!
//! Type0 fonts with Identity-H over CIDFontType2, or over CIDFontType0 where the outlines are CFF (ISO 32000-1, 9.7): a
//! code is the number of a glyph in its subset.

use std::collections::BTreeMap;
use std::sync::Arc;

use skrifa::{FontRef, MetadataProvider};

use super::cache::StreamCache;
use super::clusters::{Cluster, clusters};
use super::deflate::deflate;
use super::file::File;
use super::subset::Program;
use super::syntax::{Ref, hundredths, hundredths_array, int, reference};
use super::{Error, subset};
use crate::layout::handout::{Handout, Ink};
use crate::text::fonts::{Face, Fonts};
use crate::text::{FaceId, GlyphRun};

/// Glyphs that are cut out together, so that most handouts share a subset that is already finished.
const COMMON: &str = " !'()*,-./0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// How many common glyphs a subset may hold that nobody uses; beyond that it is cut exactly.
const SPARE: usize = 24;

/// What the glyphs of a face say by themselves.
#[derive(Debug)]
pub(super) struct FaceTexts {
    /// By glyph; `\0` where no character leads to it.
    characters: Vec<char>,
    /// Of the common glyphs.
    common: GlyphSet,
}

impl FaceTexts {
    fn of(face: &Face) -> Result<FaceTexts, Error> {
        let font = FontRef::from_index(face.data, face.index).map_err(|_| Error::Face(face.name))?;
        let mut texts =
            FaceTexts { characters: vec!['\0'; face.advances.len()], common: GlyphSet::of(face.advances.len()) };
        // In the order of characters, so that a glyph says its first: a space before a no-break space.
        for (code, glyph) in font.charmap().mappings() {
            let Some(character) = char::from_u32(code).filter(|character| sayable(*character)) else { continue };
            if let Some(entry) = texts.characters.get_mut(glyph.to_u32() as usize)
                && (*entry == '\0' || character < *entry)
            {
                *entry = character;
            }
            if COMMON.contains(character) {
                texts.common.insert(glyph.to_u32() as u16);
            }
        }
        Ok(texts)
    }

    /// Whether a glyph says a text by itself. A no-break space shown by the space may be read as a space.
    fn says(&self, glyph: u16, text: &str) -> bool {
        let own = self.characters.get(usize::from(glyph)).copied().unwrap_or_default();
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => own != '\0' && (own == character || own == ' ' && character == '\u{A0}'),
            _ => false,
        }
    }
}

/// Whether a text may hold a character (ISO 14289-1, 7.21.7; ISO 19005-2, 6.2.11.7.3).
fn sayable(character: char) -> bool {
    let code = u32::from(character);
    !matches!(code, 0 | 0xFEFF | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xF_0000..) && code & 0xFFFE != 0xFFFE
}

/// A set of glyphs of one face.
#[derive(Clone, Debug, PartialEq, Eq)]
struct GlyphSet(Vec<u64>);

impl GlyphSet {
    fn of(glyphs: usize) -> GlyphSet {
        GlyphSet(vec![0; glyphs.div_ceil(64)])
    }

    fn insert(&mut self, glyph: u16) {
        if let Some(word) = self.0.get_mut(usize::from(glyph) / 64) {
            *word |= 1 << (glyph % 64);
        }
    }

    fn contains(&self, glyph: u16) -> bool {
        self.0.get(usize::from(glyph) / 64).is_some_and(|word| word & (1 << (glyph % 64)) != 0)
    }

    /// Adds the common glyphs when not too many of them would be spare.
    fn rounded(mut self, common: &GlyphSet) -> Vec<u16> {
        let spare: u32 = self.0.iter().zip(&common.0).map(|(own, common)| (common & !own).count_ones()).sum();
        if spare as usize <= SPARE {
            self.0.iter_mut().zip(&common.0).for_each(|(own, common)| *own |= common);
        }
        let bits = |(index, &word): (usize, &u64)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| (64 * index + bit) as u16)
        };
        self.0.iter().enumerate().flat_map(bits).collect()
    }
}

/// What a file shows of one face.
struct Usage<'a> {
    face: &'a Face,
    texts: Arc<FaceTexts>,
    glyphs: GlyphSet,
    /// Glyphs that were seen to say what they say by themselves.
    plain: GlyphSet,
    /// The first other text of a glyph that stands alone.
    alone: BTreeMap<u16, String>,
    /// The first text that a glyph shows together with others.
    together: BTreeMap<u16, String>,
}

impl<'a> Usage<'a> {
    fn new(face: &'a Face, texts: Arc<FaceTexts>) -> Usage<'a> {
        let none = GlyphSet::of(face.advances.len());
        Usage { face, texts, glyphs: none.clone(), plain: none, alone: BTreeMap::new(), together: BTreeMap::new() }
    }

    fn note(&mut self, run: &GlyphRun, clusters: &[Cluster]) -> Result<(), Error> {
        for glyph in &run.glyphs {
            if glyph.id == 0 || usize::from(glyph.id) >= self.face.advances.len() {
                return Err(Error::MissingGlyph(run.text.clone()));
            }
            self.glyphs.insert(glyph.id);
        }
        for cluster in clusters {
            let text = run.text.get(cluster.text.clone()).unwrap_or_default();
            match run.glyphs.get(cluster.glyphs.clone()).unwrap_or_default() {
                [glyph] if self.texts.says(glyph.id, text) => self.plain.insert(glyph.id),
                glyphs => {
                    if let Some(character) = text.chars().find(|character| !sayable(*character)) {
                        return Err(Error::Unsayable(character));
                    }
                    let place = if glyphs.len() == 1 { &mut self.alone } else { &mut self.together };
                    for glyph in glyphs {
                        place.entry(glyph.id).or_insert_with(|| text.to_string());
                    }
                }
            }
        }
        Ok(())
    }

    /// The glyphs to cut out, and the texts of those that do not speak for themselves here.
    fn key(self, id: FaceId) -> SubsetKey {
        let mut texts = self.together;
        texts.retain(|glyph, _| self.texts.characters.get(usize::from(*glyph)) == Some(&'\0'));
        texts.extend(self.alone.into_iter().filter(|(glyph, _)| !self.plain.contains(*glyph)));
        SubsetKey { face: id, glyphs: self.glyphs.rounded(&self.texts.common), texts: texts.into_iter().collect() }
    }
}

/// Everything a subset depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct SubsetKey {
    face: FaceId,
    /// Ascending; the code of a glyph is its index here and one more.
    glyphs: Vec<u16>,
    /// Texts of glyphs that do not speak for themselves, ascending.
    texts: Vec<(u16, String)>,
}

/// A finished subset.
#[derive(Debug)]
pub(super) struct Subset {
    key: SubsetKey,
    /// `ABCDEF+SourceSans3-Regular` (ISO 32000-1, 9.6.4), the letters from a hash of the font program.
    name: String,
    /// Bytes of a TrueType program before deflating; `None` of a CFF one, which needs no length.
    true_type: Option<usize>,
    program: Vec<u8>,
    to_unicode: Vec<u8>,
}

impl Subset {
    fn make(key: &SubsetKey, face: &Face, texts: &FaceTexts) -> Result<Subset, Error> {
        let program = subset::subset(face.data, face.index, &key.glyphs).ok_or(Error::Face(face.name))?;
        let tag: String =
            blake3::hash(program.bytes()).as_bytes().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
        Ok(Subset {
            key: key.clone(),
            name: format!("{tag}+{}", face.name),
            true_type: matches!(program, Program::TrueType(_)).then_some(program.bytes().len()),
            program: deflate(program.bytes()),
            to_unicode: deflate(&to_unicode(key, texts)),
        })
    }

    /// Bytes held.
    pub(super) fn weight(&self) -> usize {
        self.program.len() + self.to_unicode.len() + 4 * self.key.glyphs.len() + 256
    }
}

/// The CMap from codes to text (ISO 32000-1, 9.10.3).
fn to_unicode(key: &SubsetKey, texts: &FaceTexts) -> Vec<u8> {
    let mut entries = Vec::with_capacity(key.glyphs.len());
    for (index, glyph) in key.glyphs.iter().enumerate() {
        let own = texts.characters.get(usize::from(*glyph)).filter(|character| **character != '\0');
        let text = match key.texts.binary_search_by_key(glyph, |(glyph, _)| *glyph) {
            Ok(at) => key.texts.get(at).map(|(_, text)| text.clone()),
            Err(_) => own.map(char::to_string),
        };
        if let Some(text) = text {
            let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            entries.push(format!("<{:04X}> <{units}>\n", index + 1));
        }
    }
    let mut out = String::from(
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
         /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    // At most a hundred entries a section.
    for section in entries.chunks(100) {
        out.push_str(&format!("{} beginbfchar\n{}endbfchar\n", section.len(), section.concat()));
    }
    out.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out.into_bytes()
}

/// An embedded face.
pub(super) struct Typeface<'a> {
    face: &'a Face,
    texts: Arc<FaceTexts>,
    subset: Arc<Subset>,
    number: Ref,
    /// Code by glyph of the face; 0 for those left out.
    codes: Vec<u16>,
}

impl Typeface<'_> {
    /// The code of a glyph; 0 when it was not cut out.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or_default()
    }

    /// Width of a glyph in hundredths of a thousandth of an em, as it stands in the file.
    pub(super) fn width(&self, glyph: u16) -> i64 {
        width(self.face, glyph)
    }

    /// A distance in font units, in hundredths of a thousandth of an em.
    pub(super) fn scaled(&self, units: i64) -> i64 {
        scaled(self.face, units)
    }

    /// Whether the file says by itself that a glyph shows a text.
    pub(super) fn says(&self, glyph: u16, text: &str) -> bool {
        let texts = &self.subset.key.texts;
        match texts.binary_search_by_key(&glyph, |(glyph, _)| *glyph) {
            Ok(at) => texts.get(at).is_some_and(|(_, own)| own == text),
            Err(_) => self.texts.says(glyph, text),
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
            out.extend_from_slice(b"]]>>");
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
pub(super) struct Typefaces<'a> {
    /// By face, where used.
    faces: BTreeMap<FaceId, Typeface<'a>>,
}

impl<'a> Typefaces<'a> {
    /// Cuts out and writes what the handouts use.
    pub(super) fn embed(
        handouts: &[Handout],
        fonts: &'a Fonts,
        cache: &StreamCache,
        file: &mut File,
    ) -> Result<Typefaces<'a>, Error> {
        let mut typefaces = Typefaces { faces: BTreeMap::new() };
        for (id, usage) in usage(handouts, fonts, cache)? {
            let (face, texts) = (usage.face, Arc::clone(&usage.texts));
            let subset = cache.subset(usage.key(id), |key| Subset::make(key, face, &texts))?;
            let mut codes = vec![0; face.advances.len()];
            for (code, glyph) in (1..).zip(&subset.key.glyphs) {
                if let Some(entry) = codes.get_mut(usize::from(*glyph)) {
                    *entry = code;
                }
            }
            let typeface = Typeface { face, texts, subset, number: file.number(), codes };
            typeface.write(file);
            typefaces.faces.insert(id, typeface);
        }
        Ok(typefaces)
    }

    /// The face of a run.
    pub(super) fn get(&self, id: FaceId) -> Result<&Typeface<'a>, Error> {
        self.faces.get(&id).ok_or(Error::Face("of a run"))
    }

    /// The name of a face among the resources of a page. It is none of the fourteen names that printpdf knows.
    pub(super) fn name(id: FaceId) -> String {
        format!("T{}", id.0)
    }

    /// Writes the Font entry of the resources.
    pub(super) fn resources(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"/Font<<");
        for (id, typeface) in &self.faces {
            out.push(b'/');
            out.extend_from_slice(Typefaces::name(*id).as_bytes());
            out.push(b' ');
            reference(out, typeface.number);
        }
        out.extend_from_slice(b">>");
    }
}

fn usage<'a>(
    handouts: &[Handout],
    fonts: &'a Fonts,
    cache: &StreamCache,
) -> Result<BTreeMap<FaceId, Usage<'a>>, Error> {
    let mut used: BTreeMap<FaceId, Usage<'a>> = BTreeMap::new();
    let mut scratch = Vec::new();
    let items = handouts.iter().flat_map(|handout| &handout.pages).flat_map(|page| &page.items);
    for item in items {
        let Ink::Glyphs { run, .. } = &item.ink else { continue };
        let usage = match used.entry(run.face) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let face = fonts.face(run.face);
                entry.insert(Usage::new(face, cache.face(run.face, || FaceTexts::of(face))?))
            }
        };
        clusters(run, &mut scratch)?;
        usage.note(run, &scratch)?;
    }
    Ok(used)
}
