//! `handout packet`: one packet for one patient, written where the user says and remembered nowhere.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::build::appended::{AppendedFile, read_appended};
use crate::build::find_article::{is_there, is_translated};
use crate::build::packet::{self, Terms};
use crate::build::request::{Event, Extent, Report, Request};
use crate::build::session::Session;
use crate::build::untranslated::untranslated;
use crate::build::worker::{AtHand, BuiltPdf, Context, Worker};
use crate::commands::file_kinds::as_packet;
use crate::commands::settings::read_settings;
use crate::content::accepted::read_accepted;
use crate::content::files::{ContentFiles, TrackedFiles};
use crate::content::folders::is_article_ending;
use crate::content::names::{ArticleFile, CONTENT, is_language_suffix, is_packet, root_by_name};
use crate::content::root::{ContentRoot, here, with_site_file};
use crate::content::suggest::{article_for_file, unknown_article};
use crate::diagnostics::{Notes, Severity, Source};
use crate::fs::cancel::CancelFlag;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::path::{display_path, relative_name};
use crate::fs::temporary::Readers;
use crate::language::Language;
use crate::locale::{Label, Locale};
use crate::output::named_file;
use crate::packet::{Item, Packet};
use crate::prose::Text;
use crate::site::Edition;

/// A packet that is asked for.
#[derive(Clone, Debug)]
pub struct PacketRequest {
    /// IDs of articles, or a packet's file alone.
    pub what: Vec<String>,
    /// The content root; `None` to look for it.
    pub content: Option<PathBuf>,
    /// A site file to use instead of the root's own.
    pub site: Option<PathBuf>,
    /// The clinic of several whose packet it is, by name.
    pub clinic: Option<String>,
    /// The file to write.
    pub output: PathBuf,
    /// Which form of the handouts.
    pub edition: Edition,
    /// The language of the cover, and of translations where there are some.
    pub language: Option<String>,
    /// The language whose translations stand side by side with the articles, over what the file says.
    pub bilingual: Option<Language>,
    /// The title, over that of the file.
    pub title: Option<String>,
    /// Each part begins on a right-hand page.
    pub is_duplex: bool,
    /// Drafts may stand in it.
    pub drafts: bool,
    /// The file to write may take the place of one that handout did not write.
    pub force: bool,
    /// PDFs to stand behind everything else. They go into this one file and nowhere else.
    pub append: Vec<AppendedFile>,
    /// The day of reading.
    pub today: Date,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PacketSummary {
    /// Handouts in it, notes and PDFs of others aside.
    pub parts: usize,
    /// Pages, the cover and blank ones among them.
    pub pages: u32,
    /// Mistakes that kept it from being written.
    pub errors: usize,
    /// Warnings reported.
    pub warnings: usize,
    /// Whether it was stopped before its end: then nothing was written.
    pub is_interrupted: bool,
}

impl PacketSummary {
    /// Reports and counts.
    fn tell(&mut self, notes: Notes, report: Report) {
        for note in notes.sorted() {
            match note.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
            }
            report(Event::Note(note));
        }
    }
}

impl PacketRequest {
    /// Checks that nothing is lost by writing the file: neither what the packet is made of, nor anybody's work.
    fn check_place(&self, root: &Path) -> Result<(), Error> {
        let file = self.file().map(Path::new);
        named_file::check_no_input(&self.output, self.append.iter().map(AppendedFile::path).chain(file))?;
        named_file::check_not_in_content(&self.output, root)?;
        match self.force {
            true => Ok(()),
            false => named_file::check_replaceable(&self.output, as_packet),
        }
    }

    /// The packet's file, if one is named.
    fn file(&self) -> Option<&str> {
        let is_yaml = |what: &&String| what.rsplit_once('.').is_some_and(|(_, ending)| is_article_ending(ending));
        self.what.first().filter(|_| self.what.len() == 1).filter(is_yaml).map(String::as_str)
    }

    /// The language that is asked for, if its tag is one.
    fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::parse)
    }

    /// The same, its language in canonical letter case, the place of its file without detours, and a packet that is named as in the manifest by its file:
    /// `content/packets/going-home.yaml` for `packets/going-home`.
    fn resolved(&self) -> PacketRequest {
        let language = self.language().map(|language| language.tag().to_owned());
        let output = if self.is_to_output() { self.output.clone() } else { named_file::place(&self.output) };
        let mut resolved = PacketRequest { language, output, ..self.clone() };
        let [id] = self.what.as_slice() else { return resolved };
        let content = self.content.clone().unwrap_or_else(|| PathBuf::from(CONTENT));
        if !is_packet(id) || id.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
            return resolved;
        }
        let stems = resolved.language.iter().map(|tag| format!("{id}.{tag}")).chain([id.clone()]);
        let names = stems.flat_map(|stem| [format!("{stem}.yaml"), format!("{stem}.yml")]);
        let file = names.map(|name| content.join(name)).find(|path| path.is_file());
        if let Some(file) = file.as_deref().and_then(Path::to_str) {
            resolved.what = vec![file.to_owned()];
        }
        resolved
    }

    /// The content root: what was asked for; the nearest folder with a site file at or above the packet's file; the
    /// folder that holds its folder `packets`; else the ordinary one.
    fn root(&self) -> Result<ContentRoot, Error> {
        if let Some(root) = &self.content {
            return ContentRoot::of(root);
        }
        let Some(file) = self.file() else { return ordinary_root() };
        let file = Path::new(file);
        let Some(absolute) = std::path::absolute(file).ok().filter(|path| path.is_file()) else {
            let message = format!("`{}` cannot be opened: there is no such file", display_path(file));
            return Err(Error::new(ErrorKind::NotFound, message).hint(not_a_file(file)));
        };
        let folder = absolute.parent().unwrap_or(&absolute);
        match with_site_file(folder)? {
            Some(root) => ContentRoot::of(root),
            None if root_by_name(folder) != folder => ContentRoot::of(root_by_name(folder)),
            None => ordinary_root(),
        }
    }

    /// Whether the packet goes to standard output: `-o -`.
    pub fn is_to_output(&self) -> bool {
        self.output.as_os_str() == "-"
    }

    fn check(&self) -> Result<(), Error> {
        let is_pdf =
            self.is_to_output() || self.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        if !is_pdf {
            let message = format!("`{}` does not end in `.pdf`", display_path(&self.output));
            return Err(
                Error::new(ErrorKind::InvalidRequest, message).hint("name the file to write: -o going-home.pdf")
            );
        }
        if !self.is_to_output() {
            named_file::check_not_listed(&self.output)?;
        }
        match &self.language {
            Some(tag) if self.language().is_none() => {
                Err(Error::new(ErrorKind::InvalidRequest, format!("`{tag}` is not a language tag"))
                    .hint("a language is written as a BCP 47 tag, such as `en`, `es-MX` or `zh-Hant`"))
            }
            _ => Ok(()),
        }
    }
}

/// Makes one packet and writes it; one that goes to standard output is returned instead.
///
/// # Errors
/// When the work cannot be done at all: an ID that is not there, an unsound site file, a file that cannot be written.
/// Mistakes in what is bound are reported and counted, and nothing is written.
pub fn packet(
    session: &Session,
    request: &PacketRequest,
    report: Report,
) -> Result<(PacketSummary, Option<Vec<u8>>), Error> {
    request.check()?;
    let request = &request.resolved();
    let root = request.root()?;
    request.check_place(root.path())?;
    let files = ContentFiles::new(root.path())?;
    let asked = (request.site.as_deref(), request.clinic.as_deref());
    let sites = read_settings(&root, asked, &files, report)?;
    let accepted = read_accepted(root.path(), &mut |note| report(Event::Note(note)))?;
    let build_request = Request { drafts: request.drafts, ..Request::new(request.today) };
    let at_hand =
        AtHand { request: &build_request, root: root.path(), files: &files, sites: &sites, accepted: &accepted };
    let context = Context::placing_nothing(at_hand, session);
    let mut notes = Notes::default();
    let cancel = &session.cancel;
    let made = catch_unwind(AssertUnwindSafe(|| make(request, &context, cancel, &mut notes)));
    let made = made.map_err(|_| failed_inside())??;
    let mut summary = PacketSummary { warnings: sites.warnings, ..PacketSummary::default() };
    summary.tell(notes, report);
    if cancel.is_cancelled() {
        return Ok((PacketSummary { is_interrupted: true, ..summary }, None));
    }
    if summary.errors > 0 {
        return Ok((summary, None));
    }
    // What keeps a packet from being bound is an error that says so.
    let (pdf, parts) = made.ok_or_else(failed_inside)?;
    let summary = PacketSummary { parts, pages: pdf.pages, ..summary };
    if request.is_to_output() {
        return Ok((summary, Some(pdf.file.into_bytes())));
    }
    let readers = if request.append.is_empty() { Readers::Everybody } else { Readers::Owner };
    if !named_file::write(&request.output, &pdf.file, readers, cancel)? {
        return Ok((PacketSummary { is_interrupted: true, ..summary }, None));
    }
    report(Event::Built(request.output.clone(), Extent { pages: pdf.pages, lines_over: pdf.lines_over }));
    Ok((summary, None))
}

fn failed_inside() -> Error {
    Error::new(ErrorKind::Internal, "handout failed on this packet")
        .hint("please report this: it is a mistake of handout")
}

/// The packet, unless something in it is unsound, or the run is cancelled.
fn make(
    request: &PacketRequest,
    context: &Context,
    cancel: &CancelFlag,
    notes: &mut Notes,
) -> Result<Option<(BuiltPdf, usize)>, Error> {
    let mut worker = Worker::new(context);
    let tracked = TrackedFiles::new(context.files);
    let packet = match request.file() {
        Some(file) => from_file(request, &worker, Path::new(file), &tracked, notes)?,
        None => Some(from_ids(request, context)?),
    };
    let Some(mut packet) = packet else { return Ok(None) };
    if let Some(title) = &request.title {
        packet.title = typed("--title", title)?;
    }
    packet.is_duplex |= request.is_duplex;
    packet.bilingual = request.bilingual.clone().or(packet.bilingual);
    let terms = Terms { drafts: request.drafts, notes_of_articles: true };
    let Some(mut gathered) = worker.gather(packet, terms, &tracked, notes) else { return Ok(None) };
    if cancel.is_cancelled() {
        return Ok(None);
    }
    let inputs = tracked.into_inputs().into_iter().map(|(path, _)| context.root.join(path)).collect::<Vec<_>>();
    named_file::check_no_input(&request.output, inputs.iter().map(PathBuf::as_path))?;
    let inserted = read_appended(&request.append, notes)?;
    let languages = std::iter::once(gathered.packet.language.tag()).chain(gathered.languages());
    notes.extend(untranslated(context.sites, languages));
    gathered.contents.extend(inserted.into_iter().map(|inserted| packet::Content::Foreign(Box::new(inserted))));
    if cancel.is_cancelled() {
        return Ok(None);
    }
    Ok(worker.bind(&gathered, request.edition, notes).map(|pdf| (pdf, gathered.handouts())))
}

/// The content folder where none is named: the ordinary one, else the one that the working folder lies in.
pub(super) fn ordinary_root() -> Result<ContentRoot, Error> {
    match here()? {
        Some(root) if !Path::new(CONTENT).is_dir() => ContentRoot::of(&root),
        _ => ContentRoot::find(&[]).map_err(|error| error.hint("name the folder of the articles: `--content DIR`")),
    }
}

/// What may be meant by the name of a file that is not there.
fn not_a_file(file: &Path) -> String {
    let meant = |root: ContentRoot| article_for_file(&file.to_string_lossy(), root.path());
    let ordinary = || "name the file of a packet, or IDs of articles".to_owned();
    ordinary_root().ok().and_then(meant).unwrap_or_else(ordinary)
}

/// That the file of an article was named, which has other keys than a packet.
fn check_no_article(file: &ArticleFile, path: &Path, source: &Source) -> Result<(), Error> {
    let has = |key: &str| source.text.lines().any(|line| line.starts_with(key));
    if file.is_packet() || has("articles:") || !has("sections:") {
        return Ok(());
    }
    let language = file.language.as_ref().map_or(String::new(), |tag| format!(" --language {tag}"));
    let message = format!("`{}` is an article, not a packet; its ID is `{}`", display_path(path), file.id);
    Err(Error::new(ErrorKind::InvalidRequest, message)
        .hint(format!("name the ID: handout packet {}{language} -o FILE.pdf", file.id)))
}

fn from_file(
    request: &PacketRequest,
    worker: &Worker,
    path: &Path,
    tracked: &TrackedFiles,
    notes: &mut Notes,
) -> Result<Option<Packet>, Error> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let root = worker.context.root;
    // Elsewhere it has no name below the root; what it says does not depend on where it lies.
    let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = if absolute.starts_with(root) { relative_name(root, &absolute) } else { name() };
    let file = ArticleFile::at(root, &source);
    let (source, _) = match worker.context.files.article(&absolute, false) {
        Ok(read) => read,
        Err(diagnostic) => {
            notes.push(*diagnostic);
            return Ok(None);
        }
    };
    check_no_article(&file, path, &source)?;
    Ok(worker.read_packet(&file, &source, request.language().as_ref(), tracked, notes))
}

/// A packet of what was typed; an ID that is not there is a mistake of the command, not of a file.
fn from_ids(request: &PacketRequest, context: &Context) -> Result<Packet, Error> {
    let language = request.language().unwrap_or_else(|| context.sites.base.site.language.clone());
    let tracked = TrackedFiles::new(context.files);
    let words = request.what.join("\n");
    let source = Source::new("command line", words.clone().into_bytes())
        .map_err(|_| Error::new(ErrorKind::InvalidRequest, "the IDs are longer than any list of handouts"))?;
    let (mut items, mut ids, mut start) = (Vec::new(), HashSet::new(), 0);
    for typed in &request.what {
        let id = in_language_asked(typed, request, &tracked);
        if !is_there(id, language.tag(), &tracked) {
            let (message, hint) = unknown_article(id, context.root);
            return Err(Error::new(ErrorKind::NotFound, message).hint(hint));
        }
        if !ids.insert(id) {
            let message = format!("`{id}` is asked for twice");
            return Err(Error::new(ErrorKind::InvalidRequest, message).hint("name it once"));
        }
        items.push(Item::Article { id: id.to_owned(), place: source.span(start..start + typed.len()) });
        start += typed.len() + 1;
    }
    let own = context.sites.of(language.tag()).site.labels.as_deref();
    let (locale, _) = Locale::with(language.tag(), own);
    let title = typed("packet", locale.label(Label::Packet))?;
    let (id, bilingual) = (String::new(), None);
    Ok(Packet { id, title, language, bilingual, is_duplex: false, created: None, updated: None, items })
}

/// The ID whose translation into the language asked for is meant: `rest` for `rest.fr` where `--language es` is asked for
/// and there is a `rest.es`. Without one, what was typed is taken.
fn in_language_asked<'i>(id: &'i str, request: &PacketRequest, tracked: &TrackedFiles) -> &'i str {
    let stem = id.rsplit_once('.').filter(|(_, suffix)| is_language_suffix(suffix)).map(|(stem, _)| stem);
    match (stem, &request.language) {
        (Some(stem), Some(language)) if is_translated(stem, language, tracked) => stem,
        _ => id,
    }
}

/// Words that stand in no file.
fn typed(name: &str, words: &str) -> Result<Text, Error> {
    let words = words.trim();
    if words.is_empty() || words.chars().any(char::is_control) {
        let message = format!("{name} has no words to print, or a control character");
        return Err(Error::new(ErrorKind::InvalidRequest, message).hint("type it again"));
    }
    let source: Arc<Source> = Source::new(name, words.as_bytes().to_vec())
        .map_err(|_| Error::new(ErrorKind::InvalidRequest, format!("{name} is longer than any title")))?;
    Ok(Text::typed(&source))
}
