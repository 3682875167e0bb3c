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

use std::ops::Range;

use super::line::Fragment;
use super::{Direction, Glyph, GlyphRun};
use crate::geometry::Pt;
use crate::language::is_alphanumeric;

/// Bytes of a stretch that may become clusters: most are a number, its unit and a comma.
const LONGEST_CLUSTER: usize = 64;
/// UTF-16 units that one code may say; older readers drop longer texts (mupdf before 1.23, xpdf).
const LONGEST_SAID: usize = 8;
const NO_BREAK_SPACE: char = '\u{a0}';

/// How a reader that goes by place takes a character (poppler, UnicodeTypeTable.cc). Of several characters together, the first
/// kind here that one of them is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A letter read from right to left.
    Rightwards,
    /// A letter read from left to right, a digit, or a sign of numbers.
    Leftwards,
    /// Goes with what stands before it in reading.
    Neutral,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            ' ' => Kind::Neutral,
            'א'..='ת' | 'ء'..='ي' => Kind::Rightwards,
            _ if is_rightwards(c) => Kind::Rightwards,
            '#' | '$' | '%' | '+' | ',' | '-' | '.' | '/' | ':' | '\u{a0}' | '\u{a2}'..='\u{a5}' | '°' | '±' => {
                Kind::Leftwards
            }
            '\u{604}'..='\u{60c}' | '\u{659}'..='\u{66c}' | '\u{6f0}'..='\u{6f9}' => Kind::Leftwards,
            '\u{2030}'..='\u{2034}' | '\u{2044}' | '\u{207a}' | '\u{207b}' | '\u{208a}' | '\u{208b}' => Kind::Leftwards,
            '\u{20a0}'..='\u{20b1}' | '\u{2212}' | '\u{2213}' => Kind::Leftwards,
            '¼'..='¾' | '\u{610}'..='\u{615}' | '\u{64b}'..='\u{658}' | '\u{6d6}'..='\u{6ed}' => Kind::Neutral,
            '\u{7a6}'..='\u{7b0}' | '\u{8a0}'..='\u{8ff}' | '\u{2150}'..='\u{215f}' => Kind::Neutral,
            _ if is_alphanumeric(c) => Kind::Leftwards,
            _ => Kind::Neutral,
        }
    }
}

/// Whether a text has a character that is read from right to left.
pub fn has_rightwards(text: &str) -> bool {
    // In UTF-8 all of them begin with one of these bytes; few other characters do.
    !text.is_ascii() && text.bytes().any(|byte| matches!(byte, 0xd6..=0xde | 0xef)) && text.contains(is_rightwards)
}

/// Whether a character is a letter of a script that runs from right to left; its digits and marks are not.
pub fn is_rightwards(c: char) -> bool {
    matches!(c,
        '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}'..='\u{603}' | '\u{60d}' | '\u{61b}'..='\u{64a}'
        | '\u{66d}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{6dd}' | '\u{6e5}' | '\u{6e6}' | '\u{6ee}' | '\u{6ef}'
        | '\u{6fa}'..='\u{70d}' | '\u{710}' | '\u{712}'..='\u{72f}' | '\u{74b}'..='\u{7a5}' | '\u{7b1}'
        | '\u{fb1d}' | '\u{fb1f}'..='\u{fb28}' | '\u{fb2a}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdfc}'
        | '\u{fe70}'..='\u{fefc}')
}

/// A cluster on a line.
#[derive(Clone, Debug)]
struct Atom {
    /// Index of its fragment.
    fragment: usize,
    /// Bytes of the fragment's text.
    text: Range<usize>,
    /// The first of its glyphs.
    glyph: usize,
    x: Pt,
    width: Pt,
    /// Width, but nothing for white space that ends the line.
    ink: Pt,
    kind: Kind,
    space: bool,
}

impl Atom {
    /// Its glyphs, which stand side by side.
    fn glyphs<'a>(&self, fragments: &'a [Fragment]) -> impl Iterator<Item = &'a Glyph> + use<'a> {
        let (first, cluster) = (self.glyph, self.text.start);
        let run = &fragments[self.fragment].run;
        run.glyphs[first..].iter().take_while(move |glyph| glyph.cluster as usize == cluster)
    }
}

/// What is done with a stretch of atoms.
enum Change {
    /// They become one cluster, or one a face; whether it says a no-break space at its end.
    Join(Range<usize>, bool),
    /// The atom also says a no-break space.
    Extend(usize),
}

impl Change {
    fn first(&self) -> usize {
        match self {
            Change::Join(range, _) => range.start,
            Change::Extend(index) => *index,
        }
    }

    fn is_join(&self) -> bool {
        matches!(self, Change::Join(..))
    }
}

/// Makes a line read as it was written. The fragments stand in logical order.
pub(super) fn settle(fragments: Vec<Fragment>, direction: Direction) -> Vec<Fragment> {
    let is_leftwards = |c: char| !matches!(c, ' ' | 'א'..='ת' | 'ء'..='ي') && Kind::of(c) == Kind::Leftwards;
    let kinds = |fragment: &Fragment| fragment.run.text.contains(is_leftwards);
    if direction == Direction::Ltr || !fragments.iter().any(kinds) {
        return fragments;
    }
    let atoms = atoms(&fragments);
    let changes = changes(&atoms, &fragments);
    if changes.is_empty() { fragments } else { apply(fragments, &atoms, &changes) }
}

/// The clusters of a line in logical order.
fn atoms(fragments: &[Fragment]) -> Vec<Atom> {
    let glyphs = fragments.iter().map(|fragment| fragment.run.glyphs.len()).sum();
    let mut atoms: Vec<Atom> = Vec::with_capacity(glyphs);
    for (index, fragment) in fragments.iter().enumerate() {
        let run = &fragment.run;
        let scale = run.size / f32::from(fragment.units_per_em);
        let first = atoms.len();
        let mut x = fragment.x;
        for (at, glyph) in run.glyphs.iter().enumerate() {
            let (start, width) = (glyph.cluster as usize, glyph.advance as f32 * scale);
            // Glyphs of one cluster stand side by side.
            match atoms[first..].last_mut().filter(|atom| atom.text.start == start) {
                Some(atom) => atom.width += width,
                None => {
                    let text = start..start;
                    let kind = Kind::Neutral;
                    atoms.push(Atom { fragment: index, text, glyph: at, x, width, ink: 0.0, kind, space: false });
                }
            }
            x += width;
        }
        let hidden = x - fragment.x - fragment.width;
        if run.glyphs.first().map(|glyph| glyph.cluster) > run.glyphs.last().map(|glyph| glyph.cluster) {
            atoms[first..].reverse();
        }
        if !atoms[first..].is_sorted_by_key(|atom| atom.text.start) {
            atoms[first..].sort_by_key(|atom| atom.text.start);
        }
        atoms[first..].iter_mut().for_each(|atom| atom.ink = atom.width);
        if let Some(last) = atoms[first..].last_mut() {
            last.ink = (last.width - hidden).max(0.0);
        }
        let mut end = run.text.len();
        for atom in atoms[first..].iter_mut().rev() {
            atom.text.end = end;
            end = atom.text.start;
            let mut text = run.text.get(atom.text.clone()).unwrap_or_default().chars();
            // Nearly every cluster is one character.
            let first = text.next();
            atom.kind = text.clone().map(Kind::of).fold(first.map_or(Kind::Neutral, Kind::of), Kind::min);
            atom.space = first.is_none_or(char::is_whitespace) && text.all(char::is_whitespace);
        }
    }
    atoms
}

/// What is to be done with each stretch that begins with a left-to-right letter or a number and ends before the next
/// right-to-left letter.
fn changes(atoms: &[Atom], fragments: &[Fragment]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut start = 0;
    while let Some(first) =
        (start..atoms.len()).find(|&index| atoms[index].kind == Kind::Leftwards && !atoms[index].space)
    {
        let end = (first..atoms.len()).find(|&index| atoms[index].kind == Kind::Rightwards).unwrap_or(atoms.len());
        let next = end;
        // A bracket that opens before the next word is that word's, though such a reader puts it before the number.
        let last = (first..end).rev().find(|&index| atoms[index].kind == Kind::Leftwards).unwrap_or(first);
        let end = (last + 1..end).rev().find(|&index| atoms[index].space).map_or(end, |index| index + 1);
        start = next;
        let ink_end = (first..end).rev().find(|&index| !atoms[index].space).map_or(end, |index| index + 1);
        let ink = || atoms[first..ink_end].iter().filter(|atom| !atom.space);
        let ordered = ink().zip(ink().skip(1)).all(|(a, b)| a.x <= b.x + 0.01);
        let followed = next < atoms.len();
        // Behind a letter or a bracket the gap at the stretch's left end would be read as a space at its beginning.
        let clings = followed && ink_end < end && first > 0 && !atoms[first - 1].space;
        if (!ordered || clings) && can_join(&atoms[first..end], fragments) {
            changes.push(Change::Join(first..end, !followed || ink_end < end));
        } else if !followed || ink_end < end {
            changes.push(Change::Extend(ink_end - 1));
        }
    }
    changes
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
fn apply(fragments: Vec<Fragment>, atoms: &[Atom], changes: &[Change]) -> Vec<Fragment> {
    let mut made = Vec::with_capacity(fragments.len() + 2 * changes.len());
    let mut changes = changes.iter().peekable();
    let mut start = 0;
    while let Some(first) = atoms.get(start) {
        if let Some(Change::Join(range, spaced)) = changes.next_if(|change| change.is_join() && change.first() == start)
        {
            join(&fragments, &atoms[range.clone()], *spaced, &mut made);
            start = range.end;
            continue;
        }
        // Up to the end of the fragment or to the next stretch that is joined.
        let within = |index: &usize| atoms.get(*index).is_some_and(|atom| atom.fragment == first.fragment);
        let mut end = start;
        let mut extended = Vec::new();
        while within(&end) && !changes.peek().is_some_and(|change| change.is_join() && change.first() == end) {
            extended.push(changes.next_if(|change| change.first() == end).is_some());
            end += 1;
        }
        made.push(part(&fragments, &atoms[start..end], &extended));
        start = end;
    }
    made
}

/// A part of one fragment; `extended` says which atoms also say a no-break space.
fn part(fragments: &[Fragment], atoms: &[Atom], extended: &[bool]) -> Fragment {
    let mut made = gathered(fragments, atoms);
    let said = &fragments[atoms[0].fragment].run.text;
    made.run.text.reserve(atoms[atoms.len() - 1].text.end - atoms[0].text.start);
    // Behind which bytes a space is put in, which moves the clusters that follow.
    let mut spaces: Vec<usize> = Vec::new();
    let mut begin = atoms[0].text.start;
    for atom in atoms.iter().zip(extended).filter(|(_, extended)| **extended).map(|(atom, _)| atom) {
        made.run.text.push_str(&said[begin..atom.text.end]);
        made.run.text.push(NO_BREAK_SPACE);
        begin = atom.text.end;
        spaces.push(begin);
    }
    made.run.text.push_str(&said[begin..atoms[atoms.len() - 1].text.end]);
    for glyph in &mut made.run.glyphs {
        let moved = spaces.iter().filter(|space| **space <= glyph.cluster as usize).count();
        glyph.cluster = glyph.cluster - atoms[0].text.start as u32 + (moved * NO_BREAK_SPACE.len_utf8()) as u32;
    }
    made
}

/// A few clusters for each face and meaning in a stretch, side by side in the order of reading wherever they are drawn.
fn join(fragments: &[Fragment], atoms: &[Atom], spaced: bool, made: &mut Vec<Fragment>) {
    let mut x = atoms.iter().map(|atom| atom.x).fold(f32::INFINITY, f32::min);
    let alike = |a: &Atom, b: &Atom| {
        let (a, b) = (&fragments[a.fragment], &fragments[b.fragment]);
        (a.span, a.run.face) == (b.span, b.run.face) && (a.run.size, a.rise) == (b.run.size, b.rise)
    };
    let length = |atom: &Atom| fragments[atom.fragment].run.text[atom.text.clone()].encode_utf16().count();
    for mut group in atoms.chunk_by(alike) {
        while !group.is_empty() {
            let mut said = 0;
            let fits = |atom: &&Atom| {
                said += length(atom);
                said < LONGEST_SAID
            };
            let (part, rest) = group.split_at(group.iter().take_while(fits).count().max(1));
            made.push(joined(fragments, part, x));
            x += part.iter().map(|atom| atom.width).sum::<Pt>();
            group = rest;
        }
    }
    if let Some(last) = made.last_mut().filter(|_| spaced) {
        last.run.text.truncate(last.run.text.trim_end().len());
        last.run.text.push(NO_BREAK_SPACE);
    }
}

/// One cluster of several: a blank at `x` as wide as they are, and they themselves where they are drawn.
fn joined(fragments: &[Fragment], atoms: &[Atom], x: Pt) -> Fragment {
    let mut made = gathered(fragments, atoms);
    made.run.text = atoms.iter().map(|atom| &fragments[atom.fragment].run.text[atom.text.clone()]).collect();
    let scale = made.run.size / f32::from(made.units_per_em.max(1));
    let width: i32 = made.run.glyphs.iter().map(|glyph| glyph.advance).sum();
    let mut glyphs = vec![Glyph { id: made.blank, advance: width, dx: 0, dy: 0, cluster: 0 }];
    for atom in atoms {
        let mut pen = ((atom.x - x) / scale).round() as i32 - width;
        for glyph in atom.glyphs(fragments) {
            glyphs.push(Glyph { dx: glyph.dx + pen, advance: 0, cluster: 0, ..*glyph });
            pen += glyph.advance;
        }
    }
    made.run.glyphs = glyphs;
    made.x = x;
    made
}

/// A fragment that draws some atoms, its text still empty and its clusters as they were.
fn gathered(fragments: &[Fragment], atoms: &[Atom]) -> Fragment {
    let first = &fragments[atoms[0].fragment];
    let place = |atom: &Atom| (fragments[atom.fragment].x, atom.glyph);
    let mut seen: Vec<&Atom> = if place(&atoms[0]) <= place(&atoms[atoms.len() - 1]) {
        atoms.iter().collect()
    } else {
        atoms.iter().rev().collect()
    };
    if !seen.is_sorted_by(|a, b| place(a) <= place(b)) {
        seen.sort_by(|a, b| place(a).partial_cmp(&place(b)).unwrap_or(std::cmp::Ordering::Equal));
    }
    let width: Pt = atoms.iter().map(|atom| atom.ink).sum();
    let mut glyphs = Vec::with_capacity(2 * seen.len());
    for atom in &seen {
        glyphs.extend(atom.glyphs(fragments));
    }
    let run = GlyphRun { face: first.run.face, size: first.run.size, text: String::new(), glyphs };
    let x = seen[0].x;
    // White space that ends the line is at its left end.
    let ink_x = x + seen[0].width - seen[0].ink;
    Fragment {
        span: first.span,
        x,
        width,
        rise: first.rise,
        run,
        units_per_em: first.units_per_em,
        blank: first.blank,
        ink_x,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fonts::Fonts;
    use crate::text::{Paragraph, Shaper, Span, Style, Weight, Wrap};

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
