//! Input files as text, and places in them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::{Code, Diagnostic};

/// Largest input file in bytes; the longest real articles are a fiftieth of it.
pub const SOURCE_LIMIT: usize = 3 * 1024 * 1024;

/// The text of one input file and the name it is shown under.
#[derive(Debug)]
pub struct Source {
    /// Path as the user would type it, with `/` between folders.
    pub name: String,
    /// Content without a byte order mark; spans are byte ranges of it.
    pub text: String,
    /// The byte behind each line end, ascending. Found when first asked for: a sound file may have one long line with very
    /// many values on it, and a faulty one very many mistakes, each of which asks for its line.
    line_starts: OnceLock<Vec<u32>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        (&self.name, &self.text) == (&other.name, &other.text)
    }
}

impl Eq for Source {}

/// A line and a column of a file, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Source {
    /// A file's content as text: UTF-8 with or without a byte order mark, at most [`SOURCE_LIMIT`] bytes.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Arc<Source>, Box<Diagnostic>> {
        let name = name.into();
        if bytes.len() > SOURCE_LIMIT {
            let message = format!("this file has {} bytes, more than any article needs", bytes.len());
            let start = Source::of(name, String::new());
            let hint = format!("files of up to {} MiB are read", SOURCE_LIMIT >> 20);
            return Err(Box::new(
                Diagnostic::new(Code::FileTooLarge, message).at(Arc::new(start).span(0..0)).hint(hint),
            ));
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                Ok(Arc::new(Source::of(name, text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))))
            }
            Err(error) => Err(Box::new(not_utf8(name, error))),
        }
    }

    /// Bytes `range` of this file, clamped to its content and widened to whole characters.
    pub fn span(self: &Arc<Self>, range: Range<usize>) -> Span {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end).max(start);
        Span { source: self.clone(), range: start..end }
    }

    fn of(name: String, text: String) -> Source {
        Source { name, text, line_starts: OnceLock::new() }
    }

    /// Line and column of a byte.
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte);
        let start = self.line_range(byte).start;
        Position { line: self.line_number(byte), column: 1 + self.text[start..byte].chars().count() }
    }

    /// The line that a byte is on, from 1.
    pub fn line_number(&self, byte: usize) -> usize {
        1 + self.line_starts().partition_point(|start| *start as usize <= byte)
    }

    /// The bytes of the line that holds `byte`, without its line end.
    pub fn line_range(&self, byte: usize) -> Range<usize> {
        let ends_before = self.line_number(byte) - 1;
        let starts = self.line_starts();
        let start = ends_before.checked_sub(1).map_or(0, |last| starts[last] as usize);
        let end = starts.get(ends_before).map_or(self.text.len(), |next| *next as usize - 1);
        let line = &self.text[start..end];
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// The line that holds `byte`, without its line end.
    pub fn line(&self, byte: usize) -> &str {
        &self.text[self.line_range(byte)]
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            // Files are at most SOURCE_LIMIT long, so that each fits.
            ends.map(|end| u32::try_from(end + 1).unwrap_or(u32::MAX)).collect()
        })
    }
}

fn not_utf8(name: String, error: std::string::FromUtf8Error) -> Diagnostic {
    let bad = error.utf8_error().valid_up_to();
    let byte = error.as_bytes().get(bad).copied().unwrap_or_default();
    let text = String::from_utf8_lossy(error.as_bytes());
    let (text, bad) = match text.strip_prefix('\u{FEFF}') {
        Some(rest) if bad >= 3 => (rest.to_owned(), bad - 3),
        _ => (text.into_owned(), bad),
    };
    let source = Arc::new(Source::of(name, text));
    if error.as_bytes().starts_with(b"\xFF\xFE") || error.as_bytes().starts_with(b"\xFE\xFF") {
        return Diagnostic::new(Code::InvalidUtf8, "this file is saved as UTF-16, not as UTF-8")
            .at(source.span(0..0))
            .hint("save the file with the encoding UTF-8 (in most editors: Save As, Encoding)");
    }
    Diagnostic::new(Code::InvalidUtf8, format!("byte {byte:#04x} here is not UTF-8, so this character cannot be read"))
        .at(source.span(bad..bad + 1))
        .hint("save the file with the encoding UTF-8 (in most editors: Save As, Encoding)")
}

/// A range of bytes in a [`Source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes of `source.text`; may be empty, never beyond the end.
    pub range: Range<usize>,
}

impl Span {
    /// Line and column of its first character.
    pub fn position(&self) -> Position {
        self.source.position(self.range.start)
    }

    /// Line and column behind its last character.
    pub fn end(&self) -> Position {
        self.source.position(self.range.end)
    }

    /// The line of its first character, from 1.
    pub fn line_number(&self) -> usize {
        self.source.line_number(self.range.start)
    }

    /// The characters it covers.
    pub fn text(&self) -> &str {
        self.source.text.get(self.range.clone()).unwrap_or_default()
    }

    /// From the start of this span to the end of `other`, in the same file.
    pub fn to(&self, other: &Span) -> Span {
        self.source.span(self.range.start..other.range.end.max(self.range.end))
    }
}
