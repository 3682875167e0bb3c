//! The content of a page: ink, and whose it is (ISO 32000-1, 14.6), as printpdf operators.

pub(in crate::pdf) mod image;
mod paths;
pub(in crate::pdf) mod text;

use std::collections::BTreeMap;

use printpdf::{DictItem, Op};

use crate::geometry::Point;
use crate::layout::handout::{Artifact, Ink, Item, NodeId, Owner, Page, Tree};
use crate::pdf::Error;
use crate::pdf::file::syntax::{Centipoints, centipoints, points};
use crate::pdf::font::embed::Typefaces;
use crate::picture::{Color, Stroke};
use crate::text::FaceId;
use image::Images;

/// What a page came to.
pub(in crate::pdf) struct PageContent {
    /// The owner of each marked-content sequence, by its identifier.
    pub marks: Vec<NodeId>,
    /// The content stream, once encoded.
    pub bytes: Vec<u8>,
    /// Codes of the page's text.
    glyphs: usize,
}

impl PageContent {
    /// Takes the encoded stream, if every glyph of the page is in it.
    pub(in crate::pdf) fn check(&mut self, bytes: Vec<u8>) -> Result<(), Error> {
        let written = shown_bytes(&bytes);
        if written != 2 * self.glyphs {
            return Err(Error::GlyphCount { given: self.glyphs, written: written / 2 });
        }
        self.bytes = bytes;
        Ok(())
    }
}

/// Draws a page.
pub(in crate::pdf) fn draw(
    page: &Page,
    tree: &Tree,
    typefaces: &Typefaces<'_>,
    images: &Images,
) -> Result<(Vec<Op>, PageContent), Error> {
    let mut canvas = Canvas::new(centipoints(page.size.height)?, page.items.len());
    let mut content = PageContent { marks: Vec::new(), bytes: Vec::new(), glyphs: 0 };
    for items in page.items.chunk_by(|a, b| a.owner == b.owner) {
        let Some(owner) = items.first().map(|item| item.owner) else { continue };
        // Marked content lies within one text object or around whole ones.
        if items.iter().all(|item| matches!(item.ink, Ink::Glyphs { .. })) {
            canvas.begin_text();
        } else {
            canvas.end_text();
        }
        let inside = canvas.line.is_some();
        canvas.ops.push(begin(owner, tree, &mut content.marks)?);
        for item in items {
            content.glyphs += ink(item, &mut canvas, typefaces, images)?;
        }
        if !inside {
            canvas.end_text();
        }
        canvas.ops.push(Op::EndMarkedContent);
    }
    canvas.end_text();
    Ok((canvas.ops, content))
}

/// Draws an item and says how many codes its text became.
fn ink(item: &Item, canvas: &mut Canvas, typefaces: &Typefaces<'_>, images: &Images) -> Result<usize, Error> {
    match &item.ink {
        Ink::Glyphs { origin, run, color } => {
            return text::show(canvas, typefaces.get(run.face)?, run, *origin, *color);
        }
        Ink::Path(path) => paths::draw(canvas, path)?,
        Ink::Raster { area, raster } => images.draw(canvas, *area, raster)?,
    }
    Ok(0)
}

fn begin(owner: Owner, tree: &Tree, marks: &mut Vec<NodeId>) -> Result<Op, Error> {
    let name = |name: &str| DictItem::Name(name.into());
    let (tag, entries) = match owner {
        Owner::Node(node) => {
            let role = &tree.nodes.get(node.0 as usize).ok_or(Error::Tree(node))?.role;
            marks.push(node);
            // As it is spelled: a dictionary of one number takes a dozen allocations on its way to the page.
            let key = format!("/{}<</MCID {}>>BDC", role.standard_type(), marks.len() - 1);
            return Ok(Op::Unknown { key, value: Vec::new() });
        }
        Owner::Artifact(Artifact::Header) => {
            ("Artifact", vec![("Type", name("Pagination")), ("Subtype", name("Header"))])
        }
        Owner::Artifact(Artifact::Footer) => {
            ("Artifact", vec![("Type", name("Pagination")), ("Subtype", name("Footer"))])
        }
        Owner::Artifact(Artifact::Layout) => ("Artifact", vec![("Type", name("Layout"))]),
    };
    Ok(marked(tag, entries))
}

/// The start of a marked-content sequence with properties.
pub(in crate::pdf) fn marked(tag: &str, entries: Vec<(&str, DictItem)>) -> Op {
    let map: BTreeMap<String, DictItem> = entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect();
    Op::BeginMarkedContentWithProperties { tag: tag.to_string(), properties: DictItem::Dict { map } }
}

/// Operators so far, and the graphics state they leave (ISO 32000-1, 8.4): only what differs is set again.
pub(in crate::pdf) struct Canvas {
    /// In order.
    pub ops: Vec<Op>,
    /// Height of the page, for coordinates grow upwards in PDF.
    height: Centipoints,
    /// Start of the current line, within a text object.
    pub line: Option<(Centipoints, Centipoints)>,
    /// Current face and size.
    pub font: Option<(FaceId, Centipoints)>,
    /// Current colour of fills and glyphs.
    pub fill: Color,
    /// Current colour and form of lines.
    pub stroke: Stroke,
    /// Room for runs.
    pub scratch: text::Scratch,
}

impl Canvas {
    fn new(height: Centipoints, items: usize) -> Canvas {
        let black = Color { red: 0, green: 0, blue: 0 };
        let stroke = Stroke {
            color: black,
            width: 1.0,
            cap: Default::default(),
            join: Default::default(),
            miter_limit: 10.0,
            dashes: Vec::new(),
            dash_offset: 0.0,
        };
        Canvas {
            ops: Vec::with_capacity(8 * items),
            height,
            line: None,
            font: None,
            fill: black,
            stroke,
            scratch: Default::default(),
        }
    }

    /// A place on the page in PDF coordinates.
    pub(in crate::pdf) fn at(&self, point: Point) -> Result<(Centipoints, Centipoints), Error> {
        Ok((centipoints(point.x)?, centipoints(points(self.height) - point.y)?))
    }

    /// Begins a text object unless in one.
    pub(in crate::pdf) fn begin_text(&mut self) {
        if self.line.is_none() {
            self.ops.push(Op::StartTextSection);
            self.line = Some((0, 0));
        }
    }

    /// Ends the text object if in one.
    pub(in crate::pdf) fn end_text(&mut self) {
        if self.line.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Sets the colour of fills and glyphs.
    pub(in crate::pdf) fn set_fill(&mut self, color: Color) {
        if self.fill != color {
            self.fill = color;
            self.ops.push(Op::SetFillColor { col: device_color(color) });
        }
    }
}

/// A device colour, which the output intent makes sRGB (ISO 19005-2, 6.2.4.3). Three decimals tell 256 steps apart.
pub(in crate::pdf) fn device_color(color: Color) -> printpdf::Color {
    let part = |value: u8| ((f64::from(value) / 0.255).round() / 1000.0) as f32;
    if color.red == color.green && color.green == color.blue {
        printpdf::Color::Greyscale(printpdf::Greyscale { percent: part(color.red), icc_profile: None })
    } else {
        let (r, g, b) = (part(color.red), part(color.green), part(color.blue));
        printpdf::Color::Rgb(printpdf::Rgb { r, g, b, icc_profile: None })
    }
}

/// Bytes in the strings that a content stream shows; strings in property lists are not shown.
fn shown_bytes(content: &[u8]) -> usize {
    let (mut shown, mut dictionaries) = (0, 0usize);
    let mut rest = content;
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        match (byte, behind.first()) {
            (b'<', Some(b'<')) => dictionaries += 1,
            (b'>', Some(b'>')) => dictionaries = dictionaries.saturating_sub(1),
            (b'(', _) => {
                let length = string_bytes(&mut rest);
                shown += if dictionaries == 0 { length } else { 0 };
                continue;
            }
            _ => continue,
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    shown
}

/// Bytes of the literal string that begins here (ISO 32000-1, 7.3.4.2), which is passed. Single bytes are escaped, by
/// themselves or as three octal digits; lopdf leaves pairs of parentheses alone.
fn string_bytes(rest: &mut &[u8]) -> usize {
    let (mut length, mut open) = (0, 1);
    while let Some((byte, behind)) = rest.split_first() {
        *rest = behind;
        match byte {
            b'\\' => {
                let escaped = if behind.first().is_some_and(u8::is_ascii_digit) { 3 } else { 1 };
                *rest = behind.get(escaped..).unwrap_or_default();
            }
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            break;
        }
        length += 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_bytes_are_counted_as_a_reader_would() {
        assert_eq!(shown_bytes(b"BT [(\0a\0b) -12 (\0\\()] TJ (\0\\\\) Tj ET"), 8);
        assert_eq!(shown_bytes(b"BT [(\0\\211\0b)-12(\0\\r)]TJ ET"), 6);
        assert_eq!(shown_bytes(b"/Span <</ActualText(a(b)\\)c)>> BDC (\0(\0)) Tj EMC"), 4);
        assert_eq!(shown_bytes(b""), 0);
    }

    #[test]
    fn a_lost_glyph_is_an_error() {
        let mut content = PageContent { marks: Vec::new(), bytes: Vec::new(), glyphs: 2 };
        assert_eq!(content.check(b"(\0a) Tj".to_vec()), Err(Error::GlyphCount { given: 2, written: 1 }));
        assert_eq!(content.check(b"(\0a\0b) Tj".to_vec()), Ok(()));
    }

    #[test]
    fn colours_keep_their_256_steps() {
        for value in 0..=255u8 {
            let printpdf::Color::Greyscale(grey) = device_color(Color { red: value, green: value, blue: value }) else {
                panic!("grey")
            };
            assert_eq!((grey.percent * 255.0).round() as u8, value);
        }
    }
}
