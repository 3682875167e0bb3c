//! Shaping: bidi levels, faces, glyphs. Words repeat, so shaped words are cached; a cache never changes a result,
//! since a word is shaped alike wherever it stands.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use harfrust::{Buffer, BufferFlags, Feature, ShapeOptions, ShapePlan, ShapePlanKey, ShaperFont, Tag};
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

use super::coverage::Coverage;
use super::fonts::{Fonts, needs_no_glyph};
use super::scripts::{FontLanguage, Script, itemize};
use super::shaped::{Missing, Run, Shaped};
use super::short_texts::{Look, ShortTexts};
use super::together::Customs;
use super::word::{PlacedWord, Widths, Word};
use super::{FaceId, Glyph, Paragraph, Span, bidi, breaks, fullwidth};
use crate::geometry::Pt;

/// Words kept in one cache before it starts afresh.
const CACHED_WORDS: usize = 10_000;

/// Bytes of the longest word that is kept; what is longer hardly stands twice, and may be as long as the article.
const LONGEST_CACHED: usize = 256;

/// "Alternate half widths": a full-width mark without the half that is empty.
const HALF_WIDTH: Feature =
    Feature { tag: Tag::new(b"halt"), value: 1, start: Feature::GLOBAL_START, end: Feature::GLOBAL_END };

/// Shapes paragraphs, remembering words. One a thread.
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    tools: Vec<Option<ShaperFont<'f, 'static>>>,
    plans: Vec<(FaceId, ShapePlan)>,
    buffer: Buffer,
    words: Vec<(WordClass, Words)>,
    short_texts: ShortTexts,
    languages: Vec<Language>,
    breaker: breaks::Breaker,
    coverage: Coverage,
}

/// Shaped words of a class. A page looks up hundreds of them, so the hash is a fast one. It need not withstand words
/// that are chosen to collide: their author would slow down nothing but the author's own build.
type Words = HashMap<Box<str>, KnownWord, rustc_hash::FxBuildHasher>;

/// A word, and how wide it was where it stood last: most words stand in one size.
struct KnownWord {
    word: Word,
    scale: Pt,
    widths: Widths,
}

/// A language that was asked for.
struct Language {
    name: String,
    shaping: Option<harfrust::Language>,
    font_language: FontLanguage,
    customs: Customs,
}

/// What besides its letters decides how a word is shaped.
#[derive(Clone, Copy, PartialEq, Eq)]
struct WordClass {
    face: FaceId,
    language: usize,
    rtl: bool,
    script: Script,
}

impl<'f> Shaper<'f> {
    /// A shaper with empty caches.
    pub fn new(fonts: &'f Fonts) -> Self {
        Shaper {
            fonts,
            tools: fonts.ids().map(|_| None).collect(),
            plans: Vec::new(),
            buffer: Buffer::new(),
            words: Vec::new(),
            short_texts: ShortTexts::default(),
            languages: Vec::new(),
            breaker: breaks::Breaker::default(),
            coverage: Coverage::nothing(fonts.ids().count()),
        }
    }

    /// The faces it shapes with.
    pub fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// Gives every character of a paragraph its glyphs.
    pub fn shape(&mut self, paragraph: &Paragraph) -> Rc<Shaped> {
        let language = self.language(paragraph.language);
        let Some(look) = Look::of(paragraph, language) else { return self.shape_anew(paragraph, language).into() };
        if let Some(known) = self.short_texts.get(look, paragraph.text) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape_anew(paragraph, language));
        self.short_texts.insert(look, Rc::clone(&shaped));
        shaped
    }

    fn shape_anew(&mut self, paragraph: &Paragraph, language: usize) -> Shaped {
        let font_language = self.languages[language].font_language;
        let levels = bidi::levels(paragraph);
        let scripts = scripts(paragraph.text, font_language);
        let mut shaped = Shaped::of(paragraph);
        let mut start = 0;
        for (index, span) in paragraph.spans.iter().enumerate() {
            let own = foreign_tag(paragraph.foreign, start).map(|tag| self.language(tag));
            for (range, level) in bidi::level_runs(&levels, start..span.end) {
                for (range, script, stretch) in script_runs(&scripts, range) {
                    // Of these scripts a language has letters of its own; others look as the paragraph around them does.
                    let own = own.filter(|_| matches!(script, Script::Arabic | Script::Han));
                    let (language, font_language) =
                        own.map_or((language, font_language), |own| (own, self.languages[own].font_language));
                    let font_language = match script {
                        Script::Han => font_language.of_stretch(&paragraph.text[stretch]),
                        _ => font_language,
                    };
                    self.shape_script_run(&mut shaped, (index, span), range, level, (script, language, font_language));
                }
            }
            start = span.end;
        }
        let opportunities = self.breaker.opportunities(
            paragraph.text,
            (font_language, self.languages[language].customs),
            paragraph.keeps,
        );
        shaped.cut(&opportunities);
        shaped
    }

    /// How many short texts are remembered.
    #[cfg(test)]
    pub(super) fn kept_texts(&self) -> usize {
        self.short_texts.count
    }

    /// Which face shows which part of a paragraph's text, in order.
    pub fn faces(&mut self, paragraph: &Paragraph) -> Vec<(FaceId, Range<usize>)> {
        self.shape(paragraph).runs.iter().map(|run| (run.face, run.start..run.end)).collect()
    }

    /// Splits a stretch of one span, level and script by face, and shapes the parts.
    fn shape_script_run(
        &mut self,
        shaped: &mut Shaped,
        (index, span): (usize, &Span),
        range: Range<usize>,
        level: Level,
        (script, language, font_language): (Script, usize, FontLanguage),
    ) {
        let mut parts: Vec<(FaceId, usize)> = Vec::new();
        self.split_by_face(shaped, span, range.clone(), (script, font_language), &mut parts);
        let mut start = range.start;
        for (face, end) in parts {
            if self.fonts.leading_factor(face) > shaped.leading_factor {
                shaped.leading_factor = self.fonts.leading_factor(face);
                shaped.middle = self.fonts.middle(face);
            }
            let mut run = Run {
                span: index,
                face,
                size: span.size * self.fonts.scale(face, font_language),
                rise: span.rise,
                units_per_em: self.fonts.face(face).units_per_em,
                blank: self.fonts.face(face).space,
                level,
                start,
                end,
                // Few words are shorter, with the space behind them.
                words: Vec::with_capacity((end - start) / 4 + 1),
            };
            let class = WordClass { face, language, rtl: level.is_rtl(), script };
            self.push_words(class, &shaped.text[start..end], &mut run);
            shaped.runs.push(run);
            start = end;
        }
    }

    /// Appends (face, end) for each stretch that one face shows. Where the family of the script has not every
    /// character, a European word goes whole to the next family, so that its letters stay alike; of other words the
    /// clusters go where they can. What none can show is noted and goes to the first family.
    fn split_by_face(
        &mut self,
        shaped: &mut Shaped,
        span: &Span,
        range: Range<usize>,
        (script, font_language): (Script, FontLanguage),
        parts: &mut Vec<(FaceId, usize)>,
    ) {
        let first = self.fonts.preferred(span.style, script, font_language);
        let Shaped { text, missing, .. } = shaped;
        let text = &text[range.clone()];
        if script == Script::Latin && text.is_ascii() || self.coverage.shows(self.fonts, first, text) {
            parts.push((first, range.end));
            return;
        }
        let mut end = range.start;
        let mut push = |face, length: usize| {
            end += length;
            match parts.last_mut() {
                Some((last, place)) if *last == face => *place = end,
                _ => parts.push((face, end)),
            }
        };
        let mut at = range.start;
        for word in text.split_inclusive(' ') {
            let whole = self.fonts.select(span.style, word, script, font_language).filter(|_| script.is_european());
            match whole {
                Some(face) => push(face, word.len()),
                None => {
                    for (i, cluster) in word.grapheme_indices(true) {
                        let face = self.fonts.select(span.style, cluster, script, font_language);
                        if face.is_none() {
                            self.note_missing(span, at + i, cluster, (script, font_language), missing);
                        }
                        push(face.unwrap_or(first), cluster.len());
                    }
                }
            }
            at += word.len();
        }
    }

    /// Notes each character of a cluster that no face shows.
    fn note_missing(
        &self,
        span: &Span,
        at: usize,
        cluster: &str,
        (script, font_language): (Script, FontLanguage),
        missing: &mut Vec<Missing>,
    ) {
        let unseen = |c: char| {
            let mut alone = [0; 4];
            let alone = &*c.encode_utf8(&mut alone);
            !needs_no_glyph(c) && self.fonts.select(span.style, alone, script, font_language).is_none()
        };
        let unseen = cluster.char_indices().filter(|&(_, c)| unseen(c));
        missing.extend(unseen.map(|(i, char)| Missing { at: at + i, char }));
    }

    /// Fills a run with the words of its text.
    fn push_words(&mut self, class: WordClass, text: &str, run: &mut Run) {
        let known = self.words.iter().position(|(known, _)| *known == class).unwrap_or_else(|| {
            self.words.push((class, Words::default()));
            self.words.len() - 1
        });
        let scale = run.size / f32::from(run.units_per_em);
        for (at, word) in words(text) {
            let (shaped, widths) = self.word(known, word, scale);
            run.words.push(PlacedWord { start: run.start + at, widths, word: shaped });
        }
    }

    /// A word of the class at an index of the cache, and how wide it is where a font unit is so wide.
    fn word(&mut self, class: usize, word: &str, scale: Pt) -> (Word, Widths) {
        if let Some(known) = self.words[class].1.get_mut(word) {
            if known.scale != scale {
                (known.scale, known.widths) = (scale, known.word.widths(known.widths.length, scale));
            }
            return (known.word.clone(), known.widths);
        }
        let ink = word.strip_suffix(' ').unwrap_or(word);
        let shaped = Word::of(self.shape_with_space(class, word, ink, scale));
        let widths = shaped.widths(ink.len(), scale);
        if word.len() > LONGEST_CACHED {
            // What the buffer has grown to is not kept either.
            self.buffer = Buffer::new();
            return (shaped, widths);
        }
        let words = &mut self.words[class].1;
        if words.len() >= CACHED_WORDS {
            words.clear();
        }
        words.insert(word.into(), KnownWord { word: shaped.clone(), scale, widths });
        (shaped, widths)
    }

    /// The glyphs of a word and of the space behind it, each shaped by itself; `ink` is the word without the space.
    fn shape_with_space(&mut self, class: usize, word: &str, ink: &str, scale: Pt) -> Vec<Glyph> {
        let own = self.words[class].0;
        if ink.is_empty() || ink.len() == word.len() {
            return self.shape_word(own, word);
        }
        let mut glyphs = self.shape_word(own, ink);
        let (space, _) = self.word(class, " ", scale);
        let moved = space.glyphs.iter().map(|glyph| Glyph { cluster: glyph.cluster + ink.len() as u32, ..*glyph });
        let place = if own.rtl { 0 } else { glyphs.len() };
        glyphs.splice(place..place, moved);
        glyphs
    }

    /// The glyphs of a word. Of full-width marks side by side, one closes up to the other.
    fn shape_word(&mut self, class: WordClass, word: &str) -> Vec<Glyph> {
        let mut glyphs = self.shape_letters(class, word, &[]);
        if class.script == Script::Han {
            for at in fullwidth::closed_up(word) {
                let mark = word[at..].chars().next().map_or(0, char::len_utf8);
                let half = self.shape_letters(class, &word[at..at + mark], &[HALF_WIDTH]);
                // Glyphs stand in the order of their letters, or in the opposite one. Looking through all of them for each
                // mark would take a long row of marks the square of its length.
                let is_before = |glyph: &Glyph| match class.rtl {
                    true => glyph.cluster as usize > at,
                    false => (glyph.cluster as usize) < at,
                };
                let place = glyphs.partition_point(is_before);
                if let (Some(whole), [half]) = (glyphs.get_mut(place), half.as_slice())
                    && whole.cluster as usize == at
                    && whole.id == half.id
                {
                    (whole.advance, whole.dx) = (half.advance, half.dx);
                }
            }
        }
        // HarfBuzz keeps clusters in order, unless it is asked for characters in place of clusters.
        let ordered = match class.rtl {
            true => glyphs.is_sorted_by(|a, b| a.cluster >= b.cluster),
            false => glyphs.is_sorted_by(|a, b| a.cluster <= b.cluster),
        };
        assert!(ordered, "the glyphs of a word stand in the order of its letters or against it");
        glyphs
    }

    fn shape_letters(&mut self, class: WordClass, word: &str, features: &[Feature]) -> Vec<Glyph> {
        let direction = if class.rtl { harfrust::Direction::RightToLeft } else { harfrust::Direction::LeftToRight };
        let language = self.languages[class.language].shaping.clone();
        let script = Some(class.script.tag());
        self.buffer.reset();
        self.buffer.push_str(word);
        self.buffer.set_direction(direction);
        self.buffer.set_script(script);
        self.buffer.set_language(language.clone());
        self.buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        let face = self.fonts.face(class.face);
        let key = ShapePlanKey::new(&face.shaping, script, direction).language(language.as_ref()).features(features);
        let known = self.plans.iter().position(|(id, plan)| *id == class.face && key.matches(plan));
        let plan = known.unwrap_or_else(|| {
            let plan = ShapePlan::new(&face.shaping, direction, script, language.as_ref(), features);
            self.plans.push((class.face, plan));
            self.plans.len() - 1
        });
        let options = ShapeOptions::new().plan(Some(&self.plans[plan].1)).features(features);
        let tool = self.tools[usize::from(class.face.0)].get_or_insert_with(|| ShaperFont::new(&face.shaping));
        harfrust::shape(tool, &mut self.buffer, options).expect("the plan was made for this direction and script");
        let infos = self.buffer.glyph_infos().iter().zip(self.buffer.glyph_positions());
        infos
            .map(|(info, position)| Glyph {
                id: info.glyph_id as u16,
                advance: position.x_advance,
                dx: position.x_offset,
                dy: position.y_offset,
                cluster: info.cluster,
            })
            .collect()
    }

    fn language(&mut self, tag: &str) -> usize {
        if let Some(known) = self.languages.iter().position(|language| language.name == tag) {
            return known;
        }
        let language = Language {
            name: tag.to_owned(),
            shaping: tag.parse().ok(),
            font_language: FontLanguage::of(tag),
            customs: Customs::of(tag),
        };
        self.languages.push(language);
        self.languages.len() - 1
    }
}

/// The language of the stretch of another language that a byte stands in.
fn foreign_tag(foreign: &[(Range<usize>, String)], at: usize) -> Option<&str> {
    let next = foreign.partition_point(|(range, _)| range.end <= at);
    foreign.get(next).filter(|(range, _)| range.start <= at).map(|(_, tag)| tag.as_str())
}

/// The stretches of one script in a paragraph.
fn scripts(text: &str, font_language: FontLanguage) -> Vec<(Script, usize)> {
    match text.is_ascii() && font_language.script == Script::Latin {
        true => vec![(Script::Latin, text.len())],
        false => itemize(text, font_language.script),
    }
}

/// The stretches of one script within `range`, each with the whole of the stretch that it is part of.
fn script_runs(
    scripts: &[(Script, usize)],
    range: Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Script, Range<usize>)> {
    let first = scripts.partition_point(|(_, end)| *end <= range.start);
    let mut begin = first.checked_sub(1).map_or(0, |before| scripts[before].1);
    let mut start = range.start;
    scripts[first..].iter().map_while(move |&(script, end)| {
        let part = start..end.min(range.end);
        let whole = begin..end;
        (start, begin) = (part.end, end);
        (!part.is_empty()).then_some((part, script, whole))
    })
}

/// A text cut behind each space: the units of the word cache.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text.as_bytes()[at..];
        if rest.is_empty() {
            return None;
        }
        // Words are short: it takes longer to begin a search of many bytes at once.
        let length = rest.iter().position(|byte| *byte == b' ').map_or(rest.len(), |space| space + 1);
        at += length;
        Some((at - length, &text[at - length..at]))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, Style};
    use super::*;

    /// The names of the faces of a paragraph of two spans, the second in a language of its own.
    fn faces((one, language): (&str, &str), (other, foreign): (&str, &str)) -> Vec<String> {
        let fonts = Fonts::new();
        let text = format!("{one}{other}");
        let span = |end| Span { end, style: Style::default(), size: 12.0, rise: 0.0 };
        let foreign = [(one.len()..text.len(), foreign.to_owned())];
        let paragraph = Paragraph {
            text: &text,
            spans: &[span(one.len()), span(text.len())],
            language,
            direction: Direction::Ltr,
            foreign: &foreign,
            ..Paragraph::default()
        };
        let faces = Shaper::new(&fonts).faces(&paragraph);
        faces.into_iter().map(|(face, _)| fonts.face(face).name.to_owned()).collect()
    }

    #[test]
    fn words_of_another_language_have_the_letters_of_theirs() {
        assert_eq!(faces(("Clinic ", "en"), ("سلام", "ur")), ["SourceSans3-Regular", "NotoNastaliqUrdu-Regular"]);
        assert_eq!(faces(("Clinic ", "en"), ("سلام", "ar")), ["SourceSans3-Regular", "NotoSansArabic-Regular"]);
        assert_eq!(faces(("سلام ", "ar"), ("سلام", "ur")), ["NotoSansArabic-Regular", "NotoNastaliqUrdu-Regular"]);
        assert_eq!(
            faces(("こんにちは", "ja"), ("你好", "zh-Hans")),
            ["NotoSansCJKjp-Regular", "NotoSansCJKsc-Regular"]
        );
    }
}
