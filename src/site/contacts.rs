//! Whom patients call.

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

/// All whom patients of a clinic can call, in the order of the file. Copies share one list, and what is looked up in it is
/// reckoned once: very many clinics and articles may ask.
#[derive(Clone, Debug, Default)]
pub struct Contacts(Arc<List>);

#[derive(Debug, Default)]
struct List {
    all: Vec<Arc<Contact>>,
    /// Whether all words are known to be in some language.
    is_in_a_language: bool,
    /// The places of all, by their ids and in order.
    by_id: OnceLock<Vec<u32>>,
    numbers: OnceLock<Numbers>,
    /// The places of those that have the first words in one of their languages.
    first_in_language: OnceLock<Vec<u32>>,
}

/// The numbers of a list of contacts, of which each may have several.
#[derive(Debug)]
struct Numbers {
    /// The digits of each, and which contact has it, in the order of the list.
    all: Vec<(String, usize)>,
    known: KnownNumbers,
}

impl Contacts {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Contact> {
        self.0.all.iter().map(Arc::as_ref)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.all.is_empty()
    }

    /// The contact with this id, of several the first; none has an empty one.
    pub fn with_id(&self, id: &str) -> Option<&Contact> {
        self.places_of(id).first().filter(|_| !id.is_empty()).map(|place| self.at(*place))
    }

    /// The contacts with these ids, in the order of the list.
    pub fn with_ids<'i>(&self, ids: impl Iterator<Item = &'i str>) -> Vec<&Contact> {
        let mut places: Vec<u32> = ids.filter(|id| !id.is_empty()).flat_map(|id| self.places_of(id)).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| self.at(place)).collect()
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
            (digits.as_str(), self.0.all[*contact].as_ref())
        })
    }

    /// Of each language that some of their words are in a contact whose words are the first in it, in order.
    pub fn first_in_each_language(&self) -> impl Iterator<Item = &Contact> {
        let places = self.0.first_in_language.get_or_init(|| {
            let mut known: Vec<&Language> = Vec::new();
            let mut places = Vec::new();
            for (place, contact) in (0..).zip(self.iter()) {
                for language in contact.words().filter_map(|text| text.language.as_deref()) {
                    if !known.contains(&language) {
                        known.push(language);
                        places.push(place);
                    }
                }
            }
            places
        });
        places.iter().map(|place| self.at(*place))
    }

    /// Says of all words that are not known to be in another language that they are in this one.
    pub(super) fn set_language(&mut self, language: &Arc<Language>) {
        if self.0.is_in_a_language {
            return;
        }
        let mut all = self.0.all.clone();
        for contact in &mut all {
            if contact.words().any(|text| text.language.is_none()) {
                let Contact { label, hours, .. } = Arc::make_mut(contact);
                label.set_language(language);
                hours.iter_mut().for_each(|hours| hours.set_language(language));
            }
        }
        *self = Contacts(Arc::new(List { all, is_in_a_language: true, ..List::default() }));
    }

    /// The list itself, to lay others over.
    pub(super) fn list(&self) -> &[Arc<Contact>] {
        &self.0.all
    }

    fn at(&self, place: u32) -> &Contact {
        &self.0.all[place as usize]
    }

    /// The places of the contacts with this id, or of those without one, in order.
    pub(super) fn places_of(&self, id: &str) -> &[u32] {
        let places = self.0.by_id.get_or_init(|| {
            let mut places: Vec<u32> = (0..).take(self.len()).collect();
            places.sort_by_key(|place| &self.at(*place).id);
            places
        });
        let first = places.partition_point(|place| self.at(*place).id.as_str() < id);
        let behind = &places[first..];
        &behind[..behind.partition_point(|place| self.at(*place).id == id)]
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
}

impl Contact {
    /// What is said of it in words.
    pub fn words(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.label).chain(&self.hours)
    }
}

impl From<Vec<Arc<Contact>>> for Contacts {
    fn from(all: Vec<Arc<Contact>>) -> Contacts {
        Contacts(Arc::new(List { all, ..List::default() }))
    }
}

impl FromIterator<Contact> for Contacts {
    fn from_iter<I: IntoIterator<Item = Contact>>(contacts: I) -> Contacts {
        contacts.into_iter().map(Arc::new).collect::<Vec<_>>().into()
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
        let ids = |ids: &[&str]| {
            contacts.with_ids(ids.iter().copied()).into_iter().map(|it| it.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&["desk", "nurse", "other", "", "desk"]), ["nurse", "nurse", "desk"]);
        let whose = |digits: &str| -> Vec<(&str, &str)> {
            contacts.with_number(digits).map(|(digits, contact)| (digits, contact.id.as_str())).collect()
        };
        assert_eq!(whose("13125550100"), [("5550100", ""), ("3125550100", "nurse")]);
        assert_eq!((whose("911"), whose("988")), (vec![("911", "desk")], vec![]));
        assert!(contacts.have_number("112") && !contacts.have_number("5550101"));
    }

    #[test]
    fn clones_share_one_list_until_one_of_them_is_set_in_a_language() {
        let mut one: Contacts = [contact("nurse", Some("555-0100"))].into_iter().collect();
        let language = Arc::new(Language::english());
        one.set_language(&language);
        let mut other = one.clone();
        other.set_language(&language);
        assert!(Arc::ptr_eq(&one.0, &other.0));
        let mut with_another: Contacts =
            one.list().iter().cloned().chain([contact("desk", None).into()]).collect::<Vec<_>>().into();
        with_another.set_language(&Arc::new(Language::parse("es").expect("a tag")));
        let languages: Vec<&str> = with_another.first_in_each_language().map(|contact| contact.id.as_str()).collect();
        assert!(Arc::ptr_eq(&with_another.list()[0], &one.list()[0]));
        assert_eq!(languages, ["nurse", "desk"]);
    }
}
