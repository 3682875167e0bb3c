//! The words that most readers of English know: those of SCOWL, the Spell Checker Oriented Word Lists by Kevin Atkinson,
//! in its sizes 10 and 20 (the most common ones), in American and other spellings.
//!
//! `common-words.txt` holds them without the forms that [`reaches`] finds by their endings; `tests/suite/words.rs` makes
//! and checks it. The notice that comes with the lists is `scowl-copyright.txt`.

use std::sync::LazyLock;

use super::endings::reaches;

const WORDS: &str = include_str!("common-words.txt");
/// Slots of the table: a power of two, more than twice as many as there are words.
const SLOTS: usize = 1 << 14;
/// Bytes of the longest word that is looked up.
pub(super) const LONGEST: usize = 30;

/// Words that everybody reads, and that the lists hold at a larger size: days, months, and units on every label.
const EVERYDAY: [&str; 38] = [
    "april",
    "august",
    "cm",
    "december",
    "dr",
    "etc",
    "february",
    "friday",
    "ft",
    "hr",
    "january",
    "july",
    "june",
    "kg",
    "lb",
    "lbs",
    "mcg",
    "mg",
    "min",
    "ml",
    "mm",
    "monday",
    "november",
    "october",
    "ok",
    "okay",
    "oz",
    "pm",
    "saturday",
    "sept",
    "september",
    "st",
    "sunday",
    "thursday",
    "tsp",
    "tuesday",
    "tv",
    "wednesday",
];

/// For each slot the byte behind the line end before its word in [`WORDS`]; `EMPTY` for none. It takes less than a
/// millisecond to make, once a run, when the first word is looked up.
static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut table = vec![EMPTY; SLOTS];
    let mut at = 0;
    for word in WORDS.lines() {
        let mut slot = hash(word.as_bytes());
        while table[slot] != EMPTY {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = u32::try_from(at).expect("the list is shorter than 4 GiB");
        at += word.len() + 1;
    }
    table
});

const EMPTY: u32 = u32::MAX;

/// Whether most readers know a word: it, or what it comes from by its ending, is on the list. One letter is known to all.
/// Letter case does not count.
pub fn is_common(word: &str) -> bool {
    let mut letters = [0; LONGEST];
    match lower(word, &mut letters) {
        Some(word) => word.len() == 1 || reaches(word, &|word| is_listed(word)),
        None => false,
    }
}

/// A word in small letters, with the typewriter's apostrophe; `None` for one that is too long, or has letters that no
/// word of the list has.
pub(super) fn lower<'a>(word: &str, letters: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    let mut length = 0;
    for c in word.chars() {
        let letter = if c == '’' { '\'' } else { c.to_ascii_lowercase() };
        let byte = u8::try_from(letter).ok().filter(u8::is_ascii)?;
        *letters.get_mut(length)? = byte;
        length += 1;
    }
    Some(&letters[..length])
}

fn is_listed(word: &[u8]) -> bool {
    let mut slot = hash(word);
    while TABLE[slot] != EMPTY {
        let at = TABLE[slot] as usize;
        let entry = &WORDS.as_bytes()[at..];
        if entry.starts_with(word) && entry.get(word.len()) == Some(&b'\n') {
            return true;
        }
        slot = (slot + 1) % SLOTS;
    }
    EVERYDAY.iter().any(|everyday| everyday.as_bytes() == word)
}

/// FNV-1a, folded to a slot.
fn hash(word: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in word {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 15)) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_known_in_all_their_forms() {
        for word in
            ["Take", "takes", "taking", "nurse’s", "don't", "carried", "stopped", "suddenly", "gently", "colour", "a"]
        {
            assert!(is_common(word), "{word}");
        }
        for word in ["nausea", "edema", "administrativus", "Monoclonal", "dyspnea", "naïf", "", "x1"] {
            assert!(!is_common(word), "{word}");
        }
        assert!(!is_common(&"long".repeat(20)));
        assert!(is_common("mg") && is_common("Monday"));
    }

    #[test]
    fn the_table_is_large_enough() {
        assert!(WORDS.lines().count() * 2 < SLOTS);
    }
}
