//! The objects of a file, read when they are asked for, each at most once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::budget::Budget;
use super::error::ForeignError;
use super::filters::{decode, is_whole};
use super::lexer::Lexer;
use super::object::{Dictionary, Object, copied};
use super::xref::{Location, References, find, next_head, stream_start, written};

/// How many streams may stand in one another's way when one is read: its length in an object stream, and so on.
const NESTING: usize = 4;

/// An object stream without its filters.
struct ObjectStream {
    data: Vec<u8>,
    /// Number and start of each member.
    members: Vec<(u32, usize)>,
}

/// A file and what has been read of it.
pub(super) struct Store<'a> {
    bytes: &'a [u8],
    references: References,
    /// Whether the cross-references are what was found, not what was written: then nothing may be missing.
    rebuilt: bool,
    objects: BTreeMap<u32, Rc<Object>>,
    containers: BTreeMap<u32, Option<Rc<ObjectStream>>>,
    nesting: usize,
    /// What is left to spend.
    pub budget: Budget,
}

impl<'a> Store<'a> {
    /// Opens a file by its cross-references.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Store<'a>, ForeignError> {
        let mut budget = Budget::new(bytes.len());
        let references = written(bytes, &mut budget)?;
        Ok(Store::with(bytes, references, budget))
    }

    fn with(bytes: &'a [u8], references: References, budget: Budget) -> Store<'a> {
        let (objects, containers) = (BTreeMap::new(), BTreeMap::new());
        Store { bytes, references, rebuilt: false, objects, containers, nesting: 0, budget }
    }

    /// Opens a file whose cross-references lead nowhere, by looking for its objects; the last of a number counts.
    pub(super) fn rebuild(bytes: &'a [u8]) -> Result<Store<'a>, ForeignError> {
        let mut store = Store::with(bytes, References::default(), Budget::new(bytes.len()));
        store.budget.work(bytes.len())?;
        store.rebuilt = true;
        let (mut from, mut root) = (0, None);
        while let Some(found) = next_head(bytes, from) {
            store.budget.entry()?;
            store.references.locations.insert(found.number, Location::At(found.at));
            let (object, end) = match store.indirect(found.at, found.number) {
                Ok(read) => read,
                Err(ForeignError::Damaged(_)) => (Object::Null, found.end),
                Err(other) => return Err(other),
            };
            let kind = object.entries().and_then(|entries| entries.get(&b"Type"[..]));
            match (kind, &object) {
                (Some(kind), Object::Stream(..)) if kind.is_name("ObjStm") => store.note_members(found.number)?,
                (Some(kind), Object::Stream(entries, _)) if kind.is_name("XRef") => {
                    let entries = copied(entries, &mut store.budget)?;
                    store.adopt(entries);
                }
                (Some(kind), _) if kind.is_name("Catalog") => root = Some(found.number),
                _ => {}
            }
            from = end.max(found.end);
        }
        store.trailers()?;
        if let Some(root) = root {
            let key = b"Root".as_slice().into();
            store.references.trailer.entry(key).or_insert(Object::Reference(root));
        }
        Ok(store)
    }

    /// Takes over what a trailer says; a later one wins.
    fn adopt(&mut self, entries: Dictionary) {
        self.references.trailer.extend(entries);
    }

    fn note_members(&mut self, container: u32) -> Result<(), ForeignError> {
        self.containers.remove(&container);
        let Some(found) = self.container(container)? else { return Ok(()) };
        for (index, (number, _)) in found.members.iter().enumerate() {
            self.budget.entry()?;
            self.references.locations.insert(*number, Location::Within(container, index));
        }
        Ok(())
    }

    fn trailers(&mut self) -> Result<(), ForeignError> {
        let mut from = 0;
        while let Some(found) = self.bytes.get(from..).and_then(|rest| find(rest, b"trailer")) {
            from += found + b"trailer".len();
            match Lexer::new(self.bytes, from).object(&mut self.budget) {
                Ok(Object::Dictionary(entries)) if entries.contains_key(&b"Root"[..]) => self.adopt(entries),
                Ok(_) | Err(ForeignError::Damaged(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// What the end of the file says under a key.
    pub(super) fn trailer(&mut self, key: &[u8]) -> Result<Object, ForeignError> {
        let value = self.references.trailer.get(key);
        value.map_or(Ok(Object::Null), |value| value.copy_to_keep(&mut self.budget))
    }

    /// The bytes of a stream, without filters if we know them.
    pub(super) fn decoded(&mut self, stream: &Object) -> Result<Option<Vec<u8>>, ForeignError> {
        let Object::Stream(entries, range) = stream else { return Ok(None) };
        decode(entries, raw(self.bytes, range), &mut self.budget)
    }

    /// Whether the bytes of a stream can be read to their end.
    pub(super) fn is_whole(&mut self, stream: &Object) -> Result<bool, ForeignError> {
        let Object::Stream(entries, range) = stream else { return Ok(true) };
        is_whole(entries, raw(self.bytes, range), &mut self.budget)
    }

    /// What a value means: itself, or what it refers to.
    pub(super) fn value(&mut self, object: &Object) -> Result<Rc<Object>, ForeignError> {
        match object {
            Object::Reference(number) => self.object(*number),
            direct => direct.copy_to_look_at(&mut self.budget).map(Rc::new),
        }
    }

    /// The value under a key.
    pub(super) fn get(&mut self, entries: &Dictionary, key: &[u8]) -> Result<Rc<Object>, ForeignError> {
        entries.get(key).map_or_else(|| Ok(Rc::new(Object::Null)), |value| self.value(value))
    }

    /// The object of a number; Null if there is none (7.3.10).
    pub(super) fn object(&mut self, number: u32) -> Result<Rc<Object>, ForeignError> {
        self.budget.lookup()?;
        if let Some(object) = self.objects.get(&number) {
            return Ok(Rc::clone(object));
        }
        let object = match self.references.locations.get(&number).copied() {
            None if self.rebuilt => return Err(ForeignError::Damaged("parts of it are missing")),
            None | Some(Location::Free) => Object::Null,
            Some(Location::At(at)) => self.indirect(at, number)?.0,
            Some(Location::Within(container, index)) => self.member(container, index, number)?,
        };
        // A reference to a reference is not foreseen, and would be a way to go round in circles.
        let object = Rc::new(if matches!(object, Object::Reference(_)) { Object::Null } else { object });
        self.objects.insert(number, Rc::clone(&object));
        Ok(object)
    }

    fn member(&mut self, container: u32, index: usize, number: u32) -> Result<Object, ForeignError> {
        let missing = ForeignError::Damaged("parts of it are missing");
        let container = self.container(container)?.ok_or(missing.clone())?;
        let listed = container.members.get(index).filter(|(listed, _)| *listed == number);
        let start = match listed {
            Some((_, start)) => *start,
            None => {
                self.budget.work(container.members.len())?;
                container.members.iter().find(|(listed, _)| *listed == number).ok_or(missing)?.1
            }
        };
        Lexer::new(&container.data, start).object(&mut self.budget)
    }

    /// Reads the object whose head is at a place; tells where it ends.
    fn indirect(&mut self, at: usize, number: u32) -> Result<(Object, usize), ForeignError> {
        let mut lexer = Lexer::new(self.bytes, at);
        let head = lexer.head();
        self.budget.work(lexer.at().saturating_sub(at))?;
        if head != Some(number) {
            return Err(ForeignError::Damaged("an object is not where its index says"));
        }
        let object = lexer.object(&mut self.budget)?;
        let start = stream_start(self.bytes, lexer, &mut self.budget)?;
        let (Object::Dictionary(entries), Some(start)) = (&object, start) else { return Ok((object, lexer.at())) };
        let end = self.stream_end(entries, start)?;
        let Object::Dictionary(entries) = object else { return Ok((Object::Null, end)) };
        Ok((Object::Stream(entries, start..end), end))
    }

    /// Where the data of a stream end: as its dictionary says, if the keyword stands there, else before the keyword.
    fn stream_end(&mut self, entries: &Dictionary, start: usize) -> Result<usize, ForeignError> {
        let length = match entries.get(&b"Length"[..]) {
            Some(Object::Reference(number)) => self.length(*number)?,
            Some(value) => value.integer(),
            None => None,
        };
        let length = length.and_then(|length| usize::try_from(length).ok());
        if let Some(end) = length.and_then(|length| start.checked_add(length)).filter(|end| *end <= self.bytes.len()) {
            let mut lexer = Lexer::new(self.bytes, end);
            let found = lexer.keyword(b"endstream");
            self.budget.work(lexer.at() - end)?;
            if found {
                return Ok(end);
            }
        }
        let rest = self.bytes.get(start..).expect("the data start within the file");
        let found = find(rest, b"endstream");
        self.budget.work(found.unwrap_or(rest.len()))?;
        let data = &rest[..found.ok_or(ForeignError::Damaged("its end is missing"))?];
        let data = data.strip_suffix(b"\n").unwrap_or(data);
        Ok(start + data.strip_suffix(b"\r").unwrap_or(data).len())
    }

    /// A length that stands in an object of its own; none if finding it would lead too far.
    fn length(&mut self, number: u32) -> Result<Option<i64>, ForeignError> {
        match self.references.locations.get(&number).copied() {
            Some(Location::At(at)) => {
                let mut lexer = Lexer::new(self.bytes, at);
                let length = (lexer.head() == Some(number)).then(|| lexer.number_ahead());
                self.budget.work(lexer.at().saturating_sub(at))?;
                Ok(length.flatten().and_then(|length| i64::try_from(length).ok()))
            }
            Some(Location::Within(container, index)) if self.nesting < NESTING => {
                self.nesting += 1;
                let length = self.member(container, index, number);
                self.nesting -= 1;
                match length {
                    Ok(length) => Ok(length.integer()),
                    Err(ForeignError::Damaged(_)) => Ok(None),
                    Err(other) => Err(other),
                }
            }
            _ => Ok(None),
        }
    }

    fn container(&mut self, number: u32) -> Result<Option<Rc<ObjectStream>>, ForeignError> {
        if let Some(known) = self.containers.get(&number) {
            return Ok(known.clone());
        }
        let Some(Location::At(at)) = self.references.locations.get(&number).copied() else { return Ok(None) };
        let (object, _) = self.indirect(at, number)?;
        let container = match (object.entries(), self.decoded(&object)?) {
            (Some(entries), Some(data)) => ObjectStream::new(entries, data, &mut self.budget)?.map(Rc::new),
            _ => None,
        };
        self.containers.insert(number, container.clone());
        Ok(container)
    }
}

/// The bytes of a stream as they stand in the file.
fn raw<'a>(bytes: &'a [u8], range: &Range<usize>) -> &'a [u8] {
    bytes.get(range.clone()).expect("a stream lies within the file that it was found in")
}

impl ObjectStream {
    /// Reads the index of an object stream (7.5.7).
    fn new(entries: &Dictionary, data: Vec<u8>, budget: &mut Budget) -> Result<Option<ObjectStream>, ForeignError> {
        let number = |key: &[u8]| entries.get(key).and_then(Object::integer).and_then(|it| usize::try_from(it).ok());
        let Some((first, count)) = number(b"First").zip(number(b"N")) else { return Ok(None) };
        let Some(index) = data.get(..first) else { return Ok(None) };
        let mut members = Vec::new();
        let mut lexer = Lexer::new(index, 0);
        while members.len() < count
            && let Some((number, offset)) = lexer.natural().zip(lexer.natural())
        {
            budget.entry()?;
            let start = usize::try_from(offset).ok().and_then(|offset| first.checked_add(offset));
            if let (Ok(number), Some(start)) = (u32::try_from(number), start) {
                members.push((number, start));
            }
        }
        Ok(Some(ObjectStream { data, members }))
    }
}
