//! What the README promises can be done by somebody who copies from it.

use std::process::Command;

use super::clinic::{article, home, letter, site, typeset};

fn readme() -> String {
    std::fs::read_to_string(home().join("README.md")).expect("a README")
}

/// What stands after a mark, up to the end of its block.
fn after(mark: &str) -> String {
    let text = readme();
    let (_, rest) = text.split_once(&format!("\n<!-- {mark} -->\n")).unwrap_or_else(|| panic!("no <!-- {mark} -->"));
    rest.to_owned()
}

#[test]
fn its_article_is_built_without_a_warning() {
    let rest = after("article");
    let yaml = rest.trim_start().strip_prefix("```yaml\n").expect("a YAML block");
    let (yaml, _) = yaml.split_once("```").expect("the block ends");
    let plain = site("name: A Clinic\n");
    let (handout, bytes) = typeset(&article(yaml, &plain), &plain, &letter(), &super::clinic::FONTS);
    assert_eq!(handout.metadata.title, "Side Effect: Fever");
    assert!(bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn its_commands_are_those_that_ci_runs() {
    let commands: Vec<String> = ["build", "test"]
        .iter()
        .map(|mark| after(mark).lines().find_map(|line| line.strip_prefix("    ")).expect("a command").to_owned())
        .collect();
    assert_eq!(commands, ["cargo run --release -- build", "cargo test"]);
    let ci = std::fs::read_to_string(home().join(".ci/run")).expect(".ci/run");
    let function = ci.split_once("readme_command() {").expect("the function").1.split_once("\n}").expect("its end").0;
    for (mark, command) in ["build", "test"].iter().zip(&commands) {
        assert!(ci.contains(&format!("$(readme_command {mark})")), ".ci/run does not run the {mark} command");
        let script = format!("readme_command() {{{function}\n}}\nreadme_command {mark}");
        let out = Command::new("bash").args(["-c", &script]).current_dir(home()).output().expect("bash");
        assert_eq!(String::from_utf8_lossy(&out.stdout).trim_end(), command);
    }
}

#[test]
fn every_file_it_names_exists() {
    let text = readme();
    let links: Vec<&str> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let files: Vec<&str> = links.into_iter().filter(|link| !link.contains("://") && !link.starts_with('#')).collect();
    assert!(files.len() >= 2, "{files:?}");
    for file in files.into_iter().chain(["LICENSE-MIT", "LICENSE-APACHE", "fuzz/README.md", "src/lib.rs"]) {
        assert!(home().join(file).is_file(), "README.md leads to {file}, which is not there");
    }
}

#[test]
fn its_picture_is_small() {
    let bytes = std::fs::read(home().join("tests/pages/fatigue.png")).expect("the picture");
    assert!(bytes.len() < 40_000, "{} bytes", bytes.len());
}

#[test]
fn its_commands_exist() {
    let text = readme();
    let table = text.split_once("## Commands").expect("a section on commands").1;
    let named: Vec<&str> = table.split("`handout ").skip(1).filter_map(|rest| rest.split([' ', '`']).next()).collect();
    for command in ["build", "check", "new", "explain", "completions", "man"] {
        assert!(named.contains(&command), "README.md does not name `handout {command}`");
        let run = Command::new(env!("CARGO_BIN_EXE_handout")).args([command, "--help"]).output().expect("it runs");
        assert!(run.status.success(), "`handout {command} --help` fails");
    }
}
