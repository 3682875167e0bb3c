//! What lies on a page: links, comments and stamps, fields (ISO 32000-1, 12.5).

use std::collections::BTreeMap;

use super::copy::Copier;
use super::destinations::Destinations;
use super::forms::Form;
use super::object::{Dictionary, Object};
use super::{ForeignError, Loss};

/// What an annotation may say of how it looks and of what it is: no action, no other file, nothing of a program's own
/// (tables 164, 170 and those of each kind). A, AP, AS, Dest and IRT are seen to apart.
const KEPT: [&str; 46] = [
    "BE",
    "BM",
    "BS",
    "Border",
    "C",
    "CA",
    "CL",
    "CO",
    "CP",
    "Cap",
    "Contents",
    "CreationDate",
    "DA",
    "DS",
    "F",
    "FixedPrint",
    "H",
    "IC",
    "IT",
    "InkList",
    "L",
    "LE",
    "LL",
    "LLE",
    "LLO",
    "Lang",
    "M",
    "NM",
    "Name",
    "OC",
    "Open",
    "OverlayText",
    "Path",
    "Q",
    "QuadPoints",
    "RC",
    "RD",
    "RO",
    "RT",
    "Repeat",
    "State",
    "StateModel",
    "Subj",
    "T",
    "Vertices",
    "ca",
];

/// What shows nothing but its appearance, for what it does or carries is left out: they go on as stamps.
const CARRIERS: [&str; 8] = ["3D", "FileAttachment", "Movie", "Projection", "RichMedia", "Screen", "Sound", "TrapNet"];

/// Bits of the flags (table 165).
const HIDDEN: i64 = 1 << 1;
const LOCKED: i64 = 1 << 7 | 1 << 9;

impl Copier<'_> {
    /// The annotations of a page, each an object among the copies.
    pub(super) fn annotations(
        &mut self,
        page: &Dictionary,
        form: &Form,
        destinations: &mut Destinations,
    ) -> Result<Vec<Object>, ForeignError> {
        let list = self.store.get(page, b"Annots")?;
        let list = list.items().unwrap_or_default();
        // A comment may answer another on the page, wherever that stands in the list.
        let mut places = BTreeMap::new();
        let mut kept = Vec::new();
        for item in list {
            let annotation = self.store.value(item)?;
            let Some(entries) = annotation.entries() else { continue };
            let Some(copied) = self.seen(entries, form, destinations)? else { continue };
            let index = self.add(Object::Dictionary(copied));
            if let Object::Reference(number) = item {
                places.insert(*number, index);
            }
            kept.push((index, entries.get(&b"IRT"[..]).cloned()));
        }
        for (index, answered) in &kept {
            if let Some(Object::Reference(number)) = answered
                && let Some(to) = places.get(number)
            {
                self.set(*index, "IRT", Object::Reference(*to));
            }
        }
        Ok(kept.iter().map(|(index, _)| Object::Reference(*index)).collect())
    }

    /// What is to be seen of an annotation, if anything.
    fn seen(
        &mut self,
        entries: &Dictionary,
        form: &Form,
        destinations: &mut Destinations,
    ) -> Result<Option<Dictionary>, ForeignError> {
        let (kind, flags) = (self.store.get(entries, b"Subtype")?, self.store.get(entries, b"F")?);
        if kind.is_name("Popup") || flags.integer().is_some_and(|flags| flags & HIDDEN != 0) {
            Ok(None)
        } else if kind.is_name("Widget") {
            self.field(form, entries)
        } else if CARRIERS.iter().any(|name| kind.is_name(name)) {
            self.losses.insert(Loss::Attachments);
            self.stamp(entries)
        } else {
            self.annotation(entries, &kind, destinations)
        }
    }

    /// A link or a comment, with what it leads to and how it looks.
    fn annotation(
        &mut self,
        entries: &Dictionary,
        kind: &Object,
        destinations: &mut Destinations,
    ) -> Result<Option<Dictionary>, ForeignError> {
        let Some(mut copied) = self.framed(entries, kind)? else { return Ok(None) };
        for key in KEPT {
            if let Some(value) = entries.get(key.as_bytes()) {
                let value = self.value(value)?;
                copied.insert(key.as_bytes().into(), value);
            }
        }
        if let Some(appearance) = self.appearance(entries)? {
            copied.insert(b"AP".as_slice().into(), Object::Dictionary([(b"N".as_slice().into(), appearance)].into()));
            if let name @ Object::Name(_) = &*self.store.get(entries, b"AS")? {
                copied.insert(b"AS".as_slice().into(), name.clone());
            }
        }
        if kind.is_name("Link") {
            self.aim(entries, destinations, &mut copied)?;
        }
        Ok(Some(copied))
    }

    /// Its kind and place; none without a place.
    fn framed(&mut self, entries: &Dictionary, kind: &Object) -> Result<Option<Dictionary>, ForeignError> {
        let Object::Name(_) = kind else { return Ok(None) };
        let place = self.store.get(entries, b"Rect")?;
        let Some(items) = place.items().filter(|items| items.len() == 4) else { return Ok(None) };
        let items = items.iter().map(|item| self.value(item)).collect::<Result<_, _>>()?;
        let entries = [("Type", Object::name("Annot")), ("Subtype", kind.clone()), ("Rect", Object::Array(items))];
        Ok(Some(entries.map(|(key, value)| (key.as_bytes().into(), value)).into()))
    }

    /// Its normal appearance: a stream, or one for each state.
    fn appearance(&mut self, entries: &Dictionary) -> Result<Option<Object>, ForeignError> {
        let appearances = self.store.get(entries, b"AP")?;
        let Some(normal) = appearances.entries().and_then(|entries| entries.get(&b"N"[..])) else { return Ok(None) };
        let states = self.store.value(normal)?;
        Ok(match &*states {
            Object::Stream(..) => Some(self.value(normal)?),
            Object::Dictionary(states) => {
                self.store.budget.items(states.len())?;
                let mut copied = Dictionary::new();
                for (state, stream) in states {
                    if matches!(*self.store.value(stream)?, Object::Stream(..)) {
                        copied.insert(state.clone(), self.value(stream)?);
                    }
                }
                Some(Object::Dictionary(copied))
            }
            _ => None,
        })
    }

    /// The stream that an annotation shows in the state it is in.
    pub(super) fn shown(&mut self, entries: &Dictionary, state: &Object) -> Result<Option<Object>, ForeignError> {
        let appearances = self.store.get(entries, b"AP")?;
        let Some(normal) = appearances.entries().and_then(|entries| entries.get(&b"N"[..])) else { return Ok(None) };
        let object = self.store.value(normal)?;
        let stream = match (&*object, state) {
            (Object::Stream(..), _) => Some(normal.clone()),
            (Object::Dictionary(states), Object::Name(state)) => states.get(state).cloned(),
            _ => None,
        };
        let Some(stream) = stream else { return Ok(None) };
        Ok(matches!(*self.store.value(&stream)?, Object::Stream(..)).then_some(stream))
    }

    /// What only shows its appearance; none without one.
    pub(super) fn stamp(&mut self, entries: &Dictionary) -> Result<Option<Dictionary>, ForeignError> {
        let state = self.store.get(entries, b"AS")?;
        match self.shown(entries, &state)? {
            Some(stream) => {
                let look = self.value(&stream)?;
                self.stamped(entries, look)
            }
            None => Ok(None),
        }
    }

    /// A stamp of the given look, which is a reference among the copies.
    pub(super) fn stamped(&mut self, entries: &Dictionary, look: Object) -> Result<Option<Dictionary>, ForeignError> {
        let Some(mut copied) = self.framed(entries, &Object::name("Stamp"))? else { return Ok(None) };
        let flags = self.store.get(entries, b"F")?.integer().unwrap_or(0);
        copied.insert(b"F".as_slice().into(), Object::Integer(flags | LOCKED));
        copied.insert(b"AP".as_slice().into(), Object::Dictionary([(b"N".as_slice().into(), look)].into()));
        if let Some(layer) = entries.get(&b"OC"[..]) {
            let layer = self.value(layer)?;
            copied.insert(b"OC".as_slice().into(), layer);
        }
        Ok(Some(copied))
    }

    /// Where a link leads: to a page of the same file, or to an address.
    fn aim(
        &mut self,
        entries: &Dictionary,
        destinations: &mut Destinations,
        link: &mut Dictionary,
    ) -> Result<(), ForeignError> {
        let action = self.store.get(entries, b"A")?;
        let mut place = entries.get(&b"Dest"[..]).cloned();
        if let Some(action) = action.entries() {
            let kind = self.store.get(action, b"S")?;
            let address = self.store.get(action, b"URI")?;
            if kind.is_name("URI") && matches!(&*address, Object::String(address) if is_address(address)) {
                let uri = [("S", Object::name("URI")), ("URI", (*address).clone())];
                let uri = uri.map(|(key, value)| (key.as_bytes().into(), value));
                link.insert(b"A".as_slice().into(), Object::Dictionary(uri.into()));
            }
            place = action.get(&b"D"[..]).filter(|_| kind.is_name("GoTo")).cloned();
        }
        if let Some(place) = place
            && let Some(place) = destinations.resolve(self, &place)?
        {
            link.insert(b"Dest".as_slice().into(), place);
        }
        Ok(())
    }
}

/// Addresses that open a page, a message or a call, and run nothing.
fn is_address(address: &[u8]) -> bool {
    let scheme = address.split(|byte| *byte == b':').next().unwrap_or_default();
    ["http", "https", "mailto", "tel"].iter().any(|it| scheme.eq_ignore_ascii_case(it.as_bytes()))
}
