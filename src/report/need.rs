//! What a person has to look at first.

use std::cmp::Reverse;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::article::Status;

use super::card::{Details, ReportCard};
use super::words::count;

/// How long before it is due a review is told of, in days.
const SOON: i64 = 90;

/// Something that a person has to do, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// So many errors: the handout is not made.
    Errors(Reverse<usize>),
    /// A clinician should have read it again by this day.
    Overdue(Date),
    /// The original changed on this day, and the translation did not.
    Outdated(Date),
    /// So many signatures are of what it said before.
    SignedBefore(Reverse<usize>),
    /// So many signatures are missing.
    Unsigned(Reverse<usize>),
    /// It is a draft, which reaches no patient.
    Draft,
    /// No clinician is on record.
    NeverReviewed,
    /// A clinician has to read it again by this day, in less than three months.
    DueSoon(Date),
    /// So many warnings.
    Warnings(Reverse<usize>),
}

impl Need {
    /// A name for programs, which does not change.
    pub fn name(self) -> &'static str {
        match self {
            Need::Errors(_) => "errors",
            Need::Overdue(_) => "review-overdue",
            Need::Outdated(_) => "outdated-translation",
            Need::SignedBefore(_) => "signature-outdated",
            Need::Unsigned(_) => "missing-signatures",
            Need::Draft => "draft",
            Need::NeverReviewed => "no-review",
            Need::DueSoon(_) => "review-due-soon",
            Need::Warnings(_) => "warnings",
        }
    }

    /// In a few words.
    pub fn text(self) -> String {
        match self {
            Need::Errors(Reverse(number)) => count(number, "error"),
            Need::Overdue(day) => format!("review overdue since {day}"),
            Need::Outdated(day) => format!("original changed on {day}"),
            Need::SignedBefore(Reverse(number)) => format!("{} of an older text", count(number, "signature")),
            Need::Unsigned(Reverse(number)) => format!("{} missing", count(number, "signature")),
            Need::Draft => "a draft".to_owned(),
            Need::NeverReviewed => "no review on record".to_owned(),
            Need::DueSoon(day) => format!("review due on {day}"),
            Need::Warnings(Reverse(number)) => count(number, "warning"),
        }
    }
}

impl ReportCard {
    /// What a person has to do for this article, the most urgent first; nothing for one that is withdrawn.
    pub fn needs(&self, today: Date) -> Vec<Need> {
        let mut needs = Vec::new();
        if self.errors > 0 {
            needs.push(Need::Errors(Reverse(self.errors)));
        }
        if let Some(details) = self.details.as_ref().filter(|details| details.status != Status::Withdrawn) {
            add_days(details, today, &mut needs);
        }
        if self.warnings > 0 {
            needs.push(Need::Warnings(Reverse(self.warnings)));
        }
        needs.sort();
        needs
    }
}

fn add_days(details: &Details, today: Date, needs: &mut Vec<Need>) {
    let dates = details.dates;
    let soon = today.saturating_add(SOON.days());
    match dates.review_due {
        Some(due) if due < today => needs.push(Need::Overdue(due)),
        Some(due) if due <= soon => needs.push(Need::DueSoon(due)),
        _ => {}
    }
    needs.extend(dates.outdated.map(Need::Outdated));
    let before = details.signatures.iter().filter(|signed| !signed.is_current).count();
    needs.extend((before > 0).then_some(Need::SignedBefore(Reverse(before))));
    needs.extend((details.signatures_missing > 0).then_some(Need::Unsigned(Reverse(details.signatures_missing))));
    if details.status == Status::Draft {
        needs.push(Need::Draft);
    }
    if dates.reviewed.is_none() {
        needs.push(Need::NeverReviewed);
    }
}

/// Puts what needs a person first at the top: by the most urgent need, then by how many there are, then by name.
pub fn sort_by_need(cards: &mut [ReportCard], today: Date) {
    cards.sort_by_cached_key(|card| {
        let needs = card.needs(today);
        let first = needs.first().copied();
        (first.is_none(), first, Reverse(needs.len()), card.id.clone(), card.language.clone())
    });
}
