//! The nouns of a report card.

use jiff::civil::Date;

use crate::article::Status;
use crate::prose::Text;
use crate::site::Edition;

use super::figures::Figures;
use super::item::Item;

/// What is known of one article.
#[derive(Clone, Debug)]
pub struct ReportCard {
    /// Path below the content root without language and ending.
    pub id: String,
    /// The language in the name of its file, if one is there: `es` of `fatigue.es.yaml`.
    pub suffix: Option<String>,
    /// The file, as messages name it.
    pub file: String,
    /// BCP 47 tag.
    pub language: String,
    /// How many errors were told of it.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The rest; `None` of an article that cannot be read for its errors.
    pub details: Option<Details>,
}

/// What is known of a sound article.
#[derive(Clone, Debug)]
pub struct Details {
    /// Its title, in its own language.
    pub title: Text,
    /// Whether it may reach patients.
    pub status: Status,
    /// Its days.
    pub dates: Dates,
    /// How much paper it takes; `None` where no PDF is made of it.
    pub length: Option<Length>,
    /// Who signed it.
    pub signatures: Vec<Signed>,
    /// How many signatures of what it says now it still needs.
    pub signatures_missing: usize,
    /// How hard it is to read.
    pub figures: Figures,
    /// PEMAT-P, in its order.
    pub pemat: Vec<Item>,
    /// Clear Print.
    pub clear_print: Vec<Item>,
}

/// The days of an article.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// When it was first published.
    pub created: Date,
    /// When it last changed.
    pub updated: Date,
    /// When a clinician last read it.
    pub reviewed: Option<Date>,
    /// When a clinician must read it again.
    pub review_due: Option<Date>,
    /// The day the original of a translation changed, if that is newer.
    pub outdated: Option<Date>,
}

/// How much paper an edition takes, printed on both sides.
#[derive(Clone, Copy, Debug)]
pub struct Length {
    /// Which.
    pub edition: Edition,
    /// Pages.
    pub pages: u32,
    /// Sheets.
    pub sheets: u32,
}

/// A signature.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who.
    pub name: String,
    /// As what.
    pub role: String,
    /// When.
    pub date: Date,
    /// Whether it is of what the article says now.
    pub is_current: bool,
}

impl ReportCard {
    /// The card of a file that could not be read as an article.
    pub fn unsound(id: &str, suffix: Option<&str>, file: &str, language: &str) -> ReportCard {
        let (id, file, language) = (id.to_owned(), file.to_owned(), language.to_owned());
        ReportCard { id, suffix: suffix.map(str::to_owned), file, language, errors: 0, warnings: 0, details: None }
    }

    /// What it is called in a list, as its file is: `side-effects/fatigue.es`.
    pub fn name(&self) -> String {
        match &self.suffix {
            Some(suffix) => format!("{}.{suffix}", self.id),
            None => self.id.clone(),
        }
    }
}
