//! The words, dates and numerals of a language.
//!
//! Words come from `labels.ini`, dates and digits from Unicode's CLDR through ICU4X. A [`Locale`] is made in some
//! microseconds: only its own language's words are read. Nothing here reads a disk or a clock.

mod dates;
mod tags;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale as Tag;
use jiff::civil::Date;

use crate::language::{Direction, Language};
use dates::DateForm;

/// Every word the tool prints, in every language it knows.
const LABELS: &str = include_str!("labels.ini");

/// A word or short phrase the tool itself prints on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Before the date of first publication.
    Created,
    /// Before the date of the last change.
    Updated,
    /// After a heading or title repeated on the next page.
    Continued,
    /// Across every page of a draft.
    Draft,
    /// Heading of the list of sources.
    References,
    /// Title of the summary panel.
    KeyPoints,
    /// Before the emergency number in the footer: "Emergency".
    Emergency,
    /// Label of the box that says when to call.
    Call,
    /// Label of a box.
    Important,
    /// Label of a box.
    Tip,
    /// Before what a patient should do.
    Do,
    /// Before what a patient should not do.
    Dont,
    /// Beside the QR code.
    Scan,
    /// Title of a packet that has none of its own.
    Packet,
    /// Heading of the list of what a packet holds.
    Contents,
    /// In the frame for the label that tells whose packet it is.
    PatientLabel,
    /// Heading of the lines to write on.
    Questions,
    /// Heading of what a handout says of itself: clinic, dates, code, numbers to call.
    About,
    /// Before the code that names what a handout says.
    Code,
    /// Heading of the clinic's telephone numbers.
    Numbers,
    /// What marks the sub-steps of a list, ten letters with spaces between them.
    Letters,
    /// The zone in which all is well.
    Green,
    /// The zone in which to be careful.
    Yellow,
    /// The zone in which to get help at once.
    Red,
    /// Before the signs that tell which zone a patient is in.
    When,
    /// Before what to do in a zone.
    WhatToDo,
    /// Head of the column of medicines in a schedule.
    Medicine,
    /// A time to take a medicine.
    Morning,
    /// A time to take a medicine.
    Noon,
    /// A time to take a medicine.
    Evening,
    /// A time to take a medicine.
    Bedtime,
    /// A medicine that is taken only when it is needed.
    AsNeeded,
    /// A day of a calendar on which the medicine is taken.
    Take,
    /// A day of a calendar on which the medicine is not taken.
    Pause,
    /// Title of a list to tick off.
    Checklist,
    /// Title of the box in which patients say what they understood.
    TeachBack,
    /// Leads in what patients are asked to say.
    Tell,
    /// On a page that is left empty so that the next handout begins on a new sheet.
    Blank,
    /// Heading of a list of every handout.
    Handouts,
    /// Label of a field to search in.
    Search,
    /// Before the names of other languages a handout is in.
    AlsoIn,
    /// Words of a link from the web page to the PDF.
    AsPdf,
    /// Before who signed a handout.
    Signed,
}

/// A language as a handout needs it: words, dates, numerals, direction.
#[derive(Clone, Debug)]
pub struct Locale {
    tag: String,
    /// `None` where the tag asked for is not a language tag.
    language: Option<Language>,
    words: Words,
    direction: Direction,
    /// Zero to nine.
    digits: [char; 10],
    date_form: DateForm,
}

impl Locale {
    /// The locale of a BCP 47 tag, and whether its language is one of ours. For `es-US` the words are those of `es`;
    /// an unknown language keeps its tag and direction but speaks English, and the caller warns.
    pub fn of(tag: &str) -> (Locale, bool) {
        let language = Language::parse(tag);
        let own = language.as_ref().filter(|language| words_of(language).is_some());
        let words = own.and_then(words_of).or_else(|| section("en")).expect("there are English words");
        let words = Words::read(words);
        let spoken = own.map_or(ENGLISH, tags::cldr_tag);
        let known = own.is_some();
        let locale = Locale {
            tag: language.as_ref().map_or(tag, Language::tag).to_owned(),
            direction: language.as_ref().map_or(Direction::Ltr, Language::direction),
            digits: digits(&spoken),
            date_form: DateForm::of(&spoken, &words),
            words,
            language,
        };
        (locale, known)
    }

    /// The tag asked for, in its canonical letter case: `es-US`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Whether who reads this language reads the other.
    pub fn is_read_like(&self, other: &Language) -> bool {
        self.language.as_ref().is_some_and(|own| own.is_read_like(other))
    }

    /// Where lines of this language begin.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// A label in this language.
    pub fn label(&self, label: Label) -> &'static str {
        match label {
            Label::Created => self.words.created,
            Label::Updated => self.words.updated,
            Label::Continued => self.words.continued,
            Label::Draft => self.words.draft,
            Label::References => self.words.references,
            Label::KeyPoints => self.words.key_points,
            Label::Emergency => self.words.emergency_short,
            Label::Call => self.words.call,
            Label::Important => self.words.important,
            Label::Tip => self.words.tip,
            Label::Do => self.words.do_,
            Label::Dont => self.words.dont,
            Label::Scan => self.words.scan,
            Label::Packet => self.words.packet,
            Label::Contents => self.words.contents,
            Label::PatientLabel => self.words.patient_label,
            Label::Questions => self.words.questions,
            Label::About => self.words.about,
            Label::Code => self.words.code,
            Label::Numbers => self.words.numbers,
            Label::Letters => self.words.letters,
            Label::Green => self.words.green,
            Label::Yellow => self.words.yellow,
            Label::Red => self.words.red,
            Label::When => self.words.when,
            Label::WhatToDo => self.words.what_to_do,
            Label::Medicine => self.words.medicine,
            Label::Morning => self.words.morning,
            Label::Noon => self.words.noon,
            Label::Evening => self.words.evening,
            Label::Bedtime => self.words.bedtime,
            Label::AsNeeded => self.words.as_needed,
            Label::Take => self.words.take,
            Label::Pause => self.words.pause,
            Label::Checklist => self.words.checklist,
            Label::TeachBack => self.words.teach_back,
            Label::Tell => self.words.tell,
            Label::Blank => self.words.blank,
            Label::Handouts => self.words.handouts,
            Label::Search => self.words.search,
            Label::AlsoIn => self.words.also_in,
            Label::AsPdf => self.words.as_pdf,
            Label::Signed => self.words.signed,
        }
    }

    /// A label and what it names: "Created: May 10, 2024", in French with a space before the colon.
    pub fn field(&self, label: &str, value: &str) -> String {
        fill(self.words.field, &[("{label}", label), ("{value}", value)])
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
        fill(self.words.page_of, &[("{page}", &self.number(page)), ("{pages}", &self.number(pages))])
    }

    /// "Packet page 5 of 32".
    pub fn packet_page(&self, page: usize, pages: usize) -> String {
        fill(self.words.packet_page, &[("{page}", &self.number(page)), ("{pages}", &self.number(pages))])
    }

    /// "Emergency: call 911". The number is printed as the site gives it, in its own digits.
    pub fn emergency(&self, number: &str) -> String {
        fill(self.words.emergency, &[("{number}", number)])
    }

    /// What makes an order not to do something of what it says: what stands before it and what stands behind, "Do not "
    /// and nothing in English.
    pub fn dont_item(&self) -> (String, String) {
        let item = "\u{1}";
        let filled = fill(self.words.dont_item, &[("{item}", item)]);
        let (before, behind) = filled.split_once(item).unwrap_or((&filled, ""));
        (before.to_owned(), behind.to_owned())
    }

    /// "Read more at cancer.gov".
    pub fn read_more(&self, site: &str) -> String {
        fill(self.words.read_more, &[("{site}", site)])
    }

    /// "say: DOKS-oh": how a word is spoken.
    pub fn say(&self, sound: &str) -> String {
        fill(self.words.say, &[("{sound}", sound)])
    }

    /// "Figure 2".
    pub fn figure(&self, number: usize) -> String {
        fill(self.words.figure, &[("{number}", &self.number(number))])
    }

    /// "Day 8".
    pub fn day(&self, number: usize) -> String {
        fill(self.words.day, &[("{number}", &self.number(number))])
    }

    /// "Week 2".
    pub fn week(&self, number: usize) -> String {
        fill(self.words.week, &[("{number}", &self.number(number))])
    }

    /// The sentence that warns of a translation older than its original, changed on `original`.
    pub fn outdated(&self, original: Date) -> String {
        fill(self.words.outdated, &[("{date}", &self.date(original))])
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

/// The words of one language, as [`LABELS`] gives them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Words {
    field: &'static str,
    created: &'static str,
    updated: &'static str,
    page_of: &'static str,
    continued: &'static str,
    draft: &'static str,
    references: &'static str,
    key_points: &'static str,
    emergency: &'static str,
    emergency_short: &'static str,
    call: &'static str,
    important: &'static str,
    tip: &'static str,
    do_: &'static str,
    dont: &'static str,
    scan: &'static str,
    outdated: &'static str,
    packet: &'static str,
    packet_page: &'static str,
    contents: &'static str,
    patient_label: &'static str,
    questions: &'static str,
    dont_item: &'static str,
    read_more: &'static str,
    about: &'static str,
    code: &'static str,
    numbers: &'static str,
    say: &'static str,
    figure: &'static str,
    letters: &'static str,
    green: &'static str,
    yellow: &'static str,
    red: &'static str,
    when: &'static str,
    what_to_do: &'static str,
    medicine: &'static str,
    morning: &'static str,
    noon: &'static str,
    evening: &'static str,
    bedtime: &'static str,
    as_needed: &'static str,
    day: &'static str,
    week: &'static str,
    take: &'static str,
    pause: &'static str,
    checklist: &'static str,
    teach_back: &'static str,
    tell: &'static str,
    blank: &'static str,
    handouts: &'static str,
    search: &'static str,
    also_in: &'static str,
    as_pdf: &'static str,
    signed: &'static str,
    /// Empty where CLDR's form is used.
    date: &'static str,
    /// Empty where CLDR's form is used.
    months: &'static str,
}

impl Words {
    fn read(section: &'static str) -> Words {
        let mut words = Words::default();
        for (name, value) in entries(section) {
            if let Some(word) = words.named(name) {
                *word = value;
            }
        }
        words
    }

    fn named(&mut self, name: &str) -> Option<&mut &'static str> {
        Some(match name {
            "field" => &mut self.field,
            "created" => &mut self.created,
            "updated" => &mut self.updated,
            "page_of" => &mut self.page_of,
            "continued" => &mut self.continued,
            "draft" => &mut self.draft,
            "references" => &mut self.references,
            "key_points" => &mut self.key_points,
            "emergency" => &mut self.emergency,
            "emergency_short" => &mut self.emergency_short,
            "call" => &mut self.call,
            "important" => &mut self.important,
            "tip" => &mut self.tip,
            "do" => &mut self.do_,
            "dont" => &mut self.dont,
            "scan" => &mut self.scan,
            "outdated" => &mut self.outdated,
            "packet" => &mut self.packet,
            "packet_page" => &mut self.packet_page,
            "contents" => &mut self.contents,
            "patient_label" => &mut self.patient_label,
            "questions" => &mut self.questions,
            "dont_item" => &mut self.dont_item,
            "read_more" => &mut self.read_more,
            "about" => &mut self.about,
            "code" => &mut self.code,
            "numbers" => &mut self.numbers,
            "say" => &mut self.say,
            "figure" => &mut self.figure,
            "letters" => &mut self.letters,
            "green" => &mut self.green,
            "yellow" => &mut self.yellow,
            "red" => &mut self.red,
            "when" => &mut self.when,
            "what_to_do" => &mut self.what_to_do,
            "medicine" => &mut self.medicine,
            "morning" => &mut self.morning,
            "noon" => &mut self.noon,
            "evening" => &mut self.evening,
            "bedtime" => &mut self.bedtime,
            "as_needed" => &mut self.as_needed,
            "day" => &mut self.day,
            "week" => &mut self.week,
            "take" => &mut self.take,
            "pause" => &mut self.pause,
            "checklist" => &mut self.checklist,
            "teach_back" => &mut self.teach_back,
            "tell" => &mut self.tell,
            "blank" => &mut self.blank,
            "handouts" => &mut self.handouts,
            "search" => &mut self.search,
            "also_in" => &mut self.also_in,
            "as_pdf" => &mut self.as_pdf,
            "signed" => &mut self.signed,
            "date" => &mut self.date,
            "months" => &mut self.months,
            _ => return None,
        })
    }
}

/// The words of a language; `None` where there are none.
fn words_of(language: &Language) -> Option<&'static str> {
    tags::candidates(language).iter().find_map(|name| section(name))
}

/// What stands below `[name]` in [`LABELS`], up to the next language.
fn section(name: &str) -> Option<&'static str> {
    let head = format!("\n[{name}]\n");
    let start = LABELS.find(&head)? + head.len();
    let body = LABELS.get(start..)?;
    Some(body.split("\n[").next().unwrap_or(body))
}

/// The `name = value` lines of a section.
fn entries(section: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "))
}

/// `template` with every placeholder replaced once; what is put in is not looked at again.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, at) = rest.split_at(open);
        filled.push_str(before);
        match values.iter().find(|(name, _)| at.starts_with(name)) {
            Some((name, value)) => {
                filled.push_str(value);
                rest = at.get(name.len()..).unwrap_or_default();
            }
            None => {
                filled.push('{');
                rest = at.get(1..).unwrap_or_default();
            }
        }
    }
    filled.push_str(rest);
    filled
}

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
