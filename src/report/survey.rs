//! What stands in an article that the guides ask for, counted, each with the place of the first.

use crate::article::{
    Article, Block, Callout, CalloutKind, Cell, CellPart, Form, Image, List, Mark, Passage, PassageKind, Section, Side,
    Table,
};
use crate::diagnostics::Span;
use crate::prose::Text;

use super::item::Place;
use super::words::words_in;

/// How often something is there.
#[derive(Clone, Debug, Default)]
pub(super) struct Count {
    pub number: usize,
    /// Where the first is, if it stands in a file.
    pub first: Option<Place>,
}

/// The largest of its kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Most {
    pub size: usize,
    pub place: Option<Place>,
}

/// An article, counted.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The file it was read from.
    file: String,
    /// Whether it is in English: pronouns are counted in no other language.
    pub is_english: bool,
    /// Whether it is written with letters that have capitals.
    pub has_capitals: bool,
    pub key_points: Count,
    pub headings: Count,
    /// Headings that end as a question does.
    pub questions: Count,
    /// Words of the longest section, those of its subsections aside.
    pub longest_section: Most,
    /// Words of the longest paragraph, item or cell.
    pub longest_paragraph: Most,
    pub boxes: Count,
    /// Boxes that are white on dark.
    pub emergencies: Count,
    pub lists: Count,
    pub steps: Count,
    pub dos: Count,
    /// Boxes and zones that say whom to call.
    pub calls: Count,
    /// What is ticked, filled in or looked up, by name.
    pub tools: Vec<(&'static str, Count)>,
    pub definitions: Count,
    pub bold: Count,
    /// Words of the longest stretch in italics.
    pub longest_italics: Most,
    /// Words of the longest run of words in capitals.
    pub longest_capitals: Most,
    /// Texts with a digit.
    pub numbers: Count,
    /// "You" and "your".
    pub you: Count,
    /// "Patient" and "patients": whoever is spoken of is not spoken to.
    pub patients: Count,
    pub links: Count,
    /// Pictures that are not mere decoration.
    pub pictures: Count,
    pub uncaptioned: Count,
    /// Pictures at the start of the lines beside them.
    pub at_start: Count,
    pub tables: Count,
    /// Words of the longest heading of a column.
    pub longest_header: Most,
    /// Lines to write on, and tables to fill in.
    pub forms: Count,
}

impl Count {
    fn add(&mut self, number: usize, place: Option<Place>) {
        if self.number == 0 && number > 0 {
            self.first = place;
        }
        self.number += number;
    }
}

impl Most {
    fn meet(&mut self, size: usize, place: impl FnOnce() -> Option<Place>) {
        if size > self.size {
            *self = Most { size, place: place() };
        }
    }
}

impl Survey {
    /// Counts what stands in an article that was read from `file`.
    pub fn of(article: &Article, file: &str) -> Survey {
        let mut survey = Survey {
            file: file.to_owned(),
            is_english: article.language.primary() == "en",
            has_capitals: matches!(article.language.script(), "Latn" | "Cyrl" | "Grek" | "Armn"),
            ..Survey::default()
        };
        for point in &article.summary {
            survey.key_points.add(1, survey.at(point));
        }
        article.sections.iter().for_each(|section| survey.section(section));
        article.passages().iter().for_each(|passage| survey.passage(passage));
        survey
    }

    fn at(&self, text: &Text) -> Option<Place> {
        text.start().map(|span| Place::of(&span, &self.file))
    }

    fn at_span(&self, span: Option<&Span>) -> Option<Place> {
        span.map(|span| Place::of(span, &self.file))
    }

    fn section(&mut self, section: &Section) {
        let place = self.at(&section.heading);
        let is_question = section.heading.plain().trim_end().ends_with(['?', '？', '؟', ';', '՞', '፧']);
        self.headings.add(1, place.clone());
        self.questions.add(usize::from(is_question), place.clone());
        let words = section.passages().iter().map(|passage| words_in(&passage.text.plain())).sum();
        self.longest_section.meet(words, || place);
        self.blocks(&section.body);
        section.sections.iter().for_each(|section| self.section(section));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(_) => {}
                Block::List(list) => self.list(list),
                Block::Callout(callout) => self.callout(callout),
                Block::Table(table) => self.table(table),
                Block::Image(image) => self.picture(image),
                Block::Figure(figure) => {
                    let place = figure.body.first().and_then(|block| self.block_place(block));
                    self.at_start.add(usize::from(figure.side == Side::Start), place);
                    self.picture(&figure.image);
                    self.blocks(&figure.body);
                }
                Block::Form(form) => self.form(form),
            }
        }
    }

    /// Where a block begins, as far as its first text tells.
    fn block_place(&self, block: &Block) -> Option<Place> {
        match block {
            Block::Paragraph(text) => self.at(text),
            Block::List(list) => self.list_place(list),
            _ => None,
        }
    }

    fn list_place(&self, list: &List) -> Option<Place> {
        list.items.first().and_then(|item| item.text.first()).and_then(|text| self.at(text))
    }

    fn list(&mut self, list: &List) {
        let place = self.list_place(list);
        self.lists.add(1, place.clone());
        match list.mark {
            Mark::Step => self.steps.add(list.items.len(), place),
            Mark::Do | Mark::Dont => self.dos.add(list.items.len(), place),
            Mark::Bullet | Mark::Check => {}
        }
        for item in &list.items {
            item.picture.iter().for_each(|image| self.picture(image));
            self.blocks(&item.blocks);
        }
    }

    fn callout(&mut self, callout: &Callout) {
        let place = self.at_span(callout.place.as_ref());
        self.boxes.add(1, place.clone());
        let is_emergency = callout.kind == CalloutKind::Emergency;
        self.emergencies.add(usize::from(is_emergency), place.clone());
        self.calls.add(usize::from(is_emergency || callout.kind == CalloutKind::Call), place);
        self.blocks(&callout.body);
    }

    fn table(&mut self, table: &Table) {
        let texts = |cell: &Cell| -> Vec<Text> {
            let texts = cell.parts.iter().filter_map(|part| match part {
                CellPart::Paragraph(text) => Some(text.clone()),
                CellPart::List(_) => None,
            });
            texts.collect()
        };
        let headers: Vec<Text> = table.header.iter().flatten().flat_map(texts).collect();
        let place = table.caption.as_ref().or(headers.first()).and_then(|text| self.at(text));
        self.tables.add(1, place);
        for header in &headers {
            let place = self.at(header);
            self.longest_header.meet(words_in(&header.plain()), || place);
        }
        let parts = table.header.iter().chain(&table.rows).flatten().flat_map(|cell| &cell.parts);
        parts.for_each(|part| match part {
            CellPart::List(list) => self.list(list),
            CellPart::Paragraph(_) => {}
        });
    }

    fn picture(&mut self, image: &Image) {
        if image.alt.is_none() {
            return;
        }
        let place = image.caption.as_ref().and_then(|caption| self.at(caption));
        self.pictures.add(1, place);
        self.uncaptioned.add(usize::from(image.caption.is_none()), None);
    }

    fn form(&mut self, form: &Form) {
        let parts = form.parts();
        let place = parts.texts.first().and_then(|text| self.at(text));
        let place = place.or_else(|| parts.lists.first().and_then(|list| self.list_place(list)));
        let tool = match form {
            Form::Checklist(_) => Some("checklist"),
            Form::Zones(_) => Some("action plan"),
            Form::Schedule(_) => Some("schedule of medicines"),
            Form::Calendar(_) => Some("calendar"),
            Form::WriteIn(_) => Some("lines to write on"),
            Form::Log(_) => Some("log"),
            Form::TeachBack(_) => Some("questions to answer"),
            Form::Definitions(_) | Form::Number(_) => None,
        };
        if let Some(tool) = tool {
            self.tool(tool, place.clone());
        }
        match form {
            Form::Definitions(terms) => self.definitions.add(terms.len(), place),
            Form::Zones(zones) => self.calls.add(zones.iter().filter(|zone| zone.call.is_some()).count(), place),
            Form::WriteIn(_) | Form::Log(_) | Form::TeachBack(_) | Form::Schedule(_) => self.forms.add(1, place),
            Form::Checklist(_) | Form::Calendar(_) | Form::Number(_) => {}
        }
        parts.lists.iter().for_each(|list| self.list(list));
    }

    fn tool(&mut self, name: &'static str, place: Option<Place>) {
        match self.tools.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => count.add(1, place),
            None => self.tools.push((name, Count { number: 1, first: place })),
        }
    }

    fn passage(&mut self, passage: &Passage) {
        let text = passage.text;
        let plain = text.plain();
        let place = || self.at(text);
        if !matches!(passage.kind, PassageKind::Title | PassageKind::Heading) {
            let (words, at) = (words_in(&plain), place());
            self.longest_paragraph.meet(words, || at);
        }
        let at = self.at(text);
        for inline in &text.inlines {
            let words = words_in(&inline.text);
            self.bold.add(usize::from(inline.strong), at.clone());
            if inline.emphasis {
                self.longest_italics.meet(words, || at.clone());
            }
            self.links.add(usize::from(inline.link.is_some()), at.clone());
        }
        self.numbers.add(usize::from(plain.chars().any(char::is_numeric)), at.clone());
        self.longest_capitals.meet(capitals(&plain), || at.clone());
        if self.is_english {
            let of = |wanted: &[&str]| english_words(&plain).filter(|word| wanted.contains(&word.as_str())).count();
            let (you, patients) = (of(&["you", "your", "yours", "yourself"]), of(&["patient", "patients"]));
            self.you.add(you, at.clone());
            self.patients.add(patients, at);
        }
    }
}

/// The most words in a row that are all in capitals, of two letters or more.
fn capitals(text: &str) -> usize {
    let (mut run, mut most) = (0, 0);
    for word in text.split_whitespace() {
        let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
        let is_word = letters.clone().count() > 1;
        run = if is_word && letters.all(char::is_uppercase) { run + 1 } else { 0 };
        most = most.max(run);
    }
    most
}

/// The words of an English text in small letters, as far as they are of letters: "you" of "you'll".
fn english_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}
