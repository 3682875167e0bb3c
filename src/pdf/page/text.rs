//! Glyph runs as text operators (ISO 32000-1, 9.4): one `TJ` a run, or one a letter where it runs from right to left;
//! numbers only where the pen must be moved.

use std::ops::Range;

use super::canvas::Canvas;
use super::strings::{LONGEST_STRING, Strings, movement, write_code};
use crate::geometry::Point;
use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Centipoints, centipoints, hundredths, int};
use crate::pdf::font::clusters::{Cluster, RunBuffer};
use crate::pdf::font::coded_runs::{CodedLetter, CodedRun};
use crate::pdf::font::embed::{Typeface, Typefaces};
use crate::pdf::font::letters::is_in_place;
use crate::picture::Color;
use crate::text::{FaceId, Glyph, GlyphRun};

/// A run at its place on the page.
pub(super) struct PlacedRun<'a> {
    pub run: &'a GlyphRun,
    /// Start of its baseline.
    pub origin: Point,
    pub color: Color,
}

/// Shows a run, whose codes are `coded`. Glyphs are written in the order of the text they show, so that text read from the
/// stream is in logical order whatever its direction. Gives the number of bytes in the codes written.
pub(super) fn show(
    canvas: &mut Canvas,
    typeface: &Typeface<'_>,
    PlacedRun { run, origin, color }: PlacedRun<'_>,
    coded: CodedRun<'_>,
    buffer: &mut RunBuffer,
) -> Result<usize, Error> {
    if run.glyphs.is_empty() {
        return Ok(0);
    }
    let (x, y) = canvas.at(origin)?;
    canvas.begin_text();
    canvas.set_fill(color);
    let mut strings = Strings::new(typeface, coded.is_backwards());
    let mut moved = 0;
    if let Some(first) = coded.letters().next().filter(|_| strings.backwards) {
        // What runs from right to left ends at its first letter for the eye, at a margin as a rule.
        strings.pen = typeface.scaled(first.x);
        moved = centipoints(strings.pen as f32 / 100_000.0 * run.size)?;
    }
    let (line_x, line_y) = canvas.line.replace((x + moved, y)).expect("a text object has been begun");
    let font = new_font(canvas, run)?;
    let out = canvas.operators.spell();
    if let Some(size) = font {
        write_font(run.face, size, out);
    }
    hundredths(out, i64::from(x + moved - line_x));
    out.push(b' ');
    hundredths(out, i64::from(y - line_y));
    out.extend_from_slice(b" Td");
    if coded.is_empty() {
        let start = out.len();
        if write_plain(out, typeface, run) {
            return Ok(run.glyphs.len() * typeface.code_length());
        }
        out.truncate(start);
        buffer.fill(run)?;
        let text = Vec::with_capacity(64 + 4 * run.glyphs.len());
        let line = Line { canvas, typeface, strings, size: run.size, text, rise: 0 };
        return Ok(line.show(run, buffer)? * typeface.code_length());
    }
    for letter in coded.letters() {
        strings.code(letter, out);
    }
    strings.end(out);
    Ok(strings.written * typeface.code_length())
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

/// Shows a run whose glyphs each say their own character, from left to right on the baseline, as nearly all do. Gives whether
/// it was one: of any other run only a part is written.
fn write_plain(out: &mut Vec<u8>, typeface: &Typeface<'_>, run: &GlyphRun) -> bool {
    let length = typeface.code_length();
    if run.glyphs.len() * length > LONGEST_STRING {
        return false;
    }
    let (mut pen, mut reader, mut in_string) = (0, 0, false);
    let mut characters = run.text.char_indices();
    out.push(b'[');
    for glyph in &run.glyphs {
        let Some((start, character)) = characters.next() else { return false };
        if glyph.cluster as usize != start || !is_in_place(glyph, character) {
            return false;
        }
        let Some((code, width)) = typeface.character(glyph.id, character) else { return false };
        if let Some(movement) = movement(typeface.scaled(pen + i64::from(glyph.dx)) - reader) {
            if std::mem::take(&mut in_string) {
                out.push(b')');
            }
            int(out, -movement);
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
    characters.next().is_none()
}

/// Whether the font maps the glyphs of a cluster to its text by itself.
fn is_mapped(typeface: &Typeface<'_>, run: &GlyphRun, cluster: &Cluster) -> bool {
    match &run.glyphs[cluster.glyphs.clone()] {
        [glyph] => typeface.maps(glyph.id, &run.text[cluster.text.clone()]),
        _ => false,
    }
}

/// A run of glyphs being written whose texts may need spans to carry them.
struct Line<'c, 'a> {
    canvas: &'c mut Canvas,
    typeface: &'c Typeface<'a>,
    strings: Strings<'c, 'a>,
    size: f32,
    /// The next operators, as they are spelled in the file: ASCII.
    text: Vec<u8>,
    /// Height above the baseline, in font units.
    rise: i32,
}

impl Line<'_, '_> {
    fn show(mut self, run: &GlyphRun, RunBuffer { clusters, pens, .. }: &RunBuffer) -> Result<usize, Error> {
        // The text of the span that is open, if one is.
        let mut span = 0..0;
        for (index, cluster) in clusters.iter().enumerate() {
            let is_mapped = is_mapped(self.typeface, run, cluster);
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
        Ok(self.strings.written)
    }

    /// The text of the first cluster, and of those behind it up to the next that the font maps by itself.
    fn unmapped(&self, run: &GlyphRun, clusters: &[Cluster]) -> Range<usize> {
        let behind = clusters.iter().skip(1).take_while(|cluster| !is_mapped(self.typeface, run, cluster));
        let last = behind.last().unwrap_or(&clusters[0]);
        clusters[0].text.start..last.text.end
    }

    fn glyph(&mut self, glyph: &Glyph, pen: i64, run: &GlyphRun) -> Result<(), Error> {
        let (code, width) = (self.typeface.code(glyph.id), self.typeface.width(glyph.id));
        if code == 0 {
            return Err(Error::MissingGlyph(run.text.clone()));
        }
        self.set_rise(glyph.dy)?;
        self.strings.code(CodedLetter { code, width, x: pen + i64::from(glyph.dx) }, &mut self.text);
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

    /// Hands on the operators so far.
    fn flush(&mut self) {
        self.strings.end(&mut self.text);
        if !self.text.is_empty() {
            self.canvas.operators.spell().append(&mut self.text);
        }
    }
}
