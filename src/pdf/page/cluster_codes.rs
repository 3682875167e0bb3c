//! The codes of clusters that a file shows again and again.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use crate::pdf::error::Error;
use crate::pdf::font::clusters::{Cluster, sign};
use crate::pdf::font::embed::Typeface;
use crate::pdf::font::letters::letters;
use crate::text::GlyphRun;

/// A letter of a cluster, as the file shows it.
pub(super) struct CodedLetter {
    pub code: u16,
    /// In hundredths of a thousandth of an em.
    pub width: i64,
    /// Rightwards from where the pen stands before the cluster, in font units.
    pub x: i64,
}

/// The letters of clusters shown before, in one file: a text of a thousand clusters has few hundred different ones.
#[derive(Default)]
pub(super) struct ClusterCodes {
    /// Indexes of `letters`, by face and what a cluster is made of.
    known: HashMap<Box<[u32]>, Range<usize>, FxBuildHasher>,
    letters: Vec<CodedLetter>,
    /// What the last cluster was looked up by.
    signature: Vec<u32>,
}

impl ClusterCodes {
    /// The letters of a cluster, in the order of its text.
    pub(super) fn letters(
        &mut self,
        typeface: &Typeface<'_>,
        run: &GlyphRun,
        cluster: &Cluster,
    ) -> Result<&[CodedLetter], Error> {
        self.signature.clear();
        self.signature.push(u32::from(run.face.0));
        sign(run, cluster, &mut self.signature);
        let range = match self.known.get(self.signature.as_slice()) {
            Some(range) => range.clone(),
            None => {
                let start = self.letters.len();
                for placed in letters(run, cluster, typeface.face()) {
                    let missing = || Error::MissingGlyph(run.text.clone());
                    let (code, width) = typeface.letter(&placed.letter).ok_or_else(missing)?;
                    self.letters.push(CodedLetter { code, width, x: placed.x });
                }
                let range = start..self.letters.len();
                self.known.insert(self.signature.as_slice().into(), range.clone());
                range
            }
        };
        Ok(&self.letters[range])
    }
}
