//! Blocks that many articles share, read into one of them, and the language they are in.

use std::sync::Arc;

use super::block::{Setting, folder};
use super::{Block, CellPart, Image, List};
use crate::assets::{AssetError, path};
use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};
use crate::language::{Language, widening};
use crate::prose::Text;
use crate::yaml::{self, Scalar};

impl Setting<'_> {
    /// The blocks of the snippet of this name, which is included at `place`: in the article's language, or else in the one
    /// that snippets are written in.
    pub(super) fn snippet(self, name: &Scalar, place: Span, notes: &mut Notes) -> Vec<Block> {
        let stem = name.text.trim();
        let stem = stem.strip_suffix(".yaml").unwrap_or(stem);
        if path(name, "", notes).is_none() {
            return Vec::new();
        }
        let plain = format!("snippets/{stem}.yaml");
        for path in candidates(stem, self.language).chain([plain.clone()]) {
            let source = match self.context.assets.snippet(&path) {
                Ok(source) => source,
                Err(AssetError::Missing) => continue,
                Err(error) => {
                    error.note("snippet", &path, name, notes);
                    return Vec::new();
                }
            };
            let mut blocks = self.included(&source, &path, place, notes);
            let own = self.context.default_language;
            if path == plain && !own.is_read_like(self.language) {
                set_language(&mut blocks, &Arc::new(own.clone()));
                notes.push(not_translated(stem, name, self.language, own));
            }
            return blocks;
        }
        AssetError::Missing.note("snippet", &plain, name, notes);
        Vec::new()
    }

    /// The blocks of a snippet that is included at `place`.
    fn included(self, source: &Arc<Source>, path: &str, place: Span, notes: &mut Notes) -> Vec<Block> {
        let too_much = |notes: &mut Notes| {
            if self.inclusions.fill() {
                return Vec::new();
            }
            let message = "the snippets up to here come to more than any article needs";
            let hint = "include fewer, or make several articles of this one";
            notes.push(Diagnostic::new(Code::TooMuchIncluded, message).at(place.clone()).hint(hint));
            Vec::new()
        };
        if self.inclusions.is_unsound(path) {
            return Vec::new();
        }
        if !self.inclusions.takes_bytes(source.text.len()) {
            return too_much(notes);
        }
        self.excuses.include(&place, source);
        let mut found = Notes::default();
        let root = yaml::parse(source, &mut found);
        root.iter().for_each(|root| self.typed.add_snippet(root));
        let inside = Setting { folder: folder(path), included: true, ..self };
        let blocks = match root {
            Some(root) if !self.inclusions.takes_nodes(&root) => return too_much(notes),
            Some(root) => inside.body(&root, &mut found),
            None => Vec::new(),
        };
        if found.has_errors() {
            self.inclusions.note_unsound(path);
        }
        notes.append(found);
        blocks
    }
}

/// The files a translated snippet may be, best first: `fever.es-MX.yaml`, `fever.es.yaml`.
fn candidates(stem: &str, language: &Language) -> impl Iterator<Item = String> {
    widening(language.tag()).map(move |tag| format!("snippets/{stem}.{tag}.yaml"))
}

fn not_translated(stem: &str, name: &Scalar, language: &Language, own: &Language) -> Diagnostic {
    let translation = format!("snippets/{stem}.{language}.yaml");
    let message = format!("there is no `{translation}`: this handout in `{language}` shows the snippet in `{own}`");
    let hint = format!("translate `snippets/{stem}.yaml` into `{translation}`");
    Diagnostic::new(Code::SnippetLanguage, message).at(name.span.clone()).hint(hint)
}

/// Says of all words of these blocks which language they are in.
fn set_language(blocks: &mut [Block], language: &Arc<Language>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => text.set_language(language),
            Block::List(list) => set_list_language(list, language),
            Block::Callout(callout) => {
                set_text_language(&mut callout.title, language);
                set_language(&mut callout.body, language);
            }
            Block::Table(table) => {
                set_text_language(&mut table.caption, language);
                let cells = table.header.iter_mut().chain(&mut table.rows).flatten();
                cells.flat_map(|cell| &mut cell.parts).for_each(|part| set_part_language(part, language));
            }
            Block::Image(image) => set_image_language(image, language),
            Block::Figure(figure) => {
                set_image_language(&mut figure.image, language);
                set_language(&mut figure.body, language);
            }
            Block::Form(form) => {
                let parts = form.parts_mut();
                parts.lists.into_iter().for_each(|list| set_list_language(list, language));
                set_text_language(parts.texts, language);
            }
        }
    }
}

fn set_part_language(part: &mut CellPart, language: &Arc<Language>) {
    match part {
        CellPart::Paragraph(text) => text.set_language(language),
        CellPart::List(list) => set_list_language(list, language),
    }
}

fn set_list_language(list: &mut List, language: &Arc<Language>) {
    for item in &mut list.items {
        set_text_language(&mut item.text, language);
        item.picture.iter_mut().for_each(|image| set_image_language(image, language));
        set_language(&mut item.blocks, language);
    }
}

fn set_image_language(image: &mut Image, language: &Arc<Language>) {
    image.language = Some(Arc::clone(language));
    set_text_language(&mut image.caption, language);
}

fn set_text_language<'t>(texts: impl IntoIterator<Item = &'t mut Text>, language: &Arc<Language>) {
    texts.into_iter().for_each(|text| text.set_language(language));
}
