//! The texts of an article as lints read them. What several lints want to know of a text is found out once.

use std::borrow::Cow;

use super::phrases::{self, Hit, Phrases};
use crate::article::{Article, Block, Passage, passages_of};

/// One text of an article.
pub(super) struct CheckedText<'a> {
    pub passage: Passage<'a>,
    /// Without markup.
    pub plain: Cow<'a, str>,
    /// Whether all of it is ASCII.
    pub is_ascii: bool,
    /// Whether a digit of ASCII stands in it.
    pub has_digit: bool,
    /// Whether a digit or another sign stands in it without which no mark of a list is written.
    pub has_mark: bool,
    /// The phrases of our lists that stand in it.
    pub hits: Vec<Hit>,
}

/// Every text of an article, in reading order.
pub(super) fn texts(article: &Article) -> Vec<CheckedText<'_>> {
    let phrases = phrases::of(&article.language);
    article.passages().into_iter().map(|passage| CheckedText::new(passage, phrases)).collect()
}

/// Every text of blocks that stand in no article, in reading order. No phrases are looked for in them.
pub(super) fn texts_of(blocks: &[Block]) -> Vec<CheckedText<'_>> {
    passages_of(blocks).into_iter().map(|passage| CheckedText::new(passage, None)).collect()
}

impl<'a> CheckedText<'a> {
    fn new(passage: Passage<'a>, phrases: Option<&Phrases>) -> CheckedText<'a> {
        let plain = passage.text.as_plain();
        let hits = phrases.map_or_else(Vec::new, |phrases| phrases.find(&plain));
        let classes = plain.bytes().fold(0, |classes, byte| classes | CLASSES[usize::from(byte)]);
        let has = |class: u8| classes & class > 0;
        CheckedText {
            passage,
            is_ascii: !has(BEYOND_ASCII),
            has_digit: has(DIGIT),
            has_mark: has(DIGIT | MARK | BEYOND_ASCII),
            hits,
            plain,
        }
    }
}

const DIGIT: u8 = 1;
/// Brackets that close behind the number of an item, dashes and stars.
const MARK: u8 = 2;
const BEYOND_ASCII: u8 = 4;

/// The classes of each byte: most lints need not look at a text in which no byte is of theirs.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b')' | b'-' | b'*' => MARK,
            0x80.. => BEYOND_ASCII,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::diagnostics::Notes;
    use crate::language::Language;
    use crate::prose::Text;
    use crate::site::Site;

    /// However many phrases and lints there are, and whatever is found: each byte of a text is walked once for all of them.
    #[test]
    fn a_text_is_walked_once_for_all_phrases() {
        let day = date(2026, 11, 26);
        for repeated in [1, 10, 100] {
            let mut article = Article::new("a", Language::english(), Text::from("Ports"), (day, day));
            let text = "Take 2 pills twice a day, in the morning and evening; for more, click here. ".repeat(repeated);
            article.summary.push(Text::from(text.as_str()));
            phrases::WALKED.set(0);
            let mut notes = Notes::default();
            crate::check::article(&article, &Site::default(), &mut notes);
            assert_eq!(phrases::WALKED.get(), "Ports".len() + text.len());
            assert!(texts(&article)[1].hits.len() == 3, "each phrase once");
        }
    }
}
