//! The objects of a file that somebody else wrote (ISO 32000-1, 7.3).

use std::collections::BTreeMap;
use std::ops::Range;

use super::budget::{Budget, DICTIONARY, entry};
use super::error::ForeignError;

/// A dictionary. Of a key that stands twice, the last value counts, as in most readers.
pub(crate) type Dictionary = BTreeMap<Box<[u8]>, Object>;

/// An object. It can be copied only by those who pay for it, as [`Object::copy_to_keep`] does: what many places refer to is
/// small there and may be large here.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Object {
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
    /// A stream of our making, without filters. It stands among the copies only.
    Drawn(Dictionary, Vec<u8>),
}

/// A key of a dictionary.
pub(super) fn key(name: &str) -> Box<[u8]> {
    name.as_bytes().into()
}

/// A dictionary of these entries.
pub(super) fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    entries.map(|(name, value)| (key(name), value)).into()
}

impl Object {
    /// A name of ours.
    pub(super) fn name(name: &str) -> Object {
        Object::Name(name.as_bytes().into())
    }

    /// Its entries, if it is a dictionary or a stream.
    pub(crate) fn entries(&self) -> Option<&Dictionary> {
        match self {
            Object::Dictionary(entries) | Object::Stream(entries, _) | Object::Drawn(entries, _) => Some(entries),
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

    /// Its items; none if it is no array, for a list that is missing or of another kind names nothing.
    pub(super) fn list(&self) -> &[Object] {
        self.items().unwrap_or(&[])
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

    /// A copy that is kept.
    pub(super) fn copy_to_keep(&self, budget: &mut Budget) -> Result<Object, ForeignError> {
        budget.memory(self.weight())?;
        Ok(self.paid_copy())
    }

    /// A copy that is only looked at.
    pub(super) fn copy_to_look_at(&self, budget: &mut Budget) -> Result<Object, ForeignError> {
        budget.copy(self.weight())?;
        Ok(self.paid_copy())
    }

    fn paid_copy(&self) -> Object {
        match self {
            Object::Null => Object::Null,
            Object::Boolean(value) => Object::Boolean(*value),
            Object::Integer(number) => Object::Integer(*number),
            Object::Real(letters) => Object::Real(letters.clone()),
            Object::Name(bytes) => Object::Name(bytes.clone()),
            Object::String(bytes) => Object::String(bytes.clone()),
            Object::Array(items) => Object::Array(items.iter().map(Object::paid_copy).collect()),
            Object::Dictionary(entries) => Object::Dictionary(paid_entries(entries)),
            Object::Reference(number) => Object::Reference(*number),
            Object::Stream(entries, range) => Object::Stream(paid_entries(entries), range.clone()),
            Object::Drawn(entries, data) => Object::Drawn(paid_entries(entries), data.clone()),
        }
    }

    /// What a copy of it costs, in bytes more or less.
    pub(super) fn weight(&self) -> usize {
        32 + match self {
            Object::Real(bytes) | Object::Name(bytes) | Object::String(bytes) => bytes.len(),
            Object::Array(items) => items.iter().map(Object::weight).sum(),
            Object::Dictionary(entries) | Object::Stream(entries, _) => DICTIONARY + weight(entries),
            Object::Drawn(entries, data) => DICTIONARY + weight(entries) + data.len(),
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Reference(_) => 0,
        }
    }
}

/// What a copy of a dictionary costs.
pub(super) fn weight(entries: &Dictionary) -> usize {
    entries.iter().enumerate().map(|(index, (key, value))| entry(index, key) + value.weight()).sum()
}

/// A copy of a dictionary that is kept.
pub(super) fn copied(entries: &Dictionary, budget: &mut Budget) -> Result<Dictionary, ForeignError> {
    budget.memory(DICTIONARY + weight(entries))?;
    Ok(paid_entries(entries))
}

fn paid_entries(entries: &Dictionary) -> Dictionary {
    entries.iter().map(|(key, value)| (key.clone(), value.paid_copy())).collect()
}

/// White space (7.2.2, table 1).
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// Neither white space nor a delimiter.
pub(crate) fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !b"()<>[]{}/%".contains(&byte)
}
