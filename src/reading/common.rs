//! The words that most readers of English know: those of SCOWL, the Spell Checker Oriented Word Lists by Kevin Atkinson,
//! in its sizes 10 and 20 (the most common ones), in American and other spellings.
//!
//! `common-words.txt` holds them without the forms that [`reaches`] finds by their endings; `tests/suite/words.rs` makes
//! and checks it. The notice that comes with the lists is `scowl-copyright.txt`.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering};

use super::endings::reaches;
use super::syllables::english;

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

/// For each slot a word, empty for none. It takes less than a millisecond to make, once a run, when the first word is looked up.
static TABLE: LazyLock<Vec<&[u8]>> = LazyLock::new(|| {
    let mut table: Vec<&[u8]> = vec![b""; SLOTS];
    // Byte by byte, for words are short: the standard library's search for a line's end is made for long ones.
    let words = WORDS.as_bytes().split(|byte| *byte == b'\n').filter(|word| !word.is_empty());
    for word in words.chain(EVERYDAY.into_iter().map(str::as_bytes)) {
        let mut slot = hash(word);
        while !table[slot].is_empty() {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = word;
    }
    table
});

/// For each slot the syllables of its word, once somebody asked; 0 before.
static SYLLABLES: [AtomicU8; SLOTS] = [const { AtomicU8::new(0) }; SLOTS];

/// Whether most readers know a word: it, or what it comes from by its ending, is on the list. One letter is known to all.
/// Letter case does not count.
pub fn is_common(word: &str) -> bool {
    look_up(word).is_common
}

/// What the list tells of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Whether most readers know it.
    pub is_common: bool,
    /// Where it stands itself, not a word that it comes from.
    slot: Option<usize>,
}

impl Entry {
    /// Its syllables. Those of a word that is on the list are counted once in a run.
    pub fn syllables(self, word: &str) -> usize {
        let Some(slot) = self.slot else { return english(word) };
        match SYLLABLES[slot].load(Ordering::Relaxed) {
            0 => {
                let syllables = english(word);
                SYLLABLES[slot].store(u8::try_from(syllables).unwrap_or(0), Ordering::Relaxed);
                syllables
            }
            syllables => usize::from(syllables),
        }
    }
}

/// What the list tells of a word.
pub(super) fn look_up(word: &str) -> Entry {
    let mut letters = [0; LONGEST];
    let Some((word, hash)) = lower_and_hash(word, &mut letters) else { return Entry { is_common: false, slot: None } };
    let slot = slot_from(hash, word);
    let is_common = slot.is_some() || word.len() == 1 || reaches(word, &|word| slot_of(word).is_some());
    Entry { is_common, slot }
}

/// A word in small letters, with the typewriter's apostrophe; `None` for one that is too long, or has letters that no
/// word of the list has.
pub(super) fn lower<'a>(word: &str, letters: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    if word.is_ascii() {
        let letters = letters.get_mut(..word.len())?;
        letters.copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        return Some(letters);
    }
    let mut length = 0;
    for c in word.chars() {
        let letter = if c == '’' { '\'' } else { c.to_ascii_lowercase() };
        let byte = u8::try_from(letter).ok().filter(u8::is_ascii)?;
        *letters.get_mut(length)? = byte;
        length += 1;
    }
    Some(&letters[..length])
}

/// A word in small letters and its hash, found in one walk; `None` as [`lower`] has it.
fn lower_and_hash<'a>(word: &str, letters: &'a mut [u8; LONGEST]) -> Option<(&'a [u8], usize)> {
    if word.len() > LONGEST || !word.is_ascii() {
        return lower(word, letters).map(|word| (word, hash(word)));
    }
    let mut hash = FIRST;
    for (letter, byte) in letters.iter_mut().zip(word.bytes()) {
        *letter = byte.to_ascii_lowercase();
        hash = next(hash, *letter);
    }
    Some((&letters[..word.len()], folded(hash)))
}

fn slot_of(word: &[u8]) -> Option<usize> {
    slot_from(hash(word), word)
}

/// The slot of a word whose hash is `slot`.
fn slot_from(mut slot: usize, word: &[u8]) -> Option<usize> {
    let table = TABLE.as_slice();
    while !table[slot].is_empty() {
        if table[slot] == word {
            return Some(slot);
        }
        slot = (slot + 1) % SLOTS;
    }
    None
}

/// FNV-1a of nothing.
const FIRST: u32 = 0x811c_9dc5;

/// FNV-1a, folded to a slot.
fn hash(word: &[u8]) -> usize {
    folded(word.iter().fold(FIRST, |hash, byte| next(hash, *byte)))
}

fn next(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

fn folded(hash: u32) -> usize {
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
        assert!((WORDS.lines().count() + EVERYDAY.len()) * 2 < SLOTS);
        assert!(EVERYDAY.is_sorted() && WORDS.lines().all(|word| !EVERYDAY.contains(&word)));
    }
}
