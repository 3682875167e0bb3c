//! The clinic's settings as each language sees them, and what they were read from.

use std::collections::HashMap;
use std::path::Path;

use crate::content::files::{ContentFiles, TrackedFiles};
use crate::content::root::ContentRoot;
use crate::diagnostics::{Diagnostic, Notes, SOURCE_LIMIT, Source};
use crate::fs::error::{Error, ErrorKind, io_reason};
use crate::fs::file_state::{self, Digest};
use crate::fs::fingerprint::Fingerprint;
use crate::fs::path::display_path;
use crate::language::{Language, widening};
use crate::site::{Edition, Site};

/// The settings for one language.
pub struct LocalizedSite {
    /// What they say.
    pub site: Site,
    /// The digest of the contents of all files they were read from, wherever those lie.
    pub digest: Digest,
}

/// The site file and its overlays for single languages.
pub struct Sites {
    /// The settings for every language without an overlay.
    pub base: LocalizedSite,
    /// By language tag in small letters.
    overlays: HashMap<String, LocalizedSite>,
    /// The digest of all of them together.
    pub digest: Digest,
    /// How many warnings were reported while they were read.
    pub warnings: usize,
}

impl Sites {
    /// Reads the overlays, and the site file that is named or else the root's own, if there is one.
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
        let base = match named.map(Path::to_path_buf).or_else(|| root.site_file()) {
            Some(file) => read_site(&file, None, files, &mut report)?,
            None => LocalizedSite { site: Site::default(), digest: Digest::default() },
        };
        let mut overlays = HashMap::new();
        let mut fingerprint = Fingerprint::new("sites");
        fingerprint.add(&base.digest);
        for (language, file) in root.site_overlays() {
            let site = read_site(&file, Some((&base, &language)), files, &mut report)?;
            fingerprint.add(language.tag().as_bytes()).add(&site.digest);
            overlays.insert(language.tag().to_ascii_lowercase(), site);
        }
        Ok(Sites { base, overlays, digest: fingerprint.digest(), warnings })
    }

    /// The settings for handouts in a language: those of `es-US`, else of `es`, else the base.
    pub fn of(&self, language: &str) -> &LocalizedSite {
        if self.overlays.is_empty() {
            return &self.base;
        }
        let tag = language.to_ascii_lowercase();
        widening(&tag).find_map(|tag| self.overlays.get(tag)).unwrap_or(&self.base)
    }

    /// Every edition that some handout has, and the one that is asked for.
    pub fn editions(&self, asked: Option<Edition>) -> Vec<Edition> {
        let sites = std::iter::once(&self.base).chain(self.overlays.values());
        let mut editions: Vec<Edition> =
            sites.flat_map(|site| site.site.editions.iter().copied()).chain(asked).collect();
        editions.sort_by_key(|edition| *edition as u8);
        editions.dedup();
        editions
    }
}

/// Reads a site file or, with the base and a language, an overlay of it.
fn read_site(
    file: &Path,
    base: Option<(&LocalizedSite, &Language)>,
    files: &ContentFiles,
    report: &mut dyn FnMut(Diagnostic),
) -> Result<LocalizedSite, Error> {
    let name = display_path(file);
    let (bytes, snapshot) = file_state::read(file, SOURCE_LIMIT as u64).map_err(|error| {
        let message = format!("the site file `{name}` cannot be read: {}", io_reason(&error));
        Error::new(ErrorKind::Unreadable, message).caused_by(error)
    })?;
    let mut notes = Notes::default();
    let tracked = TrackedFiles::new(files);
    let site = match Source::new(&name, bytes) {
        Ok(source) => match base {
            Some((base, language)) => Site::overlay(&source, &base.site, language, &tracked, &mut notes),
            None => Site::read(&source, None, &tracked, &mut notes),
        },
        Err(diagnostic) => {
            notes.push(*diagnostic);
            None
        }
    };
    notes.sorted().into_iter().for_each(&mut *report);
    let Some(site) = site else {
        let message = format!("the site file `{name}` has errors");
        return Err(
            Error::new(ErrorKind::UnsoundSite, message).hint("mend it first: every handout prints what it says")
        );
    };
    let mut fingerprint = Fingerprint::new("site");
    // The base stands on nothing: its digest is all zeros.
    fingerprint.add(&base.map(|(base, _)| base.digest).unwrap_or_default()).add(&snapshot.digest);
    for (path, digest) in tracked.into_inputs() {
        fingerprint.add_file(&path, digest);
    }
    Ok(LocalizedSite { site, digest: fingerprint.digest() })
}
