//! Cuts a text into paragraphs and folds its white space.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic, Notes, Places};
use crate::yaml::{Scalar, Style, is_folded_plainly, is_unseen, unprintable};

/// One paragraph as typed: white space folded to single spaces, none at its ends; never empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Folded {
    pub text: String,
    pub places: Places,
    /// Bytes of `text` where a line of the file begins, but for the first, ascending.
    pub lines: Vec<usize>,
    /// Bytes of `text` with a space that was typed as a tab, ascending.
    pub tabs: Vec<usize>,
    /// Bytes of `text` with a space that was typed as several on one line, ascending, and how many they were.
    pub gaps: Vec<(usize, usize)>,
}

impl Folded {
    fn empty(scalar: &Scalar) -> Folded {
        Folded {
            text: String::new(),
            places: Places::new(&scalar.places.source),
            lines: Vec::new(),
            tabs: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Adds these bytes of a scalar as they are.
    fn add(&mut self, scalar: &Scalar, range: Range<usize>) {
        self.places.append(self.text.len(), &scalar.places, range.clone());
        self.text.push_str(&scalar.text[range]);
    }
}

/// The paragraphs of a scalar. No-break spaces and the wide and narrow ones stay as typed.
pub(super) fn fold(scalar: &Scalar, notes: &mut Notes) -> Vec<Folded> {
    if is_folded(&scalar.text)
        && let Some(lines) = plain_lines(scalar)
    {
        let (text, places) = (scalar.text.clone(), scalar.places.clone());
        return vec![Folded { text, places, lines, tabs: Vec::new(), gaps: Vec::new() }];
    }
    fold_by_character(scalar, notes)
}

/// The same for any text.
fn fold_by_character(scalar: &Scalar, notes: &mut Notes) -> Vec<Folded> {
    let is_one_line = scalar.places.anchors.len() < 2;
    check_joined(scalar, notes);
    let mut now = Folded::empty(scalar);
    now.text.reserve(scalar.text.len());
    let mut folder = Folder { scalar, is_one_line, paragraphs: Vec::new(), now, gap: None, told: None };
    let mut read = 0;
    while let Some(c) = scalar.text[read..].chars().next() {
        let at = read;
        read += c.len_utf8();
        if let Some(line_ends) = white(c) {
            let (start, before) = folder.gap.unwrap_or((at, 0));
            folder.gap = Some((start, before + line_ends));
            continue;
        }
        read = read.max(at + unchanged(scalar, at));
        if !folder.is_unprintable(at, c, notes) {
            folder.end_gap(at, notes);
            folder.now.add(scalar, at..read);
        }
    }
    folder.finish()
}

/// A scalar that is being folded.
struct Folder<'a> {
    scalar: &'a Scalar,
    /// Whether all of it stands on one line of the file.
    is_one_line: bool,
    paragraphs: Vec<Folded>,
    now: Folded,
    /// The white space since the last letter: where it began, and the line ends in it.
    gap: Option<(usize, usize)>,
    /// What was told last, and where that ended.
    told: Option<(Code, usize)>,
}

impl Folder<'_> {
    /// Notes a character that cannot be printed. Several of one kind side by side are told once, at the first.
    fn is_unprintable(&mut self, at: usize, c: char, notes: &mut Notes) -> bool {
        let Some(diagnostic) = unprintable(c) else { return false };
        if self.told.replace((diagnostic.code, at + c.len_utf8())) != Some((diagnostic.code, at)) {
            notes.push(diagnostic.at(self.scalar.place(at..at + c.len_utf8())));
        }
        true
    }

    /// Folds the white space before byte `at`, if there is any behind a letter: it ends a paragraph or becomes a space.
    fn end_gap(&mut self, at: usize, notes: &mut Notes) {
        let Some((start, line_ends)) = self.gap.take().filter(|_| !self.now.text.is_empty()) else { return };
        let lines = if self.is_one_line { 0 } else { line_ends_in_file(self.scalar, start, at) };
        if line_ends > 1 || lines > 1 {
            self.paragraphs.push(std::mem::replace(&mut self.now, Folded::empty(self.scalar)));
            return;
        }
        let now = &mut self.now;
        now.places.push(now.text.len(), self.scalar.places.at(start));
        if self.scalar.text[start..at].contains('\t') {
            now.tabs.push(now.text.len());
        } else if at - start > 1 && line_ends + lines == 0 {
            now.gaps.push((now.text.len(), at - start));
        }
        now.text.push(' ');
        if line_ends + lines > 0 {
            check_break(self.scalar, start, notes);
            now.lines.push(now.text.len());
        }
    }

    fn finish(mut self) -> Vec<Folded> {
        if !self.now.text.is_empty() {
            self.paragraphs.push(self.now);
        }
        self.paragraphs
    }
}

/// Notes a backslash at the end of a line between double quotes, which YAML takes away together with the line end, where that
/// makes one word or number of two: `"Take 5\` and `10 mg"` would be "Take 510 mg".
fn check_joined(scalar: &Scalar, notes: &mut Notes) {
    if scalar.style != Style::Double {
        return;
    }
    let source = &scalar.places.source.text;
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    for &(at, place) in scalar.places.anchors.iter().skip(1) {
        let Some(before) = source.get(..place as usize) else { continue };
        let line = before.trim_end_matches([' ', '\t']);
        let Some(slash) = line.strip_suffix('\n').and_then(|line| line.trim_end_matches('\r').strip_suffix('\\'))
        else {
            continue;
        };
        let Some((head, tail)) = scalar.text.split_at_checked(at as usize) else { continue };
        if is_letter(head.chars().next_back()) && is_letter(tail.chars().next()) {
            let message = "this backslash joins the last word of the line to the first one of the next";
            let hint = "delete it: the end of a line is a space";
            let span = scalar.places.source.span(slash.len()..slash.len() + 1);
            notes.push(Diagnostic::new(Code::LineBreak, message).at(span).hint(hint));
        }
    }
}

/// What Markdown makes of a backslash or of two spaces at the end of a line, at byte `end`: a break that paper does not
/// have here.
fn check_break(scalar: &Scalar, end: usize, notes: &mut Notes) {
    let before = &scalar.text[..end];
    let slashes = before.bytes().rev().take_while(|&b| b == b'\\').count();
    let hint = "a blank line starts a new paragraph; lines that stand one below the other are a list, `bullets:`";
    if slashes % 2 == 1 {
        let message = "a backslash at the end of a line does not break the line, and would be printed";
        notes.push(Diagnostic::new(Code::LineBreak, message).at(scalar.place(end - 1..end)).hint(hint));
    } else if scalar.style.is_block() && scalar.text[end..].starts_with("  ") {
        let message = "spaces at the end of a line do not break the line on paper";
        notes.push(Diagnostic::new(Code::LineBreak, message).as_warning().at(scalar.place(end..end + 1)).hint(hint));
    }
}

/// How many bytes of a scalar from `at` on folding takes over as they are: printed characters, with single spaces between
/// them that are spaces in the file, too.
fn unchanged(scalar: &Scalar, at: usize) -> usize {
    let anchors = &scalar.places.anchors;
    let next = anchors.partition_point(|&(text, _)| text as usize <= at);
    // Up to there text and file advance alike.
    let end = anchors.get(next).map_or(scalar.text.len(), |&(text, _)| text as usize);
    let text = scalar.text.get(at..end).unwrap_or_default();
    let typed = scalar.places.source.text.as_bytes().get(scalar.places.at(at)..).unwrap_or_default();
    let mut length = 0;
    loop {
        let space = usize::from(text.as_bytes().get(length) == Some(&b' ') && typed.get(length) == Some(&b' '));
        match printed_length(text, length + space) {
            0 => return length,
            printed => length += space + printed,
        }
    }
}

/// The bytes of the printed characters that stand at a byte of a text; 0 before white space and what cannot be printed.
fn printed_length(text: &str, at: usize) -> usize {
    let word = text.as_bytes()[at..].iter().take_while(|byte| matches!(byte, b'!'..=b'~')).count();
    if word > 0 {
        return word;
    }
    let is_printed = |c: &char| white(*c).is_none() && unprintable(*c).is_none();
    text[at..].chars().next().filter(is_printed).map_or(0, char::len_utf8)
}

/// Where the lines of a folded text begin, but for the first, if text and file differ only in what parts these: a line end in
/// the file, with spaces behind it, and no backslash before it.
fn plain_lines(scalar: &Scalar) -> Option<Vec<usize>> {
    let (text, source) = (scalar.text.as_bytes(), scalar.places.source.text.as_bytes());
    let mut lines = Vec::with_capacity(scalar.places.anchors.len().saturating_sub(1));
    for pair in scalar.places.anchors.windows(2) {
        let [(before, from), (at, to)] = [pair[0], pair[1]].map(|(at, place)| (at as usize, place as usize));
        let space = at.checked_sub(1)?;
        let [b'\n', indent @ ..] = source.get(from + space.checked_sub(before)?..to)? else { return None };
        let is_plain = indent.iter().all(|byte| *byte == b' ') && text.get(space) == Some(&b' ');
        if !is_plain || text[..space].ends_with(b"\\") {
            return None;
        }
        lines.push(at);
    }
    Some(lines)
}

/// Whether folding would leave a text as it is: the ordinary case, a line with single spaces.
fn is_folded(text: &str) -> bool {
    let ends = text.starts_with(' ') || text.ends_with(' ') || text.is_empty();
    let is_ordinary = |c: char| white(c).is_none() && !is_unseen(c) && unprintable(c).is_none();
    is_folded_plainly(text) || !ends && !text.contains("  ") && text.chars().all(|c| c == ' ' || is_ordinary(c))
}

/// All paragraphs as one, with a space between them.
pub(super) fn join(paragraphs: Vec<Folded>) -> Option<Folded> {
    paragraphs.into_iter().reduce(|mut all, next| {
        all.places.push(all.text.len(), next.places.at(0).saturating_sub(1));
        all.text.push(' ');
        for &(text, place) in &next.places.anchors {
            all.places.push(all.text.len() + text as usize, place as usize);
        }
        all.tabs.extend(next.tabs.iter().map(|tab| all.text.len() + tab));
        all.gaps.extend(next.gaps.iter().map(|(gap, width)| (all.text.len() + gap, *width)));
        all.lines.extend(next.lines.iter().map(|line| all.text.len() + line));
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

/// How many line ends the file has in the white space before byte `end`: folding leaves one less of them.
fn line_ends_in_file(scalar: &Scalar, start: usize, end: usize) -> usize {
    let range = scalar.places.at(start)..scalar.places.at(end);
    let raw = scalar.places.source.text.get(range).unwrap_or_default();
    // Between two of them only white space stands: another sign is an escape such as `\\n`.
    let Some((_, below)) = raw.split_once('\n') else { return 0 };
    let Some((between, _)) = below.rsplit_once('\n') else { return 1 };
    if between.split('\n').any(|line| line.trim().is_empty()) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostics::Source;
    use crate::yaml::{self, Value};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

        /// A text that is folded in one step is folded as any other.
        #[test]
        fn a_plain_text_is_folded_alike(
            quote in r#"|"|'|>-\n    |\|\n    "#,
            words in prop::collection::vec(r#"[a-c]{1,3}|é|ق|5|''|\\|\\n|\u{A0}|\u{200B}|  |\t| |\n    |\n    |\n\n    |\n  \t "#, 1..12)
        ) {
            let close = if quote.len() == 1 { quote.as_str() } else { "" };
            let text = format!("a:\n  - {quote}b{}{close}\n", words.concat());
            let source = Source::new("a.yaml", text.into_bytes()).expect("UTF-8");
            let root = yaml::parse(&source, &mut Notes::default());
            let Some(Value::Map(entries)) = root.map(|root| root.value) else { return Ok(()) };
            let Some(Value::Seq(items)) = entries.first().map(|entry| &entry.value.value) else { return Ok(()) };
            let Some(Value::Scalar(scalar)) = items.first().map(|item| &item.value) else { return Ok(()) };
            let (mut notes, mut others) = (Notes::default(), Notes::default());
            prop_assert_eq!(fold(scalar, &mut notes), fold_by_character(scalar, &mut others));
            prop_assert_eq!(notes.count(), others.count());
        }
    }
}
