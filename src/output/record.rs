//! What is remembered of an article from one run to the next.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{Article, Codes, Section, Status};
use crate::diagnostics::Code;
use crate::fs::file_state::{Digest, FileState, HalfDigest, Snapshot};
use crate::output::names::is_in;
use crate::output::packed_forms::{date, optional_date, optional_digest};
use crate::site::{Edition, Format};

/// One article file: how it was read last, and what was made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Path below the root without language and ending.
    pub id: String,
    /// The language in the file's name.
    pub suffix: Option<String>,
    /// The language whose site it was read with.
    pub site_language: String,
    /// The file as it was read.
    pub snapshot: Snapshot,
    /// The digest of the site it was read with.
    pub site: HalfDigest,
    /// The digest of the findings of it that were accepted; zeros for none.
    #[serde(with = "optional_digest")]
    pub accepted: Digest,
    /// Pictures and snippets it asked for, with the digests of their contents; none for what was not there.
    pub inputs: Vec<(String, Option<Digest>)>,
    /// What its dates are held against: the text that was first built with them. `None` for one that was never built, approved.
    pub dated: Option<Dated>,
    /// What was noted.
    pub notes: Vec<StoredDiagnostic>,
    /// The first day on which the same would be noted; `None` for the beginning of time.
    #[serde(with = "optional_date")]
    pub from: Option<Date>,
    /// The last such day; `None` for the end of time.
    #[serde(with = "optional_date")]
    pub until: Option<Date>,
    /// Whether everything was told that can be told of it: of a draft that was not built, layout told nothing.
    pub is_all_told: bool,
    /// Whether it has no error.
    pub is_sound: bool,
    /// Whether it has to be read again however unchanged it is: what was noted depends on more than its inputs, such as
    /// the names of other articles.
    pub has_trouble: bool,
    /// Whether its file was not there when articles were looked for last, and its PDFs were left, being too many to go
    /// unasked.
    pub is_gone: bool,
    /// Whether its original was there once, while its file was as it is now.
    pub had_original: bool,
    /// What was made of it when it was last sound.
    pub made: Option<Made>,
}

impl Record {
    /// The PDFs of it that are on disk.
    pub fn outputs(&self) -> &[Output] {
        self.made.as_ref().map_or(&[], |made| &made.outputs)
    }

    /// The same, to be corrected.
    pub fn outputs_mut(&mut self) -> impl Iterator<Item = &mut Output> {
        self.made.iter_mut().flat_map(|made| &mut made.outputs)
    }

    /// Whether this build knows the codes of all that was noted: else the article is read again, and told anew.
    pub fn notes_are_known(&self) -> bool {
        self.notes.iter().all(|note| note.code.parse::<Code>().is_ok())
    }

    /// What became of the original of this translation, where patients are not to get the translation for that reason:
    /// it has an error then, and none of its PDFs stays.
    pub fn fallen_with_original(&self) -> Option<StatusName> {
        self.notes.iter().filter(|note| note.is_error).find_map(|note| match note.code.parse() {
            Ok(Code::TranslationOfWithdrawn) => Some(StatusName::Withdrawn),
            Ok(Code::TranslationWithoutOriginal) => Some(StatusName::Draft),
            _ => None,
        })
    }

    /// Whether errors keep it from being made. One that is only to be made anew has none.
    pub fn has_failed(&self) -> bool {
        !self.is_sound && self.errors() > 0
    }

    /// How many errors were noted.
    pub fn errors(&self) -> usize {
        self.notes.iter().filter(|note| note.is_error).count()
    }
}

/// A text, and the dates that it was built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// When the article was first published.
    #[serde(with = "date")]
    pub created: Date,
    /// When it last changed.
    #[serde(with = "date")]
    pub updated: Date,
    /// A hash of what was printed of its own, pictures among it. It does not depend on the version of the tool.
    pub text: HalfDigest,
}

/// A diagnostic as it is stored: its file is named, not quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDiagnostic {
    /// An error, not a warning.
    pub is_error: bool,
    /// The text of its [`Code`].
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
    /// File below the root, and bytes of it.
    pub place: Option<(String, u32, u32)>,
}

/// What the manifest says of a handout, whatever its edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// BCP 47 tag.
    pub language: String,
    /// Approved, draft or withdrawn.
    pub status: StatusName,
    /// The handout's name, without markup.
    pub title: String,
    /// Printed before the title.
    pub kind: Option<String>,
    /// Search words.
    pub keywords: Vec<String>,
    /// Headings, from the first to the last, however deep.
    pub headings: Vec<String>,
    /// The key points.
    pub summary: Vec<String>,
    /// Topic codes.
    pub codes: CodeLists,
    /// When the article was first published.
    #[serde(with = "date")]
    pub created: Date,
    /// When it last changed.
    #[serde(with = "date")]
    pub updated: Date,
    /// When a clinician must read it again.
    #[serde(with = "optional_date")]
    pub review_due: Option<Date>,
    /// The day on which its next review is due, by `review_due` or by how long the clinic lets a review hold.
    #[serde(with = "optional_date")]
    pub next_review: Option<Date>,
    /// The day the original changed, where this is a translation older than that.
    #[serde(with = "optional_date")]
    pub outdated: Option<Date>,
    /// The article that this is a translation of.
    pub original: Option<OriginalMade>,
    /// What its web page leads to in other languages, by page; empty where it has none.
    pub links: Vec<PageLink>,
    /// Its PDFs on disk, by edition.
    pub outputs: Vec<Output>,
}

/// The web page of the same handout in another language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PageLink {
    /// Path below the output folder.
    pub page: String,
    /// BCP 47 tag.
    pub language: String,
}

/// The original of a translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalMade {
    /// Path below the root.
    pub source: String,
    /// Approved, draft or withdrawn.
    pub status: StatusName,
    /// Its language, whose site it was composed for, if both were made side by side.
    pub language: Option<String>,
}

/// One PDF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Which form of the handout.
    pub edition: EditionName,
    /// Path below the output folder.
    pub pdf: String,
    /// How many pages.
    pub pages: u32,
    /// Its state as it was left on disk.
    pub state: FileState,
    /// SHA-256 of its content.
    pub sha256: Digest,
    /// Digest of all its inputs.
    pub fingerprint: Digest,
    /// The short code on its pages.
    pub code: String,
    /// The files beside it: for record systems, and the same words in other formats.
    pub sidecars: Vec<SidecarFile>,
    /// Whether it was asked for by name, though the site does not list its edition: then no build takes it away.
    pub on_demand: bool,
    /// When the article had last changed as this PDF shows it.
    #[serde(with = "date")]
    pub updated: Date,
    /// Whether it shows the article as it is now.
    pub current: bool,
}

/// A file beside a PDF: for a record system, or the same words in another format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SidecarFile {
    /// Path below the output folder.
    pub file: String,
    /// Its state as it was left on disk.
    pub state: FileState,
    /// SHA-256 of its content.
    pub sha256: Digest,
}

/// [`Status`] in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatusName {
    /// Ready to print.
    Approved,
    /// Built only on demand.
    Draft,
    /// Taken back.
    Withdrawn,
}

/// [`Edition`] in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditionName {
    /// The ordinary one.
    Standard,
    /// Large print.
    Large,
    /// Small print in two columns.
    Compact,
    /// A translation and its original.
    Bilingual,
    /// A translation and its original in large print.
    BilingualLarge,
}

impl SidecarFile {
    /// A file of which nothing but the name is known.
    pub fn named(file: String) -> SidecarFile {
        SidecarFile { file, state: FileState::default(), sha256: Digest::default() }
    }

    /// Whether more than its name is known.
    pub fn has_known_content(&self) -> bool {
        self.sha256 != Digest::default()
    }
}

impl Output {
    /// The web page beside it.
    pub fn page(&self) -> Option<&str> {
        let files = self.sidecars.iter().map(|beside| beside.file.as_str());
        files.into_iter().find(|name| is_in(name, Format::Html))
    }

    /// The names of the PDF and of what stands beside it.
    pub fn files(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.pdf).chain(self.sidecars.iter().map(|sidecar| &sidecar.file))
    }
}

impl EditionName {
    /// The name that files have for it.
    pub fn name(self) -> &'static str {
        Edition::from(self).name()
    }

    /// What people call it; `None` for the ordinary one, of which nothing is said.
    pub fn remark(self) -> Option<&'static str> {
        match self {
            EditionName::Standard => None,
            EditionName::Large => Some("large print"),
            EditionName::Compact => Some("compact"),
            EditionName::Bilingual => Some("in two languages"),
            EditionName::BilingualLarge => Some("in two languages, large print"),
        }
    }
}

/// [`Codes`] in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeLists {
    /// SNOMED CT.
    pub snomed: Vec<String>,
    /// ICD-10-CM.
    pub icd10cm: Vec<String>,
    /// RxNorm.
    pub rxnorm: Vec<String>,
    /// LOINC.
    pub loinc: Vec<String>,
}

impl Made {
    /// What an article says of itself; no PDF is made yet.
    pub fn of(article: &Article) -> Made {
        Made {
            language: article.language.tag().to_owned(),
            status: article.status.into(),
            title: article.title.plain(),
            kind: article.kind.as_ref().map(|kind| kind.plain()),
            keywords: article.keywords.iter().map(|keyword| keyword.plain()).collect(),
            headings: headings(&article.sections),
            summary: article.summary.iter().map(|point| point.plain()).collect(),
            codes: article.codes.clone().into(),
            created: article.created,
            updated: article.updated,
            review_due: article.review_due,
            next_review: article.review_due,
            outdated: article.outdated,
            original: None,
            links: Vec::new(),
            outputs: Vec::new(),
        }
    }
}

impl Made {
    /// The language of the original, if both were made side by side.
    pub fn original_language(&self) -> Option<&str> {
        self.original.as_ref()?.language.as_deref()
    }
}

/// The headings of these sections and of those in them.
fn headings(sections: &[Section]) -> Vec<String> {
    let mut all = Vec::new();
    for section in sections {
        all.push(section.heading.plain());
        all.extend(headings(&section.sections));
    }
    all
}

impl From<Status> for StatusName {
    fn from(status: Status) -> StatusName {
        match status {
            Status::Approved => StatusName::Approved,
            Status::Draft => StatusName::Draft,
            Status::Withdrawn => StatusName::Withdrawn,
        }
    }
}

impl From<Edition> for EditionName {
    fn from(edition: Edition) -> EditionName {
        match edition {
            Edition::Standard => EditionName::Standard,
            Edition::Large => EditionName::Large,
            Edition::Compact => EditionName::Compact,
            Edition::Bilingual => EditionName::Bilingual,
            Edition::BilingualLarge => EditionName::BilingualLarge,
        }
    }
}

impl From<EditionName> for Edition {
    fn from(name: EditionName) -> Edition {
        match name {
            EditionName::Standard => Edition::Standard,
            EditionName::Large => Edition::Large,
            EditionName::Compact => Edition::Compact,
            EditionName::Bilingual => Edition::Bilingual,
            EditionName::BilingualLarge => Edition::BilingualLarge,
        }
    }
}

impl From<CodeLists> for Codes {
    fn from(CodeLists { snomed, icd10cm, rxnorm, loinc }: CodeLists) -> Codes {
        Codes { snomed, icd10cm, rxnorm, loinc }
    }
}

impl From<Codes> for CodeLists {
    fn from(Codes { snomed, icd10cm, rxnorm, loinc }: Codes) -> CodeLists {
        CodeLists { snomed, icd10cm, rxnorm, loinc }
    }
}
