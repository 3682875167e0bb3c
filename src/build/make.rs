//! Files of the content folder: read, made, put in their places, and remembered.
//!
//! Articles go through a stage one after the other before the first of them goes through the next: the code of all stages is
//! larger than the cache of a processor, and that of one is not (docs/performance.md).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use crate::build::article_stages::{CheckedArticle, Earlier, LaidOutArticle};
use crate::build::in_hand::{InHand, Loaded};
use crate::build::place::{Outcome, note_unmade, place};
use crate::build::translation::{follow_unread, is_gone, orphaned};
use crate::build::worker::{Context, MadeFile, Worker};
use crate::content::at_top;
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Code, Diagnostic, Notes, Source};
use crate::fs::error::Error;
use crate::fs::file_state::Snapshot;
use crate::fs::path::display_path;
use crate::output::record::{Output, Record, StatusName};
use crate::output::stored_diagnostics;

/// Bytes of the texts, snippets and pictures of articles that go through the stages together. The article that reaches it is
/// the last of its group, so that the memory that their pages take has a bound.
const GROUP: usize = 64 << 10;

/// A file that is to be made.
pub struct FileToMake<'j, 'a> {
    pub file: &'j ArticleFile,
    /// What is remembered of it.
    pub before: Option<Record>,
    /// What is known of it from other clinics.
    pub in_hand: &'j mut InHand<'a>,
    /// Whether it is made for no further clinic: what is known of it is forgotten with its group.
    pub is_last: bool,
}

/// Makes articles and packets; what came of each, in their order. A mistake of ours becomes an error of the one file, so that
/// all others are still made.
///
/// An outcome is an error when the output folder cannot be written to.
pub fn make<'a>(worker: &mut Worker<'a>, jobs: &mut [FileToMake<'_, 'a>]) -> Vec<Result<Outcome, Error>> {
    let mut outcomes = Vec::with_capacity(jobs.len());
    while outcomes.len() < jobs.len() {
        let jobs = &mut jobs[outcomes.len()..];
        let read = read_group(worker, jobs);
        let mut group = Group { jobs: &mut jobs[..read.len()], worker };
        let checked = group.through(read, check);
        let laid_out = group.through(checked, lay_out);
        let made = group.through(laid_out, write);
        let Group { worker, jobs } = group;
        for (step, job) in made.into_iter().zip(jobs) {
            outcomes.push(match step {
                Step::Next(made) => {
                    caught(worker, job, |worker, job| finish(worker, job, made)).unwrap_or_else(|outcome| Ok(*outcome))
                }
                Step::Over(outcome) => *outcome,
            });
            if job.is_last {
                *job.in_hand = InHand::default();
            }
        }
    }
    outcomes
}

/// Where a file is on its way.
enum Step<T> {
    /// It goes through the next stage, with this.
    Next(T),
    /// It needs no further stage.
    Over(Box<Result<Outcome, Error>>),
}

/// A file that was read, and what the last stage made of it.
struct InWork<T> {
    source: Arc<Source>,
    snapshot: Snapshot,
    /// Its PDFs of earlier runs that are still there.
    on_disk: Vec<Output>,
    notes: Notes,
    made: T,
}

impl<T> InWork<T> {
    /// The same after another stage, which is given what the last one made, what is still on disk, and where to note.
    fn then<U>(self, stage: impl FnOnce(T, &[Output], &mut Notes) -> U) -> InWork<U> {
        let InWork { source, snapshot, on_disk, mut notes, made } = self;
        let made = stage(made, &on_disk, &mut notes);
        InWork { source, snapshot, on_disk, notes, made }
    }
}

/// Files that go through the stages together.
struct Group<'g, 'j, 'a> {
    worker: &'g mut Worker<'a>,
    jobs: &'g mut [FileToMake<'j, 'a>],
}

impl<'j, 'a> Group<'_, 'j, 'a> {
    /// Takes all through one stage that are not done.
    fn through<T, U>(
        &mut self,
        steps: Vec<Step<T>>,
        stage: impl Fn(&mut Worker<'a>, &mut FileToMake<'j, 'a>, T) -> Step<U>,
    ) -> Vec<Step<U>> {
        let mut after = Vec::with_capacity(steps.len());
        for (step, job) in steps.into_iter().zip(&mut *self.jobs) {
            after.push(match step {
                Step::Next(made) => step_of(caught(self.worker, job, |worker, job| stage(worker, job, made))),
                Step::Over(outcome) => Step::Over(outcome),
            });
        }
        after
    }
}

/// What `work` makes of a file.
///
/// # Errors
/// When it panics: the outcome is that of a file with an error.
fn caught<'j, 'a, T>(
    worker: &mut Worker<'a>,
    job: &mut FileToMake<'j, 'a>,
    work: impl FnOnce(&mut Worker<'a>, &mut FileToMake<'j, 'a>) -> T,
) -> Result<T, Box<Outcome>> {
    let made = catch_unwind(AssertUnwindSafe(|| work(worker, job)));
    made.map_err(|_| {
        // What is kept may be half filled.
        *worker = Worker::new(worker.context);
        *job.in_hand = InHand::default();
        let name = display_path(&job.file.path);
        let note = Diagnostic::new(Code::Internal, format!("handout failed on `{name}`"));
        let note = at_top(&name, note.hint("please report this: it is a mistake of handout"));
        Box::new(not_made(worker, job.file, job.before.as_ref(), note))
    })
}

/// Where a file is on its way behind a stage.
fn step_of<T>(step: Result<Step<T>, Box<Outcome>>) -> Step<T> {
    step.unwrap_or_else(|outcome| Step::Over(Box::new(Ok(*outcome))))
}

/// Reads the first of these files, as many as go through the stages together. A packet reads its articles itself, so that it
/// is made and placed at once; it ends the group.
fn read_group<'a>(worker: &mut Worker<'a>, jobs: &mut [FileToMake<'_, 'a>]) -> Vec<Step<InWork<Rc<Loaded<'a>>>>> {
    let mut steps = Vec::new();
    let mut weight = 0;
    for job in jobs {
        let step = step_of(caught(worker, job, read));
        weight += match &step {
            Step::Next(read) => read.source.text.len() + read.made.tracked.added_bytes(),
            Step::Over(_) if job.file.is_packet() => GROUP,
            Step::Over(_) => 0,
        };
        steps.push(step);
        if weight >= GROUP {
            break;
        }
    }
    steps
}

fn read<'a>(worker: &mut Worker<'a>, job: &mut FileToMake<'_, 'a>) -> Step<InWork<Rc<Loaded<'a>>>> {
    let (file, files) = (job.file, worker.context.files);
    let (source, snapshot) = match job.in_hand.file(|| files.article(&file.path, file.is_linked)) {
        Ok(read) => read,
        Err(note) => return Step::Over(Box::new(Ok(not_made(worker, file, job.before.as_ref(), *note)))),
    };
    let on_disk = outputs_on_disk(worker, job.before.as_ref());
    let mut notes = Notes::default();
    if file.is_packet() {
        let made = worker.make_packet(file, &source, &on_disk, &mut notes);
        return Step::Over(Box::new(finish(worker, job, InWork { source, snapshot, on_disk, notes, made })));
    }
    let made = worker.loaded(file, &source, job.in_hand);
    Step::Next(InWork { source, snapshot, on_disk, notes, made })
}

fn check<'a>(
    worker: &mut Worker<'a>,
    job: &mut FileToMake<'_, 'a>,
    read: InWork<Rc<Loaded<'a>>>,
) -> Step<InWork<CheckedArticle<'a>>> {
    let source = Arc::clone(&read.source);
    Step::Next(read.then(|loaded, _, notes| worker.check_article(job.file, &source, loaded, notes)))
}

fn lay_out<'a>(
    worker: &mut Worker<'a>,
    job: &mut FileToMake<'_, 'a>,
    checked: InWork<CheckedArticle<'a>>,
) -> Step<InWork<LaidOutArticle<'a>>> {
    let known = job.before.as_ref().map_or(&[][..], Record::outputs);
    let lay_out = |checked, on_disk: &[Output], notes: &mut Notes| {
        worker.lay_out_article(job.file, checked, Earlier { on_disk, known }, job.in_hand, notes)
    };
    Step::Next(checked.then(lay_out))
}

fn write<'a>(
    worker: &mut Worker<'a>,
    job: &mut FileToMake<'_, 'a>,
    laid_out: InWork<LaidOutArticle<'a>>,
) -> Step<InWork<MadeFile>> {
    let known = job.before.as_ref().map_or(&[][..], Record::outputs);
    let write =
        |laid_out, _: &[Output], notes: &mut Notes| worker.write_article(job.file, laid_out, known, job.in_hand, notes);
    Step::Next(laid_out.then(write))
}

/// Puts what was made of a file in its place.
fn finish(worker: &mut Worker, job: &FileToMake, made: InWork<MadeFile>) -> Result<Outcome, Error> {
    let InWork { source, snapshot, mut notes, made, .. } = made;
    let MadeFile { record, pdfs, unmade, accepted, card } = made;
    let (file, before) = (job.file, job.before.as_ref());
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
