//! "Did you mean": the nearest of several words.

/// Letters of the longest word that is compared.
const LONGEST_WORD: usize = 60;
/// What it costs to compare two words letter by letter, where to glance at one costs 1.
const COMPARISON: usize = 100;

/// How much work may still be spent on finding near words. A file with thousands of citations that name none of its
/// thousands of references would otherwise be compared millions of times, for hints that nobody reads.
#[derive(Debug)]
pub struct Patience(usize);

impl Patience {
    /// For one file: two hundred thousand glances, or two thousand comparisons. Thirty mistyped citations of sixty
    /// references take no more.
    pub fn of_a_file() -> Patience {
        Patience(200_000)
    }

    /// `None` where less is left than that.
    fn pay(&mut self, cost: usize) -> Option<()> {
        self.0 = self.0.checked_sub(cost)?;
        Some(())
    }
}

/// The candidate that `word` was probably meant to be: the nearest, if no more than every third letter differs.
pub fn similar<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    similar_within(&mut Patience(usize::MAX), word, candidates)
}

/// The same, as long as patience lasts; `None` when it is at its end.
pub fn similar_within<'a>(
    patience: &mut Patience,
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length > LONGEST_WORD {
        return None;
    }
    let (allowed, letters) = (length.div_ceil(3), Letters::of(&word));
    let mut nearest: Option<(usize, &str)> = None;
    for candidate in candidates {
        patience.pay(1)?;
        // In lower case a letter may be two; a candidate much longer than the word is still not lowered.
        if candidate.len() > 4 * (LONGEST_WORD + allowed) {
            continue;
        }
        let lower = candidate.to_lowercase();
        let limit = nearest.map_or(allowed, |(distance, _)| allowed.min(distance));
        if letters.distance(&Letters::of(&lower)) > limit {
            continue;
        }
        patience.pay(COMPARISON)?;
        let distance = strsim::damerau_levenshtein(&word, &lower);
        // A word that shares only half its letters, as `dose` does with `do` and `dont`, is another one.
        let is_near = distance <= allowed && distance * 2 < lower.chars().count().max(3);
        if is_near && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate)
}

/// How many letters of each kind a word has; different letters may count as one kind.
struct Letters([u8; Letters::KINDS]);

impl Letters {
    const KINDS: usize = 64;

    fn of(word: &str) -> Letters {
        let mut counts = [0_u8; Letters::KINDS];
        for c in word.chars() {
            let count = &mut counts[c as usize % Letters::KINDS];
            *count = count.saturating_add(1);
        }
        Letters(counts)
    }

    /// No more than the words' distance: an edit adds one letter, takes one away, or does both.
    fn distance(&self, other: &Letters) -> usize {
        let pairs = || self.0.iter().zip(&other.0);
        let missing: usize = pairs().map(|(a, b)| usize::from(a.saturating_sub(*b))).sum();
        let added: usize = pairs().map(|(a, b)| usize::from(b.saturating_sub(*a))).sum();
        missing.max(added)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_meant() {
        assert_eq!(similar("titel", ["tidal", "title", "kind"]), Some("title"));
        assert_eq!(similar("Titel", ["TITLE"]), Some("TITLE"));
        assert_eq!(similar("updatet", ["created", "updated", "update"]), Some("updated"));
        assert_eq!(similar("contact", ["kind", "title"]), None);
        assert_eq!(similar("año", ["ano", "any"]), Some("ano"));
        assert_eq!(similar("", ["a"]), None);
        assert_eq!(similar("dose", ["do", "dont"]), None);
        assert_eq!(similar("doo", ["do"]), Some("do"));
        assert_eq!(similar(&"a".repeat(61), ["a"]), None);
    }

    #[test]
    fn letters_tell_no_distance_that_is_not_there() {
        let words = ["", "a", "ab", "ba", "title", "titel", "tile", "İstanbul", "ß", "ss", "aaaa", "bbbbb"];
        for a in words {
            for b in words {
                let least = Letters::of(a).distance(&Letters::of(b));
                assert!(least <= strsim::damerau_levenshtein(a, b), "{a} {b}");
            }
        }
    }

    #[test]
    fn patience_ends() {
        let mut patience = Patience(2 * (COMPARISON + 1));
        let mut ask = |words: &[&'static str]| similar_within(&mut patience, "lee-2020", words.iter().copied());
        assert_eq!(ask(&["lee-2021"]), Some("lee-2021"));
        assert_eq!(ask(&["nothing like it", "lee-2021"]), None);
        assert_eq!(ask(&["lee-2021"]), None);
    }
}
