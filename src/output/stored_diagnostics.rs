//! Diagnostics put away and shown again, word for word, when their article is skipped.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, SOURCE_LIMIT, Severity, Source};
use crate::fs::file_state;
use crate::fs::path::{below, display_path};
use crate::output::record::StoredNote;

/// A diagnostic as it is stored.
pub fn store(note: &Diagnostic, root: &Path) -> StoredNote {
    let place = note.span.as_ref().map(|span| {
        let here = std::env::current_dir().unwrap_or_default();
        let file = below(root, &here.join(&span.source.name));
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        (file, byte(span.range.start), byte(span.range.end))
    });
    StoredNote {
        is_error: note.severity == Severity::Error,
        code: note.code.to_string(),
        message: note.message.clone(),
        hint: note.hint.clone(),
        place,
    }
}

/// Stored diagnostics as they were, their files read again.
pub fn restore(notes: &[StoredNote], root: &Path) -> Vec<Diagnostic> {
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
        let note = |code: &str| StoredNote {
            is_error: false,
            code: code.to_owned(),
            message: "a".to_owned(),
            hint: None,
            place: None,
        };
        let record = |notes: &[StoredNote]| Record { notes: notes.to_vec(), ..Record::default() };
        let notes = [note("stray-star"), note("of-another-build")];
        assert!(record(&notes[..1]).notes_are_known() && !record(&notes).notes_are_known());
        let codes: Vec<Code> = restore(&notes, Path::new(".")).iter().map(|note| note.code).collect();
        assert_eq!(codes, [Code::StrayStar]);
    }
}
