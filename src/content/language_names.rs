//! Languages as people call them, where a file's name or a flag needs a tag.

use std::borrow::Cow;

use crate::language::Language;

/// A tag, and what is written for it by mistake: the language's name, its code in another standard, the code of a country.
const NAMES: &[(&str, &[&str])] = &[
    ("am", &["amharic"]),
    ("ar", &["arabic", "ara", "العربية"]),
    ("bn", &["bengali", "bangla", "bd"]),
    ("bs", &["bosnian"]),
    ("cs", &["czech", "cz", "čeština"]),
    ("da", &["danish", "dk", "dansk"]),
    ("de", &["german", "deutsch", "ger", "deu"]),
    ("el", &["greek", "gr"]),
    ("en", &["english", "eng", "us", "gb"]),
    ("es", &["spanish", "español", "espanol", "castellano", "spa", "sp", "mx"]),
    ("fa", &["farsi", "persian", "ir"]),
    ("fi", &["finnish", "suomi"]),
    ("fil", &["filipino", "tagalog", "ph", "tgl"]),
    ("fr", &["french", "français", "francais", "fre", "fra"]),
    ("gu", &["gujarati"]),
    ("he", &["hebrew", "heb"]),
    ("hi", &["hindi", "hin"]),
    ("hmn", &["hmong"]),
    ("ht", &["haitian", "creole", "kreyol"]),
    ("hy", &["armenian"]),
    ("id", &["indonesian", "bahasa"]),
    ("it", &["italian", "italiano", "ita"]),
    ("ja", &["japanese", "jp", "jpn", "日本語"]),
    ("km", &["khmer", "cambodian"]),
    ("ko", &["korean", "kr", "kor", "한국어"]),
    ("lo", &["lao", "laotian"]),
    ("my", &["burmese", "mm"]),
    ("ne", &["nepali", "np"]),
    ("nl", &["dutch", "nederlands"]),
    ("pa", &["punjabi", "panjabi"]),
    ("pl", &["polish", "polski", "pol"]),
    ("ps", &["pashto"]),
    ("pt", &["portuguese", "português", "portugues", "por"]),
    ("ro", &["romanian"]),
    ("ru", &["russian", "rus", "русский"]),
    ("so", &["somali"]),
    ("sq", &["albanian"]),
    ("sr", &["serbian"]),
    ("sv", &["swedish", "svenska"]),
    ("sw", &["swahili"]),
    ("ta", &["tamil"]),
    ("te", &["telugu"]),
    ("th", &["thai", "ไทย"]),
    ("ti", &["tigrinya"]),
    ("tr", &["turkish", "türkçe"]),
    ("uk", &["ukrainian", "ua", "ukr", "українська"]),
    ("ur", &["urdu", "pk"]),
    ("vi", &["vietnamese", "vn", "vie"]),
    ("zh", &["chinese", "mandarin", "cn", "chi", "zho", "中文"]),
    ("zh-Hans", &["simplified"]),
    ("zh-Hant", &["cantonese", "traditional", "tw", "hk"]),
];

/// The tag of a language that is called otherwise: `zh` of `chinese`, `Chinese` or `cn`; `es-MX` of `es_MX`. `None` of a tag
/// itself.
pub fn tag_of(name: &str) -> Option<Cow<'static, str>> {
    let small = name.to_lowercase();
    let named = |word: &str| NAMES.iter().find(|(_, names)| names.contains(&word)).map(|(tag, _)| Cow::Borrowed(*tag));
    named(&small).or_else(|| with_hyphens(name)).or_else(|| {
        // `chinese-simplified`: the last word says most.
        let mut words = small.split(['-', '_']).rev();
        words.clone().all(|word| named(word).is_some()).then(|| words.find_map(named)).flatten()
    })
}

/// A tag of a language and more that is written with low lines, as Java and POSIX do: `pt_BR`, `zh_Hant_TW`.
fn with_hyphens(name: &str) -> Option<Cow<'static, str>> {
    let (primary, rest) = name.split_once('_')?;
    let small = rest.to_lowercase();
    let is_subtag = |part: &str| part.len() == 2 || ["hans", "hant", "latn", "cyrl", "arab"].contains(&part);
    if !matches!(primary.len(), 2 | 3) || !small.split('_').all(is_subtag) {
        return None;
    }
    Language::parse(&name.replace('_', "-")).map(|language| Cow::Owned(language.tag().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_name_and_by_its_country() {
        for (name, tag) in [
            ("Chinese", "zh"),
            ("cn", "zh"),
            ("español", "es"),
            ("es_MX", "es-MX"),
            ("pt_br", "pt-BR"),
            ("zh_Hant_TW", "zh-Hant-TW"),
            ("chinese-simplified", "zh-Hans"),
        ] {
            assert_eq!(tag_of(name).as_deref(), Some(tag), "{name}");
        }
        for name in ["es", "es-MX", "weekly", "uk", "dose_weekly", "no_sugar", "my_diet"] {
            assert_eq!(tag_of(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_means_one_language() {
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
