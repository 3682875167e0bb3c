//! Names in folders, found however their letters are put together: `é` may be one character or two, and a file from a Mac
//! often has two where an author types one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use unicode_normalization::UnicodeNormalization;

/// The folders below a root, each listed once, when a name in it is first looked for.
pub struct Folders {
    root: PathBuf,
    listings: Mutex<HashMap<String, Arc<Listing>>>,
}

/// The names in a folder.
struct Listing {
    /// By their bytes.
    names: Vec<String>,
    /// Those that are compared as something else than they are, by what that is; of several the first by its bytes.
    others: HashMap<String, String>,
}

impl Listing {
    fn of(mut names: Vec<String>) -> Listing {
        names.sort_unstable();
        let mut others = HashMap::new();
        for name in &names {
            let compared = comparable(name);
            if compared != *name {
                others.entry(compared).or_insert_with(|| name.clone());
            }
        }
        Listing { names, others }
    }

    fn has(&self, name: &str) -> bool {
        self.names.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
    }

    /// The name that is the same in other characters; of several the first by its bytes.
    fn like(&self, name: &str) -> Option<String> {
        let wanted = comparable(name);
        let other = self.others.get(&wanted).cloned();
        let plain = self.has(&wanted).then_some(wanted);
        plain.into_iter().chain(other).min()
    }
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
            let name = if listing.has(part) { part.to_owned() } else { listing.like(part)? };
            if !found.is_empty() {
                found.push('/');
            }
            found.push_str(&name);
        }
        Some(found)
    }

    /// The names in a folder below the root; none where it cannot be read.
    fn listing(&self, folder: &str) -> Arc<Listing> {
        let mut listings = self.listings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = listings.get(folder) {
            return Arc::clone(known);
        }
        let entries = std::fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let listing = Listing::of(entries.filter_map(|entry| entry.file_name().into_string().ok()).collect());
        let listing = Arc::new(listing);
        listings.insert(folder.to_owned(), Arc::clone(&listing));
        listing
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_other_characters() {
        let names = ["fie\u{300}vre.yaml", "fièvre.yaml", "rhume.YAML", "toux.yaml"].map(str::to_owned);
        let listing = Listing::of(names.into());
        assert!(listing.has("toux.yaml") && !listing.has("Toux.yaml"));
        // Of two the first by its bytes: `e` stands before `è`.
        assert_eq!(listing.like("fièvre.YAML").as_deref(), Some("fie\u{300}vre.yaml"));
        assert_eq!(listing.like("rhume.yaml").as_deref(), Some("rhume.YAML"));
        assert_eq!(listing.like("toux.YML"), None);
        assert_eq!(listing.like("toux.YAML").as_deref(), Some("toux.yaml"));
    }
}
