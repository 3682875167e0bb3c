//! Which article may be meant by an ID that is not there.

use std::path::Path;

use crate::content::names::{is_packet, last_part};
use crate::content::walk::Walk;
use crate::yaml::similar;

/// An ID and the language in the name of its file.
type Listed = (String, Option<String>);

/// That there is no such article below a root, and a hint at what may be meant.
pub fn unknown_article(id: &str, root: &Path) -> (String, String) {
    let listed = listed(root);
    let languages = listed.iter().filter(|(known, _)| known == id);
    let languages: Vec<&str> = languages.filter_map(|(_, language)| language.as_deref()).collect();
    if let Some(first) = languages.first() {
        let message = format!("the article `{id}` is there only in `{}`", languages.join("`, `"));
        let hint = format!("a packet in `{first}` takes it (`--language {first}`); for others write `{id}.yaml`");
        return (message, hint);
    }
    let hint = match nearest(id, &listed) {
        None if is_packet(id) => {
            "that is how a packet is named, which is asked for alone: handout packet packets/NAME -o FILE.pdf"
                .to_owned()
        }
        Some(near) => format!("did you mean `{near}`?"),
        None => "an ID is an article's path below the content folder, without language and ending".to_owned(),
    };
    (format!("there is no article `{id}`"), hint)
}

/// A hint at the article below a root that may be meant by the name of a file that is not there.
pub fn article_for_file(file: &str, root: &Path) -> Option<String> {
    nearest(file, &listed(root)).map(|id| format!("did you mean the article `{id}`?"))
}

/// All articles below a root, in order; none where it cannot be walked, as nothing can be suggested then.
fn listed(root: &Path) -> Vec<Listed> {
    let Ok(mut walk) = Walk::new(root) else { return Vec::new() };
    if walk.folder(root).is_err() {
        return Vec::new();
    }
    let articles = walk.found.into_iter().filter(|file| !file.is_packet());
    let mut listed: Vec<Listed> = articles.map(|file| (file.id, file.language)).collect();
    listed.sort();
    listed
}

/// The listed ID that is most like what was typed: the same without ending or folder, the beginning of it, the same name
/// in some folder, a similar ID, a similar name.
fn nearest(typed: &str, listed: &[Listed]) -> Option<String> {
    let mut ids: Vec<&str> = listed.iter().map(|(id, _)| id.as_str()).collect();
    ids.dedup();
    let bare = typed.strip_suffix(".yaml").or_else(|| typed.strip_suffix(".yml")).unwrap_or(typed);
    let bare = bare.strip_prefix("content/").unwrap_or(bare);
    let first = |is_meant: &dyn Fn(&str) -> bool| ids.iter().copied().find(|id| is_meant(id));
    // `fatigue.es` for `fatigue`.
    let begins = |id: &str| bare.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'));
    // `fatigue` for `side-effects/fatigue`.
    let has_name = |id: &str| last_part(id) == last_part(bare);
    first(&|id| id == bare)
        .or_else(|| first(&begins))
        .or_else(|| first(&has_name))
        .or_else(|| similar(bare, ids.iter().copied()))
        .or_else(|| {
            let name = similar(last_part(bare), ids.iter().map(|id| last_part(id)))?;
            first(&|id| last_part(id) == name)
        })
        .map(str::to_owned)
}
