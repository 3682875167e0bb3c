//! Names the build by the content of everything that can change a byte of a PDF: an incremental build makes all handouts
//! anew when the tool itself has changed. The command line is left out: it only prints.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a build script reads files and talks to cargo by printing"
)]

use std::path::{Path, PathBuf};

const COMMAND_LINE: [&str; 2] = ["cli", "main.rs"];

fn main() {
    let mut files = vec![PathBuf::from("Cargo.toml"), PathBuf::from("Cargo.lock")];
    gather(Path::new("src"), &mut files);
    gather(Path::new("fonts"), &mut files);
    files.sort();
    // FNV-1a with 128 bits: no secret is kept by it, and it needs no crate.
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(file).unwrap_or_default();
        for byte in name.bytes().chain([0]).chain(bytes) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    println!("cargo::rustc-env=HANDOUT_BUILD={hash:032x}");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if folder == Path::new("src") && COMMAND_LINE.contains(&name.as_str()) {
            continue;
        }
        match path.is_dir() {
            true => gather(&path, files),
            // Explanations of mistakes are only printed.
            false if path.extension().is_some_and(|ending| ending == "md") => {}
            false => files.push(path),
        }
    }
}
