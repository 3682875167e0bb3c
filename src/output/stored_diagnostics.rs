//! Diagnostics put away and shown again, word for word, when their article is skipped.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, SOURCE_LIMIT, Severity, Source};
use crate::fs::file_state;
use crate::fs::path::{display_path, relative_name};
use crate::output::record::StoredDiagnostic;

/// A diagnostic as it is stored.
pub fn store(note: &Diagnostic, root: &Path) -> StoredDiagnostic {
    let place = note.span.as_ref().map(|span| {
        // Names in diagnostics are relative to the working folder, where there is one.
        let here = std::env::current_dir().unwrap_or_default();
        let file = relative_name(root, &here.join(&span.source.name));
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        (file, byte(span.range.start), byte(span.range.end))
    });
    StoredDiagnostic {
        is_error: note.severity == Severity::Error,
        code: note.code.to_string(),
        message: note.message.clone(),
        hint: note.hint.clone(),
        place,
    }
}

/// Stored diagnostics as they were, their files read again.
pub fn restore(notes: &[StoredDiagnostic], root: &Path) -> Vec<Diagnostic> {
    let mut sources: HashMap<&str, Option<Arc<Source>>> = HashMap::new();
    let mut diagnostics = Vec::with_capacity(notes.len());
    for note in notes {
        // An article with a code that this build does not know is read again, so that nothing is kept from its author.
        let Ok(code) = note.code.parse() else { continue };
        let span = note.place.as_ref().and_then(|(file, start, end)| {
            let source = sources.entry(file).or_insert_with(|| source(&root.join(file))).as_ref()?;
            Some(source.span(*start as usize..*end as usize))
        });
        diagnostics.push(Diagnostic {
            severity: if note.is_error { Severity::Error } else { Severity::Warning },
            code,
            message: note.message.clone(),
            hint: note.hint.clone(),
            span,
        });
    }
    diagnostics
}

fn source(path: &Path) -> Option<Arc<Source>> {
    // The diagnostic is shown without its lines if the file is gone or not UTF-8 any more.
    let bytes = file_state::read(path, SOURCE_LIMIT as u64).map(|(bytes, _)| bytes).unwrap_or_default();
    Source::new(display_path(path), bytes).or_else(|_| Source::new(display_path(path), Vec::new())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::output::record::Record;

    #[test]
    fn a_code_that_this_build_does_not_know_makes_its_article_read_again() {
        let note = |code: &str| StoredDiagnostic {
            is_error: false,
            code: code.to_owned(),
            message: "a".to_owned(),
            hint: None,
            place: None,
        };
        let record = |notes: &[StoredDiagnostic]| Record { notes: notes.to_vec(), ..Record::default() };
        let notes = [note("stray-star"), note("of-another-build")];
        assert!(record(&notes[..1]).notes_are_known() && !record(&notes).notes_are_known());
        let codes: Vec<Code> = restore(&notes, Path::new(".")).iter().map(|note| note.code).collect();
        assert_eq!(codes, [Code::StrayStar]);
    }
}
