//! The records of all articles, each packed into some hundred bytes, as a hundred thousand are held in memory at once.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::output::names::is_sound_name;
use crate::output::record::Record;

/// Records by their article's path below the root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records(BTreeMap<Box<str>, Packed>);

/// The records that a run changes; `None` for those whose article is gone.
#[derive(Default)]
pub struct PendingChanges(BTreeMap<Box<str>, Option<Packed>>);

/// A record in postcard's form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Packed(Box<[u8]>);

impl Packed {
    fn new(record: &Record) -> Packed {
        let bytes = postcard::to_stdvec(record).expect("lists, strings and numbers always have a form in postcard");
        Packed(bytes.into())
    }

    /// The record; `None` for bytes that are not one. They come from a file that anybody could have written to, so that
    /// PDFs with names that lead elsewhere are left out.
    fn unpack(&self) -> Option<Record> {
        let mut record: Record = postcard::from_bytes(&self.0).ok()?;
        if let Some(made) = &mut record.made {
            made.outputs.retain(|output| output.files().all(|file| is_sound_name(file)));
        }
        Some(record)
    }
}

impl Records {
    /// The record of an article.
    pub fn get(&self, source: &str) -> Option<Record> {
        self.0.get(source)?.unpack()
    }

    /// All of them, by source.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Record)> {
        self.0.iter().filter_map(|(source, packed)| Some((source.as_ref(), packed.unpack()?)))
    }

    /// The articles that there are records of.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(AsRef::as_ref)
    }

    /// Applies what a run changed. Returns whether anything is other than before.
    pub fn apply(&mut self, changes: PendingChanges) -> bool {
        let mut is_changed = false;
        for (source, packed) in changes.0 {
            match packed {
                Some(packed) if self.0.get(&source) == Some(&packed) => {}
                Some(packed) => {
                    self.0.insert(source, packed);
                    is_changed = true;
                }
                None => is_changed |= self.0.remove(&source).is_some(),
            }
        }
        is_changed
    }

    /// Changes every record.
    pub fn edit(&mut self, edit: impl Fn(&mut Record)) {
        for packed in self.0.values_mut() {
            if let Some(mut record) = packed.unpack() {
                edit(&mut record);
                *packed = Packed::new(&record);
            }
        }
    }
}

impl FromIterator<(String, Record)> for Records {
    fn from_iter<I: IntoIterator<Item = (String, Record)>>(records: I) -> Records {
        Records(records.into_iter().map(|(source, record)| (source.into(), Packed::new(&record))).collect())
    }
}

impl PendingChanges {
    /// Sets the record of an article.
    pub fn put(&mut self, source: &str, record: &Record) {
        self.0.insert(source.into(), Some(Packed::new(record)));
    }

    /// Removes the record of an article that is gone.
    pub fn remove(&mut self, source: &str) {
        self.0.insert(source.into(), None);
    }

    /// What the record of an article is changed to, `None` inside for removed; `None` when it is not changed.
    pub fn get(&self, source: &str) -> Option<Option<Record>> {
        self.0.get(source).map(|packed| packed.as_ref()?.unpack())
    }

    /// Whether the record of an article is changed or removed.
    pub fn contains(&self, source: &str) -> bool {
        self.0.contains_key(source)
    }

    /// The articles whose records are changed or removed.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(AsRef::as_ref)
    }

    /// The changed records by source; removed ones are left out.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Record)> {
        self.0.iter().filter_map(|(source, packed)| Some((source.as_ref(), packed.as_ref()?.unpack()?)))
    }
}

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Packed, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Packed;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Packed, E> {
                Ok(Packed(bytes.into()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}
