//! Builds again after every save.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{PollWatcher, RecursiveMode, Watcher};

use crate::build::request::{Event, Request, Summary, today};
use crate::build::session::Workshop;
use crate::content::root::Content;
use crate::fs::error::Error;

/// How often the bell is listened for.
const LISTEN: Duration = Duration::from_millis(50);
/// A save is several events; it is over when nothing came for so long,
const QUIET: Duration = Duration::from_millis(12);
/// or after so long at the latest.
const PATIENCE: Duration = Duration::from_millis(60);
/// Where the system does not tell of saves, folders are looked at so often.
const POLL: Duration = Duration::from_millis(500);

/// What is told while watching.
pub enum Round {
    /// Something was saved: what was told before does not hold any more.
    Begun,
    /// As in an ordinary run.
    Event(Event),
    /// A build came to its end, after so long.
    Done(Summary, Duration),
    /// A build could not be done; the next save may mend that.
    Failed(Error),
}

impl Workshop {
    /// Builds, and builds again after every save below the content root, until the bell rings.
    ///
    /// # Errors
    /// When there is nothing to watch.
    pub fn watch(&self, request: &Request, report: &mut dyn FnMut(Round)) -> Result<(), Error> {
        let content = Content::find(&request.paths)?;
        let output = request.output.as_deref().map(|folder| std::path::absolute(folder).unwrap_or_default());
        let (told, saves) = channel();
        let tell = move |event: notify::Result<notify::Event>| {
            // The receiver is gone only when watching has ended.
            let _ = told.send(event.map(|event| if is_save(&event) { event.paths } else { Vec::new() }));
        };
        let site = request.site.as_deref().and_then(Path::parent);
        let folders: Vec<&Path> = std::iter::once(content.root()).chain(site).collect();
        let _watcher = watcher(tell, &folders)?;
        loop {
            report(Round::Begun);
            let started = Instant::now();
            let request = Request { today: today(), ..request.clone() };
            match self.run(&request, &mut |event| report(Round::Event(event))) {
                Ok(summary) if summary.interrupted => return Ok(()),
                Ok(summary) => report(Round::Done(summary, started.elapsed())),
                Err(error) => report(Round::Failed(error)),
            }
            if !self.wait(&saves, output.as_deref()) {
                return Ok(());
            }
        }
    }

    /// Waits for a save outside the output folder; `false` when the bell rings first.
    fn wait(&self, saves: &Receiver<notify::Result<Vec<PathBuf>>>, output: Option<&Path>) -> bool {
        let concerns = |saved: &notify::Result<Vec<PathBuf>>| match saved {
            Ok(paths) => paths.iter().any(|path| {
                let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
                !hidden && !output.is_some_and(|output| path.starts_with(output))
            }),
            // Events were lost: to look is always right.
            Err(_) => true,
        };
        loop {
            match saves.recv_timeout(LISTEN) {
                _ if self.stop.load(Ordering::Relaxed) => return false,
                Ok(saved) if concerns(&saved) => break,
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        let first = Instant::now();
        while first.elapsed() < PATIENCE && saves.recv_timeout(QUIET).is_ok() {}
        true
    }
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
    .map_err(|error| Error::new(format!("the content folder cannot be watched: {error}")))
}
