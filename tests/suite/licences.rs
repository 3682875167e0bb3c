//! Every crate that is built in, and every font, may be given away with the tool.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::clinic::home;

const ALLOWED: [&str; 15] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

#[test]
fn every_crate_has_a_permissive_licence() {
    let metadata = metadata();
    let needed: BTreeSet<&str> =
        metadata["resolve"]["nodes"].as_array().expect("nodes").iter().filter_map(|node| node["id"].as_str()).collect();
    let packages = metadata["packages"].as_array().expect("packages");
    let mut refused = Vec::new();
    for package in packages.iter().filter(|package| package["id"].as_str().is_some_and(|id| needed.contains(id))) {
        let licence = package["license"].as_str().unwrap_or_default();
        if !allows(licence) {
            refused.push(format!("{} {}: {licence:?}", package["name"], package["version"]));
        }
    }
    assert!(needed.len() > 100, "{}", needed.len());
    assert!(refused.is_empty(), "{refused:#?}");
}

/// What cargo knows of the crates built on this machine; nothing is fetched.
fn metadata() -> Value {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc");
    let version = String::from_utf8(rustc.stdout).expect("UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let arguments = ["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", host];
    let cargo = Command::new(env!("CARGO")).args(arguments).current_dir(home()).output().expect("cargo");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    serde_json::from_slice(&cargo.stdout).expect("JSON")
}

/// Whether an SPDX expression can be met with the licences above: one of those joined by `OR`, all of those by `AND`.
fn allows(expression: &str) -> bool {
    let expression = expression.trim().replace('/', " OR ");
    let inner = expression.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    if let Some(inner) = inner.filter(|inner| split(inner, ")").len() == 1 && !inner.contains('(')) {
        return allows(inner);
    }
    let all = split(&expression, " AND ");
    if all.len() > 1 {
        return all.into_iter().all(allows);
    }
    let any = split(&expression, " OR ");
    if any.len() > 1 {
        return any.into_iter().any(allows);
    }
    ALLOWED.contains(&expression.as_str())
}

/// Splits outside parentheses.
fn split<'a>(expression: &'a str, joint: &str) -> Vec<&'a str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, c) in expression.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && at >= start && expression[at..].starts_with(joint) => {
                parts.push(&expression[start..at]);
                start = at + joint.len();
            }
            _ => {}
        }
    }
    parts.push(&expression[start..]);
    parts
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    for (expression, allowed) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT OR GPL-3.0-only", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND GPL-2.0", false),
        ("(GPL-2.0 OR MIT)", true),
        ("MIT/Apache-2.0", true),
        ("Apache-2.0 WITH LLVM-exception OR MIT", true),
        ("", false),
    ] {
        assert_eq!(allows(expression), allowed, "{expression}");
    }
}

#[test]
fn the_list_of_common_words_comes_with_its_notice() {
    let notice = std::fs::read_to_string(home().join("src/reading/scowl-copyright.txt")).expect("the notice");
    assert!(notice.contains("Kevin Atkinson") && notice.contains("is hereby granted without fee"));
}

/// The folders of the fonts, one a family.
fn font_folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(home().join("fonts")).expect("fonts");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.is_dir() && !path.ends_with("src")).collect()
}

#[test]
fn every_font_comes_with_its_licence() {
    let folders = font_folders();
    assert!(!folders.is_empty());
    for folder in folders {
        let licence = ["LICENSE.md", "LICENSE", "LICENSE.txt", "OFL.txt"].map(|name| folder.join(name));
        let text = licence.iter().find_map(|path| std::fs::read_to_string(path).ok());
        let text = text.unwrap_or_else(|| panic!("{} has no LICENSE", folder.display()));
        assert!(text.to_uppercase().contains("SIL OPEN FONT LICENSE"), "{}", folder.display());
    }
}

#[test]
fn the_crate_of_the_fonts_holds_every_font_file_and_no_other() {
    let faces: Vec<_> = handout_fonts::FAMILIES.iter().flat_map(|family| family.faces).collect();
    let mut files = 0;
    for folder in font_folders() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if !path.extension().is_some_and(|extension| extension == "ttf" || extension == "ttc") {
                continue;
            }
            let bytes = std::fs::read(&path).expect("a font");
            let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let (family, style) = stem.split_once('-').expect("family and style");
            let held = faces.iter().filter(|face| face.data() == bytes);
            let named = held.filter(|face| face.name.starts_with(family) && face.name.ends_with(style));
            // A collection holds the faces of five regions.
            let expected = if path.extension().is_some_and(|extension| extension == "ttc") { 5 } else { 1 };
            assert_eq!(named.count(), expected, "{}", path.display());
            files += expected;
        }
    }
    assert_eq!(files, faces.len());
}
