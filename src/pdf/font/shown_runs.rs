//! What the runs of a file show, cluster by cluster: looked up once, used for the subsets and again for the pages.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::clusters::{Cluster, sign};
use super::letters::Placed;
use crate::text::{FaceId, GlyphRun};

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
    /// Clusters of one character and few glyphs, as nearly all are: each where its glyphs were put last.
    recent: Vec<Option<(Recent, u32)>>,
    /// What the last cluster is made of.
    signature: Vec<u32>,
}

/// A cluster of one character and few glyphs: a letter and its dots.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Recent {
    face: FaceId,
    character: char,
    /// Number, advance and offsets of each glyph; zeros where there is none, which is no glyph that may be shown.
    glyphs: [[i32; 4]; MOST_GLYPHS],
}

/// Glyphs of a recent cluster.
const MOST_GLYPHS: usize = 3;

/// Places for recent clusters. A page of Arabic has some hundred that differ.
const RECENT: usize = 1024;

impl KnownClusters {
    /// The index of a cluster, if it was seen before.
    pub(super) fn get(&mut self, run: &GlyphRun, cluster: &Cluster) -> Option<u32> {
        let Some(wanted) = Recent::of(run, cluster) else {
            self.sign(run, cluster);
            return self.indexes.get(self.signature.as_slice()).copied();
        };
        self.recent.resize(RECENT, None);
        let place = wanted.place();
        if let Some((recent, index)) = &self.recent[place]
            && *recent == wanted
        {
            return Some(*index);
        }
        self.sign(run, cluster);
        let index = *self.indexes.get(self.signature.as_slice())?;
        self.recent[place] = Some((wanted, index));
        Some(index)
    }

    /// Takes in a cluster that [`KnownClusters::get`] has just not found, with its letters.
    pub(super) fn push(&mut self, face: FaceId, letters: Vec<Placed>) -> u32 {
        let index = u32::try_from(self.letters.len()).expect("a file has fewer clusters than bytes");
        self.letters.push((face, letters));
        self.indexes.insert(self.signature.as_slice().into(), index);
        index
    }

    fn sign(&mut self, run: &GlyphRun, cluster: &Cluster) {
        self.signature.clear();
        self.signature.push(u32::from(run.face.0));
        sign(run, cluster, &mut self.signature);
    }
}

impl Recent {
    /// A cluster, if it is one character and few glyphs.
    fn of(run: &GlyphRun, cluster: &Cluster) -> Option<Recent> {
        let own = &run.glyphs[cluster.glyphs.clone()];
        let mut text = run.text[cluster.text.clone()].chars();
        let character = text.next().filter(|_| text.as_str().is_empty() && own.len() <= MOST_GLYPHS)?;
        let mut glyphs = [[0; 4]; MOST_GLYPHS];
        for (place, glyph) in glyphs.iter_mut().zip(own) {
            *place = [i32::from(glyph.id), glyph.advance, glyph.dx, glyph.dy];
        }
        Some(Recent { face: run.face, character, glyphs })
    }

    /// Where it is put: glyphs that stand side by side in a face apart from each other, and one with several advances, too.
    fn place(&self) -> usize {
        let [[id, advance, ..], [second, dx, ..], [third, ..]] =
            self.glyphs.map(|glyph| glyph.map(|part| part as usize));
        let sum = [advance.wrapping_mul(37), second.wrapping_mul(11), dx.wrapping_mul(5), third.wrapping_mul(7)];
        sum.iter().fold(id, |sum, part| sum.wrapping_add(*part)) % RECENT
    }
}
