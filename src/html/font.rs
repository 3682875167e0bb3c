//! Our fonts inside a page: cut down to what the page shows, as WOFF2 (W3C, WOFF File Format 2.0).
//!
//! A browser shapes text itself, so that a cut font keeps its layout tables (GSUB, GPOS, GDEF), and all glyphs that those lead
//! to from the characters of the page. In a PDF the glyphs are placed already, and those tables are not needed.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use skrifa::FontRef;
use skrifa::raw::TableProvider as _;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{NameId, Tag};
use subsetter::GlyphRemapper;
use unicode_normalization::UnicodeNormalization as _;
use write_fonts::FontBuilder;

use crate::text::FaceId;
use crate::text::fonts::{Face, Fonts};

/// How hard brotli works, of 11. More than this takes several times as long for a hundredth less.
const QUALITY: u8 = 5;
/// Bytes of finished fonts that are kept before all are made anew.
const KEPT: usize = 32 << 20;
/// The outlines of CJK faces.
const CFF: Tag = Tag::new(b"CFF ");
/// Tables for lines from top to bottom, for axes that our fonts have not, and for screens of few pixels.
const NEEDLESS: [Tag; 6] =
    [Tag::new(b"BASE"), Tag::new(b"STAT"), Tag::new(b"VORG"), Tag::new(b"gasp"), Tag::new(b"vhea"), Tag::new(b"vmtx")];
/// A circle that stands for a missing letter below a mark: a shaper may put one there by itself.
const DOTTED_CIRCLE: char = '\u{25cc}';
/// English (United States), as name tables have it.
const ENGLISH: u16 = 0x409;

/// Finished fonts, shared by the threads of a run and kept for the runs after it. It belongs to one [`Fonts`].
///
/// Invariant: what comes out of it is what would be made without it, so it never changes a byte of a page.
#[derive(Debug, Default)]
pub struct FontCache(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// What the fonts take together.
    bytes: usize,
    /// By face and by the characters that they show, in order.
    fonts: HashMap<(FaceId, String), Arc<str>>,
}

impl FontCache {
    fn locked(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A face cut down to these characters, as base64.
    pub(super) fn font(&self, fonts: &Fonts, face: FaceId, characters: &BTreeSet<char>) -> Arc<str> {
        let key = (face, characters.iter().collect::<String>());
        if let Some(known) = self.locked().fonts.get(&key) {
            return Arc::clone(known);
        }
        let font: Arc<str> = STANDARD.encode(woff2(fonts.face(face), characters)).into();
        let mut kept = self.locked();
        if kept.bytes + font.len() > KEPT {
            *kept = Kept::default();
        }
        kept.bytes += font.len();
        kept.fonts.insert(key, Arc::clone(&font));
        font
    }
}

/// A face with what it takes to show these characters, however they follow one another.
fn woff2(face: &Face, characters: &BTreeSet<char>) -> Vec<u8> {
    let sfnt = cut(face, characters);
    ttf2woff2::encode(&sfnt, QUALITY.into()).expect("what was cut from a sound font is a sound font")
}

/// The same without compression.
fn cut(face: &Face, characters: &BTreeSet<char>) -> Vec<u8> {
    let font = FontRef::from_index(face.data, face.index).expect("the fonts in the binary are sound");
    let plan = plan(&font, characters);
    let tables = subset_font(&font, &plan).expect("the fonts in the binary are sound");
    match font.data_for_tag(CFF) {
        None => tables,
        Some(_) => with_outlines(&tables, face, &plan),
    }
}

/// What is kept of a font. The names are: of whom it is, its licence, what it is called. None of the fonts that come here
/// reserves its name (SIL Open Font License 1.1, 3).
fn plan(font: &FontRef, characters: &BTreeSet<char>) -> Plan {
    let characters: IntSet<u32> = reachable(characters).into_iter().map(u32::from).collect();
    let dropped: IntSet<Tag> = DEFAULT_DROP_TABLES.iter().chain(&NEEDLESS).copied().chain([CFF]).collect();
    let features: IntSet<Tag> = DEFAULT_LAYOUT_FEATURES.iter().copied().collect();
    let mut scripts = IntSet::empty();
    scripts.invert();
    let names: IntSet<NameId> = (0..=6).chain([13, 14]).map(NameId::new).collect();
    let languages: IntSet<u16> = [ENGLISH].into_iter().collect();
    let flags = SubsetFlags::SUBSET_FLAGS_NO_HINTING;
    Plan::new(&IntSet::empty(), &characters, font, flags, &dropped, &scripts, &features, &names, &languages)
}

/// These characters, and those that a shaper may put in their place: it takes letters and marks apart, and puts them together.
fn reachable(characters: &BTreeSet<char>) -> BTreeSet<char> {
    let text: String = characters.iter().collect();
    let mut all: BTreeSet<char> = characters.iter().copied().chain(text.nfd()).chain(text.nfc()).collect();
    for c in characters {
        // What a shaper takes apart beyond Unicode's canonical decompositions.
        all.extend(match c {
            '\u{e33}' => &['\u{e4d}', '\u{e32}'][..],
            '\u{eb3}' => &['\u{ecd}', '\u{eb2}'],
            '\u{17be}' | '\u{17bf}' | '\u{17c0}' | '\u{17c4}' | '\u{17c5}' => &['\u{17c1}'],
            '\u{a0}' => &[' '],
            '\u{2011}' => &['\u{2010}'],
            _ => &[],
        });
    }
    all.insert(DOTTED_CIRCLE);
    all
}

/// A cut font with its outlines in CFF, which another hand cuts: glyphs have the same new numbers there.
fn with_outlines(tables: &[u8], face: &Face, plan: &Plan) -> Vec<u8> {
    let mut numbers: Vec<(u32, u32)> =
        plan.old_to_new_glyph_mapping().map(|(old, new)| (new.to_u32(), old.to_u32())).collect();
    numbers.sort_unstable();
    let mut mapper = GlyphRemapper::new();
    for (new, old) in numbers {
        let old = u16::try_from(old).expect("a font has at most 65,536 glyphs");
        assert_eq!(u32::from(mapper.remap(old)), new, "both number the glyphs that are kept in their order");
    }
    let outlines = subsetter::subset(face.data, face.index, &mapper).expect("the fonts in the binary are sound");
    let read = |bytes| FontRef::new(bytes).expect("what was cut from a sound font is a sound font");
    let (tables, outlines) = (read(tables), read(&outlines));
    let mut builder = FontBuilder::new();
    builder.add_raw(CFF, outlines.data_for_tag(CFF).expect("it has outlines in CFF").as_bytes());
    builder.copy_missing_tables(tables);
    builder.build()
}

#[cfg(test)]
mod tests {
    use harfrust::{Buffer, Font, ShapeOptions, ShaperFont};
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::{DrawSettings, OutlinePen};
    use skrifa::{GlyphId, MetadataProvider as _};

    use super::*;
    use crate::text::scripts::FontLanguage;
    use crate::text::{Slant, Style, Weight};

    /// An outline as text.
    #[derive(Default)]
    struct Outline(String);

    impl OutlinePen for Outline {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("M{x} {y}");
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("L{x} {y}");
        }
        fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
            self.0 += &format!("Q{cx} {cy} {x} {y}");
        }
        fn curve_to(&mut self, cx: f32, cy: f32, dx: f32, dy: f32, x: f32, y: f32) {
            self.0 += &format!("C{cx} {cy} {dx} {dy} {x} {y}");
        }
        fn close(&mut self) {
            self.0.push('Z');
        }
    }

    /// A text as a font shows it, whatever the numbers of its glyphs: outlines, advances and places.
    fn shown(data: &'static [u8], index: u32, text: &str) -> Vec<(String, [i32; 3])> {
        let font = FontRef::from_index(data, index).expect("a font");
        let outlines = font.outline_glyphs();
        let shaping = Font::new(data, index).expect("a font");
        let tool = ShaperFont::new(&shaping);
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        harfrust::shape(&tool, &mut buffer, ShapeOptions::new()).expect("no plan was asked for");
        let (infos, places) = (buffer.glyph_infos(), buffer.glyph_positions());
        let glyph = |(info, place): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| {
            let mut outline = Outline::default();
            if let Some(glyph) = outlines.get(GlyphId::new(info.glyph_id)) {
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                glyph.draw(settings, &mut outline).expect("an outline");
            }
            (outline.0, [place.x_advance, place.x_offset, place.y_offset])
        };
        infos.iter().zip(places).map(glyph).collect()
    }

    /// Every script that is embedded, in each weight: a cut font shows text as the whole font does.
    #[test]
    fn a_cut_font_shows_its_characters_like_the_whole_font() {
        let fonts = Fonts::new();
        let cases = include_str!("../../tests/shaping/cases.tsv");
        let mut seen = BTreeSet::new();
        for line in cases.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [language, .., text] = fields.as_slice() else { continue };
            let language = FontLanguage::of(language);
            for weight in [Weight::Regular, Weight::Semibold] {
                let face = fonts.preferred(Style { weight, slant: Slant::Upright }, language.script, language);
                if fonts.is_common(face) {
                    continue;
                }
                seen.insert(face);
                let whole = fonts.face(face);
                let data: &[u8] = cut(whole, &text.chars().collect()).leak();
                for word in text.split(' ') {
                    let (ours, theirs) = (shown(data, 0, word), shown(whole.data, whole.index, word));
                    assert!(ours == theirs, "{}: {word}: {} glyphs for {}", whole.name, ours.len(), theirs.len());
                    assert!(data.len() < whole.data.len(), "{}: {} bytes", whole.name, data.len());
                }
            }
        }
        let carried = fonts.ids().filter(|id| !fonts.is_common(*id)).count();
        assert_eq!(seen.len(), carried, "every face has a case");
    }

    #[test]
    fn a_font_is_made_alike_every_time_and_says_whose_it_is() {
        let fonts = Fonts::new();
        let language = FontLanguage::of("ur");
        let face = fonts.preferred(Style::default(), language.script, language);
        let characters: BTreeSet<char> = "پانی پئیں اور آرام کریں".chars().collect();
        let cache = FontCache::default();
        let first = cache.font(&fonts, face, &characters);
        assert_eq!(first, cache.font(&fonts, face, &characters));
        assert_eq!(first, FontCache::default().font(&fonts, face, &characters));
        let data = cut(fonts.face(face), &characters);
        let font = FontRef::new(&data).expect("a font");
        for id in [skrifa::string::StringId::COPYRIGHT_NOTICE, skrifa::string::StringId::LICENSE_DESCRIPTION] {
            assert!(font.localized_strings(id).english_or_first().is_some(), "{id:?}");
        }
    }
}
