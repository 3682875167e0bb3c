//! Dates that are held against the record of the last build, and against how long the clinic lets a review hold.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::article::{Article, REVIEW_NOTICE, Status};
use crate::content::files::TrackedFiles;
use crate::diagnostics::{Code, Diagnostic, Notes, Span};
use crate::fs::file_state::{Digest, half};
use crate::output::record::Dated;
use crate::site::{ReviewInterval, Site};

/// An article's text and dates as they are now. Pictures are known by their content.
pub fn dated(article: &Article, assets: &TrackedFiles) -> Dated {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&article.typed);
    let is_picture = |path: &str| !path.ends_with(".yaml") && !path.ends_with(".yml");
    for (path, content) in assets.inputs().iter().filter(|(path, _)| is_picture(path)) {
        hasher.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes());
        hasher.update(content.as_ref().map_or(&[], Digest::as_slice));
    }
    Dated { created: article.created, updated: article.updated, text: half(hasher.finalize().as_bytes()) }
}

/// Notes dates that do not fit what was built before, which is given with how it is now, and reviews that are too long ago.
pub fn check_dates(article: &Article, site: &Site, compared: Option<(&Dated, Dated)>, today: Date, notes: &mut Notes) {
    if let Some((before, now)) = compared.filter(|_| article.status == Status::Approved) {
        if is_unstamped(before, &now, today) {
            let message = format!("the text was changed after it was built with this date, {}", before.updated);
            let hint = "run `handout stamp` on this file, or set `updated` to the day of the change";
            let note = Diagnostic::new(Code::UnstampedChange, message).hint(hint);
            notes.push(placed(note, &article.date_places.updated));
        }
        if before.created != now.created {
            let message = format!("`created` was {} when this handout was built", before.created);
            let hint =
                "set it back; if that day was wrong, run `handout stamp` on this file: the page says another one now";
            let note = Diagnostic::new(Code::CreatedChanged, message).hint(hint);
            notes.push(placed(note, &article.date_places.created));
        }
    }
    if let Some(every) = site.lint.review_every {
        check_review(article, every, today, notes);
    }
}

/// Notes a review that is too long ago for the clinic, or that never was. Where `review_due` says when one is due, that counts.
fn check_review(article: &Article, every: ReviewInterval, today: Date, notes: &mut Notes) {
    if article.reviewed.is_none() && article.review_due.is_none() && article.status == Status::Approved {
        let message = format!("this was never reviewed; here each handout is reviewed every {every}");
        let hint = "ask a clinician to read it, then add `reviewed:` with that day";
        let note = Diagnostic::new(Code::NeverReviewed, message).hint(hint);
        notes.push(placed(note, &article.date_places.updated));
    }
    if let Some(reviewed) = article.reviewed
        && every.end(reviewed) < today
        && article.status != Status::Withdrawn
    {
        let message = format!("last reviewed on {reviewed}; here a review holds for {every}");
        let hint = "ask a clinician to read it, then set `reviewed` to that day";
        let note = Diagnostic::new(Code::ReviewTooOld, message).hint(hint);
        notes.push(placed(note, &article.date_places.reviewed));
    }
}

/// Whether the text is another one than was built with this date or a later one. A text that was stamped today may be
/// changed as long as the day lasts.
fn is_unstamped(before: &Dated, now: &Dated, today: Date) -> bool {
    before.text != now.text && now.updated <= before.updated && now.updated < today
}

/// What the next build holds an approved article against: what it is now, unless its dates are not true. Then it stays what
/// it was, so that the warning stays, too, until the article is stamped.
pub fn next_dated(before: Option<&Dated>, now: Dated, today: Date) -> Dated {
    let Some(before) = before else { return now };
    let is_stamped = now.updated > before.updated;
    let has_other_first_day = before.created != now.created && !is_stamped;
    if is_unstamped(before, &now, today) || has_other_first_day { *before } else { now }
}

/// Whether what is noted of `created` holds for this build alone.
pub fn is_for_once(before: Option<&Dated>, now: &Dated, today: Date) -> bool {
    before.is_some_and(|before| before.created != now.created && next_dated(Some(before), *now, today) == *now)
}

/// The day on which the next review is due.
pub fn next_review(article: &Article, site: &Site) -> Option<Date> {
    let by_clinic = || Some(site.lint.review_every?.end(article.reviewed?));
    article.review_due.or_else(by_clinic)
}

/// The last day of each stretch of days on which the same is noted of an article.
pub fn turns(article: &Article, site: &Site, now: &Dated) -> Vec<Date> {
    let mut turns: Vec<Date> = Vec::new();
    if let Some(due) = article.review_due {
        turns.extend([due, due.saturating_sub((REVIEW_NOTICE + 1).days())]);
    }
    if let (Some(reviewed), Some(every)) = (article.reviewed, site.lint.review_every) {
        turns.push(every.end(reviewed));
    }
    // A day to come is told of until the day before, which may have begun elsewhere.
    for day in [Some(article.created), Some(article.updated), article.reviewed].into_iter().flatten() {
        turns.push(day.saturating_sub(2.days()));
    }
    turns.push(now.updated);
    turns.extend(article.excuses.iter().filter_map(|excuse| excuse.until));
    turns
}

/// The first and the last day on which the same is noted as today; `None` for no such day.
pub fn stretch(turns: &[Date], today: Date) -> (Option<Date>, Option<Date>) {
    let before = turns.iter().filter(|turn| **turn < today).max();
    (before.and_then(|turn| turn.tomorrow().ok()), turns.iter().filter(|turn| **turn >= today).min().copied())
}

fn placed(note: Diagnostic, place: &Option<Span>) -> Diagnostic {
    match place {
        Some(place) => note.at(place.clone()),
        None => note,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 26);

    fn at(created: i8, updated: i8, text: u8) -> Dated {
        Dated { created: date(2026, 1, created), updated: date(2026, 1, updated), text: [text; 16] }
    }

    #[test]
    fn a_text_with_an_old_date_is_held_against_the_text_that_had_it_first() {
        let first = at(1, 2, 0);
        assert_eq!(next_dated(None, first, TODAY), first);
        let changed = at(1, 2, 1);
        assert!(is_unstamped(&first, &changed, TODAY));
        assert_eq!(next_dated(Some(&first), changed, TODAY), first, "the warning does not vanish by building");
        assert!(is_unstamped(&first, &at(1, 1, 1), TODAY), "an earlier date is no newer one");
        for sound in [at(1, 3, 1), at(1, 3, 0), at(1, 2, 0), at(1, 1, 0)] {
            assert!(!is_unstamped(&first, &sound, TODAY));
            assert_eq!(next_dated(Some(&first), sound, TODAY), sound);
        }
        // On the day of the stamp the text may still change.
        let stamped = Dated { updated: TODAY, ..first };
        let again = Dated { text: [9; 16], ..stamped };
        assert!(!is_unstamped(&stamped, &again, TODAY) && next_dated(Some(&stamped), again, TODAY) == again);
    }

    #[test]
    fn another_first_day_is_told_until_it_is_stamped() {
        let (first, moved, stamped) = (at(1, 2, 0), at(2, 2, 0), at(2, 3, 0));
        assert_eq!(next_dated(Some(&first), moved, TODAY), first);
        assert_eq!(next_dated(Some(&first), stamped, TODAY), stamped);
        assert!(!is_for_once(Some(&first), &moved, TODAY) && is_for_once(Some(&first), &stamped, TODAY));
    }

    #[test]
    fn the_same_is_noted_from_turn_to_turn() {
        let day = |day| date(2026, 11, day);
        let turns = [day(10), day(26), day(20), day(30)];
        assert_eq!(stretch(&turns, day(26)), (Some(day(21)), Some(day(26))));
        assert_eq!(stretch(&turns, day(27)), (Some(day(27)), Some(day(30))));
        assert_eq!(stretch(&turns, day(10)), (None, Some(day(10))));
        assert_eq!(stretch(&[], day(10)), (None, None));
    }
}
