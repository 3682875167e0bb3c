//! Names in folders, found however their letters are put together: `é` may be one character or two, and a file from a Mac
//! often has two where an author types one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use unicode_normalization::UnicodeNormalization;

/// The folders below a root, each listed once, when a name in it is first looked for.
pub struct Folders {
    root: PathBuf,
    listings: Mutex<HashMap<String, Arc<[String]>>>,
}

impl Folders {
    /// Nothing is listed yet.
    pub fn new(root: &Path) -> Folders {
        Folders { root: root.to_owned(), listings: Mutex::default() }
    }

    /// The path below the root, as it is on disk, of the file that `path` names in other characters; `None` when there is
    /// none. Of several the first by its bytes.
    pub fn name_on_disk(&self, path: &str) -> Option<String> {
        let mut found = String::new();
        for part in path.split('/') {
            if matches!(part, "" | "." | "..") {
                return None;
            }
            let listing = self.listing(&found);
            let wanted = comparable(part);
            let name = match listing.iter().any(|name| name == part) {
                true => part,
                false => listing.iter().find(|name| comparable(name) == wanted)?,
            };
            if !found.is_empty() {
                found.push('/');
            }
            found.push_str(name);
        }
        Some(found)
    }

    /// The names in a folder below the root, by their bytes; none where it cannot be read.
    fn listing(&self, folder: &str) -> Arc<[String]> {
        let mut listings = self.listings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = listings.get(folder) {
            return Arc::clone(known);
        }
        let entries = std::fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        let names: Arc<[String]> = names.into();
        listings.insert(folder.to_owned(), Arc::clone(&names));
        names
    }
}

/// A name as it is compared: in NFC, the ending of an article in small letters.
fn comparable(name: &str) -> String {
    let composed = composed(name);
    match composed.rsplit_once('.') {
        Some((stem, ending)) if is_article_ending(ending) => format!("{stem}.{}", ending.to_ascii_lowercase()),
        _ => composed,
    }
}

/// Whether a file with this ending, in any letter case, may be an article.
pub fn is_article_ending(ending: &str) -> bool {
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

/// A name in NFC.
pub fn composed(name: &str) -> String {
    if name.is_ascii() { name.to_owned() } else { name.nfc().collect() }
}

/// The spellings under which a file may appear that is not there under this one.
pub fn spellings(path: &str) -> Vec<String> {
    let mut all = vec![path.to_owned()];
    if !path.is_ascii() {
        all.push(path.nfc().collect());
        all.push(path.nfd().collect());
    }
    all
}
