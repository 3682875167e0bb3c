//! The order of the stages, held by reading the source: each knows only what stands before it.

use std::collections::BTreeMap;
use std::path::Path;

use super::clinic::home;

/// What each stage may name. `src/lib.rs` tells why.
const ORDER: [(&str, &[&str]); 19] = [
    ("diagnostics", &[]),
    ("foreign", &[]),
    ("geometry", &[]),
    ("picture", &["geometry"]),
    ("yaml", &["diagnostics"]),
    ("assets", &["diagnostics", "picture", "yaml"]),
    ("prose", &["diagnostics", "yaml"]),
    ("locale", &[]),
    ("site", &["assets", "diagnostics", "geometry", "locale", "picture", "prose", "yaml"]),
    ("theme", &["geometry", "picture"]),
    ("text", &["geometry"]),
    ("article", &["assets", "diagnostics", "geometry", "locale", "picture", "prose", "site", "yaml"]),
    (
        "layout",
        &[
            "article",
            "assets",
            "diagnostics",
            "geometry",
            "locale",
            "picture",
            "prose",
            "site",
            "text",
            "theme",
            "yaml",
        ],
    ),
    ("pdf", &["foreign", "geometry", "layout", "picture", "text"]),
    (
        "packet",
        &["article", "assets", "diagnostics", "foreign", "layout", "locale", "prose", "site", "text", "theme", "yaml"],
    ),
    ("sidecar", &["article"]),
    (
        "lib",
        &[
            "article",
            "assets",
            "diagnostics",
            "foreign",
            "layout",
            "locale",
            "packet",
            "pdf",
            "picture",
            "site",
            "text",
            "theme",
        ],
    ),
    (
        "batch",
        &[
            "article",
            "assets",
            "diagnostics",
            "foreign",
            "layout",
            "lib",
            "locale",
            "packet",
            "pdf",
            "picture",
            "prose",
            "sidecar",
            "site",
            "text",
            "theme",
            "yaml",
        ],
    ),
    ("cli", &["article", "batch", "diagnostics", "packet", "sidecar", "site"]),
];

/// What only some stages may do.
const DEEDS: [(&str, &[&str]); 9] = [
    ("std::fs", &["batch"]),
    ("std::net", &[]),
    ("std::env", &["batch", "cli"]),
    ("Zoned::now", &["batch"]),
    ("SystemTime", &["batch"]),
    ("Instant::now", &["batch", "cli"]),
    ("std::process", &["cli"]),
    ("std::thread", &["batch", "cli"]),
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
    let order: BTreeMap<&str, &[&str]> = ORDER.into_iter().collect();
    let verbs = ["read", "typeset", "typeset_packet"];
    let mut wrong = Vec::new();
    for (path, stage, text) in sources() {
        let Some(allowed) = order.get(stage.as_str()) else {
            wrong.push(format!("src/{path}: the stage `{stage}` has no place in the order"));
            continue;
        };
        for name in named(&stage, &text) {
            let name = if verbs.contains(&name.as_str()) { "lib" } else { &name };
            if name != stage && name != "handout" && !allowed.contains(&name) {
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
        for before in allowed {
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
fn only_batch_touches_the_world_and_only_the_command_line_prints() {
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
