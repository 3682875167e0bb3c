//! The blocks of a document.

use maud::{Markup, html};

use super::picture::picture;
use crate::article::Mark;
use crate::document::{Aside, AsideKind, Block, Contact, Figure, Item, List, Reference, ScanCode, Table, Words};
use crate::locale::Locale;

/// Blocks, in order.
pub(super) fn blocks(blocks: &[Block], locale: &Locale) -> Markup {
    html! { @for (index, content) in blocks.iter().enumerate() { (block(content, index, locale)) } }
}

fn block(block: &Block, index: usize, locale: &Locale) -> Markup {
    match block {
        Block::Heading(heading) => {
            let id = format!("part-{}", index + 1);
            match heading.level {
                2 => html! { h2 id=(id) { (heading.words) } },
                3 => html! { h3 id=(id) { (heading.words) } },
                _ => html! { h4 id=(id) { (heading.words) } },
            }
        }
        Block::Paragraph(words) => html! { p { (words) } },
        Block::List(content) => list(content),
        Block::Aside(content) => aside(content, locale),
        Block::Contacts(contacts) => html! { ul.contacts { @for one in contacts { li { (contact(one)) } } } },
        Block::Table(content) => table(content),
        Block::Figure(content) => figure(content),
        Block::ScanCode(content) => scan_code(content),
        Block::References(content) => references(content),
        Block::SmallPrint(words) => html! { p.small { (words) } },
        // Paper alone has room for these.
        Block::PatientLabel(_) | Block::WritingLines | Block::Contents(_) => html! {},
        Block::Zones(zones) => html! { @for zone in zones { (aside(zone, locale)) } },
        Block::TitledList(content) => html! {
            @if let Some(title) = &content.title { p.list-title { (title) } }
            (list(&content.list))
        },
    }
}

/// A list. "Do" and "Don't" stand in words, a step's number is the browser's own.
fn list(content: &List) -> Markup {
    let items = html! { @for one in &content.items { (item(content.mark, one)) } };
    match content.mark {
        Mark::Step => html! { ol { (items) } },
        Mark::Bullet => html! { ul { (items) } },
        Mark::Do | Mark::Dont | Mark::Check => html! { ul class=(content.mark.name()) { (items) } },
    }
}

fn item(mark: Mark, item: &Item) -> Markup {
    html! {
        li {
            @if matches!(mark, Mark::Do | Mark::Dont | Mark::Check) { span.mark { (item.label) } " " }
            @match item.paragraphs.as_slice() {
                [only] => (only),
                several => @for words in several { p { (words) } },
            }
            @if let Some(nested) = &item.nested { (list(nested)) }
        }
    }
}

/// A box: a region named by its label.
fn aside(content: &Aside, locale: &Locale) -> Markup {
    let role = if content.kind == AsideKind::KeyPoints { "region" } else { "note" };
    html! {
        section class={ "box " (content.kind.name()) } role=(role) aria-label=(content.label) {
            p.label { (content.label) }
            @if let Some(title) = &content.title { p.title { (title) } }
            (blocks(&content.blocks, locale))
        }
    }
}

fn contact(contact: &Contact) -> Markup {
    html! {
        (contact.label)
        @if let Some(phone) = &contact.phone { (contact.joint) strong { (phone) } }
        @if let Some(hours) = &contact.hours { " " (hours) }
    }
}

/// A table. On a narrow screen each cell stands on a line of its own behind the words of its column.
fn table(content: &Table) -> Markup {
    let names: Vec<String> = content.header.iter().map(|cell| plain(cell)).collect();
    html! {
        table {
            @if let Some(words) = &content.caption { caption { (words) } }
            thead { tr { @for head in &content.header { th scope="col" { (cell(head)) } } } }
            tbody {
                @for row in &content.rows {
                    tr { @for (content, name) in row.iter().zip(&names) { td data-name=(name) { (cell(content)) } } }
                }
            }
        }
    }
}

fn cell(paragraphs: &[Words]) -> Markup {
    html! {
        @match paragraphs {
            [only] => (only),
            several => @for words in several { p { (words) } },
        }
    }
}

fn plain(paragraphs: &[Words]) -> String {
    paragraphs.iter().map(Words::plain).collect::<Vec<_>>().join(" ")
}

fn figure(content: &Figure) -> Markup {
    html! {
        figure {
            (picture(content.picture, content.alt, content.language, content.width))
            @if let Some(words) = &content.caption { figcaption { (words) } }
        }
    }
}

/// On a screen the link is enough.
fn scan_code(content: &ScanCode) -> Markup {
    html! { p { (content.label) " " (content.words) } }
}

fn references(content: &[Reference]) -> Markup {
    html! {
        ol.references {
            @for (index, reference) in content.iter().enumerate() {
                li id={ "ref-" (index + 1) } { (reference.words) }
            }
        }
    }
}
