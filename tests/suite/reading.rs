//! `handout check` tells what is hard to read, as the clinic sets it.

use serde_json::Value;

use super::cli::Clinic;

const PLAIN: &str = "      - Drink a glass of water when you get up and at noon.\n";
const HARD: &str = "      - Edema and dyspnea necessitate utilization of diuretics.\n";

fn article(language: &str, paragraphs: &str) -> String {
    format!(
        "title: Water\nlanguage: {language}\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections:\n  - heading: How much?\n    body:\n{paragraphs}"
    )
}

/// The findings of a check of one article, and whether it passes.
fn checked(lint: &str, files: &[(&str, &str)]) -> (Vec<Value>, bool) {
    let clinic = Clinic::new(&[("content/handout.yaml", lint)]);
    files.iter().for_each(|(name, text)| clinic.write(name, text));
    let run = clinic.run(&["check", "-q", "--format", "json"]);
    let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let objects = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    (objects.filter(|object| object["code"].is_string()).collect(), run.get_output().status.success())
}

#[test]
fn budgets_fail_the_check_where_they_are_errors() {
    let text = article("en", &(PLAIN.repeat(9) + HARD));
    let files = [("content/water.yaml", text.as_str())];
    assert_eq!(checked("name: Riverside\n", &files), (vec![], true));
    let (found, passes) = checked("lint: {reading: {hard_words: 4}}\n", &files);
    assert!(passes && found.len() == 1, "{found:?}");
    let finding = &found[0];
    assert_eq!(
        (&finding["code"], &finding["severity"], &finding["line"]),
        (&"hard-words".into(), &"warning".into(), &17.into())
    );
    let hint = finding["hint"].as_str().expect("a hint");
    assert!(hint.starts_with("hard words here: Edema (swelling), dyspnea (trouble breathing)"), "{hint}");
    let (found, passes) = checked("lint: {hard-words: error, reading: {hard_words: 4}}\n", &files);
    assert!(!passes && found[0]["severity"] == "error", "{found:?}");
    for quiet in [
        "lint: {hard-words: off, reading: {hard_words: 4}}\n",
        "lint: {reading: {hard_words: 5}}\n",
        "lint: {reading: {hard_words: 4}, known_words: [edema]}\n",
    ] {
        assert_eq!(checked(quiet, &files), (vec![], true), "{quiet}");
    }
}

#[test]
fn hard_words_long_sentences_and_grades_can_be_excused() {
    let text = article("en", &(PLAIN.repeat(9) + HARD));
    let lint = "lint: {reading: {hard_words: 4, grade: 0, sentence: 12}}\n";
    let codes = |text: &str| -> Vec<String> {
        let (found, _) = checked(lint, &[("content/water.yaml", text)]);
        found.iter().filter_map(|finding| finding["code"].as_str().map(str::to_owned)).collect()
    };
    let long = text.replace("at noon.\n      - Edema", "at noon, and a second one late.\n      - Edema");
    assert_eq!(codes(&long), ["reading-grade", "long-sentence", "hard-words"]);
    let excuses =
        ["hard-words", "long-sentence", "reading-grade"].map(|code| format!("  - {{code: {code}, reason: names}}\n"));
    assert_eq!(codes(&format!("{long}excuse:\n{}", excuses.concat())), [""; 0]);
}

#[test]
fn the_sentence_named_is_one_of_the_article_where_it_has_hard_ones() {
    let text = article("en", &(PLAIN.repeat(9) + "      - Call if you have edema.\n      - include: water\n"));
    let snippet = "- Dyspnea, tachycardia and syncope necessitate evaluation.\n";
    let files = [("content/water.yaml", text.as_str()), ("content/snippets/water.yaml", snippet)];
    let (found, _) = checked("lint: {reading: {hard_words: 2}}\n", &files);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0]["file"].as_str().is_some_and(|file| file.ends_with("content/water.yaml")), "{found:?}");
}

#[test]
fn sentences_and_grades_are_told_in_each_language_that_has_them() {
    let long = format!("      - {}.\n", "administración hospitalaria imprescindible ".repeat(9).trim());
    let lint = "lint: {reading: {sentence: 26, grade: 0, inflesz: 100, hard_words: 100}}\n";
    for (language, codes) in [
        ("en", vec!["reading-grade", "long-sentence"]),
        ("es", vec!["reading-grade", "long-sentence"]),
        ("fr", vec!["long-sentence"]),
    ] {
        let text = article(language, &(PLAIN.repeat(9) + &long));
        let (found, _) = checked(lint, &[("content/water.yaml", text.as_str())]);
        let found: Vec<&str> = found.iter().filter_map(|finding| finding["code"].as_str()).collect();
        assert_eq!(found, codes, "{language}");
    }
}
