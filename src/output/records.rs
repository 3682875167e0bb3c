//! The records of all articles, each packed into some hundred bytes, as a hundred thousand are held in memory at once.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::output::names::is_sound_name;
use crate::output::record::Record;
use crate::output::short_names::{lengthened, shortened};

/// Records by their article's path below the root.
#[derive(Debug, Default)]
pub struct Records {
    /// As they were read from a file.
    read: ReadRecords,
    /// Those that have changed since; `None` for those whose article is gone.
    changed: BTreeMap<Box<str>, Option<Packed>>,
}

/// The records that a run changes; `None` for those whose article is gone.
#[derive(Default)]
pub struct PendingChanges(BTreeMap<Box<str>, Option<Packed>>);

/// A record in postcard's form.
#[derive(Debug)]
struct Packed(Box<[u8]>);

impl Packed {
    fn new(source: &str, record: &Record) -> Packed {
        let bytes = postcard::to_stdvec(&shortened(source, record))
            .expect("lists, strings and numbers always have a form in postcard");
        // A copy: the allocator leaves what only becomes shorter in its place, which has up to twice as much room.
        Packed(bytes.as_slice().into())
    }

    fn bytes(packed: &Option<Packed>) -> Option<&[u8]> {
        packed.as_ref().map(|packed| &*packed.0)
    }
}

/// The record of the article at `source` in these bytes; `None` for bytes that are not one. They come from a file that anybody
/// could have written to, so that PDFs with names that lead elsewhere are left out.
fn unpack(source: &str, packed: &[u8]) -> Option<Record> {
    let mut record = lengthened(source, postcard::from_bytes(packed).ok()?)?;
    if let Some(made) = &mut record.made {
        made.outputs.retain(|output| output.files().all(|file| is_sound_name(file)));
    }
    Some(record)
}

/// The bytes of a file with packed records in them, which are held once, as they were read.
#[derive(Debug, Default)]
struct ReadRecords {
    bytes: Vec<u8>,
    /// Where each record stands, by source.
    places: Box<[Place]>,
}

/// Where a record stands: its source, and its packed form right behind it.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: usize,
    /// The bytes of each.
    source: u32,
    packed: u32,
}

impl ReadRecords {
    /// What stands in `bytes` from `start` up to `end`; `None` for anything else than records in order.
    fn read(bytes: Vec<u8>, start: usize, end: usize) -> Option<ReadRecords> {
        let mut places: Vec<Place> = Vec::new();
        let mut rest = bytes.get(start..end)?;
        let mut last = None;
        while !rest.is_empty() {
            let ((source, packed), behind): ((u32, u32), _) = postcard::take_from_bytes(rest).ok()?;
            let place = Place { start: end - behind.len(), source, packed };
            let (name, behind) = behind.split_at_checked(source as usize)?;
            let name = std::str::from_utf8(name).ok()?;
            if last.is_some_and(|last| last >= name) {
                return None;
            }
            places.push(place);
            last = Some(name);
            rest = behind.get(packed as usize..)?;
        }
        Some(ReadRecords { places: places.into(), bytes })
    }

    fn source(&self, place: Place) -> &[u8] {
        &self.bytes[place.start..][..place.source as usize]
    }

    fn packed(&self, place: Place) -> &[u8] {
        &self.bytes[place.start + place.source as usize..][..place.packed as usize]
    }

    fn get(&self, source: &str) -> Option<&[u8]> {
        let found = self.places.binary_search_by(|place| self.source(*place).cmp(source.as_bytes()));
        found.ok().map(|index| self.packed(self.places[index]))
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.places.iter().map(|place| {
            let source = std::str::from_utf8(self.source(*place)).expect("it was text when it was read");
            (source, self.packed(*place))
        })
    }
}

impl Records {
    /// What [`Records::write`] wrote, in `bytes` from `start` up to `end`; `None` for anything else. The bytes are kept as
    /// they are.
    pub fn read(bytes: Vec<u8>, start: usize, end: usize) -> Option<Records> {
        Some(Records { read: ReadRecords::read(bytes, start, end)?, changed: BTreeMap::new() })
    }

    /// Writes all of them, one behind the other, by source: how long source and record are, and both.
    pub fn write(&self, mut to: impl Write) -> io::Result<()> {
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(io::Error::other);
        for (source, packed) in self.packed() {
            let lengths = (length(source.as_bytes())?, length(packed)?);
            postcard::to_io(&lengths, &mut to).map_err(io::Error::other)?;
            to.write_all(source.as_bytes())?;
            to.write_all(packed)?;
        }
        Ok(())
    }

    /// The record of an article.
    pub fn get(&self, source: &str) -> Option<Record> {
        unpack(source, self.packed_of(source)?)
    }

    /// All of them, by source.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Record)> {
        self.packed().filter_map(|(source, packed)| Some((source, unpack(source, packed)?)))
    }

    /// The articles that there are records of.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.packed().map(|(source, _)| source)
    }

    /// Applies what a run changed. Returns whether anything is other than before.
    pub fn apply(&mut self, changes: PendingChanges) -> bool {
        let mut is_changed = false;
        for (source, packed) in changes.0 {
            if self.packed_of(&source) != Packed::bytes(&packed) {
                self.changed.insert(source, packed);
                is_changed = true;
            }
        }
        is_changed
    }

    /// Changes every record.
    pub fn edit(&mut self, edit: impl Fn(&mut Record)) {
        let mut edited = BTreeMap::new();
        for (source, mut record) in self.iter() {
            edit(&mut record);
            edited.insert(source.into(), Some(Packed::new(source, &record)));
        }
        *self = Records { read: ReadRecords::default(), changed: edited };
    }

    fn packed_of(&self, source: &str) -> Option<&[u8]> {
        match self.changed.get(source) {
            Some(changed) => Packed::bytes(changed),
            None => self.read.get(source),
        }
    }

    /// All records as they are now, by source.
    fn packed(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let mut read = self.read.iter().peekable();
        let mut changed = self.changed.iter().map(|(source, packed)| (&**source, Packed::bytes(packed))).peekable();
        std::iter::from_fn(move || {
            loop {
                let order = match (read.peek(), changed.peek()) {
                    (Some((read, _)), Some((changed, _))) => read.cmp(changed),
                    (Some(_), None) => Ordering::Less,
                    (None, _) => Ordering::Greater,
                };
                if order == Ordering::Less {
                    return read.next();
                }
                if order == Ordering::Equal {
                    read.next();
                }
                if let (source, Some(packed)) = changed.next()? {
                    return Some((source, packed));
                }
            }
        })
    }
}

impl FromIterator<(String, Record)> for Records {
    fn from_iter<I: IntoIterator<Item = (String, Record)>>(records: I) -> Records {
        let packed = |(source, record): (String, Record)| {
            let packed = Packed::new(&source, &record);
            (source.into(), Some(packed))
        };
        Records { read: ReadRecords::default(), changed: records.into_iter().map(packed).collect() }
    }
}

impl PendingChanges {
    /// Sets the record of an article.
    pub fn put(&mut self, source: &str, record: &Record) {
        self.0.insert(source.into(), Some(Packed::new(source, record)));
    }

    /// Removes the record of an article that is gone.
    pub fn remove(&mut self, source: &str) {
        self.0.insert(source.into(), None);
    }

    /// What the record of an article is changed to, `None` inside for removed; `None` when it is not changed.
    pub fn get(&self, source: &str) -> Option<Option<Record>> {
        self.0.get(source).map(|packed| unpack(source, Packed::bytes(packed)?))
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
        let unpacked = |source, packed| unpack(source, Packed::bytes(packed)?);
        self.0.iter().filter_map(move |(source, packed)| Some((source.as_ref(), unpacked(source, packed)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str) -> Record {
        Record { id: id.to_owned(), ..Record::default() }
    }

    /// Records as a file has them, behind bytes of something else.
    fn read(records: &Records) -> Records {
        let mut bytes = b"head".to_vec();
        records.write(&mut bytes).unwrap();
        let end = bytes.len();
        bytes.extend(b"digest");
        Records::read(bytes, 4, end).unwrap()
    }

    fn all(records: &Records) -> Vec<(String, String)> {
        records.iter().map(|(source, record)| (source.to_owned(), record.id)).collect()
    }

    fn named(names: &[(&str, &str)]) -> Vec<(String, String)> {
        names.iter().map(|(source, id)| ((*source).to_owned(), (*id).to_owned())).collect()
    }

    #[test]
    fn what_is_read_and_what_changed_are_one_list_in_order() {
        let mut records =
            read(&["b", "d", "f"].into_iter().map(|source| (source.to_owned(), record(source))).collect());
        let mut changes = PendingChanges::default();
        for source in ["a", "d", "e", "g"] {
            changes.put(source, &record("new"));
        }
        changes.remove("b");
        changes.remove("not there");
        assert!(records.apply(changes));
        let now = named(&[("a", "new"), ("d", "new"), ("e", "new"), ("f", "f"), ("g", "new")]);
        assert_eq!(all(&records), now);
        assert_eq!(all(&read(&records)), now);
        assert_eq!(records.sources().count(), 5);
        assert!(records.get("b").is_none() && records.get("f").is_some_and(|it| it.id == "f"));
        records.edit(|record| record.id.push('!'));
        assert_eq!(records.get("f").unwrap().id, "f!");
    }

    #[test]
    fn the_same_record_is_no_change() {
        let mut records = read(&[("a".to_owned(), record("a"))].into_iter().collect());
        let mut changes = PendingChanges::default();
        changes.put("a", &record("a"));
        changes.remove("b");
        assert!(!records.apply(changes));
    }

    #[test]
    fn bytes_that_are_no_records_in_order_are_refused() {
        let mut one = Vec::new();
        [("a".to_owned(), record("a"))].into_iter().collect::<Records>().write(&mut one).unwrap();
        let length = one.len();
        assert!(Records::read(one.clone(), 0, length - 1).is_none(), "torn");
        assert!(Records::read(one.clone(), 0, length + 1).is_none(), "past the end");
        assert!(Records::read([one.clone(), one.clone()].concat(), 0, 2 * length).is_none(), "twice");
        assert!(Records::read(one, 0, length).is_some());
    }
}
