//! Optional content (ISO 32000-1, 8.11): what a file hides stays hidden.

use std::collections::BTreeSet;

use super::copier::Copier;
use super::error::ForeignError;
use super::object::{Dictionary, Object, key};

/// The layers of a file that its pages name, as indexes of the copies.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Layers {
    /// All.
    pub groups: Vec<u32>,
    /// Those that are not shown.
    pub hidden: Vec<u32>,
    /// Usage application dictionaries: layers that only print, or only show on a screen.
    pub events: Vec<Object>,
}

impl Layers {
    /// Reads the default configuration for what has been copied.
    pub(super) fn read(copier: &mut Copier<'_>, catalog: &Dictionary) -> Result<Layers, ForeignError> {
        let mut layers = Layers::default();
        let mut numbers = Vec::new();
        for (number, index) in copier.all() {
            let object = copier.store.object(number)?;
            let kind = object.entries().and_then(|entries| entries.get(&b"Type"[..]));
            if kind.is_some_and(|kind| kind.is_name("OCG")) {
                layers.groups.push(index);
                numbers.push((number, index));
            }
        }
        let properties = copier.store.get(catalog, b"OCProperties")?;
        let Some(properties) = properties.entries().filter(|_| !numbers.is_empty()) else { return Ok(layers) };
        let default = copier.store.get(properties, b"D")?;
        let Some(default) = default.entries() else { return Ok(layers) };
        let (on, off) = (references(copier, default, b"ON")?, references(copier, default, b"OFF")?);
        let all_off = copier.store.get(default, b"BaseState")?.is_name("OFF");
        let hidden = |number: &u32| off.contains(number) || (all_off && !on.contains(number));
        layers.hidden = numbers.iter().filter(|(number, _)| hidden(number)).map(|(_, index)| *index).collect();
        let events = copier.store.get(default, b"AS")?;
        copier.store.budget.items(events.list().len())?;
        for event in events.list() {
            let event = copier.store.value(event)?;
            if let Some(event) = event.entries() {
                layers.events.extend(Layers::event(copier, event, &numbers)?);
            }
        }
        Ok(layers)
    }

    /// A usage application dictionary for the layers that were copied.
    fn event(
        copier: &mut Copier<'_>,
        event: &Dictionary,
        numbers: &[(u32, u32)],
    ) -> Result<Option<Object>, ForeignError> {
        copier.store.budget.items(numbers.len())?;
        let named = references(copier, event, b"OCGs")?;
        let groups: Vec<_> = numbers.iter().filter(|(number, _)| named.contains(number)).collect();
        if groups.is_empty() {
            return Ok(None);
        }
        let mut copied = Dictionary::new();
        for name in ["Event", "Category"] {
            let value = copier.store.get(event, name.as_bytes())?;
            let value = match &*value {
                Object::Array(names) => {
                    let names = names.iter().filter(|it| matches!(it, Object::Name(_)));
                    let names = names.map(|name| name.copy_to_keep(&mut copier.store.budget));
                    Object::Array(names.collect::<Result<_, _>>()?)
                }
                name @ Object::Name(_) => name.copy_to_keep(&mut copier.store.budget)?,
                _ => return Ok(None),
            };
            copied.insert(key(name), value);
        }
        let groups = groups.iter().map(|(_, index)| Object::Reference(*index)).collect();
        copied.insert(key("OCGs"), Object::Array(groups));
        Ok(Some(Object::Dictionary(copied)))
    }
}

/// The numbers of the objects that an array refers to.
fn references(copier: &mut Copier<'_>, entries: &Dictionary, key: &[u8]) -> Result<BTreeSet<u32>, ForeignError> {
    let value = copier.store.get(entries, key)?;
    copier.store.budget.items(value.list().len())?;
    let numbers = value.list().iter().filter_map(|item| match item {
        Object::Reference(number) => Some(*number),
        _ => None,
    });
    Ok(numbers.collect())
}
