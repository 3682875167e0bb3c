//! The words, dates and numerals of a language.
//!
//! Words come from `labels.ini`, dates and digits from Unicode's CLDR through ICU4X. A [`Locale`] is made in some
//! microseconds: only its own language's words are read. Nothing here reads a disk or a clock.

mod autonym;
mod dates;
mod label;
mod tags;
mod template;
mod words;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale as Tag;
use jiff::civil::Date;

use crate::language::{Direction, Language};
use dates::DateForm;
use words::Words;

pub use autonym::autonym;
pub use dates::OwnDates;
pub use label::{DATE, Form, Label, MONTHS, Template, forms};
pub use words::{OwnWords, english};

/// A language as a handout needs it: words, dates, numerals, direction.
#[derive(Clone, Debug)]
pub struct Locale {
    tag: String,
    /// `None` where the tag asked for is not a language tag.
    language: Option<Language>,
    /// Whether its words are English for want of its own.
    is_borrowing: bool,
    words: Words,
    direction: Direction,
    /// Zero to nine.
    digits: [char; 10],
    date_form: DateForm,
    /// Whether a clinic says how dates are written.
    has_own_dates: bool,
}

impl Locale {
    /// The locale of a BCP 47 tag, and whether there are words of its language. For `es-US` the words are those of `es`;
    /// an unknown language keeps its tag and direction but speaks English, and the caller warns.
    pub fn of(tag: &str) -> (Locale, bool) {
        Locale::with(tag, None)
    }

    /// The same with a clinic's own words, if they are in that language: they take the place of the tool's. What they
    /// leave out in a language that the tool has no words in stays English.
    pub fn with(tag: &str, own: Option<&OwnWords>) -> (Locale, bool) {
        let language = Language::parse(tag);
        let section = language.as_ref().and_then(words::section_of);
        let own = own.filter(|own| language.as_ref().is_some_and(|language| own.language.is_read_like(language)));
        let mut words = section.map_or_else(Words::english, Words::read);
        own.iter().for_each(|own| words.amend(own));
        let cldr = language.as_ref().map(tags::cldr_tag);
        let is_spoken = |tag: &Tag| section.is_some() || own.is_some() && dates::are_known(tag);
        let spoken = cldr.filter(is_spoken).unwrap_or(ENGLISH);
        let dates = own.and_then(|own| own.dates.clone()).or_else(|| words.dates());
        let locale = Locale {
            tag: language.as_ref().map_or(tag, Language::tag).to_owned(),
            direction: language.as_ref().map_or(Direction::Ltr, Language::direction),
            digits: digits(&spoken),
            date_form: dates.map_or(DateForm::Cldr(spoken), DateForm::Own),
            has_own_dates: own.is_some_and(|own| own.dates.is_some()),
            is_borrowing: section.is_none() && own.is_none(),
            words,
            language,
        };
        (locale, section.is_some() || own.is_some())
    }

    /// Where lines of the language of a tag begin, told without reading its words; at the left where it names none.
    pub fn direction_of(tag: &str) -> Direction {
        Language::parse(tag).map_or(Direction::Ltr, |language| language.direction())
    }

    /// The tag asked for, in its canonical letter case: `es-US`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Its language; `None` where the tag asked for is not a language tag.
    pub fn language(&self) -> Option<&Language> {
        self.language.as_ref()
    }

    /// Whether who reads this language reads the other.
    pub fn is_read_like(&self, other: &Language) -> bool {
        self.language.as_ref().is_some_and(|own| own.is_read_like(other))
    }

    /// The language that labels and dates are in, where that is not this one: one without words of its own has English
    /// ones.
    pub fn label_language(&self) -> Option<&'static str> {
        (self.is_borrowing && !self.is_read_like(&Language::english())).then_some("en")
    }

    /// Where lines of this language begin.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// A clinic's own words among those that every page repeats; of dates, these two.
    pub fn own_page_words(&self, dates: [Date; 2]) -> Vec<String> {
        let labels = [Label::Created, Label::Updated, Label::Emergency, Label::Continued].map(Label::form);
        let forms = labels.into_iter().chain([Template::Field, Template::PageOf].map(Template::form));
        let mut words: Vec<String> = forms.filter_map(|form| self.words.own(form)).map(str::to_owned).collect();
        if self.has_own_dates {
            words.extend(dates.map(|date| self.date(date)));
        }
        words
    }

    /// A label in this language.
    pub fn label(&self, label: Label) -> &str {
        self.words.label(label)
    }

    /// A label and what it names: "Created: May 10, 2024", in French with a space before the colon.
    pub fn field(&self, label: &str, value: &str) -> String {
        self.words.fill(Template::Field, &[label, value])
    }

    /// A title behind its kind, if it has one: "Side Effect: Muscle Twitching".
    pub fn full_title(&self, kind: Option<&str>, title: &str) -> String {
        match kind {
            Some(kind) => self.field(kind, title),
            None => title.to_owned(),
        }
    }

    /// What stands between a label and its value: ": " in English.
    pub fn field_joint(&self) -> String {
        self.field("\u{1}", "\u{2}").trim_start_matches('\u{1}').trim_end_matches('\u{2}').to_owned()
    }

    /// "Page 1 of 2".
    pub fn page_of(&self, page: usize, pages: usize) -> String {
        self.words.fill(Template::PageOf, &[&self.number(page), &self.number(pages)])
    }

    /// "Packet page 5 of 32".
    pub fn packet_page(&self, page: usize, pages: usize) -> String {
        self.words.fill(Template::PacketPage, &[&self.number(page), &self.number(pages)])
    }

    /// "Emergency: call 911". The number is printed as the site gives it, in its own digits.
    pub fn emergency(&self, number: &str) -> String {
        self.words.fill(Template::Emergency, &[number])
    }

    /// What makes an order not to do something of what it says: what stands before it and what stands behind, "Do not "
    /// and nothing in English.
    pub fn dont_item(&self) -> (String, String) {
        let item = "\u{1}";
        let filled = self.words.fill(Template::DontItem, &[item]);
        let (before, behind) = filled.split_once(item).unwrap_or((&filled, ""));
        (before.to_owned(), behind.to_owned())
    }

    /// "Read more at cancer.gov".
    pub fn read_more(&self, site: &str) -> String {
        self.words.fill(Template::ReadMore, &[site])
    }

    /// "say: DOKS-oh": how a word is spoken.
    pub fn say(&self, sound: &str) -> String {
        self.words.fill(Template::Say, &[sound])
    }

    /// "Figure 2".
    pub fn figure(&self, number: usize) -> String {
        self.words.fill(Template::Figure, &[&self.number(number)])
    }

    /// "Day 8".
    pub fn day(&self, number: usize) -> String {
        self.words.fill(Template::Day, &[&self.number(number)])
    }

    /// "Week 2".
    pub fn week(&self, number: usize) -> String {
        self.words.fill(Template::Week, &[&self.number(number)])
    }

    /// The sentence that warns of a translation older than its original, changed on `original`.
    pub fn outdated(&self, original: Date) -> String {
        self.words.fill(Template::Outdated, &[&self.date(original)])
    }

    /// A date in its long form: "May 10, 2024", «10 de mayo de 2024», in the language's own calendar and digits.
    pub fn date(&self, date: Date) -> String {
        self.date_form.write(date, |number| self.number(number))
    }

    /// A whole number in the language's digits, without separators.
    pub fn number(&self, number: usize) -> String {
        let digit = |latin: char| latin.to_digit(10).and_then(|value| self.digits.get(value as usize)).copied();
        number.to_string().chars().map(|latin| digit(latin).unwrap_or(latin)).collect()
    }
}

const ENGLISH: Tag = icu_locale_core::locale!("en");

/// Zero to nine as the language writes them.
fn digits(tag: &Tag) -> [char; 10] {
    const LATIN: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(GroupingStrategy::Never);
    let Ok(formatter) = DecimalFormatter::try_new(tag.into(), options) else { return LATIN };
    let written = formatter.format(&Decimal::from(1_234_567_890_i64)).to_string();
    let mut digits: Vec<char> = written.chars().collect();
    if written.ends_with(digits.last().copied().unwrap_or_default()) && !digits.is_empty() {
        digits.rotate_right(1);
    }
    digits.try_into().unwrap_or(LATIN)
}

#[cfg(test)]
mod tests;
