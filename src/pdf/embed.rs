//! Pages that another program wrote, written into a file of ours: objects get new numbers, streams go in as they stand.

use super::file::File;
#[cfg(test)]
use super::file::syntax::references;
use super::file::syntax::{Ref, bytes, int, reference};
use crate::foreign::{Dictionary, Foreign, Layers, Object, is_regular};

/// A foreign file that has been written into one of ours.
pub(super) struct Embedded<'a> {
    foreign: &'a Foreign,
    /// Number of the first of its objects; the others follow in order.
    first: Ref,
}

impl<'a> Embedded<'a> {
    /// Writes all of a foreign file, below a node of our page tree.
    pub(super) fn write(foreign: &'a Foreign, page_tree: Ref, file: &mut File) -> Embedded<'a> {
        let first = file.numbers(foreign.objects().len());
        for (index, object) in foreign.objects().iter().enumerate() {
            let number = first.plus(index);
            match object {
                Object::Stream(entries, range) => {
                    let mut dictionary = Vec::new();
                    write_entries(&mut dictionary, entries, first);
                    file.stream(number, &dictionary, foreign.data(range));
                }
                Object::Drawn(entries, data) => {
                    let mut dictionary = Vec::new();
                    write_entries(&mut dictionary, entries, first);
                    file.stream(number, &dictionary, data);
                }
                Object::Dictionary(entries) if index < foreign.pages() => file.object(number, |out| {
                    out.extend_from_slice(b"<</Type/Page/Parent ");
                    reference(out, page_tree);
                    write_entries(out, entries, first);
                    out.extend_from_slice(b">>");
                }),
                other => file.object(number, |out| write_object(out, other, first)),
            }
        }
        Embedded { foreign, first }
    }

    /// Its pages, in order.
    pub(super) fn pages(&self) -> impl Iterator<Item = Ref> + '_ {
        (0..self.foreign.pages()).map(|index| self.first.plus(index))
    }
}

/// Writes the entry of the catalog that keeps hidden what was hidden, if there are layers at all (ISO 32000-1, 8.11.4).
pub(super) fn write_layers(out: &mut Vec<u8>, all: &[Embedded<'_>]) {
    if all.iter().all(|it| it.foreign.layers().groups.is_empty()) {
        return;
    }
    out.extend_from_slice(b"/OCProperties<</OCGs");
    write_groups(out, all, |layers| &layers.groups);
    out.extend_from_slice(b"/D<</OFF");
    write_groups(out, all, |layers| &layers.hidden);
    out.extend_from_slice(b"/AS[");
    for embedded in all {
        for event in &embedded.foreign.layers().events {
            write_object(out, event, embedded.first);
        }
    }
    out.extend_from_slice(b"]>>>>");
}

/// Writes references to some layers of every foreign file.
fn write_groups(out: &mut Vec<u8>, all: &[Embedded<'_>], groups: fn(&Layers) -> &[u32]) {
    out.push(b'[');
    for embedded in all {
        for index in groups(embedded.foreign.layers()) {
            out.push(b' ');
            reference(out, embedded.first.plus(*index as usize));
        }
    }
    out.push(b']');
}

/// Writes a direct object. What it refers to is the object `first` or one of those behind it.
fn write_object(out: &mut Vec<u8>, object: &Object, first: Ref) {
    match object {
        // A stream is an object of its own, which `Embedded::write` writes.
        Object::Null | Object::Stream(..) | Object::Drawn(..) => out.extend_from_slice(b" null"),
        Object::Boolean(true) => out.extend_from_slice(b" true"),
        Object::Boolean(false) => out.extend_from_slice(b" false"),
        Object::Integer(value) => {
            out.push(b' ');
            int(out, *value);
        }
        Object::Real(letters) => {
            out.push(b' ');
            out.extend_from_slice(letters);
        }
        Object::Name(name) => write_name(out, name),
        Object::String(string) => bytes(out, string),
        Object::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|item| write_object(out, item, first));
            out.push(b']');
        }
        Object::Dictionary(entries) => {
            out.extend_from_slice(b"<<");
            write_entries(out, entries, first);
            out.extend_from_slice(b">>");
        }
        Object::Reference(index) => {
            out.push(b' ');
            reference(out, first.plus(*index as usize));
        }
    }
}

/// Writes the entries of a dictionary without its brackets.
fn write_entries(out: &mut Vec<u8>, entries: &Dictionary, first: Ref) {
    for (key, value) in entries {
        write_name(out, key);
        write_object(out, value, first);
    }
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if is_regular(byte) && byte != b'#' && (0x21..0x7F).contains(&byte) {
            out.push(byte);
        } else {
            let digits = b"0123456789ABCDEF";
            out.extend([b'#', digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]]);
        }
    }
}

/// A file of nothing but the pages of another, for tests of what was read.
#[cfg(test)]
pub(crate) fn alone(foreign: &Foreign) -> Vec<u8> {
    let mut file = File::new();
    let (catalog, page_tree, info) = (file.number(), file.number(), file.number());
    let embedded = Embedded::write(foreign, page_tree, &mut file);
    let pages: Vec<Ref> = embedded.pages().collect();
    file.object(page_tree, |out| {
        out.extend_from_slice(b"<</Type/Pages/Count ");
        int(out, pages.len() as i64);
        out.extend_from_slice(b"/Kids");
        references(out, pages.iter().copied());
        out.extend_from_slice(b">>");
    });
    file.object(info, |out| out.extend_from_slice(b"<<>>"));
    file.object(catalog, |out| {
        out.extend_from_slice(b"<</Type/Catalog/Pages ");
        reference(out, page_tree);
        write_layers(out, &[embedded]);
        out.extend_from_slice(b">>");
    });
    file.finish(catalog, info).into_bytes()
}
