//! From the forms of an article to what is said.

use super::{BigNumber, Definition, TitledList, WriteIn};
use crate::article::{self, Call, Checklist, Form, Zone, ZoneColor};
use crate::document::blocks::Composer;
use crate::document::{Aside, AsideKind, Block, Inline, Words};
use crate::locale::Label;
use crate::prose::Text;

/// Stands for a sound until that is put in its place.
const SOUND: &str = "\u{1}";

impl<'a> Composer<'a> {
    /// Adds what a form says.
    pub(in crate::document) fn form(&self, form: &'a Form, out: &mut Vec<Block<'a>>) {
        match form {
            Form::Checklist(Checklist { title, list }) => out.push(Block::TitledList(TitledList {
                title: title.as_ref().map(|title| self.words(title)),
                list: self.list(list, 0),
            })),
            Form::Schedule(schedule) => out.push(Block::Grid(self.schedule(schedule))),
            Form::Calendar(calendar) => out.push(Block::Grid(self.calendar(calendar))),
            Form::Log(log) => out.push(Block::Grid(self.log(log))),
            Form::TeachBack(questions) => out.push(Block::Aside(self.teach_back(questions))),
            Form::Number(number) => {
                let (value, label) = (self.words(&number.value), self.words(&number.label));
                out.push(Block::Number(BigNumber { value, label }));
            }
            Form::Definitions(definitions) => {
                let definitions = definitions.iter().map(|definition| self.definition(definition)).collect();
                out.push(Block::Definitions(definitions));
            }
            Form::WriteIn(labels) => out.push(Block::WriteIn(self.write_in(labels))),
            Form::Zones(zones) => out.push(Block::Zones(zones.iter().map(|zone| self.zone(zone)).collect())),
        }
    }

    fn write_in(&self, labels: &'a [article::WriteIn]) -> Vec<WriteIn<'a>> {
        labels.iter().map(|line| WriteIn { label: self.words(&line.label), lines: line.lines }).collect()
    }

    /// Questions in a box, with lines to answer them in the patient's own words.
    fn teach_back(&self, questions: &'a [article::WriteIn]) -> Aside<'a> {
        let locale = self.setting.locale;
        let label = |label| Words::label(locale.label(label), locale);
        Aside {
            kind: AsideKind::TeachBack,
            level: self.box_level(),
            label: label(Label::TeachBack),
            joint: String::new(),
            title: None,
            blocks: vec![Block::Paragraph(label(Label::Tell)), Block::WriteIn(self.write_in(questions))],
        }
    }

    fn definition(&self, definition: &'a article::Definition) -> Definition<'a> {
        Definition {
            term: self.words(&definition.term),
            say: definition.say.as_ref().map(|sound| self.spoken(sound)),
            joint: self.setting.locale.field_joint(),
            meaning: self.words(&definition.meaning),
        }
    }

    /// "(say: bye-OP-see)".
    fn spoken(&self, sound: &'a Text) -> Words<'a> {
        let locale = self.setting.locale;
        let said = locale.say(SOUND);
        let (before, after) = said.split_once(SOUND).unwrap_or((&said, ""));
        // Where a colon is as wide as a letter, so are brackets.
        let (open, close) = if locale.field_joint().contains('：') { ("（", "）") } else { (" (", ")") };
        let mut words = Words::label(format!("{open}{before}"), locale);
        words.inlines.extend(self.words(sound).inlines);
        words.inlines.extend(Words::label(format!("{after}{close}"), locale).inlines);
        words
    }

    /// A zone under the tool's own word for it. An emergency number comes first, other numbers last.
    fn zone(&self, zone: &'a Zone) -> Aside<'a> {
        let (kind, label) = match zone.color {
            ZoneColor::Green => (AsideKind::GreenZone, Label::Green),
            ZoneColor::Yellow => (AsideKind::YellowZone, Label::Yellow),
            ZoneColor::Red => (AsideKind::RedZone, Label::Red),
        };
        let mut blocks = Vec::new();
        if zone.call == Some(Call::Emergency) {
            let words = self.emergency_call();
            blocks.push(Block::Paragraph(Words { inlines: vec![Inline::Strong(words.inlines)] }));
        }
        blocks.push(self.labelled_list(Label::When, &zone.when));
        blocks.extend(zone.what_to_do.as_ref().map(|list| self.labelled_list(Label::WhatToDo, list)));
        if zone.call == Some(Call::Us) {
            blocks.push(Block::Contacts(self.contacts().collect()));
        }
        let locale = self.setting.locale;
        Aside {
            kind,
            level: self.box_level(),
            label: Words::label(locale.label(label), locale),
            joint: locale.field_joint(),
            title: Some(self.words(&zone.label)),
            blocks,
        }
    }

    /// A list under the tool's own word.
    fn labelled_list(&self, label: Label, list: &'a article::List) -> Block<'a> {
        let title = Some(Words::label(self.setting.locale.label(label), self.setting.locale));
        Block::TitledList(TitledList { title, list: self.list(list, 0) })
    }
}
