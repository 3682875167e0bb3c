//! The site as each language sees it, and what it was read from.

use std::collections::HashMap;
use std::path::Path;

use crate::content::files::{Asking, Disk};
use crate::content::root::Content;
use crate::diagnostics::{Diagnostic, Notes, SOURCE_LIMIT, Source};
use crate::fs::error::Error;
use crate::fs::file_state::{self, Digest};
use crate::fs::fingerprint::Fingerprint;
use crate::fs::path::display_path;
use crate::site::{Edition, Site};

/// A site, and the digest of everything it was read from.
pub struct Sheet {
    /// What it says.
    pub site: Site,
    /// Of its files' contents, wherever they lie.
    pub digest: Digest,
}

/// The site file and its overlays for single languages.
pub struct Sites {
    /// The ordinary one.
    pub base: Sheet,
    overlays: HashMap<String, Sheet>,
    /// Of all of them together.
    pub digest: Digest,
    /// How many warnings they gave.
    pub warnings: usize,
}

impl Sites {
    /// Reads the site file, if there is one, and its overlays.
    pub fn read(
        content: &Content,
        named: Option<&Path>,
        disk: &Disk,
        report: &mut dyn FnMut(Diagnostic),
    ) -> Result<Sites, Error> {
        let mut warnings = 0;
        let mut report = |note: Diagnostic| {
            warnings += 1;
            report(note);
        };
        let base = match named.map(Path::to_path_buf).or_else(|| content.site_file()) {
            Some(file) => sheet(&file, None, disk, &mut report)?,
            None => Sheet { site: Site::default(), digest: Digest::default() },
        };
        let mut overlays = HashMap::new();
        let mut print = Fingerprint::new("sites");
        print.bytes(&base.digest);
        for (language, file) in content.site_overlays() {
            let sheet = sheet(&file, Some((&base, &language)), disk, &mut report)?;
            print.bytes(language.as_bytes()).bytes(&sheet.digest);
            overlays.insert(language.to_ascii_lowercase(), sheet);
        }
        Ok(Sites { base, overlays, digest: print.digest(), warnings })
    }

    /// The site for handouts in a language: of `es-US`, else of `es`, else the ordinary one.
    pub fn of(&self, language: &str) -> &Sheet {
        if self.overlays.is_empty() {
            return &self.base;
        }
        let mut tag = language.to_ascii_lowercase();
        loop {
            if let Some(sheet) = self.overlays.get(&tag) {
                return sheet;
            }
            match tag.rfind('-') {
                Some(cut) => tag.truncate(cut),
                None => return &self.base,
            }
        }
    }

    /// Every edition that some handout has, or the one that is asked for.
    pub fn editions(&self, asked: Option<Edition>) -> Vec<Edition> {
        let sheets = std::iter::once(&self.base).chain(self.overlays.values());
        let mut editions: Vec<Edition> =
            sheets.flat_map(|sheet| sheet.site.editions.iter().copied()).chain(asked).collect();
        editions.sort_by_key(|edition| *edition as u8);
        editions.dedup();
        editions
    }
}

/// Reads a site file, or what it says anew for one language.
fn sheet(
    file: &Path,
    base: Option<(&Sheet, &str)>,
    disk: &Disk,
    report: &mut dyn FnMut(Diagnostic),
) -> Result<Sheet, Error> {
    let name = display_path(file);
    let (bytes, seen) = file_state::read(file, SOURCE_LIMIT as u64)
        .map_err(|reason| Error::new(format!("the site file `{name}` cannot be read: {reason}")))?;
    let mut notes = Notes::default();
    let asking = Asking::new(disk);
    let site = match Source::new(&name, bytes) {
        Ok(source) => match base {
            Some((base, language)) => Site::overlay(&source, &base.site, language, &asking, &mut notes),
            None => Site::read(&source, None, &asking, &mut notes),
        },
        Err(diagnostic) => {
            notes.push(*diagnostic);
            None
        }
    };
    notes.sorted().into_iter().for_each(&mut *report);
    let site = site.ok_or_else(|| {
        Error::new(format!("the site file `{name}` has errors"))
            .hint("mend it first: every handout prints what it says")
    })?;
    let mut print = Fingerprint::new("site");
    print.bytes(&base.map(|(base, _)| base.digest).unwrap_or_default()).bytes(&seen.digest);
    asking.asked().iter().for_each(|path| print.input(path, disk.digest(path)));
    Ok(Sheet { site, digest: print.digest() })
}
