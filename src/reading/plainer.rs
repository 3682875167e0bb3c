//! Plainer words for hard ones, of medicine and of the office. Our own choice.

use std::cell::Cell;
use std::sync::LazyLock;

use super::endings::reaches;

/// A hard word, ` = ` and plainer words, a line each, in the order of the alphabet.
const PAIRS: &str = include_str!("plainer-words.txt");

/// The pairs, in the order of the hard words.
static TABLE: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| PAIRS.lines().filter_map(|line| line.split_once(" = ")).collect());

/// Plainer words for a hard English word, or for the one that it comes from by its ending; `None` where we have none. Of several
/// that it may come from, the first of the alphabet counts.
pub fn plainer(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase().replace('’', "'");
    let place = |known: &[u8]| TABLE.binary_search_by(|(hard, _)| hard.as_bytes().cmp(known)).ok();
    let found = place(word.as_bytes()).or_else(|| {
        let first = Cell::new(None);
        // All that it may come from are looked at.
        reaches(word.as_bytes(), &|known| {
            let found = [place(known), first.get()].into_iter().flatten().min();
            first.set(found);
            false
        });
        first.get()
    });
    found.map(|place| TABLE[place].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::is_common;

    #[test]
    fn many_hard_words_have_plainer_ones() {
        assert_eq!(plainer("Edema"), Some("swelling"));
        assert_eq!(plainer("utilized"), Some("use"));
        assert_eq!(plainer("physicians"), Some("doctor"));
        assert_eq!(plainer("chemotherapy"), None);
    }

    #[test]
    fn words_are_found_as_in_a_search_of_each_pair() {
        let pairs = || PAIRS.lines().filter_map(|line| line.split_once(" = "));
        let searched = |word: &str| {
            let exact = pairs().find(|(hard, _)| *hard == word);
            exact.or_else(|| pairs().find(|(hard, _)| reaches(word.as_bytes(), &|known| known == hard.as_bytes())))
        };
        for (hard, _) in pairs() {
            for ending in ["", "s", "es", "d", "ed", "ing", "ly", "'s", "s'", "'ll"] {
                for stem in [hard, &hard[..hard.len() - 1]] {
                    let word = format!("{stem}{ending}");
                    assert_eq!(plainer(&word), searched(&word).map(|(_, plain)| plain), "{word}");
                }
            }
        }
    }

    #[test]
    fn each_pair_is_of_a_hard_word_once_and_in_order() {
        let lines: Vec<&str> = PAIRS.lines().collect();
        assert!(lines.len() >= 150, "{}", lines.len());
        let mut wrong = Vec::new();
        for line in &lines {
            match line.split_once(" = ") {
                Some((hard, plain)) if !is_common(hard) && !plain.is_empty() => {}
                _ => wrong.push(*line),
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
        for pair in lines.windows(2) {
            let hard = |line: &str| line.split(" = ").next().unwrap_or_default().to_owned();
            assert!(hard(pair[0]) < hard(pair[1]), "{pair:?}");
        }
    }
}
