//! `handout watch`: builds, and builds again after every save.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{PollWatcher, RecursiveMode, Watcher};
use same_file::Handle;

use crate::build::request::{Event, Request, Summary, today};
use crate::build::session::Session;
use crate::commands::build::build;
use crate::content::root::ContentRoot;
use crate::fs::cancel::CancelFlag;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::parent_folder;

/// How often a watch looks whether it is cancelled.
const LISTEN: Duration = Duration::from_millis(50);
/// A save is several events: it is over when nothing came for so long.
const QUIET: Duration = Duration::from_millis(12);
/// A save is over after so long, whatever still comes.
const PATIENCE: Duration = Duration::from_millis(60);
/// How often folders are looked at where the system does not tell of saves.
const POLL: Duration = Duration::from_millis(500);

/// So often folders that came back are tried to be watched before that is given up.
const TRIES: usize = 20;

/// What is told while watching.
pub enum Round {
    /// The first build begins; this folder is watched.
    Watching(PathBuf),
    /// These files were saved, as far as that is known: what was told before may not hold any more.
    Saved(Vec<PathBuf>),
    /// As in an ordinary run.
    Event(Event),
    /// A build came to its end, after so long.
    Done(Summary, Duration),
    /// A build could not be done; the next save may mend that.
    Failed(Error),
}

/// Builds, and builds again after every save below the content root, until the session is cancelled.
///
/// # Errors
/// When there is nothing to watch.
pub fn watch(session: &Session, request: &Request, report: &mut dyn FnMut(Round)) -> Result<(), Error> {
    let root = ContentRoot::find(&request.paths)?;
    let output = request.output.as_deref().and_then(|folder| std::path::absolute(folder).ok());
    let (sender, saves) = channel();
    let tell = move |event: notify::Result<notify::Event>| {
        // The receiver is gone only when watching has ended.
        let _ = sender.send(event.map(|event| if is_save(&event) { event.paths } else { Vec::new() }));
    };
    let site = request.site.as_deref().map(parent_folder);
    let folders: Vec<&Path> = std::iter::once(root.path()).chain(site).collect();
    let mut watched = Watched::of(tell.clone(), &folders)?;
    report(Round::Watching(root.path().to_owned()));
    loop {
        let started = Instant::now();
        let request = Request { today: today(), ..request.clone() };
        match build(session, &request, &mut |event| report(Round::Event(event))) {
            Ok(summary) if summary.interrupted => return Ok(()),
            Ok(summary) => report(Round::Done(summary, started.elapsed())),
            Err(error) => report(Round::Failed(error)),
        }
        let files = if watched.are(&folders) {
            wait_for_save(&session.cancel, &saves, output.as_deref(), || watched.are(&folders))
        } else {
            let returned = watch_returned(tell.clone(), &folders, &session.cancel)?;
            returned.map(|returned| {
                watched = returned;
                folders.iter().map(|folder| folder.to_path_buf()).collect()
            })
        };
        let Some(files) = files else { return Ok(()) };
        report(Round::Saved(files));
    }
}

/// Folders that are watched.
struct Watched {
    /// Kept open, so that no folder of the same name is taken for them.
    folders: Vec<Handle>,
    _watcher: Box<dyn Watcher>,
}

impl Watched {
    /// # Errors
    /// When one of the folders is not there or cannot be watched.
    fn of(
        tell: impl Fn(notify::Result<notify::Event>) + Send + Clone + 'static,
        folders: &[&Path],
    ) -> Result<Watched, Error> {
        let open: std::io::Result<Vec<Handle>> = folders.iter().map(Handle::from_path).collect();
        let watched = Watched { folders: open.map_err(unwatchable)?, _watcher: watcher(tell, folders)? };
        // A folder that took the place of one while that was put under watch may not be watched.
        match watched.are(folders) {
            true => Ok(watched),
            false => Err(unwatchable("it was replaced at this moment")),
        }
    }

    /// Whether these names are still of the folders that are watched. Of one that was removed, renamed or replaced the system
    /// goes on telling, and not of what stands in its place.
    fn are(&self, folders: &[&Path]) -> bool {
        // A pipe in its place would keep whoever opens it waiting.
        let now = |folder: &Path| folder.is_dir().then(|| Handle::from_path(folder).ok()).flatten();
        let is_same = |(watched, folder): (&Handle, &&Path)| now(folder).is_some_and(|now| now == *watched);
        self.folders.iter().zip(folders).all(is_same)
    }
}

fn unwatchable(reason: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Unwatchable, format!("the content folder cannot be watched: {reason}"))
}

/// Watches folders that were gone, as soon as they are back; `None` when the run is cancelled first. They may go once more
/// before they are watched: they are waited for again.
///
/// # Errors
/// When they are there and cannot be watched, time after time.
fn watch_returned(
    tell: impl Fn(notify::Result<notify::Event>) + Send + Clone + 'static,
    folders: &[&Path],
    cancel: &CancelFlag,
) -> Result<Option<Watched>, Error> {
    let mut tries = 0;
    while wait_for_folders(cancel, folders) {
        match Watched::of(tell.clone(), folders) {
            Ok(watched) => return Ok(Some(watched)),
            Err(error) if tries == TRIES && are_there(folders) => return Err(error),
            Err(_) => tries = (tries + 1).min(TRIES),
        }
        std::thread::sleep(LISTEN);
    }
    Ok(None)
}

/// Whether these are folders. The watcher that looks every so often takes others, too, and never tells of them.
fn are_there(folders: &[&Path]) -> bool {
    folders.iter().all(|folder| folder.is_dir())
}

/// Waits until all folders are there. Returns `false` when the run is cancelled first.
fn wait_for_folders(cancel: &CancelFlag, folders: &[&Path]) -> bool {
    while !are_there(folders) {
        if cancel.is_cancelled() {
            return false;
        }
        std::thread::sleep(LISTEN);
    }
    !cancel.is_cancelled()
}

/// The paths of one save; an error when events were lost.
type Save = notify::Result<Vec<PathBuf>>;

/// Waits for a save outside the output folder, and until it is over, or until what is watched is not there any more. Returns
/// the files, or `None` when the run is cancelled first.
fn wait_for_save(
    cancel: &CancelFlag,
    saves: &Receiver<Save>,
    output: Option<&Path>,
    is_watched: impl Fn() -> bool,
) -> Option<Vec<PathBuf>> {
    let mut files = loop {
        match saves.recv_timeout(LISTEN) {
            _ if cancel.is_cancelled() => return None,
            Ok(save) => {
                if let Some(files) = content_files(save, output) {
                    break files;
                }
            }
            Err(RecvTimeoutError::Timeout) if is_watched() => {}
            Err(RecvTimeoutError::Timeout) => break Vec::new(),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    };
    let first = Instant::now();
    while first.elapsed() < PATIENCE {
        let Ok(save) = saves.recv_timeout(QUIET) else { break };
        files.extend(content_files(save, output).unwrap_or_default());
    }
    files.sort();
    files.dedup();
    Some(files)
}

/// The files of a save that may change what is built; `None` when none may. Where events were lost, any may, and nobody
/// knows which.
fn content_files(save: Save, output: Option<&Path>) -> Option<Vec<PathBuf>> {
    let Ok(mut paths) = save else { return Some(Vec::new()) };
    paths.retain(|path| {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        !is_hidden && !output.is_some_and(|output| path.starts_with(output))
    });
    (!paths.is_empty()).then_some(paths)
}

fn is_save(event: &notify::Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// The system's own watcher; where it cannot watch (too many folders, a network share), one that looks every so often.
fn watcher(
    tell: impl Fn(notify::Result<notify::Event>) + Send + Clone + 'static,
    folders: &[&Path],
) -> Result<Box<dyn Watcher>, Error> {
    let watch = |mut watcher: Box<dyn Watcher>| {
        folders.iter().try_for_each(|folder| watcher.watch(folder, RecursiveMode::Recursive)).map(|()| watcher)
    };
    let own = notify::recommended_watcher(tell.clone()).and_then(|watcher| watch(Box::new(watcher)));
    own.or_else(|_| {
        let config = notify::Config::default().with_poll_interval(POLL);
        PollWatcher::new(tell, config).and_then(|watcher| watch(Box::new(watcher)))
    })
    .map_err(unwatchable)
}
