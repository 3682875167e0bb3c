//! Report cards: what a machine can answer is answered with its evidence, and nothing else is.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cli::Clinic;
use super::clinic::home;

const FEVER: &str = "\
title: Fever
created: 2026-01-01
updated: 2026-01-02
reviewed: 2026-01-02
review_due: 2199-01-01
summary:
  - A fever can be the first sign of an infection.
  - Call at once.
sections:
  - heading: What should I do?
    body:
      - You may feel *hot*, cold or **shaky**.
      - steps:
          - Take your temperature.
          - Write it down.
      - checklist: [Buy a thermometer]
      - image: a.svg
        alt: A thermometer.
        caption: It shows 100.4 °F.
";

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0H9V9Z'/></svg>";

fn clinic(files: &[(&str, &str)]) -> Clinic {
    let clinic = Clinic::new(&[("content/handout.yaml", "name: Clinic\n"), ("content/a.svg", PICTURE)]);
    files.iter().for_each(|(name, text)| clinic.write(name, text));
    clinic
}

fn run(clinic: &Clinic, status: i32, arguments: &[&str]) -> (String, String) {
    let run = clinic.run(arguments).code(status);
    let output = run.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

fn cards(clinic: &Clinic, status: i32) -> Vec<Value> {
    let (out, _) = run(clinic, status, &["check", "--report", "--format", "json"]);
    let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines.filter(|line| line["event"] == "report").collect()
}

fn pemat(card: &Value, number: u8) -> &Value {
    let items = card["pemat"].as_array().expect("a list");
    items.iter().find(|item| item["number"] == number).unwrap_or_else(|| panic!("no item {number}"))
}

fn clear_print<'a>(card: &'a Value, word: &str) -> &'a Value {
    let items = card["clear_print"].as_array().expect("a list");
    let of = |item: &&Value| item["item"].as_str().is_some_and(|asks| asks.contains(word));
    items.iter().find(of).unwrap_or_else(|| panic!("no item on {word}"))
}

#[test]
fn evidence_has_its_line() {
    let cards = cards(&clinic(&[("content/fever.yaml", FEVER)]), 0);
    let [card] = cards.as_slice() else { panic!("{cards:?}") };
    let seen = |number: u8| {
        let item = pemat(card, number);
        (item["answer"].as_str(), item["evidence"].as_str().expect("a text"), item["line"].as_u64())
    };
    assert_eq!(seen(11), (Some("yes"), "2 key points", Some(7)));
    assert_eq!(seen(22), (Some("yes"), "2 steps", Some(14)));
    assert_eq!(seen(23), (Some("yes"), "checklist", Some(16)));
    assert_eq!(seen(17), (Some("yes"), "1 picture", Some(19)));
    assert_eq!(seen(21), (Some("yes"), "\u{201c}you\u{201d} twice, \u{201c}patient\u{201d} never", Some(12)));
    assert_eq!(seen(19), (Some("not-applicable"), "no table", None));
    assert_eq!(seen(5), (None, "", None));
    assert_eq!((&card["words"], &card["pages"], &card["sheets"]), (&38.into(), &1.into(), &1.into()));
    assert_eq!((&card["title"], &card["needs"]), (&"Fever".into(), &Value::Array(Vec::new())));
    assert_eq!(clear_print(card, "12 point")["evidence"], "14 point");
    assert_eq!(clear_print(card, "Italics")["answer"], "yes");
}

/// The opposite of each answer that is not always the same.
#[test]
fn what_is_not_so_is_answered_no() {
    let long = "word ".repeat(160);
    let fever = FEVER
        .replace("summary:\n  - A fever can be the first sign of an infection.\n  - Call at once.\n", "")
        .replace("*hot*, cold or **shaky**", &format!("*hot and cold and shaky*, DO NOT WAIT FOR HELP, {long}"))
        .replace("        caption: It shows 100.4 °F.\n", "")
        .replace(
            "      - steps:\n          - Take your temperature.\n          - Write it down.\n",
            "      - The patient waits.\n",
        );
    let card = &cards(&clinic(&[("content/fever.yaml", &fever)]), 0)[0];
    for number in [8, 11, 17] {
        assert_eq!(pemat(card, number)["answer"], "no", "item {number}");
    }
    // A person may find an action in the prose, and judge who "the patient" is.
    for number in [20, 21, 22] {
        assert!(pemat(card, number)["answer"].is_null(), "item {number}");
    }
    assert_eq!(clear_print(card, "Italics")["answer"], "no");
    assert_eq!(clear_print(card, "Capitals")["evidence"], "at most 5 words in a row");
}

/// Each sentence by itself, so that others can rank them.
#[test]
fn every_sentence_has_its_figures() {
    let fever = FEVER
        .replace("Take your temperature.", "Take your temperature. Acetaminophen obscures inflammatory hyperthermia.");
    let clinic = clinic(&[("content/fever.yaml", &fever)]);
    let card = &cards(&clinic, 0)[0];
    let sentences = card["reading"]["sentences"].as_array().expect("a list");
    let of = |text: &str| sentences.iter().find(|it| it["text"] == text).unwrap_or_else(|| panic!("no `{text}`"));
    let hard = of("Acetaminophen obscures inflammatory hyperthermia.");
    assert_eq!((&hard["line"], &hard["words"], &hard["section"]), (&14.into(), &4.into(), &0.into()));
    assert!(hard["share"].as_f64() > of("Write it down.")["share"].as_f64(), "{hard}");
    assert!(sentences.iter().all(|it| it["hardness"].as_f64() <= hard["hardness"].as_f64()));
    assert_eq!(card["reading"]["sections"][0]["heading"], "What should I do?");
    assert_eq!(card["reading"]["whole"]["words"], card["words"]);
    assert_eq!((&pemat(card, 3)["line"], &pemat(card, 3)["answer"]), (&14.into(), &Value::Null));
    let (out, _) = run(&clinic, 0, &["check", "--report"]);
    assert!(out.contains("Hardest sentences\n    line 14, ") && out.contains("What should I do?, line 10: "), "{out}");
}

#[test]
fn who_signed_is_told_and_what_has_changed_since() {
    let clinic = clinic(&[("content/fever.yaml", FEVER)]);
    clinic.write("content/handout.yaml", "name: Clinic\nlint: {signatures: 2}\n");
    run(&clinic, 0, &["sign", "fever", "--name", "Ana Ruiz", "--role", "oncology nurse"]);
    let card = &cards(&clinic, 1)[0];
    let [signed] = card["signatures"].as_array().expect("a list").as_slice() else { panic!("{card}") };
    assert_eq!(
        (&signed["name"], &signed["role"], &signed["current"]),
        (&"Ana Ruiz".into(), &"oncology nurse".into(), &true.into())
    );
    assert_eq!((&card["signatures_missing"], &card["needs"][1]["need"]), (&1.into(), &"missing-signatures".into()));
    let text = std::fs::read_to_string(clinic.path().join("content/fever.yaml")).expect("the article");
    clinic.write("content/fever.yaml", &text.replace("Write it down", "Tell us"));
    let card = &cards(&clinic, 1)[0];
    assert_eq!(card["signatures"][0]["current"], false);
    assert_eq!(card["needs"][1]["need"], "signature-outdated");
}

#[test]
fn pronouns_are_counted_in_english_alone() {
    let fiebre = FEVER.replace("title: Fever", "title: Fiebre\nlanguage: es");
    assert!(pemat(&cards(&clinic(&[("content/fiebre.yaml", &fiebre)]), 0)[0], 21)["answer"].is_null());
}

#[test]
fn what_needs_a_person_stands_first() {
    let with =
        |title: &str, lines: &str| FEVER.replace("title: Fever", title).replace("review_due: 2199-01-01\n", lines);
    let clinic = clinic(&[
        ("content/a.yaml", &with("title: A", "review_due: 2199-01-01\n")),
        ("content/b.yaml", &with("title: B", "review_due: 2020-01-01\n").replace("reviewed: 2026-01-02\n", "")),
        ("content/c.yaml", &with("title: C", "status: draft\n")),
        ("content/d.yaml", &with("title: D\nbulets: 1", "")),
        ("content/e.yaml", &with("title: E", "review_due: 2020-01-01\n").replace("Call at once", "Take 10mg")),
    ]);
    let found = cards(&clinic, 1);
    let ids: Vec<&str> = found.iter().map(|card| card["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["d", "b", "e", "c", "a"]);
    let needs = |card: &Value| -> Vec<String> {
        let needs = card["needs"].as_array().expect("a list").iter();
        needs.map(|need| need["need"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(needs(&found[0]), ["errors"]);
    assert_eq!(needs(&found[1]), ["review-overdue", "no-review", "warnings"]);
    assert_eq!(needs(&found[3]), ["draft"]);
    assert!(found[0]["title"].is_null() && found[0]["errors"] == 1);

    let (out, _) = run(&clinic, 1, &["check", "--report", "-q"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 6, "{out}");
    assert!(lines[1].ends_with("d: 1 error") && lines[2].contains("b: review overdue since 2020-01-01"), "{out}");
    let (out, _) = run(&clinic, 1, &["check", "--report"]);
    assert!(out.contains("11 It has a summary: yes; 2 key points, line 7"), "{out}");
    assert!(!out.contains("score of") && !out.contains('%'), "no sum: {out}");
}

#[test]
fn a_card_is_a_handout() {
    let clinic =
        clinic(&[("content/fever.yaml", FEVER), ("content/rest.yaml", &FEVER.replace("title: Fever", "title: Rest"))]);
    let (out, err) = run(&clinic, 0, &["check", "--report", "cards/all.pdf"]);
    assert!(err.contains("wrote cards/all.pdf: ") && out.contains("2 articles checked"), "{out}{err}");
    let bytes = std::fs::read(clinic.path().join("cards/all.pdf")).expect("a PDF");
    assert!(bytes.starts_with(b"%PDF-1.7"));
    run(&clinic, 0, &["check", "--report=cards/all.pdf"]);
    assert!(bytes == std::fs::read(clinic.path().join("cards/all.pdf")).expect("a PDF"), "same input, same bytes");
    // A word that names no PDF is a path.
    let (out, _) = run(&clinic, 0, &["check", "--report", "content/rest.yaml", "--format", "json"]);
    assert!(out.contains("\"articles\":1"), "{out}");
    // Nothing of anybody else's is lost.
    clinic.write("mine.pdf", "%PDF-1.7 mine");
    for (target, why) in [("mine.pdf", "is there already"), ("content/card.pdf", "in the content folder")] {
        let (_, err) = run(&clinic, 2, &["check", "--report", target]);
        assert!(err.contains(why) && err.contains("--report report-card.pdf") && !err.contains("--force"), "{err}");
    }
    run(&clinic, 0, &["build"]);
    let (_, err) = run(&clinic, 2, &["check", "--report", "output/fever.pdf"]);
    assert!(err.contains("listed in its manifest"), "{err}");
    let (_, err) = run(&clinic, 2, &["check", "--report", "--format", "github"]);
    assert!(err.contains("SARIF and GitHub have no place for it"), "{err}");
}

/// PEMAT-P has 24 items, and `docs/report-card.md` tells of every key.
#[test]
fn every_item_and_every_key_is_there() {
    let card = &cards(&clinic(&[("content/fever.yaml", FEVER)]), 0)[0];
    let numbers: Vec<u64> =
        card["pemat"].as_array().expect("a list").iter().filter_map(|item| item["number"].as_u64()).collect();
    let expected: Vec<u64> = (1..=12).chain(15..=26).collect();
    assert_eq!(numbers, expected);
    let docs = std::fs::read_to_string(home().join("docs/report-card.md")).expect("the page");
    let table = docs.split("## JSON").nth(1).expect("the keys").lines().filter(|line| line.starts_with("| `"));
    let cells = table.map(|row| row.split('|').nth(1).expect("a cell"));
    let told: BTreeSet<String> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect();
    let keys: BTreeSet<String> = card.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(told, keys);
}
