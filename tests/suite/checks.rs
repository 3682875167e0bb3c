//! A check reads what changed, and lays out only what layout could have something to tell of.

use std::path::PathBuf;

use assert_cmd::Command;

use super::cli::Clinic;

const REST: &str = "title: Rest\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections:\n  - heading: Why?\n    body: Take 10mg at noon.\n";

/// A clinic, and a place of its own for what checks find.
struct Desk {
    clinic: Clinic,
    cache: PathBuf,
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Desk {
        let clinic = Clinic::new(files);
        let cache = clinic.path().join("cache");
        Desk { clinic, cache }
    }

    /// What a command tells, as codes.
    fn told(&self, arguments: &[&str]) -> Vec<String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
        command.env("XDG_CACHE_HOME", &self.cache).current_dir(self.clinic.path());
        let run = command.args(arguments).args(["-q", "--format", "json"]).assert();
        let out = String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8");
        let code = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["code"].clone();
        out.lines().map(|line| code(line).as_str().unwrap_or_default().to_owned()).collect()
    }

    fn check(&self) -> Vec<String> {
        self.told(&["check"])
    }

    fn kept(&self) -> Option<Vec<u8>> {
        let file = std::fs::read_dir(self.cache.join("handout")).ok()?.next()?.expect("an entry").path();
        Some(std::fs::read(file).expect("it can be read"))
    }
}

#[test]
fn findings_are_told_again_without_reading() {
    let desk = Desk::new(&[("content/rest.yaml", REST), ("content/handout.yaml", "name: Riverside\n")]);
    assert_eq!(desk.check(), ["glued-unit"]);
    let kept = desk.kept().expect("what was found");
    assert_eq!(desk.check(), ["glued-unit"]);
    assert_eq!(desk.kept().expect("what was found"), kept);
    // Nothing is written beside articles and PDFs.
    assert!(!desk.clinic.path().join("output").exists());
    // The clinic's settings, accepted findings and excuses count.
    desk.clinic.write("content/handout.yaml", "lint: {glued-unit: off}\n");
    assert_eq!(desk.check(), [""; 0]);
    desk.clinic.write("content/handout.yaml", "name: Riverside\n");
    assert_eq!(desk.check(), ["glued-unit"]);
    assert_eq!(desk.told(&["check", "--accept-present"]), [""; 0]);
    assert_eq!(desk.check(), [""; 0]);
    std::fs::remove_file(desk.clinic.path().join("content/.handout-accepted.yaml")).expect("a list");
    assert_eq!(desk.check(), ["glued-unit"]);
    desk.clinic.write("content/rest.yaml", &REST.replace("10mg", "10 mg"));
    assert_eq!(desk.check(), [""; 0]);
    // A file that is damaged is found anew.
    let file =
        std::fs::read_dir(desk.cache.join("handout")).expect("a folder").next().expect("a file").expect("it").path();
    std::fs::write(&file, b"handout state").expect("it is written");
    desk.clinic.write("content/rest.yaml", REST);
    assert_eq!(desk.check(), ["glued-unit"]);
}

#[test]
fn what_a_build_told_is_told_by_a_check() {
    let desk = Desk::new(&[("content/rest.yaml", REST)]);
    assert_eq!(desk.told(&["build"]), ["glued-unit"]);
    assert_eq!(desk.check(), ["glued-unit"]);
    // Nothing had to be found.
    assert_eq!(desk.kept(), None);
    // What dates are held against counts: a change that was found before the build is judged again after it.
    desk.clinic.write("content/rest.yaml", &REST.replace("10mg at noon", "10 mg at night"));
    assert_eq!(desk.check(), ["unstamped-change"]);
    std::fs::remove_dir_all(desk.clinic.path().join("output")).expect("a folder");
    assert_eq!(desk.check(), [""; 0]);
}

#[test]
fn what_only_layout_can_tell_is_told() {
    let hindi = REST.replace("Take 10mg at noon.", "\"The Hindi word for day is [िदन](lang:hi).\"");
    let ogham = REST.replace("Take 10mg at noon.", "ᚁᚂᚃ");
    let sign = REST.replace("Take 10mg at noon.", "Take \u{1F680}.");
    let chinese = REST.replace("Take 10mg at noon.", "请\u{1F680}休息").replace("title", "language: zh\ntitle");
    let signs = [(&ogham, "missing-glyph"), (&sign, "missing-glyph"), (&chinese, "missing-glyph")];
    for (text, code) in [(&hindi, "dotted-circle")].into_iter().chain(signs) {
        let desk = Desk::new(&[("content/rest.yaml", text)]);
        assert_eq!(desk.check(), [code], "{text}");
        assert_eq!(desk.check(), [code], "{text}");
        assert_eq!(desk.told(&["build"]), [code], "{text}");
    }
    let label = "A very long label of a telephone ".repeat(60);
    let site = format!("contacts: [{{id: a, label: {label}, phone: 555-0100}}]\n");
    let desk = Desk::new(&[("content/rest.yaml", &REST.replace("10mg", "10 mg")), ("content/handout.yaml", &site)]);
    assert_eq!(desk.told(&["check", "-o", "elsewhere"]), desk.told(&["build"]));
    assert!(desk.told(&["build"]).contains(&"tall-footer".to_owned()));
}

/// The contacts of a clinic, so many.
fn contacts(count: usize) -> String {
    let contact = |id: usize| format!("  - {{id: desk{id}, label: Desk {id}, phone: 555-0{id:03}}}\n");
    format!("contacts:\n{}", (100..100 + count).map(contact).collect::<String>())
}

/// Contacts × boxes would be a large output of a small file.
#[test]
fn the_boxes_of_an_article_print_so_many_contacts_at_most() {
    let boxes = |count: usize| "      - callout: call\n        body: Rest.\n".repeat(count);
    let within = |count: usize| format!("{FIGURE}{}", boxes(count).replace("      ", "          "));
    let zone = |call: &str| format!("{{label: You feel so., when: [You do.], call: {call}}}");
    let zones = format!("      - zones: {{green: {0}, yellow: {0}, red: {0}}}\n", zone("us")).repeat(34);
    let told = |article: &str, site: &str| {
        let desk =
            Desk::new(&[("content/rest.yaml", article), ("content/handout.yaml", site), ("content/wave.svg", WAVE)]);
        desk.told(&["build"])
    };
    let of = |blocks: String| REST.replace(" Take 10mg at noon.", &format!("\n{blocks}"));
    let is_told = |codes: Vec<String>| codes.contains(&"too-many-contacts".to_owned());
    assert!(is_told(told(&of(boxes(101)), &contacts(100))));
    assert!(is_told(told(&of(within(101)), &contacts(100))));
    assert!(is_told(told(&of(zones), &contacts(100))));
    assert!(!is_told(told(&of(boxes(100)), &contacts(100))));
    assert!(!is_told(told(&of(boxes(101)), &contacts(9))));
    assert!(!is_told(told(&of(boxes(101)).replace("title", "contacts: [desk100, desk101]\ntitle"), &contacts(100))));
}

/// So would long numbers × boxes be.
#[test]
fn the_boxes_of_an_article_print_so_many_bytes_of_numbers_at_most() {
    let boxes = |kind: &str, count: usize| format!("      - callout: {kind}\n        body: Rest.\n").repeat(count);
    let of = |blocks: String| REST.replace(" Take 10mg at noon.", &format!("\n{blocks}"));
    let site = format!(
        "emergency: \"{}\"\ncontacts:\n  - {{label: \"{}\", phone: 555-0100}}\n",
        "911 2 ".repeat(700),
        "desk ".repeat(900)
    );
    let told = |blocks: String| {
        let desk = Desk::new(&[("content/rest.yaml", &of(blocks)), ("content/handout.yaml", &site)]);
        desk.told(&["check"]).contains(&"too-many-contacts".to_owned())
    };
    // Without the space at the end 4,199 bytes of the number, and 4,507 of the contact with its telephone.
    assert!(told(boxes("emergency", 239)));
    assert!(!told(boxes("emergency", 238)));
    assert!(told(boxes("call", 222)));
    assert!(told(boxes("emergency", 120) + &boxes("call", 111)));
    assert!(!told(boxes("emergency", 120) + &boxes("call", 110)));
}

const WAVE: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>"#;
const FIGURE: &str = "      - figure: wave.svg\n        alt: A wave.\n        body:\n";

/// Beside a picture, too, a box that says whom to call has a number in it.
#[test]
fn a_box_beside_a_picture_has_a_number_to_call() {
    for kind in ["emergency", "call"] {
        let block = format!("{FIGURE}          - callout: {kind}\n            body: You cannot drink.\n");
        let article = REST.replace(" Take 10mg at noon.", &format!("\n{block}"));
        let desk = Desk::new(&[("content/rest.yaml", &article), ("content/wave.svg", WAVE)]);
        assert!(desk.told(&["build"]).contains(&"no-number".to_owned()), "{kind}");
    }
}

/// What is kept for the next check does not grow for ever.
#[test]
fn what_no_article_asks_for_is_forgotten() {
    let with_picture =
        REST.replace(" Take 10mg at noon.", "\n      - figure: gone.svg\n        alt: A.\n        body: Rest.\n");
    let desk = Desk::new(&[("content/rest.yaml", &with_picture)]);
    let knows = || {
        let kept = std::fs::read_dir(desk.cache.join("handout")).expect("a folder").map(|entry| entry.expect("a file"));
        kept.map(|entry| std::fs::read(entry.path()).expect("bytes"))
            .any(|bytes| bytes.windows(8).any(|bytes| bytes == b"gone.svg"))
    };
    assert_eq!(desk.check(), ["missing-file"]);
    assert!(knows());
    std::fs::write(desk.clinic.path().join("content/rest.yaml"), REST.replace("10mg", "10 mg")).expect("written");
    assert!(desk.check().is_empty());
    assert!(!knows());
}

#[test]
fn what_is_unknown_of_a_language_is_told_without_layout() {
    let desk =
        Desk::new(&[("content/rest.yaml", &REST.replace("10mg", "10 mg").replace("title", "language: gd\ntitle"))]);
    let told = desk.check();
    assert_eq!(told, desk.told(&["build"]));
    assert!(told.contains(&"unknown-language".to_owned()), "{told:?}");
}
