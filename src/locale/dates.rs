//! Dates in a language's long form.

use std::cell::RefCell;

use icu_calendar::cal::{Buddhist, Gregorian, Persian};
use icu_calendar::{AnyCalendarKind, Date as CalendarDate, Iso};
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::YMD;
use icu_locale_core::Locale as Tag;
use jiff::civil::Date;

use super::template::fill;

/// The form of dates of a language of which CLDR says nothing, or something unusual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDates {
    /// With `{day}`, `{month}` and `{year}` in it.
    pub template: String,
    /// The months of the Gregorian calendar, January first.
    pub months: [String; 12],
}

/// How a language writes a date.
#[derive(Clone, Debug)]
pub(super) enum DateForm {
    /// The form that CLDR gives, in the calendar and the digits that CLDR has for this tag.
    Cldr(Tag),
    Own(OwnDates),
}

impl DateForm {
    /// `date` written out.
    pub(super) fn write(&self, date: Date, number: impl Fn(usize) -> String) -> String {
        let written = match self {
            DateForm::Cldr(tag) => by_cldr(tag, date),
            DateForm::Own(dates) => own(dates, date, number),
        };
        written.unwrap_or_else(|| date.to_string())
    }
}

/// Whether CLDR has the dates of a language. Of one that it does not have, it would call the fifth month "M05".
pub(super) fn are_known(tag: &Tag) -> bool {
    by_cldr(tag, jiff::civil::date(2024, 5, 10)).is_some_and(|written| !written.contains("M05"))
}

/// CLDR's narrow no-break space and Armenian dot are in few fonts: their plain siblings are set instead. CLDR has no form
/// of a Pashto date without its era, in Latin letters: that goes.
fn by_cldr(tag: &Tag, date: Date) -> Option<String> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    let iso = CalendarDate::try_new_iso(i32::from(date.year()), month, day).ok()?;
    let written = in_customary_calendar(tag, iso)?;
    Some(written.replace('\u{202F}', "\u{A0}").replace('\u{2024}', ".").replace("AP ", ""))
}

thread_local! {
    /// The last formatter of the Gregorian calendar and the tag that it is of: to make one takes more than ten times as long as
    /// to write a date. It cannot be shared by threads.
    static GREGORIAN: RefCell<Option<(Tag, Formatter<Gregorian, YMD>)>> = const { RefCell::new(None) };
}

/// A date of the Gregorian calendar as the formatter that is kept writes it, if that is one of this tag.
fn as_last(tag: &Tag, iso: &CalendarDate<Iso>) -> Option<String> {
    GREGORIAN.with_borrow(|kept| {
        let (_, formatter) = kept.as_ref().filter(|(of, _)| of == tag)?;
        Some(formatter.format(&iso.to_calendar(Gregorian)).to_string())
    })
}

/// The three calendars that CLDR has for a language and region; `None` where a tag itself names another one
/// (`en-u-ca-hebrew`). A formatter of any calendar would bring the names of all: 13,000 addresses that each run writes
/// anew when it starts.
fn in_customary_calendar(tag: &Tag, iso: CalendarDate<Iso>) -> Option<String> {
    if let Some(written) = as_last(tag, &iso) {
        return Some(written);
    }
    let form = YMD::long();
    let written = match AnyCalendarKind::try_new(tag.into()).ok()? {
        AnyCalendarKind::Gregorian => {
            let formatter = Formatter::try_new(tag.into(), form).ok()?;
            GREGORIAN.set(Some((tag.clone(), formatter)));
            as_last(tag, &iso)?
        }
        AnyCalendarKind::Persian => {
            Formatter::try_new(tag.into(), form).ok()?.format(&iso.to_calendar(Persian)).to_string()
        }
        AnyCalendarKind::Buddhist => {
            Formatter::try_new(tag.into(), form).ok()?.format(&iso.to_calendar(Buddhist)).to_string()
        }
        _ => return None,
    };
    Some(written)
}

fn own(dates: &OwnDates, date: Date, number: impl Fn(usize) -> String) -> Option<String> {
    let month = dates.months.get(usize::try_from(date.month()).ok()?.checked_sub(1)?)?;
    let day = number(usize::try_from(date.day()).ok()?);
    let year = number(usize::try_from(date.year()).ok()?);
    Some(fill(&dates.template, &[("{year}", &year), ("{month}", month), ("{day}", &day)]))
}
