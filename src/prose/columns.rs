//! Columns of a table that is typed in a text with tabs, with runs of spaces, or with spaces of other widths.

use std::borrow::Cow;
use std::ops::Range;

use super::emphasis::is_unspaced;
use super::fold::Folded;
use crate::yaml::is_folded_plainly;

/// So many spaces in a row part two columns wherever they stand; two do where they stand below one another.
const WIDE: usize = 3;
/// Rows with more gaps than this are rows of one table only where most of them stand below one another: a program may have
/// widened every space of a text.
const FEW: usize = 2;

/// The text of a paragraph with a tab between two columns; each byte stands where it stands in the text.
pub(super) fn with_tabs(folded: &Folded) -> Cow<'_, str> {
    let has_gaps = !folded.gaps.is_empty()
        || !folded.text.is_ascii() && !is_folded_plainly(&folded.text) && folded.text.contains(is_other_space);
    if folded.tabs.is_empty() && !has_gaps {
        return Cow::Borrowed(&folded.text);
    }
    let mut text = folded.text.clone();
    let starts: Vec<usize> = std::iter::once(0).chain(folded.lines.iter().copied()).collect();
    let rows = rows(folded, &starts);
    let is_column = |at: usize| {
        let beside = |other: Option<usize>| other.is_some_and(|other| are_rows(&rows[at], &rows[other]));
        beside(at.checked_sub(1)) || beside(Some(at + 1).filter(|next| *next < rows.len()))
    };
    for gap in (0..rows.len()).filter(|at| is_column(*at)).flat_map(|at| &rows[at]) {
        text.replace_range(gap.at..gap.at + gap.bytes, &format!("\t{}", " ".repeat(gap.bytes - 1)));
    }
    for at in &folded.tabs {
        text.replace_range(*at..at + 1, "\t");
    }
    Cow::Owned(text)
}

/// Several spaces in a line, or one that is as wide.
struct Gap {
    /// Its first byte in the text, and how many there are.
    at: usize,
    bytes: usize,
    width: usize,
    /// How many spaces wide the line is before what follows it, and behind that.
    end: usize,
    next: usize,
    /// Whether a sentence may end before it.
    ends_sentence: bool,
}

/// The gaps of each line that are not the two spaces which some people type behind a sentence.
fn rows(folded: &Folded, starts: &[usize]) -> Vec<Vec<Gap>> {
    let mut rows: Vec<Vec<Gap>> = starts.iter().map(|_| Vec::new()).collect();
    let mut gaps = folded.gaps.iter().peekable();
    for (line, row) in rows.iter_mut().enumerate() {
        let end = starts.get(line + 1).map_or(folded.text.len(), |next| *next);
        let mut column = 0;
        let mut space: Option<(usize, usize)> = None;
        for (at, c) in folded.text[starts[line]..end].char_indices().map(|(at, c)| (starts[line] + at, c)) {
            while gaps.next_if(|(gap, _)| *gap < at).is_some() {}
            let width = match c {
                ' ' => gaps.peek().filter(|(gap, _)| *gap == at).map_or(1, |(_, width)| *width),
                _ => width(c),
            };
            column += width;
            if c.is_whitespace() {
                let (start, before) = space.unwrap_or((at, 0));
                space = Some((start, before + width));
            } else {
                if let Some((start, width)) = space.take().filter(|(start, _)| *start > starts[line]) {
                    push(row, &folded.text, start..at, width, column - self::width(c));
                }
                if let Some(last) = row.last_mut() {
                    last.next = column;
                }
            }
        }
    }
    rows
}

/// Adds the white space `range` of a text, if it is a gap.
fn push(row: &mut Vec<Gap>, text: &str, range: Range<usize>, width: usize, end: usize) {
    let ends_sentence = text[..range.start].ends_with(['.', '!', '?', ':', ';', ')', '”', '"']);
    if width >= WIDE || width > 1 && !ends_sentence {
        row.push(Gap { at: range.start, bytes: range.len(), width, end, next: end, ends_sentence });
    }
}

fn is_other_space(c: char) -> bool {
    !c.is_ascii() && c.is_whitespace()
}

/// How many spaces wide a character counts: an em and an ideographic space part columns as two do.
fn width(c: char) -> usize {
    match c {
        '\u{2001}' | '\u{2003}' | '\u{3000}' => 2,
        _ if is_unspaced(c) => 2,
        _ => 1,
    }
}

/// Whether two lines in a row are rows of one table.
fn are_rows(first: &[Gap], second: &[Gap]) -> bool {
    if first.is_empty() || second.is_empty() {
        return false;
    }
    let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    let below = short.iter().filter(|gap| stands_below(gap, long)).count();
    let is_wide = short.iter().chain(long).any(|gap| gap.width >= WIDE);
    // "Rest.   Walk.": a sentence ends before each gap.
    if below == short.len() {
        return first.len() == second.len() || is_wide && long.len() <= 2 * short.len();
    }
    let ends_sentences = short.iter().all(|gap| gap.ends_sentence);
    is_wide && first.len() == second.len() && !ends_sentences && (short.len() <= FEW || below * 2 >= short.len())
}

/// Whether what follows a gap begins or ends where something does in the other row.
fn stands_below(gap: &Gap, row: &[Gap]) -> bool {
    let at = row.partition_point(|other| other.end < gap.end);
    let begins = row.get(at).is_some_and(|other| other.end == gap.end);
    begins || row.binary_search_by_key(&gap.next, |other| other.next).is_ok()
}
