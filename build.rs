//! Names the build by everything in it that can change a byte of a PDF, or of what is remembered of one: after such a
//! change an incremental build makes all handouts anew. What only reads, prints or moves files is left out, so that an
//! edit there makes no clinic's PDFs stale.
//!
//! Each entry of `src/` is in one of the two lists below. One that is in neither, or that is gone, fails the build: a
//! folder that nobody placed would otherwise change PDFs that are then taken for current.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a build script reads files and tells Cargo what it found"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What decides the bytes of a PDF: the pure stages, and who chooses their arguments.
const DECIDES: &[&str] = &[
    "article",
    "assets.rs",
    "build",
    "check",
    "content",
    "diagnostics",
    "document",
    "foreign",
    "geometry.rs",
    "html",
    "language.rs",
    "layout",
    "lib.rs",
    "locale",
    "packet",
    "pdf",
    "phone.rs",
    "picture",
    "plain",
    "prose",
    "reading",
    "sidecar",
    "site",
    "text",
    "theme.rs",
    "typesetter",
    "yaml",
];

/// What cannot change a byte of a PDF: it parses arguments, prints, answers questions, or writes finished bytes.
const MERELY_HANDLES: &[&str] = &["cli", "commands", "fs", "main.rs", "output", "report"];

/// Files in folders of `DECIDES` that cannot change a byte of a PDF.
const EXCEPT: &[&str] = &[
    "build/card.rs",
    "build/ordered_pool.rs",
    "build/request.rs",
    "build/session.rs",
    "content/walk.rs",
    "diagnostics/excerpt.rs",
    "diagnostics/github.rs",
    "diagnostics/json.rs",
    "diagnostics/sarif.rs",
];

/// Files in folders of `MERELY_HANDLES` that count all the same: they give what one run leaves for the next its form.
const ALSO: &[&str] = &["fs/fingerprint.rs", "output/record.rs", "output/records.rs", "output/state.rs"];

fn main() {
    let source = Path::new("src");
    check_lists(source);
    let mut files = BTreeSet::new();
    for entry in DECIDES.iter().chain(ALSO) {
        let path = source.join(entry);
        // Cargo also sees files that come and go in a folder. A new entry of `src/` changes `lib.rs`, which names it.
        println!("cargo::rerun-if-changed={}", path.display());
        gather(&path, &mut files);
    }
    for entry in EXCEPT {
        assert!(files.remove(&source.join(entry)), "build.rs: src/{entry} is not there, or not in a folder of DECIDES");
    }
    let mut hash = Hash::new();
    for file in &files {
        hash.part(name(file).as_bytes());
        hash.part(&read(file));
    }
    for file in ["Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={file}");
    }
    hash.part(dependencies(&text(Path::new("Cargo.toml"))).as_bytes());
    hash.part(&read(Path::new("Cargo.lock")));
    // The crate of the fonts has read them; the variable changes with them.
    let fonts = std::env::var("DEP_HANDOUT_FONTS_HASH").expect("handout-fonts tells the hash of its files");
    hash.part(fonts.as_bytes());
    println!("cargo::rustc-env=HANDOUT_BUILD={:032x}", hash.0);
    if packs_addresses() {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if let Some(argument) = front() {
        println!("cargo::rustc-link-arg-bins={argument}");
    }
}

/// What makes the linker put the functions that one article needs in front of all others, so that the system maps a third of
/// the code: an argument for optimised programs, where the linker knows it. The list names functions as they are called by
/// `.cargo/config.toml`; without that nothing would be found.
fn front() -> Option<String> {
    let list = Path::new(".cargo/front.ld");
    let is_for_it = told("CARGO_CFG_TARGET_OS") == "linux"
        && told("CARGO_CFG_TARGET_ARCH") == "x86_64"
        && told("CARGO_ENCODED_RUSTFLAGS").contains("symbol-mangling-version=v0");
    if !is_for_it || told("OPT_LEVEL") == "0" || !list.exists() {
        return None;
    }
    println!("cargo::rerun-if-changed={}", list.display());
    // Cargo corrects this folder's path, and no other, when the project is moved with what was built of it.
    let copy = PathBuf::from(told("OUT_DIR")).join("front.ld");
    std::fs::write(&copy, read(list)).ok()?;
    let argument = format!("-T{}", copy.display());
    can_link_with(&argument).then_some(argument)
}

/// Whether a program that does nothing can be linked with an argument, as this one will be, and by lld: GNU's linker knows
/// lists of patterns, too, but takes five minutes for this one.
fn can_link_with(argument: &str) -> bool {
    let folder = PathBuf::from(told("OUT_DIR"));
    let source = folder.join("nothing.rs");
    if std::fs::write(&source, "fn main() {}").is_err() {
        return false;
    }
    let mut compiler = std::process::Command::new(told("RUSTC"));
    compiler
        .args(["--crate-name", "nothing", "--target", &told("TARGET"), "-o"])
        .arg(folder.join("nothing"))
        .arg(source);
    compiler.args(told("CARGO_ENCODED_RUSTFLAGS").split('\x1f').filter(|flag| !flag.is_empty()));
    if let Ok(linker) = std::env::var("RUSTC_LINKER") {
        compiler.arg(format!("-Clinker={linker}"));
    }
    // The second changes nothing, and lld alone has it.
    compiler.args([&format!("-Clink-arg={argument}"), "-Clink-arg=-Wl,--no-warn-symbol-ordering"]);
    compiler.output().is_ok_and(|output| output.status.success())
}

/// A variable that Cargo sets for build scripts; empty where it sets none.
fn told(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// Whether the table of addresses that a start writes may be in its packed form: 40 kB in place of 1.1 MB, all of which is
/// read. The GNU C library has known it since version 2.36, as a loader and inside of a static program; the linkers for this
/// target, `rust-lld` among them, have had it for as long, and one that has not warns and goes on.
fn packs_addresses() -> bool {
    let is_for_gnu = told("CARGO_CFG_TARGET_OS") == "linux"
        && told("CARGO_CFG_TARGET_ENV") == "gnu"
        && told("CARGO_CFG_TARGET_ARCH") == "x86_64";
    // Which library another machine has, nobody knows.
    is_for_gnu && told("HOST") == told("TARGET") && glibc().is_some_and(|version| version >= (2, 36))
}

/// The version of the GNU C library of this machine, as `getconf` tells it: `glibc 2.36`.
fn glibc() -> Option<(u32, u32)> {
    let output = std::process::Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let (major, minor) = std::str::from_utf8(&output.stdout).ok()?.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Panics when an entry of `src/` is not in exactly one list, or when a list names what is not there.
fn check_lists(source: &Path) {
    let listed: Vec<&str> = DECIDES.iter().chain(MERELY_HANDLES).copied().collect();
    for entry in listed.iter().chain(EXCEPT).chain(ALSO) {
        assert!(source.join(entry).exists(), "build.rs lists src/{entry}, which is not there");
    }
    for path in entries(source) {
        let name = name(path.strip_prefix(source).expect("it was listed there"));
        let times = listed.iter().filter(|entry| **entry == name).count();
        assert!(times == 1, "build.rs lists src/{name} {times} times: say once whether it can change a PDF");
    }
}

/// All files at or below a path, without those of tests, which are in no program, and without Markdown, which explains.
fn gather(path: &Path, files: &mut BTreeSet<PathBuf>) {
    if !path.is_dir() {
        if path.extension().is_none_or(|ending| ending != "md") {
            files.insert(path.to_owned());
        }
        return;
    }
    for path in entries(path) {
        if !path.ends_with("tests") && !path.ends_with("tests.rs") {
            gather(&path, files);
        }
    }
}

/// What is in a folder, without hidden files, which editors leave.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let listed = listed.unwrap_or_else(|error| panic!("{} cannot be listed: {error}", folder.display()));
    let shown = listed.into_iter().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    shown.map(|entry| entry.path()).collect()
}

/// The sections of a manifest that say what is built in: those of dependencies, without comments and without those of
/// tests. Versions are in `Cargo.lock`.
fn dependencies(manifest: &str) -> String {
    let mut is_wanted = false;
    let mut out = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_wanted = line == "[dependencies]" || (line.starts_with("[target.") && line.ends_with(".dependencies]"));
        }
        if is_wanted && !line.starts_with('#') {
            out.push_str(line);
            out.push('\n');
        }
    }
    assert!(!out.is_empty(), "Cargo.toml has no [dependencies]");
    out
}

/// A path as it is called on every system.
fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn text(path: &Path) -> String {
    String::from_utf8(read(path)).unwrap_or_else(|error| panic!("{} is not UTF-8: {error}", path.display()))
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()))
}

/// FNV-1a with 128 bits: no secret is kept by it, and it needs no crate.
struct Hash(u128);

impl Hash {
    fn new() -> Hash {
        Hash(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// One more part, told with its length, so that no two lists of parts are alike.
    fn part(&mut self, bytes: &[u8]) {
        for byte in (bytes.len() as u64).to_le_bytes().iter().chain(bytes) {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
