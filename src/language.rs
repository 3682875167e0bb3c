//! Languages: BCP 47 tags, what they are written in, and which way their lines run.
//!
//! One table tells the script of every language; direction follows from the script. All other stages ask here.

use std::fmt;

use icu_locale_core::Locale as Tag;

/// A language as a BCP 47 tag names it (RFC 5646).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    /// In its canonical letter case: tags that differ in letter case alone are the same tag (RFC 5646, 2.1.1).
    tag: String,
    parsed: Tag,
    script: &'static str,
}

/// Where lines of a language begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// At the left.
    #[default]
    Ltr,
    /// At the right.
    Rtl,
}

impl Language {
    /// The language of a tag; `None` when it is not one, or names no language.
    pub fn parse(tag: &str) -> Option<Language> {
        let parsed: Tag = tag.parse().ok()?;
        if parsed.id.language.is_unknown() {
            return None;
        }
        let script = script_of(&parsed);
        Some(Language { tag: parsed.to_string(), parsed, script })
    }

    /// American English: what a clinic writes in that does not say otherwise.
    pub fn english() -> Language {
        Language::parse("en-US").expect("`en-US` is a language tag")
    }

    /// The tag in its canonical letter case: `es-US`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The tag as Unicode's own crates take it.
    pub fn unicode(&self) -> &Tag {
        &self.parsed
    }

    /// The subtag of the language itself: `es` of `es-US`.
    pub fn primary(&self) -> &str {
        self.parsed.id.language.as_str()
    }

    /// The region, if the tag names one: `US` of `es-US`.
    pub fn region(&self) -> Option<&str> {
        self.parsed.id.region.as_ref().map(|region| region.as_str())
    }

    /// ISO 15924 code of the script, named by the tag or usual for the language: `Latn`.
    pub fn script(&self) -> &'static str {
        self.script
    }

    /// Where its lines begin: by script.
    pub fn direction(&self) -> Direction {
        match self.script {
            "Arab" | "Aran" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Rohg" | "Adlm" | "Mand" | "Samr" => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }

    /// The next wider language: `es` of `es-MX`; `None` of one that is as wide as can be.
    pub fn wider(&self) -> Option<Language> {
        self.tag.rsplit_once('-').and_then(|(wider, _)| Language::parse(wider))
    }

    /// Whether who reads one reads the other: the same language in the same script.
    pub fn is_read_like(&self, other: &Language) -> bool {
        usual_code(self.primary()) == usual_code(other.primary()) && self.script == other.script
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

/// A tag and ever wider ones: `zh-Hant-TW`, `zh-Hant`, `zh`. The letters stay as they are typed.
pub fn widening(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(wider, _)| wider))
}

/// Whether a language, as a tag, is one of these or narrower than one: `es-MX` is among them where `es` is.
pub fn is_among(language: &str, languages: &[Language]) -> bool {
    widening(language).any(|tag| languages.iter().any(|language| language.tag().eq_ignore_ascii_case(tag)))
}

/// Whether a text has the form of a BCP 47 tag: `es`, `es-MX`, `zh-Hant-TW`.
pub fn is_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let first = subtags.next().unwrap_or_default();
    let is_language = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_subtag = |subtag: &str| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric());
    is_language && subtags.all(is_subtag) && Language::parse(text).is_some()
}

/// The code under which CLDR has a language, where several codes name it.
pub fn usual_code(code: &str) -> &str {
    match code {
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
        _ => code,
    }
}

/// The four-letter script a tag means, by itself or by custom.
fn script_of(tag: &Tag) -> &'static str {
    if let Some(script) = &tag.id.script {
        return known_script(script.as_str());
    }
    let region = tag.id.region.as_ref().map(|region| region.as_str()).unwrap_or_default();
    match (tag.id.language.as_str(), region) {
        ("zh" | "cmn", "TW" | "HK" | "MO") | ("nan" | "lzh", _) => "Hant",
        ("yue", region) if region != "CN" => "Hant",
        ("sr", "ME") | ("sh", _) => "Latn",
        ("pa", "PK") => "Arab",
        (language, _) => usual_script(usual_code(language)),
    }
}

/// A script that a tag names, as one of those that we can tell something of.
fn known_script(code: &str) -> &'static str {
    const OTHERS: [&str; 12] =
        ["Latn", "Aran", "Hant", "Hani", "Hang", "Syrc", "Nkoo", "Rohg", "Adlm", "Mand", "Samr", "Zzzz"];
    let usual = SCRIPTS.iter().map(|(script, _)| *script);
    usual.chain(OTHERS).find(|known| *known == code).unwrap_or("Zzzz")
}

/// The languages that are not written in Latin letters, by script (ISO 15924, ISO 639).
#[rustfmt::skip]
const SCRIPTS: &[(&str, &[&str])] = &[
    ("Arab", &["ar", "bal", "ckb", "fa", "glk", "ks", "lrc", "mzn", "ps", "sd", "skr", "ug", "ur"]),
    ("Hebr", &["he", "yi"]),
    ("Thaa", &["dv"]),
    ("Syrc", &["aii", "syr"]),
    ("Nkoo", &["nqo"]),
    ("Rohg", &["rhg"]),
    ("Hans", &["zh"]),
    ("Cyrl", &["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"]),
    ("Guru", &["pa"]),
    ("Deva", &["hi", "kok", "mai", "mr", "ne", "sa"]),
    ("Beng", &["as", "bn"]),
    ("Gujr", &["gu"]),
    ("Taml", &["ta"]),
    ("Telu", &["te"]),
    ("Knda", &["kn"]),
    ("Mlym", &["ml"]),
    ("Sinh", &["si"]),
    ("Thai", &["th"]),
    ("Laoo", &["lo"]),
    ("Khmr", &["km"]),
    ("Mymr", &["my"]),
    ("Tibt", &["bo", "dz"]),
    ("Ethi", &["am", "ti"]),
    ("Jpan", &["ja"]),
    ("Kore", &["ko"]),
    ("Grek", &["el"]),
    ("Armn", &["hy"]),
    ("Geor", &["ka"]),
];

/// The script a language is written in where the tag names none.
pub fn usual_script(code: &str) -> &'static str {
    SCRIPTS.iter().find(|(_, languages)| languages.contains(&code)).map_or("Latn", |(script, _)| script)
}

/// Whether a character is a letter, as [`char::is_alphabetic`] has it. That one looks whatever is not ASCII up in a list
/// of skips; here most letters of most scripts are known at once.
pub fn is_alphabetic(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && usual_letter(c).unwrap_or_else(|| c.is_alphabetic())
}

/// Whether a character is a letter or a number, as [`char::is_alphanumeric`] has it.
pub fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && usual_letter(c).unwrap_or_else(|| c.is_alphanumeric())
}

/// Whether a character is a number, as [`char::is_numeric`] has it.
pub fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || !c.is_ascii() && usual_letter(c).is_none() && c.is_numeric()
}

/// Whether two bytes are one of the usual letters of Hebrew or Arabic, as nearly all are there: `א` to `ת`, `ء` to `ي`. They are
/// letters, and have no capitals.
#[inline]
pub fn is_usual_rightwards(bytes: &[u8; 2]) -> bool {
    matches!(bytes, [0xd7, 0x90..=0xaa] | [0xd8, 0xa1..=0xbf] | [0xd9, 0x80..=0x8a])
}

/// How many bytes at the start of a text are such letters.
#[inline]
pub fn usual_rightwards(text: &[u8]) -> usize {
    let (pairs, _) = text.as_chunks();
    2 * pairs.iter().take_while(|pair| is_usual_rightwards(pair)).count()
}

/// Whether a text has, beyond ASCII, only characters of scripts without capitals, from Hebrew to Tibetan. Some others that have
/// none either are not known to it.
pub fn is_caseless_beyond_ascii(text: &str) -> bool {
    // First bytes of U+0580 to U+0FFF, where Armenian has none but small letters. Without a way out of the loop the compiler
    // looks at many bytes at a time.
    text.bytes().fold(true, |all, byte| all & matches!(byte, 0..=0xBF | 0xD6..=0xE0))
}

/// A text in small letters, as [`str::to_lowercase`] has it, without a look at the letters of scripts that have no capitals.
pub fn lowercase(text: &str) -> String {
    if is_surely_small(text) { text.to_owned() } else { text.to_lowercase() }
}

/// Whether a text has no capitals, as far as ASCII and the usual letters of Hebrew and Arabic tell: not of a text that has
/// any other character.
fn is_surely_small(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = match first {
            b'A'..=b'Z' => return false,
            0..=0x7f => behind,
            _ => match usual_rightwards(rest) {
                0 => return false,
                letters => &rest[letters..],
            },
        };
    }
    true
}

/// Whether a character is one of the usual letters, or one of the usual signs, which are neither letters nor numbers;
/// `None` of all others.
fn usual_letter(c: char) -> Option<bool> {
    if ('א'..='ۓ').contains(&c) {
        // Of nobody else in the table below, so that they need not be sought through it.
        return match c {
            'א'..='ת' | 'ؠ'..='ي' | 'ٱ'..='ۓ' => Some(true),
            '،' | '؛' | '؟' => Some(false),
            _ => None,
        };
    }
    match c {
        // Europe; Devanagari and Thai; kana, Chinese characters, Korean syllables.
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ˁ' | 'Α'..='Ρ' | 'Σ'..='ϵ' | 'Ϸ'..='ҁ' => Some(true),
        'ऄ'..='ह' | 'ก'..='ะ' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='\u{9fff}' | '가'..='힣' => {
            Some(true)
        }
        '\u{a0}' | '۔' | '।' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='。' | '「'..='】' | '，' => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> (String, &'static str, Direction) {
        let language = Language::parse(tag).unwrap();
        (language.tag().to_owned(), language.script(), language.direction())
    }

    #[test]
    fn a_tag_tells_script_and_direction() {
        assert_eq!(of("ES-us"), ("es-US".to_owned(), "Latn", Direction::Ltr));
        for tag in ["ar", "fa-US", "ks", "bal", "skr", "mzn", "glk", "lrc", "pa-PK", "pa-Arab", "prs", "ur-Aran", "ug"]
        {
            assert_eq!(of(tag).2, Direction::Rtl, "{tag}");
        }
        assert_eq!((of("pa").1, of("pa-PK").1, of("ur-Aran").1), ("Guru", "Arab", "Aran"));
        assert_eq!((of("zh").1, of("zh-HK").1, of("zh-Hans-HK").1, of("yue").1), ("Hans", "Hant", "Hans", "Hant"));
        assert_eq!((of("sr").1, of("sr-Latn").1, of("sr-ME").1, of("ar-Latn").1), ("Cyrl", "Latn", "Latn", "Latn"));
    }

    #[test]
    fn what_is_surely_small_stays_as_it_is() {
        for text in ["", "a5 – b", "Aspirin", "aspirin 5", "اشرب الماء.", "שתו MRI", "شرب é", "É", "ﺍ", "İ", "شرب ß"]
        {
            assert_eq!(lowercase(text), text.to_lowercase());
            assert!(!is_surely_small(text) || text.to_lowercase() == text, "{text}");
        }
        assert!(is_surely_small("اشرب الماء 5.") && is_surely_small("שתו mri"));
        assert_eq!((usual_rightwards("שתו,".as_bytes()), usual_rightwards("a".as_bytes())), (6, 0));
    }

    #[test]
    fn caseless_scripts_have_no_capitals() {
        for c in ('\u{80}'..=char::MAX).filter(|c| is_caseless_beyond_ascii(&c.to_string())) {
            assert!(c.to_lowercase().eq([c]) && !c.is_uppercase(), "{c:?}");
        }
        assert!(is_caseless_beyond_ascii("MRI حمى שתו हिंदी ไทย") && !is_caseless_beyond_ascii("é"));
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_numeric(c), c.is_numeric(), "{c:?}");
            let bytes = c.to_string().into_bytes();
            let is_letter = c.is_alphabetic() && !c.is_numeric() && c.to_lowercase().eq([c]);
            assert!(is_letter || !bytes.first_chunk().is_some_and(is_usual_rightwards), "{c:?}");
        }
    }

    #[test]
    fn what_names_no_language_is_none() {
        for text in ["", "not a tag", "und", "e", "[en", "x-en", "english_"] {
            assert!(Language::parse(text).is_none() && !is_tag(text), "{text}");
        }
        assert!(!is_tag("en_US") && is_tag("zh-Hant-TW") && is_tag("tlh"));
    }

    #[test]
    fn languages_grow_wider() {
        let wider = Language::parse("zh-Hant-TW").and_then(|it| it.wider()).unwrap();
        assert_eq!((wider.tag(), wider.wider().unwrap().wider()), ("zh-Hant", None));
        assert_eq!(widening("zh-hant-TW").collect::<Vec<_>>(), ["zh-hant-TW", "zh-hant", "zh"]);
    }

    #[test]
    fn one_language_has_many_tags() {
        let reads = |a: &str, b: &str| Language::parse(a).unwrap().is_read_like(&Language::parse(b).unwrap());
        assert!(reads("es-MX", "es") && reads("prs", "fa-AF") && reads("no", "nb") && reads("zh-TW", "zh-Hant"));
        assert!(!reads("zh-TW", "zh") && !reads("pa", "pa-PK") && !reads("es", "pt") && !reads("sr", "sr-Latn"));
    }

    #[test]
    fn no_language_has_two_scripts() {
        let mut codes: Vec<&str> = SCRIPTS.iter().flat_map(|(_, languages)| languages.iter().copied()).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
        assert!(codes.iter().all(|code| usual_code(code) == *code), "a code that another stands for is not looked up");
    }
}
