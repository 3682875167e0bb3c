//! Hashes the font files, once: whoever depends on this crate finds the result in `DEP_HANDOUT_FONTS_HASH` when its own
//! build script runs, and need not read 52 MB at each edit.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a build script reads files and tells Cargo what it found"
)]

use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for folder in entries(Path::new(".")).into_iter().filter(|path| path.is_dir() && !path.ends_with("src")) {
        // Cargo looks at the times of all files in it, and at whether there are new ones.
        println!("cargo::rerun-if-changed={}", folder.display());
        files.extend(entries(&folder).into_iter().filter(|path| is_font(path)));
    }
    assert!(!files.is_empty(), "no folder beside Cargo.toml holds a font");
    println!("cargo::metadata=hash={:032x}", hash(&files));
}

/// What is in a folder, by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let listed = listed.unwrap_or_else(|error| panic!("{} cannot be listed: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listed.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn is_font(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ttf" || extension == "ttc")
}

/// FNV-1a over words of eight bytes, with 128 bits: no secret is kept by it, it needs no crate, and it is quick even
/// unoptimised, as build scripts are.
fn hash(files: &[PathBuf]) -> u128 {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let mut take = |word: u64| {
        hash = (hash ^ u128::from(word)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    };
    for file in files {
        let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{} cannot be read: {error}", file.display()));
        take(bytes.len() as u64);
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            take(u64::from_le_bytes(word));
        }
    }
    hash
}
