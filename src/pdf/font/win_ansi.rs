//! WinAnsiEncoding (ISO 32000-1, annex D): one byte a character, which every reader knows by heart.

/// The characters of the codes from 0x80 to 0x9F; `\0` for those that have none.
const UPPER_CONTROLS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', //
    '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The code of a character. None for the no-break space and the soft hyphen: readers take their codes for a space and a
/// hyphen.
pub(super) fn code(character: char) -> Option<u8> {
    match character {
        ' '..='~' | '¡'..='¬' | '®'..='ÿ' => u8::try_from(u32::from(character)).ok(),
        _ => {
            let index = UPPER_CONTROLS.iter().position(|known| *known == character && character != '\0')?;
            u8::try_from(0x80 + index).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_annex_d() {
        for (character, expected) in [(' ', 0o40), ('A', 0o101), ('~', 0o176), ('•', 0o225), ('’', 0o222), ('é', 0o351)]
        {
            assert_eq!(code(character), Some(expected), "{character}");
        }
        assert_eq!((code('€'), code('Ÿ'), code('ÿ')), (Some(0o200), Some(0o237), Some(0o377)));
        for character in ['\0', '\u{7F}', '\u{81}', '\u{A0}', '\u{AD}', '≤', 'ą'] {
            assert_eq!(code(character), None, "{character:?}");
        }
    }
}
