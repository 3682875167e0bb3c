//! Packets: several handouts bound as one PDF, behind a cover.
//!
//! `load` reads a packet's file; `bind` lays its parts out from their sources, numbers their pages through and sets
//! the cover before them. Which file an ID stands for is decided in `build`, which knows the disk.

mod bind;
mod load;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde_json::Value;

use crate::article::{Article, Block};
use crate::diagnostics::Span;
use crate::language::Language;
use crate::prose::Text;

pub use bind::{Bound, BoundPart, Design, ForeignPart, Part, bind};
pub use load::load;

/// The form of a packet as JSON Schema (draft 2020-12), for editors. The blocks of a note are those of an article.
pub fn schema() -> String {
    let read = |text| serde_json::from_str::<Value>(text).expect("a test reads the schemas that are built in");
    let (mut packet, article) = (read(include_str!("schema.json")), read(crate::article::SCHEMA));
    if let (Some(own), Some(blocks)) = (packet["$defs"].as_object_mut(), article["$defs"].as_object()) {
        own.extend(blocks.iter().map(|(name, form)| (name.clone(), form.clone())));
    }
    format!("{packet:#}\n")
}

/// A packet as its file tells it.
#[derive(Clone, Debug)]
pub struct Packet {
    /// Path of its file below the content root without language and ending; empty when it has none.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// The language of the cover, and of the translations that are taken where there are some.
    pub language: Language,
    /// The language whose translations stand side by side with the articles.
    pub bilingual: Option<Language>,
    /// Whether each part begins on a right-hand page.
    pub is_duplex: bool,
    /// When it was first put together.
    pub created: Option<Date>,
    /// When it was last put together anew.
    pub updated: Option<Date>,
    /// Never empty.
    pub items: Vec<Item>,
}

/// What stands in a packet.
#[derive(Clone, Debug)]
pub enum Item {
    /// An article.
    Article {
        /// Its path below the content root without language and ending.
        id: String,
        /// Where it is named.
        place: Span,
    },
    /// A page of the packet's own.
    Note(Note),
    /// A PDF of the clinic's own.
    Pdf {
        /// Its path below the content root.
        path: String,
        /// Its name in the contents.
        title: Text,
        /// Where it is named.
        place: Span,
    },
}

/// A page of the packet's own.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its title.
    pub title: Text,
    /// Never empty.
    pub blocks: Vec<Block>,
}

impl Packet {
    /// The two days its cover shows and its file information gives: when the oldest of its articles was first published,
    /// unless the packet says when it was; and when anything in it last changed. `None` when nothing in it has a date.
    pub fn days(&self, articles: &[&Article]) -> Option<(Date, Date)> {
        let created = self.created.or_else(|| articles.iter().map(|article| article.created).min());
        let updated = articles.iter().map(|article| article.updated).chain(self.updated).max();
        let created = created.or(updated)?;
        Some((created, updated.unwrap_or(created).max(created)))
    }
}
