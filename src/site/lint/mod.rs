//! `lint:`, how loudly each finding on an article's own text is told.

mod reading;
mod review;
mod rules;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Notes, Severity};
use crate::reading::KnownWords;
use crate::yaml::{Fields, Node, choice};

pub use reading::Budgets;
pub use review::ReviewInterval;
pub use rules::{Rules, Temperature};

/// The findings that a clinic can set; what else is told cannot be passed over.
pub const LINTS: &[Code] = &[
    Code::Capitals,
    Code::CreatedChanged,
    Code::DiffersFromOriginal,
    Code::DoubledSpace,
    Code::DoubledWord,
    Code::EmptyLeadIn,
    Code::ExpiredExcuse,
    Code::FutureDate,
    Code::GluedUnit,
    Code::HardWords,
    Code::HeadingStyle,
    Code::ListInLine,
    Code::ListOfOne,
    Code::LongParagraph,
    Code::LongSentence,
    Code::MissingComma,
    Code::MixedMicrograms,
    Code::MixedSchedule,
    Code::NakedDecimal,
    Code::NeverReviewed,
    Code::NoBreakSpaceInText,
    Code::NoWhen,
    Code::OneTemperature,
    Code::OtherScript,
    Code::ReadingGrade,
    Code::RepeatedAlt,
    Code::ReplacedNumber,
    Code::ReviewOverdue,
    Code::ReviewSoon,
    Code::ReviewTooOld,
    Code::SameHeading,
    Code::SignatureOutdated,
    Code::StaleAcceptance,
    Code::TrailingZero,
    Code::TypedContinued,
    Code::TypedFraction,
    Code::UncitedReference,
    Code::UneditedText,
    Code::UnknownPhone,
    Code::UnsafeAbbreviation,
    Code::UnstampedChange,
    Code::UntranslatedText,
    Code::UnusedExcuse,
    Code::VagueLink,
];

/// How loudly a finding is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Off,
    /// As a warning.
    Warn,
    /// As an error: the handout is not made.
    Error,
}

/// What a clinic sets; a finding that it does not name is told as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lint {
    levels: BTreeMap<Code, Level>,
    /// How hard an article may be to read.
    pub reading: Budgets,
    /// Words that all patients of the clinic know.
    pub known_words: Arc<KnownWords>,
    /// How many people must have signed an approved article as it is.
    pub signatures: usize,
    /// How long a review holds; `None` where `review_due` alone says so.
    pub review_every: Option<ReviewInterval>,
    /// What the texts have to keep to.
    pub rules: Rules,
}

impl Lint {
    /// Whether a finding is not told at all.
    pub fn is_off(&self, code: Code) -> bool {
        self.levels.get(&code) == Some(&Level::Off)
    }

    /// The findings as the clinic wants them told.
    pub fn applied(&self, found: Notes) -> Vec<Diagnostic> {
        let mut told = found.sorted();
        told.retain(|note| !self.is_off(note.code));
        for note in &mut told {
            match self.levels.get(&note.code) {
                Some(Level::Error) => note.severity = Severity::Error,
                Some(Level::Warn) => note.severity = Severity::Warning,
                Some(Level::Off) | None => {}
            }
        }
        told
    }
}

/// Reads what a site file sets, over what is set already.
pub(super) fn read(node: &Node, lint: &mut Lint, notes: &mut Notes) {
    let Some(mut fields) = Fields::of(node, "`lint`", notes) else { return };
    let levels = [("off", Level::Off), ("warn", Level::Warn), ("error", Level::Error)];
    for &code in LINTS {
        let level = fields.take(code.text()).and_then(|node| choice(node, "a level", &levels, notes));
        level.map(|level| lint.levels.insert(code, level));
    }
    if let Some(node) = fields.take("reading") {
        reading::budgets(node, &mut lint.reading, notes);
    }
    if let Some(node) = fields.take("known_words") {
        lint.known_words = Arc::new(reading::known_words(node, notes));
    }
    lint.signatures = review::signatures(&mut fields, notes).unwrap_or(lint.signatures);
    lint.review_every = review::review_every(&mut fields, notes).or(lint.review_every);
    lint.rules.read(&mut fields, notes);
    for code in Code::ALL.iter().filter(|code| !LINTS.contains(code)) {
        if let Some(entry) = fields.entry(code.text()) {
            let message = format!("`{code}` cannot be set: what it tells of has to be mended");
            let hint = format!("`lint` sets {}", LINTS.iter().map(|code| code.text()).collect::<Vec<_>>().join(", "));
            notes.push(Diagnostic::new(Code::UnknownKey, message).at(entry.place.clone()).hint(hint));
        }
    }
    fields.finish("`lint`", notes);
}
