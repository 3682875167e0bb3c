//! The words that most readers of English know: those of SCOWL, the Spell Checker Oriented Word Lists by Kevin Atkinson,
//! in its sizes 10 and 20 (the most common ones), in American and other spellings.
//!
//! `common-words.txt` holds them without the forms that [`reaches`] finds by their endings; `tests/suite/words.rs` makes
//! and checks it. The notice that comes with the lists is `scowl-copyright.txt`.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU8, Ordering};

use rustc_hash::FxHashMap;

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

/// For each slot where its word begins in [`WORDS`], plus one; after the end of [`WORDS`] are the [`EVERYDAY`] words by
/// number; 0 for an empty slot. It is made when this is compiled: a run that built it would touch 260 kB first, which took
/// one article 3 % of its instructions.
static TABLE: [u16; SLOTS] = table();

const fn table() -> [u16; SLOTS] {
    let mut table = [0; SLOTS];
    let words = WORDS.as_bytes();
    let mut start = 0;
    while start < words.len() {
        let word = line(start);
        insert(&mut table, word, start);
        start += word.len() + 1;
    }
    let mut number = 0;
    while number < EVERYDAY.len() {
        insert(&mut table, EVERYDAY[number].as_bytes(), words.len() + number);
        number += 1;
    }
    table
}

const fn insert(table: &mut [u16; SLOTS], word: &[u8], place: usize) {
    assert!(!word.is_empty() && place < u16::MAX as usize, "an empty word, or a list of 64 kB");
    let mut slot = hash(word);
    while table[slot] != 0 {
        slot = (slot + 1) % SLOTS;
    }
    table[slot] = place as u16 + 1;
}

/// The line of [`WORDS`] that begins at `start`, without its end.
const fn line(start: usize) -> &'static [u8] {
    let rest = WORDS.as_bytes().split_at(start).1;
    let mut length = 0;
    while rest[length] != b'\n' {
        length += 1;
    }
    rest.split_at(length).0
}

/// Whether the word at a place of the table, which is not empty, is this one.
fn is_at(place: u16, word: &[u8]) -> bool {
    let start = usize::from(place) - 1;
    match start.checked_sub(WORDS.len()) {
        Some(number) => EVERYDAY[number].as_bytes() == word,
        None => WORDS.as_bytes()[start..].strip_prefix(word).is_some_and(|rest| rest.first() == Some(&b'\n')),
    }
}

/// For each slot the syllables of its word, once somebody asked; 0 before.
static SYLLABLES: [AtomicU8; SLOTS] = [const { AtomicU8::new(0) }; SLOTS];

/// Whether most readers know a word: it, or what it comes from by its ending, is on the list. One letter is known to all.
/// Letter case does not count.
pub fn is_common(word: &str) -> bool {
    look_up(word).is_common
}

/// Words that are kept for the next article, by each thread.
const MOST_KEPT: usize = 4096;

thread_local! {
    /// What was found of words that are not on the list themselves: most come again in the next article.
    static KEPT: RefCell<FxHashMap<Box<[u8]>, Entry>> = RefCell::default();
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Whether most readers know it.
    pub is_common: bool,
    /// At least one.
    pub syllables: usize,
}

/// What is known of a word. The syllables of one that is on the list are counted once in a run.
pub(super) fn look_up(word: &str) -> Entry {
    let mut letters = [0; LONGEST];
    let Some((small, hash)) = lower_and_hash(word, &mut letters) else {
        return Entry { is_common: false, syllables: english(word) };
    };
    let Some(slot) = slot_from(hash, small) else { return unlisted(word, small) };
    let syllables = match SYLLABLES[slot].load(Ordering::Relaxed) {
        0 => {
            let syllables = english(word);
            SYLLABLES[slot].store(u8::try_from(syllables).unwrap_or(0), Ordering::Relaxed);
            syllables
        }
        syllables => usize::from(syllables),
    };
    Entry { is_common: true, syllables }
}

/// The same of a word that is not on the list, which is also given in small letters.
fn unlisted(word: &str, small: &[u8]) -> Entry {
    KEPT.with_borrow_mut(|kept| {
        if let Some(entry) = kept.get(small) {
            return *entry;
        }
        let is_common = small.len() == 1 || reaches(small, &|word| slot_of(word).is_some());
        let entry = Entry { is_common, syllables: english(word) };
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(small.into(), entry);
        entry
    })
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
    while TABLE[slot] != 0 {
        if is_at(TABLE[slot], word) {
            return Some(slot);
        }
        slot = (slot + 1) % SLOTS;
    }
    None
}

/// FNV-1a of nothing.
const FIRST: u32 = 0x811c_9dc5;

/// FNV-1a, folded to a slot.
const fn hash(word: &[u8]) -> usize {
    let mut hash = FIRST;
    let mut at = 0;
    while at < word.len() {
        hash = next(hash, word[at]);
        at += 1;
    }
    folded(hash)
}

const fn next(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

const fn folded(hash: u32) -> usize {
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
