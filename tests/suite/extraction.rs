//! The text taken out of each sample's PDF is the text of its article, in reading order.
//!
//! White space is folded. List marks, the numbers of citations and the labels of boxes are set aside; they are the only
//! things that are.

use std::path::Path;

use handout::article::{Article, Block, Callout, CalloutKind, Item, List, Reference, Section, Table};
use handout::locale::{Label, Locale};
use handout::prose::Text;
use handout::site::Site;

use super::clinic::{article_at, content, home, overlay, site};
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

/// Compares the text of a PDF with that of its article.
pub fn compare(name: &str, pdf: &[u8], article: &Article, site: &Site) {
    let mut found = Vec::new();
    texts(&tagged::read(pdf), &mut found);
    let (found, expected) = (folded(&found.join(" ")), folded(&Expected::of(article, site).join(" ")));
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

/// The text of every element that holds text of its own, in reading order.
fn texts(element: &Element, out: &mut Vec<String>) {
    let mut kids = element.kids.iter();
    if element.role == "Aside" {
        // The first paragraph of a box is its label, the tool's own.
        kids.next();
    }
    let mut own = String::new();
    for kid in kids {
        match kid {
            Kid::Text(text) => own.push_str(text),
            Kid::Element(inner) => match inner.role.as_str() {
                "Lbl" | "Reference" => {}
                "Span" | "Link" | "Strong" | "Em" | "Note" => own.push_str(&inline(inner)),
                _ => {
                    out.push(std::mem::take(&mut own));
                    texts(inner, out);
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

/// The words that a handout of an article must hold, from the article itself.
struct Expected<'a> {
    site: &'a Site,
    article: &'a Article,
    words: Vec<String>,
}

impl Expected<'_> {
    fn of(article: &Article, site: &Site) -> Vec<String> {
        let (locale, _) = Locale::of(&article.language);
        let mut expected = Expected { site, article, words: Vec::new() };
        let title = article.title.plain();
        let title = article.kind.as_ref().map_or(title.clone(), |kind| locale.field(&kind.plain(), &title));
        expected.words.push(title);
        expected.texts(&article.summary);
        article.sections.iter().for_each(|section| expected.section(section));
        if let Some(url) = &article.url {
            expected.words.extend([locale.label(Label::Scan).to_owned(), url.clone()]);
        }
        if !article.references.is_empty() {
            expected.words.push(locale.label(Label::References).to_owned());
            article.references.iter().for_each(|reference| expected.reference(reference));
        }
        expected.texts(&site.disclaimer);
        expected.words
    }

    fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t Text>) {
        self.words.extend(texts.into_iter().map(Text::plain));
    }

    fn section(&mut self, section: &Section) {
        self.texts([&section.heading]);
        self.blocks(&section.body);
        section.sections.iter().for_each(|section| self.section(section));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.texts([text]),
                Block::List(list) => self.list(list),
                Block::Callout(callout) => self.callout(callout),
                Block::Table(table) => self.table(table),
                Block::Image(image) => self.texts(&image.caption),
            }
        }
    }

    fn list(&mut self, list: &List) {
        for Item { text, nested } in &list.items {
            self.texts(text);
            nested.iter().for_each(|nested| self.list(nested));
        }
    }

    fn callout(&mut self, callout: &Callout) {
        self.texts(&callout.title);
        self.blocks(&callout.body);
        if callout.kind != CalloutKind::Call {
            return;
        }
        let (locale, _) = Locale::of(&self.article.language);
        let chosen = |id: &String| self.article.contacts.as_ref().is_none_or(|ids| ids.contains(id));
        for contact in self.site.contacts.iter().filter(|contact| chosen(&contact.id)) {
            let phone = contact.phone.as_ref().map(Text::plain).unwrap_or_default();
            self.words.push(locale.field(&contact.label.plain(), &phone));
            self.words.extend(contact.hours.as_ref().map(Text::plain));
        }
    }

    fn table(&mut self, table: &Table) {
        self.texts(&table.caption);
        self.texts(table.header.iter().chain(table.rows.iter().flatten()).flatten());
    }

    /// What the text does not name of DOI, PubMed number and address follows it.
    fn reference(&mut self, reference: &Reference) {
        let text = reference.text.plain();
        self.words.push(text.clone());
        let doi = reference.doi.as_ref().filter(|doi| !text.contains(*doi)).map(|doi| format!("doi:{doi}"));
        let pmid = reference.pmid.as_ref().map(|pmid| format!("PMID: {pmid}")).filter(|pmid| !text.contains(pmid));
        let url = reference.url.clone().filter(|url| !text.contains(url));
        self.words.extend(doi.into_iter().chain(pmid).chain(url));
    }
}
