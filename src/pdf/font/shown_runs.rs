//! What the runs of a file show, cluster by cluster: looked up once, used for the subsets and again for the pages.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::clusters::sign;
use super::letters::Placed;
use crate::text::{FaceId, Glyph};

/// The clusters of runs whose glyphs do not show their own characters one by one, in the order of the pages.
#[derive(Default)]
pub(super) struct ShownRuns {
    /// For each run of the file its clusters.
    pub runs: Vec<ShownRun>,
    /// In logical order within each run.
    pub clusters: Vec<ShownCluster>,
    /// The different clusters of the file: a text of a thousand clusters has few hundred.
    pub known: KnownClusters,
}

/// What a run shows.
#[derive(Clone)]
pub(super) struct ShownRun {
    /// Indexes of [`ShownRuns::clusters`]; none where the run is written without them.
    pub clusters: Range<usize>,
    /// Whether the text runs against the glyphs, from right to left.
    pub is_backwards: bool,
    /// Whether each glyph shows the one character that it stands for, in the order of the text.
    pub is_plain: bool,
}

/// A cluster at its place.
pub(super) struct ShownCluster {
    /// Index among the different clusters of the file.
    pub index: u32,
    /// Where the pen stands before its first glyph, in font units from the origin of the run.
    pub pen: i64,
}

/// The different clusters of a file, by their indexes.
#[derive(Default)]
pub(super) struct KnownClusters {
    /// The face and the letters of each.
    pub letters: Vec<(FaceId, Vec<Placed>)>,
    /// Indexes by face and what a cluster is made of.
    indexes: HashMap<Box<[u32]>, u32, FxBuildHasher>,
    /// Clusters of few bytes and glyphs, as nearly all are: each where its glyphs were put last.
    recent: Vec<Option<(Recent, u32)>>,
    /// What the last cluster is made of.
    signature: Vec<u32>,
}

/// A cluster of few bytes and glyphs: a letter and its dots.
#[derive(Clone, Copy)]
struct Recent {
    face: FaceId,
    text: [u8; MOST_BYTES],
    glyphs: [Glyph; MOST_GLYPHS],
    /// How many bytes and glyphs.
    counts: (usize, usize),
}

/// Bytes of a recent cluster: one character, or two with a mark.
const MOST_BYTES: usize = 4;

/// Glyphs of a recent cluster.
const MOST_GLYPHS: usize = 3;

/// Places for recent clusters, a power of two. A page of Arabic has some hundred that differ.
const RECENT: usize = 1024;

impl KnownClusters {
    /// The index of a cluster, if it was seen before.
    #[inline]
    pub(super) fn get(&mut self, face: FaceId, text: &str, glyphs: &[Glyph]) -> Option<u32> {
        if text.len() > MOST_BYTES || glyphs.len() > MOST_GLYPHS {
            self.sign(face, text, glyphs);
            return self.indexes.get(self.signature.as_slice()).copied();
        }
        let place = place(glyphs);
        if let Some(Some((recent, index))) = self.recent.get(place)
            && recent.is(face, text, glyphs)
        {
            return Some(*index);
        }
        self.sign(face, text, glyphs);
        let index = *self.indexes.get(self.signature.as_slice())?;
        self.recent.resize(RECENT, None);
        self.recent[place] = Some((Recent::of(face, text, glyphs), index));
        Some(index)
    }

    /// Takes in a cluster that [`KnownClusters::get`] has just not found, with its letters.
    pub(super) fn push(&mut self, face: FaceId, letters: Vec<Placed>) -> u32 {
        let index = self.add(face, letters);
        self.indexes.insert(self.signature.as_slice().into(), index);
        index
    }

    /// Takes in a cluster that is known by something else.
    pub(super) fn add(&mut self, face: FaceId, letters: Vec<Placed>) -> u32 {
        let index = u32::try_from(self.letters.len()).expect("a file has fewer clusters than bytes");
        self.letters.push((face, letters));
        index
    }

    fn sign(&mut self, face: FaceId, text: &str, glyphs: &[Glyph]) {
        self.signature.clear();
        self.signature.push(u32::from(face.0));
        sign(text, glyphs, &mut self.signature);
    }
}

/// Where a cluster of some glyphs is put: those of glyphs that stand side by side in a face apart from each other, and those of
/// one with several advances, too.
fn place(glyphs: &[Glyph]) -> usize {
    let parts =
        |glyph: &Glyph| u32::from(glyph.id).wrapping_mul(0x9E37_79B1).wrapping_add(glyph.advance.cast_unsigned());
    let mixed = glyphs.iter().fold(0u32, |mixed, glyph| mixed.rotate_left(5) ^ parts(glyph));
    // The highest bits depend on all others.
    (mixed.wrapping_mul(0x9E37_79B1) >> (32 - RECENT.trailing_zeros())) as usize
}

impl Recent {
    fn of(face: FaceId, text: &str, own: &[Glyph]) -> Recent {
        let mut glyphs = [Glyph { id: 0, advance: 0, dx: 0, dy: 0, cluster: 0 }; MOST_GLYPHS];
        glyphs[..own.len()].copy_from_slice(own);
        let mut bytes = [0; MOST_BYTES];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Recent { face, text: bytes, glyphs, counts: (text.len(), own.len()) }
    }

    fn is(&self, face: FaceId, text: &str, glyphs: &[Glyph]) -> bool {
        let alike = |a: &Glyph, b: &Glyph| (a.id, a.advance, a.dx, a.dy) == (b.id, b.advance, b.dx, b.dy);
        self.counts == (text.len(), glyphs.len())
            && self.face == face
            && match text.as_bytes() {
                // As most letters have it.
                [first, second] => self.text[..2] == [*first, *second],
                bytes => self.text[..bytes.len()] == *bytes,
            }
            && self.glyphs.iter().zip(glyphs).all(|(own, other)| alike(own, other))
    }
}
