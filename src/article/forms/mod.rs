//! Blocks with a form of their own: to be ticked, filled in, or looked up at a glance.

mod checklist;
mod definitions;
mod log;
mod number;
mod schedule;
mod write_in;
mod zones;

use super::block::Setting;
use super::{List, Text};
use crate::diagnostics::{Notes, Span};
use crate::yaml::Fields;

/// A block with a form of its own.
#[derive(Clone, Debug)]
pub enum Form {
    /// Items to tick.
    Checklist(Checklist),
    /// An action plan, at least two zones.
    Zones(Vec<Zone>),
    /// Medicines and the times of day to take them.
    Schedule(Schedule),
    /// The days of a cycle.
    Calendar(Calendar),
    /// Lines to write on, never none.
    WriteIn(Vec<WriteIn>),
    /// A table with rows to fill in.
    Log(Log),
    /// Questions to answer in one's own words, never none.
    TeachBack(Vec<WriteIn>),
    /// Words and what they mean, never none.
    Definitions(Vec<Definition>),
    /// One value in large type.
    Number(BigNumber),
}

/// Items to tick, each behind an empty box.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// Printed above.
    pub title: Option<Text>,
    /// Its mark is [`super::Mark::Check`].
    pub list: List,
}

/// A zone of an action plan: how somebody feels, and what to do then.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Which.
    pub color: ZoneColor,
    /// The author's own words for it: "You feel well".
    pub label: Text,
    /// Signs of being in it.
    pub when: List,
    /// What helps; there if `call` is not.
    pub what_to_do: Option<List>,
    /// Whose number it shows.
    pub call: Option<Call>,
    /// Its key; `None` in an article that no file holds.
    pub place: Option<Span>,
}

/// The three zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneColor {
    /// All is well.
    Green,
    /// Take care.
    Yellow,
    /// Get help.
    Red,
}

/// Whose number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// The contacts of the handout.
    Us,
    /// The site's emergency number.
    Emergency,
}

/// Medicines and the times of day to take them, as in the Universal Medication Schedule (AHRQ).
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Printed above.
    pub caption: Option<Text>,
    /// Never empty.
    pub medicines: Vec<Dose>,
    /// Empty rows to write in.
    pub blank: usize,
}

/// A medicine, and how much of it to take when.
#[derive(Clone, Debug)]
pub struct Dose {
    /// Name and strength.
    pub name: Text,
    /// Morning, noon, evening and bedtime; `None` leaves room to write.
    pub times: [Option<Text>; 4],
    /// How much to take if it is needed.
    pub as_needed: Option<Text>,
    /// What else to know: "with food".
    pub note: Option<Text>,
}

/// The days of a cycle.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Printed above.
    pub caption: Option<Text>,
    /// Of each day, whether the medicine is taken; never empty.
    pub takes: Vec<bool>,
    /// How often it is taken on such a day.
    pub times: usize,
}

/// Lines to write on.
#[derive(Clone, Debug)]
pub struct WriteIn {
    /// What is to be written.
    pub label: Text,
    /// How many lines; at least one.
    pub lines: usize,
}

/// A table with rows to fill in.
#[derive(Clone, Debug)]
pub struct Log {
    /// Printed above.
    pub caption: Option<Text>,
    /// What each column is for; never empty.
    pub columns: Vec<Text>,
    /// What stands in the first column of the first rows; no more than `rows`.
    pub first: Vec<Text>,
    /// How many rows; at least one.
    pub rows: usize,
}

/// A word and what it means.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The word.
    pub term: Text,
    /// How it is spoken.
    pub say: Option<Text>,
    /// What it means.
    pub meaning: Text,
}

/// One value in large type.
#[derive(Clone, Debug)]
pub struct BigNumber {
    /// The value with its unit: "100.4 °F (38 °C)".
    pub value: Text,
    /// What it means for the reader.
    pub label: Text,
}

/// The text of a form, for whoever looks at all text alike: lists, and what stands in no list.
#[derive(Debug)]
pub struct Parts<L, T> {
    /// Lists, in reading order.
    pub lists: Vec<L>,
    /// Other texts, in reading order.
    pub texts: Vec<T>,
}

impl<L, T> Default for Parts<L, T> {
    fn default() -> Self {
        Parts { lists: Vec::new(), texts: Vec::new() }
    }
}

impl Form {
    /// All its text.
    pub fn parts(&self) -> Parts<&List, &Text> {
        let mut parts = Parts::default();
        match self {
            Form::Checklist(Checklist { title, list }) => {
                parts.texts.extend(title);
                parts.lists.push(list);
            }
            Form::Zones(zones) => {
                for Zone { label, when, what_to_do, .. } in zones {
                    parts.texts.push(label);
                    parts.lists.push(when);
                    parts.lists.extend(what_to_do);
                }
            }
            Form::Schedule(Schedule { caption, medicines, .. }) => {
                parts.texts.extend(caption);
                for Dose { name, times, as_needed, note } in medicines {
                    parts.texts.push(name);
                    parts.texts.extend(note);
                    parts.texts.extend(times.iter().flatten().chain(as_needed));
                }
            }
            Form::Calendar(Calendar { caption, .. }) => parts.texts.extend(caption),
            Form::WriteIn(labels) | Form::TeachBack(labels) => {
                parts.texts.extend(labels.iter().map(|line| &line.label))
            }
            Form::Number(BigNumber { value, label }) => parts.texts.extend([value, label]),
            Form::Definitions(definitions) => {
                for Definition { term, say, meaning } in definitions {
                    parts.texts.push(term);
                    parts.texts.extend(say);
                    parts.texts.push(meaning);
                }
            }
            Form::Log(Log { caption, columns, first, .. }) => {
                parts.texts.extend(caption.iter().chain(columns).chain(first));
            }
        }
        parts
    }

    /// All its text, to be changed.
    pub fn parts_mut(&mut self) -> Parts<&mut List, &mut Text> {
        let mut parts = Parts::default();
        match self {
            Form::Checklist(Checklist { title, list }) => {
                parts.texts.extend(title);
                parts.lists.push(list);
            }
            Form::Zones(zones) => {
                for Zone { label, when, what_to_do, .. } in zones {
                    parts.texts.push(label);
                    parts.lists.push(when);
                    parts.lists.extend(what_to_do);
                }
            }
            Form::Schedule(Schedule { caption, medicines, .. }) => {
                parts.texts.extend(caption);
                for Dose { name, times, as_needed, note } in medicines {
                    parts.texts.push(name);
                    parts.texts.extend(note);
                    parts.texts.extend(times.iter_mut().flatten().chain(as_needed));
                }
            }
            Form::Calendar(Calendar { caption, .. }) => parts.texts.extend(caption),
            Form::WriteIn(labels) | Form::TeachBack(labels) => {
                parts.texts.extend(labels.iter_mut().map(|line| &mut line.label))
            }
            Form::Number(BigNumber { value, label }) => parts.texts.extend([value, label]),
            Form::Definitions(definitions) => {
                for Definition { term, say, meaning } in definitions {
                    parts.texts.push(term);
                    parts.texts.extend(say);
                    parts.texts.push(meaning);
                }
            }
            Form::Log(Log { caption, columns, first, .. }) => {
                parts.texts.extend(caption.iter_mut().chain(columns).chain(first));
            }
        }
        parts
    }
}

impl Setting<'_> {
    /// The block with the key `kind`, which is one of the keys of forms.
    pub(super) fn form(self, kind: &str, fields: Fields, notes: &mut Notes) -> Option<Form> {
        match kind {
            "checklist" => self.checklist(fields, notes).map(Form::Checklist),
            "zones" => self.zones(fields, notes).map(Form::Zones),
            "schedule" => self.schedule(fields, notes).map(Form::Schedule),
            "calendar" => self.calendar(fields, notes).map(Form::Calendar),
            "write_in" => self.write_in(fields, notes).map(Form::WriteIn),
            "log" => self.log(fields, notes).map(Form::Log),
            "teach_back" => self.teach_back(fields, notes).map(Form::TeachBack),
            "definitions" => self.definitions(fields, notes).map(Form::Definitions),
            "number" => self.number(fields, notes).map(Form::Number),
            _ => None,
        }
    }
}
