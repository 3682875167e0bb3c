use std::sync::Arc;

use super::*;
use crate::article::tests::Folder;
use crate::diagnostics::{Code, Diagnostic, Notes, Severity, Source};
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
    assert_eq!(plain(&site.contacts.iter().next().expect("one").hours).as_deref(), Some("Mon-Fri, 8 am to 5 pm"));
    assert_eq!(site.editions, [Edition::Standard, Edition::Large]);
    let (compact, _) = read("editions: [compact]", None);
    assert_eq!(compact.expect("sound").editions, [Edition::Compact]);
    assert_eq!(site.color, Some(Color { red: 0x0b, green: 0x5c, blue: 0x7a }));
    assert!(site.logo.is_some());
    assert_eq!(site.fit, Fit::Sheets);
}

#[test]
fn web_pages_are_made_where_the_clinic_says_so() {
    let html = |text: &str| read(text, None).0.expect("a site").html;
    let base = Some("https://example.org/handouts".to_owned());
    assert_eq!((html(""), html("html: false")), (None, None));
    assert_eq!(html("html: true"), Some(Html::default()));
    assert_eq!(
        html("html: {base: \"https://example.org/handouts/\"}"),
        Some(Html { base: base.clone(), ..Html::default() })
    );
    // An overlay that only asks for them keeps the address; one that does not want them has none.
    let (site, _) = read("html: {base: \"https://example.org/handouts\"}", None);
    let over = |text: &str| read(text, site.as_ref()).0.expect("a site").html;
    assert_eq!((over("html: true"), over("html: false")), (Some(Html { base, ..Html::default() }), None));
    let embedded = |text: &str| html(text).map(|html| html.fonts);
    assert_eq!(embedded("html: {fonts: embed}"), Some(PageFonts::Embed));
    assert_eq!(
        (embedded("html: {fonts: system}"), embedded("html: true")),
        (Some(PageFonts::System), embedded("html: {}"))
    );
    for (text, told) in [
        ("html: yes", "unknown-value 1:7"),
        ("html: {root: x}", "unknown-key 1:8"),
        ("html: {fonts: mine}", "unknown-value 1:15"),
        ("html: {base: example.org}", "bad-link 1:14"),
        ("html: {base: \"https://example.org/?a\"}", "bad-link 1:14"),
    ] {
        assert_eq!(read(text, None).1, told, "{text}");
    }
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
    let nurse = site.contacts.iter().next().expect("one");
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
        let labels = site.iter().flat_map(|site| site.contacts.iter()).map(|contact| contact.label.plain());
        (labels.collect::<String>(), told)
    };
    let cases = [
        ("[{id: b, label: X}]", "AX", ""),
        ("[{id: b, label: X}, {id: a, label: Y}]", "YX", ""),
        ("[{id: n, label: N}]", "NAB", ""),
        ("[{id: n, label: N}, {id: b}, {id: m, label: M}]", "NABM", ""),
        ("[{id: a, hours: always}, {id: n, label: N}]", "ANB", ""),
        ("[{id: b}, {id: m, label: M}, {id: a}, {id: n, label: N}]", "ANBM", ""),
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

/// An overlay for handouts in a language, over a base in English; what is told, and the words.
fn overlay(language: &str, text: &str) -> (Option<Site>, String, String) {
    let (base, _) = read("labels: {call: Call Riverside}\n", None);
    let source = Source::new("handout.xx.yaml", text.as_bytes().to_vec()).expect("sound text");
    let language = Language::parse(language).expect("a tag");
    let mut notes = Notes::default();
    let site = Site::overlay(&source, &base.expect("sound"), &language, &Folder, &mut notes);
    let told = notes.sorted();
    let codes: Vec<&str> = told.iter().map(|note| note.code.text()).collect();
    let words: Vec<String> =
        told.iter().map(|note| format!("{}\n{}", note.message, note.hint.clone().unwrap_or_default())).collect();
    (site, codes.join("|"), words.join("\n"))
}

#[test]
fn labels_are_laid_over_those_of_their_language() {
    let (base, told) = read("labels: {call: Call Riverside, tip: \"Good **to** know\"}\n", None);
    assert_eq!(told, "");
    let base = base.expect("sound").labels.expect("labels");
    assert_eq!((base.language.tag(), base.words["tip"].as_str()), ("en-US", "Good **to** know"));

    let (british, told, _) = overlay("en-GB", "labels: {tip: Hint}\n");
    assert_eq!(told, "");
    let british = british.and_then(|site| site.labels).expect("labels");
    assert_eq!((british.words["call"].as_str(), british.words["tip"].as_str()), ("Call Riverside", "Hint"));

    let (spanish, told, _) = overlay("es", "labels: {page_of: \"{page} / {pages}\"}\n");
    assert_eq!(told, "");
    let spanish = spanish.and_then(|site| site.labels).expect("labels");
    assert_eq!(spanish.words.keys().copied().collect::<Vec<_>>(), ["page_of"]);
}

#[test]
fn labels_that_would_print_nonsense_are_refused_with_a_cure() {
    for (text, code, cure) in [
        ("labels: {cal: Llame}", "unknown-key", "did you mean `call`?"),
        ("labels: {call: [Llame]}", "wrong-type", "put the text between quotes"),
        ("labels: {page_of: \"Hoja {page}\"}", "label-places", "page_of: Page {page} of {pages}"),
        ("labels: {page_of: \"Hoja {page} de {page} {pages}\"}", "label-places", "write `{page}` once"),
        ("labels: {outdated: \"{dat}\"}", "label-places", "did you mean `{date}`?"),
        ("labels: {call: \"Llame al {number}\"}", "label-places", "remove it"),
        ("labels: {field: \"{value}: {label}\"}", "label-places", "field: \"{label}: {value}\""),
        ("labels:\n  say: {sound}", "wrong-type", "say: \"{sound}\""),
        ("labels:\n  figure: {number}. ábra", "needs-quotes", "figure: \"{number}. ábra\""),
        ("labels: {letters: a b c}", "label-count", "ten letters"),
        ("labels: {date: \"{day}/{month}/{year}\"}", "missing-key", "months: [January"),
        ("labels: {date: \"{day} {month} {year}\", months: [enero]}", "label-count", "twelve months"),
        ("labels: {months: [a, b, c, d, e, f, g, h, i, j, k, l]}", "missing-key", "date: \"{month} {day}, {year}\""),
    ] {
        let (site, codes, words) = overlay("es", text);
        assert!(site.is_none(), "{text}");
        assert_eq!(codes, code, "{text}");
        assert!(words.contains(cure), "{text}: {words}");
    }
}

/// Boxes, lists and pages print a label over and over.
#[test]
fn labels_are_no_longer_than_what_is_repeated_may_be() {
    let of = |letters: usize| overlay("es", &format!("labels: {{call: {}}}\n", "a".repeat(letters)));
    assert_eq!(of(500).1, "");
    assert_eq!(of(501).1, "long-text");
    let months = format!(
        "labels: {{date: \"{{day}} {{month}} {{year}}\", months: [{}{}]}}\n",
        "a, ".repeat(11),
        "a".repeat(501)
    );
    assert_eq!(overlay("es", &months).1, "long-text");
}

#[test]
fn what_is_still_in_english_is_told() {
    let (site, codes, words) = overlay("hmn", "labels: {call: Hu rau peb}\n");
    assert_eq!((site.is_some(), codes.as_str()), (true, "missing-labels"));
    assert!(words.contains("`tip`") && words.contains("`months`") && !words.contains("`call`"), "{words}");
    let all: String = forms().map(|form| format!("  {}: {:?}\n", form.name, english(form))).collect();
    let dates = "  date: \"{day} {month} {year}\"\n  months: [a, b, c, d, e, f, g, h, i, j, k, l]\n";
    assert_eq!(overlay("hmn", &format!("labels:\n{all}{dates}")).1, "");
    // CLDR has no dates in Hmong, but in Hausa.
    assert_eq!(overlay("hmn", &format!("labels:\n{all}")).1, "missing-labels");
    assert_eq!(overlay("ha", &format!("labels:\n{all}")).1, "");
}

#[test]
fn the_schema_names_every_label() {
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    let labels = schema["properties"]["labels"]["properties"].as_object().expect("labels");
    assert_eq!(labels.len(), forms().count() + 2);
    assert_eq!(labels["figure"]["pattern"], r"(?=.*\{number\})");
    assert_eq!(labels["tip"]["description"], "Tip");
}

#[test]
fn findings_are_told_as_the_clinic_wants() {
    let (site, told) = read("lint: {glued-unit: off, long-paragraph: error}", None);
    assert_eq!(told, "");
    let note = |code: Code| Diagnostic::new(code, "found");
    let mut found = Notes::default();
    found.extend([Code::GluedUnit, Code::LongParagraph, Code::TrailingZero].map(note));
    let told = site.expect("sound").lint.applied(found);
    let told: Vec<_> = told.iter().map(|note| (note.code, note.severity)).collect();
    assert_eq!(told, [(Code::LongParagraph, Severity::Error), (Code::TrailingZero, Severity::Warning)]);

    // What an overlay leaves out stays as it was.
    let (site, _) = read("lint: {glued-unit: off}", None);
    let (site, _) = read("lint: {glued-unit: warn}", site.as_ref());
    let mut found = Notes::default();
    found.push(note(Code::GluedUnit));
    assert_eq!(site.expect("sound").lint.applied(found).len(), 1);

    for (yaml, told) in [
        ("lint: {glued-unti: off}", "unknown-key"),
        ("lint: {glued-unit: loud}", "unknown-value"),
        ("lint: {unknown-key: off}", "unknown-key"),
        ("lint: {temperature: kelvin}", "unknown-value"),
        ("lint: {known_phones: 988}", "wrong-type"),
        ("lint: off", "wrong-type"),
        ("lint: {signatures: 0}", "bad-number"),
        ("lint: {signatures: two}", "bad-number"),
        ("lint: {review_every: often}", "bad-number"),
        ("lint: {review_every: 2 weeks}", "bad-number"),
        ("lint: {review_every: 0 months}", "bad-number"),
    ] {
        assert!(read(yaml, None).1.starts_with(told), "{yaml}: {}", read(yaml, None).1);
    }
}

/// What the schema completes in an editor is what can be set.
#[test]
fn the_schema_names_every_finding_that_can_be_set() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("a schema");
    let mut named: Vec<&String> =
        schema["properties"]["lint"]["properties"].as_object().expect("a map").keys().collect();
    // Codes have no capitals and no lines below; other keys set how much is asked for.
    named.retain(|name| Code::like(name).is_some_and(|code| code.text() == *name));
    named.sort();
    named.retain(|name| !["known_phones", "phones", "temperature"].contains(&name.as_str()));
    assert_eq!(named, LINTS.iter().map(|code| code.text()).collect::<Vec<_>>());
}

#[test]
fn a_clinic_sets_how_hard_articles_may_be() {
    let (site, told) =
        read("lint: {reading: {hard_words: 12, sentence: 25}, known_words: [nausea, hand-foot syndrome]}", None);
    let site = site.expect("sound");
    assert_eq!(told, "");
    assert_eq!(site.lint.reading, Budgets { hard_words: 12, sentence: 25, ..Budgets::default() });
    assert_eq!(
        ["nausea", "foot", "syndrome", "hair"].map(|word| site.lint.known_words.has(word)),
        [true, true, true, false]
    );

    // What an overlay leaves out stays as it was.
    let (site, _) = read("lint: {reading: {grade: 8}}", Some(&site));
    assert_eq!(
        site.expect("sound").lint.reading,
        Budgets { hard_words: 12, sentence: 25, grade: 8, ..Budgets::default() }
    );

    for (yaml, told) in [
        ("lint: {reading: {grade: eight}}", "bad-number"),
        ("lint: {reading: {grade: 8.5}}", "bad-number"),
        ("lint: {reading: {hard_words: 101}}", "bad-number"),
        ("lint: {reading: {hard-words: 12}}", "unknown-key"),
        ("lint: {reading: error}", "wrong-type"),
        ("lint: {known_words: nausea}", "wrong-type"),
    ] {
        assert!(read(yaml, None).1.starts_with(told), "{yaml}: {}", read(yaml, None).1);
    }
}

#[test]
fn a_time_between_reviews_is_given_in_months_or_years() {
    for (typed, months, shown) in [("2 years", 24, "2 years"), ("1 year", 12, "1 year"), ("18 months", 18, "18 months")]
    {
        let (site, _) = read(&format!("lint: {{review_every: {typed}, signatures: 2}}"), None);
        let lint = site.expect("sound").lint;
        let every = lint.review_every.expect("a time");
        assert_eq!((every.months, every.to_string().as_str(), lint.signatures), (months, shown, 2));
    }
    let month = ReviewInterval { months: 1 };
    assert_eq!(month.end(jiff::civil::date(2026, 1, 31)), jiff::civil::date(2026, 2, 28));
}
