//! The order of the stages, held by reading the source: each knows only what stands before it.

use std::collections::BTreeMap;
use std::path::Path;

use super::clinic::home;

/// What each stage may name. `src/lib.rs` tells why.
const ORDER: &[(&str, &str)] = &[
    ("diagnostics", ""),
    ("foreign", ""),
    ("geometry", ""),
    ("picture", "geometry"),
    ("yaml", "diagnostics"),
    ("assets", "diagnostics picture yaml"),
    ("prose", "diagnostics yaml"),
    ("locale", ""),
    ("site", "assets diagnostics geometry locale picture prose yaml"),
    ("theme", "geometry picture"),
    ("text", "geometry"),
    ("article", "assets diagnostics geometry locale picture prose site yaml"),
    ("check", "article diagnostics prose site yaml"),
    ("document", "article diagnostics locale picture prose site"),
    ("layout", "article diagnostics document geometry locale picture text theme"),
    ("pdf", "document foreign geometry layout picture text"),
    ("packet", "article assets diagnostics document foreign layout locale pdf prose text theme yaml"),
    ("sidecar", "article"),
    ("typesetter", "article assets check diagnostics document layout locale packet pdf site text theme"),
    ("lib", "article site text typesetter"),
    ("fs", ""),
    ("content", "assets diagnostics foreign fs locale picture site"),
    ("output", "article content diagnostics fs sidecar site"),
    (
        "build",
        "article assets check content diagnostics document foreign fs locale output packet pdf prose sidecar site text typesetter yaml",
    ),
    ("commands", "article build content diagnostics foreign fs locale output packet pdf prose site"),
    ("cli", "article build commands diagnostics fs output packet sidecar site"),
];

/// The stages that touch the world.
const WORLD: [&str; 5] = ["fs", "content", "output", "build", "commands"];

/// What only some stages may do.
const DEEDS: [(&str, &[&str]); 9] = [
    ("std::fs", &WORLD),
    ("std::net", &[]),
    ("std::env", &["fs", "content", "output", "build", "commands", "cli"]),
    ("Zoned::now", &WORLD),
    ("SystemTime", &WORLD),
    ("Instant::now", &["fs", "content", "output", "build", "commands", "cli"]),
    ("std::process", &["cli"]),
    ("std::thread", &["fs", "content", "output", "build", "commands", "cli"]),
    ("println!", &["cli"]),
];

/// Each source file with its stage, without tests.
fn sources() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    gather(&home().join("src"), "", &mut found);
    found.sort();
    assert!(found.len() > 50, "{}", found.len());
    found
}

fn gather(folder: &Path, below: &str, found: &mut Vec<(String, String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.is_dir() && name != "tests" {
            gather(&entry, &path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            let stage = match path.split(['/', '.']).next().unwrap_or_default() {
                "main" => "cli",
                stage => stage,
            };
            let text = std::fs::read_to_string(&entry).expect("a source file");
            found.push((path.clone(), stage.to_owned(), without_tests(&text)));
        }
    }
}

/// Code without comments and without the tests at its end.
fn without_tests(text: &str) -> String {
    let lines = text.lines().take_while(|line| *line != "mod tests {" && *line != "pub(crate) mod tests {");
    let code = lines.map(|line| match line.trim_start() {
        comment if comment.starts_with("//") => "",
        _ => line.split(" // ").next().unwrap_or(line),
    });
    code.map(|line| format!("{line}\n")).collect()
}

/// The stages that a source names, by `crate::`, by `handout::` or, in the root of the crate, by their own name.
fn named(stage: &str, text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let own = if stage == "cli" { "handout::" } else { "crate::" };
    for (at, _) in text.match_indices(own) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &text[at + own.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(group_heads(group)),
            None => names.push(head(rest)),
        }
    }
    names
}

/// The first part of each path of `{a::b, c::{d, e}}`.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = vec![head(group.trim_start())];
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(head(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn head(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn each_stage_names_only_what_stands_before_it() {
    let order: BTreeMap<&str, Vec<&str>> =
        ORDER.iter().map(|(stage, allowed)| (*stage, allowed.split(' ').collect())).collect();
    let mut wrong = Vec::new();
    for (path, stage, text) in sources() {
        let Some(allowed) = order.get(stage.as_str()) else {
            wrong.push(format!("src/{path}: the stage `{stage}` has no place in the order"));
            continue;
        };
        for name in named(&stage, &text) {
            if name != stage && name != "handout" && !allowed.contains(&name.as_str()) {
                wrong.push(format!("src/{path}: `{stage}` knows `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_order_has_no_circle() {
    let places: BTreeMap<&str, usize> = ORDER.iter().enumerate().map(|(at, (stage, _))| (*stage, at)).collect();
    for (stage, allowed) in ORDER {
        for before in allowed.split_whitespace() {
            assert!(places[before] < places[stage], "{before} does not stand before {stage}");
        }
    }
}

#[test]
fn no_path_leads_around_the_order() {
    for (path, _, text) in sources() {
        let depth = path.matches('/').count() + usize::from(!path.ends_with("mod.rs"));
        let up = "super::".repeat(depth);
        assert!(path == "lib.rs" || path == "main.rs" || depth == 1 || !text.contains(&up), "src/{path}: {up}");
        assert!(depth != 1 || path.contains('/') || !text.contains("super::"), "src/{path}: super::");
    }
}

#[test]
fn only_the_world_stages_touch_disk_and_clock_and_only_the_command_line_prints() {
    let mut wrong = Vec::new();
    for (path, stage, text) in sources() {
        for (deed, doers) in DEEDS.into_iter().chain([
            ("print!(", &["cli"][..]),
            ("eprint", &["cli"]),
            ("dbg!(", &[]),
            ("stdout()", &["cli"]),
            ("stderr()", &["cli"]),
            ("unsafe ", &[]),
        ]) {
            if text.contains(deed) && !doers.contains(&stage.as_str()) {
                wrong.push(format!("src/{path}: {deed}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_names_reads_every_form() {
    let text = "use crate::a::B;\nuse crate::{c, d::{e, f}, g};\nlet x = crate::h::i(not_crate::j);\n";
    assert_eq!(named("x", text), ["a", "c", "d", "g", "h"]);
}
