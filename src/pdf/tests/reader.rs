//! Reads a file back with a library that had no part in writing it.

use lopdf_reader::content::Content;
use lopdf_reader::{Dictionary, Document, Object, ObjectId};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::fixtures::FONTS;
use crate::layout::handout::Handout;
use crate::pdf::{StreamCache, write};

/// Writes handouts; the file must be PDF/UA-1 and PDF/A-2a.
pub fn written(handouts: &[Handout]) -> Vec<u8> {
    let bytes = write(handouts, &FONTS, &StreamCache::new()).unwrap().into_bytes();
    if let Ok(folder) = std::env::var("HANDOUT_TEST_PDFS") {
        let name = std::thread::current().name().unwrap_or("unnamed").replace("::", "-");
        std::fs::write(format!("{folder}/{name}.pdf"), &bytes).unwrap();
    }
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let report = validate_pdf_bytes(&bytes, &ValidationOptions::default().profile(profile)).unwrap();
        let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{profile:?}: {failures:#?}");
    }
    bytes
}

/// A file opened again.
pub struct Reader {
    pub document: Document,
}

impl Reader {
    pub fn of(bytes: &[u8]) -> Reader {
        Reader { document: Document::load_mem(bytes).unwrap() }
    }

    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    pub fn resolved<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    pub fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dictionary.get(key.as_bytes()).ok().map(|object| self.resolved(object))
    }

    /// An entry of a page, or of what it is below.
    pub fn inherited<'a>(&'a self, mut page: &'a Dictionary, key: &str) -> &'a Object {
        loop {
            match self.get(page, key) {
                Some(object) => return object,
                None => page = self.get(page, "Parent").unwrap().as_dict().unwrap(),
            }
        }
    }

    /// The operators of a page, with blanks between them.
    pub fn operators(&self, page: u32) -> String {
        let bytes = self.document.get_page_content(self.document.get_pages()[&page]);
        String::from_utf8_lossy(&bytes).replace('\n', " ")
    }

    /// The structure tree as indented lines: type, attributes, and the shown text of marked content.
    pub fn structure(&self) -> String {
        let root = self.get(self.catalog(), "StructTreeRoot").unwrap().as_dict().unwrap();
        let mut out = String::new();
        self.kids(root, 0, &mut out);
        out
    }

    fn kids(&self, element: &Dictionary, depth: usize, out: &mut String) {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let kids = match self.get(element, "K") {
            None => Vec::new(),
            Some(Object::Array(kids)) => kids.iter().collect(),
            Some(kid) => vec![kid],
        };
        for kid in kids {
            self.kid(self.resolved(kid), page, depth, out);
        }
    }

    fn kid(&self, kid: &Object, page: Option<ObjectId>, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        let Ok(kid) = kid.as_dict() else {
            let (page, text) = self.marked(page.unwrap(), kid.as_i64().unwrap());
            out.push_str(&format!("{indent}{page}: {text}\n"));
            return;
        };
        let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        match kid.get(b"Type").and_then(Object::as_name) {
            Ok(b"MCR") => {
                let (page, text) = self.marked(page.unwrap(), kid.get(b"MCID").unwrap().as_i64().unwrap());
                out.push_str(&format!("{indent}{page}: {text}\n"));
            }
            Ok(b"OBJR") => {
                let annotation = self.get(kid, "Obj").unwrap().as_dict().unwrap();
                let contents = text(annotation.get(b"Contents").unwrap());
                let page = self.page_number(page.unwrap());
                out.push_str(&format!("{indent}{page}: -> {contents}{}\n", self.target(annotation)));
            }
            _ => {
                let name = String::from_utf8_lossy(kid.get(b"S").unwrap().as_name().unwrap());
                out.push_str(&format!("{indent}{name}{}\n", self.attributes(kid)));
                self.kids(kid, depth + 1, out);
            }
        }
    }

    fn attributes(&self, element: &Dictionary) -> String {
        let mut out = String::new();
        for key in ["ID", "Lang", "Alt"] {
            if let Some(value) = self.get(element, key) {
                out.push_str(&format!(" {key}={}", text(value)));
            }
        }
        if let Some(attributes) = self.get(element, "A") {
            for (key, value) in attributes.as_dict().unwrap() {
                let value = match value {
                    Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
                    Object::Array(numbers) => {
                        numbers.iter().map(|n| n.as_float().unwrap().to_string()).collect::<Vec<_>>().join(" ")
                    }
                    _ => panic!("{value:?}"),
                };
                out.push_str(&format!(" {}={value}", String::from_utf8_lossy(key)));
            }
        }
        out
    }

    fn target(&self, annotation: &Dictionary) -> String {
        if let Some(action) = self.get(annotation, "A") {
            return format!(" ({})", text(action.as_dict().unwrap().get(b"URI").unwrap()));
        }
        let place = self.get(annotation, "Dest").unwrap().as_array().unwrap();
        let page = self.page_number(place[0].as_reference().unwrap());
        match place.get(3) {
            Some(top) => format!(" (page {page} at {})", top.as_float().unwrap()),
            None => format!(" (page {page})"),
        }
    }

    fn page_number(&self, page: ObjectId) -> u32 {
        self.document.get_pages().into_iter().find(|(_, id)| *id == page).unwrap().0
    }

    /// Page number and text of a marked-content sequence, spans with words of their own in brackets.
    fn marked(&self, page: ObjectId, id: i64) -> (u32, String) {
        let content = Content::decode(&self.document.get_page_content(page)).unwrap();
        let mut out = String::new();
        let (mut open, mut inside) = (0, None);
        let mut font = String::new();
        for operation in &content.operations {
            match operation.operator.as_str() {
                "BDC" => {
                    open += 1;
                    let properties = operation.operands[1].as_dict().unwrap();
                    if properties.get(b"MCID").and_then(Object::as_i64).is_ok_and(|it| it == id) {
                        inside = Some(open);
                    } else if let (Ok(actual), Some(_)) = (properties.get(b"ActualText"), inside) {
                        out.push_str(&format!("[{}=", text(actual)));
                    }
                }
                "EMC" => {
                    if inside == Some(open) {
                        return (self.page_number(page), out);
                    }
                    open -= 1;
                    if inside.is_some() {
                        out.push(']');
                    }
                }
                "Tf" => font = String::from_utf8_lossy(operation.operands[0].as_name().unwrap()).into_owned(),
                "Tj" | "TJ" if inside.is_some() => out.push_str(&self.shown(page, &font, &operation.operands[0])),
                "Do" | "f" | "f*" | "S" | "B" | "B*" if inside.is_some() => {
                    out.push_str(&format!("<{}>", operation.operator));
                }
                _ => {}
            }
        }
        panic!("no content {id}");
    }

    /// What the operand of `Tj` or `TJ` says.
    fn shown(&self, page: ObjectId, font: &str, operand: &Object) -> String {
        let map = self.texts_of_codes(page, font);
        let length = map.keys().next().map_or(2, |code| code.len() / 2);
        let strings = match operand {
            Object::Array(items) => items.iter().collect(),
            string => vec![string],
        };
        let codes = strings.into_iter().filter_map(|it| it.as_str().ok()).flat_map(|it| it.chunks(length));
        let spelled = |code: &[u8]| code.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
        codes.map(|code| map[&spelled(code)].as_str()).collect()
    }

    /// By code, in hexadecimal.
    fn texts_of_codes(&self, page: ObjectId, font: &str) -> std::collections::BTreeMap<String, String> {
        let page = self.document.get_dictionary(page).unwrap();
        let resources = self.get(page, "Resources").unwrap().as_dict().unwrap();
        let fonts = self.get(resources, "Font").unwrap().as_dict().unwrap();
        let font = self.get(fonts, font).unwrap().as_dict().unwrap();
        if self.get(font, "Encoding").is_some_and(|it| it.as_name().is_ok_and(|name| name == b"WinAnsiEncoding")) {
            assert!(self.get(font, "ToUnicode").is_none());
            return (0x20..=0xFF).map(|code| (format!("{code:02X}"), win_ansi(code))).collect();
        }
        let stream = self.get(font, "ToUnicode").unwrap().as_stream().unwrap();
        let map = String::from_utf8(stream.decompressed_content().unwrap()).unwrap();
        let number = |digits: &str| u16::from_str_radix(digits, 16).unwrap();
        let entries = |line: &str| {
            let parts: Vec<&str> = line.split(['<', '>', ' ']).filter(|part| !part.is_empty()).collect();
            let (first, last, said) = match parts.as_slice() {
                [code, said] => (number(code), number(code), said),
                [first, last, said] => (number(first), number(last), said),
                _ => return None,
            };
            let units: Vec<u16> = said.as_bytes().chunks(4).map(|it| number(str::from_utf8(it).unwrap())).collect();
            let (tail, head) = units.split_last()?;
            let said = |nth: u16| String::from_utf16(&[head, &[tail + nth]].concat()).unwrap();
            let digits = parts[0].len();
            let entries = (0..=last - first).map(|nth| (format!("{:0digits$X}", first + nth), said(nth)));
            Some(entries.collect::<Vec<_>>())
        };
        let body = map.split_once("endcodespacerange").unwrap().1;
        body.lines().filter(|line| line.starts_with('<')).filter_map(entries).flatten().collect()
    }
}

/// The character of a code in WinAnsiEncoding (ISO 32000-1, annex D), which is Windows-1252.
fn win_ansi(code: u8) -> String {
    let upper = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    match code {
        0x80..=0x9F => upper.chars().nth(usize::from(code - 0x80)).unwrap().into(),
        _ => char::from(code).into(),
    }
}

/// A text string.
pub fn text(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(utf16) => {
            let units: Vec<u16> = utf16.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}
