use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Notes, Source};

/// The file's text with a space for each control character, all of which are noted: YAML stops at some of them.
pub(super) fn without_controls(source: &Arc<Source>, notes: &mut Notes) -> String {
    let mut text = source.text.clone();
    // 0xC2 begins the controls from U+0080 to U+009F.
    let odd = |b: u8| (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0x7F || b == 0xC2;
    if !text.bytes().any(odd) {
        return text;
    }
    let controls = source.text.char_indices().filter(|(_, c)| c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
    for (at, c) in controls {
        let range = at..at + c.len_utf8();
        text.replace_range(range.clone(), &" ".repeat(range.len()));
        notes.extend(unprintable(c).map(|note| note.at(source.span(range))));
    }
    text
}

/// What is wrong with a character that can never be printed.
pub(crate) fn unprintable(c: char) -> Option<Diagnostic> {
    let number = c as u32;
    let (code, what) = match c {
        '\u{FFFD}' => {
            (Code::DamagedCharacter, "stands for a character that was lost when the file was saved or copied")
        }
        c if c.is_control() => (Code::ControlCharacter, "is a control character, which cannot be printed"),
        '\u{FEFF}' => (Code::ControlCharacter, "is a byte order mark, which belongs at the start of a file only"),
        _ if number & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&number) => {
            (Code::ControlCharacter, "is no character and cannot be printed")
        }
        _ => return None,
    };
    let hint = match code {
        Code::DamagedCharacter => "type the character again",
        _ => "delete it; it often comes along when text is copied from another program",
    };
    Some(Diagnostic::new(code, format!("U+{number:04X} {what}")).hint(hint))
}
