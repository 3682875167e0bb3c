//! Handouts of one title and the same headings: a clinic that has two does not know which of them a patient was given.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::content::at_top;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Code, Diagnostic};
use crate::fs::path::display_path;
use crate::locale::Locale;
use crate::output::record::{Made, Record, StatusName};

/// So many are told in one run. More of them are no slip of an editor.
const MOST_TOLD: usize = 20;

/// The titles and headings of the articles of a run.
#[derive(Default)]
pub struct Titles<'a> {
    /// The first article of each [`name`].
    first: HashMap<u64, &'a ArticleFile>,
    told: usize,
}

impl<'a> Titles<'a> {
    /// Takes in an article. Returns that an earlier one has its language, title and headings, where neither was withdrawn.
    pub fn twin(&mut self, file: &'a ArticleFile, record: &Record) -> Option<Diagnostic> {
        let made = record.made.as_ref().filter(|made| made.status != StatusName::Withdrawn)?;
        if file.is_packet() || record.notes.iter().any(|note| note.code == Code::CopyOfArticle.text()) {
            return None;
        }
        match self.first.entry(name(made)) {
            Entry::Vacant(first) => {
                first.insert(file);
                None
            }
            Entry::Occupied(first) => {
                self.told += 1;
                (self.told <= MOST_TOLD).then(|| told(made, &display_path(&first.get().path), file))
            }
        }
    }
}

/// A hash of what a reader knows a handout by, for a hundred thousand are held in memory at once: language, kind, title and
/// headings. A copy keeps the day on which its original was first published. It is of use within this run alone.
fn name(made: &Made) -> u64 {
    let mut hasher = DefaultHasher::new();
    made.language.to_lowercase().hash(&mut hasher);
    made.kind.as_ref().map(|kind| kind.to_lowercase()).hash(&mut hasher);
    made.title.to_lowercase().hash(&mut hasher);
    made.headings.hash(&mut hasher);
    made.created.hash(&mut hasher);
    hasher.finish()
}

fn told(made: &Made, first: &str, file: &ArticleFile) -> Diagnostic {
    let title = Locale::of(&made.language).0.full_title(made.kind.as_deref(), &made.title);
    let message = format!(
        "this handout is called \u{201c}{title}\u{201d} and has the headings of `{first}`, in the same language"
    );
    let hint = "remove the one that is out of date, or give each a title that tells them apart";
    at_top(&display_path(&file.path), Diagnostic::new(Code::SameTitle, message).hint(hint))
}
