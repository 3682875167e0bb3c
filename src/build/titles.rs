//! Handouts of one title and the same headings: a clinic that has two does not know which of them a patient was given.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::civil::Date;

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
pub struct Titles {
    /// What is shown of the first file of each language, title and headings.
    first: HashMap<Name, String>,
    told: usize,
}

/// What a reader knows a handout by.
#[derive(PartialEq, Eq, Hash)]
struct Name {
    language: String,
    kind: Option<String>,
    title: String,
    headings: Vec<String>,
    /// A copy keeps the day on which its original was first published.
    created: Date,
}

impl Titles {
    /// Takes in an article. Returns that an earlier one has its language, title and headings, where neither was withdrawn.
    pub fn twin(&mut self, file: &ArticleFile, record: &Record) -> Option<Diagnostic> {
        let made = record.made.as_ref().filter(|made| made.status != StatusName::Withdrawn)?;
        if file.is_packet() || record.notes.iter().any(|note| note.code == Code::CopyOfArticle.text()) {
            return None;
        }
        let name = Name {
            language: made.language.to_lowercase(),
            kind: made.kind.as_ref().map(|kind| kind.to_lowercase()),
            title: made.title.to_lowercase(),
            headings: made.headings.clone(),
            created: made.created,
        };
        match self.first.entry(name) {
            Entry::Vacant(first) => {
                first.insert(display_path(&file.path));
                None
            }
            Entry::Occupied(first) => {
                self.told += 1;
                (self.told <= MOST_TOLD).then(|| told(made, first.get(), file))
            }
        }
    }
}

fn told(made: &Made, first: &str, file: &ArticleFile) -> Diagnostic {
    let title = Locale::of(&made.language).0.full_title(made.kind.as_deref(), &made.title);
    let message = format!(
        "this handout is called \u{201c}{title}\u{201d} and has the headings of `{first}`, in the same language"
    );
    let hint = "remove the one that is out of date, or give each a title that tells them apart";
    at_top(&display_path(&file.path), Diagnostic::new(Code::SameTitle, message).hint(hint))
}
