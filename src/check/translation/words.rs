//! Small numbers in words: "two tablets" may be "2 tabletas".

use std::collections::BTreeSet;

use super::quantities::{Found, Quantity};
use super::untaken::{Untaken, without};
use crate::language::Language;

/// Words for numbers from 0 on, several of one number after one another, in some languages.
const NUMBERS: [(&str, [&str; 13]); 5] = [
    (
        "en",
        [
            "zero no",
            "one a an once first another each single",
            "two twice second both pair couple",
            "three third",
            "four fourth quarter",
            "five fifth",
            "six sixth",
            "seven seventh week",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven",
            "twelve dozen",
        ],
    ),
    (
        "es",
        [
            "cero ningún",
            "uno un una primer primera otro cada",
            "dos ambos par segundo segunda",
            "tres tercer tercera",
            "cuatro cuarto cuarta",
            "cinco quinto",
            "seis sexto",
            "siete semana",
            "ocho octavo",
            "nueve noveno",
            "diez décimo",
            "once",
            "doce docena",
        ],
    ),
    (
        "fr",
        [
            "zéro",
            "un une premier première chaque",
            "deux second deuxième",
            "trois troisième",
            "quatre quart quatrième",
            "cinq cinquième",
            "six sixième",
            "sept semaine",
            "huit huitième",
            "neuf",
            "dix",
            "onze",
            "douze",
        ],
    ),
    (
        "de",
        [
            "null kein",
            "ein eine einen einem einer eins einmal erste",
            "zwei zweimal beide zweite",
            "drei dreimal dritte",
            "vier viermal viertel",
            "fünf",
            "sechs",
            "sieben woche",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwölf",
        ],
    ),
    (
        "pt",
        [
            "zero",
            "um uma primeiro primeira cada",
            "dois duas ambos segundo segunda",
            "três terceiro",
            "quatro quarto",
            "cinco quinto",
            "seis",
            "sete semana",
            "oito",
            "nove",
            "dez",
            "onze",
            "doze",
        ],
    ),
];

/// Quantities of one article that the other has not; its text in small letters, and its language.
type Side<'a> = (Found, &'a str, &'a Language);

/// Without the numbers that the other text has in words, and without those that a clock of 24 hours makes another.
pub(super) fn without_spelled_out(ours: Side, theirs: Side) -> (Found, Found) {
    let ((own, own_text, own_language), (other, other_text, other_language)) = (ours, theirs);
    let (mut own, mut other) = without_hours(own, other, other_text);
    let is_replaced = !own.is_empty() && !other.is_empty();
    retain_figures(&mut own, other_text, other_language, is_replaced);
    retain_figures(&mut other, own_text, own_language, is_replaced);
    (own, other)
}

/// Takes out the quantities that another text has as a word.
fn retain_figures(found: &mut Found, text: &str, language: &Language, is_replaced: bool) {
    if found.is_empty() {
        return;
    }
    // The text is looked through once, however many numbers there are.
    let said: BTreeSet<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
    found.retain(|(_, quantity)| !is_in_words(quantity, &said, language, is_replaced));
}

/// Whether the word for a number is among those of a text. Of a language whose words we do not know, a small number is taken to be there,
/// unless another one stands in its place.
fn is_in_words(quantity: &Quantity, said: &BTreeSet<&str>, language: &Language, is_replaced: bool) -> bool {
    let Some(whole) = quantity.whole().filter(|_| quantity.unit.is_none()) else {
        // A half is a word everywhere.
        return quantity.unit.is_none() && !is_replaced && quantity.values.iter().all(|value| *value < 1000);
    };
    let Ok(whole) = usize::try_from(whole) else { return false };
    match NUMBERS.iter().find(|(known, _)| *known == language.primary()) {
        Some((_, words)) => words.get(whole).is_some_and(|words| words.split(' ').any(|number| said.contains(number))),
        None => whole <= 12 && !is_replaced,
    }
}

/// "3 pm" may be "15 h".
fn without_hours(own: Found, other: Found, other_text: &str) -> (Found, Found) {
    if !["pm", "p.m", "p. m"].iter().any(|mark| other_text.contains(mark)) {
        return (own, other);
    }
    let mut others = Untaken::of(&other, |(_, other)| other.whole());
    let mut is_another = |hour: u64| (13..=24).contains(&hour) && others.take(&[hour - 12]);
    let is_paired: Vec<bool> = own.iter().map(|(_, own)| own.whole().is_some_and(&mut is_another)).collect();
    (without(own, &is_paired), without(other, others.is_taken()))
}
