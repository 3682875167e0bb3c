//! `manifest.json`: what stands in the output folder, for other programs. One entry a line, so that versions compare well.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::content::{is_packet, shown};
use super::disk::plain;
use super::error::Error;
use super::fingerprint::{hex, unhex};
use super::record::{Beside, CodeLists, EditionName, Made, Output, Record, StatusName};
use super::stamp::Stamp;

/// Its name in the output folder.
pub const NAME: &str = "manifest.json";

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
    pub source: Cow<'a, str>,
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
    pub current: bool,
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

/// Writes the manifest of these articles.
pub fn write(records: &BTreeMap<String, Record>, mut to: impl Write) -> io::Result<()> {
    let mut handouts: Vec<(&str, &Record, &Made, &Output)> = Vec::with_capacity(records.len());
    for (source, record) in records {
        if let Some(made) = &record.made {
            handouts.extend(made.outputs.iter().map(|output| (source.as_str(), record, made, output)));
        }
    }
    handouts.sort_by(|a, b| a.3.pdf.cmp(&b.3.pdf));
    let (packets, handouts): (Vec<_>, Vec<_>) = handouts.into_iter().partition(|(source, ..)| is_packet(source));
    let failed = records.iter().filter(|(_, record)| !record.is_sound && record.errors() > 0);
    let withdrawn = records.iter().filter_map(|(source, record)| {
        let made = record.made.as_ref().filter(|made| made.status == StatusName::Withdrawn && record.is_sound)?;
        Some(withdrawn(source, record, made))
    });
    to.write_all(b"{\"handouts\": [")?;
    write_lines(&mut to, handouts.iter().map(|(source, record, made, output)| entry(source, record, made, output)))?;
    to.write_all(b"],\n\"failed\": [")?;
    let failed = failed.map(|(source, record)| Failed {
        id: &record.id,
        language: record.suffix.as_deref(),
        source,
        errors: record.errors(),
    });
    write_lines(&mut to, failed)?;
    to.write_all(b"],\n\"withdrawn\": [")?;
    write_lines(&mut to, withdrawn)?;
    to.write_all(b"],\n\"packets\": [")?;
    write_lines(&mut to, packets.iter().map(|(source, record, made, output)| entry(source, record, made, output)))?;
    to.write_all(b"]}\n")
}

fn write_lines<T: Serialize>(to: &mut impl Write, entries: impl Iterator<Item = T>) -> io::Result<()> {
    let mut any = false;
    for entry in entries {
        to.write_all(if any { b",\n" } else { b"\n" })?;
        serde_json::to_writer(&mut *to, &entry)?;
        any = true;
    }
    if any { to.write_all(b"\n") } else { Ok(()) }
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
        updated: made.updated,
        review_due: made.review_due,
        source: source.into(),
        pdf: output.pdf.as_str().into(),
        pages: output.pages,
        bytes: output.stamp.size,
        sha256: hex(&output.sha256),
        fingerprint: hex(&output.fingerprint),
        code: output.code.as_str().into(),
        sidecars: output.sidecars.iter().map(|beside| beside.file.as_str().into()).collect(),
        current: output.current,
    }
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
    pub withdrawn: Vec<Gone>,
}

impl Manifest {
    /// Every PDF: handouts, then packets.
    pub fn entries(self) -> impl Iterator<Item = Entry<'static>> {
        self.handouts.into_iter().chain(self.packets)
    }
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
    let failed = |why: String| Error::new(format!("`{}` cannot be read: {why}", shown(&path)));
    let text = std::fs::read_to_string(&path).map_err(|error| {
        failed(plain(&error)).hint("`handout build` writes it; name its folder with -o if it is not `output`")
    })?;
    serde_json::from_str(&text).map_err(|_| failed("it is not a manifest".to_owned()).hint("run `handout build` again"))
}

/// The articles a manifest tells of, for want of anything better; all of them are made anew.
pub fn read(text: &str) -> Option<BTreeMap<String, Record>> {
    let known: Manifest = serde_json::from_str(text).ok()?;
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    for entry in known.entries() {
        let output = Output {
            edition: entry.edition,
            pdf: entry.pdf.into_owned(),
            pages: entry.pages,
            stamp: Stamp { size: entry.bytes, ..Stamp::default() },
            sha256: unhex(&entry.sha256)?,
            fingerprint: unhex(&entry.fingerprint)?,
            code: entry.code.into_owned(),
            sidecars: entry.sidecars.into_iter().map(|file| Beside::unseen(file.into_owned())).collect(),
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
            codes: entry.codes.into_owned(),
            created: entry.created,
            updated: entry.updated,
            review_due: entry.review_due,
            outputs: Vec::new(),
        });
        made.outputs.push(output);
    }
    Some(records)
}
