//! The outlines of a face as subsets have them, each kept with how it is deflated.
//!
//! An outline is put into codes once: bytes as they are, and repetitions. Where a subset lacks a glyph that has the bytes of a
//! repetition, or has it behind, the bytes stand there. What is kept depends on the face alone, so that a subset has the
//! same bytes whatever was cut before.

use std::sync::OnceLock;

use super::parts::{Part, Parts, Table, copy, table_of};
use super::source::{Source, append_simple};
use crate::pdf::file::deflate::coded_stream::CodedStream;
use crate::pdf::file::deflate::prefix_code::{Code, PrefixCode};
use crate::text::fonts::Face;

/// The outlines of a face.
pub(in crate::pdf) struct Outlines {
    /// What they are deflated in.
    pub code: &'static PrefixCode,
    table: Table,
    /// By glyph, its index in the table and one more; 0 for those that it has not.
    indexes: Vec<u8>,
    /// By glyph; none of one that is not simple.
    kept: Vec<OnceLock<Option<Box<Outline>>>>,
}

impl std::fmt::Debug for Outlines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outlines").field("indexes", &self.indexes).finish_non_exhaustive()
    }
}

impl Outlines {
    /// Those of a face, if it is one whose outlines are kept.
    pub(super) fn of(face: &Face) -> Option<Outlines> {
        let (table, code) = table_of(face.name)?;
        let source = Source::open(face.data)?;
        let mut indexes = vec![0; source.glyphs];
        for (index, (glyph, _)) in (1..).zip(&table.glyphs) {
            *indexes.get_mut(usize::from(*glyph))? = index;
        }
        let kept = std::iter::repeat_with(OnceLock::new).take(source.glyphs).collect();
        Some(Outlines { code, table, indexes, kept })
    }

    /// The index of a glyph in the table of the face.
    pub(super) fn index(&self, glyph: u16) -> Option<usize> {
        usize::from(*self.indexes.get(usize::from(glyph))?).checked_sub(1)
    }

    /// The outline of a glyph of the face, if it is a simple one.
    pub(super) fn get(&self, source: &Source, glyph: u16) -> Option<&Outline> {
        let make = || {
            let mut bytes = Vec::new();
            append_simple(source.outline(glyph)?, &mut bytes)?;
            let parts = self.index(glyph).map(|index| self.table.parts(index)).unwrap_or_default();
            Outline::of(bytes, parts, self.code).map(Box::new)
        };
        self.kept.get(usize::from(glyph))?.get_or_init(make).as_deref()
    }

    /// The outline of a glyph that [`Outlines::get`] has given before.
    pub(super) fn known(&self, glyph: u16) -> Option<&Outline> {
        self.kept.get(usize::from(glyph))?.get()?.as_deref()
    }
}

/// An outline that is kept.
#[derive(Debug)]
pub(super) struct Outline {
    bytes: Vec<u8>,
    parts: Parts,
    /// The bytes between repetitions in codes, and where those before each repetition end.
    literals: Vec<Code>,
    ends: Vec<usize>,
}

impl Outline {
    fn of(bytes: Vec<u8>, parts: Parts, code: &PrefixCode) -> Option<Outline> {
        let (mut literals, mut ends) = (Vec::with_capacity(bytes.len() / 3), Vec::with_capacity(parts.parts.len()));
        let mut behind = 0;
        for Part { at, length, .. } in &parts.parts {
            code.append_literals(bytes.get(behind..usize::from(*at))?, &mut literals);
            ends.push(literals.len());
            behind = usize::from(*at) + usize::from(*length);
        }
        code.append_literals(bytes.get(behind..)?, &mut literals);
        Some(Outline { bytes, parts, literals, ends })
    }

    /// Its bytes, of an even number.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Writes it where it begins at `start` of a program; `glyphs` tells where the glyphs of the table begin there that stand
    /// before it, by their indexes, and 0 for all others.
    pub(super) fn write(&self, start: usize, glyphs: &[usize; 256], stream: &mut CodedStream) {
        let (mut next, mut place) = (0, 0);
        for (part, end) in self.parts.parts.iter().zip(&self.ends) {
            stream.codes(&self.literals[next..*end]);
            next = *end;
            let (at, whole) = (usize::from(part.at), usize::from(part.length));
            let (length, distance) = match part.distance {
                0 => copy(&self.parts.places[place..part.places], start + at, glyphs).unwrap_or((0, 0)),
                own => (whole, usize::from(own)),
            };
            place = part.places;
            if length > 0 {
                stream.copy(length, distance);
            }
            if length < whole {
                stream.literals(&self.bytes[at + length..at + whole]);
            }
        }
        stream.codes(&self.literals[next..]);
    }
}
