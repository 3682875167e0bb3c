//! Ranges in words, which stay on one line: "15 to 30", "2 a 3". Parted, either end may be read as the whole dose.

/// Letters of the longest range that stays on one line, without its spaces: a longer one would leave holes.
const LONGEST: usize = 16;

/// What stands between the ends of a range, by language, in small letters.
const WORDS: &[(&[&str], &[&str])] = &[
    (&["en"], &["to"]),
    (&["es", "pt", "gl", "ca", "it", "ht"], &["a"]),
    (&["fr"], &["à"]),
    (&["de"], &["bis"]),
    (&["nl", "af"], &["tot"]),
    (&["sv"], &["till"]),
    (&["da", "no", "nb", "nn"], &["til"]),
    (&["pl", "bs", "hr", "sl"], &["do"]),
    (&["cs", "sk"], &["až", "do"]),
    (&["sr"], &["do", "до"]),
    (&["ru", "uk", "be", "bg", "mk"], &["до"]),
    (&["ro"], &["la"]),
    (&["el"], &["έως", "ως"]),
    (&["tr"], &["ila"]),
    (&["vi"], &["đến", "tới"]),
    (&["tl", "fil"], &["hanggang"]),
    (&["so"], &["ilaa"]),
    (&["sw"], &["hadi"]),
    (&["hmn", "mww"], &["txog"]),
    (&["ar"], &["إلى"]),
    (&["fa", "prs"], &["تا"]),
    (&["ur"], &["سے", "تا"]),
    (&["ps"], &["تر"]),
    (&["he"], &["עד"]),
    (&["hi"], &["से"]),
    (&["ne"], &["देखि"]),
    (&["bn"], &["থেকে"]),
    (&["pa"], &["ਤੋਂ"]),
    (&["gu"], &["થી"]),
    (&["am", "ti"], &["እስከ"]),
    (&["th"], &["ถึง"]),
    (&["lo"], &["ຫາ"]),
    (&["km"], &["ទៅ"]),
];

/// The words between the ends of a range in the language of a tag's first part, which is in small letters.
pub(super) fn words_of(language: &str) -> &'static [&'static str] {
    WORDS.iter().find(|(tags, _)| tags.contains(&language)).map_or(&[], |(_, words)| words)
}

/// Whether the three words of a range are short enough to stay on one line.
pub(super) fn is_short(words: [&str; 3]) -> bool {
    words.into_iter().flat_map(str::chars).take(LONGEST + 1).count() <= LONGEST
}
