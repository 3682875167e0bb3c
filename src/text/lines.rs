//! Where lines do end: optimal ragged-right over the whole paragraph, and the visual order of each line (UAX 9, L2).

use std::ops::Range;

use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

use super::bidi::base;
use super::line::{Fragment, Line};
use super::shaped::{Chunk, Run, Shaped, is_space};
use super::widths::Widths;
use super::{Direction, Glyph, GlyphRun, reading};
use crate::geometry::Pt;

/// How the lines of a paragraph share its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// As even as words allow, the last line free.
    Ragged,
    /// All lines about equally long: for headings.
    Balanced,
}

impl Shaped {
    /// Cuts the paragraph into lines no wider than `measure`. A word that is wider breaks between grapheme clusters; a
    /// cluster that is wider stands alone.
    pub fn lines(&self, measure: Pt, wrap: Wrap) -> Vec<Line> {
        let mut lines = self.drawn_lines(measure, wrap);
        for line in &mut lines {
            line.fragments.iter_mut().for_each(|fragment| fragment.ink_x = fragment.x);
            line.fragments = reading::settle(std::mem::take(&mut line.fragments), self.direction);
        }
        lines
    }

    /// The lines as they are drawn, before thought is given to how they are read.
    pub fn drawn_lines(&self, measure: Pt, wrap: Wrap) -> Vec<Line> {
        let chunks = self.fitted_chunks(measure);
        let ends = match wrap {
            Wrap::Ragged => ragged(&chunks, measure),
            Wrap::Balanced => balanced(&chunks, measure),
        };
        let mut start = 0;
        let mut lines = Vec::with_capacity(ends.len());
        for end in ends {
            lines.push(self.line(&chunks[start..end]));
            start = end;
        }
        lines
    }

    /// The chunks, those wider than the measure cut between grapheme clusters.
    fn fitted_chunks(&self, measure: Pt) -> Vec<Chunk> {
        if self.chunks.iter().all(|chunk| chunk.width <= measure) {
            return self.chunks.clone();
        }
        let mut fitted = Vec::with_capacity(self.chunks.len() + 8);
        let widths = Widths::of(&self.runs);
        for chunk in &self.chunks {
            if chunk.width <= measure {
                fitted.push(*chunk);
            } else {
                self.cut_chunk(chunk, measure, &widths, &mut fitted);
            }
        }
        fitted
    }

    /// Cuts one over-wide chunk: at the spaces that were kept while it fitted, then between grapheme clusters.
    fn cut_chunk(&self, chunk: &Chunk, measure: Pt, widths: &Widths, fitted: &mut Vec<Chunk>) {
        let mut start = chunk.start;
        for part in self.text[chunk.start..chunk.end].split_inclusive(' ') {
            let (word_end, end) = (start + part.trim_end_matches(' ').len(), start + part.len());
            let (width, space) = (widths.of_range(start..word_end), widths.of_range(word_end..end));
            if width <= measure {
                fitted.push(Chunk { start, end, width, space });
            } else {
                self.cut_word(start..word_end, measure, widths, fitted);
                if let Some(last) = fitted.last_mut() {
                    (last.end, last.space) = (end, space);
                }
            }
            start = end;
        }
    }

    /// Cuts a word into the fewest parts that fit.
    fn cut_word(&self, word: Range<usize>, measure: Pt, widths: &Widths, fitted: &mut Vec<Chunk>) {
        let mut part = Chunk { start: word.start, end: word.start, width: 0.0, space: 0.0 };
        for (at, grapheme) in self.text[word.clone()].grapheme_indices(true) {
            let start = word.start + at;
            let width = widths.of_range(start..start + grapheme.len());
            // A cluster of no width of its own belongs to a ligature; it goes where that went.
            if part.end > part.start && width > 0.0 && part.width + width > measure {
                fitted.push(part);
                part = Chunk { start, end: start, width: 0.0, space: 0.0 };
            }
            part.end = start + grapheme.len();
            part.width += width;
        }
        fitted.push(part);
    }

    /// Places the fragments of one line.
    fn line(&self, chunks: &[Chunk]) -> Line {
        let (Some(first), Some(last)) = (chunks.first(), chunks.last()) else {
            return Line { fragments: Vec::new(), width: 0.0 };
        };
        let base = base(self.direction);
        let mut placed = self.fragments(first.start..last.end, base);
        let levels: Vec<Level> = placed.iter().map(|(level, _)| *level).collect();
        let order = match levels.iter().all(|level| *level == Level::ltr()) {
            true => (0..placed.len()).collect(),
            false => unicode_bidi::BidiInfo::reorder_visual(&levels),
        };
        let mut x = 0.0;
        for index in order {
            let fragment = &mut placed[index].1;
            fragment.x = x;
            x += fragment.width;
        }
        if let Some((_, fragment)) = placed.last_mut() {
            fragment.width = (fragment.width - last.space).max(0.0);
        }
        let width = x - last.space;
        if self.direction == Direction::Rtl {
            // The white space that ends a right-to-left line lies at its left, outside the line.
            placed.iter_mut().for_each(|(_, fragment)| fragment.x -= last.space);
        }
        Line { fragments: placed.into_iter().map(|(_, fragment)| fragment).collect(), width }
    }

    /// The fragments of a line with their levels, in logical order.
    fn fragments(&self, range: Range<usize>, base: Level) -> Vec<(Level, Fragment)> {
        let begin = self.runs.partition_point(|run| run.end <= range.start);
        let runs = self.runs[begin..].iter().take_while(|run| run.start < range.end);
        let mut placed: Vec<(Level, Fragment)> = Vec::new();
        let ink_end = range.start + self.text[range.clone()].trim_end_matches(is_space).len();
        for run in runs {
            let end = run.end.min(range.end);
            // UAX 9, L1: white space at the end of a line has the paragraph's level. In lines from left to right it is
            // at its place already.
            let parts = match ink_end {
                _ if run.level == Level::ltr() && base == Level::ltr() => [(base, range.clone()), (base, 0..0)],
                _ if ink_end <= run.start => [(base, range.clone()), (base, 0..0)],
                _ if ink_end >= end => [(run.level, range.clone()), (base, 0..0)],
                _ => [(run.level, range.start..ink_end), (base, ink_end..range.end)],
            };
            let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
            placed.extend(parts.map(|(level, part)| (level, fragment(run, &part, &self.text))));
        }
        placed
    }
}

/// The part of a run that lies in `range`, its clusters counted from the fragment's own text.
fn fragment(run: &Run, range: &Range<usize>, text: &str) -> Fragment {
    let start = run.start.max(range.start);
    let end = run.end.min(range.end);
    // The glyphs of a stretch stand side by side, in whichever order the run's are.
    let from = |byte: usize| match run.level.is_rtl() {
        true => run.glyphs.partition_point(|glyph| glyph.cluster as usize >= byte),
        false => run.glyphs.partition_point(|glyph| (glyph.cluster as usize) < byte),
    };
    let (first, last) = if run.level.is_rtl() { (from(end), from(start)) } else { (from(start), from(end)) };
    let own = |glyph: &Glyph| Glyph { cluster: glyph.cluster - start as u32, ..*glyph };
    let glyphs: Vec<Glyph> = run.glyphs[first..last].iter().map(own).collect();
    let advance: i32 = glyphs.iter().map(|glyph| glyph.advance).sum();
    let run_out = GlyphRun { face: run.face, size: run.size, text: text[start..end].to_owned(), glyphs };
    let width = advance as f32 * run.size / f32::from(run.units_per_em);
    let units_per_em = run.units_per_em;
    Fragment { span: run.span, x: 0.0, width, rise: run.rise, run: run_out, ink_x: 0.0, units_per_em, blank: run.blank }
}

/// What a line costs that fills its measure; a line more must save that much raggedness.
const LINE_COST: f32 = 1.0;
/// Weight of the squared share of the measure that a line leaves empty.
const RAG_COST: f32 = 6.0;
/// What a last line of one short word costs.
const RUNT_COST: f32 = 0.6;
/// A last line shorter than this share of the measure is a runt when it holds one word.
const RUNT_SHARE: f32 = 0.25;

/// Ends (as chunk counts) of the lines of least total cost.
fn ragged(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    let count = chunks.len();
    let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); count + 1];
    best[0] = (0.0, 0);
    for end in 1..=count {
        let mut width = -chunks[end - 1].space;
        for start in (0..end).rev() {
            width += chunks[start].width + chunks[start].space;
            if width > measure && start + 1 < end {
                break;
            }
            let cost = best[start].0 + line_cost(width, measure, end == count, end - start == 1 && start > 0);
            // On a tie the fuller earlier lines win: `start` is running down.
            if cost < best[end].0 {
                best[end] = (cost, start);
            }
        }
    }
    let mut ends = Vec::new();
    let mut end = count;
    while end > 0 {
        ends.push(end);
        end = best[end].1;
    }
    ends.reverse();
    ends
}

fn line_cost(width: Pt, measure: Pt, last: bool, single: bool) -> f32 {
    let empty = ((measure - width) / measure.max(1.0)).clamp(0.0, 1.0);
    if !last {
        return LINE_COST + RAG_COST * empty * empty;
    }
    LINE_COST + if single && 1.0 - empty < RUNT_SHARE { RUNT_COST } else { 0.0 }
}

/// Ends of the lines when each takes what fits.
fn greedy(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut width = 0.0;
    let mut start = 0;
    for (index, chunk) in chunks.iter().enumerate() {
        if index > start && width + chunk.width > measure {
            ends.push(index);
            start = index;
            width = 0.0;
        }
        width += chunk.width + chunk.space;
    }
    if !chunks.is_empty() {
        ends.push(chunks.len());
    }
    ends
}

/// Ends of as few lines as fit, in the narrowest measure that still gives so few.
fn balanced(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    let mut ends = greedy(chunks, measure);
    let (mut narrow, mut wide) = (measure / ends.len().max(1) as f32, measure);
    for _ in 0..12 {
        let middle = (narrow + wide) / 2.0;
        let tried = greedy(chunks, middle);
        let fits = tried.len() <= ends.len() && chunks.iter().all(|chunk| chunk.width <= middle);
        if fits {
            (ends, wide) = (tried, middle);
        } else {
            narrow = middle;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One chunk a word, ten points a letter and a space.
    fn words(lengths: &[usize]) -> Vec<Chunk> {
        let mut start = 0;
        lengths
            .iter()
            .map(|&length| {
                let chunk = Chunk { start, end: start + length + 1, width: 10.0 * length as f32, space: 10.0 };
                start = chunk.end;
                chunk
            })
            .collect()
    }

    #[test]
    fn a_line_is_never_wider_than_its_measure() {
        let chunks = words(&[3, 2, 2, 5]);
        assert_eq!(greedy(&chunks, 60.0), [2, 3, 4]);
        // Taking "aaa" alone leaves the second line full: the least squares win over the greedy choice.
        assert_eq!(ragged(&chunks, 60.0), [1, 3, 4]);
    }

    #[test]
    fn no_short_word_is_left_alone_where_it_can_be_helped() {
        let chunks = words(&[4, 4, 4, 4, 4, 1]);
        assert_eq!(greedy(&chunks, 240.0), [5, 6]);
        assert_eq!(ragged(&chunks, 240.0), [4, 6]);
    }

    #[test]
    fn headings_have_lines_of_like_length() {
        let chunks = words(&[4, 4, 4, 4, 4]);
        assert_eq!(balanced(&chunks, 190.0), [3, 5]);
    }
}
