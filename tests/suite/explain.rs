//! What `handout explain` and docs/diagnostics.md say of each diagnostic is so: the examples lead to it, the cures mend it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use handout::diagnostics::{Code, Explanation, Listing, Piece, Severity, markdown, pieces};

use super::cli::Clinic;
use super::clinic::home;

/// Codes whose example cannot be run, and why.
const NOT_RUN: [(Code, &str); 26] = [
    (Code::BadName, "its file's name cannot be written on every disk"),
    (Code::Blocked, "it depends on the output folder"),
    (Code::CreatedChanged, "it depends on the output folder"),
    (Code::FileTooLarge, "its file is too large to show"),
    (Code::HeavyPicture, "its picture is too large to show"),
    (Code::Internal, "no mistake of ours is known"),
    (Code::InvalidUtf8, "Markdown is UTF-8"),
    (Code::LinkLoop, "it needs a link between folders"),
    (Code::LongCitation, "its file is too long to show"),
    (Code::LongParagraph, "its file is too long to show"),
    (Code::LongText, "its file is too long to show"),
    (Code::TooManyContacts, "its files are too long to show"),
    (Code::TooManyExcuses, "its file is too long to show"),
    (Code::TooManyReferences, "its file is too long to show"),
    (Code::TooMuchIncluded, "its files are too long to show"),
    (Code::ManyMore, "its file is too long to show"),
    (Code::ManyRemovals, "it depends on the output folder"),
    (Code::NotOurs, "it depends on the output folder"),
    (Code::OlderPdf, "it depends on the output folder"),
    (Code::OtherContent, "it depends on the output folder"),
    (Code::ReviewSoon, "it depends on the day"),
    (Code::TallFooter, "its file is too long to show"),
    (Code::Unreadable, "it depends on rights to a file"),
    (Code::UnreadableFile, "it depends on rights to a file"),
    (Code::UnstampedChange, "it depends on the output folder"),
    (Code::Unwritable, "no mistake of ours is known"),
];

/// Codes whose example leads to another diagnostic as well, which belongs to it.
const WITH_ANOTHER: [(Code, Code); 4] = [
    (Code::MissingLabels, Code::ContactLanguage),
    (Code::ReviewTooOld, Code::NeverReviewed),
    (Code::UnknownLanguage, Code::ContactLanguage),
    (Code::UnsoundArticle, Code::BadDate),
];

const SITE: &str = "\
name: Riverside Cancer Center
contacts:
  - {id: nurse, label: Nurse line, phone: 555-0100}
emergency: \"911\"
language: en-US
";

const FATIGUE: &str = "\
title: Fatigue
created: 2026-01-01
updated: 2026-01-02
sections:
  - heading: What is fatigue?
    body: You feel tired even after a rest.
";

const PICTURE: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>"#;

/// The content folder that every example stands in.
const CONTENT: [(&str, &str); 5] = [
    ("content/handout.yaml", SITE),
    ("content/handout.es.yaml", "contacts:\n  - {id: nurse, label: Línea de enfermería}\n"),
    ("content/side-effects/fatigue.yaml", FATIGUE),
    ("content/figures/calf.svg", PICTURE),
    ("content/snippets/fever.yaml", "- A fever is a temperature of 100.4 °F (38 °C) or higher.\n"),
];

/// Lines that an article needs, for examples that leave them out.
const NEEDED: [(&str, &str); 4] = [
    ("title:", "title: Muscle Cramps\n"),
    ("created:", "created: 2026-05-10\n"),
    ("updated:", "updated: 2026-05-10\n"),
    ("sections:", "sections:\n  - heading: What are muscle cramps?\n    body: Sudden, strong pains in a muscle.\n"),
];

/// A PDF that a packet can hold.
static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let clinic = Clinic::new(&CONTENT);
    clinic.run(&["build", "-q"]).success();
    std::fs::read(clinic.path().join("output/side-effects/fatigue.pdf")).expect("a PDF")
});

fn listings(part: &'static str) -> Vec<Listing<'static>> {
    let listing = |piece| match piece {
        Piece::Listing(listing) => Some(listing),
        Piece::Paragraph(_) => None,
    };
    pieces(part).into_iter().filter_map(listing).collect()
}

/// The files of a part of an explanation.
fn files(part: &'static str) -> BTreeMap<String, String> {
    listings(part).iter().filter(|listing| !listing.place.is_empty()).map(file).collect()
}

/// The file that a listing stands for, with what it leaves out.
fn file(listing: &Listing) -> (String, String) {
    let text = format!("{}\n", listing.text);
    let needed = |text: &str| {
        let is_there = |key: &str| text.lines().any(|line| line.starts_with(key));
        NEEDED.iter().filter(|(key, _)| !is_there(key)).map(|(_, line)| *line).collect::<String>()
    };
    match listing.place {
        "article" => ("example.yaml".to_owned(), needed(&text) + &text),
        "body" => {
            let body: String = text.lines().map(|line| format!("      {line}\n")).collect();
            let section = format!("sections:\n  - heading: What are muscle cramps?\n    body:\n{body}");
            ("example.yaml".to_owned(), needed(&section) + &section)
        }
        place => (place.to_owned(), text),
    }
}

/// The codes that are told of a content folder with these files, and whether the command could do its work.
fn told(files: &BTreeMap<String, String>) -> (BTreeSet<String>, bool) {
    let clinic = Clinic::new(&CONTENT);
    std::fs::create_dir_all(clinic.path().join("content/forms")).expect("a folder");
    std::fs::write(clinic.path().join("content/forms/consent.pdf"), &*PDF).expect("it can be written");
    files.iter().for_each(|(name, text)| clinic.write(&format!("content/{name}"), text));
    // Only a build looks at the articles of packets as a reader gets them.
    let command = if files.keys().any(|name| name.starts_with("packets/")) { "build" } else { "check" };
    // What is said of a clinic of several is found where its handouts are asked for.
    let has_clinics = files.iter().any(|(name, text)| name.starts_with("sites/") && !text.contains("sections:"));
    let sites: &[&str] = if has_clinics { &["--sites", "all"] } else { &[] };
    let run = clinic.run(&[&[command, "-q", "--format", "json"], sites].concat());
    let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
    let objects = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    // A failure of the command names no file; it has a word of its own, which is no diagnostic.
    let codes = objects
        .filter(|object| !object["file"].is_null())
        .filter_map(|object| object["code"].as_str().map(str::to_owned))
        .collect();
    (codes, run.get_output().status.success())
}

fn runs(code: Code) -> bool {
    NOT_RUN.iter().all(|(other, _)| *other != code)
}

#[test]
fn examples_lead_to_their_codes_and_cures_mend_them() {
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().copied().filter(|code| runs(*code)) {
        let Explanation { example, cure, .. } = Explanation::of(code);
        let mut content = files(example);
        let with = WITH_ANOTHER.iter().filter(|(of, _)| *of == code).map(|(_, other)| other.to_string());
        let expected: BTreeSet<String> = with.chain([code.to_string()]).collect();
        let (found, _) = told(&content);
        if found != expected {
            wrong.push(format!("the example of {code} leads to {found:?}"));
        }
        let mended = files(cure);
        if mended.is_empty() {
            continue;
        }
        content.extend(mended);
        let (left, is_done) = told(&content);
        if !is_done || !left.is_empty() {
            wrong.push(format!("the cure of {code} leaves {left:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_example_that_is_not_run_stands_in_no_file_of_an_author() {
    for code in Code::ALL {
        let places = listings(Explanation::of(*code).example).iter().all(|listing| !listing.place.is_empty());
        assert_eq!(places, runs(*code), "{code}");
    }
}

#[test]
fn every_code_is_used_and_every_text_explains_one() {
    let mut code = String::new();
    gather(&home().join("src"), &mut code);
    for unused in Code::ALL.iter().map(|code| format!("Code::{code:?}")) {
        let is_whole = |at: usize| !code[at + unused.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        assert!(code.match_indices(&unused).any(|(at, _)| is_whole(at)), "{unused} is used nowhere");
    }
    let texts = std::fs::read_dir(home().join("src/diagnostics/codes")).expect("a folder");
    let texts: BTreeSet<String> =
        texts.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    let expected: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(texts, expected);
}

/// All code of the tool, but for its tests and the table of codes itself.
fn gather(folder: &std::path::Path, code: &mut String) {
    for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            gather(&path, code);
        } else if name.ends_with(".rs") && name != "tests.rs" && !path.ends_with("diagnostics/code.rs") {
            code.push_str(&std::fs::read_to_string(&path).expect("a source file"));
        }
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// docs/diagnostics.md as it should be.
fn page() -> String {
    let mut page = "\
# Diagnostics

Each mistake that `handout` finds has a name, such as `unknown-key`. It stands between brackets behind `error` or `warning`.
With `--format json` it is the value of `code`. A name never changes, and never changes its meaning.

An **error** keeps a handout from being made; all other handouts still are. After a **warning** the handout is made, but an
editor should look. `handout explain NAME` shows what stands here.
"
    .to_owned();
    for code in Code::ALL {
        let or = code.other_severity().map(|other| format!(" or {}", word(other))).unwrap_or_default();
        page.push_str(&format!("\n## {code}\n\n*{}{or}:* {}\n", word(code.severity()), code.summary()));
        let Explanation { meaning, reason, example, cure } = Explanation::of(*code);
        page.push_str(&format!("\n{}\n", markdown(meaning)));
        for (title, part) in [("Why it matters", reason), ("Example", example), ("Cure", cure)] {
            page.push_str(&format!("\n**{title}**\n\n{}\n", markdown(part)));
        }
    }
    page
}

#[test]
fn the_page_of_all_diagnostics_is_up_to_date() {
    let path = home().join("docs/diagnostics.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page()).expect("it can be written");
    }
    let is = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(is == page(), "docs/diagnostics.md is old: write it with `UPDATE_DOCS=1 cargo test --test suite explain`");
}

#[test]
fn people_are_told_one_code_or_all() {
    let clinic = Clinic::new(&[]);
    let out = |arguments: &[&str]| {
        String::from_utf8(clinic.run(arguments).success().get_output().stdout.clone()).expect("UTF-8")
    };
    let one = out(&["explain", "bad-color"]);
    insta::assert_snapshot!(one);
    let all = out(&["explain"]);
    assert_eq!(all.lines().count(), Code::ALL.len());
    assert!(all.contains("\nwarning  stray-star "), "{all}");
    for code in Code::ALL {
        assert!(all.contains(&format!("  {code} ")), "{code}");
    }
}

#[test]
fn programs_are_told_the_same_as_one_object() {
    let clinic = Clinic::new(&[]);
    let run = clinic.run(&["explain", "many-more", "--format", "json"]).success();
    let object: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).expect("one JSON object");
    assert_eq!((&object["code"], &object["severity"]), (&"many-more".into(), &"error".into()));
    assert_eq!(object["also"], "warning");
    for key in ["summary", "meaning", "reason", "example", "cure"] {
        assert!(object[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    let run = clinic.run(&["explain", "--format", "json"]).success();
    let lines = run.get_output().stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let codes = lines.map(|line| serde_json::from_slice::<serde_json::Value>(line).expect("an object")["code"].clone());
    assert_eq!(codes.collect::<Vec<_>>(), Code::ALL.iter().map(|code| code.text()).collect::<Vec<_>>());
}

#[test]
fn a_mistyped_code_is_told_with_the_one_that_was_meant() {
    let clinic = Clinic::new(&[]);
    let told = |asked| String::from_utf8(clinic.run(&["explain", asked]).code(2).get_output().stderr.clone());
    assert!(told("unkown-key").expect("UTF-8").contains("did you mean `unknown-key`?"));
    assert!(told("Unknown_Key").expect("UTF-8").contains("did you mean `unknown-key`?"));
    assert!(told("E0308").expect("UTF-8").contains("`handout explain` lists them all"));
}

#[test]
fn shells_complete_codes() {
    let clinic = Clinic::new(&[]);
    for shell in ["bash", "zsh"] {
        let run = clinic.run(&["completions", shell]).success();
        let script = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        assert!(script.contains("unclosed-strong"), "{shell}");
    }
}
