//! The text taken out of each sample's PDF is the text of its article, in reading order.
//!
//! White space is folded. List marks and the numbers of citations are set aside, and the code of the handout,
//! which `codes` holds; they are the only things that are.

use std::path::Path;

use handout::Fonts;
use handout::article::Article;
use handout::document::{Event, Role, Setting, compose};
use handout::locale::Locale;
use handout::site::{Edition, Site};

use super::clinic::{article, article_at, content, home, letter, overlay, site, typeset};
use super::samples::SAMPLES;
use super::tagged::{self, Element, Kid};

#[test]
fn the_text_of_every_sample_is_its_articles_text_in_order() {
    let read = |name: &str| std::fs::read_to_string(home().join("content").join(name)).expect("a site file");
    let english = site(&read("handout.yaml"));
    let spanish = overlay(&read("handout.es.yaml"), Some(&english));
    for (name, bytes) in SAMPLES.files.iter().filter(|(name, _)| !name.starts_with("packets/")) {
        let id = name.strip_suffix(".pdf").expect("a PDF");
        let (id, language) = id.strip_suffix(".es").map_or((id, None), |id| (id, Some("es")));
        let site = if language.is_some() { &spanish } else { &english };
        let article = article_at(id, language, &source(Path::new(name)), site);
        compare(name, bytes, &article, site);
    }
}

#[test]
fn a_letter_behind_an_invisible_sign_beside_a_number_is_said() {
    let site = Site::default();
    for invisible in ["\u{200B}", "\u{2060}", "\u{34F}", "\u{61C}"] {
        for (language, marks) in [("he", ["*", "*"]), ("ur", ["", ""]), ("ar", ["**", "**"])] {
            let part = format!("رابط 12 {}{invisible}تستطيع{} 14 mg (500) ", marks[0], marks[1]);
            let body = part.repeat(9);
            let yaml = format!(
                "title: T\nlanguage: {language}\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n- heading: H\n  body: [\"{}\"]\n",
                body.trim_end()
            );
            let (_, pdf) = typeset(&article(&yaml, &site), &site, &letter(), &Fonts::new());
            let mut found = Vec::new();
            texts(&tagged::read(&pdf), false, &mut found);
            let letters = |text: &str| text.chars().filter(|c| matches!(c, 'ء'..='ي')).collect::<String>();
            assert!(letters(&found.concat()).contains(&letters(&body)), "{language} {invisible:?}");
        }
    }
}

/// Compares the text of a PDF with that of its article.
pub fn compare(name: &str, pdf: &[u8], article: &Article, site: &Site) {
    let (locale, _) = Locale::of(article.language.tag());
    let document = compose(article, Setting { site, locale: &locale, edition: Edition::Standard });
    compare_words(name, pdf, &words_told(|see| document.walk(see)));
}

/// Compares the text of a PDF with the words that it must hold.
pub fn compare_words(name: &str, pdf: &[u8], expected: &[String]) {
    let mut found = Vec::new();
    texts(&tagged::read(pdf), false, &mut found);
    let (found, expected) = (folded(&found.join(" ")), folded(&expected.join(" ")));
    if let Some(at) = found.split(' ').zip(expected.split(' ')).position(|(found, expected)| found != expected) {
        panic!("{name}: found “{}” where “{}” should be", from_word(&found, at), from_word(&expected, at));
    }
    assert_eq!(found.len(), expected.len(), "{name}: one text goes on after the other has ended");
}

fn source(pdf: &Path) -> String {
    let file = content().0.join(pdf).with_extension("yaml");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn from_word(text: &str, at: usize) -> String {
    text.split(' ').skip(at.saturating_sub(3)).take(12).collect::<Vec<_>>().join(" ")
}

/// The text of every element that holds text of its own, in reading order. The labels of a list of definitions are text,
/// those of other lists are marks.
fn texts(element: &Element, in_definitions: bool, out: &mut Vec<String>) {
    let mut own = String::new();
    let is_definitions = match element.role.as_str() {
        "L" => element.attributes.iter().any(|attribute| attribute == "ListNumbering=None"),
        "LI" => in_definitions,
        _ => false,
    };
    for kid in &element.kids {
        match kid {
            Kid::Text(text) => own.push_str(text),
            Kid::Element(inner) => match inner.role.as_str() {
                "Lbl" if !is_definitions => {}
                "Reference" => {}
                "Span" if inner.alt.is_some() => {}
                "Span" | "Link" | "Strong" | "Em" | "Note" => own.push_str(&inline(inner)),
                _ => {
                    out.push(std::mem::take(&mut own));
                    texts(inner, is_definitions, out);
                }
            },
            Kid::Annotation(_) => {}
        }
    }
    out.push(own);
}

/// Text without citations.
fn inline(element: &Element) -> String {
    let text = |kid: &Kid| match kid {
        Kid::Text(text) => text.clone(),
        Kid::Element(inner) if inner.role != "Reference" => inline(inner),
        _ => String::new(),
    };
    element.kids.iter().map(text).collect()
}

/// The words that a handout must hold, as a walk through its document tells them.
pub fn words_told<'d>(walk: impl FnOnce(&mut dyn FnMut(Event<'d>))) -> Vec<String> {
    let mut words = vec![String::new()];
    // What is set aside: marks of items, alternative texts, the code and the numbers of citations.
    let mut open: Vec<Role> = Vec::new();
    let is_set_aside = |open: &[Role]| {
        let is_head = |around: &Role| matches!(around, Role::Aside(_) | Role::ScanCode);
        let is_mark = |pair: &[Role]| pair[1] == Role::Label && !is_head(&pair[0]);
        open.contains(&Role::Citation) || open.contains(&Role::Code) || open.windows(2).any(is_mark)
    };
    walk(&mut |event| match event {
        Event::Begin(role) => {
            if !matches!(role, Role::Strong | Role::Emphasis | Role::Link | Role::Foreign | Role::Citation) {
                words.push(String::new());
            }
            open.push(role);
        }
        Event::End => drop(open.pop()),
        Event::Words(text) if !is_set_aside(&open) => {
            words.last_mut().expect("never empty").push_str(&text);
        }
        Event::Words(_) | Event::Picture(_) | Event::Property(_) | Event::Span { .. } => {}
    });
    words
}
