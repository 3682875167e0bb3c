//! What becomes of a translation when its original is taken back, is not ready, or has gone.

use std::sync::Arc;

use crate::article::{self, Article, Original, Status};
use crate::assets::{AssetError, Assets};
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Code, Diagnostic, Notes, Severity, Source, Span};

/// The original of a translation, if it is there and can be read: the article of the same id without a language in its
/// name. Its path is below the root.
pub fn find_original(file: &ArticleFile, assets: &TrackedFiles) -> Option<(String, Arc<Source>)> {
    let found = file.originals().map(|path| (assets.snippet(&path), path));
    let (source, path) = found.into_iter().find(|(found, _)| *found != Err(AssetError::Missing))?;
    Some((assets.name_on_disk(&path), source.ok()?))
}

/// What the original of a translation says of itself, if it can be read.
pub fn original_of(file: &ArticleFile, assets: &TrackedFiles) -> Option<Original> {
    article::original(&find_original(file, assets)?.1)
}

/// Takes a translation back with its original, and notes where the original is not what patients get. `top` is the top of
/// its file.
pub fn follow_original(
    article: &mut Article,
    original: Option<&Original>,
    is_gone: bool,
    top: Span,
    notes: &mut Notes,
) {
    if article.status != Status::Approved {
        return;
    }
    let (code, message, hint) = match original.map(|original| original.status) {
        Some(Status::Withdrawn) => {
            article.status = Status::Withdrawn;
            (
                Code::TranslationOfWithdrawn,
                "the original of this translation was withdrawn, so that the translation is withdrawn with it",
                "write `status: withdrawn` here too; if it is a handout of its own, rename it",
            )
        }
        Some(Status::Draft) => (
            Code::TranslationWithoutOriginal,
            "this translation is approved, and its original is a draft",
            "write `status: draft` here too until the original is approved",
        ),
        None if is_gone && article.original_updated.is_some() => (
            Code::TranslationWithoutOriginal,
            "this is a translation by its `original_updated`, and there is no original",
            "withdraw it too, with `status: withdrawn`; if it is a handout of its own, remove `original_updated`",
        ),
        _ => return,
    };
    let place = article.title.start().unwrap_or(top);
    let note = Diagnostic::new(code, message).at(place).hint(hint);
    // Nobody has approved what the translation says of a draft. Of an original that is gone somebody once did.
    let is_of_draft = original.is_some_and(|original| original.status == Status::Draft);
    notes.push(if is_of_draft { Diagnostic { severity: Severity::Error, ..note } } else { note });
}

/// Whether an article with a language in its name has no original beside it.
pub fn is_gone(file: &ArticleFile, assets: &TrackedFiles) -> bool {
    let mut originals = file.originals().peekable();
    originals.peek().is_some() && originals.all(|path| assets.snippet(&path) == Err(AssetError::Missing))
}
