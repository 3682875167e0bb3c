//! Languages as people call them, where a file's name or a flag needs a tag.

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

/// The tag of a language that is called otherwise: `zh` of `chinese`, `Chinese` or `cn`. `None` of a tag itself.
pub fn tag_of(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let named = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
    named.map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_name_and_by_its_country() {
        assert_eq!((tag_of("Chinese"), tag_of("cn"), tag_of("español")), (Some("zh"), Some("zh"), Some("es")));
        assert_eq!((tag_of("es"), tag_of("weekly"), tag_of("uk")), (None, None, None));
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
