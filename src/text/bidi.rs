//! Which way each stretch of a paragraph runs (UAX 9).

use std::ops::Range;

use unicode_bidi::Level;

use super::{Direction, Paragraph, isolates};
use crate::language::{is_alphabetic, usual_rightwards};

/// First strong isolate, and the end of it.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// The stretches of one bidi level in a paragraph, each with its end.
pub(super) fn levels(paragraph: &Paragraph) -> Vec<(Level, usize)> {
    let (text, base) = (paragraph.text, base(paragraph.direction));
    let whole = |level: Level| vec![(level, text.len())];
    if base == Level::ltr() {
        if text.is_ascii() || !has_rightwards(text) {
            return whole(base);
        }
    } else if are_plain(text) && paragraph.isolates.is_empty() {
        return whole(base);
    } else if !has_rightwards(text) && text.chars().any(is_alphabetic) {
        // No letter runs from right to left, as in a reference in English: it runs as a paragraph of its own language
        // would (UAX 9, P2 and P3).
        return whole(Level::new(2).unwrap_or(base));
    }
    let isolates = isolates::with_given(isolates::found(text), paragraph.isolates);
    let mut start = 0;
    let runs = isolated_levels(text, &isolates, base);
    let ends = runs.chunk_by(|a, b| a == b).map(|run| {
        start += run.len();
        (run[0], start)
    });
    ends.collect()
}

/// The level of a paragraph.
pub(super) fn base(direction: Direction) -> Level {
    match direction {
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    }
}

/// Whether a text has a character that can make a part of a left-to-right paragraph run the other way.
fn has_rightwards(text: &str) -> bool {
    // In UTF-8 all of them begin with one of these bytes.
    let places = text.bytes().enumerate().filter(|(_, byte)| *byte >= 0xd6).map(|(at, _)| at);
    places.filter_map(|at| text[at..].chars().next()).any(runs_rightwards)
}

/// Whether a character can make a part of a left-to-right paragraph run the other way: letters of such scripts, and
/// controls.
fn runs_rightwards(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether all characters of a text are plain.
fn are_plain(text: &str) -> bool {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let letters = usual_rightwards(rest.as_bytes());
        if letters == 0 && !is_plain(c) {
            return false;
        }
        rest = &rest[letters.max(c.len_utf8())..];
    }
    true
}

/// Whether a character has the level of its paragraph in one from right to left, as long as there are no others: a letter
/// that runs so, its mark, or a sign that goes with what is around it. No number, no other letter, no control (UAX 9, N1).
fn is_plain(c: char) -> bool {
    match c {
        ' '..='~' => !c.is_ascii_alphanumeric(),
        'א'..='ת' | '\u{591}'..='\u{5bd}' | '،' | '؛' | '؟' | 'ؠ'..='ي' | '\u{64b}'..='\u{65f}' | 'ٱ'..='ۓ' | '۔' => {
            true
        }
        '\u{a0}' | '«' | '»' | '–' | '—' | '‘' | '’' | '“' | '”' | '•' | '…' => true,
        _ => false,
    }
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
pub(super) fn level_runs(
    levels: &[(Level, usize)],
    range: Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Level)> {
    let first = levels.partition_point(|(_, end)| *end <= range.start);
    let mut start = range.start;
    levels[first..].iter().map_while(move |&(level, end)| {
        let part = start..end.min(range.end);
        start = part.end;
        (!part.is_empty()).then_some((part, level))
    })
}

#[cfg(test)]
mod tests {
    use crate::text::fonts::Fonts;
    use crate::text::{Direction, Paragraph, Shaper, Span, Style, Wrap};

    /// The lines of a text as a reader's eye meets them from left to right, cluster by cluster.
    fn seen(text: &str, direction: Direction, measure: f32, isolates: &[std::ops::Range<usize>]) -> Vec<String> {
        let fonts = Fonts::new();
        let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
        let paragraph =
            Paragraph { text, spans: &spans, language: "he", direction, isolates, keeps: &[], foreign: &[] };
        let shaped = Shaper::new(&fonts).shape(&paragraph);
        let line = |line: &crate::text::Line| {
            let mut fragments: Vec<_> = line.fragments.iter().collect();
            fragments.sort_by(|a, b| a.x.total_cmp(&b.x));
            let clusters = fragments.iter().flat_map(|fragment| {
                let mut starts: Vec<usize> = fragment.run.glyphs.iter().map(|glyph| glyph.cluster as usize).collect();
                starts.dedup();
                let ordered = {
                    let mut all = starts.clone();
                    all.sort_unstable();
                    all
                };
                starts.into_iter().map(move |start| {
                    let end = ordered.iter().copied().find(|&next| next > start).unwrap_or(fragment.run.text.len());
                    fragment.run.text[start..end].to_owned()
                })
            });
            clusters.collect::<String>()
        };
        shaped.drawn_lines(measure, Wrap::Ragged).iter().map(line).collect()
    }

    fn rtl(text: &str) -> String {
        seen(text, Direction::Rtl, 1000.0, &[]).concat()
    }

    #[test]
    fn numbers_words_and_brackets_stand_as_they_are_read() {
        // Right to left: the first letter is the last one seen.
        assert_eq!(rtl("אבג"), "גבא");
        assert_eq!(rtl("קח aspirin עכשיו"), "וישכע aspirin חק");
        assert_eq!(
            rtl("קח (aspirin) 5"),
            "5 (aspirin) חק".replace('(', "\u{1}").replace(')', "(").replace('\u{1}', ")")
        );
        assert_eq!(rtl("טל 555-0155"), "555-0155 לט");
        assert_eq!(rtl("טל +1 (555) 555-0100."), ".+1 (555) 555-0100 לט");
        assert_eq!(rtl("קח 0.5 mg/kg ביום"), "םויב 0.5 mg/kg חק");
        assert_eq!(rtl("10–20 mL"), "10–20 mL");
        assert_eq!(rtl("ראה https://example.org/a/"), "https://example.org/a/ האר");
        assert_eq!(rtl("של 2024-05-10, יום"), "םוי ,2024-05-10 לש");
        assert_eq!(rtl("מקור. doi:10.1000/182."), ".doi:10.1000/182 .רוקמ");
        assert_eq!(rtl("מקור 10.1000/a.18, ו"), "ו ,10.1000/a.18 רוקמ");
    }

    #[test]
    fn plain_characters_have_the_level_of_the_paragraph() {
        let plain: String = ('\0'..=char::MAX).filter(|c| super::is_plain(*c)).collect();
        // Each behind and before a letter, at the beginning and at the end.
        let around: String = plain.chars().flat_map(|c| [c, 'ש']).chain(plain.chars().rev()).collect();
        for text in [plain.as_str(), around.as_str(), "(", "[ש]", "-"] {
            let levels = super::isolated_levels(text, &super::isolates::found(text), super::base(Direction::Rtl));
            assert!(levels.iter().all(|level| level.number() == 1), "{text}");
            assert_eq!(levels.len(), text.len());
        }
    }

    #[test]
    fn a_number_after_arabic_letters_keeps_its_order() {
        let line = seen("رقم 555-0155", Direction::Rtl, 1000.0, &[]).concat();
        assert!(line.starts_with("555-0155 "), "{line}");
    }

    #[test]
    fn hebrew_in_english_touches_nothing_around_it() {
        let text = "say שלום, 12 times";
        let name = text.find('ש').unwrap()..text.find(',').unwrap();
        assert_eq!(seen(text, Direction::Ltr, 1000.0, std::slice::from_ref(&name)), ["say םולש, 12 times"]);
    }

    #[test]
    fn white_space_at_the_end_of_a_line_goes_to_its_end() {
        // In a line from right to left the end is at the left, also behind a Latin word.
        let text = "קח aspirin forte עכשיו";
        let lines = seen(text, Direction::Rtl, 55.0, &[]);
        assert_eq!(lines, [" aspirin חק", "וישכע forte"]);
    }

    #[test]
    fn what_is_drawn_lies_within_the_line() {
        let fonts = Fonts::new();
        let text = "קח aspirin forte עכשיו ומחר גם";
        let spans = [Span { end: text.len(), style: Style::default(), size: 10.0, rise: 0.0 }];
        let direction = Direction::Rtl;
        let paragraph = Paragraph { text, spans: &spans, language: "he", direction, ..Paragraph::default() };
        let shaped = Shaper::new(&fonts).shape(&paragraph);
        for line in shaped.lines(60.0, Wrap::Ragged) {
            assert!(line.width <= 60.0);
            for fragment in line.fragments.iter().filter(|fragment| !fragment.run.text.trim().is_empty()) {
                let (start, end) = (fragment.ink_x, fragment.ink_x + fragment.width);
                assert!(start > -0.01 && end < line.width + 0.01, "{fragment:?}");
            }
        }
    }
}
