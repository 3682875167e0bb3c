//! The clinic's settings as each language sees them, and what they were read from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::content::clinics::{Clinic, sort_overlays};
use crate::content::files::{ContentFiles, TrackedFiles};
use crate::content::names::{CLINICS, SITE_FILE, overlay_language};
use crate::content::root::ContentRoot;
use crate::diagnostics::{Diagnostic, Notes, SOURCE_LIMIT, Source, Span};
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state::{self, Digest};
use crate::fs::fingerprint::Fingerprint;
use crate::fs::path::{display_path, parent_folder};
use crate::language::{Language, widening};
use crate::locale::OwnWords;
use crate::site::{ClinicSite, Edition, Site};

/// The settings for one language.
pub struct LocalizedSite {
    /// What they say.
    pub site: Arc<Site>,
    /// The digest of the contents of all files they were read from, wherever those lie.
    pub digest: Digest,
    /// The top of the file, if it is an overlay.
    pub overlay: Option<Span>,
}

/// The site file and its overlays for single languages.
pub struct Sites {
    /// The settings for every language without an overlay.
    pub base: LocalizedSite,
    /// By language tag in small letters.
    overlays: BTreeMap<String, LocalizedSite>,
    /// The digest of all of them together.
    pub digest: Digest,
    /// How many warnings were reported while they were read.
    pub warnings: usize,
}

impl Sites {
    /// Reads the site file that is named or else the root's own, if there is one, and the overlays that stand beside it:
    /// `north.es.yaml` beside `north.yaml`. An overlay is laid over the one for a wider language, if there is one.
    ///
    /// # Errors
    /// When one of them cannot be read or has errors: every handout prints what it says.
    pub fn read(
        root: &ContentRoot,
        named: Option<&Path>,
        files: &ContentFiles,
        report: &mut dyn FnMut(Diagnostic),
    ) -> Result<Sites, Error> {
        let mut warnings = 0;
        let mut report = |note: Diagnostic| {
            warnings += 1;
            report(note);
        };
        let file = match named {
            Some(file) => Some(file.to_owned()),
            None => root.site_file()?,
        };
        let base = match &file {
            Some(file) => read_site(file, None, files, &mut report)?,
            None => LocalizedSite { site: Arc::default(), digest: Digest::default(), overlay: None },
        };
        let digest = base.digest;
        let mut sites = Sites { base, overlays: BTreeMap::new(), digest, warnings: 0 };
        let mut fingerprint = Fingerprint::new("sites");
        fingerprint.add(&digest);
        let beside = file.unwrap_or_else(|| root.path().join(SITE_FILE));
        for (language, file) in overlays_of(&beside)? {
            let wider = sites.of(language.tag());
            let site = read_site(&file, Some((wider, &language)), files, &mut report)?;
            fingerprint.add(language.tag().as_bytes()).add(&site.digest);
            if sites.overlays.insert(language.tag().to_ascii_lowercase(), site).is_some() {
                let message = format!("`{}` is a second site file for `{language}`", display_path(&file));
                return Err(Error::new(ErrorKind::Conflict, message).hint("remove one of the two"));
            }
        }
        Ok(Sites { digest: fingerprint.digest(), warnings, ..sites })
    }

    /// Reads what one clinic of several says, over what all say: its file, then for each language the shared words that hold
    /// for the clinic, then its own overlays, wider languages first.
    ///
    /// # Errors
    /// When one of the clinic's files cannot be read or has errors.
    pub fn of_clinic(
        shared: &Sites,
        clinic: &Clinic,
        files: &ContentFiles,
        report: &mut dyn FnMut(Diagnostic),
    ) -> Result<Sites, Error> {
        let mut told = BTreeSet::new();
        let mut warnings = 0;
        // A file that is laid over several others is read several times, and told of once.
        let mut report = |note: Diagnostic| {
            if told.insert(crate::diagnostics::json(&note)) {
                warnings += 1;
                report(note);
            }
        };
        let place = (CLINICS, clinic.name.as_str());
        let base = &shared.base.site;
        let (own, own_digest) = read_file(&clinic.file, files, &mut report, |source, tracked, notes| {
            ClinicSite::read(source, base, place, tracked, notes)
        })?;
        let overlays = &clinic.overlays;
        let digest = chained("clinic", &[shared.base.digest, own_digest]);
        let site = Site { shared: Some(Arc::clone(base)), ..own.site.clone() };
        let first = LocalizedSite { site: Arc::new(site), digest, overlay: None };
        let mut sites = Sites { base: first, overlays: BTreeMap::new(), digest, warnings: 0 };
        let mut languages: BTreeSet<String> = shared.overlays.keys().cloned().collect();
        let mut of_clinic = BTreeSet::new();
        for (language, file) in overlays {
            if !of_clinic.insert(language.tag().to_ascii_lowercase()) {
                let message = format!("`{}` is a second site file for `{language}`", display_path(file));
                return Err(Error::new(ErrorKind::Conflict, message).hint("remove one of the two"));
            }
        }
        languages.extend(of_clinic);
        let mut fingerprint = Fingerprint::new("sites");
        fingerprint.add(&digest);
        for tag in languages {
            let words = shared.of(&tag);
            let site = own.in_language(base, &words.site, &clinic.name);
            let digest = chained("clinic", &[words.digest, own_digest]);
            let below = LocalizedSite { site: Arc::new(site), digest, overlay: None };
            let localized = overlaid(below, &tag, overlays, files, &mut report)?;
            own.lacking_labels(&localized.site).into_iter().for_each(&mut report);
            fingerprint.add(tag.as_bytes()).add(&localized.digest);
            sites.overlays.insert(tag, localized);
        }
        Ok(Sites { digest: fingerprint.digest(), warnings, ..sites })
    }

    /// The digests of the settings for each language, and for all others.
    pub fn digests(&self) -> impl Iterator<Item = Digest> {
        std::iter::once(&self.base).chain(self.overlays.values()).map(|site| site.digest)
    }

    /// The settings for handouts in a language: those of `es-US`, else of `es`, else the base.
    pub fn of(&self, language: &str) -> &LocalizedSite {
        if self.overlays.is_empty() {
            return &self.base;
        }
        let tag = language.to_ascii_lowercase();
        widening(&tag).find_map(|tag| self.overlays.get(tag)).unwrap_or(&self.base)
    }

    /// The digest of what a handout depends on that is composed for one language's settings, and of one that also holds
    /// its original in another language.
    pub fn digest_for(&self, site: &LocalizedSite, original_language: Option<&str>) -> Digest {
        let Some(language) = original_language else { return site.digest };
        let mut fingerprint = Fingerprint::new("two languages");
        fingerprint.add(&site.digest).add(&self.of(language).digest);
        fingerprint.digest()
    }

    /// The languages, as tags in small letters, that some overlay is for.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.overlays.keys().map(String::as_str)
    }

    /// The words that the clinic gives in the place of the tool's, each once.
    pub fn own_words(&self) -> Vec<&OwnWords> {
        let mut all: Vec<&OwnWords> = Vec::new();
        for own in
            std::iter::once(&self.base).chain(self.overlays.values()).filter_map(|site| site.site.labels.as_deref())
        {
            if !all.contains(&own) {
                all.push(own);
            }
        }
        all
    }

    /// Whether some handouts are to have web pages.
    pub fn ask_for_pages(&self) -> bool {
        std::iter::once(&self.base).chain(self.overlays.values()).any(|site| site.site.html.is_some())
    }

    /// Every edition that some handout has, and the one that is asked for; `is_bilingual` says that those of two languages
    /// are asked for.
    pub fn editions(&self, asked: Option<Edition>, is_bilingual: bool) -> Vec<Edition> {
        let sites = || std::iter::once(&self.base).chain(self.overlays.values());
        let mut editions: Vec<Edition> =
            sites().flat_map(|site| site.site.editions.iter().copied()).chain(asked).collect();
        if is_bilingual || sites().any(|site| !site.site.bilingual.is_empty()) {
            editions.extend(editions.clone().iter().map(|edition| edition.in_two_languages()));
        }
        editions.sort_by_key(|edition| *edition as u8);
        editions.dedup();
        editions
    }
}

/// The overlays beside a site file, wider languages first, and by name.
///
/// # Errors
/// When the folder cannot be listed: an overlay that is not seen takes its numbers off the pages.
fn overlays_of(site: &Path) -> Result<Vec<(Language, PathBuf)>, Error> {
    let folder = parent_folder(site);
    let own = site.file_name().unwrap_or_default().to_string_lossy();
    let unreadable = |error| Error::unreadable(folder, error);
    let mut overlays = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        if let Some(language) = name.to_str().and_then(|name| overlay_language(name, &own)) {
            overlays.push((language, folder.join(name)));
        }
    }
    sort_overlays(&mut overlays);
    Ok(overlays)
}

/// A clinic's settings for the language of a tag, in small letters, with the clinic's own overlays for it laid over.
///
/// # Errors
/// When one of them cannot be read or has errors.
fn overlaid(
    mut below: LocalizedSite,
    tag: &str,
    overlays: &[(Language, PathBuf)],
    files: &ContentFiles,
    report: &mut dyn FnMut(Diagnostic),
) -> Result<LocalizedSite, Error> {
    for (language, file) in overlays.iter().filter(|(language, _)| is_wider(language, tag)) {
        let mut top = None;
        let (site, digest) = read_file(file, files, report, |source, tracked, notes| {
            top = Some(source.span(0..0));
            Site::overlay_in(source, &below.site, (language, CLINICS), tracked, notes)
        })?;
        below = LocalizedSite { site: Arc::new(site), digest: chained("site", &[below.digest, digest]), overlay: top };
    }
    Ok(below)
}

/// Whether handouts in the language of a tag, in small letters, are also in this one.
fn is_wider(language: &Language, tag: &str) -> bool {
    widening(tag).any(|wider| language.tag().eq_ignore_ascii_case(wider))
}

/// The digest of several.
fn chained(what: &str, digests: &[Digest]) -> Digest {
    let mut fingerprint = Fingerprint::new(what);
    for digest in digests {
        fingerprint.add(digest);
    }
    fingerprint.digest()
}

/// Reads a site file or, with the base and a language, an overlay of it.
fn read_site(
    file: &Path,
    base: Option<(&LocalizedSite, &Language)>,
    files: &ContentFiles,
    report: &mut dyn FnMut(Diagnostic),
) -> Result<LocalizedSite, Error> {
    let mut top = None;
    let (site, digest) = read_file(file, files, report, |source, tracked, notes| {
        top = Some(source.span(0..0));
        match base {
            Some((base, language)) => Site::overlay(source, &base.site, language, tracked, notes),
            None => Site::read(source, None, tracked, notes),
        }
    })?;
    // The base stands on nothing: its digest is all zeros.
    let below = base.map(|(base, _)| base.digest).unwrap_or_default();
    Ok(LocalizedSite { site: Arc::new(site), digest: chained("site", &[below, digest]), overlay: base.and(top) })
}

/// What `read` makes of a file with settings, and the digest of it and of what it names.
///
/// # Errors
/// When it cannot be read, or has errors, which are reported.
fn read_file<T>(
    file: &Path,
    files: &ContentFiles,
    report: &mut dyn FnMut(Diagnostic),
    read: impl FnOnce(&Arc<Source>, &TrackedFiles, &mut Notes) -> Option<T>,
) -> Result<(T, Digest), Error> {
    let name = display_path(file);
    let (bytes, snapshot) =
        file_state::read(file, SOURCE_LIMIT as u64).map_err(|error| Error::unreadable_site(file, error))?;
    let mut notes = Notes::default();
    let tracked = TrackedFiles::new(files);
    let found = match Source::new(&name, bytes) {
        Ok(source) => read(&source, &tracked, &mut notes),
        Err(diagnostic) => {
            notes.push(*diagnostic);
            None
        }
    };
    notes.sorted().into_iter().for_each(&mut *report);
    let Some(found) = found else {
        let message = format!("the site file `{name}` has errors");
        return Err(
            Error::new(ErrorKind::UnsoundSite, message).hint("mend it first: every handout prints what it says")
        );
    };
    let mut fingerprint = Fingerprint::new("site file");
    fingerprint.add(&snapshot.digest);
    for (path, digest) in tracked.into_inputs() {
        fingerprint.add_file(&path, digest);
    }
    Ok((found, fingerprint.digest()))
}
