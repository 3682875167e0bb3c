//! What languages call themselves: a link to a translation is read by who cannot read the page that it stands on.

use super::tags;
use crate::language::Language;

/// Languages by their tags, as CLDR has their own names for themselves; the first letter is large, for each stands alone.
const AUTONYMS: &[(&str, &str)] = &[
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("az", "Azərbaycanca"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bo", "བོད་སྐད་"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ceb", "Binisaya"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("dv", "ދިވެހިބަސް"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gu", "ગુજરાતી"),
    ("ha", "Hausa"),
    ("haw", "ʻŌlelo Hawaiʻi"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hmn", "Hmoob"),
    ("hr", "Hrvatski"),
    ("ht", "Kreyòl Ayisyen"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Indonesia"),
    ("ig", "Igbo"),
    ("ilo", "Ilokano"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("km", "ខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Melayu"),
    ("my", "မြန်မာ"),
    ("nb", "Norsk"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("om", "Oromoo"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("prs", "دری"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("rn", "Ikirundi"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("rw", "Kinyarwanda"),
    ("si", "සිංහල"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sm", "Gagana Samoa"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sr-Latn", "Srpski"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("th", "ไทย"),
    ("ti", "ትግርኛ"),
    ("to", "Lea faka-Tonga"),
    ("tr", "Türkçe"),
    ("ug", "ئۇيغۇرچە"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbek"),
    ("vi", "Tiếng Việt"),
    ("yi", "ייִדיש"),
    ("yo", "Èdè Yorùbá"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zu", "IsiZulu"),
];

/// The name of a language in itself: "Español"; `None` where it is not known.
pub fn autonym(language: &Language) -> Option<&'static str> {
    let named = |tag: &str| AUTONYMS.iter().find(|(own, _)| *own == tag).map(|(_, name)| *name);
    match language.primary() {
        // It has the words of Persian, and a name of its own.
        "prs" => named("prs"),
        _ => tags::candidates(language).iter().find_map(|tag| named(tag)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::words::LABELS;

    fn of(tag: &str) -> Option<&'static str> {
        autonym(&Language::parse(tag).expect("a tag"))
    }

    #[test]
    fn a_language_is_named_in_itself_and_in_its_script() {
        assert_eq!((of("es-MX"), of("en-US"), of("zh-TW")), (Some("Español"), Some("English"), Some("繁體中文")));
        assert_eq!((of("sr"), of("sr-Latn"), of("prs")), (Some("Српски"), Some("Srpski"), Some("دری")));
        assert_eq!((of("pa-PK"), of("tlh")), (None, None), "a name in other letters would not be read");
    }

    #[test]
    fn every_language_with_words_of_the_tool_has_a_name() {
        for tag in LABELS.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')) {
            assert!(of(tag).is_some(), "{tag}");
        }
        assert!(AUTONYMS.is_sorted_by_key(|(tag, _)| tag));
    }
}
