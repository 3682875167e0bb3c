//! The originals of translations, as these are compared with them.

use std::cell::RefCell;
use std::sync::Arc;

use crate::article::{self, Article};
use crate::assets::{Assets, WordsOnly};
use crate::build::translation::find_original;
use crate::build::worker::Context;
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Notes, Source};

/// The original that was read last: its translations stand side by side, so that most are compared with this one.
#[derive(Default)]
pub struct LastOriginal(RefCell<Option<Known>>);

struct Known {
    source: Arc<Source>,
    /// `None` where it has errors.
    article: Option<Arc<Article>>,
    /// The snippets that it asked for.
    snippets: Vec<String>,
}

impl LastOriginal {
    /// The original of a translation, without its pictures, if it is there and sound. What it is made of is asked of `assets`.
    pub fn of(&self, file: &ArticleFile, context: &Context, assets: &TrackedFiles) -> Option<Arc<Article>> {
        let (path, source) = find_original(file, assets)?;
        let mut known = self.0.borrow_mut();
        if let Some(known) = known.as_ref().filter(|known| Arc::ptr_eq(&known.source, &source)) {
            known.snippets.iter().for_each(|path| drop(assets.snippet(path)));
            return known.article.clone();
        }
        let words = WordsOnly::new(assets);
        let original = ArticleFile::at(context.root, &path);
        let language = original.language();
        let reading = article::Context {
            id: &original.id,
            suffix_language: language.as_ref(),
            default_language: &context.sites.base.site.language,
            original: None,
            today: context.request.today,
            assets: &words,
        };
        let article = article::load(&source, &reading, &mut Notes::default()).map(Arc::new);
        *known = Some(Known { source, article: article.clone(), snippets: words.into_snippets() });
        article
    }
}
