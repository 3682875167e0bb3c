use std::sync::Arc;

use super::*;
use crate::article::tests::Folder;
use crate::diagnostics::{Notes, Source};
use crate::language::Language;

fn read(text: &str, base: Option<&Site>) -> (Option<Site>, String) {
    let source: Arc<Source> = Source::new("handout.yaml", text.as_bytes().to_vec()).expect("sound text");
    let mut notes = Notes::default();
    let site = Site::read(&source, base, &Folder, &mut notes);
    let told = notes.sorted().into_iter().map(|note| match note.position() {
        Some(at) => format!("{} {}:{}", note.code, at.line, at.column),
        None => note.code.to_string(),
    });
    (site, told.collect::<Vec<_>>().join("|"))
}

const RIVERSIDE: &str = "\
name: Riverside Cancer Center
tagline: The easy way to understand your treatment
affiliate: A member of the Lakeside network
logo: logo.svg
contacts:
  - {id: nurse, label: Nurse line, phone: 555-0100, hours: \"Mon-Fri, 8 am to 5 pm\"}
emergency: \"911\"
language: en-US
page: letter
editions: [standard, large]
color: \"#0b5c7a\"
disclaimer: This handout does not replace the advice of your care team.
";

fn plain(text: &Option<Text>) -> Option<String> {
    text.as_ref().map(Text::plain)
}

#[test]
fn the_contract_s_site_is_sound() {
    let (site, told) = read(RIVERSIDE, None);
    assert_eq!(told, "");
    let site = site.expect("sound");
    assert_eq!(plain(&site.name).as_deref(), Some("Riverside Cancer Center"));
    assert_eq!(plain(&site.contacts[0].hours).as_deref(), Some("Mon-Fri, 8 am to 5 pm"));
    assert_eq!(site.editions, [Edition::Standard, Edition::Large]);
    assert_eq!(site.color, Some(Color { red: 0x0b, green: 0x5c, blue: 0x7a }));
    assert!(site.logo.is_some());
}

#[test]
fn an_overlay_replaces_what_it_says() {
    let (base, _) = read(RIVERSIDE, None);
    let (site, told) = read("name: Centro Riverside\npage: a4\nlanguage: es\n", base.as_ref());
    assert_eq!(told, "");
    let site = site.expect("sound");
    assert_eq!(plain(&site.name).as_deref(), Some("Centro Riverside"));
    assert_eq!((site.page, site.contacts.len(), site.language.tag()), (Paper::A4, 1, "es"));
}

#[test]
fn contacts_left_in_another_language_are_told() {
    let base = read(RIVERSIDE, None).0.expect("sound");
    let told = |text: &str, language: &str, base: &Site| {
        let language = &Language::parse(language).unwrap();
        let source: Arc<Source> = Source::new("handout.es.yaml", text.as_bytes().to_vec()).expect("sound text");
        let mut notes = Notes::default();
        let site = Site::overlay(&source, base, language, &Folder, &mut notes).expect("sound");
        let told: Vec<String> =
            notes.sorted().into_iter().map(|note| format!("{}: {}", note.code, note.message)).collect();
        (site.contacts.len(), told.join("|"))
    };
    let left = "contact-language: contacts such as “Nurse line” stay in `en-US` in handouts in `es`";
    assert_eq!(told("name: Centro Riverside\n", "es", &base), (1, left.to_owned()));
    assert_eq!(told("", "es", &base).1, left);
    assert_eq!(told("contacts: [{id: nurse, label: Enfermería}]\n", "es", &base), (1, String::new()));
    // The same language of another country, and a site without contacts.
    assert_eq!(told("page: a4\n", "en-GB", &base), (1, String::new()));
    assert_eq!(told("page: a4\n", "es", &Site::default()), (0, String::new()));
    let taiwan = Site { language: Language::parse("zh-Hant").unwrap(), ..base };
    assert!(told("page: a4\n", "zh-Hans", &taiwan).1.starts_with("contact-language"));
    // Where nothing else is said, Chinese is in simplified characters.
    assert!(told("page: a4\n", "zh", &taiwan).1.starts_with("contact-language"));
    assert_eq!(told("page: a4\n", "zh-TW", &taiwan).1, "");
}

#[test]
fn an_empty_site_is_a_plain_one() {
    for text in ["", "# nothing yet\n", "name:\n", "x-owner: Jane\n"] {
        let (site, told) = read(text, None);
        assert_eq!((site.map(|site| site.name.is_none()), told.as_str()), (Some(true), ""), "in {text:?}");
    }
}

#[test]
fn mistakes_are_named_and_placed() {
    let cases = [
        ("nam: a", "unknown-key 1:1"),
        ("- a", "wrong-type 1:1"),
        ("name: [a]", "wrong-type 1:7"),
        ("name: a **b", "unclosed-strong 1:9"),
        ("logo: none.svg", "missing-file 1:7"),
        ("logo: ../logo.svg", "outside-root 1:7"),
        ("contacts: [{label: a}]", ""),
        ("contacts: [{label: a}, {label: b}]", ""),
        ("contacts: [{label: a, phone: 555,0100}]", "comma-in-number 1:33"),
        ("contacts: [{phone: 555-0100}]", "missing-key 1:13"),
        ("contacts: [{id: a}]", "missing-key 1:13"),
        ("contacts: [{id: a, label: b, fone: c}]", "unknown-key 1:30"),
        ("contacts: [{id: a, label: b}, {id: a, label: c}]", "duplicate-id 1:36"),
        ("contacts: []", "empty-list 1:11"),
        ("language: English", "bad-language 1:11"),
        ("page: A5", "unknown-value 1:7"),
        ("editions: [standart]", "unknown-value 1:12"),
        ("editions: [large, large]", "duplicate-value 1:19"),
        ("color: teal", "bad-color 1:8"),
        ("color: #0b5c7a", "comment-in-text 1:8"),
        ("color: '#ffcc00'", "low-contrast 1:8"),
        ("color: '#767676'", ""),
        ("phone: 1\nname: a: b", "unknown-key 1:1|colon-in-text 2:8"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, None).1, expected, "in {text:?}");
    }
}
