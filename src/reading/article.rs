//! Reads an article, sentence by sentence.

use std::ops::Range;
use std::sync::Arc;

use super::common::look_up;
use super::explained::{self, KnownWords, is_spoken};
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
    /// All of that without markup: [`Text::plain`], shared by its sentences.
    plain: Arc<str>,
    /// Its bytes in [`Text::plain`].
    pub range: Range<usize>,
    /// The section that it stands in, as index into [`Reading::sections`]; `None` of title and key points.
    pub section: Option<usize>,
    /// How many words it has, numbers among them.
    pub words: usize,
    /// The bytes of its hard words, in order.
    hard: Vec<Range<usize>>,
}

impl<'a> Sentence<'a> {
    /// Its words without markup.
    pub fn text(&self) -> &str {
        &self.plain[self.range.clone()]
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
    pub fn hard_words(&self) -> impl Iterator<Item = &str> {
        self.hard.iter().map(|range| &self.plain[range.clone()])
    }

    /// The hardest of several, the first where two are as hard.
    pub fn hardest<'r>(sentences: impl DoubleEndedIterator<Item = &'r Sentence<'a>>) -> Option<&'r Sentence<'a>>
    where
        'a: 'r,
    {
        sentences.rev().max_by_key(|sentence| sentence.hard.len() * 10 + sentence.words)
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
        Sentence::hardest(self.sentences.iter())
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
        let plain: Arc<str> = passage.text.as_plain().into();
        let words = words(&plain);
        let foreign = foreign(passage.text);
        let mut rest = words.as_slice();
        for range in sentences(&plain) {
            let count = rest.iter().take_while(|word| word.range.start < range.end).count();
            let (own, behind) = rest.split_at(count);
            rest = behind;
            if !own.is_empty() {
                let (hard, syllables) = self.words(&plain, own, &foreign);
                self.count(own.len(), hard.len(), syllables, section);
                let (plain, words) = (Arc::clone(&plain), own.len());
                self.reading.sentences.push(Sentence { passage, plain, range, section, words, hard });
            }
        }
        if passage.kind == PassageKind::Term {
            self.explained.add(&plain);
        }
    }

    fn count(&mut self, words: usize, hard_words: usize, syllables: usize, section: Option<usize>) {
        let measure = Measure { sentences: 1, words, hard_words, syllables, longest: words };
        self.reading.whole = self.reading.whole.and(measure);
        if let Some(section) = section.and_then(|index| self.reading.sections.get_mut(index)) {
            section.measure = section.measure.and(measure);
        }
    }

    /// The hard words of a sentence, and the syllables of all.
    fn words(&mut self, plain: &str, words: &[Word], foreign: &[Range<usize>]) -> (Vec<Range<usize>>, usize) {
        match self.reading.formula {
            Formula::English => self.english(plain, words, foreign),
            Formula::Spanish => (Vec::new(), words.iter().map(|word| spanish(plain, word)).sum()),
            Formula::None | Formula::NoWords => (Vec::new(), 0),
        }
    }

    /// The same in English; what the sentence explains is known from now on.
    fn english(&mut self, plain: &str, words: &[Word], foreign: &[Range<usize>]) -> (Vec<Range<usize>>, usize) {
        let mut syllables = 0;
        let mut is_hard = Vec::with_capacity(words.len());
        for word in words {
            let letters = &plain[word.range.clone()];
            if word.kind != WordKind::Letters {
                syllables += 1;
                is_hard.push(false);
                continue;
            }
            let entry = look_up(letters);
            syllables += entry.syllables;
            let is_known = entry.is_common || self.knows(letters) || is_spoken(plain, word) || is_in(word, foreign);
            is_hard.push(!is_known);
        }
        if !is_hard.contains(&true) {
            return (Vec::new(), syllables);
        }
        explained::Sentence { text: plain, words, is_hard: &is_hard }.explain(&mut self.explained);
        let hard = words.iter().zip(&is_hard).filter(|(_, hard)| **hard).map(|(word, _)| word.range.clone());
        (hard.collect(), syllables)
    }

    /// Whether a reader knows a word that is not common.
    fn knows(&self, word: &str) -> bool {
        self.clinic.has(word) || self.explained.has(word)
    }
}

fn spanish(plain: &str, word: &Word) -> usize {
    match word.kind {
        WordKind::Letters => syllables::spanish(&plain[word.range.clone()]),
        WordKind::Number | WordKind::Dotted => 1,
    }
}

/// Whether a word stands in one of these stretches.
fn is_in(word: &Word, stretches: &[Range<usize>]) -> bool {
    let next = stretches.partition_point(|stretch| stretch.end <= word.range.start);
    stretches.get(next).is_some_and(|stretch| stretch.start <= word.range.start)
}

/// The bytes of words in another language, `[words](lang:es)`, in order.
fn foreign(text: &Text) -> Vec<Range<usize>> {
    let mut end = 0;
    let mut foreign = Vec::new();
    for inline in &text.inlines {
        let start = end;
        end += inline.text.len();
        if inline.language.is_some() {
            foreign.push(start..end);
        }
    }
    foreign
}
