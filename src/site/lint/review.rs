//! `lint.signatures` and `lint.review_every`: who must have read an article, and how often.

use std::fmt;

use jiff::civil::Date;

use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Fields, Scalar, scalar};

/// The most signatures that can be asked for.
const MOST_SIGNATURES: usize = 9;
/// The most months between two reviews.
const MOST_MONTHS: i32 = 1200;

/// How long a review holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewInterval {
    /// Whole months, at least 1.
    pub months: i32,
}

impl ReviewInterval {
    /// The last day on which a review of this day holds.
    pub fn end(self, reviewed: Date) -> Date {
        reviewed.saturating_add(jiff::Span::new().months(self.months))
    }
}

impl fmt::Display for ReviewInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = if self.months % 12 == 0 { (self.months / 12, "year") } else { (self.months, "month") };
        write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}

/// Reads how many signatures an approved article needs.
pub(super) fn signatures(fields: &mut Fields, notes: &mut Notes) -> Option<usize> {
    let typed = scalar(fields.take("signatures")?, "`signatures`", notes)?;
    let number = typed.text.trim().parse().ok().filter(|number| (1..=MOST_SIGNATURES).contains(number));
    if number.is_none() {
        let message = format!("`signatures` is a number from 1 to {MOST_SIGNATURES}, and `{}` is none", typed.text);
        let hint = "write how many people must have signed an approved article: `signatures: 2`";
        notes.push(Diagnostic::new(Code::BadNumber, message).at(typed.span.clone()).hint(hint));
    }
    number
}

/// Reads how long a review holds.
pub(super) fn review_every(fields: &mut Fields, notes: &mut Notes) -> Option<ReviewInterval> {
    let typed = scalar(fields.take("review_every")?, "`review_every`", notes)?;
    let interval = interval(typed);
    if interval.is_none() {
        let message = format!("`{}` is no time between two reviews", typed.text.trim());
        let hint = "write it as `2 years` or `18 months`";
        notes.push(Diagnostic::new(Code::BadNumber, message).at(typed.span.clone()).hint(hint));
    }
    interval
}

fn interval(typed: &Scalar) -> Option<ReviewInterval> {
    let mut words = typed.text.split_whitespace();
    let (number, unit, None) = (words.next()?, words.next()?, words.next()) else { return None };
    let number: i32 = number.parse().ok().filter(|number| (1..=MOST_MONTHS).contains(number))?;
    let months = match unit {
        "month" | "months" => number,
        "year" | "years" => number * 12,
        _ => return None,
    };
    (months <= MOST_MONTHS).then_some(ReviewInterval { months })
}
