//! What articles are made with: by all threads together, and by each for itself.

use std::collections::HashMap;
use std::path::Path;

use crate::build::request::Request;
use crate::content::files::ContentFiles;
use crate::content::sites::Sites;
use crate::diagnostics::{Diagnostic, Notes};
use crate::locale::Locale;
use crate::output::store::Store;
use crate::pdf::StreamCache;
use crate::site::Edition;
use crate::text::Shaper;
use crate::text::fonts::Fonts;

/// What all articles of a run are made with.
pub struct Context<'a> {
    pub request: &'a Request,
    /// The content root.
    pub root: &'a Path,
    pub files: &'a ContentFiles,
    pub sites: &'a Sites,
    pub fonts: &'a Fonts,
    pub cache: &'a StreamCache,
    /// Where PDFs go; `None` to write nothing.
    pub store: Option<&'a Store>,
}

/// What one thread makes articles with.
pub struct Worker<'a> {
    pub context: &'a Context<'a>,
    pub shaper: Shaper<'a>,
    /// The locales met so far, by language tag, and whether the tool has words in that language.
    pub locales: HashMap<String, (Locale, bool)>,
}

/// The PDF of one edition, not on disk yet.
pub struct BuiltPdf {
    /// Which form of the handout.
    pub edition: Edition,
    /// How many pages it has.
    pub pages: u32,
    /// The short code on its pages.
    pub code: String,
    /// Who wrote it, or the clinic.
    pub authors: Vec<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

impl<'a> Worker<'a> {
    /// A worker with empty caches.
    pub fn new(context: &'a Context<'a>) -> Worker<'a> {
        Worker { context, shaper: Shaper::new(context.fonts), locales: HashMap::new() }
    }

    /// Loads the locale of a language, unless it is loaded.
    pub fn load_locale(&mut self, language: &str) {
        if !self.locales.contains_key(language) {
            self.locales.insert(language.to_owned(), Locale::of(language));
        }
    }

    /// Warns when the tool's own words are not in a language whose locale is loaded.
    pub fn note_unknown_language(&self, language: &str, notes: &mut Notes) {
        if self.locales.get(language).is_some_and(|(_, is_known)| !is_known) {
            let message = format!("the tool has no words in `{language}`, so its labels and dates are in English");
            let hint = "`language` takes a BCP 47 tag such as `es` or `pt-BR`";
            notes.push(Diagnostic::warning("unknown-language", message).hint(hint));
        }
    }
}
