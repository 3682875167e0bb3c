//! One schedule under two names: "twice daily" beside "morning and evening". The Universal Medication Schedule (AHRQ) names
//! times of day; people who read "twice a day" take the two doses too close together.

use std::ops::Range;

use super::phrases::{self, Hit, Kind, Names, first_in_list, is_whole};
use super::texts::CheckedText;
use crate::article::Article;
use crate::diagnostics::{Code, Diagnostic, Notes};

/// So many are told of one article.
const MOST_TOLD: usize = 20;

/// Notes doses that are named by their number where others are named by times of day.
pub(super) fn check(article: &Article, texts: &[CheckedText], notes: &mut Notes) {
    let Some(names) = phrases::schedules(&article.language) else { return };
    let mut times = None;
    let mut counts = Vec::new();
    for text in texts {
        let by_times = first_in_list(&text.hits, Kind::Times);
        if by_times.is_none() && first_in_list(&text.hits, Kind::Count).is_none() {
            continue;
        }
        let small = text.plain.to_lowercase();
        if names.doses.iter().any(|word| small.contains(word)) {
            times = times.or(by_times.map(|hit| hit.phrase));
            counts.extend(count(text, &small, names).map(|found| (text.passage.text, found)));
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

/// The number of doses that a text names, the first of our list, and its bytes; `small` is the text in small letters.
fn count(text: &CheckedText, small: &str, names: &Names) -> Option<(&'static str, Range<usize>)> {
    let counts = text.hits.iter().filter(|hit| hit.kind == Kind::Count);
    let of_doses = counts.filter_map(|hit| Some((hit, place_of_doses(small, hit, names)?)));
    let (hit, at) = of_doses.min_by_key(|(hit, _)| hit.order)?;
    // A letter may be longer when it is small.
    let range = if small.len() == text.plain.len() { at..at + hit.phrase.len() } else { 0..text.plain.len() };
    Some((hit.phrase, range))
}

/// Where a phrase first stands in a sentence on doses: "Check your sugar twice a day. Take one tablet twice a day." Each sentence
/// is looked at once.
fn place_of_doses(small: &str, hit: &Hit, names: &Names) -> Option<usize> {
    let mut read = 0;
    for (at, phrase) in small[hit.start..].match_indices(hit.phrase) {
        let at = hit.start + at;
        if at < read || !is_whole(small, at..at + phrase.len(), phrase) {
            continue;
        }
        let sentence = sentence_at(small, at);
        if !is_of_something_else(&small[sentence.clone()], names) {
            return Some(at);
        }
        read = sentence.end;
    }
    None
}

fn sentence_at(text: &str, at: usize) -> Range<usize> {
    let ends = ['.', '!', '?', ';'];
    let start = text[..at].rfind(ends).map_or(0, |end| end + 1);
    let end = text[at..].find(ends).map_or(text.len(), |end| at + end);
    start..end
}

/// Whether a sentence in small letters tells how often to do something that is no dose.
fn is_of_something_else(sentence: &str, names: &Names) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    has(names.others) && !has(names.doses)
}
