//! Which stars and underscores of a paragraph are marks of strong text and of emphasis.
//!
//! The rule is CommonMark's (0.31.2, 6.2 "Emphasis and strong emphasis") but for four cases where it would change what
//! a patient reads, or refuse what an author plainly means:
//!
//! - A star with letters or digits on both sides is a star: `2*5 mg`, `HLA-B*57:01`. In scripts without spaces between
//!   words it may be a mark, but never right beside a digit outside of the marked words.
//! - Two stars between digits are stars, and two that stand inside words on both ends mark one word at most: `f**k … s**t`.
//! - Beside a letter of a script without spaces, punctuation next to a mark does not keep it from opening or closing
//!   (`**注意：**每天`, CommonMark issue 650).
//! - No mark opens inside an address of the web: `https://a.org/_x_/` would lead elsewhere.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// A run of stars, or of underscores, that may be marks.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Its bytes in the paragraph.
    pub range: Range<usize>,
    /// The link it stands in, 0 for none: marks find their partners only inside one.
    pub scope: usize,
}

/// One mark: one or two signs that open or close a style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    /// Its bytes in the paragraph.
    pub range: Range<usize>,
    /// `**` and `__`; else emphasis.
    pub strong: bool,
    /// Opens; else closes.
    pub opens: bool,
    /// The bytes of the whole stretch, its marks included.
    pub whole: Range<usize>,
}

/// All stars and underscores of a text that has no other signs of markup, as [`Marked::runs`](super::marked::Marked::runs)
/// finds them.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|byte| matches!(byte, b'*' | b'_')) {
        let start = at + step;
        at = start + bytes[start..].iter().take_while(|byte| **byte == bytes[start]).count();
        runs.push(Run { range: start..at, scope: 0 });
    }
    runs
}

/// The marks among the runs of `text`, by place.
pub(super) fn marks(text: &str, runs: &[Run]) -> Vec<Mark> {
    if runs.is_empty() {
        return Vec::new();
    }
    let strict = pair(text, runs, Punctuation::Counts);
    let lonely = |marks: &[Mark]| runs.iter().any(|run| run.range.len() == 2 && !is_used(run, marks));
    if text.is_ascii() || !lonely(&strict) || !text.contains(is_unspaced) {
        return strict;
    }
    let lenient = pair(text, runs, Punctuation::Ignored);
    if lonely(&lenient) { strict } else { lenient }
}

/// Whether a mark was made of any sign of a run.
fn is_used(run: &Run, marks: &[Mark]) -> bool {
    let next = marks.partition_point(|mark| mark.range.end <= run.range.start);
    marks.get(next).is_some_and(|mark| mark.range.start < run.range.end)
}

/// Whether punctuation beside a run keeps it from opening or closing.
#[derive(Clone, Copy, PartialEq)]
enum Punctuation {
    Counts,
    Ignored,
}

fn pair(text: &str, runs: &[Run], punctuation: Punctuation) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before = Before::default();
    let mut by_scope: Vec<(usize, Delimiter)> =
        runs.iter().map(|run| (run.scope, Delimiter::of(text, &run.range, punctuation, &mut before))).collect();
    by_scope.sort_by_key(|(scope, _)| *scope);
    for group in by_scope.chunk_by(|a, b| a.0 == b.0) {
        let mut stack = Stack::default();
        group.iter().for_each(|(_, delimiter)| stack.take(delimiter.clone(), &mut marks));
    }
    marks.sort_by_key(|mark| mark.range.start);
    marks
}

/// A run with what its neighbours allow it to do.
#[derive(Clone, Debug)]
struct Delimiter {
    /// What is left of it.
    rest: Range<usize>,
    byte: u8,
    length: usize,
    opens: bool,
    closes: bool,
    /// Letters or digits of a script with spaces on both sides.
    in_word: bool,
    /// Where the last white space and the last letter or digit before it begin.
    before: Before,
}

/// What stands before a place: bytes of the last white space, of the last letter or digit, of the last `://` or `www.`, and of
/// the last character beyond ASCII.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    read: usize,
    white: Option<usize>,
    word: Option<usize>,
    address: Option<usize>,
    foreign: Option<usize>,
}

impl Before {
    fn read_to(&mut self, text: &str, end: usize) {
        let stretch = text[self.read..end].char_indices();
        let white = stretch.clone().rfind(|(_, c)| c.is_whitespace()).map(|(at, _)| self.read + at);
        let word = stretch.clone().rfind(|(_, c)| c.is_alphanumeric()).map(|(at, _)| self.read + at);
        (self.white, self.word) = (white.or(self.white), word.or(self.word));
        let foreign = text.as_bytes()[self.read..end].iter().rposition(|byte| !byte.is_ascii());
        self.foreign = foreign.map(|at| self.read + at).or(self.foreign);
        // The sign may have begun in the stretch that was read before.
        let from = text.floor_char_boundary(self.read.saturating_sub(3));
        let bytes = &text.as_bytes()[from..end];
        let address = (0..bytes.len()).rfind(|at| match bytes[*at] {
            b':' => bytes[*at..].starts_with(b"://"),
            b'w' => bytes[*at..].starts_with(b"www."),
            _ => false,
        });
        self.address = address.map(|at| from + at).or(self.address);
        self.read = end;
    }

    /// Whether an address of the web that is typed as text goes on here: `https://a.org/_x_/`.
    fn is_in_address(&self) -> bool {
        self.address.is_some_and(|at| {
            self.white.is_none_or(|white| white < at) && self.foreign.is_none_or(|foreign| foreign < at)
        })
    }
}

impl Delimiter {
    fn of(text: &str, range: &Range<usize>, punctuation: Punctuation, before: &mut Before) -> Delimiter {
        before.read_to(text, range.start);
        let byte = text.as_bytes()[range.start];
        let last = text[..range.start].chars().next_back();
        let next = text[range.end..].chars().next();
        let mut delimiter = Delimiter {
            rest: range.clone(),
            byte,
            length: range.len(),
            opens: flanks(next, last, punctuation),
            closes: flanks(last, next, punctuation),
            in_word: false,
            before: *before,
        };
        match byte {
            b'_' => delimiter.limit_underscores(last, next),
            _ => delimiter.limit_stars(text, last, next),
        }
        delimiter.opens &= !delimiter.before.is_in_address();
        delimiter
    }

    /// Underscores mark nothing inside a word, and three or more are a line to write on.
    fn limit_underscores(&mut self, last: Option<char>, next: Option<char>) {
        let (opens, closes) = (self.opens, self.closes);
        self.opens = self.length < 3 && opens && (!closes || last.is_some_and(is_punctuation));
        self.closes = self.length < 3 && closes && (!opens || next.is_some_and(is_punctuation));
    }

    fn limit_stars(&mut self, text: &str, last: Option<char>, next: Option<char>) {
        let numeric = |c: Option<char>| c.is_some_and(char::is_numeric);
        if let (Some(last), Some(next)) = (last.filter(|c| is_word(*c)), next.filter(|c| is_word(*c))) {
            let unspaced = is_unspaced(last) || is_unspaced(next);
            self.in_word = !unspaced;
            let single = self.length == 1;
            if last.is_numeric() && next.is_numeric() || single && !unspaced {
                (self.opens, self.closes) = (false, false);
            } else if single {
                self.opens &= !last.is_numeric();
                self.closes &= !next.is_numeric();
            }
        }
        // `2 *3` and `4* 5`: a product with a space on one side of the star.
        if self.length == 1 {
            let far = text[self.rest.end..].trim_start().chars().next();
            let near = text[..self.rest.start].trim_end().chars().next_back();
            self.opens &= !(numeric(next) && numeric(near));
            self.closes &= !(numeric(last) && numeric(far));
        }
    }

    /// Whether `self` may close what `opener` opens.
    fn fits(&self, opener: &Delimiter) -> bool {
        let thirds = (opener.closes || self.opens)
            && (opener.length + self.length).is_multiple_of(3)
            && !(opener.length.is_multiple_of(3) && self.length.is_multiple_of(3));
        let parts_words = self.before.white.is_some_and(|at| at >= opener.rest.end);
        let words = self.in_word && opener.in_word && parts_words;
        opener.byte == self.byte && !thirds && !words
    }

    /// Whether no letter or digit stands between underscores: `__/__/____` is a date to write in, not a strong slash.
    fn is_blank(&self, opener: &Delimiter) -> bool {
        self.byte == b'_' && self.before.word.is_none_or(|at| at < opener.rest.end)
    }

    /// What openers it looks for depends on this alone, so that none is looked at twice in vain.
    fn class(&self) -> usize {
        (((self.length % 3) * 2 + usize::from(self.opens)) * 2 + usize::from(self.in_word)) * 2
            + usize::from(self.byte == b'_')
    }
}

const CLASSES: usize = 24;

/// Openers that wait for their partner.
#[derive(Default)]
struct Stack {
    openers: Vec<Delimiter>,
    /// For each class of closers, how many openers at the bottom are known not to fit.
    bottoms: [usize; CLASSES],
}

impl Stack {
    fn take(&mut self, mut delimiter: Delimiter, marks: &mut Vec<Mark>) {
        while delimiter.closes && !delimiter.rest.is_empty() {
            let bottom = self.bottoms[delimiter.class()];
            let Some(at) = (bottom..self.openers.len()).rev().find(|&at| delimiter.fits(&self.openers[at])) else {
                self.bottoms[delimiter.class()] = self.openers.len();
                break;
            };
            let blank = delimiter.is_blank(&self.openers[at]);
            let opener = &mut self.openers[at];
            let length = if opener.rest.len() >= 2 && delimiter.rest.len() >= 2 { 2 } else { 1 };
            let open = opener.rest.end - length..opener.rest.end;
            let close = delimiter.rest.start..delimiter.rest.start + length;
            (opener.rest.end, delimiter.rest.start) = (open.start, close.end);
            let kept = at + usize::from(!opener.rest.is_empty());
            let whole = open.start..close.end;
            if !blank {
                marks.push(Mark { range: open, strong: length == 2, opens: true, whole: whole.clone() });
                marks.push(Mark { range: close, strong: length == 2, opens: false, whole });
            }
            self.openers.truncate(kept);
            self.bottoms.iter_mut().for_each(|bottom| *bottom = (*bottom).min(kept));
        }
        if delimiter.opens && !delimiter.rest.is_empty() {
            self.openers.push(delimiter);
        }
    }
}

/// Whether a run stands directly beside a word on one side: `inner` is the character there, `outer` the one on the other.
fn flanks(inner: Option<char>, outer: Option<char>, punctuation: Punctuation) -> bool {
    let Some(inner) = inner.filter(|c| !c.is_whitespace()) else { return false };
    let free = |outer: char| outer.is_whitespace() || is_punctuation(outer) || is_unspaced(outer);
    punctuation == Punctuation::Ignored || !is_punctuation(inner) || is_unspaced(inner) || outer.is_none_or(free)
}

/// Letters, digits, and marks on letters.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Punctuation and symbols; what cannot be seen counts as a letter, as in CommonMark.
fn is_punctuation(c: char) -> bool {
    let unseen = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}');
    !is_word(c) && !c.is_whitespace() && !c.is_control() && !unseen
}

/// Whether a character belongs to a script that puts no space between words, or, in Korean, none before what ends a word.
pub(super) fn is_unspaced(c: char) -> bool {
    // The alphabets with spaces stand before them all.
    c >= '\u{E00}'
        && matches!(c,
        // Thai, Lao, Tibetan, Burmese, Khmer, and the scripts of their neighbours.
        '\u{0E00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{19FF}'
        | '\u{1A20}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AADF}'
        // Korean.
        | '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}'
        // Chinese and Japanese with their punctuation, and Yi.
        | '\u{2E80}'..='\u{312F}' | '\u{3190}'..='\u{9FFF}' | '\u{A000}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FFEF}' | '\u{1B000}'..='\u{1B16F}' | '\u{20000}'..='\u{323AF}')
}

/// Whether a character is a letter, and not a sign above or below one, of a script whose words cannot be counted by spaces.
pub fn is_unspaced_letter(c: char) -> bool {
    let korean = matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7FF}');
    is_unspaced(c) && !korean && c.is_alphabetic() && !is_combining_mark(c)
}

/// Whether letters or digits stand on both sides of a run.
pub(super) fn is_inside(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(is_word) && after.is_some_and(is_word)
}

/// The side on which a letter keeps two stars, which stand beside punctuation, from being a mark.
pub(super) fn crowded(before: Option<char>, after: Option<char>) -> Option<Side> {
    let (before, after) = (before?, after?);
    match () {
        () if is_punctuation(before) && is_word(after) => Some(Side::After),
        () if is_word(before) && is_punctuation(after) => Some(Side::Before),
        () => None,
    }
}

/// Before or after a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    Before,
    After,
}
