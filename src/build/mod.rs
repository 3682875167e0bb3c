//! One run: makes the articles that changed, and keeps the output folder in step.
//!
//! ```text
//! article files ─freshness─▶ stale ones ─ordered_pool─▶ make ─(article_stages | packet)─▶ PDFs ─place─▶ folder, records
//! ```
//!
//! Architecture invariants:
//! - It prints nothing; what happens is reported through an argument.
//! - An article that cannot be made keeps no other from being made.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this stage touches disk, clock and threads; clippy.toml keeps all pure stages from them"
)]

pub(crate) mod appended;
mod article;
mod article_stages;
mod asked_formats;
mod card;
mod dates;
mod editions;
pub(crate) mod find_article;
mod formats;
mod freshness;
mod in_hand;
mod make;
mod older;
pub(crate) mod ordered_pool;
pub(crate) mod original;
pub(crate) mod packet;
pub(crate) mod page_links;
mod place;
pub(crate) mod request;
pub(crate) mod run;
pub(crate) mod session;
pub(crate) mod signatures;
pub(crate) mod snippet;
pub(crate) mod titles;
pub(crate) mod together;
mod translation;
pub(crate) mod untranslated;
pub(crate) mod untranslated_articles;
pub(crate) mod worker;

pub use self::appended::AppendedFile;
pub use self::request::{Event, Extent, Report, Request, Summary, time_of_day, today};
pub use self::session::Session;
