//! The lines of a paragraph: over-wide words are cut, and what stands on a line is put into its visual order (UAX 9, L2).

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

use super::bidi::base;
use super::breaks::word_ends;
use super::closed_syllables;
use super::line::{Fragment, Line};
use super::line_ends::{even, joined, line_count, ragged};
use super::scripts::Script;
use super::shaped::{Chunk, Joint, Run, Shaped, is_space};
use super::widths::Widths;
use super::{GlyphRun, reading};
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
        let fewest = line_count(chunks, measure);
        if fewest <= 1 {
            return even(chunks, measure);
        }
        let has_words = || self.text.chars().any(|c| Script::of(c) == Some(Script::Han));
        let words = if has_words() { word_ends(&self.text) } else { Vec::new() };
        let ends_word = |chunk: &Chunk| words.is_empty() || words.binary_search(&chunk.end).is_ok();
        let at_spaces = joined(chunks, |chunk| chunk.joint == Joint::Space);
        let at_words = joined(chunks, |chunk| chunk.joint != Joint::Inside || ends_word(chunk));
        for (parts, ends) in [at_spaces, at_words] {
            let fits = parts.iter().all(|part| part.width <= measure) && line_count(&parts, measure) <= fewest;
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
        let base = base(self.direction);
        let (mut fragments, levels) = self.fragments(first.start..last.end, base);
        let x = place(&mut fragments, &levels, base);
        if let Some(fragment) = fragments.last_mut() {
            fragment.width = (fragment.width - last.space).max(0.0);
        }
        // The white space that ends a right-to-left line lies at its left end, outside the line.
        let outside = if base.is_rtl() { last.space } else { 0.0 };
        for fragment in &mut fragments {
            fragment.x -= outside;
            fragment.ink_x = fragment.x;
        }
        if let Some(fragment) = fragments.last_mut() {
            fragment.ink_x += outside;
        }
        Line { fragments, width: x - last.space }
    }

    /// The fragments of a line in logical order, and the levels that they have; none where all have that of the paragraph.
    fn fragments(&self, range: Range<usize>, base: Level) -> (Vec<Fragment>, Vec<Level>) {
        let begin = self.runs.partition_point(|run| run.end <= range.start);
        let count = self.runs[begin..].iter().take_while(|run| run.start < range.end).count();
        let runs = &self.runs[begin..begin + count];
        if runs.iter().all(|run| run.level == base) {
            return (runs.iter().map(|run| fragment(run, &range, &self.text)).collect(), Vec::new());
        }
        let (mut fragments, mut levels) = (Vec::with_capacity(count + 1), Vec::with_capacity(count + 1));
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
            for (level, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
                levels.push(level);
                fragments.push(fragment(run, &part, &self.text));
            }
        }
        (fragments, levels)
    }
}

/// Places fragments beside each other in the order of the eye, and gives the width of them all.
fn place(fragments: &mut [Fragment], levels: &[Level], base: Level) -> Pt {
    let mut x = 0.0;
    let mut put = |fragment: &mut Fragment| {
        fragment.x = x;
        x += fragment.width;
    };
    match levels {
        [] if base.is_rtl() => fragments.iter_mut().rev().for_each(put),
        [] => fragments.iter_mut().for_each(put),
        _ => unicode_bidi::BidiInfo::reorder_visual(levels).into_iter().for_each(|index| put(&mut fragments[index])),
    }
    x
}

/// The part of a run that lies in `range`, its clusters counted from the fragment's own text.
fn fragment(run: &Run, range: &Range<usize>, text: &str) -> Fragment {
    let own = run.start.max(range.start)..run.end.min(range.end);
    let (glyphs, advance) = run.glyphs(own.clone());
    let run_out = GlyphRun { face: run.face, size: run.size, text: text[own].to_owned(), glyphs };
    let width = advance as f32 * run.size / f32::from(run.units_per_em);
    let units_per_em = run.units_per_em;
    Fragment { span: run.span, x: 0.0, width, rise: run.rise, run: run_out, ink_x: 0.0, units_per_em, blank: run.blank }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fonts::Fonts;
    use crate::text::{Direction, Paragraph, Shaper, Span, Style};

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
    fn a_line_of_a_long_word_has_room_for_its_own_glyphs() {
        let (fonts, text) = (Fonts::new(), "word\u{ad}".repeat(1000));
        let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
        let paragraph = Paragraph { text: &text, spans: &spans, language: "en", ..Paragraph::default() };
        let lines = Shaper::new(&fonts).shape(&paragraph).lines(200.0, Wrap::Ragged);
        assert!(lines.len() > 50, "{}", lines.len());
        for fragment in lines.iter().flat_map(|line| &line.fragments) {
            let GlyphRun { glyphs, text, .. } = &fragment.run;
            assert!(glyphs.capacity() <= text.len(), "{} glyphs of {text}", glyphs.capacity());
        }
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
