//! Articles that stand where the settings of clinics are: who had a folder `sites` of articles is told.

use std::path::Path;

use crate::content::file_note::at_top;
use crate::content::folders::is_article_ending;
use crate::diagnostics::{Code, Diagnostic, SOURCE_LIMIT};
use crate::fs::file_state;
use crate::fs::path::display_path;

/// That an article stands where the settings of clinics are; `None` for anything else.
pub fn article_among_sites(path: &Path) -> Option<Diagnostic> {
    let is_yaml = path.extension().is_some_and(|ending| is_article_ending(&ending.to_string_lossy()));
    if !is_yaml {
        return None;
    }
    // What cannot be read is told where it is read as a clinic's file.
    let (bytes, _) = file_state::read(path, SOURCE_LIMIT as u64).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let has = |key: &str| text.lines().any(|line| line.trim_start_matches('\u{feff}').starts_with(key));
    if !has("sections:") && !has("created:") {
        return None;
    }
    let name = display_path(path);
    let message = format!("`{name}` is an article in the folder `sites`, whose files are the settings of clinics");
    let hint = "move it to another folder, as `articles/`; until then no handout is made of it";
    Some(at_top(&name, Diagnostic::new(Code::ArticleAmongSites, message).hint(hint)))
}
