//! What a handout says, before anyone asks where on paper: words with their roles, numbered and labelled, in reading order.
//!
//! [`compose`] makes a [`Document`] from an article, a site and the words of a language. Everything that a reader is told
//! and that is not the article's own text is decided here: labels, list numbers, the contacts of a call box, the sentence
//! that warns of an outdated translation, the links of a reference. A writer (paper, a web page, plain text) decides only
//! how it looks.
//!
//! Architecture invariant: a document knows no paper, no type and no page. It borrows from the article and the site.

mod address;
mod align;
mod bilingual;
mod blocks;
mod code;
mod compose;
mod cover;
mod edit;
mod forms;
mod lists;
mod prohibition;
mod table;
mod walk;
mod words;

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostics::Span;
use crate::picture::Picture;

pub use bilingual::{Bilingual, Row, compose_bilingual};
pub use compose::{Head, Setting, code_to_sign, compose, compose_note};
pub use cover::{Entry, compose_cover};
pub use forms::{BigNumber, DayTime, Definition, Grid, GridCell, GridCellKind, GridHead, TitledList, WriteIn};
pub use walk::{Event, Role};
pub use words::{Cited, Inline, Stretch, Words};

/// What one handout says, in one edition.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// What the document says of itself.
    pub metadata: Metadata,
    /// Whose handout it is.
    pub masthead: Masthead<'a>,
    /// Its name.
    pub title: Title<'a>,
    /// Everything below the title, in reading order.
    pub blocks: Vec<Block<'a>>,
    /// What is repeated on every page.
    pub folio: Folio<'a>,
}

/// What the document says of itself, for document information and XMP.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Shown in the window bar: kind and title.
    pub title: String,
    /// BCP 47 tag.
    pub language: String,
    /// Authors, or the clinic.
    pub authors: Vec<String>,
    /// One line on what it is about.
    pub subject: Option<String>,
    /// Search words.
    pub keywords: Vec<String>,
    /// Becomes CreationDate.
    pub created: Date,
    /// Becomes ModDate.
    pub updated: Date,
    /// The short code on its pages, from everything they say: `K7MP-3XQR`.
    pub code: String,
}

/// Whose handout it is.
#[derive(Clone, Debug, Default)]
pub struct Masthead<'a> {
    /// Printed beside the name.
    pub logo: Option<&'a Picture>,
    /// The clinic.
    pub name: Option<Words<'a>>,
    /// Below the name.
    pub tagline: Option<Words<'a>>,
    /// What the clinic belongs to.
    pub affiliate: Option<Words<'a>>,
}

/// The name of a handout.
#[derive(Clone, Debug, Default)]
pub struct Title<'a> {
    /// "Side Effect:", with what joins it to the title.
    pub kind: Option<Words<'a>>,
    /// "Muscle Cramps".
    pub words: Words<'a>,
    /// Where the title is written: the place to blame for words of the tool's own that cannot be drawn.
    pub place: Option<Span>,
}

/// What is repeated on every page.
#[derive(Clone, Debug, Default)]
pub struct Folio<'a> {
    /// The word that marks a draft; `None` for an approved handout.
    pub draft: Option<&'a str>,
    /// The sentence that warns that the original of this translation has changed since.
    pub outdated: Option<String>,
    /// "Created: May 10, 2024".
    pub created: String,
    /// "Updated: May 10, 2024".
    pub updated: String,
    /// "Code: ", with what joins it to [`Metadata::code`]: for readers who hear it. On paper the code tells itself by its form.
    pub code_label: String,
    /// The contacts of the handout that have a telephone. The first stands on every page, the others at least on the first.
    /// Where there are several and a box says when each answers, it is not said again here: the foot of a page is short.
    pub contacts: Vec<Contact<'a>>,
    /// Whom to call in an emergency; on every page.
    pub emergency: Option<Emergency<'a>>,
}

/// Whom to call in an emergency.
#[derive(Clone, Debug)]
pub struct Emergency<'a> {
    /// "Emergency: ", with what joins it to the number.
    pub label: Words<'a>,
    /// "911".
    pub number: Words<'a>,
}

/// Somebody patients can call: "Nurse line: 555-0100".
#[derive(Clone, Debug)]
pub struct Contact<'a> {
    /// "Nurse line".
    pub label: Words<'a>,
    /// What stands between the label and the number: ": " in English.
    pub joint: String,
    /// As printed.
    pub phone: Option<Words<'a>>,
    /// When they answer.
    pub hours: Option<Words<'a>>,
}

/// A block of a document.
#[derive(Clone, Debug)]
pub enum Block<'a> {
    /// A heading below the title.
    Heading(Heading<'a>),
    /// A paragraph.
    Paragraph(Words<'a>),
    /// A list, never empty.
    List(List<'a>),
    /// A list under a title of its own.
    TitledList(TitledList<'a>),
    /// A box that stands out.
    Aside(Aside<'a>),
    /// An action plan: at least two boxes, one for each zone.
    Zones(Vec<Aside<'a>>),
    /// The lines of a call box that say whom to call.
    Contacts(Vec<Contact<'a>>),
    /// Whom to call, to be read from afar; never empty.
    Numbers(Numbers<'a>),
    /// A table under its header.
    Table(Table<'a>),
    /// A ruled table to write in.
    Grid(Grid<'a>),
    /// One value in large type.
    Number(BigNumber<'a>),
    /// Words and what they mean; never empty.
    Definitions(Vec<Definition<'a>>),
    /// Lines to write on, each with its label; never empty.
    WriteIn(Vec<WriteIn<'a>>),
    /// A picture.
    Figure(Figure<'a>),
    /// A picture with blocks beside it.
    Beside(Beside<'a>),
    /// An address that a telephone can read from paper.
    ScanCode(ScanCode<'a>),
    /// The numbered sources that citations lead to.
    References(Vec<Reference<'a>>),
    /// Small print at the end: the clinic's disclaimer.
    SmallPrint(Words<'a>),
    /// The frame that a patient's label is stuck into; what it says while it is empty.
    PatientLabel(Words<'a>),
    /// What a packet holds.
    Contents(Vec<Entry<'a>>),
    /// Lines to write on, down to the end of the page, under words that say what for. These are no heading, for no text
    /// follows them.
    WritingLines(Words<'a>),
}

impl Contact<'_> {
    /// All of it, as it may stand on a line.
    pub fn line(&self) -> String {
        let words = |words: &Option<Words>| words.as_ref().map(Words::plain).unwrap_or_default();
        format!("{}{}{} {}", self.label.plain(), self.joint, words(&self.phone), words(&self.hours))
    }
}

impl Emergency<'_> {
    /// All of it, as it may stand on a line.
    pub fn line(&self) -> String {
        format!("{}{}", self.label.plain(), self.number.plain())
    }
}

/// Whom to call, to be read from afar.
#[derive(Clone, Debug)]
pub struct Numbers<'a> {
    /// Contacts that have a telephone.
    pub contacts: Vec<Contact<'a>>,
    /// The number of an emergency.
    pub emergency: Option<Emergency<'a>>,
}

/// A heading below the title.
#[derive(Clone, Debug)]
pub struct Heading<'a> {
    /// 2 for a section, 3 and 4 for what stands in it.
    pub level: u8,
    /// Its words.
    pub words: Words<'a>,
    /// Whether its section is to begin on a new page. Something other than a heading stands before it then.
    pub begins_page: bool,
}

/// A list of items under one kind of mark.
#[derive(Clone, Debug)]
pub struct List<'a> {
    /// What marks its items.
    pub mark: crate::article::Mark,
    /// Whether its steps are marked with letters, not with numbers.
    pub is_lettered: bool,
    /// How many lists it stands in.
    pub depth: usize,
    /// Never empty.
    pub items: Vec<Item<'a>>,
}

/// One item of a list.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Its mark as it is read: "•", "2.", "✓ Do".
    pub label: String,
    /// One or more paragraphs.
    pub paragraphs: Vec<Words<'a>>,
    /// A picture that shows what the paragraphs say. It is told of behind the first of them.
    pub figure: Option<Figure<'a>>,
    /// What stands under the paragraphs.
    pub blocks: Vec<Block<'a>>,
}

/// A box that stands out.
#[derive(Clone, Debug)]
pub struct Aside<'a> {
    /// Which.
    pub kind: AsideKind,
    /// 2 to 5: one below that of the section it stands in, for its head is a heading (PDF/UA-1, 7.4.2).
    pub level: u8,
    /// What stands at its head: "Emergency: call 911". Empty where the author's title begins with these very words, which
    /// are not said twice: "Call us if".
    pub label: Words<'a>,
    /// What joins the label to a title on its line: ": " in English. Empty where one of the two is missing, or where the
    /// title stands below the label.
    pub joint: String,
    /// The author's own title.
    pub title: Option<Words<'a>>,
    /// What it says.
    pub blocks: Vec<Block<'a>>,
}

impl Aside<'_> {
    /// Its head without markup, for a bookmark: "Important: Alcohol".
    pub fn heading(&self) -> String {
        let title = self.title.as_ref().map(Words::plain).unwrap_or_default();
        match self.has_title_below() {
            true => self.label.plain(),
            false => format!("{}{}{title}", self.label.plain(), self.joint),
        }
    }

    /// Whether the title is a line of its own below the label.
    pub fn has_title_below(&self) -> bool {
        self.title.is_some() && !self.label.is_empty() && self.joint.is_empty()
    }
}

/// Kinds of boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsideKind {
    /// The panel of key points.
    KeyPoints,
    /// What to do in an emergency.
    Emergency,
    /// Whom to call, and when.
    Call,
    /// What must not be overlooked.
    Important,
    /// What helps.
    Tip,
    /// Questions to answer in one's own words.
    TeachBack,
    /// A zone of an action plan: all is well.
    GreenZone,
    /// A zone of an action plan: take care.
    YellowZone,
    /// A zone of an action plan: get help.
    RedZone,
}

impl AsideKind {
    /// A name that never changes: page codes depend on it.
    pub fn name(self) -> &'static str {
        match self {
            AsideKind::KeyPoints => "key-points",
            AsideKind::Emergency => "emergency",
            AsideKind::Call => "call",
            AsideKind::Important => "important",
            AsideKind::Tip => "tip",
            AsideKind::TeachBack => "teach-back",
            AsideKind::GreenZone => "green-zone",
            AsideKind::YellowZone => "yellow-zone",
            AsideKind::RedZone => "red-zone",
        }
    }
}

/// A table under a header of one row or two.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// Above it.
    pub caption: Option<Words<'a>>,
    /// How many columns it has; at least one.
    pub columns: usize,
    /// Its rows, one at least. In each the cells that begin in it, which with those from above fill all columns; none reaches
    /// below the last.
    pub header: Vec<Vec<Cell<'a>>>,
    /// In each row the cells that begin in it. With those that reach down from above they fill all columns; none reaches
    /// below the last row.
    pub rows: Vec<Vec<Cell<'a>>>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell<'a> {
    /// What it is to the others.
    pub role: CellRole,
    /// What it says; empty for an empty cell.
    pub parts: Vec<CellPart<'a>>,
    /// Its first column, from 0.
    pub column: usize,
    /// How many columns it spans; at least one.
    pub columns: usize,
    /// How many rows it spans; at least one.
    pub rows: usize,
}

/// What a cell is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellRole {
    /// It names its columns.
    ColumnHeader,
    /// It names its rows.
    RowHeader,
    /// It tells something.
    Data,
}

/// A part of a cell.
#[derive(Clone, Debug)]
pub enum CellPart<'a> {
    /// A paragraph.
    Paragraph(Words<'a>),
    /// A list.
    List(List<'a>),
}

/// A picture with blocks beside it, where both have room beside each other; it is told of before them.
#[derive(Clone, Debug)]
pub struct Beside<'a> {
    /// The picture.
    pub figure: Figure<'a>,
    /// On which side it stands.
    pub side: crate::article::Side,
    /// Never empty.
    pub blocks: Vec<Block<'a>>,
}

/// A picture in the text.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    /// What is drawn.
    pub picture: &'a Arc<Picture>,
    /// What it shows, in words; `None` when it is decorative.
    pub alt: Option<&'a str>,
    /// BCP 47 tag of `alt`, where it is not the document's.
    pub language: Option<&'a str>,
    /// Below it, with its number before it.
    pub caption: Option<Words<'a>>,
    /// Share of the width of the text, over 0 and at most 1; `None` for the picture's own size.
    pub width: Option<f32>,
}

/// An address that a telephone can read from paper.
#[derive(Clone, Debug)]
pub struct ScanCode<'a> {
    /// "Read more at cancer.gov".
    pub label: Words<'a>,
    /// What the code is, to a reader who cannot see it; where it leads, the words beside it tell.
    pub alt: &'a str,
    /// BCP 47 tag of `alt`, where it is not the document's.
    pub language: Option<&'static str>,
    /// What the code says.
    pub address: &'a str,
    /// The address in letters, as people type it; a link.
    pub words: Words<'a>,
}

/// One source.
#[derive(Clone, Debug)]
pub struct Reference<'a> {
    /// "1.".
    pub label: String,
    /// The source, and links to it.
    pub words: Words<'a>,
}
