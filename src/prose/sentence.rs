//! Where a sentence ends.

/// Marks that end a sentence wherever they stand.
const ENDS: [char; 14] = ['。', '！', '？', '．', '।', '॥', '۔', '؟', '።', '။', '។', '։', '\u{1362}', '…'];

/// The byte before the mark that ends the first sentence of a text; its end, without white space, where there is none. A
/// colon at the end of a text is such a mark.
///
/// A full stop ends a sentence only before white space, and neither behind a single letter ("p. m.") nor before a small one.
pub fn first_sentence(text: &str) -> usize {
    let end = text.trim_end().len();
    for (at, mark) in text[..end].char_indices() {
        let rest = &text[at + mark.len_utf8()..end];
        if ENDS.contains(&mark) || is_stop(&text[..at], mark, rest) {
            return text[..at].trim_end().len();
        }
    }
    text[..end].trim_end_matches([':', '：', '៖', '՝', '፦', '፥']).trim_end().len()
}

fn is_stop(before: &str, mark: char, rest: &str) -> bool {
    let rest = rest.trim_start_matches(['"', '”', '’', '»', ')']);
    if !matches!(mark, '.' | '!' | '?')
        || before.is_empty()
        || !(rest.is_empty() || rest.starts_with(char::is_whitespace))
    {
        return false;
    }
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_initial = mark == '.' && word.chars().count() == 1 && word.contains(char::is_alphabetic);
    let goes_on = rest.trim_start().starts_with(char::is_lowercase);
    rest.trim().is_empty() || !is_initial && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_at_its_mark() {
        for (text, first) in [
            ("Stop it. It harms.", "Stop it"),
            ("Stop it", "Stop it"),
            ("Take 0.5 mg at 9 p. m. or later. Call.", "Take 0.5 mg at 9 p. m. or later"),
            ("Eat these: ", "Eat these"),
            ("Say “no.” Then go.", "Say “no"),
            ("不要吃柚子。会有害。", "不要吃柚子"),
            ("दूध पीना। यह", "दूध पीना"),
            ("پانی پینا۔", "پانی پینا"),
            ("...", ".."),
            ("", ""),
        ] {
            assert_eq!(&text[..first_sentence(text)], first, "{text}");
        }
    }
}
