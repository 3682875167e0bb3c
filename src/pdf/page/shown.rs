//! The number of glyphs in a content stream, counted as a reader would.

/// Bytes in the strings that a content stream shows; strings in property lists are not shown.
pub(super) fn shown_bytes(content: &[u8]) -> usize {
    let (mut shown, mut dictionaries) = (0, 0usize);
    let mut bytes = content.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'(' => {
                let length = string_bytes(&mut bytes);
                shown += if dictionaries == 0 { length } else { 0 };
            }
            b'<' if bytes.as_slice().first() == Some(&b'<') => {
                dictionaries += 1;
                bytes.next();
            }
            b'>' if bytes.as_slice().first() == Some(&b'>') => {
                dictionaries = dictionaries.saturating_sub(1);
                bytes.next();
            }
            _ => {}
        }
    }
    shown
}

/// Bytes of the literal string that begins here (ISO 32000-1, 7.3.4.2), which is passed. Single bytes are escaped, by
/// themselves or as three octal digits; pairs of parentheses need no escape.
fn string_bytes(bytes: &mut std::slice::Iter<'_, u8>) -> usize {
    if let [byte, b')', rest @ ..] = bytes.as_slice()
        && !matches!(byte, b'\\' | b'(' | b')')
    {
        // Where a text runs from right to left each letter has a string.
        *bytes = rest.iter();
        return 1;
    }
    let (mut length, mut open) = (0, 1);
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                let escaped = if bytes.as_slice().first().is_some_and(u8::is_ascii_digit) { 3 } else { 1 };
                // An escape that breaks off ends the stream.
                *bytes = bytes.as_slice().get(escaped..).unwrap_or(&[]).iter();
            }
            b'(' => open += 1,
            b')' => {
                open -= 1;
                if open == 0 {
                    break;
                }
            }
            _ => {}
        }
        length += 1;
    }
    length
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
