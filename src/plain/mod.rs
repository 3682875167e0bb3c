//! A document as plain text, for messages: what it says, line by line, without paper and without marks of any format.
//!
//! It is the third writer, and reads a [`Document`] and nothing of layout or HTML; docs/writers.md shows by it how a writer is
//! added. Pure; lines end in `\n`, and none is broken.

use crate::article::Mark;
use crate::document::{
    Aside, Block, Cell, CellPart, CellRole, Contact, Definition, Document, Emergency, Figure, Grid, Inline, Item, List,
    Table, Words,
};

/// What the lines of a list in a list are moved in by.
const STEP: &str = "  ";

/// A document as plain text, in reading order; it ends with its dates, its code and whom to call.
pub fn text(document: &Document) -> String {
    let mut to = Lines::default();
    let folio = &document.folio;
    folio.draft.iter().for_each(|draft| to.part(draft));
    document.masthead.name.iter().for_each(|name| to.part(&plain(name)));
    to.part(&document.title.kind.iter().chain([&document.title.words]).map(plain).collect::<String>());
    to.blocks(&document.blocks);
    let code = format!("{}{}", folio.code_label, document.metadata.code);
    to.part(&[folio.created.as_str(), &folio.updated, &code].join("\n"));
    to.contacts(&folio.contacts, folio.emergency.as_ref());
    to.text
}

/// Text that grows line by line.
#[derive(Default)]
struct Lines {
    text: String,
    /// How many lists the next line stands in.
    depth: usize,
}

impl Lines {
    /// Adds a line, or several.
    fn line(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str(&format!("{}{line}\n", STEP.repeat(self.depth)));
        }
    }

    /// Adds lines behind an empty one.
    fn part(&mut self, text: &str) {
        self.gap();
        self.line(text);
    }

    fn gap(&mut self) {
        if self.depth == 0 && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|content| self.block(content));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.part(&format!("== {} ==", plain(&heading.words))),
            Block::Paragraph(words) | Block::SmallPrint(words) => self.part(&plain(words)),
            Block::List(content) => self.list(content),
            Block::TitledList(content) => {
                content.title.iter().for_each(|title| self.part(&plain(title)));
                self.list(&content.list);
            }
            Block::Aside(content) => self.aside(content),
            Block::Zones(zones) => zones.iter().for_each(|zone| self.aside(zone)),
            Block::Contacts(contacts) => self.contacts(contacts, None),
            Block::Numbers(numbers) => self.contacts(&numbers.contacts, numbers.emergency.as_ref()),
            Block::Table(content) => self.table(content),
            Block::Grid(content) => self.grid(content),
            Block::Number(content) => self.part(&format!("{}\n{}", plain(&content.value), plain(&content.label))),
            Block::Definitions(content) => content.iter().for_each(|it| self.definition(it)),
            Block::WriteIn(lines) => lines.iter().for_each(|line| self.part(&format!("{} ____", plain(&line.label)))),
            Block::Figure(content) => self.figure(content),
            Block::Beside(content) => {
                self.figure(&content.figure);
                self.blocks(&content.blocks);
            }
            Block::ScanCode(content) => self.part(&format!("{}\n{}", plain(&content.label), content.address)),
            Block::References(sources) => {
                self.gap();
                sources.iter().for_each(|source| self.line(&format!("{} {}", source.label, plain(&source.words))));
            }
            // Paper alone has room for these.
            Block::PatientLabel(_) | Block::WritingLines(_) | Block::Contents(_) => {}
        }
    }

    fn list(&mut self, list: &List) {
        self.gap();
        list.items.iter().for_each(|item| self.item(list.mark, item));
    }

    fn item(&mut self, mark: Mark, item: &Item) {
        let label = match mark {
            Mark::Check => "[ ]",
            Mark::Dont => "-",
            Mark::Bullet | Mark::Step | Mark::Do => &item.label,
        };
        let mut paragraphs = item.paragraphs.iter().map(plain);
        self.line(&format!("{label} {}", paragraphs.next().unwrap_or_default()));
        self.depth += 1;
        item.figure.iter().for_each(|figure| self.figure(figure));
        paragraphs.for_each(|paragraph| self.line(&paragraph));
        self.blocks(&item.blocks);
        self.depth -= 1;
    }

    fn definition(&mut self, Definition { term, say, joint, meaning }: &Definition) {
        let say: String = say.iter().map(plain).collect();
        self.part(&format!("{}{say}{joint}{}", plain(term), plain(meaning)));
    }

    fn aside(&mut self, content: &Aside) {
        let is_below = content.has_title_below();
        let beside: String = content.title.iter().filter(|_| !is_below).map(plain).collect();
        self.part(&format!("*** {}{}{beside} ***", plain(&content.label), content.joint));
        content.title.iter().filter(|_| is_below).for_each(|title| self.line(&plain(title)));
        self.blocks(&content.blocks);
    }

    fn contacts(&mut self, contacts: &[Contact], emergency: Option<&Emergency>) {
        self.gap();
        for Contact { label, joint, phone, hours } in contacts {
            let phone = phone.iter().map(|phone| format!("{joint}{}", plain(phone)));
            let hours = hours.iter().map(|hours| format!(" {}", plain(hours)));
            self.line(&[plain(label)].into_iter().chain(phone).chain(hours).collect::<String>());
        }
        emergency.iter().for_each(|it| self.line(&format!("{}{}", plain(&it.label), plain(&it.number))));
    }

    /// Row by row, each cell behind the names of its columns.
    fn table(&mut self, table: &Table) {
        table.caption.iter().for_each(|caption| self.part(&plain(caption)));
        for row in table.whole_rows() {
            self.gap();
            for (start, cell) in row {
                let heads = table.headers_of(start, cell).into_iter().filter(|(above, _)| *above < table.header.len());
                let names: Vec<String> = heads.map(|(row, head)| cell_text(&table.header[row][head])).collect();
                let step = if cell.role == CellRole::RowHeader { "" } else { STEP };
                self.line(&format!("{step}{}: {}", names.join(", "), cell_text(cell)));
            }
        }
    }

    /// Row by row; what is empty is to be written on paper.
    fn grid(&mut self, Grid { caption, header, rows, .. }: &Grid) {
        caption.iter().for_each(|caption| self.part(&plain(caption)));
        self.gap();
        for row in rows {
            let mut cells = Vec::new();
            for (index, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.paragraphs.is_empty()) {
                let text = cell.paragraphs.iter().map(plain).collect::<Vec<_>>().join(" ");
                let name = header.get(index).map(|head| format!("{}: ", plain(&head.words))).unwrap_or_default();
                cells.push(format!("{name}{text}"));
            }
            self.line(&cells.join("; "));
        }
        // What is asked for stands in the header alone where every cell is to be written.
        if rows.iter().flatten().all(|cell| cell.paragraphs.is_empty()) {
            let blanks: Vec<String> = header.iter().map(|head| format!("{}: ____", plain(&head.words))).collect();
            self.line(&blanks.join("; "));
        }
    }

    fn figure(&mut self, Figure { alt, caption, .. }: &Figure) {
        alt.iter().for_each(|alt| self.part(&format!("[{alt}]")));
        caption.iter().for_each(|caption| self.part(&plain(caption)));
    }
}

/// The paragraphs and lists of a cell on one line.
fn cell_text(cell: &Cell) -> String {
    let texts = cell.parts.iter().flat_map(|part| match part {
        CellPart::Paragraph(words) => vec![plain(words)],
        CellPart::List(list) => list.items.iter().flat_map(|item| &item.paragraphs).map(plain).collect(),
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// Running text without marks; an address that its words do not name follows them, and sources are told by their numbers.
fn plain(words: &Words) -> String {
    inlines(&words.inlines)
}

fn inlines(content: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Stretch(stretch) => stretch.text.to_string(),
        Inline::Strong(words) | Inline::Emphasis(words) => inlines(words),
        Inline::Foreign { words, .. } | Inline::Phone { words, .. } => inlines(words),
        Inline::Link { address, words, .. } => {
            let words = inlines(words);
            if is_named(address, &words) { words } else { format!("{words} ({address})") }
        }
        Inline::Citation(cited) => {
            let numbers: String = cited.iter().map(|cited| format!("{}{}", cited.joint, cited.number)).collect();
            format!("[{numbers}]")
        }
    };
    content.iter().map(one).collect()
}

/// Whether the words of a link are the address it leads to, as people type one.
fn is_named(address: &str, words: &str) -> bool {
    if let Some(number) = address.strip_prefix("tel:") {
        return words.chars().filter(|c| c.is_alphanumeric()).eq(number.chars().filter(|c| c.is_alphanumeric()));
    }
    typed_address(address) == typed_address(words)
}

fn typed_address(address: &str) -> &str {
    let starts = ["https://", "http://", "mailto:", "www."];
    let rest = starts.iter().fold(address, |rest, start| rest.strip_prefix(start).unwrap_or(rest));
    rest.trim_end_matches('/')
}
