//! Paths as people and the manifest see them.

use std::path::Path;

/// A path as the user knows it: from the working folder where it lies below, with `/` between folders.
pub fn display_path(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    match text {
        "" => ".".to_owned(),
        // A line break in a name must not break the line that tells of it.
        text => text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect(),
    }
}

/// A path below the root as the manifest names it: with `/` on every machine. A path elsewhere stays as it is.
pub fn below(root: &Path, path: &Path) -> String {
    let text = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}
