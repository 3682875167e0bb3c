//! The number of glyphs in a content stream, counted as a reader would.

/// Bytes in the strings that a content stream shows; strings in property lists are not shown.
pub(super) fn shown_bytes(content: &[u8]) -> usize {
    let (mut shown, mut dictionaries) = (0, 0usize);
    let mut rest = content;
    while let Some(at) = rest.iter().position(|byte| CLASSES[usize::from(*byte)] & OUTSIDE != 0) {
        let (byte, behind) = (rest[at], &rest[at + 1..]);
        rest = behind;
        match byte {
            b'(' => {
                let (length, behind) = string_bytes(behind);
                shown += if dictionaries == 0 { length } else { 0 };
                rest = behind;
            }
            b'<' if behind.first() == Some(&b'<') => {
                dictionaries += 1;
                rest = &behind[1..];
            }
            b'>' if behind.first() == Some(&b'>') => {
                dictionaries = dictionaries.saturating_sub(1);
                rest = &behind[1..];
            }
            _ => {}
        }
    }
    shown
}

/// Class of a byte that means something outside of strings.
const OUTSIDE: u8 = 1;

/// Class of a byte that means something within a string.
const WITHIN: u8 = 2;

/// The classes of all bytes: most mean nothing, and are passed by a look at this table.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    classes[b'(' as usize] = OUTSIDE | WITHIN;
    classes[b'<' as usize] = OUTSIDE;
    classes[b'>' as usize] = OUTSIDE;
    classes[b'\\' as usize] = WITHIN;
    classes[b')' as usize] = WITHIN;
    classes
};

/// Bytes of the literal string that begins here (ISO 32000-1, 7.3.4.2), and what follows it. Single bytes are escaped, by
/// themselves or as three octal digits; pairs of parentheses need no escape.
fn string_bytes(string: &[u8]) -> (usize, &[u8]) {
    let (mut length, mut open) = (0, 1);
    let mut rest = string;
    while let Some(at) = rest.iter().position(|byte| CLASSES[usize::from(*byte)] & WITHIN != 0) {
        let (byte, behind) = (rest[at], &rest[at + 1..]);
        length += at;
        rest = behind;
        match byte {
            b'\\' => {
                let escaped = if behind.first().is_some_and(u8::is_ascii_digit) { 3 } else { 1 };
                // An escape that breaks off ends the stream.
                rest = behind.get(escaped..).unwrap_or(&[]);
            }
            b'(' => open += 1,
            _ => {
                open -= 1;
                if open == 0 {
                    return (length, rest);
                }
            }
        }
        length += 1;
    }
    (length + rest.len(), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_bytes_are_counted_as_a_reader_would() {
        assert_eq!(shown_bytes(b"BT [(\0a\0b) -12 (\0\\()] TJ (\0\\\\) Tj ET"), 8);
        assert_eq!(shown_bytes(b"BT [(\0\\211\0b)-12(\0\\r)]TJ ET"), 6);
        assert_eq!(shown_bytes(b"/Span <</ActualText(a(b)\\)c)>> BDC (\0(\0)) Tj EMC"), 4);
        assert_eq!(shown_bytes(b""), 0);
    }
}
