//! What a file shows of each face.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::cache::FontCache;
use super::character_map::{CharacterMap, is_allowed};
use super::clusters::{RunBuffer, sign};
use super::glyph_set::GlyphSet;
use super::letters::{Letter, Shape, is_in_place, is_out_of_place, letters};
use super::subset_key::SubsetKey;
use crate::layout::handout::{Handout, Ink};
use crate::pdf::error::Error;
use crate::text::fonts::{Face, Fonts};
use crate::text::{FaceId, Glyph, GlyphRun};

/// What a file shows of one face.
pub(super) struct Usage<'a> {
    pub face: &'a Face,
    pub characters: Arc<CharacterMap>,
    glyphs: GlyphSet,
    /// Glyphs that were seen to show the character that they stand for.
    plain: GlyphSet,
    /// The other texts of a glyph that stands alone, as first seen.
    alone: BTreeMap<u16, Vec<String>>,
    /// The first text that a glyph shows together with others, where they cannot be made one.
    together: BTreeMap<u16, String>,
    /// Letters that are no glyph of the face.
    letters: BTreeSet<Letter>,
    /// What the clusters seen so far were made of; only asked whether something is in it.
    seen: HashSet<Box<[u32]>, FxBuildHasher>,
    /// What the last cluster is made of.
    signature: Vec<u32>,
}

impl<'a> Usage<'a> {
    fn new(face: &'a Face, characters: Arc<CharacterMap>) -> Usage<'a> {
        let none = GlyphSet::empty(face.advances.len());
        Usage {
            face,
            characters,
            glyphs: none.clone(),
            plain: none,
            alone: BTreeMap::new(),
            together: BTreeMap::new(),
            letters: BTreeSet::new(),
            seen: HashSet::default(),
            signature: Vec::new(),
        }
    }

    /// Takes in a run.
    fn add(&mut self, run: &GlyphRun, buffer: &mut RunBuffer) -> Result<(), Error> {
        if self.is_plain(run) {
            for glyph in &run.glyphs {
                self.glyphs.insert(glyph.id);
                self.plain.insert(glyph.id);
            }
            return Ok(());
        }
        for glyph in &run.glyphs {
            if glyph.id == 0 || usize::from(glyph.id) >= self.face.advances.len() {
                return Err(Error::MissingGlyph(run.text.clone()));
            }
            self.glyphs.insert(glyph.id);
        }
        buffer.fill_clusters(run)?;
        let is_cff = self.characters.is_cff;
        for cluster in &buffer.clusters {
            let text = &run.text[cluster.text.clone()];
            let glyphs = &run.glyphs[cluster.glyphs.clone()];
            if let [glyph] = glyphs
                && self.characters.maps(glyph.id, text)
                && (is_cff || !is_out_of_place(run, cluster, self.face))
            {
                self.plain.insert(glyph.id);
                continue;
            }
            self.signature.clear();
            sign(run, cluster, &mut self.signature);
            if self.seen.contains(self.signature.as_slice()) {
                continue;
            }
            self.seen.insert(self.signature.as_slice().into());
            if let Some(character) = text.chars().find(|character| !is_allowed(*character)) {
                return Err(Error::ForbiddenCharacter(character));
            }
            if is_cff {
                self.add_cff(glyphs, text);
                continue;
            }
            for placed in letters(run, cluster, self.face) {
                match placed.letter.shape {
                    Shape::Glyph(glyph) => self.add_alone(glyph, &placed.letter.text),
                    Shape::Parts { .. } => _ = self.letters.insert(placed.letter),
                }
            }
        }
        Ok(())
    }

    /// Whether each glyph of a run shows the one character that it stands for, in the order of the text, as nearly all do.
    fn is_plain(&self, run: &GlyphRun) -> bool {
        let mut characters = run.text.char_indices();
        for glyph in &run.glyphs {
            match characters.next() {
                Some((start, character))
                    if glyph.cluster as usize == start
                        && is_in_place(glyph, character)
                        && self.characters.stands_for(glyph.id, character) => {}
                _ => return false,
            }
        }
        characters.next().is_none()
    }

    /// Takes in a cluster of a face whose glyphs cannot be made one.
    fn add_cff(&mut self, glyphs: &[Glyph], text: &str) {
        if let [glyph] = glyphs {
            return self.add_alone(glyph.id, text);
        }
        for glyph in glyphs {
            self.together.entry(glyph.id).or_insert_with(|| text.to_string());
        }
    }

    fn add_alone(&mut self, glyph: u16, text: &str) {
        let texts = self.alone.entry(glyph).or_default();
        if !texts.iter().any(|known| known == text) {
            texts.push(text.to_owned());
        }
    }

    /// The glyphs to cut out, the texts of those that stand for another text here, and the letters to make. The second
    /// meaning of a glyph is a letter of its own; of a CFF glyph it is left to a span.
    pub(super) fn key(self, id: FaceId) -> SubsetKey {
        let mut texts = self.together;
        texts.retain(|glyph, _| self.characters.character(*glyph).is_none());
        let mut letters = self.letters;
        for (glyph, others) in self.alone {
            let mut others = others.into_iter();
            if !self.plain.contains(glyph)
                && let Some(first) = others.next()
            {
                texts.insert(glyph, first);
            }
            if !self.characters.is_cff {
                letters.extend(others.map(|text| Letter::alias(self.face, glyph, text)));
            }
        }
        SubsetKey {
            face: id,
            glyphs: self.glyphs.glyphs(),
            texts: texts.into_iter().collect(),
            letters: letters.into_iter().collect(),
            shared: None,
        }
    }
}

/// What the handouts use of each face.
pub(super) fn usage<'a>(
    handouts: &[&Handout],
    fonts: &'a Fonts,
    cache: &FontCache,
) -> Result<BTreeMap<FaceId, Usage<'a>>, Error> {
    let mut used: BTreeMap<FaceId, Usage<'a>> = BTreeMap::new();
    let mut buffer = RunBuffer::default();
    let items = handouts.iter().flat_map(|handout| &handout.pages).flat_map(|page| &page.items);
    for item in items {
        let Ink::Glyphs { run, .. } = &item.ink else { continue };
        let usage = match used.entry(run.face) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let face = fonts.face(run.face);
                entry.insert(Usage::new(face, cache.characters(run.face, || CharacterMap::of(face))?))
            }
        };
        usage.add(run, &mut buffer)?;
    }
    Ok(used)
}
