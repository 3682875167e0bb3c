//! The world: finds the articles of a content root, reads them, and writes their PDFs.
//!
//! Architecture invariant: the only module that touches disk or clock. It prints nothing; what happens is reported
//! through an argument.

mod content;
mod disk;
mod draft;
mod error;
mod output;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

pub use self::content::ArticleFile;
pub use self::draft::start_article;
pub use self::error::Error;

use self::content::Content;
use self::disk::Disk;
use crate::article::Context;
use crate::article::{Article, Status};
use crate::diagnostics::{Diagnostic, Notes, Source};
use crate::layout::Press;
use crate::locale::Locale;
use crate::pdf::StreamCache;
use crate::picture::Color;
use crate::site::{Edition, Paper, Site};
use crate::text::Shaper;
use crate::text::fonts::Fonts;
use crate::theme::{self, Theme};

/// The folder articles are in unless another is named.
pub const CONTENT: &str = "content";
/// The folder PDFs go to unless another is named.
pub const OUTPUT: &str = "output";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Articles and folders of articles, all below one content root; empty for [`CONTENT`].
    pub paths: Vec<PathBuf>,
    /// A site file to use instead of the root's own.
    pub site: Option<PathBuf>,
    /// Where PDFs go; `None` to write nothing.
    pub output: Option<PathBuf>,
    /// Also build drafts.
    pub drafts: bool,
    /// Build this edition alone.
    pub edition: Option<Edition>,
    /// The day, for warnings that depend on it.
    pub today: Date,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles found.
    pub articles: usize,
    /// Articles with an error.
    pub failed: usize,
    /// PDFs written, or laid out where nothing is written.
    pub built: usize,
    /// Drafts and withdrawn articles, passed over.
    pub passed_over: usize,
    /// Warnings reported.
    pub warnings: usize,
}

/// What is told while a request runs, in the order of the articles.
pub enum Event {
    /// A mistake, or something to look at.
    Note(Diagnostic),
    /// A PDF is on disk.
    Built(PathBuf),
}

/// The day it is here.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Reads and lays out every article asked for, and writes its PDFs where the request names an output folder.
///
/// # Errors
/// When the work cannot be done at all: a path that is not there, an unsound site file, no article, an output folder
/// that cannot be written. An unsound article is reported and counted, and the others are still built.
pub fn run(request: &Request, report: &mut dyn FnMut(Event)) -> Result<Summary, Error> {
    let content = Content::find(&request.paths)?;
    let disk = Disk::new(content.root());
    let sites = Sites::read(&content, request.site.as_deref(), &disk, report)?;
    let files = content.articles(&sites.base.editions)?;
    if files.is_empty() {
        return Err(Error::new(format!("no article found in `{}`", content.shown_paths()))
            .hint("articles are files ending in `.yaml`; `handout new ID` starts one"));
    }
    if let Some(folder) = &request.output {
        output::prepare(folder)?;
    }
    let fonts = Fonts::new();
    let mut plant = Plant {
        request,
        disk: &disk,
        sites,
        shaper: Shaper::new(&fonts),
        cache: StreamCache::default(),
        locales: HashMap::new(),
    };
    let mut summary = Summary { articles: files.len(), ..Summary::default() };
    for file in &files {
        plant.article(file, &mut summary, report)?;
    }
    Ok(summary)
}

/// The site as each language sees it.
struct Sites {
    base: Site,
    overlays: HashMap<String, Site>,
}

impl Sites {
    /// Reads the site file, if there is one, and its overlays for single languages.
    fn read(
        content: &Content,
        named: Option<&Path>,
        disk: &Disk,
        report: &mut dyn FnMut(Event),
    ) -> Result<Sites, Error> {
        let base = match named.map(Path::to_path_buf).or_else(|| content.site_file()) {
            Some(file) => site(&file, None, disk, report)?,
            None => Site::default(),
        };
        let mut overlays = HashMap::new();
        for (language, file) in content.site_overlays() {
            overlays.insert(language.to_ascii_lowercase(), site(&file, Some(&base), disk, report)?);
        }
        Ok(Sites { base, overlays })
    }

    /// The site for handouts in a language: of `es-US`, else of `es`, else the ordinary one.
    fn of(&self, language: &str) -> &Site {
        let mut tag = language.to_ascii_lowercase();
        loop {
            if let Some(site) = self.overlays.get(&tag) {
                return site;
            }
            match tag.rfind('-') {
                Some(cut) => tag.truncate(cut),
                None => return &self.base,
            }
        }
    }
}

fn site(file: &Path, base: Option<&Site>, disk: &Disk, report: &mut dyn FnMut(Event)) -> Result<Site, Error> {
    let shown = content::shown(file);
    let mut notes = Notes::default();
    let bytes =
        disk::bytes(file).map_err(|reason| Error::new(format!("the site file `{shown}` cannot be read: {reason}")))?;
    let site = match Source::new(&shown, bytes) {
        Ok(source) => Site::read(&source, base, disk, &mut notes),
        Err(diagnostic) => {
            notes.push(*diagnostic);
            None
        }
    };
    notes.sorted().into_iter().for_each(|note| report(Event::Note(note)));
    site.ok_or_else(|| {
        Error::new(format!("the site file `{shown}` has errors"))
            .hint("mend it first: every handout prints what it says")
    })
}

/// What every article is made with.
struct Plant<'a, 'f> {
    request: &'a Request,
    disk: &'a Disk,
    sites: Sites,
    shaper: Shaper<'f>,
    cache: StreamCache,
    locales: HashMap<String, (Locale, bool)>,
}

impl Plant<'_, '_> {
    /// Takes one article from its file to its PDFs.
    fn article(
        &mut self,
        file: &ArticleFile,
        summary: &mut Summary,
        report: &mut dyn FnMut(Event),
    ) -> Result<(), Error> {
        let mut notes = Notes::default();
        let article = self.read(file, &mut notes);
        let wanted = article.as_ref().is_none_or(|article| match article.status {
            Status::Approved => true,
            Status::Draft => self.request.drafts || self.request.output.is_none(),
            Status::Withdrawn => false,
        });
        let made = match article.filter(|_| wanted) {
            Some(article) => self.handouts(file, &article, &mut notes),
            None => Vec::new(),
        };
        let failed = notes.has_errors();
        summary.warnings += notes.warnings();
        summary.failed += usize::from(failed);
        summary.passed_over += usize::from(!wanted);
        notes.sorted().into_iter().for_each(|note| report(Event::Note(note)));
        if failed {
            return Ok(());
        }
        summary.built += made.len();
        if let Some(folder) = &self.request.output {
            for (name, bytes) in made {
                let path = folder.join(name);
                output::write(&path, &bytes)?;
                report(Event::Built(path));
            }
        }
        Ok(())
    }

    fn read(&self, file: &ArticleFile, notes: &mut Notes) -> Option<Article> {
        let source = match self.disk.source(&file.path) {
            Ok(source) => source,
            Err(diagnostic) => {
                notes.push(*diagnostic);
                return None;
            }
        };
        file.mistakes(&source).into_iter().for_each(|mistake| notes.push(mistake));
        let suffix = file.language.as_deref();
        let original = suffix.and_then(|_| self.original_updated(file));
        let read = |site: &Site, notes: &mut Notes| {
            let (today, assets) = (self.request.today, self.disk);
            let context = Context { id: &file.id, suffix_language: suffix, site, original, today, assets };
            crate::read(&source, &context, notes)
        };
        let site = self.sites.of(suffix.unwrap_or(&self.sites.base.language));
        let mut first = Notes::default();
        let article = read(site, &mut first);
        let own = article.as_ref().map_or(site, |article| self.sites.of(&article.language));
        if !std::ptr::eq(own, site) {
            // The article names a language that its file's name does not: that language's site is its own.
            return read(own, notes);
        }
        notes.append(first);
        article
    }

    /// The day the original of a translation was last changed: of the file of the same id without a language.
    fn original_updated(&self, file: &ArticleFile) -> Option<Date> {
        let source = self.disk.source(&file.original()?).ok()?;
        crate::article::updated(&source)
    }

    /// The PDFs of a sound article, each under its name below the output folder.
    fn handouts(&mut self, file: &ArticleFile, article: &Article, notes: &mut Notes) -> Vec<(PathBuf, Vec<u8>)> {
        let site = self.sites.of(&article.language);
        let language = article.language.clone();
        let (locale, known) = self.locales.entry(language.clone()).or_insert_with(|| Locale::of(&language));
        if !*known {
            let message = format!("the tool has no words in `{language}`, so its labels and dates are in English");
            notes.push(
                Diagnostic::warning("unknown-language", message)
                    .hint("`language` takes a BCP 47 tag such as `es` or `pt-BR`"),
            );
        }
        let mut made = Vec::new();
        for &edition in site.editions.iter().filter(|edition| self.request.edition.is_none_or(|only| only == **edition))
        {
            let theme = theme_of(site, edition);
            let press = Press { site, locale, theme: &theme, shaper: &mut self.shaper };
            if let Some((_, bytes)) = crate::typeset(article, press, &self.cache, notes) {
                made.push((file.pdf(edition), bytes));
            }
        }
        made
    }
}

fn theme_of(site: &Site, edition: Edition) -> Theme {
    let paper = match site.page {
        Paper::Letter => theme::LETTER,
        Paper::A4 => theme::A4,
    };
    let brand: Color = site.color.unwrap_or(theme::BRAND);
    match edition {
        Edition::Standard => Theme::standard(paper, brand),
        Edition::Large => Theme::large(paper, brand),
    }
}
