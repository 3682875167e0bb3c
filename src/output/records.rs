//! The records of all articles, each packed into some hundred bytes: a hundred thousand have to be held at once.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::output::folder::is_sound_name;
use crate::output::record::Record;

/// Records by their article's path below the root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records(BTreeMap<Box<str>, Packed>);

/// What a run has to say of some records; `None` of those whose article is gone.
#[derive(Default)]
pub struct News(BTreeMap<Box<str>, Option<Packed>>);

/// A record in postcard's form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Packed(Box<[u8]>);

impl Packed {
    fn new(record: &Record) -> Packed {
        // Lists, strings and numbers always have a form.
        Packed(postcard::to_stdvec(record).unwrap_or_default().into())
    }

    /// `None` for bytes that nobody packed. They come from a file that anybody could have written to: names that lead
    /// elsewhere are nothing of ours.
    fn open(&self) -> Option<Record> {
        let mut record: Record = postcard::from_bytes(&self.0).ok()?;
        let outputs = record.made.iter_mut().map(|made| &mut made.outputs);
        outputs.for_each(|outputs| outputs.retain(|output| output.files().all(|file| is_sound_name(file))));
        Some(record)
    }
}

impl Records {
    /// The record of an article.
    pub fn get(&self, source: &str) -> Option<Record> {
        self.0.get(source)?.open()
    }

    /// All of them, by source.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Record)> {
        self.0.iter().filter_map(|(source, packed)| Some((source.as_ref(), packed.open()?)))
    }

    /// Takes over what a run says; tells whether anything is other than before.
    pub fn take(&mut self, news: News) -> bool {
        news.0.into_iter().fold(false, |is_new, (source, packed)| match packed {
            Some(packed) => {
                let is_same = self.0.get(&source) == Some(&packed);
                if !is_same {
                    self.0.insert(source, packed);
                }
                is_new | !is_same
            }
            None => is_new | self.0.remove(&source).is_some(),
        })
    }

    /// Changes every record.
    pub fn edit(&mut self, edit: impl Fn(&mut Record)) {
        for packed in self.0.values_mut() {
            if let Some(mut record) = packed.open() {
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

impl News {
    /// The article's record is this one now.
    pub fn put(&mut self, source: &str, record: &Record) {
        self.0.insert(source.into(), Some(Packed::new(record)));
    }

    /// The article is gone.
    pub fn remove(&mut self, source: &str) {
        self.0.insert(source.into(), None);
    }

    /// What is said of an article; `None` for nothing.
    pub fn get(&self, source: &str) -> Option<Option<Record>> {
        self.0.get(source).map(|packed| packed.as_ref()?.open())
    }

    /// Whether anything is said of an article.
    pub fn contains(&self, source: &str) -> bool {
        self.0.contains_key(source)
    }

    /// Articles that something is said of.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(AsRef::as_ref)
    }

    /// Records, by source, but of articles that are gone.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Record)> {
        self.0.iter().filter_map(|(source, packed)| Some((source.as_ref(), packed.as_ref()?.open()?)))
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
