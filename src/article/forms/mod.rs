//! Blocks with a form of their own: to be ticked, filled in, or looked up at a glance.

mod checklist;
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
            _ => None,
        }
    }
}
