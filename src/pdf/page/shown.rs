//! The number of glyphs in a content stream, counted as a reader would.

/// Bytes in the strings that a content stream shows; strings in property lists are not shown.
pub(super) fn shown_bytes(content: &[u8]) -> usize {
    let (mut shown, mut dictionaries) = (0, 0usize);
    let mut bytes = content.iter();
    while let Some(&byte) = bytes.next() {
        if CLASSES[usize::from(byte)] & OUTSIDE == 0 {
            continue;
        }
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

/// Bytes of the literal string that begins here (ISO 32000-1, 7.3.4.2), which is passed. Single bytes are escaped, by
/// themselves or as three octal digits; pairs of parentheses need no escape.
fn string_bytes(bytes: &mut std::slice::Iter<'_, u8>) -> usize {
    // Those of escapes that are not shown themselves, and the last parenthesis.
    let mut hidden = 0;
    let (most, mut open) = (bytes.len(), 1);
    while let Some(&byte) = bytes.next() {
        if CLASSES[usize::from(byte)] & WITHIN == 0 {
            continue;
        }
        match byte {
            b'\\' => {
                let escaped = if bytes.as_slice().first().is_some_and(u8::is_ascii_digit) { 3 } else { 1 };
                // An escape that breaks off ends the stream.
                let behind = bytes.as_slice().get(escaped..).unwrap_or(&[]);
                hidden += bytes.len() - behind.len();
                *bytes = behind.iter();
            }
            b'(' => open += 1,
            _ => {
                open -= 1;
                if open == 0 {
                    hidden += 1;
                    break;
                }
            }
        }
    }
    most - bytes.len() - hidden
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
