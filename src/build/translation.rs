//! What becomes of a translation when its original is taken back, is not ready, or has gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::article::{self, Article, Original, Status};
use crate::assets::{AssetError, Assets};
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Code, Diagnostic, Notes, Severity, Source, Span};
use crate::prose::Text;

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

/// Notes the sections of a translation whose original says something else than when it was made, where the translation
/// remembers that by fingerprints. They tell more than dates do: what was mended without a word changed is not told.
pub fn compare_states(article: &mut Article, original: &Article, notes: &mut Notes) {
    if article.translated_from.is_empty() {
        return;
    }
    notes.drain(|note| note.code == Code::OutdatedTranslation);
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
    originals.peek().is_some() && originals.all(|path| assets.snippet(&path) == Err(AssetError::Missing))
}
