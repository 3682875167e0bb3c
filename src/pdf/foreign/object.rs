//! The objects of a file that somebody else wrote (ISO 32000-1, 7.3), and their spelling in ours.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::syntax::{Ref, bytes, int, reference};

/// A dictionary. Of a key that stands twice, the last value counts, as in most readers.
pub(super) type Dictionary = BTreeMap<Box<[u8]>, Object>;

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// Nothing; also what a reference to nothing means.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number, in the letters of its writer: what is not calculated cannot be rounded.
    Real(Box<[u8]>),
    /// A name, its escapes undone.
    Name(Box<[u8]>),
    /// A string, its escapes undone.
    String(Box<[u8]>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// The number of an indirect object: in the file that it was read from, or, once copied, among the copies.
    Reference(u32),
    /// A stream: its dictionary and where its bytes lie in the file. Only an indirect object can be one.
    Stream(Dictionary, Range<usize>),
}

impl Object {
    /// A name of ours.
    pub(super) fn name(name: &str) -> Object {
        Object::Name(name.as_bytes().into())
    }

    /// Its entries, if it is a dictionary or a stream.
    pub(super) fn entries(&self) -> Option<&Dictionary> {
        match self {
            Object::Dictionary(entries) | Object::Stream(entries, _) => Some(entries),
            _ => None,
        }
    }

    /// Its items, if it is an array.
    pub(super) fn items(&self) -> Option<&[Object]> {
        match self {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The whole number that it is.
    pub(super) fn integer(&self) -> Option<i64> {
        match self {
            Object::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The number that it is, as near as a float comes.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Object::Integer(number) => Some(*number as f64),
            Object::Real(letters) => std::str::from_utf8(letters).ok()?.parse().ok().filter(|it: &f64| it.is_finite()),
            _ => None,
        }
    }

    /// Whether it is this name.
    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Object::Name(bytes) if **bytes == *name.as_bytes())
    }

    /// What a copy of it costs, in bytes more or less.
    pub(super) fn weight(&self) -> usize {
        32 + match self {
            Object::Real(bytes) | Object::Name(bytes) | Object::String(bytes) => bytes.len(),
            Object::Array(items) => items.iter().map(Object::weight).sum(),
            Object::Dictionary(entries) | Object::Stream(entries, _) => weight(entries),
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Reference(_) => 0,
        }
    }

    /// Writes a direct object, what it refers to by the numbers that `number` gives. A stream is written by the file.
    pub(super) fn write(&self, out: &mut Vec<u8>, number: &impl Fn(u32) -> Ref) {
        match self {
            Object::Null | Object::Stream(..) => out.extend_from_slice(b" null"),
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
                items.iter().for_each(|item| item.write(out, number));
                out.push(b']');
            }
            Object::Dictionary(entries) => {
                out.extend_from_slice(b"<<");
                write_entries(out, entries, number);
                out.extend_from_slice(b">>");
            }
            Object::Reference(to) => {
                out.push(b' ');
                reference(out, number(*to));
            }
        }
    }
}

/// What a copy of a dictionary costs.
pub(super) fn weight(entries: &Dictionary) -> usize {
    entries.iter().map(|(key, value)| key.len() + value.weight()).sum()
}

/// Writes the entries of a dictionary without its brackets.
pub(super) fn write_entries(out: &mut Vec<u8>, entries: &Dictionary, number: &impl Fn(u32) -> Ref) {
    for (key, value) in entries {
        write_name(out, key);
        value.write(out, number);
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

/// White space (7.2.2, table 1).
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// Neither white space nor a delimiter.
pub(super) fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !b"()<>[]{}/%".contains(&byte)
}
