//! Where lines do end: optimal ragged-right over the whole paragraph, or lines that are about equally long.

use super::shaped::{Chunk, Joint};
use crate::geometry::Pt;

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
pub(super) fn ragged(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    if fit_one_line(chunks, measure) { vec![chunks.len()] } else { cheapest(chunks, measure) }
}

/// The same, found by weighing every way to cut the lines.
fn cheapest(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    let count = chunks.len();
    // The cost of the chunks up to each, and the first of the last line.
    let mut best: Vec<(f32, usize)> = Vec::with_capacity(count + 1);
    best.push((0.0, 0));
    for end in 1..count {
        let hyphen = if chunks[end - 1].joint == Joint::Hyphen { HYPHEN_COST } else { 0.0 };
        let inner = |before, width, _| before + inner_line_cost(width, measure) + hyphen;
        best.push(last_line(&chunks[..end], &best, measure, inner));
    }
    let last = |before, width, start| {
        let single = count - start == 1 && start > 0;
        before + last_line_cost(width, measure, single)
    };
    best.push(last_line(chunks, &best, measure, last));
    let mut ends = Vec::new();
    let mut end = count;
    while end > 0 {
        ends.push(end);
        end = best[end].1;
    }
    ends.reverse();
    ends
}

/// The cheapest last line of some chunks: the total cost, and its first chunk. `best[n]` is the same of the first `n` chunks, and
/// `cost` gives the total by the cost before the line, its width and its first chunk.
#[inline]
fn last_line(
    chunks: &[Chunk],
    best: &[(f32, usize)],
    measure: Pt,
    cost: impl Fn(f32, Pt, usize) -> f32,
) -> (f32, usize) {
    let Some((last, others)) = chunks.split_last() else { return (0.0, 0) };
    // One chunk stands on a line however wide it is.
    let start = others.len();
    let mut width = -last.space + (last.width + last.space);
    let mut least = (cost(best[start].0, width, start), start);
    for (start, (chunk, before)) in others.iter().zip(best).enumerate().rev() {
        width += chunk.width + chunk.space;
        if width > measure {
            break;
        }
        let cost = cost(before.0, width, start);
        // On a tie the fuller earlier lines win: `start` is running down.
        if cost < least.0 {
            least = (cost, start);
        }
    }
    least
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

/// What a line costs that is not the last.
#[inline]
fn inner_line_cost(width: Pt, measure: Pt) -> f32 {
    let empty = empty_share(width, measure);
    LINE_COST + RAG_COST * empty * empty
}

/// What the last line costs, which may be a single chunk.
fn last_line_cost(width: Pt, measure: Pt, single: bool) -> f32 {
    LINE_COST + if single && 1.0 - empty_share(width, measure) < RUNT_SHARE { RUNT_COST } else { 0.0 }
}

/// The share of the measure that a line leaves empty.
#[inline]
fn empty_share(width: Pt, measure: Pt) -> f32 {
    ((measure - width) / measure.max(1.0)).clamp(0.0, 1.0)
}

/// Ends of the lines when each takes what fits.
fn greedy(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    let mut ends = Vec::new();
    fill(chunks, measure, |end| ends.push(end));
    ends
}

/// How many lines there are when each takes what fits.
pub(super) fn line_count(chunks: &[Chunk], measure: Pt) -> usize {
    let mut count = 0;
    fill(chunks, measure, |_| count += 1);
    count
}

/// Fills lines one by one, and tells where each ends.
fn fill(chunks: &[Chunk], measure: Pt, mut end_line: impl FnMut(usize)) {
    let mut width = 0.0;
    let mut start = 0;
    for (index, chunk) in chunks.iter().enumerate() {
        if index > start && width + chunk.width > measure {
            end_line(index);
            start = index;
            width = 0.0;
        }
        width += chunk.width + chunk.space;
    }
    if !chunks.is_empty() {
        end_line(chunks.len());
    }
}

/// Chunks put together up to each that may end a line, and how many have been by then.
pub(super) fn joined(chunks: &[Chunk], ends_line: impl Fn(&Chunk) -> bool) -> (Vec<Chunk>, Vec<usize>) {
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
pub(super) fn even(chunks: &[Chunk], measure: Pt) -> Vec<usize> {
    let count = line_count(chunks, measure);
    let (mut narrow, mut wide) = (measure / count.max(1) as f32, measure);
    for _ in 0..12 {
        let middle = (narrow + wide) / 2.0;
        let fits = chunks.iter().all(|chunk| chunk.width <= middle) && line_count(chunks, middle) <= count;
        *(if fits { &mut wide } else { &mut narrow }) = middle;
    }
    greedy(chunks, wide)
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
}
