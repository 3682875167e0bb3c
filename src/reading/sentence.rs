//! Cuts a text into sentences.
//!
//! As in UAX 29 a sentence ends at its mark and the signs that close behind it, where white space or nothing follows and
//! what follows begins with no small letter. Besides, a point behind an abbreviation, an initial or the number of an
//! item ends none.

use std::ops::Range;

use crate::language::usual_rightwards;

/// Abbreviations, in small letters, behind which a sentence goes on even before a capital.
const GO_ON: [&str; 33] = [
    "approx", "aprox", "av", "dr", "dra", "e.g", "ej", "fig", "figs", "gral", "i.e", "ing", "lic", "mr", "mrs", "ms",
    "mx", "n.º", "nro", "núm", "p.ej", "prof", "profa", "pág", "págs", "sr", "sra", "srta", "st", "tel", "ud", "uds",
    "vs",
];
/// Marks that end a sentence in other scripts, whatever follows.
const OTHER_ENDS: [char; 12] = ['。', '！', '？', '．', '।', '॥', '۔', '؟', '።', '။', '։', '\u{1362}'];

/// The sentences of a paragraph, as bytes without white space at their ends.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(step) = text.as_bytes()[from..].iter().position(|byte| MAY_BEGIN_MARK[usize::from(*byte)]) {
        let at = from + step;
        let letters = usual_rightwards(&text.as_bytes()[at..]);
        if letters > 0 {
            from = at + letters;
            continue;
        }
        let Some(mark) = text[at..].chars().next() else { break };
        from = at + mark.len_utf8();
        if !mark.is_ascii() && mark != '…' && !OTHER_ENDS.contains(&mark) {
            continue;
        }
        match end_of_sentence(text, start, at, mark) {
            Ok(end) => {
                push(text, start..end, &mut sentences);
                start = end;
                from = from.max(end);
            }
            Err(next) => from = from.max(next),
        }
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

/// Whether a byte is a mark of ASCII, or the first one of a character beyond ASCII.
static MAY_BEGIN_MARK: [bool; 256] = {
    let mut may_begin = [false; 256];
    may_begin[b'.' as usize] = true;
    may_begin[b'!' as usize] = true;
    may_begin[b'?' as usize] = true;
    let mut byte = 0xC0;
    while byte < 256 {
        may_begin[byte] = true;
        byte += 1;
    }
    may_begin
};

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let sentence = &text[range.clone()];
    let start = range.start + sentence.len() - sentence.trim_start().len();
    let end = start + sentence.trim().len();
    if end > start {
        sentences.push(start..end);
    }
}

/// The byte behind the sentence that a mark ends, with what closes behind it. Where it ends none, the byte before which no
/// further mark does: those of a row, as in "wait ... then", are looked at together.
fn end_of_sentence(text: &str, start: usize, at: usize, mark: char) -> Result<usize, usize> {
    let behind = &text[at + mark.len_utf8()..];
    if OTHER_ENDS.contains(&mark) {
        return Ok(text.len() - behind.len());
    }
    let rest = behind.trim_start_matches(['.', '!', '?', ')', ']', '"', '”', '’', '»']);
    let end = text.len() - rest.len();
    let next = rest.trim_start();
    if next.len() == rest.len() && !rest.is_empty() {
        return Err(end);
    }
    let next = next.trim_start_matches(['(', '[', '"', '“', '‘', '«', '¿', '¡']);
    match mark {
        _ if next.is_empty() => Ok(end),
        _ if next.starts_with(char::is_lowercase) => Err(end),
        '.' if is_inside(&text[start..at], next) => Err(at + 1),
        _ => Ok(end),
    }
}

/// Whether the point behind these words stands inside a sentence that goes on with `next`.
fn is_inside(before: &str, next: &str) -> bool {
    let is_outside = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '-' | '/');
    let from = before.rfind(is_outside).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let word = &before[from..];
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        // "9 p. m. Then"; "J. Smith", but "vitamin C. Then".
        (Some('m'), None) => false,
        (Some(letter), None) if letter.is_alphabetic() => !is_named_by_letter(&before[..from]),
        // "1. Wash" at the start of a sentence.
        _ if word.bytes().all(|byte| byte.is_ascii_digit()) => from == 0,
        // "No. 5".
        _ if word.eq_ignore_ascii_case("no") => next.starts_with(|c: char| c.is_ascii_digit()),
        // "U.S. Food", but "9 p.m. Then".
        _ if word.len() == 3 && word.as_bytes()[1] == b'.' && word.starts_with(char::is_uppercase) => true,
        _ => word.len() <= 6 && GO_ON.contains(&word.to_lowercase().as_str()),
    }
}

/// Whether these words end in one that a letter may follow as its name: "hepatitis", "vitamin", "step".
fn is_named_by_letter(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    last.len() > 2 && last.chars().all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_their_marks_and_nowhere_else() {
        for text in [
            "Rest.|Drink water.",
            "Call Dr. Lee or Mrs. Cho today.|Do not wait!",
            "Take 0.5 mg at 9 a.m. or later.|Then eat.",
            "Take it at 9 p.m.|Then eat.",
            "Tómela a las 9 p. m.|Luego coma.",
            "Llame a la Dra. Ruiz.|¿Tiene fiebre?|Llame.",
            "Say “no.”|Then go.",
            "“Stop!” she said.|He did (at once).|All was well.",
            "Eat fruit, e.g. Gala apples.|Drink.",
            "Take vitamin C.|Ask J. Smith of the U.S. Food and Drug Administration.",
            "1. Wash your hands on day 1.|Then dry them.",
            "See No. 5.|Or say no.|Yes.",
            "Wait...|Then call.",
            "Wait ... then call.|Name......x.|Rest.",
            "不要吃。|会有害。",
            "اشرب الماء.|هل أنت بخير؟|نعم…|لا.",
            "Fever, chills, etc. may come",
            "No mark at all",
        ] {
            let whole = text.replace('|', " ");
            let found: Vec<&str> = sentences(&whole).into_iter().map(|range| &whole[range]).collect();
            let expected: Vec<&str> = text.split('|').collect();
            assert_eq!(found, expected);
        }
        assert!(sentences("  ").is_empty());
    }
}
