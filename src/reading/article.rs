//! Reads an article, sentence by sentence.

use std::ops::Range;

use super::explained::{self, KnownWords, is_spoken};
use super::is_common;
use super::measure::{Formula, Measure};
use super::sentence::sentences;
use super::syllables;
use super::word::{Word, WordKind, words};
use crate::article::{Article, Passage, PassageKind, Section};
use crate::diagnostics::Span;
use crate::prose::Text;

/// What was read of an article.
#[derive(Debug)]
pub struct Reading<'a> {
    /// How its language is scored.
    pub formula: Formula,
    /// Every sentence, in reading order; references and what the clinic says are left out.
    pub sentences: Vec<Sentence<'a>>,
    /// Its sections and subsections, in reading order.
    pub sections: Vec<SectionReading<'a>>,
    /// All of it: title, key points and sections.
    pub whole: Measure,
}

/// A section without its subsections.
#[derive(Debug)]
pub struct SectionReading<'a> {
    /// Its heading.
    pub heading: &'a Text,
    /// Heading and body.
    pub measure: Measure,
}

/// A sentence, a heading, an item or a cell.
#[derive(Debug)]
pub struct Sentence<'a> {
    /// What it is part of.
    pub passage: Passage<'a>,
    /// Its bytes in [`Text::plain`].
    pub range: Range<usize>,
    /// The section that it stands in, as index into [`Reading::sections`]; `None` of title and key points.
    pub section: Option<usize>,
    /// How many words it has, numbers among them.
    pub words: usize,
    /// The bytes of its hard words, in order.
    hard: Vec<Range<usize>>,
}

impl Sentence<'_> {
    /// Its words without markup.
    pub fn text(&self) -> String {
        self.passage.text.plain()[self.range.clone()].to_owned()
    }

    /// Where it stands, as far as it is in one stretch of the file.
    pub fn place(&self) -> Option<Span> {
        self.passage.text.place(self.range.clone())
    }

    /// How many of its words are hard.
    pub fn hard(&self) -> usize {
        self.hard.len()
    }

    /// Its hard words as they stand there, in order.
    pub fn hard_words(&self) -> impl Iterator<Item = String> {
        let plain = self.passage.text.plain();
        self.hard.iter().map(move |range| plain[range.clone()].to_owned())
    }

    /// How hard it is to read, beside other sentences: a hard word counts as much as ten others. The number of hard words
    /// is what agrees with human judges; of two with as many the longer one is the harder.
    pub fn hardness(&self) -> f64 {
        self.hard.len() as f64 + self.words as f64 / 10.0
    }
}

impl<'a> Reading<'a> {
    /// The hardest sentence, the first of several; `None` of an article without words.
    pub fn hardest(&self) -> Option<&Sentence<'a>> {
        let tenths = |sentence: &Sentence| sentence.hard.len() * 10 + sentence.words;
        self.sentences.iter().rev().max_by_key(|sentence| tenths(sentence))
    }

    /// The longest sentence, the first of several.
    pub fn longest(&self) -> Option<&Sentence<'a>> {
        self.sentences.iter().rev().max_by_key(|sentence| sentence.words)
    }
}

/// Reads an article; `known` are the words that all patients of the clinic know.
///
/// Words of the title are known behind it: a patient holds the handout because of them, and the text explains them. A term
/// that is explained once is known from the next sentence on.
pub fn read<'a>(article: &'a Article, known: &KnownWords) -> Reading<'a> {
    let formula = Formula::of(&article.language);
    let mut reading = Reading { formula, sentences: Vec::new(), sections: Vec::new(), whole: Measure::default() };
    if formula == Formula::NoWords {
        return reading;
    }
    let mut reader = Reader { article, clinic: known, explained: KnownWords::default(), reading: &mut reading };
    reader.passage(Passage { text: &article.title, kind: PassageKind::Title }, None);
    reader.explained.add(&article.title.plain());
    article.summary.iter().for_each(|text| reader.passage(Passage { text, kind: PassageKind::KeyPoint }, None));
    article.sections.iter().for_each(|section| reader.section(section));
    reading
}

struct Reader<'a, 'r> {
    article: &'a Article,
    clinic: &'r KnownWords,
    /// What the article has explained so far.
    explained: KnownWords,
    reading: &'r mut Reading<'a>,
}

impl<'a> Reader<'a, '_> {
    fn section(&mut self, section: &'a Section) {
        let index = self.reading.sections.len();
        self.reading.sections.push(SectionReading { heading: &section.heading, measure: Measure::default() });
        section.passages().into_iter().for_each(|passage| self.passage(passage, Some(index)));
        section.sections.iter().for_each(|section| self.section(section));
    }

    fn passage(&mut self, passage: Passage<'a>, section: Option<usize>) {
        let is_foreign = passage.text.language.as_ref().is_some_and(|own| !own.is_read_like(&self.article.language));
        if is_foreign || passage.kind == PassageKind::Spoken {
            return;
        }
        let plain = passage.text.plain();
        let words = words(&plain);
        let mut rest = words.as_slice();
        for range in sentences(&plain) {
            let count = rest.iter().take_while(|word| word.range.start < range.end).count();
            let (own, behind) = rest.split_at(count);
            rest = behind;
            if !own.is_empty() {
                self.sentence(passage, &plain, range, own, section);
            }
        }
        if passage.kind == PassageKind::Term {
            self.explained.add(&plain);
        }
    }

    fn sentence(
        &mut self,
        passage: Passage<'a>,
        plain: &str,
        range: Range<usize>,
        words: &[Word],
        section: Option<usize>,
    ) {
        let hard = self.hard(passage.text, plain, words);
        let syllables = words.iter().map(|word| self.syllables(&plain[word.range.clone()], word.kind)).sum();
        let measure =
            Measure { sentences: 1, words: words.len(), hard_words: hard.len(), syllables, longest: words.len() };
        self.reading.whole = self.reading.whole.and(measure);
        if let Some(section) = section.and_then(|index| self.reading.sections.get_mut(index)) {
            section.measure = section.measure.and(measure);
        }
        self.reading.sentences.push(Sentence { passage, range, section, words: words.len(), hard });
    }

    /// The hard words of a sentence; what it explains is known from now on.
    fn hard(&mut self, text: &Text, plain: &str, words: &[Word]) -> Vec<Range<usize>> {
        if self.reading.formula != Formula::English {
            return Vec::new();
        }
        let is_hard: Vec<bool> = words.iter().map(|word| self.is_hard(text, plain, word)).collect();
        if !is_hard.contains(&true) {
            return Vec::new();
        }
        explained::Sentence { text: plain, words, is_hard: &is_hard }.explain(&mut self.explained);
        words.iter().zip(&is_hard).filter(|(_, hard)| **hard).map(|(word, _)| word.range.clone()).collect()
    }

    fn is_hard(&self, text: &Text, plain: &str, word: &Word) -> bool {
        let letters = &plain[word.range.clone()];
        word.kind == WordKind::Letters
            && !is_common(letters)
            && !self.clinic.has(letters)
            && !self.explained.has(letters)
            && !is_spoken(plain, word)
            && !is_foreign(text, word.range.start)
    }

    fn syllables(&self, word: &str, kind: WordKind) -> usize {
        match (self.reading.formula, kind) {
            (Formula::None | Formula::NoWords, _) => 0,
            (_, WordKind::Number | WordKind::Dotted) => 1,
            (Formula::English, WordKind::Letters) => syllables::english(word),
            (Formula::Spanish, WordKind::Letters) => syllables::spanish(word),
        }
    }
}

/// Whether a byte of a text stands in words of another language: `[words](lang:es)`.
fn is_foreign(text: &Text, at: usize) -> bool {
    let mut end = 0;
    let at_byte = text.inlines.iter().find(|inline| {
        end += inline.text.len();
        at < end
    });
    at_byte.is_some_and(|inline| inline.language.is_some())
}
