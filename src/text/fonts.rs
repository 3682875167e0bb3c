//! The families we carry, what they cover, and which face shows a character.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;

use super::{FaceId, Slant, Style, Weight};

/// One face: a file of ours, read once.
pub struct Face {
    /// PostScript name, without a subset tag: `SourceSans3-Regular`.
    pub name: &'static str,
    /// The whole font file.
    pub data: &'static [u8],
    /// Font units to the em.
    pub units_per_em: u16,
    /// Height above the baseline that the face asks for, in font units.
    pub ascent: i16,
    /// Depth below the baseline, negative, in font units.
    pub descent: i16,
    /// Height of a capital, in font units.
    pub cap_height: i16,
    /// Height of a small x, in font units.
    pub x_height: i16,
    /// Degrees, negative when leaning right.
    pub italic_angle: f32,
    /// 400 or 600.
    pub weight: u16,
    /// (x min, y min, x max, y max) over all glyphs, in font units.
    pub bbox: [i16; 4],
    /// Advance width of every glyph, in font units.
    pub advances: Vec<u16>,
    /// The same file, as the shaper wants it.
    pub(super) shaping: harfrust::Font,
    charmap: skrifa::charmap::Charmap<'static>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Face {
    /// Reads a font file; `None` when it is not one.
    pub fn read(name: &'static str, data: &'static [u8], weight: u16) -> Option<Face> {
        let font = skrifa::FontRef::new(data).ok()?;
        let head = font.head().ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let count = font.maxp().ok()?.num_glyphs();
        let advance = |id: u16| glyphs.advance_width(skrifa::GlyphId::from(id)).unwrap_or(0.0) as u16;
        Some(Face {
            name,
            data,
            units_per_em: head.units_per_em(),
            ascent: metrics.ascent as i16,
            descent: metrics.descent as i16,
            cap_height: metrics.cap_height.unwrap_or(metrics.ascent) as i16,
            x_height: metrics.x_height.unwrap_or(0.0) as i16,
            italic_angle: metrics.italic_angle,
            weight,
            bbox: [head.x_min(), head.y_min(), head.x_max(), head.y_max()],
            advances: (0..count).map(advance).collect(),
            shaping: harfrust::Font::new(data, 0)?,
            charmap: font.charmap(),
        })
    }

    /// Whether the face has a glyph for `c`.
    pub fn covers(&self, c: char) -> bool {
        self.charmap.map(c).is_some_and(|id| id.to_u32() != 0)
    }
}

/// Four faces of one design.
#[derive(Clone, Copy, Debug)]
struct Family {
    regular: FaceId,
    italic: FaceId,
    semibold: FaceId,
    semibold_italic: FaceId,
}

impl Family {
    fn face(self, style: Style) -> FaceId {
        match (style.weight, style.slant) {
            (Weight::Regular, Slant::Upright) => self.regular,
            (Weight::Regular, Slant::Italic) => self.italic,
            (Weight::Semibold, Slant::Upright) => self.semibold,
            (Weight::Semibold, Slant::Italic) => self.semibold_italic,
        }
    }
}

/// Every face in the binary. Fonts of the machine are never used.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Face>,
    families: Vec<Family>,
}

macro_rules! embedded {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../fonts/source-sans-3/", $name, ".ttf")).as_slice())
    };
}

const SOURCE_SANS: [((&str, &[u8]), u16); 4] = [
    (embedded!("SourceSans3-Regular"), 400),
    (embedded!("SourceSans3-It"), 400),
    (embedded!("SourceSans3-Semibold"), 600),
    (embedded!("SourceSans3-SemiboldIt"), 600),
];

impl Default for Fonts {
    fn default() -> Self {
        Fonts::new()
    }
}

impl Fonts {
    /// The embedded faces.
    pub fn new() -> Fonts {
        let faces = SOURCE_SANS.iter().filter_map(|&((name, data), weight)| Face::read(name, data, weight)).collect();
        Fonts::of(faces)
    }

    /// Fonts of one family: regular, italic, semibold, semibold italic.
    ///
    /// # Panics
    /// When there are fewer than four faces.
    pub fn of(faces: Vec<Face>) -> Fonts {
        assert!(faces.len() >= 4, "a family has four faces");
        let family = Family { regular: FaceId(0), italic: FaceId(1), semibold: FaceId(2), semibold_italic: FaceId(3) };
        Fonts { faces, families: vec![family] }
    }

    /// The face of an id that these fonts gave out.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }

    /// All faces, in the order of their ids.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The face of `style` in which text of no particular script is set.
    pub fn primary(&self, style: Style) -> FaceId {
        self.families[0].face(style)
    }

    /// The face that shows all of a grapheme cluster in `style`: `previous` where it can, so that runs stay long, else
    /// the first family that can, upright where its italic cannot. `None` when no family has every character.
    pub fn select(&self, style: Style, cluster: &str, previous: Option<FaceId>) -> Option<FaceId> {
        let shows = |id: FaceId| cluster.chars().all(|c| needs_no_glyph(c) || self.face(id).covers(c));
        let upright = Style { slant: Slant::Upright, ..style };
        let candidates = self.families.iter().flat_map(|family| [family.face(style), family.face(upright)]);
        previous.into_iter().chain(candidates).find(|&id| shows(id))
    }
}

/// Characters that the shaper draws without a glyph of their own: nothing, or a space of the right width.
pub fn needs_no_glyph(c: char) -> bool {
    is_ignorable(c) || matches!(c, '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Characters that are drawn as nothing when a face lacks them (the Default_Ignorable_Code_Point property, as far as
/// text uses it).
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_faces_are_read_and_cover_latin_greek_and_cyrillic() {
        let fonts = Fonts::new();
        for face in fonts.faces() {
            assert_eq!((face.units_per_em, face.cap_height), (1000, 660), "{}", face.name);
            for c in "aÅőŞẠ½≥µαΩжҖ•–✓✗".chars() {
                assert!(face.covers(c), "{} lacks {c}", face.name);
            }
        }
    }

    #[test]
    fn a_character_of_no_family_has_no_face() {
        let fonts = Fonts::new();
        assert_eq!(fonts.select(Style::default(), "漢", None), None);
        assert_eq!(fonts.select(Style::default(), "a\u{200d}", None), Some(FaceId(0)));
    }
}
