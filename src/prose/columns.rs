//! Columns of a table that is typed in a text with tabs or with runs of spaces.

use super::fold::Folded;

/// So many spaces in a row part two columns wherever they stand; two do where they stand below one another.
const WIDE: usize = 3;

/// The text of a paragraph with a tab between two columns; each byte stands where it stands in the text.
pub(super) fn with_tabs(folded: &Folded) -> String {
    let mut text = folded.text.clone();
    let starts: Vec<usize> = std::iter::once(0).chain(folded.lines.iter().copied()).collect();
    let rows = rows(folded, &starts);
    let is_column = |at: usize| {
        let beside = |other: Option<usize>| other.is_some_and(|other| are_rows(&rows[at], &rows[other]));
        beside(at.checked_sub(1)) || beside(Some(at + 1).filter(|next| *next < rows.len()))
    };
    let columns = (0..rows.len()).filter(|at| is_column(*at)).flat_map(|at| &rows[at]).map(|gap| gap.at);
    for at in columns.chain(folded.tabs.iter().copied()) {
        text.replace_range(at..at + 1, "\t");
    }
    text
}

/// Several spaces in a line.
struct Gap {
    /// Its byte in the text.
    at: usize,
    width: usize,
    /// How many characters stand in its line before what follows it.
    end: usize,
}

/// The gaps of each line that are not the two spaces which some people type behind a sentence.
fn rows(folded: &Folded, starts: &[usize]) -> Vec<Vec<Gap>> {
    let mut rows: Vec<Vec<Gap>> = starts.iter().map(|_| Vec::new()).collect();
    let (mut row, mut counted, mut column) = (0, 0, 0);
    for &(at, width) in &folded.gaps {
        let line = starts.partition_point(|start| *start <= at) - 1;
        if line > row || counted == 0 {
            (row, counted, column) = (line, starts[line], 0);
        }
        column += folded.text[counted..at].chars().count() + width;
        counted = at + 1;
        let ends_sentence = folded.text[..at].ends_with(['.', '!', '?', ':', ';', ')', '”', '"']);
        if width >= WIDE || !ends_sentence {
            rows[line].push(Gap { at, width, end: column });
        }
    }
    rows
}

/// Whether two lines in a row are rows of one table.
fn are_rows(first: &[Gap], second: &[Gap]) -> bool {
    let are_beside = first.iter().zip(second).all(|(one, other)| one.end == other.end) && first.len() == second.len();
    let is_wide = |row: &[Gap]| row.iter().any(|gap| gap.width >= WIDE);
    !first.is_empty() && !second.is_empty() && (are_beside || is_wide(first) || is_wide(second))
}
