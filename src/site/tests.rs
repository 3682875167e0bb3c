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
fit: sheets
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
    let (compact, _) = read("editions: [compact]", None);
    assert_eq!(compact.expect("sound").editions, [Edition::Compact]);
    assert_eq!(site.color, Some(Color { red: 0x0b, green: 0x5c, blue: 0x7a }));
    assert!(site.logo.is_some());
    assert_eq!(site.fit, Fit::Sheets);
}

#[test]
fn handouts_are_fitted_to_sheets_unless_the_clinic_wants_none() {
    let fit = |text| read(text, None).0.expect("sound").fit;
    assert_eq!((fit(""), fit("fit: none")), (Fit::Sheets, Fit::None));
    assert_eq!(read("fit: pages", None).1, "unknown-value 1:6");
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
fn words_of_a_site_are_in_the_language_of_the_file_that_says_them() {
    let base = read(RIVERSIDE, None).0.expect("sound");
    let source = Source::new("handout.es.yaml", b"contacts: [{id: nurse, label: Enfermer\xc3\xada}]\n".to_vec());
    let spanish = Language::parse("es").expect("a tag");
    let mut notes = Notes::default();
    let site = Site::overlay(&source.expect("UTF-8"), &base, &spanish, &Folder, &mut notes).expect("sound");
    assert!(notes.is_empty());
    let language = |text: Option<&Text>| text.and_then(|text| text.language.as_ref()).map(|it| it.tag().to_owned());
    let nurse = &site.contacts[0];
    assert_eq!(language(Some(&nurse.label)).as_deref(), Some("es"));
    assert_eq!(language(nurse.hours.as_ref()).as_deref(), Some("en-US"));
    assert_eq!(language(site.disclaimer.first()).as_deref(), Some("en-US"));
    // Names and numbers are the same in all.
    assert_eq!((language(site.name.as_ref()), language(nurse.phone.as_ref())), (None, None));
    assert_eq!(plain(&nurse.phone).as_deref(), Some("555-0100"));
}

#[test]
fn contacts_keep_their_order_and_new_ones_stand_where_they_are_said() {
    let (base, _) = read("contacts: [{id: a, label: A, phone: 1}, {id: b, label: B}]\n", None);
    let order = |text: &str| {
        let (site, told) = read(&format!("contacts: {text}"), base.as_ref());
        let labels = site.iter().flat_map(|site| &site.contacts).map(|contact| contact.label.plain());
        (labels.collect::<String>(), told)
    };
    let cases = [
        ("[{id: b, label: X}]", "AX", ""),
        ("[{id: b, label: X}, {id: a, label: Y}]", "YX", ""),
        ("[{id: n, label: N}]", "NAB", ""),
        ("[{id: n, label: N}, {id: b}, {id: m, label: M}]", "NABM", ""),
        ("[{id: a, hours: always}, {id: n, label: N}]", "ANB", ""),
        ("[{id: a, phone: 1}]", "AB", ""),
        ("[{id: a, phone: 2}]", "AB", "contact-number 1:27"),
        ("[{id: b, phone: 2}]", "AB", ""),
        ("[{id: n}]", "", "missing-key 1:13"),
        ("[{id: a}, {id: a}]", "", "duplicate-id 1:26"),
    ];
    for (text, labels, told) in cases {
        assert_eq!(order(text), (labels.to_owned(), told.to_owned()), "in {text}");
    }
}

#[test]
fn contacts_without_ids_are_laid_over_in_their_order() {
    let (base, _) = read("contacts: [{label: A, phone: 1}, {id: n, label: N}, {label: B, phone: 2}]\n", None);
    let contacts = |text: &str| {
        let (site, told) = read(&format!("contacts: {text}"), base.as_ref());
        let site = site.expect("sound");
        let shown = site.contacts.iter().map(|it| it.label.plain() + &plain(&it.phone).unwrap_or_default());
        (shown.collect::<Vec<_>>().join(" "), told)
    };
    let cases = [
        ("[{label: X}]", "X1 N B2", ""),
        ("[{label: X}, {label: Y, phone: 2}]", "X1 N Y2", ""),
        ("[{label: X}, {label: Y, phone: 3}]", "X1 N Y3", "contact-number 1:42"),
        ("[{label: X}, {label: Y}, {label: Z}]", "X1 N Y2 Z", ""),
    ];
    for (text, shown, told) in cases {
        assert_eq!(contacts(text), (shown.to_owned(), told.to_owned()), "in {text}");
    }
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
