//! Blocks with a form of their own: to be ticked, filled in, or looked up at a glance.

mod checklist;

use super::block::Setting;
use super::{List, Text};
use crate::diagnostics::Notes;
use crate::yaml::Fields;

/// A block with a form of its own.
#[derive(Clone, Debug)]
pub enum Form {
    /// Items to tick.
    Checklist(Checklist),
}

/// Items to tick, each behind an empty box.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// Printed above.
    pub title: Option<Text>,
    /// Its mark is [`super::Mark::Check`].
    pub list: List,
}

/// The text of a form, for whoever looks at all text alike: lists, and what stands in no list.
#[derive(Debug, Default)]
pub struct Parts<L, T> {
    /// Lists, in reading order.
    pub lists: Vec<L>,
    /// Other texts, in reading order.
    pub texts: Vec<T>,
}

impl Form {
    /// All its text.
    pub fn parts(&self) -> Parts<&List, &Text> {
        match self {
            Form::Checklist(Checklist { title, list }) => Parts { lists: vec![list], texts: title.iter().collect() },
        }
    }

    /// All its text, to be changed.
    pub fn parts_mut(&mut self) -> Parts<&mut List, &mut Text> {
        match self {
            Form::Checklist(Checklist { title, list }) => {
                Parts { lists: vec![list], texts: title.iter_mut().collect() }
            }
        }
    }
}

impl Setting<'_> {
    /// The block with the key `kind`, which is one of the keys of forms.
    pub(super) fn form(self, kind: &str, fields: Fields, notes: &mut Notes) -> Option<Form> {
        match kind {
            "checklist" => self.checklist(fields, notes).map(Form::Checklist),
            _ => None,
        }
    }
}
