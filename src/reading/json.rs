//! What was read of an article, for programs.

use serde_json::{Value, json as value};

use super::grade::tenths;
use super::{Formula, Measure, Reading, Sentence, plainer};

/// What was read of an article: `scored` (`english`, `spanish`, or `null` for a language that is not scored), `whole`, `sections` and
/// `sentences`.
///
/// A measure has `sentences`, `words`, `longest`, and where the language is scored `hard_words`, `hard_per_100`
/// (both English alone) and `score`, an estimate that is `null` for fewer than 100 words. A sentence has its `text`, `line` and `column`, `words`,
/// the `section` by its number from 0, and in English `hard_words` with `plainer` ones, their `share` and the `hardness` that orders sentences.
pub fn json(reading: &Reading) -> Value {
    let formula = reading.formula;
    let scored = match formula {
        Formula::English => Some("english"),
        Formula::Spanish => Some("spanish"),
        Formula::None | Formula::NoWords => None,
    };
    let sections = reading.sections.iter().map(|section| {
        let mut value = measure(&section.measure, formula);
        value["heading"] = section.heading.plain().into();
        value
    });
    value!({
        "scored": scored,
        "whole": measure(&reading.whole, formula),
        "sections": sections.collect::<Vec<_>>(),
        "sentences": reading.sentences.iter().map(|it| sentence(it, formula)).collect::<Vec<_>>(),
    })
}

/// A measure, without what its language has no count of.
fn measure(measure: &Measure, formula: Formula) -> Value {
    let mut value = value!({
        "sentences": measure.sentences, "words": measure.words, "longest": measure.longest,
        "score": formula.score(measure),
    });
    if formula == Formula::English {
        value["hard_words"] = measure.hard_words.into();
        value["hard_per_100"] = value!(measure.hard_per_100());
    }
    value
}

fn sentence(sentence: &Sentence, formula: Formula) -> Value {
    let place = sentence.place().map(|place| place.position());
    let mut value = value!({
        "text": sentence.text(), "line": place.map(|place| place.line), "column": place.map(|place| place.column),
        "section": sentence.section, "words": sentence.words,
    });
    if formula == Formula::English {
        let word = |word: &str| value!({ "plainer": plainer(word), "word": word });
        value["hard_words"] = sentence.hard_words().map(word).collect();
        value["share"] = tenths(sentence.hard() as f64 * 100.0 / sentence.words as f64).into();
        value["hardness"] = tenths(sentence.hardness()).into();
    }
    value
}
