//! What becomes of a translation when its original is taken back, is not ready, or has gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::article::{self, Article, Original, Status};
use crate::assets::AssetError;
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Code, Diagnostic, Notes, Severity, Source};
use crate::prose::Text;

/// The original of a translation, if it is there and can be read: the article of the same id without a language in its
/// name. Its path is below the root.
pub fn find_original(file: &ArticleFile, assets: &TrackedFiles) -> Option<(String, Arc<Source>)> {
    let found = file.originals().map(|path| (assets.text(&path), path));
    let (source, path) = found.into_iter().find(|(found, _)| *found != Err(AssetError::Missing))?;
    Some((assets.name_on_disk(&path), source.ok()?))
}

/// What the original of a translation says of itself, if it can be read.
pub fn original_of(file: &ArticleFile, assets: &TrackedFiles) -> Option<Original> {
    article::original(&find_original(file, assets)?.1)
}

/// What is known of the original of an article.
#[derive(Clone, Copy, Debug)]
pub enum Origin {
    /// It is there, and says so of itself.
    Says(Status),
    /// The article's name says that it is a translation, and there is no original.
    Gone,
    /// The article is no translation, or its original cannot be read.
    Unknown,
}

/// Notes where patients would get a translation whose original they do not get: an error, unless the translation says
/// so, too. One that was withdrawn is never handed out, whatever its original is. `article` is `None` where its file cannot be read: it
/// may still be on paper from before.
pub fn follow_original(article: Option<&Article>, original: Origin, source: &Arc<Source>, notes: &mut Notes) {
    let status = article.map_or_else(|| typed_status(source), |article| article.status);
    let note = match (original, status) {
        (Origin::Says(Status::Withdrawn), Status::Approved | Status::Draft) => Diagnostic::new(
            Code::TranslationOfWithdrawn,
            "the original of this translation was withdrawn: patients are not to get the translation either",
        )
        .hint("write `status: withdrawn` here too; if it is a handout of its own, rename it"),
        // Nobody has approved what the translation says.
        (Origin::Says(Status::Draft), Status::Approved) => Diagnostic {
            severity: Severity::Error,
            ..Diagnostic::new(
                Code::TranslationWithoutOriginal,
                "this translation is approved, and its original is a draft",
            )
            .hint("write `status: draft` here too until the original is approved")
        },
        // Of an original that is gone somebody once approved it.
        (Origin::Gone, Status::Approved) => match article.and_then(key_of_translation) {
            Some(key) => without_original(key),
            None => return,
        },
        _ => return,
    };
    let place = article.and_then(|article| article.status_place.clone().or_else(|| article.title.start()));
    notes.push(note.at(place.unwrap_or_else(|| source.span(0..0))));
}

/// The key of an article which says that it is a translation of one beside it.
fn key_of_translation(article: &Article) -> Option<&'static str> {
    match article.original_updated {
        Some(_) => Some("original_updated"),
        None => (!article.translated_from.is_empty()).then_some("translated_from"),
    }
}

fn without_original(key: &str) -> Diagnostic {
    let message = format!("this is a translation by its `{key}`, and there is no original");
    let hint = format!("withdraw it too, with `status: withdrawn`; if it is a handout of its own, remove `{key}`");
    Diagnostic::new(Code::TranslationWithoutOriginal, message).hint(hint)
}

/// That the original of an approved translation was there once, and is gone: nobody has touched the translation since.
pub fn orphaned(source: &Arc<Source>) -> Diagnostic {
    let message = "the original of this translation is not there any more";
    let hint = "withdraw it too, with `status: withdrawn`; if it is a handout of its own from now on, run `handout stamp` on it";
    Diagnostic::new(Code::TranslationWithoutOriginal, message).at(source.span(0..0)).hint(hint)
}

/// [`follow_original`] for a file that cannot be read; `source` is what is known of its text.
pub fn follow_unread(file: &ArticleFile, source: &Arc<Source>, assets: &TrackedFiles, notes: &mut Notes) {
    if let Some(original) = original_of(file, assets) {
        follow_original(None, Origin::Says(original.status), source, notes);
    }
}

/// The status that a file which cannot be read has a line for.
fn typed_status(source: &Source) -> Status {
    let value = source.text.lines().find_map(|line| line.strip_prefix("status:"));
    match value.map(str::trim) {
        Some("withdrawn") => Status::Withdrawn,
        Some("draft") => Status::Draft,
        _ => Status::Approved,
    }
}

/// Notes the sections of a translation whose original says something else than when it was made, where the translation
/// remembers that by fingerprints. They tell more than dates do: what was mended without a word changed is not told.
pub fn compare_states(article: &mut Article, original: &Article, notes: &mut Notes) {
    if article.translated_from.is_empty() {
        return;
    }
    notes.drain(|note| matches!(note.code, Code::OutdatedTranslation | Code::OriginalDate));
    let state = original.state();
    let now: BTreeSet<&str> = state.iter().map(|line| line.as_str()).collect();
    let then: BTreeSet<&str> = article.translated_from.iter().map(|line| line.as_str()).collect();
    let changed: Vec<usize> = (0..state.len()).filter(|part| !then.contains(state[*part].as_str())).collect();
    let has_lost = then.iter().any(|line| !now.contains(line));
    article.outdated = (!changed.is_empty() || has_lost).then_some(original.updated);
    let (parts, others) = (article.parts(), original.parts());
    let is_alike = parts.len() == others.len();
    let hint = "bring it up to date, then run `handout stamp` on it; until then its pages say so";
    let mut headings = Vec::new();
    for part in changed.iter().copied() {
        let heading = others[part].first().expect("a part begins with its title or its heading").text.plain();
        let message = format!("under “{heading}” the original says something else than when this was translated");
        let own = parts.get(part).filter(|_| is_alike).and_then(|own| own.first()).map(|first| first.text);
        headings.extend(own.map(Text::plain));
        let place = own.unwrap_or(&article.title).start();
        let note = Diagnostic::new(Code::OutdatedTranslation, message).hint(hint);
        notes.push(Diagnostic { span: place, ..note });
    }
    if changed.is_empty() && has_lost {
        let note =
            Diagnostic::new(Code::OutdatedTranslation, "a part of the original is gone that this was translated from");
        notes.push(Diagnostic { span: article.title.start(), ..note.hint(hint) });
    }
    article.outdated_parts = headings;
}

/// Whether an article with a language in its name has no original beside it.
pub fn is_gone(file: &ArticleFile, assets: &TrackedFiles) -> bool {
    let mut originals = file.originals().peekable();
    originals.peek().is_some() && originals.all(|path| assets.text(&path) == Err(AssetError::Missing))
}
