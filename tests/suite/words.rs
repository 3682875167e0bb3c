//! The list of common words: what it is made of, and its form.

use std::collections::BTreeSet;
use std::path::Path;

use handout::reading::reaches;

use super::clinic::home;

/// Where Debian's package `scowl` puts the lists.
const SCOWL: &str = "/usr/share/dict/scowl";
const LIST: &str = "src/reading/common-words.txt";

/// The words of SCOWL's sizes 10 and 20 in small letters: all spellings, without variants and abbreviations.
fn common_words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for entry in std::fs::read_dir(SCOWL).expect("the lists") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let is_wanted = name.ends_with(".10") || name.ends_with(".20");
        if is_wanted && !name.contains("variant") && !name.contains("abbreviations") {
            // Latin 1; a word with other letters than those of ASCII is left out.
            let text: String = std::fs::read(&path).expect("a list").into_iter().map(char::from).collect();
            words.extend(text.lines().filter(|word| word.is_ascii()).map(str::to_lowercase));
        }
    }
    words
}

/// The words that are not found by their endings in shorter ones of them, in the order of the alphabet.
fn without_forms(words: &BTreeSet<String>) -> BTreeSet<&[u8]> {
    let mut by_length: Vec<&[u8]> = words.iter().map(String::as_bytes).collect();
    by_length.sort_by_key(|word| (word.len(), *word));
    let mut kept = BTreeSet::new();
    for word in by_length {
        if !reaches(word, &|known| kept.contains(known)) {
            kept.insert(word);
        }
    }
    kept
}

/// `UPDATE_WORDS=1` writes the list anew from Debian's package.
#[test]
fn the_list_of_common_words_is_scowl_without_forms() {
    let path = home().join(LIST);
    if Path::new(SCOWL).exists() {
        let words = common_words();
        let kept = without_forms(&words);
        let made: String = kept.iter().map(|word| format!("{}\n", String::from_utf8_lossy(word))).collect();
        if std::env::var_os("UPDATE_WORDS").is_some() {
            std::fs::write(&path, &made).expect("it can be written");
        }
        assert!(
            words.iter().all(|word| handout::reading::is_common(word)) || std::env::var_os("UPDATE_WORDS").is_some()
        );
        assert_eq!(std::fs::read_to_string(&path).expect("the list"), made);
    }
    let list = std::fs::read_to_string(&path).expect("the list");
    let words: BTreeSet<String> = list.lines().map(str::to_owned).collect();
    let forms = without_forms(&words);
    assert_eq!(forms.len(), list.lines().count(), "each word once, and no form of another");
    assert!(list.lines().is_sorted() && list.ends_with('\n'));
    assert!(words.iter().all(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'')));
    assert!((5_000..8_000).contains(&words.len()), "{}", words.len());
}
