//! Articles that are to stand beside a translation, and have none.

use std::collections::HashMap;

use crate::build::request::Request;
use crate::content::at_top;
use crate::content::names::ArticleFile;
use crate::content::sites::Sites;
use crate::diagnostics::{Code, Diagnostic};
use crate::fs::path::display_path;
use crate::language::{Language, is_among};
use crate::output::record::{Record, StatusName};

/// The languages that handouts are wanted in beside their originals, and the translations that are there.
pub struct Translations {
    wanted: Vec<Language>,
    /// By ID, their languages as their names say them.
    there: HashMap<String, Vec<String>>,
}

impl Translations {
    /// What is there of these files, and what a run and the clinic want.
    pub fn new(files: &[ArticleFile], sites: &Sites, request: &Request) -> Translations {
        let mut wanted = request.bilingual.clone();
        let listed = sites.base.site.bilingual.iter().filter(|language| !request.bilingual.contains(language));
        wanted.extend(listed.cloned());
        let mut there: HashMap<String, Vec<String>> = HashMap::new();
        for file in files.iter().filter(|_| !wanted.is_empty()) {
            if let Some(language) = &file.language {
                there.entry(file.id.clone()).or_default().push(language.clone());
            }
        }
        Translations { wanted, there }
    }

    /// That an original has no translation into a language to stand beside, a warning for each language. An article that is
    /// no original, that is not handed out, or that is in that language itself lacks none.
    pub fn missing(&self, file: &ArticleFile, record: &Record) -> Vec<Diagnostic> {
        let Some(made) = record.made.as_ref().filter(|made| made.status == StatusName::Approved) else {
            return Vec::new();
        };
        if file.language.is_some() || file.is_packet() || !record.is_sound {
            return Vec::new();
        }
        let there = self.there.get(&file.id).map_or(&[][..], Vec::as_slice);
        let lacks = |wanted: &&Language| {
            let wanted = std::slice::from_ref(*wanted);
            let is_there = there.iter().any(|tag| is_among(tag, wanted));
            !is_there && !is_among(&made.language, wanted)
        };
        self.wanted.iter().filter(lacks).map(|language| no_translation(file, language)).collect()
    }
}

fn no_translation(file: &ArticleFile, language: &Language) -> Diagnostic {
    let id = &file.id;
    let message = format!("`{id}` has no translation into `{language}` to stand beside it");
    let hint = format!("`handout new {id}.{language}` starts one");
    at_top(&display_path(&file.path), Diagnostic::new(Code::NoTranslation, message).hint(hint))
}
