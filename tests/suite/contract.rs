//! `docs/contract.md` says what the program does: its commands, its examples, its keys, its manifest.

use std::collections::BTreeSet;

use serde_json::Value;

use super::clinic::home;
use super::output::Site;

fn contract() -> String {
    std::fs::read_to_string(home().join("docs/contract.md")).expect("docs/contract.md")
}

/// The part of the contract under a heading.
fn part(number: usize) -> String {
    let text = contract();
    let (_, rest) = text.split_once(&format!("\n## {number}. ")).unwrap_or_else(|| panic!("no part {number}"));
    rest.split("\n## ").next().expect("a part").to_owned()
}

/// What stands between backquotes in a text.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The first code block of YAML in a part.
fn yaml(part: &str) -> &str {
    let (_, rest) = part.split_once("```yaml\n").expect("a YAML block");
    rest.split("```").next().expect("its end")
}

#[test]
fn its_commands_are_those_of_the_program() {
    let part = part(1);
    let lines = part.lines().filter_map(|line| line.strip_prefix("    handout "));
    let mut promised = BTreeSet::new();
    for line in lines {
        for command in line.split(" | ") {
            let first = command.split_whitespace().next().expect("a command");
            // `WORDS | --code SYSTEM:CODE` are two ways to say what one command takes.
            if first.bytes().all(|byte| byte.is_ascii_lowercase()) {
                promised.insert(first.to_owned());
            }
        }
    }
    let help = Site::new().run(0, &["--help"]);
    let (_, commands) = help.split_once("Commands:\n").expect("a list of commands");
    let commands = commands.split("\n\n").next().expect("the list ends");
    let told: BTreeSet<String> = commands
        .lines()
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .filter(|command| command != "help")
        .collect();
    assert_eq!(promised, told);
}

#[test]
fn its_flags_are_taken() {
    let part = part(1);
    let (_, flags) = part.split_once("Common flags:").expect("the flags");
    let flags = flags.split("\n\n").next().expect("the paragraph ends");
    let help = Site::new().run(0, &["build", "--help"]);
    let promised: Vec<String> = quoted(flags).into_iter().filter(|flag| flag.starts_with('-')).collect();
    assert!(promised.len() > 8, "{promised:?}");
    for flag in promised {
        let name = flag.split_whitespace().next().expect("a flag");
        assert!(help.contains(name), "`handout build --help` does not tell of {flag}");
    }
}

#[test]
fn its_article_and_its_site_are_built_without_a_warning() {
    let site = Site::new();
    site.write("content/side-effects/twitching.yaml", yaml(&part(2)));
    site.write("content/handout.yaml", yaml(&part(3)));
    site.write(
        "content/logo.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0H9V9Z'/></svg>",
    );
    site.run(0, &["build", "--strict"]);
    // Both of the editions that its site file lists.
    assert!(site.has("output/side-effects/twitching.pdf") && site.has("output/side-effects/twitching.large.pdf"));
}

#[test]
fn its_keys_are_those_of_the_schema() {
    let schema: Value = serde_json::from_str(handout::article::SCHEMA).expect("JSON");
    let known: BTreeSet<String> = schema["properties"].as_object().expect("keys").keys().cloned().collect();
    let part = part(2);
    let (_, table) = part.split_once("| key | what | |\n").expect("a table of keys");
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    let promised: BTreeSet<String> = rows.flat_map(|row| quoted(row.split('|').nth(1).expect("a cell"))).collect();
    assert_eq!(promised, known);
}

#[test]
fn its_manifest_is_the_one_that_is_written() {
    let site = Site::with(1);
    site.build();
    let written: Value =
        serde_json::from_slice(&std::fs::read(site.path("output/manifest.json")).expect("a manifest")).expect("JSON");
    let part = part(5);
    let (_, promise) = part.split_once("handouts sorted by `pdf`, each with ").expect("the promise");
    for key in quoted(promise.split(". Paths").next().expect("its end")) {
        assert!(written["handouts"][0].get(&key).is_some(), "the manifest has no `{key}`");
    }
    for list in ["handouts", "failed", "withdrawn"] {
        assert!(written[list].is_array(), "{list}");
    }
}
