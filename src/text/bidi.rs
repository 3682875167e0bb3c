//! Which way each stretch of a paragraph runs (UAX 9).

use std::ops::Range;

use unicode_bidi::Level;

use super::{Direction, Paragraph};

/// First strong isolate, and the end of it.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// A bidi level for each byte, or nothing when the whole text runs left to right.
pub(super) fn levels(paragraph: &Paragraph) -> Vec<Level> {
    if paragraph.direction == Direction::Ltr && !paragraph.text.chars().any(runs_rightwards) {
        return Vec::new();
    }
    let base = base(paragraph.direction);
    isolated_levels(paragraph.text, paragraph.isolates, base)
}

/// The level of a paragraph.
pub(super) fn base(direction: Direction) -> Level {
    match direction {
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    }
}

/// Whether a character can make a part of a left-to-right paragraph run the other way: letters of such scripts, and
/// controls.
fn runs_rightwards(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The levels of a text in which isolates stand around some ranges. The characters that say so are put into a copy, of
/// which only the levels remain.
fn isolated_levels(text: &str, isolates: &[Range<usize>], base: Level) -> Vec<Level> {
    let mut marked = String::with_capacity(text.len() + 6 * isolates.len());
    let mut own = Vec::with_capacity(text.len() + 6 * isolates.len());
    let mut push = |part: &str, is_own: bool| {
        marked.push_str(part);
        own.resize(marked.len(), is_own);
    };
    let mut from = 0;
    for isolate in isolates {
        let (Some(before), Some(inside)) = (text.get(from..isolate.start), text.get(isolate.clone())) else { continue };
        let [open, close] = ISOLATE;
        push(before, true);
        push(open.encode_utf8(&mut [0; 4]), false);
        push(inside, true);
        push(close.encode_utf8(&mut [0; 4]), false);
        from = isolate.end;
    }
    push(text.get(from..).unwrap_or_default(), true);
    let levels = unicode_bidi::ParagraphBidiInfo::new(&marked, Some(base)).levels;
    levels.into_iter().zip(own).filter(|(_, own)| *own).map(|(level, _)| level).collect()
}

/// The stretches of one level within `range`.
pub(super) fn level_runs(levels: &[Level], range: Range<usize>, direction: Direction) -> Vec<(Range<usize>, Level)> {
    if range.is_empty() {
        return Vec::new();
    }
    if levels.is_empty() {
        return vec![(range, base(direction))];
    }
    let mut runs: Vec<(Range<usize>, Level)> = Vec::new();
    for at in range {
        match runs.last_mut() {
            Some((run, level)) if *level == levels[at] => run.end = at + 1,
            _ => runs.push((at..at + 1, levels[at])),
        }
    }
    runs
}
