//! The names in a record, told from the path of its article, which stands beside it in any case: a hundred thousand records are
//! in memory at once.

use crate::output::record::{Output, Record};

/// What a shortened name begins with: no file has it in its name.
const MARK: char = '\0';

/// The record of the article at `source` as it is kept: its ID is what has to be taken off the end of that path, and the names of
/// its files are what has to be put behind the ID.
pub fn shortened(source: &str, record: &Record) -> Record {
    let mut short = record.clone();
    for name in short.outputs_mut().flat_map(names) {
        if let Some(ending) = name.strip_prefix(record.id.as_str()) {
            *name = format!("{MARK}{ending}");
        }
    }
    if let Some(ending) = source.strip_prefix(record.id.as_str()) {
        short.id = format!("{MARK}{ending}");
    }
    short
}

/// The record that was [`shortened`]; `None` where its ID cannot be told from this path.
pub fn lengthened(source: &str, mut record: Record) -> Option<Record> {
    if let Some(ending) = record.id.strip_prefix(MARK) {
        record.id = source.strip_suffix(ending)?.to_owned();
    }
    let id = std::mem::take(&mut record.id);
    for name in record.outputs_mut().flat_map(names) {
        if let Some(ending) = name.strip_prefix(MARK) {
            *name = [id.as_str(), ending].concat();
        }
    }
    record.id = id;
    Some(record)
}

/// The names of a PDF and of what stands beside it.
fn names(output: &mut Output) -> impl Iterator<Item = &mut String> {
    std::iter::once(&mut output.pdf).chain(output.sidecars.iter_mut().map(|beside| &mut beside.file))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::article::Article;
    use crate::fs::file_state::{Digest, FileState};
    use crate::language::Language;
    use crate::output::record::{EditionName, Made, SidecarFile};

    fn record(id: &str, pdf: &str, page: &str) -> Record {
        let output = Output {
            edition: EditionName::Large,
            pdf: pdf.to_owned(),
            pages: 2,
            state: FileState::default(),
            sha256: Digest::default(),
            fingerprint: Digest::default(),
            code: "B7K2".to_owned(),
            sidecars: vec![SidecarFile::named(page.to_owned())],
            on_demand: false,
            updated: date(2026, 11, 2),
            current: true,
        };
        let article = Article::new("a", Language::english(), "Fever".into(), (date(2026, 11, 2), date(2026, 11, 2)));
        let made = Made { outputs: vec![output], ..Made::of(&article) };
        Record { id: id.to_owned(), made: Some(made), ..Record::default() }
    }

    /// Names that follow from that of the article take the bytes of their endings alone; others stay as they are.
    #[test]
    fn names_are_the_same_again() {
        let fever = record("side-effects/fever", "side-effects/fever.es-large.pdf", "side-effects/fever.es.html");
        let source = "side-effects/fever.es.yaml";
        let short = shortened(source, &fever);
        assert_eq!(short.id, "\0.es.yaml");
        assert_eq!(short.outputs()[0].pdf, "\0.es-large.pdf");
        assert_eq!(short.outputs()[0].sidecars[0].file, "\0.es.html");
        assert_eq!(lengthened(source, short.clone()), Some(fever.clone()));
        assert_eq!(lengthened("side-effects/fever.txt", short), None, "of another article");
        // Decomposed on disk, and a file that was left from an earlier name.
        for (source, record) in [
            ("fie\u{301}vre.yaml", record("fi\u{e9}vre", "fi\u{e9}vre.pdf", "old.html")),
            ("fever.yaml", record("", "fever.pdf", "fever.html")),
        ] {
            assert_eq!(lengthened(source, shortened(source, &record)), Some(record));
        }
    }
}
