//! Glyph runs as text operators (ISO 32000-1, 9.4): one `TJ` a run, or one a letter where it runs from right to left;
//! numbers only where the pen must be moved. A run that begins where the last one ends is not moved to.

use std::ops::Range;

use super::backwards::SpelledLetters;
use super::canvas::Canvas;
use super::start::Start;
use super::strings::{LONGEST_STRING, Shown, Strings, is_plain, movement, must_move, write_code};
use crate::geometry::Point;
use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Centipoints, centipoints, hundredths, int};
use crate::pdf::font::clusters::{Cluster, RunBuffer};
use crate::pdf::font::coded_runs::CodedRun;
use crate::pdf::font::embed::{Typeface, Typefaces};
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
    (buffer, spelled): (&mut RunBuffer, &mut SpelledLetters),
) -> Result<usize, Error> {
    if run.glyphs.is_empty() {
        return Ok(0);
    }
    let (place, size) = (canvas.at(origin)?, centipoints(run.size)?);
    canvas.begin_text();
    canvas.set_fill(color);
    let pen = canvas.pen.filter(|_| !coded.is_backwards());
    let start = match coded.letters().next() {
        // What runs from right to left ends at its first letter for the eye, at a margin as a rule.
        Some(first) if coded.is_backwards() => Start::at_letter(typeface.scaled(first.x), place, size)?,
        _ => Start::of(pen, place, size),
    };
    begin(canvas, run.face, &start);
    let strings = Strings::new(typeface, coded.is_backwards(), start.pen);
    let is_short = run.glyphs.len() * typeface.code_length() <= LONGEST_STRING;
    let shown = if coded.is_plain() && is_short {
        Shown { codes: run.glyphs.len(), pen: write_plain(canvas.operators.last(), typeface, run, start.pen) }
    } else if coded.is_empty() {
        show_glyphs(canvas, typeface, strings, run, buffer)?
    } else if coded.is_backwards() {
        spelled.write(canvas.operators.last(), typeface, coded, start.pen)
    } else {
        strings.letters(coded, canvas.operators.last())
    };
    canvas.pen = start.pen_at(shown.pen).filter(|_| !coded.is_backwards());
    Ok(shown.codes * typeface.code_length())
}

/// Sets the face of a run, if it is another than before, and moves to its start.
fn begin(canvas: &mut Canvas, face: FaceId, start: &Start) {
    let is_new = canvas.font.replace((face, start.size)) != Some((face, start.size));
    let out = canvas.operators.spell();
    if is_new {
        write_font(face, start.size, out);
    }
    start.write(&mut canvas.line, out);
}

/// Shows a run by the codes of its glyphs.
fn show_glyphs<'t>(
    canvas: &mut Canvas,
    typeface: &'t Typeface<'t>,
    strings: Strings<'t, 't>,
    run: &GlyphRun,
    buffer: &mut RunBuffer,
) -> Result<Shown, Error> {
    buffer.fill(run)?;
    let text = Vec::with_capacity(64 + 4 * run.glyphs.len());
    Line { canvas, typeface, strings, size: run.size, text, rise: 0 }.show(run, buffer)
}

fn write_font(face: FaceId, size: Centipoints, out: &mut Vec<u8>) {
    out.push(b'/');
    Typefaces::name(face, out);
    out.push(b' ');
    hundredths(out, i64::from(size));
    out.extend_from_slice(b" Tf ");
}

/// Most codes of one byte that are written at once.
const STRETCH: usize = 64;

/// Shows a run whose glyphs each say their own character, from left to right on the baseline, as nearly all do, and moves a
/// reader's pen on from where it stands. Gives where it stands then.
fn write_plain(out: &mut Vec<u8>, typeface: &Typeface<'_>, run: &GlyphRun, reader: i64) -> i64 {
    if typeface.scaled(1000) == 100_000 {
        // The usual em, without a look at it for each glyph.
        write_stretches(out, typeface, run, reader, |units| 100 * units)
    } else {
        write_stretches(out, typeface, run, reader, |units| typeface.scaled(units))
    }
}

/// The same for some scale of font units.
#[inline(never)]
fn write_stretches(
    out: &mut Vec<u8>,
    typeface: &Typeface<'_>,
    run: &GlyphRun,
    mut reader: i64,
    scaled: impl Fn(i64) -> i64,
) -> i64 {
    let (mut pen, mut in_string, mut codes) = (0, false, [0; STRETCH]);
    let mut rest = run.glyphs.as_slice();
    out.push(b'[');
    while let Some(first) = rest.first() {
        if let Some(movement) = movement(scaled(pen + i64::from(first.dx)) - reader) {
            if std::mem::take(&mut in_string) {
                out.push(b')');
            }
            int(out, -movement);
            reader += 100 * movement;
        }
        if !std::mem::replace(&mut in_string, true) {
            out.push(b'(');
        }
        // Up to the next glyph that the pen must be moved for.
        let (mut count, mut are_plain) = (0, typeface.code_length() == 1);
        for (glyph, byte) in rest.iter().zip(&mut codes) {
            if must_move(scaled(pen + i64::from(glyph.dx)) - reader) && count > 0 {
                break;
            }
            let (code, width) = typeface.coded(glyph.id);
            *byte = code as u8;
            are_plain &= is_plain(*byte);
            reader += width;
            pen += i64::from(glyph.advance);
            count += 1;
        }
        match are_plain {
            true => out.extend_from_slice(&codes[..count]),
            false => write_codes(out, typeface, &rest[..count]),
        }
        rest = &rest[count..];
    }
    out.extend_from_slice(b")]TJ");
    reader
}

/// Writes the codes of glyphs, whatever they are.
fn write_codes(out: &mut Vec<u8>, typeface: &Typeface<'_>, glyphs: &[Glyph]) {
    for glyph in glyphs {
        write_code(out, typeface.code(glyph.id), typeface.code_length());
    }
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
    fn show(mut self, run: &GlyphRun, RunBuffer { clusters, pens, .. }: &RunBuffer) -> Result<Shown, Error> {
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
        Ok(self.strings.shown())
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
        self.strings.code((code, width), pen + i64::from(glyph.dx), &mut self.text);
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
