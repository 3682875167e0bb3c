//! Words in capitals, which are read letter by letter. Abbreviations are left alone.

use super::word::Word;
use super::{Wording, is_among};
use crate::diagnostics::{Code, Diagnostic};
use crate::language::usual_rightwards;

/// Letters of a word in capitals from which on it is hardly an abbreviation.
const LONG: usize = 6;
/// Words of a run of capitals from which on it is a sentence in any language.
const MANY: usize = 4;
/// Abbreviations that are as long as words.
const LONG_ABBREVIATIONS: [&str; 16] = [
    "FOLFOX",
    "FOLFIRI",
    "FOLFIRINOX",
    "FOLFOXIRI",
    "MODIFIED",
    "BEACOPP",
    "UNICEF",
    "RECIST",
    "NSAIDS",
    "UNAIDS",
    "MEDLINE",
    "EURORDIS",
    "PROMIS",
    "FLAVOR",
    "HIPAA",
    "CHADS",
];
/// English words that stress something when they stand alone in capitals.
const STRESSED: [&str; 24] = [
    "NOT",
    "NEVER",
    "ALWAYS",
    "ONLY",
    "MUST",
    "STOP",
    "IMPORTANT",
    "WARNING",
    "CAUTION",
    "IMMEDIATELY",
    "EMERGENCY",
    "URGENT",
    "DON'T",
    "PLEASE",
    "BEFORE",
    "AFTER",
    "EVERY",
    "CANNOT",
    "AVOID",
    "REMEMBER",
    "WITHOUT",
    "NOW",
    "VERY",
    "DANGER",
];
/// The same in other languages.
const STRESSED_ELSEWHERE: [(&str, &[&str]); 5] = [
    ("es", &["NO", "NUNCA", "SIEMPRE", "SOLO", "SÓLO", "IMPORTANTE", "URGENTE", "INMEDIATAMENTE", "ANTES", "DESPUÉS"]),
    ("fr", &["JAMAIS", "TOUJOURS", "IMPORTANT", "SEULEMENT", "IMMÉDIATEMENT", "AVANT", "APRÈS"]),
    ("de", &["NICHT", "NIE", "NIEMALS", "IMMER", "WICHTIG", "SOFORT", "NUR"]),
    ("pt", &["NUNCA", "SEMPRE", "NÃO", "IMPORTANTE", "IMEDIATAMENTE", "SOMENTE"]),
    ("it", &["MAI", "SEMPRE", "NON", "IMPORTANTE", "SUBITO", "SOLO"]),
];
/// Common words that are no abbreviations: a run of capitals that has one of them is a phrase.
const COMMON: [&str; 84] = [
    "ABOUT", "ALL", "ANY", "ARE", "AS", "ASK", "AT", "BE", "BLOOD", "BUT", "BY", "CALL", "CAN", "CARE", "COLD",
    "DAILY", "DAY", "DAYS", "DO", "DOSE", "DOWN", "DRINK", "DRIVE", "DRUG", "EAT", "FEVER", "FOOD", "FROM", "GET",
    "GIVE", "GO", "HAVE", "HELP", "HOME", "HOW", "IF", "IN", "IS", "KEEP", "LESS", "LET", "MAY", "ME", "MORE", "MY",
    "NEED", "NEVER", "NIGHT", "NO", "NOT", "OFF", "ON", "ONE", "OUR", "OUT", "PAIN", "PILL", "PILLS", "READ", "REST",
    "SEE", "SHOULD", "SKIN", "STOP", "TAKE", "TELL", "THAT", "THE", "THEN", "THEY", "THIS", "TO", "TWO", "UP", "USE",
    "WASH", "WATER", "WE", "WHAT", "WHEN", "WILL", "WITH", "YOU", "YOUR",
];
/// The same in Spanish.
const COMMON_SPANISH: [&str; 44] = [
    "AGUA", "AL", "ANTES", "CADA", "CON", "CUANDO", "DE", "DEL", "DÍA", "DOLOR", "DOSIS", "EL", "EN", "ES", "ESTE",
    "LA", "LAS", "LLAME", "LO", "LOS", "MÁS", "MUY", "NO", "NOCHE", "NOS", "PARA", "PERO", "POR", "QUE", "SE", "SI",
    "SÍ", "SIN", "SU", "SUS", "TAN", "TOME", "UN", "UNA", "USE", "USTED", "VEZ", "VIDA", "YA",
];

/// Little words that join others, as in "US OR UK": one alone makes no phrase.
const LITTLE: [&str; 9] = ["A", "AND", "OR", "OF", "FOR", "IT", "US", "WHO", "I"];

/// Notes runs of words in capitals, and single words that are stressed by them.
pub(super) fn check(wording: &Wording, found: &mut Vec<Diagnostic>) {
    if !has_run(wording) {
        return;
    }
    let mut run: Vec<Word> = Vec::new();
    for word in wording.words() {
        if is_in_capitals(wording.plain, word) {
            let goes_on = run.last().is_none_or(|last| is_one_phrase(&wording.plain[last.range().end..word.start]));
            if !goes_on {
                found.extend(note(wording, &std::mem::take(&mut run)));
            }
            run.push(*word);
        } else if !is_between(word) {
            found.extend(note(wording, &std::mem::take(&mut run)));
        }
    }
    found.extend(note(wording, &run));
}

/// Whether two capitals stand side by side, which most texts have nowhere.
fn has_run(wording: &Wording) -> bool {
    if wording.is_ascii {
        // Without a way out of the loop the compiler looks at many pairs at a time.
        let bytes = wording.plain.as_bytes();
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        return pairs.fold(false, |any, (one, other)| {
            any | (one.is_ascii_uppercase() & (other.is_ascii_uppercase() | (*other == b'\'')))
        });
    }
    if wording.is_caseless && !wording.plain.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return false;
    }
    // Hebrew, Arabic, and the scripts of India and Indochina have no capitals.
    let may_be_capital = |c: char| !('\u{590}'..='\u{109f}').contains(&c) && c.is_uppercase();
    let (bytes, mut at, mut is_behind_capital) = (wording.plain.as_bytes(), 0, false);
    while let Some(c) = wording.plain[at..].chars().next() {
        if is_behind_capital && is_capital(c) {
            return true;
        }
        is_behind_capital = may_be_capital(c);
        at += c.len_utf8();
        let letters = usual_rightwards(&bytes[at..]);
        is_behind_capital &= letters == 0;
        at += letters;
    }
    false
}

/// The finding of a run, if it is a phrase or a stressed word.
fn note(wording: &Wording, run: &[Word]) -> Option<Diagnostic> {
    let (first, last) = (run.first()?, run.last()?);
    let is_phrase = match run {
        [only] => is_stressed(wording, only),
        _ => is_phrase(wording, run),
    };
    if !is_phrase {
        return None;
    }
    let range = first.start..last.range().end;
    let typed = &wording.plain[range.clone()];
    let shown: String = typed.chars().take(60).collect();
    let shown = if shown.len() < typed.len() { format!("{shown}…") } else { shown };
    let message = format!("“{shown}” is in capitals, which are slower to read");
    let hint = format!("write small letters; what matters most can be **strong**: `**{}**`", shown.to_lowercase());
    Some(wording.note(Code::Capitals, range, message, hint))
}

/// A word alone in capitals is told where it is one that people stress, in a sentence of small letters.
fn is_stressed(wording: &Wording, word: &Word) -> bool {
    let typed = word.text.replace('’', "'");
    let elsewhere =
        STRESSED_ELSEWHERE.iter().any(|(of, words)| is_among(of, wording.language) && words.contains(&typed.as_str()));
    let is_listed = elsewhere || is_among("en", wording.language) && STRESSED.contains(&typed.as_str());
    // "NO maneje" is a whole sentence in Spanish.
    is_listed && (wording.small_words() > 1 || typed == "NO" && wording.small_words() > 0)
}

fn is_phrase(wording: &Wording, run: &[Word]) -> bool {
    let is_english = is_among("en", wording.language);
    let common: &[&str] = match wording.language.primary() {
        "en" => &COMMON,
        "es" => &COMMON_SPANISH,
        _ => &[],
    };
    let is_known = |word: &Word| {
        let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
        let is_long = letters >= LONG && !LONG_ABBREVIATIONS.contains(&word.text);
        is_long || word.text.len() > 1 && common.contains(&word.text)
    };
    let letters: usize = run.iter().map(|word| word.text.chars().count()).sum();
    // Of three words, one may be an abbreviation.
    let is_word = |word: &&Word| {
        LITTLE.contains(&word.text) || word.text.len() > 3 && word.text.contains(['A', 'E', 'I', 'O', 'U'])
    };
    let has_words = || is_english && run.len() > 2 && run.iter().filter(is_word).count() > 1;
    letters > 4
        && (run.iter().any(is_known) || has_words() || run.len() >= MANY && !run.iter().all(is_short_abbreviation))
}

fn is_short_abbreviation(word: &Word) -> bool {
    word.text.chars().count() <= 4
}

/// Whether a word is written in capitals: without digits, and no part of one with hyphens, as in "dex-uh-METH-uh-sone".
fn is_in_capitals(plain: &str, word: &Word) -> bool {
    let joins = ['-', '‑', '@', '.', '_'];
    let end = word.range().end;
    let joined = plain[end..].strip_prefix(['-', '‑', '@', '_']);
    let is_part =
        plain[..word.start].ends_with(joins) || joined.is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let mut letters = word.text.chars().filter(|c| !is_mark(*c));
    let is_capital = word.text.contains(char::is_uppercase) && letters.all(is_capital);
    let is_long = word.text.chars().count() > 1 || word.text == "A" || word.text == "I";
    is_capital && is_long && !is_part
}

/// A number goes on with a run, and so does a single letter.
fn is_between(word: &Word) -> bool {
    word.text.chars().all(char::is_numeric)
}

/// What stands between two words of one phrase: no end of a sentence, no bracket.
fn is_one_phrase(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || c.is_numeric() || matches!(c, ',' | '-' | '’' | '\''))
}

fn is_capital(c: char) -> bool {
    c.is_uppercase() || is_mark(c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’') || unicode_normalization::char::is_combining_mark(c)
}
