//! Words that stand twice: "the the".

use super::word::{IS_INNER, Word};
use super::{Wording, is_among};
use crate::diagnostics::{Code, Diagnostic};
use crate::language::lowercase;

/// Languages in which no word is said twice for its meaning. In many others "slow slow" is "slowly".
const WITHOUT_REDUPLICATION: &str = "en es fr de pt it nl pl ru uk be cs sk sl hr sr bs bg mk ro sv da no nb nn is fi et lv lt el ca gl cy ga sq ar he iw ko";

/// What is said twice in them all the same: words, and names of places.
const SAID_TWICE: [(&str, &[&str]); 16] = [
    (
        "en",
        &["had", "her", "bye", "ha", "walla", "bora", "pago", "baden", "sing", "pom", "knock", "cous", "mahi", "wee"],
    ),
    ("es", &["casi"]),
    ("fr", &["nous", "vous", "bla"]),
    ("pt", &["se"]),
    ("it", &["via", "man", "pian", "piano", "poco", "quasi", "così", "subito", "ben", "appena", "sotto", "lì", "su"]),
    ("nl", &["dat", "die", "heel"]),
    ("sv", &["det"]),
    ("da", &["det", "der"]),
    ("no nb nn", &["det", "der"]),
    ("ro", &["încet"]),
    ("pl", &["tuż", "już"]),
    ("ru uk be", &["чуть", "еле", "едва", "очень", "дуже"]),
    ("el", &["σιγά", "λίγο", "πολύ", "κάτω", "πρωί", "μόλις"]),
    ("ar", &["من", "جدا", "جدًا", "جداً", "مهلا", "قليلا", "يوما"]),
    ("he iw", &["לאט", "מעט", "יום", "אחד", "שלב", "טיפה"]),
    ("ko", &["하나", "조금", "꼭", "자주", "매우"]),
];

/// Little words that are never said twice in languages where others are.
const NEVER_TWICE: [(&str, &[&str]); 17] = [
    ("hi mr ne", &["के", "का", "की", "को", "से", "में", "है", "हैं", "और", "यह", "भी", "हो", "र", "छ", "आहे", "आणि"]),
    ("ur", &["کے", "کا", "کی", "کو", "سے", "میں", "ہے", "ہیں", "اور", "یہ", "بھی"]),
    ("fa prs", &["و", "در", "به", "از", "که", "را", "این", "است", "برای", "با"]),
    ("ps", &["او", "په", "د", "کې", "ته", "چې"]),
    ("bn", &["এবং", "এই", "জন্য", "থেকে", "যদি", "হয়"]),
    ("pa", &["ਦੇ", "ਦਾ", "ਦੀ", "ਨੂੰ", "ਹੈ", "ਹਨ", "ਅਤੇ", "ਵਿੱਚ", "ਤੋਂ"]),
    ("gu", &["અને", "છે", "માટે", "આ", "તો"]),
    ("tr", &["ve", "ile", "için", "bu", "de", "da", "ya"]),
    ("az", &["və", "ilə", "üçün", "bu"]),
    ("vi", &["và", "của", "là", "các", "bị", "được", "có", "cho", "với", "quý", "không"]),
    ("id ms", &["dan", "yang", "di", "ke", "dari", "untuk", "pada", "anda", "atau", "dengan", "ini"]),
    ("tl fil", &["ang", "ng", "sa", "mga", "kung", "ay", "at", "na", "o"]),
    ("ht", &["nan", "ak", "pou", "oswa", "epi", "ki", "se", "ou"]),
    ("sw", &["ya", "wa", "na", "kwa", "ni", "za", "la", "katika", "au"]),
    ("so", &["iyo", "ka", "oo", "ku", "waa", "ama", "si"]),
    ("hy", &["և", "է", "են", "որ", "կամ"]),
    ("hmn mww", &["thiab", "koj", "los", "hauv", "yog"]),
];

/// So many are told of one paragraph.
const MOST_IN_ONE: usize = 10;

/// Notes each word that stands twice.
pub(super) fn check(wording: &Wording, found: &mut Vec<Diagnostic>) {
    if wording.is_ascii && !may_be_doubled(wording.plain) {
        return;
    }
    let (mut told, before) = (0, found.len());
    for pair in wording.words().windows(2) {
        let [one, other] = pair else { continue };
        // Of three words the second is told of already.
        if one.start >= told && is_slip(wording, one, other) {
            told = other.range().end;
            let message = format!("“{} {}”: the word stands here twice", one.text, other.text);
            let range = one.start..other.range().end;
            found.push(wording.note(Code::DoubledWord, range, message, format!("delete one: “{}”", one.text)));
            if found.len() >= before + MOST_IN_ONE {
                return;
            }
        }
    }
}

/// Whether two words side by side are alike in a text of ASCII, as few are. Words are those of [`Wording::words`].
fn may_be_doubled(text: &str) -> bool {
    let mut last: &[u8] = &[];
    for mut word in text.as_bytes().split(|byte| !IS_INNER[usize::from(*byte)]) {
        while let [b'\'', behind @ ..] = word {
            word = behind;
        }
        while let [before @ .., b'\''] = word {
            word = before;
        }
        if word.is_empty() {
            continue;
        }
        if word.len() == last.len() && word.eq_ignore_ascii_case(last) {
            return true;
        }
        last = word;
    }
    false
}

fn is_slip(wording: &Wording, one: &Word, other: &Word) -> bool {
    let is_alike = one.text.len() == other.text.len()
        || !wording.is_caseless && !one.text.is_ascii() && one.text.chars().count() == other.text.chars().count();
    let are_caseless = || wording.is_caseless || one.text.is_ascii() && other.text.is_ascii();
    if !is_alike || are_caseless() && !one.text.eq_ignore_ascii_case(other.text) {
        return false;
    }
    if !is_parted_by_space(wording.plain, one, other) {
        return false;
    }
    let word = lowercase(one.text);
    if word != lowercase(other.text) || word.chars().any(char::is_numeric) {
        return false;
    }
    // "Vitamin D D": a letter may name something.
    let is_name = word.chars().nth(1).is_none() && other.text != word;
    !is_name && !is_hyphenated(wording.plain, one, other) && is_never_twice(wording, one, other, &word)
}

fn is_parted_by_space(plain: &str, one: &Word, other: &Word) -> bool {
    plain[one.range().end..other.start].chars().all(char::is_whitespace)
}

/// "Follow up up-to-date advice", "a follow-up up the hill".
fn is_hyphenated(plain: &str, one: &Word, other: &Word) -> bool {
    let joins = ['-', '‑', '/', '@', '_'];
    plain[..one.start].ends_with(joins) || plain[other.range().end..].starts_with(joins)
}

fn is_never_twice(wording: &Wording, one: &Word, other: &Word, word: &str) -> bool {
    let language = wording.language;
    if !is_among(WITHOUT_REDUPLICATION, language) {
        return is_listed(&NEVER_TWICE, wording, word);
    }
    if language.primary() == "de" && is_right_in_german(&wording.plain[..one.start], one, other, word) {
        return false;
    }
    !is_listed(&SAID_TWICE, wording, word)
}

fn is_listed(lists: &[(&str, &[&str])], wording: &Wording, word: &str) -> bool {
    lists.iter().any(|(languages, words)| words.contains(&word) && is_among(languages, wording.language))
}

/// "… Tabletten, die die Ärztin verordnet", "wenn Sie sie nehmen".
fn is_right_in_german(before: &str, one: &Word, other: &Word, word: &str) -> bool {
    match word {
        "der" | "die" | "das" | "den" | "dem" => before.trim_end().ends_with(','),
        "sie" | "ihr" | "ihnen" => one.text != other.text,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::wording::word::words;

    proptest! {
        /// A text that is passed over has no two words side by side that are alike.
        #[test]
        fn no_doubled_word_is_passed_over(text in r"(a|A|b|it's|'|''|, | | |\. |1|-|_){0,12}") {
            let words = words(&text);
            let is_doubled = words.windows(2).any(|pair| pair[0].text.eq_ignore_ascii_case(pair[1].text));
            prop_assert_eq!(may_be_doubled(&text), is_doubled);
        }
    }
}
