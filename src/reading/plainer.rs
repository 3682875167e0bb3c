//! Plainer words for hard ones, of medicine and of the office. Our own choice.

use super::endings::reaches;

/// A hard word, ` = ` and plainer words, a line each, in the order of the alphabet.
const PAIRS: &str = include_str!("plainer-words.txt");

/// Plainer words for a hard English word, or for the one that it comes from by its ending; `None` where we have none.
pub fn plainer(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase().replace('’', "'");
    let pairs = || PAIRS.lines().filter_map(|line| line.split_once(" = "));
    let exact = pairs().find(|(hard, _)| *hard == word);
    let found = exact.or_else(|| pairs().find(|(hard, _)| reaches(word.as_bytes(), &|known| known == hard.as_bytes())));
    found.map(|(_, plain)| plain)
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
