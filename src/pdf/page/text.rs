//! Glyph runs as text operators (ISO 32000-1, 9.4): one `TJ` a run, or one a letter where it runs from right to left;
//! numbers only where the pen must be moved.

use std::ops::Range;

use super::canvas::{Canvas, Pen};
use super::cluster_codes::ClusterCodes;
use crate::geometry::Point;
use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Centipoints, centipoints, hundredths, int};
use crate::pdf::font::clusters::{Cluster, RunBuffer};
use crate::pdf::font::embed::{Typeface, Typefaces};
use crate::pdf::font::letters::{is_in_place, is_out_of_place};
use crate::picture::Color;
use crate::text::{FaceId, Glyph, GlyphRun};

/// Bytes of codes in one string: it may have 32,767 (ISO 19005-2, 6.1.13).
const LONGEST_STRING: usize = 32_000;

/// A run at its place on the page.
pub(super) struct PlacedRun<'a> {
    pub run: &'a GlyphRun,
    /// Start of its baseline.
    pub origin: Point,
    pub color: Color,
}

/// Shows a run. Glyphs are written in the order of the text they show, so that text read from the stream is in logical
/// order whatever its direction. Gives the number of bytes in the codes written.
pub(super) fn show(
    canvas: &mut Canvas,
    typeface: &Typeface<'_>,
    PlacedRun { run, origin, color }: PlacedRun<'_>,
    (buffer, codes): (&mut RunBuffer, &mut ClusterCodes),
) -> Result<usize, Error> {
    if run.glyphs.is_empty() {
        return Ok(0);
    }
    let (x, y) = canvas.at(origin)?;
    canvas.begin_text();
    canvas.set_fill(color);
    let (font, size) = (new_font(canvas, run)?, i64::from(centipoints(run.size)?));
    let start = Start::of(canvas.pen.take(), (x, y), size);
    let out = canvas.operators.spell();
    if let Some(size) = font {
        write_font(run.face, size, out);
    }
    if !start.is_behind {
        move_to(&mut canvas.line, (x, y), out);
    }
    let moved = out.len();
    if let Some(width) = write_plain(out, typeface, run, start.distance) {
        canvas.pen = Some(Pen { x: start.x + width * size, y });
        return Ok(run.glyphs.len() * typeface.code_length());
    }
    out.truncate(moved);
    buffer.fill(run)?;
    let clusters = buffer.clusters.as_slice();
    let backwards = matches!(clusters, [first, .., last] if first.glyphs.start > last.glyphs.start);
    let mut text = Vec::with_capacity(64 + 4 * run.glyphs.len());
    let in_array = !backwards && start.distance != 0;
    if in_array {
        text.push(b'[');
        hundredths(&mut text, -start.distance);
    } else if backwards && start.is_behind {
        move_to(&mut canvas.line, (x, y), out);
    }
    let (size, in_string) = (run.size, None);
    let line = Line { canvas, typeface, size, backwards, text, in_array, in_string, pen: 0, rise: 0, written: 0 };
    let (written, width) = line.show(run, buffer, codes)?;
    let x = start.x + width * i64::from(centipoints(size)?);
    canvas.pen = (!backwards).then_some(Pen { x, y });
    Ok(written * typeface.code_length())
}

/// Parts of a hundredth of a point that a pen's place is told in.
const PARTS: i64 = 100_000;

/// How far a run may begin from where the pen stands and still be behind it, in those parts: two hundredths of a point, for
/// both places are rounded.
const NEAR: i64 = 2 * PARTS;

/// Where a run begins.
struct Start {
    /// In parts, as a reader has it.
    x: i64,
    /// Whether it goes on where the pen stands, as words do behind emphasized ones. Then a small number in its first `TJ` stands
    /// in place of a way from the start of the line, which the next line would have to go back.
    is_behind: bool,
    /// How far it begins from where it is moved to, in hundredths of a thousandth of an em.
    distance: i64,
}

impl Start {
    /// The start of a run of some size at a place.
    fn of(pen: Option<Pen>, (x, y): (Centipoints, Centipoints), size: i64) -> Start {
        let x = i64::from(x) * PARTS;
        match pen {
            Some(pen) if pen.y == y && size > 0 && (x - pen.x).abs() <= NEAR => {
                let distance = (2 * (x - pen.x) + size).div_euclid(2 * size);
                Start { x: pen.x + distance * size, is_behind: true, distance }
            }
            _ => Start { x, is_behind: false, distance: 0 },
        }
    }
}

/// Moves the start of the line to a place.
fn move_to(line: &mut Option<(Centipoints, Centipoints)>, (x, y): (Centipoints, Centipoints), out: &mut Vec<u8>) {
    let (line_x, line_y) = line.replace((x, y)).expect("a text object has been begun");
    hundredths(out, i64::from(x - line_x));
    out.push(b' ');
    hundredths(out, i64::from(y - line_y));
    out.extend_from_slice(b" Td");
}

/// Writes how far a `TJ` moves the pen, in thousandths of an em, behind a string or the distance that it begins with.
fn write_movement(out: &mut Vec<u8>, movement: i64) {
    if out.last().is_some_and(u8::is_ascii_digit) {
        out.push(b' ');
    }
    int(out, -movement);
}

/// The size to be set, where face or size are others than before.
fn new_font(canvas: &mut Canvas, run: &GlyphRun) -> Result<Option<Centipoints>, Error> {
    let size = centipoints(run.size)?;
    let is_new = canvas.font != Some((run.face, size));
    canvas.font = Some((run.face, size));
    Ok(is_new.then_some(size))
}

fn write_font(face: FaceId, size: Centipoints, out: &mut Vec<u8>) {
    out.push(b'/');
    Typefaces::name(face, out);
    out.push(b' ');
    hundredths(out, i64::from(size));
    out.extend_from_slice(b" Tf ");
}

/// Shows a run whose glyphs each say their own character, from left to right on the baseline, as nearly all do, at some distance
/// from the pen in hundredths of a thousandth of an em. Gives how far it moves a reader's pen, distance aside; `None` of any
/// other run, of which only a part is written.
fn write_plain(out: &mut Vec<u8>, typeface: &Typeface<'_>, run: &GlyphRun, distance: i64) -> Option<i64> {
    let length = typeface.code_length();
    if run.glyphs.len() * length > LONGEST_STRING {
        return None;
    }
    let (mut pen, mut reader, mut in_string) = (0, 0, false);
    let mut characters = run.text.char_indices();
    out.push(b'[');
    if distance != 0 {
        hundredths(out, -distance);
    }
    for glyph in &run.glyphs {
        let (start, character) = characters.next()?;
        if glyph.cluster as usize != start || !is_in_place(glyph, character) {
            return None;
        }
        let (code, width) = typeface.character(glyph.id, character)?;
        let off = typeface.scaled(pen + i64::from(glyph.dx)) - reader;
        if off.abs() >= LEAST_MOVEMENT {
            let movement = movement(off);
            if std::mem::take(&mut in_string) {
                out.push(b')');
            }
            write_movement(out, movement);
            reader += 100 * movement;
        }
        if !std::mem::replace(&mut in_string, true) {
            out.push(b'(');
        }
        write_code(out, code, length);
        reader += width;
        pen += i64::from(glyph.advance);
    }
    out.extend_from_slice(b")]TJ");
    characters.next().is_none().then_some(reader)
}

/// How far a glyph may stand off where a reader's pen is, in hundredths of a thousandth of an em, without moving that.
const LEAST_MOVEMENT: i64 = 50;

/// A distance in hundredths of a thousandth of an em as a `TJ` number moves the pen by: in thousandths (9.4.3).
fn movement(off: i64) -> i64 {
    (off + 50).div_euclid(100)
}

/// Whether the font maps the glyphs of a cluster to its text by itself.
fn is_mapped(typeface: &Typeface<'_>, run: &GlyphRun, cluster: &Cluster) -> bool {
    match &run.glyphs[cluster.glyphs.clone()] {
        [glyph] => typeface.maps(glyph.id, &run.text[cluster.text.clone()]),
        _ => false,
    }
}

/// A line of glyphs being written.
struct Line<'c, 'a> {
    canvas: &'c mut Canvas,
    typeface: &'c Typeface<'a>,
    size: f32,
    /// Whether its text runs against its glyphs, from right to left. Then each letter has a `TJ` of its own: readers that
    /// sort strings by their place, as pdfium does, turn right-to-left text round, but a string of one letter stays as it
    /// is.
    backwards: bool,
    /// The next operators, as they are spelled in the file: ASCII.
    text: Vec<u8>,
    /// Whether the operand of a `TJ` is open.
    in_array: bool,
    /// The codes in its last string, if that is open.
    in_string: Option<usize>,
    /// Where a reader's pen stands, in hundredths of a thousandth of an em.
    pen: i64,
    /// Height above the baseline, in font units.
    rise: i32,
    /// Codes so far.
    written: usize,
}

impl Line<'_, '_> {
    /// Shows the line; gives how many codes were written and where the pen stands then.
    fn show(
        mut self,
        run: &GlyphRun,
        RunBuffer { clusters, pens, .. }: &RunBuffer,
        codes: &mut ClusterCodes,
    ) -> Result<(usize, i64), Error> {
        // The text of the span that is open, if one is.
        let mut span = 0..0;
        for (index, cluster) in clusters.iter().enumerate() {
            let is_mapped = is_mapped(self.typeface, run, cluster);
            if !self.typeface.needs_spans() && (!is_mapped || is_out_of_place(run, cluster, self.typeface.face())) {
                let start = pens[cluster.glyphs.start];
                for letter in codes.letters(self.typeface, run, cluster)? {
                    self.code(letter.code, letter.width, (start + letter.x, 0), run)?;
                }
                continue;
            }
            if is_mapped && !span.is_empty() {
                self.end_span();
                span = 0..0;
            } else if !is_mapped && span.is_empty() {
                span = self.unmapped(run, &clusters[index..]);
                self.begin_span(&run.text[span.clone()]);
            }
            for index in cluster.glyphs.clone() {
                self.glyph(&run.glyphs[index], pens[index], run)?;
            }
        }
        if !span.is_empty() {
            self.end_span();
        }
        self.set_rise(0)?;
        self.flush();
        Ok((self.written, self.pen))
    }

    /// The text of the first cluster, and of those behind it up to the next that the font maps by itself.
    fn unmapped(&self, run: &GlyphRun, clusters: &[Cluster]) -> Range<usize> {
        let behind = clusters.iter().skip(1).take_while(|cluster| !is_mapped(self.typeface, run, cluster));
        let last = behind.last().unwrap_or(&clusters[0]);
        clusters[0].text.start..last.text.end
    }

    fn glyph(&mut self, glyph: &Glyph, pen: i64, run: &GlyphRun) -> Result<(), Error> {
        let (code, width) = (self.typeface.code(glyph.id), self.typeface.width(glyph.id));
        self.code(code, width, (pen + i64::from(glyph.dx), glyph.dy), run)
    }

    /// Shows a code of some width at a place, in font units.
    fn code(&mut self, code: u16, width: i64, (x, y): (i64, i32), run: &GlyphRun) -> Result<(), Error> {
        self.set_rise(y)?;
        if self.backwards && self.written == 0 {
            self.begin_at(x)?;
        }
        let off = self.typeface.scaled(x) - self.pen;
        if off.abs() >= LEAST_MOVEMENT {
            let movement = movement(off);
            if self.backwards {
                self.end_array();
            } else {
                self.end_string();
            }
            self.begin_array();
            write_movement(&mut self.text, movement);
            self.pen += 100 * movement;
        }
        if code == 0 {
            return Err(Error::MissingGlyph(run.text.clone()));
        }
        self.begin_string();
        write_code(&mut self.text, code, self.typeface.code_length());
        self.pen += width;
        self.written += 1;
        Ok(())
    }

    /// Begins at a place, in font units: what runs from right to left ends there for the eye, at a margin as a rule.
    fn begin_at(&mut self, x: i64) -> Result<(), Error> {
        self.pen = self.typeface.scaled(x);
        let moved = centipoints(self.pen as f32 / 100_000.0 * self.size)?;
        let line = self.canvas.line.as_mut().expect("a run is shown within a text object");
        line.0 += moved;
        hundredths(&mut self.text, i64::from(moved));
        self.text.extend_from_slice(b" 0 Td");
        Ok(())
    }

    /// Moves to a height above the baseline, in font units.
    fn set_rise(&mut self, rise: i32) -> Result<(), Error> {
        if self.rise != rise {
            self.flush();
            self.rise = rise;
            let height = self.typeface.scaled(i64::from(rise)) as f32 / 100_000.0 * self.size;
            self.canvas.operators.set_rise(centipoints(height)?);
        }
        Ok(())
    }

    /// Begins a span that is read as a text in place of its glyphs (14.9.4).
    fn begin_span(&mut self, text: &str) {
        self.flush();
        self.canvas.operators.begin_actual_text(text);
    }

    fn end_span(&mut self) {
        self.flush();
        self.canvas.operators.end_marked();
    }

    fn begin_array(&mut self) {
        if !std::mem::replace(&mut self.in_array, true) {
            self.text.push(b'[');
        }
    }

    /// Opens a string for one more code, a further one where the last is full.
    fn begin_string(&mut self) {
        if self.in_string.is_some_and(|codes| codes * self.typeface.code_length() >= LONGEST_STRING) {
            self.end_string();
        }
        match &mut self.in_string {
            Some(codes) => *codes += 1,
            None => {
                self.begin_array();
                self.in_string = Some(1);
                self.text.push(b'(');
            }
        }
    }

    fn end_string(&mut self) {
        if self.in_string.take().is_some() {
            self.text.push(b')');
        }
    }

    fn end_array(&mut self) {
        self.end_string();
        if std::mem::take(&mut self.in_array) {
            self.text.extend_from_slice(b"]TJ");
        }
    }

    /// Hands on the operators so far.
    fn flush(&mut self) {
        self.end_array();
        if !self.text.is_empty() {
            self.canvas.operators.spell().append(&mut self.text);
        }
    }
}

/// The lower bytes of a code, so many, in a literal string (7.3.4.2), in ASCII.
fn write_code(out: &mut Vec<u8>, code: u16, length: usize) {
    let bytes = code.to_be_bytes();
    for &byte in &bytes[2 - length..] {
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
