//! The texts of an article as lints read them. What several lints want to know of a text is found out once.

use std::borrow::Cow;

use super::phrases::{self, Hit, Phrases};
use crate::article::{Article, Passage};

/// One text of an article.
pub(super) struct CheckedText<'a> {
    pub passage: Passage<'a>,
    /// Without markup.
    pub plain: Cow<'a, str>,
    /// Whether all of it is ASCII.
    pub is_ascii: bool,
    /// Whether a digit of ASCII stands in it.
    pub has_digit: bool,
    /// The phrases of our lists that stand in it.
    pub hits: Vec<Hit>,
}

/// Every text of an article, in reading order.
pub(super) fn texts(article: &Article) -> Vec<CheckedText<'_>> {
    let phrases = phrases::of(&article.language);
    article.passages().into_iter().map(|passage| CheckedText::new(passage, phrases)).collect()
}

impl<'a> CheckedText<'a> {
    fn new(passage: Passage<'a>, phrases: Option<&Phrases>) -> CheckedText<'a> {
        let plain = passage.text.as_plain();
        let hits = phrases.map_or_else(Vec::new, |phrases| phrases.find(&plain));
        let has_digit = plain.bytes().any(|byte| byte.is_ascii_digit());
        CheckedText { passage, is_ascii: plain.is_ascii(), has_digit, hits, plain }
    }
}

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
