//! Letters: what one code of an embedded face draws and says.
//!
//! A reader takes the text of a file from its codes, one after another; few understand more. So every cluster becomes a
//! code of its own that says all its characters: several glyphs are drawn as one composite glyph made for the file, and
//! a glyph with a second meaning is embedded a second time. Readers that find right-to-left text by its place on the
//! page turn round what one code says; there each character gets a code, the first draws the cluster, the others
//! nothing.

use std::ops::Range;

use super::clusters::Cluster;
use crate::text::GlyphRun;

/// What a code draws and says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Letter {
    /// What it draws.
    pub shape: Shape,
    /// What it says.
    pub text: String,
}

/// What a code draws.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A glyph of the face.
    Glyph(u16),
    /// Glyphs drawn together, or one drawn under another meaning; nothing when there are none.
    Parts {
        /// In the order of the run.
        parts: Vec<Part>,
        /// Advance width in font units.
        width: u16,
    },
}

/// A glyph within a composite one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Part {
    /// In the face.
    pub glyph: u16,
    /// Rightwards from the letter's origin, in font units.
    pub x: i16,
    /// Upwards from it.
    pub y: i16,
}

/// A letter on a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// What stands there.
    pub letter: Letter,
    /// From the run's origin, in font units. Its origin is on the baseline: readers take letters at other heights for
    /// other lines, and those of Urdu slope.
    pub x: i64,
}

/// Widths of letters that draw nothing are rounded up to this, so that few are made.
const BLANK_STEP: i64 = 50;

/// The letters of a cluster, in the order of its text. `pens` holds where the pen stands before each glyph.
pub(super) fn letters(run: &GlyphRun, cluster: &Cluster, pens: &[i64]) -> Vec<Placed> {
    let text = run.text.get(cluster.text.clone()).unwrap_or_default();
    let glyphs = run.glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
    let pens = pens.get(cluster.glyphs.clone()).unwrap_or_default();
    let (Some(first), Some(start)) = (glyphs.first(), pens.first()) else { return Vec::new() };
    let several = text.chars().nth(1).is_some();
    if glyphs.len() == 1 && first.dy == 0 && !(several && is_rightwards(text)) {
        let letter = Letter { shape: Shape::Glyph(first.id), text: text.to_owned() };
        return vec![Placed { letter, x: start + i64::from(first.dx) }];
    }
    // The widest glyph carries the letter; its place is the letter's.
    let carrier = (0..glyphs.len()).rev().max_by_key(|&index| glyphs[index].advance).unwrap_or_default();
    let dx = i64::from(glyphs[carrier].dx);
    let width: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum::<i64>().max(0);
    let count = if is_rightwards(text) { text.chars().count() as i64 } else { 1 };
    let share = |index: i64| width * (count - 1 - index) / count..width * (count - index) / count;
    let left = share(0).start;
    let parts = glyphs.iter().zip(pens).map(|(glyph, pen)| Part {
        glyph: glyph.id,
        x: clamped(pen - start + i64::from(glyph.dx) - dx - left),
        y: clamped(i64::from(glyph.dy)),
    });
    let shape = Shape::Parts { parts: parts.collect(), width: advance(share(0)) };
    let place = |index: i64, letter: Letter| Placed { letter, x: start + dx + share(index).start };
    if count == 1 {
        return vec![place(0, Letter { shape, text: text.to_owned() })];
    }
    let mut shapes = Some(shape);
    let blank = |index| Shape::Parts { parts: Vec::new(), width: stepped(share(index)) };
    let letters = (0..).zip(text.chars());
    letters
        .map(|(index, character)| {
            let shape = shapes.take().unwrap_or_else(|| blank(index));
            place(index, Letter { shape, text: character.to_string() })
        })
        .collect()
}

fn advance(share: Range<i64>) -> u16 {
    (share.end - share.start).clamp(0, i64::from(u16::MAX)) as u16
}

fn stepped(share: Range<i64>) -> u16 {
    (i64::from(advance(share)) + BLANK_STEP - 1).div_euclid(BLANK_STEP).saturating_mul(BLANK_STEP) as u16
}

fn clamped(units: i64) -> i16 {
    units.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16
}

/// Whether a text belongs to a script that runs from right to left.
fn is_rightwards(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FaceId, Glyph};

    fn placed(text: &str, glyphs: &[(u16, i32, i32, i32)]) -> Vec<Placed> {
        let glyphs: Vec<Glyph> =
            glyphs.iter().map(|&(id, advance, dx, dy)| Glyph { id, advance, dx, dy, cluster: 0 }).collect();
        let pens = glyphs.iter().scan(0, |pen, glyph| Some(std::mem::replace(pen, *pen + i64::from(glyph.advance))));
        let pens: Vec<i64> = pens.collect();
        let cluster = Cluster { text: 0..text.len(), glyphs: 0..glyphs.len() };
        letters(&GlyphRun { face: FaceId(0), size: 10.0, text: text.into(), glyphs }, &cluster, &pens)
    }

    fn parts(width: u16, parts: &[(u16, i16, i16)]) -> Shape {
        Shape::Parts { parts: parts.iter().map(|&(glyph, x, y)| Part { glyph, x, y }).collect(), width }
    }

    #[test]
    fn glyphs_of_a_cluster_become_one_letter() {
        let expected = Letter { shape: parts(600, &[(1, 0, -3), (2, 250, 37)]), text: "e\u{301}".into() };
        assert_eq!(placed("e\u{301}", &[(1, 600, 5, -3), (2, 0, -345, 37)]), [Placed { letter: expected, x: 5 }]);
        let single = Letter { shape: Shape::Glyph(7), text: "ffi".into() };
        assert_eq!(placed("ffi", &[(7, 900, 0, 0)]), [Placed { letter: single, x: 0 }]);
    }

    #[test]
    fn right_to_left_every_character_has_a_letter() {
        let lam = Letter { shape: parts(300, &[(9, -300, 0)]), text: "ل".into() };
        let alef = Letter { shape: parts(300, &[]), text: "ا".into() };
        let expected = [Placed { letter: lam, x: 300 }, Placed { letter: alef, x: 0 }];
        assert_eq!(placed("لا", &[(9, 600, 0, 0)]), expected);
    }
}
