//! Report cards as an article: typeset like any other, they are a handout for the people who write handouts.

use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{Article, Block, Cell, CellPart, Item as ListItem, List, Mark, Section, Table};
use crate::language::Language;
use crate::prose::{Inline, Text};

use super::card::{Details, ReportCard};
use super::figures::{BAND, Figures};
use super::item::{Answer, Item};
use super::text::{columns, facts};

/// What stands where there is nothing to say: no cell that means something is empty.
const NOTHING: &str = "\u{2013}";

/// The search word by which the file of report cards is told from a handout: the command that writes it.
pub const KEYWORD: &str = "handout check --report";

/// The cards as one article, in their order: the whole library as a table, then each by itself.
pub fn handout(cards: &[ReportCard], today: Date) -> Article {
    let title = if cards.len() == 1 { "Report Card" } else { "Report Cards" };
    let mut article = Article::new("report-card", Language::english(), title.into(), (today, today));
    article.keywords.push(KEYWORD.into());
    if cards.len() > 1 {
        article.sections.push(section("What needs a person first".into(), vec![library(cards, today)]));
    }
    article.sections.extend(cards.iter().map(|card| of_article(card, today)));
    if cards.len() > 1 {
        article.sections.iter_mut().skip(1).for_each(|section| section.begins_page = true);
    }
    article
}

fn section(heading: Text, body: Vec<Block>) -> Section {
    Section { heading, begins_page: false, body, sections: Vec::new() }
}

fn library(cards: &[ReportCard], today: Date) -> Block {
    let rows = cards.iter().map(|card| {
        let needs: Vec<String> = card.needs(today).into_iter().map(|need| need.text()).collect();
        let needs = if needs.is_empty() { "nothing".to_owned() } else { needs.join("; ") };
        let [words, pages, sheets, reading, hard] = columns(card).map(|it| it.replace('-', NOTHING));
        vec![card.name(), needs, words, format!("{pages}, {sheets}"), reading, hard]
    });
    table(&["Article", "Needs", "Words", "Pages, sheets", "Reading", "Hard in 100"], rows.collect())
}

fn of_article(card: &ReportCard, today: Date) -> Section {
    let Some(details) = &card.details else {
        let text = format!("{} has errors that keep it from being made: {}.", card.file, card.errors);
        return section(card.name().as_str().into(), vec![Block::Paragraph(text.as_str().into())]);
    };
    let mut whole = section(heading(card, details), vec![list(facts(card, details, today))]);
    whole.sections.extend(reading(card, &details.figures));
    for (title, items) in [("PEMAT-P", &details.pemat), ("Clear Print", &details.clear_print)] {
        let (answered, unanswered): (Vec<&Item>, Vec<&Item>) =
            items.iter().partition(|item| item.answer != Answer::Unanswered);
        let heading = format!("{title}: what was found");
        whole.sections.push(section(heading.as_str().into(), vec![found(&answered)]));
        let heading = format!("{title}: for a person to judge");
        whole.sections.push(section(heading.as_str().into(), vec![to_judge(&unanswered)]));
    }
    whole
}

/// Its sections, and its hardest sentences.
fn reading(card: &ReportCard, figures: &Figures) -> Vec<Section> {
    let mut parts = Vec::new();
    let rows = figures.sections.iter().map(|section| {
        let numbers = figures.of_section(section).map(|it| it.replace('-', NOTHING));
        [vec![section.heading.clone()], numbers.to_vec()].concat()
    });
    let header = ["Section", "Words", "Hard in 100", "Longest sentence"];
    parts.push(section("Reading, by section".into(), vec![in_language(table(&header, rows.collect()), card)]));
    let hardest = figures.hardest.iter().map(|sentence| {
        let lead = format!("{}: {}", sentence.lead(), sentence.hard_words());
        ListItem {
            text: vec![lead.as_str().into(), own_words(&sentence.text, card)],
            picture: None,
            blocks: Vec::new(),
        }
    });
    let items: Vec<ListItem> = hardest.collect();
    if !items.is_empty() {
        let list = Block::List(List { mark: Mark::Bullet, first: 1, items });
        parts.push(section("Its hardest sentences".into(), vec![list]));
    }
    parts
}

/// A table whose row headers are the article's own words.
fn in_language(mut table: Block, card: &ReportCard) -> Block {
    let Block::Table(Table { rows, .. }) = &mut table else { return table };
    for cell in rows.iter_mut().filter_map(|row| row.first_mut()) {
        for part in &mut cell.parts {
            if let CellPart::Paragraph(text) = part {
                *text = own_words(&text.plain(), card);
            }
        }
    }
    table
}

/// Words of the article, in its language.
fn own_words(words: &str, card: &ReportCard) -> Text {
    let mut text = Text::from(words);
    let language = Language::parse(&card.language).expect("the article was read in it");
    text.set_language(&Arc::new(language));
    text
}

/// The title of the article, in its own language; without marks, which mean nothing here.
fn heading(card: &ReportCard, details: &Details) -> Text {
    own_words(&details.title.plain(), card)
}

fn found(items: &[&Item]) -> Block {
    let rows = items.iter().map(|item| vec![asks(item), item.answer.word().to_owned(), evidence(item)]);
    table(&["Item", "Answer", "Evidence"], rows.collect())
}

/// A person writes into the empty cells.
fn to_judge(items: &[&Item]) -> Block {
    let rows = items.iter().map(|item| vec![asks(item), evidence(item), String::new()]);
    table(&["Item", "What may help", "Yes or no"], rows.collect())
}

fn asks(item: &Item) -> String {
    match item.number {
        Some(number) => format!("{number}. {}", item.asks),
        None => item.asks.to_owned(),
    }
}

fn evidence(item: &Item) -> String {
    let found = item.found();
    if found.is_empty() { NOTHING.to_owned() } else { found }
}

fn list(lines: Vec<String>) -> Block {
    let item = |line: String| ListItem { text: vec![with_band(&line)], picture: None, blocks: Vec::new() };
    Block::List(List { mark: Mark::Bullet, first: 1, items: lines.into_iter().map(item).collect() })
}

fn table(header: &[&str], rows: Vec<Vec<String>>) -> Block {
    let cell = |words: &str| match words {
        "" => Cell::new(Vec::new()),
        words => Cell::new(vec![CellPart::Paragraph(with_band(words))]),
    };
    Block::Table(Table {
        caption: None,
        row_headers: Some(true),
        header: vec![header.iter().map(|words| cell(words)).collect()],
        rows: rows.iter().map(|row| row.iter().map(|words| cell(words)).collect()).collect(),
    })
}

/// A text of the card in which the band of INFLESZ, whose names are Spanish, is in its own language (PDF/UA-1, 7.2).
fn with_band(words: &str) -> Text {
    let mut text = Text::from(words);
    let Some(start) = words.find(BAND).map(|at| at + BAND.len()) else { return text };
    let end = words[start..].find('\u{201d}').map_or(words.len(), |length| start + length);
    let part = |words: &str| Inline { text: words.to_owned(), ..Inline::default() };
    let band = Inline { language: Some("es".into()), ..part(&words[start..end]) };
    text.inlines = vec![part(&words[..start]), band, part(&words[end..])];
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_of_an_ease_is_spanish() {
        let text = with_band("Reading: ease 62.0, INFLESZ \u{201c}algo difícil\u{201d} (estimated)");
        let told: Vec<(&str, Option<&str>)> =
            text.inlines.iter().map(|inline| (inline.text.as_str(), inline.language.as_deref())).collect();
        let before = "Reading: ease 62.0, INFLESZ \u{201c}";
        assert_eq!(told, [(before, None), ("algo difícil", Some("es")), ("\u{201d} (estimated)", None)]);
        assert_eq!(with_band("Words: 200").inlines.len(), 1);
    }
}
