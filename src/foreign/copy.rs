//! A file as copies: its pages in order, each followed by everything that it needs and that was not copied before.

use super::annotations::Annotations;
use super::copier::{Copier, loss_among};
use super::destinations::Destinations;
use super::error::ForeignError;
use super::forms::Form;
use super::layers::Layers;
use super::loss::{Loss, Losses};
use super::object::{Dictionary, Object, key};
use super::pages::pages;
use super::store::Store;

/// The paper of a page that tells none, in points: what readers take (letter).
const LETTER: [i64; 4] = [0, 0, 612, 792];

/// What is ready to be written into a file of ours. References among the objects are indexes of this list.
pub(super) struct Copied {
    /// The pages first.
    pub objects: Vec<Object>,
    /// How many of them are pages.
    pub pages: usize,
    /// Layers that can be shown and hidden.
    pub layers: Layers,
    /// What is not as it was.
    pub losses: Losses,
}

/// Copies a file, or says why it cannot be.
pub(super) fn copy(mut store: Store<'_>) -> Result<Copied, ForeignError> {
    if store.trailer(b"Encrypt")? != Object::Null {
        return Err(ForeignError::Encrypted);
    }
    let root = store.trailer(b"Root")?;
    let catalog = store.value(&root)?;
    let catalog = catalog.entries().ok_or(ForeignError::Damaged("its index leads nowhere"))?;
    if *store.get(catalog, b"Collection")? != Object::Null {
        return Err(ForeignError::Portfolio);
    }
    let (has_files, has_actions) = (has_files(&mut store, catalog)?, has_actions(&mut store, catalog)?);
    let form = Form::read(&mut store, catalog)?;
    let pages = pages(&mut store, catalog)?;
    let mut copier = Copier::new(store, &pages);
    copier.losses.extend(has_files.then_some(Loss::Attachments));
    copier.losses.extend(has_actions.then_some(Loss::Actions));
    let mut destinations = Destinations::new(catalog, &mut copier.store.budget)?;
    for (index, page) in pages.iter().enumerate() {
        let mut copied = copy_page(&mut copier, &page.entries)?;
        let mut annotations = Annotations { copier: &mut copier, form: &form, destinations: &mut destinations };
        let annotations = annotations.copy(&page.entries)?;
        if !annotations.is_empty() {
            copied.insert(key("Annots"), Object::Array(annotations));
        }
        copier.objects[index] = Object::Dictionary(copied);
        copier.drain()?;
    }
    let layers = Layers::read(&mut copier, catalog)?;
    Ok(Copied { pages: pages.len(), objects: copier.objects, layers, losses: copier.losses })
}

/// Whether files are attached to the document as a whole (7.11.4, and 14.13 of ISO 32000-2).
fn has_files(store: &mut Store<'_>, catalog: &Dictionary) -> Result<bool, ForeignError> {
    if !store.get(catalog, b"AF")?.list().is_empty() {
        return Ok(true);
    }
    let names = store.get(catalog, b"Names")?;
    let Some(names) = names.entries() else { return Ok(false) };
    let files = store.get(names, b"EmbeddedFiles")?;
    let Some(files) = files.entries() else { return Ok(false) };
    Ok(!store.get(files, b"Names")?.list().is_empty() || !store.get(files, b"Kids")?.list().is_empty())
}

/// Whether a file does something by itself (7.7.2, 12.6.3, 12.6.4.16), other than to turn to one of its pages.
fn has_actions(store: &mut Store<'_>, catalog: &Dictionary) -> Result<bool, ForeignError> {
    let first = store.get(catalog, b"OpenAction")?;
    if let Some(action) = first.entries()
        && (!store.get(action, b"S")?.is_name("GoTo") || *store.get(action, b"Next")? != Object::Null)
    {
        return Ok(true);
    }
    let names = store.get(catalog, b"Names")?;
    let has_scripts = match names.entries() {
        Some(names) => *store.get(names, b"JavaScript")? != Object::Null,
        None => false,
    };
    Ok(has_scripts || *store.get(catalog, b"AA")? != Object::Null)
}

/// A page without its annotations: paper, resources and contents.
fn copy_page(copier: &mut Copier<'_>, entries: &Dictionary) -> Result<Dictionary, ForeignError> {
    copier.losses.extend(loss_among(entries));
    let mut copied = Dictionary::new();
    for name in ["MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"] {
        if let Some(area) = area(copier, entries, name)? {
            copied.insert(key(name), area);
        }
    }
    copied.entry(key("MediaBox")).or_insert_with(|| Object::Array(LETTER.map(Object::Integer).into()));
    // Some programs write whole numbers as `90.0`; readers take them.
    let rotation = copier.store.get(entries, b"Rotate")?.number().filter(|turn| turn % 90.0 == 0.0);
    if let Some(turn) = rotation.map(|turn| turn.rem_euclid(360.0)).filter(|turn| *turn > 0.0) {
        copied.insert(key("Rotate"), Object::Integer(turn as i64));
    }
    let unit = copier.store.get(entries, b"UserUnit")?;
    if unit.number().is_some_and(|unit| unit > 0.0) {
        copied.insert(key("UserUnit"), unit.copy_to_keep(&mut copier.store.budget)?);
    }
    for name in ["Resources", "Group"] {
        let Some(value) = entries.get(name.as_bytes()) else { continue };
        if copier.store.value(value)?.entries().is_some() {
            copied.insert(key(name), copier.value(value)?);
        }
    }
    copied.entry(key("Resources")).or_insert_with(|| Object::Dictionary(Dictionary::new()));
    if let Some(contents) = contents(copier, entries)? {
        copied.insert(key("Contents"), contents);
    }
    Ok(copied)
}

/// A rectangle of four numbers that encloses something.
fn area(copier: &mut Copier<'_>, entries: &Dictionary, name: &str) -> Result<Option<Object>, ForeignError> {
    let area = copier.store.get(entries, name.as_bytes())?;
    let Some(items) = area.items().filter(|items| items.len() == 4) else { return Ok(None) };
    let mut corners = Vec::with_capacity(4);
    for item in items {
        corners.push(copier.store.value(item)?);
    }
    let numbers: Option<Vec<f64>> = corners.iter().map(|corner| corner.number()).collect();
    let sound = matches!(numbers.as_deref(), Some(&[left, bottom, right, top])
        if left != right && bottom != top && [left, bottom, right, top].iter().all(|it| it.abs() < 1.0e7));
    if !sound {
        return Ok(None);
    }
    let budget = &mut copier.store.budget;
    Ok(Some(Object::Array(corners.iter().map(|corner| corner.copy_to_keep(budget)).collect::<Result<_, _>>()?)))
}

/// The content streams: one, several, or none.
fn contents(copier: &mut Copier<'_>, entries: &Dictionary) -> Result<Option<Object>, ForeignError> {
    let Some(contents) = entries.get(&b"Contents"[..]) else { return Ok(None) };
    let value = copier.store.value(contents)?;
    let list = match &*value {
        Object::Stream(..) => std::slice::from_ref(contents),
        Object::Array(items) => items,
        _ => return Ok(None),
    };
    let mut streams = Vec::new();
    for item in list {
        let stream = copier.store.value(item)?;
        if matches!(*stream, Object::Stream(..)) {
            streams.push(copier.value(item)?);
        }
    }
    Ok(Some(Object::Array(streams)))
}
