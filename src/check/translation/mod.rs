//! A translation beside its original: what the two say differently that is the same in every language, and what was left
//! untranslated.

mod align;
mod links;
mod quantities;
mod untaken;
mod words;

use std::collections::HashSet;
use std::ops::Range;

use crate::article::{Article, Passage, PassageKind, Reference, Status};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::language::Language;
use crate::phone::{KnownNumbers, Phone, phones};
use crate::prose::{Letters, Text};
use align::pairs;
use links::{Link, first_unlike, links};
use quantities::{Quantity, quantities, without_matches};

/// So many findings are told of one translation.
const MOST_TOLD: usize = 60;
/// Words of a text from which on it is no name that stays as it is in every language.
const PHRASE: usize = 3;

/// Numbers, telephone numbers or links of one text, or of one section, from which on they are not compared.
const MOST_COMPARED: usize = 2_000;

/// Notes where a translation differs from its original.
pub(super) fn check(article: &Article, original: &Article, notes: &mut Notes) {
    if article.language.primary() == original.language.primary() {
        return;
    }
    let mut found: Vec<Diagnostic> = Vec::new();
    let both = Both { article, original };
    for (passage, of_original) in pairs(article, original) {
        both.compare(&passage, &of_original, &mut found);
    }
    // A draft may be the original's text still.
    if article.status != Status::Draft {
        untranslated(article, original, &mut found);
    }
    found.truncate(MOST_TOLD);
    notes.extend(found);
}

/// The two articles.
struct Both<'a> {
    article: &'a Article,
    original: &'a Article,
}

impl Both<'_> {
    /// Compares texts that say the same; they are one of each, or all of a section where its parts do not go alike.
    fn compare(&self, here: &[Passage], there: &[Passage], found: &mut Vec<Diagnostic>) {
        let (texts, others): (Vec<Plain>, Vec<Plain>) = (plain(here), plain(there));
        self.compare_phones(&texts, &others, found);
        self.compare_quantities(&texts, &others, found);
        self.compare_links(here, there, found);
        self.compare_citations(here, there, found);
    }

    fn compare_phones(&self, here: &[Plain], there: &[Plain], found: &mut Vec<Diagnostic>) {
        let (ours, theirs) = (all_phones(here), all_phones(there));
        if are_too_many(&ours, &theirs) {
            return;
        }
        let shown = |texts: &[Plain], at: usize, phone: &Phone| texts[at].text[phone.range.clone()].to_owned();
        let missing = first_unknown(&theirs, &ours).map(|(at, phone)| shown(there, *at, phone));
        match first_unknown(&ours, &theirs) {
            Some((at, phone)) => {
                let typed = shown(here, *at, phone);
                let message = match missing {
                    Some(missing) => format!("the number {typed} here is {missing} in the original"),
                    None => format!("the original does not have the number {typed}"),
                };
                found.push(note(here[*at].passage.text, Some(phone.range.clone()), message));
            }
            None => found.extend(missing.zip(here.first()).map(|(missing, first)| {
                note(
                    first.passage.text,
                    None,
                    format!("the original has the number {missing} here, and the translation does not"),
                )
            })),
        }
    }

    fn compare_quantities(&self, here: &[Plain], there: &[Plain], found: &mut Vec<Diagnostic>) {
        let of = |texts: &[Plain]| -> Vec<(usize, Quantity)> {
            let each = texts
                .iter()
                .enumerate()
                .flat_map(|(at, plain)| quantities(plain.text.as_str()).into_iter().map(move |q| (at, q)));
            each.collect()
        };
        let joined =
            |texts: &[Plain]| texts.iter().map(|plain| plain.text.to_lowercase()).collect::<Vec<_>>().join("\n");
        let (ours, theirs) = (of(here), of(there));
        if are_too_many(&ours, &theirs) {
            return;
        }
        let (ours, theirs) = without_matches(ours, theirs);
        if ours.is_empty() && theirs.is_empty() {
            return;
        }
        let words = (joined(here), joined(there));
        let (ours, theirs) = words::without_spelled_out(
            (ours, &words.0, &self.article.language),
            (theirs, &words.1, &self.original.language),
        );
        let shown =
            |texts: &[Plain], (at, quantity): &(usize, Quantity)| texts[*at].text[quantity.range.clone()].to_owned();
        match (ours.first(), theirs.first()) {
            (Some(own), Some(other)) => {
                let message = format!("“{}” here is “{}” in the original", shown(here, own), shown(there, other));
                found.push(note(here[own.0].passage.text, Some(own.1.range.clone()), message));
            }
            (Some(own), None) => {
                let message = format!("the original does not say “{}” here", shown(here, own));
                found.push(note(here[own.0].passage.text, Some(own.1.range.clone()), message));
            }
            (None, Some(other)) => found.extend(here.first().map(|first| {
                let message = format!("the original says “{}” here, and the translation does not", shown(there, other));
                note(first.passage.text, None, message)
            })),
            (None, None) => {}
        }
    }

    fn compare_links(&self, here: &[Passage], there: &[Passage], found: &mut Vec<Diagnostic>) {
        let (ours, theirs) = (links(here), links(there));
        if are_too_many(&ours, &theirs) {
            return;
        }
        let (own, other) = first_unlike(&ours, &theirs, self.article.language.primary());
        let other = other.map(|other| other.address);
        if let Some(Link { text, range, address }) = own {
            let message = match other {
                Some(other) => format!("this link leads to {address}, and that of the original to {other}"),
                None => format!("the original has no link to {address} here"),
            };
            found.push(note(text, Some(range.clone()), message));
        } else if let (Some(other), Some(first)) = (other, here.first()) {
            found.push(note(
                first.text,
                None,
                format!("the original has a link to {other} here, and the translation does not"),
            ));
        }
    }

    fn compare_citations(&self, here: &[Passage], there: &[Passage], found: &mut Vec<Diagnostic>) {
        let (ours, theirs) = (cited(here, self.article), cited(there, self.original));
        if ours == theirs {
            return;
        }
        let only =
            |some: &[String], others: &[String]| some.iter().find(|name| others.binary_search(name).is_err()).cloned();
        let message = match (only(&ours, &theirs), only(&theirs, &ours)) {
            (Some(own), Some(other)) => format!("“{own}” is cited here, and “{other}” in the original"),
            (Some(own), None) => format!("“{own}” is cited here, and not in the original"),
            (None, Some(other)) => format!("the original cites “{other}” here, and the translation does not"),
            (None, None) => return,
        };
        found.extend(here.first().map(|first| note(first.text, None, message)));
    }
}

/// Whether two lists are so long that they are not compared.
fn are_too_many<T>(ours: &[T], theirs: &[T]) -> bool {
    ours.len().max(theirs.len()) >= MOST_COMPARED
}

/// A text without markup.
struct Plain<'a> {
    passage: Passage<'a>,
    text: String,
}

fn plain<'a>(passages: &[Passage<'a>]) -> Vec<Plain<'a>> {
    passages.iter().map(|passage| Plain { passage: *passage, text: passage.text.plain() }).collect()
}

fn all_phones(texts: &[Plain]) -> Vec<(usize, Phone)> {
    texts
        .iter()
        .enumerate()
        .flat_map(|(at, plain)| phones(&plain.text).into_iter().map(move |phone| (at, phone)))
        .collect()
}

/// The first telephone number that others do not have.
fn first_unknown<'p>(phones: &'p [(usize, Phone)], others: &[(usize, Phone)]) -> Option<&'p (usize, Phone)> {
    if phones.is_empty() {
        return None;
    }
    let others = KnownNumbers::of(others.iter().map(|(_, phone)| &phone.digits));
    phones.iter().find(|(_, phone)| !others.has(&phone.digits))
}

/// Names of the references that some texts cite, in the order of their letters, each once.
fn cited(passages: &[Passage], article: &Article) -> Vec<String> {
    let cites = passages.iter().flat_map(|passage| &passage.text.inlines).flat_map(|inline| &inline.cites);
    let mut names: Vec<String> = cites.filter_map(|index| article.references.get(*index)).map(name).collect();
    names.sort();
    names.dedup();
    names
}

/// What a reference is known by in every language.
fn name(reference: &Reference) -> String {
    let Reference { id, doi, pmid, .. } = reference;
    let number = doi.as_deref().map(str::to_lowercase).or_else(|| pmid.clone());
    number.or_else(|| id.clone()).unwrap_or_else(|| reference.text.plain())
}

fn note(text: &Text, range: Option<Range<usize>>, message: String) -> Diagnostic {
    let hint = "make the two alike; where they differ on purpose, `excuse:` with a reason lets this pass";
    let note = Diagnostic::new(Code::DiffersFromOriginal, message).hint(hint);
    let place = range.filter(|range| !range.is_empty()).and_then(|range| text.place(range)).or_else(|| text.start());
    match place {
        Some(place) => note.at(place),
        None => note,
    }
}

/// Notes texts that are those of the original word for word, and texts in the letters of another script.
fn untranslated(article: &Article, original: &Article, found: &mut Vec<Diagnostic>) {
    let mut originals: HashSet<String> = HashSet::new();
    for passage in original.passages() {
        originals.extend(phrases(&passage.text.plain()));
    }
    for passage in article.passages() {
        let plain = passage.text.plain();
        let message = if phrases(&plain).any(|phrase| originals.contains(&phrase)) {
            format!("these words stand so in the original, in `{}`", original.language)
        } else if is_of_other_script(&plain, &passage, &article.language) {
            format!("this text is not in the letters of `{}`", article.language)
        } else {
            continue;
        };
        let note =
            Diagnostic::new(Code::UntranslatedText, message).hint(format!("translate it into `{}`", article.language));
        found.push(match passage.text.start() {
            Some(place) => note.at(place),
            None => note,
        });
    }
}

/// A text and each of its sentences, without marks, as far as they are no names.
fn phrases(text: &str) -> impl Iterator<Item = String> {
    let sentences = text.split(['.', '!', '?', ':', ';']).filter(|sentence| sentence.len() < text.len());
    std::iter::once(text).chain(sentences).map(folded).filter(|phrase| is_phrase(phrase))
}

fn folded(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Whether a text has so many words that it is no name. Numbers and single letters are none.
fn is_phrase(folded: &str) -> bool {
    folded.split(' ').filter(|word| word.chars().nth(1).is_some() && !word.contains(char::is_numeric)).count() >= PHRASE
}

/// Whether a sentence is written in letters that its language does not have.
fn is_of_other_script(text: &str, passage: &Passage, language: &Language) -> bool {
    let is_sentence = matches!(passage.kind, PassageKind::Paragraph | PassageKind::Item(_) | PassageKind::KeyPoint);
    if !is_sentence || language.script() == "Latn" && !text.contains(|c: char| c > '\u{36F}') {
        return false;
    }
    let mut letters = Letters::default();
    letters.add(text);
    let strange = if language.script() == "Latn" { letters.other() } else { letters.latin };
    letters.all() >= 24 && strange * 10 >= letters.all() * 9 && text.split_whitespace().count() > PHRASE
}
