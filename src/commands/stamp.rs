//! `handout stamp`: today's date behind `updated:`; in a translation also what it is a translation of, or, with `--original`,
//! that alone. No other byte is changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{Article, translated_from, updated_place};
use crate::build::original::{LastOriginals, OriginalSetting};
use crate::content::files::{ContentFiles, TrackedFiles};
use crate::content::names::{ArticleFile, is_among_sites, is_apart, is_site_file};
use crate::content::root::ContentRoot;
use crate::diagnostics::{Code, Diagnostic, Notes, SOURCE_LIMIT, Severity, Source};
use crate::fs::atomic;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state;
use crate::fs::path::{display_path, relative_name};
use crate::language::Language;

/// What a stamp sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// `updated:` to today. In a translation whose original is there and sound, `translated_from:` becomes the state of the
    /// original, too, and `original_updated:`, where it stands, its day.
    Today,
    /// The latter two alone: the translation was compared with its original, and nothing was to be changed in it.
    Original,
}

/// Removes the temporary files that killed runs left in the folders of the articles that are to be stamped.
pub fn sweep_before_stamping(articles: &[PathBuf]) {
    atomic::sweep_folders(articles.iter().map(PathBuf::as_path));
}

/// Stamps an article; says whether anything was another before.
///
/// # Errors
/// When the file cannot be read or written. A mistake in the article is noted, and the file stays as it is.
pub fn stamp_article(path: &Path, stamp: Stamp, today: Date, notes: &mut Vec<Diagnostic>) -> Result<bool, Error> {
    let unreadable = |error| {
        Error::unreadable(path, error).hint("name the files of articles, such as content/side-effects/hair-loss.yaml")
    };
    let real = path.canonicalize().map_err(unreadable)?;
    articles_alone(path)?;
    let (bytes, _) = file_state::read(&real, SOURCE_LIMIT as u64).map_err(unreadable)?;
    let mut found = Notes::default();
    let source = match Source::new(display_path(path), bytes.clone()) {
        Ok(source) => source,
        Err(diagnostic) => {
            notes.push(*diagnostic);
            return Ok(false);
        }
    };
    let stamped = stamped(&source, (path, stamp, today), &mut found);
    notes.extend(found.sorted());
    let Some(text) = stamped else { return Ok(false) };
    // A byte order mark is no part of the text.
    let mark = bytes.len().saturating_sub(source.text.len());
    let new = [&bytes[..mark], text.as_bytes()].concat();
    if new == bytes {
        return Ok(false);
    }
    atomic::write_one_of_many(&real, &new).map(|()| true)
}

/// Refuses a site file, the settings of a clinic and a snippet, which have no `updated:`.
fn articles_alone(path: &Path) -> Result<(), Error> {
    let root = ContentRoot::of(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The root knows the path without `..`.
    let is_of_root = |asked: &PathBuf| is_apart(root.path(), asked) || is_among_sites(root.path(), asked);
    if !is_site_file(&name) && !root.asked().iter().any(is_of_root) {
        return Ok(());
    }
    let message = format!("`{}` is not an article, and has no `updated:`", display_path(path));
    Err(Error::new(ErrorKind::InvalidRequest, message).hint("name the articles whose text changed"))
}

/// The text of an article as it is stamped.
fn stamped(source: &Arc<Source>, (path, stamp, today): (&Path, Stamp, Date), notes: &mut Notes) -> Option<String> {
    let place = updated_place(source, notes).filter(|_| !notes.has_errors())?;
    let text = &source.text;
    let text = match stamp {
        Stamp::Today => format!("{}{today}{}", &text[..place.start], &text[place.end..]),
        Stamp::Original => text.clone(),
    };
    let Some(original) = original_of(path, today) else {
        if stamp == Stamp::Original {
            notes.push(without_original(source));
            return None;
        }
        return Some(text);
    };
    let text = with_original(&text, &original);
    // What is written is what will be read.
    let again = Source::new(source.name.as_str(), text.clone().into_bytes()).ok();
    if again.and_then(|again| translated_from(&again)).as_ref() != Some(&original.state()) {
        notes.push(cannot_put_in(source));
        return None;
    }
    Some(text)
}

/// That the keys do not stand as they are looked for.
fn cannot_put_in(source: &Arc<Source>) -> Diagnostic {
    let message = "this file is written in a way in which handout cannot put in the state of its original";
    let hint =
        "begin a line with `updated:`, without quotes, remove `translated_from:` with all below it, and stamp again";
    Diagnostic::new(Code::WrongType, message).at(source.span(0..0)).hint(hint)
}

/// That nothing is there which the state of could be taken down.
fn without_original(source: &Arc<Source>) -> Diagnostic {
    let message = "this has no original beside it that can be read: the article of its name without a language";
    let hint = "`handout check` on the original says what is wrong with it; without `--original`, `updated` is set";
    let note = Diagnostic::new(Code::TranslationWithoutOriginal, message).at(source.span(0..0)).hint(hint);
    Diagnostic { severity: Severity::Error, ..note }
}

/// The original of a translation, if it is there and sound.
fn original_of(path: &Path, today: Date) -> Option<Arc<Article>> {
    let root = ContentRoot::of(path).ok()?;
    let absolute = std::path::absolute(path).ok()?;
    let file = ArticleFile::at(root.path(), &relative_name(root.path(), &absolute));
    let files = ContentFiles::new(root.path()).ok()?;
    // What an article says is the same whatever language it does not name.
    let setting = OriginalSetting { root: root.path(), language: &Language::english(), today };
    LastOriginals::default().of(&file, &setting, &TrackedFiles::new(&files))
}

/// The text of a translation with the state of its original in it, behind the line of `original_updated` or `updated`.
fn with_original(text: &str, original: &Article) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let key_at = |key: &str| lines.iter().position(|line| line.starts_with(key));
    let behind = key_at("original_updated:").or_else(|| key_at("updated:"));
    let mut out = String::new();
    let mut is_old = false;
    for (index, line) in lines.iter().enumerate() {
        // The fingerprints of an older state.
        is_old = line.starts_with("translated_from:") || is_old && line.starts_with([' ', '-']);
        if is_old {
            continue;
        }
        match line.strip_prefix("original_updated:").map(str::trim_start) {
            // What stands behind the day stays.
            Some(value) => {
                let rest = value.find(char::is_whitespace).map_or(end, |at| &value[at..]);
                out.push_str(&format!("original_updated: {}{rest}", original.updated));
            }
            None => out.push_str(line),
        }
        if Some(index) == behind {
            if !out.ends_with('\n') {
                out.push_str(end);
            }
            out.push_str(&format!("translated_from:{end}"));
            original.state().iter().for_each(|part| out.push_str(&format!("  - \"{part}\"{end}")));
        }
    }
    out
}
