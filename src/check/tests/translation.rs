use super::{HEAD, read};
use crate::check::{Accepting, article_with};
use crate::site::Site;

/// What is told of a translation whose only section has this body, where that of the English original is `original`.
fn told_in(language: &str, original: &str, translation: &str) -> String {
    let text = |body: &str| {
        let indented: String = body.lines().map(|line| format!("      {line}\n")).collect();
        let references = "references:\n  - {id: a, text: Book A.}\n  - {id: b, text: Book B.}\n";
        format!("{HEAD}sections:\n  - heading: \"?\"\n    body:\n{indented}{references}")
            .replace("Cramps", "Cramps or so")
    };
    let (original, _) = read("en", &text(original));
    let (article, mut notes) = read(language, &text(translation).replace("or so", "etc."));
    article_with(&article, &Site::default(), Some(&original), Accepting::Known(&[]), &mut notes);
    let told = notes.sorted().into_iter().filter(|note| note.code.text() != "uncited-reference").map(|note| {
        let place = note.position().expect("a place");
        format!("{} {}:{}: {}", note.code, place.line, place.column, note.message)
    });
    told.collect::<Vec<_>>().join("|")
}

fn told(original: &str, translation: &str) -> String {
    told_in("es", original, translation)
}

#[test]
fn a_number_or_a_unit_that_is_another_is_told_at_its_place() {
    let wrong = |original, translation, place: &str, message: &str| {
        assert_eq!(told(original, translation), format!("differs-from-original {place}: {message}"));
    };
    wrong("- Take 10 mg.", "- Tome 100 mg.", "7:14", "“100 mg” here is “10 mg” in the original");
    wrong("- Take 10 mg.", "- Tome 10 mL.", "7:14", "“10 mL” here is “10 mg” in the original");
    wrong("- Wait 24 hours.", "- Espere.", "7:9", "the original says “24” here, and the translation does not");
    wrong("- Wait.", "- Espere 24 horas.", "7:16", "the original does not say “24” here");
    wrong("- Take 1,500 mg.", "- Tome 150,5 mg.", "7:14", "“150,5 mg” here is “1,500 mg” in the original");
    wrong("- Take ½ tablet.", "- Tome ¼ de tableta.", "7:14", "“¼” here is “½” in the original");
    wrong("- Take 2 tablets.", "- Tome 3 tabletas.", "7:14", "“3” here is “2” in the original");
    let in_list = "the original does not say “8” here";
    wrong("- bullets: [Take 5 mg., Rest.]", "- bullets: [Tome 5 mg., Descanse 8 horas.]", "7:40", in_list);
}

#[test]
fn what_languages_write_in_other_ways_is_no_difference() {
    for (language, original, translation) in [
        ("es", "- Take 0.5 mg, 1,000 mg or 100.4 °F (38 °C).", "- Tome 0,5 mg, 1.000 mg o 100,4 °F (38 °C)."),
        ("es", "- Take two tablets, one hour apart.", "- Tome 2 tabletas, cada 1 hora."),
        ("es", "- Take 2 tablets twice a day, 1 at 3 pm.", "- Tome dos tabletas 2 veces al día, una a las 15 h."),
        ("ar", "- Take 10 mg at 8.", "- خذ ١٠ ملغ الساعة ٨."),
        ("fr", "- Drink 1,500 mL.", "- Buvez 1\u{202f}500 ml."),
        ("zh", "- Take 2 tablets of 50 mcg.", "- 服用两片 50 微克。"),
        ("ru", "- Take 10 mg three times.", "- Примите 10 мг 3 раза."),
        ("es", "- Take 1/2 tablet.", "- Tome ½ tableta."),
        ("es", "- Call (312) 555-0100.", "- Llame al 312-555-0100."),
        ("es", "- Text 988, or call.", "- Envíe un mensaje al 988, o llame al 988."),
        ("es", "- Take vitamin B12.", "- Tome vitamina B12."),
    ] {
        let told = told_in(language, original, translation);
        assert!(!told.contains("differs-from-original"), "{translation}: {told}");
    }
}

#[test]
fn numbers_to_call_links_and_citations_are_the_same() {
    let number = told("- Call 555-0100.", "- Llame al 555-0142.");
    assert!(number.contains("7:18: the number 555-0142 here is 555-0100 in the original"), "{number}");
    let link = |address: &str| format!("- \"[Página](https://{address})\"");
    let differs = |own: &str| told(&link("cancer.gov/fatigue"), &link(own)).contains("differs-from-original");
    assert!(!differs("cancer.gov/fatigue") && !differs("cancer.gov/espanol/fatiga"), "a page in Spanish");
    assert!(differs("example.org") && differs("cancer.gov/pain"));
    assert!(told("- Rest.[@a]", "- Descanse.[@b]").contains("“b” is cited here, and “a” in the original"));
    assert!(told("- Rest.[@a]", "- Descanse.").contains("the original cites “a” here"));
    assert_eq!(told("- Rest.[@a; @b]", "- Descanse.[@b][@a]"), "");
}

#[test]
fn texts_that_were_left_are_told() {
    let rest = "- Rest on your bed. Take 5 mg.";
    assert_eq!(told(rest, rest), "untranslated-text 7:9: these words stand so in the original, in `en`");
    assert!(
        told("- Stay in bed. Drink.", "- Descanse. Stay in bed. Beba.").contains("untranslated-text 7:9"),
        "a sentence"
    );
    assert_eq!(told("- Ondansetron (Zofran)", "- Ondansetron (Zofran)"), "", "names stay");
    assert!(
        told("- Rest.", "- Отдыхайте в постели, пейте много воды и звоните нам.").contains("untranslated-text 7:9")
    );
}

#[test]
fn a_section_whose_parts_do_not_go_alike_is_compared_as_a_whole() {
    let original = "- Take 10 mg.\n- Wait 24 hours.";
    assert_eq!(told(original, "- Tome 10 mg. Espere 24 horas."), "");
    let wrong = told(original, "- Tome 10 mg. Espere 42 horas.");
    assert!(wrong.contains("7:28: “42” here is “24” in the original"), "{wrong}");
}

/// Each is held against each: of a text with very many, nothing is told.
#[test]
fn very_many_numbers_and_links_are_not_compared() {
    let numbers = |count: usize| (0..count).map(|n| format!("{} x", 1000 + n)).collect::<Vec<_>>().join(" ");
    let text = |count: usize| format!("- {}", numbers(count));
    assert!(told(&text(1_000), &text(999)).contains("the original says “1999” here"));
    assert!(!told(&text(50_000), &text(49_999)).contains("the original says"));
    let link = |n: usize| format!("[a](https://a{n}.org)");
    let links = |from: usize, to: usize| format!("- \"{}\"", (from..to).map(link).collect::<Vec<_>>().join(" "));
    assert!(told(&links(0, 100), &links(1, 101)).contains("this link leads to https://a100.org"));
    assert!(!told(&links(0, 20_000), &links(20_000, 40_000)).contains("link"));
    let phones = |site: usize| (0..9_000).map(|n| format!("call {site}-{n:04}")).collect::<Vec<_>>().join(", ");
    assert!(!told(&format!("- {}", phones(312)), &format!("- {}", phones(555))).contains("the number"));
    let called = format!("- {}", "555-0100 ".repeat(5_000));
    assert!(!told(&called, &called).contains("differs-from-original"));
}

/// However many parts their addresses have, each link is paired once.
#[test]
fn links_of_very_long_addresses_are_compared() {
    let parts: String = (0..100).map(|n| format!("part{n}/")).collect();
    let links = |count: usize, page: &str| -> String {
        let link = |n: usize| format!("[a](https://example.org/{parts}{n}/{page})");
        format!("- \"{}\"", (0..count).map(link).collect::<Vec<_>>().join(" "))
    };
    assert!(!told(&links(1_000, "en"), &links(1_000, "es")).contains("link"));
    assert!(told(&links(1_000, "en"), &links(1_000, "fr")).contains("this link leads to"));
    assert!(told(&links(1_000, "en"), &links(999, "es")).contains("the original has a link to"));
}

#[test]
fn what_a_program_translated_has_to_be_read() {
    let told = |lines: &str| {
        let text = format!("{HEAD}{lines}sections:\n  - heading: What?\n    body: Text.\n");
        super::noted("es", &text).iter().map(|note| note.code.text()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told("translation: machine\n"), "machine-translation");
    assert_eq!(told("translation: machine\ntranslated_by: A program\nreviewers: [A nurse]\n"), "");
    assert_eq!(told("translation: machine\nstatus: draft\n"), "");
    assert_eq!(told("translation: human\n"), "");
}
