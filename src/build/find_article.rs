//! Which file an ID in a packet stands for.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::assets::{AssetError, Assets};
use crate::content::files::TrackedFiles;
use crate::content::folders::spellings;
use crate::content::names::{is_id, is_language_suffix};
use crate::diagnostics::Source;
use crate::language::{Language, is_among, widening};
use crate::packet::Packet;

/// A file that an ID stands for.
pub struct Candidate {
    /// Below the root.
    pub path: String,
    /// Its text.
    pub source: Result<Arc<Source>, AssetError>,
}

/// Whether there is an article of this ID, in the language or as the original.
pub fn is_there(id: &str, language: &str, tracked: &TrackedFiles) -> bool {
    find_article(id, language, tracked).is_some()
}

/// Whether an article is there in a language or a wider one, its original aside.
pub fn is_translated(id: &str, language: &str, tracked: &TrackedFiles) -> bool {
    let found = find_article(id, language, tracked);
    found.is_some_and(|found| !is_original(&found.path, id))
}

/// Whether a file is the article of an ID without a language in its name.
pub fn is_original(path: &str, id: &str) -> bool {
    matches!(path.strip_prefix(id), Some(".yaml" | ".yml"))
}

/// The file of an article in a packet: in the packet's language or, where that is the one that stands beside it, the
/// original.
pub fn find_article_for(packet: &Packet, id: &str, tracked: &TrackedFiles) -> Option<Candidate> {
    let beside = packet.bilingual.as_slice();
    let is_beside = is_among(packet.language.tag(), beside);
    let original = if is_beside { find_original(id, tracked) } else { None };
    original.or_else(|| find_article(id, packet.language.tag(), tracked))
}

/// The file of an article without a language in its name.
fn find_original(id: &str, tracked: &TrackedFiles) -> Option<Candidate> {
    first_there(is_id(id).then(|| id.to_owned()), tracked)
}

/// The path of the file that somebody means who types an ID, perhaps with a language behind it: `fatigue`, `fatigue.es`. The
/// language may be typed in other letter cases than in the file's name.
pub fn find_typed(typed: &str, tracked: &TrackedFiles) -> Option<String> {
    if !is_id(typed) {
        return None;
    }
    let mut stems = vec![typed.to_owned()];
    if let Some((id, suffix)) = typed.rsplit_once('.').filter(|(_, suffix)| is_language_suffix(suffix)) {
        stems.extend(spellings(suffix).iter().map(|tag| format!("{id}.{tag}")));
    }
    first_there(stems, tracked).map(|found| found.path)
}

/// The first of these that is there, with one ending or the other.
fn first_there(stems: impl IntoIterator<Item = String>, tracked: &TrackedFiles) -> Option<Candidate> {
    for path in stems.into_iter().flat_map(|stem| [format!("{stem}.yaml"), format!("{stem}.yml")]) {
        match tracked.snippet(&path) {
            Err(AssetError::Missing) => {}
            source => return Some(Candidate { path: tracked.name_on_disk(&path), source }),
        }
    }
    None
}

/// The file of an article: of its translation into the language, of one into a wider language, of the original.
pub fn find_article(id: &str, language: &str, tracked: &TrackedFiles) -> Option<Candidate> {
    if !is_id(id) {
        return None;
    }
    let mut stems = Vec::new();
    for tag in widening(language) {
        stems.extend(tag_spellings(tag).iter().map(|tag| format!("{id}.{tag}")));
    }
    stems.push(id.to_owned());
    first_there(stems, tracked)
}

/// A language tag in the letter cases that people write in names of files, each once: as it is typed, in small letters, in
/// capitals, in the form of BCP 47. The case of a tag has no meaning, but names of files have one case.
fn tag_spellings(tag: &str) -> Vec<String> {
    let all = [
        tag.to_owned(),
        tag.to_ascii_lowercase(),
        tag.to_ascii_uppercase(),
        Language::parse(tag).map_or_else(|| tag.to_owned(), |language| language.tag().to_owned()),
    ];
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|tag| seen.insert(tag.clone())).collect()
}
