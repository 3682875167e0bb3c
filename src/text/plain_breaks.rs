//! Where a line may end in a text of ordinary words: behind spaces, and behind hyphens and dashes between letters. Most texts are
//! such, and UAX 14 in full costs ten times as much.

use super::scripts::{Script, usual_letters};

/// What the rules of UAX 14 make of a character here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// SP
    Space,
    /// AL
    Letter,
    /// Hebrew (HL).
    Hebrew,
    /// NU
    Digit,
    /// Signs within words and numbers (IS).
    Infix,
    /// Signs that end a sentence or a part of it (EX).
    Ending,
    /// OP
    Opening,
    /// CP
    Closing,
    /// HY
    Hyphen,
    /// An en dash (BA).
    Dash,
    /// Signs behind a number (PO).
    Percent,
    /// An apostrophe (QU).
    Apostrophe,
    /// SY
    Slash,
}

/// The classes of ASCII characters: nearly all of a text.
static ASCII: [Option<Class>; 128] = {
    let mut classes = [None; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = ascii_class(byte);
        byte += 1;
    }
    classes
};

const fn ascii_class(byte: u8) -> Option<Class> {
    Some(match byte {
        b' ' => Class::Space,
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        b'.' | b',' | b':' | b';' => Class::Infix,
        b'!' | b'?' => Class::Ending,
        b'(' => Class::Opening,
        b')' => Class::Closing,
        b'-' => Class::Hyphen,
        b'%' => Class::Percent,
        b'\'' => Class::Apostrophe,
        b'/' => Class::Slash,
        _ => return None,
    })
}

/// The class of a character behind those of ASCII.
fn class(c: char) -> Option<Class> {
    Some(match c {
        'ء'..='ي' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' | 'Ạ'..='ỹ' | '•' => Class::Letter,
        'א'..='ת' => Class::Hebrew,
        '،' | '؛' | '؟' => Class::Ending,
        '–' => Class::Dash,
        '°' => Class::Percent,
        '’' => Class::Apostrophe,
        _ => return None,
    })
}

/// How many bytes at the start of a text are letters of the class of the one before them, in nearly all words.
fn letters(text: &[u8], is_ascii: bool, class: Class) -> usize {
    match class {
        Class::Letter if is_ascii => text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count(),
        Class::Letter => usual_letters(text, Script::Arabic),
        Class::Hebrew => usual_letters(text, Script::Hebrew),
        _ => 0,
    }
}

/// The break opportunities of UAX 14, ascending, the last of them the end of the text; `None` where other rules than those for
/// words, spaces and the signs beside them might have a say.
pub(super) fn opportunities(text: &str) -> Option<Vec<usize>> {
    use Class::{
        Apostrophe, Closing, Dash, Digit, Ending, Hebrew, Hyphen, Infix, Letter, Opening, Percent, Slash, Space,
    };
    let mut ends = Vec::with_capacity(text.len() / 4 + 1);
    let mut before = Letter;
    let mut next = 0;
    while let Some(byte) = text.as_bytes().get(next) {
        let at = next;
        let (class, length) = match byte {
            0..=0x7f => (ASCII[usize::from(*byte)]?, 1),
            _ => {
                let c = text[at..].chars().next()?;
                (class(c)?, c.len_utf8())
            }
        };
        next += length;
        next += letters(&text.as_bytes()[next..], byte.is_ascii(), class);
        match (before, class) {
            // Within a word (LB23, LB28).
            (Letter | Hebrew | Digit, Letter | Hebrew | Digit) => {}
            // Before a space (LB7), but of those behind a bracket or an apostrophe more is to be known.
            (Letter | Hebrew | Digit | Infix | Ending | Closing | Dash | Percent | Slash | Space, Space) => {}
            // Behind spaces (LB18).
            (Space, Letter | Hebrew | Digit | Opening | Dash) => ends.push(at),
            // Signs at the end of a word (LB13), and brackets around one (LB14, LB30).
            (Letter | Hebrew | Digit | Infix | Ending | Closing | Percent, Infix | Ending | Closing) => {}
            (Opening, Letter | Hebrew | Digit) | (Letter | Hebrew | Digit, Opening) => {}
            // Signs within a word (LB29), and apostrophes (LB19).
            (Infix, Letter | Hebrew) | (Letter | Hebrew | Digit, Apostrophe) => {}
            (Apostrophe, Letter | Hebrew | Digit) => {}
            // Signs of a number (LB25).
            (Infix | Hyphen, Digit) | (Digit, Percent) => {}
            // Slashes, as in addresses (LB13, LB21b, LB25).
            (Letter | Hebrew | Digit | Infix | Slash, Slash) | (Slash, Hebrew | Digit) => {}
            (Slash, Letter) => ends.push(at),
            // A hyphen or a dash within a word (LB21).
            (Letter | Digit, Hyphen | Dash) => {}
            (Hyphen, Letter) | (Dash, Letter | Digit) => ends.push(at),
            _ => return None,
        }
        before = class;
    }
    if !text.is_empty() {
        ends.push(text.len());
    }
    Some(ends)
}

#[cfg(test)]
mod tests {
    use icu_segmenter::LineSegmenter;
    use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};

    use super::*;

    #[test]
    fn plain_texts_break_as_uax_14_says() {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        let segmenter = LineSegmenter::new_for_non_complex_scripts(options);
        let alphabet = [' ', 'a', '7', 'é', 'ש', '.', '!', '،', ')', '(', '-', '–', '%', '’', '/'];
        let mut plain = 0;
        for number in 0..alphabet.len().pow(5) {
            let text: String =
                (0..5).map(|place| alphabet[number / alphabet.len().pow(place) % alphabet.len()]).collect();
            let Some(ours) = opportunities(&text) else { continue };
            plain += 1;
            let theirs: Vec<usize> = segmenter.segment_str(&text).filter(|at| *at > 0).collect();
            assert_eq!(ours, theirs, "{text:?}");
        }
        assert!(plain > 30_000, "{plain}");
    }

    #[test]
    fn all_that_is_plain_breaks_alike() {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        let segmenter = LineSegmenter::new_for_non_complex_scripts(options);
        let is_plain = |c: char| ASCII.get(c as usize).copied().unwrap_or_else(|| class(c)).is_some();
        for c in (' '..='\u{2fff}').filter(|c| is_plain(*c)) {
            for text in [
                format!("a{c}b {c}7{c} ש{c}ب. {c}"),
                format!("{c}{c} {c}."),
                format!("5{c} (ب{c})"),
                format!("{c}-{c}’a{c}.5"),
                format!("{c}–{c} –{c}% a-5{c}"),
                format!("a://{c}/5/{c}"),
            ] {
                let Some(ours) = opportunities(&text) else { continue };
                let theirs: Vec<usize> = segmenter.segment_str(&text).filter(|at| *at > 0).collect();
                assert_eq!(ours, theirs, "{text:?}");
            }
        }
    }
}
