//! The phrases that lints look for. However many they are, a text is walked once for all of them: they stand in one automaton
//! (Aho and Corasick), which is made once in a run for each language, when its first article is checked.

mod clicks;
mod schedules;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::packed::Searcher;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};

use super::languages::{is_among, words_of};
use crate::language::{Language, is_caseless_beyond_ascii};
use clicks::CLICKS;
use schedules::NAMES;
pub(super) use schedules::Names;

/// What a phrase is looked for as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It asks for a click: whole words in a script with spaces, and not between quotes, where it is spoken of.
    Click,
    /// It names two doses a day by times of day.
    Times,
    /// It names them by their number, or by the hours between them.
    Count,
}

/// A phrase that stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub kind: Kind,
    /// In small letters.
    pub phrase: &'static str,
    /// Its bytes in the text; those of the whole text where its letters have other lengths when they are small.
    pub range: Range<usize>,
    /// Where it stands among the phrases of its kind.
    pub order: usize,
    /// Its first byte in the text in small letters.
    pub start: usize,
}

#[cfg(test)]
thread_local! {
    /// How many bytes of texts were walked to find phrases.
    pub(super) static WALKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The phrases of one language.
pub(super) struct Phrases {
    automaton: AhoCorasick,
    /// Tells, many bytes at a time, whether one of them stands in a text in small letters, which is so in few; `None`
    /// where the processor cannot do that, or where there are too many phrases for it.
    searcher: Option<Searcher>,
    /// Of each pattern of the automaton.
    list: Vec<(Kind, &'static str)>,
}

/// The phrases of a language; `None` where we have none.
pub(super) fn of(language: &Language) -> Option<&'static Phrases> {
    static PHRASES: [OnceLock<Phrases>; CLICKS.len()] = [const { OnceLock::new() }; CLICKS.len()];
    let index = CLICKS.iter().position(|(languages, _)| is_among(languages, language))?;
    Some(PHRASES[index].get_or_init(|| Phrases::new(CLICKS[index].1, schedules(language))))
}

/// How a schedule of two doses a day is named in a language.
pub(super) fn schedules(language: &Language) -> Option<&'static Names> {
    NAMES.iter().find(|names| names.language == language.primary())
}

/// The phrases that ask for a click, in a language.
pub(super) fn clicks(language: &Language) -> &'static [&'static str] {
    words_of(&CLICKS, language)
}

impl Phrases {
    fn new(clicks: &'static [&'static str], schedules: Option<&'static Names>) -> Phrases {
        let mut list: Vec<(Kind, &'static str)> = clicks.iter().map(|phrase| (Kind::Click, *phrase)).collect();
        if let Some(names) = schedules {
            list.extend(names.times.iter().map(|phrase| (Kind::Times, *phrase)));
            list.extend(names.counts.iter().map(|phrase| (Kind::Count, *phrase)));
        }
        // It takes a tenth of the time that a table for every byte takes to make, which is half of checking one article.
        let mut builder = AhoCorasickBuilder::new();
        builder.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::ContiguousNFA)).prefilter(false);
        let automaton = builder.build(list.iter().map(|(_, phrase)| *phrase));
        let automaton = automaton.expect("a few short phrases fit into an automaton");
        Phrases { automaton, searcher: Searcher::new(list.iter().map(|(_, phrase)| *phrase)), list }
    }

    /// Where each phrase first stands in a text, in any letter case.
    pub(super) fn find(&self, text: &str) -> Vec<Hit> {
        #[cfg(test)]
        WALKED.set(WALKED.get() + text.len());
        let mut hits: Vec<Hit> = Vec::new();
        let small = small(text);
        if self.searcher.as_ref().is_some_and(|searcher| searcher.find(small.to_ascii_lowercase()).is_none()) {
            return hits;
        }
        for found in self.automaton.find_overlapping_iter(small.as_ref()) {
            let order = found.pattern().as_usize();
            let (kind, phrase) = self.list[order];
            let is_new = hits.iter().all(|hit| hit.order != order);
            let is_meant = match kind {
                Kind::Click => is_asked(&small, found.range(), phrase),
                Kind::Times | Kind::Count => is_whole(&small, found.range(), phrase),
            };
            if is_new && is_meant {
                // A letter may be longer when it is small.
                let range = if small.len() == text.len() { found.range() } else { 0..text.len() };
                hits.push(Hit { kind, phrase, range, order, start: found.start() });
            }
        }
        hits
    }
}

/// The first hit of a kind in a text.
pub(super) fn first_in_text(hits: &[Hit], kind: Kind) -> Option<&Hit> {
    hits.iter().filter(|hit| hit.kind == kind).min_by_key(|hit| (hit.start, hit.phrase))
}

/// The hit of a kind whose phrase stands first in our list.
pub(super) fn first_in_list(hits: &[Hit], kind: Kind) -> Option<&Hit> {
    hits.iter().filter(|hit| hit.kind == kind).min_by_key(|hit| hit.order)
}

/// Whether a phrase stands at a place as whole words and whole numbers: "2 times a day" is no part of "12 times a day", nor
/// of "1.2" or "1–2 times a day". In a script without spaces, whether its letters stand there.
pub(super) fn is_whole(text: &str, range: Range<usize>, phrase: &str) -> bool {
    let before = &text[..range.start];
    let goes_on = before.ends_with(char::is_alphanumeric) || text[range.end..].starts_with(char::is_alphanumeric);
    let joined =
        before.strip_suffix(['.', ',', '-', '–', '/', '⁄', '\'']).is_some_and(|rest| rest.ends_with(char::is_numeric));
    phrase.chars().any(|c| c >= '\u{E00}') || !(goes_on || joined && phrase.starts_with(char::is_numeric))
}

/// Whether a phrase that asks for a click stands at a place as whole words, and not between quotes, where it is spoken of
/// and nobody is asked; of a script without spaces, whether its letters stand there.
fn is_asked(text: &str, range: Range<usize>, phrase: &str) -> bool {
    let is_spaced = phrase.chars().all(|c| c < '\u{E00}');
    let is_word = !text[..range.start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '«' | '„'))
        && !text[range.end..].starts_with(char::is_alphanumeric);
    is_word || !is_spaced
}

/// A text in small letters, but for those of ASCII, whose case the automaton passes over.
fn small(text: &str) -> Cow<'_, str> {
    match is_caseless_beyond_ascii(text) || !text.chars().any(has_small_one) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.to_lowercase()),
    }
}

/// Whether a character beyond ASCII has another one for its small letter.
fn has_small_one(c: char) -> bool {
    !is_without_case(c) && !c.to_lowercase().eq([c])
}

/// ASCII, and the scripts from Hebrew to Burmese, of Korea, Ethiopia, China and Japan, and general punctuation.
fn is_without_case(c: char) -> bool {
    matches!(c, '\0'..='\x7F' | '\u{590}'..='\u{109F}' | '\u{1100}'..='\u{139F}' | '\u{2000}'..='\u{20FF}'
        | '\u{3000}'..='\u{A63F}' | '\u{AC00}'..='\u{FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> &'static Phrases {
        of(&Language::english()).expect("it has phrases")
    }

    #[test]
    fn phrases_are_found_in_any_case_at_their_place() {
        let text = "For more, CLICK Here, twice a day.";
        let hits = english().find(text);
        let shown: Vec<(Kind, &str)> = hits.iter().map(|hit| (hit.kind, &text[hit.range.clone()])).collect();
        assert_eq!(shown, [(Kind::Click, "CLICK Here"), (Kind::Count, "twice a day")]);
        assert!(english().find("Write “click here”, or clicks click hereafter.").is_empty());
        let spanish = of(&Language::parse("es-MX").expect("a tag")).expect("it has phrases");
        assert_eq!(spanish.find("PULSE AQUÍ")[0].range, 0..11);
        // The small letter is two bytes longer than the capital: its place is not known.
        assert_eq!(spanish.find("İİ pulse aquí")[0].range, 0..16);
    }

    #[test]
    fn a_schedule_is_named_by_whole_words_and_numbers() {
        let found = |text: &str| english().find(text).iter().map(|hit| hit.phrase).collect::<Vec<_>>();
        for text in
            ["Take it 12 times a day.", "1–2 times a day", "1.2 times a day", "every 12 hoursx", "½2 times a day"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(found("12 times a day, then 2 times a day"), ["2 times a day"]);
        assert_eq!(found("Take it (2 times a day)."), ["2 times a day"]);
        assert_eq!(found("One tablet,2 times a day"), ["2 times a day"]);
    }

    #[test]
    fn every_language_of_a_schedule_has_phrases() {
        for names in &NAMES {
            assert!(CLICKS.iter().any(|(languages, _)| languages.split(' ').any(|one| one == names.language)));
        }
    }

    /// What is looked for is in small letters, and what is passed over has none.
    #[test]
    fn case_is_told_where_there_is_one() {
        for c in ('\u{80}'..=char::MAX).filter(|c| is_without_case(*c)) {
            assert!(c.to_lowercase().eq([c]), "{c}");
        }
        for (_, phrases) in CLICKS {
            phrases.iter().for_each(|phrase| assert_eq!(phrase.to_lowercase(), *phrase));
        }
    }
}
