//! What a file shows of each face, and the subset that follows from it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use skrifa::{FontRef, MetadataProvider};

use crate::layout::handout::{Handout, Ink};
use crate::pdf::Error;
use crate::pdf::cache::StreamCache;
use crate::pdf::font::clusters::{Cluster, clusters};
use crate::pdf::font::letters::{Letter, Part, Shape, is_out_of_place, letters};
use crate::pdf::page::text::pens;
use crate::text::fonts::{Face, Fonts};
use crate::text::{FaceId, GlyphRun};

/// Glyphs that are cut out together, so that most handouts share a subset that is already finished.
const COMMON: &str = " !%'()*,-./0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz°–’“”•";
/// How many common glyphs a subset may hold that nobody uses; beyond that it is cut exactly.
const SPARE: u32 = 28;
/// The letters that names of authors bring in one at a time. Where a subset has the common glyphs, one of these brings the
/// others: they are built of the same parts, so that all of them weigh as much as half a dozen plain letters.
const NAMES: &str = "ÅÉÖŠáâäåçèéëíïñóôöøúüćčłšž";

/// What the glyphs of a face say by themselves.
#[derive(Debug)]
pub(in crate::pdf) struct FaceTexts {
    /// By glyph; `\0` where no character leads to it.
    characters: Vec<char>,
    /// Of [`COMMON`].
    common: GlyphSet,
    /// Of [`NAMES`].
    names: GlyphSet,
    /// Whether its outlines are CFF, of which no composite glyphs can be made.
    pub is_cff: bool,
}

impl FaceTexts {
    fn of(face: &Face) -> Result<FaceTexts, Error> {
        let font = FontRef::from_index(face.data, face.index).map_err(|_| Error::Face(face.name))?;
        let is_cff = font.table_data(skrifa::Tag::new(b"CFF ")).is_some();
        let none = GlyphSet::of(face.advances.len());
        let characters = vec!['\0'; face.advances.len()];
        let mut texts = FaceTexts { characters, common: none.clone(), names: none, is_cff };
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
            } else if NAMES.contains(character) {
                texts.names.insert(glyph.to_u32() as u16);
            }
        }
        Ok(texts)
    }

    /// What a glyph says by itself.
    pub(in crate::pdf) fn own(&self, glyph: u16) -> Option<char> {
        self.characters.get(usize::from(glyph)).copied().filter(|character| *character != '\0')
    }

    /// Whether a glyph says a text by itself. A no-break space shown by the space may be read as a space.
    pub(in crate::pdf) fn says(&self, glyph: u16, text: &str) -> bool {
        let mut characters = text.chars();
        match (self.own(glyph), characters.next(), characters.next()) {
            (Some(own), Some(character), None) => own == character || own == ' ' && character == '\u{A0}',
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

    /// How many glyphs of another set are not in it.
    fn lacks(&self, other: &GlyphSet) -> u32 {
        self.0.iter().zip(&other.0).map(|(own, other)| (other & !own).count_ones()).sum()
    }

    fn overlaps(&self, other: &GlyphSet) -> bool {
        self.0.iter().zip(&other.0).any(|(own, other)| own & other != 0)
    }

    fn add(&mut self, other: &GlyphSet) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// Adds the common glyphs when not too many of them would be spare, and then those of names.
    fn rounded(mut self, texts: &FaceTexts) -> Vec<u16> {
        if self.lacks(&texts.common) <= SPARE {
            self.add(&texts.common);
            if self.overlaps(&texts.names) {
                self.add(&texts.names);
            }
        }
        let bits = |(index, &word): (usize, &u64)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| (64 * index + bit) as u16)
        };
        self.0.iter().enumerate().flat_map(bits).collect()
    }
}

/// What a file shows of one face.
pub(in crate::pdf) struct Usage<'a> {
    pub face: &'a Face,
    pub texts: Arc<FaceTexts>,
    glyphs: GlyphSet,
    /// Glyphs that were seen to say what they say by themselves.
    plain: GlyphSet,
    /// The other texts of a glyph that stands alone, as first seen.
    alone: BTreeMap<u16, Vec<String>>,
    /// The first text that a glyph shows together with others, where they cannot be made one.
    together: BTreeMap<u16, String>,
    /// Letters that are no glyph of the face.
    letters: BTreeSet<Letter>,
}

impl<'a> Usage<'a> {
    fn new(face: &'a Face, texts: Arc<FaceTexts>) -> Usage<'a> {
        let none = GlyphSet::of(face.advances.len());
        Usage {
            face,
            texts,
            glyphs: none.clone(),
            plain: none,
            alone: BTreeMap::new(),
            together: BTreeMap::new(),
            letters: BTreeSet::new(),
        }
    }

    fn note(&mut self, run: &GlyphRun, clusters: &[Cluster], places: &mut Vec<i64>) -> Result<(), Error> {
        for glyph in &run.glyphs {
            if glyph.id == 0 || usize::from(glyph.id) >= self.face.advances.len() {
                return Err(Error::MissingGlyph(run.text.clone()));
            }
            self.glyphs.insert(glyph.id);
        }
        places.clear();
        for cluster in clusters {
            let text = run.text.get(cluster.text.clone()).unwrap_or_default();
            let glyphs = run.glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
            if let [glyph] = glyphs
                && (self.texts.is_cff || !is_out_of_place(run, cluster, self.face))
                && self.texts.says(glyph.id, text)
            {
                self.plain.insert(glyph.id);
                continue;
            }
            if let Some(character) = text.chars().find(|character| !sayable(*character)) {
                return Err(Error::Unsayable(character));
            }
            match glyphs {
                [glyph] if self.texts.is_cff => self.note_alone(glyph.id, text),
                glyphs if self.texts.is_cff => {
                    for glyph in glyphs {
                        self.together.entry(glyph.id).or_insert_with(|| text.to_string());
                    }
                }
                _ => {
                    if places.is_empty() {
                        pens(run, places);
                    }
                    for placed in letters(run, cluster, places, self.face) {
                        match placed.letter.shape {
                            Shape::Glyph(glyph) => self.note_alone(glyph, &placed.letter.text),
                            Shape::Parts { .. } => _ = self.letters.insert(placed.letter),
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn note_alone(&mut self, glyph: u16, text: &str) {
        let texts = self.alone.entry(glyph).or_default();
        if !texts.iter().any(|known| known == text) {
            texts.push(text.to_owned());
        }
    }

    /// The glyphs to cut out, the texts of those that do not speak for themselves here, and the letters to make. The
    /// second meaning of a glyph is a letter of its own; of a CFF glyph it is left to a span.
    pub(in crate::pdf) fn key(self, id: FaceId) -> SubsetKey {
        let mut texts = self.together;
        texts.retain(|glyph, _| self.texts.own(*glyph).is_none());
        let mut letters = self.letters;
        for (glyph, others) in self.alone {
            let mut others = others.into_iter();
            if !self.plain.contains(glyph)
                && let Some(first) = others.next()
            {
                texts.insert(glyph, first);
            }
            if !self.texts.is_cff {
                letters.extend(others.map(|text| alias(self.face, glyph, text)));
            }
        }
        SubsetKey {
            face: id,
            glyphs: self.glyphs.rounded(&self.texts),
            texts: texts.into_iter().collect(),
            letters: letters.into_iter().collect(),
        }
    }
}

/// A glyph under a meaning that is not its first.
pub(in crate::pdf) fn alias(face: &Face, glyph: u16, text: String) -> Letter {
    let width = face.advances.get(usize::from(glyph)).copied().unwrap_or_default();
    Letter { shape: Shape::Parts { parts: vec![Part { glyph, x: 0, y: 0 }], width }, text }
}

/// Everything a subset depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::pdf) struct SubsetKey {
    pub face: FaceId,
    /// Ascending; the code of a glyph is its index here and one more.
    pub glyphs: Vec<u16>,
    /// Texts of glyphs that do not speak for themselves, ascending.
    pub texts: Vec<(u16, String)>,
    /// Letters to be made, ascending. Their codes follow behind all glyphs.
    pub letters: Vec<Letter>,
}

/// What the handouts use of each face.
pub(in crate::pdf) fn usage<'a>(
    handouts: &[&Handout],
    fonts: &'a Fonts,
    cache: &StreamCache,
) -> Result<BTreeMap<FaceId, Usage<'a>>, Error> {
    let mut used: BTreeMap<FaceId, Usage<'a>> = BTreeMap::new();
    let (mut scratch, mut places) = (Vec::new(), Vec::new());
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
        usage.note(run, &scratch, &mut places)?;
    }
    Ok(used)
}
