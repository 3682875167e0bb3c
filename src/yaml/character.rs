//! Characters that a file must not have, or that nobody can see.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Notes, Source};

/// The file's text with a space for each control character, all of which are noted: YAML stops at some of them.
pub(super) fn without_controls<'s>(source: &'s Arc<Source>, notes: &mut Notes) -> Cow<'s, str> {
    let mut text = Cow::Borrowed(source.text.as_str());
    without_marks(&mut text, source, notes);
    for range in controls(&source.text) {
        text.to_mut().replace_range(range.clone(), &" ".repeat(range.len()));
        let c = source.text[range.clone()].chars().next();
        notes.extend(c.and_then(unprintable).map(|note| note.at(source.span(range))));
    }
    text
}

/// Bytes that are looked at together: without a way out between them the compiler looks at many at a time.
const BLOCK: usize = 64;

/// The control characters of a text, but for tabs and line ends.
fn controls(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut controls = Vec::new();
    for (index, block) in bytes.chunks(BLOCK).enumerate() {
        if block.iter().fold(false, |any, byte| any | may_begin_control(*byte)) {
            let start = index * BLOCK;
            let ranges = (start..start + block.len()).map(|at| at..at + control_length(bytes, at));
            controls.extend(ranges.filter(|range| !range.is_empty()));
        }
    }
    controls
}

/// 0xC2 begins the controls from U+0080 to U+009F, and the signs from U+00A0 to U+00BF.
fn may_begin_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F || byte == 0xC2
}

/// The bytes of the control character that begins at a byte; 0 where none does.
fn control_length(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        0xC2 if bytes.get(at + 1).is_some_and(|next| *next < 0xA0) => 2,
        0xC2 => 0,
        byte => usize::from(may_begin_control(byte)),
    }
}

/// What is wrong with a file whose lines end with none of the signs that YAML takes for the end of a line.
pub(super) fn other_line_ends(source: &Arc<Source>) -> Option<Diagnostic> {
    let text = &source.text;
    if text.is_ascii() || text.contains(['\n', '\r']) {
        return None;
    }
    let (at, end) = text.char_indices().find(|(_, c)| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}'))?;
    let message = format!("the lines of this file end with {}, which is no end of a line in YAML", named(end));
    let hint = "save the file with the line ends of Unix (LF) or Windows (CRLF)";
    Some(Diagnostic::new(Code::ControlCharacter, message).at(source.span(at..at + end.len_utf8())).hint(hint))
}

/// Puts in the place of each byte order mark inside a value what takes no room either, for YAML stops at some of them. Of
/// those that stand where spaces and dashes do [`super::mistakes::Spacing`] tells; a line of nothing else is empty.
fn without_marks(text: &mut Cow<str>, source: &Arc<Source>, notes: &mut Notes) {
    if !text.contains(MARK) {
        return;
    }
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let is_value = |c: char| !(c.is_whitespace() || c == '-' || MARK.starts_with(c));
        let value = line.find(is_value);
        let marks = line.match_indices(MARK).map(|(at, mark)| at..at + mark.len());
        for (index, range) in marks.filter(|range| value.is_none_or(|value| range.start > value)).enumerate() {
            let range = start + range.start..start + range.end;
            text.to_mut().replace_range(range.clone(), if value.is_none() { "   " } else { "\u{2060}" });
            if index == 0 {
                notes.extend(unprintable('\u{FEFF}').map(|note| note.at(source.span(range))));
            }
        }
        start += line.len();
    }
}

/// A byte order mark, which stands at the start of some files.
const MARK: &str = "\u{FEFF}";

/// What is wrong with a character that can never be printed, or never as it is typed.
#[inline]
pub(crate) fn unprintable(c: char) -> Option<Diagnostic> {
    match c {
        // Most texts hold nothing else: nothing below is among them.
        ' '..='~' | '\u{A0}'..='\u{2FF}' | '\u{590}'..='\u{17FF}' => None,
        _ => unusual(c),
    }
}

fn unusual(c: char) -> Option<Diagnostic> {
    let number = c as u32;
    let (code, what, hint) = match c {
        '\u{FFFD}' => (
            Code::DamagedCharacter,
            "stands for a character that was lost when the file was saved or copied",
            "type the character again",
        ),
        c if c.is_control() => (Code::ControlCharacter, "is a control character, which cannot be printed", DELETE),
        '\u{FEFF}' => {
            (Code::ControlCharacter, "is a byte order mark, which belongs at the start of a file only", DELETE)
        }
        _ if number & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&number) => {
            (Code::ControlCharacter, "is no character and cannot be printed", DELETE)
        }
        '\u{0488}' | '\u{0489}' | '\u{20DD}'..='\u{20E0}' | '\u{20E2}'..='\u{20E4}' => (
            Code::MissingGlyph,
            "draws a frame round the sign before it, which no font of ours can",
            "delete it, so that the sign stands alone; two stars on either side of the sign make it bold",
        ),
        '\u{334}'..='\u{337}' => (
            Code::MissingGlyph,
            "draws a stroke through the sign before it, which our fonts can only set behind it",
            "delete it; if the word or number no longer holds, delete that too",
        ),
        '\u{FFFC}' => (
            Code::InvisibleCharacter,
            "stands for a picture or an object that was not copied with the text",
            "delete it; a picture is a block of its own:\n- image: figures/name.png\n  alt: What the picture shows",
        ),
        '\u{2061}'..='\u{2064}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}'
        | '\u{180E}'
        | '\u{3164}'
        | '\u{FFA0}' => (Code::InvisibleCharacter, "cannot be seen on paper, nor on most screens", DELETE),
        _ => return None,
    };
    Some(Diagnostic::new(code, format!("{} {what}", named(c))).hint(hint))
}

const DELETE: &str = "delete it; it often comes along when text is copied from another program";

/// A character as people look it up: `U+202E (RIGHT-TO-LEFT OVERRIDE)`.
pub(crate) fn named(c: char) -> String {
    let name = unicode_names2::name(c).map(|name| format!(" ({name})")).unwrap_or_default();
    format!("U+{:04X}{name}", u32::from(c))
}

/// Whether a character takes no room on paper but may part, turn or join what stands beside it.
pub(crate) fn is_unseen(c: char) -> bool {
    // Most texts hold nothing else: nothing below is among them.
    if matches!(c, ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{590}'..='\u{61B}' | '\u{61D}'..='\u{17FF}')
    {
        return false;
    }
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || unprintable(c).is_some_and(|note| note.code == Code::InvisibleCharacter)
}
