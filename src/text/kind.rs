//! Which way readers that go by place take each character to run.

use crate::language::is_alphanumeric;

/// How a reader that goes by place takes a character (poppler, UnicodeTypeTable.cc). Of several characters together, the first
/// kind here that one of them is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A letter read from right to left.
    Rightwards,
    /// A letter read from left to right, a digit, or a sign of numbers.
    Leftwards,
    /// Goes with what stands before it in reading.
    Neutral,
}

impl Kind {
    pub fn of(c: char) -> Kind {
        match c {
            ' ' => Kind::Neutral,
            'א'..='ת' | 'ء'..='ي' => Kind::Rightwards,
            _ if is_rightwards(c) => Kind::Rightwards,
            '#' | '$' | '%' | '+' | ',' | '-' | '.' | '/' | ':' | '\u{a0}' | '\u{a2}'..='\u{a5}' | '°' | '±' => {
                Kind::Leftwards
            }
            '\u{604}'..='\u{60c}' | '\u{659}'..='\u{66c}' | '\u{6f0}'..='\u{6f9}' => Kind::Leftwards,
            '\u{2030}'..='\u{2034}' | '\u{2044}' | '\u{207a}' | '\u{207b}' | '\u{208a}' | '\u{208b}' => Kind::Leftwards,
            '\u{20a0}'..='\u{20b1}' | '\u{2212}' | '\u{2213}' => Kind::Leftwards,
            '¼'..='¾' | '\u{610}'..='\u{615}' | '\u{64b}'..='\u{658}' | '\u{6d6}'..='\u{6ed}' => Kind::Neutral,
            '\u{7a6}'..='\u{7b0}' | '\u{8a0}'..='\u{8ff}' | '\u{2150}'..='\u{215f}' => Kind::Neutral,
            _ if is_alphanumeric(c) => Kind::Leftwards,
            _ => Kind::Neutral,
        }
    }
}

/// Whether a text has a character that is read from right to left.
pub fn has_rightwards(text: &str) -> bool {
    // In UTF-8 all of them begin with one of these bytes; few other characters do.
    !text.is_ascii() && text.bytes().any(|byte| matches!(byte, 0xd6..=0xde | 0xef)) && text.contains(is_rightwards)
}

/// Whether a character is a letter of a script that runs from right to left; its digits and marks are not.
pub fn is_rightwards(c: char) -> bool {
    matches!(c,
        '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}'..='\u{603}' | '\u{60d}' | '\u{61b}'..='\u{64a}'
        | '\u{66d}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{6dd}' | '\u{6e5}' | '\u{6e6}' | '\u{6ee}' | '\u{6ef}'
        | '\u{6fa}'..='\u{70d}' | '\u{710}' | '\u{712}'..='\u{72f}' | '\u{74b}'..='\u{7a5}' | '\u{7b1}'
        | '\u{fb1d}' | '\u{fb1f}'..='\u{fb28}' | '\u{fb2a}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdfc}'
        | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::is_usual_rightwards;

    #[test]
    fn letters_told_by_their_bytes_are_those_of_the_table() {
        for c in '\0'..=char::MAX {
            let usual = matches!(c, 'א'..='ת' | 'ء'..='ي');
            let mut bytes = [0; 4];
            let text: &str = c.encode_utf8(&mut bytes);
            let told = text.as_bytes().first_chunk().is_some_and(is_usual_rightwards);
            assert_eq!(told, usual, "{c:?}");
            assert!(!usual || Kind::of(c) == Kind::Rightwards, "{c:?}");
            assert_eq!(has_rightwards(text), is_rightwards(c), "{c:?}");
        }
    }
}
