//! Dates as authors write them: one form is read, the others are told how they are meant.

use jiff::civil::Date;

use super::calendar::{self, Other};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose;
use crate::yaml::{Node, scalar, with_value};

/// The form that is asked for.
const FORM: &str = "write the year, the month and the day in digits, with hyphens between them: YYYY-MM-DD";

/// A date `YYYY-MM-DD` that is on the calendar.
pub(crate) fn date(node: &Node, what: &str, notes: &mut Notes) -> Option<Date> {
    let scalar = scalar(node, what, notes)?;
    let typed = scalar.text.trim();
    let (message, hint) = match parts(typed).map(|parts| (parts, calendar::other(parts))) {
        Some((_, Some(other))) => of_other_calendar(typed, node, &other),
        Some(((year, month, day), None)) => match Date::new(year, month, day) {
            Ok(date) => return Some(date),
            Err(_) => (format!("there is no {typed}: {}", why_not(year, month)), swapped(node, (year, month, day))),
        },
        None => misspelt(typed, node),
    };
    notes.push(Diagnostic::new(Code::BadDate, message).at(scalar.span.clone()).hint(hint));
    None
}

/// What a date is told whose year is far from ours.
fn of_other_calendar(typed: &str, node: &Node, other: &Other) -> (String, String) {
    let of = |calendar: &str| format!("`{typed}` is a day of the {calendar} calendar; dates are of the Gregorian one");
    match other {
        Other::Iranian(date) => (of("Iranian"), written("write the same day as", node, *date)),
        Other::Buddhist(date) => (of("Buddhist"), written("write the same day as", node, *date)),
        Other::Unknown => (
            format!("`{typed}` is not of our time: its year is far from this one"),
            "write the year of the Gregorian calendar, such as 2026".to_owned(),
        ),
    }
}

/// Year, month and day of a text of the right form.
fn parts(typed: &str) -> Option<(i16, i8, i8)> {
    let digits =
        typed.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    if typed.len() != 10 || !digits {
        return None;
    }
    Some((typed.get(..4)?.parse().ok()?, typed.get(5..7)?.parse().ok()?, typed.get(8..)?.parse().ok()?))
}

fn why_not(year: i16, month: i8) -> String {
    match Date::new(year, month, 1) {
        Ok(first) => format!("that month has {} days", first.days_in_month()),
        Err(_) => format!("months go from 01 to 12, not {month:02}"),
    }
}

fn swapped(node: &Node, (year, month, day): (i16, i8, i8)) -> String {
    match Date::new(year, day, month) {
        Ok(date) => written("the month comes before the day", node, date),
        Err(_) => "look the day up again: year, month, day".to_owned(),
    }
}

/// The advice to write a date, with the line as it should be.
fn written(why: &str, node: &Node, date: Date) -> String {
    match with_value(node, &date.to_string()) {
        Some(line) => format!("{why}:\n{line}"),
        None => format!("{why}: {date}"),
    }
}

/// What a date of another form is told: what it probably means, and never a date that nobody meant.
fn misspelt(typed: &str, node: &Node) -> (String, String) {
    if let Some(dash) = typed.chars().find(|c| matches!(c, '‐'..='―' | '−' | '－')) {
        let name = match dash {
            '–' => "an en dash (–)",
            '—' => "an em dash (—)",
            '−' => "a minus sign (−)",
            _ => "another dash",
        };
        let message = format!("`{typed}` has {name} where a hyphen (-) should stand");
        let hyphens = typed.replace(dash, "-");
        let date = meant(&hyphens).and_then(|dates| <[Date; 1]>::try_from(dates).ok());
        return (message, date.map_or_else(|| FORM.to_owned(), |[date]| written("type hyphens", node, date)));
    }
    let message = format!("`{typed}` is not a date of the form YYYY-MM-DD");
    if let Some(other) = numbers(typed).and_then(calendar::other) {
        return of_other_calendar(typed, node, &other);
    }
    match meant(typed).as_deref() {
        Some([date]) => (message, written("write it as", node, *date)),
        Some([first, second]) => {
            let day = |date: &Date| format!("{} {}", date.day(), MONTHS[usize::from(date.month().unsigned_abs()) - 1]);
            let message = format!("`{typed}` can be read as two days");
            let (first_day, second_day) = (day(first), day(second));
            (message, format!("is that {first_day} or {second_day}? Write {first} or {second}"))
        }
        _ => (message, FORM.to_owned()),
    }
}

/// Year, month and day of a text such as `۱۴۰۴/۱۰/۱۵`, the year first.
fn numbers(typed: &str) -> Option<(i16, i8, i8)> {
    let digits: String =
        typed.chars().map(|c| prose::digit(c).and_then(|n| char::from_digit(n, 10)).unwrap_or(c)).collect();
    let parts: Vec<&str> = digits.split(['/', '-', '.']).map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let year = Some(year).filter(|year| year.len() == 4)?;
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days that a text may mean, one or two; `None` when that cannot be known.
fn meant(typed: &str) -> Option<Vec<Date>> {
    let whole: String =
        typed.chars().map(|c| prose::digit(c).and_then(|n| char::from_digit(n, 10)).unwrap_or(c)).collect();
    let typed = whole.split_once(['T', ' ']).filter(|(date, time)| date.len() >= 8 && time.contains(':'));
    let typed = typed.map_or(whole.as_str(), |(date, _)| date);
    if let (8, Ok(number)) = (typed.len(), typed.parse::<u32>()) {
        let year = i16::try_from(number / 10_000).ok()?;
        let (month, day) = (i8::try_from(number / 100 % 100).ok()?, i8::try_from(number % 100).ok()?);
        return Date::new(year, month, day).ok().filter(|date| date.year() > 1900).map(|date| vec![date]);
    }
    let words: Vec<&str> = typed
        .split(|c: char| !c.is_alphanumeric() || "年月日년월일".contains(c))
        .filter(|word| !word.is_empty() && *word != "of")
        .collect();
    let [first, second, third] = words.as_slice() else { return None };
    let day_of = |word: &str| word.trim_end_matches(char::is_alphabetic).parse::<i8>().ok();
    let year_of = |word: &str| (word.len() == 4).then(|| word.parse::<i16>().ok()).flatten();
    let date = |year: Option<i16>, month: Option<i8>, day: Option<i8>| Date::new(year?, month?, day?).ok();
    if let Some(year) = year_of(first) {
        let month = month_of(second).or_else(|| second.parse().ok());
        return date(Some(year), month, third.parse().ok()).map(|date| vec![date]);
    }
    let year = year_of(third);
    if let Some(month) = month_of(first) {
        return date(year, Some(month), day_of(second)).map(|date| vec![date]);
    }
    if let Some(month) = month_of(second) {
        return date(year, Some(month), day_of(first)).map(|date| vec![date]);
    }
    let (one, other): (Option<i8>, Option<i8>) = (first.parse().ok(), second.parse().ok());
    let mut dates: Vec<Date> = [date(year, other, one), date(year, one, other)].into_iter().flatten().collect();
    dates.dedup();
    (!dates.is_empty()).then_some(dates)
}

/// The month of an English name or its beginning: `September`, `Sept`, `Sep`.
fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let is_it = |month: &str| word.len() >= 3 && month.to_lowercase().starts_with(&word);
    MONTHS.iter().position(|month| is_it(month)).and_then(|at| i8::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> String {
        let dates = meant(typed).unwrap_or_default();
        dates.iter().map(Date::to_string).collect::<Vec<_>>().join(" or ")
    }

    #[test]
    fn a_date_of_another_form_means_one_day_or_two_or_none() {
        for (typed, expected) in [
            ("2024-5-1", "2024-05-01"),
            ("2024/05/10", "2024-05-10"),
            ("2024.5.10", "2024-05-10"),
            ("2024-05-10T08:00:00Z", "2024-05-10"),
            ("2024-05-10 08:00", "2024-05-10"),
            ("20240510", "2024-05-10"),
            ("05102024", ""),
            ("٢٠٢٤-٠٥-١٠", "2024-05-10"),
            ("2024年5月10日", "2024-05-10"),
            ("May 3, 2025", "2025-05-03"),
            ("3 May 2025", "2025-05-03"),
            ("Sept. 3rd, 2025", "2025-09-03"),
            ("2025 Mar 3", "2025-03-03"),
            ("10/05/2024", "2024-05-10 or 2024-10-05"),
            ("25/12/2024", "2024-12-25"),
            ("12/25/2024", "2024-12-25"),
            ("5.5.2024", "2024-05-05"),
            ("10/05/24", ""),
            ("May 2025", ""),
            ("10 May", ""),
            ("soon", ""),
            ("30/30/2024", ""),
        ] {
            assert_eq!(read(typed), expected, "{typed}");
        }
    }
}
