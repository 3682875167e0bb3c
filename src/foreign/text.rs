//! Text strings outside of page contents.

/// A text string (7.9.2.2): UTF-16 or UTF-8 behind a mark, else PDFDocEncoding, of which we know what Latin-1 knows.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| document_encoding(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// PDFDocEncoding (annex D.2), which is Latin-1 but for two stretches.
fn document_encoding(byte: u8) -> char {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    let at = |table: &[char], first: u8| byte.checked_sub(first).and_then(|at| table.get(usize::from(at)).copied());
    at(&HIGH, 0x80).or_else(|| at(&LOW, 0x18).filter(|_| byte < 0x20)).unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_strings_come_in_three_encodings() {
        assert_eq!(text(b"Going home \x85"), "Going home –");
        assert_eq!(text(b"\xFE\xFF\x00\xC9\x00t\x00\xE9"), "Été");
        assert_eq!(text(b"\xFF\xFE\xC9\x00t\x00"), "Ét");
        assert_eq!(text(b"\xEF\xBB\xBF\xC3\x89t"), "Ét");
    }
}
