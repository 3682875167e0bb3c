//! `handout new`: a commented article to start from, or a translation that starts from its original.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use unicode_normalization::char::is_combining_mark;

use crate::article::{self, Status, TEMPLATE};
use crate::content::folders::composed;
use crate::content::language_names::tag_of;
use crate::content::names::{ArticleFile, CONTENT, SCHEMAS, SITE_FILE, is_reserved, last_part};
use crate::content::root::here;
use crate::content::same_name::{Room, room_for};
use crate::diagnostics::{SOURCE_LIMIT, Source};
use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state;
use crate::fs::path::display_path;

/// The endings of articles; a new one has the first.
const ENDINGS: [&str; 2] = ["yaml", "yml"];

/// An article that was begun.
#[derive(Debug)]
pub struct Started {
    /// Its file.
    pub path: PathBuf,
    /// The original that it is to be a translation of.
    pub original: Option<PathBuf>,
}

/// Writes an article to start from. Of an ID with a language, `fever.es`, whose original is there, it is the original's
/// text, to be translated.
///
/// # Errors
/// When the id is not one, the file is there already, or the original cannot be read.
pub fn start_article(id: &str, today: Date) -> Result<Started, Error> {
    let root = root()?;
    // In the form of IDs, whatever form a keyboard gives.
    let id = &composed(bare_id(id, &root));
    check_id(id)?;
    let path = free_place(&root, id)?;
    let file = ArticleFile::at(&root, &format!("{id}.yaml"));
    let original = original_of(&root, &file)?;
    let text = match &original {
        Some(original) => translation(original, today)?,
        None => format!("{}{}", schema_line(&root, id), template(id, today)),
    };
    atomic::write(&path, text.as_bytes())?;
    Ok(Started { path, original })
}

/// Where a new article can be.
///
/// # Errors
/// When something has its name already, be it a link that leads nowhere, the same article with the other ending, or one that
/// differs in capital letters alone: on many computers that is the same name. So it is with a folder. Or nobody can tell.
fn free_place(root: &Path, id: &str) -> Result<PathBuf, Error> {
    let conflict = |message: String, hint: String| Err(Error::new(ErrorKind::Conflict, message).hint(hint));
    match room_for(root, id, &ENDINGS).map_err(|error| Error::unreadable(root, error))? {
        Room::Free(path) => Ok(path),
        Room::Taken(path) => conflict(
            format!("`{}` is there already", display_path(&path)),
            "choose another name, or edit that file; capital letters tell no names apart on many computers".to_owned(),
        ),
        Room::OtherCapitals(meant) => conflict(
            format!("the folder of `{id}` is there already, with other capital letters"),
            format!("did you mean `{meant}`? On many computers the two are one folder"),
        ),
    }
}

/// The file that a new article is to be a translation of, by its name, if there is one.
///
/// # Errors
/// When its name has other capital letters, or nobody can tell.
fn original_of(root: &Path, file: &ArticleFile) -> Result<Option<PathBuf>, Error> {
    let Some(language) = &file.language else { return Ok(None) };
    let room = room_for(root, &file.id, &ENDINGS).map_err(|error| Error::unreadable(root, error))?;
    let Room::Taken(path) = room else { return Ok(None) };
    let original = ArticleFile::new(root, path.clone(), None, true);
    if original.id == file.id {
        return Ok(Some(path).filter(|path| path.is_file()));
    }
    let message = format!("the original is called `{}`, with other capital letters", display_path(&path));
    Err(Error::new(ErrorKind::Conflict, message).hint(format!("did you mean `{}.{language}`?", original.id)))
}

/// The content folder that a new article belongs to: the working folder, the one in it, the one around it.
///
/// # Errors
/// When nobody can tell whether a folder has a site file.
fn root() -> Result<PathBuf, Error> {
    let is_root = Path::new(SITE_FILE).is_file();
    Ok(match here()? {
        _ if is_root => PathBuf::new(),
        Some(root) if !Path::new(CONTENT).is_dir() => root,
        _ => PathBuf::from(CONTENT),
    })
}

/// An ID as it is meant: without an ending, without the content folder before it.
fn bare_id<'i>(id: &'i str, root: &Path) -> &'i str {
    let id = id.strip_suffix(".yaml").or_else(|| id.strip_suffix(".yml")).unwrap_or(id);
    let id = id.strip_prefix("./").unwrap_or(id);
    let inner = id.strip_prefix(CONTENT).and_then(|rest| rest.strip_prefix('/'));
    inner.filter(|_| !root.join(CONTENT).is_dir()).unwrap_or(id)
}

fn check_id(id: &str) -> Result<(), Error> {
    let refused = |message: String, hint: String| Err(Error::new(ErrorKind::InvalidRequest, message).hint(hint));
    let is_sound = |part: &str| {
        let letters = part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || is_combining_mark(c));
        letters && !part.is_empty() && !part.starts_with('.')
    };
    if is_reserved(id) {
        let hint = "names beginning with `handout`, and the folders `snippets` and `packets`, have uses of their own";
        return refused(format!("`{id}` would not be read as an article"), hint.to_owned());
    }
    if !id.split('/').all(is_sound) {
        let hint = "use letters, digits and dashes, with `/` between folders: side-effects/hair-loss";
        return refused(format!("`{id}` cannot be the name of an article"), hint.to_owned());
    }
    let suffix = last_part(id).rsplit_once('.').map(|(stem, suffix)| (stem, suffix, tag_of(suffix)));
    if let Some((stem, suffix, Some(tag))) = suffix {
        return refused(format!("`{suffix}` is no tag of a language"), format!("did you mean `{stem}.{tag}`?"));
    }
    Ok(())
}

/// The line by which editors find the schema of articles, if the content folder has one.
pub(super) fn schema_line(root: &Path, id: &str) -> String {
    if !root.join(SCHEMAS).join("article.json").is_file() {
        return String::new();
    }
    let up = "../".repeat(id.matches('/').count());
    format!("# yaml-language-server: $schema={up}{SCHEMAS}/article.json\n")
}

/// The template with its title and its dates.
pub(super) fn template(id: &str, today: Date) -> String {
    let name = last_part(id).replace(['-', '_', '.'], " ");
    let mut letters = name.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    TEMPLATE.replace("TITLE", &title).replace("TODAY", &today.to_string())
}

/// The text of an original, with the dates of a translation that begins today, as a draft.
fn translation(original: &Path, today: Date) -> Result<String, Error> {
    let shown = display_path(original);
    let (bytes, _) =
        file_state::read(original, SOURCE_LIMIT as u64).map_err(|error| Error::unreadable(original, error))?;
    let unsound = || {
        let message = format!("`{shown}` cannot be translated before its mistakes are mended");
        Error::new(ErrorKind::InvalidRequest, message).hint(format!("`handout check {shown}` tells them"))
    };
    let source = Source::new(&shown, bytes).map_err(|_| unsound())?;
    let stated = article::original(&source).ok_or_else(unsound)?;
    if stated.status == Status::Withdrawn {
        let message = format!("`{shown}` was withdrawn: patients are not to get a translation either");
        return Err(Error::new(ErrorKind::InvalidRequest, message).hint("translate a handout that is in use"));
    }
    let updated = stated.updated.ok_or_else(unsound)?;
    let end = if source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let name = original.file_name().unwrap_or_default().to_string_lossy();
    let mut text =
        format!("# A translation of {name}. Translate every text, then remove the line `status: draft`.{end}");
    let mut has_dates = false;
    let mut is_left_out = false;
    for line in source.text.lines() {
        is_left_out = match top_level_key(line) {
            Some("created" | "language" | "status" | "original_updated" | "reviewed") => true,
            Some("updated") => {
                has_dates = true;
                let lines = [
                    format!("created: {today}"),
                    format!("updated: {today}"),
                    format!("original_updated: {updated}"),
                    "status: draft".to_owned(),
                ];
                lines.iter().for_each(|line| text.extend([line.as_str(), end]));
                true
            }
            Some(_) => false,
            // A value goes on in lines that are moved in.
            None => is_left_out && line.starts_with([' ', '\t']),
        };
        if !is_left_out {
            text.extend([line, end]);
        }
    }
    if has_dates { Ok(text) } else { Err(unsound()) }
}

/// The key that a line begins with, if it is one of the article itself.
fn top_level_key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    (!key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')).then_some(key)
}
