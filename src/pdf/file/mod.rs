//! The file around the objects: numbers, object streams, the cross-reference stream, the identifier (ISO 32000-1, 7.5).
//!
//! Numbers are given out in the order of asking and nothing else, so the same handout gives the same file.

pub(in crate::pdf) mod deflate;
mod identifier;
pub(in crate::pdf) mod syntax;

use std::ops::{Deref, Range};

use deflate::{deflate, deflate_behind_numbers, deflate_quickly, deflate_rows};
use identifier::identifier;
use sha2::{Digest as _, Sha256};
use syntax::{Ref, hundredths_array, int, reference};

pub use identifier::is_as_written;

/// How many objects share a stream: one for any ordinary handout, and a reader of a packet need not inflate them all.
const OBJECTS_PER_STREAM: usize = 2000;

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Location {
    /// Given out, not written.
    Nowhere,
    /// At a byte of the file.
    At(usize),
    /// In an object stream, at an index.
    Within(Ref, usize),
}

/// A file that was written: its bytes, and their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    sha256: [u8; 32],
}

impl Pdf {
    /// SHA-256 of the file.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The file itself.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Deref for Pdf {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// A file being written.
pub(in crate::pdf) struct File {
    bytes: Vec<u8>,
    locations: Vec<Location>,
    /// Objects that are no streams, one after another.
    bodies: Vec<u8>,
    waiting: Vec<Body>,
}

/// An object that is no stream and waits for its object stream.
struct Body {
    number: Ref,
    /// Bytes of [`File::bodies`].
    range: Range<usize>,
}

impl File {
    /// An empty file: version and the mark of a binary file (ISO 19005-2, 6.1.2).
    pub(in crate::pdf) fn new() -> File {
        // Room for an ordinary handout.
        let mut bytes = Vec::with_capacity(32 * 1024);
        bytes.extend_from_slice(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        File { bytes, locations: vec![Location::Nowhere], bodies: Vec::with_capacity(32 * 1024), waiting: Vec::new() }
    }

    /// Gives out a number.
    pub(in crate::pdf) fn number(&mut self) -> Ref {
        self.numbers(1)
    }

    /// Gives out consecutive numbers; the first is returned.
    pub(in crate::pdf) fn numbers(&mut self, count: usize) -> Ref {
        let first = Ref(self.locations.len() as u32);
        self.locations.resize(self.locations.len() + count, Location::Nowhere);
        first
    }

    /// Writes an object that is not a stream.
    pub(in crate::pdf) fn object(&mut self, number: Ref, write: impl FnOnce(&mut Vec<u8>)) {
        if self.waiting.len() == OBJECTS_PER_STREAM {
            self.write_object_stream();
        }
        let start = self.bodies.len();
        write(&mut self.bodies);
        // A dictionary ends by itself; a number would run into the next.
        if !self.bodies.ends_with(b">>") {
            self.bodies.push(b'\n');
        }
        self.waiting.push(Body { number, range: start..self.bodies.len() });
    }

    /// Writes a stream of bytes as they are; `entries` are those of its dictionary besides Length.
    pub(in crate::pdf) fn stream(&mut self, number: Ref, entries: &[u8], data: &[u8]) {
        self.locate(number, Location::At(self.bytes.len()));
        int(&mut self.bytes, i64::from(number.0));
        self.bytes.extend_from_slice(b" 0 obj\n<<");
        self.bytes.extend_from_slice(entries);
        self.bytes.extend_from_slice(b"/Length ");
        int(&mut self.bytes, data.len() as i64);
        self.bytes.extend_from_slice(b">>stream\n");
        self.bytes.extend_from_slice(data);
        // The end of line that is no data is one (ISO 19005-2, 6.1.7.1): a last byte CR must not be taken into it.
        self.bytes.extend_from_slice(if data.ends_with(b"\r") { b"\r\n" } else { b"\n" });
        self.bytes.extend_from_slice(b"endstream\nendobj\n");
    }

    /// Writes a stream, deflated.
    pub(in crate::pdf) fn deflated(&mut self, number: Ref, entries: &[u8], data: &[u8]) {
        self.stream(number, &[b"/Filter/FlateDecode", entries].concat(), &deflate(data));
    }

    /// Writes a stream with few repetitions, deflated.
    pub(in crate::pdf) fn deflated_quickly(&mut self, number: Ref, entries: &[u8], data: &[u8]) {
        self.stream(number, &[b"/Filter/FlateDecode", entries].concat(), &deflate_quickly(data));
    }

    /// Writes what is left and the cross-references.
    pub(in crate::pdf) fn finish(mut self, catalog: Ref, info: Ref) -> Pdf {
        self.write_object_stream();
        let number = self.number();
        let start = self.bytes.len();
        let mut hasher = Sha256::new_with_prefix(&self.bytes);
        self.locate(number, Location::At(start));
        let (table, widths) = self.cross_references();
        let mut entries = b"/Type/XRef/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns ".to_vec();
        let columns = widths.iter().sum::<usize>();
        int(&mut entries, columns as i64);
        entries.extend_from_slice(b">>/W");
        hundredths_array(&mut entries, &widths.map(|width| width as i32 * 100));
        entries.extend_from_slice(b"/Size ");
        int(&mut entries, self.locations.len() as i64);
        entries.extend_from_slice(b"/Root ");
        reference(&mut entries, catalog);
        entries.extend_from_slice(b"/Info ");
        reference(&mut entries, info);
        entries.extend_from_slice(&identifier(hasher.clone()));
        // Before each row stands which predictor it has.
        self.stream(number, &entries, &deflate_rows(&table, 1 + columns));
        self.bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        hasher.update(&self.bytes[start..]);
        Pdf { bytes: self.bytes, sha256: hasher.finalize().into() }
    }

    /// Notes where an object went.
    fn locate(&mut self, number: Ref, location: Location) {
        *self.locations.get_mut(number.0 as usize).expect("a number that this file gave out") = location;
    }

    fn write_object_stream(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let number = self.number();
        let mut waiting = std::mem::take(&mut self.waiting);
        // In the order of numbers, places in the cross-references go up by one, and deflate to nearly nothing. Most of them
        // are in it, of which the stable sort makes use.
        waiting.sort_by_key(|body| body.number.0);
        let mut data = Vec::with_capacity(self.bodies.len() + waiting.len() * 10);
        let mut start = 0;
        for (index, Body { number: object, range }) in waiting.iter().enumerate() {
            int(&mut data, i64::from(object.0));
            data.push(b' ');
            int(&mut data, start);
            data.push(b' ');
            start += range.len() as i64;
            self.locate(*object, Location::Within(number, index));
        }
        let first = data.len();
        let entries = format!("/Filter/FlateDecode/Type/ObjStm/N {}/First {first}", waiting.len());
        for Body { range, .. } in waiting {
            data.extend_from_slice(&self.bodies[range]);
        }
        self.bodies.clear();
        self.stream(number, entries.as_bytes(), &deflate_behind_numbers(&data, first));
    }

    /// Rows for the PNG predictor "up" (7.4.4.4), and the widths of the three columns.
    fn cross_references(&self) -> (Vec<u8>, [usize; 3]) {
        // The column of places has numbers of object streams, too.
        let offset_width = match self.bytes.len().max(self.locations.len()) {
            0..0x1_0000 => 2,
            0x1_0000..0x100_0000 => 3,
            _ => 4,
        };
        let columns = 3 + offset_width;
        let mut table = Vec::with_capacity(self.locations.len() * 8 + 8);
        let mut above = [0u8; 8];
        for location in &self.locations {
            let (kind, second, third) = match *location {
                Location::Nowhere => (0, 0, 0xFFFF),
                Location::At(offset) => (1, offset as u32, 0),
                Location::Within(stream, index) => (2, stream.0, index as u16),
            };
            let row: u64 = kind << (8 * (columns - 1)) | u64::from(second) << 16 | u64::from(third);
            let row = (row << (8 * (8 - columns))).to_be_bytes();
            table.push(2);
            // So many bytes as are known beforehand are copied at once.
            let end = table.len() + columns;
            table.extend_from_slice(&std::array::from_fn::<u8, 8, _>(|byte| row[byte].wrapping_sub(above[byte])));
            table.truncate(end);
            above = row;
        }
        (table, [1, offset_width, 2])
    }
}
