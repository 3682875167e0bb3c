//! What is kept between runs, and one run from its request to its summary.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::build::request::{Event, Request, Summary};
use crate::build::run::Build;
use crate::content::files::Disk;
use crate::content::root::{ArticleFile, Content, Listing};
use crate::content::sites::Sites;
use crate::fs::error::Error;
use crate::output::prune::Leftovers;
use crate::output::store::{Changes, Store};
use crate::pdf::StreamCache;
use crate::text::fonts::Fonts;

/// Runs a request once, in a workshop of its own.
///
/// # Errors
/// As [`Workshop::run`].
pub fn run(request: &Request, report: &mut dyn FnMut(Event)) -> Result<Summary, Error> {
    Workshop::default().run(request, report)
}

/// What is worth keeping between runs: fonts and finished streams. And the bell that ends a run early.
#[derive(Default)]
pub struct Workshop {
    fonts: OnceLock<Fonts>,
    pub(crate) streams: Arc<StreamCache>,
    pub(crate) stop: Arc<AtomicBool>,
}

impl Workshop {
    /// Set to true, it ends a run: what is being written is finished, nothing else is begun.
    pub fn bell(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// The fonts, read when they are first needed.
    pub(crate) fn fonts(&self) -> &Fonts {
        self.fonts.get_or_init(Fonts::new)
    }

    /// Reads every article asked for, and makes the PDFs of those that changed since the last run into the same folder;
    /// where no folder is named, all are read and laid out, and nothing is written.
    ///
    /// # Errors
    /// When the work cannot be done at all: a path that is not there, an unsound site file, no article, an output folder
    /// that cannot be written. An unsound article is reported and counted, and the others are still built.
    pub fn run(&self, request: &Request, report: &mut dyn FnMut(Event)) -> Result<Summary, Error> {
        let content = Content::find(&request.paths)?;
        let mut store = match &request.output {
            Some(folder) => {
                match Store::open(folder, request.shard, &self.stop, &mut || report(Event::Waiting(folder.clone())))? {
                    Some(store) => Some(store),
                    None => return Ok(Summary { interrupted: true, ..Summary::default() }),
                }
            }
            None => None,
        };
        let (outcome, summary, changes) = self.build(request, &content, store.as_ref(), report)?;
        if let Some(store) = &mut store {
            // After a failure as well: what was made is made. The failure itself is what is told.
            let closed = store.close(changes);
            outcome.and(closed)?;
        } else {
            outcome?;
        }
        Ok(summary)
    }

    /// Makes and prunes; what is to be remembered is told even when that failed on the way.
    fn build(
        &self,
        request: &Request,
        content: &Content,
        store: Option<&Store>,
        report: &mut dyn FnMut(Event),
    ) -> Result<(Result<(), Error>, Summary, Changes), Error> {
        let disk = Disk::new(content.root())?;
        let sites = Sites::read(content, request.site.as_deref(), &disk, &mut |note| report(Event::Note(note)))?;
        let Listing { articles: all, trouble } = content.articles(&sites.editions(request.edition))?;
        let whole = (content.is_whole() && trouble.is_empty() && !all.is_empty()).then_some(all.as_slice());
        let mut build = Build {
            request,
            root: content.root(),
            sites: &sites,
            store,
            summary: Summary { failed: trouble.len(), warnings: sites.warnings, ..Summary::default() },
            changes: Changes { verify: request.verify, root: disk.real_root(), ..Changes::default() },
            leftovers: Leftovers::default(),
        };
        trouble.into_iter().for_each(|note| report(Event::Note(note)));
        let is_article = |file: &ArticleFile| !file.is_packet();
        if all.is_empty() || content.is_whole() && !all.iter().any(is_article) {
            return Err(Error::new(format!("no article found in `{}`", content.shown_paths()))
                .hint("articles are files ending in `.yaml`; `handout new ID` starts one"));
        }
        let mine: Cow<[ArticleFile]> = match request.shard {
            Some(shard) => all.iter().filter(|file| shard.holds(&file.source)).cloned().collect(),
            None => all.as_slice().into(),
        };
        build.summary.packets = mine.iter().filter(|file| file.is_packet()).count();
        build.summary.articles = mine.len() - build.summary.packets;
        let outcome = build.make(&mine, &disk, self, report).and_then(|is_done| {
            build.summary.interrupted = !is_done;
            match store.filter(|_| is_done) {
                Some(store) => build.prune(whole, store, report),
                None => Ok(()),
            }
        });
        build.summary.interrupted |= self.stop.load(Ordering::Relaxed);
        Ok((outcome, build.summary, build.changes))
    }
}
