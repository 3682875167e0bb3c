//! The endings of English words: what a word comes from.

use std::ops::ControlFlow;

/// Bytes of the longest word whose endings are read.
const LONGEST: usize = 32;
/// What stands behind an apostrophe, with it.
const SHORT_FORMS: [&str; 8] = ["n't", "'s", "'ll", "'re", "'ve", "'d", "'m", "'"];

/// Whether `is_there` holds for a word or for one that it comes from: plurals, forms in -ed and -ing, words in -ly, what
/// stands before an apostrophe. The word is in small letters.
pub fn reaches(word: &[u8], is_there: &dyn Fn(&[u8]) -> bool) -> bool {
    is_there(word) || word.len() <= LONGEST && sources(word, is_there).is_break()
}

/// `Break` as soon as a word that this one comes from is there.
fn sources(word: &[u8], is_there: &dyn Fn(&[u8]) -> bool) -> ControlFlow<()> {
    for form in SHORT_FORMS {
        if let Some(base) = word.strip_suffix(form.as_bytes()) {
            return test(!base.is_empty() && reaches(base, is_there));
        }
    }
    if let Some(base) = word.strip_suffix(b"s").filter(|base| base.len() > 2 && !base.ends_with(b"s")) {
        test(is_there(base))?;
        if let Some(base) = word.strip_suffix(b"es") {
            test(is_there(base))?;
        }
        if let Some(base) = word.strip_suffix(b"ies") {
            test(with(base, b"y", is_there))?;
        }
        verb(base, is_there)?;
    }
    verb(word, is_there)?;
    if let Some(base) = word.strip_suffix(b"ly").filter(|base| base.len() > 2) {
        test(is_there(base))?;
        test(with(base, b"le", is_there))?;
        if let Some(base) = base.strip_suffix(b"i") {
            test(with(base, b"y", is_there))?;
        }
    }
    ControlFlow::Continue(())
}

/// Forms in -ed and -ing: `filled`, `used`, `stopped`, `carried`.
fn verb(word: &[u8], is_there: &dyn Fn(&[u8]) -> bool) -> ControlFlow<()> {
    let base = word.strip_suffix(b"ed").or_else(|| word.strip_suffix(b"ing"));
    let Some(base) = base.filter(|base| base.len() > 1) else { return ControlFlow::Continue(()) };
    test(with(base, b"e", is_there))?;
    if base.len() > 2 {
        test(is_there(base))?;
    }
    if let [rest @ .., one, other] = base
        && one == other
    {
        test(with(rest, &[*one], is_there))?;
    }
    if let Some(base) = word.strip_suffix(b"ied") {
        test(with(base, b"y", is_there))?;
    }
    ControlFlow::Continue(())
}

fn test(found: bool) -> ControlFlow<()> {
    if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Whether the word with another ending is there.
fn with(base: &[u8], ending: &[u8], is_there: &dyn Fn(&[u8]) -> bool) -> bool {
    let mut word = [0; LONGEST + 2];
    let length = base.len() + ending.len();
    word[..base.len()].copy_from_slice(base);
    word[base.len()..length].copy_from_slice(ending);
    is_there(&word[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reaches_its_word_and_no_other() {
        let reached = |form: &str, word: &str| reaches(form.as_bytes(), &|known| known == word.as_bytes());
        for (form, word) in [
            ("pills", "pill"),
            ("doses", "dose"),
            ("boxes", "box"),
            ("allergies", "allergy"),
            ("used", "use"),
            ("stopped", "stop"),
            ("carried", "carry"),
            ("feelings", "feel"),
            ("easily", "easy"),
            ("gently", "gentle"),
            ("nurse's", "nurse"),
            ("nurses'", "nurse"),
            ("shouldn't", "should"),
        ] {
            assert!(reached(form, word), "{form}");
        }
        for (form, word) in [("bus", "bu"), ("class", "clas"), ("bring", "br"), ("red", "r"), ("fly", "f"), ("'s", "")]
        {
            assert!(!reached(form, word), "{form}");
        }
        assert!(!reached(&"s".repeat(90), "s"));
    }
}
