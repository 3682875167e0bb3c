//! Glyph runs as text operators (ISO 32000-1, 9.4): one `TJ` a run, numbers only where the pen must be moved.

use printpdf::{DictItem, Op};

use crate::geometry::Point;
use crate::pdf::Error;
use crate::pdf::file::syntax::{Centipoints, centipoints, hundredths, int, points, utf16};
use crate::pdf::font::clusters::{Cluster, clusters};
use crate::pdf::font::embed::{Typeface, Typefaces};
use crate::pdf::font::letters::{is_out_of_place, letters};
use crate::pdf::page::{Canvas, marked};
use crate::picture::Color;
use crate::text::{Glyph, GlyphRun};

/// Shows a run. Glyphs are written in the order of the text they show, so that text read from the stream is in logical
/// order whatever its direction. Gives the number of codes written.
pub(in crate::pdf) fn show(
    canvas: &mut Canvas,
    typeface: &Typeface<'_>,
    run: &GlyphRun,
    origin: Point,
    color: Color,
) -> Result<usize, Error> {
    if run.glyphs.is_empty() {
        return Ok(0);
    }
    let (x, y) = canvas.at(origin)?;
    canvas.begin_text();
    canvas.set_fill(color);
    let mut text = Vec::with_capacity(64 + 4 * run.glyphs.len());
    set_font(canvas, run, &mut text)?;
    let (line_x, line_y) = canvas.line.replace((x, y)).unwrap_or_default();
    hundredths(&mut text, i64::from(x - line_x));
    text.push(b' ');
    hundredths(&mut text, i64::from(y - line_y));
    text.extend_from_slice(b" Td");
    let mut scratch = std::mem::take(&mut canvas.scratch);
    clusters(run, &mut scratch.clusters)?;
    pens(run, &mut scratch.pens);
    let backwards = matches!(scratch.clusters.as_slice(), [first, .., last] if first.glyphs.start > last.glyphs.start);
    let (size, in_array, in_string) = (run.size, false, false);
    let line = Line { canvas, typeface, size, x, backwards, text, in_array, in_string, pen: 0, rise: 0, written: 0 };
    let written = line.show(run, &scratch)?;
    canvas.scratch = scratch;
    Ok(written)
}

/// Room for the clusters and pens of a run, used again for each.
#[derive(Default)]
pub(in crate::pdf) struct Scratch {
    clusters: Vec<Cluster>,
    /// Where the pen stands before each glyph, in font units from the origin.
    pens: Vec<i64>,
}

fn set_font(canvas: &mut Canvas, run: &GlyphRun, text: &mut Vec<u8>) -> Result<(), Error> {
    let size = centipoints(run.size)?;
    if canvas.font != Some((run.face, size)) {
        canvas.font = Some((run.face, size));
        text.push(b'/');
        Typefaces::name(run.face, text);
        text.push(b' ');
        hundredths(text, i64::from(size));
        text.extend_from_slice(b" Tf ");
    }
    Ok(())
}

/// Where the pen stands before each glyph, in font units from the origin.
pub(in crate::pdf) fn pens(run: &GlyphRun, out: &mut Vec<i64>) {
    out.clear();
    out.extend(run.glyphs.iter().scan(0, |pen, glyph| {
        let before = *pen;
        *pen += i64::from(glyph.advance);
        Some(before)
    }));
}

/// Whether the font says the text of a cluster by itself.
fn speaks(typeface: &Typeface<'_>, run: &GlyphRun, cluster: &Cluster) -> bool {
    match run.glyphs.get(cluster.glyphs.clone()) {
        Some([glyph]) => typeface.says(glyph.id, run.text.get(cluster.text.clone()).unwrap_or_default()),
        _ => false,
    }
}

/// A line of glyphs being written.
struct Line<'c, 'a> {
    canvas: &'c mut Canvas,
    typeface: &'c Typeface<'a>,
    size: f32,
    /// Its origin on the page.
    x: Centipoints,
    /// Whether its text runs against its glyphs, from right to left.
    backwards: bool,
    /// The next operators, as they are spelled in the file: ASCII.
    text: Vec<u8>,
    /// Whether the operand of a `TJ` is open.
    in_array: bool,
    /// Whether the last string in it is.
    in_string: bool,
    /// Where a reader's pen stands, in hundredths of a thousandth of an em.
    pen: i64,
    /// Height above the baseline, in font units.
    rise: i32,
    /// Codes so far.
    written: usize,
}

impl Line<'_, '_> {
    fn show(mut self, run: &GlyphRun, scratch: &Scratch) -> Result<usize, Error> {
        let mut said = 0..0;
        for (index, cluster) in scratch.clusters.iter().enumerate() {
            let silent = !speaks(self.typeface, run, cluster);
            if !self.typeface.needs_spans() && (silent || is_out_of_place(run, cluster, self.typeface.face())) {
                self.letters(run, cluster, &scratch.pens)?;
                continue;
            }
            if !said.is_empty() && !silent {
                self.end_span();
                said = 0..0;
            } else if silent && said.is_empty() {
                // Neighbours that do not speak either share the span.
                let rest = scratch.clusters.get(index..).unwrap_or_default().iter();
                let last = rest.take_while(|cluster| !speaks(self.typeface, run, cluster)).last();
                said = cluster.text.start..last.map_or(cluster.text.end, |last| last.text.end);
                self.begin_span(run.text.get(said.clone()).unwrap_or_default());
            }
            for index in cluster.glyphs.clone() {
                if let (Some(glyph), Some(pen)) = (run.glyphs.get(index), scratch.pens.get(index)) {
                    self.glyph(glyph, *pen, run)?;
                }
            }
        }
        if !said.is_empty() {
            self.end_span();
        }
        self.lift(0)?;
        self.flush();
        Ok(self.written)
    }

    /// Shows the letters of a cluster.
    fn letters(&mut self, run: &GlyphRun, cluster: &Cluster, pens: &[i64]) -> Result<(), Error> {
        for placed in letters(run, cluster, pens, self.typeface.face()) {
            let missing = || Error::MissingGlyph(run.text.clone());
            let (code, width) = self.typeface.letter(&placed.letter).ok_or_else(missing)?;
            self.code(code, width, (placed.x, 0), run)?;
        }
        Ok(())
    }

    fn glyph(&mut self, glyph: &Glyph, pen: i64, run: &GlyphRun) -> Result<(), Error> {
        let (code, width) = (self.typeface.code(glyph.id), self.typeface.width(glyph.id));
        self.code(code, width, (pen + i64::from(glyph.dx), glyph.dy), run)
    }

    /// Shows a code of some width at a place, in font units.
    fn code(&mut self, code: u16, width: i64, (x, y): (i64, i32), run: &GlyphRun) -> Result<(), Error> {
        self.lift(y)?;
        let off = self.typeface.scaled(x) - self.pen;
        if self.backwards && off.abs() >= 50 {
            self.jump(x)?;
        } else if off.abs() >= 50 {
            // A `TJ` number moves the pen left by thousandths of an em (9.4.3).
            let movement = (off + 50).div_euclid(100);
            self.end_string();
            self.begin_array();
            int(&mut self.text, -movement);
            self.pen += 100 * movement;
        }
        if code == 0 {
            return Err(Error::MissingGlyph(run.text.clone()));
        }
        if !self.in_string {
            self.begin_array();
            self.in_string = true;
            self.text.push(b'(');
        }
        spell(&mut self.text, code);
        self.pen += width;
        self.written += 1;
        Ok(())
    }

    /// Begins a string of its own at a place, in font units. Readers that sort strings by their place, as pdfium does,
    /// turn right-to-left text round; a string of one letter stays as it is.
    fn jump(&mut self, x: i64) -> Result<(), Error> {
        self.end_array();
        let pen = self.typeface.scaled(x);
        let x = self.x + centipoints(pen as f32 / 100_000.0 * self.size)?;
        let (line_x, line_y) = self.canvas.line.unwrap_or_default();
        self.canvas.line = Some((x, line_y));
        if !self.text.is_empty() {
            self.text.push(b' ');
        }
        hundredths(&mut self.text, i64::from(x - line_x));
        self.text.extend_from_slice(b" 0 Td");
        self.pen = pen;
        Ok(())
    }

    /// Moves to a height above the baseline.
    fn lift(&mut self, rise: i32) -> Result<(), Error> {
        if self.rise != rise {
            self.flush();
            self.rise = rise;
            let height = self.typeface.scaled(i64::from(rise)) as f32 / 100_000.0 * self.size;
            self.canvas.ops.push(Op::SetLineOffset { multiplier: points(centipoints(height)?) });
        }
        Ok(())
    }

    /// Begins a span that says a text in place of its glyphs (14.9.4).
    fn begin_span(&mut self, text: &str) {
        self.flush();
        let actual = DictItem::String { data: utf16(text), literal: true };
        self.canvas.ops.push(marked("Span", vec![("ActualText", actual)]));
    }

    fn end_span(&mut self) {
        self.flush();
        self.canvas.ops.push(Op::EndMarkedContent);
    }

    fn begin_array(&mut self) {
        if !std::mem::replace(&mut self.in_array, true) {
            self.text.push(b'[');
        }
    }

    fn end_string(&mut self) {
        if std::mem::take(&mut self.in_string) {
            self.text.push(b')');
        }
    }

    fn end_array(&mut self) {
        self.end_string();
        if std::mem::take(&mut self.in_array) {
            self.text.extend_from_slice(b"]TJ");
        }
    }

    /// Writes the operators so far. printpdf's own `ShowText` writes a string for every glyph, four times the size; objects
    /// of its own for every string and number cost more time than all the rest. So operators of text go in as they are
    /// spelled, under the name of one that it does not know, which it writes as it is.
    fn flush(&mut self) {
        self.end_array();
        if !self.text.is_empty() {
            // They are ASCII. Were they not, the count of the glyphs would tell.
            let key = String::from_utf8(std::mem::take(&mut self.text)).unwrap_or_default();
            self.canvas.ops.push(Op::Unknown { key, value: Vec::new() });
        }
    }
}

/// A code as two bytes of a literal string (7.3.4.2), in ASCII.
fn spell(out: &mut Vec<u8>, code: u16) {
    for byte in code.to_be_bytes() {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            0x80.. => out.extend_from_slice(&[b'\\', octal(byte >> 6), octal(byte >> 3), octal(byte)]),
            _ => out.push(byte),
        }
    }
}

fn octal(bits: u8) -> u8 {
    b'0' + (bits & 7)
}
