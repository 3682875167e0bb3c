//! Puts what was made in its place: PDFs, and beside them the files for record systems.

use sha2::{Digest as _, Sha256};

use crate::build::editions::Editions;
use crate::build::request::Extent;
use crate::build::worker::{BuiltPdf, Context};
use crate::check::Acceptance;
use crate::content::at_top;
use crate::content::names::{ArticleFile, folded_name, last_part};
use crate::diagnostics::{Code, Diagnostic};
use crate::fs::error::Error;
use crate::fs::file_state::{Digest, FileState};
use crate::fs::fingerprint::Fingerprint;
use crate::fs::path::display_path;
use crate::output::folder::{NewFile, Placed};
use crate::output::found::Found;
use crate::output::index;
use crate::output::record::{EditionName, Output, Record, SidecarFile, StatusName};
use crate::output::store::Store;
use crate::output::stored_diagnostics;
use crate::report::ReportCard;
use crate::sidecar::{Filing, Sidecar};
use crate::site::{Edition, Format};

/// What came of one article or packet.
pub struct Outcome {
    /// What is remembered of it.
    pub record: Record,
    /// What was noted, by place.
    pub notes: Vec<Diagnostic>,
    /// The PDFs that were written, or laid out where nothing is written.
    pub written: Vec<Written>,
    /// How many PDFs were on disk already, byte for byte.
    pub same: usize,
    /// What is known of it, where that is asked for.
    pub card: Option<Box<ReportCard>>,
    /// What it has of findings that can be accepted, where that is asked and it could be checked.
    pub accepted: Option<Vec<Acceptance>>,
}

/// A PDF that was written or laid out.
pub struct Written {
    /// Its name, below the output folder.
    pub name: String,
    /// How much paper it takes.
    pub extent: Extent,
}

impl Written {
    fn of(name: String, pdf: &BuiltPdf) -> Written {
        Written { name, extent: Extent { pages: pdf.pages, lines_over: pdf.lines_over } }
    }
}

/// Puts the PDFs of a sound article in their places; `before` is what is remembered of it. Other editions that are on disk
/// stay, current or not.
///
/// # Errors
/// When the output folder cannot be written to. That one name is taken is noted of the article instead.
pub fn place(
    context: &Context,
    file: &ArticleFile,
    outcome: &mut Outcome,
    pdfs: Vec<BuiltPdf>,
    before: Option<&Record>,
) -> Result<(), Error> {
    let Some(store) = context.store else {
        outcome.written = pdfs.iter().map(|pdf| Written::of(file.pdf(pdf.edition), pdf)).collect();
        return Ok(());
    };
    let known = before.map_or(&[][..], Record::outputs);
    store.expect_again(known.iter());
    let mut placing = Placing { context, store, file, outcome, foreign: Vec::new() };
    let mut outputs = Vec::new();
    for pdf in pdfs {
        let name = file.pdf(pdf.edition);
        let known = known.iter().find(|output| output.pdf == name);
        outputs.extend(placing.place_pdf(pdf, name, known)?);
    }
    for old in known {
        let is_replaced = outputs.iter().any(|output| output.pdf == old.pdf);
        // What somebody put in the place of a PDF is not ours, and the manifest does not vouch for it.
        let is_there = !placing.foreign.contains(&old.pdf) && !matches!(store.folder.look(&old.pdf), Found::Nothing);
        if !is_replaced && is_there {
            let now = fingerprint(file, &placing.outcome.record, old.edition.into());
            outputs.push(Output { current: old.fingerprint == now, ..old.clone() });
        }
    }
    store.expect_no_more(known.iter());
    outputs.sort_by_key(|output| output.edition);
    if let Some(made) = &mut outcome.record.made {
        made.outputs = outputs;
    }
    Ok(())
}

/// The files of one article on their way to their places.
struct Placing<'p> {
    context: &'p Context<'p>,
    store: &'p Store,
    file: &'p ArticleFile,
    outcome: &'p mut Outcome,
    /// Names that are taken by what is not ours.
    foreign: Vec<String>,
}

impl Placing<'_> {
    /// Places a PDF and its sidecar files. `None` when its name is taken.
    fn place_pdf(&mut self, pdf: BuiltPdf, name: String, known: Option<&Output>) -> Result<Option<Output>, Error> {
        let sha256 = pdf.file.sha256();
        let Some((state, is_new)) = self.put(&NewFile { name: &name, bytes: &pdf.file, sha256 })? else {
            return Ok(None);
        };
        let made = self.outcome.record.made.as_ref().expect("a PDF is made of what its record tells of");
        let updated = made.updated;
        match is_new {
            true => self.outcome.written.push(Written::of(name.clone(), &pdf)),
            false => self.outcome.same += 1,
        }
        let mut sidecars = self.place_formats(&pdf, known)?;
        sidecars.extend(self.place_sidecars(&pdf, &name, known)?);
        Ok(Some(Output {
            edition: pdf.edition.into(),
            sha256,
            fingerprint: fingerprint(self.file, &self.outcome.record, pdf.edition),
            pages: pdf.pages,
            code: pdf.code,
            on_demand: self.is_on_demand(pdf.edition, known),
            updated,
            current: true,
            state,
            sidecars,
            pdf: name,
        }))
    }

    /// Writes the same words in other formats beside a PDF.
    fn place_formats(&mut self, pdf: &BuiltPdf, known: Option<&Output>) -> Result<Vec<SidecarFile>, Error> {
        let mut placed = Vec::new();
        for (format, bytes) in &pdf.formats {
            let name = self.file.beside(*format, pdf.edition);
            if folded_name(&name) == index::NAME {
                self.note_blocked(taken_by_index(&name));
                continue;
            }
            placed.extend(self.place_beside(name, bytes, known)?);
        }
        Ok(placed)
    }

    /// Writes a file beside a PDF. One whose place is taken is still remembered if it was ours, so that it is tried again,
    /// and goes with its PDF.
    fn place_beside(
        &mut self,
        name: String,
        bytes: &[u8],
        known: Option<&Output>,
    ) -> Result<Option<SidecarFile>, Error> {
        let sha256 = Sha256::digest(bytes).into();
        Ok(match self.put(&NewFile { name: &name, bytes, sha256 })? {
            Some((state, _)) => Some(SidecarFile { file: name, state, sha256 }),
            None => known.and_then(|known| known.sidecars.iter().find(|sidecar| sidecar.file == name)).cloned(),
        })
    }

    /// Writes the files that are asked for beside a PDF. What stands there from earlier is kept in step, asked for or not:
    /// an old sidecar would speak of other bytes.
    fn place_sidecars(
        &mut self,
        pdf: &BuiltPdf,
        pdf_name: &str,
        known: Option<&Output>,
    ) -> Result<Vec<SidecarFile>, Error> {
        let mut sidecars = Vec::new();
        for kind in Sidecar::ALL {
            let name = kind.beside(pdf_name);
            let is_known = known.is_some_and(|known| known.sidecars.iter().any(|sidecar| sidecar.file == name));
            // A file that cannot be seen now may still be there, and is kept in step; one that is gone is not.
            let is_kept = is_known && !matches!(self.store.folder.look(&name), Found::Nothing);
            if !is_kept && !self.context.request.sidecars.contains(&kind) {
                continue;
            }
            let Some(bytes) = self.sidecar(kind, pdf, pdf_name) else { continue };
            sidecars.extend(self.place_beside(name, &bytes, known)?);
        }
        Ok(sidecars)
    }

    /// The content of a file for a record system.
    fn sidecar(&self, kind: Sidecar, pdf: &BuiltPdf, pdf_name: &str) -> Option<Vec<u8>> {
        let record = &self.outcome.record;
        let made = record.made.as_ref()?;
        let site = &self.context.sites.of(&record.site_language).site;
        let clinic = site.name.as_ref().map(|name| name.plain());
        let page_name = self.file.beside(Format::Html, pdf.edition);
        let page = pdf.formats.iter().find(|(format, _)| *format == Format::Html);
        Some(kind.write(&Filing {
            id: &record.id,
            language: &made.language,
            edition: EditionName::from(pdf.edition).name(),
            code: &pdf.code,
            title: &pdf.title,
            authors: &pdf.authors,
            clinic: clinic.as_deref(),
            updated: made.updated,
            is_draft: made.status == StatusName::Draft,
            topics: &made.codes.clone().into(),
            file: last_part(pdf_name),
            bytes: &pdf.file,
            page: page.map(|(_, bytes)| (last_part(&page_name), bytes.as_slice())),
        }))
    }

    /// Whether an edition is made because it is or was asked for, and not because the site lists it.
    fn is_on_demand(&self, edition: Edition, known: Option<&Output>) -> bool {
        let Context { request, is_whole, sites, .. } = *self.context;
        let record = &self.outcome.record;
        let Some(made) = &record.made else { return false };
        let editions = Editions { made, site: &sites.of(&record.site_language).site, request, is_whole };
        let is_asked = editions.asks_for(edition) || known.is_some_and(|known| known.on_demand);
        is_asked && !editions.lists(edition)
    }

    /// Puts one file in its place. Returns its state and whether it is new there; `None` when the place is taken by what is
    /// not ours, which is noted.
    fn put(&mut self, new: &NewFile) -> Result<Option<(FileState, bool)>, Error> {
        match self.store.put(new, self.context.request.force)? {
            Placed::Written(state) => Ok(Some((state, true))),
            Placed::Same(state) => Ok(Some((state, false))),
            Placed::Foreign => {
                self.foreign.push(new.name.to_owned());
                let place = display_path(&self.store.folder.path(new.name));
                let message = match self.store.knows(new.name) {
                    true => {
                        format!("`{place}` was signed, changed or replaced since handout made it, and is left there")
                    }
                    false => format!("`{place}` is there already, and handout did not make it"),
                };
                let hint = "move it away, or build into another folder with `-o`";
                self.note_blocked(Diagnostic::new(Code::NotOurs, message).hint(hint));
                Ok(None)
            }
            Placed::Blocked(error) => {
                let mut note = Diagnostic::new(Code::Blocked, error.message);
                note.hint = error.hint;
                self.note_blocked(note);
                Ok(None)
            }
        }
    }

    /// Notes that the article is sound, but one of its files cannot be where it has to be. The next run tries again.
    fn note_blocked(&mut self, note: Diagnostic) {
        note_unmade(self.context, self.file, self.outcome, note);
    }
}

/// That an article is called like the list of all handouts.
fn taken_by_index(name: &str) -> Diagnostic {
    let message = format!("the web page of this article would be `{name}`, which is the list of all handouts");
    Diagnostic::new(Code::SamePdf, message).hint("rename the article")
}

/// Notes that a file is sound, but one of its PDFs is not as it should be. The next run tries again.
pub fn note_unmade(context: &Context, file: &ArticleFile, outcome: &mut Outcome, note: Diagnostic) {
    let note = if note.span.is_some() { note } else { at_top(&display_path(&file.path), note) };
    let record = &mut outcome.record;
    record.notes.push(stored_diagnostics::store(&note, context.root));
    record.is_sound = false;
    record.has_trouble = true;
    outcome.notes.push(note);
}

/// The digest of everything that decides the bytes of a PDF.
fn fingerprint(file: &ArticleFile, record: &Record, edition: Edition) -> Digest {
    let mut fingerprint = Fingerprint::new(&file.pdf(edition));
    fingerprint.add(file.source.as_bytes()).add(&record.snapshot.digest).add(&record.site);
    for (path, content) in &record.inputs {
        fingerprint.add_file(path, *content);
    }
    fingerprint.digest()
}
