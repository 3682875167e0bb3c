//! The order of the stages, held by reading the source: each knows only what stands before it, no two files import each
//! other, and only some stages touch the world.
//!
//! `clippy.toml` holds the last of these a second time, by types: there it also sees methods such as `Path::is_file`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::clinic::home;
use super::rust_paths::{Named, named};

/// What each stage may name. `src/lib.rs` tells why.
const ORDER: &[(&str, &str)] = &[
    ("diagnostics", ""),
    ("language", ""),
    ("foreign", ""),
    ("geometry", ""),
    ("picture", "geometry"),
    ("yaml", "diagnostics language"),
    ("assets", "diagnostics picture yaml"),
    ("prose", "diagnostics language yaml"),
    ("phone", "prose"),
    ("locale", "language"),
    ("theme", "geometry picture"),
    ("text", "geometry language"),
    ("article", "assets diagnostics geometry language picture prose yaml"),
    ("reading", "article diagnostics language prose"),
    ("site", "assets diagnostics geometry language locale phone picture prose reading yaml"),
    ("check", "article diagnostics language phone prose reading site yaml"),
    ("document", "article diagnostics language locale picture prose site"),
    ("html", "article document geometry language locale picture prose site text"),
    ("plain", "article document"),
    ("layout", "article diagnostics document geometry locale picture text theme"),
    ("pdf", "document foreign geometry layout picture text"),
    ("packet", "article assets diagnostics document foreign language layout locale pdf prose text theme yaml"),
    ("sidecar", "article"),
    ("report", "article diagnostics language prose reading site theme"),
    ("typesetter", "article assets check diagnostics document html layout locale packet pdf plain site text theme"),
    ("lib", "article language site text typesetter"),
    ("fs", ""),
    ("content", "assets check diagnostics foreign fs language locale picture site yaml"),
    ("output", "article content diagnostics fs html language locale sidecar site"),
    (
        "build",
        "article assets check content diagnostics document foreign fs html language locale output packet pdf plain prose report sidecar \
         site text typesetter yaml",
    ),
    (
        "commands",
        "article build check content diagnostics foreign fs language locale output packet pdf prose report sidecar site typesetter",
    ),
    ("cli", "article build commands diagnostics fs output packet report sidecar site"),
];

/// The stages that touch disk and clock.
const WORLD: [&str; 5] = ["fs", "content", "output", "build", "commands"];
const WORLD_AND_CLI: [&str; 6] = ["fs", "content", "output", "build", "commands", "cli"];

/// What only some stages may name. A glob that would bring it in counts as well.
const DEEDS: [(&str, &[&str]); 18] = [
    ("std::fs", &WORLD),
    ("std::os", &WORLD),
    ("std::net", &[]),
    ("std::env", &WORLD_AND_CLI),
    ("std::process", &["cli"]),
    ("std::thread", &WORLD_AND_CLI),
    ("std::time::SystemTime", &WORLD),
    ("std::time::Instant", &WORLD_AND_CLI),
    ("std::time::UNIX_EPOCH", &WORLD),
    ("std::io::stdin", &[]),
    ("std::io::stdout", &["cli"]),
    ("std::io::stderr", &["cli"]),
    ("jiff::Zoned", &WORLD),
    ("jiff::Timestamp", &WORLD),
    ("jiff::tz", &WORLD),
    ("tempfile", &["fs"]),
    ("notify", &["commands"]),
    ("rustix", &["fs", "output"]),
];

/// Macros that only some stages may call.
const MACROS: [(&str, &[&str]); 5] =
    [("print", &["cli"]), ("println", &["cli"]), ("eprint", &["cli"]), ("eprintln", &["cli"]), ("dbg", &[])];

/// Stages of several files in which some still import each other in a ring. To be emptied.
const RINGS_ALLOWED: [&str; 0] = [];

/// One file of the crate.
struct SourceFile {
    /// Below `src/`.
    path: String,
    stage: String,
    named: Named,
}

impl SourceFile {
    /// The path of its module, without `crate`: `pdf`, `font` for `pdf/font/mod.rs`.
    fn module(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs");
        let path = path.strip_suffix("/mod").unwrap_or(path);
        path.split('/').filter(|part| *part != "lib" && *part != "main").collect()
    }

    /// The paths it names in this crate, without `crate`; in the command line also those in the library.
    fn own_paths(&self) -> impl Iterator<Item = Vec<&str>> {
        self.named.paths.iter().filter_map(|path| {
            let mut parts: Vec<&str> = path.split("::").collect();
            let mut above = self.module();
            match parts[0] {
                "crate" => above.clear(),
                "handout" if self.stage == "cli" => above.clear(),
                "self" => {}
                "super" => drop(above.pop()),
                _ => return None,
            }
            parts.remove(0);
            while parts.first() == Some(&"super") {
                parts.remove(0);
                above.pop();
            }
            Some([above, parts].concat())
        })
    }
}

/// Every source file, without tests.
fn sources() -> Vec<SourceFile> {
    let mut found = Vec::new();
    gather(&home().join("src"), "", &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 50, "{}", found.len());
    found
}

fn gather(folder: &Path, below: &str, found: &mut Vec<SourceFile>) {
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
            found.push(SourceFile { stage: stage.to_owned(), named: named(without_tests(&text)), path });
        }
    }
}

/// Code without the tests at its end.
fn without_tests(text: &str) -> &str {
    let ends = ["\nmod tests {", "\npub(crate) mod tests {"];
    let end = ends.iter().filter_map(|end| text.find(end)).min();
    &text[..end.unwrap_or(text.len())]
}

#[test]
fn each_stage_names_only_what_stands_before_it() {
    let order: BTreeMap<&str, Vec<&str>> =
        ORDER.iter().map(|(stage, allowed)| (*stage, allowed.split(' ').collect())).collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(allowed) = order.get(source.stage.as_str()) else {
            wrong.push(format!("src/{}: the stage `{}` has no place in the order", source.path, source.stage));
            continue;
        };
        for path in source.own_paths().filter(|path| !path.is_empty()) {
            // What is named in the root of the crate and is no stage stands in lib.rs.
            let name = if order.contains_key(path[0]) { path[0] } else { "lib" };
            let is_own = name == source.stage || source.stage == "cli" && !order.contains_key(path[0]);
            if !is_own && !allowed.contains(&name) {
                wrong.push(format!("src/{}: `{}` knows `{}`", source.path, source.stage, path.join("::")));
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
fn no_files_import_each_other_in_a_ring() {
    let sources = sources();
    let modules: BTreeMap<String, &SourceFile> =
        sources.iter().map(|source| (source.module().join("::"), source)).collect();
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in &sources {
        for path in source.own_paths() {
            // The longest part of a path that is a module is the file it leads to.
            let file = (1..=path.len()).rev().find_map(|end| modules.get(&path[..end].join("::")));
            if let Some(file) = file.filter(|file| file.path != source.path) {
                imports.entry(&source.path).or_default().insert(&file.path);
            }
        }
    }
    let mut rings: Vec<String> = sources.iter().filter_map(|source| ring(&source.path, &imports)).collect();
    rings.retain(|ring| !RINGS_ALLOWED.iter().any(|stage| ring.starts_with(&format!("{stage}/"))));
    assert!(rings.is_empty(), "\n{}", rings.join("\n"));
}

/// The shortest ring of imports that leads from a file back to it.
fn ring(start: &str, imports: &BTreeMap<&str, BTreeSet<&str>>) -> Option<String> {
    let mut ways: Vec<Vec<&str>> = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in way.last().and_then(|last| imports.get(last)).into_iter().flatten() {
                let way = [way.as_slice(), &[*next]].concat();
                if *next == start {
                    return Some(way.join(" -> "));
                }
                if seen.insert(*next) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}

#[test]
fn only_some_stages_touch_the_world_and_only_the_command_line_prints() {
    let mut wrong = Vec::new();
    for SourceFile { path, stage, named } in sources() {
        for (deed, doers) in DEEDS {
            if does(&named, deed) && !doers.contains(&stage.as_str()) {
                wrong.push(format!("src/{path}: {deed}"));
            }
        }
        for (name, doers) in MACROS {
            if named.macros.contains(name) && !doers.contains(&stage.as_str()) {
                wrong.push(format!("src/{path}: {name}!"));
            }
        }
        if named.words.contains("unsafe") {
            wrong.push(format!("src/{path}: unsafe"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Whether a source names something, something in it, or a glob that it may come in by.
fn does(named: &Named, deed: &str) -> bool {
    named.paths.iter().any(|path| match path.strip_suffix("::*") {
        Some(above) => is_at_or_below(deed, above) || is_at_or_below(above, deed),
        // The bare `use std;` under another name would hide everything in it.
        None => is_at_or_below(path, deed) || path == "std",
    })
}

fn is_at_or_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn no_form_of_import_hides_a_deed() {
    let reads = |source: &str| does(&named(source), "std::fs");
    for source in [
        "use std::{fs, io};",
        "use std::{io, fs::{self, File as Paper}};",
        "use std::*;",
        "use std as s;",
        "fn f() { std::fs::read(p) }",
        "use std::fs::*;",
    ] {
        assert!(reads(source), "{source}");
    }
    let asks = |source: &str| does(&named(source), "std::time::SystemTime");
    assert!(asks("use std::time;\nfn f() { time::SystemTime::now() }") && asks("use std::time::{SystemTime as T};"));
    assert!(!asks("use std::time::Duration;") && !reads("use std::fmt;"));
}
