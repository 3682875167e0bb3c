//! Operators of pages become content streams. This is the one file that knows the library which does so, printpdf, with the
//! lopdf that it writes with.

use std::collections::BTreeMap;

use printpdf::{DictItem, Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, XObjectId, XObjectTransform};

use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Centipoints, hundredths, int, points, utf16};
use crate::picture::{Cap, Color, Join};

/// What makes the PDF, as the document information names it.
pub(in crate::pdf) const PRODUCER: &str = concat!("handout ", env!("CARGO_PKG_VERSION"), " with printpdf");

/// The operators of a page, in order (ISO 32000-1, annex A).
///
/// Those that most pages have are spelled here, and the library writes what it has no name for as it is: its own text
/// operator writes a string for every glyph, four times the size, and an object of its own for every operator, string, number
/// and dictionary costs more time than all the rest. Its own polygons close only their last ring and cannot begin with a
/// curve.
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
        self.spelled("q");
    }

    /// `Q`
    pub(super) fn restore(&mut self) {
        self.spelled("Q");
    }

    /// `rg` or `g`
    pub(super) fn set_fill(&mut self, color: Color) {
        self.color(color, "g", "rg");
    }

    /// `RG` or `G`
    pub(super) fn set_stroke_color(&mut self, color: Color) {
        self.color(color, "G", "RG");
    }

    /// A device colour, which the output intent makes sRGB (ISO 19005-2, 6.2.4.3), with the operator of grey or of any other.
    fn color(&mut self, Color { red, green, blue }: Color, grey: &str, other: &str) {
        if red == green && green == blue {
            self.thousandths(&[color_part(red)], grey);
        } else {
            self.thousandths(&[red, green, blue].map(color_part), other);
        }
    }

    /// An operator whose operands are given in thousandths.
    fn thousandths(&mut self, operands: &[i64], operator: &str) {
        let out = self.spell();
        for operand in operands {
            thousandths(out, *operand);
            out.push(b' ');
        }
        out.extend_from_slice(operator.as_bytes());
    }

    /// `w`, in thousandths of a point
    pub(super) fn set_line_width(&mut self, width: i64) {
        self.thousandths(&[width], "w");
    }

    /// `J`
    pub(super) fn set_cap(&mut self, cap: Cap) {
        self.spelled(match cap {
            Cap::Butt => "0 J",
            Cap::Round => "1 J",
            Cap::Square => "2 J",
        });
    }

    /// `j`
    pub(super) fn set_join(&mut self, join: Join) {
        self.spelled(match join {
            Join::Miter => "0 j",
            Join::Round => "1 j",
            Join::Bevel => "2 j",
        });
    }

    /// `M`, in thousandths
    pub(super) fn set_miter_limit(&mut self, limit: i64) {
        self.thousandths(&[limit], "M");
    }

    /// `d`, in thousandths of a point
    pub(super) fn set_dashes(&mut self, lengths: &[i64], offset: i64) {
        let out = self.spell();
        out.push(b'[');
        for (index, length) in lengths.iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            thousandths(out, *length);
        }
        out.push(b']');
        thousandths(out, offset);
        out.extend_from_slice(b" d");
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
fn color_part(value: u8) -> i64 {
    (f64::from(value) / 0.255).round() as i64
}

/// A number given in thousandths.
fn thousandths(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    let size = number.unsigned_abs();
    let mut rest = size % 1000;
    if rest == 0 || size >= 1000 {
        int(out, (size / 1000) as i64);
    }
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

    /// The words of a page with some operators.
    fn words(draw: impl Fn(&mut Operators)) -> String {
        let mut operators = Operators::with_capacity(1);
        draw(&mut operators);
        let content = encode(vec![operators]).unwrap().remove(0);
        std::str::from_utf8(&content).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn spelled_operators_stand_in_order_among_those_of_the_library() {
        let page = |operators: &mut Operators| {
            operators.begin_text();
            operators.set_fill(Color { red: 255, green: 0, blue: 11 });
            operators.set_rise(50);
            operators.path("re", &[100, -5, 0, 1010]);
            operators.set_fill(Color { red: 128, green: 128, blue: 128 });
            operators.end_text();
        };
        assert_eq!(words(page), "BT 1 0 .043 rg 0.5 Ts 1 -0.05 0 10.1 re .502 g ET");
    }

    #[test]
    fn pages_keep_their_order_whatever_operators_they_have() {
        let page = |rise: Option<Centipoints>| {
            let mut operators = Operators::with_capacity(1);
            operators.save();
            rise.into_iter().for_each(|rise| operators.set_rise(rise));
            operators
        };
        let streams = encode(vec![page(Some(100)), page(None), page(Some(200))]).unwrap();
        let words = streams.iter().map(|stream| std::str::from_utf8(stream).unwrap().split_whitespace().collect());
        assert_eq!(words.collect::<Vec<Vec<&str>>>(), [vec!["q", "1", "Ts"], vec!["q"], vec!["q", "2", "Ts"]]);
    }

    #[test]
    fn lines_are_set_in_thousandths() {
        let page = |operators: &mut Operators| {
            operators.set_line_width(1250);
            operators.set_cap(Cap::Square);
            operators.set_join(Join::Bevel);
            operators.set_miter_limit(10_000);
            operators.set_dashes(&[500, 0, 12_040], -5);
            operators.set_dashes(&[], 0);
            operators.set_stroke_color(Color { red: 255, green: 128, blue: 0 });
        };
        assert_eq!(words(page), "1.25 w 2 J 2 j 10 M [.5 0 12.04]-.005 d []0 d 1 .502 0 RG");
    }

    #[test]
    fn colours_keep_their_256_steps() {
        for value in 0..=255u8 {
            let spelled = words(|operators| operators.set_fill(Color { red: value, green: value, blue: value }));
            let part: f64 = spelled.strip_suffix(" g").unwrap().parse().unwrap();
            assert_eq!((part * 255.0).round() as u8, value);
        }
    }
}
