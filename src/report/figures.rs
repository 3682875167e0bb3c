//! How hard an article is to read: what [`crate::reading`] found, as far as a report card tells it.

use serde_json::Value;

use crate::reading::{self, Formula, Measure, Reading, Score, Sentence};

use super::item::Place;
use super::words::count;

/// So many of the hardest sentences are told to people.
const HARDEST: usize = 3;

/// Figures of a text.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Words that readers see, those of references and of the clinic aside; `None` in scripts without spaces between words.
    pub words: Option<usize>,
    /// How it is scored.
    pub formula: Formula,
    /// All of it.
    pub whole: Measure,
    /// Its sections and subsections, each without those below it.
    pub sections: Vec<SectionFigures>,
    /// The hardest sentences that have hard words, the hardest first.
    pub hardest: Vec<HardSentence>,
    /// The longest sentence.
    pub longest: Option<LongSentence>,
    /// Every sentence, for programs.
    pub all: Value,
}

/// Figures of a section.
#[derive(Clone, Debug)]
pub struct SectionFigures {
    /// Its heading.
    pub heading: String,
    /// Where that stands.
    pub place: Option<Place>,
    /// Its heading and body.
    pub measure: Measure,
}

/// A sentence that is hard to read.
#[derive(Clone, Debug)]
pub struct HardSentence {
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// How many words it has.
    pub words: usize,
    /// Its hard words, with a plainer one where there is one.
    pub hard: Vec<(String, Option<&'static str>)>,
}

/// A sentence that is long.
#[derive(Clone, Debug)]
pub struct LongSentence {
    /// How many words it has.
    pub words: usize,
    /// Where it stands.
    pub place: Option<Place>,
}

impl Figures {
    /// What was read of the article in `file`.
    pub(super) fn of(reading: &Reading, file: &str) -> Figures {
        let at = |sentence: &Sentence| sentence.place().map(|span| Place::of(&span, file));
        let sections = reading.sections.iter().map(|section| SectionFigures {
            heading: section.heading.plain(),
            place: section.heading.start().map(|span| Place::of(&span, file)),
            measure: section.measure,
        });
        Figures {
            words: (reading.formula != Formula::NoWords).then_some(reading.whole.words),
            formula: reading.formula,
            whole: reading.whole,
            sections: sections.collect(),
            hardest: hardest(reading).into_iter().map(|it| hard_sentence(it, at(it))).collect(),
            longest: reading.longest().map(|it| LongSentence { words: it.words, place: at(it) }),
            all: with_files(reading, file),
        }
    }

    /// The score of a formula and hard words in a hundred, for a table; a dash where there is none.
    pub(super) fn columns(&self) -> [String; 2] {
        let score = self.formula.score(&self.whole);
        let hard = self.hard_per_100();
        [score.map_or("-".to_owned(), short), hard.map_or("-".to_owned(), |hard| format!("{hard:.1}"))]
    }

    /// Hard words in a hundred; `None` where they are not counted.
    fn hard_per_100(&self) -> Option<f64> {
        self.whole.hard_per_100().filter(|_| self.formula == Formula::English)
    }

    /// The same in a sentence, for whoever judges words.
    pub(super) fn hard_words_told(&self) -> String {
        match self.hard_per_100() {
            Some(hard) => format!("{hard:.1} hard words in 100; most of them here"),
            None => "hard words are not counted in this language".to_owned(),
        }
    }

    /// Where the hardest sentence stands.
    pub(super) fn hardest_place(&self) -> Option<&Place> {
        self.hardest.first().and_then(|sentence| sentence.place.as_ref())
    }

    /// The reading of the whole, in a line.
    pub(super) fn line(&self) -> String {
        let scored = match (self.formula, self.formula.score(&self.whole)) {
            (_, Some(score)) => format!("{}{} (estimated)", short(score), band(score)),
            (Formula::English | Formula::Spanish, None) => {
                format!("not scored, with fewer than {} words", reading::FEWEST_WORDS)
            }
            (Formula::None | Formula::NoWords, None) => "not scored in this language".to_owned(),
        };
        let mut line = format!("Reading: {scored}");
        if let Some(hard) = self.hard_per_100() {
            line.push_str(&format!(", {hard:.1} hard words in 100"));
        }
        if let Some(LongSentence { words, place }) = &self.longest {
            let place = place.as_ref().map_or(String::new(), |place| format!(" ({})", place.text()));
            line.push_str(&format!(", longest sentence {}{place}", count(*words, "word")));
        }
        line
    }

    /// A line on each section.
    pub(super) fn section_lines(&self) -> Vec<String> {
        let told = |section: &SectionFigures| {
            let [words, hard, longest] = self.of_section(section);
            let place = section.place.as_ref().map_or(String::new(), |place| format!(", {}", place.text()));
            let hard = if hard == "-" { String::new() } else { format!(", {hard} hard in 100") };
            format!("{}{place}: {words} words{hard}, longest sentence {longest}", section.heading)
        };
        self.sections.iter().map(told).collect()
    }

    /// Words, hard words in a hundred and words of the longest sentence of a section.
    pub(super) fn of_section(&self, section: &SectionFigures) -> [String; 3] {
        let measure = section.measure;
        let hard = measure.hard_per_100().filter(|_| self.formula == Formula::English);
        let hard = hard.map_or("-".to_owned(), |hard| format!("{hard:.1}"));
        [measure.words.to_string(), hard, measure.longest.to_string()]
    }
}

impl HardSentence {
    /// "line 40, 5 of 17 words are hard: …".
    pub(super) fn lead(&self) -> String {
        let place = self.place.as_ref().map_or(String::new(), |place| format!("{}, ", place.text()));
        format!("{place}{} of {} hard", self.hard.len(), count(self.words, "word"))
    }

    /// "edema (swelling), port".
    pub(super) fn hard_words(&self) -> String {
        let told = |(word, plainer): &(String, Option<&str>)| match plainer {
            Some(plainer) => format!("{word} ({plainer})"),
            None => word.clone(),
        };
        self.hard.iter().map(told).collect::<Vec<_>>().join(", ")
    }
}

/// What stands before the name of a band of INFLESZ.
pub(super) const BAND: &str = "INFLESZ \u{201c}";

/// What INFLESZ calls an ease, in its own words.
fn band(score: Score) -> String {
    match score {
        Score::FleschKincaid { .. } => String::new(),
        Score::FernandezHuerta { band, .. } => format!(", {BAND}{}\u{201d}", band.name()),
    }
}

/// "grade 6.1", "ease 62.0".
fn short(score: Score) -> String {
    match score {
        Score::FleschKincaid { grade } => format!("grade {grade:.1}"),
        Score::FernandezHuerta { ease, .. } => format!("ease {ease:.1}"),
    }
}

/// The hardest sentences, the hardest first, of as hard ones the first.
fn hardest<'r, 'a>(reading: &'r Reading<'a>) -> Vec<&'r Sentence<'a>> {
    let mut hard: Vec<&Sentence> = reading.sentences.iter().filter(|sentence| sentence.hard() > 0).collect();
    hard.sort_by(|a, b| b.hardness().total_cmp(&a.hardness()));
    hard.truncate(HARDEST);
    hard
}

fn hard_sentence(sentence: &Sentence, place: Option<Place>) -> HardSentence {
    let hard = sentence.hard_words().map(|word| {
        let plainer = reading::plainer(word);
        (word.to_string(), plainer)
    });
    HardSentence { text: sentence.text().to_string(), place, words: sentence.words, hard: hard.collect() }
}

/// Everything that was read, each sentence with the file of its line where that is a snippet.
fn with_files(reading: &Reading, file: &str) -> Value {
    let mut all = reading::json(reading);
    let sentences = all["sentences"].as_array_mut().expect("the sentences are a list");
    for (object, sentence) in sentences.iter_mut().zip(&reading.sentences) {
        let place = sentence.place().map(|span| Place::of(&span, file));
        object["snippet"] = place.and_then(|place| place.snippet).into();
    }
    all
}
