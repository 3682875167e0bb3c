//! What shaping leaves and lines are made of: a paragraph's glyphs in runs, and the parts of its text between two break
//! opportunities.

use unicode_bidi::Level;

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

/// Glyphs of one span, face and bidi level; runs stand in logical order, glyphs in visual order.
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
    /// Clusters are bytes of the paragraph's text: ascending from left to right, descending in a run of odd level.
    pub glyphs: Vec<Glyph>,
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

/// Adds the widths of the glyphs of a run to the chunks that they stand in.
fn measure(run: &Run, text: &str, chunks: &mut [Chunk]) {
    let scale = run.size / f32::from(run.units_per_em);
    let mut index = chunks.partition_point(|chunk| chunk.end <= run.start);
    let mut glyphs = run.glyphs.as_slice();
    while let [first, ..] = glyphs {
        let at = first.cluster as usize;
        while index > 0 && chunks[index].start > at {
            index -= 1;
        }
        while chunks[index].end <= at {
            index += 1;
        }
        let chunk = &mut chunks[index];
        let (from, to) = (chunk.start as u32, chunk.end as u32);
        let trailing = (chunk.start + ink_length(&text[chunk.start..chunk.end])) as u32;
        let own = glyphs.iter().take_while(|glyph| (from..to).contains(&glyph.cluster)).count();
        for glyph in &glyphs[..own] {
            *(if glyph.cluster >= trailing { &mut chunk.space } else { &mut chunk.width }) +=
                glyph.advance as f32 * scale;
        }
        glyphs = &glyphs[own..];
    }
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
