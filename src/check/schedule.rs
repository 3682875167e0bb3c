//! One schedule under two names: "twice daily" beside "morning and evening". The Universal Medication Schedule (AHRQ) names
//! times of day; people who read "twice a day" take the two doses too close together.

use super::phrases::{self, Kind, first_in_list};
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
        let (by_times, by_count) = (first_in_list(&text.hits, Kind::Times), first_in_list(&text.hits, Kind::Count));
        if by_times.is_none() && by_count.is_none() {
            continue;
        }
        let small = text.plain.to_lowercase();
        if names.doses.iter().any(|word| small.contains(word)) {
            times = times.or(by_times.map(|hit| hit.phrase));
            counts.extend(by_count.map(|hit| (text.passage.text, hit)));
        }
    }
    let Some(times) = times else { return };
    for (text, hit) in counts.into_iter().take(MOST_TOLD) {
        let message = format!("“{}” here, and “{times}” elsewhere: one schedule has two names", hit.phrase);
        let note = Diagnostic::new(Code::MixedSchedule, message)
            .hint("name the times of day everywhere, as “morning and evening” does");
        notes.push(match text.place(hit.range.clone()) {
            Some(place) => note.at(place),
            None => note,
        });
    }
}
