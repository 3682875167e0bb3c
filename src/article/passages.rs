//! Every text of an article that its readers see, one after the other, whatever block it stands in.

use super::{Article, Block, CellPart, Definition, Form, Image, List, Mark, Section};
use crate::prose::Text;

/// One text of an article, and what it is there.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// One paragraph.
    pub text: &'a Text,
    /// What it is.
    pub kind: PassageKind,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// The name of the handout.
    Title,
    /// A line of the summary.
    KeyPoint,
    /// A heading, of a section or a box.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A paragraph of a list item.
    Item(Mark),
    /// A paragraph of a table's cell; those of its header too.
    Cell,
    /// Above a table or below a picture.
    Caption,
    /// A text of a form, such as the label of a zone.
    Form,
    /// A word that a list of definitions explains.
    Term,
    /// How such a word is spoken.
    Spoken,
}

impl Article {
    /// Every text, in reading order. References and what the clinic says are left out.
    pub fn passages(&self) -> Vec<Passage<'_>> {
        let mut all = Passages(Vec::new());
        all.add(&self.title, PassageKind::Title);
        self.summary.iter().for_each(|text| all.add(text, PassageKind::KeyPoint));
        self.sections.iter().for_each(|section| all.section(section));
        all.0
    }
}

impl Article {
    /// The same in parts: what stands before the first section, then each section without those inside it, in reading order.
    pub fn parts(&self) -> Vec<Vec<Passage<'_>>> {
        fn add<'a>(section: &'a Section, parts: &mut Vec<Vec<Passage<'a>>>) {
            let mut part = Passages(Vec::new());
            part.add(&section.heading, PassageKind::Heading);
            part.blocks(&section.body);
            parts.push(part.0);
            section.sections.iter().for_each(|section| add(section, parts));
        }
        let mut head = Passages(Vec::new());
        head.add(&self.title, PassageKind::Title);
        self.summary.iter().for_each(|text| head.add(text, PassageKind::KeyPoint));
        let mut parts = vec![head.0];
        self.sections.iter().for_each(|section| add(section, &mut parts));
        parts
    }
}

impl Section {
    /// The texts of its heading and its body, in reading order; those of its subsections are left out.
    pub fn passages(&self) -> Vec<Passage<'_>> {
        let mut all = Passages(Vec::new());
        all.add(&self.heading, PassageKind::Heading);
        all.blocks(&self.body);
        all.0
    }
}

/// The texts of blocks that stand in no article, in reading order.
pub fn passages_of(blocks: &[Block]) -> Vec<Passage<'_>> {
    let mut all = Passages(Vec::new());
    all.blocks(blocks);
    all.0
}

struct Passages<'a>(Vec<Passage<'a>>);

impl<'a> Passages<'a> {
    fn add(&mut self, text: &'a Text, kind: PassageKind) {
        self.0.push(Passage { text, kind });
    }

    fn section(&mut self, section: &'a Section) {
        self.add(&section.heading, PassageKind::Heading);
        self.blocks(&section.body);
        section.sections.iter().for_each(|section| self.section(section));
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.add(text, PassageKind::Paragraph),
                Block::List(list) => self.list(list),
                Block::Callout(callout) => {
                    callout.title.iter().for_each(|title| self.add(title, PassageKind::Heading));
                    self.blocks(&callout.body);
                }
                Block::Table(table) => {
                    table.caption.iter().for_each(|caption| self.add(caption, PassageKind::Caption));
                    let cells = table.header.iter().chain(&table.rows).flatten();
                    cells.flat_map(|cell| &cell.parts).for_each(|part| match part {
                        CellPart::Paragraph(text) => self.add(text, PassageKind::Cell),
                        CellPart::List(list) => self.list(list),
                    });
                }
                Block::Image(image) => self.picture(image),
                Block::Figure(figure) => {
                    self.picture(&figure.image);
                    self.blocks(&figure.body);
                }
                Block::Form(Form::Definitions(definitions)) => definitions.iter().for_each(|it| self.definition(it)),
                Block::Form(form) => {
                    let parts = form.parts();
                    parts.texts.iter().for_each(|text| self.add(text, PassageKind::Form));
                    parts.lists.iter().for_each(|list| self.list(list));
                }
            }
        }
    }

    fn definition(&mut self, Definition { term, say, meaning }: &'a Definition) {
        self.add(term, PassageKind::Term);
        say.iter().for_each(|say| self.add(say, PassageKind::Spoken));
        self.add(meaning, PassageKind::Form);
    }

    fn list(&mut self, list: &'a List) {
        for item in &list.items {
            item.text.iter().for_each(|text| self.add(text, PassageKind::Item(list.mark)));
            item.picture.iter().for_each(|image| self.picture(image));
            self.blocks(&item.blocks);
        }
    }

    fn picture(&mut self, image: &'a Image) {
        image.caption.iter().for_each(|caption| self.add(caption, PassageKind::Caption));
    }
}
