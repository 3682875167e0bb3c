//! What the locales promise.

use std::collections::BTreeMap;

use super::words::{LABELS, entries, section};
use super::*;

fn tags() -> Vec<&'static str> {
    LABELS.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect()
}

fn day() -> Date {
    jiff::civil::date(2024, 5, 10)
}

fn date(tag: &str) -> String {
    Locale::of(tag).0.date(day())
}

fn placeholders(words: &str) -> Vec<&str> {
    let mut found: Vec<&str> = words.split_inclusive('}').filter_map(|part| Some(&part[part.find('{')?..])).collect();
    found.sort_unstable();
    found
}

fn names(tag: &str) -> Vec<&'static str> {
    entries(section(tag).unwrap())
        .map(|(name, _)| name)
        .filter(|name| ![DATE.name, MONTHS.name].contains(name))
        .collect()
}

/// The table of labels is the file's: no name stands in one alone, and none twice.
#[test]
fn the_table_names_every_label() {
    let mut known: Vec<_> = forms().map(|form| form.name).collect();
    let mut english = names("en");
    known.sort_unstable();
    english.sort_unstable();
    assert_eq!(english, known);
}

/// Every language has every label once, in the order of English, with exactly the placeholders it needs.
#[test]
fn every_language_has_every_label() {
    assert!(tags().len() >= 60);
    for tag in tags() {
        assert_eq!(names(tag), names("en"), "[{tag}]");
        let own: Vec<_> = entries(section(tag).unwrap()).skip(names(tag).len()).map(|(name, _)| name).collect();
        assert!(own.is_empty() || own == [DATE.name, MONTHS.name], "[{tag}] {own:?}");
        for (name, words) in entries(section(tag).unwrap()) {
            let form = forms().chain([DATE, MONTHS]).find(|form| form.name == name).unwrap();
            let mut needed = form.places.to_vec();
            needed.sort_unstable();
            assert_eq!(placeholders(words), needed, "[{tag}] {name}");
            assert!(!words.is_empty() && words.trim() == words && !words.contains("  "), "[{tag}] {name}");
            assert!(!words.chars().any(char::is_control), "[{tag}] {name}");
            assert!(name != "months" || words.split_whitespace().count() == 12, "[{tag}] {name}");
            assert!(name != "letters" || words.split(' ').count() == 10, "[{tag}] {name}");
            assert!(name != "field" || words.starts_with("{label}") && words.ends_with("{value}"), "[{tag}] {name}");
        }
    }
}

/// No line is lost to a slip of the pen: each is a comment, a language, a label or empty.
#[test]
fn every_line_is_understood() {
    for line in LABELS.lines() {
        let language = line.starts_with('[') && line.ends_with(']');
        assert!(line.is_empty() || line.starts_with('#') || language || line.contains(" = "), "{line}");
    }
    let mut tags = tags();
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), self::tags().len(), "a language stands twice");
}

/// A line of English pasted below another script would be seen by its letters, and one of another script below Latin.
#[test]
fn words_are_in_the_script_of_their_language() {
    for tag in tags() {
        let script = Language::parse(tag).unwrap().script();
        for (name, words) in entries(section(tag).unwrap()) {
            let outside = words.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
            let letters: String = outside.flat_map(str::chars).filter(|letter| letter.is_alphabetic()).collect();
            let latin =
                letters.chars().filter(|&letter| letter < '\u{250}' || ('\u{1E00}'..'\u{1F00}').contains(&letter));
            let expected = if script == "Latn" { letters.chars().count() } else { 0 };
            assert_eq!(latin.count(), expected, "[{tag}] {name}: {words}");
        }
    }
}

#[test]
fn english_reads_as_the_contract_says() {
    let (locale, known) = Locale::of("en-US");
    assert!(known);
    assert_eq!(locale.tag(), "en-US");
    assert_eq!(locale.field(locale.label(Label::Created), &locale.date(day())), "Created: May 10, 2024");
    assert_eq!(locale.page_of(1, 2), "Page 1 of 2");
    assert_eq!(locale.emergency("911"), "Emergency: call 911");
    assert_eq!(locale.field(locale.label(Label::Emergency), "911"), "Emergency: 911");
}

#[test]
fn french_has_a_space_before_the_colon() {
    assert_eq!(Locale::of("fr").0.field("Urgence", "15"), "Urgence\u{A0}: 15");
}

/// Braces of an author are not placeholders.
#[test]
fn values_are_not_filled_in_again() {
    assert_eq!(Locale::of("en").0.field("{value}", "{label} {"), "{value}: {label} {");
}

#[test]
fn dates_are_long_and_in_the_customary_calendar() {
    for (tag, expected) in [
        ("en-US", "May 10, 2024"),
        ("en-GB", "10 May 2024"),
        ("es-US", "10 de mayo de 2024"),
        ("fr", "10 mai 2024"),
        ("de", "10. Mai 2024"),
        ("pt-BR", "10 de maio de 2024"),
        ("ru", "10 мая 2024\u{A0}г."),
        ("vi", "10 tháng 5, 2024"),
        ("tl", "Mayo 10, 2024"),
        ("ht", "10 me 2024"),
        ("so", "Maayo 10, 2024"),
        ("ar", "10 مايو 2024"),
        ("ar-EG", "١٠ مايو ٢٠٢٤"),
        ("fa", "۲۱ اردیبهشت ۱۴۰۳"),
        ("fa-US", "۱۰ مه ۲۰۲۴"),
        ("ps", "۱۴۰۳ غویی ۲۱"),
        ("ur", "10 مئی، 2024"),
        ("he", "10 במאי 2024"),
        ("yi", "10טן מײַ 2024"),
        ("hi", "10 मई, 2024"),
        ("bn", "১০ মে, ২০২৪"),
        ("ne", "२०२४ मे १०"),
        ("si", "2024 මැයි 10"),
        ("th", "10 พฤษภาคม 2567"),
        ("my", "၂၀၂၄ မေ ၁၀"),
        ("hy", "10 մայիսի, 2024 թ."),
        ("te", "10 మే, 2024"),
        ("kn", "ಮೇ 10, 2024"),
        ("ta", "10 மே, 2024"),
        ("am", "10 ሜይ 2024"),
        ("ug", "10-ماي، 2024"),
        ("prs", "۲۱ ثور ۱۴۰۳"),
        ("fa-AF", "۲۱ ثور ۱۴۰۳"),
        ("sh", "10. maj 2024."),
        ("zh-Hans", "2024年5月10日"),
        ("zh-TW", "2024年5月10日"),
        ("ja", "2024年5月10日"),
        ("ko", "2024년 5월 10일"),
        ("hu", "2024. május 10."),
        ("sr-Latn", "10. maj 2024."),
        ("no", "10. mai 2024"),
        ("tlh", "May 10, 2024"),
        // A calendar that is no language's custom is not taken from a tag: the date is as files have it.
        ("th-u-ca-gregory", "10 พฤษภาคม ค.ศ. 2024"),
        ("en-u-ca-hebrew", "2024-05-10"),
    ] {
        assert_eq!(date(tag), expected, "{tag}");
    }
}

/// A date CLDR does not know would read `2024 M05 10`.
#[test]
fn no_date_is_a_bare_pattern() {
    for tag in tags() {
        for month in 1..=12 {
            let written = Locale::of(tag).0.date(jiff::civil::date(2024, month, 28));
            assert!(!written.contains(" M0") && !written.contains(" M1"), "[{tag}] {written}");
        }
    }
}

/// Years before the common era and the ends of the calendar are dates too.
#[test]
fn extreme_dates_are_written() {
    for tag in ["en", "fa", "th", "ht"] {
        for day in [Date::MIN, Date::MAX, Date::ZERO] {
            assert!(!Locale::of(tag).0.date(day).is_empty());
        }
    }
}

/// Page numbers and dates of one handout are in the same digits.
#[test]
fn numbers_are_in_the_digits_of_dates() {
    for (tag, expected) in
        [("en", "1024"), ("fa", "۱۰۲۴"), ("ar", "1024"), ("ar-EG", "١٠٢٤"), ("mr", "१०२४"), ("my", "၁၀၂၄")]
    {
        assert_eq!(Locale::of(tag).0.number(1024), expected, "{tag}");
    }
    for tag in tags() {
        let (locale, _) = Locale::of(tag);
        assert!(locale.date(day()).contains(&locale.number(0)), "[{tag}]");
    }
    assert_eq!(Locale::of("ar-u-nu-arab").0.number(7), "٧");
}

#[test]
fn narrower_tags_fall_back_to_the_words_of_their_language() {
    for (tag, section) in [
        ("es-US", "es"),
        ("ES-mx", "es"),
        ("pt-BR", "pt"),
        ("pt-AO", "pt-PT"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-Hans-TW", "zh-Hans"),
        ("yue", "zh-Hant"),
        ("sr-RS", "sr"),
        ("sr-Latn-RS", "sr-Latn"),
        ("sh", "sr-Latn"),
        ("pa-Guru", "pa"),
        ("no", "nb"),
        ("nn", "nb"),
        ("tl", "fil"),
        ("iw", "he"),
        ("in", "id"),
        ("prs", "fa"),
        ("en-u-nu-latn", "en"),
    ] {
        let (locale, known) = Locale::of(tag);
        assert!(known, "{tag}");
        assert_eq!(locale.words, Words::read(super::words::section(section).unwrap()), "{tag}");
    }
}

/// Words in a script the reader does not read are no words: Punjabi of Pakistan is written in Arabic letters.
#[test]
fn unknown_languages_speak_english() {
    for tag in ["tlh", "bo", "pa-Arab", "pa-PK", "uz", "not a tag", "", "und", "e", "[en", "en]\n[es", "x-en"] {
        let (locale, known) = Locale::of(tag);
        assert!(!known, "{tag}");
        assert_eq!(locale.label(Label::Tip), "Tip", "{tag}");
    }
}

#[test]
fn direction_is_that_of_the_script() {
    for tag in
        ["ar", "fa-US", "ps", "ur", "he", "iw", "yi", "ug", "dv", "pa-Arab", "pa-PK", "ckb", "ku-Arab", "ff-Adlm"]
    {
        assert_eq!(Locale::of(tag).0.direction(), Direction::Rtl, "{tag}");
    }
    for tag in ["en", "es", "zh-TW", "pa", "ku", "ja", "ar-Latn", "not a tag"] {
        assert_eq!(Locale::of(tag).0.direction(), Direction::Ltr, "{tag}");
    }
}

fn own(tag: &str, words: &[(&'static str, &str)], dates: Option<OwnDates>) -> OwnWords {
    let words: BTreeMap<_, _> = words.iter().map(|(name, words)| (*name, (*words).to_owned())).collect();
    OwnWords { language: Language::parse(tag).unwrap(), words, dates }
}

/// A clinic's words take the place of the tool's in their language alone, and nothing else changes.
#[test]
fn a_clinic_s_words_come_first() {
    let spanish = own("es", &[("call", "Llame a su clínica"), ("page_of", "{page} / {pages}")], None);
    for tag in ["es", "es-MX"] {
        let (locale, is_known) = Locale::with(tag, Some(&spanish));
        assert!(is_known);
        assert_eq!(locale.own_page_words([day(), day()]), ["{page} / {pages}"]);
        assert_eq!((locale.label(Label::Call), locale.label(Label::Tip)), ("Llame a su clínica", "Consejo"));
        assert_eq!((locale.page_of(2, 3), locale.date(day())), ("2 / 3".to_owned(), "10 de mayo de 2024".to_owned()));
    }
    let (french, _) = Locale::with("fr", Some(&spanish));
    assert_eq!(french.label(Label::Call), "Appelez-nous");
    assert!(french.own_page_words([day(), day()]).is_empty());
    assert!(spanish.lacking().is_empty());
}

/// A language of which neither the tool nor CLDR knows anything is whole once a clinic gives all of it; CLDR has the
/// dates of some languages in which the tool has no words.
#[test]
fn a_clinic_adds_a_language() {
    let months = std::array::from_fn(|month| format!("Lub {} Hlis", month + 1));
    let dates = OwnDates { template: "{day} {month} {year}".to_owned(), months };
    let hmong = own("hmn", &[("call", "Hu rau peb")], Some(dates));
    let (locale, is_known) = Locale::with("hmn", Some(&hmong));
    assert!(is_known);
    assert_eq!((locale.label(Label::Call), locale.label(Label::Tip)), ("Hu rau peb", "Tip"));
    assert_eq!(locale.date(day()), "10 Lub 5 Hlis 2024");
    // Letters and colons are those of English.
    assert_eq!(hmong.lacking().len(), forms().count() - 3);
    assert!(own("dv", &[], None).lacking().contains(&"letters"));

    let without_dates = own("hmn", &[], None);
    assert!(without_dates.lacking().ends_with(&["date", "months"]));
    assert_eq!(Locale::with("hmn", Some(&without_dates)).0.date(day()), "May 10, 2024");
    let hausa = own("ha", &[("call", "Kira mu")], None);
    assert_eq!(Locale::with("ha", Some(&hausa)).0.date(day()), "2024, Mayu 10");
    assert!(!hausa.lacking().contains(&"date"));
}
