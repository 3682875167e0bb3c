//! Everything that the pages need, copied: page by page, then in the order of discovery (ISO 32000-1, 7.3.10).

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::destinations::Destinations;
use super::forms::Form;
use super::layers::Layers;
use super::object::{Dictionary, Object};
use super::pages::{Page, pages};
use super::store::Store;
use super::{ForeignError, Loss, Losses};

/// Entries that lead out of a page, act by themselves, or speak of what is left behind: tags, other programs' data.
const LEFT_OUT: [&str; 14] = [
    "AA",
    "AF",
    "JS",
    "JavaScript",
    "LastModified",
    "Metadata",
    "OPI",
    "Parent",
    "PieceInfo",
    "PtData",
    "Measure",
    "StructParent",
    "StructParents",
    "Thumb",
];

/// Dictionaries whose keys are the file's own names, among which none is left out.
const NAMES: [&str; 9] =
    ["CharProcs", "Colorants", "ColorSpace", "ExtGState", "Font", "Pattern", "Properties", "Shading", "XObject"];

/// What is never part of how a page looks, though something in it may refer to it.
const ELSEWHERE: [&str; 9] =
    ["Page", "Pages", "Catalog", "StructElem", "StructTreeRoot", "Outlines", "Filespec", "EmbeddedFile", "Action"];

/// What is done when something is clicked, opened or printed (ISO 32000-1, table 198; ISO 32000-2, table 201).
const ACTIONS: [&str; 20] = [
    "GoTo",
    "GoToR",
    "GoToE",
    "GoToDp",
    "Launch",
    "Thread",
    "URI",
    "Sound",
    "Movie",
    "Hide",
    "Named",
    "SubmitForm",
    "ResetForm",
    "ImportData",
    "JavaScript",
    "SetOCGState",
    "Rendition",
    "Trans",
    "GoTo3DView",
    "RichMediaExecute",
];

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
    if store.trailer(b"Encrypt") != Object::Null {
        return Err(ForeignError::Encrypted);
    }
    let root = store.trailer(b"Root");
    let catalog = store.value(&root)?;
    let catalog = catalog.entries().ok_or(ForeignError::Damaged("its index leads nowhere"))?;
    if *store.get(catalog, b"Collection")? != Object::Null {
        return Err(ForeignError::Portfolio);
    }
    let losses = attached(&mut store, catalog)?;
    let form = Form::read(&mut store, catalog)?;
    let pages = pages(&mut store, catalog)?;
    let numbered = pages.iter().zip(0..).filter_map(|(page, index)| Some((page.number?, index)));
    let mut numbers = BTreeMap::new();
    for (number, index) in numbered {
        numbers.entry(number).or_insert(index);
    }
    let objects = vec![Object::Null; pages.len()];
    let mut copier = Copier {
        store,
        pages: numbers,
        count: pages.len() as u32,
        local: BTreeMap::new(),
        objects,
        waiting: VecDeque::new(),
        losses,
    };
    let mut destinations = Destinations::new(catalog);
    for (index, page) in pages.iter().enumerate() {
        let copied = copier.page(page, &form, &mut destinations)?;
        copier.objects[index] = Object::Dictionary(copied);
        copier.drain()?;
    }
    let layers = Layers::read(&mut copier, catalog)?;
    Ok(Copied { pages: pages.len(), objects: copier.objects, layers, losses: copier.losses })
}

/// Whether files are attached to the document as a whole (7.11.4, and 14.13 of ISO 32000-2).
fn attached(store: &mut Store<'_>, catalog: &Dictionary) -> Result<Losses, ForeignError> {
    let names = store.get(catalog, b"Names")?;
    let files = match names.entries() {
        Some(names) => store.get(names, b"EmbeddedFiles")?,
        None => Rc::new(Object::Null),
    };
    let mut holds = false;
    for key in [&b"Names"[..], b"Kids"] {
        if let Some(files) = files.entries() {
            holds |= store.get(files, key)?.items().is_some_and(|items| !items.is_empty());
        }
    }
    let associated = store.get(catalog, b"AF")?;
    holds |= associated.items().is_some_and(|items| !items.is_empty());
    Ok(holds.then_some(Loss::Attachments).into_iter().collect())
}

/// A copy being made.
pub(super) struct Copier<'a> {
    /// Where from.
    pub store: Store<'a>,
    /// Which page has which number.
    pub pages: BTreeMap<u32, u32>,
    /// How many pages there are.
    pub count: u32,
    /// The copies, by the numbers of what they were made from.
    local: BTreeMap<u32, u32>,
    objects: Vec<Object>,
    /// Numbers that have a copy's place and no copy yet, and whether their keys are names.
    waiting: VecDeque<(u32, bool)>,
    /// What is not as it was.
    pub losses: Losses,
}

impl Copier<'_> {
    fn page(&mut self, page: &Page, form: &Form, destinations: &mut Destinations) -> Result<Dictionary, ForeignError> {
        let mut copied = Dictionary::new();
        let entries = &page.entries;
        for key in ["MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"] {
            if let Some(area) = self.area(entries, key)? {
                copied.insert(key.as_bytes().into(), area);
            }
        }
        let paper = || Object::Array(LETTER.map(Object::Integer).to_vec());
        copied.entry(b"MediaBox".as_slice().into()).or_insert_with(paper);
        let rotation = self.store.get(entries, b"Rotate")?.integer().filter(|turn| turn % 90 == 0);
        if let Some(turn) = rotation.map(|turn| turn.rem_euclid(360)).filter(|turn| *turn > 0) {
            copied.insert(b"Rotate".as_slice().into(), Object::Integer(turn));
        }
        let unit = self.store.get(entries, b"UserUnit")?;
        if unit.number().is_some_and(|unit| unit > 0.0) {
            copied.insert(b"UserUnit".as_slice().into(), (*unit).clone());
        }
        for key in ["Resources", "Group"] {
            let value = entries.get(key.as_bytes()).cloned().unwrap_or(Object::Null);
            if self.store.value(&value)?.entries().is_some() {
                let value = self.value(&value)?;
                copied.insert(key.as_bytes().into(), value);
            }
        }
        copied.entry(b"Resources".as_slice().into()).or_insert_with(|| Object::Dictionary(Dictionary::new()));
        if let Some(contents) = self.contents(entries)? {
            copied.insert(b"Contents".as_slice().into(), contents);
        }
        let annotations = self.annotations(entries, form, destinations)?;
        if !annotations.is_empty() {
            copied.insert(b"Annots".as_slice().into(), Object::Array(annotations));
        }
        Ok(copied)
    }

    /// A rectangle of four numbers that encloses something.
    fn area(&mut self, entries: &Dictionary, key: &str) -> Result<Option<Object>, ForeignError> {
        let area = self.store.get(entries, key.as_bytes())?;
        let Some(items) = area.items().filter(|items| items.len() == 4) else { return Ok(None) };
        let mut corners = Vec::with_capacity(4);
        for item in items {
            corners.push((*self.store.value(item)?).clone());
        }
        let numbers: Option<Vec<f64>> = corners.iter().map(Object::number).collect();
        let sound = matches!(numbers.as_deref(), Some(&[left, bottom, right, top])
            if left != right && bottom != top && [left, bottom, right, top].iter().all(|it| it.abs() < 1.0e7));
        Ok(sound.then_some(Object::Array(corners)))
    }

    /// The content streams: one, several, or none.
    fn contents(&mut self, entries: &Dictionary) -> Result<Option<Object>, ForeignError> {
        let Some(contents) = entries.get(&b"Contents"[..]) else { return Ok(None) };
        let value = self.store.value(contents)?;
        let list = match &*value {
            Object::Stream(..) => std::slice::from_ref(contents),
            Object::Array(items) => items,
            _ => return Ok(None),
        };
        let mut streams = Vec::new();
        for item in list {
            let stream = self.store.value(item)?;
            if matches!(*stream, Object::Stream(..)) {
                streams.push(self.value(item)?);
            }
        }
        Ok(Some(Object::Array(streams)))
    }

    /// Copies a value; what it refers to follows later.
    pub(super) fn value(&mut self, value: &Object) -> Result<Object, ForeignError> {
        self.part(value, false)
    }

    /// Copies a value whose keys may be names.
    fn part(&mut self, value: &Object, names: bool) -> Result<Object, ForeignError> {
        self.store.budget.node()?;
        Ok(match value {
            Object::Reference(number) => self.reference(*number, names)?,
            Object::Array(items) => Object::Array(items.iter().map(|item| self.value(item)).collect::<Result<_, _>>()?),
            Object::Dictionary(entries) if !names && is_left_out(entries) => Object::Null,
            Object::Dictionary(entries) => Object::Dictionary(self.entries(entries, names)?),
            other => {
                self.store.budget.memory(other.weight())?;
                other.clone()
            }
        })
    }

    /// Copies a dictionary, without what is left out unless its keys are names.
    fn entries(&mut self, entries: &Dictionary, names: bool) -> Result<Dictionary, ForeignError> {
        self.store.budget.memory(entries.keys().map(|key| key.len()).sum())?;
        let listed = |list: &[&str], key: &[u8]| list.iter().any(|it| it.as_bytes() == key);
        let kept = entries.iter().filter(|(key, _)| names || !listed(&LEFT_OUT, key));
        kept.map(|(key, value)| Ok((key.clone(), self.part(value, !names && listed(&NAMES, key))?))).collect()
    }

    /// A reference to the copy of an object, or what stands in its place.
    fn reference(&mut self, number: u32, names: bool) -> Result<Object, ForeignError> {
        if let Some(index) = self.pages.get(&number).or_else(|| self.local.get(&number)) {
            return Ok(Object::Reference(*index));
        }
        let object = self.store.object(number)?;
        if *object == Object::Null || object.entries().is_some_and(is_left_out) {
            return Ok(Object::Null);
        }
        if let Object::Stream(entries, _) = &*object
            && entries.contains_key(&b"F"[..])
        {
            self.losses.insert(Loss::Elsewhere);
            return Ok(Object::Null);
        }
        let index = self.add(Object::Null);
        self.local.insert(number, index);
        self.waiting.push_back((number, names));
        Ok(Object::Reference(index))
    }

    /// Takes an object of our making among the copies.
    pub(super) fn add(&mut self, object: Object) -> u32 {
        self.objects.push(object);
        (self.objects.len() - 1) as u32
    }

    /// Gives a copied dictionary one more entry.
    pub(super) fn set(&mut self, index: u32, key: &str, value: Object) {
        if let Some(Object::Dictionary(entries)) = self.objects.get_mut(index as usize) {
            entries.insert(key.as_bytes().into(), value);
        }
    }

    /// The numbers of what has been copied, and their copies.
    pub(super) fn all(&self) -> Vec<(u32, u32)> {
        let mut all: Vec<_> = self.local.iter().map(|(number, index)| (*number, *index)).collect();
        all.sort_by_key(|(_, index)| *index);
        all
    }

    /// Copies what is referred to, and what that refers to, until nothing is left.
    pub(super) fn drain(&mut self) -> Result<(), ForeignError> {
        while let Some((number, names)) = self.waiting.pop_front() {
            let object: Rc<Object> = self.store.object(number)?;
            let copy = match &*object {
                Object::Stream(entries, range) => {
                    let image = entries.get(&b"Subtype"[..]).is_some_and(|kind| kind.is_name("Image"));
                    if !image && !self.store.is_whole(&object)? {
                        return Err(ForeignError::Damaged("what a page shows breaks off"));
                    }
                    self.store.budget.stream(range.len())?;
                    // Ours are the length, and that the bytes stand here (7.3.8.2).
                    let mut kept = self.entries(entries, false)?;
                    for key in ["Length", "FFilter", "FDecodeParms", "DL", "Ref"] {
                        kept.remove(key.as_bytes());
                    }
                    Object::Stream(kept, range.clone())
                }
                other => self.part(other, names)?,
            };
            let place = self.local.get(&number).and_then(|index| self.objects.get_mut(*index as usize));
            if let Some(place) = place {
                *place = copy;
            }
        }
        Ok(())
    }
}

/// Whether something is no part of how a page looks, or acts. An action need not say that it is one (table 193).
fn is_left_out(entries: &Dictionary) -> bool {
    let is =
        |key: &[u8], names: &[&str]| entries.get(key).is_some_and(|value| names.iter().any(|name| value.is_name(name)));
    is(b"Type", &ELSEWHERE) || is(b"S", &ACTIONS)
}
