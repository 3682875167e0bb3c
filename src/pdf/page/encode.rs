//! Operators of pages become content streams. This is the one file that knows the library which does so, printpdf, with the
//! lopdf that it writes with.

use std::collections::BTreeMap;

use printpdf::{
    DictItem, LineCapStyle, LineDashPattern, LineJoinStyle, Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, XObjectId,
    XObjectTransform,
};

use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Centipoints, hundredths, int, points, utf16};
use crate::picture::{Cap, Color, Join};

/// What makes the PDF, as the document information names it.
pub(in crate::pdf) const PRODUCER: &str = concat!("handout ", env!("CARGO_PKG_VERSION"), " with printpdf");

/// The operators of a page, in order (ISO 32000-1, annex A).
///
/// Those that a page has by the hundred are spelled here, and the library writes what it has no name for as it is: its own
/// text operator writes a string for every glyph, four times the size, and an object of its own for every operator, string,
/// number and dictionary costs more time than all the rest. Its own polygons close only their last ring and cannot begin
/// with a curve.
pub(super) struct Operators {
    library: Vec<Op>,
    /// Those behind the last of the library's, as they are spelled in the file: ASCII.
    spelled: Vec<u8>,
}

impl Operators {
    /// None yet, with room for so many.
    pub(super) fn with_capacity(count: usize) -> Operators {
        Operators { library: Vec::new(), spelled: Vec::with_capacity(16 * count) }
    }

    /// Adds an operator of the library's.
    fn push(&mut self, operator: Op) {
        self.settle();
        self.library.push(operator);
    }

    /// Hands what is spelled to the library, under a name that it does not know.
    fn settle(&mut self) {
        if !self.spelled.is_empty() {
            let key = String::from_utf8(std::mem::take(&mut self.spelled)).expect("operators are spelled in ASCII");
            self.library.push(Op::Unknown { key, value: Vec::new() });
        }
    }

    /// Where the next operators are to be spelled, in ASCII.
    pub(super) fn spell(&mut self) -> &mut Vec<u8> {
        if self.spelled.last().is_some_and(|last| *last != b' ') {
            // Not a line's end: numbers bring blanks anyway, and one character less deflates better.
            self.spelled.push(b' ');
        }
        &mut self.spelled
    }

    /// What is spelled last, to be gone on with at once.
    pub(super) fn last(&mut self) -> &mut Vec<u8> {
        &mut self.spelled
    }

    /// Operators as they are spelled in the file, in ASCII.
    pub(super) fn spelled(&mut self, operators: &str) {
        self.spell().extend_from_slice(operators.as_bytes());
    }

    /// `BT`
    pub(super) fn begin_text(&mut self) {
        self.spell().extend_from_slice(b"BT");
    }

    /// `ET`
    pub(super) fn end_text(&mut self) {
        self.spell().extend_from_slice(b"ET");
    }

    /// `Ts`: the height of what follows above the baseline, in points.
    pub(super) fn set_rise(&mut self, rise: Centipoints) {
        self.push(Op::SetLineOffset { multiplier: points(rise) });
    }

    /// `BDC` of an artifact, with properties that are names.
    pub(super) fn begin_artifact(&mut self, properties: &[(&str, &str)]) {
        let out = self.spell();
        out.extend_from_slice(b"/Artifact<<");
        for name in properties.iter().flat_map(|(key, value)| [key, value]) {
            out.push(b'/');
            out.extend_from_slice(name.as_bytes());
        }
        out.extend_from_slice(b">>BDC");
    }

    /// `BDC` of a span that is read as a text instead of what its glyphs say (14.9.4).
    pub(super) fn begin_actual_text(&mut self, text: &str) {
        let text = DictItem::String { data: utf16(text), literal: true };
        let properties = DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), text)]) };
        self.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
    }

    /// `EMC`
    pub(super) fn end_marked(&mut self) {
        self.spell().extend_from_slice(b"EMC");
    }

    /// A path operator with its operands.
    pub(super) fn path(&mut self, operator: &str, operands: &[Centipoints]) {
        let out = self.spell();
        for operand in operands {
            hundredths(out, i64::from(*operand));
            out.push(b' ');
        }
        out.extend_from_slice(operator.as_bytes());
    }

    /// `q`
    pub(super) fn save(&mut self) {
        self.push(Op::SaveGraphicsState);
    }

    /// `Q`
    pub(super) fn restore(&mut self) {
        self.push(Op::RestoreGraphicsState);
    }

    /// `rg` or `g`
    pub(super) fn set_fill(&mut self, color: Color) {
        let Color { red, green, blue } = color;
        let out = self.spell();
        if red == green && green == blue {
            thousandths(out, color_part(red));
            out.extend_from_slice(b" g");
            return;
        }
        for value in [red, green, blue] {
            thousandths(out, color_part(value));
            out.push(b' ');
        }
        out.extend_from_slice(b"rg");
    }

    /// `RG` or `G`
    pub(super) fn set_stroke_color(&mut self, color: Color) {
        self.push(Op::SetOutlineColor { col: device_color(color) });
    }

    /// `w`, in points
    pub(super) fn set_line_width(&mut self, width: f32) {
        self.push(Op::SetOutlineThickness { pt: Pt(width) });
    }

    /// `J`
    pub(super) fn set_cap(&mut self, cap: Cap) {
        let cap = match cap {
            Cap::Butt => LineCapStyle::Butt,
            Cap::Round => LineCapStyle::Round,
            Cap::Square => LineCapStyle::ProjectingSquare,
        };
        self.push(Op::SetLineCapStyle { cap });
    }

    /// `j`
    pub(super) fn set_join(&mut self, join: Join) {
        let join = match join {
            Join::Miter => LineJoinStyle::Miter,
            Join::Round => LineJoinStyle::Round,
            Join::Bevel => LineJoinStyle::Bevel,
        };
        self.push(Op::SetLineJoinStyle { join });
    }

    /// `M`
    pub(super) fn set_miter_limit(&mut self, limit: f32) {
        self.push(Op::SetMiterLimit { limit: Pt(limit) });
    }

    /// `d`, in points
    pub(super) fn set_dashes(&mut self, lengths: &[f32], offset: f32) {
        self.push(Op::SetLineDashPattern { dash: LineDashPattern::new(offset, lengths) });
    }

    /// `Do` of the image of an index, stretched to a box: left, bottom, width, height.
    pub(super) fn image(&mut self, index: usize, area: [Centipoints; 4]) {
        let [left, bottom, width, height] = area.map(points);
        let transform = XObjectTransform {
            translate_x: Some(Pt(left)),
            translate_y: Some(Pt(bottom)),
            scale_x: Some(width),
            scale_y: Some(height),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.push(Op::UseXobject { id: XObjectId(format!("I{index}")), transform });
    }
}

/// The part of a device colour in thousandths: three decimals tell 256 steps apart.
fn color_part(value: u8) -> u32 {
    (f64::from(value) / 0.255).round() as u32
}

/// A number from 0 to 1 given in thousandths.
fn thousandths(out: &mut Vec<u8>, number: u32) {
    if number == 0 || number >= 1000 {
        int(out, i64::from(number / 1000));
    }
    let mut rest = number % 1000;
    if rest > 0 {
        out.push(b'.');
    }
    for unit in [100, 10, 1] {
        if rest > 0 {
            out.push(b'0' + (rest / unit) as u8);
            rest %= unit;
        }
    }
}

/// A device colour, which the output intent makes sRGB (ISO 19005-2, 6.2.4.3).
fn device_color(color: Color) -> printpdf::Color {
    let part = |value: u8| (f64::from(color_part(value)) / 1000.0) as f32;
    if color.red == color.green && color.green == color.blue {
        printpdf::Color::Greyscale(printpdf::Greyscale { percent: part(color.red), icc_profile: None })
    } else {
        let (r, g, b) = (part(color.red), part(color.green), part(color.blue));
        printpdf::Color::Rgb(printpdf::Rgb { r, g, b, icc_profile: None })
    }
}

/// The content streams of pages, in order.
pub(super) fn encode(pages: Vec<Operators>) -> Result<Vec<Vec<u8>>, Error> {
    let mut document = PdfDocument::new("");
    let count = pages.len();
    for mut operators in pages {
        operators.settle();
        // The sizes go unused: the page dictionaries are ours.
        document.pages.push(PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), operators.library));
    }
    // `secure` would drop every operator that printpdf has no name for, all our text among them.
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let mut warnings = Vec::new();
    let mut written = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(Error::Encoder(format!("printpdf: {}", warning.msg)));
    }
    let lost = || Error::Encoder("printpdf: a page was lost".into());
    let pages = written.get_pages();
    let mut streams = Vec::with_capacity(count);
    for number in (1..).take(count) {
        let stream = *written.get_page_contents(*pages.get(&number).ok_or_else(lost)?).first().ok_or_else(lost)?;
        let object = written.objects.remove(&stream).ok_or_else(lost)?;
        let lopdf::Object::Stream(stream) = object else { return Err(lost()) };
        streams.push(stream.content);
    }
    Ok(streams)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelled_operators_stand_in_order_among_those_of_the_library() {
        let mut operators = Operators::with_capacity(1);
        operators.begin_text();
        operators.set_fill(Color { red: 255, green: 0, blue: 11 });
        operators.set_line_width(0.5);
        operators.path("re", &[100, -5, 0, 1010]);
        operators.set_fill(Color { red: 128, green: 128, blue: 128 });
        operators.end_text();
        let content = encode(vec![operators]).unwrap().remove(0);
        let words: Vec<&str> = std::str::from_utf8(&content).unwrap().split_whitespace().collect();
        assert_eq!(words.join(" "), "BT 1 0 .043 rg 0.5 w 1 -0.05 0 10.1 re .502 g ET");
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
