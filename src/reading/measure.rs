//! What is counted of a text.

use serde::Serialize;

use super::grade::{self, Score};
use crate::language::Language;

/// Sentences and words of a section or a whole article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Sentences, headings, items and cells among them.
    pub sentences: usize,
    /// Words, numbers among them.
    pub words: usize,
    /// Words that many readers do not know; 0 in languages without a list.
    pub hard_words: usize,
    /// Syllables, where they can be counted, else 0; a number counts as one.
    pub syllables: usize,
    /// Words of the longest sentence.
    pub longest: usize,
}

impl Measure {
    /// Both together.
    pub fn and(self, other: Measure) -> Measure {
        Measure {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            hard_words: self.hard_words + other.hard_words,
            syllables: self.syllables + other.syllables,
            longest: self.longest.max(other.longest),
        }
    }

    /// Hard words in a hundred, to a tenth; `None` of a text without words.
    pub fn hard_per_100(&self) -> Option<f64> {
        (self.words > 0).then(|| grade::tenths(self.hard_words as f64 * 100.0 / self.words as f64))
    }
}

/// How texts of a language are scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// Hard words, and the grade of Flesch and Kincaid.
    English,
    /// The ease of Fernández Huerta, in the bands of INFLESZ. There is no list of words.
    Spanish,
    /// Not scored: sentences and words are counted.
    None,
    /// Not even words are counted: its script has no spaces between them.
    NoWords,
}

impl Formula {
    /// The formula for a language.
    pub fn of(language: &Language) -> Formula {
        let unspaced = ["Hans", "Hant", "Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"];
        match language.primary() {
            _ if unspaced.contains(&language.script()) => Formula::NoWords,
            _ if language.script() != "Latn" => Formula::None,
            "en" => Formula::English,
            "es" => Formula::Spanish,
            _ => Formula::None,
        }
    }

    /// What it says of a text; `None` where the language is not scored, or the text has fewer than
    /// [`FEWEST_WORDS`](super::FEWEST_WORDS).
    pub fn score(self, measure: &Measure) -> Option<Score> {
        match self {
            Formula::English => grade::flesch_kincaid(measure),
            Formula::Spanish => grade::fernandez_huerta(measure),
            Formula::None | Formula::NoWords => None,
        }
    }
}
