//! Which article may be meant by an ID that is not there.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::content::names::{is_packet, last_part};
use crate::content::walk::Walk;
use crate::yaml::{Patience, similar_within};

/// That there is no such article below a root, and a hint at what may be meant.
pub fn unknown_article(id: &str, root: &Path) -> (String, String) {
    Suggestions::below(root).unknown_article(id)
}

/// The article below a root that may be meant by the name of a file that is not there, as a hint.
pub fn article_for_file(file: &str, root: &Path) -> Option<String> {
    let listed = Listed::below(root);
    let near = listed.nearest(file, &mut Patience::of_a_file())?;
    Some(format!("did you mean the article `{near}`?"))
}

/// What may be meant by the unknown IDs of one file after the other. The articles are listed once, with the first ID that
/// is not there: nothing is noticed of what is added later.
pub struct Suggestions<'r> {
    root: &'r Path,
    listed: OnceCell<Listed>,
    patience: RefCell<Patience>,
}

impl<'r> Suggestions<'r> {
    /// Those below a content root, for a file that begins.
    pub fn below(root: &'r Path) -> Suggestions<'r> {
        Suggestions { root, listed: OnceCell::new(), patience: RefCell::new(Patience::of_a_file()) }
    }

    /// The IDs that follow stand in another file: what was spent on those before does not count.
    pub fn begin_file(&self) {
        *self.patience.borrow_mut() = Patience::of_a_file();
    }

    /// That there is no such article, and a hint at what may be meant.
    pub fn unknown_article(&self, id: &str) -> (String, String) {
        let listed = self.listed.get_or_init(|| Listed::below(self.root));
        if let Some((first, languages)) = listed.languages_of(id) {
            let message = format!("the article `{id}` is there only in `{languages}`");
            let hint = format!("a packet in `{first}` takes it (`--language {first}`); for others write `{id}.yaml`");
            return (message, hint);
        }
        let hint = match listed.nearest(id, &mut self.patience.borrow_mut()) {
            None if is_packet(id) => {
                "that is how a packet is named, which is asked for alone: handout packet packets/NAME -o FILE.pdf"
                    .to_owned()
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => "an ID is an article's path below the content folder, without language and ending".to_owned(),
        };
        (format!("there is no article `{id}`"), hint)
    }
}

/// All articles below a root.
#[derive(Default)]
struct Listed {
    /// The languages in the names of the files of each ID, in order.
    languages: BTreeMap<String, Vec<String>>,
    /// The first ID of each last part, `fatigue` of `side-effects/fatigue`.
    by_name: HashMap<String, String>,
}

impl Listed {
    /// None where the root cannot be walked, as nothing can be suggested then.
    fn below(root: &Path) -> Listed {
        let Ok(mut walk) = Walk::new(root) else { return Listed::default() };
        if walk.folder(root).is_err() {
            return Listed::default();
        }
        let mut listed = Listed::default();
        for file in walk.found.into_iter().filter(|file| !file.is_packet()) {
            listed.languages.entry(file.id).or_default().extend(file.language);
        }
        for (id, languages) in &mut listed.languages {
            languages.sort();
            listed.by_name.entry(last_part(id).to_owned()).or_insert_with(|| id.clone());
        }
        listed
    }

    /// The first language, and all of them as they are told, of an article that is there in some.
    fn languages_of(&self, id: &str) -> Option<(&str, String)> {
        let languages = self.languages.get(id)?;
        Some((languages.first()?, languages.join("`, `")))
    }

    /// The ID that is most like what was typed: the same without ending or folder, the beginning of it, the same name in
    /// some folder, a similar ID, a similar name.
    fn nearest(&self, typed: &str, patience: &mut Patience) -> Option<&str> {
        let bare = typed.strip_suffix(".yaml").or_else(|| typed.strip_suffix(".yml")).unwrap_or(typed);
        let bare = bare.strip_prefix("content/").unwrap_or(bare);
        let known = |id: &str| self.languages.get_key_value(id).map(|(id, _)| id.as_str());
        // `fatigue.es` for `fatigue`.
        let beginnings = || bare.match_indices('.').find_map(|(dot, _)| known(&bare[..dot]));
        // `fatigue` for `side-effects/fatigue`.
        let of_name = |name: &str| self.by_name.get(name).map(String::as_str);
        let ids = || self.languages.keys().map(String::as_str);
        known(bare)
            .or_else(beginnings)
            .or_else(|| of_name(last_part(bare)))
            .or_else(|| similar_within(patience, bare, ids()))
            .or_else(|| of_name(similar_within(patience, last_part(bare), ids().map(last_part))?))
    }
}
