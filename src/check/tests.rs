//! Small articles, and what is told of them.

mod arrangement;
mod doses;
mod excused;
mod translation;
mod values;
mod wording;

use std::sync::Arc;

use jiff::civil::date;

use crate::article::tests::Folder;
use crate::article::{Article, Context, load, load_with_mistakes};
use crate::diagnostics::{Notes, Source};
use crate::language::Language;
use crate::site::Site;

const HEAD: &str = "title: Cramps\ncreated: 2024-05-10\nupdated: 2024-05-10\n";

fn source(name: &str, text: &str) -> Arc<Source> {
    Source::new(name, text.as_bytes().to_vec()).expect("sound text")
}

/// An article of this language that has to be sound, and what is noted of it so far.
fn read(language: &str, text: &str) -> (Article, Notes) {
    let (article, notes) = read_any(language, text);
    (article.unwrap_or_else(|| panic!("it has errors:\n{text}")), notes)
}

/// What is noted while an article is read.
fn noted(language: &str, text: &str) -> Notes {
    read_any(language, text).1
}

fn read_any(language: &str, text: &str) -> (Option<Article>, Notes) {
    let language = Language::parse(language).expect("a tag");
    let mut notes = Notes::default();
    let article = load(&source("a.yaml", text), &context(&language), &mut notes);
    (article, notes)
}

fn context(language: &Language) -> Context<'_> {
    Context {
        id: "side-effects/cramps",
        suffix_language: None,
        default_language: language,
        original: None,
        today: date(2026, 11, 1),
        assets: &Folder,
    }
}

fn read_site(text: &str) -> Site {
    Site::read(&source("handout.yaml", text), None, &Folder, &mut Notes::default()).expect("a sound site")
}

/// What is told of an article of this language, as `code line:column`.
fn told_of(language: &str, text: &str, site: &str) -> String {
    let (article, mut notes) = read(language, text);
    super::article(&article, &read_site(site), &mut notes);
    let told = notes.sorted().into_iter().map(|note| match note.position() {
        Some(place) => format!("{} {}:{}", note.code, place.line, place.column),
        None => note.code.to_string(),
    });
    told.collect::<Vec<_>>().join("|")
}

/// What is told of an article that has errors.
fn told_of_unsound(text: &str, site: &str) -> String {
    let language = Language::parse("en").expect("a tag");
    let mut notes = Notes::default();
    let article = load_with_mistakes(&source("a.yaml", text), &context(&language), &mut notes);
    super::unsound_article(&article.expect("its form is sound"), &read_site(site), &[], &mut notes);
    let told = notes.sorted().into_iter().filter_map(|note| {
        let place = note.position()?;
        Some(format!("{} {}:{}", note.code, place.line, place.column))
    });
    told.collect::<Vec<_>>().join("|")
}

const SITE: &str = "contacts:\n  - {id: nurse, label: Nurse, phone: 555-0100}\nemergency: \"911\"\n";

/// What is told of an article whose only section has this body, which begins in line 7 and column 7.
fn told_in(language: &str, body: &str) -> String {
    let indented: String = body.lines().map(|line| format!("      {line}\n")).collect();
    told_of(language, &format!("{HEAD}sections:\n  - heading: What?\n    body:\n{indented}"), SITE)
}

fn told(body: &str) -> String {
    told_in("en", body)
}

/// What is told of an article with these sections.
fn told_of_sections(sections: &str) -> String {
    told_of("en", &format!("{HEAD}sections:\n{sections}"), SITE)
}
