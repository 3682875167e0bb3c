//! PDFs that a build of a part leaves behind: packets of an article that was made, translations of one that has another day,
//! articles with a snippet that changed.

use std::collections::{HashMap, HashSet};

use crate::build::run::Build;
use crate::content::names::is_packet;
use crate::diagnostics::{Code, Diagnostic};
use crate::fs::file_state::{Digest, Snapshot};
use crate::output::record::{Output, Record};
use crate::output::store::Store;

/// What a run found changed, by paths below the root, as it is now.
struct Changed {
    articles: HashMap<String, Digest>,
    /// Articles whose `updated` is another: their translations may be outdated.
    days: HashSet<String>,
    /// Pictures and snippets; `None` for those that are gone.
    inputs: HashMap<String, Option<Digest>>,
}

impl Build<'_> {
    /// Remembers of PDFs which were not asked for that they are not current, where what was asked for shows so. Returns how many
    /// that are, as a warning.
    pub fn mark_older(&mut self, store: &Store) -> Option<Diagnostic> {
        let changed = self.changed(store);
        let asked: HashSet<&str> = self.articles.iter().map(|file| file.source.as_str()).collect();
        let mut older = Vec::new();
        for (source, mut record) in store.state.records.iter().filter(|(source, _)| !asked.contains(source)) {
            let is_known = |output: &Output| !output.current;
            if record.outputs().iter().all(is_known) || !changed.concerns(source, &record) {
                continue;
            }
            for output in record.outputs_mut().filter(|output| output.current) {
                output.current = false;
                older.push(output.pdf.clone());
            }
            self.changes.records.put(source, &record);
        }
        note(&older)
    }

    fn changed(&self, store: &Store) -> Changed {
        let mut changed = Changed { articles: HashMap::new(), days: HashSet::new(), inputs: HashMap::new() };
        let day = |record: Option<&Record>| record.and_then(|record| record.made.as_ref()).map(|made| made.updated);
        for (source, record) in self.changes.records.iter() {
            let before = store.record(source);
            if day(before.as_ref()) != day(Some(&record)) {
                changed.days.insert(source.to_owned());
            }
            // One that could not be read may be as it was.
            if record.snapshot != Snapshot::default() {
                changed.articles.insert(source.to_owned(), record.snapshot.digest);
            }
        }
        for (path, snapshot) in &self.changes.inputs {
            changed.inputs.insert(path.clone(), snapshot.map(|snapshot| snapshot.digest));
        }
        changed
    }
}

impl Changed {
    /// Whether what is remembered of an article or a packet is of an older state of something that it is made of. (A translation
    /// with its original beside it is made together with the original.)
    fn concerns(&self, source: &str, record: &Record) -> bool {
        let is_translation = record.suffix.is_some() && !is_packet(source);
        record.inputs.iter().any(|(path, content)| match self.articles.get(path) {
            Some(now) => Some(*now) != *content && (!is_translation || self.days.contains(path)),
            None => self.inputs.get(path).is_some_and(|now| now != content),
        })
    }
}

/// That PDFs are older than what was built.
fn note(older: &[String]) -> Option<Diagnostic> {
    let first = older.first()?;
    let message = match older.len() {
        1 => format!("`{first}` shows an older state of what was built, and was not asked for"),
        2 => format!("`{first}` and another PDF show an older state of what was built, and were not asked for"),
        count => format!(
            "`{first}` and {} other PDFs show an older state of what was built, and were not asked for",
            count - 1
        ),
    };
    Some(Diagnostic::new(Code::OlderPdf, message).hint("`handout build`, without a file, makes all of them anew"))
}
