//! Words that an article explains: hard ones before, known ones after.

use rustc_hash::FxHashSet;

use super::common::{LONGEST, lower};
use super::endings::reaches;
use super::word::Word;

/// Words of the longest term.
const LONGEST_TERM: usize = 4;
/// Bytes of the longest explanation between parentheses that is looked for.
const LONGEST_ASIDE: usize = 300;
/// Bytes to either side of a word in which the parentheses of a spelling are looked for.
const LONGEST_SPELLING: usize = 80;
/// Words of a definition that are looked at.
const DEFINITION: usize = 8;

/// Words that somebody knows: a clinic's patients, or who has read so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownWords(FxHashSet<Vec<u8>>);

impl KnownWords {
    /// Adds the words of a text, in all their forms.
    pub fn add(&mut self, text: &str) {
        for word in super::word::words(text) {
            self.add_word(&text[word.range]);
        }
    }

    fn add_word(&mut self, word: &str) {
        let Some(word) = lower(word, &mut [0; LONGEST]).map(<[u8]>::to_vec) else { return };
        if let Some(one) = word.strip_suffix(b"s").filter(|one| one.len() > 2) {
            self.0.insert(one.to_vec());
        }
        self.0.insert(word);
    }

    /// Whether a word is one of them, or comes from one by its ending.
    pub fn has(&self, word: &str) -> bool {
        let mut letters = [0; LONGEST];
        let lower = if self.0.is_empty() { None } else { lower(word, &mut letters) };
        lower.is_some_and(|word| reaches(word, &|word| self.0.contains(word)))
    }
}

/// A sentence of a text, its words, and which of them are hard.
pub(super) struct Sentence<'s> {
    pub text: &'s str,
    pub words: &'s [Word],
    pub is_hard: &'s [bool],
}

impl Sentence<'_> {
    /// Adds what the sentence explains: a term with an explanation between parentheses, or the other way round; a term
    /// behind "called" or "known as"; one that the sentence begins with and says what it is.
    pub fn explain(&self, known: &mut KnownWords) {
        let mut add = |words: std::ops::Range<usize>| {
            self.words[words].iter().for_each(|word| known.add_word(&self.text[word.range.clone()]));
        };
        for aside in
            self.asides().filter(|aside| self.words.get(aside.start).is_some_and(|word| !is_spoken(self.text, word)))
        {
            let term = self.run_before(aside.start);
            let hard = self.is_hard[aside.clone()].iter().filter(|hard| **hard).count();
            match aside.len() {
                // "Capecitabine (a chemotherapy pill)".
                2.. if !term.is_empty() && hard * 2 <= aside.len() => add(term),
                // "A low red blood cell count (anemia)".
                1..=LONGEST_TERM if term.is_empty() && aside.start >= 2 => add(aside),
                _ => {}
            }
        }
        for (index, word) in self.words.iter().enumerate() {
            // "A chemotherapy pill called capecitabine".
            if self.names(index, &self.text[word.range.clone()]) {
                add(self.run_from(index + 1));
            }
        }
        add(self.defined());
    }

    /// Whether a word says that a name follows.
    fn names(&self, index: usize, word: &str) -> bool {
        let before = || index.checked_sub(1).map(|before| &self.text[self.words[before].range.clone()]);
        matches!(word, "called" | "named" | "termed") || word == "as" && before() == Some("known")
    }

    /// The term that the sentence begins with, where "is", "are" or "means" and plainer words follow.
    fn defined(&self) -> std::ops::Range<usize> {
        let word = |index: usize| self.words.get(index).map(|word| &self.text[word.range.clone()]);
        let start = usize::from(word(0).is_some_and(|word| matches!(word, "A" | "An" | "The")));
        let term = self.run_from(start);
        let aside = self.asides().find(|aside| aside.start == term.end).unwrap_or(term.end..term.end);
        let is = word(aside.end).is_some_and(|word| matches!(word, "is" | "are" | "means" | "mean"));
        let said = self.is_hard.get(aside.end + 1..).unwrap_or_default();
        let said = &said[..said.len().min(DEFINITION)];
        let hard = said.iter().filter(|hard| **hard).count();
        if is && said.len() >= 3 && hard * 2 <= said.len() { term } else { 0..0 }
    }

    /// The words between each pair of parentheses.
    fn asides(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let end = self.words.last().map_or(0, |word| word.range.end);
        let start = self.words.first().map_or(0, |word| word.range.start);
        self.text[start..end].match_indices('(').filter_map(move |(open, _)| {
            let open = start + open;
            let until = self.text.floor_char_boundary((open + LONGEST_ASIDE).min(self.text.len()));
            let close = open + self.text[open..until].find(')')?;
            let from = self.words.partition_point(|word| word.range.start < open);
            let to = self.words.partition_point(|word| word.range.start < close);
            Some(from..to.max(from))
        })
    }

    /// The hard words side by side that end right before the parenthesis before a word.
    fn run_before(&self, end: usize) -> std::ops::Range<usize> {
        let mut start = end;
        while start > 0 && end - start < LONGEST_TERM && self.is_hard[start - 1] {
            let between = self.between(start - 1);
            if between != if start == end { "(" } else { "" } {
                break;
            }
            start -= 1;
        }
        start..end
    }

    /// The hard words side by side from a word on, behind an article.
    fn run_from(&self, start: usize) -> std::ops::Range<usize> {
        let word = self.words.get(start).map(|word| &self.text[word.range.clone()]);
        let start = start + usize::from(word.is_some_and(|word| matches!(word, "a" | "an" | "the")));
        let mut end = start;
        while end < self.words.len() && end - start < LONGEST_TERM && self.is_hard[end] {
            end += 1;
            if !self.between(end - 1).is_empty() {
                break;
            }
        }
        start.min(end)..end
    }

    /// What stands between a word and the next one, but for spaces and hyphens.
    fn between(&self, index: usize) -> &str {
        let next = self.words.get(index + 1).map_or(self.words[index].range.end, |word| word.range.start);
        self.text[self.words[index].range.end..next].trim_matches([' ', '-'])
    }
}

/// Whether a word stands between parentheses in a spelling of how something is spoken, such as `(kap-uh-SITE-uh-been)`: there
/// parts with hyphens between them stand, of which one is in capitals and another in small letters.
pub(super) fn is_spoken(text: &str, word: &Word) -> bool {
    let near = text.ceil_char_boundary(word.range.start.saturating_sub(LONGEST_SPELLING));
    let far = text.floor_char_boundary((word.range.end + LONGEST_SPELLING).min(text.len()));
    let Some(open) = text[near..word.range.start].rfind(['(', ')']).map(|at| near + at) else { return false };
    let Some(close) = text[word.range.end..far].find(['(', ')']).map(|at| word.range.end + at) else { return false };
    let is_inside = text[open..].starts_with('(') && text[close..].starts_with(')');
    is_inside && text[open + 1..close].split_whitespace().any(is_spelled)
}

/// `kap-uh-SITE-uh-been`.
fn is_spelled(spelling: &str) -> bool {
    let parts = || spelling.split('-').filter(|part| part.chars().all(char::is_alphabetic));
    let has_capitals = parts().any(|part| part.len() > 1 && part.chars().all(char::is_uppercase));
    spelling.contains('-')
        && has_capitals
        && parts().any(|part| !part.is_empty() && part.chars().all(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::is_common;
    use crate::reading::word::words;

    /// What is known of the words of `asked` after a sentence.
    fn known_after(text: &str, asked: &str) -> Vec<bool> {
        let words = words(text);
        let is_hard: Vec<bool> = words.iter().map(|word| !is_common(&text[word.range.clone()])).collect();
        let mut known = KnownWords::default();
        Sentence { text, words: &words, is_hard: &is_hard }.explain(&mut known);
        asked.split(' ').map(|word| known.has(word)).collect()
    }

    #[test]
    fn what_is_explained_once_is_known() {
        for (text, term) in [
            ("Take capecitabine (a chemotherapy pill) with food.", "capecitabine"),
            ("You may have peripheral neuropathy (numb or sore hands).", "neuropathy"),
            ("A low red blood cell count (anemia) makes you tired.", "anemia"),
            ("You get a chemotherapy pill called capecitabine.", "capecitabine"),
            ("The test is known as a colonoscopy.", "colonoscopies"),
            ("Capecitabine (kap-uh-SITE-uh-been) is chemotherapy in a tablet.", "Capecitabine"),
            ("Platelets are small parts of the blood that stop bleeding.", "platelet"),
            ("Ask Marisol Quintana (your nurse on the ward).", "Marisol Quintana"),
        ] {
            assert!(known_after(text, term).iter().all(|known| *known), "{text}");
        }
        for (text, term) in [
            ("Take capecitabine (Xeloda) with food.", "capecitabine"),
            ("Take capecitabine (kap-uh-SITE-uh-been) with food.", "capecitabine"),
            ("Take capecitabine with food (at noon).", "capecitabine"),
            ("Neutropenia is serious.", "neutropenia"),
            ("Pancytopenia (anemia, neutropenia, thrombocytopenia) may occur.", "pancytopenia"),
            ("Call if you have edema.", "edema"),
        ] {
            assert!(!known_after(text, term)[0], "{text}");
        }
    }

    #[test]
    fn a_spelling_of_how_a_word_is_spoken_has_no_hard_words() {
        let text = "Peripheral neuropathy (puh-RIF-er-ul new-ROP-uh-thee), a self-made (low-fat) pill (MRI)";
        let spoken: Vec<&str> =
            words(text).iter().filter(|word| is_spoken(text, word)).map(|word| &text[word.range.clone()]).collect();
        assert_eq!(spoken, ["puh", "RIF", "er", "ul", "new", "ROP", "uh", "thee"]);
    }
}
