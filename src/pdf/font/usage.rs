//! What a file shows of each face.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cache::FontCache;
use super::character_map::{CharacterMap, is_allowed, only_character};
use super::clusters::{Cluster, RunBuffer, leftwards};
use super::glyph_set::GlyphSet;
use super::letters::{Letter, Placed, Shape, is_in_place, letters};
use super::shown_runs::{ShownCluster, ShownRun, ShownRuns};
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
    /// Characters of ASCII that plain runs showed; [`Usage::key`] adds their glyphs to `glyphs` and `plain`.
    plain_ascii: [bool; 128],
    /// The other texts of a glyph that stands alone, as first seen.
    alone: BTreeMap<u16, Vec<String>>,
    /// The first text that a glyph shows together with others, where they cannot be made one.
    together: BTreeMap<u16, String>,
    /// Letters that are no glyph of the face.
    letters: BTreeSet<Letter>,
    /// By glyph, which of the different clusters of the file shows the character that it stands for by it alone, and one more;
    /// 0 for none so far. Empty as long as there is none at all.
    plain_clusters: Vec<u32>,
}

impl<'a> Usage<'a> {
    fn new(face: &'a Face, characters: Arc<CharacterMap>) -> Usage<'a> {
        let none = GlyphSet::empty(face.advances.len());
        Usage {
            face,
            characters,
            glyphs: none.clone(),
            plain: none,
            plain_ascii: [false; 128],
            alone: BTreeMap::new(),
            together: BTreeMap::new(),
            letters: BTreeSet::new(),
            plain_clusters: Vec::new(),
        }
    }

    /// Takes in a run.
    fn add(&mut self, run: &GlyphRun, buffer: &mut RunBuffer, shown: &mut ShownRuns) -> Result<(), Error> {
        let start = shown.clusters.len();
        if self.is_plain(run) {
            self.add_plain(run);
            shown.runs.push(ShownRun { clusters: start..start, is_backwards: false, is_plain: true });
            return Ok(());
        }
        let is_backwards = if let Some(clusters) = leftwards(run) {
            for (cluster, pen) in clusters {
                self.show_cluster(run, &cluster, pen, shown)?;
            }
            true
        } else {
            buffer.fill(run)?;
            for cluster in &buffer.clusters {
                self.show_cluster(run, cluster, buffer.pens[cluster.glyphs.start], shown)?;
            }
            buffer.is_backwards()
        };
        let clusters = start..shown.clusters.len();
        shown.runs.push(ShownRun { clusters, is_backwards, is_plain: false });
        Ok(())
    }

    /// Takes in a run whose glyphs each show the character that they stand for.
    fn add_plain(&mut self, run: &GlyphRun) {
        if run.text.is_ascii() {
            for byte in run.text.bytes() {
                self.plain_ascii[usize::from(byte & 0x7F)] = true;
            }
            return;
        }
        for glyph in &run.glyphs {
            self.glyphs.insert(glyph.id);
            self.plain.insert(glyph.id);
        }
    }

    /// Takes in a cluster before whose first glyph the pen stands somewhere.
    #[inline]
    fn show_cluster(
        &mut self,
        run: &GlyphRun,
        cluster: &Cluster,
        pen: i64,
        shown: &mut ShownRuns,
    ) -> Result<(), Error> {
        let (text, glyphs) = (&run.text[cluster.text.clone()], &run.glyphs[cluster.glyphs.clone()]);
        if let [glyph] = glyphs
            && self.is_plain_cluster(glyph, text)
        {
            let index = self.plain_cluster(run, cluster, glyph.id, shown)?;
            shown.clusters.push(ShownCluster { index, pen });
            return Ok(());
        }
        let index = match shown.known.get(run.face, text, glyphs) {
            Some(index) => index,
            None => shown.known.push(run.face, self.add_cluster(run, cluster)?),
        };
        if !self.characters.is_cff {
            shown.clusters.push(ShownCluster { index, pen });
        }
        Ok(())
    }

    /// Whether a glyph alone shows the one character that it stands for, at its place: its letter does not depend on how far the
    /// pen goes behind it.
    #[inline]
    fn is_plain_cluster(&self, glyph: &Glyph, text: &str) -> bool {
        let is_its = |character| is_in_place(glyph, character) && self.characters.is(glyph.id, character);
        glyph.dx == 0 && !self.characters.is_cff && only_character(text).is_some_and(is_its)
    }

    /// The index of such a cluster.
    #[inline]
    fn plain_cluster(
        &mut self,
        run: &GlyphRun,
        cluster: &Cluster,
        glyph: u16,
        shown: &mut ShownRuns,
    ) -> Result<u32, Error> {
        if let Some(known) = self.plain_clusters.get(usize::from(glyph)).and_then(|index| index.checked_sub(1)) {
            return Ok(known);
        }
        let letters = self.add_cluster(run, cluster)?;
        let index = shown.known.add(run.face, letters);
        self.plain_clusters.resize(self.face.advances.len(), 0);
        if let Some(known) = self.plain_clusters.get_mut(usize::from(glyph)) {
            *known = index + 1;
        }
        Ok(index)
    }

    /// Takes in a cluster that was not seen before; gives its letters, which a face has none of if its glyphs cannot be made
    /// one.
    fn add_cluster(&mut self, run: &GlyphRun, cluster: &Cluster) -> Result<Vec<Placed>, Error> {
        let (text, glyphs) = (&run.text[cluster.text.clone()], &run.glyphs[cluster.glyphs.clone()]);
        for glyph in glyphs {
            if glyph.id == 0 || usize::from(glyph.id) >= self.face.advances.len() {
                return Err(Error::MissingGlyph(run.text.clone()));
            }
            self.glyphs.insert(glyph.id);
        }
        if let Some(character) = text.chars().find(|character| !is_allowed(*character)) {
            return Err(Error::ForbiddenCharacter(character));
        }
        if self.characters.is_cff {
            match glyphs {
                [glyph] if self.characters.maps(glyph.id, text) => self.plain.insert(glyph.id),
                _ => self.add_cff(glyphs, text),
            }
            return Ok(Vec::new());
        }
        let letters = letters(run, cluster, self.face);
        for placed in &letters {
            match placed.letter.shape {
                Shape::Glyph(glyph) if self.characters.maps(glyph, &placed.letter.text) => self.plain.insert(glyph),
                Shape::Glyph(glyph) => self.add_alone(glyph, &placed.letter.text),
                Shape::Parts { .. } => _ = self.letters.insert(placed.letter.clone()),
            }
        }
        Ok(letters)
    }

    /// Whether each glyph of a run shows the one character that it stands for, in the order of the text, as nearly all do.
    fn is_plain(&self, run: &GlyphRun) -> bool {
        if run.text.len() == run.glyphs.len() && run.text.is_ascii() {
            // A character is one byte, and none of them hangs.
            return (0..).zip(run.glyphs.iter().zip(run.text.bytes())).all(|(start, (glyph, byte))| {
                glyph.cluster == start && glyph.dy == 0 && glyph.id == self.characters.ascii(byte)
            });
        }
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
    pub(super) fn key(mut self, id: FaceId) -> SubsetKey {
        for (character, _) in (0..).zip(&self.plain_ascii).filter(|(_, is_shown)| **is_shown) {
            let glyph = self.characters.ascii(character);
            self.glyphs.insert(glyph);
            self.plain.insert(glyph);
        }
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

/// What the handouts use of each face, and what their runs show of it.
pub(super) fn usage<'a>(
    handouts: &[&Handout],
    fonts: &'a Fonts,
    cache: &FontCache,
) -> Result<(BTreeMap<FaceId, Usage<'a>>, ShownRuns), Error> {
    let mut used: BTreeMap<FaceId, Usage<'a>> = BTreeMap::new();
    let (mut buffer, mut shown) = (RunBuffer::default(), ShownRuns::default());
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
        usage.add(run, &mut buffer, &mut shown)?;
    }
    Ok((used, shown))
}
