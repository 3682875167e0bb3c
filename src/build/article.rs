//! One article, from its text to its PDFs.

use std::rc::Rc;
use std::sync::Arc;

use crate::article::{self, Article, Status};
use crate::build::dates::{check_dates, dated, is_for_once, next_dated, next_review, stretch, turns};
use crate::build::editions::Editions;
use crate::build::formats::Job;
use crate::build::in_hand::Loaded;
use crate::build::original::{LastOriginal, OriginalSetting};
use crate::build::signatures::{check_count, check_signatures};
use crate::build::translation::{Origin, compare_states, find_original, follow_original, is_gone, original_of};
use crate::build::worker::{BuiltPdf, Context, MadeFile, Worker};
use crate::check::{self, Acceptance, Accepting};
use crate::content::files::TrackedFiles;
use crate::content::names::ArticleFile;
use crate::content::sites::LocalizedSite;
use crate::diagnostics::{Code, Diagnostic, Notes, Severity, Source};
use crate::document::{Setting, compose, compose_bilingual};
use crate::fs::file_state::{Digest, half};
use crate::fs::fingerprint::Fingerprint;
use crate::output::record::{Dated, Made, OriginalMade, Output, Record};
use crate::site::{Edition, Format};

/// How an article is checked.
struct Checks<'a> {
    /// What becomes of findings that are there already.
    accepting: Accepting<'a>,
    /// Whether an approved article must have all its signatures.
    count_signatures: bool,
    /// What its dates are held against.
    dated: Option<Dated>,
}

/// What was read of a file.
struct Checked<'l> {
    /// `None` where the file says no article, or says it with mistakes.
    article: Option<&'l Article>,
    /// Whether a check found no error in it either: only then it is made.
    is_sound: bool,
}

impl<'l> Checked<'l> {
    fn sound(&self) -> Option<&'l Article> {
        self.article.filter(|_| self.is_sound)
    }
}

impl<'a> Worker<'a> {
    /// Makes the PDFs of an article, and the part of its record that does not depend on earlier runs.
    pub fn make_article(
        &mut self,
        file: &ArticleFile,
        source: &Arc<Source>,
        (on_disk, known): (&[Output], &[Output]),
        notes: &mut Notes,
    ) -> MadeFile {
        let loaded = self.loaded(file, source);
        let tracked = loaded.tracked.fork();
        let mut present = Vec::new();
        let accepting = match self.context.request.accept_present {
            true => Accepting::All(&mut present),
            false => Accepting::Known(self.context.accepted.of(&file.source)),
        };
        let before = self.context.known.and_then(|known| known.records.get(&file.source)).and_then(|known| known.dated);
        let checks = Checks { accepting, count_signatures: true, dated: before };
        let read = (loaded.article.as_ref(), loaded.notes.as_slice());
        let read = self.checked((file, source), read, &tracked, checks, notes);
        let article = read.sound();
        let now = article.map(|article| dated(article, &tracked));
        let accepted = (self.context.request.accept_present && article.is_some()).then_some(present);
        let site = self.site_of(file, article);
        let mut made = article.map(|article| {
            let original = find_original(file, &tracked);
            Made { original: original.and_then(|(path, source)| original_made(path, &source)), ..Made::of(article) }
        });
        let (mut pdfs, mut unmade) = (Vec::new(), Vec::new());
        if let (Some(article), Some(made)) = (article, &mut made) {
            let job = Job { file, article, site, on_disk, known };
            (pdfs, unmade) = self.all_pdfs(job, made, &tracked, notes);
            made.next_review = next_review(article, &site.site);
        }
        let card = self.card(file, read.article, pdfs.first());
        let record = self.record_of(file, article, (before.as_ref(), now.as_ref()));
        let record = Record {
            site: half(&self.context.sites.digest_for(site, made.as_ref().and_then(Made::original_language))),
            inputs: tracked.into_inputs(),
            made,
            ..record
        };
        MadeFile { record, pdfs, unmade, accepted, card }
    }

    /// The PDFs of a sound article in all editions that are wanted, and why some could not be made. What its page leads to is
    /// put into `made`.
    fn all_pdfs(
        &mut self,
        job: Job,
        made: &mut Made,
        tracked: &TrackedFiles,
        notes: &mut Notes,
    ) -> (Vec<BuiltPdf>, Vec<Diagnostic>) {
        let Job { file, article, site, on_disk, .. } = job;
        let (request, is_whole) = (self.context.request, self.context.is_whole);
        let wanted = Editions { made, site: &site.site, request, is_whole }.wanted(on_disk);
        let (of_two, of_one): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|edition| edition.is_bilingual());
        let is_sure = request.only_tells && self.typesetter.is_surely_drawn(article, &site.site, &of_one, notes);
        let mut pdfs = if is_sure { Vec::new() } else { self.pdfs(job, &of_one, notes) };
        let has_page = pdfs.iter().flat_map(|pdf| &pdf.formats).any(|(format, _)| *format == Format::Html);
        made.links = if has_page { self.context.links_of(file).to_vec() } else { Vec::new() };
        let unmade = match of_two.is_empty() {
            true => Vec::new(),
            false => self.bilingual_pdfs(job, made, (&of_two, tracked), &mut pdfs),
        };
        (pdfs, unmade)
    }

    /// An article as it stands in its file, which is read once for all clinics of one language.
    fn loaded(&mut self, file: &ArticleFile, source: &Arc<Source>) -> Rc<Loaded<'a>> {
        let (context, original) = (self.context, &self.original);
        let default_language = &context.sites.base.site.language;
        self.in_hand.loaded(default_language, || {
            let tracked = TrackedFiles::new(context.files);
            let (article, notes) = load((context, original), file, source, &tracked);
            Loaded { default_language: default_language.clone(), article, notes, tracked }
        })
    }

    /// What of a record follows from an article and its dates alone; `before` is what its dates are held against.
    fn record_of(
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
        let (article, own) = load((self.context, &self.original), file, source, assets);
        let accepting = Accepting::Known(self.context.accepted.of(&file.source));
        let checks = Checks { accepting, count_signatures, dated: None };
        let is_sound = self.checked((file, source), (article.as_ref(), &own), assets, checks, notes).is_sound;
        article.filter(|_| is_sound)
    }

    /// An article as it was read, unless it has mistakes of its own, or for the clinic.
    fn checked<'l>(
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
            let original = if is_read { self.original.of(file, &setting, assets) } else { None };
            let site = &self.site_of(file, Some(article)).site;
            match is_read {
                false => {
                    let accepted = self.context.accepted.of(&file.source);
                    check::unsound_article(article, site, accepted, &mut own);
                }
                true => {
                    check_signatures(article, site, &mut own);
                    let now = dated(article, assets);
                    check_dates(article, site, (checks.dated.as_ref(), &now), self.context.request.today, &mut own);
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

    /// The PDFs of a sound article in its own language, with what stands beside them. Clinics with the same settings get one
    /// and the same PDF; a web page has the clinic's own address, and is made for each.
    fn pdfs(&mut self, job: Job, editions: &[Edition], notes: &mut Notes) -> Vec<BuiltPdf> {
        let Job { article, site: LocalizedSite { site, digest, .. }, .. } = job;
        let locale = self.typesetter.locale_of(article, site, notes);
        let is_common = self.context.common.is_some_and(|common| common.contains(digest));
        let mut pdfs = Vec::new();
        for edition in editions {
            let setting = Setting { site, locale: &locale, edition: *edition };
            let document = compose(article, setting);
            let typesetter = &mut self.typesetter;
            let printed = self.in_hand.printed((*digest, *edition), is_common, notes, |notes| {
                // A promise of our own that was broken is noted like a mistake of the article.
                typesetter.print_document(&document, &article.id, setting, notes).ok().flatten()
            });
            let Some(printed) = printed else { continue };
            let formats = self.formats(job, &document, (setting, editions));
            pdfs.push(BuiltPdf { formats, ..BuiltPdf::new(*edition, printed) });
        }
        pdfs
    }

    /// Adds the PDFs that hold a translation and its original. Returns why some could not be made: what keeps them from it
    /// is no mistake of the translation, whose other PDFs are sound.
    fn bilingual_pdfs(
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
    (context, last_original): (&Context, &LastOriginal),
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
        && let Some(original) = last_original.of(file, &original_setting(context), assets)
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
fn original_made(source: String, text: &Arc<Source>) -> Option<OriginalMade> {
    let original = article::original(text)?;
    Some(OriginalMade { source, status: original.status.into(), language: None })
}

/// That a translation cannot be set beside its original.
fn unsound_original(original: &str) -> Diagnostic {
    let message = format!("`{original}` has errors, so that this translation cannot be set beside it");
    Diagnostic::new(Code::UnsoundArticle, message).hint("`handout check` on that file says which")
}
