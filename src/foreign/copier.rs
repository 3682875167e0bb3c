//! The copies of what the pages need, in the order in which they are found (ISO 32000-1, 7.3.10).

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::budget::{DICTIONARY, entry};
use super::error::ForeignError;
use super::loss::{Loss, Losses};
use super::object::{Dictionary, Object, key};
use super::pages::Page;
use super::store::Store;

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
    /// The copies, the pages first. References among them are indexes of this list.
    pub objects: Vec<Object>,
    /// Numbers that have a copy's place and no copy yet, and whether their keys are names.
    waiting: VecDeque<(u32, bool)>,
    /// What is not as it was.
    pub losses: Losses,
}

impl<'a> Copier<'a> {
    /// No copy yet, but a place for each of the pages: they come first.
    pub(super) fn new(store: Store<'a>, pages: &[Page]) -> Copier<'a> {
        let mut numbers = BTreeMap::new();
        for (index, page) in (0..).zip(pages) {
            if let Some(number) = page.number {
                numbers.entry(number).or_insert(index);
            }
        }
        Copier {
            store,
            pages: numbers,
            count: pages.len() as u32,
            local: BTreeMap::new(),
            objects: pages.iter().map(|_| Object::Null).collect(),
            waiting: VecDeque::new(),
            losses: Losses::new(),
        }
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
            Object::Dictionary(entries) if !names && is_left_out(entries) => {
                self.losses.extend(is_action(entries).then_some(Loss::Actions));
                Object::Null
            }
            Object::Dictionary(entries) => Object::Dictionary(self.entries(entries, names)?),
            other => other.copy_to_keep(&mut self.store.budget)?,
        })
    }

    /// Copies a dictionary, without what is left out unless its keys are names.
    fn entries(&mut self, entries: &Dictionary, names: bool) -> Result<Dictionary, ForeignError> {
        let keys: usize = entries.keys().enumerate().map(|(index, key)| entry(index, key)).sum();
        self.store.budget.memory(DICTIONARY + keys)?;
        let listed = |list: &[&str], key: &[u8]| list.iter().any(|it| it.as_bytes() == key);
        if !names {
            self.losses.extend(loss_among(entries));
        }
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
            self.losses.extend(object.entries().is_some_and(is_action).then_some(Loss::Actions));
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
    pub(super) fn set(&mut self, index: u32, name: &str, value: Object) {
        if let Some(Object::Dictionary(entries)) = self.objects.get_mut(index as usize) {
            entries.insert(key(name), value);
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
            let index = self.local.get(&number).expect("what waits was given a place");
            *self.objects.get_mut(*index as usize).expect("a place is within the list") = copy;
        }
        Ok(())
    }
}

/// Whether something is no part of how a page looks, or acts. Programs in PostScript (8.8.2) act on a printer alone, and show
/// nothing on a screen.
fn is_left_out(entries: &Dictionary) -> bool {
    is_one_of(entries, b"Type", &ELSEWHERE) || is_action(entries) || is_program(entries)
}

/// Whether something is an action. It need not say that it is one (table 193).
fn is_action(entries: &Dictionary) -> bool {
    is_one_of(entries, b"S", &ACTIONS)
}

/// Whether something is an external object in PostScript, by either of its two names.
fn is_program(entries: &Dictionary) -> bool {
    is_one_of(entries, b"Subtype", &["PS"]) || is_one_of(entries, b"Subtype2", &["PS"])
}

fn is_one_of(entries: &Dictionary, key: &[u8], names: &[&str]) -> bool {
    entries.get(key).is_some_and(|value| names.iter().any(|name| value.is_name(name)))
}

/// What is lost with the entries that are left out of a dictionary.
pub(super) fn loss_among(entries: &Dictionary) -> impl Iterator<Item = Loss> {
    let has = |keys: &[&str]| keys.iter().any(|key| entries.get(key.as_bytes()).is_some_and(|it| *it != Object::Null));
    let losses =
        [(Loss::Actions, has(&["AA", "PA", "PresSteps", "JS", "JavaScript"])), (Loss::Attachments, has(&["AF"]))];
    losses.into_iter().filter_map(|(loss, is_lost)| is_lost.then_some(loss))
}
