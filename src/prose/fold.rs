use crate::diagnostics::{Notes, Places};
use crate::yaml::{Scalar, unprintable};

/// One paragraph as typed: white space folded to single spaces, none at its ends; never empty.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    pub text: String,
    pub places: Places,
}

/// The paragraphs of a scalar. No-break spaces and the wide and narrow ones stay as typed.
pub(super) fn fold(scalar: &Scalar, notes: &mut Notes) -> Vec<Folded> {
    if is_folded(&scalar.text) {
        return vec![Folded { text: scalar.text.clone(), places: scalar.places.clone() }];
    }
    let mut paragraphs = Vec::new();
    let mut now = Folded { text: String::new(), places: Places::new(&scalar.places.source) };
    // The white space since the last letter: where it began, and the line ends in it.
    let mut gap: Option<(usize, usize)> = None;
    for (at, c) in scalar.text.char_indices() {
        if let Some(line_ends) = white(c) {
            let (start, before) = gap.unwrap_or((at, 0));
            gap = Some((start, before + line_ends));
            continue;
        }
        if let Some(diagnostic) = unprintable(c) {
            notes.push(diagnostic.at(scalar.place(at..at + c.len_utf8())));
            continue;
        }
        if let Some((start, line_ends)) = gap.take().filter(|_| !now.text.is_empty()) {
            if line_ends > 1 || blank_line(scalar, start, at) {
                let next = Folded { text: String::new(), places: Places::new(&scalar.places.source) };
                paragraphs.push(std::mem::replace(&mut now, next));
            } else {
                now.places.push(now.text.len(), scalar.places.at(start));
                now.text.push(' ');
            }
        }
        now.places.push(now.text.len(), scalar.places.at(at));
        now.text.push(c);
    }
    if !now.text.is_empty() {
        paragraphs.push(now);
    }
    paragraphs
}

/// Whether folding would leave a text as it is: the ordinary case, a line with single spaces.
fn is_folded(text: &str) -> bool {
    let ends = text.starts_with(' ') || text.ends_with(' ') || text.is_empty();
    !ends
        && !text.contains("  ")
        && text.chars().all(|c| matches!(c, ' '..='~') || (white(c).is_none() && unprintable(c).is_none()))
}

/// All paragraphs as one, with a space between them.
pub(super) fn join(paragraphs: Vec<Folded>) -> Option<Folded> {
    paragraphs.into_iter().reduce(|mut all, next| {
        all.places.push(all.text.len(), next.places.at(0).saturating_sub(1));
        all.text.push(' ');
        for &(text, place) in &next.places.anchors {
            all.places.push(all.text.len() + text as usize, place as usize);
        }
        all.text.push_str(&next.text);
        all
    })
}

/// Whether a character is white space that folds, and how many line ends it is.
fn white(c: char) -> Option<usize> {
    match c {
        ' ' | '\t' | '\r' => Some(0),
        '\n' | '\u{2028}' => Some(1),
        '\u{2029}' => Some(2),
        _ => None,
    }
}

/// Whether the file has a blank line in the white space before byte `end`: folding leaves one line end of it.
fn blank_line(scalar: &Scalar, start: usize, end: usize) -> bool {
    if scalar.places.anchors.len() < 2 {
        return false;
    }
    let range = scalar.places.at(start)..scalar.places.at(end);
    let raw = scalar.places.source.text.get(range).unwrap_or_default();
    let mut lines = raw.split('\n');
    // The first piece ends the line before, the last one starts the line that goes on.
    lines.next();
    lines.next_back();
    lines.any(|line| line.trim().is_empty())
}
