//! One schedule under two names: "twice daily" beside "morning and evening". The Universal Medication Schedule (AHRQ) names
//! times of day; people who read "twice a day" take the two doses too close together.

use crate::article::Article;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::language::Language;

/// So many are told of one article.
const MOST_TOLD: usize = 20;

/// How two doses a day are named in some languages.
struct Names {
    languages: &'static str,
    /// Of these, each name below has one: most texts have none, and are looked at no further.
    marks: &'static [&'static str],
    /// By times of day.
    times: &'static [&'static str],
    /// By their number, or by the hours between them.
    counts: &'static [&'static str],
    /// Words of which one stands where doses are spoken of.
    doses: &'static [&'static str],
    /// Words of what is done as often as a dose is taken, and is none: "Check your sugar twice a day."
    others: &'static [&'static str],
}

const NAMES: [Names; 5] = [
    Names {
        languages: "en",
        marks: &["morning and", "breakfast and", "twice", " times ", "every "],
        times: &[
            "morning and evening",
            "morning and again in the evening",
            "morning and in the evening",
            "morning and at night",
            "morning and night",
            "morning and at bedtime",
            "morning and bedtime",
            "morning and one in the evening",
            "morning and 1 in the evening",
            "breakfast and dinner",
            "breakfast and supper",
            "breakfast and with dinner",
        ],
        counts: &[
            "twice daily",
            "twice a day",
            "two times a day",
            "2 times a day",
            "two times daily",
            "2 times daily",
            "twice each day",
            "twice per day",
            "every 12 hours",
            "every twelve hours",
            "two times each day",
            "2 times each day",
        ],
        doses: &[
            "take", "tablet", "pill", "capsule", "dose", "mg", "ml", "medicine", "inject", "puff", "drop", "swallow",
            "units",
        ],
        others: &[
            "check", "rinse", "brush", "walk", "wash", "weigh", "exercise", "measure", "clean", "eat", "drink", "test",
            "soak", "stretch",
        ],
    },
    Names {
        languages: "es",
        marks: &["mañana", "desayuno", " veces ", "cada "],
        times: &[
            "por la mañana y por la noche",
            "en la mañana y en la noche",
            "mañana y noche",
            "la mañana y la noche",
            "desayuno y la cena",
        ],
        counts: &[
            "dos veces al día",
            "2 veces al día",
            "cada 12 horas",
            "dos veces por día",
            "2 veces por día",
            "cada doce horas",
        ],
        doses: &[
            "tome",
            "tomar",
            "tableta",
            "pastilla",
            "cápsula",
            "dosis",
            "mg",
            "ml",
            "medicina",
            "medicamento",
            "gotas",
            "inyect",
            "tómel",
        ],
        others: &[
            "mida", "revise", "camine", "lave", "lávese", "cepíll", "enjuág", "haga", "coma", "beba", "pése", "limpie",
        ],
    },
    Names {
        languages: "fr",
        marks: &["matin", " fois ", "heures"],
        times: &["matin et soir", "le matin et le soir"],
        counts: &["deux fois par jour", "2 fois par jour", "toutes les 12 heures"],
        doses: &["prenez", "prendre", "comprimé", "dose", "mg", "ml", "gélule", "gouttes", "médicament"],
        others: &[],
    },
    Names {
        languages: "de",
        marks: &["morgen", "mal ", "stunden"],
        times: &["morgens und abends", "am morgen und am abend"],
        counts: &["zweimal täglich", "2-mal täglich", "zweimal am tag", "alle 12 stunden", "2-mal am tag"],
        doses: &["nehmen", "tablette", "kapsel", "dosis", "mg", "ml", "tropfen", "medikament"],
        others: &[],
    },
    Names {
        languages: "pt",
        marks: &["manhã", " vezes ", "horas"],
        times: &["de manhã e à noite", "pela manhã e à noite", "manhã e noite"],
        counts: &["duas vezes ao dia", "2 vezes ao dia", "a cada 12 horas", "de 12 em 12 horas"],
        doses: &["tome", "tomar", "comprimido", "dose", "mg", "ml", "cápsula", "gotas", "remédio", "medicamento"],
        others: &[],
    },
];

/// Notes doses that are named by their number where others are named by times of day.
pub(super) fn check(article: &Article, notes: &mut Notes) {
    let Some(names) = names_of(&article.language) else { return };
    let mut times = None;
    let mut counts = Vec::new();
    for passage in article.passages() {
        let plain = passage.text.plain();
        if !plain.contains(|c: char| c.is_ascii()) {
            continue;
        }
        let small = plain.to_lowercase();
        if !names.marks.iter().any(|mark| small.contains(mark)) {
            continue;
        }
        let named = |phrases: &[&'static str]| phrases.iter().find_map(|phrase| Some((small.find(phrase)?, *phrase)));
        let by_count = named(names.counts).filter(|(at, _)| !is_of_something_else(&small, *at, names));
        let by_times = named(names.times);
        if (by_times.is_some() || by_count.is_some()) && names.doses.iter().any(|word| small.contains(word)) {
            times = times.or(by_times.map(|(_, phrase)| phrase));
            // A letter may be longer when it is small.
            let range = |(at, phrase): (usize, &'static str)| match small.len() == plain.len() {
                true => (phrase, at..at + phrase.len()),
                false => (phrase, 0..plain.len()),
            };
            counts.extend(by_count.map(range).map(|found| (passage.text, found)));
        }
    }
    let Some(times) = times else { return };
    for (text, (phrase, range)) in counts.into_iter().take(MOST_TOLD) {
        let message = format!("“{phrase}” here, and “{times}” elsewhere: one schedule has two names");
        let note = Diagnostic::new(Code::MixedSchedule, message)
            .hint("name the times of day everywhere, as “morning and evening” does");
        notes.push(match text.place(range) {
            Some(place) => note.at(place),
            None => note,
        });
    }
}

/// Whether the sentence at these bytes tells how often to do something that is no dose.
fn is_of_something_else(small: &str, at: usize, names: &Names) -> bool {
    let ends = ['.', '!', '?', ';'];
    let start = small[..at].rfind(ends).map_or(0, |end| end + 1);
    let end = small[at..].find(ends).map_or(small.len(), |end| at + end);
    let has = |words: &[&str]| words.iter().any(|word| small[start..end].contains(word));
    has(names.others) && !has(names.doses)
}

fn names_of(language: &Language) -> Option<&'static Names> {
    NAMES.iter().find(|names| names.languages == language.primary())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name without a mark would never be found.
    #[test]
    fn every_name_has_a_mark() {
        for names in &NAMES {
            for name in names.times.iter().chain(names.counts) {
                assert!(names.marks.iter().any(|mark| name.contains(mark)), "{name}");
            }
        }
    }
}
