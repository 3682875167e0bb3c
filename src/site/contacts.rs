//! Whom patients call.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::language::Language;
use crate::phone::{KnownNumbers, numbers};
use crate::prose::Text;

/// Somebody patients can call.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The name articles use; empty when none was given.
    pub id: String,
    /// "Nurse line".
    pub label: Text,
    /// As printed.
    pub phone: Option<Text>,
    /// When they answer.
    pub hours: Option<Text>,
}

/// All whom patients of a clinic can call, in the order of the file. Clones share one list, and what is looked up in it is
/// reckoned once: very many clinics and articles may ask.
#[derive(Clone, Debug, Default)]
pub struct Contacts(Arc<List>);

#[derive(Debug, Default)]
struct List {
    all: Vec<Contact>,
    /// Whether all words are known to be in some language.
    is_in_a_language: bool,
    by_id: OnceLock<HashMap<String, usize>>,
    numbers: OnceLock<Numbers>,
}

/// The numbers of a list of contacts, of which each may have several.
#[derive(Debug)]
struct Numbers {
    /// The digits of each, and which contact has it, in the order of the list.
    all: Vec<(String, usize)>,
    known: KnownNumbers,
}

impl Contacts {
    /// The contact with this id, of several the first; none has an empty one.
    pub fn with_id(&self, id: &str) -> Option<&Contact> {
        let by_id = self.0.by_id.get_or_init(|| {
            let mut by_id = HashMap::new();
            for (at, contact) in self.iter().enumerate().filter(|(_, contact)| !contact.id.is_empty()) {
                by_id.entry(contact.id.clone()).or_insert(at);
            }
            by_id
        });
        by_id.get(id).map(|at| &self[*at])
    }

    /// Whether a number is that of one of them, with or without codes before it.
    pub fn have_number(&self, digits: &str) -> bool {
        self.numbers().known.has(digits)
    }

    /// The numbers that are the same as this one, in the order of the list: their digits, and whose they are. Of very many that
    /// end alike there are some.
    pub fn with_number(&self, digits: &str) -> impl Iterator<Item = (&str, &Contact)> {
        let numbers = self.numbers();
        numbers.known.same(digits).into_iter().map(|at| {
            let (digits, contact) = &numbers.all[at];
            (digits.as_str(), &self[*contact])
        })
    }

    fn numbers(&self) -> &Numbers {
        self.0.numbers.get_or_init(|| {
            let mut all = Vec::new();
            for (at, contact) in self.iter().enumerate() {
                let typed = contact.phone.iter().flat_map(|phone| numbers(&phone.plain()));
                all.extend(typed.map(|digits| (digits, at)));
            }
            Numbers { known: KnownNumbers::of(all.iter().map(|(digits, _)| digits)), all }
        })
    }

    /// Says of all words that are not known to be in another language that they are in this one.
    pub(super) fn set_language(&mut self, language: &Arc<Language>) {
        if self.0.is_in_a_language {
            return;
        }
        let mut all = self.to_vec();
        for Contact { label, hours, .. } in &mut all {
            label.set_language(language);
            hours.iter_mut().for_each(|hours| hours.set_language(language));
        }
        *self = Contacts(Arc::new(List { all, is_in_a_language: true, ..List::default() }));
    }
}

impl Deref for Contacts {
    type Target = [Contact];

    fn deref(&self) -> &[Contact] {
        &self.0.all
    }
}

impl From<Vec<Contact>> for Contacts {
    fn from(all: Vec<Contact>) -> Contacts {
        Contacts(Arc::new(List { all, ..List::default() }))
    }
}

impl FromIterator<Contact> for Contacts {
    fn from_iter<I: IntoIterator<Item = Contact>>(contacts: I) -> Contacts {
        contacts.into_iter().collect::<Vec<Contact>>().into()
    }
}

impl<'c> IntoIterator for &'c Contacts {
    type Item = &'c Contact;
    type IntoIter = std::slice::Iter<'c, Contact>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(id: &str, phone: Option<&str>) -> Contact {
        Contact { id: id.into(), label: Text::from("Desk"), phone: phone.map(Text::from), hours: None }
    }

    #[test]
    fn contacts_are_found_by_their_ids_and_by_any_of_their_numbers() {
        let contacts: Contacts = [
            contact("", Some("555-0100")),
            contact("nurse", Some("312-555-0100")),
            contact("nurse", None),
            contact("desk", Some("112 or 911")),
        ]
        .into_iter()
        .collect();
        let phone = |id: &str| contacts.with_id(id).map(|contact| contact.phone.is_some());
        assert_eq!(["", "nurse", "desk", "other"].map(phone), [None, Some(true), Some(true), None]);
        let whose = |digits: &str| -> Vec<(&str, &str)> {
            contacts.with_number(digits).map(|(digits, contact)| (digits, contact.id.as_str())).collect()
        };
        assert_eq!(whose("13125550100"), [("5550100", ""), ("3125550100", "nurse")]);
        assert_eq!((whose("911"), whose("988")), (vec![("911", "desk")], vec![]));
        assert!(contacts.have_number("112") && !contacts.have_number("5550101"));
    }

    #[test]
    fn clones_share_one_list_until_one_of_them_is_set_in_a_language() {
        let mut one: Contacts = vec![contact("nurse", Some("555-0100"))].into();
        let language = Arc::new(Language::english());
        one.set_language(&language);
        let mut other = one.clone();
        other.set_language(&language);
        assert!(Arc::ptr_eq(&one.0, &other.0));
    }
}
