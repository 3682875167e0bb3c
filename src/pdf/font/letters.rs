//! Letters: what one code of an embedded face draws, and the text that it is mapped to.
//!
//! A reader takes the text of a file from its codes, one after another; few understand more. So every cluster becomes a
//! code of its own that is mapped to all its characters: several glyphs are drawn as one composite glyph made for the
//! file, and a glyph with a second meaning is embedded a second time. Readers that find right-to-left text by its place
//! on the page turn the text of one code round; there each character gets a code, the first draws the cluster, the
//! others nothing.

use super::clusters::Cluster;
use crate::text::fonts::Face;
use crate::text::{Glyph, GlyphRun};

/// What a code draws, and the text that it is mapped to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::pdf) struct Letter {
    /// What it draws.
    pub shape: Shape,
    /// Its text.
    pub text: String,
}

impl Letter {
    /// A glyph under a meaning that is not its first.
    pub(super) fn alias(face: &Face, glyph: u16, text: String) -> Letter {
        let width = face.advances[usize::from(glyph)];
        Letter { shape: Shape::Parts { parts: vec![Part { glyph, x: 0, y: 0 }], width }, text }
    }
}

/// What a code draws.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::pdf) enum Shape {
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
pub(in crate::pdf) struct Part {
    /// In the face.
    pub glyph: u16,
    /// Rightwards from the letter's origin, in font units.
    pub x: i16,
    /// Upwards from it.
    pub y: i16,
}

/// A letter on a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pdf) struct Placed {
    /// What stands there.
    pub letter: Letter,
    /// From where the pen stands before the cluster, in font units. Its origin is on the baseline: readers take letters at
    /// other heights for other lines, and those of Urdu slope.
    pub x: i64,
}

/// Widths of letters that draw nothing are rounded up to this, so that few are made.
const BLANK_STEP: i64 = 50;

/// The letters of a cluster, in the order of its text. `face` is what the glyphs are of.
pub(in crate::pdf) fn letters(run: &GlyphRun, cluster: &Cluster, face: &Face) -> Vec<Placed> {
    let text = &run.text[cluster.text.clone()];
    let glyphs = &run.glyphs[cluster.glyphs.clone()];
    let first = &glyphs[0];
    let is_several = text.chars().nth(1).is_some();
    if glyphs.len() == 1 && !is_out_of_place(run, cluster, face) && !(is_several && is_rightwards(text)) {
        let letter = Letter { shape: Shape::Glyph(first.id), text: text.to_owned() };
        return vec![Placed { letter, x: i64::from(first.dx) }];
    }
    let pens = &pens(glyphs);
    if is_rightwards(text) {
        return RightToLeftCluster { text, glyphs, pens, face }.letters();
    }
    // The widest glyph carries the letter; its place is the letter's, or else letters stand side by side.
    let carrier = (0..glyphs.len()).rev().max_by_key(|&index| glyphs[index].advance).expect("a cluster has a glyph");
    let x = if may_hang(text) { 0 } else { i64::from(glyphs[carrier].dx) };
    let width = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
    vec![Placed { letter: Letter { shape: drawn(glyphs, pens, x, width), text: text.to_owned() }, x }]
}

/// Where the pen stands before each glyph of a cluster.
fn pens(glyphs: &[Glyph]) -> Vec<i64> {
    let mut pens = Vec::with_capacity(glyphs.len());
    let mut pen = 0;
    for glyph in glyphs {
        pens.push(pen);
        pen += i64::from(glyph.advance);
    }
    pens
}

/// Glyphs as one, its origin at `x`.
fn drawn(glyphs: &[Glyph], pens: &[i64], x: i64, width: i64) -> Shape {
    let part = |(glyph, pen): (&Glyph, &i64)| Part {
        glyph: glyph.id,
        x: clamped(pen + i64::from(glyph.dx) - x),
        y: clamped(i64::from(glyph.dy)),
    };
    Shape::Parts { parts: glyphs.iter().zip(pens).map(part).collect(), width: advance(width) }
}

/// A cluster that is read from right to left: each character gets a letter, side by side; marks stand at the left end
/// of what they belong to.
struct RightToLeftCluster<'a> {
    text: &'a str,
    glyphs: &'a [Glyph],
    /// Where the pen stands before each, from the first on.
    pens: &'a [i64],
    face: &'a Face,
}

impl RightToLeftCluster<'_> {
    fn letters(&self) -> Vec<Placed> {
        let total: i64 = self.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        let em = i64::from(self.face.units_per_em);
        // A letter that moves the pen nowhere or backwards still stands left of the one before it.
        let start = if total > 0 { 0 } else { total - em / 100 };
        let mut characters = self.text.chars();
        if characters.next().is_some_and(|c| !is_mark(c)) && characters.next().is_none() {
            let shape = drawn(self.glyphs, self.pens, start, total.max(0));
            return vec![Placed { letter: Letter { shape, text: self.text.to_owned() }, x: start }];
        }
        let step = em / 25;
        // What stands before the first letter, such as a non-joiner, is at its right end.
        let lead = self.text.chars().take_while(|c| is_mark(*c)).count() as i64;
        let count = self.text.chars().filter(|c| !is_mark(*c)).count().max(1) as i64;
        let room = (total - lead * step).max(0);
        let share = |index: i64| room * (count - index) / count;
        let own = self.own_glyphs();
        let (mut index, mut marks) = (0, 0);
        let mut placed = Vec::new();
        for (at, character) in (0..).zip(self.text.chars()) {
            let mark = is_mark(character);
            (index, marks) = if mark { (index, marks + 1) } else { (index + 1, 0) };
            let (left, right) = (start + share(index), start + share(index - 1));
            let (x, width) = match mark {
                true if at < lead => (start + room + (lead - 1 - at) * step, step),
                true => (left - marks * step, step),
                false => (left, right - left),
            };
            let shape = match own.get(at as usize) {
                Some(&glyph) => drawn(&self.glyphs[glyph..=glyph], &self.pens[glyph..=glyph], x, width),
                None if at == lead || lead == self.text.chars().count() as i64 && at == 0 => {
                    drawn(self.glyphs, self.pens, x, width)
                }
                None => Shape::Parts { parts: Vec::new(), width: stepped(width) },
            };
            placed.push(Placed { letter: Letter { shape, text: character.to_string() }, x });
        }
        placed
    }

    /// The glyph of each character, where a letter and its marks have one each: marks stand before it, the last first.
    fn own_glyphs(&self) -> Vec<usize> {
        let count = self.text.chars().count();
        let marked = self.text.chars().skip(1).all(is_mark) && self.glyphs.len() == count;
        let bare = |glyphs: &[Glyph]| glyphs.iter().rev().skip(1).all(|glyph| glyph.advance == 0);
        if marked && bare(self.glyphs) { (0..count).rev().collect() } else { Vec::new() }
    }
}

/// Whether a character stands on the letter before it, in scripts that run from right to left.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{711}' | '\u{730}'..='\u{74a}' | '\u{7a6}'..='\u{7b0}'
        | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}' | '\u{fb1e}' | '\u{200c}' | '\u{200d}')
}

fn advance(width: i64) -> u16 {
    width.clamp(0, i64::from(u16::MAX)) as u16
}

fn stepped(width: i64) -> u16 {
    (i64::from(advance(width)) + BLANK_STEP - 1).div_euclid(BLANK_STEP).saturating_mul(BLANK_STEP) as u16
}

fn clamped(units: i64) -> i16 {
    units.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16
}

/// Whether a glyph of a cluster stands where a code of its own would mislead readers: above or below the baseline, or,
/// in scripts where that happens, away from its neighbours or over them.
pub(in crate::pdf) fn is_out_of_place(run: &GlyphRun, cluster: &Cluster, face: &Face) -> bool {
    let glyphs = &run.glyphs[cluster.glyphs.clone()];
    let hangs = || may_hang(&run.text[cluster.text.clone()]);
    glyphs.iter().any(|glyph| glyph.dy != 0) || matches!(glyphs, [glyph] if is_ajar(glyph, face)) && hangs()
}

/// Whether a glyph stands so far from its neighbours, or over them, that readers would see two words or two lines: poppler
/// does from 0.03 em apart and 0.5 em over another on.
fn is_ajar(glyph: &Glyph, face: &Face) -> bool {
    let own = face.advances[usize::from(glyph.id)];
    let (left, right) = (glyph.dx, glyph.advance - glyph.dx - i32::from(own));
    let em = i32::from(face.units_per_em);
    [left, right].iter().any(|gap| 50 * gap > em || -3 * gap > em)
}

/// Whether a glyph that shows a character surely stands where a code of its own misleads no reader.
pub(in crate::pdf) fn is_in_place(glyph: &Glyph, character: char) -> bool {
    glyph.dy == 0 && !is_hanging(character)
}

/// Whether a text is of a script whose letters are placed far from where their widths would put them.
fn may_hang(text: &str) -> bool {
    text.starts_with(is_hanging)
}

/// Whether a character is of such a script: any from Hebrew on.
fn is_hanging(character: char) -> bool {
    ('\u{590}'..'\u{2000}').contains(&character) || character >= '\u{a800}'
}

/// Whether a text has letters that run from right to left.
fn is_rightwards(text: &str) -> bool {
    text.contains(crate::text::is_rightwards)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FaceId;
    use crate::text::fonts::Fonts;

    fn placed(text: &str, glyphs: &[(u16, i32, i32, i32)]) -> Vec<Placed> {
        let glyphs: Vec<Glyph> =
            glyphs.iter().map(|&(id, advance, dx, dy)| Glyph { id, advance, dx, dy, cluster: 0 }).collect();
        let cluster = Cluster { text: 0..text.len(), glyphs: 0..glyphs.len() };
        let run = GlyphRun { face: FaceId(0), size: 10.0, text: text.into(), glyphs };
        letters(&run, &cluster, Fonts::new().face(FaceId(0)))
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

    #[test]
    fn right_to_left_letters_stand_side_by_side() {
        // The first glyph of this face is 653 units wide.
        let plain = |text: &str, x| vec![Placed { letter: Letter { shape: Shape::Glyph(0), text: text.into() }, x }];
        assert_eq!(placed("ز", &[(0, 660, 5, 0)]), plain("ز", 5));
        let wide = Letter { shape: parts(800, &[(0, 60, 0)]), text: "ز".into() };
        assert_eq!(placed("ز", &[(0, 800, 60, 0)]), [Placed { letter: wide, x: 0 }]);
        // A letter of Urdu that hangs over the one before it.
        let back = Letter { shape: parts(0, &[(0, 10, 248)]), text: "ح".into() };
        assert_eq!(placed("ح", &[(0, -45, -45, 248)]), [Placed { letter: back, x: -55 }]);
        // From left to right the glyph stays as it is.
        assert_eq!(placed("e", &[(0, 800, 0, 0)]), plain("e", 0));
    }

    #[test]
    fn a_mark_stands_at_the_left_end_of_its_letter() {
        let letter = |text: &str, shape, x| Placed { letter: Letter { shape, text: text.into() }, x };
        let expected = [letter("ב", parts(500, &[(9, 0, 0)]), 0), letter("\u{5b7}", parts(40, &[(4, 240, -20)]), -40)];
        assert_eq!(placed("ב\u{5b7}", &[(4, 0, 200, -20), (9, 500, 0, 0)]), expected);
    }

    #[test]
    fn numbers_and_commas_of_arabic_are_one_letter() {
        assert_eq!(placed("٥،\u{a0}", &[(1, 100, 0, 0), (2, 200, 0, 0), (3, 300, 0, 0)]).len(), 1);
        assert_eq!(placed("سل", &[(1, 100, 0, 0), (2, 200, 0, 0)]).len(), 2);
    }
}
