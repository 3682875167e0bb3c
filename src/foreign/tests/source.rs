//! Files made by hand, and what became of them, read with a library that had no part in it.

use std::io::Write;

use lopdf_reader::{Dictionary, Document, Object};

use super::super::Foreign;
use crate::pdf::alone;

/// A file of objects, each in the words of its body; the first is the catalog, unless `trailer` says more.
pub fn file(objects: &[&str]) -> Vec<u8> {
    with_trailer(objects, "/Root 1 0 R")
}

/// A file of objects with a trailer of its own.
pub fn with_trailer(objects: &[&str], trailer: &str) -> Vec<u8> {
    let objects: Vec<Vec<u8>> = objects.iter().map(|object| object.as_bytes().to_vec()).collect();
    of_bytes(&objects, trailer)
}

/// A file of objects that are no text.
pub fn of_bytes(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (body, number) in objects.iter().zip(1..) {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes.extend_from_slice(
        format!("{table}trailer\n<</Size {size}{trailer}>>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    bytes
}

/// A stream with these entries.
pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{entries}/Length {}>>stream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// Bytes as a zlib stream.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A file of one page with these entries, and objects from number 4 on.
pub fn page(entries: &str, objects: &[&str]) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R{entries}>>");
    let first = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", &page];
    file(&[&first[..], objects].concat())
}

/// Reads a file that is sound.
pub fn read(bytes: Vec<u8>) -> Foreign {
    Foreign::read(bytes).unwrap()
}

/// What was read, written as a file of its own.
pub fn written(foreign: &Foreign) -> Written {
    let bytes = alone(foreign);
    Written { document: Document::load_mem(&bytes).unwrap(), bytes }
}

/// A file of ours with the pages of another.
pub struct Written {
    pub document: Document,
    pub bytes: Vec<u8>,
}

impl Written {
    pub fn resolved<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    /// A page, counted from 1.
    pub fn page(&self, number: u32) -> &Dictionary {
        self.document.get_dictionary(self.document.get_pages()[&number]).unwrap()
    }

    pub fn get<'a>(&'a self, entries: &'a Dictionary, path: &str) -> &'a Object {
        let (key, rest) = path.split_once('/').unwrap_or((path, ""));
        let value = self.resolved(entries.get(key.as_bytes()).unwrap_or(&Object::Null));
        match value {
            _ if rest.is_empty() => value,
            Object::Dictionary(entries) => self.get(entries, rest),
            Object::Stream(stream) => self.get(&stream.dict, rest),
            _ => &Object::Null,
        }
    }

    /// The annotations of a page.
    pub fn annotations(&self, number: u32) -> Vec<&Dictionary> {
        match self.get(self.page(number), "Annots") {
            Object::Array(items) => items.iter().map(|item| self.resolved(item).as_dict().unwrap()).collect(),
            _ => Vec::new(),
        }
    }

    /// The number of the page that a destination leads to.
    pub fn target(&self, annotation: &Dictionary) -> Option<u32> {
        let place = annotation.get(b"Dest").ok()?.as_array().unwrap();
        let page = place[0].as_reference().unwrap();
        self.document.get_pages().into_iter().find(|(_, id)| *id == page).map(|(number, _)| number)
    }
}
