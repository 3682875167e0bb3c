//! Lists and maps in brackets on one line, read as their author may have meant them.

use std::ops::Range;

use super::comments::quoted_length;
use super::lists::{is_parting, key_length};
use crate::yaml::DEPTH_LIMIT;
use crate::yaml::line::{LONGEST_SHOWN, Line, quote};

/// Signs that no unquoted text begins with.
const SIGNS: [char; 14] = ['&', '*', '!', '|', '>', '%', '@', '`', '"', '\'', ',', '[', '{', '?'];

/// A line whose value is a list or a map in brackets, with quotes round each text that YAML reads otherwise than as text.
pub(in crate::yaml) struct Quoted {
    /// The line, without its indentation.
    pub line: String,
    /// The first text that needed quotes.
    pub first: Range<usize>,
}

/// What the author of a line with a list or a map in brackets may have meant; `None` where the brackets do not close on it, it
/// needs no quotes or is too long to show, and where a comment or an empty item is what is wrong.
pub(in crate::yaml) fn quoted(text: &str, line: &Line) -> Option<Quoted> {
    if line.range.len() > LONGEST_SHOWN {
        return None;
    }
    let value = text[line.value..line.range.end].trim_end();
    let mut reader = Reader { text: value, at: 0, mended: String::new(), first: None };
    reader.collection(0)?;
    let first = reader.first.filter(|_| reader.at == value.len())?;
    Some(Quoted {
        line: format!("{}{}", &text[line.first..line.value], reader.mended),
        first: line.value + first.start..line.value + first.end,
    })
}

/// Whether a text is a list or a map in brackets that is read as it is typed.
pub(in crate::yaml) fn is_sound(text: &str) -> bool {
    let text = text.trim_end();
    let mut reader = Reader { text, at: 0, mended: String::new(), first: None };
    text.len() <= LONGEST_SHOWN && reader.collection(0).is_some() && reader.at == text.len() && reader.first.is_none()
}

/// A list or a map in brackets behind which more closing brackets stand, without these; and where the first of them stands.
pub(super) fn closed_too_often(text: &str) -> Option<(&str, usize)> {
    let closed = text.trim_end();
    let whole = (1..=3).filter_map(|extra| closed.get(..closed.len().checked_sub(extra)?));
    let mut whole = whole.filter(|whole| closed[whole.len()..].bytes().all(|byte| matches!(byte, b']' | b'}')));
    whole.find(|whole| is_sound(whole)).map(|whole| (whole, whole.len()))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// What was read, with quotes where they are missing.
    mended: String,
    /// The first text that needed quotes.
    first: Option<Range<usize>>,
}

impl Reader<'_> {
    /// A list or a map, up to its last bracket; `None` where that is missing.
    fn collection(&mut self, depth: usize) -> Option<()> {
        let open = self.next().filter(|c| matches!(c, '[' | '{') && depth < DEPTH_LIMIT)?;
        let close = if open == '[' { ']' } else { '}' };
        self.take(1);
        loop {
            self.white();
            if self.next()? == close {
                self.take(1);
                return Some(());
            }
            if close == '}' {
                let rest = &self.text[self.at..];
                let key = key_length(rest).or_else(|| quoted_key_length(rest)).unwrap_or(0);
                self.take(key);
                self.white();
                if key == 0 && matches!(self.next()?, '[' | '{') {
                    return None;
                }
            }
            self.item(depth)?;
            self.white();
            match self.next()? {
                ',' => self.take(1),
                c if c != close => return None,
                _ => {}
            }
        }
    }

    fn item(&mut self, depth: usize) -> Option<()> {
        let before = (self.at, self.mended.len(), self.first.clone());
        let is_whole = match self.next()? {
            '[' | '{' => self.collection(depth + 1).is_some() && self.is_at_end(),
            '"' | '\'' => {
                let length = quoted_length(&self.text[self.at..]).unwrap_or(0);
                self.take(length);
                length > 0 && self.is_at_end()
            }
            _ => false,
        };
        if is_whole {
            return Some(());
        }
        self.at = before.0;
        self.mended.truncate(before.1);
        self.first = before.2;
        let end = self.end_of_text()?;
        let typed = self.text[self.at..end].trim_end();
        // Where a comment begins is told elsewhere.
        if typed.is_empty() || typed.starts_with('#') || typed.contains(" #") {
            return None;
        }
        if needs_quotes(typed) {
            self.first.get_or_insert(self.at..self.at + typed.len());
            self.mended.push_str(&quote(typed));
            self.at += typed.len();
        } else {
            self.take(typed.len());
        }
        Some(())
    }

    /// Where a text ends: at a comma or a bracket outside of brackets of its own. The comma of a number ends none.
    fn end_of_text(&self) -> Option<usize> {
        let mut open = 0usize;
        for (offset, c) in self.text[self.at..].char_indices() {
            let at = self.at + offset;
            match c {
                '[' | '{' => open += 1,
                ']' | '}' if open == 0 => return Some(at),
                ']' | '}' => open -= 1,
                ',' if open == 0 && !is_parting(self.text, at) => return Some(at),
                _ => {}
            }
        }
        None
    }

    fn next(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, length: usize) {
        self.mended.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    fn white(&mut self) {
        let rest = &self.text[self.at..];
        self.take(rest.len() - rest.trim_start_matches([' ', '\t']).len());
    }

    fn is_at_end(&self) -> bool {
        self.text[self.at..].trim_start().starts_with([',', ']', '}'])
    }
}

/// The length of the key between quotes that a text begins with, colon included.
fn quoted_key_length(text: &str) -> Option<usize> {
    let length = text.starts_with(['"', '\'']).then(|| quoted_length(text))??;
    text[length..].starts_with(':').then_some(length + 1)
}

/// Whether an unquoted text in brackets is read otherwise than as this text.
fn needs_quotes(text: &str) -> bool {
    let is_dash = text.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']));
    is_dash
        || text.starts_with(SIGNS)
        || text.starts_with(": ")
        || text.ends_with(':')
        || text.contains(['[', ']', '{', '}', ','])
        || text.contains(": ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostics::{Code, Notes, Source};

    fn line_of(text: &str) -> Option<String> {
        quoted(text, &Line::at(text, 0)).map(|quoted| quoted.line)
    }

    #[test]
    fn each_text_that_is_read_otherwise_stands_between_quotes() {
        for (typed, meant) in [
            ("- [a, ? b]", "- [a, \"? b\"]"),
            ("- {bullets: [a, b c {d}, e], x: y}", "- {bullets: [a, \"b c {d}\", e], x: y}"),
            ("- [Iron, [help](https://a.org) now, b]", "- [Iron, \"[help](https://a.org) now\", b]"),
            ("- [[help](https://a.org) now, b]", "- [\"[help](https://a.org) now\", b]"),
            ("- [a, -, - b, -c]", "- [a, \"-\", \"- b\", -c]"),
            ("- [a, \"b\" c, d]", "- [a, '\"b\" c', d]"),
            ("- {bullets: [a, b: c, 1,500 mg]}", "- {bullets: [a, \"b: c\", \"1,500 mg\"]}"),
            ("- {\"bullets\": [a, ? b], 'x-a': y}", "- {\"bullets\": [a, \"? b\"], 'x-a': y}"),
            ("rows: [[1, 2: 3], [\"a, b\", c]]", "rows: [[1, \"2: 3\"], [\"a, b\", c]]"),
        ] {
            assert_eq!(line_of(typed).as_deref(), Some(meant));
        }
        assert_eq!(closed_too_often("[a, [b]]] "), Some(("[a, [b]]", 8)));
        assert_eq!(closed_too_often("[a, [b]]").or(closed_too_often("[a]b]")), None);
        for sound in ["- [a, b]", "- {a: b, c: [d, 'e, f']}", "- [a, , b]", "- [a, b", "- [a #2, b]", "- a", "- [a] b"]
        {
            assert_eq!(line_of(sound), None, "{sound}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read(items in "- [\\[{]([-:?'\"\\[\\]{}*&!|>%@`, ~a-cé½“\t0-9]|: |a: |\"a\": |, ){0,30}[\\]}]") {
            if let Some(meant) = line_of(&items) {
                let mut notes = Notes::default();
                let source: Arc<Source> = Source::new("a.yaml", meant.clone().into_bytes()).expect("text");
                let tree = crate::yaml::parse(&source, &mut notes);
                notes.drain(|note| note.code == Code::DuplicateKey);
                prop_assert!(tree.is_some() && notes.is_empty(), "{items:?} is shown as {meant:?}: {:?}", notes.sorted());
            }
        }
    }
}
