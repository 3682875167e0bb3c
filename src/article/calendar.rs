//! Years of other calendars than the Gregorian one, as the year of a date shows them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// First and last year that an article can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// What a date with a year far from ours means.
#[derive(Debug, PartialEq)]
pub(super) enum Other {
    /// A day of the calendar of Iran and Afghanistan.
    Iranian(Date),
    /// A day of the calendar of Thailand.
    Buddhist(Date),
    Unknown,
}

/// The calendar that a year, a month and a day in digits are of; `None` where it is the Gregorian one.
pub(super) fn other((year, month, day): (i16, i8, i8)) -> Option<Other> {
    if YEARS.contains(&year) {
        return None;
    }
    // The years of the Islamic calendar from 1420 on lie decades ahead in the Iranian one.
    let iranian = iranian((year, month, day)).filter(|_| (1330..1420).contains(&year));
    let buddhist = Date::new(year.saturating_sub(543), month, day).ok().filter(|_| (2480..2600).contains(&year));
    Some(iranian.map(Other::Iranian).or(buddhist.map(Other::Buddhist)).unwrap_or(Other::Unknown))
}

/// The day of the Gregorian calendar that a day of the Iranian one is; `None` where that has no such day.
fn iranian((year, month, day): (i16, i8, i8)) -> Option<Date> {
    let leap = days_before(year + 1) - days_before(year) - 365;
    let (before, length) = match month {
        1..=6 => (31 * i32::from(month - 1), 31),
        7..=11 => (186 + 30 * i32::from(month - 7), 30),
        12 => (336, 29 + leap),
        _ => return None,
    };
    if !(1..=length).contains(&i32::from(day)) {
        return None;
    }
    // The first day of 1403.
    let new_year = date(2024, 3, 20);
    let days = days_before(year) - days_before(1403) + before + i32::from(day) - 1;
    new_year.checked_add(days.days()).ok()
}

/// Days from a fixed day to the first of a year: 8 of 33 years have one day more, as astronomers find them from 1244 to 1472.
fn days_before(year: i16) -> i32 {
    let year = i32::from(year) + 1595;
    365 * year + year / 33 * 8 + (year % 33 + 3) / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_iran_and_thailand_are_known_as_ours() {
        for (typed, expected) in [
            ((1399, 1, 1), date(2020, 3, 20)),
            ((1399, 12, 30), date(2021, 3, 20)),
            ((1400, 1, 1), date(2021, 3, 21)),
            ((1403, 12, 30), date(2025, 3, 20)),
            ((1404, 10, 15), date(2026, 1, 5)),
            ((1357, 11, 22), date(1979, 2, 11)),
            ((1408, 1, 1), date(2029, 3, 20)),
        ] {
            assert_eq!(other(typed), Some(Other::Iranian(expected)), "{typed:?}");
        }
        assert_eq!(other((2567, 2, 29)), Some(Other::Buddhist(date(2024, 2, 29))));
        for typed in [(1404, 12, 30), (1404, 7, 31), (1404, 13, 1), (1447, 5, 1), (1, 1, 1), (0, 1, 1), (2566, 2, 29)] {
            assert_eq!(other(typed), Some(Other::Unknown), "{typed:?}");
        }
        assert_eq!([1900, 2024, 2200].map(|year| other((year, 1, 1))), [None, None, None]);
    }
}
