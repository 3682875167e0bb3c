//! Right-to-left lines for readers that put text together by its place on the page.
//!
//! Such a reader, poppler's `pdftotext` before all, sorts the letters of a line from left to right, then turns round
//! every stretch from a right-to-left letter up to the next number or left-to-right letter. Digits count as numbers, and
//! so do `, . : / + -`, the Arabic comma and the no-break space. What stands behind a number and before the next word,
//! a space or a comma, comes out before the number, and the number clings to that word.
//!
//! Two things help, and change nothing for the eye or for readers that follow the file: the last character of such a
//! stretch also says a no-break space; and a stretch whose characters stand in another order than they are read becomes
//! one cluster, which says them all in order.

use std::cmp::Ordering;
use std::ops::Range;

use super::kind::Kind;
use super::line::Fragment;
use super::line_clusters::{Atom, Clusters, Place, is_backwards};
use super::{Direction, Glyph, GlyphRun};
use crate::geometry::Pt;
use crate::language::usual_rightwards;

/// Bytes of a stretch that may become clusters: most are a number, its unit and a comma.
const LONGEST_CLUSTER: usize = 64;
/// UTF-16 units that one code may say; older readers drop longer texts (mupdf before 1.23, xpdf).
const LONGEST_SAID: usize = 8;
const NO_BREAK_SPACE: char = '\u{a0}';

/// What is done with a stretch of a line.
enum Change {
    /// Its clusters become one, or one a face; whether it says a no-break space at its end.
    Join(Vec<Atom>, bool),
    /// The cluster of a fragment that ends at this byte also says a no-break space.
    Extend(Place),
}

/// What a line is made of anew.
enum Part {
    /// One of its fragments, as it was.
    Whole(usize),
    Made(Fragment),
}

/// Makes a line read as it was written. The fragments stand in logical order.
pub(super) fn settle(fragments: Vec<Fragment>, direction: Direction) -> Vec<Fragment> {
    if direction == Direction::Ltr {
        return fragments;
    }
    let Some(first) = next_leftwards(&fragments, Place { fragment: 0, byte: 0 }) else { return fragments };
    let line = Clusters::of(&fragments);
    let changes = changes(&line, first);
    if changes.is_empty() {
        return fragments;
    }
    let parts = apply(&line, changes);
    let mut old = fragments.into_iter().enumerate();
    let made = parts.into_iter().filter_map(|part| match part {
        Part::Whole(place) => old.find(|(index, _)| *index == place).map(|(_, fragment)| fragment),
        Part::Made(fragment) => Some(fragment),
    });
    made.collect()
}

/// The first character from a place on that is of the kind of numbers.
fn next_leftwards(fragments: &[Fragment], from: Place) -> Option<Place> {
    let mut byte = from.byte;
    for (fragment, whole) in fragments.iter().enumerate().skip(from.fragment) {
        if let Some(byte) = first_leftwards(&whole.run.text, byte) {
            return Some(Place { fragment, byte });
        }
        byte = 0;
    }
    None
}

/// The first such character of a text from a byte on.
fn first_leftwards(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        match &text.as_bytes()[at..] {
            [] => return None,
            [b' ', ..] => at += 1,
            rest => {
                let letters = usual_rightwards(rest);
                if letters > 0 {
                    at += letters;
                    continue;
                }
                let c = text[at..].chars().next()?;
                if Kind::of(c) == Kind::Leftwards {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }
}

/// What is to be done with each stretch that begins with a left-to-right letter or a number and ends before the next
/// right-to-left letter.
///
/// `first` is the first character that is of the kind of numbers.
fn changes(line: &Clusters, first: Place) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut place = Some(first);
    while let Some(at) = place {
        let cluster = line.at(at);
        let behind = match &cluster {
            // The kind is that of all of its characters.
            Some(cluster) => cluster.text.end,
            None => line.fragments[at.fragment].run.text.ceil_char_boundary(at.byte + 1),
        };
        let Some(first) = cluster.filter(|atom| atom.kind == Kind::Leftwards && !atom.space) else {
            place = next_leftwards(line.fragments, Place { byte: behind, ..at });
            continue;
        };
        let mut stretch = Vec::with_capacity(8);
        stretch.push(first);
        let mut next = line.next(&stretch[0]);
        while let Some(atom) = next.take_if(|atom| atom.kind != Kind::Rightwards) {
            next = line.next(&atom);
            stretch.push(atom);
        }
        changes.extend(change(line, stretch, next.is_some()));
        place = next
            .and_then(|next| next_leftwards(line.fragments, Place { fragment: next.fragment, byte: next.text.start }));
    }
    changes
}

/// What is to be done with one stretch; whether a right-to-left letter follows.
fn change(line: &Clusters, mut stretch: Vec<Atom>, followed: bool) -> Option<Change> {
    // A bracket that opens before the next word is that word's, though such a reader puts it before the number.
    let last = stretch.iter().rposition(|atom| atom.kind == Kind::Leftwards).unwrap_or(0);
    if let Some(space) = stretch[last + 1..].iter().rposition(|atom| atom.space) {
        stretch.truncate(last + 1 + space + 1);
    }
    let ink_end = stretch.iter().rposition(|atom| !atom.space).map_or(stretch.len(), |index| index + 1);
    let ink = || stretch[..ink_end].iter().filter(|atom| !atom.space);
    let ordered = ink().zip(ink().skip(1)).all(|(a, b)| a.x <= b.x + 0.01);
    let ends_in_space = ink_end < stretch.len();
    // Behind a letter or a bracket the gap at the stretch's left end would be read as a space at its beginning.
    let clings = followed && ends_in_space && line.before(&stretch[0]).is_some_and(|atom| !atom.space);
    if (!ordered || clings) && can_join(&stretch, line.fragments) {
        return Some(Change::Join(stretch, !followed || ends_in_space));
    }
    let last = &stretch[ink_end - 1];
    (!followed || ends_in_space).then_some(Change::Extend(Place { fragment: last.fragment, byte: last.text.end }))
}

/// Whether clusters stand side by side, are not too many, and their faces have a blank to stand for them.
fn can_join(atoms: &[Atom], fragments: &[Fragment]) -> bool {
    let left = atoms.iter().map(|atom| atom.x).fold(f32::INFINITY, f32::min);
    let right = atoms.iter().map(|atom| atom.x + atom.width).fold(f32::NEG_INFINITY, f32::max);
    let together = (right - left - atoms.iter().map(|atom| atom.width).sum::<Pt>()).abs() < 0.05;
    let blank = |atom: &Atom| fragments.get(atom.fragment).is_some_and(|fragment| fragment.blank != 0);
    together && atoms.iter().map(|atom| atom.text.len()).sum::<usize>() <= LONGEST_CLUSTER && atoms.iter().all(blank)
}

/// The fragments anew, the changes made in them.
fn apply(line: &Clusters, changes: Vec<Change>) -> Vec<Part> {
    let mut made = Vec::with_capacity(line.fragments.len() + 2 * changes.len());
    let mut from = Place { fragment: 0, byte: 0 };
    // Behind which places a space is put in, of what is not made yet.
    let mut spaces: Vec<Place> = Vec::new();
    for change in changes {
        match change {
            Change::Extend(place) => spaces.push(place),
            Change::Join(atoms, spaced) => {
                let (first, last) = (&atoms[0], &atoms[atoms.len() - 1]);
                push_parts(line, from..Place { fragment: first.fragment, byte: first.text.start }, &spaces, &mut made);
                from = Place { fragment: last.fragment, byte: last.text.end };
                join(line, &atoms, spaced, &mut made);
                spaces.clear();
            }
        }
    }
    push_parts(line, from..Place { fragment: line.fragments.len(), byte: 0 }, &spaces, &mut made);
    made
}

/// What stands between two places, fragment by fragment, with a space more behind each of `spaces`.
fn push_parts(line: &Clusters, range: Range<Place>, spaces: &[Place], made: &mut Vec<Part>) {
    for (fragment, whole) in line.fragments.iter().enumerate().skip(range.start.fragment) {
        let end = match fragment.cmp(&range.end.fragment) {
            Ordering::Less => whole.run.text.len(),
            Ordering::Equal => range.end.byte,
            Ordering::Greater => break,
        };
        let start = if fragment == range.start.fragment { range.start.byte } else { 0 };
        let first = spaces.partition_point(|place| place.fragment < fragment);
        let own = spaces[first..].partition_point(|place| place.fragment == fragment);
        if own == 0 && start == 0 && end == whole.run.text.len() && !whole.run.glyphs.is_empty() {
            made.push(Part::Whole(fragment));
        } else {
            made.extend(part(line, fragment, start..end, &spaces[first..first + own]).map(Part::Made));
        }
    }
}

/// A part of one fragment; `None` where it has no glyphs.
fn part(line: &Clusters, fragment: usize, range: Range<usize>, spaces: &[Place]) -> Option<Fragment> {
    let (whole, pens) = (&line.fragments[fragment], line.pens(fragment));
    let glyphs = &whole.run.glyphs;
    let from = |byte: usize| match is_backwards(glyphs) {
        true => glyphs.partition_point(|glyph| glyph.cluster as usize >= byte),
        false => glyphs.partition_point(|glyph| (glyph.cluster as usize) < byte),
    };
    let (one, other) = (from(range.start), from(range.end));
    let drawn = one.min(other)..one.max(other);
    let start = glyphs[drawn.clone()].iter().map(|glyph| glyph.cluster).min()?;
    let last = (range.end == whole.run.text.len()).then(|| line.at(Place { fragment, byte: range.end - 1 })).flatten();
    let hidden = last.as_ref().map_or(0.0, |last| last.width - last.ink);
    // White space that ends the line is at its left end.
    let is_at_left = last.is_some_and(|last| last.glyphs.start == drawn.start);
    let x = pens[drawn.start];
    let said = start as usize..range.end;
    let run = GlyphRun {
        face: whole.run.face,
        size: whole.run.size,
        text: spaced(&whole.run.text, said, spaces),
        glyphs: glyphs[drawn.clone()].iter().map(|glyph| moved(glyph, start, spaces)).collect(),
    };
    let (width, ink_x) = (pens[drawn.end] - x - hidden, if is_at_left { x + hidden } else { x });
    Some(Fragment { x, width, ink_x, run, ..*whole })
}

/// A stretch of a text with a no-break space more behind some places.
fn spaced(text: &str, range: Range<usize>, spaces: &[Place]) -> String {
    let mut said = String::with_capacity(range.len() + NO_BREAK_SPACE.len_utf8() * spaces.len());
    let mut from = range.start;
    for space in spaces {
        said.push_str(&text[from..space.byte]);
        said.push(NO_BREAK_SPACE);
        from = space.byte;
    }
    said.push_str(&text[from..range.end]);
    said
}

/// A glyph whose cluster is counted from `start` on, with the spaces that are put in.
fn moved(glyph: &Glyph, start: u32, spaces: &[Place]) -> Glyph {
    let more = spaces.partition_point(|space| space.byte <= glyph.cluster as usize) * NO_BREAK_SPACE.len_utf8();
    Glyph { cluster: glyph.cluster - start + more as u32, ..*glyph }
}

/// A few clusters for each face and meaning in a stretch, side by side in the order of reading wherever they are drawn.
fn join(line: &Clusters, atoms: &[Atom], spaced: bool, made: &mut Vec<Part>) {
    let mut x = atoms.iter().map(|atom| atom.x).fold(f32::INFINITY, f32::min);
    let alike = |a: &Atom, b: &Atom| {
        let (a, b) = (&line.fragments[a.fragment], &line.fragments[b.fragment]);
        (a.span, a.run.face) == (b.span, b.run.face) && (a.run.size, a.rise) == (b.run.size, b.rise)
    };
    for mut group in atoms.chunk_by(alike) {
        while !group.is_empty() {
            let mut said = 0;
            let fits = |atom: &&Atom| {
                said += line.text(atom).encode_utf16().count();
                said < LONGEST_SAID
            };
            let (part, rest) = group.split_at(group.iter().take_while(fits).count().max(1));
            made.push(Part::Made(joined(line, part, x)));
            x += part.iter().map(|atom| atom.width).sum::<Pt>();
            group = rest;
        }
    }
    if let (Some(Part::Made(last)), true) = (made.last_mut(), spaced) {
        last.run.text.truncate(last.run.text.trim_end().len());
        last.run.text.push(NO_BREAK_SPACE);
    }
}

/// One cluster of several: a blank at `x` as wide as they are, and they themselves where they are drawn.
fn joined(line: &Clusters, atoms: &[Atom], x: Pt) -> Fragment {
    let first = &line.fragments[atoms[0].fragment];
    let scale = first.run.size / f32::from(first.units_per_em.max(1));
    let advance: i32 = atoms.iter().flat_map(|atom| line.glyphs(atom)).map(|glyph| glyph.advance).sum();
    let count: usize = atoms.iter().map(|atom| atom.glyphs.len()).sum();
    let mut glyphs = Vec::with_capacity(1 + count);
    glyphs.push(Glyph { id: first.blank, advance, dx: 0, dy: 0, cluster: 0 });
    for atom in atoms {
        let mut pen = ((atom.x - x) / scale).round() as i32 - advance;
        for glyph in line.glyphs(atom) {
            glyphs.push(Glyph { dx: glyph.dx + pen, advance: 0, cluster: 0, ..*glyph });
            pen += glyph.advance;
        }
    }
    let text = atoms.iter().map(|atom| line.text(atom)).collect();
    let run = GlyphRun { face: first.run.face, size: first.run.size, text, glyphs };
    // White space that ends the line is at its left end.
    let place = |atom: &Atom| (line.fragments[atom.fragment].x, atom.glyphs.start);
    let leftmost = atoms.iter().fold(&atoms[0], |left, atom| if place(atom) < place(left) { atom } else { left });
    let ink_x = leftmost.x + leftmost.width - leftmost.ink;
    Fragment { x, width: atoms.iter().map(|atom| atom.ink).sum(), ink_x, run, ..*first }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fonts::Fonts;
    use crate::text::{Line, Paragraph, Shaper, Span, Style, Weight, Wrap};

    /// The clusters of a line in logical order.
    fn atoms(fragments: &[Fragment]) -> Vec<Atom> {
        let line = Clusters::of(fragments);
        let first = line.at(Place { fragment: 0, byte: 0 });
        std::iter::successors(first, |atom| line.next(atom)).collect()
    }

    /// A text as poppler reads it from one line (TextOutputDev.cc, `reorderText`): everything by its left end, then from
    /// right to left in stretches. `strong` bytes at the start are in another face.
    fn read(text: &str, strong: usize) -> String {
        let fonts = Fonts::new();
        let bold = Style { weight: Weight::Semibold, ..Style::default() };
        let mut spans = vec![Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
        if strong > 0 {
            spans.insert(0, Span { end: strong, style: bold, ..spans[0] });
        }
        let direction = Direction::Rtl;
        let paragraph = Paragraph { text, spans: &spans, language: "he", direction, ..Paragraph::default() };
        let lines = Shaper::new(&fonts).shape(&paragraph).lines(10_000.0, Wrap::Ragged);
        let mut codes = atoms(&lines[0].fragments);
        codes.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut seen: Vec<char> = Vec::new();
        let mut end = codes[0].x;
        for code in &codes {
            let said = &lines[0].fragments[code.fragment].run.text[code.text.clone()];
            if said != " " {
                seen.extend((code.x - end >= 0.3).then_some(' '));
                seen.extend(said.chars());
                end = code.x + code.width;
            }
        }
        turned(&seen)
    }

    fn turned(seen: &[char]) -> String {
        let mut read = String::new();
        let mut rest = seen;
        while !rest.is_empty() {
            let right = rest.iter().rposition(|c| Kind::of(*c) == Kind::Leftwards).map_or(0, |at| at + 1);
            read.extend(rest[right..].iter().rev());
            rest = &rest[..right];
            let left = rest.iter().rposition(|c| Kind::of(*c) == Kind::Rightwards).map_or(0, |at| at + 1);
            read.extend(&rest[left..]);
            rest = &rest[..left];
        }
        read.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_read_by_its_place_is_what_was_written() {
        for text in [
            "קחו 5 כדורים, אחרי האוכל.",
            "חום: 38 מעלות",
            "5, 6 או 7 בערב (לא יותר)",
            "קחו 0.5 mg/kg כל 6 שעות, ולא יותר מ-4 פעמים",
            "התקשרו ל-555-0155, או ל-+1 (555) 555-0100.",
            "אין ליטול acetaminophen, 500 mg (Tylenol) לפני השינה",
            "ב-COVID-19 יש חום",
            "اتصل على 555-0155، أو قس حرارتك في 8:00 و20:00.",
            "خذ ٥ ملغ (قرص واحد)، كل يوم",
            "Smith J, et al. Fever. 2018;36(14):1443-1453. (review)",
            "1. פרק",
        ] {
            assert_eq!(read(text, 0), text);
        }
        let text = "38.0 °C (100.4 °F) או יותר";
        assert_eq!(read(text, "38.0 °C".len()), text);
    }

    /// Pieces of lines from right to left: usual letters, others of such scripts and their marks and digits, presentation
    /// forms, controls, and what runs the other way.
    const PIECES: [&str; 20] = [
        "ש",
        "لا",
        "5",
        "٥",
        "۵",
        " ",
        "a",
        "ܐܒ",
        "ދި",
        "ߒ",
        "ࢠ",
        "ﻻ",
        "ب\u{659}\u{65c}",
        "שָ",
        "\u{61c}",
        "\u{200f}",
        "\u{202b}",
        "،",
        "(",
        "%",
    ];

    /// Texts of five pieces, beginning with any two.
    fn texts() -> impl Iterator<Item = String> {
        let piece = |number: usize| PIECES[number % PIECES.len()];
        (0..PIECES.len().pow(2)).map(move |number| {
            let (one, other) = (number, number / PIECES.len());
            [one, other, one + other, 7 * one + 3 * other, other].map(piece).concat()
        })
    }

    #[test]
    fn what_is_passed_over_is_not_of_the_kind_of_numbers() {
        for text in texts().chain(PIECES.map(str::to_owned)) {
            for (from, _) in text.char_indices() {
                let wanted = text[from..].char_indices().find(|(_, c)| Kind::of(*c) == Kind::Leftwards);
                assert_eq!(first_leftwards(&text, from), wanted.map(|(at, _)| from + at), "{text:?} from {from}");
            }
        }
    }

    /// The glyphs of a line that draw something, each with where it is drawn; and what the line says, without its spaces and
    /// the controls, which may have no glyph that says them.
    fn drawn(line: &Line) -> (Vec<(u16, u16, i32)>, String) {
        let (mut glyphs, mut said) = (Vec::new(), String::new());
        for Fragment { x, run, units_per_em, blank, .. } in &line.fragments {
            let (mut pen, scale) = (*x, run.size / f32::from(*units_per_em));
            for glyph in &run.glyphs {
                let at = pen + glyph.dx as f32 * scale;
                glyphs.extend((glyph.id != *blank).then_some((run.face.0, glyph.id, (10.0 * at).round() as i32)));
                pen += glyph.advance as f32 * scale;
            }
            let is_said = |c: &char| !c.is_whitespace() && !matches!(c, '\u{61c}' | '\u{200f}' | '\u{202b}');
            said.extend(run.text.chars().filter(is_said));
        }
        glyphs.sort_unstable();
        (glyphs, said)
    }

    #[test]
    fn nothing_changes_for_the_eye_or_is_left_out() {
        let fonts = Fonts::new();
        let mut shaper = Shaper::new(&fonts);
        let mut settled = 0;
        for text in texts() {
            let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
            let direction = Direction::Rtl;
            let paragraph = Paragraph { text: &text, spans: &spans, language: "ar", direction, ..Paragraph::default() };
            let shaped = shaper.shape(&paragraph);
            let (as_drawn, as_read) = (shaped.drawn_lines(500.0, Wrap::Ragged), shaped.lines(500.0, Wrap::Ragged));
            settled += usize::from(as_drawn != as_read);
            for (one, other) in as_drawn.iter().zip(&as_read) {
                let ((seen, said), (still_seen, still_said)) = (drawn(one), drawn(other));
                assert_eq!(said, still_said, "{text:?}");
                let is_near =
                    |(a, b): (&(u16, u16, i32), &(u16, u16, i32))| (a.0, a.1) == (b.0, b.1) && a.2.abs_diff(b.2) <= 1;
                assert!(seen.len() == still_seen.len() && seen.iter().zip(&still_seen).all(is_near), "{text:?}");
            }
        }
        assert!(settled > 50, "{settled}");
    }

    #[test]
    fn a_bracket_between_a_number_and_a_word_goes_before_the_number() {
        // Nothing that such a reader takes for a letter stands between them; the words keep their order.
        assert_eq!(read("או 7 (בערב), לא", 0), "או ( 7 בערב), לא");
    }

    #[test]
    fn no_cluster_says_more_than_readers_take() {
        let fonts = Fonts::new();
        let text = "ב-acetaminophen, 500 mg (Tylenol) לפני";
        let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
        let direction = Direction::Rtl;
        let paragraph = Paragraph { text, spans: &spans, language: "he", direction, ..Paragraph::default() };
        let lines = Shaper::new(&fonts).shape(&paragraph).lines(10_000.0, Wrap::Ragged);
        let said = |atom: &Atom| lines[0].fragments[atom.fragment].run.text[atom.text.clone()].encode_utf16().count();
        let most = atoms(&lines[0].fragments).iter().map(said).max();
        assert!(most <= Some(LONGEST_SAID), "{most:?}");
    }

    #[test]
    fn a_line_from_left_to_right_stays_as_it_is() {
        let fonts = Fonts::new();
        let text = "Take 5, not 6";
        let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
        let paragraph = Paragraph { text, spans: &spans, language: "en", ..Paragraph::default() };
        let shaped = Shaper::new(&fonts).shape(&paragraph);
        let lines = shaped.lines(1000.0, Wrap::Ragged);
        assert_eq!(lines[0].fragments.len(), 1);
        assert_eq!(lines[0].fragments[0].run.text, text);
    }
}
