//! The TrueType program of some glyphs of a face (OpenType 1.9), without hinting: two thirds of a hinted subset are
//! instructions, which print ignores.

use super::composites;
use super::cutting::{Cutting, Keys};
use super::outlines::Outlines;
use super::sfnt::{self, Table, word};
use super::source::{Source, append_simple, fill_up};

/// The program of some glyphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TrueType {
    /// The file, which ends with the outlines.
    pub bytes: Vec<u8>,
    /// Glyphs of the face by their numbers; letters that were made have the numbers behind them.
    pub glyphs: Vec<u16>,
    /// Where each outline begins in the file, and the last ends: by number.
    pub starts: Vec<usize>,
}

/// The program of some glyphs; `None` when the face cannot be read. The glyph at index n gets the number n + 1; parts of
/// composite glyphs follow behind, then the letters. `outlines` are those of the face, if they are kept.
pub(super) fn program(
    file: &[u8],
    Cutting { glyphs, letters, keys }: Cutting<'_>,
    outlines: Option<&Outlines>,
) -> Option<TrueType> {
    let source = Source::open(file)?;
    let mut cut = Cut::new(&source, outlines, glyphs)?;
    cut.copy_outlines()?;
    let Cut { order, numbers, mut bare, mut starts, .. } = cut;
    let count = u16::try_from(order.len()).ok()?;
    let mut metrics = Vec::with_capacity(4 * (order.len() + letters.len()));
    for glyph in &order {
        metrics.extend_from_slice(&source.metrics(*glyph)?);
    }
    let mut tables: Vec<Table> = Vec::with_capacity(7);
    tables.push((b"head", bare_head(source.head)?));
    tables.push((b"hhea", source.hhea.to_vec()));
    tables[1].1.get_mut(34..36)?.copy_from_slice(&count.to_be_bytes());
    tables.push((b"maxp", bare_maxp(source.maxp, count)?));
    tables.push((b"hmtx", metrics));
    composites::append(&mut tables, (&mut bare, &mut starts), &numbers, letters)?;
    if let Some(keys) = keys {
        tables.push((b"cmap", character_map(keys, count)));
    }
    let length = bare.len();
    add_outlines(&mut tables, bare, &starts)?;
    let bytes = sfnt::file(tables)?;
    let first = bytes.len() - length.next_multiple_of(4);
    starts.iter_mut().for_each(|start| *start += first);
    Some(TrueType { bytes, glyphs: order, starts })
}

/// Outlines being copied.
struct Cut<'a> {
    source: &'a Source<'a>,
    outlines: Option<&'a Outlines>,
    /// Glyphs of the face by their numbers in the program.
    order: Vec<u16>,
    /// The numbers by glyphs of the face; 0 for none.
    numbers: Vec<u16>,
    /// Outlines without instructions.
    bare: Vec<u8>,
    /// Where each begins, and the last ends.
    starts: Vec<usize>,
}

impl<'a> Cut<'a> {
    fn new(source: &'a Source<'a>, outlines: Option<&'a Outlines>, glyphs: &[u16]) -> Option<Cut<'a>> {
        let mut order = Vec::with_capacity(glyphs.len() + 1);
        order.push(0);
        order.extend_from_slice(glyphs);
        let mut numbers = vec![0; source.glyphs];
        for (number, glyph) in (1..).zip(glyphs) {
            *numbers.get_mut(usize::from(*glyph))? = number;
        }
        let (bare, mut starts) = (Vec::with_capacity(96 * glyphs.len()), Vec::with_capacity(2 * glyphs.len() + 2));
        starts.push(0);
        Some(Cut { source, outlines, order, numbers, bare, starts })
    }

    /// Copies all outlines. The glyph of missing characters is left empty, for it is never shown.
    fn copy_outlines(&mut self) -> Option<()> {
        self.starts.push(0);
        let mut number = 1;
        while let Some(&glyph) = self.order.get(number) {
            self.copy(glyph)?;
            self.starts.push(self.bare.len());
            number += 1;
        }
        Some(())
    }

    /// Copies one without its instructions.
    fn copy(&mut self, glyph: u16) -> Option<()> {
        if let Some(kept) = self.outlines.and_then(|outlines| outlines.get(self.source, glyph)) {
            self.bare.extend_from_slice(kept.bytes());
            return Some(());
        }
        let outline = self.source.outline(glyph)?;
        if outline.is_empty() {
            return Some(());
        }
        if word(outline, 0)?.cast_signed() >= 0 {
            return append_simple(outline, &mut self.bare);
        }
        self.copy_composite(outline)?;
        fill_up(&mut self.bare);
        Some(())
    }

    /// Copies one that is made of others, which are copied behind all glyphs.
    fn copy_composite(&mut self, outline: &[u8]) -> Option<()> {
        const WORDS: u16 = 0x0001;
        const SCALE: u16 = 0x0008;
        const MORE: u16 = 0x0020;
        const TWO_SCALES: u16 = 0x0040;
        const MATRIX: u16 = 0x0080;
        const INSTRUCTIONS: u16 = 0x0100;
        self.bare.extend_from_slice(outline.get(..10)?);
        let mut at = 10;
        loop {
            let flags = word(outline, at)?;
            let offsets = if flags & WORDS != 0 { 4 } else { 2 };
            let transform = match flags {
                _ if flags & SCALE != 0 => 2,
                _ if flags & TWO_SCALES != 0 => 4,
                _ if flags & MATRIX != 0 => 8,
                _ => 0,
            };
            let end = at + 4 + offsets + transform;
            let number = self.number(word(outline, at + 2)?)?;
            self.bare.extend_from_slice(&(flags & !INSTRUCTIONS).to_be_bytes());
            self.bare.extend_from_slice(&number.to_be_bytes());
            self.bare.extend_from_slice(outline.get(at + 4..end)?);
            if flags & MORE == 0 {
                return Some(());
            }
            at = end;
        }
    }

    /// The number of a part, which is given one if it has none.
    fn number(&mut self, part: u16) -> Option<u16> {
        let number = self.numbers.get_mut(usize::from(part))?;
        if *number == 0 {
            *number = u16::try_from(self.order.len()).ok()?;
            self.order.push(part);
        }
        Some(*number)
    }
}

/// The font header, without the days of its making.
fn bare_head(head: &[u8]) -> Option<Vec<u8>> {
    let mut bare = head.to_vec();
    bare.get_mut(20..36)?.fill(0);
    Some(bare)
}

/// The maximum profile of so many glyphs, with nothing that instructions need.
fn bare_maxp(maxp: &[u8], glyphs: u16) -> Option<Vec<u8>> {
    let mut bare = maxp.to_vec();
    bare.get_mut(4..6)?.copy_from_slice(&glyphs.to_be_bytes());
    // One zone, and then twilight points, storage, functions, definitions, stack and size of instructions.
    bare.get_mut(14..16)?.copy_from_slice(&[0, 1]);
    bare.get_mut(16..28)?.fill(0);
    Some(bare)
}

/// Adds the tables of outlines and of where each begins, in the shorter form if it will do.
fn add_outlines(tables: &mut Vec<Table>, glyf: Vec<u8>, starts: &[usize]) -> Option<()> {
    let is_long = glyf.len() > 2 * usize::from(u16::MAX);
    let mut loca = Vec::with_capacity(4 * starts.len());
    for &start in starts {
        match is_long {
            true => loca.extend_from_slice(&(start as u32).to_be_bytes()),
            false => loca.extend_from_slice(&((start / 2) as u16).to_be_bytes()),
        }
    }
    let (_, head) = tables.iter_mut().find(|(tag, _)| *tag == b"head")?;
    head.get_mut(50..52)?.copy_from_slice(&u16::from(is_long).to_be_bytes());
    tables.extend([(b"loca", loca), (b"glyf", glyf)]);
    Some(())
}

/// The character map from keys to the glyphs from 1 on and to the letters.
fn character_map(keys: &Keys, first_letter: u16) -> Vec<u8> {
    let glyphs = keys.glyphs.iter().copied().zip(1u16..);
    let mut pairs: Vec<(u16, u16)> = glyphs.chain(keys.letters.iter().copied().zip(first_letter..)).collect();
    pairs.sort_unstable();
    if keys.is_symbolic {
        if let Some(map) = byte_map(&pairs) {
            return map;
        }
        // The code as readers look for it there (ISO 32000-1, 9.6.6.4).
        pairs.iter_mut().for_each(|(code, _)| *code += 0xF000);
    }
    segment_map(&pairs, !keys.is_symbolic)
}

/// The map of a symbolic font from codes of one byte to glyphs of numbers of one byte (platform 1, format 0), the shortest
/// once deflated; `None` where a number is higher.
fn byte_map(pairs: &[(u16, u16)]) -> Option<Vec<u8>> {
    let mut map: Vec<u8> = [0, 1, 1, 0, 0, 12, 0, 262, 0].into_iter().flat_map(u16::to_be_bytes).collect();
    let start = map.len();
    map.resize(start + 256, 0);
    for (code, glyph) in pairs {
        *map.get_mut(start + usize::from(*code))? = u8::try_from(*glyph).ok()?;
    }
    Some(map)
}

/// The map from keys in their order to glyphs (platform 3, format 4): one segment for each run of keys. It is of characters,
/// or else of symbols.
fn segment_map(pairs: &[(u16, u16)], is_of_characters: bool) -> Vec<u8> {
    let mut segments: Vec<[u16; 3]> = Vec::new();
    for &(key, glyph) in pairs {
        let delta = glyph.wrapping_sub(key);
        match segments.last_mut() {
            Some([_, last, known]) if *last + 1 == key && *known == delta => *last = key,
            _ => segments.push([key, key, delta]),
        }
    }
    segments.push([0xFFFF, 0xFFFF, 1]);
    let count = segments.len() as u16;
    let power = 1 << count.ilog2();
    let search = [2 * power, count.ilog2() as u16, 2 * (count - power)];
    let mut words = vec![0, 1, 3, u16::from(is_of_characters), 0, 12, 4, 16 + 8 * count, 0, 2 * count];
    words.extend(search);
    words.extend(segments.iter().map(|[_, last, _]| *last));
    words.push(0);
    words.extend(segments.iter().map(|[first, ..]| *first));
    words.extend(segments.iter().map(|[.., delta]| *delta));
    words.resize(words.len() + segments.len(), 0);
    words.into_iter().flat_map(u16::to_be_bytes).collect()
}

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::DrawSettings;
    use skrifa::outline::pen::SvgPen;
    use skrifa::{FontRef, GlyphId, MetadataProvider};

    use super::*;
    use crate::pdf::font::sfnt::table;

    fn regular() -> &'static [u8] {
        handout_fonts::SOURCE_SANS_3.faces[0].data()
    }

    fn glyphs_of(text: &str) -> Vec<u16> {
        let face = FontRef::new(regular()).unwrap();
        text.chars().map(|c| face.charmap().map(c).unwrap().to_u32() as u16).collect()
    }

    fn cut(glyphs: &[u16], keys: Option<&Keys>) -> Vec<u8> {
        program(regular(), Cutting { glyphs, letters: &[], keys }, None).unwrap().bytes
    }

    fn outline(font: &FontRef, glyph: GlyphId) -> (String, Option<f32>) {
        let mut pen = SvgPen::new();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        font.outline_glyphs().get(glyph).unwrap().draw(settings, &mut pen).unwrap();
        let advance = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph);
        (pen.to_string(), advance)
    }

    #[test]
    fn outlines_and_widths_are_those_of_the_face() {
        let face = FontRef::new(regular()).unwrap();
        let mut glyphs = glyphs_of("Agéậ½;Ωд ");
        glyphs.sort_unstable();
        let file = cut(&glyphs, None);
        let bare = FontRef::new(&file).unwrap();
        for (index, &glyph) in glyphs.iter().enumerate() {
            let (ours, theirs) = (GlyphId::new(index as u32 + 1), GlyphId::from(glyph));
            assert_eq!(outline(&bare, ours), outline(&face, theirs), "glyph {glyph}");
        }
        assert_eq!(sfnt::checksum(&file), 0xB1B0_AFBA);
        assert!(table(&file, b"fpgm").is_none() && table(&file, b"name").is_none());
    }

    #[test]
    fn characters_lead_to_their_glyphs() {
        let characters: Vec<char> = " !-AzÉé–’•€".chars().collect();
        assert!(characters.is_sorted());
        let glyphs = glyphs_of(&characters.iter().collect::<String>());
        let codes = characters.iter().map(|character| u32::from(*character) as u16).collect();
        let keys = Keys { is_symbolic: false, glyphs: codes, letters: Vec::new() };
        let file = cut(&glyphs, Some(&keys));
        let (face, bare) = (FontRef::new(regular()).unwrap(), FontRef::new(&file).unwrap());
        for (character, glyph) in characters.iter().zip(glyphs) {
            let ours = bare.charmap().map(*character).unwrap();
            assert_eq!(outline(&bare, ours), outline(&face, GlyphId::from(glyph)), "{character}");
        }
        assert_eq!((bare.charmap().map('B'), bare.charmap().map('\u{FFFF}')), (None, None));
    }

    #[test]
    fn codes_of_a_symbol_lead_to_their_glyphs() {
        let glyphs = glyphs_of("Ag;");
        let keys = |letters| Keys { is_symbolic: true, glyphs: vec![0x41, 0x67, 0x80], letters };
        let file = cut(&glyphs, Some(&keys(Vec::new())));
        let map = table(&file, b"cmap").unwrap();
        assert_eq!((map.len(), [map[18 + 0x41], map[18 + 0x67], map[18 + 0x80]]), (12 + 262, [1, 2, 3]));
        assert_eq!(map[18..].iter().filter(|glyph| **glyph != 0).count(), 3);
        // A number that one byte cannot tell.
        let map = character_map(&keys(vec![0x21]), 256);
        assert_eq!(map[4..8], [0, 3, 0, 0], "platform and encoding of symbols");
        assert!(map.windows(2).any(|word| word == [0xF0, 0x21]));
    }
}
