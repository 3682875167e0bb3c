//! Dates in a language's long form.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date as IsoDate;
use icu_locale_core::Locale as Tag;
use jiff::civil::Date;

use super::{Words, fill};

/// How a language writes a date.
#[derive(Clone, Debug)]
pub(super) enum DateForm {
    /// The form that CLDR gives, in the calendar and the digits that CLDR has for this tag.
    Cldr(Tag),
    /// Where CLDR says nothing, or something unusual: a template and the twelve months of the Gregorian calendar.
    Own { template: &'static str, months: &'static str },
}

impl DateForm {
    pub(super) fn of(tag: &Tag, words: &Words) -> DateForm {
        if !words.date.is_empty() {
            return DateForm::Own { template: words.date, months: words.months };
        }
        DateForm::Cldr(tag.clone())
    }

    /// `date` written out. A formatter takes some 3 µs to make, so none is kept; it could not be shared by threads.
    pub(super) fn write(&self, date: Date, number: impl Fn(usize) -> String) -> String {
        let written = match self {
            DateForm::Cldr(tag) => by_cldr(tag, date),
            DateForm::Own { template, months } => own(template, months, date, number),
        };
        written.unwrap_or_else(|| date.to_string())
    }
}

/// CLDR's narrow no-break space and Armenian dot are in few fonts: their plain siblings are set instead. CLDR has no form
/// of a Pashto date without its era, in Latin letters: that goes.
fn by_cldr(tag: &Tag, date: Date) -> Option<String> {
    let formatter = DateTimeFormatter::try_new(tag.into(), YMD::long()).ok()?;
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    let iso = IsoDate::try_new_iso(i32::from(date.year()), month, day).ok()?;
    Some(formatter.format(&iso).to_string().replace('\u{202F}', "\u{A0}").replace('\u{2024}', ".").replace("AP ", ""))
}

fn own(template: &str, months: &str, date: Date, number: impl Fn(usize) -> String) -> Option<String> {
    let month = months.split_whitespace().nth(usize::try_from(date.month()).ok()?.checked_sub(1)?)?;
    let day = number(usize::try_from(date.day()).ok()?);
    let year = number(usize::try_from(date.year()).ok()?);
    Some(fill(template, &[("{year}", &year), ("{month}", month), ("{day}", &day)]))
}
