use jiff::civil::date;

use crate::article::{Article, Block, Section};
use crate::check::doses::{self, MOST_TOLD};
use crate::check::texts::texts;
use crate::diagnostics::Notes;
use crate::language::Language;
use crate::prose::Text;

/// What is noted of an article of these paragraphs.
fn noted(language: &str, paragraphs: &[&str]) -> Notes {
    let day = date(2026, 11, 26);
    let language = Language::parse(language).expect("a tag");
    let mut article = Article::new("a", language, Text::from("Doses"), (day, day));
    let body = paragraphs.iter().map(|text| Block::Paragraph(Text::from(*text))).collect();
    article.sections.push(Section { heading: Text::from("How much?"), body, sections: Vec::new(), begins_page: false });
    let mut notes = Notes::default();
    doses::check(&article, &texts(&article), &mut notes);
    notes
}

/// The codes and hints, each once.
fn told_in(language: &str, paragraphs: &[&str]) -> String {
    let told = noted(language, paragraphs).sorted();
    let told = told.iter().map(|note| format!("{}: {}", note.code.text(), note.hint.as_deref().unwrap_or_default()));
    told.collect::<Vec<_>>().join("; ")
}

fn told(text: &str) -> String {
    told_in("en", &[text])
}

#[test]
fn a_point_needs_a_zero_before_it_and_a_dose_none_behind() {
    assert_eq!(told("Take .5 mg."), "naked-decimal: write a zero before the point: `0.5`");
    assert_eq!(told("Take (.25 mL)."), "naked-decimal: write a zero before the point: `0.25`");
    assert_eq!(told("Take 1.0 mg."), "trailing-zero: write `1`");
    assert_eq!(told("Take 5.00 mL or 1.0 to 2.5 mg."), "trailing-zero: write `5`; trailing-zero: write `1`");
    assert_eq!(told("Take 2.0 tablets."), "trailing-zero: write `2`");
    for right in [
        "Take 0.5 mg.",
        "A potassium of 4.0 mmol/L is normal, and so is 1.0 mg/dL.",
        "Version 1.0 of this plan.",
        "Take 1,000 mg.",
        "Take 2.5 mg at 9.",
        "See page 3.5 of the book",
        "The score is 4.0.",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
    assert_eq!(told_in("de", &["Nehmen Sie 1,0 mg."]), "trailing-zero: write `1`");
    assert_eq!(told_in("de", &["Nehmen Sie 1.000 mg."]), "");
    assert_eq!(told_in("de", &["Nehmen Sie ,5 mg."]), "naked-decimal: write a zero before the comma: `0,5`");
    assert_eq!(told_in("es", &["Tome 2.0 tabletas."]), "trailing-zero: write `2`");
}

#[test]
fn a_unit_does_not_touch_its_number() {
    assert_eq!(told("Take 10mg."), "glued-unit: put a space between: `10 mg`");
    assert_eq!(
        told("Take 2tablets of 5 mg/10mL."),
        "glued-unit: put a space between: `2 tablets`; glued-unit: put a space between: `10 mL`"
    );
    assert_eq!(told("Take 5-10mL."), "glued-unit: put a space between: `10 mL`");
    for right in ["Take 10 mg.", "Use the 5G network.", "Vitamin B12 helps.", "At 37°C", "A 3D scan", "the 1990s"] {
        assert_eq!(told(right), "", "{right}");
    }
}

#[test]
fn abbreviations_that_are_misread_are_told() {
    assert_eq!(told("Inject 10 U."), "unsafe-abbreviation: write “units”");
    assert_eq!(told("Inject 10U."), "unsafe-abbreviation: write “units”");
    assert_eq!(told("1,000 IU of vitamin D"), "unsafe-abbreviation: write “units”");
    assert_eq!(told("Take 5 cc."), "unsafe-abbreviation: write “mL”");
    assert_eq!(told("Take it QD."), "unsafe-abbreviation: write “once a day”");
    assert_eq!(told("Take 5 mg q.o.d. in the morning"), "unsafe-abbreviation: write “every other day”");
    assert_eq!(told("MSO4 for pain"), "unsafe-abbreviation: write “morphine”");
    assert_eq!(told("MgSO₄ by drip"), "unsafe-abbreviation: write “magnesium sulfate”");
    assert_eq!(told("Take MS 10 mg."), "unsafe-abbreviation: write “morphine”");
    assert_eq!(told("Take 10 mg PO."), "unsafe-abbreviation: write “by mouth”");
    assert_eq!(
        told("Take 2 tablets q8h prn."),
        "unsafe-abbreviation: write “every 8 hours”; unsafe-abbreviation: write “if you need it”"
    );
    assert_eq!(told("Take it q 4-6 hours."), "unsafe-abbreviation: write “every 4-6 hours”");
    assert_eq!(told("Inject 10 u."), "unsafe-abbreviation: write “units”");
    for right in [
        "MS Contin 15 mg",
        "20 people with MS",
        "Our PO Box 12",
        "Vitamin Q 8 is no vitamin",
        "U-100 insulin",
        "A U-shaped pillow",
        "We bid you good night.",
        "An IUD",
        "Type U",
        "The iu in Iulia",
        "Dr. Q. Dee",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
    assert_eq!(told_in("es", &["Ponga 10 U."]), "", "other languages have other abbreviations");
}

#[test]
fn fractions_and_thousands_are_written_out() {
    assert_eq!(told("Take 1/2 tablet."), "typed-fraction: write `½`, or the word");
    assert_eq!(told("Take 1-1/2 tablets."), "typed-fraction: write `½`, or the word");
    assert_eq!(told_in("es", &["Tome 1/2 tableta. El 1/2 de este mes"]), "typed-fraction: write `½`, or the word");
    assert_eq!(told("It has 2500 calories."), "missing-comma: write `2,500`");
    assert_eq!(told("Take 10000 units."), "missing-comma: write `10,000`");
    assert_eq!(told("Take 1000 to 2000 mg."), "missing-comma: write `1,000`; missing-comma: write `2,000`");
    for right in [
        "A phase 1/2 trial",
        "Call on 1/2/2026.",
        "Open 24/7 all year",
        "In 2026 tablets were new",
        "1/2026 was cold",
        "Call 5550100.",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
}

#[test]
fn an_article_full_of_them_is_told_of_a_part() {
    let many = "Take 10mg. ".repeat(5_000);
    assert_eq!(noted("en", &[&many]).warnings(), MOST_TOLD);
}

#[test]
fn micrograms_are_written_in_one_way() {
    let mixed = told_in("en", &["Take 50 mcg.", "Or 75 µg.", "Or 100 µg."]);
    assert_eq!(mixed, "mixed-micrograms: write `mcg` everywhere: `µg` is misread as `mg`");
    assert_eq!(told_in("en", &["Take 50 mcg.", "Or 75 mcg."]), "");
}
