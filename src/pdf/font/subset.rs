//! A face cut down to some glyphs, without hinting: two thirds of a hinted subset are instructions that print ignores.

use subsetter::GlyphRemapper;

use crate::pdf::font::composites;
use crate::pdf::font::letters::Letter;

/// The tables that a TrueType font program needs inside a PDF (ISO 32000-1, 9.9), besides glyf and loca.
const KEPT: [&[u8; 4]; 4] = [b"head", b"hhea", b"hmtx", b"maxp"];

/// A table of a font file.
pub(in crate::pdf) type Table = (&'static [u8; 4], Vec<u8>);

/// A font program, as ISO 32000-1, 9.9 tells them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Program {
    /// A TrueType file: FontFile2.
    TrueType(Vec<u8>),
    /// A bare CFF table, keyed by CID: FontFile3 of subtype CIDFontType0C. The CID of a glyph is its number.
    Cff(Vec<u8>),
}

impl Program {
    /// Its bytes.
    pub(in crate::pdf) fn bytes(&self) -> &[u8] {
        let (Program::TrueType(bytes) | Program::Cff(bytes)) = self;
        bytes
    }
}

/// The font program of some glyphs of a face, given by its file and index there, and the number of the first letter;
/// `None` when the face cannot be read. The glyph at index n of `glyphs`, which ascend, gets the number n + 1. Parts of
/// composite glyphs follow behind, then the letters, which only a TrueType face can have.
pub(in crate::pdf) fn subset(
    (face, index): (&[u8], u32),
    glyphs: &[u16],
    letters: &[Letter],
) -> Option<(Program, u16)> {
    let hinted = subsetter::subset(face, index, &GlyphRemapper::new_from_glyphs(glyphs)).ok()?;
    let count = word(table(&hinted, b"maxp")?, 4)?;
    let program = match table(&hinted, b"CFF ") {
        Some(_) if !letters.is_empty() => return None,
        Some(cff) => Program::Cff(cff.to_vec()),
        None => Program::TrueType(unhinted(&hinted, glyphs, letters)?),
    };
    Some((program, count))
}

/// A TrueType file without its instructions, and with the letters.
fn unhinted(hinted: &[u8], glyphs: &[u16], letters: &[Letter]) -> Option<Vec<u8>> {
    let long = word(table(hinted, b"head")?, 50)? != 0;
    let (outlines, places) = (table(hinted, b"glyf")?, table(hinted, b"loca")?);
    let place = |n: usize| match long {
        true => Some(double(places, 4 * n)? as usize),
        false => Some(2 * usize::from(word(places, 2 * n)?)),
    };
    let mut bare = Vec::with_capacity(outlines.len());
    let mut starts = vec![0];
    for n in 0..usize::from(word(table(hinted, b"maxp")?, 4)?) {
        strip(outlines.get(place(n)?..place(n + 1)?)?, &mut bare)?;
        if bare.len() % 2 == 1 {
            bare.push(0);
        }
        starts.push(bare.len());
    }
    let mut tables = Vec::with_capacity(KEPT.len() + 2);
    for tag in KEPT {
        tables.push((tag, table(hinted, tag)?.to_vec()));
    }
    composites::append(&mut tables, (&mut bare, &mut starts), glyphs, letters)?;
    assemble(tables, bare, &starts)
}

/// One glyph without its instructions.
fn strip(glyph: &[u8], out: &mut Vec<u8>) -> Option<()> {
    if glyph.is_empty() {
        return Some(());
    }
    match usize::try_from(word(glyph, 0)?.cast_signed()) {
        Ok(contours) => {
            let length = 10 + 2 * contours;
            let instructions = usize::from(word(glyph, length)?);
            out.extend_from_slice(glyph.get(..length)?);
            out.extend_from_slice(&[0, 0]);
            out.extend_from_slice(glyph.get(length + 2 + instructions..)?);
        }
        Err(_) => strip_composite(glyph, out)?,
    }
    Some(())
}

fn strip_composite(glyph: &[u8], out: &mut Vec<u8>) -> Option<()> {
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    const INSTRUCTIONS: u16 = 0x0100;
    out.extend_from_slice(glyph.get(..10)?);
    let mut at = 10;
    loop {
        let flags = word(glyph, at)?;
        let offsets = if flags & WORDS != 0 { 4 } else { 2 };
        let transform = match flags {
            _ if flags & SCALE != 0 => 2,
            _ if flags & TWO_SCALES != 0 => 4,
            _ if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        let end = at + 4 + offsets + transform;
        out.extend_from_slice(&(flags & !INSTRUCTIONS).to_be_bytes());
        out.extend_from_slice(glyph.get(at + 2..end)?);
        if flags & MORE == 0 {
            return Some(());
        }
        at = end;
    }
}

/// The font file: directory, tables, checksums (OpenType 1.9, "Organization of an OpenType font").
fn assemble(mut tables: Vec<Table>, glyf: Vec<u8>, starts: &[usize]) -> Option<Vec<u8>> {
    let long = glyf.len() > 2 * usize::from(u16::MAX);
    let loca: Vec<u8> = match long {
        true => starts.iter().flat_map(|&start| (start as u32).to_be_bytes()).collect(),
        false => starts.iter().flat_map(|&start| ((start / 2) as u16).to_be_bytes()).collect(),
    };
    tables.extend([(b"glyf", glyf), (b"loca", loca)]);
    tables.sort_by_key(|(tag, _)| **tag);
    for (tag, data) in &mut tables {
        if *tag == b"head" {
            data.get_mut(8..12)?.fill(0);
            data.get_mut(50..52)?.copy_from_slice(&u16::from(long).to_be_bytes());
        }
    }
    let mut file = vec![0, 1, 0, 0, 0, tables.len() as u8, 0, 64, 0, 2, 0, 32];
    let mut offset = 12 + 16 * tables.len();
    let mut adjustment = 0;
    for (tag, data) in &tables {
        if *tag == b"head" {
            adjustment = offset + 8;
        }
        file.extend_from_slice(*tag);
        for value in [checksum(data), offset as u32, data.len() as u32] {
            file.extend_from_slice(&value.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        file.extend_from_slice(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let sum = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file));
    file.get_mut(adjustment..adjustment + 4)?.copy_from_slice(&sum.to_be_bytes());
    Some(file)
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut bytes = [0; 4];
        bytes[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(bytes))
    })
}

fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(word(font, 4)?);
    let record = (0..count).map(|n| 12 + 16 * n).find(|&at| font.get(at..at + 4) == Some(tag))?;
    let start = double(font, record + 8)? as usize;
    font.get(start..start.checked_add(double(font, record + 12)? as usize)?)
}

pub(in crate::pdf) fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn double(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::DrawSettings;
    use skrifa::outline::pen::SvgPen;
    use skrifa::{FontRef, GlyphId, MetadataProvider};

    use super::*;

    static REGULAR: &[u8] = include_bytes!("../../../fonts/source-sans-3/SourceSans3-Regular.ttf");

    fn outline(font: &FontRef, glyph: GlyphId) -> (String, Option<f32>) {
        let mut pen = SvgPen::new();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        font.outline_glyphs().get(glyph).unwrap().draw(settings, &mut pen).unwrap();
        let advance = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph);
        (pen.to_string(), advance)
    }

    #[test]
    fn outlines_and_widths_are_those_of_the_face() {
        let face = FontRef::new(REGULAR).unwrap();
        let glyphs: Vec<u16> =
            "Ag é ậ ½ ; Ω д".chars().map(|c| face.charmap().map(c).unwrap().to_u32() as u16).collect();
        let mut kept = glyphs.clone();
        kept.dedup();
        let (Program::TrueType(program), _) = subset((REGULAR, 0), &glyphs, &[]).unwrap() else { panic!("TrueType") };
        let bare = FontRef::new(&program).unwrap();
        let mut order: Vec<u16> = Vec::new();
        glyphs.iter().for_each(|glyph| {
            if !order.contains(glyph) {
                order.push(*glyph)
            }
        });
        for (index, &glyph) in order.iter().enumerate() {
            let (ours, theirs) = (GlyphId::new(index as u32 + 1), GlyphId::from(glyph));
            assert_eq!(outline(&bare, ours), outline(&face, theirs), "glyph {glyph}");
        }
        assert_eq!(checksum(&program), 0xB1B0_AFBA);
        assert!(table(&program, b"fpgm").is_none() && table(&program, b"name").is_none());
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert_eq!(subset((b"", 0), &[1], &[]), None);
        assert_eq!(subset((&REGULAR[..5000], 0), &[40], &[]), None);
    }
}
