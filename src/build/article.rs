//! One article, from its text to its PDFs.

use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{self, Article};
use crate::assets::{AssetError, Assets};
use crate::build::editions::{editions_of, theme_of};
use crate::build::worker::{BuiltPdf, Worker};
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::content::sites::LocalizedSite;
use crate::diagnostics::{Notes, Source};
use crate::layout::Press;
use crate::output::record::{Made, Record};
use crate::site::Site;

impl<'a> Worker<'a> {
    /// Makes the PDFs of an article, and the part of its record that does not depend on earlier runs.
    pub fn make_article(
        &mut self,
        file: &ArticleFile,
        source: &Arc<Source>,
        notes: &mut Notes,
    ) -> (Record, Vec<BuiltPdf>) {
        let tracked = TrackedFiles::new(self.context.files);
        let article = self.read_article(file, source, &tracked, notes);
        let site = self.site_of(file, article.as_ref());
        let pdfs = match &article {
            Some(article) => self.pdfs(article, &site.site, notes),
            None => Vec::new(),
        };
        let (from, until) = days_of_same_notes(article.as_ref(), self.context.request.today);
        let record = Record {
            site_language: self.language_of(file, article.as_ref()).to_owned(),
            site: site.digest,
            inputs: tracked.into_inputs(),
            from,
            until,
            has_trouble: file.has_trouble(),
            made: article.as_ref().map(Made::of),
            ..Record::default()
        };
        (record, pdfs)
    }

    /// The language whose site applies to an article: its own, else that in the name of its file, else the clinic's.
    fn language_of<'l>(&'l self, file: &'l ArticleFile, article: Option<&'l Article>) -> &'l str {
        let typed = article.map(|article| article.language.as_str()).or(file.language.as_deref());
        typed.unwrap_or(&self.context.sites.base.site.language)
    }

    /// The site that applies to an article.
    pub fn site_of(&self, file: &ArticleFile, article: Option<&Article>) -> &'a LocalizedSite {
        self.context.sites.of(self.language_of(file, article))
    }

    /// Reads an article with the site of its language.
    pub fn read_article(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        assets: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Article> {
        notes.extend(file.mistakes(source));
        let (suffix_language, today) = (file.language.as_deref(), self.context.request.today);
        let original = original_updated(file, assets);
        let read = |site: &Site, notes: &mut Notes| {
            let context = article::Context { id: &file.id, suffix_language, site, original, today, assets };
            crate::read(source, &context, notes)
        };
        let site = self.site_of(file, None);
        let mut first_notes = Notes::default();
        let article = read(&site.site, &mut first_notes);
        let own_site = self.site_of(file, article.as_ref());
        if !std::ptr::eq(own_site, site) {
            // The article names a language that its file's name does not: that language's site is its own.
            return read(&own_site.site, notes);
        }
        notes.append(first_notes);
        article
    }

    /// The PDFs of a sound article.
    fn pdfs(&mut self, article: &Article, site: &Site, notes: &mut Notes) -> Vec<BuiltPdf> {
        let context = self.context;
        let editions = editions_of(article.status.into(), site, context.request);
        if editions.is_empty() {
            return Vec::new();
        }
        self.load_locale(&article.language);
        self.note_unknown_language(&article.language, notes);
        let (locale, _) = self.locales.get(&article.language).expect("it was loaded above");
        let mut pdfs = Vec::new();
        for edition in editions {
            let theme = theme_of(site, site.page, edition);
            let press = Press { site, locale, theme: &theme, shaper: &mut self.shaper };
            if let Some((handout, bytes)) = crate::typeset(article, press, context.cache, notes) {
                let pages = u32::try_from(handout.pages.len()).expect("memory holds fewer pages than that");
                let metadata = handout.metadata;
                pdfs.push(BuiltPdf { edition, pages, code: metadata.code, authors: metadata.authors, bytes });
            }
        }
        pdfs
    }
}

/// The day the original of a translation was last changed, if it can be read: the original is the article of the same id
/// without a language in its name.
fn original_updated(file: &ArticleFile, assets: &TrackedFiles) -> Option<Date> {
    let original = file.originals().map(|path| assets.snippet(&path)).find(|found| *found != Err(AssetError::Missing));
    article::updated(&original?.ok()?)
}

/// The first and the last day on which the same is noted of an article as today; `None` for no such day. Only a review
/// that falls due changes what is noted; of an unsound article nobody knows when that is.
fn days_of_same_notes(article: Option<&Article>, today: Date) -> (Option<Date>, Option<Date>) {
    match article.map(|article| article.review_due) {
        None => (Some(today), Some(today)),
        Some(None) => (None, None),
        Some(Some(due)) if due < today => (due.tomorrow().ok(), None),
        Some(Some(due)) => (None, Some(due)),
    }
}
