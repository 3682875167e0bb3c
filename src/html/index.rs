//! The list of all web pages: by language, by kind and, where there are many, by the first letter of their titles.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::address::link;
use super::languages::Autonyms;
use super::style::ONE_LANGUAGE;
use super::writer::direction_name;
use crate::language::Language;
use crate::locale::{Label, Locale, OwnWords};

/// How the list looks, beside what all pages share.
const OWN_STYLE: &str = include_str!("index.css");
/// Leaves those handouts in sight whose words are typed. Without it the list is there as a whole.
const FILTER: &str = include_str!("index.js");
/// Handouts of one kind that are listed without letters.
const FEW: usize = 60;
/// Most letters that a list is split by. Titles in a script with more first letters stand in one list.
const MOST_LETTERS: usize = 60;

/// One handout in the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry<'a> {
    /// BCP 47 tag.
    pub language: &'a str,
    /// The language of its original, of a page that holds both.
    pub original: Option<&'a str>,
    /// What is written before its title: "Side Effect".
    pub kind: Option<&'a str>,
    /// Its title, without the kind.
    pub title: &'a str,
    /// Its web page, below the folder of the list.
    pub page: &'a str,
    /// Its PDF, there too.
    pub pdf: &'a str,
    /// When it last changed.
    pub updated: Date,
    /// The day the original changed, of a translation that is older.
    pub outdated: Option<Date>,
    /// More words to find it by.
    pub keywords: &'a [String],
}

/// The list of these handouts as one file of HTML, in the language that most of them are in. `clinic` is whose they are, and
/// `own` the words that it gives in the place of the tool's.
///
/// It runs one script, its own, by hash, and fetches nothing.
pub fn index(entries: &[Entry], clinic: Option<&str>, own: &[OwnWords]) -> String {
    let languages = by_language(entries);
    let autonyms = Autonyms::of(languages.iter().map(|(language, _)| *language));
    let main = languages.first().map_or("en", |(language, _)| *language);
    let locale = locale_of(main, own);
    let heading = locale.label(Label::Handouts);
    let hash = STANDARD.encode(Sha256::digest(FILTER));
    let policy = format!("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'");
    let markup = html! {
        (DOCTYPE)
        html lang=(main) dir=(direction_name(locale.direction())) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (clinic.map_or(heading.to_owned(), |clinic| locale.field(clinic, heading))) }
                style { (PreEscaped(ONE_LANGUAGE)) (PreEscaped(OWN_STYLE)) }
            }
            body {
                main {
                    h1 { @if let Some(clinic) = clinic { span.kind { (clinic) " " } } (heading) }
                    div #filter role="search" hidden {
                        label { (locale.label(Label::Search)) " " input type="search" autocomplete="off"; }
                        output {}
                    }
                    @for (language, entries) in &languages {
                        @let name = (languages.len() > 1).then(|| autonyms.name(language));
                        (section(&locale_of(language, own), name.as_deref(), entries))
                    }
                }
                script type="module" { (PreEscaped(FILTER)) }
            }
        }
    };
    markup.into_string()
}

/// The words of a language, with those of the clinic that are in it: of several, those in just this one, else the first.
fn locale_of(tag: &str, own: &[OwnWords]) -> Locale {
    let of_tag = |language: Language| {
        let exact = own.iter().find(|words| words.language == language);
        exact.or_else(|| own.iter().find(|words| words.language.is_read_like(&language)))
    };
    Locale::with(tag, Language::parse(tag).and_then(of_tag)).0
}

/// The handouts of each language by their titles; languages with many of them first.
fn by_language<'e>(entries: &'e [Entry]) -> Vec<(&'e str, Vec<&'e Entry<'e>>)> {
    let mut languages: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        languages.entry(entry.language).or_default().push(entry);
    }
    let mut languages: Vec<_> = languages.into_iter().collect();
    languages.sort_by_key(|(_, entries)| std::cmp::Reverse(entries.len()));
    for (_, entries) in &mut languages {
        entries.sort_by_cached_key(|entry| (entry.title.to_lowercase(), *entry));
    }
    languages
}

/// The handouts of one language, by kind; among others with a heading in the language itself, so that its readers find it.
fn section(locale: &Locale, name: Option<&str>, entries: &[&Entry]) -> Markup {
    let language = locale.tag();
    let mut kinds: BTreeMap<Option<&str>, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        kinds.entry(entry.kind).or_default().push(entry);
    }
    let level = if name.is_some() { 3 } else { 2 };
    html! {
        section lang=(language) dir=(direction_name(locale.direction())) {
            @if let Some(name) = name { h2 { (locale.label(Label::Handouts)) " (" (name) ")" } }
            @for (index, (kind, entries)) in kinds.iter().enumerate() {
                section {
                    @if let Some(kind) = kind { (heading(level, None, kind)) }
                    (kind_list(&format!("{language}-{index}"), level + u8::from(kind.is_some()), entries, locale))
                }
            }
        }
    }
}

/// The handouts of one kind, by letter where there are many.
fn kind_list(id: &str, level: u8, entries: &[&Entry], locale: &Locale) -> Markup {
    let letters: Vec<&[&Entry]> = entries.chunk_by(|one, next| letter(one) == letter(next)).collect();
    if entries.len() <= FEW || letters.len() > MOST_LETTERS {
        return list(entries, locale);
    }
    html! {
        nav aria-label=(id) {
            @for (index, entries) in letters.iter().enumerate() {
                a href={ "#" (id) "-" (index) } { (letter(entries[0])) } " "
            }
        }
        @for (index, entries) in letters.iter().enumerate() {
            section {
                (heading(level, Some(format!("{id}-{index}")), &letter(entries[0])))
                (list(entries, locale))
            }
        }
    }
}

fn list(entries: &[&Entry], locale: &Locale) -> Markup {
    html! {
        ul {
            @for entry in entries {
                li data-words=[words(entry)] {
                    a href=(link(entry.page)) { (entry.title) (both_languages(entry)) } " "
                    time datetime=(entry.updated) { (locale.date(entry.updated)) } " "
                    a.pdf href=(link(entry.pdf)) { (locale.label(Label::AsPdf)) }
                    @if let Some(changed) = entry.outdated { p.outdated { (locale.outdated(changed)) } }
                }
            }
        }
    }
}

/// The languages of a page that holds two: " (English · Español)".
fn both_languages(entry: &Entry) -> String {
    match entry.original {
        Some(original) => {
            let both = Autonyms::of([original, entry.language]);
            format!(" ({} · {})", both.name(original), both.name(entry.language))
        }
        None => String::new(),
    }
}

/// What else a handout is found by.
fn words(entry: &Entry) -> Option<String> {
    let words: Vec<&str> = entry.kind.into_iter().chain(entry.keywords.iter().map(String::as_str)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What a title is filed under: its first letter.
fn letter(entry: &Entry) -> String {
    let first = entry.title.chars().find(|c| c.is_alphanumeric()).or(entry.title.chars().next());
    first.into_iter().flat_map(char::to_uppercase).collect()
}

fn heading(level: u8, id: Option<String>, text: &str) -> Markup {
    match level {
        2 => html! { h2 id=[id] { (text) } },
        3 => html! { h3 id=[id] { (text) } },
        _ => html! { h4 id=[id] { (text) } },
    }
}
