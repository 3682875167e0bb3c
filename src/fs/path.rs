//! Paths in the two forms they are told in: to people, and to the manifest.

use std::path::{MAIN_SEPARATOR, Path};

/// A path for messages: relative to the working folder where it lies below it, with `/` between folders. Control
/// characters are replaced: a line break in a name must not break the line that tells of it, nor another sign turn it round.
pub fn display_path(path: &Path) -> String {
    // Without a working folder every path is told in full.
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    match text {
        "" => ".".to_owned(),
        text => text.chars().map(|c| if c.is_control() || turns_letters_round(c) { '\u{fffd}' } else { c }).collect(),
    }
}

/// Whether a character cannot be seen and turns letters behind it round: embeddings, overrides and isolates (UAX #9, 2).
pub fn turns_letters_round(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The name of a file below `root`, as the manifest and the state have it: with `/` on every machine. A path that does not
/// lie below `root` stays as it is.
pub fn relative_name(root: &Path, path: &Path) -> String {
    let text = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    if MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(MAIN_SEPARATOR, "/") }
}

/// The folder that a file stands in; `.` for a bare name.
pub fn parent_folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
