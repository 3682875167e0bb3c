//! `handout sign`: a signature under what an article says, and no other byte changed.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::article::{Article, Signature, signed_text};
use crate::build::find_article::find_typed;
use crate::build::request::{Event, Report, Request};
use crate::build::session::Session;
use crate::build::signatures::current_code;
use crate::build::worker::{AtHand, Context, Worker};
use crate::commands::packet::ordinary_root;
use crate::commands::settings::read_settings;
use crate::content::accepted::read_accepted;
use crate::content::files::{ContentFiles, TrackedFiles};
use crate::content::names::ArticleFile;
use crate::content::root::ContentRoot;
use crate::content::suggest::unknown_article;
use crate::diagnostics::{Code, Diagnostic, Notes, SOURCE_LIMIT, Severity, Source};
use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state;
use crate::fs::path::display_path;

/// A signature that is asked for.
#[derive(Clone, Debug)]
pub struct SignRequest {
    /// IDs of articles, of translations with their languages: `side-effects/fatigue.es`; or their files.
    pub what: Vec<String>,
    /// Who signs.
    pub name: String,
    /// As what.
    pub role: String,
    /// The content root; `None` to look for it.
    pub content: Option<PathBuf>,
    /// A site file to use instead of the root's own.
    pub site: Option<PathBuf>,
    /// The clinic of several by whose settings the article is read, where it is not sound by those of all. What is signed is what
    /// all clinics have.
    pub clinic: Option<String>,
    /// The day of signing.
    pub today: Date,
}

/// An article that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedArticle {
    /// Its file.
    pub path: PathBuf,
    /// The code of what it says.
    pub code: String,
    /// Whether its file was changed; not where the same signature stood in it.
    pub is_new: bool,
}

/// Signs every article asked for that is sound; those that are not are reported, and stay as they are.
///
/// # Errors
/// When the work cannot be done at all: an ID that is not there, before anything is signed; an unsound site file; a file
/// that cannot be written.
pub fn sign(session: &Session, request: &SignRequest, report: Report) -> Result<Vec<SignedArticle>, Error> {
    for (flag, words) in [("--name", &request.name), ("--role", &request.role)] {
        check_words(flag, words)?;
    }
    let root = match &request.content {
        Some(folder) => ContentRoot::of(folder)?,
        None => ordinary_root()?,
    };
    let files = ContentFiles::new(root.path())?;
    let asked = (request.site.as_deref(), request.clinic.as_deref());
    let sites = read_settings(&root, asked, &files, report)?;
    let accepted = read_accepted(root.path(), &mut |note| report(Event::Note(note)))?;
    let build_request = Request::new(request.today);
    let at_hand =
        AtHand { request: &build_request, root: root.path(), files: &files, sites: &sites, accepted: &accepted };
    let context = Context::placing_nothing(at_hand, session);
    let worker = Worker::new(&context);
    let found = request.what.iter().map(|typed| find(typed, root.path(), &files)).collect::<Result<Vec<_>, _>>()?;
    atomic::sweep_folders(found.iter().map(|file| file.path.as_path()));
    let mut signed = Vec::new();
    for file in found {
        if session.cancel.is_cancelled() {
            break;
        }
        let mut notes = Notes::default();
        signed.extend(sign_article(&worker, &file, request, &mut notes)?);
        // Warnings are for those who check.
        let errors = notes.sorted().into_iter().filter(|note| note.severity == Severity::Error);
        errors.for_each(|note| report(Event::Note(note)));
    }
    Ok(signed)
}

/// The article that somebody typed the ID or the file of.
fn find(typed: &str, root: &Path, files: &ContentFiles) -> Result<ArticleFile, Error> {
    let absolute = std::path::absolute(typed).ok();
    let below = absolute.as_deref().and_then(|path| path.strip_prefix(root).ok()).and_then(Path::to_str);
    let below = below.filter(|_| Path::new(typed).is_file());
    let path = match below {
        Some(below) => Some(below.to_owned()),
        None => find_typed(typed, &TrackedFiles::new(files)),
    };
    let file = path.map(|path| ArticleFile::at(root, &path)).filter(|file| !file.is_packet());
    file.ok_or_else(|| {
        let (message, hint) = unknown_article(typed, root);
        Error::new(ErrorKind::NotFound, message).hint(hint)
    })
}

/// Signs an article; `None` when it has errors, which are noted.
fn sign_article(
    worker: &Worker,
    file: &ArticleFile,
    request: &SignRequest,
    notes: &mut Notes,
) -> Result<Option<SignedArticle>, Error> {
    let unreadable = |error| Error::unreadable(&file.path, error);
    let real = file.path.canonicalize().map_err(unreadable)?;
    let (bytes, _) = file_state::read(&real, SOURCE_LIMIT as u64).map_err(unreadable)?;
    let source = match Source::new(display_path(&file.path), bytes.clone()) {
        Ok(source) => source,
        Err(diagnostic) => {
            notes.push(*diagnostic);
            return Ok(None);
        }
    };
    let tracked = TrackedFiles::new(worker.context.files);
    let Some(article) = worker.read_to_sign(file, &source, &tracked, notes) else { return Ok(None) };
    let site = &worker.site_of(file, Some(&article)).site;
    let code = current_code(&article, site);
    let by = Signature {
        name: one_line(&request.name),
        role: one_line(&request.role),
        date: request.today,
        code: code.clone(),
        place: None,
    };
    let Some(text) = signed_text(&source, &by, notes) else { return Ok(None) };
    // A byte order mark is no part of the text.
    let start = bytes.len().saturating_sub(source.text.len());
    let new = [&bytes[..start], text.as_bytes()].concat();
    // What is written is what will be read: the same words, under this signature.
    let again = Source::new(display_path(&file.path), new.clone()).ok();
    let read = again.and_then(|again| worker.read_to_sign(file, &again, &tracked, &mut Notes::default()));
    if !read.is_some_and(|read| current_code(&read, site) == code && is_signed(&read, &by)) {
        let message = "this file is written in a way in which handout cannot put in a signature";
        let hint = "write `signed:` on a line of its own, with one signature below it, and sign again";
        notes.push(Diagnostic::new(Code::WrongType, message).at(source.span(0..0)).hint(hint));
        return Ok(None);
    }
    let is_new = new != bytes;
    if is_new {
        atomic::write_one_of_many(&real, &new)?;
    }
    Ok(Some(SignedArticle { path: file.path.clone(), code, is_new }))
}

/// Whether this signature stands in an article, wherever it does.
fn is_signed(article: &Article, by: &Signature) -> bool {
    article.signed.iter().any(|signature| Signature { place: None, ..signature.clone() } == *by)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_words(flag: &str, words: &str) -> Result<(), Error> {
    if !words.trim().is_empty() && !words.chars().any(char::is_control) {
        return Ok(());
    }
    let message = format!("{flag} has no words, or a control character");
    Err(Error::new(ErrorKind::InvalidRequest, message).hint("say who signs, and as what"))
}
