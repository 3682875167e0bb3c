//! What lies on a page: links, comments and stamps, fields (ISO 32000-1, 12.5).

use std::collections::BTreeMap;

use super::appearance;
use super::copier::{Copier, loss_among};
use super::destinations::Destinations;
use super::error::ForeignError;
use super::forms::Form;
use super::loss::Loss;
use super::object::{Dictionary, Object, dictionary, key};

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

/// Kinds that are replaced by a stamp of their appearance: what else they do or carry is left out.
const CARRIERS: [&str; 8] = ["3D", "FileAttachment", "Movie", "Projection", "RichMedia", "Screen", "Sound", "TrapNet"];

/// A bit of the flags (table 165).
const HIDDEN: i64 = 1 << 1;

/// The annotations of a page, on their way among the copies.
pub(super) struct Annotations<'c, 's> {
    pub copier: &'c mut Copier<'s>,
    /// The form that the fields among them belong to.
    pub form: &'c Form,
    /// Where links may lead.
    pub destinations: &'c mut Destinations,
}

impl Annotations<'_, '_> {
    /// Copies the annotations of a page, each as an object of its own, and gives references to them.
    pub(super) fn copy(&mut self, page: &Dictionary) -> Result<Vec<Object>, ForeignError> {
        let list = self.copier.store.get(page, b"Annots")?;
        // A comment may answer another on the page, wherever that stands in the list.
        let mut indexes = BTreeMap::new();
        let mut kept = Vec::new();
        for item in list.list() {
            let annotation = self.copier.store.value(item)?;
            let Some(entries) = annotation.entries() else { continue };
            let Some(copied) = self.annotation(entries)? else { continue };
            let index = self.copier.add(Object::Dictionary(copied));
            if let Object::Reference(number) = item {
                indexes.insert(*number, index);
            }
            let answered = match entries.get(&b"IRT"[..]) {
                Some(Object::Reference(number)) => Some(*number),
                _ => None,
            };
            kept.push((index, answered));
        }
        for (index, answered) in &kept {
            if let Some(to) = answered.and_then(|number| indexes.get(&number)) {
                self.copier.set(*index, "IRT", Object::Reference(*to));
            }
        }
        Ok(kept.iter().map(|(index, _)| Object::Reference(*index)).collect())
    }

    /// What stands for an annotation in the copy; nothing for a hidden one.
    fn annotation(&mut self, entries: &Dictionary) -> Result<Option<Dictionary>, ForeignError> {
        self.copier.losses.extend(loss_among(entries));
        let (kind, flags) = (self.copier.store.get(entries, b"Subtype")?, self.copier.store.get(entries, b"F")?);
        if kind.is_name("Popup") || flags.integer().is_some_and(|flags| flags & HIDDEN != 0) {
            Ok(None)
        } else if kind.is_name("Widget") {
            // A button, or a field that does something when it is filled in.
            let acts = *self.copier.store.get(entries, b"A")? != Object::Null;
            self.copier.losses.extend(acts.then_some(Loss::Actions));
            self.form.stamp(self.copier, entries)
        } else if CARRIERS.iter().any(|name| kind.is_name(name)) {
            self.copier.losses.insert(Loss::Attachments);
            appearance::stamp(self.copier, entries)
        } else {
            self.link_or_comment(entries, &kind)
        }
    }

    /// A link or a comment, with what it leads to and how it looks.
    fn link_or_comment(&mut self, entries: &Dictionary, kind: &Object) -> Result<Option<Dictionary>, ForeignError> {
        let Some(mut copied) = appearance::kind_and_place(self.copier, entries, kind)? else { return Ok(None) };
        for name in KEPT {
            if let Some(value) = entries.get(name.as_bytes()) {
                copied.insert(key(name), self.copier.value(value)?);
            }
        }
        if let Some(appearance) = appearance::copied(self.copier, entries)? {
            copied.insert(key("AP"), Object::Dictionary(dictionary([("N", appearance)])));
            if let name @ Object::Name(_) = &*self.copier.store.get(entries, b"AS")? {
                copied.insert(key("AS"), name.copy_to_keep(&mut self.copier.store.budget)?);
            }
        }
        let is_link = kind.is_name("Link");
        if is_link {
            self.set_target(entries, &mut copied)?;
        }
        if !is_link || !leads_somewhere(&copied) {
            let acts = *self.copier.store.get(entries, b"A")? != Object::Null;
            self.copier.losses.extend(acts.then_some(Loss::Actions));
        }
        Ok(Some(copied))
    }

    /// Gives a link its target: a page of the same file, or an address.
    fn set_target(&mut self, entries: &Dictionary, link: &mut Dictionary) -> Result<(), ForeignError> {
        let action = self.copier.store.get(entries, b"A")?;
        let mut place = entries.get(&b"Dest"[..]);
        if let Some(action) = action.entries() {
            // What follows the action is left out (12.6.2).
            let follows = *self.copier.store.get(action, b"Next")? != Object::Null;
            self.copier.losses.extend(follows.then_some(Loss::Actions));
            let kind = self.copier.store.get(action, b"S")?;
            let address = self.copier.store.get(action, b"URI")?;
            if kind.is_name("URI") && matches!(&*address, Object::String(address) if is_address(address)) {
                let address = address.copy_to_keep(&mut self.copier.store.budget)?;
                let uri = dictionary([("S", Object::name("URI")), ("URI", address)]);
                link.insert(key("A"), Object::Dictionary(uri));
            }
            place = action.get(&b"D"[..]).filter(|_| kind.is_name("GoTo"));
        }
        if let Some(place) = place
            && let Some(place) = self.destinations.resolve(self.copier, place)?
        {
            link.insert(key("Dest"), place);
        }
        Ok(())
    }
}

/// Whether a link was given a target.
fn leads_somewhere(link: &Dictionary) -> bool {
    [&b"A"[..], b"Dest"].iter().any(|name| link.contains_key(*name))
}

/// Whether an address opens a page, a message or a call, and runs nothing.
fn is_address(address: &[u8]) -> bool {
    ["http:", "https:", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes())))
}
