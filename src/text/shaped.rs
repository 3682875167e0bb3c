//! What shaping leaves and lines are made of: a paragraph's glyphs in runs, and the parts of its text between two break
//! opportunities.

use std::ops::Range;

use unicode_bidi::Level;

use super::word::{PlacedWord, Widths};
use super::{Direction, FaceId, Glyph, Paragraph};
use crate::geometry::Pt;

/// A character that no face of ours can draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its byte in the paragraph's text.
    pub at: usize,
    /// The character.
    pub char: char,
}

/// A paragraph with its glyphs and its break opportunities, ready to be cut into lines of any measure.
#[derive(Clone, Debug)]
pub struct Shaped {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    pub(super) chunks: Vec<Chunk>,
    pub(super) direction: Direction,
    pub(super) leading_factor: f32,
    pub(super) middle: f32,
    /// What could not be drawn; empty for a sound paragraph.
    pub missing: Vec<Missing>,
}

/// Words of one span, face and bidi level; runs and their words stand in logical order.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub span: usize,
    pub face: FaceId,
    pub size: Pt,
    pub rise: Pt,
    pub units_per_em: u16,
    /// The space of the face; 0 when it has none.
    pub blank: u16,
    pub level: Level,
    pub start: usize,
    pub end: usize,
    /// One at least.
    pub words: Vec<PlacedWord>,
}

impl Run {
    /// The glyphs of a stretch of the run in visual order, their clusters counted from its start, and how far the pen moves
    /// over them.
    pub fn glyphs(&self, range: Range<usize>) -> (Vec<Glyph>, i64) {
        let first = self.words.partition_point(|word| word.start <= range.start).saturating_sub(1);
        let count = self.words[first..].partition_point(|word| word.start < range.end);
        let words = &self.words[first..first + count];
        // Most characters have one glyph. Of a word that fills many lines each has a few, and not room for all.
        let room = words.iter().map(|placed| placed.word.glyphs.len()).sum::<usize>().min(range.len());
        let mut glyphs = Vec::with_capacity(room);
        let mut advance = 0;
        for place in 0..count {
            let index = if self.level.is_rtl() { count - 1 - place } else { place };
            let PlacedWord { start, word, .. } = &words[index];
            // Only the first and the last may be cut.
            let is_whole = (index > 0 || *start == range.start)
                && (index + 1 < count
                    || self.words.get(first + count).map_or(self.end, |next| next.start) <= range.end);
            let own = match is_whole {
                true => &word.glyphs[..],
                false => word.part(range.start.saturating_sub(*start)..range.end - start, self.level.is_rtl()),
            };
            // A word that is cut may begin before the stretch.
            let moved = start.wrapping_sub(range.start) as u32;
            // One pass: two cost twice as much on words as short as most are.
            glyphs.extend(own.iter().map(|glyph| {
                advance += i64::from(glyph.advance);
                Glyph { cluster: glyph.cluster.wrapping_add(moved), ..*glyph }
            }));
        }
        (glyphs, advance)
    }
}

/// Text between two break opportunities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chunk {
    pub start: usize,
    pub end: usize,
    /// Without the white space at its end.
    pub width: Pt,
    /// Width of that white space.
    pub space: Pt,
    /// What it ends in.
    pub joint: Joint,
}

/// What stands before a break opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// White space, or a mark that ends a part of a sentence.
    Space,
    /// A hyphen that was typed. Programs that take text from a page drop one that ends a line, and make `longterm` of it.
    Hyphen,
    /// A letter, in a script that has no spaces between words; or whatever else a line may end in.
    Inside,
}

impl Joint {
    /// What a stretch of text ends in, which reaches up to a break opportunity.
    fn of(text: &str) -> Joint {
        if text.ends_with(' ') {
            return Joint::Space;
        }
        let ink = text.trim_end_matches(is_space);
        let mut letters = ink.chars().rev();
        match letters.next() {
            _ if ink.len() < text.len() => Joint::Space,
            Some('-' | '\u{2010}') if letters.next().is_some_and(char::is_alphanumeric) => Joint::Hyphen,
            Some(last) if is_mark(last) => Joint::Space,
            _ => Joint::Inside,
        }
    }
}

/// A mark that ends a sentence or a part of one, or closes a bracket.
fn is_mark(c: char) -> bool {
    matches!(c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '–' | '—' | '…' | '”' | '’' | '»' | '\u{200b}'
        | '،' | '؛' | '؟' | '۔' | '।' | '॥' | '།' | '༎' | '၊' | '။' | '፡'..='፨' | '។'..='៖' | '៚'
        | '、' | '。' | '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛'
        | '！' | '）' | '，' | '．' | '：' | '；' | '？' | '］' | '｝' | '·' | '・')
}

/// White space that a line may end in.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
}

impl Shaped {
    /// A paragraph whose characters have no glyphs yet.
    pub(super) fn of(paragraph: &Paragraph) -> Shaped {
        Shaped {
            text: paragraph.text.to_owned(),
            runs: Vec::with_capacity(paragraph.spans.len()),
            chunks: Vec::new(),
            direction: paragraph.direction,
            leading_factor: 1.0,
            middle: 0.33,
            missing: Vec::new(),
        }
    }

    /// Cuts the text at its break opportunities and measures the parts. The runs are complete by then.
    pub(super) fn cut(&mut self, opportunities: &[usize]) {
        self.chunks = chunks(self, opportunities);
    }

    /// Makes it all larger or smaller.
    pub fn scale(&mut self, factor: f32) {
        for run in &mut self.runs {
            run.size *= factor;
            run.rise *= factor;
        }
        for chunk in &mut self.chunks {
            chunk.width *= factor;
            chunk.space *= factor;
        }
    }

    /// How much leading its lines want, as a multiple of what Latin wants; 1 or more. Scripts that stack marks above
    /// and below want more.
    pub fn leading_factor(&self) -> f32 {
        self.leading_factor
    }

    /// How far above the baseline the middle of its lines is, as a share of the type size: half a capital's height in
    /// Latin, more where letters hang from above.
    pub fn middle(&self) -> f32 {
        self.middle
    }

    /// The width of all of it on one line.
    pub fn natural_width(&self) -> Pt {
        let spaces = self.chunks.iter().rev().skip(1).map(|chunk| chunk.space).sum::<Pt>();
        spaces + self.chunks.iter().map(|chunk| chunk.width).sum::<Pt>()
    }

    /// The widest part between spaces and marks: in a script without spaces between words, several words.
    pub fn widest_unspaced(&self) -> Pt {
        let mut widest: Pt = 0.0;
        let mut width = 0.0;
        for chunk in &self.chunks {
            width += chunk.width;
            widest = widest.max(width);
            width = if chunk.joint == Joint::Inside { width + chunk.space } else { 0.0 };
        }
        widest
    }

    /// The widest part that cannot be broken without cutting a word.
    pub fn widest_chunk(&self) -> Pt {
        self.chunks.iter().map(|chunk| chunk.width).fold(0.0, Pt::max)
    }
}

fn chunks(shaped: &Shaped, opportunities: &[usize]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::with_capacity(opportunities.len());
    let mut start = 0;
    for &end in opportunities {
        let joint = Joint::of(&shaped.text[start..end]);
        chunks.push(Chunk { start, end, width: 0.0, space: 0.0, joint });
        start = end;
    }
    for run in &shaped.runs {
        measure(run, &shaped.text, &mut chunks);
    }
    chunks
}

/// Adds the widths of the words of a run to the chunks that they stand in, from left to right.
fn measure(run: &Run, text: &str, chunks: &mut [Chunk]) {
    let scale = run.size / f32::from(run.units_per_em);
    let index = chunks.partition_point(|chunk| chunk.end <= run.start);
    let mut at_hand = AtHand { ink_end: ink_end(&chunks[index], text), index, chunks, text };
    let mut add = |index: usize| {
        let PlacedWord { start, widths, word } = &run.words[index];
        let end = run.words.get(index + 1).map_or(run.end, |next| next.start);
        if at_hand.take(*start, end, widths) {
            return;
        }
        for glyph in word.glyphs.iter() {
            *at_hand.room(start + glyph.cluster as usize) += glyph.advance as f32 * scale;
        }
    };
    match run.level.is_rtl() {
        true => (0..run.words.len()).rev().for_each(&mut add),
        false => (0..run.words.len()).for_each(&mut add),
    }
}

/// The chunk that is being measured.
struct AtHand<'a> {
    chunks: &'a mut [Chunk],
    text: &'a str,
    index: usize,
    /// Where the white space at its end begins.
    ink_end: usize,
}

impl AtHand<'_> {
    /// Adds a word, if it is the first in its chunk, whole in it, and the space behind it is white space at the end of the
    /// chunk: sums of other parts would be rounded otherwise.
    fn take(&mut self, start: usize, end: usize, widths: &Widths) -> bool {
        self.go_to(start);
        let chunk = &mut self.chunks[self.index];
        let is_all_ink = start + widths.length == end && end <= self.ink_end;
        let is_whole = end <= chunk.end && (is_all_ink || start + widths.length == self.ink_end);
        if !is_whole || chunk.width != 0.0 || chunk.space != 0.0 {
            return false;
        }
        (chunk.width, chunk.space) = (widths.ink, widths.space);
        true
    }

    /// Where the width is added of what begins at a byte.
    fn room(&mut self, at: usize) -> &mut Pt {
        self.go_to(at);
        let chunk = &mut self.chunks[self.index];
        if at >= self.ink_end { &mut chunk.space } else { &mut chunk.width }
    }

    /// Goes to the chunk of a byte.
    fn go_to(&mut self, at: usize) {
        let chunk = &self.chunks[self.index];
        if (chunk.start..chunk.end).contains(&at) {
            return;
        }
        while self.chunks[self.index].start > at {
            self.index -= 1;
        }
        while self.chunks[self.index].end <= at {
            self.index += 1;
        }
        self.ink_end = ink_end(&self.chunks[self.index], self.text);
    }
}

/// Where the white space at the end of a chunk begins.
fn ink_end(chunk: &Chunk, text: &str) -> usize {
    chunk.start + ink_length(&text[chunk.start..chunk.end])
}

/// Bytes of a text without the white space at its end.
fn ink_length(text: &str) -> usize {
    match text.as_bytes() {
        // As nearly all end.
        [.., last, b' '] if last.is_ascii_graphic() => text.len() - 1,
        [.., last] if last.is_ascii_graphic() => text.len(),
        _ => text.trim_end_matches(is_space).len(),
    }
}
