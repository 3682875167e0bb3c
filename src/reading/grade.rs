//! Formulas that tell from the length of sentences and words how hard a text is.

use serde::Serialize;

use super::Measure;

/// A text of fewer words has no score: one long word more or less would change it.
pub const FEWEST_WORDS: usize = 100;

/// What a formula says of a text. It is an estimate: no formula knows what the text says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "formula", rename_all = "kebab-case")]
pub enum Score {
    /// English: the school grade of the United States that the text is for (Kincaid and others, 1975).
    FleschKincaid {
        /// Years at school; 0 at least.
        grade: f64,
    },
    /// Spanish: the ease of reading, from 0 to about 100, the higher the easier (Fernández Huerta, 1959).
    FernandezHuerta {
        /// The ease.
        ease: f64,
        /// What INFLESZ calls it (Barrio-Cantalejo and others, 2008).
        band: Inflesz,
    },
}

/// The bands of INFLESZ, a scale made with texts for patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Inflesz {
    /// Below 40.
    #[serde(rename = "muy difícil")]
    VeryHard,
    /// From 40.
    #[serde(rename = "algo difícil")]
    RatherHard,
    /// From 55.
    #[serde(rename = "normal")]
    Normal,
    /// From 65.
    #[serde(rename = "bastante fácil")]
    RatherEasy,
    /// From 80.
    #[serde(rename = "muy fácil")]
    VeryEasy,
}

impl Inflesz {
    /// The band of an ease.
    pub fn of(ease: f64) -> Inflesz {
        match ease {
            ease if ease < 40.0 => Inflesz::VeryHard,
            ease if ease < 55.0 => Inflesz::RatherHard,
            ease if ease < 65.0 => Inflesz::Normal,
            ease if ease < 80.0 => Inflesz::RatherEasy,
            _ => Inflesz::VeryEasy,
        }
    }

    /// Its name, in Spanish as the scale has it.
    pub fn name(self) -> &'static str {
        match self {
            Inflesz::VeryHard => "muy difícil",
            Inflesz::RatherHard => "algo difícil",
            Inflesz::Normal => "normal",
            Inflesz::RatherEasy => "bastante fácil",
            Inflesz::VeryEasy => "muy fácil",
        }
    }
}

/// The Flesch-Kincaid grade of an English text, to a tenth.
pub(super) fn flesch_kincaid(measure: &Measure) -> Option<Score> {
    let (sentence, word) = averages(measure)?;
    let grade = 0.39 * sentence + 11.8 * word - 15.59;
    Some(Score::FleschKincaid { grade: tenths(grade.max(0.0)) })
}

/// The ease of a Spanish text, to a tenth.
pub(super) fn fernandez_huerta(measure: &Measure) -> Option<Score> {
    let (sentence, word) = averages(measure)?;
    let ease = tenths(206.84 - 1.02 * sentence - 60.0 * word);
    Some(Score::FernandezHuerta { ease, band: Inflesz::of(ease) })
}

/// Words of a sentence and syllables of a word, of a text that is long enough.
fn averages(measure: &Measure) -> Option<(f64, f64)> {
    let (sentences, words) = (measure.sentences as f64, measure.words as f64);
    let is_enough = measure.words >= FEWEST_WORDS;
    is_enough.then(|| (words / sentences, measure.syllables as f64 / words))
}

pub(super) fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_those_of_their_authors() {
        let measure = Measure { sentences: 10, words: 100, syllables: 130, ..Measure::default() };
        // 0.39 × 10 + 11.8 × 1.3 − 15.59
        assert_eq!(flesch_kincaid(&measure), Some(Score::FleschKincaid { grade: 3.7 }));
        let measure = Measure { sentences: 5, words: 100, syllables: 220, ..Measure::default() };
        // 206.84 − 1.02 × 20 − 60 × 2.2
        let ease = Score::FernandezHuerta { ease: 54.4, band: Inflesz::RatherHard };
        assert_eq!(fernandez_huerta(&measure), Some(ease));
        let short = Measure { sentences: 5, words: 99, syllables: 220, ..Measure::default() };
        assert_eq!((flesch_kincaid(&short), fernandez_huerta(&short)), (None, None));
        assert_eq!(Inflesz::of(55.0).name(), "normal");
    }
}
