//! The TrueType program of some glyphs of a face (OpenType 1.9), without hinting: two thirds of a hinted subset are
//! instructions, which print ignores.

use super::composites;
use super::cutting::{Cutting, Keys};
use super::sfnt::{self, Table, double, table, word};

/// A face whose outlines are TrueType, opened.
struct Source<'a> {
    head: &'a [u8],
    hhea: &'a [u8],
    maxp: &'a [u8],
    hmtx: &'a [u8],
    glyf: &'a [u8],
    loca: &'a [u8],
    /// Whether places of outlines are four bytes each.
    is_long: bool,
    /// How many glyphs have an advance of their own.
    advances: usize,
    glyphs: usize,
}

impl<'a> Source<'a> {
    fn open(file: &'a [u8]) -> Option<Source<'a>> {
        let (head, hhea, maxp) = (table(file, b"head")?, table(file, b"hhea")?, table(file, b"maxp")?);
        Some(Source {
            head,
            hhea,
            maxp,
            hmtx: table(file, b"hmtx")?,
            glyf: table(file, b"glyf")?,
            loca: table(file, b"loca")?,
            is_long: word(head, 50)? != 0,
            advances: usize::from(word(hhea, 34)?),
            glyphs: usize::from(word(maxp, 4)?),
        })
    }

    /// The outline of a glyph, empty if it draws nothing.
    fn outline(&self, glyph: u16) -> Option<&'a [u8]> {
        let place = |n: usize| match self.is_long {
            true => Some(double(self.loca, 4 * n)? as usize),
            false => Some(2 * usize::from(word(self.loca, 2 * n)?)),
        };
        self.glyf.get(place(usize::from(glyph))?..place(usize::from(glyph) + 1)?)
    }

    /// Advance and left side bearing of a glyph, as they stand in the file.
    fn metrics(&self, glyph: u16) -> Option<[u8; 4]> {
        let (glyph, last) = (usize::from(glyph), self.advances.checked_sub(1)?);
        let advance = word(self.hmtx, 4 * glyph.min(last))?.to_be_bytes();
        let bearing = match glyph.checked_sub(self.advances) {
            None => word(self.hmtx, 4 * glyph + 2)?,
            Some(behind) => word(self.hmtx, 4 * self.advances + 2 * behind)?,
        };
        let bearing = bearing.to_be_bytes();
        Some([advance[0], advance[1], bearing[0], bearing[1]])
    }
}

/// The program of some glyphs, and the number of the first letter; `None` when the face cannot be read. The glyph at index
/// n gets the number n + 1; parts of composite glyphs follow behind, then the letters.
pub(super) fn program(file: &[u8], Cutting { glyphs, letters, keys }: Cutting<'_>) -> Option<(Vec<u8>, u16)> {
    let source = Source::open(file)?;
    let mut cut = Cut::new(&source, glyphs)?;
    cut.copy_outlines()?;
    let Cut { order, numbers, mut bare, mut starts, .. } = cut;
    let count = u16::try_from(order.len()).ok()?;
    let mut metrics = Vec::with_capacity(4 * order.len());
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
    add_outlines(&mut tables, bare, &starts)?;
    Some((sfnt::file(tables)?, count))
}

/// Outlines being copied.
struct Cut<'a> {
    source: &'a Source<'a>,
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
    fn new(source: &'a Source<'a>, glyphs: &[u16]) -> Option<Cut<'a>> {
        let mut order = Vec::with_capacity(glyphs.len() + 1);
        order.push(0);
        order.extend_from_slice(glyphs);
        let mut numbers = vec![0; source.glyphs];
        for (number, glyph) in (1..).zip(glyphs) {
            *numbers.get_mut(usize::from(*glyph))? = number;
        }
        Some(Cut { source, order, numbers, bare: Vec::with_capacity(64 * glyphs.len()), starts: vec![0] })
    }

    /// Copies all outlines. The glyph of missing characters is left empty, for it is never shown.
    fn copy_outlines(&mut self) -> Option<()> {
        self.starts.push(0);
        let mut number = 1;
        while let Some(&glyph) = self.order.get(number) {
            self.copy(self.source.outline(glyph)?)?;
            if self.bare.len() % 2 == 1 {
                self.bare.push(0);
            }
            self.starts.push(self.bare.len());
            number += 1;
        }
        Some(())
    }

    /// Copies one without its instructions.
    fn copy(&mut self, outline: &[u8]) -> Option<()> {
        if outline.is_empty() {
            return Some(());
        }
        let Ok(contours) = usize::try_from(word(outline, 0)?.cast_signed()) else {
            return self.copy_composite(outline);
        };
        let length = 10 + 2 * contours;
        let instructions = usize::from(word(outline, length)?);
        self.bare.extend_from_slice(outline.get(..length)?);
        self.bare.extend_from_slice(&[0, 0]);
        let points = match contours {
            0 => 0,
            _ => usize::from(word(outline, length - 2)?) + 1,
        };
        let points_at = outline.get(length + 2 + instructions..)?;
        self.bare.extend_from_slice(points_at.get(..length_of_points(points_at, points)?)?);
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

/// Bytes of so many points of a simple outline: flags, then the coordinates across, then those upwards. Faces fill an outline
/// up to a multiple of four bytes, which would stay as noise behind it.
fn length_of_points(data: &[u8], points: usize) -> Option<usize> {
    const REPEAT: u8 = 0x08;
    let (mut at, mut left, mut coordinates) = (0, points, 0);
    while left > 0 {
        let flag = *data.get(at)?;
        at += 1;
        let mut count = 1;
        if flag & REPEAT != 0 {
            count += usize::from(*data.get(at)?);
            at += 1;
        }
        left = left.checked_sub(count)?;
        coordinates += count * usize::from(COORDINATES[usize::from(flag)]);
    }
    Some(at + coordinates)
}

/// Bytes of the two coordinates of a point, by its flag.
const COORDINATES: [u8; 256] = {
    /// Of a coordinate across: it has one byte; it is the last one again, of which nothing is written, unless it has one.
    const ACROSS: [usize; 2] = [0x02, 0x10];
    /// Of a coordinate upwards.
    const UPWARDS: [usize; 2] = [0x04, 0x20];
    const fn bytes(flag: usize, [is_byte, is_same]: [usize; 2]) -> u8 {
        match (flag & is_byte != 0, flag & is_same != 0) {
            (true, _) => 1,
            (false, true) => 0,
            (false, false) => 2,
        }
    }
    let mut coordinates = [0; 256];
    let mut flag = 0;
    while flag < 256 {
        coordinates[flag] = bytes(flag, ACROSS) + bytes(flag, UPWARDS);
        flag += 1;
    }
    coordinates
};

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

    fn regular() -> &'static [u8] {
        handout_fonts::SOURCE_SANS_3.faces[0].data()
    }

    fn glyphs_of(text: &str) -> Vec<u16> {
        let face = FontRef::new(regular()).unwrap();
        text.chars().map(|c| face.charmap().map(c).unwrap().to_u32() as u16).collect()
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
        let (file, _) = program(regular(), Cutting { glyphs: &glyphs, letters: &[], keys: None }).unwrap();
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
        let (file, _) = program(regular(), Cutting { glyphs: &glyphs, letters: &[], keys: Some(&keys) }).unwrap();
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
        let (file, _) =
            program(regular(), Cutting { glyphs: &glyphs, letters: &[], keys: Some(&keys(Vec::new())) }).unwrap();
        let map = table(&file, b"cmap").unwrap();
        assert_eq!((map.len(), [map[18 + 0x41], map[18 + 0x67], map[18 + 0x80]]), (12 + 262, [1, 2, 3]));
        assert_eq!(map[18..].iter().filter(|glyph| **glyph != 0).count(), 3);
        // A number that one byte cannot tell.
        let map = character_map(&keys(vec![0x21]), 256);
        assert_eq!(map[4..8], [0, 3, 0, 0], "platform and encoding of symbols");
        assert!(map.windows(2).any(|word| word == [0xF0, 0x21]));
    }

    #[test]
    fn an_outline_ends_with_its_last_point() {
        // Three points with one flag: one byte across, the same height again; then two of two bytes each way.
        assert_eq!(length_of_points(&[0x2A, 2, 5, 6, 7, 0], 3), Some(5));
        assert_eq!(length_of_points(&[0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0], 2), Some(10));
        assert_eq!(length_of_points(&[0x2A, 3, 5], 3), None, "a flag for more points than there are");
        assert_eq!(length_of_points(&[], 1), None);
    }
}
