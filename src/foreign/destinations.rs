//! Places in a file, given outright or by name (ISO 32000-1, 12.3.2).

use std::collections::{BTreeMap, BTreeSet};

use super::budget::{Budget, entry};
use super::copier::Copier;
use super::error::ForeignError;
use super::object::{Dictionary, Object, copied};

/// The named places of a file, listed when the first is asked for.
pub(super) struct Destinations {
    catalog: Dictionary,
    named: Option<BTreeMap<Box<[u8]>, Object>>,
}

impl Destinations {
    /// The named places of a file with this catalog, which are not listed yet.
    pub(super) fn new(catalog: &Dictionary, budget: &mut Budget) -> Result<Destinations, ForeignError> {
        let kept = catalog.iter().filter(|(key, _)| [&b"Dests"[..], b"Names"].contains(&&***key));
        let kept = kept.map(|(key, value)| Ok((key.clone(), value.copy_to_keep(budget)?)));
        Ok(Destinations { catalog: kept.collect::<Result<_, _>>()?, named: None })
    }

    /// The same place among the copies; none if there is no such page.
    pub(super) fn resolve(&mut self, copier: &mut Copier<'_>, place: &Object) -> Result<Option<Object>, ForeignError> {
        let mut place = copier.store.value(place)?;
        if let Object::Name(name) | Object::String(name) = &*place {
            let named = match &self.named {
                Some(named) => named,
                None => self.named.insert(list(copier, &self.catalog)?),
            };
            copier.store.budget.work(name.len())?;
            let Some(found) = named.get(name) else { return Ok(None) };
            place = copier.store.value(found)?;
        }
        if let Some(entries) = place.entries() {
            place = copier.store.get(entries, b"D")?;
        }
        let Some((page, view)) = place.items().and_then(|items| items.split_first()) else { return Ok(None) };
        let page = match page {
            Object::Reference(number) => copier.pages.get(number).copied(),
            Object::Integer(index) => u32::try_from(*index).ok().filter(|index| *index < copier.count),
            _ => None,
        };
        let Some(page) = page else { return Ok(None) };
        let plain =
            |item: &&Object| matches!(item, Object::Null | Object::Integer(_) | Object::Real(_) | Object::Name(_));
        let mut copied = vec![Object::Reference(page)];
        for item in view.iter().filter(plain).take(5) {
            copied.push(item.copy_to_keep(&mut copier.store.budget)?);
        }
        let whole = || Object::Array(vec![Object::Reference(page), Object::name("Fit")]);
        Ok(Some(if matches!(copied.get(1), Some(Object::Name(_))) { Object::Array(copied) } else { whole() }))
    }
}

/// All named places: the dictionary of PDF 1.1, and the name tree (7.9.6).
fn list(copier: &mut Copier<'_>, catalog: &Dictionary) -> Result<BTreeMap<Box<[u8]>, Object>, ForeignError> {
    let mut named = BTreeMap::new();
    if let Some(old) = copier.store.get(catalog, b"Dests")?.entries() {
        named.extend(copied(old, &mut copier.store.budget)?);
    }
    let names = copier.store.get(catalog, b"Names")?;
    let root = names.entries().and_then(|names| names.get(&b"Dests"[..]));
    let root = root.map(|root| root.copy_to_keep(&mut copier.store.budget)).transpose()?;
    let (mut waiting, mut seen) = (Vec::from_iter(root), BTreeSet::new());
    while let Some(node) = waiting.pop() {
        copier.store.budget.node()?;
        if let Object::Reference(number) = node
            && !seen.insert(number)
        {
            continue;
        }
        let node = copier.store.value(&node)?;
        let Some(entries) = node.entries() else { continue };
        let leaves = copier.store.get(entries, b"Names")?;
        for pair in leaves.list().chunks_exact(2) {
            if let [name, place] = pair
                && let Object::String(name) = &*copier.store.value(name)?
            {
                copier.store.budget.memory(entry(named.len(), name))?;
                named.insert(name.clone(), place.copy_to_keep(&mut copier.store.budget)?);
            }
        }
        let kids = copier.store.get(entries, b"Kids")?;
        for kid in kids.list() {
            waiting.push(kid.copy_to_keep(&mut copier.store.budget)?);
        }
    }
    Ok(named)
}
