//! From YAML to a sound [`Article`], collecting every mistake on the way.

use std::sync::Arc;

use jiff::civil::Date;

use super::Article;
use crate::assets::Assets;
use crate::diagnostics::{Notes, Source};
use crate::site::Site;

/// What an article is read against: all of the world that reading may know.
pub struct Context<'a> {
    /// Path below the content root without language and ending: `side-effects/hair-loss`.
    pub id: &'a str,
    /// The language in the file's name: `es` of `hair-loss.es.yaml`.
    pub suffix_language: Option<&'a str>,
    /// The clinic.
    pub site: &'a Site,
    /// The day of reading.
    pub today: Date,
    /// Pictures and snippets.
    pub assets: &'a dyn Assets,
}

/// Reads an article; `None` when it has an error, all of which are then in `notes`.
pub fn load(source: &Arc<Source>, context: &Context, notes: &mut Notes) -> Option<Article> {
    let _ = (source, context, notes);
    None
}
