//! `index.html`: the list of all handouts that have web pages, for people.

use std::path::Path;

use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::html::{self, Entry};
use crate::locale::OwnWords;
use crate::output::record::{Made, Output, Record};
use crate::output::records::Records;
use crate::site::Edition;

/// Its name in the output folder.
pub const NAME: &str = "index.html";

/// The list of all handouts with web pages; `None` where there are none. `clinic` is whose they are, and `own` the words that
/// it gives in the place of the tool's.
pub fn write(records: &Records, clinic: Option<&str>, own: &[OwnWords]) -> Option<String> {
    let with_pages: Vec<Record> = records.iter().map(|(_, record)| record).filter(has_page).collect();
    let entries: Vec<Entry> = with_pages.iter().flat_map(entries).collect();
    (!entries.is_empty()).then(|| html::index(&entries, clinic, own))
}

/// Whether an article has a web page.
pub fn has_page(record: &Record) -> bool {
    record.outputs().iter().any(|output| output.page().is_some())
}

/// One for each page: in the language of the article, and in that beside its original's.
fn entries(record: &Record) -> impl Iterator<Item = Entry<'_>> {
    record.made.iter().flat_map(|made| made.outputs.iter().filter_map(|output| entry(made, output)))
}

fn entry<'r>(made: &'r Made, output: &'r Output) -> Option<Entry<'r>> {
    let Made { language, kind, title, keywords, outdated, .. } = made;
    let is_bilingual = Edition::from(output.edition).is_bilingual();
    Some(Entry {
        language,
        original: made.original_language().filter(|_| is_bilingual),
        kind: kind.as_deref(),
        title,
        page: output.page()?,
        pdf: &output.pdf,
        updated: output.updated,
        outdated: *outdated,
        keywords,
    })
}

/// That somebody else's file has the name of the list.
pub fn taken(output: &Path) -> Error {
    let message = format!("`{}` is there already, and handout did not make it", display_path(&output.join(NAME)));
    Error::new(ErrorKind::Conflict, message).hint("move it away, or build into another folder with `-o`")
}
