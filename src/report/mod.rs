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

use crate::article::Article;
use crate::theme::Theme;

pub use self::card::{Dates, Details, Length, ReportCard};
pub use self::figures::Figures;
pub use self::handout::handout;
pub use self::item::{Answer, Item, Place};
pub use self::json::json;
pub use self::need::{Need, sort_by_need};
pub use self::text::{details, table};

/// A card with all that is known of the article in its file; `theme` is the design that its pages have.
pub fn fill(card: ReportCard, article: &Article, theme: &Theme, length: Option<Length>) -> ReportCard {
    let survey = survey::Survey::of(article, &card.file);
    let figures = Figures::of(article);
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
        length,
        pemat: pemat::items(&survey),
        clear_print: clear_print::items(&survey, theme),
        figures,
    };
    ReportCard { language: article.language.tag().to_owned(), details: Some(details), ..card }
}
