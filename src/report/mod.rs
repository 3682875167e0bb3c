//! The report card of an article: what is known of it before it is handed out, for its editor and for who signs it.
//!
//! ```text
//! Article, clinic, theme ──survey──▶ counts with their lines ──pemat, clear_print──▶ items ──▶ ReportCard ──▶ text, JSON, an Article
//! ```
//!
//! Two guides are gone through item by item: PEMAT-P (AHRQ) asks of the text, Clear Print (RNIB) of the page. What a machine can
//! answer is answered with its evidence; what a person must judge is listed without an answer.
//!
//! Architecture invariant: nothing is summed up. A score of PEMAT is the sum of what people judged, and none of ours.

mod card;
mod clear_print;
mod figures;
mod handout;
mod item;
mod json;
mod need;
mod pemat;
mod survey;
mod text;
mod words;

use std::collections::BTreeSet;

use crate::article::{Article, Status};
use crate::reading;
use crate::site::Site;
use crate::theme::Theme;

pub use self::card::{Dates, Details, Length, ReportCard, Signed};
pub use self::figures::{Figures, HardSentence, LongSentence, SectionFigures};
pub use self::handout::{KEYWORD, handout};
pub use self::item::{Answer, Item, Place};
pub use self::json::json;
pub use self::need::{Need, sort_by_need};
pub use self::text::{details, table};

/// How an article is printed, and by what it can be signed.
pub struct Print<'a> {
    /// The clinic that hands it out.
    pub site: &'a Site,
    /// The design of its pages.
    pub theme: &'a Theme,
    /// How much paper it takes; `None` where no PDF is made of it.
    pub length: Option<Length>,
    /// The code of what it says now; `None` where nobody signed it.
    pub code: Option<String>,
}

/// A card with all that is known of the article in its file.
pub fn fill(card: ReportCard, article: &Article, print: &Print) -> ReportCard {
    let survey = survey::Survey::of(article, &card.file);
    let figures = Figures::of(&reading::read(article, &print.site.lint.known_words), &card.file);
    let signatures = signatures(article, print.code.as_deref());
    let details = Details {
        title: article.title.clone(),
        status: article.status,
        dates: Dates {
            created: article.created,
            updated: article.updated,
            reviewed: article.reviewed,
            review_due: article.review_due,
            outdated: article.outdated,
        },
        length: print.length,
        signatures_missing: signatures_missing(article, print.site, &signatures),
        signatures,
        pemat: pemat::items(&survey, &figures),
        clear_print: clear_print::items(&survey, print.theme),
        figures,
    };
    ReportCard { language: article.language.tag().to_owned(), details: Some(details), ..card }
}

fn signatures(article: &Article, code: Option<&str>) -> Vec<Signed> {
    let signed = article.signed.iter().map(|signature| Signed {
        name: signature.name.clone(),
        role: signature.role.clone(),
        date: signature.date,
        is_current: Some(signature.code.as_str()) == code,
    });
    signed.collect()
}

/// How many more people have to sign what an approved article says now.
fn signatures_missing(article: &Article, site: &Site, signatures: &[Signed]) -> usize {
    let current = signatures.iter().filter(|signed| signed.is_current);
    let people: BTreeSet<&str> = current.map(|signed| signed.name.as_str()).collect();
    match article.status {
        Status::Approved => site.lint.signatures.saturating_sub(people.len()),
        Status::Draft | Status::Withdrawn => 0,
    }
}
