//! `index.html`: the list of all handouts that have web pages, for people.

use std::path::Path;

use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::display_path;
use crate::html::{self, Entry};
use crate::output::names::is_in;
use crate::output::record::{Made, Output, Record};
use crate::output::records::Records;
use crate::site::Format;

/// Its name in the output folder.
pub const NAME: &str = "index.html";

/// The list of all handouts with web pages; `None` where there are none. `clinic` is whose they are.
pub fn write(records: &Records, clinic: Option<&str>) -> Option<String> {
    let with_pages: Vec<Record> = records.iter().map(|(_, record)| record).filter(has_page).collect();
    let entries: Vec<Entry> = with_pages.iter().filter_map(entry).collect();
    (!entries.is_empty()).then(|| html::index(&entries, clinic))
}

fn has_page(record: &Record) -> bool {
    record.outputs().iter().any(|output| page_of(output).is_some())
}

fn entry(record: &Record) -> Option<Entry<'_>> {
    let Made { language, kind, title, keywords, outputs, .. } = record.made.as_ref()?;
    let (output, page) = outputs.iter().find_map(|output| Some((output, page_of(output)?)))?;
    Some(Entry { language, kind: kind.as_deref(), title, page, pdf: &output.pdf, updated: output.updated, keywords })
}

/// The web page beside a PDF.
fn page_of(output: &Output) -> Option<&str> {
    output.sidecars.iter().map(|beside| beside.file.as_str()).find(|name| is_in(name, Format::Html))
}

/// That somebody else's file has the name of the list.
pub fn taken(output: &Path) -> Error {
    let message = format!("`{}` is there already, and handout did not make it", display_path(&output.join(NAME)));
    Error::new(ErrorKind::Conflict, message).hint("move it away, or build into another folder with `-o`")
}
