//! `manifest.json`: what stands in the output folder, for other programs. One entry a line, so that versions compare well.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::content::names::is_packet;
use crate::fs::error::{Error, ErrorKind};
use crate::fs::file_state::FileState;
use crate::fs::fingerprint::{from_hex, to_hex};
use crate::fs::ordinary;
use crate::fs::path::display_path;
use crate::output::found::Found;
use crate::output::index;
use crate::output::names::is_in;
use crate::output::record::{CodeLists, EditionName, Made, Output, Record, SidecarFile, StatusName};
use crate::output::records::Records;
use crate::site::{Edition, Format};

/// Its name in the output folder.
pub const NAME: &str = "manifest.json";
/// Longer files than this many bytes are no manifest: one of a hundred thousand handouts has sixty million.
const LIMIT: u64 = 1 << 30;

/// One PDF.
#[derive(Clone, Serialize, Deserialize)]
pub struct Entry<'a> {
    pub id: Cow<'a, str>,
    pub language: Cow<'a, str>,
    pub edition: EditionName,
    pub status: StatusName,
    pub title: Cow<'a, str>,
    pub kind: Option<Cow<'a, str>>,
    pub keywords: Cow<'a, [String]>,
    pub codes: Cow<'a, CodeLists>,
    pub created: Date,
    pub updated: Date,
    pub review_due: Option<Date>,
    /// The day the original changed, where this is a translation older than that.
    #[serde(default)]
    pub outdated: Option<Date>,
    pub source: Cow<'a, str>,
    /// The file of the original, of a PDF that holds both languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Cow<'a, str>>,
    pub pdf: Cow<'a, str>,
    pub pages: u32,
    pub bytes: u64,
    pub sha256: String,
    pub fingerprint: String,
    /// The short code on its pages.
    #[serde(default)]
    pub code: Cow<'a, str>,
    /// Files beside it, for record systems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sidecars: Vec<Cow<'a, str>>,
    /// The web page beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<Cow<'a, str>>,
    /// The plain text beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// The headings of the article, for searching.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub headings: Cow<'a, [String]>,
    /// The key points of the article, for searching.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub summary: Cow<'a, [String]>,
    pub current: bool,
    /// Whether its file is gone, and the PDF was left because too many would go at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// Whether it was asked for in a build and is in an edition that the site does not list, so that a build of the whole
    /// root leaves it. Manifests of earlier versions do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_demand: Option<bool>,
    /// The clinic of several whose it is. A manifest says it once for all; it stands here in what is told of one PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Cow<'a, str>>,
}

fn is_empty(list: &[String]) -> bool {
    list.is_empty()
}

/// The list of all web pages.
#[derive(Clone, Serialize, Deserialize)]
pub struct Index<'a> {
    pub html: Cow<'a, str>,
    pub sha256: String,
}

/// An article with errors.
#[derive(Serialize)]
struct Failed<'a> {
    id: &'a str,
    language: Option<&'a str>,
    source: &'a str,
    errors: usize,
}

/// An article that was taken back.
#[derive(Serialize)]
struct Withdrawn<'a> {
    id: &'a str,
    language: &'a str,
    title: &'a str,
    kind: Option<&'a str>,
    keywords: &'a [String],
    codes: &'a CodeLists,
    created: Date,
    updated: Date,
    source: &'a str,
}

/// Writes the manifest of these articles, of the list of their web pages, and of the clinic of several whose they are.
pub fn write(records: &Records, index: Option<&SidecarFile>, site: Option<&str>, mut to: impl Write) -> io::Result<()> {
    let Sorted { handouts, packets, failed, gone } = Sorted::of(records);
    let mut list = List::begin(&mut to, "{\"handouts\": [")?;
    handouts.iter().try_for_each(|place| list.output(records, place))?;
    let mut list = list.end_and_begin("],\n\"failed\": [")?;
    for (source, record) in failed.iter().filter_map(|source| Some((*source, records.get(source)?))) {
        let (language, errors) = (record.suffix.as_deref(), record.errors());
        list.line(&Failed { id: &record.id, language, source, errors })?;
    }
    let mut list = list.end_and_begin("],\n\"withdrawn\": [")?;
    for (source, record) in gone.iter().filter_map(|source| Some((*source, records.get(source)?))) {
        record.made.as_ref().map_or(Ok(()), |made| list.line(&withdrawn(source, &record, made)))?;
    }
    let mut list = list.end_and_begin("],\n\"packets\": [")?;
    packets.iter().try_for_each(|place| list.output(records, place))?;
    let to = list.end()?;
    to.write_all(b"]")?;
    if let Some(SidecarFile { file, sha256, .. }) = index {
        to.write_all(b",\n\"index\": ")?;
        serde_json::to_writer(&mut *to, &Index { html: file.into(), sha256: to_hex(sha256) })?;
    }
    if let Some(site) = site {
        to.write_all(b",\n\"site\": ")?;
        serde_json::to_writer(&mut *to, site)?;
    }
    to.write_all(b"}\n")
}

/// A PDF's name, its article, and which of the article's PDFs it is.
type Place<'r> = (String, &'r str, usize);

/// What each list of a manifest is of, found in one look at all records: unpacking them is most of the work.
#[derive(Default)]
struct Sorted<'r> {
    /// By the name of the PDF.
    handouts: Vec<Place<'r>>,
    /// By the name of the PDF.
    packets: Vec<Place<'r>>,
    /// Articles with errors.
    failed: Vec<&'r str>,
    /// Articles that were taken back.
    gone: Vec<&'r str>,
}

impl<'r> Sorted<'r> {
    fn of(records: &'r Records) -> Sorted<'r> {
        let mut sorted = Sorted::default();
        for (source, record) in records.iter() {
            if record.has_failed() {
                sorted.failed.push(source);
            }
            let is_told = record.is_sound || record.fallen_with_original().is_some();
            let Some(made) = record.made else { continue };
            if is_told && made.status == StatusName::Withdrawn {
                sorted.gone.push(source);
            }
            let list = if is_packet(source) { &mut sorted.packets } else { &mut sorted.handouts };
            list.extend(made.outputs.into_iter().enumerate().map(|(index, output)| (output.pdf, source, index)));
        }
        sorted.handouts.sort_unstable();
        sorted.packets.sort_unstable();
        sorted
    }
}

/// A list being written, one entry a line.
struct List<'w, W> {
    to: &'w mut W,
    is_empty: bool,
}

impl<'w, W: Write> List<'w, W> {
    fn begin(to: &'w mut W, head: &str) -> io::Result<List<'w, W>> {
        to.write_all(head.as_bytes())?;
        Ok(List { to, is_empty: true })
    }

    fn line(&mut self, entry: &impl Serialize) -> io::Result<()> {
        self.to.write_all(if self.is_empty { b"\n" } else { b",\n" })?;
        self.is_empty = false;
        Ok(serde_json::to_writer(&mut *self.to, entry)?)
    }

    fn output(&mut self, records: &Records, (_, source, index): &Place<'_>) -> io::Result<()> {
        let Some(record) = records.get(source) else { return Ok(()) };
        match record.made.as_ref().and_then(|made| Some((made, made.outputs.get(*index)?))) {
            Some((made, output)) => self.line(&entry(source, &record, made, output)),
            None => Ok(()),
        }
    }

    fn end(self) -> io::Result<&'w mut W> {
        if !self.is_empty {
            self.to.write_all(b"\n")?;
        }
        Ok(self.to)
    }

    fn end_and_begin(self, head: &str) -> io::Result<List<'w, W>> {
        List::begin(self.end()?, head)
    }
}

fn entry<'a>(source: &'a str, record: &'a Record, made: &'a Made, output: &'a Output) -> Entry<'a> {
    Entry {
        id: record.id.as_str().into(),
        language: made.language.as_str().into(),
        edition: output.edition,
        status: made.status,
        title: made.title.as_str().into(),
        kind: made.kind.as_deref().map(Into::into),
        keywords: made.keywords.as_slice().into(),
        codes: Cow::Borrowed(&made.codes),
        created: made.created,
        updated: output.updated,
        review_due: made.review_due,
        outdated: made.outdated,
        source: source.into(),
        original: original_of(made, output).map(Into::into),
        pdf: output.pdf.as_str().into(),
        pages: output.pages,
        bytes: output.state.size,
        sha256: to_hex(&output.sha256),
        fingerprint: to_hex(&output.fingerprint),
        code: output.code.as_str().into(),
        sidecars: sidecars_of(output),
        html: output.page().map(Into::into),
        text: written_in(output, Format::Text),
        headings: made.headings.as_slice().into(),
        summary: made.summary.as_slice().into(),
        current: output.current && made.outdated.is_none(),
        gone: record.is_gone,
        on_demand: Some(output.on_demand),
        site: None,
    }
}

/// The files beside a PDF that are for record systems.
fn sidecars_of(output: &Output) -> Vec<Cow<'_, str>> {
    let names = output.sidecars.iter().map(|beside| beside.file.as_str());
    names.filter(|name| !Format::ALL.iter().any(|format| is_in(name, *format))).map(Into::into).collect()
}

/// The same words in another format.
fn written_in(output: &Output, format: Format) -> Option<Cow<'_, str>> {
    output.sidecars.iter().map(|beside| beside.file.as_str()).find(|name| is_in(name, format)).map(Into::into)
}

/// The file of the original that stands beside its translation in a PDF.
fn original_of<'a>(made: &'a Made, output: &Output) -> Option<&'a str> {
    let is_bilingual = Edition::from(output.edition).is_bilingual();
    made.original.as_ref().filter(|_| is_bilingual).map(|original| original.source.as_str())
}

fn withdrawn<'a>(source: &'a str, record: &'a Record, made: &'a Made) -> Withdrawn<'a> {
    Withdrawn {
        id: &record.id,
        language: &made.language,
        title: &made.title,
        kind: made.kind.as_deref(),
        keywords: &made.keywords,
        codes: &made.codes,
        created: made.created,
        updated: made.updated,
        source,
    }
}

/// What a manifest on disk tells.
#[derive(Deserialize)]
pub struct Manifest {
    pub handouts: Vec<Entry<'static>>,
    #[serde(default)]
    pub packets: Vec<Entry<'static>>,
    #[serde(default)]
    pub failed: Vec<Unsound>,
    #[serde(default)]
    pub withdrawn: Vec<Gone>,
    #[serde(default)]
    pub index: Option<Index<'static>>,
    /// The clinic of several whose handouts these are.
    #[serde(default)]
    pub site: Option<String>,
}

impl Manifest {
    /// Every PDF: handouts, then packets.
    pub fn entries(self) -> impl Iterator<Item = Entry<'static>> {
        self.handouts.into_iter().chain(self.packets)
    }
}

/// An article with errors.
#[derive(Deserialize)]
pub struct Unsound {
    pub source: String,
}

/// An article that was taken back.
#[derive(Deserialize)]
pub struct Gone {
    pub id: String,
    pub language: String,
}

/// The manifest of an output folder.
///
/// # Errors
/// When there is none, or it is no manifest.
pub fn open(output: &Path) -> Result<Manifest, Error> {
    let path = output.join(NAME);
    let bytes = ordinary::read(&path, LIMIT).map_err(|error| {
        Error::unreadable(&path, error).hint("`handout build` writes it; name its folder with -o if it is not `output`")
    })?;
    serde_json::from_slice(&bytes).map_err(|_| {
        let message = format!("`{}` cannot be read: it is not a manifest", display_path(&path));
        Error::new(ErrorKind::Unreadable, message).hint("run `handout build` again")
    })
}

/// Checks that what has the manifest's name in an output folder may be replaced: a web application, a browser extension and
/// a library of pictures have a `manifest.json` of their own. `was_ours` says that handout has written to the folder before;
/// then a damaged one is a manifest that was torn.
///
/// # Errors
/// When it is somebody else's.
pub fn check_ours(output: &Path, was_ours: bool) -> Result<(), Error> {
    let path = output.join(NAME);
    let is_ours = match Found::at(&path) {
        Found::Nothing => true,
        Found::Other => false,
        Found::Unknown(error) => return Err(Error::unreadable(&path, error)),
        Found::File(_) => {
            let bytes = ordinary::read(&path, LIMIT).map_err(|error| Error::unreadable(&path, error))?;
            match serde_json::from_slice::<serde_json::Value>(&bytes) {
                Ok(serde_json::Value::Object(object)) if object.is_empty() => was_ours,
                Ok(value) => value["handouts"].is_array(),
                Err(_) => was_ours,
            }
        }
    };
    if is_ours {
        return Ok(());
    }
    let message = format!("`{}` is there already, and handout did not make it", display_path(&path));
    Err(Error::new(ErrorKind::Conflict, message).hint("move it away, or name another folder with -o"))
}

/// What a manifest tells where the state is lost.
#[derive(Default)]
pub struct Known {
    /// Records, whose articles are all made anew.
    pub records: BTreeMap<String, Record>,
    /// The list of web pages.
    pub index: Option<SidecarFile>,
    /// The clinic of several.
    pub site: Option<String>,
}

/// What can be made out from a manifest, where the state is lost; `None` where it cannot be read.
pub fn records(output: &Path) -> Option<Known> {
    let mut known = open(output).ok()?;
    let site = known.site.take();
    let index = known.index.take().filter(|index| index.html == index::NAME);
    let index = index.and_then(|index| {
        Some(SidecarFile { sha256: from_hex(&index.sha256)?, ..SidecarFile::named(index.html.into_owned()) })
    });
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    for entry in known.entries() {
        let beside = entry.html.into_iter().chain(entry.text).chain(entry.sidecars);
        let output = Output {
            edition: entry.edition,
            pdf: entry.pdf.into_owned(),
            pages: entry.pages,
            state: FileState { size: entry.bytes, ..FileState::default() },
            sha256: from_hex(&entry.sha256)?,
            fingerprint: from_hex(&entry.fingerprint)?,
            code: entry.code.into_owned(),
            // Where it is not told, the PDF is left alone, so that nothing is removed by mistake.
            on_demand: entry.on_demand.unwrap_or(true),
            updated: entry.updated,
            sidecars: beside.map(|file| SidecarFile::named(file.into_owned())).collect(),
            current: false,
        };
        let record = records.entry(entry.source.into_owned()).or_default();
        record.id = entry.id.into_owned();
        let made = record.made.get_or_insert_with(|| Made {
            language: entry.language.into_owned(),
            status: entry.status,
            title: entry.title.into_owned(),
            kind: entry.kind.map(Cow::into_owned),
            keywords: entry.keywords.into_owned(),
            headings: entry.headings.into_owned(),
            summary: entry.summary.into_owned(),
            codes: entry.codes.into_owned(),
            created: entry.created,
            updated: entry.updated,
            review_due: entry.review_due,
            next_review: entry.review_due,
            outdated: entry.outdated,
            original: None,
            links: Vec::new(),
            outputs: Vec::new(),
        });
        made.outputs.push(output);
    }
    Some(Known { records, index, site })
}
