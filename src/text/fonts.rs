//! The families we carry, what they cover, and which face shows a text.

use std::sync::OnceLock;

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;

use super::library::{FAMILIES, FamilyMetrics, Role};
use super::scripts::{FontLanguage, Region, Script};
use super::{FaceId, Slant, Style, Weight};

/// One face: a file of ours, read once.
pub struct Face {
    /// PostScript name, without a subset tag: `SourceSans3-Regular`.
    pub name: &'static str,
    /// The whole font file, which may be a collection.
    pub data: &'static [u8],
    /// Which face of a collection; 0 of a plain file.
    pub index: u32,
    /// Font units to the em.
    pub units_per_em: u16,
    /// Height above the baseline that the face asks for, in font units.
    pub ascent: i16,
    /// Depth below the baseline, negative, in font units.
    pub descent: i16,
    /// Height of a capital, in font units.
    pub cap_height: i16,
    /// Degrees, negative when leaning right.
    pub italic_angle: f32,
    /// 400 to 700.
    pub weight: u16,
    /// (x min, y min, x max, y max) over all glyphs, in font units.
    pub bbox: [i16; 4],
    /// Advance width of every glyph, in font units.
    pub advances: Vec<u16>,
    /// The same file, as the shaper wants it.
    pub(super) shaping: harfrust::Font,
    charmap: skrifa::charmap::Charmap<'static>,
    /// The glyph of the space; 0 when it has none.
    pub(super) space: u16,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Face {
    /// Reads a font file; `None` when it is not one.
    pub fn read(name: &'static str, data: &'static [u8], weight: u16) -> Option<Face> {
        Face::read_one(name, data, 0, weight)
    }

    fn embedded(file: &handout_fonts::Face) -> Option<Face> {
        Face::read_one(file.name, file.data(), file.index, file.weight)
    }

    fn read_one(name: &'static str, data: &'static [u8], index: u32, weight: u16) -> Option<Face> {
        let font = skrifa::FontRef::from_index(data, index).ok()?;
        let head = font.head().ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let count = font.maxp().ok()?.num_glyphs();
        let advance = |id: u16| glyphs.advance_width(skrifa::GlyphId::from(id)).unwrap_or(0.0) as u16;
        Some(Face {
            name,
            data,
            index,
            units_per_em: head.units_per_em(),
            ascent: metrics.ascent as i16,
            descent: metrics.descent as i16,
            cap_height: metrics.cap_height.unwrap_or(metrics.ascent) as i16,
            italic_angle: metrics.italic_angle,
            weight,
            bbox: [head.x_min(), head.y_min(), head.x_max(), head.y_max()],
            advances: (0..count).map(advance).collect(),
            shaping: harfrust::Font::new(data, index)?,
            space: font.charmap().map(' ').map_or(0, |id| id.to_u32() as u16),
            charmap: font.charmap(),
        })
    }

    /// Whether the face has a glyph for `c`.
    pub fn covers(&self, c: char) -> bool {
        self.glyph(c).is_some()
    }

    /// The glyph of a character, if the face has one.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        self.charmap.map(c).and_then(|id| u16::try_from(id.to_u32()).ok()).filter(|id| *id != 0)
    }
}

/// Behind the last character that is looked up beforehand: letters of Europe, and common signs.
const PLAIN: u32 = 0x2800;

/// The faces of one design.
#[derive(Clone, Copy, Debug)]
struct Family {
    role: Role,
    capital: f32,
    leading: f32,
    middle: f32,
    regular: FaceId,
    strong: FaceId,
    /// Regular and strong. A design without them shows emphasis by weight, as is the custom of its script; type is
    /// never slanted.
    italics: Option<(FaceId, FaceId)>,
}

impl Family {
    fn of(design: &FamilyMetrics, first: u16) -> Family {
        let id = |index: u16| FaceId(first + index);
        let (strong, italics) = match design.family.faces.len() {
            1 => (id(0), None),
            2 => (id(1), None),
            _ => (id(2), Some((id(1), id(3)))),
        };
        let &FamilyMetrics { role, capital, leading, middle, .. } = design;
        Family { role, capital, leading, middle, regular: id(0), strong, italics }
    }

    fn face(&self, style: Style) -> FaceId {
        match (style.weight, style.slant, self.italics) {
            (Weight::Regular, Slant::Upright, _) => self.regular,
            (Weight::Regular, Slant::Italic, Some((italic, _))) => italic,
            (Weight::Semibold, Slant::Italic, Some((_, italic))) => italic,
            (Weight::Semibold, _, _) | (_, Slant::Italic, None) => self.strong,
        }
    }
}

/// Every face in the binary, each read when it is first needed. Fonts of the machine are never used.
#[derive(Debug)]
pub struct Fonts {
    slots: Vec<Slot>,
    families: Vec<Family>,
    /// Which characters below [`PLAIN`] every face of the first family has.
    plain: OnceLock<Vec<bool>>,
}

/// A face and where it comes from.
struct Slot {
    file: Option<&'static handout_fonts::Face>,
    family: usize,
    face: OnceLock<Face>,
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.face.fmt(f)
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Fonts::new()
    }
}

impl Fonts {
    /// The embedded faces.
    pub fn new() -> Fonts {
        let mut fonts = Fonts { slots: Vec::new(), families: Vec::new(), plain: OnceLock::new() };
        for (family, design) in FAMILIES.iter().enumerate() {
            fonts.families.push(Family::of(design, fonts.slots.len() as u16));
            let slots = design.family.faces.iter().map(|file| Slot { file: Some(file), family, face: OnceLock::new() });
            fonts.slots.extend(slots);
        }
        fonts
    }

    /// Fonts of one family: regular, italic, semibold, semibold italic.
    ///
    /// # Panics
    /// When there are fewer than four faces.
    pub fn of(faces: Vec<Face>) -> Fonts {
        assert!(faces.len() >= 4, "a family has four faces");
        let slots = faces.into_iter().map(|face| Slot { file: None, family: 0, face: OnceLock::from(face) }).collect();
        let family = Family {
            role: Role::House,
            capital: 0.66,
            leading: 1.0,
            middle: 0.33,
            regular: FaceId(0),
            strong: FaceId(2),
            italics: Some((FaceId(1), FaceId(3))),
        };
        Fonts { slots, families: vec![family], plain: OnceLock::new() }
    }

    /// The face of an id that these fonts gave out.
    pub fn face(&self, id: FaceId) -> &Face {
        let slot = &self.slots[usize::from(id.0)];
        slot.face.get_or_init(|| slot.file.and_then(Face::embedded).expect("the fonts in the binary are sound"))
    }

    /// The ids of all faces.
    pub fn ids(&self) -> impl Iterator<Item = FaceId> + use<> {
        (0..self.slots.len() as u16).map(FaceId)
    }

    /// The face of `style` in which text of no particular script is set.
    pub fn primary(&self, style: Style) -> FaceId {
        self.families[0].face(style)
    }

    /// The face made for text of a script in a paragraph in `font_language`.
    pub fn preferred(&self, style: Style, script: Script, font_language: FontLanguage) -> FaceId {
        let family = self.families.iter().find(|family| is_made_for(family.role, script, font_language));
        family.unwrap_or(&self.families[0]).face(style)
    }

    /// Whether a text is surely drawn as typed, whatever its style and language: all faces of the first family, or of another
    /// one, have each of its characters, and none of them joins another. That it is not sure of does not mean that it is not drawn.
    pub fn surely_draw(&self, text: &str) -> bool {
        let plain = self.plain.get_or_init(|| (0..PLAIN).map(|code| self.is_plain(code)).collect());
        text.chars().all(|c| match plain.get(c as usize) {
            Some(true) => true,
            _ => {
                stands_alone(c)
                    && self.families.iter().filter(|family| is_for(family.role, c)).any(|it| self.has(it, c))
            }
        })
    }

    /// Whether all faces of a family have a character.
    fn has(&self, family: &Family, c: char) -> bool {
        let faces = [Some((family.regular, family.strong)), family.italics].into_iter().flatten();
        faces.flat_map(|(one, other)| [one, other]).all(|id| self.covers(id, c))
    }

    fn is_plain(&self, code: u32) -> bool {
        let Some(c) = char::from_u32(code).filter(|c| !unicode_normalization::char::is_combining_mark(*c)) else {
            return false;
        };
        !c.is_control() && self.has(&self.families[0], c)
    }

    /// Whether a face is for what the fonts of every system show: Latin, Greek, Cyrillic, signs.
    pub fn is_common(&self, id: FaceId) -> bool {
        match self.families[self.slots[usize::from(id.0)].family].role {
            Role::House | Role::European | Role::Signs => true,
            Role::Script(_) | Role::Nastaliq | Role::Cjk(_) => false,
        }
    }

    /// Whether a face shows every character of a text.
    pub fn shows(&self, id: FaceId, text: &str) -> bool {
        text.chars().all(|c| needs_no_glyph(c) || self.covers(id, c))
    }

    /// The face that shows all of a text of one script in `style`, in a paragraph in `font_language`: of the family made for
    /// the script where that can, else of the first that can. `None` when no family has every character.
    pub fn select(&self, style: Style, text: &str, script: Script, font_language: FontLanguage) -> Option<FaceId> {
        let first = self.families.iter().filter(|family| is_made_for(family.role, script, font_language));
        let others = || self.families.iter().filter(|family| !is_made_for(family.role, script, font_language));
        let own = others().filter(|family| is_made_for(family.role, font_language.script, font_language));
        let upright = Style { slant: Slant::Upright, ..style };
        first
            .chain(own)
            .chain(others())
            .flat_map(|family| [family.face(style), family.face(upright)])
            .find(|id| self.shows(*id, text))
    }

    fn covers(&self, id: FaceId, c: char) -> bool {
        // Families of signs have some emoji in black and white; an emoji is not text, and none of them is shown.
        let sign = self.families[self.slots[usize::from(id.0)].family].role == Role::Signs;
        !(sign && c >= '\u{1f000}') && self.face(id).covers(c)
    }

    /// How much larger than its nominal size a face is set in a paragraph in `font_language`, so that letters of two designs
    /// look alike in height. The paragraph's own design is set at its nominal size.
    pub fn scale(&self, id: FaceId, font_language: FontLanguage) -> f32 {
        let family = &self.families[self.slots[usize::from(id.0)].family];
        let around = self.families.iter().find(|family| is_made_for(family.role, font_language.script, font_language));
        let around = around.unwrap_or(&self.families[0]);
        match family.role {
            Role::House | Role::European | Role::Signs => around.capital / family.capital,
            Role::Script(_) | Role::Nastaliq | Role::Cjk(_) => 1.0,
        }
    }

    /// How much leading the lines of a face want, as a multiple of what Latin wants; 1 or more.
    pub fn leading_factor(&self, id: FaceId) -> f32 {
        self.families[self.slots[usize::from(id.0)].family].leading
    }

    /// How far above the baseline the middle of a face's ink is, as a share of the type size.
    pub fn middle(&self, id: FaceId) -> f32 {
        self.families[self.slots[usize::from(id.0)].family].middle
    }

    /// How far the first letter of a line in `language` may reach out of the line, as a share of the type size: the bar of
    /// a Nastaliq kaf does.
    pub fn overhang_of(&self, language: &str) -> f32 {
        if FontLanguage::of(language).nastaliq { 0.4 } else { 0.0 }
    }

    /// How much leading a text in `language` wants, as a multiple of what Latin wants; 1 or more.
    pub fn leading_factor_of(&self, language: &str) -> f32 {
        let font_language = FontLanguage::of(language);
        let family = self.families.iter().find(|family| is_made_for(family.role, font_language.script, font_language));
        family.map_or(1.0, |family| family.leading)
    }
}

/// Whether a design is the one for a script in a paragraph in `font_language`.
fn is_made_for(role: Role, script: Script, font_language: FontLanguage) -> bool {
    match role {
        Role::House | Role::European => script.is_european(),
        Role::Script(Script::Arabic) => script == Script::Arabic && !font_language.nastaliq,
        Role::Script(own) => script == own,
        Role::Nastaliq => script == Script::Arabic && font_language.nastaliq,
        Role::Cjk(region) => match script {
            Script::Han => region == font_language.region,
            Script::Hangul => region == Region::Korea,
            _ => false,
        },
        Role::Signs => false,
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

/// Whether a design may have a character that stands alone: the others are not read for it.
fn is_for(role: Role, c: char) -> bool {
    match role {
        Role::Cjk(_) => c >= '\u{3000}',
        Role::Script(script) => {
            c < '\u{3000}' && matches!(script, Script::Armenian | Script::Hebrew | Script::Georgian | Script::Ethiopic)
        }
        Role::House | Role::European | Role::Nastaliq | Role::Signs => false,
    }
}

/// Whether a character is a letter or sign of a script whose letters neither join, nor take marks, nor change their form beside
/// one another: Armenian, Hebrew, Georgian, Ethiopic, Chinese characters, kana, and the syllables of Hangul.
fn stands_alone(c: char) -> bool {
    let is_of_script = matches!(c,
        '\u{531}'..='\u{556}' | '\u{559}'..='\u{58A}' | '\u{5D0}'..='\u{5EA}' | '\u{10A0}'..='\u{10FF}'
        | '\u{1200}'..='\u{135A}' | '\u{1360}'..='\u{137C}' | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FF00}'..='\u{FF9D}');
    is_of_script && !unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, language: &str, style: Style) -> Option<&'static str> {
        let (fonts, font_language) = (Fonts::new(), FontLanguage::of(language));
        let script = text.chars().find_map(Script::of).unwrap_or(font_language.script);
        fonts.select(style, text, script, font_language).map(|id| fonts.face(id).name)
    }

    #[test]
    fn every_face_is_read() {
        let fonts = Fonts::new();
        for id in fonts.ids() {
            let face = fonts.face(id);
            assert_eq!(face.units_per_em, 1000, "{}", face.name);
            let font = skrifa::FontRef::from_index(face.data, face.index).unwrap();
            let name = font.localized_strings(skrifa::string::StringId::POSTSCRIPT_NAME).english_or_first().unwrap();
            assert_eq!(name.to_string(), face.name);
        }
    }

    #[test]
    fn the_house_faces_cover_latin_greek_and_cyrillic() {
        let fonts = Fonts::new();
        for face in fonts.ids().take(4).map(|id| fonts.face(id)) {
            assert_eq!((face.units_per_em, face.cap_height), (1000, 660), "{}", face.name);
            for c in "aÅőŞẠ½≥µαΩжҖ•–✓✗".chars() {
                assert!(face.covers(c), "{} lacks {c}", face.name);
            }
        }
    }

    #[test]
    fn every_script_has_regular_and_bold() {
        let bold = Style { weight: Weight::Semibold, slant: Slant::Upright };
        for (text, language, name) in [
            ("שלום", "he", "NotoSansHebrew"),
            ("ײַ", "yi", "NotoSansHebrew"),
            ("سلام", "fa", "NotoSansArabic"),
            ("سلام", "ur", "NotoNastaliqUrdu"),
            ("नमस्ते", "hi", "NotoSansDevanagari"),
            ("ሰላም", "am", "NotoSansEthiopic"),
            ("你好", "zh-Hans", "NotoSansCJKsc"),
            ("你好", "zh-Hant", "NotoSansCJKtc"),
            ("你好", "zh-HK", "NotoSansCJKhk"),
            ("こんにちは", "ja", "NotoSansCJKjp"),
            ("안녕", "ko", "NotoSansCJKkr"),
            ("안녕", "en", "NotoSansCJKkr"),
            ("12,", "th", "NotoSansThai"),
        ] {
            assert_eq!(shown(text, language, Style::default()), Some(format!("{name}-Regular").as_str()), "{text}");
            assert_eq!(shown(text, language, bold), Some(format!("{name}-Bold").as_str()), "{text}");
        }
    }

    #[test]
    fn emphasis_is_italic_where_there_is_one_and_bold_elsewhere() {
        let emphasis = Style { weight: Weight::Regular, slant: Slant::Italic };
        assert_eq!(shown("aspirin", "ar", emphasis), Some("SourceSans3-It"));
        assert_eq!(shown("סם", "he", emphasis), Some("NotoSansHebrew-Bold"));
        assert_eq!(shown("ƙasa", "ha", emphasis), Some("NotoSans-Italic"));
        assert_eq!(shown("★", "en", emphasis), Some("NotoSansSymbols2-Regular"));
    }

    #[test]
    fn a_character_of_no_family_has_no_face() {
        assert_eq!(shown("\u{1f600}", "en", Style::default()), None);
        assert_eq!(shown("\u{1f321}", "en", Style::default()), None);
        assert_eq!(shown("a\u{200d}", "en", Style::default()), Some("SourceSans3-Regular"));
    }

    #[test]
    fn letters_that_stand_alone_are_surely_drawn() {
        let fonts = Fonts::new();
        for text in ["Rest, ½ day.", "请多休息，38 °C。", "休みましょう", "쉬세요", "תנוח", "დაისვენეთ", "እረፍት"]
        {
            assert!(fonts.surely_draw(text), "{text}");
        }
        // What joins, stands on others or is in no font, layout alone can tell.
        for text in ["आराम", "استرح", "か\u{3099}", "זְמַן", "ᚁᚂᚃ", "\u{1F680}", "ﾊﾟ", "\u{3FFFE}"]
        {
            assert!(!fonts.surely_draw(text), "{text}");
        }
    }
}
