//! Findings that are let pass where they stand, with a reason.

use std::collections::BTreeMap;

use super::cli::Clinic;

const HEAD: &str = "title: Rest\ncreated: 2026-01-01\nupdated: 2026-01-02\n";
const GLUED: &str = "{code: glued-unit, reason: the name of a product}";

/// Codes that are told of one article, and how often.
fn told(text: &str) -> BTreeMap<String, usize> {
    told_in(&[("content/rest.yaml", text)])
}

fn told_in(files: &[(&str, &str)]) -> BTreeMap<String, usize> {
    let run = Clinic::new(files).run(&["check", "-q", "--format", "json"]);
    let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let mut codes = BTreeMap::new();
    for line in out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")) {
        *codes.entry(line["code"].as_str().expect("a code").to_owned()).or_insert(0) += 1;
    }
    codes
}

fn codes(told: &[(&str, usize)]) -> BTreeMap<String, usize> {
    told.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect()
}

fn article(head: &str, first: &str, second: &str) -> String {
    format!(
        "{HEAD}{head}sections:\n  - heading: How much?\n    body:\n{first}  - heading: How long?\n    body:\n{second}"
    )
}

#[test]
fn an_excuse_holds_for_its_article_section_or_block() {
    let glued = "      - Take 10mg at night.\n";
    assert_eq!(told(&article("", glued, glued)), codes(&[("glued-unit", 2)]));
    let whole = format!("excuse: [{GLUED}]\n");
    assert_eq!(told(&article(&whole, glued, glued)), codes(&[]));
    let section = format!("{glued}    excuse: [{GLUED}]\n");
    assert_eq!(told(&article("", &section, glued)), codes(&[("glued-unit", 1)]));
    let list = format!(
        "      - bullets:\n          - Take 10mg at night.\n          - Drink water.\n        excuse: [{GLUED}]\n"
    );
    assert_eq!(told(&article("", &format!("{list}{glued}"), glued)), codes(&[("glued-unit", 2)]));
    let paragraph = format!("      - text: Take 10mg at night.\n        excuse: [{GLUED}]\n");
    assert_eq!(told(&article("", &format!("{paragraph}{glued}"), glued)), codes(&[("glued-unit", 2)]));
    let item = format!(
        "      - bullets:\n          - text: Take 10mg at night.\n            excuse: [{GLUED}]\n          - Take 10mg by day.\n"
    );
    assert_eq!(told(&article("", &item, "      - One day.\n")), codes(&[("glued-unit", 1)]));
    let other = section.replace("glued-unit", "naked-decimal");
    assert_eq!(told(&article("", &other, glued)), codes(&[("glued-unit", 2), ("unused-excuse", 1)]));
}

#[test]
fn an_excused_paragraph_is_printed_as_any_other() {
    let clinic = Clinic::new(&[("content/rest.yaml", &article("", "      - Take 10 mg.\n", "      - One day.\n"))]);
    let text = |clinic: &Clinic| {
        clinic.run(&["build", "-q", "--text"]).success();
        std::fs::read_to_string(clinic.path().join("output/rest.txt")).expect("a text")
    };
    let before = text(&clinic);
    let excused = format!("      - excuse: [{GLUED}]\n        text: Take 10 mg.\n");
    clinic.write("content/rest.yaml", &article("", &excused, "      - One day.\n"));
    assert_eq!(text(&clinic), before);
    // Without an excuse beside it, `text` may be the first word of a sentence.
    assert_eq!(told(&article("", "      - text: 555-0100\n", "      - One day.\n")), codes(&[("colon-in-text", 1)]));
}

#[test]
fn an_excuse_beside_an_include_holds_for_the_snippet() {
    let includes = |excuse: &str| article("", &format!("      - include: dose\n{excuse}"), "      - One day.\n");
    let told = |article: &str, snippet: &str| {
        told_in(&[("content/rest.yaml", article), ("content/snippets/dose.yaml", snippet)])
    };
    let glued = "- Take 10mg at night.\n";
    assert_eq!(told(&includes(""), glued), codes(&[("glued-unit", 1)]));
    assert_eq!(told(&includes(&format!("        excuse: [{GLUED}]\n")), glued), codes(&[]));
    // In the snippet itself, it holds for every article; whether one of them needs it is not known here.
    let in_snippet = format!("- text: Take 10mg at night.\n  excuse: [{GLUED}]\n");
    assert_eq!(told(&includes(""), &in_snippet), codes(&[]));
    assert_eq!(told(&includes(""), &in_snippet.replace("10mg", "10 mg")), codes(&[]));
}

#[test]
fn an_excuse_needs_a_reason_and_a_code_that_can_be_let_pass() {
    let with = |excuse: &str| told(&article(&format!("excuse: [{excuse}]\n"), "      - A.\n", "      - B.\n"));
    assert_eq!(with("{code: glued-unit}"), codes(&[("missing-key", 1)]));
    assert_eq!(with("{code: glued-unit, reason: ''}"), codes(&[("empty-text", 1)]));
    assert_eq!(with("{code: glue-unit, reason: a}"), codes(&[("unknown-value", 1)]));
    assert_eq!(with("{code: unclosed-strong, reason: a}"), codes(&[("unknown-value", 1)]));
    assert_eq!(with("{code: glued-unit, reason: a, untill: 2030-01-01}"), codes(&[("unknown-key", 1)]));
    assert_eq!(with(&[GLUED; 201].join(", "))["too-many-excuses"], 1);
    let clinic = Clinic::new(&[(
        "content/rest.yaml",
        &article("excuse: [{code: glue-unit, reason: a}]\n", "      - A.\n", "      - B.\n"),
    )]);
    let err = String::from_utf8(clinic.run(&["check"]).code(1).get_output().stderr.clone()).expect("UTF-8");
    assert!(err.contains("did you mean `glued-unit`?"), "{err}");
}

#[test]
fn an_excuse_ends_with_its_last_day() {
    let until = |day: &str| {
        let excuse = format!("excuse: [{{code: glued-unit, reason: a, until: {day}}}]\n");
        told(&article(&excuse, "      - Take 10mg.\n", "      - B.\n"))
    };
    assert_eq!(until("2099-01-01"), codes(&[]));
    assert_eq!(until("2025-01-01"), codes(&[("expired-excuse", 1), ("glued-unit", 1)]));
}

#[test]
fn what_is_excused_is_not_told_however_loud_the_clinic_wants_it() {
    let text = article(&format!("excuse: [{GLUED}]\n"), "      - Take 10mg.\n", "      - B.\n");
    let site = |lint: &str| told_in(&[("content/rest.yaml", &text), ("content/handout.yaml", lint)]);
    assert_eq!(site("lint: {glued-unit: error}\n"), codes(&[]));
    // Another clinic may want it told, so that the excuse is not superfluous.
    assert_eq!(site("lint: {glued-unit: off}\n"), codes(&[]));
    let unused = text.replace("10mg", "10 mg");
    let site = |lint: &str| told_in(&[("content/rest.yaml", &unused), ("content/handout.yaml", lint)]);
    assert_eq!(site("lint: {unused-excuse: off}\n"), codes(&[]));
}

/// What an author has to mend in the words is told together with what keeps the article from being made.
#[test]
fn an_article_with_errors_is_told_of_its_words_too() {
    let text = article("", "      - Take 10mg.\n      - \"Drink **water\"\n", "      - B.\n");
    assert_eq!(told(&text), codes(&[("glued-unit", 1), ("unclosed-strong", 1)]));
    let excused = text.replace("sections", &format!("excuse: [{GLUED}]\nsections"));
    assert_eq!(told(&excused), codes(&[("unclosed-strong", 1)]));
    // Whether an excuse is needed is known once all can be read.
    assert_eq!(told(&excused.replace("10mg", "10 mg")), codes(&[("unclosed-strong", 1)]));
    let site = |lint: &str| told_in(&[("content/rest.yaml", &text), ("content/handout.yaml", lint)]);
    assert_eq!(site("lint: {glued-unit: off}\n"), codes(&[("unclosed-strong", 1)]));
}
