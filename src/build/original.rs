//! The originals of translations, as these are compared with them.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{self, Article};
use crate::assets::WordsOnly;
use crate::build::translation::find_original;
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::diagnostics::{Notes, Source};
use crate::language::Language;

/// At most so many originals are kept.
const KEPT: usize = 8;
/// How many bytes the texts of those have together, where there is more than one.
const KEPT_BYTES: usize = 256 << 10;

/// The originals that were read last: translations of one stand side by side, and several articles are made together.
#[derive(Default)]
pub struct LastOriginals(RefCell<VecDeque<Known>>);

/// What originals are read with.
pub struct OriginalSetting<'a> {
    /// The content root.
    pub root: &'a Path,
    /// The language of an original that names none.
    pub language: &'a Language,
    /// The day of reading.
    pub today: Date,
}

struct Known {
    source: Arc<Source>,
    /// The language that it was read in, if it names none.
    language: Language,
    /// `None` where it has errors.
    article: Option<Arc<Article>>,
    /// The snippets that it asked for.
    snippets: Vec<String>,
}

impl LastOriginals {
    /// The original of a translation, without its pictures, if it is there and sound. What it is made of is asked of `assets`.
    pub fn of(&self, file: &ArticleFile, setting: &OriginalSetting, assets: &TrackedFiles) -> Option<Arc<Article>> {
        let (path, source) = find_original(file, assets)?;
        let mut known = self.0.borrow_mut();
        let is_same = |known: &&Known| Arc::ptr_eq(&known.source, &source) && known.language == *setting.language;
        if let Some(known) = known.iter().find(is_same) {
            known.snippets.iter().for_each(|path| drop(assets.text(path)));
            return known.article.clone();
        }
        let words = WordsOnly::new(assets);
        let original = ArticleFile::at(setting.root, &path);
        let language = original.language();
        let reading = article::Context {
            id: &original.id,
            suffix_language: language.as_ref(),
            default_language: setting.language,
            original: None,
            today: setting.today,
            assets: &words,
        };
        let article = article::load(&source, &reading, &mut Notes::default()).map(Arc::new);
        let language = setting.language.clone();
        known.push_back(Known { source, language, article: article.clone(), snippets: words.into_snippets() });
        let bytes = |known: &VecDeque<Known>| known.iter().map(|known| known.source.text.len()).sum::<usize>();
        while known.len() > KEPT || known.len() > 1 && bytes(&known) > KEPT_BYTES {
            known.pop_front();
        }
        article
    }
}
