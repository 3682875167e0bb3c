//! One file of the content folder: read, made, put in its place, and remembered.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::build::place::{Outcome, note_unmade, place};
use crate::build::translation::{follow_unread, is_gone, orphaned};
use crate::build::worker::{Context, MadeFile, Worker};
use crate::content::at_top;
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Code, Diagnostic, Notes, Source};
use crate::fs::error::Error;
use crate::fs::path::display_path;
use crate::output::record::{Output, Record, StatusName};
use crate::output::stored_diagnostics;

/// Makes an article or a packet; `before` is what is remembered of it. A mistake of ours becomes an error of this one
/// file, so that all others are still made.
///
/// # Errors
/// When the output folder cannot be written to.
pub fn make(worker: &mut Worker, file: &ArticleFile, before: Option<&Record>) -> Result<Outcome, Error> {
    let made = catch_unwind(AssertUnwindSafe(|| read_and_make(worker, file, before)));
    made.unwrap_or_else(|_| {
        // Its caches may be half filled.
        *worker = Worker::new(worker.context);
        let name = display_path(&file.path);
        let note = Diagnostic::new(Code::Internal, format!("handout failed on `{name}`"));
        let note = at_top(&name, note.hint("please report this: it is a mistake of handout"));
        Ok(not_made(worker, file, before, note))
    })
}

fn read_and_make(worker: &mut Worker, file: &ArticleFile, before: Option<&Record>) -> Result<Outcome, Error> {
    let files = worker.context.files;
    let (source, snapshot) = match worker.in_hand.file(|| files.article(&file.path, file.is_linked)) {
        Ok(read) => read,
        Err(diagnostic) => return Ok(not_made(worker, file, before, *diagnostic)),
    };
    let mut notes = Notes::default();
    let on_disk = outputs_on_disk(worker, before);
    let MadeFile { record, pdfs, unmade, accepted, card } = match file.is_packet() {
        true => worker.make_packet(file, &source, &on_disk, &mut notes),
        false => {
            let known = before.map_or(&[][..], Record::outputs);
            worker.make_article(file, &source, (&on_disk, known), &mut notes)
        }
    };
    let record = with_original(worker.context, (file, &source), Record { snapshot, ..record }, &mut notes);
    let mut outcome = outcome_of(worker, file, record, before, notes);
    outcome.card = card;
    outcome.accepted = accepted;
    if outcome.record.is_sound {
        place(worker.context, file, &mut outcome, pdfs, before)?;
        for note in unmade {
            note_unmade(worker.context, file, &mut outcome, note);
        }
    }
    Ok(outcome)
}

/// Remembers whether the original of a translation was there, and notes where it has gone since. One that cannot be read now is
/// there.
fn with_original(
    context: &Context,
    (file, source): (&ArticleFile, &Arc<Source>),
    record: Record,
    notes: &mut Notes,
) -> Record {
    if file.language.is_none() || file.is_packet() {
        return record;
    }
    let is_gone = is_gone(file, &TrackedFiles::new(context.files));
    let is_same = |before: &Record| before.had_original && before.snapshot.digest == record.snapshot.digest;
    let had_original = context.known.and_then(|known| known.records.get(&file.source)).as_ref().is_some_and(is_same);
    let is_approved = record.made.as_ref().is_some_and(|made| made.status == StatusName::Approved);
    let is_told = notes.iter().any(|note| note.code == Code::TranslationWithoutOriginal);
    if is_gone && had_original && is_approved && !is_told {
        notes.push(orphaned(source));
    }
    Record { had_original: had_original || !is_gone, ..record }
}

/// The PDFs of earlier runs that are still there.
fn outputs_on_disk(worker: &Worker, before: Option<&Record>) -> Vec<Output> {
    let Some(store) = worker.context.store else { return Vec::new() };
    let known = before.map_or(&[][..], Record::outputs);
    known.iter().filter(|output| store.folder.state(&output.pdf).is_some()).cloned().collect()
}

/// The outcome of a file that could not even be read: it is tried again by the next run. What is on paper of a translation
/// falls with its original all the same.
fn not_made(worker: &Worker, file: &ArticleFile, before: Option<&Record>, note: Diagnostic) -> Outcome {
    let mut notes = Notes::default();
    if let Some(place) = note.span.as_ref().filter(|_| !file.is_packet()) {
        follow_unread(file, &place.source, &TrackedFiles::new(worker.context.files), &mut notes);
    }
    notes.push(note);
    let card = worker.unsound_card(file);
    Outcome { card, ..outcome_of(worker, file, Record { has_trouble: true, ..Record::default() }, before, notes) }
}

/// Completes the record of a file with what was noted. An unsound article keeps the PDFs that were made of it before, which
/// are no longer current.
fn outcome_of(
    worker: &Worker,
    file: &ArticleFile,
    mut record: Record,
    before: Option<&Record>,
    notes: Notes,
) -> Outcome {
    record.id.clone_from(&file.id);
    record.suffix.clone_from(&file.language);
    record.is_sound = !notes.has_errors();
    // A file that cannot be opened now may be readable a moment later without looking any different from outside.
    record.has_trouble |= notes.iter().any(|note| matches!(note.code, Code::Unreadable | Code::UnreadableFile));
    let notes = notes.sorted();
    record.notes = notes.iter().map(|note| stored_diagnostics::store(note, worker.context.root)).collect();
    let fallen = record.fallen_with_original();
    if !record.is_sound {
        // What was not built holds no date.
        record.dated = match worker.context.store {
            Some(_) => before.and_then(|before| before.dated),
            None => record.dated,
        };
        record.made = before.and_then(|before| before.made.clone());
        if let (Some(made), Some(status)) = (&mut record.made, fallen) {
            made.status = status;
        }
        for output in record.made.iter_mut().flat_map(|made| &mut made.outputs) {
            output.current = false;
        }
    }
    Outcome { record, notes, written: Vec::new(), same: 0, accepted: None, card: None }
}
