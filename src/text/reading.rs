//! Right-to-left lines for readers that put text together by its place on the page.
//!
//! Such a reader, poppler's `pdftotext` before all, sorts the letters of a line from left to right, then turns round
//! every stretch from a right-to-left letter up to the next number or left-to-right letter. Digits count as numbers, and
//! so do `, . : / + -`, the Arabic comma and the no-break space. What stands behind a number and before the next word,
//! a space or a comma, comes out before the number, and the number clings to that word.
//!
//! Two things help, and change nothing for the eye or for readers that follow the file: the last character of such a
//! stretch also says a no-break space; and a stretch whose characters stand in another order than they are read becomes
//! one cluster, which says them all in order.

use std::ops::Range;

use super::{Direction, Fragment, Glyph, GlyphRun};
use crate::geometry::Pt;

/// Bytes of a stretch that may become one cluster: most are a number, its unit and a comma.
const LONGEST_CLUSTER: usize = 40;
const NO_BREAK_SPACE: char = '\u{a0}';

/// How a reader that goes by place takes a character (poppler, UnicodeTypeTable.cc).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A letter read from right to left.
    Rightwards,
    /// A letter read from left to right, a digit, or a sign of numbers.
    Leftwards,
    /// Goes with what stands before it in reading.
    Neutral,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            _ if is_rightwards(c) => Kind::Rightwards,
            '#' | '$' | '%' | '+' | ',' | '-' | '.' | '/' | ':' | '\u{a0}' | '\u{a2}'..='\u{a5}' | '°' | '±' => {
                Kind::Leftwards
            }
            '\u{604}'..='\u{60c}' | '\u{659}'..='\u{66c}' | '\u{6f0}'..='\u{6f9}' => Kind::Leftwards,
            '\u{2030}'..='\u{2034}' | '\u{2044}' | '\u{207a}' | '\u{207b}' | '\u{208a}' | '\u{208b}' => Kind::Leftwards,
            '\u{20a0}'..='\u{20b1}' | '\u{2212}' | '\u{2213}' => Kind::Leftwards,
            '¼'..='¾' | '\u{610}'..='\u{615}' | '\u{64b}'..='\u{658}' | '\u{6d6}'..='\u{6ed}' => Kind::Neutral,
            '\u{7a6}'..='\u{7b0}' | '\u{8a0}'..='\u{8ff}' | '\u{2150}'..='\u{215f}' => Kind::Neutral,
            _ if c.is_alphanumeric() => Kind::Leftwards,
            _ => Kind::Neutral,
        }
    }
}

/// Whether a character is a letter of a script that runs from right to left; its digits and marks are not.
pub fn is_rightwards(c: char) -> bool {
    matches!(c,
        '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}'..='\u{603}' | '\u{60d}' | '\u{61b}'..='\u{64a}'
        | '\u{66d}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{6dd}' | '\u{6e5}' | '\u{6e6}' | '\u{6ee}' | '\u{6ef}'
        | '\u{6fa}'..='\u{70d}' | '\u{710}' | '\u{712}'..='\u{72f}' | '\u{74b}'..='\u{7a5}' | '\u{7b1}'
        | '\u{fb1d}' | '\u{fb1f}'..='\u{fb28}' | '\u{fb2a}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdfc}'
        | '\u{fe70}'..='\u{fefc}')
}

/// A cluster on a line.
#[derive(Clone, Debug)]
struct Atom {
    /// Index of its fragment.
    fragment: usize,
    /// Bytes of the fragment's text.
    text: Range<usize>,
    /// The first of its glyphs.
    glyph: usize,
    x: Pt,
    width: Pt,
    /// Width, but nothing for white space that ends the line.
    ink: Pt,
    kind: Kind,
    space: bool,
}

/// What is done with a stretch of atoms.
enum Change {
    /// They become one cluster; whether it says a no-break space at its end.
    Join(Range<usize>, bool),
    /// The atom also says a no-break space.
    Extend(usize),
}

impl Change {
    fn first(&self) -> usize {
        match self {
            Change::Join(range, _) => range.start,
            Change::Extend(index) => *index,
        }
    }

    fn is_join(&self) -> bool {
        matches!(self, Change::Join(..))
    }
}

/// Makes a line read as it was written. The fragments stand in logical order.
pub(super) fn settle(fragments: Vec<Fragment>, direction: Direction) -> Vec<Fragment> {
    let kinds = |fragment: &Fragment| fragment.run.text.chars().any(|c| Kind::of(c) == Kind::Leftwards);
    if direction == Direction::Ltr || !fragments.iter().any(kinds) {
        return fragments;
    }
    let atoms = atoms(&fragments);
    let changes = changes(&atoms, &fragments);
    if changes.is_empty() { fragments } else { apply(fragments, &atoms, &changes) }
}

/// The clusters of a line in logical order.
fn atoms(fragments: &[Fragment]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    for (index, fragment) in fragments.iter().enumerate() {
        let run = &fragment.run;
        let scale = run.size / f32::from(fragment.units_per_em);
        let first = atoms.len();
        let mut x = fragment.x;
        for (at, glyph) in run.glyphs.iter().enumerate() {
            let (start, width) = (glyph.cluster as usize, glyph.advance as f32 * scale);
            match atoms[first..].iter_mut().find(|atom| atom.text.start == start) {
                Some(atom) => atom.width += width,
                None => {
                    let text = start..start;
                    let kind = Kind::Neutral;
                    atoms.push(Atom { fragment: index, text, glyph: at, x, width, ink: 0.0, kind, space: false });
                }
            }
            x += width;
        }
        let hidden = x - fragment.x - fragment.width;
        atoms[first..].sort_by_key(|atom| atom.text.start);
        atoms[first..].iter_mut().for_each(|atom| atom.ink = atom.width);
        if let Some(last) = atoms[first..].last_mut() {
            last.ink = (last.width - hidden).max(0.0);
        }
        let mut end = run.text.len();
        for atom in atoms[first..].iter_mut().rev() {
            atom.text.end = end;
            end = atom.text.start;
            let text = run.text.get(atom.text.clone()).unwrap_or_default();
            let has = |kind| text.chars().any(|c| Kind::of(c) == kind);
            atom.kind =
                [Kind::Rightwards, Kind::Leftwards].into_iter().find(|kind| has(*kind)).unwrap_or(Kind::Neutral);
            atom.space = text.trim().is_empty();
        }
    }
    atoms
}

/// What is to be done with each stretch that begins with a left-to-right letter or a number and ends before the next
/// right-to-left letter.
fn changes(atoms: &[Atom], fragments: &[Fragment]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut start = 0;
    while let Some(first) =
        (start..atoms.len()).find(|&index| atoms[index].kind == Kind::Leftwards && !atoms[index].space)
    {
        let end = (first..atoms.len()).find(|&index| atoms[index].kind == Kind::Rightwards).unwrap_or(atoms.len());
        start = end;
        let ink_end = (first..end).rev().find(|&index| !atoms[index].space).map_or(end, |index| index + 1);
        let ink = || atoms[first..ink_end].iter().filter(|atom| !atom.space);
        let ordered = ink().zip(ink().skip(1)).all(|(a, b)| a.x <= b.x + 0.01);
        let followed = end < atoms.len();
        // Behind a letter or a bracket the gap at the stretch's left end would be read as a space at its beginning.
        let clings = followed && ink_end < end && first > 0 && !atoms[first - 1].space;
        if (!ordered || clings) && can_join(&atoms[first..end], fragments) {
            changes.push(Change::Join(first..end, !followed || ink_end < end));
        } else if !followed || ink_end < end {
            changes.push(Change::Extend(ink_end - 1));
        }
    }
    changes
}

/// Whether clusters are of one face, size and meaning, and not too many.
fn can_join(atoms: &[Atom], fragments: &[Fragment]) -> bool {
    let Some(first) = atoms.first().and_then(|atom| fragments.get(atom.fragment)) else { return false };
    let alike = |atom: &Atom| {
        fragments.get(atom.fragment).is_some_and(|other| {
            (other.span, other.run.face) == (first.span, first.run.face) && other.run.size == first.run.size
        })
    };
    let left = atoms.iter().map(|atom| atom.x).fold(f32::INFINITY, f32::min);
    let right = atoms.iter().map(|atom| atom.x + atom.width).fold(f32::NEG_INFINITY, f32::max);
    let together = (right - left - atoms.iter().map(|atom| atom.width).sum::<Pt>()).abs() < 0.05;
    together && atoms.iter().map(|atom| atom.text.len()).sum::<usize>() <= LONGEST_CLUSTER && atoms.iter().all(alike)
}

/// The fragments anew, the changes made in them.
fn apply(fragments: Vec<Fragment>, atoms: &[Atom], changes: &[Change]) -> Vec<Fragment> {
    let mut made = Vec::with_capacity(fragments.len() + 2 * changes.len());
    let mut changes = changes.iter().peekable();
    let mut start = 0;
    while let Some(first) = atoms.get(start) {
        if let Some(Change::Join(range, spaced)) = changes.next_if(|change| change.is_join() && change.first() == start)
        {
            made.push(joined(&fragments, &atoms[range.clone()], *spaced));
            start = range.end;
            continue;
        }
        // Up to the end of the fragment or to the next stretch that is joined.
        let within = |index: &usize| atoms.get(*index).is_some_and(|atom| atom.fragment == first.fragment);
        let mut end = start;
        let mut extended = Vec::new();
        while within(&end) && !changes.peek().is_some_and(|change| change.is_join() && change.first() == end) {
            extended.push(changes.next_if(|change| change.first() == end).is_some());
            end += 1;
        }
        made.push(part(&fragments, &atoms[start..end], &extended));
        start = end;
    }
    made
}

/// A part of one fragment; `extended` says which atoms also say a no-break space.
fn part(fragments: &[Fragment], atoms: &[Atom], extended: &[bool]) -> Fragment {
    let mut made = gathered(fragments, atoms);
    let mut starts = Vec::with_capacity(atoms.len());
    for (atom, extended) in atoms.iter().zip(extended) {
        starts.push((atom.text.start as u32, made.run.text.len() as u32));
        made.run.text.push_str(&fragments[atom.fragment].run.text[atom.text.clone()]);
        if *extended {
            made.run.text.push(NO_BREAK_SPACE);
        }
    }
    for glyph in &mut made.run.glyphs {
        let at = starts.binary_search_by_key(&glyph.cluster, |(old, _)| *old);
        glyph.cluster = at.ok().and_then(|at| starts.get(at)).map_or(0, |(_, new)| *new);
    }
    made
}

/// One cluster of several.
fn joined(fragments: &[Fragment], atoms: &[Atom], spaced: bool) -> Fragment {
    let mut made = gathered(fragments, atoms);
    made.run.text = atoms.iter().map(|atom| &fragments[atom.fragment].run.text[atom.text.clone()]).collect();
    if spaced {
        made.run.text.truncate(made.run.text.trim_end().len());
        made.run.text.push(NO_BREAK_SPACE);
    }
    made.run.glyphs.iter_mut().for_each(|glyph| glyph.cluster = 0);
    made
}

/// A fragment that draws some atoms, its text still empty and its clusters as they were.
fn gathered(fragments: &[Fragment], atoms: &[Atom]) -> Fragment {
    let first = &fragments[atoms[0].fragment];
    let mut seen: Vec<&Atom> = atoms.iter().collect();
    seen.sort_by(|a, b| {
        (fragments[a.fragment].x, a.glyph)
            .partial_cmp(&(fragments[b.fragment].x, b.glyph))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let glyphs = |atom: &&Atom| {
        let start = atom.text.start;
        let own = fragments[atom.fragment].run.glyphs.iter().filter(move |glyph| glyph.cluster as usize == start);
        own.copied().collect::<Vec<Glyph>>()
    };
    let width: Pt = atoms.iter().map(|atom| atom.ink).sum();
    let run = GlyphRun {
        face: first.run.face,
        size: first.run.size,
        text: String::new(),
        glyphs: seen.iter().flat_map(glyphs).collect(),
    };
    Fragment { span: first.span, x: seen[0].x, width, rise: first.rise, run, units_per_em: first.units_per_em }
}
