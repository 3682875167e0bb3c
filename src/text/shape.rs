//! Shaping: bidi levels, faces, glyphs. Words repeat, so shaped words are cached; a cache never changes a result,
//! since a word is shaped alike wherever it stands.

use std::collections::HashMap;
use std::rc::Rc;

use harfrust::{Buffer, ShapeOptions, ShapePlan, ShapePlanKey, ShaperFont};
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

use super::fonts::{Fonts, needs_no_glyph};
use super::{Direction, FaceId, Glyph, Paragraph, Span, breaks};
use crate::geometry::Pt;

/// Words kept in one cache before it starts afresh.
const CACHED_WORDS: usize = 30_000;

/// Shapes paragraphs, remembering words. One a thread.
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    tools: Vec<ShaperFont<'f, 'static>>,
    plans: Vec<(FaceId, ShapePlan)>,
    buffer: Buffer,
    words: HashMap<WordClass, HashMap<Box<str>, Rc<[Glyph]>>>,
    languages: Vec<(String, Option<harfrust::Language>)>,
    breaker: breaks::Breaker,
}

/// What besides its letters decides how a word is shaped.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct WordClass {
    face: FaceId,
    language: usize,
    rtl: bool,
}

/// A character that no face of ours can draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its byte in the paragraph's text.
    pub at: usize,
    /// The character.
    pub char: char,
}

/// A paragraph with its glyphs and its break opportunities, ready to be cut into lines of any measure.
#[derive(Clone, Debug)]
pub struct Shaped {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    pub(super) chunks: Vec<Chunk>,
    pub(super) direction: Direction,
    /// What could not be drawn; empty for a sound paragraph.
    pub missing: Vec<Missing>,
}

/// Glyphs of one span, face and bidi level; runs stand in logical order, glyphs in visual order.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub span: usize,
    pub face: FaceId,
    pub size: Pt,
    pub rise: Pt,
    pub units_per_em: u16,
    pub level: Level,
    pub start: usize,
    pub end: usize,
    /// Clusters are bytes of the paragraph's text.
    pub glyphs: Vec<Glyph>,
}

/// Text between two break opportunities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chunk {
    pub start: usize,
    pub end: usize,
    /// Without the white space at its end.
    pub width: Pt,
    /// Width of that white space.
    pub space: Pt,
}

impl<'f> Shaper<'f> {
    /// A shaper with empty caches.
    pub fn new(fonts: &'f Fonts) -> Self {
        Shaper {
            fonts,
            tools: fonts.faces().iter().map(|face| ShaperFont::new(&face.shaping)).collect(),
            plans: Vec::new(),
            buffer: Buffer::new(),
            words: HashMap::new(),
            languages: Vec::new(),
            breaker: breaks::Breaker::default(),
        }
    }

    /// The faces it shapes with.
    pub fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// Gives every character of a paragraph its glyphs.
    pub fn shape(&mut self, paragraph: &Paragraph) -> Shaped {
        let language = self.language(paragraph.language);
        let levels = levels(paragraph);
        let mut shaped = Shaped {
            text: paragraph.text.to_owned(),
            runs: Vec::with_capacity(paragraph.spans.len()),
            chunks: Vec::new(),
            direction: paragraph.direction,
            missing: Vec::new(),
        };
        let mut start = 0;
        for (index, span) in paragraph.spans.iter().enumerate() {
            for (range, level) in level_runs(&levels, start..span.end, paragraph.direction) {
                self.shape_level_run(&mut shaped, (index, span), range, level, language);
            }
            start = span.end;
        }
        shaped.chunks = chunks(&shaped, &self.breaker.opportunities(paragraph.text));
        shaped
    }

    /// Splits a stretch of one span and level by face, and shapes the parts.
    fn shape_level_run(
        &mut self,
        shaped: &mut Shaped,
        (index, span): (usize, &Span),
        range: std::ops::Range<usize>,
        level: Level,
        language: usize,
    ) {
        let mut parts: Vec<(FaceId, usize)> = Vec::new();
        self.split_by_face(shaped, span, range.clone(), &mut parts);
        let mut start = range.start;
        for (face, end) in parts {
            let mut run = Run {
                span: index,
                face,
                size: span.size,
                rise: span.rise,
                units_per_em: self.fonts.face(face).units_per_em,
                level,
                start,
                end,
                glyphs: Vec::with_capacity(end - start),
            };
            let class = WordClass { face, language, rtl: level.is_rtl() };
            let words = words(&shaped.text[start..end]).map(|(at, word)| (start + at, word));
            if level.is_rtl() {
                for (at, word) in words.collect::<Vec<_>>().into_iter().rev() {
                    self.push_word(class, word, at, &mut run.glyphs);
                }
            } else {
                for (at, word) in words {
                    self.push_word(class, word, at, &mut run.glyphs);
                }
            }
            shaped.runs.push(run);
            start = end;
        }
    }

    /// Appends (face, end) for each stretch that one face shows; what none can show is noted and goes to the primary.
    fn split_by_face(
        &self,
        shaped: &mut Shaped,
        span: &Span,
        range: std::ops::Range<usize>,
        parts: &mut Vec<(FaceId, usize)>,
    ) {
        let primary = self.fonts.primary(span.style);
        let text = &shaped.text[range.clone()];
        if text.is_ascii() {
            parts.push((primary, range.end));
            return;
        }
        let mut missing = Vec::new();
        for (at, cluster) in text.grapheme_indices(true) {
            let (at, end) = (range.start + at, range.start + at + cluster.len());
            let previous = parts.last().map(|part| part.0);
            let face = self.fonts.select(span.style, cluster, previous).unwrap_or_else(|| {
                let unseen = |c: char| {
                    !needs_no_glyph(c) && self.fonts.select(span.style, c.encode_utf8(&mut [0; 4]), None).is_none()
                };
                missing.extend(
                    cluster.char_indices().filter(|&(_, c)| unseen(c)).map(|(i, char)| Missing { at: at + i, char }),
                );
                primary
            });
            match parts.last_mut() {
                Some(part) if part.0 == face => part.1 = end,
                _ => parts.push((face, end)),
            }
        }
        shaped.missing.extend(missing);
    }

    fn push_word(&mut self, class: WordClass, word: &str, at: usize, glyphs: &mut Vec<Glyph>) {
        let shaped = self.word(class, word);
        glyphs.extend(shaped.iter().map(|glyph| Glyph { cluster: glyph.cluster + at as u32, ..*glyph }));
    }

    fn word(&mut self, class: WordClass, word: &str) -> Rc<[Glyph]> {
        if let Some(glyphs) = self.words.get(&class).and_then(|words| words.get(word)) {
            return Rc::clone(glyphs);
        }
        let glyphs: Rc<[Glyph]> = self.shape_word(class, word).into();
        let words = self.words.entry(class).or_default();
        if words.len() >= CACHED_WORDS {
            words.clear();
        }
        words.insert(word.into(), Rc::clone(&glyphs));
        glyphs
    }

    fn shape_word(&mut self, class: WordClass, word: &str) -> Vec<Glyph> {
        let direction = if class.rtl { harfrust::Direction::RightToLeft } else { harfrust::Direction::LeftToRight };
        let language = self.languages[class.language].1.clone();
        self.buffer.reset();
        self.buffer.push_str(word);
        self.buffer.set_direction(direction);
        self.buffer.set_language(language.clone());
        self.buffer.guess_segment_properties();
        let script = self.buffer.script();
        let face = self.fonts.face(class.face);
        let key = ShapePlanKey::new(&face.shaping, script, direction).language(language.as_ref());
        let known = self.plans.iter().position(|(id, plan)| *id == class.face && key.matches(plan));
        let plan = known.unwrap_or_else(|| {
            let plan = ShapePlan::new(&face.shaping, direction, script, language.as_ref(), &[]);
            self.plans.push((class.face, plan));
            self.plans.len() - 1
        });
        let options = ShapeOptions::new().plan(Some(&self.plans[plan].1));
        harfrust::shape(&self.tools[class.face.0 as usize], &mut self.buffer, options)
            .expect("the plan was made for this direction and script");
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
        if let Some(known) = self.languages.iter().position(|(name, _)| name == tag) {
            return known;
        }
        self.languages.push((tag.to_owned(), tag.parse().ok()));
        self.languages.len() - 1
    }
}

/// A bidi level for each byte, or nothing when the whole text runs left to right.
fn levels(paragraph: &Paragraph) -> Vec<Level> {
    let plain = |c: char| c < '\u{590}';
    if paragraph.direction == Direction::Ltr && paragraph.text.chars().all(plain) {
        return Vec::new();
    }
    let base = if paragraph.direction == Direction::Rtl { Level::rtl() } else { Level::ltr() };
    unicode_bidi::ParagraphBidiInfo::new(paragraph.text, Some(base)).levels
}

/// The stretches of one level within `range`.
fn level_runs(
    levels: &[Level],
    range: std::ops::Range<usize>,
    direction: Direction,
) -> Vec<(std::ops::Range<usize>, Level)> {
    if range.is_empty() {
        return Vec::new();
    }
    if levels.is_empty() {
        let level = if direction == Direction::Rtl { Level::rtl() } else { Level::ltr() };
        return vec![(range, level)];
    }
    let mut runs: Vec<(std::ops::Range<usize>, Level)> = Vec::new();
    for at in range {
        match runs.last_mut() {
            Some((run, level)) if *level == levels[at] => run.end = at + 1,
            _ => runs.push((at..at + 1, levels[at])),
        }
    }
    runs
}

/// A text cut before and after each space: the units of the word cache.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let length = match rest.find(' ') {
            _ if rest.is_empty() => return None,
            Some(0) => 1,
            Some(space) => space,
            None => rest.len(),
        };
        at += length;
        Some((at - length, &rest[..length]))
    })
}

/// Cuts the text at its break opportunities and measures the parts.
fn chunks(shaped: &Shaped, opportunities: &[usize]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::with_capacity(opportunities.len());
    let mut start = 0;
    for &end in opportunities {
        chunks.push(Chunk { start, end, width: 0.0, space: 0.0 });
        start = end;
    }
    for run in &shaped.runs {
        let scale = run.size / f32::from(run.units_per_em);
        let mut index = chunks.partition_point(|chunk| chunk.end <= run.start);
        for glyph in &run.glyphs {
            let at = glyph.cluster as usize;
            while index > 0 && chunks[index].start > at {
                index -= 1;
            }
            while chunks[index].end <= at {
                index += 1;
            }
            let chunk = &mut chunks[index];
            let width = glyph.advance as f32 * scale;
            let trailing = shaped.text[at..chunk.end].chars().all(|c| c == ' ');
            *(if trailing { &mut chunk.space } else { &mut chunk.width }) += width;
        }
    }
    chunks
}

impl Shaped {
    /// The width of all of it on one line.
    pub fn natural_width(&self) -> Pt {
        let spaces = self.chunks.iter().rev().skip(1).map(|chunk| chunk.space).sum::<Pt>();
        spaces + self.chunks.iter().map(|chunk| chunk.width).sum::<Pt>()
    }

    /// The widest part that cannot be broken without cutting a word.
    pub fn widest_chunk(&self) -> Pt {
        self.chunks.iter().map(|chunk| chunk.width).fold(0.0, Pt::max)
    }
}
