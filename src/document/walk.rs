//! A document from its first word to its last, as events: for whoever reads it and does not care how it looks.

use std::borrow::Cow;

use super::{
    Aside, AsideKind, Bilingual, Block, Cell, CellPart, CellRole, Contact, Definition, Document, Emergency, Entry,
    Figure, Grid, GridHead, Inline, Item, List, Reference, Row, Table, Words,
};
use crate::article::Mark;
use crate::picture::Picture;

/// What is met on the way through a document.
#[derive(Clone, Debug)]
pub enum Event<'d> {
    /// Something with this role begins. Every beginning has an end; they nest.
    Begin(Role),
    /// Characters that are read.
    Words(Cow<'d, str>),
    /// A picture.
    Picture(&'d Picture),
    /// An address that words lead to, or the language of words, at their beginning; the code of a part of a packet.
    Property(&'d str),
    /// The cell that began last spans so many columns and rows; of one that spans one of each, nothing is told.
    Span {
        /// Columns.
        columns: usize,
        /// Rows.
        rows: usize,
    },
    /// What began last and has not ended ends.
    End,
}

/// What a part of a document is to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The mark of a handout that is not approved.
    Draft,
    /// The clinic's name, tagline and the like.
    Masthead,
    /// Kind and title.
    Title,
    /// A heading of this level, 2 to 4.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list with this kind of mark.
    List(Mark),
    /// An item of a list, or an entry of the list of references.
    Item,
    /// What the tool writes before an item, or at the head of a box.
    Label,
    /// A box.
    Aside(AsideKind),
    /// The author's title of a box.
    AsideTitle,
    /// A line that says whom to call.
    Contact,
    /// A table.
    Table,
    /// The caption of a table or a picture, the title of a list.
    Caption,
    /// A row of a table.
    Row,
    /// A cell of the header.
    HeaderCell,
    /// The cell that names its row.
    RowHeader,
    /// Another cell.
    Cell,
    /// A picture with a meaning; its first words say what it shows.
    Figure,
    /// A picture without a meaning.
    Decoration,
    /// An address for telephones.
    ScanCode,
    /// The list of sources.
    References,
    /// Small print.
    SmallPrint,
    /// What the handout says of itself at its end: dates, code, numbers to call.
    Imprint,
    /// The code that names what the handout says.
    Code,
    /// The frame for a patient's label.
    PatientLabel,
    /// The contents of a packet.
    Contents,
    /// A line of them.
    Entry,
    /// Room to write.
    WritingLines,
    /// A value in large type, and what it means.
    Number,
    /// A list of words with their meanings.
    Definitions,
    /// A word whose meaning follows.
    Term,
    /// What is to be written on a line.
    WriteIn,
    /// Words that stand out.
    Strong,
    /// Words spoken with stress.
    Emphasis,
    /// Words that lead to an address.
    Link,
    /// Words of another language.
    Foreign,
    /// The numbers of a citation.
    Citation,
}

impl Role {
    /// A name, and what tells it from others of that name. Neither ever changes: page codes depend on them.
    pub fn names(self) -> [&'static str; 2] {
        let name = match self {
            Role::Heading(level) => return ["heading", ["1", "2", "3", "4"][usize::from(level.clamp(1, 4)) - 1]],
            Role::List(mark) => return ["list", mark.name()],
            Role::Aside(kind) => return ["aside", kind.name()],
            Role::Draft => "draft",
            Role::Masthead => "masthead",
            Role::Title => "title",
            Role::Paragraph => "paragraph",
            Role::Item => "item",
            Role::Label => "label",
            Role::AsideTitle => "aside-title",
            Role::Contact => "contact",
            Role::Table => "table",
            Role::Caption => "caption",
            Role::Row => "row",
            Role::HeaderCell => "header-cell",
            // The name of a row is a cell like others on paper: whether the tool takes it for a name changes no code.
            Role::RowHeader | Role::Cell => "cell",
            Role::Figure => "figure",
            Role::Decoration => "decoration",
            Role::ScanCode => "scan-code",
            Role::References => "references",
            Role::SmallPrint => "small-print",
            Role::Imprint => "imprint",
            Role::Code => "code",
            Role::PatientLabel => "patient-label",
            Role::Contents => "contents",
            Role::Entry => "entry",
            Role::WritingLines => "writing-lines",
            Role::Number => "number",
            Role::Definitions => "definitions",
            Role::Term => "term",
            Role::WriteIn => "write-in",
            Role::Strong => "strong",
            Role::Emphasis => "emphasis",
            Role::Link => "link",
            Role::Foreign => "foreign",
            Role::Citation => "citation",
        };
        [name, ""]
    }
}

/// Who is told of the way.
type See<'s, 'd> = &'s mut dyn FnMut(Event<'d>);

impl Document<'_> {
    /// Tells of everything that the document says, in reading order. What is repeated on every page is told once: the mark
    /// of a draft at the head, dates, code and numbers to call at the end. The sentence that warns of an outdated
    /// translation is among the blocks.
    pub fn walk<'d>(&'d self, see: See<'_, 'd>) {
        self.walk_draft(see);
        self.walk_content(see);
        self.walk_imprint(true, see);
    }

    fn walk_draft<'d>(&'d self, see: See<'_, 'd>) {
        if let Some(draft) = self.folio.draft {
            see(Event::Begin(Role::Draft));
            see(Event::Words(Cow::Borrowed(draft)));
            see(Event::End);
        }
    }

    /// Dates, the code unless another says it, and numbers to call.
    fn walk_imprint<'d>(&'d self, has_code: bool, see: See<'_, 'd>) {
        see(Event::Begin(Role::Imprint));
        let dates = [&self.folio.created, &self.folio.updated].map(|date| (Role::Paragraph, date));
        for (role, text) in dates.into_iter().chain(has_code.then_some((Role::Code, &self.metadata.code))) {
            see(Event::Begin(role));
            see(Event::Words(Cow::Borrowed(text)));
            see(Event::End);
        }
        numbers(&self.folio.contacts, self.folio.emergency.as_ref(), see);
        see(Event::End);
    }

    /// The same but for the mark of a draft, dates, code and numbers to call.
    pub(super) fn walk_content<'d>(&'d self, see: See<'_, 'd>) {
        self.walk_masthead(see);
        self.walk_title(see);
        blocks(&self.blocks, see);
    }

    fn walk_masthead<'d>(&'d self, see: See<'_, 'd>) {
        see(Event::Begin(Role::Masthead));
        self.masthead.logo.into_iter().for_each(|logo| see(Event::Picture(logo)));
        for words in [&self.masthead.name, &self.masthead.tagline, &self.masthead.affiliate] {
            part(Role::Paragraph, words, see);
        }
        see(Event::End);
    }

    fn walk_title<'d>(&'d self, see: See<'_, 'd>) {
        see(Event::Begin(Role::Title));
        self.title.kind.iter().for_each(|kind| words(kind, see));
        words(&self.title.words, see);
        see(Event::End);
    }
}

impl Bilingual<'_> {
    /// Tells of everything that both languages say, in reading order: row by row, the original first. What belongs to the
    /// page as a whole is told as [`Document::walk`] tells it, in both languages.
    pub fn walk<'d>(&'d self, see: See<'_, 'd>) {
        self.sides().iter().for_each(|side| side.walk_draft(see));
        self.whole.walk_masthead(see);
        self.sides().iter().for_each(|side| side.walk_title(see));
        for row in &self.rows {
            match row {
                Row::Abreast { original, translation } => {
                    blocks(&self.original.blocks[original.clone()], see);
                    blocks(&self.translation.blocks[translation.clone()], see);
                }
                Row::Once(range) => blocks(&self.whole.blocks[range.clone()], see),
            }
        }
        self.original.walk_imprint(true, see);
        self.translation.walk_imprint(false, see);
    }
}

/// Words with a role of their own.
fn part<'d>(role: Role, content: impl IntoIterator<Item = &'d Words<'d>>, see: See<'_, 'd>) {
    for content in content {
        see(Event::Begin(role));
        words(content, see);
        see(Event::End);
    }
}

fn words<'d>(content: &'d Words<'d>, see: See<'_, 'd>) {
    inlines(&content.inlines, see);
}

fn inlines<'d>(content: &'d [Inline<'d>], see: See<'_, 'd>) {
    for inline in content {
        let (role, inner, property) = match inline {
            Inline::Stretch(stretch) => {
                see(Event::Words(Cow::Borrowed(&stretch.text)));
                continue;
            }
            Inline::Citation(cited) => {
                see(Event::Begin(Role::Citation));
                for cited in cited {
                    // A list of numbers is told as numbers; what a range leaves out is told by its dash.
                    if cited.joint == "–" {
                        see(Event::Words(Cow::Borrowed(cited.joint)));
                    }
                    see(Event::Words(Cow::Borrowed(&cited.number)));
                }
                see(Event::End);
                continue;
            }
            Inline::Strong(inner) => (Role::Strong, inner, None),
            Inline::Emphasis(inner) => (Role::Emphasis, inner, None),
            Inline::Link { address, words, .. } | Inline::Phone { address, words, .. } => {
                (Role::Link, words, Some(address))
            }
            Inline::Foreign { language, words } => (Role::Foreign, words, Some(language)),
        };
        see(Event::Begin(role));
        property.into_iter().for_each(|property| see(Event::Property(property)));
        inlines(inner, see);
        see(Event::End);
    }
}

fn label<'d>(text: &'d str, see: See<'_, 'd>) {
    see(Event::Begin(Role::Label));
    see(Event::Words(Cow::Borrowed(text)));
    see(Event::End);
}

/// Tells of these blocks alone.
pub(super) fn blocks<'d>(content: &'d [Block<'d>], see: See<'_, 'd>) {
    content.iter().for_each(|content| block(content, see));
}

fn block<'d>(content: &'d Block<'d>, see: See<'_, 'd>) {
    match content {
        Block::Heading(heading) => part(Role::Heading(heading.level), [&heading.words], see),
        Block::Paragraph(text) => part(Role::Paragraph, [text], see),
        Block::SmallPrint(text) => part(Role::SmallPrint, [text], see),
        Block::List(content) => list(content, None, see),
        Block::TitledList(content) => list(&content.list, content.title.as_ref(), see),
        Block::Aside(content) => aside(content, see),
        Block::Zones(zones) => zones.iter().for_each(|zone| aside(zone, see)),
        Block::Contacts(contacts) => contacts.iter().for_each(|content| contact(content, see)),
        Block::Numbers(content) => numbers(&content.contacts, content.emergency.as_ref(), see),
        Block::Table(content) => table(content, see),
        Block::Grid(content) => grid(content, see),
        Block::Number(content) => {
            see(Event::Begin(Role::Number));
            part(Role::Paragraph, [&content.value, &content.label], see);
            see(Event::End);
        }
        Block::Definitions(content) => definitions(content, see),
        Block::WriteIn(lines) => part(Role::WriteIn, lines.iter().map(|line| &line.label), see),
        Block::Figure(content) => figure(content, see),
        Block::Beside(content) => {
            figure(&content.figure, see);
            blocks(&content.blocks, see);
        }
        Block::ScanCode(content) => {
            see(Event::Begin(Role::ScanCode));
            part(Role::Label, [&content.label], see);
            part(Role::Paragraph, [&content.words], see);
            see(Event::End);
        }
        Block::References(content) => references(content, see),
        Block::PatientLabel(text) => part(Role::PatientLabel, [text], see),
        Block::Contents(entries) => contents(entries, see),
        Block::WritingLines(text) => part(Role::WritingLines, [text], see),
    }
}

fn list<'d>(List { mark, items, .. }: &'d List<'d>, title: Option<&'d Words<'d>>, see: See<'_, 'd>) {
    see(Event::Begin(Role::List(*mark)));
    part(Role::Caption, title, see);
    for content in items {
        item(content, see);
    }
    see(Event::End);
}

fn item<'d>(content: &'d Item<'d>, see: See<'_, 'd>) {
    see(Event::Begin(Role::Item));
    label(&content.label, see);
    for (index, paragraph) in content.paragraphs.iter().enumerate() {
        part(Role::Paragraph, [paragraph], see);
        content.figure.iter().filter(|_| index == 0).for_each(|content| figure(content, see));
    }
    blocks(&content.blocks, see);
    see(Event::End);
}

fn aside<'d>(content: &'d Aside<'d>, see: See<'_, 'd>) {
    see(Event::Begin(Role::Aside(content.kind)));
    if !content.label.is_empty() {
        see(Event::Begin(Role::Label));
        words(&content.label, see);
        if !content.joint.is_empty() {
            see(Event::Words(Cow::Borrowed(&content.joint)));
        }
        see(Event::End);
    }
    part(Role::AsideTitle, &content.title, see);
    blocks(&content.blocks, see);
    see(Event::End);
}

fn contact<'d>(content: &'d Contact<'d>, see: See<'_, 'd>) {
    see(Event::Begin(Role::Contact));
    words(&content.label, see);
    if let Some(phone) = &content.phone {
        see(Event::Words(Cow::Borrowed(&content.joint)));
        words(phone, see);
    }
    if let Some(hours) = &content.hours {
        see(Event::Words(Cow::Borrowed(" ")));
        words(hours, see);
    }
    see(Event::End);
}

fn numbers<'d>(contacts: &'d [Contact<'d>], emergency: Option<&'d Emergency<'d>>, see: See<'_, 'd>) {
    contacts.iter().for_each(|content| contact(content, see));
    if let Some(Emergency { label, number }) = emergency {
        see(Event::Begin(Role::Contact));
        words(label, see);
        words(number, see);
        see(Event::End);
    }
}

fn table<'d>(Table { caption, header, rows, .. }: &'d Table<'d>, see: See<'_, 'd>) {
    see(Event::Begin(Role::Table));
    part(Role::Caption, caption, see);
    header.iter().chain(rows).for_each(|cells| row(cells, see));
    see(Event::End);
}

fn row<'d>(cells: &'d [Cell<'d>], see: See<'_, 'd>) {
    see(Event::Begin(Role::Row));
    cells.iter().for_each(|content| cell(content, see));
    see(Event::End);
}

fn cell<'d>(content: &'d Cell<'d>, see: See<'_, 'd>) {
    see(Event::Begin(match content.role {
        CellRole::ColumnHeader => Role::HeaderCell,
        CellRole::RowHeader => Role::RowHeader,
        CellRole::Data => Role::Cell,
    }));
    if content.is_spanning() {
        see(Event::Span { columns: content.columns, rows: content.rows });
    }
    for content in &content.parts {
        match content {
            CellPart::Paragraph(text) => part(Role::Paragraph, [text], see),
            CellPart::List(content) => list(content, None, see),
        }
    }
    see(Event::End);
}

fn grid<'d>(Grid { caption, header, rows, has_row_heads }: &'d Grid<'d>, see: See<'_, 'd>) {
    see(Event::Begin(Role::Table));
    part(Role::Caption, caption, see);
    if !header.is_empty() {
        see(Event::Begin(Role::Row));
        for GridHead { words, .. } in header {
            see(Event::Begin(Role::HeaderCell));
            part(Role::Paragraph, [words], see);
            see(Event::End);
        }
        see(Event::End);
    }
    for cells in rows {
        see(Event::Begin(Role::Row));
        for (index, cell) in cells.iter().enumerate() {
            let is_head = *has_row_heads && index == 0;
            see(Event::Begin(if is_head { Role::HeaderCell } else { Role::Cell }));
            part(Role::Paragraph, &cell.paragraphs, see);
            see(Event::End);
        }
        see(Event::End);
    }
    see(Event::End);
}

fn definitions<'d>(content: &'d [Definition<'d>], see: See<'_, 'd>) {
    see(Event::Begin(Role::Definitions));
    for Definition { term, say, joint, meaning } in content {
        see(Event::Begin(Role::Item));
        see(Event::Begin(Role::Term));
        words(term, see);
        say.iter().for_each(|say| words(say, see));
        see(Event::Words(Cow::Borrowed(joint)));
        see(Event::End);
        part(Role::Paragraph, [meaning], see);
        see(Event::End);
    }
    see(Event::End);
}

fn figure<'d>(Figure { picture, alt, caption, .. }: &'d Figure<'d>, see: See<'_, 'd>) {
    see(Event::Begin(if alt.is_some() { Role::Figure } else { Role::Decoration }));
    alt.iter().for_each(|alt| label(alt, see));
    see(Event::Picture(picture));
    part(Role::Caption, caption, see);
    see(Event::End);
}

fn references<'d>(content: &'d [Reference<'d>], see: See<'_, 'd>) {
    see(Event::Begin(Role::References));
    for Reference { label: number, words } in content {
        see(Event::Begin(Role::Item));
        label(number, see);
        part(Role::Paragraph, [words], see);
        see(Event::End);
    }
    see(Event::End);
}

fn contents<'d>(entries: &'d [Entry<'d>], see: See<'_, 'd>) {
    see(Event::Begin(Role::Contents));
    for entry in entries {
        see(Event::Begin(Role::Entry));
        see(Event::Property(&entry.code));
        see(Event::Words(Cow::Borrowed(&entry.title)));
        if let Some(kind) = &entry.kind {
            see(Event::Words(Cow::Owned(format!(" {kind}"))));
        }
        see(Event::Words(Cow::Owned(format!(" {}", entry.page))));
        see(Event::End);
    }
    see(Event::End);
}
