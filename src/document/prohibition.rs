//! Items of `dont`: the words themselves forbid, so that whatever drops the cross before an item does not turn it into an
//! order to do what it warns of.

use super::words::own;
use super::{Inline, Words, edit};
use crate::language::Language;
use crate::locale::Locale;
use crate::prose::{self, Text, first_sentence};

/// Languages that begin nouns with a capital letter, so that it may be the word's own.
const CAPITAL_NOUNS: [&str; 4] = ["de", "gsw", "lb", "nds"];
/// The words of an item that forbids: "Do not stop at once" of "Stop at once". What the language puts behind what is
/// forbidden stands at the end of the first sentence: further ones give the reason.
///
/// A text in a language that readers of the document may not read is forbidden in its own.
pub(super) fn forbidding<'a>(text: &'a Text, locale: &Locale) -> Words<'a> {
    let foreign = text.language.as_ref().filter(|language| !locale.is_read_like(language));
    let spoken = foreign.map(|language| Locale::of(language.tag()).0);
    let spoken = spoken.as_ref().unwrap_or(locale);
    let (before, behind) = spoken.dont_item();
    let plain = text.plain();
    let mut inlines = Words::inlines_of(text, locale);
    if !behind.is_empty() {
        edit::insert(&mut inlines, first_sentence(&plain), forbids(behind));
    }
    if goes_on(&before)
        && let Some(small) = small_first(&plain, spoken.tag())
    {
        edit::replace_first(&mut inlines, small);
    }
    if !before.is_empty() {
        inlines.insert(0, forbids(before));
    }
    Words::in_language_of(text, inlines, locale)
}

/// Words that forbid stand out as the word "Do" does.
fn forbids<'a>(words: String) -> Inline<'a> {
    Inline::Strong(vec![own(words)])
}

/// Whether what follows these words goes on with their sentence.
fn goes_on(before: &str) -> bool {
    let before = before.trim_end();
    !before.is_empty() && !prose::is_lead_in(before) && !before.ends_with(['.', '!', '。', '！'])
}

/// Letters that stand for a number or a unit: letterlike symbols, number forms and letters in circles of Unicode.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2100}'..='\u{218F}' | '\u{2460}'..='\u{24FF}')
}

/// Whether a word of English can be spoken as one; letters beyond ASCII are taken for vowels.
fn has_vowel(word: &str) -> bool {
    word.contains(|c: char| !c.is_ascii() || "aeiouyAEIOUY".contains(c))
}

/// The small form of the letter that a text begins with, where its first word has a capital only because it is the first.
fn small_first(text: &str, tag: &str) -> Option<char> {
    let language = Language::parse(tag);
    let primary = language.as_ref().map_or("", Language::primary);
    let first = text.chars().next().filter(|c| c.is_uppercase())?;
    let word = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-')).next()?;
    let rest = &word[first.len_utf8()..];
    // An acronym, a name such as McNeil, a vitamin such as B12, a letter that stands for its shape such as X-ray.
    if rest.contains(|c: char| c.is_uppercase() || c.is_numeric()) || rest.starts_with('-') {
        return None;
    }
    if primary == "en" && first == 'I' && !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    // K is potassium, U a unit, Ⅳ a number and K (U+212A) a kelvin: only "A" is a word; Rx and Dr have no vowel, and are no words.
    if is_sign(first) || primary == "en" && (rest.is_empty() && !matches!(first, 'A' | 'O') || !has_vowel(word)) {
        return None;
    }
    let small = match (primary, first) {
        ("tr" | "az", 'I') => 'ı',
        ("tr" | "az", 'İ') => 'i',
        _ => {
            let mut small = first.to_lowercase();
            small.next().filter(|_| small.next().is_none())?
        }
    };
    (!CAPITAL_NOUNS.contains(&primary)).then_some(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, tag: &str) -> String {
        forbidding(&Text::from(text), &Locale::of(tag).0).plain()
    }

    #[test]
    fn an_item_forbids_by_its_own_words() {
        assert_eq!(
            said("Stop at once if you took it every day.", "en"),
            "Do not stop at once if you took it every day."
        );
        assert_eq!(said("A second dose.", "en-US"), "Do not a second dose.");
        // A language without labels of its own speaks English.
        assert_eq!(said("Stop.", "xx"), "Do not stop.");
        assert_eq!(said("Manejar con sueño.", "es-MX"), "No manejar con sueño.");
        assert_eq!(said("Alkohol trinken", "de"), "Nicht: Alkohol trinken");
        assert_eq!(said("吃柚子。", "zh-Hans"), "不要吃柚子。");
        assert!(goes_on("Մի՛ ") && !goes_on("ይህን አያድርጉ፦ ") && !goes_on(""));
    }

    #[test]
    fn a_capital_stays_where_it_belongs_to_the_word() {
        for text in
            ["NSAIDs with alcohol", "I", "I’ve", "B12 shots", "X-ray it", "MRIs", "5 tablets", "“Stop” it", "eat"]
        {
            assert_eq!(small_first(text, "en"), None, "{text}");
        }
        for text in ["K pills", "U", "C:\\temp", "Rx drugs", "N°5", "Ⅳ", "Ⓡ", "\u{212A}", "\u{2126}"] {
            assert_eq!(small_first(text, "en"), None, "{text}");
        }
        assert_eq!(small_first("Try", "en"), Some('t'));
        assert_eq!(small_first("Vlk", "cs"), Some('v'));
        assert_eq!(small_first("Alkohol trinken", "de"), None);
        assert_eq!(small_first("Éviter", "fr"), Some('é'));
        assert_eq!(small_first("Iki", "tr"), Some('ı'));
        assert_eq!(small_first("İki", "tr"), Some('i'));
        assert_eq!(small_first("不吃", "zh"), None);
        assert_eq!(small_first("لا", "ar"), None);
    }

    #[test]
    fn styled_words_keep_their_style() {
        let strong = |text: &str| crate::prose::Inline { text: text.into(), strong: true, ..Default::default() };
        let plain = |text: &str| crate::prose::Inline { text: text.into(), ..Default::default() };
        let text = Text { inlines: vec![strong("Stop"), plain(" at once.")], language: None };
        let words = forbidding(&text, &Locale::of("en").0);
        assert_eq!(words.plain(), "Do not stop at once.");
        let [Inline::Strong(before), Inline::Strong(stop), Inline::Stretch(_)] = words.inlines.as_slice() else {
            panic!("{words:?}")
        };
        assert!(matches!(&before[..], [Inline::Stretch(own)] if own.text == "Do not " && own.places.is_none()));
        assert!(matches!(&stop[..], [Inline::Stretch(typed)] if typed.text == "stop"));
    }
}
