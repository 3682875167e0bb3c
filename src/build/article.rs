//! One article, from its text to its PDFs.

use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{self, Article};
use crate::build::editions::Editions;
use crate::build::in_hand::Loaded;
use crate::build::translation::{find_original, follow_original, is_gone, original_of};
use crate::build::worker::{BuiltPdf, Context, MadeFile, Worker};
use crate::check::{self, Acceptance, Accepting};
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::content::sites::LocalizedSite;
use crate::diagnostics::{Code, Diagnostic, Notes, Severity, Source};
use crate::fs::file_state::Digest;
use crate::fs::fingerprint::Fingerprint;
use crate::output::record::{Made, OriginalMade, Output, Record};
use crate::site::{Edition, Site};

impl<'a> Worker<'a> {
    /// Makes the PDFs of an article, and the part of its record that does not depend on earlier runs.
    pub fn make_article(
        &mut self,
        file: &ArticleFile,
        source: &Arc<Source>,
        on_disk: &[Output],
        notes: &mut Notes,
    ) -> MadeFile {
        let context = self.context;
        let default_language = &context.sites.base.site.language;
        let loaded = self.in_hand.loaded(default_language, || {
            let tracked = TrackedFiles::new(context.files);
            let (article, notes) = load(context, file, source, &tracked);
            Loaded { default_language: default_language.clone(), article, notes, tracked }
        });
        let tracked = loaded.tracked.fork();
        let mut present = Vec::new();
        let accepting = match self.context.request.accept_present {
            true => Accepting::All(&mut present),
            false => Accepting::Known(self.context.accepted.of(&file.source)),
        };
        let article = self.checked((file, source), (loaded.article.as_ref(), &loaded.notes), accepting, notes);
        let accepted = (self.context.request.accept_present && article.is_some()).then_some(present);
        let site = self.site_of(file, article);
        let mut made = article.map(|article| {
            let original = find_original(file, &tracked);
            Made { original: original.and_then(|(path, source)| original_made(path, &source)), ..Made::of(article) }
        });
        let (mut pdfs, mut unmade) = (Vec::new(), Vec::new());
        if let (Some(article), Some(made)) = (article, &mut made) {
            let (request, is_whole) = (self.context.request, self.context.is_whole);
            let wanted = Editions { made, site: &site.site, request, is_whole }.wanted(on_disk);
            let (of_two, of_one): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|edition| edition.is_bilingual());
            pdfs = self.pdfs(article, site, &of_one, notes);
            self.add_formats((file, article, &site.site), on_disk, &mut pdfs);
            if !of_two.is_empty() {
                unmade = self.bilingual_pdfs((file, article, &site.site), made, (&of_two, &tracked), &mut pdfs);
            }
        }
        let (from, until) = days_of_same_notes(article, self.context.request.today);
        let record = Record {
            site_language: self.language_of(file, article).to_owned(),
            site: self.context.sites.digest_for(site, made.as_ref().and_then(Made::original_language)),
            inputs: tracked.into_inputs(),
            accepted: digest_of(self.context.accepted.of(&file.source)),
            from,
            until,
            has_trouble: file.has_trouble(),
            made,
            ..Record::default()
        };
        MadeFile { record, pdfs, unmade, accepted }
    }

    /// The language whose site applies to an article: its own, else that in the name of its file, else the clinic's.
    fn language_of<'l>(&'l self, file: &'l ArticleFile, article: Option<&'l Article>) -> &'l str {
        let typed = article.map(|article| article.language.tag()).or(file.language.as_deref());
        typed.unwrap_or(self.context.sites.base.site.language.tag())
    }

    /// The site that applies to an article.
    pub fn site_of(&self, file: &ArticleFile, article: Option<&Article>) -> &'a LocalizedSite {
        self.context.sites.of(self.language_of(file, article))
    }

    /// Reads an article, and checks it against the site of its language.
    pub fn read_article(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        assets: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Article> {
        let (article, own) = load(self.context, file, source, assets);
        let accepting = Accepting::Known(self.context.accepted.of(&file.source));
        let is_sound = self.checked((file, source), (article.as_ref(), &own), accepting, notes).is_some();
        article.filter(|_| is_sound)
    }

    /// An article as it was read, unless it has mistakes of its own, or for the clinic.
    fn checked<'l>(
        &self,
        (file, source): (&ArticleFile, &Arc<Source>),
        (article, mistakes): (Option<&'l Article>, &[Diagnostic]),
        accepting: Accepting,
        notes: &mut Notes,
    ) -> Option<&'l Article> {
        notes.extend(file.mistakes(source));
        let mut own = Notes::default();
        own.extend(mistakes.iter().cloned());
        if let Some(article) = article {
            let site = &self.site_of(file, Some(article)).site;
            match own.has_errors() {
                true => check::clinic(article, site, &mut own),
                false => check::article_with(article, site, accepting, &mut own),
            }
        }
        let article = article.filter(|_| !own.has_errors());
        notes.append(own);
        article
    }

    /// The PDFs of a sound article in its own language.
    fn pdfs(
        &mut self,
        article: &Article,
        site: &LocalizedSite,
        editions: &[Edition],
        notes: &mut Notes,
    ) -> Vec<BuiltPdf> {
        let mut pdfs = Vec::new();
        let is_common = self.context.common.contains(&site.digest);
        for edition in editions {
            let typesetter = &mut self.typesetter;
            let printed = self.in_hand.printed((site.digest, *edition), is_common, notes, |notes| {
                // A promise of our own that was broken is noted like a mistake of the article.
                typesetter.print(article, &site.site, *edition, notes).ok().flatten()
            });
            pdfs.extend(printed.map(|printed| BuiltPdf::new(*edition, printed)));
        }
        pdfs
    }

    /// Adds the PDFs that hold a translation and its original. Returns why some could not be made: what keeps them from it
    /// is no mistake of the translation, whose other PDFs are sound.
    fn bilingual_pdfs(
        &mut self,
        (file, article, site): (&ArticleFile, &Article, &Site),
        made: &mut Made,
        (editions, tracked): (&[Edition], &TrackedFiles),
        pdfs: &mut Vec<BuiltPdf>,
    ) -> Vec<Diagnostic> {
        let Some((path, source)) = find_original(file, tracked) else { return Vec::new() };
        let original_file = ArticleFile::at(self.context.root, &path);
        let Some(original) = self.read_article(&original_file, &source, tracked, &mut Notes::default()) else {
            return vec![unsound_original(&path)];
        };
        if let Some(known) = &mut made.original {
            known.language = Some(original.language.tag().to_owned());
        }
        let original_site = self.site_of(&original_file, Some(&original));
        let mut unmade = Vec::new();
        for edition in editions {
            let mut notes = Notes::default();
            let one = (&original, &original_site.site);
            match self.typesetter.print_bilingual(one, (article, site), *edition, &mut notes).ok().flatten() {
                Some(printed) => pdfs.push(BuiltPdf::new(*edition, printed)),
                None => unmade.extend(notes.sorted().into_iter().filter(|note| note.severity == Severity::Error)),
            }
        }
        unmade
    }
}

/// Reads an article and what it says of its original, whatever clinic it is for; what was noted.
fn load(
    context: &Context,
    file: &ArticleFile,
    source: &Arc<Source>,
    assets: &TrackedFiles,
) -> (Option<Article>, Vec<Diagnostic>) {
    let suffix = file.language();
    let original = original_of(file, assets);
    let reading = article::Context {
        id: &file.id,
        suffix_language: suffix.as_ref(),
        default_language: &context.sites.base.site.language,
        original,
        today: context.request.today,
        assets,
    };
    let mut notes = Notes::default();
    let mut article = article::load_with_mistakes(source, &reading, &mut notes);
    if let Some(article) = &mut article {
        follow_original(article, original.as_ref(), is_gone(file, assets), source.span(0..0), &mut notes);
    }
    (article, notes.iter().cloned().collect())
}

/// The digest of the accepted findings of an article; zeros for none.
pub fn digest_of(accepted: &[Acceptance]) -> Digest {
    if accepted.is_empty() {
        return Digest::default();
    }
    let mut fingerprint = Fingerprint::new("accepted");
    for Acceptance { code, fingerprint: text, count, .. } in accepted {
        fingerprint.add(code.text().as_bytes()).add(text.as_bytes()).add(&count.to_le_bytes());
    }
    fingerprint.digest()
}

/// What is remembered of the original of a translation; `None` where it does not say soundly whether it may be printed.
fn original_made(source: String, text: &Arc<Source>) -> Option<OriginalMade> {
    let original = article::original(text)?;
    Some(OriginalMade { source, status: original.status.into(), language: None })
}

/// That a translation cannot be set beside its original.
fn unsound_original(original: &str) -> Diagnostic {
    let message = format!("`{original}` has errors, so that this translation cannot be set beside it");
    Diagnostic::new(Code::UnsoundArticle, message).hint("`handout check` on that file says which")
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
