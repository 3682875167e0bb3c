//! What a clinic asks of all its texts, beside how loudly findings are told.

use std::sync::Arc;

use crate::diagnostics::Notes;
use crate::phone::{KnownNumbers, numbers};
use crate::yaml::{Fields, choice, list, scalar};

/// What the texts of a clinic have to keep to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Numbers that texts may name beside those of contacts and emergencies; `None` where they may name any.
    pub known_phones: Option<Arc<KnownNumbers>>,
    /// The units of temperatures; `None` where an article only has to be of one mind.
    pub temperature: Option<Temperature>,
}

/// The units of temperatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Temperature {
    /// Each is given in °F and in °C.
    Both,
    /// One unit is enough.
    Any,
}

impl Rules {
    /// Reads what a site file says of them, over what is said already.
    pub(super) fn read(&mut self, fields: &mut Fields, notes: &mut Notes) {
        let phones = [("known", true), ("any", false)];
        if let Some(known) =
            fields.take("phones").and_then(|node| choice(node, "which numbers texts may name", &phones, notes))
        {
            self.known_phones = known.then(|| self.known_phones.take().unwrap_or_default());
        }
        if let Some(node) = fields.take("known_phones") {
            let typed = list(node, "a list of telephone numbers", notes).iter();
            let typed = typed.filter_map(|node| scalar(node, "this number", notes));
            let known = KnownNumbers::of(typed.flat_map(|number| numbers(number.text.trim())));
            self.known_phones = Some(Arc::new(known));
        }
        let units = [("both", Temperature::Both), ("any", Temperature::Any)];
        let typed = fields.take("temperature").and_then(|node| choice(node, "units of temperature", &units, notes));
        self.temperature = typed.or(self.temperature);
    }
}
