//! Where what was made goes: PDFs into their places, and beside them what record systems need.

use sha2::{Digest as _, Sha256};

use crate::build::worker::{Done, Print, Worker};
use crate::content::root::ArticleFile;
use crate::diagnostics::{Code, Diagnostic, Source};
use crate::fs::error::Error;
use crate::fs::file_state::{Digest, Stamp};
use crate::fs::fingerprint::Fingerprint;
use crate::fs::path::display_path;
use crate::output::folder::Placed;
use crate::output::record::{Beside, Made, Output, Record, StatusName};
use crate::output::store::Store;
use crate::output::stored_diagnostics;
use crate::sidecar::{Filing, Sidecar};
use crate::site::Edition;

impl Worker<'_> {
    /// Puts the PDFs of a sound article in their places. Other editions that are on disk stay, current or not.
    pub fn place(
        &self,
        file: &ArticleFile,
        done: &mut Done,
        prints: Vec<Print>,
        before: Option<&Record>,
    ) -> Result<(), Error> {
        let Some(store) = self.plant.store else {
            done.written = prints.iter().map(|print| file.pdf(print.edition)).collect();
            return Ok(());
        };
        let mut outputs = Vec::new();
        for print in prints {
            let pdf = file.pdf(print.edition);
            let known = before.into_iter().flat_map(Record::outputs).find(|output| output.pdf == pdf);
            let Some((stamp, is_new)) = self.put(store, file, done, (&pdf, &print.bytes), known.is_some())? else {
                continue;
            };
            match is_new {
                true => done.written.push(pdf.clone()),
                false => done.same += 1,
            }
            let sidecars = self.sidecars(store, file, done, (&print, &pdf), known)?;
            outputs.push(Output {
                edition: print.edition.into(),
                sha256: Sha256::digest(&print.bytes).into(),
                fingerprint: fingerprint(file, &done.record, print.edition),
                pages: print.pages,
                code: print.code,
                on_demand: self.is_on_demand(&done.record, print.edition),
                current: true,
                stamp,
                sidecars,
                pdf,
            });
        }
        for old in before.into_iter().flat_map(Record::outputs) {
            if !outputs.iter().any(|output| output.pdf == old.pdf) {
                let current = old.fingerprint == fingerprint_of(file, &done.record, old);
                outputs.push(Output { current, ..old.clone() });
            }
        }
        outputs.sort_by_key(|output| output.edition);
        done.record.made.iter_mut().for_each(|made| made.outputs = std::mem::take(&mut outputs));
        Ok(())
    }

    /// Whether an edition is made because it was asked for, and not because the site lists it.
    fn is_on_demand(&self, record: &Record, edition: Edition) -> bool {
        let listed = &self.plant.sites.of(&record.site_language).site.editions;
        self.plant.request.edition == Some(edition) && !listed.contains(&edition)
    }

    /// Puts one file in its place; says whether it is new there. `None` when the place is taken by what is not ours.
    fn put(
        &self,
        store: &Store,
        file: &ArticleFile,
        done: &mut Done,
        (name, bytes): (&str, &[u8]),
        is_known: bool,
    ) -> Result<Option<(Stamp, bool)>, Error> {
        let is_ours = is_known || store.is_ours(name);
        Ok(match store.folder.put(name, bytes, is_ours, self.plant.request.force)? {
            Placed::Written(stamp) => Some((stamp, true)),
            Placed::Same(stamp) => Some((stamp, false)),
            Placed::Foreign => {
                let place = display_path(&store.folder.path(name));
                let taken = Error::new(format!("`{place}` is there already, and handout did not make it"));
                let taken = taken.hint("move it away, or build into another folder with `-o`");
                self.note_blocked(file, Code::NotOurs, taken, done);
                None
            }
            Placed::Blocked(error) => {
                self.note_blocked(file, Code::Blocked, error, done);
                None
            }
        })
    }

    /// Writes what is asked for beside a PDF. What stands there from earlier is kept in step, asked for or not: an old
    /// sidecar would speak of other bytes.
    fn sidecars(
        &self,
        store: &Store,
        file: &ArticleFile,
        done: &mut Done,
        (print, pdf): (&Print, &str),
        before: Option<&Output>,
    ) -> Result<Vec<Beside>, Error> {
        let known = |name: &str| before.is_some_and(|output| output.sidecars.iter().any(|beside| beside.file == name));
        let mut besides = Vec::new();
        for kind in Sidecar::ALL {
            let name = kind.beside(pdf);
            let is_asked = self.plant.request.sidecars.contains(&kind);
            let is_kept = known(&name) && store.folder.stamp(&name).is_some();
            if !is_asked && !is_kept {
                continue;
            }
            let Some(bytes) = self.filing(done, print, pdf, |filing| kind.write(filing)) else { continue };
            if let Some((stamp, _)) = self.put(store, file, done, (&name, &bytes), known(&name))? {
                besides.push(Beside { file: name, stamp, sha256: Sha256::digest(&bytes).into() });
            }
        }
        Ok(besides)
    }

    /// What a record system is told of a PDF.
    fn filing<T>(&self, done: &Done, print: &Print, pdf: &str, tell: impl FnOnce(&Filing) -> T) -> Option<T> {
        let made = done.record.made.as_ref()?;
        let clinic = self.plant.sites.of(&done.record.site_language).site.name.as_ref().map(|name| name.plain());
        let edition = crate::output::record::EditionName::from(print.edition);
        Some(tell(&Filing {
            id: &done.record.id,
            language: &made.language,
            edition: edition.name(),
            code: &print.code,
            title: &full_title(made),
            authors: &print.authors,
            clinic: clinic.as_deref(),
            updated: made.updated,
            is_draft: made.status == StatusName::Draft,
            topics: &made.codes.clone().into(),
            file: pdf.rsplit('/').next().unwrap_or(pdf),
            bytes: &print.bytes,
        }))
    }

    /// The article is sound, but one of its files cannot be where it has to be.
    fn note_blocked(&self, file: &ArticleFile, code: Code, error: Error, done: &mut Done) {
        let mut note = Diagnostic::new(code, error.message);
        note.hint = error.hint;
        if let Ok(source) = Source::new(display_path(&file.path), Vec::new()) {
            note = note.at(source.span(0..0));
        }
        done.record.notes.push(stored_diagnostics::store(&note, self.plant.root));
        done.record.is_sound = false;
        done.record.has_trouble = true;
        done.notes.push(note);
    }
}

fn full_title(made: &Made) -> String {
    match &made.kind {
        Some(kind) => format!("{kind}: {}", made.title),
        None => made.title.clone(),
    }
}

/// The digest of everything that decides the bytes of a PDF.
fn fingerprint(file: &ArticleFile, record: &Record, edition: Edition) -> Digest {
    let mut print = Fingerprint::new(&file.pdf(edition));
    print.bytes(file.source.as_bytes()).bytes(&record.seen.digest).bytes(&record.site);
    record.inputs.iter().for_each(|(path, content)| print.input(path, *content));
    print.digest()
}

fn fingerprint_of(file: &ArticleFile, record: &Record, output: &Output) -> Digest {
    let editions = [Edition::Standard, Edition::Large];
    let edition = editions.into_iter().find(|edition| output.edition == (*edition).into());
    fingerprint(file, record, edition.unwrap_or(Edition::Standard))
}
