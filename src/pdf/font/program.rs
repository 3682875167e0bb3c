//! The font program of some glyphs of a face, without hinting: two thirds of a hinted subset are instructions, which print
//! ignores.

use subsetter::GlyphRemapper;

use super::composites;
use super::letters::Letter;
use super::sfnt::{self, Table, double, table, word};

/// The tables that a TrueType font program needs inside a PDF (ISO 32000-1, 9.9), besides glyf and loca.
const KEPT: [&[u8; 4]; 4] = [b"head", b"hhea", b"hmtx", b"maxp"];

/// A font program, as ISO 32000-1, 9.9 tells them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// A TrueType file: FontFile2.
    TrueType(Vec<u8>),
    /// A bare CFF table, keyed by CID: FontFile3 of subtype CIDFontType0C. The CID of a glyph is its number.
    Cff(Vec<u8>),
}

impl Program {
    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        let (Program::TrueType(bytes) | Program::Cff(bytes)) = self;
        bytes
    }
}

/// The font program of some glyphs of a face, given by its file and index there, and the number of the first letter;
/// `None` when the face cannot be read. The glyph at index n of `glyphs`, which ascend, gets the number n + 1. Parts of
/// composite glyphs follow behind, then the letters, which only a TrueType face can have.
pub(super) fn font_program((face, index): (&[u8], u32), glyphs: &[u16], letters: &[Letter]) -> Option<(Program, u16)> {
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
    add_outlines(&mut tables, bare, &starts)?;
    sfnt::file(tables)
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

/// Adds the tables of outlines and of where each begins, in the shorter form if it will do.
fn add_outlines(tables: &mut Vec<Table>, glyf: Vec<u8>, starts: &[usize]) -> Option<()> {
    let long = glyf.len() > 2 * usize::from(u16::MAX);
    let loca: Vec<u8> = match long {
        true => starts.iter().flat_map(|&start| (start as u32).to_be_bytes()).collect(),
        false => starts.iter().flat_map(|&start| ((start / 2) as u16).to_be_bytes()).collect(),
    };
    let (_, head) = tables.iter_mut().find(|(tag, _)| *tag == b"head")?;
    head.get_mut(50..52)?.copy_from_slice(&u16::from(long).to_be_bytes());
    tables.extend([(b"glyf", glyf), (b"loca", loca)]);
    Some(())
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
        let (Program::TrueType(program), _) = font_program((REGULAR, 0), &glyphs, &[]).unwrap() else {
            panic!("TrueType")
        };
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
        assert_eq!(sfnt::checksum(&program), 0xB1B0_AFBA);
        assert!(table(&program, b"fpgm").is_none() && table(&program, b"name").is_none());
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert_eq!(font_program((b"", 0), &[1], &[]), None);
        assert_eq!(font_program((&REGULAR[..5000], 0), &[40], &[]), None);
    }
}
