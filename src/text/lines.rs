//! Where lines do end: optimal ragged-right over the whole paragraph, and the visual order of each line (UAX 9, L2).

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

use super::bidi::base;
use super::breaks::word_ends;
use super::closed_syllables;
use super::line::{Fragment, Line};
use super::scripts::Script;
use super::shaped::{Chunk, Joint, Run, Shaped, is_space};
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
            line.fragments = reading::settle(std::mem::take(&mut line.fragments), self.direction);
        }
        lines
    }

    /// The lines as they are drawn, before thought is given to how they are read.
    pub fn drawn_lines(&self, measure: Pt, wrap: Wrap) -> Vec<Line> {
        let chunks = self.fitted_chunks(measure);
        let ends = match wrap {
            Wrap::Ragged => ragged(&chunks, measure),
            Wrap::Balanced => self.balanced(&chunks, measure),
        };
        let mut start = 0;
        let mut lines = Vec::with_capacity(ends.len());
        for end in ends {
            lines.push(self.line(&chunks[start..end]));
            start = end;
        }
        lines
    }

    /// How many lines [`Shaped::lines`] gives where they are [`Wrap::Ragged`].
    pub fn line_count(&self, measure: Pt) -> usize {
        ragged(&self.fitted_chunks(measure), measure).len()
    }

    /// The chunks, those wider than the measure cut between grapheme clusters.
    fn fitted_chunks(&self, measure: Pt) -> Cow<'_, [Chunk]> {
        if self.chunks.iter().all(|chunk| chunk.width <= measure) {
            return Cow::Borrowed(&self.chunks);
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
        Cow::Owned(fitted)
    }

    /// Cuts one over-wide chunk: at the spaces that were kept while it fitted, then between grapheme clusters.
    fn cut_chunk(&self, chunk: &Chunk, measure: Pt, widths: &Widths, fitted: &mut Vec<Chunk>) {
        let mut start = chunk.start;
        for part in self.text[chunk.start..chunk.end].split_inclusive(' ') {
            let (word_end, end) = (start + part.trim_end_matches(' ').len(), start + part.len());
            let (width, space) = (widths.of_range(start..word_end), widths.of_range(word_end..end));
            if width <= measure {
                fitted.push(Chunk { start, end, width, space, joint: Joint::Space });
            } else {
                self.cut_word(start..word_end, measure, widths, fitted);
                if let Some(last) = fitted.last_mut() {
                    (last.end, last.space) = (end, space);
                }
            }
            start = end;
        }
    }

    /// Cuts a word into parts that fit: behind a no-break space where a part has one, else not within a number or before a
    /// mark, else between any two grapheme clusters.
    fn cut_word(&self, word: Range<usize>, measure: Pt, widths: &Widths, fitted: &mut Vec<Chunk>) {
        let part = |range: Range<usize>| Chunk {
            start: range.start,
            end: range.end,
            width: widths.of_range(range),
            space: 0.0,
            joint: Joint::Inside,
        };
        let mut start = word.start;
        // Where the part that is being filled might end.
        let (mut behind_space, mut sound) = (None, None);
        for (at, grapheme) in self.text[word.clone()].grapheme_indices(true) {
            let at = word.start + at;
            let end = at + grapheme.len();
            // A cluster of no width of its own belongs to a ligature; it goes where that went.
            let has_width = widths.of_range(at..end) > 0.0;
            while at > start && has_width && widths.of_range(start..end) > measure {
                let earlier = if self.tears(at) { sound } else { None };
                let cut = behind_space.or(earlier).unwrap_or(at);
                fitted.push(part(start..cut));
                start = cut;
                (behind_space, sound) = (None, None);
            }
            if at > start && has_width && self.text[..at].ends_with(['\u{a0}', '\u{202f}']) {
                behind_space = Some(at);
            }
            if at > start && has_width && !self.tears(at) {
                sound = Some(at);
            }
        }
        fitted.push(part(start..word.end));
    }

    /// Whether a break before byte `at` would cut a number, `3|7`, `0.|5`, or a syllable, or begin a line with what belongs
    /// to its end.
    fn tears(&self, at: usize) -> bool {
        if self.text[at..].starts_with(['\u{a0}', '\u{202f}', ',', '.', ';', ':', ')', '!', '?']) {
            return true;
        }
        if closed_syllables::divides(&self.text[..at], &self.text[at..]) {
            return true;
        }
        let mut before = self.text[..at].chars().rev();
        let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        let (last, first) = (before.next(), self.text[at..].chars().next());
        let is_point = matches!(last, Some('.' | ',' | '٫' | '٬'));
        is_digit(first) && (is_digit(last) || is_point && is_digit(before.next()))
    }

    /// Ends of as few lines as fit, about equally long, in a heading. It is better to end a line at a space or a mark than
    /// to make lines even, and better at the end of a word than within one.
    fn balanced(&self, chunks: &[Chunk], measure: Pt) -> Vec<usize> {
        let fewest = greedy(chunks, measure).len();
        if fewest <= 1 {
            return even(chunks, measure);
        }
        let has_words = || self.text.chars().any(|c| Script::of(c) == Some(Script::Han));
        let words = if has_words() { word_ends(&self.text) } else { Vec::new() };
        let ends_word = |chunk: &Chunk| words.is_empty() || words.binary_search(&chunk.end).is_ok();
        let at_spaces = joined(chunks, |chunk| chunk.joint == Joint::Space);
        let at_words = joined(chunks, |chunk| chunk.joint != Joint::Inside || ends_word(chunk));
        for (parts, ends) in [at_spaces, at_words] {
            let fits = parts.iter().all(|part| part.width <= measure) && greedy(&parts, measure).len() <= fewest;
            if fits {
                return even(&parts, measure).into_iter().map(|count| ends[count - 1]).collect();
            }
        }
        even(chunks, measure)
    }

    /// Places the fragments of one line.
    fn line(&self, chunks: &[Chunk]) -> Line {
        let (Some(first), Some(last)) = (chunks.first(), chunks.last()) else {
            return Line { fragments: Vec::new(), width: 0.0 };
        };
        let mut placed = self.fragments(first.start..last.end, base(self.direction));
        let x = place(&mut placed);
        if let Some((_, fragment)) = placed.last_mut() {
            fragment.width = (fragment.width - last.space).max(0.0);
        }
        let width = x - last.space;
        if self.direction == Direction::Rtl {
            // The white space that ends a right-to-left line lies at its left end, outside the line.
            placed.iter_mut().for_each(|(_, fragment)| fragment.x -= last.space);
        }
        placed.iter_mut().for_each(|(_, fragment)| fragment.ink_x = fragment.x);
        if let (Some((_, fragment)), Direction::Rtl) = (placed.last_mut(), self.direction) {
            fragment.ink_x += last.space;
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
            // UAX 9, L1: white space at the end of a line has the paragraph's level. Behind a run of that level it is at its
            // place already.
            let parts = match ink_end {
                _ if run.level == base => [(base, range.clone()), (base, 0..0)],
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

/// Places fragments beside each other in the order of the eye, and gives the width of them all.
fn place(placed: &mut [(Level, Fragment)]) -> Pt {
    let mut x = 0.0;
    let mut put = |fragment: &mut Fragment| {
        fragment.x = x;
        x += fragment.width;
    };
    if placed.iter().all(|(level, _)| *level == Level::ltr()) {
        placed.iter_mut().for_each(|(_, fragment)| put(fragment));
    } else {
        let levels: Vec<Level> = placed.iter().map(|(level, _)| *level).collect();
        for index in unicode_bidi::BidiInfo::reorder_visual(&levels) {
            put(&mut placed[index].1);
        }
    }
    x
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
/// What a line costs that ends in a typed hyphen: less than a line more, and as much as leaving four tenths of a line empty.
const HYPHEN_COST: f32 = 0.9;
/// A last line shorter than this share of the measure is a runt when it holds one word.
const RUNT_SHARE: f32 = 0.25;

/// Ends (as chunk counts) of the lines of least total cost.
fn ragged(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    if fit_one_line(chunks, measure) { vec![chunks.len()] } else { cheapest(chunks, measure) }
}

/// The same, found by weighing every way to cut the lines.
fn cheapest(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    let count = chunks.len();
    let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); count + 1];
    best[0] = (0.0, 0);
    for end in 1..=count {
        let mut width = -chunks[end - 1].space;
        let hyphen = if chunks[end - 1].joint == Joint::Hyphen && end < count { HYPHEN_COST } else { 0.0 };
        for start in (0..end).rev() {
            width += chunks[start].width + chunks[start].space;
            if width > measure && start + 1 < end {
                break;
            }
            let single = end - start == 1 && start > 0;
            let cost = best[start].0 + line_cost(width, measure, end == count, single) + hyphen;
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

/// Whether all of the chunks stand on one line, as they do in labels and short items: no more lines cost less.
fn fit_one_line(chunks: &[Chunk], measure: Pt) -> bool {
    let Some(last) = chunks.last() else { return false };
    let mut width = -last.space;
    chunks.iter().rev().all(|chunk| {
        width += chunk.width + chunk.space;
        width <= measure
    })
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

/// Chunks put together up to each that may end a line, and how many have been by then.
fn joined(chunks: &[Chunk], ends_line: impl Fn(&Chunk) -> bool) -> (Vec<Chunk>, Vec<usize>) {
    let (mut parts, mut ends): (Vec<Chunk>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut open: Option<Chunk> = None;
    for (index, chunk) in chunks.iter().enumerate() {
        let whole = match open {
            None => *chunk,
            Some(open) => Chunk { start: open.start, width: open.width + open.space + chunk.width, ..*chunk },
        };
        open = Some(whole);
        if ends_line(chunk) || index + 1 == chunks.len() {
            parts.push(whole);
            ends.push(index + 1);
            open = None;
        }
    }
    (parts, ends)
}

/// Ends of as few lines as fit, in the narrowest measure that still gives so few.
fn even(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
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
    use crate::text::fonts::Fonts;
    use crate::text::{Paragraph, Shaper, Span, Style};

    /// One chunk a word, ten points a letter and a space.
    fn words(lengths: &[usize]) -> Vec<Chunk> {
        let mut start = 0;
        lengths
            .iter()
            .map(|&length| {
                let (width, joint) = (10.0 * length as f32, Joint::Space);
                let chunk = Chunk { start, end: start + length + 1, width, space: 10.0, joint };
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
    fn one_line_is_cut_as_weighing_every_way_would() {
        let mut ones = 0;
        for number in 0..6usize.pow(4) {
            let lengths: Vec<usize> = (0..4).map(|place| number / 6usize.pow(place) % 6).collect();
            let mut chunks = words(&lengths[..1 + number % 4]);
            chunks[number % 3 % (1 + number % 4)].joint = Joint::Hyphen;
            for measure in [0.0, 30.0, 50.0, 70.0, 120.0, 500.0] {
                assert_eq!(ragged(&chunks, measure), cheapest(&chunks, measure), "{lengths:?} in {measure}");
                ones += usize::from(fit_one_line(&chunks, measure));
            }
        }
        assert!(ones > 1000, "{ones}");
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
        assert_eq!(even(&chunks, 190.0), [3, 5]);
    }

    /// A heading in a measure of so many ems, a bar between its lines.
    fn heading(text: &str, language: &str, ems: f32) -> String {
        let fonts = Fonts::new();
        let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
        let paragraph = Paragraph { text, spans: &spans, language, ..Paragraph::default() };
        let lines = Shaper::new(&fonts).shape(&paragraph).lines(10.0 * ems, Wrap::Balanced);
        let said = |line: &Line| line.fragments.iter().map(|fragment| fragment.run.text.as_str()).collect::<String>();
        lines.iter().map(said).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn headings_are_not_broken_within_words() {
        let text = "请问孩子患了流行性腮腺炎应当怎样在家中护理";
        for ems in 12..21 {
            let lines = heading(text, "zh-Hans", ems as f32);
            for word in ["孩子", "流行性", "腮腺炎", "应当", "怎样", "护理"] {
                assert!(lines.contains(word), "{ems}: {lines}");
            }
        }
        // A mark is better still, and makes no line more.
        assert_eq!(heading("服药须知：每日用法和用量说明", "zh-Hans", 10.0), "服药须知：|每日用法和用量说明");
        let text = "ကျန်းမာရေးဆိုင်ရာ လူ့အခွင့်အရေး လမ်းညွှန်";
        let whole = heading(text, "my", 100.0);
        assert_eq!(whole, text);
        let lines: Vec<String> = [12.0, 14.0, 16.0].map(|ems| heading(text, "my", ems)).into();
        assert!(lines.iter().all(|lines| lines.contains("လူ့အခွင့်အရေး")), "{lines:?}");
    }

    #[test]
    fn a_right_to_left_word_wider_than_its_measure_is_cut_in_order() {
        let fonts = Fonts::new();
        let text = "שלום".repeat(40);
        let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
        let direction = Direction::Rtl;
        let paragraph = Paragraph { text: &text, spans: &spans, language: "he", direction, ..Paragraph::default() };
        let lines = Shaper::new(&fonts).shape(&paragraph).lines(60.0, Wrap::Ragged);
        let said: String =
            lines.iter().flat_map(|line| &line.fragments).map(|fragment| fragment.run.text.as_str()).collect();
        assert_eq!(said, text);
        for line in &lines[..lines.len() - 1] {
            assert!(line.width <= 60.0 && line.width > 50.0, "{}", line.width);
            let glyphs: usize = line.fragments.iter().map(|fragment| fragment.run.glyphs.len()).sum();
            assert_eq!(glyphs, line.fragments.iter().map(|fragment| fragment.run.text.chars().count()).sum::<usize>());
        }
    }
}
