//! The clusters of a line, each looked at when it is asked for: most of a line is of no concern to who asks.

use std::cell::OnceCell;
use std::ops::Range;

use super::kind::Kind;
use super::line::Fragment;
use super::{Glyph, GlyphRun};
use crate::geometry::Pt;

/// A cluster on a line.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// Index of its fragment.
    pub fragment: usize,
    /// Bytes of the fragment's text.
    pub text: Range<usize>,
    /// Its glyphs, which stand side by side.
    pub glyphs: Range<usize>,
    pub x: Pt,
    pub width: Pt,
    /// Width, but nothing for white space that ends the line.
    pub ink: Pt,
    pub kind: Kind,
    pub space: bool,
}

/// A byte of the text of a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub fragment: usize,
    pub byte: usize,
}

/// The clusters of a line, one of which is looked at a time: nearly all stay as they are.
pub(super) struct Clusters<'a> {
    pub fragments: &'a [Fragment],
    /// For each fragment that was asked for where the pen stands before each of its glyphs, and behind the last.
    pens: Vec<OnceCell<Vec<Pt>>>,
}

impl<'a> Clusters<'a> {
    pub fn of(fragments: &'a [Fragment]) -> Clusters<'a> {
        Clusters { fragments, pens: vec![OnceCell::new(); fragments.len()] }
    }

    /// Where the pen stands before each glyph of a fragment, and behind the last.
    pub fn pens(&self, fragment: usize) -> &[Pt] {
        self.pens[fragment].get_or_init(|| pens(&self.fragments[fragment]))
    }

    /// The cluster of the character at a place; `None` where it has no glyph.
    pub fn at(&self, Place { fragment, byte }: Place) -> Option<Atom> {
        let glyphs = &self.fragments[fragment].run.glyphs;
        let glyph = match is_backwards(glyphs) {
            true => glyphs.partition_point(|glyph| glyph.cluster as usize > byte),
            false => glyphs.partition_point(|glyph| glyph.cluster as usize <= byte).checked_sub(1)?,
        };
        (glyph < glyphs.len()).then(|| self.around(fragment, glyph))
    }

    /// The cluster of a glyph of a fragment.
    fn around(&self, fragment: usize, glyph: usize) -> Atom {
        let Fragment { run, units_per_em, .. } = &self.fragments[fragment];
        let (glyphs, start) = (&run.glyphs, run.glyphs[glyph].cluster);
        let (mut first, mut end) = (glyph, glyph + 1);
        while first > 0 && glyphs[first - 1].cluster == start {
            first -= 1;
        }
        while glyphs.get(end).is_some_and(|glyph| glyph.cluster == start) {
            end += 1;
        }
        let next = if is_backwards(glyphs) { first.checked_sub(1) } else { Some(end) };
        let text_end = next.and_then(|next| glyphs.get(next)).map_or(run.text.len(), |next| next.cluster as usize);
        let text = start as usize..text_end;
        let scale = run.size / f32::from(*units_per_em);
        let width = glyphs[first..end].iter().map(|glyph| glyph.advance as f32 * scale).sum();
        let ink = if text.end == run.text.len() { self.last_ink(fragment, width) } else { width };
        let mut letters = run.text.get(text.clone()).unwrap_or_default().chars();
        // Nearly every cluster is one character.
        let letter = letters.next();
        let kind = letters.clone().map(Kind::of).fold(letter.map_or(Kind::Neutral, Kind::of), Kind::min);
        let space = letter.is_none_or(char::is_whitespace) && letters.all(char::is_whitespace);
        Atom { fragment, text, glyphs: first..end, x: self.pens(fragment)[first], width, ink, kind, space }
    }

    /// How much of the width of a fragment's last cluster is drawn.
    fn last_ink(&self, fragment: usize, width: Pt) -> Pt {
        let whole = &self.fragments[fragment];
        let hidden = self.pens(fragment).last().map_or(0.0, |end| end - whole.x - whole.width);
        (width - hidden).max(0.0)
    }

    /// The cluster that is read behind one.
    pub fn next(&self, atom: &Atom) -> Option<Atom> {
        let glyphs = &self.fragments[atom.fragment].run.glyphs;
        let glyph = if is_backwards(glyphs) { atom.glyphs.start.checked_sub(1) } else { Some(atom.glyphs.end) };
        if let Some(glyph) = glyph.filter(|glyph| *glyph < glyphs.len()) {
            return Some(self.around(atom.fragment, glyph));
        }
        let (fragment, run) = self.drawn(atom.fragment + 1..self.fragments.len()).next()?;
        Some(self.around(fragment, if is_backwards(&run.glyphs) { run.glyphs.len() - 1 } else { 0 }))
    }

    /// The cluster that is read before one.
    pub fn before(&self, atom: &Atom) -> Option<Atom> {
        let glyphs = &self.fragments[atom.fragment].run.glyphs;
        let glyph = if is_backwards(glyphs) { Some(atom.glyphs.end) } else { atom.glyphs.start.checked_sub(1) };
        if let Some(glyph) = glyph.filter(|glyph| *glyph < glyphs.len()) {
            return Some(self.around(atom.fragment, glyph));
        }
        let (fragment, run) = self.drawn(0..atom.fragment).next_back()?;
        Some(self.around(fragment, if is_backwards(&run.glyphs) { 0 } else { run.glyphs.len() - 1 }))
    }

    /// The runs of those of some fragments that have glyphs.
    fn drawn(&self, fragments: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &'a GlyphRun)> {
        let runs = fragments.map(|fragment| (fragment, &self.fragments[fragment].run));
        runs.filter(|(_, run)| !run.glyphs.is_empty())
    }

    /// The glyphs of a cluster.
    pub fn glyphs(&self, atom: &Atom) -> &'a [Glyph] {
        &self.fragments[atom.fragment].run.glyphs[atom.glyphs.clone()]
    }

    /// What a cluster says.
    pub fn text(&self, atom: &Atom) -> &'a str {
        &self.fragments[atom.fragment].run.text[atom.text.clone()]
    }
}

/// Whether glyphs stand against the order of their text, from right to left.
pub(super) fn is_backwards(glyphs: &[Glyph]) -> bool {
    matches!(glyphs, [first, .., last] if first.cluster > last.cluster)
}

fn pens(fragment: &Fragment) -> Vec<Pt> {
    let scale = fragment.run.size / f32::from(fragment.units_per_em);
    let mut pens = Vec::with_capacity(fragment.run.glyphs.len() + 1);
    let mut x = fragment.x;
    pens.push(x);
    for glyph in &fragment.run.glyphs {
        x += glyph.advance as f32 * scale;
        pens.push(x);
    }
    pens
}
