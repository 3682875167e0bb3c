//! The nouns of an article, as its author wrote it: nothing here knows of paper, type or PDF.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostics::Span;
use crate::language::Language;
use crate::picture::Picture;

pub use crate::prose::{Inline, Places, Text};

mod blanks;
mod block;
mod calendar;
mod cell;
mod codes;
mod date;
mod excuse;
mod forms;
pub(crate) mod grid;
mod included;
mod list;
mod load;
mod negation;
mod passages;
mod picture;
mod reference;
mod signature;
mod snippet;
mod state;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod typed;
mod value;

pub(crate) use date::date;
pub use excuse::{Covers, Excuse};
pub use forms::{
    BigNumber, Calendar, Call, Checklist, Definition, Dose, Form, Log, Parts, Schedule, WriteIn, Zone, ZoneColor,
};
pub use load::{Context, Original, REVIEW_NOTICE, Stated, load, load_with_mistakes, original, stated, updated_place};
pub(crate) use load::{blocks, language, out_of_order, translated_from};
pub use passages::{Passage, PassageKind, passages_of};
pub use signature::{Signature, signed_text};

/// The form of an article as JSON Schema (draft 2020-12), for editors.
pub const SCHEMA: &str = include_str!("schema.json");
/// A commented article to start from; `TITLE` and `TODAY` are to be filled in.
pub const TEMPLATE: &str = include_str!("template.yaml");

/// One patient-education article, complete in itself. Whether it fits a clinic, [`crate::check`] tells.
#[derive(Clone, Debug)]
pub struct Article {
    /// Path below the content root without language and ending: `side-effects/hair-loss`.
    pub id: String,
    /// What it is written in.
    pub language: Language,
    /// Where that is said: the value of `language`, else the top of the file, whose name says it; `None` in an article that
    /// no file holds.
    pub language_place: Option<Span>,
    /// The handout's name.
    pub title: Text,
    /// Printed before the title: "Side Effect".
    pub kind: Option<Text>,
    /// When the article was first published.
    pub created: Date,
    /// When it last changed; never before `created`.
    pub updated: Date,
    /// Where its dates stand.
    pub date_places: DatePlaces,
    /// A hash of what its author typed to be printed, pictures aside; zeros in an article that no file holds.
    pub typed: [u8; 32],
    /// Approved, draft or withdrawn.
    pub status: Status,
    /// Where that is said; `None` where it is not.
    pub status_place: Option<Span>,
    /// When a clinician last read it.
    pub reviewed: Option<Date>,
    /// When a clinician must read it again.
    pub review_due: Option<Date>,
    /// In a translation: the `updated` of the original it was made from.
    pub original_updated: Option<Date>,
    /// In a translation: the [`Article::state`] of the original it was made from; empty where it does not say.
    pub translated_from: Vec<String>,
    /// Headings of a translation under which its original says something else by now; empty where that is not known.
    pub outdated_parts: Vec<String>,
    /// The day the original changed, when that is after `original_updated`, or after `updated` where that is not said: the
    /// pages then say so.
    pub outdated: Option<Date>,
    /// In a translation: who translated it.
    pub translated_by: Option<Text>,
    /// In a translation: whether a program translated it; `None` where that is not said.
    pub translation: Option<Translation>,
    /// Who wrote it.
    pub authors: Vec<Text>,
    /// Who checked it.
    pub reviewers: Vec<Text>,
    /// Who answers for what it says.
    pub signed: Vec<Signature>,
    /// Whom it is for.
    pub audience: Option<Text>,
    /// Search words.
    pub keywords: Vec<Text>,
    /// Topic codes for record systems.
    pub codes: Codes,
    /// Web address printed as a QR code.
    pub url: Option<String>,
    /// Which of the site's contacts are shown, by id; `None` shows all.
    pub contacts: Option<Vec<ContactId>>,
    /// The "Key points" panel; empty when there is none.
    pub summary: Vec<Text>,
    /// Never empty in an article that was read.
    pub sections: Vec<Section>,
    /// In the order of the file; the reference at index n is printed as number n + 1.
    pub references: Vec<Reference>,
    /// Findings that are let pass, at most [`Excuse::MOST`].
    pub excuses: Vec<Excuse>,
}

impl Article {
    /// An approved article without sections, to be filled in.
    pub fn new(id: &str, language: Language, title: Text, (created, updated): (Date, Date)) -> Article {
        Article {
            id: id.to_owned(),
            language,
            language_place: None,
            title,
            kind: None,
            created,
            updated,
            date_places: DatePlaces::default(),
            typed: [0; 32],
            status: Status::Approved,
            status_place: None,
            reviewed: None,
            review_due: None,
            original_updated: None,
            translated_from: Vec::new(),
            outdated_parts: Vec::new(),
            outdated: None,
            translated_by: None,
            translation: None,
            authors: Vec::new(),
            reviewers: Vec::new(),
            signed: Vec::new(),
            audience: None,
            keywords: Vec::new(),
            codes: Codes::default(),
            url: None,
            contacts: None,
            summary: Vec::new(),
            sections: Vec::new(),
            references: Vec::new(),
            excuses: Vec::new(),
        }
    }
}

/// Where the dates of an article stand in its file; `None` for those that are not there.
#[derive(Clone, Debug, Default)]
pub struct DatePlaces {
    /// The value of `created`.
    pub created: Option<Span>,
    /// The value of `updated`.
    pub updated: Option<Span>,
    /// The value of `reviewed`.
    pub reviewed: Option<Span>,
}

/// A contact of the site that an article names.
#[derive(Clone, Debug)]
pub struct ContactId {
    /// As in the site file.
    pub id: String,
    /// Where it is named; `None` in an article that no file holds.
    pub place: Option<Span>,
}

/// Whether a handout may reach patients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Ready to print.
    #[default]
    Approved,
    /// Built only on demand, and marked on every page.
    Draft,
    /// Taken back: its PDFs are removed.
    Withdrawn,
}

/// What translated an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Translation {
    /// Somebody who speaks both languages.
    Human,
    /// A program: somebody who speaks the language has to read it before a patient does.
    Machine,
}

/// Topic codes of four terminologies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// SNOMED CT.
    pub snomed: Vec<String>,
    /// ICD-10-CM.
    pub icd10cm: Vec<String>,
    /// RxNorm.
    pub rxnorm: Vec<String>,
    /// LOINC.
    pub loinc: Vec<String>,
}

/// A terminology that topic codes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// SNOMED CT.
    Snomed,
    /// ICD-10-CM.
    Icd10cm,
    /// RxNorm.
    Rxnorm,
    /// LOINC.
    Loinc,
}

/// A heading and what stands under it; at most three levels deep.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading.
    pub heading: Text,
    /// Whether it is to begin on a new page.
    pub begins_page: bool,
    /// What stands before the first subsection; empty only if `sections` is not.
    pub body: Vec<Block>,
    /// Subsections.
    pub sections: Vec<Section>,
}

/// A block of a body.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A list, never empty.
    List(List),
    /// A box that stands out.
    Callout(Callout),
    /// A table.
    Table(Table),
    /// A picture.
    Image(Image),
    /// A picture with text beside it.
    Figure(Figure),
    /// A block with a form of its own.
    Form(Form),
}

/// A list of items under one kind of mark.
#[derive(Clone, Debug)]
pub struct List {
    /// What marks its items.
    pub mark: Mark,
    /// The number of the first step, at least 1; 1 in lists of other marks.
    pub first: usize,
    /// Never empty.
    pub items: Vec<Item>,
}

/// What stands before each item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A drawn disc or dash.
    Bullet,
    /// 1, 2, 3; a, b, c in a step.
    Step,
    /// A tick and the word "Do".
    Do,
    /// A cross; the words of the item forbid.
    Dont,
    /// A drawn empty box, to be ticked.
    Check,
}

impl Mark {
    /// A name that never changes: page codes depend on it.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Bullet => "bullet",
            Mark::Step => "step",
            Mark::Do => "do",
            Mark::Dont => "dont",
            Mark::Check => "check",
        }
    }
}

/// One item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// One or more paragraphs.
    pub text: Vec<Text>,
    /// Set beside the text.
    pub picture: Option<Image>,
    /// What stands under the text: often one list, or nothing.
    pub blocks: Vec<Block>,
}

/// A box that stands out.
#[derive(Clone, Debug)]
pub struct Callout {
    /// Which of the four.
    pub kind: CalloutKind,
    /// The author's own title, printed after the tool's label.
    pub title: Option<Text>,
    /// Paragraphs, lists, tables and pictures; no callouts.
    pub body: Vec<Block>,
    /// The `callout:` key and its value; `None` in an article that no file holds.
    pub place: Option<Span>,
}

/// The four boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalloutKind {
    /// "Emergency: call 911".
    Emergency,
    /// "Call us"; ends with the contacts.
    Call,
    /// "Important".
    Important,
    /// "Tip".
    Tip,
}

/// A table under a header of one row or two. Its cells fill a grid: each place of it belongs to one cell, and a cell may span several.
#[derive(Clone, Debug)]
pub struct Table {
    /// Printed above.
    pub caption: Option<Text>,
    /// Whether the first cell of each row names the row; where that is not said, [`crate::document`] tells by the cells.
    pub row_headers: Option<bool>,
    /// Its rows, from one to [`Table::MOST_HEADERS`]; the columns that the cells of the first span are the table's. None reaches
    /// below the last.
    pub header: Vec<Vec<Cell>>,
    /// Each row has cells for all columns that no cell from a row above reaches into; none reaches below the last row.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it says; empty for an empty cell.
    pub parts: Vec<CellPart>,
    /// How many columns it spans, from 1 to [`Cell::MOST_SPANNED`].
    pub columns: usize,
    /// How many rows it spans, from 1 to [`Cell::MOST_SPANNED`].
    pub rows: usize,
}

/// A part of a cell.
#[derive(Clone, Debug)]
pub enum CellPart {
    /// A paragraph.
    Paragraph(Text),
    /// A list of bullets or steps.
    List(List),
}

impl Table {
    /// The most rows of a header: names of groups over names of columns.
    pub const MOST_HEADERS: usize = 2;
}

impl Cell {
    /// The most columns or rows that one cell may span: more than any page has room for, and few enough that no table is
    /// much larger than its file.
    pub const MOST_SPANNED: usize = 20;

    /// A cell of these parts that spans one column and one row.
    pub fn new(parts: Vec<CellPart>) -> Cell {
        Cell { parts, columns: 1, rows: 1 }
    }
}

/// A picture in the text.
#[derive(Clone, Debug)]
pub struct Image {
    /// What is drawn.
    pub picture: Arc<Picture>,
    /// What it shows, in words; `None` when it is decorative.
    pub alt: Option<String>,
    /// Printed below the picture.
    pub caption: Option<Text>,
    /// Whether "Figure 2" stands before the caption, or alone below the picture.
    pub is_numbered: bool,
    /// Share of the measure, over 0 and at most 1; `None` for the picture's own size, clamped to the measure.
    pub width: Option<f32>,
    /// What `alt` is written in, where that may not be the article's language.
    pub language: Option<Arc<Language>>,
    /// Where `alt` stands; `None` in an article that no file holds.
    pub alt_place: Option<Span>,
    /// The path of the file, as typed; empty in an article that no file holds.
    pub file_name: String,
}

/// A picture with text beside it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// On which side of the text it stands, where both have room beside each other.
    pub side: Side,
    /// What stands beside it; never empty.
    pub body: Vec<Block>,
}

/// A side of the text: the start is left where lines run from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where lines begin.
    Start,
    /// Where lines end.
    End,
}

/// One entry of the reference list.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The name a citation uses.
    pub id: Option<String>,
    /// The citation text, with its language where the author says one.
    pub text: Text,
    /// `10.1038/nrclinonc.2014.127`.
    pub doi: Option<String>,
    /// PubMed number.
    pub pmid: Option<String>,
    /// Web address.
    pub url: Option<String>,
}
