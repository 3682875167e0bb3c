//! What the stages of an article are made of: how it is read and checked, what is remembered of it, its PDFs in two
//! languages.

use std::rc::Rc;
use std::sync::Arc;

use crate::article::{self, Article, Status};
use crate::build::dates::{check_dates, dated, is_for_once, next_dated, stretch, turns};
use crate::build::formats::Job;
use crate::build::in_hand::{InHand, Loaded};
use crate::build::original::{LastOriginals, OriginalSetting};
use crate::build::signatures::{check_count, check_signatures};
use crate::build::translation::{Origin, compare_states, find_original, follow_original, is_gone, original_of};
use crate::build::worker::{BuiltPdf, Context, Worker};
use crate::check::{self, Acceptance, Accepting};
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::content::sites::LocalizedSite;
use crate::diagnostics::{Code, Diagnostic, Notes, Severity, Source};
use crate::document::{Setting, compose_bilingual};
use crate::fs::file_state::Digest;
use crate::fs::fingerprint::Fingerprint;
use crate::output::record::{Dated, Made, OriginalMade, Record};
use crate::site::Edition;

/// How an article is checked.
pub struct Checks<'a> {
    /// What becomes of findings that are there already.
    pub accepting: Accepting<'a>,
    /// Whether an approved article must have all its signatures.
    pub count_signatures: bool,
    /// What its dates are held against.
    pub dated: Option<Dated>,
}

/// What was read of a file.
pub struct Checked<'l> {
    /// `None` where the file says no article, or says it with mistakes.
    pub article: Option<&'l Article>,
    /// Whether a check found no error in it either: only then it is made.
    pub is_sound: bool,
}

impl<'l> Checked<'l> {
    /// The article, where it is made.
    pub fn sound(&self) -> Option<&'l Article> {
        self.article.filter(|_| self.is_sound)
    }
}

impl<'a> Worker<'a> {
    /// An article as it stands in its file, which is read once for all clinics of one language.
    pub fn loaded(&self, file: &ArticleFile, source: &Arc<Source>, in_hand: &mut InHand<'a>) -> Rc<Loaded<'a>> {
        let (context, original) = (self.context, &self.originals);
        let default_language = &context.sites.base.site.language;
        in_hand.loaded(default_language, || {
            let tracked = TrackedFiles::new(context.files);
            let (article, notes) = load((context, original), file, source, &tracked);
            Loaded { default_language: default_language.clone(), article, notes, tracked }
        })
    }

    /// What of a record follows from an article and its dates alone; `before` is what its dates are held against.
    pub fn record_of(
        &self,
        file: &ArticleFile,
        article: Option<&Article>,
        (before, now): (Option<&Dated>, Option<&Dated>),
    ) -> Record {
        let Context { request, accepted, store, .. } = *self.context;
        let today = request.today;
        let site = &self.site_of(file, article).site;
        let (from, until) = match (article, now) {
            (Some(article), Some(now)) => stretch(&turns(article, site, now), today),
            // Of an unsound article nobody knows when something else is noted.
            _ => (Some(today), Some(today)),
        };
        let is_approved = article.is_some_and(|article| article.status == Status::Approved);
        let dated = match now.filter(|_| is_approved && store.is_some()) {
            Some(now) => Some(next_dated(before, *now, today)),
            None => before.copied(),
        };
        Record {
            site_language: self.language_of(file, article).to_owned(),
            accepted: digest_of(accepted.of(&file.source)),
            dated,
            is_all_told: request.only_tells || is_approved && request.edition.is_none() && store.is_some(),
            from,
            until,
            has_trouble: file.has_trouble() || now.is_some_and(|now| is_for_once(before, now, today)),
            ..Record::default()
        }
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
        self.read(file, source, assets, true, notes)
    }

    /// Reads an article that is to be signed: it need not have all its signatures yet.
    pub fn read_to_sign(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        assets: &TrackedFiles,
        notes: &mut Notes,
    ) -> Option<Article> {
        self.read(file, source, assets, false, notes)
    }

    fn read(
        &self,
        file: &ArticleFile,
        source: &Arc<Source>,
        assets: &TrackedFiles,
        count_signatures: bool,
        notes: &mut Notes,
    ) -> Option<Article> {
        let (article, own) = load((self.context, &self.originals), file, source, assets);
        let accepting = Accepting::Known(self.context.accepted.of(&file.source));
        let checks = Checks { accepting, count_signatures, dated: None };
        let is_sound = self.checked((file, source), (article.as_ref(), &own), assets, checks, notes).is_sound;
        article.filter(|_| is_sound)
    }

    /// An article as it was read, unless it has mistakes of its own, or for the clinic.
    pub fn checked<'l>(
        &self,
        (file, source): (&ArticleFile, &Arc<Source>),
        (article, mistakes): (Option<&'l Article>, &[Diagnostic]),
        assets: &TrackedFiles,
        checks: Checks,
        notes: &mut Notes,
    ) -> Checked<'l> {
        notes.extend(file.mistakes(source));
        let mut own = Notes::default();
        own.extend(mistakes.iter().cloned());
        let is_read = !own.has_errors();
        if let Some(article) = article {
            let setting = original_setting(self.context);
            let original = if is_read { self.originals.of(file, &setting, assets) } else { None };
            let site = &self.site_of(file, Some(article)).site;
            match is_read {
                false => {
                    let accepted = self.context.accepted.of(&file.source);
                    check::unsound_article(article, site, accepted, &mut own);
                }
                true => {
                    check_signatures(article, site, &mut own);
                    let compared = checks.dated.as_ref().map(|before| (before, dated(article, assets)));
                    check_dates(article, site, compared, self.context.request.today, &mut own);
                    check::article_with(article, site, original.as_deref(), checks.accepting, &mut own);
                    if checks.count_signatures {
                        check_count(article, site, &mut own);
                    }
                }
            }
        }
        let is_sound = !own.has_errors();
        notes.append(own);
        Checked { article: article.filter(|_| is_read), is_sound }
    }

    /// Adds the PDFs that hold a translation and its original. Returns why some could not be made: what keeps them from it
    /// is no mistake of the translation, whose other PDFs are sound.
    pub fn bilingual_pdfs(
        &mut self,
        job: Job,
        made: &mut Made,
        (editions, tracked): (&[Edition], &TrackedFiles),
        pdfs: &mut Vec<BuiltPdf>,
    ) -> Vec<Diagnostic> {
        let Some((path, source)) = find_original(job.file, tracked) else { return Vec::new() };
        let original_file = ArticleFile::at(self.context.root, &path);
        let Some(original) = self.read_article(&original_file, &source, tracked, &mut Notes::default()) else {
            return vec![unsound_original(&path)];
        };
        if let Some(known) = &mut made.original {
            known.language = Some(original.language.tag().to_owned());
        }
        let original_site = self.site_of(&original_file, Some(&original));
        let mut unmade = Vec::new();
        let pair = [(&original, &original_site.site), (job.article, &job.site.site)];
        for edition in editions {
            let mut notes = Notes::default();
            let locales = pair.map(|(article, site)| self.typesetter.locale_of(article, site, &mut notes));
            let setting = |side: usize| Setting { site: pair[side].1, locale: &locales[side], edition: *edition };
            let settings = [setting(0), setting(1)];
            let document = compose_bilingual((&original, settings[0]), (job.article, settings[1]));
            match self.typesetter.print_bilingual(&document, &job.article.id, settings, &mut notes).ok().flatten() {
                Some(printed) => {
                    let formats = self.bilingual_formats(job, &original, &document, (settings, editions));
                    pdfs.push(BuiltPdf { formats, ..BuiltPdf::new(*edition, printed) });
                }
                None => unmade.extend(notes.sorted().into_iter().filter(|note| note.severity == Severity::Error)),
            }
        }
        unmade
    }
}

/// Reads an article and what it says of its original, whatever clinic it is for; what was noted.
fn load(
    (context, originals): (&Context, &LastOriginals),
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
    let of_original = match original {
        Some(original) => Origin::Says(original.status),
        None if is_gone(file, assets) => Origin::Gone,
        None => Origin::Unknown,
    };
    follow_original(article.as_ref(), of_original, source, &mut notes);
    if let Some(article) = &mut article
        && !notes.has_errors()
        && let Some(original) = originals.of(file, &original_setting(context), assets)
    {
        compare_states(article, &original, &mut notes);
    }
    (article, notes.iter().cloned().collect())
}

/// What the originals of translations are read with.
fn original_setting<'c>(context: &Context<'c>) -> OriginalSetting<'c> {
    let language = &context.sites.base.site.language;
    OriginalSetting { root: context.root, language, today: context.request.today }
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
pub fn original_made(source: String, text: &Arc<Source>) -> Option<OriginalMade> {
    let original = article::original(text)?;
    Some(OriginalMade { source, status: original.status.into(), language: None })
}

/// That a translation cannot be set beside its original.
fn unsound_original(original: &str) -> Diagnostic {
    let message = format!("`{original}` has errors, so that this translation cannot be set beside it");
    Diagnostic::new(Code::UnsoundArticle, message).hint("`handout check` on that file says which")
}
