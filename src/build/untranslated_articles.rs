//! Articles that are to stand beside a translation, and have none.

use std::collections::{BTreeMap, HashMap};

use crate::build::request::Request;
use crate::content::at_top;
use crate::content::names::ArticleFile;
use crate::content::sites::Sites;
use crate::diagnostics::{Code, Diagnostic};
use crate::fs::path::display_path;
use crate::language::{Language, is_among};
use crate::output::record::{Record, StatusName};

/// So many originals without a translation are each told of; more of them in one warning a language.
const FEW: usize = 5;
/// So many of more are named.
const NAMED: usize = 3;

/// The languages that handouts are wanted in beside their originals, and the translations that are there.
pub struct Translations {
    wanted: Vec<Language>,
    /// By ID, their languages as their names say them.
    there: HashMap<String, Vec<String>>,
    /// Of each wanted language that some original lacks, the files of those.
    lacking: BTreeMap<usize, Vec<ArticleFile>>,
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
        Translations { wanted, there, lacking: BTreeMap::new() }
    }

    /// Remembers which wanted languages an original has no translation into to stand beside it. An article that is no
    /// original, that is not handed out, or that is in that language itself lacks none.
    pub fn look_at(&mut self, file: &ArticleFile, record: &Record) {
        let Some(made) = record.made.as_ref().filter(|made| made.status == StatusName::Approved) else { return };
        if file.language.is_some() || file.is_packet() || !record.is_sound {
            return;
        }
        let there = self.there.get(&file.id).map_or(&[][..], Vec::as_slice);
        for (index, wanted) in self.wanted.iter().enumerate() {
            let wanted = std::slice::from_ref(wanted);
            let is_there = there.iter().any(|tag| is_among(tag, wanted));
            if !is_there && !is_among(&made.language, wanted) {
                self.lacking.entry(index).or_default().push(file.clone());
            }
        }
    }

    /// Tells of all that were looked at: a warning for each, or, where many lack a language, one for all of them.
    pub fn missing(&mut self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        for (index, files) in std::mem::take(&mut self.lacking) {
            let language = &self.wanted[index];
            match files.len() > FEW {
                true => notes.push(no_translations(&files, language)),
                false => notes.extend(files.iter().map(|file| no_translation(file, language))),
            }
        }
        notes
    }
}

fn no_translations(files: &[ArticleFile], language: &Language) -> Diagnostic {
    let named: Vec<String> = files.iter().take(NAMED).map(|file| format!("`{}`", file.id)).collect();
    let (count, named, more) = (files.len(), named.join(", "), files.len() - NAMED);
    let message =
        format!("{count} articles have no translation into `{language}` to stand beside them: {named} and {more} more");
    let hint = format!("`handout new {}.{language}` starts one", files[0].id);
    Diagnostic::new(Code::NoTranslation, message).hint(hint)
}

fn no_translation(file: &ArticleFile, language: &Language) -> Diagnostic {
    let id = &file.id;
    let message = format!("`{id}` has no translation into `{language}` to stand beside it");
    let hint = format!("`handout new {id}.{language}` starts one");
    at_top(&display_path(&file.path), Diagnostic::new(Code::NoTranslation, message).hint(hint))
}
