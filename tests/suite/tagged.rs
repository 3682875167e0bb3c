//! The tagged text of a PDF, read by a library that had no part in writing it.

use std::collections::HashMap;

use lopdf_reader::content::{Content, Operation};
use lopdf_reader::{Dictionary, Document, Object, ObjectId};

/// A structure element.
pub struct Element {
    pub role: String,
    pub alt: Option<String>,
    /// Its own language, where it says one.
    pub language: Option<String>,
    /// Scope, ListNumbering and the like.
    pub attributes: Vec<String>,
    pub kids: Vec<Kid>,
}

/// What stands in an element.
pub enum Kid {
    Element(Element),
    /// The text of one marked-content sequence.
    Text(String),
    /// What an annotation says of itself.
    Annotation(String),
}

impl Element {
    /// Indented lines: roles, their text, what their links say.
    pub fn dump(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        let alt = self.alt.as_ref().map(|alt| format!(" alt={alt:?}")).unwrap_or_default();
        let attributes: String = self.attributes.iter().map(|it| format!(" {it}")).collect();
        out.push_str(&format!("{indent}{}{alt}{attributes}\n", self.role));
        for kid in &self.kids {
            match kid {
                Kid::Element(element) => element.dump(depth + 1, out),
                Kid::Text(text) => out.push_str(&format!("{indent}  {text:?}\n")),
                Kid::Annotation(contents) => out.push_str(&format!("{indent}  -> {contents}\n")),
            }
        }
    }
}

impl Element {
    /// The text of every element that says its language, inside this one.
    pub fn foreign(&self) -> Vec<(String, String)> {
        let elements = self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            _ => None,
        });
        elements
            .flat_map(|element| match &element.language {
                Some(language) => vec![(language.clone(), element.text())],
                None => element.foreign(),
            })
            .collect()
    }

    fn text(&self) -> String {
        let texts = self.kids.iter().map(|kid| match kid {
            Kid::Element(element) => element.text(),
            Kid::Text(text) => text.clone(),
            Kid::Annotation(_) => String::new(),
        });
        texts.collect()
    }
}

/// The Document element of a file.
pub fn read(bytes: &[u8]) -> Element {
    let document = Document::load_mem(bytes).expect("a PDF");
    let numbers = document.get_pages().into_values();
    let pages = numbers.map(|id| (id, marked_content(&document, id))).collect();
    let reader = Reader { document: &document, pages };
    let root = reader.dictionary(document.catalog().expect("a catalog"), "StructTreeRoot").expect("a structure tree");
    let mut kids = reader.kids(root, None);
    match kids.pop() {
        Some(Kid::Element(element)) if kids.is_empty() => element,
        _ => panic!("the structure tree has one child"),
    }
}

struct Reader<'a> {
    document: &'a Document,
    /// The text of every marked-content sequence of every page.
    pages: HashMap<ObjectId, HashMap<i64, String>>,
}

impl<'a> Reader<'a> {
    fn get(&self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        get(self.document, dictionary, key)
    }

    fn dictionary(&self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.get(dictionary, key)?.as_dict().ok()
    }

    fn kids(&self, element: &'a Dictionary, page: Option<ObjectId>) -> Vec<Kid> {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let kids = match self.get(element, "K") {
            None => Vec::new(),
            Some(Object::Array(kids)) => kids.iter().collect(),
            Some(kid) => vec![kid],
        };
        kids.into_iter().map(|kid| self.kid(resolved(self.document, kid), page)).collect()
    }

    fn kid(&self, kid: &'a Object, page: Option<ObjectId>) -> Kid {
        let text = |page: Option<ObjectId>, id: i64| Kid::Text(self.pages[&page.expect("a page")][&id].clone());
        if let Ok(id) = kid.as_i64() {
            return text(page, id);
        }
        let kid = kid.as_dict().expect("an element");
        let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        match kid.get(b"Type").and_then(Object::as_name) {
            Ok(b"MCR") => text(page, kid.get(b"MCID").and_then(Object::as_i64).expect("a number")),
            Ok(b"OBJR") => {
                let annotation = self.dictionary(kid, "Obj").expect("an annotation");
                Kid::Annotation(string(self.get(annotation, "Contents").expect("PDF/UA-1, 7.18.5")))
            }
            _ => Kid::Element(Element {
                role: name(self.get(kid, "S").expect("a structure type")),
                alt: self.get(kid, "Alt").map(string),
                language: self.get(kid, "Lang").map(string),
                attributes: self.attributes(kid),
                kids: self.kids(kid, page),
            }),
        }
    }

    fn attributes(&self, element: &Dictionary) -> Vec<String> {
        let id = self.document.dereference(element.get(b"ID").unwrap_or(&Object::Null)).ok();
        let id = id.and_then(|(_, id)| id.as_str().ok()).map(|_| "ID".to_owned());
        let attributes = element.get(b"A").ok().and_then(|it| resolved(self.document, it).as_dict().ok());
        let attributes = attributes.into_iter().flat_map(Dictionary::iter).map(|(key, value)| {
            let value = match value {
                Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
                Object::Array(numbers) => format!("{} numbers", numbers.len()),
                value => format!("{value:?}"),
            };
            format!("{}={value}", String::from_utf8_lossy(key))
        });
        id.into_iter().chain(attributes).collect()
    }
}

/// The text of each marked-content sequence of a page, by its number.
fn marked_content(document: &Document, page: ObjectId) -> HashMap<i64, String> {
    let fonts = fonts(document, page);
    let content = Content::decode(&document.get_page_content(page)).expect("a content stream");
    let mut texts: HashMap<i64, String> = HashMap::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut font = String::new();
    for Operation { operator, operands } in &content.operations {
        match operator.as_str() {
            "BDC" => open.push(Mark::of(&operands[1])),
            "BMC" => open.push(Mark::Plain),
            "EMC" => {
                let closed = open.pop().expect("an open sequence");
                if let (Mark::Said(said), Some(id)) = (closed, numbered(&open)) {
                    texts.entry(id).or_default().push_str(&said);
                }
            }
            "Tf" => font = name(&operands[0]),
            "Tj" | "TJ" => {
                if let (Some(id), false) = (numbered(&open), open.iter().any(|mark| matches!(mark, Mark::Said(_)))) {
                    texts.entry(id).or_default().push_str(&shown(&operands[0], &fonts[&font]));
                }
            }
            _ => {}
        }
        if let Some(id) = numbered(&open) {
            texts.entry(id).or_default();
        }
    }
    texts
}

/// A marked-content sequence that is open.
enum Mark {
    /// Content of the structure tree.
    Numbered(i64),
    /// A stretch that says itself: ActualText.
    Said(String),
    Plain,
}

impl Mark {
    fn of(properties: &Object) -> Mark {
        let Ok(properties) = properties.as_dict() else { return Mark::Plain };
        match (properties.get(b"MCID").and_then(Object::as_i64), properties.get(b"ActualText")) {
            (Ok(id), _) => Mark::Numbered(id),
            (_, Ok(said)) => Mark::Said(string(said)),
            _ => Mark::Plain,
        }
    }
}

fn numbered(open: &[Mark]) -> Option<i64> {
    open.iter().rev().find_map(|mark| match mark {
        Mark::Numbered(id) => Some(*id),
        _ => None,
    })
}

/// Texts by code, and how many bytes a code has.
struct CodeMap {
    texts: HashMap<u16, String>,
    length: usize,
}

/// What the codes of each font of a page say.
fn fonts(document: &Document, page: ObjectId) -> HashMap<String, CodeMap> {
    let page = document.get_dictionary(page).expect("a page");
    let resources = get(document, page, "Resources").and_then(|it| it.as_dict().ok()).expect("resources");
    let Some(fonts) = get(document, resources, "Font").and_then(|it| it.as_dict().ok()) else { return HashMap::new() };
    let map = |font: &Object| {
        let font = resolved(document, font).as_dict().expect("a font");
        if get(document, font, "Encoding").is_some_and(|it| it.as_name().is_ok_and(|name| name == b"WinAnsiEncoding")) {
            return win_ansi();
        }
        let stream = get(document, font, "ToUnicode").and_then(|it| it.as_stream().ok()).expect("a ToUnicode map");
        code_map(&String::from_utf8(stream.decompressed_content().expect("it inflates")).expect("it is ASCII"))
    };
    fonts.iter().map(|(name, font)| (String::from_utf8_lossy(name).into_owned(), map(font))).collect()
}

/// Reads the `bfchar` and `bfrange` lines of a ToUnicode map.
fn code_map(map: &str) -> CodeMap {
    let mut codes = HashMap::new();
    let mut length = 2;
    let mut inside = "";
    for line in map.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["<00>", "<FF>"] => length = 1,
            [_, "beginbfchar"] => inside = "char",
            [_, "beginbfrange"] => inside = "range",
            ["endbfchar" | "endbfrange"] => inside = "",
            [code, text] if inside == "char" => {
                codes.insert(hex(code)[0], String::from_utf16(&hex(text)).expect("UTF-16"));
            }
            [first, last, text] if inside == "range" => {
                let mut units = hex(text);
                for code in hex(first)[0]..=hex(last)[0] {
                    codes.insert(code, String::from_utf16(&units).expect("UTF-16"));
                    *units.last_mut().expect("a unit") += 1;
                }
            }
            _ => {}
        }
    }
    CodeMap { texts: codes, length }
}

/// WinAnsiEncoding (ISO 32000-1, annex D), which is Windows-1252.
fn win_ansi() -> CodeMap {
    let upper = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    let mut texts: HashMap<u16, String> =
        (0x20..=0xFF).map(|code: u8| (u16::from(code), char::from(code).into())).collect();
    texts.extend((0x80..).zip(upper.chars().map(String::from)));
    CodeMap { texts, length: 1 }
}

fn hex(word: &str) -> Vec<u16> {
    let digits = word.trim_start_matches('<').trim_end_matches('>').as_bytes();
    let unit = |digits: &[u8]| u16::from_str_radix(str::from_utf8(digits).expect("ASCII"), 16).expect("hex");
    digits.chunks(4).map(unit).collect()
}

fn shown(operand: &Object, codes: &CodeMap) -> String {
    let strings = match operand {
        Object::Array(items) => items.iter().collect(),
        string => vec![string],
    };
    let bytes = strings.into_iter().filter_map(|it| it.as_str().ok()).flat_map(|it| it.chunks(codes.length));
    let code = |bytes: &[u8]| bytes.iter().fold(0, |code, byte| 256 * code + u16::from(*byte));
    bytes.map(|bytes| codes.texts[&code(bytes)].as_str()).collect()
}

fn resolved<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).expect("an object").1
}

fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
    dictionary.get(key.as_bytes()).ok().map(|object| resolved(document, object))
}

fn name(object: &Object) -> String {
    String::from_utf8_lossy(object.as_name().expect("a name")).into_owned()
}

fn string(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(utf16) => {
            let units: Vec<u16> = utf16.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        }
        None => String::from_utf8(bytes.to_vec()).expect("ASCII"),
    }
}

/// Everything each page shows, page furniture too, in the order of drawing.
pub fn page_texts(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).expect("a PDF");
    document.get_pages().into_values().map(|page| page_text(&document, page)).collect()
}

fn page_text(document: &Document, page: ObjectId) -> String {
    let fonts = fonts(document, page);
    let content = Content::decode(&document.get_page_content(page)).expect("a content stream");
    let (mut text, mut font) = (String::new(), String::new());
    for Operation { operator, operands } in &content.operations {
        match operator.as_str() {
            "Tf" => font = name(&operands[0]),
            "Tj" | "TJ" => text.push_str(&shown(&operands[0], &fonts[&font])),
            "EMC" => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// What each link to a page of the same file says, on which page it stands and to which it leads, both from 1.
pub fn page_links(bytes: &[u8]) -> Vec<(usize, String, usize)> {
    let document = Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut links = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let page = document.get_dictionary(*page).expect("a page");
        let annotations = get(&document, page, "Annots").and_then(|it| it.as_array().ok());
        for annotation in annotations.into_iter().flatten() {
            let annotation = resolved(&document, annotation).as_dict().expect("an annotation");
            let Some(place) = get(&document, annotation, "Dest").and_then(|it| it.as_array().ok()) else { continue };
            let target = place[0].as_reference().expect("a page");
            let target = pages.iter().position(|page| *page == target).expect("a page of this file");
            let says = string(get(&document, annotation, "Contents").expect("PDF/UA-1, 7.18.5"));
            links.push((index + 1, says, target + 1));
        }
    }
    links
}
