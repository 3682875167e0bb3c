//! BCP 47 tags: which words, script and direction a tag asks for.

use icu_locale_core::Locale as Tag;

/// Where lines of a language begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// The tag in its canonical letter case; `None` when it is not a tag or names no language.
pub(super) fn parse(tag: &str) -> Option<Tag> {
    let parsed: Tag = tag.parse().ok()?;
    (!parsed.id.language.is_unknown()).then_some(parsed)
}

/// Names of sections that may hold the words of `tag`, the closest first.
pub(super) fn candidates(tag: &Tag) -> Vec<String> {
    let language = section_language(tag.id.language.as_str());
    let script = script(tag);
    let mut names = Vec::new();
    if let Some(region) = tag.id.region {
        names.push(format!("{language}-{}", parent_region(language, region.as_str())));
    }
    names.push(format!("{language}-{script}"));
    // The plain section is in the language's usual script: words in another one would not be read.
    if script == usual_script(language) {
        names.push(language.to_owned());
    }
    names
}

/// The language under whose name the words stand.
pub(super) fn section_language(language: &str) -> &str {
    match language {
        "tl" => "fil",
        "no" | "nn" => "nb",
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        "mo" => "ro",
        "sh" => "sr",
        "cmn" | "yue" => "zh",
        "arb" => "ar",
        "prs" | "pes" => "fa",
        "pbt" | "pst" | "pbu" => "ps",
        "swh" => "sw",
        "npi" => "ne",
        "als" => "sq",
        "ydd" => "yi",
        "khk" => "mn",
        _ => language,
    }
}

/// Portuguese outside Brazil follows Portugal, as in CLDR.
fn parent_region<'a>(language: &str, region: &'a str) -> &'a str {
    match (language, region) {
        ("pt", "AO" | "CH" | "CV" | "GQ" | "GW" | "LU" | "MO" | "MZ" | "ST" | "TL") => "PT",
        _ => region,
    }
}

/// The four-letter script a tag means, by itself or by custom.
pub(super) fn script(tag: &Tag) -> &str {
    if let Some(script) = &tag.id.script {
        return script.as_str();
    }
    let region = tag.id.region.as_ref().map(|region| region.as_str()).unwrap_or_default();
    match (tag.id.language.as_str(), region) {
        ("zh" | "cmn", "TW" | "HK" | "MO") => "Hant",
        ("yue", region) if region != "CN" => "Hant",
        ("sr", "ME") | ("sh", _) => "Latn",
        ("pa", "PK") => "Arab",
        (language, _) => usual_script(section_language(language)),
    }
}

/// The script a language is written in where the tag names none.
fn usual_script(language: &str) -> &'static str {
    match language {
        "ar" | "fa" | "ps" | "ur" | "ug" | "ckb" | "sd" | "ks" | "lrc" | "mzn" | "glk" | "bal" | "skr" => "Arab",
        "he" | "yi" => "Hebr",
        "dv" => "Thaa",
        "syr" | "aii" => "Syrc",
        "nqo" => "Nkoo",
        "rhg" => "Rohg",
        "zh" => "Hans",
        "sr" | "ru" | "uk" | "bg" | "mk" | "be" | "kk" | "ky" | "mn" | "tg" => "Cyrl",
        "pa" => "Guru",
        "hi" | "ne" | "mr" => "Deva",
        "bn" => "Beng",
        "gu" => "Gujr",
        "ta" => "Taml",
        "te" => "Telu",
        "kn" => "Knda",
        "ml" => "Mlym",
        "si" => "Sinh",
        "th" => "Thai",
        "lo" => "Laoo",
        "km" => "Khmr",
        "my" => "Mymr",
        "am" | "ti" => "Ethi",
        "ja" => "Jpan",
        "ko" => "Kore",
        "el" => "Grek",
        "hy" => "Armn",
        "ka" => "Geor",
        _ => "Latn",
    }
}

/// By script: Hebrew, Arabic, Thaana, Syriac, N'Ko, Hanifi Rohingya, Adlam, Mandaic and Samaritan run right to left.
pub(super) fn direction(tag: &Tag) -> Direction {
    match script(tag) {
        "Arab" | "Aran" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Rohg" | "Adlm" | "Mand" | "Samr" => Direction::Rtl,
        _ => Direction::Ltr,
    }
}
