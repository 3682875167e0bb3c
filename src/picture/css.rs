//! How the text of a style is split (CSS Syntax 3).

/// A value without `!important`, and whether that stands behind it.
pub(super) fn importance(value: &str) -> (&str, bool) {
    let value = value.trim();
    match value.rsplit_once('!') {
        Some((before, word)) if word.trim().eq_ignore_ascii_case("important") => (before.trim(), true),
        _ => (value, false),
    }
}

/// The text with blanks for comments, so that all else stays where it is.
pub(super) fn without_comments(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        let (before, comment) = rest.split_at(start);
        let end = comment.get(2..).and_then(|inner| inner.find("*/")).map_or(comment.len(), |end| end + 4);
        let (comment, behind) = comment.split_at(end);
        clean.push_str(before);
        clean.extend(comment.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = behind;
    }
    clean.push_str(rest);
    clean
}

/// How many bytes of white space stand at a place.
pub(super) fn blanks(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.len() - rest.trim_start().len()
}

/// Where one of some bytes stands outside of strings and brackets.
pub(super) fn find(text: &str, wanted: &[u8]) -> Option<usize> {
    let (mut quote, mut open) = (None, 0usize);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) => quote = (byte != mark).then_some(mark),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(' | b'[') => open += 1,
            (None, b')' | b']') => open = open.saturating_sub(1),
            (None, _) if open == 0 && wanted.contains(&byte) => return Some(at),
            (None, _) => {}
        }
    }
    None
}

/// How long a block in braces is, those inside it included, to the end of the text if it is not closed.
pub(super) fn block_end(text: &str) -> usize {
    let (mut quote, mut open) = (None, 0usize);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) => quote = (byte != mark).then_some(mark),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => open += 1,
            (None, b'}') => open = open.saturating_sub(1),
            (None, _) => {}
        }
        if open == 0 && byte == b'}' && quote.is_none() {
            return at + 1;
        }
    }
    text.len() + 1
}

/// Where the bracket closes that a text stands in.
pub(super) fn closing(text: &str) -> Option<usize> {
    let mut open = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => return Some(at),
            b')' => open -= 1,
            _ => {}
        }
    }
    None
}
